/** The traps of Clarifai's runner: a first argument left out, a request without parts. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  BOOL,
  BYTES,
  Client,
  type Codec,
  FLOAT,
  INT,
  listOf,
  type Parameter,
  STR,
  tupleOf,
} from "../build/runtime/index.js";
import { runner } from "./servers.js";
import { methodOf } from "./methods.js";

const first = new Client({}, { url: await runner("first_argument_optional"), maxRetries: 0 });
const none = new Client({}, { url: await runner("no_arguments"), maxRetries: 0 });
const prompt: Parameter = { name: "prompt", codec: STR, optional: true };

const FIRST: readonly (readonly [string, Codec<unknown>, unknown, string])[] = [
  ["f_str", STR, undefined, "'dflt'"],
  ["f_int", INT, undefined, "7"],
  ["f_float", FLOAT, 0.5, "0.5"],
  ["f_bool", BOOL, undefined, "True"],
  ["f_bytes", BYTES, undefined, "b'dflt'"],
  ["f_list", listOf(STR), ["dflt"], "['dflt']"],
  ["f_list_none", listOf(STR), undefined, "[]"],
  ["f_tuple2", tupleOf(INT, STR), [1, "d"], "(1, 'd')"],
];

for (const [name, codec, value, seen] of FIRST) {
  const x: Parameter = { name: "x", codec, optional: true, default: value };
  const method = methodOf(name, [x, prompt], STR);

  test(`${name} without its first argument`, async () => {
    assert.equal(await first.unary(method, { prompt: "hi" }), seen);
  });

  test(`${name} without arguments`, async () => {
    assert.equal(await first.unary(method), seen);
  });
}

const NONE: readonly (readonly [string, Codec<unknown>, unknown])[] = [
  ["n_str", STR, "x"],
  ["n_empty", STR, ""],
  ["n_zero", INT, 0],
  ["n_int", INT, 7],
];

for (const [name, codec, value] of NONE) {
  test(`${name} has no arguments`, async () => {
    assert.deepEqual(await none.unary(methodOf(name, [], codec)), value);
  });
}
