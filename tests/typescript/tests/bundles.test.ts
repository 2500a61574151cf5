/** What bundlers make of an output: code of the platform that it is for, and no other. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { build, type BuildOptions } from "esbuild";
import { BUILD, withTsSpecifiers } from "./outputs.js";

const OUTPUTS = { "./x.js": BUILD, "./x.ts": withTsSpecifiers() };
const CLIENT = "new EveryKind().echo_str({ x: '' });";
const HANDLER = "createHandler({ models: [EveryKind] });";

/** The files that a bundle is made of, and what it imports. */
async function bundled(
  output: string,
  use: string,
  options: BuildOptions,
): Promise<{ files: string[]; imports: string[] }> {
  const end = output === BUILD ? "js" : "ts";
  const names = "createHandler, EveryKind";
  const contents = `import { ${names} } from "./index.${end}"; ${use}`;
  const { metafile } = await build({
    stdin: { contents, resolveDir: output, loader: "ts" },
    bundle: true,
    format: "esm",
    write: false,
    metafile: true,
    logLevel: "error",
    ...options,
  });
  const [made] = Object.values(metafile?.outputs ?? {});
  assert.ok(made);
  const used = Object.entries(made.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const files = used.map(([path]) => path.replace(/^.*(runtime|node_modules)\//, ""));
  return { files, imports: made.imports.map(({ path }) => path) };
}

const ELSEWHERE: readonly BuildOptions[] = [
  { platform: "browser" },
  { platform: "browser", conditions: ["workerd", "worker", "browser"] },
];

for (const [specifiers, output] of Object.entries(OUTPUTS)) {
  test(`a bundle for browsers and workers has no code of Node's, ${specifiers}`, async () => {
    for (const options of ELSEWHERE) {
      for (const use of [CLIENT, HANDLER]) {
        const { files, imports } = await bundled(output, use, options);
        assert.deepEqual(imports, []);
        assert.ok(files.includes("transport_web.ts") && !files.includes("transport.ts"));
        assert.ok(!files.some((file) => file.startsWith("@connectrpc/connect-node/")));
      }
    }
  });

  test(`a bundle for Node has no code of browsers, ${specifiers}`, async () => {
    const { files } = await bundled(output, CLIENT, { platform: "node" });
    assert.ok(files.includes("transport.ts") && !files.includes("transport_web.ts"));
    assert.ok(!files.some((file) => file.startsWith("@connectrpc/connect-web/")));
  });

  test(`a page that only calls has no handler, ${specifiers}`, async () => {
    const { files } = await bundled(output, CLIENT, { platform: "browser" });
    const handler = ["handler.ts", "upstream.ts", "allow_list.ts"];
    assert.deepEqual(
      files.filter((file) => handler.includes(file) || file.endsWith("connect/dist/esm/router.js")),
      [],
    );
    const all = await bundled(output, HANDLER, { platform: "browser" });
    assert.ok(handler.every((file) => all.files.includes(file)));
  });
}

test("the twins have the same exports", async () => {
  const [node, web] = await Promise.all([
    import("../build/runtime/transport.js"),
    import("../build/runtime/transport_web.js"),
  ]);
  const same: typeof node = web;
  assert.deepEqual(Object.keys(same).sort(), Object.keys(node).sort());
});

test("codecs that nobody uses are left out", async () => {
  const { files } = await bundled(BUILD, CLIENT, { platform: "browser" });
  assert.ok(!files.includes("structured_codec.ts") && !files.includes("array_codec.ts"));
});

test("a client alone brings nothing of tools, tools bring no client's index", async () => {
  const output = `${BUILD}/demo`;
  const filesOf = async (contents: string): Promise<string[]> => {
    const { metafile } = await build({
      stdin: { contents, resolveDir: output, loader: "ts" },
      bundle: true,
      format: "esm",
      platform: "browser",
      write: false,
      metafile: true,
      logLevel: "error",
    });
    return Object.keys(metafile?.inputs ?? {});
  };
  const client = await filesOf('export { Demo } from "./index.js";');
  assert.deepEqual(
    client.filter((file) => file.includes("/tools")),
    [],
  );
  const tools = await filesOf('export { runTool } from "./tools.js";');
  assert.ok(tools.some((file) => file.endsWith("/runtime/tools/tool_set.ts")));
  assert.ok(!tools.some((file) => /demo\/index\.ts$|\/transport\.ts$/.test(file)));
});
