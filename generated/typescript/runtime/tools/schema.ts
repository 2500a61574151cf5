// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** The part of JSON Schema that tools have. */

import type { JsonValue } from "../types.js";

/** The schema of a value: what models are shown, and what their calls are held against. */
export interface JsonSchema {
  /** A {@link JsonType}; tsc forgets that of a text beneath the key `__proto__`. */
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly (string | number | boolean)[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: JsonValue;
}

/** A type of JSON. */
export type JsonType = "object" | "array" | "string" | "number" | "integer" | "boolean" | "null";

const TYPE_NAMES: Readonly<Record<JsonType, string>> = {
  object: "an object",
  array: "an array",
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "a boolean",
  null: "null",
};

/** What a type is called in texts for a model. */
export function nameOf(type: string | undefined): string {
  return TYPE_NAMES[type as JsonType] ?? "any value";
}

/** The type of a JSON value; integers that a number cannot hold are bigints. */
export function typeOf(value: unknown): JsonType {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "bigint" || Number.isInteger(value)) return "integer";
  return typeof value === "number" ? "number" : "object";
}

/** Whether a schema allows a type at all. */
export function allows(schema: JsonSchema, type: JsonType): boolean {
  if (schema.anyOf) return schema.anyOf.some((each) => allows(each, type));
  return schema.type === undefined || schema.type === type || isNumber(schema.type, type);
}

function isNumber(wanted: string, type: JsonType): boolean {
  return wanted === "number" && type === "integer";
}

/** The schema without the null that only says that a value may be left out. */
export function bare(schema: JsonSchema): JsonSchema {
  const others = schema.anyOf?.filter(({ type }) => type !== "null");
  if (!others || others.length === schema.anyOf?.length) return schema;
  const [only] = others;
  return others.length === 1 && only ? only : { ...schema, anyOf: others };
}

/** The schema of a property; what all objects inherit is none. */
export function propertyIn(schema: JsonSchema, name: string): JsonSchema | undefined {
  const { properties } = schema;
  return properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** Whether a property may be left out: it is not required, or it may be null instead. */
export function mayLack(schema: JsonSchema, name: string): boolean {
  const inner = propertyIn(schema, name);
  if (!schema.required?.includes(name)) return true;
  return inner !== undefined && bare(inner) !== inner;
}
