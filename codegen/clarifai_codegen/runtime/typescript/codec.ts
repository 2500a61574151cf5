// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/**
 * Codecs of the data types without parts: values <-> `Data` messages.
 *
 * `encode` writes a value into a message and refuses what does not fit with `Refusal`;
 * `decode` reads a message, where an absent scalar is its zero value.
 */

import type { ErrorKind } from "./errors.js";
import type { Data } from "./messages.js";
import { type Bytes, bytesOf, typeName } from "./types.js";

/** A value that cannot be sent: which error it is, what is wrong, and where. */
export class Refusal extends Error {
  readonly kind: ErrorKind;
  /** The path from the argument to the value, such as `[3].label`. */
  where = "";

  constructor(kind: ErrorKind, what: string) {
    super(what);
    this.kind = kind;
  }
}

/** Work of an encoder that must be done before the message is sent: reading a Blob. */
export type Pending = Promise<unknown>[];

/** The field of `Data` that a list of a type uses instead of parts. */
export interface Repeated<T> {
  readonly add: (data: Data, value: unknown, pending: Pending) => void;
  readonly read: (data: Data) => T[];
}

/** A field: its name on the wire, how its values are sent. */
export interface Field {
  readonly name: string;
  readonly codec: Codec<unknown>;
  /** Its property in the object, where it differs from the name. */
  readonly property?: string;
}

/** How values of one data type are sent and read. */
export interface Codec<T> {
  /** What a value is called in messages. */
  readonly name: string;
  readonly encode: (data: Data, value: unknown, pending: Pending) => void;
  readonly decode: (data: Data) => T;
  /**
   * A server takes a first argument of this type from the other arguments when it is left
   * out, so it is always sent.
   */
  readonly trapped?: boolean;
  /** What a LIST holds. */
  readonly item?: Codec<unknown>;
  /** What a TUPLE holds. */
  readonly items?: readonly Codec<unknown>[];
  /** What NAMED_FIELDS hold. */
  readonly fields?: readonly Field[];
  readonly repeated?: Repeated<T>;
  readonly isList?: boolean;
}

/** The refusal of a value of another type. */
export function wrongType(needed: string, value: unknown): Refusal {
  return new Refusal("argumentType", `${needed} is needed, not ${typeName(value)}`);
}

/** The refusal of a value that the type does not hold. */
export function unfit(what: string): Refusal {
  return new Refusal("invalidArgument", what);
}

/** Write a value that stands inside another one; a refusal tells where. */
export function inside(step: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (error instanceof Refusal) error.where = step + error.where;
    throw error;
  }
}

/** A text that can be sent: an unpaired surrogate is no text on the wire. */
export function text(value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw unfit("the text holds an unpaired surrogate");
  return value;
}

/** The zero value of a scalar that is absent, unless another value is there. */
function zero<T>(data: Data, value: T): T {
  const other = heldBy(data);
  if (other !== "") throw new TypeError(`the answer holds ${other}`);
  return value;
}

/** The field of `Data` that holds a method's value; `text` is the old form's company. */
function heldBy(data: Data): string {
  if (data.parts.length) return "parts";
  if (data.audio) return "audio";
  if (data.boolValue) return "bool_value";
  if (data.bytesValue.length) return "bytes_value";
  if (data.concepts.length) return "concepts";
  if (data.floatValue) return "float_value";
  if (data.frames.length) return "frames";
  if (data.image) return "image";
  if (data.intValue) return "int_value";
  if (data.ndarray) return "ndarray";
  if (data.regions.length) return "regions";
  if (data.stringValue) return "string_value";
  if (data.structValue) return "struct_value";
  return data.video ? "video" : "";
}

export const STR: Codec<string> = {
  name: "a string",
  encode(data, value) {
    if (typeof value !== "string") throw wrongType("a string", value);
    data.stringValue = text(value);
  },
  decode: (data) => data.stringValue || zero(data, ""),
};

export const BYTES: Codec<Bytes> = {
  name: "a Uint8Array",
  encode(data, value) {
    const bytes = bytesOf(value);
    if (!bytes) throw wrongType("a Uint8Array", value);
    data.bytesValue = bytes;
  },
  decode: (data) => bytesOf(data.bytesValue.length ? data.bytesValue : zero(data, NONE)) ?? NONE,
};

const NONE: Bytes = new Uint8Array();
const MIN_INT: bigint = /* @__PURE__ */ BigInt("-9223372036854775808");
const MAX_INT: bigint = /* @__PURE__ */ BigInt("9223372036854775807");

function encodeInt(data: Data, value: unknown): void {
  if (typeof value === "number") {
    if (!Number.isInteger(value)) throw unfit(`${value} is no integer`);
    if (!Number.isSafeInteger(value)) {
      throw unfit(`${value} is beyond 2^53, where a number loses digits; pass a bigint`);
    }
    data.intValue = BigInt(value);
    return;
  }
  if (typeof value !== "bigint") throw wrongType("an integer", value);
  if (value < MIN_INT || value > MAX_INT) throw unfit(`${value} is no 64-bit integer`);
  data.intValue = value;
}

/** INT as a number, which refuses to lose digits. */
export const INT: Codec<number> = {
  name: "an integer",
  encode: encodeInt,
  decode(data) {
    const value = Number(data.intValue);
    if (!Number.isSafeInteger(value)) {
      throw new RangeError(
        `${data.intValue} is beyond 2^53, where a number loses digits: ` +
          "generate the client with int64 as bigint",
      );
    }
    return value || zero(data, 0);
  },
};

/** INT as a bigint. */
export const BIGINT: Codec<bigint> = {
  name: "an integer",
  encode: encodeInt,
  decode: (data) => data.intValue || zero(data, BigInt(0)),
};

export const FLOAT: Codec<number> = {
  name: "a number",
  encode(data, value) {
    if (typeof value !== "number") throw wrongType("a number", value);
    data.floatValue = value;
  },
  // NaN and -0 are values of their own, though both count as false.
  decode: (data) =>
    data.floatValue !== 0 || Object.is(data.floatValue, -0) ? data.floatValue : zero(data, 0),
  trapped: true,
};

export const BOOL: Codec<boolean> = {
  name: "a boolean",
  encode(data, value) {
    if (typeof value !== "boolean") throw wrongType("a boolean", value);
    data.boolValue = value;
  },
  decode: (data) => data.boolValue || zero(data, false),
};
