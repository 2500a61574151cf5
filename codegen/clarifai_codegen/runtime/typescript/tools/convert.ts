// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** JSON that fits a schema -> what a typed client takes, by the codec of its parameter. */

import { NDARRAY } from "../array_codec.js";
import { BIGINT, BYTES, type Codec, type Field, FLOAT, INT } from "../codec.js";
import { propertyOf } from "../containers.js";
import { JSON_DATA } from "../json_codec.js";
import { AUDIO, IMAGE, VIDEO } from "../media_codec.js";
import { CONCEPT, FRAME, REGION } from "../structured_codec.js";
import { isObject, member } from "../types.js";
import { arrayOf } from "./arrays.js";
import type { Host } from "./files.js";
import { BadJson, parseJson } from "./json_text.js";
import { cited, step } from "./problems.js";
import { nameOf, typeOf } from "./schema.js";

type Fields = Readonly<Record<string, unknown>>;
type Write = (value: unknown, path: string, converter: Converter) => unknown;

/** Converts the values of one call; what schemas cannot say is noted at the host. */
export class Converter {
  readonly host: Host;

  constructor(host: Host) {
    this.host = host;
  }

  /** A value for the client; undefined where it is wrong. */
  value(codec: Codec<unknown>, value: unknown, path: string): unknown {
    const { fields, item, items } = codec;
    if (item) return this.list(item, value, path);
    if (items) return this.#tuple(items, value, path);
    if (fields) return this.#named(fields, value, path);
    const write = WRITERS.get(codec);
    return write ? write(value, path, this) : value;
  }

  list(codec: Codec<unknown>, value: unknown, path: string): unknown[] {
    const values = Array.isArray(value) ? value : [];
    return values.map((each, position) => this.value(codec, each, step(path, position)));
  }

  /** Tuples of several types are objects with `item_0`, `item_1`. */
  #tuple(codecs: readonly Codec<unknown>[], value: unknown, path: string): unknown {
    return codecs.map((codec, position) => {
      if (Array.isArray(value)) return this.value(codec, value[position], step(path, position));
      const name = `item_${position}`;
      const each = isObject(value) ? member(value, name) : undefined;
      return this.value(codec, each, step(path, name));
    });
  }

  #named(fields: readonly Field[], value: unknown, path: string): unknown {
    const given = isObject(value) ? value : {};
    const entries = fields.map((field): [string, unknown] => {
      const each = member(given, field.name);
      return [propertyOf(field), this.value(field.codec, each, step(path, field.name))];
    });
    return Object.fromEntries(entries);
  }
}

const media: Write = (value, path, { host }) =>
  typeof value === "string" ? host.media(value, path) : value;

const bytes: Write = (value, path, { host }) =>
  typeof value === "string" ? host.bytes(value, path) : value;

const integer: Write = (value) =>
  typeof value === "number" && !Number.isSafeInteger(value) ? BigInt(value) : value;

const float: Write = (value) => Number(value);

/** JSON as it is, or as a text that holds it. */
const json: Write = (value, path, { host }) => {
  if (typeof value !== "string") return plain(value, path, host);
  let found: unknown;
  try {
    found = parseJson(value);
  } catch (error) {
    if (!(error instanceof BadJson)) throw error;
    return host.wrong(path, `a text that holds JSON is needed: ${error.message}`);
  }
  if (isObject(found)) return plain(found, path, host);
  const given = nameOf(typeOf(found));
  return host.wrong(path, `an object or an array is needed in the text, got ${given}`);
};

/** JSON whose numbers are all numbers; integers that they cannot hold are refused. */
function plain(value: unknown, path: string, host: Host): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    if (BigInt(number) === value) return number;
    return host.wrong(path, `${cited(value)} loses digits as a JSON number; send it as a text`);
  }
  if (Array.isArray(value)) return value.map((each) => plain(each, path, host));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, plain(each, path, host)]);
  return Object.fromEntries(entries) as unknown;
}

const concept: Write = (value) => {
  const fields = value as Fields;
  return "value" in fields ? { ...fields, value: Number(fields["value"]) } : fields;
};

const region: Write = (value, path, converter) => {
  const { box, concepts, mask, point, track_id: trackId, ...rest } = value as Fields;
  const numbers = (given: unknown): number[] => (given as unknown[]).map(Number);
  const converted: Record<string, unknown> = { ...rest };
  if (trackId !== undefined) converted["trackId"] = trackId;
  if (box !== undefined) {
    const [left, top, right, bottom] = numbers(box);
    converted["box"] = { left, top, right, bottom };
  }
  if (point !== undefined) {
    const [x, y, z] = numbers(point);
    converted["point"] = { x, y, z };
  }
  if (concepts !== undefined) {
    converted["concepts"] = converter.list(CONCEPT, concepts, step(path, "concepts"));
  }
  if (mask !== undefined) converted["mask"] = media(mask, step(path, "mask"), converter);
  return converted;
};

const frame: Write = (value, path, converter) => {
  const { image, index, regions, time } = value as Fields;
  const converted: Record<string, unknown> = {};
  if (image !== undefined) converted["image"] = media(image, step(path, "image"), converter);
  if (regions !== undefined) {
    converted["regions"] = converter.list(REGION, regions, step(path, "regions"));
  }
  if (time !== undefined) converted["time"] = Number(time);
  if (index !== undefined) converted["index"] = Number(index);
  return converted;
};

const WRITERS: ReadonlyMap<Codec<unknown>, Write> = new Map<Codec<unknown>, Write>([
  [IMAGE, media],
  [AUDIO, media],
  [VIDEO, media],
  [BYTES, bytes],
  [NDARRAY, (value, path, { host }) => arrayOf(value, path, host)],
  [JSON_DATA, json],
  [INT, integer],
  [BIGINT, integer],
  [FLOAT, float],
  [CONCEPT, concept],
  [REGION, region],
  [FRAME, frame],
]);
