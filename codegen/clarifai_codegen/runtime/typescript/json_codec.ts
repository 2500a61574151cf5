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
/** As deep as the parsers of both sides go. */
const DEEPEST = 30;

function encodeObject(value: Readonly<Record<string, unknown>>, depth: number): Struct {
  const struct = create(StructSchema);
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    inside(`[${JSON.stringify(key)}]`, () => {
      const entry = { key: text(key), value: encodeValue(each, depth) };
      struct.fields.push(create(StructFieldsEntrySchema, entry));
    });
  }
  return struct;
}

function encodeList(value: readonly unknown[], depth: number): ListValue {
  const list = create(ListValueSchema);
  for (const [position, each] of value.entries()) {
    inside(`[${position}]`, () => list.values.push(encodeValue(each, depth)));
  }
  return list;
}

function encodeValue(value: unknown, depth: number): Value {
  if (depth > DEEPEST) throw unfit(`JSON is nested deeper than ${DEEPEST} levels`);
  return create(ValueSchema, { kind: kindOf(value, depth + 1) });
}

function kindOf(value: unknown, depth: number): Value["kind"] {
  if (value === null) return { case: "nullValue", value: 0 };
  if (typeof value === "boolean") return { case: "boolValue", value };
  if (typeof value === "string") return { case: "stringValue", value: text(value) };
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw unfit(`JSON has no number ${value}`);
    return { case: "numberValue", value };
  }
  if (Array.isArray(value)) return { case: "listValue", value: encodeList(value, depth) };
  if (isPlain(value)) return { case: "structValue", value: encodeObject(value, depth) };
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
  return encodeObject(texts, 0);
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
    data.structValue = encodeObject(value, 0);
  },
  decode(data) {
    if (!data.structValue) return null;
    const value = readObject(data.structValue);
    const list = Object.keys(value).length === 1 ? value[LIST] : undefined;
    return Array.isArray(list) ? list : value;
  },
};
