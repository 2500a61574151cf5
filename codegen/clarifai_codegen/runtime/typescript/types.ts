// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Types of values, and what their run-time kind is called. */

/** What JSON can hold, as a model answers it. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | JsonValue[]
  | { [key: string]: JsonValue };

/** What may be given as JSON: an object or a list; properties that are undefined are left out. */
export type JsonInput = { readonly [key: string]: JsonPart } | readonly JsonPart[];

/** What may stand inside of {@link JsonInput}. */
export type JsonPart =
  | null
  | undefined
  | boolean
  | number
  | string
  | readonly JsonPart[]
  | { readonly [key: string]: JsonPart };

/** What may be given as bytes. */
export type BytesInput = Uint8Array | ArrayBuffer;

/** Bytes that own their buffer, so that `Blob` and `fetch` take them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Whether a value is an object that properties can be read from. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Whether a value is an object without a class of its own. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm have another Object.prototype, which has no prototype either.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A property of a value; what all objects inherit does not count. */
export function member(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) || !(key in Object.prototype) ? value[key] : undefined;
}

/** The bytes of a value in a buffer of their own kind, or undefined where it is none. */
export function bytesOf(value: unknown): Bytes | undefined {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (!(value instanceof Uint8Array)) return undefined;
  return value.buffer instanceof ArrayBuffer ? (value as Bytes) : new Uint8Array(value);
}

/** What a value is, for messages. */
export function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value !== "object") return typeof value;
  const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === "string" && name !== "" ? name : "object";
}

/** A text in quotes, for messages. */
export function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"')}'`;
}

/** A value as it is written in source, for messages. */
export function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  return typeof value === "bigint" ? `${value}n` : String(value);
}

/** What `new Headers` takes; the name of it is not the same in DOM and Node. */
export type HeadersInput = NonNullable<ConstructorParameters<typeof Headers>[0]>;
