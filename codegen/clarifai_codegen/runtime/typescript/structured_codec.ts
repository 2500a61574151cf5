// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Codecs of concepts, regions and frames: values that have a repeated field of their own. */

import { create } from "@bufbuild/protobuf";
import { type Codec, inside, type Pending, text, unfit, wrongType } from "./codec.js";
import { readMedia, writeMedia } from "./media_codec.js";
import * as wire from "./messages.js";
import { isObject } from "./types.js";
import { type Concept, conceptId, type Frame, type Region } from "./values.js";

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown, needed: string): Fields {
  if (!isObject(value) || Array.isArray(value)) throw wrongType(needed, value);
  return value;
}

/** One property of a value, written by a function that may refuse it. */
function property<T>(fields: Fields, name: string, write: (value: unknown) => T): T | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  let result: T | undefined;
  inside(`.${name}`, () => {
    result = write(value);
  });
  return result;
}

function string(value: unknown): string {
  if (typeof value !== "string") throw wrongType("a string", value);
  return text(value);
}

/** A number that travels as float32. */
function float(value: unknown): number {
  if (typeof value !== "number") throw wrongType("a number", value);
  if (Number.isFinite(value) && !Number.isFinite(Math.fround(value))) {
    throw unfit(`${value} is no float32`);
  }
  return value;
}

function each<T>(value: unknown, write: (value: unknown) => T): T[] {
  if (!Array.isArray(value)) throw wrongType("an array", value);
  const written: T[] = [];
  for (const [position, item] of value.entries()) {
    inside(`[${position}]`, () => written.push(write(item)));
  }
  return written;
}

function writeConcept(value: unknown): wire.Concept {
  const fields = fieldsOf(value, "a concept {name, value}");
  if (fields["name"] === undefined) throw wrongType("a concept {name, value}", value);
  const name = property(fields, "name", string) ?? "";
  return create(wire.ConceptSchema, {
    name,
    id: property(fields, "id", string) || conceptId(name),
    value: property(fields, "value", float) ?? 1,
  });
}

function readConcept({ id, name, value }: wire.Concept): Concept {
  return { id: id || conceptId(name), name, value };
}

function writeBox(value: unknown): wire.BoundingBox {
  const fields = fieldsOf(value, "a box {left, top, right, bottom}");
  const side = (name: string): number => {
    if (fields[name] === undefined) throw wrongType("a box {left, top, right, bottom}", value);
    return property(fields, name, float) ?? 0;
  };
  const [leftCol, topRow] = [side("left"), side("top")];
  const [rightCol, bottomRow] = [side("right"), side("bottom")];
  return create(wire.BoundingBoxSchema, { leftCol, topRow, rightCol, bottomRow });
}

function writePoint(value: unknown): wire.Point {
  const fields = fieldsOf(value, "a point {x, y}");
  if (fields["x"] === undefined || fields["y"] === undefined) {
    throw wrongType("a point {x, y}", value);
  }
  return create(wire.PointSchema, {
    col: property(fields, "x", float) ?? 0,
    row: property(fields, "y", float) ?? 0,
    z: property(fields, "z", float) ?? 0,
  });
}

function writeImage(value: unknown, pending: Pending): wire.Image {
  const image = create(wire.ImageSchema);
  writeMedia(image, value, pending);
  return image;
}

function writeRegion(value: unknown, pending: Pending): wire.Region {
  const fields = fieldsOf(value, "a region");
  const region = create(wire.RegionSchema, { regionInfo: {}, data: {} });
  const info = region.regionInfo as wire.RegionInfo;
  const data = region.data as wire.Data;
  const box = property(fields, "box", writeBox);
  const point = property(fields, "point", writePoint);
  const mask = property(fields, "mask", (given) => writeImage(given, pending));
  if (box) info.boundingBox = box;
  if (point) info.point = point;
  if (mask) info.mask = create(wire.MaskSchema, { image: mask });
  data.concepts = property(fields, "concepts", (given) => each(given, writeConcept)) ?? [];
  const seen = property(fields, "text", string);
  if (seen) data.text = create(wire.TextSchema, { raw: seen });
  if (!box && !point && !mask) delete region.regionInfo;
  if (!data.concepts.length && !seen) delete region.data;
  region.id = property(fields, "id", string) ?? "";
  region.trackId = property(fields, "trackId", string) ?? "";
  region.value = property(fields, "value", float) ?? 0;
  return region;
}

function readRegion(region: wire.Region): Region {
  const { boundingBox: box, point, mask } = region.regionInfo ?? {};
  return {
    box: box && {
      left: box.leftCol,
      top: box.topRow,
      right: box.rightCol,
      bottom: box.bottomRow,
    },
    point: point && { x: point.col, y: point.row, z: point.z },
    mask: mask && readMedia(mask.image ?? create(wire.ImageSchema)),
    concepts: (region.data?.concepts ?? []).map(readConcept),
    text: region.data?.text?.raw ?? "",
    trackId: region.trackId,
    id: region.id,
    value: region.value,
  };
}

/** Seconds as milliseconds; half of one goes to the even neighbour, as in Python. */
function milliseconds(value: unknown): bigint {
  const exact = float(value) * 1000;
  if (!(exact >= -0.5 && exact < 2 ** 64)) throw unfit(`${String(value)} is no time in seconds`);
  const below = Math.floor(exact);
  const up = exact - below > 0.5 || (exact - below === 0.5 && below % 2 !== 0);
  return BigInt(below + (up ? 1 : 0));
}

function index(value: unknown): number {
  if (typeof value !== "number") throw wrongType("a number", value);
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 32)
    throw unfit(`${value} is no index`);
  return value;
}

function writeFrame(value: unknown, pending: Pending): wire.Frame {
  const fields = fieldsOf(value, "a frame");
  const frame = create(wire.FrameSchema, { frameInfo: {}, data: {} });
  const info = frame.frameInfo as wire.FrameInfo;
  const data = frame.data as wire.Data;
  const image = property(fields, "image", (given) => writeImage(given, pending));
  if (image) data.image = image;
  const write = (given: unknown): wire.Region => writeRegion(given, pending);
  data.regions = property(fields, "regions", (given) => each(given, write)) ?? [];
  if (!image && !data.regions.length) delete frame.data;
  info.time = property(fields, "time", milliseconds) ?? BigInt(0);
  info.index = property(fields, "index", index) ?? 0;
  return frame;
}

function readFrame(frame: wire.Frame): Frame {
  const image = frame.data?.image;
  return {
    image: image && readMedia(image),
    regions: (frame.data?.regions ?? []).map(readRegion),
    time: Number(frame.frameInfo?.time ?? 0) / 1000,
    index: frame.frameInfo?.index ?? 0,
  };
}

type Field = "concepts" | "regions" | "frames";

/** The one element of a field: one value is a list of one. */
function single<T>(values: readonly T[], field: Field): T {
  const [value] = values;
  if (value === undefined || values.length !== 1) {
    throw new TypeError(`the answer holds ${values.length} ${field} where one belongs`);
  }
  return value;
}

function structured<T>(
  name: string,
  field: Field,
  add: (data: wire.Data, value: unknown, pending: Pending) => void,
  read: (data: wire.Data) => T[],
): Codec<T> {
  const decode = (data: wire.Data): T => single(read(data), field);
  return { name, encode: add, decode, repeated: { add, read } };
}

export const CONCEPT: Codec<Concept> = structured(
  "a concept {name, value}",
  "concepts",
  (data, value) => data.concepts.push(writeConcept(value)),
  (data) => data.concepts.map(readConcept),
);

export const REGION: Codec<Region> = structured(
  "a region",
  "regions",
  (data, value, pending) => data.regions.push(writeRegion(value, pending)),
  (data) => data.regions.map(readRegion),
);

export const FRAME: Codec<Frame> = structured(
  "a frame",
  "frames",
  (data, value, pending) => data.frames.push(writeFrame(value, pending)),
  (data) => data.frames.map(readFrame),
);
