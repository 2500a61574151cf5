/** What may be given, without a server: nesting, choices, bounds, arguments not known yet. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  BIGINT,
  Client,
  type ClientOptions,
  type Codec,
  FLOAT,
  INT,
  JSON_DATA,
  type JsonInput,
  listOf,
  type Parameter,
  STR,
  tupleOf,
} from "../build/runtime/index.js";
import { DataSchema, PostModelOutputsRequestSchema } from "../build/runtime/messages.js";
import { methodOf } from "./methods.js";

/** What an argument is written as; refused with ClarifaiError. */
function write(parameter: Omit<Parameter, "name">, value: unknown): void {
  const method = methodOf("m", [{ name: "x", ...parameter }], STR);
  method.write(create(DataSchema), { x: value }, true, []);
}

function nested(levels: number, inside: (value: JsonInput | number) => JsonInput): JsonInput {
  let value: JsonInput | number = 1.5;
  for (let level = 0; level < levels; level += 1) value = inside(value);
  return value as JsonInput;
}

const INSIDE: readonly (readonly [string, (value: JsonInput | number) => JsonInput])[] = [
  ["objects", (value) => ({ k: value })],
  ["lists", (value) => [value]],
];

for (const [kind, inside] of INSIDE) {
  test(`JSON ${kind} are taken as deep as servers read them, wherever they stand`, () => {
    const codec: Codec<unknown> = listOf(tupleOf(listOf(JSON_DATA)));
    const method = methodOf("m", [{ name: "x", codec }], STR);
    const value = [[[nested(30, inside)]]];
    const data = create(DataSchema);
    method.write(data, { x: value }, true, []);
    const sent = create(PostModelOutputsRequestSchema, { inputs: [{ data }] });
    const bytes = toBinary(PostModelOutputsRequestSchema, sent);
    // A hundred levels below the message, as the parsers of servers count them.
    const read = fromBinary(PostModelOutputsRequestSchema, bytes, { recursionLimit: 101 });
    const part = read.inputs[0]?.data?.parts[0]?.data;
    assert.ok(part);
    assert.deepEqual(codec.decode(part), value);
    for (const levels of [31, 1000]) {
      assert.throws(() => write({ codec: JSON_DATA }, nested(levels, inside)), {
        kind: "invalidArgument",
        message: /JSON is nested deeper than 30 levels/,
      });
    }
  });
}

test("JSON that holds itself is refused", () => {
  const circle: Record<string, unknown> = {};
  circle["circle"] = circle;
  assert.throws(() => write({ codec: JSON_DATA }, circle), /deeper than 30 levels/);
});

const NOT_ONE = { kind: "invalidArgument", message: /is not one of/ };

test("numbers are compared with choices by what they count, whatever their kind", () => {
  for (const codec of [INT, BIGINT]) {
    for (const value of [1, 1n, 2, 2n]) write({ codec, choices: [1, 2n] }, value);
    assert.throws(() => write({ codec, choices: [1, 2n] }, 3n), NOT_ONE);
  }
  const great = 2n ** 53n;
  assert.throws(() => write({ codec: BIGINT, choices: [2 ** 53] }, great + 1n), NOT_ONE);
  write({ codec: BIGINT, choices: [2 ** 53, great + 1n] }, great + 1n);
  write({ codec: FLOAT, choices: [0.5, 1n] }, 1);
});

test("a boolean is no number, and a text neither", () => {
  const any: Codec<unknown> = { name: "anything", encode: () => undefined, decode: () => 0 };
  assert.throws(() => write({ codec: any, choices: [1, 0] }, true), NOT_ONE);
  assert.throws(() => write({ codec: any, choices: [true, false] }, 1n), NOT_ONE);
  assert.throws(() => write({ codec: any, choices: [1, 0n] }, "1"), NOT_ONE);
  assert.throws(() => write({ codec: any, choices: ["1"] }, 1), NOT_ONE);
});

/** Codec, bounds, what is within them, what is not. */
const BOUNDS: readonly (readonly [
  Codec<unknown>,
  Pick<Parameter, "minimum" | "maximum">,
  readonly unknown[],
  readonly unknown[],
])[] = [
  [FLOAT, { minimum: 0.1, maximum: 0.3 }, [0.1, 0.3, 0.2], [0.0999, 0.301]],
  [INT, { minimum: 1, maximum: 4096 }, [1, 4096, 1n], [0, 4097, 4097n]],
  [INT, { maximum: 2147483600 }, [2 ** 31 - 1], [2 ** 31 + 300]],
  [FLOAT, { minimum: -2 }, [-2, 1e300], [-2.1, Number.NaN]],
  [FLOAT, { maximum: -1 }, [-1, -5], [-0.9, Number.NaN]],
  [BIGINT, { minimum: 1n, maximum: 4096n }, [1n, 4096], [0n, 4097n]],
];

for (const [codec, bounds, good, bad] of BOUNDS) {
  test(`${Object.values(bounds).join(" to ")} as the float32 that they travel as`, () => {
    for (const value of good) write({ codec, ...bounds }, value);
    for (const value of bad) {
      assert.throws(() => write({ codec, ...bounds }, value), { kind: "invalidArgument" });
    }
  });
}

test("a refused argument that the client does not know is named", async () => {
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [{ k: new Date(0) }, /^m: argument 'e'\["k"\]: a JSON value is needed, not Date$/],
    ["\ud800", /^m: argument 'e': the text holds an unpaired surrogate$/],
    [2n ** 70n, /^m: argument 'e': .* is no 64-bit integer$/],
  ];
  for (const [value, message] of wrong) {
    const extraArguments = { e: value } as NonNullable<ClientOptions["extraArguments"]>;
    const client = new Client({}, { url: "grpc://127.0.0.1:9", extraArguments });
    await assert.rejects(client.unary(methodOf("m", [], STR)), { name: "ClarifaiError", message });
  }
});
