// What a client weighs: gzipped bundles beside those of bare Connect with the same messages, and
// how long those for Node take to import, as modules that are named do. Prints JSON.
//
// `gzip` is the client of the demo model, with lists, named fields, media, JSON and all kinds of
// methods; `smallest` that of texts alone.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import "./prepare.mjs";

const ROUNDS = 11;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const SMALL = here("build/");
const DEMO = here("../../generated/typescript/");

const smallest = `
  import { EveryKind } from "./index.js";
  export default () => new EveryKind({ baseUrl: "/api" }).echo_str({ x: "hello" });`;
const client = `
  import { Demo } from "./index.js";
  export default () => new Demo({ baseUrl: "/api" }).text_statistics({ text: "hello" });`;
const handler = `
  import { createHandler, Demo } from "./index.js";
  export default createHandler({ models: [Demo] });`;
const bare = (from, create) => `
  import { create } from "@bufbuild/protobuf";
  import { createClient } from "@connectrpc/connect";
  import { ${create} } from "@connectrpc/${from}";
  import { PostModelOutputsRequestSchema, V2 } from "./runtime/messages.js";
  const client = () => createClient(V2, ${create}({ baseUrl: "/api" }));
  export default () =>
    client().postModelOutputs(create(PostModelOutputsRequestSchema, { modelId: "m" }));`;
const BARE = {
  browser: bare("connect-web", "createGrpcWebTransport"),
  node: bare("connect-node", "createGrpcTransport"),
};

async function bundle(contents, platform, resolveDir = DEMO) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir, loader: "ts" },
    nodePaths: [here("node_modules")],
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

async function gzip(...given) {
  return gzipSync(await bundle(...given), { level: 9, memLevel: 9 }).length;
}

async function weigh(platform) {
  return {
    gzip: await gzip(client, platform),
    smallest: await gzip(smallest, platform, SMALL),
    withHandler: await gzip(handler, platform),
    bareConnect: await gzip(BARE[platform], platform),
  };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function milliseconds(file) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [file]);
  if (status !== 0) throw new Error(`${file}: ${stderr}`);
  return performance.now() - start;
}

/** How much longer than an empty module these take, in turn. */
function importMs(empty, files) {
  const rounds = Array.from({ length: ROUNDS }, () => [empty, ...files].map(milliseconds));
  const [nothing, ...times] = [empty, ...files].map((_, at) =>
    median(rounds.map((row) => row[at])),
  );
  return times.map((time) => Math.round(time - nothing));
}

async function imported(others) {
  const folder = mkdtempSync(join(tmpdir(), "sizes-"));
  const file = (name, contents) => {
    writeFileSync(join(folder, name), contents);
    return join(folder, name);
  };
  const ours = file("ours.mjs", await bundle(client, "node"));
  const theirs = file("bare.mjs", await bundle(BARE.node, "node"));
  const [importOurs, bareConnect, ...named] = importMs(file("empty.mjs", ""), [
    ours,
    theirs,
    ...others,
  ]);
  rmSync(folder, { recursive: true });
  return { ours: importOurs, bareConnect, named };
}

const sizes = {
  browser: await weigh("browser"),
  node: await weigh("node"),
  importMs: await imported(process.argv.slice(2)),
};
console.log(JSON.stringify(sizes, undefined, 2));
