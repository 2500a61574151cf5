// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Images, audio and video: what is given, and what a model answers. */

import type { Bytes } from "./types.js";

/** Media at an address, which the server fetches: `http` or `https`. */
export interface MediaUrl {
  readonly url: string | URL;
  readonly bytes?: never;
  readonly blob?: never;
}

/** Media as the bytes of a file. */
export interface MediaBytes {
  readonly bytes: Uint8Array | ArrayBuffer;
  readonly url?: never;
  readonly blob?: never;
}

/** Media as a Blob or File, read before the call is sent. */
export interface MediaBlob {
  readonly blob: Blob;
  readonly url?: never;
  readonly bytes?: never;
}

/** An image, audio or video that a model answered: its bytes, its address, or both. */
export class Media {
  readonly bytes: Bytes | undefined;
  readonly url: string | undefined;

  constructor(bytes: Bytes | undefined, url: string | undefined) {
    this.bytes = bytes;
    this.url = url;
  }

  /** The bytes as a Blob, for pages and uploads. Throws TypeError where there is only a URL. */
  toBlob(type = ""): Blob {
    if (!this.bytes) throw new TypeError(`there are no bytes, only ${this.url ?? "nothing"}`);
    return new Blob([this.bytes], { type });
  }
}

export type Image = Media;
export type Audio = Media;
export type Video = Media;

export type MediaInput = MediaUrl | MediaBytes | MediaBlob | Media;
export type ImageInput = MediaInput;
export type AudioInput = MediaInput;
export type VideoInput = MediaInput;
