/** Codecs of lists, tuples and named fields, built from the codecs of what they hold. */

import { create } from "@bufbuild/protobuf";
import { type Codec, inside, type Pending, Refusal, unfit, wrongType } from "./codec.js";
import { type Data, DataSchema, PartSchema } from "./messages.js";
import { isObject, member, quoted, typeName } from "./types.js";

/** A new part, whose data is returned. */
export function addPart(data: Data, id: string): Data {
  const inner = create(DataSchema);
  data.parts.push(create(PartSchema, { id, data: inner }));
  return inner;
}

/** The data of a part; one that is absent reads like an empty one. */
function dataOf(part: { data?: Data }): Data {
  return part.data ?? create(DataSchema);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return isObject(value) && Symbol.iterator in value;
}

/** LIST: parts without ids, or the repeated field that some types have. */
export function listOf<T>(item: Codec<T>): Codec<T[]> {
  const name = `an array of ${item.name}`;
  const { repeated } = item;
  const write =
    repeated?.add ??
    ((data: Data, value: unknown, pending: Pending): void => {
      item.encode(addPart(data, ""), value, pending);
    });
  return {
    name,
    encode(data, value, pending) {
      if (!isIterable(value) || value instanceof Map) throw wrongType(name, value);
      let position = 0;
      for (const each of value) {
        inside(`[${position}]`, () => write(data, each, pending));
        position += 1;
      }
    },
    decode: repeated?.read ?? ((data) => data.parts.map((part) => item.decode(dataOf(part)))),
    trapped: true,
    item,
  };
}

/** TUPLE: parts with their position as id. */
export function tupleOf<T extends readonly unknown[]>(
  ...items: { readonly [K in keyof T]: Codec<T[K]> }
): Codec<Readonly<T>> {
  const codecs: readonly Codec<unknown>[] = items;
  const name = `a tuple of ${codecs.length}`;
  return {
    name,
    encode(data, value, pending) {
      if (!Array.isArray(value)) throw wrongType(name, value);
      if (value.length !== codecs.length) throw unfit(`${name} is needed, not of ${value.length}`);
      for (const [position, codec] of codecs.entries()) {
        const part = addPart(data, String(position));
        inside(`[${position}]`, () => codec.encode(part, value[position], pending));
      }
    },
    decode(data) {
      const { parts } = data;
      if (parts.length !== codecs.length) {
        throw new TypeError(`the answer has ${parts.length} parts, not ${codecs.length}`);
      }
      const values = parts.map((part, position) => codecs[position]?.decode(dataOf(part)));
      return values as unknown as Readonly<T>;
    },
    trapped: true,
    items: codecs,
  };
}

/** A field: its name on the wire, how its values are sent. */
export interface Field {
  readonly name: string;
  readonly codec: Codec<unknown>;
  /** Its property in the object, where it differs from the name. */
  readonly property?: string;
}

/** Named fields as generated code describes them. */
export interface NamedSpec {
  /** What a value is called in messages. */
  readonly name: string;
  readonly fields: readonly Field[];
}

/** NAMED_FIELDS: parts with the field's name as id, an object with a property for each. */
export function named<T extends object>({ name, fields }: NamedSpec): Codec<T> {
  return {
    name,
    encode(data, value, pending) {
      if (!isObject(value) || Array.isArray(value)) throw wrongType(name, value);
      refuseKeys(name, fields, value);
      for (const field of fields) {
        const part = addPart(data, field.name);
        const property = propertyOf(field);
        inside(`.${property}`, () => field.codec.encode(part, member(value, property), pending));
      }
    },
    decode(data) {
      const parts = new Map(data.parts.map((part) => [part.id, part]));
      const values = fields.map((field): [string, unknown] => {
        const part = parts.get(field.name);
        if (!part) throw new TypeError(`the answer lacks the field ${quoted(field.name)}`);
        return [propertyOf(field), field.codec.decode(dataOf(part))];
      });
      return Object.fromEntries(values) as T;
    },
    trapped: true,
    fields,
  };
}

/** The property that holds a field or an argument. */
export function propertyOf({ name, property }: { name: string; property?: string }): string {
  return property ?? name;
}

function refuseKeys(
  name: string,
  fields: readonly Field[],
  value: Readonly<Record<string, unknown>>,
): void {
  const known = fields.map(propertyOf);
  const missing = known.filter((property) => member(value, property) === undefined);
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  const words: string[] = [];
  if (missing.length) words.push(`lacks ${missing.map(quoted).join(", ")}`);
  if (unknown.length) words.push(`has unknown ${unknown.map(quoted).join(", ")}`);
  if (words.length) {
    const given = name || typeName(value);
    throw new Refusal("argumentType", `${given} ${words.join(" and ")}`);
  }
}
