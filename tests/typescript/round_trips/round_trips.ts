/** Any value that a generated client takes comes back from Clarifai's runner as it was. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { Everything } from "./models/index.js";

const RUNS = { numRuns: 40, seed: 1 };
const all = new Everything({ url: process.env["ALL_TYPES"] ?? "" });
after(() => all.close());

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => new Uint8Array(array));
const file = bytes.filter(({ length }) => length > 0).map((array) => ({ bytes: array }));
const int = fc.maxSafeInteger();
const double = fc.double();
const seconds = fc.nat(10_000_000).map((milliseconds) => milliseconds / 1000);
const share = fc.float({ min: 0, max: 1, noNaN: true });
const json = fc
  .jsonValue({ maxDepth: 3 })
  .filter(
    (value): value is { [key: string]: never } | never[] => typeof value === "object" && !!value,
  )
  .filter((value) => !JSON.stringify(value).includes('"_list"'));
const concept = fc.record({ id: word, name: word, value: share });
const box = fc.record({ left: share, top: share, right: share, bottom: share });
const region = fc.record({ box, concepts: fc.array(concept, { maxLength: 2 }), id: word });
type Placed = typeof region extends fc.Arbitrary<infer T> ? T : never;
const array = fc.oneof(
  fc.float32Array({ minLength: 1, maxLength: 9 }).map((data) => ({
    dtype: "float32" as const,
    shape: [data.length],
    data: new Float32Array(data),
  })),
  fc.int32Array({ minLength: 1, maxLength: 9 }).map((data) => ({
    dtype: "int32" as const,
    shape: [1, data.length],
    data: new Int32Array(data),
  })),
  fc.bigInt64Array({ minLength: 1, maxLength: 9 }).map((data) => ({
    dtype: "int64" as const,
    shape: [data.length, 1],
    data: new BigInt64Array(data),
  })),
);

/** A value by its properties: classes of ours count by them, undefined ones do not. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value) || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const known = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(known.map(([key, each]) => [key, plain(each)]));
}

/** Hold that what `call` gives is what it was given, or what `expected` makes of that. */
function echoes<T>(
  name: string,
  values: fc.Arbitrary<T>,
  call: (x: T) => Promise<unknown>,
  expected: (x: T) => unknown = (x) => x,
): void {
  test(name, async () => {
    const holds = async (x: T): Promise<void> => {
      assert.deepStrictEqual(plain(await call(x)), plain(expected(x)));
    };
    await fc.assert(fc.asyncProperty(values, holds), RUNS);
  });
}

echoes("texts", text, (x) => all.echo_str({ x }));
echoes("bytes", bytes, (x) => all.echo_bytes({ x }));
echoes("integers", int, (x) => all.echo_int({ x }));
echoes("floats", double, (x) => all.echo_float({ x }));
echoes("booleans", fc.boolean(), (x) => all.echo_bool({ x }));
echoes("arrays", array, (x) => all.echo_ndarray({ x }));
echoes(
  "JSON",
  json,
  (x) => all.echo_json({ x }),
  (x) => JSON.parse(JSON.stringify(x)),
);
echoes(
  "texts with an address",
  text,
  (x) => all.echo_text({ x }),
  (x) => ({ text: x }),
);
echoes("images", file, (x) => all.echo_image({ x }));
echoes("audio", file, (x) => all.echo_audio({ x }));
echoes("video", file, (x) => all.echo_video({ x }));
echoes("concepts", concept, (x) => all.echo_concept({ x }));
echoes("lists of texts", fc.array(text), (x) => all.echo_list_str({ x }));
echoes("lists of integers", fc.array(int), (x) => all.echo_list_int({ x }));
echoes("lists of lists", fc.array(fc.array(int)), (x) => all.echo_list_list_int({ x }));
echoes("lists of images", fc.array(file, { maxLength: 3 }), (x) => all.echo_list_image({ x }));
echoes("lists of concepts", fc.array(concept), (x) => all.echo_list_concept({ x }));
echoes("tuples", fc.tuple(int, text, file), (x) => all.echo_tuple({ x }));
echoes("named fields", fc.record({ a: int, b: text, img: file }), (x) => all.echo_named({ x }));

test("regions and frames", async () => {
  const holds = async (x: Placed, time: number): Promise<void> => {
    const { box: found, concepts, id } = await all.echo_region({ x });
    assert.deepStrictEqual(plain({ box: found, concepts, id }), plain(x));
    const frame = await all.echo_frame({ x: { regions: [x], time, index: 3 } });
    const seen = [frame.time, frame.index, frame.regions[0]?.box];
    assert.deepStrictEqual(plain(seen), plain([time, 3, x.box]));
  };
  await fc.assert(fc.asyncProperty(region, seconds, holds), RUNS);
});

test("streams, in and out", async () => {
  const holds = async (items: number[], x: string): Promise<void> => {
    const pieces = items.map((_, n) => `${x}${n} `);
    assert.deepEqual(await all.generate({ text: x, n: items.length }).collect(), pieces);
    const doubled = all.stream_first_other({ prefix: x, items }).collect();
    assert.deepEqual(
      await doubled,
      items.map((item) => 2 * item),
    );
  };
  const items = fc.array(fc.integer(), { minLength: 1, maxLength: 5 });
  await fc.assert(fc.asyncProperty(items, text, holds), RUNS);
});

test("batches", async () => {
  const holds = async (values: string[]): Promise<void> => {
    const items = values.map((x) => ({ x }));
    assert.deepEqual(await all.echo_str_batch(items), values);
    const found: unknown[] = [];
    for await (const each of all.echo_str_batch_iter(items)) found.push(each);
    assert.deepEqual(found, values);
  };
  await fc.assert(fc.asyncProperty(fc.array(text), holds), { ...RUNS, numRuns: 10 });
});
