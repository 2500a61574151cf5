/** Retries, waiting, deadlines and aborts, against the server of faults of the Python tests. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  Client,
  type ClientOptions,
  Method,
  type Parameter,
  STR,
  type Wait,
} from "../build/runtime/index.js";
import { serving } from "./servers.js";
import { methodOf } from "./methods.js";

const url = await serving("-m", "tests.runtime.faulty");
const X: Parameter = { name: "x", codec: STR };

function client(options: ClientOptions = {}): Client {
  return new Client({}, { url, ...options });
}

const unary = (name: string): Method<string> => methodOf(name, [X], STR);
const streamed = (name: string): Method<string> =>
  methodOf(name, [X], STR, { kind: "serverStream" });

for (const name of ["unavailable_once", "throttled_once", "overloaded_once"]) {
  test(`${name} is sent again`, async () => {
    const retries: Wait[] = [];
    const onRetry = (wait: Wait): unknown => retries.push(wait);
    const options = { onRetry: (wait: Wait): void => void onRetry(wait) };
    assert.equal(await client(options).unary(unary(name), { x: "a" }), "a");
    assert.equal(retries.length, 1);
    const { attempt, pauseMs } = retries[0] as Wait;
    assert.equal(attempt, 1);
    assert.ok(pauseMs >= 250 && pauseMs <= 500);
  });
}

test("a model that is being deployed is waited for", async () => {
  const waits: number[] = [];
  const onWait = ({ attempt }: Wait): void => void waits.push(attempt);
  const options = { maxRetries: 0, onWait };
  assert.equal(await client(options).unary(unary("deploying_twice"), { x: "a" }), "a");
  assert.deepEqual(waits, [1, 2]);
});

test("nobody there", async () => {
  const nobody = client({ url: "grpc://127.0.0.1:9", maxRetries: 1 });
  const wanted = { kind: "connect", grpcCode: 14, retryable: true, message: /cannot be reached/ };
  await assert.rejects(nobody.unary(unary("m"), { x: "" }), wanted);
  await assert.rejects(nobody.stream(streamed("m"), { x: "" }).collect(), wanted);
});

test("a deadline", async () => {
  const late = { kind: "deadline", grpcCode: 4, message: /no answer in time/ };
  await assert.rejects(client({ timeoutMs: 200 }).unary(unary("hangs"), { x: "" }), late);
  const stream = client().stream(streamed("hangs"), { x: "" }, { timeoutMs: 200 });
  await assert.rejects(stream.collect(), late);
  const rest = client({ streamTimeoutMs: 200 }).stream(streamed("hangs_after"), { x: "" });
  const items: string[] = [];
  const read = async (): Promise<void> => {
    for await (const item of rest) items.push(item);
  };
  await assert.rejects(read(), late);
  assert.deepEqual(items, ["0"]);
  assert.equal(await client({ timeoutMs: 2 ** 40 }).unary(unary("echo"), { x: "a" }), "a");
  assert.equal(await client({ timeoutMs: null }).unary(unary("echo"), { x: "a" }), "a");
});

test("an abort", async () => {
  const aborted = { kind: "aborted", name: "AbortError", grpcCode: 1, cause: "why" };
  const controller = new AbortController();
  const { signal } = controller;
  const call = client().unary(unary("hangs"), { x: "" }, { signal });
  const stream = client().stream(streamed("hangs"), { x: "" }, { signal }).collect();
  const pausing = client({ url: "grpc://127.0.0.1:9", maxRetries: 9 });
  const paused = pausing.unary(unary("m"), { x: "" }, { signal });
  const batch = client().batch(unary("hangs"), [{ x: "" }], { signal });
  setTimeout(() => controller.abort("why"), 100);
  await Promise.all([call, stream, paused, batch].map((each) => assert.rejects(each, aborted)));
  await assert.rejects(client().unary(unary("echo"), { x: "" }, { signal }), aborted);
  await assert.rejects(client().stream(streamed("many"), { x: "" }, { signal }).collect(), aborted);
});

test("a stream is sent again before its first item, and not after", async () => {
  assert.deepEqual(await client().stream(streamed("dies_before"), { x: "" }).collect(), [
    "0",
    "1",
    "2",
  ]);
  const stream = client().stream(streamed("dies_after"), { x: "" });
  const items: string[] = [];
  const read = async (): Promise<void> => {
    for await (const item of stream) items.push(item);
  };
  await assert.rejects(read(), { kind: "connect" });
  assert.deepEqual(items, ["0"]);
});

test("the caller's items are never sent twice", async () => {
  let taken = 0;
  async function* items(): AsyncGenerator<string> {
    for (;;) {
      taken += 1;
      yield "a";
      await sleep(50);
    }
  }
  const parameters = [{ ...X, stream: true }];
  const method = methodOf("dies_at", parameters, STR, { kind: "bidirectional" });
  await assert.rejects(client().stream(method, { x: items() }).collect(), { kind: "connect" });
  const before = taken;
  await sleep(200);
  assert.ok(taken <= before + 1);
});

test("closing a stream ends its pause", async () => {
  const stream = client({ url: "grpc://127.0.0.1:9", maxRetries: 9 }).stream(streamed("m"), {
    x: "",
  });
  const items = stream.collect();
  await sleep(1500);
  const start = performance.now();
  await stream.close();
  assert.deepEqual(await items, []);
  assert.ok(performance.now() - start < 100);
});

test("answers that are none", async () => {
  for (const name of ["no_output", "two_outputs", "wrong_type"]) {
    await assert.rejects(client().unary(unary(name), { x: "" }), { kind: "model" });
  }
});

test("many calls at once, and a closed client that calls again", async () => {
  const shared = client();
  const calls = Array.from({ length: 100 }, (_, x) =>
    shared.unary(unary("echo"), { x: String(x) }),
  );
  assert.deepEqual(
    await Promise.all(calls),
    calls.map((_, x) => String(x)),
  );
  shared.close();
  assert.equal(await shared.unary(unary("echo"), { x: "again" }), "again");
  const derived = shared.withOptions({ timeoutMs: 5000 });
  assert.equal(await derived.unary(unary("echo"), { x: "b" }), "b");
});

test("a large message there and back", async () => {
  const x = "x".repeat(3_000_000);
  assert.equal((await client().unary(unary("echo"), { x })).length, x.length);
});
