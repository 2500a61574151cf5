// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Structured values: text, concepts, regions, frames. */

import type { Image, ImageInput } from "./media.js";

/** A text, and the URL that it came from, if any. It stands as its text in a template. */
export class Text {
  readonly text: string;
  readonly url: string | undefined;

  constructor(text: string, url?: string) {
    this.text = text;
    this.url = url;
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

/** A text, or where it is to be fetched. */
export type TextInput =
  | string
  | { readonly text?: string | undefined; readonly url?: string | undefined };

/** A label with its score. */
export interface Concept {
  readonly id: string;
  readonly name: string;
  /** The score, with the precision of a float32. */
  readonly value: number;
}

/** A label to be sent. */
export interface ConceptInput {
  readonly name: string;
  /** @defaultValue 1 */
  readonly value?: number | undefined;
  /** By default the name as the platform makes an id of it. */
  readonly id?: string | undefined;
}

/** A rectangle in parts of the image: 0 to 1 from left and from top. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A point in parts of the image. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** A place in an image: a box, a point or a mask, and what is seen there. */
export interface Region {
  readonly box: Box | undefined;
  readonly point: Point | undefined;
  readonly mask: Image | undefined;
  readonly concepts: readonly Concept[];
  readonly text: string;
  readonly trackId: string;
  readonly id: string;
  readonly value: number;
}

/** A region to be sent; everything may be left out. */
export interface RegionInput {
  readonly box?: Box | undefined;
  readonly point?:
    | { readonly x: number; readonly y: number; readonly z?: number | undefined }
    | undefined;
  readonly mask?: ImageInput | undefined;
  readonly concepts?: readonly ConceptInput[] | undefined;
  readonly text?: string | undefined;
  readonly trackId?: string | undefined;
  readonly id?: string | undefined;
  readonly value?: number | undefined;
}

/** A picture of a video: `time` in seconds from its start, `index` from 0. */
export interface Frame {
  readonly image: Image | undefined;
  readonly regions: readonly Region[];
  readonly time: number;
  readonly index: number;
}

/** A frame to be sent; everything may be left out. */
export interface FrameInput {
  readonly image?: ImageInput | undefined;
  readonly regions?: readonly RegionInput[] | undefined;
  /** @defaultValue 0 */
  readonly time?: number | undefined;
  /** @defaultValue 0 */
  readonly index?: number | undefined;
}

/** The id that the platform makes of a concept's name: punctuation goes, blanks become `-`. */
export function conceptId(name: string): string {
  // What Python calls white space stays: JavaScript's \s is another set.
  const gone =
    /[^a-zA-Z0-9\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/gu;
  return name.replace(gone, "").replaceAll(" ", "-");
}
