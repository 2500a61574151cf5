// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Arrays of numbers: as JSON of a model's, and as clients take them. */

import type { NdArray, NdArrayInput } from "../array_codec.js";
import { isObject } from "../types.js";
import type { Host } from "./files.js";
import { cited, counted, step } from "./problems.js";

type Dtype = NdArrayInput["dtype"];
type Numbers = readonly (number | bigint)[];

/** The least and the greatest number of each kind; none for floats. */
const RANGES: Readonly<Partial<Record<string, readonly [low: bigint, high: bigint]>>> =
  Object.fromEntries(
    [8, 16, 32, 64].flatMap((bits) => {
      const half = BigInt(2) ** BigInt(bits - 1);
      const most = (each: bigint): bigint => each - BigInt(1);
      return [
        [`int${bits}`, [-half, most(half)]],
        [`uint${bits}`, [BigInt(0), most(half * BigInt(2))]],
      ];
    }),
  );

const MAKERS: Readonly<Partial<Record<Dtype, (numbers: Numbers) => ArrayBufferView>>> = {
  int8: (numbers) => Int8Array.from(numbers, Number),
  uint8: (numbers) => Uint8Array.from(numbers, Number),
  int16: (numbers) => Int16Array.from(numbers, Number),
  uint16: (numbers) => Uint16Array.from(numbers, Number),
  int32: (numbers) => Int32Array.from(numbers, Number),
  uint32: (numbers) => Uint32Array.from(numbers, Number),
  int64: (numbers) => BigInt64Array.from(numbers, BigInt),
  uint64: (numbers) => BigUint64Array.from(numbers, BigInt),
  float16: (numbers) => Uint16Array.from(numbers, (each) => halfBits(Number(each))),
  float32: (numbers) => Float32Array.from(numbers, Number),
  float64: (numbers) => Float64Array.from(numbers, Number),
};

/** What a length of an array is below: the wire has 32 bits for it. */
const LONGEST = 2 ** 32;

/** Numbers of one array in a call, at most. */
const MOST_GIVEN = 1_000_000;

/** The array that JSON stands for; undefined after a problem. */
export function arrayOf(value: unknown, path: string, host: Host): NdArrayInput | undefined {
  if (Array.isArray(value)) return nested(value, path, host);
  return isObject(value) ? flat(value as unknown as Flat, path, host) : undefined;
}

interface Flat {
  readonly dtype: Dtype;
  readonly shape: Numbers;
  readonly data: Numbers;
}

function flat({ data, dtype, shape }: Flat, path: string, host: Host): NdArrayInput | undefined {
  const lengths = shape.map(Number);
  const long = lengths.findIndex((length) => length >= LONGEST);
  if (long >= 0) {
    return host.wrong(step(step(path, "shape"), long), `${cited(shape[long])} is no uint32`);
  }
  const many = lengths.reduce((product, length) => product * length, 1);
  if (many !== data.length) {
    const words = lengths.join(" x ") || "no dimension";
    const needed = `a shape of ${words} holds ${counted(many, "number")}`;
    return host.wrong(path, `${needed}, got ${data.length}`);
  }
  if (!isFew(data.length, path, host)) return undefined;
  const inside = step(path, "data");
  const wrong = RANGES[dtype] ? data.findIndex((each) => !isIn(each, dtype)) : -1;
  if (wrong >= 0) return host.wrong(step(inside, wrong), `${cited(data[wrong])} is no ${dtype}`);
  if (!RANGES[dtype] && !data.every((each) => Math.abs(Number(each)) < (LARGEST[dtype] ?? 0))) {
    return host.wrong(inside, `a number is too large for ${dtype}`);
  }
  return made(dtype, lengths, data);
}

/** Nested lists are arrays of float64; all lists of one level are equally long. */
function nested(value: readonly unknown[], path: string, host: Host): NdArrayInput | undefined {
  const shape: number[] = [value.length];
  let level: readonly unknown[] = value;
  while (level.length && level.every(Array.isArray)) {
    const rows = level as readonly (readonly unknown[])[];
    const [length = 0, ...others] = new Set(rows.map((row) => row.length));
    if (others.length) break;
    shape.push(length);
    level = rows.flat();
  }
  if (level.some(Array.isArray)) {
    return host.wrong(path, "the lists of one level are not equally long");
  }
  return isFew(level.length, path, host) ? made("float64", shape, level as Numbers) : undefined;
}

function isFew(many: number, path: string, host: Host): boolean {
  if (many > MOST_GIVEN) {
    host.wrong(path, `${many} numbers are above the maximum of ${MOST_GIVEN}`);
  }
  return many <= MOST_GIVEN;
}

function made(dtype: Dtype, shape: readonly number[], numbers: Numbers): NdArrayInput {
  return { dtype, shape, data: MAKERS[dtype]?.(numbers) } as NdArrayInput;
}

function isIn(value: number | bigint, dtype: string): boolean {
  const range = RANGES[dtype];
  if (!range || (typeof value === "number" && !Number.isInteger(value))) return false;
  return range[0] <= value && value <= range[1];
}

/** The least size that rounds to infinity. */
const LARGEST: Readonly<Record<string, number>> = {
  float16: 65520,
  float32: (2 - 2 ** -24) * 2 ** 127,
  float64: Infinity,
};

/** The bits of a number as a float16, which not all engines have: half goes to even. */
function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65520) return sign | 0x7c00;
  const exponent = Math.max(Math.floor(Math.log2(size)), -14);
  // Log2 may be off by one beside a power of two, which carries over to the same bits.
  const steps = rounded(size / 2 ** (exponent - 10));
  const bits = size === 0 ? 0 : (exponent + 14) * 1024 + steps;
  return sign | bits;
}

function rounded(value: number): number {
  const below = Math.floor(value);
  const over = value - below;
  return below + (over > 0.5 || (over === 0.5 && below % 2 !== 0) ? 1 : 0);
}

/** The number that the bits of a float16 are. */
function halfOf(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24);
}

/** The numbers of an answer; complex ones as pairs. */
export function numbersOf({ data, dtype }: NdArray): unknown[] {
  if (dtype === "float16") return Array.from(data, halfOf);
  const numbers: unknown[] = Array.from(data as ArrayLike<number | bigint>);
  if (!dtype.startsWith("complex")) return numbers;
  return numbers.filter((_, at) => at % 2 === 0).map((real, at) => [real, numbers[2 * at + 1]]);
}
