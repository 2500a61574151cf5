// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** The codec of NDARRAY: arrays of numbers with a shape <-> the bytes that numpy writes. */

import { create } from "@bufbuild/protobuf";
import { type Codec, inside, unfit, wrongType } from "./codec.js";
import { NDArraySchema } from "./messages.js";
import { type Bytes, isObject, shown, typeName } from "./types.js";

interface ArrayOf<D extends string, A> {
  readonly dtype: D;
  /** The length of each dimension; empty for a single number. */
  readonly shape: readonly number[];
  /** The numbers in C order: the last dimension runs fastest. */
  readonly data: A;
}

/**
 * An array of numbers, told apart by `dtype`.
 *
 * float16 comes as the bits of its numbers; complex numbers as real and imaginary parts in
 * turn.
 */
export type NdArray =
  | ArrayOf<"int8", Int8Array<ArrayBuffer>>
  | ArrayOf<"uint8", Uint8Array<ArrayBuffer>>
  | ArrayOf<"int16", Int16Array<ArrayBuffer>>
  | ArrayOf<"uint16", Uint16Array<ArrayBuffer>>
  | ArrayOf<"int32", Int32Array<ArrayBuffer>>
  | ArrayOf<"uint32", Uint32Array<ArrayBuffer>>
  | ArrayOf<"int64", BigInt64Array<ArrayBuffer>>
  | ArrayOf<"uint64", BigUint64Array<ArrayBuffer>>
  | ArrayOf<"float16", Uint16Array<ArrayBuffer>>
  | ArrayOf<"float32", Float32Array<ArrayBuffer>>
  | ArrayOf<"float64", Float64Array<ArrayBuffer>>
  | ArrayOf<"complex64", Float32Array<ArrayBuffer>>
  | ArrayOf<"complex128", Float64Array<ArrayBuffer>>;

/** What may be given as an array: as {@link NdArray}, whatever holds the buffer. */
export type NdArrayInput =
  | ArrayOf<"int8", Int8Array>
  | ArrayOf<"uint8", Uint8Array>
  | ArrayOf<"int16", Int16Array>
  | ArrayOf<"uint16", Uint16Array>
  | ArrayOf<"int32", Int32Array>
  | ArrayOf<"uint32", Uint32Array>
  | ArrayOf<"int64", BigInt64Array>
  | ArrayOf<"uint64", BigUint64Array>
  | ArrayOf<"float16", Uint16Array>
  | ArrayOf<"float32", Float32Array>
  | ArrayOf<"float64", Float64Array>
  | ArrayOf<"complex64", Float32Array>
  | ArrayOf<"complex128", Float64Array>;

type Dtype = NdArray["dtype"];

interface Kind {
  readonly numbers: {
    readonly BYTES_PER_ELEMENT: number;
    new (buffer: ArrayBuffer): NdArray["data"];
  };
  /** Numbers of the typed array for one element. */
  readonly each: number;
}

const KINDS: ReadonlyMap<string, Kind> = new Map<Dtype, Kind>([
  ["int8", { numbers: Int8Array, each: 1 }],
  ["uint8", { numbers: Uint8Array, each: 1 }],
  ["int16", { numbers: Int16Array, each: 1 }],
  ["uint16", { numbers: Uint16Array, each: 1 }],
  ["int32", { numbers: Int32Array, each: 1 }],
  ["uint32", { numbers: Uint32Array, each: 1 }],
  ["int64", { numbers: BigInt64Array, each: 1 }],
  ["uint64", { numbers: BigUint64Array, each: 1 }],
  ["float16", { numbers: Uint16Array, each: 1 }],
  ["float32", { numbers: Float32Array, each: 1 }],
  ["float64", { numbers: Float64Array, each: 1 }],
  ["complex64", { numbers: Float32Array, each: 2 }],
  ["complex128", { numbers: Float64Array, each: 2 }],
]);

const LETTERS: Readonly<Record<string, string>> = { i: "int", u: "uint", f: "float", c: "complex" };

const LITTLE_ENDIAN: boolean = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** A dtype of numpy by our name for it, and whether its bytes are the other way round. */
function readDtype(text: string): { name: string; swapped: boolean } {
  const match = /^([<>=|])([iufc])(\d+)$/.exec(text);
  if (!match) return { name: text, swapped: !LITTLE_ENDIAN };
  const [, order, letter, size] = match;
  const name = `${LETTERS[letter ?? ""]}${Number(size) * 8}`;
  return { name, swapped: (order === ">") === LITTLE_ENDIAN };
}

/** The bytes with each number's order turned round. */
function swap(bytes: Bytes, size: number): void {
  for (let start = 0; start < bytes.length; start += size) {
    bytes.subarray(start, start + size).reverse();
  }
}

/** How many numbers an array of this shape holds. */
function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

function isShape(value: unknown): value is readonly number[] {
  const isLength = (each: unknown): boolean =>
    typeof each === "number" && Number.isInteger(each) && each >= 0 && each < 2 ** 32;
  return Array.isArray(value) && value.every(isLength);
}

export const NDARRAY: Codec<NdArray> = {
  name: "an array {dtype, shape, data}",
  encode(message, value) {
    if (!isObject(value) || !("dtype" in value)) {
      throw wrongType("an array {dtype, shape, data}", value);
    }
    const { dtype, shape, data } = value;
    const kind = typeof dtype === "string" ? KINDS.get(dtype) : undefined;
    if (!kind) throw unfit(`an array of dtype ${shown(dtype)} cannot be sent, only numbers`);
    inside(".shape", () => {
      if (!isShape(shape)) throw wrongType("an array of lengths", shape);
    });
    const needed = `${kind.numbers.prototype.constructor.name}`;
    inside(".data", () => {
      if (!ArrayBuffer.isView(data) || typeName(data) !== needed) {
        // A Buffer of Node is a Uint8Array.
        if (!(needed === "Uint8Array" && data instanceof Uint8Array)) {
          throw wrongType(`${needed} for ${String(dtype)}`, data);
        }
      }
    });
    const view = data as ArrayBufferView;
    const count = view.byteLength / kind.numbers.BYTES_PER_ELEMENT / kind.each;
    const expected = sizeOf(shape as readonly number[]);
    if (count !== expected) {
      throw unfit(`the shape holds ${expected} numbers, the data ${count}`);
    }
    let buffer: Uint8Array = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    if (!LITTLE_ENDIAN) {
      const copy = new Uint8Array(buffer);
      swap(copy, kind.numbers.BYTES_PER_ELEMENT);
      buffer = copy;
    }
    message.ndarray = create(NDArraySchema, {
      dtype: dtype as string,
      shape: [...(shape as readonly number[])],
      buffer,
    });
  },
  decode(message) {
    const array = message.ndarray;
    if (!array) throw new TypeError("the answer holds no array");
    const { name, swapped } = readDtype(array.dtype);
    const kind = KINDS.get(name);
    if (!kind) throw new TypeError(`the answer holds an array of dtype ${array.dtype}`);
    const size = kind.numbers.BYTES_PER_ELEMENT;
    const expected = sizeOf(array.shape);
    if (array.buffer.length !== expected * size * kind.each) {
      throw new TypeError(
        `the answer's array has ${array.buffer.length} bytes for shape [${array.shape.join(", ")}]`,
      );
    }
    // A copy: what was received lies at any offset of a larger buffer.
    const bytes: Bytes = new Uint8Array(array.buffer);
    if (swapped) swap(bytes, size);
    const data = new kind.numbers(bytes.buffer);
    return { dtype: name, shape: array.shape, data } as NdArray;
  },
};
