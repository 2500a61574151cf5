/** Fakes: answers of the right type, the same checks as real clients, no network. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { EveryKind } from "../build/every_kind.js";
import {
  AUDIO,
  BatchError,
  BIGINT,
  BOOL,
  BYTES,
  ClarifaiError,
  type Codec,
  CONCEPT,
  FLOAT,
  FRAME,
  IMAGE,
  INT,
  JSON_DATA,
  listOf,
  named,
  NDARRAY,
  REGION,
  STR,
  TEXT,
  tupleOf,
  VIDEO,
} from "../build/runtime/index.js";
import { callsOf, FakeEveryKind } from "../build/testing.js";
import { type Answers, FakeClient, type FakeOptions } from "../build/runtime/testing.js";
import { methodOf } from "./methods.js";

const X = { name: "x", codec: STR };

/** A client of methods `m` (of any kind), over a script. */
function fake(answers: Answers = {}, options: FakeOptions = {}): FakeClient {
  return new FakeClient(["m", "n"], { ...options, answers });
}

const unary = methodOf("m", [X], STR);
const streamed = methodOf("m", [X], STR, { kind: "serverStream" });
const both = methodOf(
  "m",
  [
    { ...X, stream: true },
    { name: "y", codec: INT },
  ],
  STR,
  {
    kind: "bidirectional",
  },
);

const ROW = named({
  name: "Row",
  fields: [
    { name: "label", codec: STR },
    { name: "class", property: "class_", codec: listOf(FLOAT) },
  ],
});

/** All data types, and containers of them. */
const CODECS: Readonly<Record<string, Codec<unknown>>> = {
  AUDIO,
  BIGINT,
  BOOL,
  BYTES,
  CONCEPT,
  FLOAT,
  FRAME,
  IMAGE,
  INT,
  JSON_DATA,
  NDARRAY,
  REGION,
  STR,
  TEXT,
  VIDEO,
  list: listOf(REGION),
  lists: listOf(listOf(INT)),
  named: ROW,
  rows: listOf(ROW),
  tuple: tupleOf(INT, listOf(STR), ROW),
};

for (const [name, codec] of Object.entries(CODECS)) {
  test(`a value of ${name} follows from the seed`, async () => {
    const method = methodOf("m", [], codec);
    const values = await Promise.all(
      [7, 7].map((seed) => fake({}, { seed }).batch(method, Array(20).fill({}))),
    );
    assert.equal(values[0]?.length, 20);
    assert.deepEqual(values[0], values[1]);
    if (codec === IMAGE) return; // There is one picture.
    assert.ok(values[0]?.some((value) => !isSame(value, values[0]?.[0])));
  });
}

function isSame(one: unknown, other: unknown): boolean {
  try {
    assert.deepEqual(one, other);
    return true;
  } catch {
    return false;
  }
}

test("several outputs, and a model's own property names", async () => {
  const method = methodOf("m", [], ROW, { output: "" });
  const { label, class_ } = (await fake().unary(method)) as Record<string, unknown>;
  assert.equal(typeof label, "string");
  assert.ok(Array.isArray(class_));
});

test("a fake of a generated client is one, and needs nothing", async () => {
  const one = new FakeEveryKind({ seed: 1, answers: { echo_str: "hello" } });
  assert.ok(one instanceof EveryKind);
  assert.equal(await one.echo_str({ x: "hi" }), "hello");
  const pieces = await one.generate_str({ x: "a" }).collect();
  assert.equal(pieces.length, 3);
  assert.deepEqual(await new FakeEveryKind({ seed: 1 }).generate_str({ x: "a" }).collect(), pieces);
  assert.equal((await one.stream_str({ items: ["a", "b"] }).collect()).length, 2);
  assert.deepEqual(
    callsOf(one).map(({ method }) => method),
    ["echo_str", "generate_str", "stream_str"],
  );
});

test("arguments, ranges and options are checked as by the real client", async () => {
  const ranged = methodOf("m", [{ name: "x", codec: INT, minimum: 1, maximum: 16 }], STR);
  const client = fake();
  await assert.rejects(client.unary(ranged, { x: 17 }), /17 is not within 1 and 16/);
  await assert.rejects(client.unary(unary, { y: "a" }), /did you mean 'x'/);
  await assert.rejects(client.unary(unary, {}), /argument 'x' is missing/);
  await assert.rejects(client.stream(both, { x: [], y: 1 }).collect(), /has no item/);
  assert.throws(() => client.withOptions({ timeoutMs: -1 }), /timeoutMs/);
  assert.deepEqual(callsOfClient(client), []);
});

test("a series is used up entry by entry, its last one from then on", async () => {
  const error = new ClarifaiError("rateLimit", "not now");
  const client = fake({ m: ["one", error, "two"] });
  assert.equal(await client.unary(unary, { x: "" }), "one");
  await assert.rejects(client.unary(unary, { x: "" }), (thrown) => thrown === error);
  assert.equal(await client.unary(unary, { x: "" }), "two");
  assert.equal(await client.unary(unary, { x: "" }), "two");
});

test("any error comes out as itself, from calls of all kinds", async () => {
  for (const error of [new ClarifaiError("model", "broken"), new TypeError("mine")]) {
    const is = (thrown: unknown): boolean => thrown === error;
    await assert.rejects(fake({ m: error }).unary(unary, { x: "" }), is);
    await assert.rejects(fake({ m: error }).stream(streamed, { x: "" }).collect(), is);
    await assert.rejects(
      fake({ m: error })
        .stream(both, { x: [""], y: 1 })
        .collect(),
      is,
    );
    const thrown = (): never => {
      throw error;
    };
    await assert.rejects(fake({ m: thrown }).unary(unary, { x: "" }), is);
  }
});

test("a function is called with the input, and may take its time", async () => {
  const client = fake({ m: async ({ x }: { x: string }) => `${x}!` });
  assert.equal(await client.unary(unary, { x: "hi" }), "hi!");
  const values = await client.batch(unary, [{ x: "a" }, { x: "b" }]);
  assert.deepEqual(values, ["a!", "b!"]);
  const streams = fake({
    async *m({ x }: { x: string }) {
      yield x;
      yield "end";
    },
  });
  assert.deepEqual(await streams.stream(streamed, { x: "a" }).collect(), ["a", "end"]);
});

test("the answer to a stream is the sequence of its items, an error in its place", async () => {
  const error = new ClarifaiError("model", "broken");
  const client = fake({ m: [["a", "b"], new Set(["c"]), ["d", error, "e"]] });
  assert.deepEqual(await client.stream(streamed, { x: "" }).collect(), ["a", "b"]);
  assert.deepEqual(await client.stream(streamed, { x: "" }).collect(), ["c"]);
  const items: string[] = [];
  const read = async (): Promise<void> => {
    for await (const item of client.stream(streamed, { x: "" })) items.push(item);
  };
  await assert.rejects(read(), (thrown) => thrown === error);
  assert.deepEqual(items, ["d"]);
});

test("a bidirectional call is answered item by item", async () => {
  const upper = ({ x, y }: { x: string; y: number }): string => x.toUpperCase().repeat(y);
  const client = fake({ m: upper });
  assert.deepEqual(await client.stream(both, { x: ["a", "b"], y: 2 }).collect(), ["AA", "BB"]);
  const ended = fake({ m: [["only"]] });
  assert.deepEqual(await ended.stream(both, { x: ["a", "b", "c"], y: 1 }).collect(), ["only"]);
  assert.deepEqual(callsOfClient(ended), [{ method: "m", input: { x: ["a", "b", "c"], y: 1 } }]);
});

/** The calls of a client that no generated class holds. */
function callsOfClient(client: FakeClient): unknown {
  client.isOf(client);
  return callsOf(client);
}

test("calls are recorded as they were sent: by property, with what is always sent", async () => {
  const parameters = [
    { name: "scale", codec: FLOAT, default: 0.5 },
    { name: "from", property: "from_", codec: IMAGE, nullable: true },
    { name: "n", codec: INT, optional: true },
    { name: "unsent", codec: STR, optional: true },
  ];
  const client = fake();
  const bytes = new Uint8Array([1]);
  const input = { from_: { blob: new Blob([bytes]) }, n: 2n ** 60n };
  await client.unary(methodOf("m", parameters, STR), input);
  const [call] = callsOfClient(client) as { input: Record<string, { bytes?: unknown }> }[];
  assert.deepEqual(Object.keys(call?.input ?? {}), ["scale", "from_", "n"]);
  assert.deepEqual(
    [call?.input["scale"], call?.input["from_"]?.bytes, call?.input["n"]],
    [0.5, bytes, 2n ** 60n],
  );
});

test("what cannot be scripted is refused with what can", async () => {
  const bad = { kind: "invalidArgument" };
  assert.throws(() => new FakeEveryKind({ answers: { echo_sr: "x" } }), {
    ...bad,
    message: /^no method 'echo_sr' to script; there are echo_str, /,
  });
  assert.throws(() => fake({ m: [] }), { ...bad, message: /series of answers to 'm' is empty/ });
  const wrong: object = { sed: 1 };
  assert.throws(() => new FakeEveryKind(wrong), { message: /did you mean 'seed'/ });
  assert.throws(() => callsOf({}), { name: "TypeError", message: "Object is no fake" });
  await assert.rejects(fake({ m: 5 }).unary(unary, { x: "" }), {
    ...bad,
    message: /the answer to 'm' does not fit: a string is needed, not number/,
  });
  await assert.rejects(fake({ m: "text" }).stream(streamed, { x: "" }).collect(), {
    ...bad,
    message: /the answer to 'm' is a sequence of items, not string/,
  });
});

test("a fake's options are those of a client, and its derived clients are fakes", async () => {
  const one = new FakeEveryKind({ answers: { echo_str: ["a", "b"] } });
  const other = one.withOptions({ timeoutMs: 1000, pat: "secret" });
  assert.equal(await one.echo_str({ x: "1" }), "a");
  assert.equal(await other.echo_str({ x: "2" }), "b");
  assert.deepEqual(
    callsOf(one).map(({ input }) => input["x"]),
    ["1", "2"],
  );
  const { data, requestId } = await one.echo_str({ x: "3" }).withResponse();
  assert.deepEqual([data, requestId], ["b", "fake-3"]);
  one.close();
  assert.equal(await one.echo_str({ x: "4" }), "b");
});

const never = (): Promise<never> => new Promise(() => undefined);

test("deadlines and aborts end calls that are not answered", async () => {
  const client = fake({ m: never });
  const late = { kind: "deadline", message: /no answer in time/ };
  await assert.rejects(client.unary(unary, { x: "" }, { timeoutMs: 10 }), late);
  await assert.rejects(client.stream(streamed, { x: "" }, { timeoutMs: 10 }).collect(), late);
  const controller = new AbortController();
  const { signal } = controller;
  const calls = [
    client.unary(unary, { x: "" }, { signal }),
    client.batch(unary, [{ x: "" }], { signal }),
    fake({ m: never }).stream(streamed, { x: "" }, { signal }).collect(),
    fake({ m: never })
      .stream(both, { x: [""], y: 1 }, { signal })
      .collect(),
  ];
  setTimeout(() => controller.abort("why"), 10);
  const aborted = { name: "AbortError", kind: "aborted", cause: "why" };
  await Promise.all(calls.map((call) => assert.rejects(call, aborted)));
});

test("an answer that may come later is asked for again", async () => {
  const busy = new ClarifaiError("rateLimit", "busy", { retryable: true });
  const attempts: number[] = [];
  const client = fake({ m: [busy, "well"] });
  const onRetry = ({ attempt }: { attempt: number }): void => void attempts.push(attempt);
  assert.equal(await client.unary(unary, { x: "" }, { onRetry }), "well");
  assert.deepEqual(attempts, [1]);
});

test("a batch takes a series in the order of its items, in several requests", async () => {
  const many = 600;
  const wanted = Array.from({ length: many }, (_, index) => String(index));
  const client = fake({ m: wanted });
  assert.deepEqual(
    await client.batch(
      unary,
      wanted.map((x) => ({ x })),
    ),
    wanted,
  );
  const failing = fake({ m: new ClarifaiError("model", "broken") });
  await assert.rejects(failing.batch(unary, [{ x: "a" }, { x: "b" }]), (error) => {
    assert.ok(error instanceof BatchError);
    return error.errors.size === 2;
  });
});

test("a program with fakes alone opens no connection and ends by itself", () => {
  const program = `
    import net from "node:net";
    net.Socket.prototype.connect = () => { throw new Error("network"); };
    const { FakeEveryKind } = await import("./build/testing.js");
    console.log((await new FakeEveryKind().generate_str({ x: "a" }).collect()).length);
  `;
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const args = ["--import", "tsx", "--input-type=module", "-e", program];
  const env = { PATH: process.env["PATH"] ?? "" };
  const done = spawnSync(process.execPath, args, { cwd, env, timeout: 20_000, encoding: "utf8" });
  assert.equal(done.stdout, "3\n", done.stderr);
});

test("fakes work in a page's bundle, and no client brings them along", async () => {
  const output = fileURLToPath(new URL("../build/", import.meta.url));
  const files = async (from: string, use: string): Promise<readonly string[]> => {
    const { metafile } = await build({
      stdin: {
        contents: `import { ${use} } from "./${from}.js"; new ${use}();`,
        resolveDir: output,
      },
      bundle: true,
      format: "esm",
      platform: "browser",
      write: false,
      metafile: true,
    });
    return Object.keys(metafile.inputs).map((path) => path.replace(/^.*\//, ""));
  };
  assert.ok((await files("testing", "FakeEveryKind")).includes("samples.ts"));
  const client = await files("index", "EveryKind");
  assert.ok(!client.some((file) => /^(fake_|samples|script|testing)/.test(file)));
});
