// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Values of any data type, made from a seed. */

import { NDARRAY } from "./array_codec.js";
import { BIGINT, BOOL, BYTES, type Codec, FLOAT, INT, STR } from "./codec.js";
import { propertyOf } from "./containers.js";
import { JSON_DATA } from "./json_codec.js";
import { AUDIO, IMAGE, TEXT, VIDEO } from "./media_codec.js";
import { CONCEPT, FRAME, REGION } from "./structured_codec.js";
import type { Bytes } from "./types.js";
import type { ConceptInput, RegionInput } from "./values.js";

/** Numbers from 0 to 1, which a seed decides. */
export type Random = () => number;

/** The generator mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A value of the codec's type. */
export function sample(codec: Codec<unknown>, random: Random): unknown {
  const { fields, item, items } = codec;
  if (item) return many(random, 3, () => sample(item, random));
  if (items) return items.map((each) => sample(each, random));
  if (fields) {
    return Object.fromEntries(
      fields.map((field) => [propertyOf(field), sample(field.codec, random)]),
    );
  }
  const make = SCALARS.get(codec);
  if (!make) throw new TypeError(`there are no samples of ${codec.name}`);
  return make(random);
}

const WORDS = ["a", "bright", "cloud", "drifts", "over", "every", "quiet", "field"];

/** The smallest picture that decoders take: one pixel. */
const PNG: Bytes = Uint8Array.from(
  (
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478" +
    "9c6364f8ffbf1e0005830281dc3a1c420000000049454e44ae426082"
  ).match(/../g) ?? [],
  (byte) => Number.parseInt(byte, 16),
);

function integer(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

function many<T>(random: Random, most: number, make: () => T): T[] {
  return Array.from({ length: integer(random, 1, most) }, make);
}

function word(random: Random): string {
  return WORDS[integer(random, 0, WORDS.length - 1)] ?? "";
}

function words(random: Random): string {
  return many(random, 6, () => word(random)).join(" ");
}

function bytes(random: Random): Bytes {
  return Uint8Array.from(many(random, 16, () => integer(random, 0, 255)));
}

/** A number that a float32 holds exactly. */
function float32(random: Random): number {
  return integer(random, 0, 1024) / 1024;
}

function concept(random: Random): ConceptInput {
  return { name: word(random), value: float32(random) };
}

function region(random: Random): RegionInput {
  const [left, top] = [float32(random) / 2, float32(random) / 2];
  const box = { left, top, right: left + 0.5, bottom: top + 0.5 };
  return { box, concepts: [concept(random)] };
}

type Make = (random: Random) => unknown;

const SCALARS: ReadonlyMap<Codec<unknown>, Make> = new Map<Codec<unknown>, Make>([
  [STR, words],
  [BYTES, bytes],
  [INT, (random) => integer(random, 0, 100)],
  [BIGINT, (random) => BigInt(integer(random, 0, 100))],
  [FLOAT, (random) => random()],
  [BOOL, (random) => random() < 0.5],
  [
    NDARRAY,
    (random) => ({ dtype: "float32", shape: [2, 3], data: new Float32Array(6).map(random) }),
  ],
  [JSON_DATA, (random) => ({ [word(random)]: words(random) })],
  [TEXT, words],
  [IMAGE, () => ({ bytes: PNG })],
  [AUDIO, (random) => ({ bytes: bytes(random) })],
  [VIDEO, (random) => ({ bytes: bytes(random) })],
  [CONCEPT, concept],
  [REGION, region],
  [FRAME, (random) => ({ image: { bytes: PNG }, regions: [region(random)], time: 1.5 })],
]);
