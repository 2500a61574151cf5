// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What a model says for a file: an address, a data URI, the id of an attachment. */

import { Media, type MediaBlob, type MediaInput } from "../media.js";
import { type Bytes, bytesOf, isObject } from "../types.js";
import { fromBase64, fromDataUri } from "./base64.js";
import { cited, listed } from "./problems.js";

/** A file of the host's: bytes, or media in any form that a client takes. */
export type Attachment = Uint8Array | ArrayBuffer | MediaInput;

/** Files of the host's, by the ids under which a model was told of them. */
export type Attachments = Readonly<Record<string, Attachment>> | ReadonlyMap<string, Attachment>;

/** What a model's texts may stand for, and how large it may be. */
export interface Files {
  readonly attachments: ReadonlyMap<string, Attachment>;
  /** Bytes of one file. */
  readonly maxMediaBytes: number;
}

/** A value, or what is wrong with it. */
export type Found<T> = { readonly value: T; readonly what?: never } | { readonly what: string };

/** Media for a client. */
export function mediaOf(text: string, files: Files): Found<MediaInput> {
  const attached = files.attachments.get(text);
  if (attached !== undefined) {
    const bytes = bytesOf(attached);
    return bytes ? sized({ bytes }, bytes, files) : { value: attached as MediaInput };
  }
  if (/^https?:\/\/./.test(text)) return { value: { url: text } };
  if (!/^data:/i.test(text)) return { what: noFile(text, files.attachments) };
  const bytes = fromDataUri(text);
  return bytes ? sized({ bytes }, bytes, files) : { what: "the data: URI is broken" };
}

/** Bytes for a client: the wire carries no address for them. */
export function bytesFor(text: string, files: Files): Found<Bytes> {
  const attached = files.attachments.get(text);
  if (attached !== undefined) {
    const bytes = bytesIn(attached);
    return bytes ? sized(bytes, bytes, files) : { what: `${cited(text)} is an address, not bytes` };
  }
  if (/^https?:\/\//.test(text)) {
    const what = "bytes cannot be sent as a URL; send a data: URI, base64 or an attachment id";
    return { what };
  }
  const isUri = /^data:/i.test(text);
  const bytes = isUri ? fromDataUri(text) : fromBase64(text);
  if (bytes) return sized(bytes, bytes, files);
  return { what: isUri ? "the data: URI is broken" : `${cited(text)} is no base64` };
}

function sized<T>(value: T, { length }: Uint8Array, { maxMediaBytes }: Files): Found<T> {
  if (length <= maxMediaBytes) return { value };
  return { what: `${length} bytes are above the maximum of ${maxMediaBytes}` };
}

/** The attachments by their ids, their blobs read. */
export async function read(given: Attachments = {}): Promise<ReadonlyMap<string, Attachment>> {
  const entries = given instanceof Map ? [...given] : Object.entries(given);
  const pairs = entries.map(async ([id, each]): Promise<[string, Attachment]> => {
    const { blob } = each as Partial<MediaBlob>;
    return [id, blob instanceof Blob ? await contents(blob) : each];
  });
  return new Map(await Promise.all(pairs));
}

const blobs: WeakMap<Blob, Promise<ArrayBuffer>> = new WeakMap();

/** What a blob holds; it is read once. */
function contents(blob: Blob): Promise<ArrayBuffer> {
  const known = blobs.get(blob) ?? blob.arrayBuffer();
  blobs.set(blob, known);
  return known;
}

function bytesIn(given: Attachment): Bytes | undefined {
  const bytes = bytesOf(given);
  if (bytes || !isObject(given)) return bytes;
  return given instanceof Media ? given.bytes : bytesOf((given as MediaInput).bytes);
}

function noFile(text: string, attachments: ReadonlyMap<string, Attachment>): string {
  const ids = [...attachments.keys()];
  const known = ids.length ? `; known attachments: ${listed(ids)}` : "";
  return `${cited(text)} is no http(s) URL, data: URI or attachment id${known}`;
}
