// The runtime beside its node_modules: as it is shipped, it has none.
import { cpSync, rmSync } from "node:fs";

const here = new URL(".", import.meta.url);
const runtime = new URL("../../codegen/clarifai_codegen/runtime/typescript/", here);
rmSync(new URL("build/", here), { recursive: true, force: true });
cpSync(runtime, new URL("build/runtime/", here), { recursive: true });
