// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/**
 * The codec of JSON_DATA: JSON values <-> `google.protobuf.Struct`.
 *
 * A Struct holds an object with doubles for numbers. The SDK wraps a list at the top as
 * `{"_list": [...]}`, and so do we.
 */

import { create } from "@bufbuild/protobuf";
import { type Codec, inside, text, unfit, wrongType } from "./codec.js";
import {
  ListValueSchema,
  StructFieldsEntrySchema,
  StructSchema,
  type ListValue,
  type Struct,
  type Value,
  ValueSchema,
} from "./messages.js";
import { isPlain, type JsonValue } from "./types.js";

const LIST = "_list";
/**
 * The most objects and lists inside of each other. A parser of protobuf reads 100 levels of
 * messages, of which an object takes three, and what stands around it up to ten.
 */
const DEEPEST = 30;

function refuseDeeper(level: number): void {
  if (level > DEEPEST) throw unfit(`JSON is nested deeper than ${DEEPEST} levels`);
}

function encodeObject(value: Readonly<Record<string, unknown>>, level: number): Struct {
  refuseDeeper(level);
  const struct = create(StructSchema);
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    inside(`[${JSON.stringify(key)}]`, () => {
      const entry = { key: text(key), value: encodeValue(each, level) };
      struct.fields.push(create(StructFieldsEntrySchema, entry));
    });
  }
  return struct;
}

function encodeList(value: readonly unknown[], level: number): ListValue {
  refuseDeeper(level);
  const list = create(ListValueSchema);
  for (const [position, each] of value.entries()) {
    inside(`[${position}]`, () => list.values.push(encodeValue(each, level)));
  }
  return list;
}

/** A value that stands on a level. */
function encodeValue(value: unknown, level: number): Value {
  return create(ValueSchema, { kind: kindOf(value, level) });
}

function kindOf(value: unknown, level: number): Value["kind"] {
  if (value === null) return { case: "nullValue", value: 0 };
  if (typeof value === "boolean") return { case: "boolValue", value };
  if (typeof value === "string") return { case: "stringValue", value: text(value) };
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw unfit(`JSON has no number ${value}`);
    return { case: "numberValue", value };
  }
  if (Array.isArray(value)) return { case: "listValue", value: encodeList(value, level + 1) };
  if (isPlain(value)) return { case: "structValue", value: encodeObject(value, level + 1) };
  throw wrongType("a JSON value", value);
}

function readObject(struct: Struct): { [key: string]: JsonValue } {
  // fromEntries defines properties, so that `__proto__` is a key like others.
  return Object.fromEntries(struct.fields.map(({ key, value }) => [key, readValue(value)]));
}

function readValue(value: Value | undefined): JsonValue {
  const kind = value?.kind;
  switch (kind?.case) {
    case "structValue":
      return readObject(kind.value);
    case "listValue":
      return kind.value.values.map(readValue);
    case "numberValue":
    case "stringValue":
    case "boolValue":
      return kind.value;
    default:
      return null;
  }
}

/** A Struct that holds these texts: the metadata of an input. */
export function structOf(texts: Readonly<Record<string, string>>): Struct {
  return encodeObject(texts, 1);
}

export const JSON_DATA: Codec<JsonValue> = {
  name: "a JSON object or array",
  encode(data, value) {
    if (Array.isArray(value)) {
      const list = create(ValueSchema, { kind: kindOf(value, 0) });
      const entry = create(StructFieldsEntrySchema, { key: LIST, value: list });
      data.structValue = create(StructSchema, { fields: [entry] });
      return;
    }
    if (!isPlain(value)) throw wrongType("a JSON object or array", value);
    if (Object.keys(value).length === 1 && Array.isArray(value[LIST])) {
      throw unfit('{"_list": [...]} stands for a list on the wire');
    }
    data.structValue = encodeObject(value, 1);
  },
  decode(data) {
    if (!data.structValue) return null;
    const value = readObject(data.structValue);
    const list = Object.keys(value).length === 1 ? value[LIST] : undefined;
    return Array.isArray(list) ? list : value;
  },
};

/** The same where a client says what type the values have: it fits each. */
export const TYPED_JSON: Codec<never> = JSON_DATA as Codec<never>;
