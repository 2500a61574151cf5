// build/ is an output as the toolkit writes it: models, the runtime beside them, a package.json.
// build/web/ is the same, bundled for browsers. build/demo/ is what is written for the demo model, tools too.
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = new URL(".", import.meta.url);
const output = new URL("build/", here);
const runtime = new URL("../../codegen/clarifai_codegen/runtime/typescript/", here);
rmSync(output, { recursive: true, force: true });
cpSync(new URL("models/", here), output, { recursive: true });
cpSync(runtime, new URL("runtime/", output), { recursive: true });
cpSync(new URL("../../generated/typescript/", here), new URL("demo/", output), { recursive: true });
await build({
  entryPoints: [fileURLToPath(new URL("index.ts", output))],
  outfile: fileURLToPath(new URL("web/index.js", output)),
  bundle: true,
  format: "esm",
  target: "es2022",
  platform: "browser",
  logLevel: "warning",
});
writeFileSync(new URL("web/index.d.ts", output), 'export * from "../index.js";\n');
