// Which of the schemas in a file OpenAI's own converter would change or refuse.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { toStrictJsonSchema } from "openai/lib/transform";

const schemas = JSON.parse(readFileSync(process.argv[2], "utf8"));
const changed = schemas.filter((schema) => {
  try {
    return !isDeepStrictEqual(toStrictJsonSchema(structuredClone(schema)), schema);
  } catch {
    return true;
  }
});
process.stdout.write(JSON.stringify(changed));
