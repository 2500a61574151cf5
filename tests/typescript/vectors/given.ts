/** The coding of the vectors -> values as callers give them. */

import type { Members, Runtime, Type } from "./types.js";

type Read = (coded: unknown, runtime: Runtime) => unknown;

const ARRAYS = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  float16: Uint16Array,
  float32: Float32Array,
  float64: Float64Array,
  complex64: Float32Array,
  complex128: Float64Array,
};

interface CodedArray {
  readonly dtype: keyof typeof ARRAYS;
  readonly shape: readonly number[];
  readonly data: string;
}

interface CodedMedia {
  readonly bytes?: string;
  readonly url?: string;
}

export function given(runtime: Runtime, type: Type, coded: unknown): unknown {
  if (coded === null) return null;
  if (typeof type === "string") return (READERS[type] ?? same)(coded, runtime);
  const read = (inner: Type, value: unknown): unknown => given(runtime, inner, value);
  if ("list" in type) return (coded as unknown[]).map((each) => read(type.list, each));
  if ("tuple" in type) {
    return type.tuple.map((inner, position) => read(inner, (coded as unknown[])[position]));
  }
  const fields = type.named.map(([name, property, inner]): [string, unknown] => [
    property,
    read(inner, (coded as Members)[name]),
  ]);
  return Object.fromEntries(fields);
}

function same(coded: unknown): unknown {
  return coded;
}

function bytes(coded: unknown): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(coded as string, "base64"));
}

/** An integer: as a number where that loses nothing. */
function int(coded: unknown): number | bigint {
  const number = Number(coded);
  return Number.isSafeInteger(number) ? number : BigInt(coded as string);
}

function array(coded: unknown): unknown {
  const { dtype, shape, data } = coded as CodedArray;
  return { dtype, shape, data: new ARRAYS[dtype](bytes(data).buffer) };
}

/** Media as callers write them; what has both forms, or none, is the answer of a model. */
function media(coded: unknown, { Media }: Runtime): unknown {
  const { bytes: data, url } = coded as CodedMedia;
  if (data !== undefined && url === undefined) return { bytes: bytes(data) };
  if (data === undefined && url !== undefined) return { url };
  return new Media(data === undefined ? undefined : bytes(data), url);
}

function every(read: Read): Read {
  return (coded, runtime) => (coded as unknown[]).map((each) => read(each, runtime));
}

/** An object, of which some members are read; `track_id` has another name with us. */
function object(readers: Readonly<Record<string, Read>>): Read {
  return (coded, runtime) => {
    const fields = Object.entries(coded as Members).map(([name, value]): [string, unknown] => [
      name === "track_id" ? "trackId" : name,
      (readers[name] ?? same)(value, runtime),
    ]);
    return Object.fromEntries(fields);
  };
}

const concept = object({ value: Number });
const floats = object({ left: Number, top: Number, x: Number, y: Number });
const region = object({
  box: floats,
  point: floats,
  mask: media,
  concepts: every(concept),
  value: Number,
});
const frame = object({ image: media, regions: every(region), time: Number });

const READERS: Readonly<Record<string, Read>> = {
  BYTES: bytes,
  INT: int,
  FLOAT: Number,
  NDARRAY: array,
  IMAGE: media,
  AUDIO: media,
  VIDEO: media,
  CONCEPT: concept,
  REGION: region,
  FRAME: frame,
};
