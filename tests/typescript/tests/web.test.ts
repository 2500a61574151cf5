/** The client in browsers and edge workers: bundled for them, over gRPC-web, against a proxy. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, ConnectError } from "@connectrpc/connect";
import {
  ClarifaiError,
  Client,
  type ClientOptions,
  EveryKind,
  STR,
  type Wait,
} from "../build/web/index.js";
import { createHandler } from "../build/index.js";
import { methodOf } from "./methods.js";
import { runner, serving } from "./servers.js";
import { answer, modelServer, proxy, signal, webServer } from "./web_servers.js";

const [everyKind, misbehaving] = await Promise.all([
  runner("every_kind"),
  serving("-m", "tests.runtime.faulty"),
]);
const url = await proxy(everyKind);
const faulty = await proxy(misbehaving);

function client(options: ClientOptions = {}): EveryKind {
  return new EveryKind({ baseUrl: url, maxRetries: 0, ...options });
}

function faults(options: ClientOptions = {}): Client {
  return new Client({ modelId: "m" }, { baseUrl: faulty, maxRetries: 0, ...options });
}

const X = { name: "x", codec: STR };
const unary = (name: string) => methodOf(name, [X], STR);
const streamed = (name: string) => methodOf(name, [X], STR, { kind: "serverStream" });

/** What `fetch` is called with while `run` runs, and what it gives instead. */
async function fetched(
  run: () => Promise<unknown>,
  give: () => Response = () => new Response(null, { status: 503 }),
): Promise<readonly [string, RequestInit][]> {
  const { fetch } = globalThis;
  const calls: [string, RequestInit][] = [];
  globalThis.fetch = async (input, init = {}) => {
    calls.push([String(input), init]);
    return give();
  };
  try {
    await run().catch((error: unknown) => assert.ok(ClarifaiError.is(error), String(error)));
  } finally {
    globalThis.fetch = fetch;
  }
  return calls;
}

test("one answer", async () => {
  assert.equal(await client().echo_str({ x: "žluťoučký 🐎" }), "žluťoučký 🐎");
  const bytes = new Uint8Array(100_000).fill(7);
  const image = await client().echo_image({ x: { blob: new Blob([bytes]) } });
  assert.deepEqual(image.bytes, bytes);
});

test("a stream", async () => {
  assert.deepEqual(await client().generate_str({ x: "a" }).collect(), ["a", "a"]);
  const body = client().generate_str({ x: "a" }).toReadableStream();
  assert.equal(await new Response(body).text(), "aa");
});

test("a batch", async () => {
  const items = Array.from({ length: 200 }, (_, index) => ({ x: String(index) }));
  assert.deepEqual(
    await client().echo_str_batch(items),
    items.map(({ x }) => x),
  );
});

test("the same through a handler", async () => {
  const handle = createHandler({ models: [EveryKind], baseUrl: everyKind });
  const page = client({ baseUrl: `${await webServer(handle)}/api/clarifai` });
  assert.equal(await page.echo_str({ x: "a" }), "a");
  assert.deepEqual(await page.generate_str({ x: "a" }).collect(), ["a", "a"]);
  const batch = await page.echo_str_batch([{ x: "a" }, { x: "b" }]);
  assert.deepEqual(batch, ["a", "b"]);
  const other = page.withOptions({ versionId: "v1" }).echo_str({ x: "a" });
  await assert.rejects(other, { kind: "permissionDenied" });
});

test("items come one by one, and leaving the stream cancels the call", async () => {
  const [read, left] = [signal(), signal()];
  const server = await modelServer({
    async *generateModelOutputs(_request, { signal: ended }) {
      ended.addEventListener("abort", left.give);
      yield answer(["first"]);
      await read.done;
      yield answer(["second"]);
      await left.done;
    },
  });
  const stream = client({ baseUrl: await proxy(server) }).generate_str({ x: "" });
  for await (const item of stream) {
    if (item === "second") break;
    read.give();
  }
  await left.done;
});

test("closing a client ends its calls", async () => {
  const came = signal();
  const server = await modelServer({
    async postModelOutputs(_request, { signal: ended }) {
      came.give();
      await new Promise((done) => ended.addEventListener("abort", done));
      return answer([]);
    },
  });
  const mine = client({ baseUrl: await proxy(server), maxRetries: 2 });
  const call = assert.rejects(mine.echo_str({ x: "" }), { statusName: "CANCELLED" });
  await came.done;
  mine.close();
  await call;
});

test("the errors of a model and of gRPC", async () => {
  const missing = methodOf("no_such", [X], STR);
  const direct = new Client({ modelId: "m" }, { baseUrl: url, maxRetries: 0 });
  await assert.rejects(direct.unary(missing, { x: "" }), { statusCode: 10020, kind: "model" });
  const codes: readonly (readonly [Code, string])[] = [
    [Code.Unauthenticated, "authentication"],
    [Code.PermissionDenied, "permissionDenied"],
    [Code.InvalidArgument, "invalidArgument"],
    [Code.Unavailable, "connect"],
  ];
  for (const [code, kind] of codes) {
    const fail = (): never => {
      throw new ConnectError("words of the server: ž", code);
    };
    const server = await modelServer({ postModelOutputs: fail, generateModelOutputs: fail });
    const mine = client({ baseUrl: await proxy(server) });
    const wanted = { kind, grpcCode: code, details: "words of the server: ž" };
    await assert.rejects(mine.echo_str({ x: "" }), wanted);
    await assert.rejects(mine.generate_str({ x: "" }).collect(), wanted);
  }
});

test("a call that was not run is sent again", async () => {
  const retries: Wait[] = [];
  const onRetry = (wait: Wait): void => void retries.push(wait);
  const mine = faults({ maxRetries: 2, onRetry });
  assert.equal(await mine.unary(unary("unavailable_once"), { x: "a" }), "a");
  assert.equal(retries.length, 1);
});

test("deadlines and aborts", async () => {
  const late = { kind: "deadline", grpcCode: 4 };
  await assert.rejects(faults({ timeoutMs: 200 }).unary(unary("hangs"), { x: "" }), late);
  const stream = faults().stream(streamed("hangs"), { x: "" }, { timeoutMs: 200 });
  await assert.rejects(stream.collect(), late);
  const rest = faults({ streamTimeoutMs: 200 }).stream(streamed("hangs_after"), { x: "" });
  await assert.rejects(rest.collect(), late);
  const controller = new AbortController();
  const options = { signal: controller.signal };
  const aborted = { kind: "aborted", name: "AbortError", cause: "why" };
  const calls = [
    faults().unary(unary("hangs"), { x: "" }, options),
    faults().stream(streamed("hangs"), { x: "" }, options).collect(),
  ];
  setTimeout(() => controller.abort("why"), 100);
  await Promise.all(calls.map((call) => assert.rejects(call, aborted)));
});

test("nobody there, and an answer that breaks off, are failures to connect", async () => {
  const nobody = client({ baseUrl: "http://127.0.0.1:9" });
  const wanted = { kind: "connect", grpcCode: 14, retryable: true };
  await assert.rejects(nobody.echo_str({ x: "" }), wanted);
  await assert.rejects(nobody.generate_str({ x: "" }).collect(), wanted);
  await assert.rejects(faults().stream(streamed("dies_after"), { x: "" }).collect(), wanted);
  const broken = (): Response => {
    const pull = (controller: ReadableStreamDefaultController): void => {
      controller.error(new TypeError("network error"));
    };
    return new Response(new ReadableStream({ pull }), {
      headers: { "content-type": "application/grpc-web+proto" },
    });
  };
  for (const give of [broken, () => new Response(null, { status: 503 })]) {
    await fetched(() => assert.rejects(client().echo_str({ x: "" }), wanted), give);
    await fetched(() => assert.rejects(client().generate_str({ x: "" }).collect(), wanted), give);
  }
});

test("a redirect is not followed, and a page is no answer", async () => {
  let reached = 0;
  const other = await webServer(async () => new Response(String((reached += 1))));
  const redirecting = await webServer(async () => Response.redirect(other, 307));
  const redirect = client({ baseUrl: redirecting, pat: "secret" }).echo_str({ x: "" });
  await assert.rejects(redirect, { kind: "other", details: /redirect, which is not followed/ });
  assert.equal(reached, 0);
  const page = await webServer(
    async () => new Response("<p>", { headers: { "content-type": "text/html" } }),
  );
  const wanted = { kind: "notFound", details: /answers with text\/html.*is baseUrl right\?/ };
  await assert.rejects(client({ baseUrl: page }).echo_str({ x: "" }), wanted);
  const [call] = await fetched(() => client({ pat: "p" }).echo_str({ x: "" }));
  assert.equal(call?.[1].redirect, "manual");
});

test("a bidirectional method is refused before anything is sent", async () => {
  const calls = await fetched(async () => {
    const wanted = { kind: "unsupported", message: /^stream_str: .*browser or edge worker/ };
    assert.throws(() => client().stream_str({ items: ["a"] }), wanted);
  });
  assert.deepEqual(calls, []);
});

test("a base URL may be a path, or an address with one", async () => {
  const rows: readonly (readonly [string, string])[] = [
    ["/api/clarifai", "/api/clarifai"],
    ["./clarifai/", "./clarifai"],
    ["api.example.com", "https://api.example.com:443"],
    ["https://api.example.com/v1/clarifai", "https://api.example.com:443/v1/clarifai"],
    ["http://localhost:8080/a/", "http://localhost:8080/a"],
  ];
  for (const [baseUrl, start] of rows) {
    const [call] = await fetched(() => client({ baseUrl }).echo_str({ x: "" }));
    assert.equal(call?.[0], `${start}/clarifai.api.V2/PostModelOutputs`);
  }
});

test("a PAT is needed for the platform, and not for a handler or a proxy", async () => {
  const wanted = { kind: "authentication", message: /no PAT/ };
  for (const baseUrl of [undefined, "api.clarifai.com", "https://API.clarifai.com/"]) {
    const calls = await fetched(async () => {
      const options = { maxRetries: 0, ...(baseUrl && { baseUrl }) };
      await assert.rejects(new EveryKind(options).echo_str({ x: "" }), wanted);
    });
    assert.deepEqual(calls, []);
  }
  const header = async (options: ClientOptions): Promise<string | null> => {
    const [call] = await fetched(() => client(options).echo_str({ x: "" }));
    return new Headers(call?.[1].headers).get("authorization");
  };
  assert.equal(await header({ baseUrl: "/api" }), null);
  assert.equal(await header({ baseUrl: "https://api.clarifai.com", pat: "p" }), "Key p");
});

test("what only Node can do is refused", async () => {
  for (const options of [{ rootCertificates: "roots.pem" }, { url: "grpc://127.0.0.1:9" }]) {
    const refused = client({ baseUrl: "", ...options }).echo_str({ x: "" });
    await assert.rejects(refused, { kind: "unsupported", message: /browser or edge worker/ });
  }
});
