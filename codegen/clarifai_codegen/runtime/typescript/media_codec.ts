// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Codecs of media and of text. */

import { create } from "@bufbuild/protobuf";
import { type Codec, type Pending, text, unfit, wrongType } from "./codec.js";
import { Media } from "./media.js";
import {
  AudioSchema,
  type Audio,
  ImageSchema,
  type Image,
  TextSchema,
  VideoSchema,
  type Video,
} from "./messages.js";
import { bytesOf, isObject, shown } from "./types.js";
import { Text, type TextInput } from "./values.js";

const NEEDED = "{url}, {bytes} or {blob}";

/** An address that a server may fetch: never a file of its own. */
function httpUrl(url: string): string {
  if (!/^https?:\/\//.test(url)) throw unfit(`${shown(url.slice(0, 80))} is no http or https URL`);
  return text(url);
}

/** Write media of any form into a message. */
export function writeMedia(message: Image | Audio | Video, value: unknown, pending: Pending): void {
  if (!isObject(value)) throw wrongType(NEEDED, value);
  const { url, bytes, blob } = value;
  if (url !== undefined) {
    if (typeof url !== "string" && !(url instanceof URL)) throw wrongType("a URL", url);
    message.url = httpUrl(String(url));
  }
  if (bytes !== undefined) {
    const own = bytesOf(bytes);
    if (!own) throw wrongType("a Uint8Array", bytes);
    message.base64 = own;
  }
  if (blob !== undefined) {
    if (!(blob instanceof Blob)) throw wrongType("a Blob", blob);
    const read = async (): Promise<void> => {
      message.base64 = new Uint8Array(await blob.arrayBuffer());
    };
    pending.push(read());
  }
  const isNothing = url === undefined && bytes === undefined && blob === undefined;
  // What a model answered may be empty, and can be sent back.
  if (isNothing && !(value instanceof Media)) throw wrongType(NEEDED, value);
}

export function readMedia(message: Image | Audio | Video): Media {
  const bytes = message.base64.length ? bytesOf(message.base64) : undefined;
  return new Media(bytes, message.url || undefined);
}

function absent(field: string): TypeError {
  return new TypeError(`the answer holds no ${field}`);
}

export const IMAGE: Codec<Media> = {
  name: NEEDED,
  encode(data, value, pending) {
    writeMedia((data.image = create(ImageSchema)), value, pending);
  },
  decode(data) {
    if (!data.image) throw absent("image");
    return readMedia(data.image);
  },
};

export const AUDIO: Codec<Media> = {
  name: NEEDED,
  encode(data, value, pending) {
    writeMedia((data.audio = create(AudioSchema)), value, pending);
  },
  decode(data) {
    if (!data.audio) throw absent("audio");
    return readMedia(data.audio);
  },
};

export const VIDEO: Codec<Media> = {
  name: NEEDED,
  encode(data, value, pending) {
    writeMedia((data.video = create(VideoSchema)), value, pending);
  },
  decode(data) {
    if (!data.video) throw absent("video");
    return readMedia(data.video);
  },
};

function isText(value: unknown): value is Exclude<TextInput, string> {
  if (!isObject(value) || !("text" in value || "url" in value)) return false;
  const fits = (each: unknown): boolean => each === undefined || typeof each === "string";
  return fits(value["text"]) && fits(value["url"]);
}

export const TEXT: Codec<Text> = {
  name: "a string or {text, url}",
  encode(data, value) {
    const message = (data.text = create(TextSchema));
    if (typeof value === "string") {
      message.raw = text(value);
      return;
    }
    if (!isText(value)) throw wrongType("a string or {text, url}", value);
    message.raw = text(value.text ?? "");
    if (value.url) message.url = httpUrl(value.url);
  },
  decode: (data) => new Text(data.text?.raw || data.stringValue, data.text?.url || undefined),
};
