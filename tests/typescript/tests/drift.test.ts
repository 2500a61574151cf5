/** A call that fails as after a change of the signature says what has changed. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ClarifaiError, Client, Method, type MethodKind, STR } from "../build/runtime/index.js";
import { runner } from "./servers.js";

const url = await runner("all_types");
const CHANGED = "the model's signature has changed since this client was generated: ";
const FIX = "; run `clarifai-codegen update` and `clarifai-codegen generate`";

function method(name: string, parameters: readonly string[], kind: MethodKind = "unary") {
  const fields = parameters.map((each) => ({ name: each, codec: STR }));
  return new Method({ name, parameters: fields, result: STR, kind });
}

async function failure(call: PromiseLike<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    assert.ok(ClarifaiError.is(error));
    assert.equal(error.kind, "model");
    return error.message;
  }
  throw new Error("it did not fail");
}

test("a method that is gone", async () => {
  const client = new Client({}, { url });
  const text = await failure(client.unary(method("echo_text2", ["x"]), { x: "a" }));
  assert.ok(text.includes(`${CHANGED}the method "echo_text2" is gone; there are "`), text);
  assert.ok(text.includes(FIX));
});

test("a parameter that is new and required", async () => {
  const client = new Client({}, { url });
  const text = await failure(client.unary(method("echo_str", [])));
  assert.ok(text.includes(`${CHANGED}"x" is new and required${FIX}`), text);
});

test("a stream", async () => {
  const client = new Client({}, { url });
  const stream = client.stream(method("generate_named", ["y"], "serverStream"), { y: "a" });
  const text = await failure(stream[Symbol.asyncIterator]().next());
  assert.ok(text.includes(`${CHANGED}"y" is gone, "n" is new and required${FIX}`), text);
});

test("a failure of the model's own stays as it is", async () => {
  const client = new Client({}, { url });
  const text = await failure(client.unary(method("boom", ["x"]), { x: "a" }));
  assert.ok(!text.includes(CHANGED), text);
});
