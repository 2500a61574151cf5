/** What a transport throws, in words. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, ConnectError } from "@connectrpc/connect";
import { create } from "@bufbuild/protobuf";
import { BYTES, type Parameter, STR } from "../build/runtime/index.js";
import { failureOf } from "../build/runtime/failure.js";
import { PostModelOutputsRequestSchema } from "../build/runtime/messages.js";
import { methodOf } from "./methods.js";

const FROM: Parameter = { name: "from", property: "from_", codec: BYTES };
const METHOD = methodOf("m", [{ name: "x", codec: STR }, FROM], STR);
const REQUEST = create(PostModelOutputsRequestSchema, {
  inputs: [
    { data: { parts: [{ id: "x", data: { stringValue: "words" } }] } },
    { data: { parts: [{ id: "from", data: { bytesValue: new Uint8Array(9) } }] } },
  ],
});

const exhausted = (words: string): ConnectError => new ConnectError(words, Code.ResourceExhausted);

const TOO_LARGE: readonly (readonly [words: string, reason: string])[] = [
  [
    "message size 1073741825 is larger than configured writeMaxBytes 1073741824",
    "argument 'from_': the message is larger than 1 GiB, the most that is taken",
  ],
  [
    "SERVER: Received message larger than max (5000053 vs. 4194304)",
    "argument 'from_': the message is larger than 4 MiB, the most that is taken",
  ],
  [
    "message size 1073741825 is larger than configured readMaxBytes 1073741824",
    "the message is larger than 1 GiB, the most that is taken",
  ],
  [
    "CLIENT: Received message larger than max (1073741825 vs. 1073741824)",
    "the message is larger than 1 GiB, the most that is taken",
  ],
  [
    "message size 9000000000 is larger than configured writeMaxBytes 4294967295",
    "argument 'from_': the message is larger than 4,096 MiB, the most that is taken",
  ],
];

for (const [words, reason] of TOO_LARGE) {
  test(`too large: ${words}`, () => {
    const { details, kind, retryable, ...rest } = failureOf(exhausted(words), METHOD, REQUEST);
    assert.deepEqual(
      [kind, retryable, details, rest.reason],
      ["invalidArgument", false, words, reason],
    );
  });
}

test("without a request, or arguments in it, none is named", () => {
  const error = exhausted("message size 5 is larger than configured writeMaxBytes 1048576");
  const reason = "the message is larger than 1 MiB, the most that is taken";
  assert.equal(failureOf(error, METHOD).reason, reason);
  const empty = create(PostModelOutputsRequestSchema, { inputs: [{}] });
  assert.equal(failureOf(error, METHOD, empty).reason, reason);
});

test("a busy server is no message that is too large", () => {
  const { kind, reason, retryable } = failureOf(exhausted("busy"), METHOD, REQUEST);
  assert.deepEqual([kind, reason, retryable], ["rateLimit", "busy", true]);
});

test("an answer that cannot be read is the model's", () => {
  const error = new ConnectError("parse binary: premature EOF", Code.Internal);
  assert.deepEqual(failureOf(error, METHOD).kind, "model");
  assert.equal(failureOf(new ConnectError("broken", Code.Internal), METHOD).kind, "other");
});

test("what no transport throws comes out as itself", () => {
  const mine = new TypeError("mine");
  assert.throws(
    () => failureOf(mine, METHOD),
    (error) => error === mine,
  );
});
