/** The server half of a browser app, between a page's client and a model. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError, type HandlerContext } from "@connectrpc/connect";
import { encodeEnvelope } from "@connectrpc/connect/protocol";
import { createHandler, EveryKind, type HandlerOptions } from "../build/index.js";
import {
  MultiOutputResponseSchema,
  type PostModelOutputsRequest,
  PostModelOutputsRequestSchema,
} from "../build/runtime/messages.js";
import { type ClientOptions, EveryKind as PageClient } from "../build/web/index.js";
import { answer, modelServer, signal, texts } from "./web_servers.js";

const PAT = "pat-0123456789abcdef";
const echo = await modelServer({
  postModelOutputs: async (request) => answer(texts(request)),
  async *generateModelOutputs(request) {
    for (const text of texts(request)) yield answer([text]);
  },
});
const PAGE = "http://page.test";
const RPC = "clarifai.api.V2/PostModelOutputs";

type Handle = (request: Request) => Promise<Response>;
type Options = Omit<HandlerOptions, "models">;

function handler(options: Options = {}): Handle {
  return createHandler({ models: [EveryKind], pat: PAT, baseUrl: echo, ...options });
}

/** A handler before a server of the test, and what that server has seen. */
async function scripted(
  service: Parameters<typeof modelServer>[0],
  options: Options = {},
): Promise<Handle> {
  return handler({ baseUrl: await modelServer(service), ...options });
}

/** A server that shows what it was sent. */
async function watched(
  options: Options = {},
): Promise<{ handle: Handle; seen: [PostModelOutputsRequest, HandlerContext][] }> {
  const seen: [PostModelOutputsRequest, HandlerContext][] = [];
  const postModelOutputs = async (request: PostModelOutputsRequest, context: HandlerContext) => {
    seen.push([request, context]);
    return answer(texts(request));
  };
  return { handle: await scripted({ postModelOutputs }, options), seen };
}

/** Run with `fetch` as a page of this handler has it. */
async function onPage<T>(
  handle: Handle,
  run: (client: PageClient) => Promise<T>,
  options: ClientOptions = {},
): Promise<T> {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => handle(new Request(new URL(String(input), PAGE), init));
  try {
    return await run(new PageClient({ baseUrl: "/api/clarifai", maxRetries: 0, ...options }));
  } finally {
    globalThis.fetch = fetch;
  }
}

type Shape = MessageInitShape<typeof PostModelOutputsRequestSchema>;

function input(...methods: readonly string[]): NonNullable<Shape["inputs"]>[number] {
  const texts = [["other", "metadata"], ...methods.map((name) => ["_method_name", name])];
  const fields = texts.map(([key = "", value = ""]) => ({
    key,
    value: { kind: { case: "stringValue" as const, value } },
  }));
  return { data: { metadata: { fields }, parts: [{ id: "x", data: { stringValue: "a" } }] } };
}

const GOOD: Shape = {
  userAppId: { userId: "local", appId: "local" },
  modelId: "every_kind",
  inputs: [input("echo_str")],
};

function request(shape: Shape = GOOD, init: RequestInit = {}, rpc: string = RPC): Request {
  const message = create(PostModelOutputsRequestSchema, shape);
  const body = encodeEnvelope(0, toBinary(PostModelOutputsRequestSchema, message));
  const headers = { "content-type": "application/grpc-web+proto" };
  return new Request(`${PAGE}/api/${rpc}`, { method: "POST", body, headers, ...init });
}

/** All that a page sees of an answer. */
async function wholeOf(response: Response): Promise<string> {
  return JSON.stringify([...response.headers]) + (await response.text());
}

/** The trailer at the end of an answer. */
async function trailerOf(response: Response): Promise<string> {
  return decodeURIComponent((await response.text()).split("\u0080").pop() ?? "");
}

test("one answer, a batch and a stream", async () => {
  await onPage(handler(), async (client) => {
    assert.equal(await client.echo_str({ x: "ž" }), "ž");
    assert.deepEqual(await client.echo_str_batch([{ x: "a" }, { x: "b" }]), ["a", "b"]);
    assert.deepEqual(await client.generate_str({ x: "a" }).collect(), ["a"]);
  });
});

test("the base path is nobody's business", async () => {
  for (const baseUrl of ["/", "/deep/er/api/", `${PAGE}/a`]) {
    assert.equal(
      await onPage(handler(), (client) => client.echo_str({ x: "a" }), { baseUrl }),
      "a",
    );
  }
});

test("an item reaches the page before the next one is made", async () => {
  const read = signal();
  const handle = await scripted({
    async *generateModelOutputs() {
      yield answer(["first"]);
      await read.done;
      yield answer(["second"]);
    },
  });
  const items: string[] = [];
  await onPage(handle, async (client) => {
    for await (const item of client.generate_str({ x: "" })) {
      items.push(item);
      read.give();
    }
  });
  assert.deepEqual(items, ["first", "second"]);
});

test("a page that leaves cancels the call, before and after the first item", async () => {
  const [came, left, leftLate] = [signal(), signal(), signal()];
  const handle = await scripted({
    async postModelOutputs(_request, { signal: ended }) {
      ended.addEventListener("abort", left.give);
      came.give();
      await left.done;
      return answer([]);
    },
    async *generateModelOutputs(_request, { signal: ended }) {
      ended.addEventListener("abort", leftLate.give);
      yield answer(["first"]);
      await leftLate.done;
    },
  });
  const controller = new AbortController();
  const answered = handle(request(GOOD, { signal: controller.signal }));
  await came.done;
  controller.abort();
  await Promise.all([answered, left.done]);
  await onPage(handle, async (client) => {
    for await (const _ of client.generate_str({ x: "" })) break;
    await leftLate.done;
  });
});

test("leaving the body of a response cancels the call as well", async () => {
  const left = signal();
  const handle = await scripted({
    async *generateModelOutputs(_request, { signal: ended }) {
      ended.addEventListener("abort", left.give);
      yield answer(["first"]);
      await left.done;
    },
  });
  const response = await handle(request(GOOD, {}, "clarifai.api.V2/GenerateModelOutputs"));
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await left.done;
});

const WITH_ID = { ...GOOD, versionId: "v1" };
const SELECTOR = { deployment: { id: "d" } };
const NODEPOOL = { nodepool: { id: "n", computeCluster: { id: "c" } } };

const OFF: readonly (readonly [what: string, shape: Shape, reason: RegExp])[] = [
  ["another model", { ...GOOD, modelId: "other" }, /model 'local\/local\/other' is not on this/],
  ["another user", { ...GOOD, userAppId: { userId: "x", appId: "local" } }, /is not on this/],
  ["no user", { modelId: "every_kind", inputs: [input("echo_str")] }, /is not on this/],
  ["a version", WITH_ID, /'local\/local\/every_kind\/v1' is not on this handler's list/],
  ["another method", { ...GOOD, inputs: [input("echo_int")] }, /the method 'echo_int' of/],
  ["the signatures", { ...GOOD, inputs: [input("_GET_SIGNATURES")] }, /'_GET_SIGNATURES'/],
  ["one input of a batch", { ...GOOD, inputs: [input("echo_str"), input("echo_int")] }, /echo_int/],
  ["two methods in one input", { ...GOOD, inputs: [input("echo_str", "echo_int")] }, /method ''/],
  ["no method", { ...GOOD, inputs: [input()] }, /the method ''/],
  ["no input", { ...GOOD, inputs: [] }, /the method ''/],
  ["a deployment", { ...GOOD, runnerSelector: SELECTOR }, /decides where calls run/],
  ["a nodepool", { ...GOOD, runnerSelector: NODEPOOL }, /decides where calls run/],
  ["a very long name", { ...GOOD, modelId: "🐎".repeat(99_999) }, /\.\.\.' is not on/],
];

for (const [what, shape, reason] of OFF) {
  test(`${what} off the list is refused`, async () => {
    const { handle, seen } = await watched();
    for (const rpc of [RPC, "clarifai.api.V2/GenerateModelOutputs"]) {
      const response = await handle(request(shape, {}, rpc));
      assert.equal(response.status, 403);
      assert.equal(response.headers.get("grpc-status"), "7");
      assert.match(decodeURIComponent(response.headers.get("grpc-message") ?? ""), reason);
      assert.ok(!(await wholeOf(response)).includes(PAT));
    }
    assert.deepEqual(seen, []);
  });
}

test("a page's client is told what is off the list", async () => {
  const wanted = { kind: "permissionDenied", grpcCode: 7, details: /echo_image.*not on this/ };
  const models = [{ model: EveryKind, methods: ["echo_str", "generate_str"] }] as const;
  const handle = createHandler({ models, pat: PAT, baseUrl: echo });
  await onPage(handle, async (client) => {
    assert.equal(await client.echo_str({ x: "a" }), "a");
    const bytes = new Uint8Array(1);
    await assert.rejects(client.echo_image({ x: { bytes } }), wanted);
  });
});

const grpcWeb = { "content-type": "application/grpc-web+proto" };
const REFUSED: readonly (readonly [number, string, RequestInit])[] = [
  [404, "/api/other", { method: "POST" }],
  [404, "/", {}],
  [404, `/api/${RPC}/more`, { method: "POST", headers: grpcWeb }],
  [405, `/api/${RPC}`, {}],
  [405, `/api/${RPC}`, { method: "OPTIONS" }],
  [415, `/api/${RPC}`, { method: "POST" }],
  [415, `/api/${RPC}`, { method: "POST", headers: { "content-type": "application/json" } }],
  [
    415,
    `/api/${RPC}`,
    { method: "POST", headers: { "content-type": "application/grpc-web-text" } },
  ],
  [501, "/api/clarifai.api.V2/StreamModelOutputs", { method: "POST", headers: grpcWeb }],
];

for (const [status, path, init] of REFUSED) {
  test(`${init.method ?? "GET"} ${path} is answered with ${status}`, async () => {
    const response = await handler()(new Request(PAGE + path, init));
    assert.equal(response.status, status);
    assert.ok(Number(response.headers.get("grpc-status")) > 0);
    assert.ok(!(await wholeOf(response)).includes(PAT));
    assert.equal(response.headers.get("allow"), status === 405 ? "POST" : null);
  });
}

test("a request that is too large is refused, whatever length it claims", async () => {
  const { handle, seen } = await watched({ maxBytes: 1000 });
  const large = { ...GOOD, modelId: "m".repeat(2000) };
  const body = request(large).body;
  const unknown = new Request(`${PAGE}/${RPC}`, {
    method: "POST",
    headers: grpcWeb,
    body,
    duplex: "half",
  } as RequestInit);
  const lying = request(GOOD, { headers: { ...grpcWeb, "content-length": "9999" } });
  for (const each of [unknown, lying]) assert.equal((await handle(each)).status, 413);
  const wanted = { kind: "invalidArgument", details: /larger than 1000 bytes/ };
  await onPage(handle, (client) =>
    assert.rejects(client.echo_str({ x: "x".repeat(2000) }).withResponse(), wanted),
  );
  assert.deepEqual(seen, []);
});

test("a body that is no request is an error of gRPC", async () => {
  const { handle, seen } = await watched();
  for (const body of [null, new Uint8Array([0, 0, 0, 0, 9]), "<html>".repeat(9)]) {
    const response = await handle(request(GOOD, { body }));
    assert.match(await trailerOf(response), /grpc-status: (?!0)/);
  }
  assert.deepEqual(seen, []);
});

test("nothing of the page's goes upstream but its arguments, and the PAT does", async () => {
  const { handle, seen } = await watched({ deploymentId: "d", deploymentUserId: "org" });
  const headers = {
    ...grpcWeb,
    authorization: "Key of-the-page",
    cookie: "session=1",
    "x-clarifai-session-token": "t",
    "x-mine": "1",
    "grpc-timeout": "5000m",
  };
  const shape = { ...GOOD, runnerSelector: { deployment: { id: "d", userId: "org" } } };
  for (const each of [shape, GOOD]) {
    const response = await handle(request(each, { headers }));
    assert.equal(response.status, 200);
    assert.match(await trailerOf(response), /grpc-status: 0/);
  }
  for (const [{ runnerSelector, inputs }, { requestHeader, timeoutMs }] of seen) {
    assert.equal(requestHeader.get("authorization"), `Key ${PAT}`);
    for (const name of ["cookie", "x-clarifai-session-token", "x-mine"]) {
      assert.equal(requestHeader.get(name), null);
    }
    assert.ok((timeoutMs() ?? 0) > 0 && (timeoutMs() ?? 0) <= 5000);
    assert.equal(runnerSelector?.deployment?.id, "d");
    assert.equal(runnerSelector.deployment.userId, "org");
    assert.equal(inputs[0]?.data?.metadata?.fields.length, 1);
  }
  assert.equal(seen.length, 2);
});

/** A message with one more field: number 99, or another, with a text. */
function extended(bytes: Uint8Array, number: number, text: string): Uint8Array {
  const tag = (number << 3) | 2;
  const head = tag > 127 ? [(tag & 127) | 128, tag >> 7] : [tag];
  return new Uint8Array([...bytes, ...head, text.length, ...Buffer.from(text)]);
}

test("fields that the handler does not know neither come in nor go out", async () => {
  const stack = 'File "/srv/model.py"';
  let unknown: unknown = "none";
  const handle = await scripted({
    async postModelOutputs(message) {
      unknown = message.$unknown;
      const plain = toBinary(MultiOutputResponseSchema, answer(["a"]));
      return fromBinary(MultiOutputResponseSchema, extended(plain, 99, stack));
    },
  });
  const message = create(PostModelOutputsRequestSchema, GOOD);
  const plain = toBinary(PostModelOutputsRequestSchema, message);
  const body = encodeEnvelope(0, extended(plain, 99, "model with parameters"));
  assert.ok(fromBinary(PostModelOutputsRequestSchema, body.subarray(5)).$unknown);
  const text = await (await handle(request(GOOD, { body }))).text();
  assert.equal(unknown, undefined);
  assert.match(text, /req-1/);
  assert.doesNotMatch(text, /model\.py/);
});

test("what the server adds to an answer stays here, and its words are passed on", async () => {
  const handle = await scripted({
    async postModelOutputs(_request, context) {
      context.responseHeader.set("x-inner", "host-7");
      context.responseTrailer.set("x-inner-trailer", "host-7");
      return answer([], { code: 21200, details: `no model for ${PAT}` });
    },
    generateModelOutputs() {
      const metadata = { "x-inner": "host-7" };
      throw new ConnectError(`not for ${PAT}`, Code.PermissionDenied, metadata);
    },
  });
  const unary = await handle(request());
  assert.deepEqual([...unary.headers], [["content-type", "application/grpc-web+proto"]]);
  assert.ok(!(await unary.text()).includes("host-7"));
  const stream = await handle(request(GOOD, {}, "clarifai.api.V2/GenerateModelOutputs"));
  assert.match(
    await trailerOf(stream),
    /^[^]{5}grpc-message: not for \*{3}\r\ngrpc-status: 7\r\n$/,
  );
  await onPage(handle, async (client) => {
    const missing = { kind: "notFound", statusCode: 21200, details: "no model for ***" };
    await assert.rejects(client.echo_str({ x: "" }), missing);
    const denied = { kind: "permissionDenied", details: "not for ***" };
    await assert.rejects(client.generate_str({ x: "" }).collect(), denied);
  });
});

test("a page hears that the handler failed, and its owner why", async () => {
  const failing = async (): Promise<string> => {
    throw new Error(`no vault for ${PAT}`);
  };
  class Poor extends EveryKind {
    static override readonly model = { ...EveryKind.model, patEnv: "NO_SUCH_PAT" };
  }
  const rows: readonly (readonly [Options, string, RegExp])[] = [
    [{ pat: PAT, baseUrl: "http://127.0.0.1:9" }, "connect", /ECONNREFUSED/],
    [{ pat: failing }, "other", /no vault/],
    [{}, "other", /no PAT: set NO_SUCH_PAT/],
  ];
  for (const [options, kind, why] of rows) {
    const errors: unknown[] = [];
    const onError = (error: unknown): void => void errors.push(error);
    const handle = createHandler({ models: [Poor], ...options, onError });
    const call = onPage(handle, async (client) => client.echo_str({ x: "" }));
    const shown = await call.then(assert.fail, (error: unknown) => error);
    assert.ok(shown instanceof Error && "kind" in shown);
    assert.equal(shown.kind, kind);
    assert.ok(!shown.message.includes(PAT) && !why.test(shown.message), shown.message);
    assert.match(String(errors[0]), why);
    assert.equal(errors.length, 1);
  }
});

test("a handler sends once", async () => {
  let calls = 0;
  const handle = await scripted({
    postModelOutputs() {
      calls += 1;
      throw new ConnectError("busy", Code.Unavailable);
    },
  });
  const wanted = { kind: "connect", retryable: true };
  await onPage(handle, (client) => assert.rejects(client.echo_str({ x: "" }).then(), wanted));
  assert.equal(calls, 1);
});

test("the PAT may come from a function, or the model's own variable", async () => {
  class Other extends EveryKind {
    static override readonly model = { ...EveryKind.model, patEnv: "OTHER_PAT" };
  }
  const { seen, handle } = await watched({ pat: async () => "fresh" });
  await handle(request());
  process.env["OTHER_PAT"] = "theirs";
  const baseUrl = await modelServer({
    async postModelOutputs(message, context) {
      seen.push([message, context]);
      return answer([""]);
    },
  });
  await createHandler({ models: [Other], baseUrl })(request());
  delete process.env["OTHER_PAT"];
  const sent = seen.map(([, { requestHeader }]) => requestHeader.get("authorization"));
  assert.deepEqual(sent, ["Key fresh", "Key theirs"]);
});

test("a list that cannot be meant is refused when the handler is made", () => {
  const make = createHandler as (options: object) => Handle;
  const rows: readonly (readonly [object, RegExp])[] = [
    [{ models: [] }, /models is empty/],
    [{ models: [class {}] }, /models\[0\] is neither a generated class nor/],
    [{ models: [EveryKind, { model: EveryKind }] }, /models\[1\] is neither/],
    [
      { models: [{ model: EveryKind, methods: ["echo_st"] }] },
      /no method 'echo_st', only echo_str, echo_image.*; did you mean 'echo_str'\?/,
    ],
    [{ models: [EveryKind], modles: 1 }, /no option 'modles'; did you mean 'models'\?/],
    [{ models: [EveryKind], maxBytes: 0 }, /maxBytes is above 0/],
    [{ models: [EveryKind], deploymentId: "a", nodepoolId: "b" }, /give either deploymentId/],
  ];
  for (const [options, message] of rows) assert.throws(() => make(options), { message });
});

// What the compiler refuses.
export function typed(): readonly Handle[] {
  class Other {
    static readonly model = { modelId: "other" };
    static readonly methods = ["answer"] as const;
  }
  const dynamic: readonly (typeof EveryKind)[] = [EveryKind];
  return [
    createHandler({ models: [EveryKind, Other] }),
    createHandler({ models: [EveryKind, { model: Other, methods: ["answer"] }] }),
    createHandler({ models: dynamic }),
    // @ts-expect-error: that is a method of another class.
    createHandler({ models: [EveryKind, { model: Other, methods: ["echo_str"] }] }),
    // @ts-expect-error: there is no such method.
    createHandler({ models: [{ model: EveryKind, methods: ["echo_st"] }] }),
    // @ts-expect-error: that is no generated class.
    createHandler({ models: [class {}] }),
  ];
}
