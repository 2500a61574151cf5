// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What a call of a tool gives: a text for the model, files, and the typed value. */

import type { Bytes } from "../types.js";
import { dataUri } from "./base64.js";
import { mimeOf } from "./mime.js";

/** A file of an answer, which the text calls `name`. */
export interface ToolPart {
  readonly kind: "image" | "audio" | "video" | "file";
  readonly name: string;
  readonly mime: string;
  /** undefined where only the URL is known. */
  readonly bytes: Bytes | undefined;
  readonly url: string | undefined;
}

/** The result of a call. */
export interface ToolResult {
  /** For the model. */
  readonly text: string;
  /** The files that the text mentions. */
  readonly parts: readonly ToolPart[];
  /**
   * What the typed client answered: a stream's items in an array, its texts joined;
   * undefined after an error.
   */
  readonly value: unknown;
  readonly isError: boolean;
}

/** The URL of a file, or a data URI with its bytes. */
export function sourceOfPart({ bytes, mime, url }: ToolPart): string {
  return url ?? dataUri(mime, bytes ?? new Uint8Array());
}

/** The files of the answers of a turn, each with a name of its own: image_1, ... */
export class PartNames {
  #parts: ToolPart[] = [];
  readonly #taken: ReadonlySet<string>;
  readonly #counts: Map<string, number> = new Map();

  constructor(taken: ReadonlySet<string>) {
    this.#taken = taken;
  }

  /** Note a file and name it. */
  add(kind: ToolPart["kind"], bytes: Bytes | undefined, url?: string): ToolPart {
    let number = (this.#counts.get(kind) ?? 0) + 1;
    while (this.#taken.has(`${kind}_${number}`)) number += 1;
    this.#counts.set(kind, number);
    const part = { kind, name: `${kind}_${number}`, mime: mimeOf(bytes, kind), bytes, url };
    this.#parts.push(part);
    return part;
  }

  /** The files since the last time. */
  take(): readonly ToolPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }
}
