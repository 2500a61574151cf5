/** Batches: results in order as they come, items taken as they are sent, nothing left. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  BatchError,
  ClarifaiError,
  Client,
  type ClientOptions,
  IMAGE,
  Method,
  type Parameter,
  STR,
} from "../build/runtime/index.js";
import { type Answers, FakeClient } from "../build/runtime/testing.js";
import { methodOf } from "./methods.js";
import { serving } from "./servers.js";

const canned = await serving("tests/typescript/canned_server.py");
const faulty = await serving("-m", "tests.runtime.faulty");

const X: Parameter = { name: "x", codec: STR };

function client(url: string, options: ClientOptions = {}): Client {
  return new Client({}, { url, maxRetries: 0, ...options });
}

function fake(answers: Answers): FakeClient {
  return new FakeClient(["m"], { answers });
}

const unary = (name: string): Method<string> => methodOf(name, [X], STR);
const texts = (many: number): string[] => Array.from({ length: many }, (_, x) => String(x));

interface Input {
  readonly x: string;
}

/** So many items, and how many were taken of them, and whether they were closed. */
function counted(many: number): { items: Iterable<Input>; taken: number; closed: boolean } {
  const seen = { items: items(), taken: 0, closed: false };
  function* items(): Generator<Input> {
    try {
      for (let x = 0; x < many; x += 1) {
        seen.taken += 1;
        yield { x: String(x) };
      }
    } finally {
      seen.closed = true;
    }
  }
  return seen;
}

async function all<T>(results: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const result of results) found.push(result);
  return found;
}

test("results come in order, whatever gives the items", async () => {
  const wanted = texts(300);
  const array = wanted.map((x) => ({ x }));
  async function* later(): AsyncGenerator<Input> {
    for (const item of array) yield item;
  }
  const echo = unary("echo");
  const promises = array.map((item) => Promise.resolve(item));
  for (const items of [array, new Set(array), counted(300).items, later(), promises]) {
    assert.deepEqual(await all(client(faulty).batchIter(echo, items)), wanted);
  }
  assert.deepEqual(await all(client(faulty).batchIter(echo, [])), []);
});

test("results come in order when answers do not", async () => {
  const wanted = texts(600);
  const delays = [30, 5, 20, 0, 10];
  const slow = async ({ x }: Input): Promise<string> => {
    await sleep(delays[Math.floor(Number(x) / 128)]);
    return x;
  };
  const items = wanted.map((x) => ({ x }));
  assert.deepEqual(await all(fake({ m: slow }).batchIter(unary("m"), items)), wanted);
  assert.deepEqual(await fake({ m: slow }).batch(unary("m"), items), wanted);
});

test("four requests are under way at once, and no more items are taken than for them", async () => {
  let now = 0;
  let most = 0;
  const answer = async ({ x }: Input): Promise<string> => {
    most = Math.max(most, (now += 1));
    await sleep(1);
    now -= 1;
    return x;
  };
  const source = counted(2000);
  const results = fake({ m: answer }).batchIter(unary("m"), source.items);
  const iterator = results[Symbol.asyncIterator]();
  assert.equal(source.taken, 0);
  assert.deepEqual(await iterator.next(), { done: false, value: "0" });
  assert.equal(source.taken, 4 * 128);
  assert.equal((await all(results)).length, 1999);
  assert.equal(most, 4 * 128);
});

test("an item's error stands in its place", async () => {
  const results = await all(
    client(canned).batchIter(unary("mixed"), [{ x: "a" }, { x: "b" }, { x: "c" }]),
  );
  assert.deepEqual([results[0], results[2]], ["ok", "ok"]);
  const error = results[1];
  assert.ok(ClarifaiError.is(error));
  assert.deepEqual([error.kind, error.statusCode, error.requestId], ["model", 21313, "req-1"]);
});

test("a request that failed as a whole gives its error to each of its items", async () => {
  const items = texts(200).map((x) => ({ x }));
  const results = await all(client(canned).batchIter(unary("status_10020"), items));
  assert.equal(results.length, 200);
  assert.ok(results.every((result) => ClarifaiError.is(result) && result.statusCode === 10020));
  const late = await all(client(faulty, { timeoutMs: 200 }).batchIter(unary("hangs"), [{ x: "" }]));
  assert.ok(ClarifaiError.is(late[0]) && late[0].kind === "deadline");
  const nobody = client("grpc://127.0.0.1:9").batch(unary("m"), items);
  await assert.rejects(nobody, (thrown) => {
    assert.ok(thrown instanceof BatchError);
    assert.equal(thrown.errors.size, 200);
    return [...thrown.errors.values()].every(({ kind }) => kind === "connect");
  });
});

test("leaving the loop cancels what is under way and closes the items", async () => {
  const source = counted(100_000);
  const found: unknown[] = [];
  for await (const result of client(faulty).batchIter(unary("echo"), source.items)) {
    found.push(result);
    if (found.length === 3) break;
  }
  assert.deepEqual(found, ["0", "1", "2"]);
  assert.ok(source.closed);
  assert.ok(source.taken <= 4 * 128);
});

test("a loop that waits for an answer, or for an item, can be left", async () => {
  const source = counted(100_000);
  const hangs = client(faulty).batchIter(unary("hangs"), source.items)[Symbol.asyncIterator]();
  const waiting = hangs.next();
  await sleep(50);
  assert.deepEqual(await hangs.return?.(), { done: true, value: undefined });
  assert.deepEqual(await waiting, { done: true, value: undefined });
  assert.ok(source.closed);

  async function* never(): AsyncGenerator<Input> {
    await new Promise(() => undefined);
  }
  const idle = client(faulty).batchIter(unary("echo"), never())[Symbol.asyncIterator]();
  const first = idle.next();
  await idle.return?.();
  assert.deepEqual(await first, { done: true, value: undefined });
  const unread = counted(5);
  const left = client(faulty).batchIter(unary("echo"), unread.items)[Symbol.asyncIterator]();
  await left.return?.();
  assert.deepEqual(await left.next(), { done: true, value: undefined });
  assert.equal(unread.taken, 0);
});

test("a signal ends it", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const source = counted(100_000);
  const reading = all(client(faulty).batchIter(unary("hangs"), source.items, { signal }));
  setTimeout(() => controller.abort("why"), 50);
  await assert.rejects(reading, { kind: "aborted", name: "AbortError", cause: "why" });
  assert.ok(source.closed);
  const after = client(faulty).batchIter(unary("echo"), [{ x: "" }], { signal });
  await assert.rejects(all(after), { kind: "aborted" });
});

test("what the caller's items throw comes out as itself", async () => {
  const mine = new Error("mine");
  function* items(): Generator<Input> {
    yield { x: "a" };
    throw mine;
  }
  const results = client(faulty).batchIter(unary("echo"), items());
  await assert.rejects(all(results), (error) => error === mine);
});

test("a wrong item ends it, named by its place in the batch", async () => {
  const items: object[] = texts(200).map((x) => ({ x }));
  items.push({ x: 5 });
  const wanted = { kind: "argumentType", message: /item 200: argument 'x'/ };
  await assert.rejects(all(client(faulty).batchIter(unary("echo"), items)), wanted);
  await assert.rejects(client(faulty).batch(unary("echo"), items), wanted);
  for (const wrong of ["text", 5, null, undefined, {}]) {
    const given = wrong as unknown as object[];
    const refused = {
      kind: "argumentType",
      message: /a batch is an (array|iterable) of arguments/,
    };
    assert.throws(() => client(faulty).batchIter(unary("echo"), given), refused);
    await assert.rejects(client(faulty).batch(unary("echo"), given), refused);
  }
});

test("Blobs of a batch are read before it is sent", async () => {
  const method = methodOf("m", [{ name: "x", codec: IMAGE }], STR);
  const items = [{ x: { blob: new Blob(["a"]) } }, { x: { blob: new Blob(["b"]) } }];
  const text = ({ x }: { x: { bytes: Uint8Array } }): string => Buffer.from(x.bytes).toString();
  assert.deepEqual(await all(fake({ m: text }).batchIter(method, items)), ["a", "b"]);
});

test("a program that left a batch ends by itself", () => {
  const program = `
    import { Client, Method, STR } from "./build/runtime/index.js";
    const client = new Client({}, { url: ${JSON.stringify(faulty)} });
    const parameters = [{ name: "x", codec: STR }];
    const echo = new Method({ name: "echo", parameters, result: STR });
    const items = Array.from({ length: 1000 }, (_, x) => ({ x: String(x) }));
    for await (const _ of client.batchIter(echo, items)) break;
  `;
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const args = ["--import", "tsx", "--input-type=module", "-e", program];
  const done = spawnSync(process.execPath, args, { cwd, timeout: 20_000, encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
});
