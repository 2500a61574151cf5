// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Files that a model names in a call: URLs, data URIs, attachments of the host. */

import { Media, type MediaBlob, type MediaInput } from "../media.js";
import { type Bytes, bytesOf, isObject } from "../types.js";
import { fromBase64, fromDataUri } from "./base64.js";
import { cited, counted, listed, type ToolProblem } from "./problems.js";

/** A file of the host's: bytes, or media in any form that a client takes. */
export type Attachment = Uint8Array | ArrayBuffer | MediaInput;

/** Files of the host's, by the ids under which a model was told of them. */
export type Attachments = Readonly<Record<string, Attachment>> | ReadonlyMap<string, Attachment>;

const URL_START = /^https?:\/\//i;

/** What the host lets a call have; problems that are found on the way. */
export class Host {
  readonly problems: ToolProblem[] = [];
  readonly #attachments: ReadonlyMap<string, Attachment>;
  readonly #maxMediaBytes: number;

  constructor(attachments: ReadonlyMap<string, Attachment>, maxMediaBytes: number) {
    this.#attachments = attachments;
    this.#maxMediaBytes = maxMediaBytes;
  }

  /** Note a problem. */
  wrong(path: string, what: string): undefined {
    this.problems.push({ path, what });
  }

  /** The picture, sound or film that a text names; undefined after a problem. */
  media(text: string, path: string): MediaInput | undefined {
    if (this.#isAttachment(text)) {
      const found = this.#attachment(text, path);
      const bytes = bytesOf(found) ?? (isObject(found) ? bytesOf(found["bytes"]) : undefined);
      if (bytes && !this.#fits(bytes, path)) return undefined;
      return bytesOf(found) ? { bytes: bytes as Bytes } : (found as MediaInput | undefined);
    }
    const start = URL_START.exec(text)?.[0];
    if (start) return { url: start.toLowerCase() + text.slice(start.length) };
    const bytes = this.#data(text, path, "an http(s) URL, a data: URI or the id of");
    return bytes && { bytes };
  }

  /** The bytes that a text names, or is in base64; undefined after a problem. */
  bytes(text: string, path: string): Bytes | undefined {
    if (this.#isAttachment(text)) {
      const found = this.#attachment(text, path);
      if (found === undefined) return undefined;
      const bytes = bytesIn(found);
      if (!bytes) return this.wrong(path, `the attachment ${cited(text)} has no bytes here`);
      return this.#fits(bytes, path) ? bytes : undefined;
    }
    if (URL_START.test(text)) {
      return this.wrong(path, "a URL cannot be sent as bytes; send a data: URI");
    }
    const plain = fromBase64(text);
    if (plain) return this.#fits(plain, path) ? plain : undefined;
    return this.#data(text, path, "base64, a data: URI or the id of");
  }

  #data(text: string, path: string, needed: string): Bytes | undefined {
    if (!/^data:/i.test(text)) {
      const known = listed([...this.#attachments.keys()]);
      const what = `${needed} an attachment is needed, got ${cited(text)}`;
      return this.wrong(path, `${what}; attachments: ${known}`);
    }
    const bytes = fromDataUri(text);
    if (!bytes?.length) return this.wrong(path, `the data: URI is ${bytes ? "empty" : "broken"}`);
    return this.#fits(bytes, path) ? bytes : undefined;
  }

  #isAttachment(text: string): boolean {
    return this.#attachments.has(text) || text.startsWith(PREFIX);
  }

  #attachment(text: string, path: string): Attachment | undefined {
    const name = this.#attachments.has(text) ? text : text.slice(PREFIX.length);
    const found = this.#attachments.get(name);
    if (found !== undefined) return found;
    const known = listed([...this.#attachments.keys()]);
    return this.wrong(path, `there is no attachment ${cited(name)}; known: ${known}`);
  }

  #fits({ length }: Uint8Array, path: string): boolean {
    const most = this.#maxMediaBytes;
    if (length > most) {
      const size = counted(most, "byte");
      this.wrong(path, `the file is larger than ${size}, the most that is taken`);
    }
    return length <= most;
  }
}

const PREFIX = "attachment:";

function bytesIn(given: Attachment): Bytes | undefined {
  const bytes = bytesOf(given);
  if (bytes || !isObject(given)) return bytes;
  return given instanceof Media ? given.bytes : bytesOf((given as MediaInput).bytes);
}

/** Attachments by their ids, their blobs read. */
export async function readAttachments(
  given: Attachments = {},
): Promise<ReadonlyMap<string, Attachment>> {
  const all: ReadonlyMap<string, Attachment> =
    given instanceof Map ? given : new Map(Object.entries(given));
  const found = [...all].map(([id, each]) => [id, blobIn(each)] as const);
  if (!found.some(([, blob]) => blob)) return all;
  const reading = found.map(async ([id, blob]): Promise<[string, Attachment][]> => {
    return blob ? [[id, await contents(blob)]] : [];
  });
  return new Map([...all, ...(await Promise.all(reading)).flat()]);
}

function blobIn(given: Attachment): Blob | undefined {
  const { blob } = given as Partial<MediaBlob>;
  return blob instanceof Blob ? blob : undefined;
}

const blobs: WeakMap<Blob, Promise<ArrayBuffer>> = new WeakMap();

/** What a blob holds; it is read once. */
function contents(blob: Blob): Promise<ArrayBuffer> {
  const known = blobs.get(blob) ?? blob.arrayBuffer();
  blobs.set(blob, known);
  return known;
}
