// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Arrays of numbers: as JSON of a model's, and as clients take them. */

import type { NdArray, NdArrayInput } from "../array_codec.js";
import { isObject } from "../types.js";
import type { Found } from "./files.js";
import { cited } from "./problems.js";

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

/** The array that a model means: nested arrays, or `{dtype, shape, data}`. */
export function arrayOf(value: unknown): Found<NdArrayInput> {
  if (Array.isArray(value)) return nested(value);
  if (!isObject(value)) return { what: "an array of numbers is needed" };
  const { data, dtype, shape } = value as { data: Numbers; dtype: Dtype; shape: Numbers };
  const lengths = shape.map(Number);
  const many = lengths.reduce((product, length) => product * length, 1);
  if (many !== data.length) {
    const what = `shape [${lengths.join(", ")}] needs ${many} numbers, data has ${data.length}`;
    return { what };
  }
  return made(dtype, lengths, data);
}

function nested(value: readonly unknown[]): Found<NdArrayInput> {
  const shape: number[] = [];
  let level: readonly unknown[] = [value];
  while (level.length && level.every(Array.isArray)) {
    const rows = level as readonly (readonly unknown[])[];
    const lengths = new Set(rows.map((row) => row.length));
    if (lengths.size > 1) return { what: "the rows of an array are all of the same length" };
    shape.push(rows[0]?.length ?? 0);
    level = rows.flat();
  }
  if (level.some(Array.isArray)) return { what: "the rows of an array are all of the same length" };
  const numbers = level as Numbers;
  const isWhole = numbers.length > 0 && numbers.every((each) => inRange(each, "int64"));
  return made(isWhole ? "int64" : "float64", shape, numbers);
}

function made(dtype: Dtype, shape: readonly number[], numbers: Numbers): Found<NdArrayInput> {
  const wrong = RANGES[dtype] ? numbers.findIndex((each) => !inRange(each, dtype)) : -1;
  if (wrong >= 0) return { what: `${cited(numbers[wrong])} does not fit ${dtype}` };
  const data = MAKERS[dtype]?.(numbers);
  return data
    ? { value: { dtype, shape, data } as NdArrayInput }
    : { what: `there is no dtype ${cited(dtype)}` };
}

function inRange(value: number | bigint, dtype: string): boolean {
  const range = RANGES[dtype];
  if (!range || (typeof value === "number" && !Number.isInteger(value))) return false;
  return range[0] <= value && value <= range[1];
}

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
