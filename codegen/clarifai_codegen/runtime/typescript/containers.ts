// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Codecs of lists, tuples and named fields, built from the codecs of what they hold. */

import { create } from "@bufbuild/protobuf";
import {
  type Codec,
  type Field,
  inside,
  type Pending,
  Refusal,
  unfit,
  wrongType,
} from "./codec.js";
import { type Data, DataSchema, PartSchema } from "./messages.js";
import { isObject, member, quoted, typeName } from "./types.js";

/** A new part, whose data is returned. */
export function addPart(data: Data, id: string): Data {
  const inner = create(DataSchema);
  data.parts.push(create(PartSchema, { id, data: inner }));
  return inner;
}

/** Write a value as a new part; an empty list is one without data, as the SDK has it. */
export function writePart(
  data: Data,
  id: string,
  codec: Codec<unknown>,
  value: unknown,
  pending: Pending,
): void {
  const inner = addPart(data, id);
  codec.encode(inner, value, pending);
  if (codec.isList && isEmpty(inner)) delete data.parts.at(-1)?.data;
}

/** Whether a list's message holds no element. */
function isEmpty({ concepts, frames, parts, regions }: Data): boolean {
  return !(concepts.length || frames.length || parts.length || regions.length);
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
      writePart(data, "", item, value, pending);
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
    isList: true,
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
        const each: unknown = value[position];
        inside(`[${position}]`, () => writePart(data, `${position}`, codec, each, pending));
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
        const property = propertyOf(field);
        const each = member(value, property);
        inside(`.${property}`, () => writePart(data, field.name, field.codec, each, pending));
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
