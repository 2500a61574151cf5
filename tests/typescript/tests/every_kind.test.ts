/** Values of each type in each kind of method, through Clarifai's own runner. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AUDIO,
  BIGINT,
  BOOL,
  BYTES,
  Client,
  type Codec,
  CONCEPT,
  FLOAT,
  FRAME,
  IMAGE,
  INT,
  JSON_DATA,
  listOf,
  NDARRAY,
  REGION,
  STR,
  TEXT,
  tupleOf,
  VIDEO,
} from "../build/runtime/index.js";
import { runner } from "./servers.js";
import { fieldsOf, methodOf } from "./methods.js";

const client = new Client({}, { url: await runner("every_kind"), maxRetries: 0 });

const PNG = new Uint8Array(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
    "base64",
  ),
);

const POINTS = fieldsOf("Named", { a: INT, b: STR, image: IMAGE });
const ROWS = fieldsOf("Row", { label: STR, scores: listOf(FLOAT) });
const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);
const box = { left: 0.125, top: 0.25, right: 0.5, bottom: 0.75 };
const dog = { id: "Big-Dog", name: "Big Dog!", value: 0.5 };
const place = {
  box,
  point: undefined,
  mask: undefined,
  concepts: [dog],
  text: "",
  trackId: "t",
  id: "r",
  value: 0,
};

/** A type of the model, its codec, what is sent, and what comes back where it differs. */
type Case = readonly [type: string, codec: Codec<unknown>, value: unknown, back?: unknown];

const CASES: readonly Case[] = [
  ["str", STR, "hi"],
  ["str", STR, ""],
  ["str", STR, "žluťoučký 🐎\u0000"],
  ["bytes", BYTES, bytes(0, 255, 3)],
  ["bytes", BYTES, bytes()],
  ["bytes", BYTES, Buffer.from("ab"), bytes(97, 98)],
  ["int", INT, 0],
  ["int", INT, -5],
  ["int", INT, Number.MAX_SAFE_INTEGER],
  ["int", INT, 7n, 7],
  ["int", BIGINT, 9007199254740993n],
  ["int", BIGINT, -(2n ** 63n)],
  ["float", FLOAT, 0],
  ["float", FLOAT, 1],
  ["float", FLOAT, 0.1],
  ["float", FLOAT, Number.NaN],
  ["float", FLOAT, Number.NEGATIVE_INFINITY],
  ["bool", BOOL, true],
  ["bool", BOOL, false],
  ["json", JSON_DATA, { a: [1, null, { b: "x" }], c: true, d: 1.5 }],
  ["json", JSON_DATA, {}],
  ["json", JSON_DATA, [1, "x", [false]]],
  ["json", JSON_DATA, []],
  ["json", JSON_DATA, JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}')],
  ["json", JSON_DATA, { a: undefined, b: 1 }, { b: 1 }],
  ["text", TEXT, "words", { text: "words", url: undefined }],
  ["text", TEXT, { text: "" }, { text: "", url: undefined }],
  ["image", IMAGE, { bytes: PNG }, { bytes: PNG, url: undefined }],
  ["image", IMAGE, { blob: new Blob([PNG]) }, { bytes: PNG, url: undefined }],
  ["audio", AUDIO, { bytes: bytes(1, 2) }, { bytes: bytes(1, 2), url: undefined }],
  ["video", VIDEO, { bytes: bytes(3) }, { bytes: bytes(3), url: undefined }],
  ["concept", CONCEPT, dog],
  ["concept", CONCEPT, { name: "Big Dog!" }, { ...dog, value: 1 }],
  ["region", REGION, { box, concepts: [{ ...dog, id: undefined }], trackId: "t", id: "r" }, place],
  [
    "frame",
    FRAME,
    { image: { bytes: PNG }, regions: [place], time: 1.25, index: 3 },
    { image: { bytes: PNG, url: undefined }, regions: [place], time: 1.25, index: 3 },
  ],
  [
    "ndarray",
    NDARRAY,
    { dtype: "int64", shape: [2, 1], data: new BigInt64Array([1n, -(2n ** 60n)]) },
  ],
  ["ndarray", NDARRAY, { dtype: "float32", shape: [2, 2], data: new Float32Array([1, 2, 3, 4]) }],
  ["ndarray", NDARRAY, { dtype: "uint8", shape: [3], data: bytes(1, 2, 3) }],
  ["ndarray", NDARRAY, { dtype: "float16", shape: [1], data: new Uint16Array([0x3c00]) }],
  ["ndarray", NDARRAY, { dtype: "complex64", shape: [1], data: new Float32Array([1, -2]) }],
  ["ndarray", NDARRAY, { dtype: "float64", shape: [], data: new Float64Array([0.1]) }],
  ["list_str", listOf(STR), ["a", "", "c"]],
  ["list_str", listOf(STR), []],
  ["list_str", listOf(STR), new Set(["a"]), ["a"]],
  ["list_float", listOf(FLOAT), [0, 1.5]],
  [
    "list_image",
    listOf(IMAGE),
    [{ blob: new Blob([PNG]) }, { bytes: PNG }],
    [
      { bytes: PNG, url: undefined },
      { bytes: PNG, url: undefined },
    ],
  ],
  ["list_concept", listOf(CONCEPT), [dog, dog]],
  ["list_list_int", listOf(listOf(INT)), [[1, 2], [], [3]]],
  ["list_list_concept", listOf(listOf(CONCEPT)), [[dog], [dog, dog]]],
  ["list_json", listOf(JSON_DATA), [{ a: 1 }, { b: [] }]],
  ["tuple", tupleOf(INT, STR, BYTES), [1, "a", bytes(2)]],
  ["nested_tuple", tupleOf(tupleOf(INT, INT), listOf(STR)), [[1, 2], ["x"]]],
  [
    "named",
    POINTS,
    { a: 0, b: "", image: { bytes: PNG } },
    { a: 0, b: "", image: { bytes: PNG, url: undefined } },
  ],
  [
    "list_named",
    listOf(ROWS),
    [
      { label: "x", scores: [1] },
      { label: "", scores: [] },
    ],
  ],
];

/** The same by value: classes of ours count by their properties. */
function same(got: unknown, wanted: unknown): void {
  const plain = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value) || typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(plain);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  };
  assert.deepEqual(plain(got), plain(wanted));
}

function result(codec: Codec<unknown>, value: unknown, back: unknown): unknown {
  if (codec === NDARRAY || back === undefined) return value;
  return back;
}

for (const [index, [type, codec, value, back]] of CASES.entries()) {
  const wanted = result(codec, value, back);
  const title = `${type} (${index})`;

  test(`echo ${title}`, async () => {
    const method = methodOf(`echo_${type}`, [{ name: "x", codec }], codec);
    same(await client.unary(method, { x: value }), wanted);
  });

  test(`generate ${title}`, async () => {
    const parameters = [{ name: "x", codec }];
    const method = methodOf(`generate_${type}`, parameters, codec, { kind: "serverStream" });
    same(await client.stream(method, { x: value }).collect(), [wanted, wanted]);
  });

  test(`stream ${title}`, async () => {
    const parameters = [{ name: "items", codec, stream: true }];
    const method = methodOf(`stream_${type}`, parameters, codec, { kind: "bidirectional" });
    same(await client.stream(method, { items: [value, value] }).collect(), [wanted, wanted]);
  });
}

test("a batch through the runner", async () => {
  const method = methodOf("echo_int", [{ name: "x", codec: INT }], INT);
  const items = Array.from({ length: 300 }, (_, x) => ({ x }));
  assert.deepEqual(
    await client.batch(method, items),
    items.map(({ x }) => x),
  );
});

test("a method that there is not", async () => {
  const method = methodOf("nothing", [], STR);
  await assert.rejects(client.unary(method), {
    kind: "model",
    statusCode: 10020,
    retryable: false,
  });
});
