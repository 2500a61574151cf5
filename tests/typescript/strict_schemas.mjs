// Which of the schemas in a file OpenAI's own converter would change or refuse.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { toStrictJsonSchema } from "openai/lib/transform";

const schemas = JSON.parse(readFileSync(process.argv[2], "utf8"));

/** The value with what is `required` sorted: JavaScript moves keys like "5" to the front. */
function plain(value) {
  return JSON.parse(JSON.stringify(value), (key, each) =>
    key === "required" && Array.isArray(each) ? each.toSorted() : each,
  );
}

const changed = schemas.filter((schema) => {
  try {
    return !isDeepStrictEqual(plain(toStrictJsonSchema(structuredClone(schema))), plain(schema));
  } catch {
    return true;
  }
});
process.stdout.write(JSON.stringify(changed));
