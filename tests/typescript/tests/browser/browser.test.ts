/** A real browser, a page with a generated client, and a server that holds the PAT. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium, type Page } from "playwright-core";
import { createHandler, EveryKind } from "../../build/index.js";
import { runner } from "../servers.js";
import { answer, modelServer, proxy, signal, texts, webServer } from "../web_servers.js";

const PAT = "pat-0123456789abcdef";
const HTML = '<!doctype html><title>app</title><body><script type="module" src="/app.js"></script>';

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("app.ts", import.meta.url))],
  bundle: true,
  format: "esm",
  target: "es2022",
  platform: "browser",
  write: false,
});
const bundle = outputFiles[0]?.text ?? "";

const flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run";
const quiet = "--disable-background-networking --disable-component-update --disable-sync";
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: `${flags} ${quiet}`.split(" "),
});
after(() => browser.close());

/** The page's files, and what else its server answers. */
function app(api: (request: Request) => Promise<Response>): Promise<string> {
  return webServer(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/api/")) return api(request);
    const [type, text] = pathname === "/app.js" ? ["text/javascript", bundle] : ["text/html", HTML];
    return new Response(text, { headers: { "content-type": type } });
  });
}

/** All that goes over a page's network from now on, in both directions. */
function logged(page: Page): () => Promise<string> {
  const pieces: Promise<unknown>[] = [];
  page.on("request", (request) => {
    pieces.push(Promise.all([request.url(), request.allHeaders(), request.postData()]));
  });
  page.on("response", (response) => {
    pieces.push(Promise.all([response.status(), response.headers()]));
  });
  page.on("requestfinished", (request) => {
    pieces.push(request.response().then((response) => response?.text()));
  });
  return async () => (await Promise.all(pieces)).map(asText).join("\n");
}

function asText(piece: unknown): string {
  return typeof piece === "string" ? piece : JSON.stringify(piece);
}

/** Wait until the page shows a text. */
async function shows(page: Page, text: string): Promise<void> {
  await page.locator("output", { hasText: new RegExp(`^${text}$`) }).waitFor();
}

test("a page calls through a handler, sees texts in pieces and never the PAT", async () => {
  const seen = signal();
  const keys: (string | null)[] = [];
  const server = await modelServer({
    async postModelOutputs(request, { requestHeader }) {
      keys.push(requestHeader.get("authorization"));
      return answer(texts(request));
    },
    async *generateModelOutputs(_request, { requestHeader }) {
      keys.push(requestHeader.get("authorization"));
      yield answer(["Once upon"]);
      await seen.done;
      yield answer([" a time"]);
    },
  });
  const models = [{ model: EveryKind, methods: ["echo_str", "generate_str"] }] as const;
  const url = await app(createHandler({ models, baseUrl: server, pat: PAT }));
  const page = await browser.newPage();
  const log = logged(page);
  await page.goto(url);

  await page.click("#story");
  await shows(page, "Once upon");
  seen.give();
  await shows(page, "Once upon a time END");
  await page.click("#answer");
  await shows(page, "žluťoučký 🐎 END");
  await page.click("#forbidden");
  await shows(page, "permissionDenied");
  await page.click("#bidirectional");
  await shows(page, "unsupported");

  assert.deepEqual(keys, [`Key ${PAT}`, `Key ${PAT}`]);
  const network = await log();
  for (const part of ["/GenerateModelOutputs", "Once upon", "\n[403,", "<!doctype html>", bundle]) {
    assert.ok(network.includes(part), part.slice(0, 80));
  }
  assert.ok(!network.includes("/StreamModelOutputs"));
  for (const text of [network, bundle, await page.content()]) assert.ok(!text.includes(PAT));
  await page.close();
});

test("a page that is left cancels its call", async () => {
  const left = signal();
  const server = await modelServer({
    async *generateModelOutputs(_request, { signal: ended }) {
      ended.addEventListener("abort", left.give);
      yield answer(["first"]);
      await left.done;
    },
  });
  const handle = createHandler({ models: [EveryKind], baseUrl: server, pat: PAT });
  const page = await browser.newPage();
  await page.goto(await app(handle));
  await page.click("#story");
  await shows(page, "first");
  await page.close();
  await left.done;
});

test("a page calls another origin, through a gRPC-web proxy", async () => {
  const base = await proxy(await runner("every_kind"));
  const nothing = async (): Promise<Response> => new Response(null, { status: 404 });
  const page = await browser.newPage();
  await page.goto(`${await app(nothing)}/?base=${encodeURIComponent(base)}`);
  await page.click("#story");
  await shows(page, "storystory END");
  await page.click("#forbidden");
  await shows(page, "picture END");
  await page.close();
});
