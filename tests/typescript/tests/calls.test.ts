/** What is sent, and what answers become, against a server that shows it. */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import {
  BatchError,
  BIGINT,
  BYTES,
  type CallOptions,
  ClarifaiError,
  Client,
  type ClientOptions,
  IMAGE,
  INT,
  JSON_DATA,
  listOf,
  Method,
  NDARRAY,
  type Parameter,
  STR,
} from "../build/runtime/index.js";
import { STATUSES } from "../build/runtime/status.js";
import { PYTHON, ROOT, serving } from "./servers.js";
import { fieldsOf, methodOf } from "./methods.js";

const url = await serving("tests/typescript/canned_server.py");

interface Seen {
  readonly request: {
    readonly user_app_id?: unknown;
    readonly model_id?: string;
    readonly version_id?: string;
    readonly runner_selector?: unknown;
    readonly inputs: readonly {
      readonly data: {
        readonly metadata: unknown;
        readonly parts?: readonly { id: string; data: Record<string, unknown> }[];
      };
    }[];
  };
  readonly headers: Readonly<Record<string, string>>;
  readonly seconds: number;
}

function client(options: ClientOptions = {}): Client {
  return new Client({}, { url, maxRetries: 0, ...options });
}

function parts(seen: Seen): Record<string, unknown> {
  const all = seen.request.inputs[0]?.data.parts ?? [];
  return Object.fromEntries(all.map(({ data, id }) => [id, data]));
}

const X: Parameter = { name: "x", codec: STR };

async function inspected(
  parameters: readonly Parameter[],
  input: object,
  options: ClientOptions = {},
  call?: CallOptions,
): Promise<Seen> {
  const method = methodOf("inspect", parameters, STR);
  return JSON.parse(await client(options).unary(method, input, call));
}

test("a request holds the model, the method and the arguments by their wire names", async () => {
  const parameters: Parameter[] = [X, { name: "max_tokens", codec: INT, property: "maxTokens" }];
  const ids = { userId: "u", appId: "a", modelId: "m", versionId: "v" };
  const seen = await inspected(parameters, { x: "", maxTokens: 5 }, ids);
  assert.deepEqual(seen.request.user_app_id, { user_id: "u", app_id: "a" });
  assert.equal(seen.request.model_id, "m");
  assert.equal(seen.request.version_id, "v");
  assert.deepEqual(seen.request.inputs[0]?.data.metadata, { _method_name: "inspect" });
  assert.deepEqual(parts(seen), { x: {}, max_tokens: { int_value: "5" } });
});

test("what is not given is left out", async () => {
  const optional = [
    X,
    { name: "y", codec: STR, optional: true },
    { name: "z", codec: INT, nullable: true },
  ];
  assert.deepEqual(parts(await inspected(optional, { x: "a", y: undefined, z: null })), {
    x: { string_value: "a" },
  });
});

test("routing, headers, deadline and credentials", async () => {
  const deployment = await inspected([], {}, { deploymentId: "d", deploymentUserId: "org" });
  assert.deepEqual(deployment.request.runner_selector, {
    deployment: { id: "d", user_id: "org" },
  });
  const named = await inspected([], {}, {}, { deploymentId: { id: "d", userId: "org" } });
  assert.deepEqual(named.request.runner_selector, deployment.request.runner_selector);
  const over = { computeClusterId: "c", nodepoolId: "n" };
  const nodepool = await inspected([], {}, { deploymentId: "d" }, over);
  assert.deepEqual(nodepool.request.runner_selector, {
    nodepool: { id: "n", compute_cluster: { id: "c" } },
  });
  const secret = async (): Promise<string> => "secret";
  const call = { headers: { "x-mine": "1" }, timeoutMs: 5000 };
  const seen = await inspected([], {}, { pat: secret }, call);
  assert.equal(seen.headers["authorization"], "Key secret");
  assert.equal(seen.headers["x-mine"], "1");
  assert.ok(seen.seconds > 1 && seen.seconds <= 5);
});

test("arguments that the client does not know", async () => {
  const extraArguments = { a: "s", b: 2, c: 0.5, d: true, e: { k: 1 } };
  assert.deepEqual(parts(await inspected([], {}, { extraArguments })), {
    a: { string_value: "s" },
    b: { int_value: "2", float_value: 2 },
    c: { float_value: 0.5 },
    d: { bool_value: true },
    e: { struct_value: { k: 1 } },
  });
});

const ROW = fieldsOf("Row", { a: INT });
const REFUSED: readonly (readonly [Parameter, unknown, string, RegExp])[] = [
  [X, 5, "argumentType", /^m: argument 'x': a string is needed, not number$/],
  [X, undefined, "argumentType", /argument 'x' is missing/],
  [X, null, "argumentType", /a string is needed, not null/],
  [X, "\ud800", "invalidArgument", /unpaired surrogate/],
  [{ name: "x", codec: INT }, 1.5, "invalidArgument", /1.5 is no integer/],
  [{ name: "x", codec: INT }, 2 ** 53, "invalidArgument", /beyond 2\^53.*pass a bigint/],
  [{ name: "x", codec: INT }, 2n ** 63n, "invalidArgument", /no 64-bit integer/],
  [{ name: "x", codec: INT }, true, "argumentType", /an integer is needed, not boolean/],
  [
    { name: "x", codec: IMAGE },
    { url: "file:///etc/hostname" },
    "invalidArgument",
    /no http or https URL/,
  ],
  [
    { name: "x", codec: IMAGE },
    "cat.jpg",
    "argumentType",
    /\{url\}, \{bytes\} or \{blob\} is needed/,
  ],
  [{ name: "x", codec: listOf(STR) }, "abc", "argumentType", /an array of a string is needed/],
  [{ name: "x", codec: listOf(INT) }, [1, "2"], "argumentType", /argument 'x'\[1\]: an integer/],
  [
    { name: "x", codec: listOf(ROW) },
    [{ a: "" }],
    "argumentType",
    /argument 'x'\[0\]\.a: an integer/,
  ],
  [{ name: "x", codec: ROW }, { b: 1 }, "argumentType", /Row lacks 'a' and has unknown 'b'/],
  [
    { name: "x", codec: JSON_DATA },
    { k: [Number.NaN] },
    "invalidArgument",
    /'x'\["k"\]\[0\]: JSON has no number NaN/,
  ],
  [{ name: "x", codec: JSON_DATA }, "text", "argumentType", /a JSON object or array is needed/],
  [
    { name: "x", codec: JSON_DATA },
    { k: new Date(0) },
    "argumentType",
    /a JSON value is needed, not Date/,
  ],
  [
    { name: "x", codec: NDARRAY },
    { dtype: "bool", shape: [], data: [] },
    "invalidArgument",
    /dtype 'bool'/,
  ],
  [
    { name: "x", codec: NDARRAY },
    { dtype: "int8", shape: [3], data: new Int8Array(2) },
    "invalidArgument",
    /the shape holds 3 numbers, the data 2/,
  ],
  [
    { name: "x", codec: STR, choices: ["a", "b"] },
    "c",
    "invalidArgument",
    /'c' is not one of 'a', 'b'/,
  ],
  [
    { name: "x", codec: INT, minimum: 1, maximum: 3 },
    4,
    "invalidArgument",
    /4 is not within 1 and 3/,
  ],
  [{ name: "x", codec: INT, minimum: 1 }, 0n, "invalidArgument", /0 is below 1/],
];

for (const [index, [parameter, value, kind, message]] of REFUSED.entries()) {
  test(`a refused argument (${index})`, async () => {
    const nowhere = new Client({}, { url: "grpc://127.0.0.1:9" });
    const call = nowhere.unary(methodOf("m", [parameter], STR), { x: value });
    await assert.rejects(call, (error) => {
      assert.ok(ClarifaiError.is(error));
      assert.equal(error.kind, kind);
      assert.match(error.message, message);
      return true;
    });
  });
}

test("bounds hold as exactly as they travel", async () => {
  const parameter = { name: "x", codec: INT, maximum: Math.fround(0.1) };
  const seen = await inspected([parameter], { x: 0 });
  assert.deepEqual(parts(seen), { x: {} });
  const open = await inspected([{ ...X, choices: ["a"] }], { x: "b" }, { validate: false });
  assert.deepEqual(parts(open), { x: { string_value: "b" } });
});

test("unknown arguments and options name the nearest", async () => {
  const call = client().unary(methodOf("m", [X], STR), { x: "", X: 1 });
  await assert.rejects(call, { message: "m: no parameter 'X'; did you mean 'x'?" });
  const wrong: object = { timeout_ms: 5 };
  assert.throws(() => client(wrong), {
    message: "no option 'timeout_ms'; did you mean 'timeoutMs'?",
  });
  assert.throws(() => client({ timeoutMs: 0 }), { kind: "invalidArgument" });
  assert.throws(() => client({ nodepoolId: "n" }), /computeClusterId is missing/);
});

test("withResponse tells what else was answered", async () => {
  const call = client().unary(methodOf("echo_x", [X], STR), { x: "hi" });
  assert.deepEqual(await call.withResponse(), {
    data: "hi",
    requestId: "req-1",
    usage: { promptTokens: 3, completionTokens: 4, cachedTokens: 0 },
    modelVersion: "v1",
  });
});

test("answers in the old form", async () => {
  assert.equal(await client().unary(methodOf("inline", [], STR)), "old form");
  assert.equal(await client().unary(methodOf("inline_zero", [], STR)), "");
  assert.equal(await client().unary(methodOf("inline_zero", [], INT)), 0);
});

test("answers that do not fit", async () => {
  const wrong = client().unary(methodOf("inspect", [], INT));
  await assert.rejects(wrong, { kind: "model", requestId: "req-1", message: /holds string_value/ });
  const big = methodOf("big_int", [], INT);
  await assert.rejects(client().unary(big), { kind: "model", message: /int64 as bigint/ });
  assert.equal(await client().unary(methodOf("big_int", [], BIGINT)), 2n ** 60n + 1n);
  const array = await client().unary(methodOf("big_endian", [], NDARRAY));
  assert.deepEqual(array, { dtype: "int32", shape: [1], data: new Int32Array([7]) });
});

test("an answer is read as deep as a server's parser reads it, and refused beyond", async () => {
  let deepest: unknown = { k: 1 };
  for (let level = 1; level < 32; level += 1) deepest = { k: deepest };
  assert.deepEqual(await client().unary(methodOf("deep_32", [], JSON_DATA)), deepest);
  for (const levels of [33, 300]) {
    const call = client().unary(methodOf(`deep_${levels}`, [], JSON_DATA));
    await assert.rejects(call, { kind: "model", message: /nested deeper than 100 messages/ });
  }
});

test("an answer without data holds the zero value", async () => {
  assert.equal(await client().unary(methodOf("no_data", [], STR)), "");
  assert.equal(await client().unary(methodOf("no_data", [], INT)), 0);
  await assert.rejects(client().unary(methodOf("no_data", [], IMAGE)), { kind: "model" });
});

test("a request that the server finds too large names the argument", async () => {
  const parameters = [X, { name: "from", property: "from_", codec: BYTES }];
  const input = { x: "", from_: new Uint8Array(5_000_000) };
  const wanted = { kind: "invalidArgument", message: /argument 'from_': .* larger than 4 MiB/ };
  await assert.rejects(client().unary(methodOf("m", parameters, STR), input), wanted);
  const streamed = methodOf("m", parameters, STR, { kind: "serverStream" });
  await assert.rejects(client().stream(streamed, input).collect(), wanted);
});

test("statuses become errors", async () => {
  for (const [code, [kind, statusName]] of STATUSES) {
    if (code === 10010) continue; // Of an answer with one output it says nothing.
    const call = client({ waitForDeploymentMs: 0 }).unary(methodOf(`status_${code}`, [], STR));
    const wanted = code === 11102 ? "authentication" : kind;
    await assert.rejects(call, { kind: wanted, statusCode: code, statusName, requestId: "req-1" });
  }
  const failed = client().unary(methodOf("output_failed", [], STR));
  await assert.rejects(failed, {
    kind: "model",
    message: "output_failed: failed [MODEL_PREDICTION_FAILED 21313, request req-1]",
  });
  const openai = client().unary(methodOf("openai_transport", [], STR, { openai: true }));
  await assert.rejects(openai, { kind: "model", statusCode: 21313, details: "x" });
});

test("status names are those of the platform", () => {
  const script =
    "import json; from clarifai_grpc.grpc.api.status.status_code_pb2 import StatusCode; " +
    "print(json.dumps(dict((str(v), k) for k, v in StatusCode.items())))";
  const known = JSON.parse(execFileSync(PYTHON, ["-c", script], { encoding: "utf8" }));
  for (const [code, [, name]] of STATUSES) assert.equal(known[String(code)], name);
});

test("the messages are as fresh as the installed descriptors", () => {
  const script = fileURLToPath(new URL("../generate_messages.py", import.meta.url));
  const done = spawnSync(PYTHON, [script, "--check"], { cwd: ROOT, encoding: "utf8" });
  assert.equal(done.status, 0, done.stdout + done.stderr);
});

test("gRPC's codes become errors", async () => {
  const rows: readonly (readonly [string, number, string, boolean])[] = [
    ["UNAUTHENTICATED", 16, "authentication", false],
    ["PERMISSION_DENIED", 7, "permissionDenied", false],
    ["UNIMPLEMENTED", 12, "notFound", false],
    ["INVALID_ARGUMENT", 3, "invalidArgument", false],
    ["RESOURCE_EXHAUSTED", 8, "rateLimit", true],
    ["UNAVAILABLE", 14, "connect", true],
    ["INTERNAL", 13, "other", false],
  ];
  for (const [name, grpcCode, kind, retryable] of rows) {
    const call = client().unary(methodOf(`rpc_${name}`, [], STR));
    const details = "words of the server";
    await assert.rejects(call, { kind, grpcCode, statusName: name, retryable, details });
  }
});

test("a batch keeps its order and tells which items failed", async () => {
  const echo = methodOf("echo_x", [X], STR);
  const items = Array.from({ length: 700 }, (_, index) => ({ x: String(index) }));
  assert.deepEqual(
    await client().batch(echo, items),
    items.map(({ x }) => x),
  );
  assert.deepEqual(await client().batch(echo, []), []);
  const replies = await client().batch(echo, items.slice(0, 2)).withResponse();
  assert.deepEqual(
    replies.map(({ data }) => data),
    ["0", "1"],
  );
  await assert.rejects(client().batch(echo, [{ x: "a" }, { x: 1 }]), /item 1: argument 'x'/);
  const mixed = client().batch(methodOf("mixed", [X], STR), items.slice(0, 3));
  await assert.rejects(mixed, (error) => {
    assert.ok(error instanceof BatchError);
    assert.equal(error.kind, "batch");
    assert.deepEqual([...error.errors.keys()], [1]);
    assert.deepEqual([error.results[0], error.results[2]], ["ok", "ok"]);
    return true;
  });
});

const streamOf = (name: string): Method<string> =>
  methodOf(name, [], STR, { kind: "serverStream" });

test("a stream as items, text, bytes and responses", async () => {
  assert.deepEqual(await client().stream(streamOf("two")).collect(), ["0", "1"]);
  assert.equal(await client().stream(streamOf("two")).text(), "01");
  const stream = client().stream(streamOf("two"));
  assert.equal(await new Response(stream.toReadableStream()).text(), "01");
  assert.equal(stream.response.requestId, "req-1");
  const ids: string[] = [];
  for await (const { data, requestId } of client().stream(streamOf("two")).withResponse()) {
    ids.push(data + requestId);
  }
  assert.deepEqual(ids, ["0req-1", "1req-1"]);
});

test("leaving a stream ends it", async () => {
  const stream = client().stream(streamOf("endless"));
  for await (const item of stream) if (item === "5") break;
  assert.deepEqual(await stream.collect(), []);
  const closed = client().stream(streamOf("slow"));
  const waiting = closed.collect();
  await sleep(100);
  await closed.close();
  assert.deepEqual(await waiting, []);
  const reader = client().stream(streamOf("endless")).toReadableStream().getReader();
  await reader.read();
  await reader.cancel();
});

const BOTH = methodOf("inspect", [{ name: "items", codec: STR, stream: true }, X], STR, {
  kind: "bidirectional",
});

test("a bidirectional call sends the other arguments with its first item", async () => {
  const seen = await client()
    .stream(BOTH, { items: ["a", "b"], x: "y" })
    .collect();
  assert.deepEqual(
    seen.map((each) => parts(JSON.parse(each))),
    [{ x: { string_value: "y" }, items: { string_value: "a" } }, { items: { string_value: "b" } }],
  );
});

test("an answer comes while the next item is awaited, and leaving closes the items", async () => {
  let closed = false;
  async function* items(): AsyncGenerator<string> {
    try {
      yield "a";
      await sleep(300);
      yield "b";
      await sleep(300);
      yield "c";
    } finally {
      closed = true;
    }
  }
  const start = performance.now();
  for await (const answer of client().stream(BOTH, { items: items(), x: "" })) {
    assert.ok(answer && performance.now() - start < 280);
    break;
  }
  await sleep(500);
  assert.ok(closed);
});

test("what the caller's items throw comes out as itself", async () => {
  const mine = new Error("mine");
  async function* items(): AsyncGenerator<string> {
    yield "a";
    throw mine;
  }
  const stream = client().stream(BOTH, { items: items(), x: "" });
  await assert.rejects(stream.collect(), (error) => error === mine);
  const empty = client().stream(BOTH, { items: [], x: "" });
  await assert.rejects(empty.collect(), /argument 'items': the stream has no item/);
  const wrong = client().stream(BOTH, { items: ["a", 5], x: "" });
  await assert.rejects(wrong.collect(), /argument 'items': a string is needed, not number/);
  assert.throws(() => client().stream(BOTH, { items: "ab", x: "" }), /an iterable is needed/);
  assert.throws(() => client().stream(BOTH, { items: ["a"] }), /argument 'x' is missing/);
});

test("credentials are asked for, and are not shown", async () => {
  const model = { userId: "u", appId: "a", modelId: "m", patEnv: "NO_SUCH_PAT" };
  const call = new Client(model).unary(methodOf("m", [], STR));
  await assert.rejects(call, { kind: "authentication", message: /^no PAT: set NO_SUCH_PAT/ });
  const holder = client({ pat: "s3cret" });
  assert.ok(!inspect(holder, { depth: 9, showHidden: true }).includes("s3cret"));
  assert.ok(!JSON.stringify(holder).includes("s3cret"));
  await assert.rejects(client({ pat: "a\nb" }).unary(methodOf("m", [], STR)), (error) => {
    assert.ok(ClarifaiError.is(error));
    return error.kind === "invalidArgument" && !error.message.includes("a\nb");
  });
});

test("a program ends by itself while the server lives", () => {
  const program = `
    import { Client, Method, STR } from "./build/runtime/index.js";
    const client = new Client({}, { url: ${JSON.stringify(url)} });
    await client.unary(new Method({ name: "inspect", parameters: [], result: STR }));
    const two = new Method({ name: "two", parameters: [], result: STR, kind: "serverStream" });
    for await (const _ of client.stream(two)) break;
    const parameters = [{ name: "x", codec: STR }];
    const refused = new Method({ name: "m", parameters, result: STR, kind: "serverStream" });
    await client.stream(refused, { x: "x".repeat(5_000_000) }).collect().catch(() => undefined);
    const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
    for await (const _ of client.stream(two)) {
      await pause();
      break;
    }
    const unread = client.stream(two);
    await pause();
    await unread.close();
    const controller = new AbortController();
    const input = { x: "x".repeat(3_000_000) };
    const echo = new Method({ name: "echo_x", parameters, result: STR });
    const call = client.unary(echo, input, { signal: controller.signal });
    await pause();
    controller.abort();
    await call.catch(() => undefined);
  `;
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const args = ["--import", "tsx", "--input-type=module", "-e", program];
  const done = spawnSync(process.execPath, args, { cwd, timeout: 20_000, encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
});
