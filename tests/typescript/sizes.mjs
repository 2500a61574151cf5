// What a client weighs: gzipped bundles beside those of bare Connect with the same messages, and
// how long the one for Node takes to import. Prints JSON.
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import "./prepare.mjs";

const ROUNDS = 11;
const output = fileURLToPath(new URL("build/", import.meta.url));
const client = `
  import { EveryKind } from "./index.js";
  export default () => new EveryKind({ baseUrl: "/api" }).echo_str({ x: "hello" });`;
const bare = (from, create) => `
  import { create } from "@bufbuild/protobuf";
  import { createClient } from "@connectrpc/connect";
  import { ${create} } from "@connectrpc/${from}";
  import { PostModelOutputsRequestSchema, V2 } from "./runtime/messages.js";
  const client = createClient(V2, ${create}({ baseUrl: "/api" }));
  export default () =>
    client.postModelOutputs(create(PostModelOutputsRequestSchema, { modelId: "m" }));`;
const handler = `
  import { createHandler, EveryKind } from "./index.js";
  export default createHandler({ models: [EveryKind] });`;

async function bundle(contents, platform) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: output, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform,
    write: false,
    logLevel: "warning",
  });
  return outputFiles[0].contents;
}

async function gzip(contents, platform) {
  return gzipSync(await bundle(contents, platform), { level: 9, memLevel: 9 }).length;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function milliseconds(file) {
  const start = performance.now();
  spawnSync(process.execPath, [file]);
  return performance.now() - start;
}

async function importMs() {
  const [full, empty] = [`${output}sizes.mjs`, `${output}empty.mjs`];
  writeFileSync(full, await bundle(client, "node"));
  writeFileSync(empty, "");
  const times = Array.from({ length: ROUNDS }, () => [milliseconds(full), milliseconds(empty)]);
  for (const file of [full, empty]) rmSync(file);
  const [with_, without] = [0, 1].map((column) => median(times.map((row) => row[column])));
  return Math.round(with_ - without);
}

const sizes = {
  browser: {
    gzip: await gzip(client, "browser"),
    bareConnect: await gzip(bare("connect-web", "createGrpcWebTransport"), "browser"),
    withHandler: await gzip(handler, "browser"),
  },
  node: {
    gzip: await gzip(client, "node"),
    bareConnect: await gzip(bare("connect-node", "createGrpcTransport"), "node"),
    withHandler: await gzip(handler, "node"),
    importMs: await importMs(),
  },
};
console.log(JSON.stringify(sizes, undefined, 2));
