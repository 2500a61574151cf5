// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Typed answers -> texts for a model, and the files that go with them, by their codec. */

import { type NdArray, NDARRAY } from "../array_codec.js";
import { BYTES, type Codec, STR } from "../codec.js";
import { propertyOf } from "../containers.js";
import type { Media } from "../media.js";
import { AUDIO, IMAGE, TEXT, VIDEO } from "../media_codec.js";
import { CONCEPT, FRAME, REGION } from "../structured_codec.js";
import { type Bytes, isObject } from "../types.js";
import type { Box, Concept, Frame, Point, Region } from "../values.js";
import { Text } from "../values.js";
import { numbersOf } from "./arrays.js";
import { counted } from "./problems.js";
import type { PartNames, ToolPart } from "./result.js";

/** Numbers of an array that a model is shown; of a larger one it is told what it is like. */
const MOST_SHOWN = 1000;

const KINDS: ReadonlyMap<Codec<unknown>, ToolPart["kind"]> = new Map<
  Codec<unknown>,
  ToolPart["kind"]
>([
  [IMAGE, "image"],
  [AUDIO, "audio"],
  [VIDEO, "video"],
  [BYTES, "file"],
]);

/** The text of an answer. */
export function rendered(codec: Codec<unknown>, value: unknown, names: PartNames): string {
  if (value instanceof Text) return value.text || (value.url ?? "");
  if (typeof value === "string") return value;
  const kind = KINDS.get(codec);
  if (kind) return sentence(fileOf(kind, value, names));
  return dumped(plain(codec, value, names));
}

/** The text of what a stream gave, where that is no text. */
export function renderedItems(
  codec: Codec<unknown>,
  values: readonly unknown[],
  names: PartNames,
): string {
  return dumped(values.map((each) => plain(codec, each, names)));
}

/** Whether answers are texts, which are joined where they come as a stream. */
export function isTextType(codec: Codec<unknown>): boolean {
  return codec === STR || codec === TEXT;
}

/** A text as far as a model gets it, with a note where something is left out. */
export function shortened(text: string, most: number): string {
  const many = text.length > most ? [...text].length : 0;
  if (many <= most) return text;
  return `${[...text].slice(0, most).join("")}\n(cut: ${most} of ${many} characters)`;
}

function sentence({ bytes, kind, mime, name, url }: ToolPart): string {
  if (kind === "image") return `See file ${name}.`;
  if (url) return `See file ${name}: ${url}`;
  return `See file ${name} (${mime}, ${counted(bytes?.length ?? 0, "byte")}).`;
}

function fileOf(kind: ToolPart["kind"], value: unknown, names: PartNames): ToolPart {
  if (value instanceof Uint8Array) return names.add(kind, value as Bytes);
  const { bytes, url } = value as Media;
  return names.add(kind, bytes, url);
}

/** The JSON form of a value, under the names that fields have on the wire. */
function plain(codec: Codec<unknown>, value: unknown, names: PartNames): unknown {
  const { fields, item, items } = codec;
  if (item && Array.isArray(value)) return value.map((each) => plain(item, each, names));
  if (items && Array.isArray(value)) {
    return items.map((each, position) => plain(each, value[position], names));
  }
  if (fields && isObject(value)) {
    const entries = fields.map((field): [string, unknown] => [
      field.name,
      plain(field.codec, value[propertyOf(field)], names),
    ]);
    return Object.fromEntries(entries);
  }
  const kind = KINDS.get(codec);
  if (kind) return fileOf(kind, value, names).name;
  return SHOWN.get(codec)?.(value, names) ?? value;
}

type Show = (value: unknown, names: PartNames) => unknown;

/** A number that travelled as float32 has seven digits that mean something. */
function short(value: number): number {
  return Number(value.toPrecision(7));
}

function concept({ id, name, value }: Concept): object {
  return { name, value: short(value), id };
}

function row(place: Box | Point | undefined): number[] | undefined {
  return place && Object.values(place as unknown as Record<string, number>).map(short);
}

/** What is known of a region: nothing is said of what it has not. */
function region(value: Region, names: PartNames): object {
  const { box, concepts, id, mask, point, text, trackId } = value;
  return Object.fromEntries(
    Object.entries({
      box: row(box),
      concepts: concepts.length ? concepts.map(concept) : undefined,
      point: row(point),
      text,
      track_id: trackId,
      mask: mask && fileOf("image", mask, names).name,
      id,
      value: short(value.value),
    }).filter(([, each]) => each),
  );
}

function frame({ image, index, regions, time }: Frame, names: PartNames): object {
  return {
    ...(image ? { image: fileOf("image", image, names).name } : {}),
    regions: regions.map((each) => region(each, names)),
    time,
    index,
  };
}

/** What a model is told of an array: `data` in nested lists, unless it is large. */
function array(value: NdArray): object {
  const { dtype, shape } = value;
  const numbers = numbersOf(value);
  if (dtype.startsWith("complex")) return { dtype, shape, data: "omitted" };
  const real = numbers as (number | bigint)[];
  const least = real.reduce((low, each) => (each < low ? each : low), real[0] ?? 0);
  const most = real.reduce((high, each) => (each > high ? each : high), real[0] ?? 0);
  const mean = real.reduce((sum: number, each) => sum + Number(each), 0) / real.length;
  return {
    dtype,
    shape,
    ...(real.length ? { min: least, max: most, mean } : {}),
    data: real.length <= MOST_SHOWN ? nested(real, shape) : "omitted",
  };
}

/** Numbers in nested lists. */
function nested(numbers: readonly unknown[], shape: readonly number[]): unknown {
  const [length, ...inner] = shape;
  if (length === undefined) return numbers[0];
  const size = inner.reduce((product, each) => product * each, 1);
  return Array.from({ length }, (_, at) =>
    nested(numbers.slice(at * size, (at + 1) * size), inner),
  );
}

const SHOWN: ReadonlyMap<Codec<unknown>, Show> = new Map<Codec<unknown>, Show>([
  [TEXT, (value) => String(value)],
  [NDARRAY, (value) => array(value as NdArray)],
  [CONCEPT, (value) => concept(value as Concept)],
  [REGION, (value, names) => region(value as Region, names)],
  [FRAME, (value, names) => frame(value as Frame, names)],
]);

/** Compact JSON; bigints with all their digits, null for what JSON has no number for. */
export function dumped(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(dumped).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const pairs = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}:${dumped(each)}`,
  );
  return `{${pairs.join(",")}}`;
}
