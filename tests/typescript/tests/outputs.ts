/** Outputs as the toolkit writes them: by option, with `./x.js` or `./x.ts` in their imports. */

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

/** The output with `./x.js`. */
export const BUILD: string = fileURLToPath(new URL("../build", import.meta.url));

/** A copy of it for the time of the tests, with `./x.ts`. */
export function withTsSpecifiers(): string {
  const copy = mkdtempSync(`${BUILD}/specifiers-`);
  after(() => rmSync(copy, { recursive: true }));
  for (const name of ["package.json", "index.ts", "every_kind.ts", "runtime"]) {
    cpSync(`${BUILD}/${name}`, `${copy}/${name}`, { recursive: true });
  }
  for (const name of readdirSync(copy, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".ts")) continue;
    const text = readFileSync(`${copy}/${name}`, "utf8");
    writeFileSync(`${copy}/${name}`, text.replace(/(from "\.[^"]*)\.js"/g, '$1.ts"'));
  }
  return copy;
}
