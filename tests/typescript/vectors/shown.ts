/** Values that a client answered -> the coding of the vectors. */

import type { Concept, Frame, NdArray, Region, Text } from "../build/runtime/index.js";
import type { Media } from "../build/runtime/media.js";
import type { Members, Type } from "./types.js";

export function shown(type: Type, value: unknown): unknown {
  if (typeof type === "string") return (WRITERS[type] ?? same)(value as never);
  if ("list" in type) return (value as unknown[]).map((each) => shown(type.list, each));
  if ("tuple" in type) {
    return type.tuple.map((inner, position) => shown(inner, (value as unknown[])[position]));
  }
  const fields = type.named.map(([name, property, inner]): [string, unknown] => [
    name,
    shown(inner, (value as Members)[property]),
  ]);
  return Object.fromEntries(fields);
}

function same(value: unknown): unknown {
  return value;
}

function bytes(value: Uint8Array): string {
  return Buffer.from(value).toString("base64");
}

function float(value: number): unknown {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? value : String(value);
}

function array({ dtype, shape, data }: NdArray): unknown {
  const { buffer, byteOffset, byteLength } = data;
  return { dtype, shape, data: bytes(new Uint8Array(buffer, byteOffset, byteLength)) };
}

/** What is zero or empty is left out. */
function withoutZeros(fields: Members): Members {
  const isZero = (value: unknown): boolean => !value || (Array.isArray(value) && !value.length);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isZero(value)));
}

function text({ text, url }: Text): unknown {
  return { text, ...withoutZeros({ url }) };
}

function media({ bytes: data, url }: Media): unknown {
  return withoutZeros({ bytes: data && bytes(data), url });
}

function concept({ id, name, value }: Concept): unknown {
  return { id, name, value: float(value) };
}

function floats(fields: object): unknown {
  const rows = Object.entries(fields).map(([name, value]) => [name, float(value)]);
  return Object.fromEntries(rows);
}

function region({ box, point, mask, concepts, trackId, value, ...texts }: Region): unknown {
  return {
    ...(box && { box: floats(box) }),
    ...(point && { point: floats(point) }),
    ...(mask && { mask: media(mask) }),
    ...withoutZeros({
      ...texts,
      concepts: concepts.map(concept),
      track_id: trackId,
      value: float(value),
    }),
  };
}

function frame({ image, regions, time, index }: Frame): unknown {
  return {
    ...(image && { image: media(image) }),
    ...withoutZeros({ regions: regions.map(region), time, index }),
  };
}

const WRITERS: Readonly<Record<string, (value: never) => unknown>> = {
  BYTES: bytes,
  INT: String,
  FLOAT: float,
  NDARRAY: array,
  TEXT: text,
  IMAGE: media,
  AUDIO: media,
  VIDEO: media,
  CONCEPT: concept,
  REGION: region,
  FRAME: frame,
};
