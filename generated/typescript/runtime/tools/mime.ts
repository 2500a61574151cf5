// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What a file holds, by how it begins. */

const HEADS: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG\r\n\x1a\n/, "image/png"],
  [/^\xff\xd8\xff/, "image/jpeg"],
  [/^GIF8[79]a/, "image/gif"],
  [/^RIFF[^]{4}WEBP/, "image/webp"],
  [/^BM/, "image/bmp"],
  [/^(?:II\*\0|MM\0\*)/, "image/tiff"],
  [/^[^]{4}ftypavif/, "image/avif"],
  [/^RIFF[^]{4}WAVE/, "audio/wav"],
  [/^(?:ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb])/, "audio/mpeg"],
  [/^fLaC/, "audio/flac"],
  [/^OggS/, "audio/ogg"],
  [/^[^]{4}ftypM4A/, "audio/mp4"],
  [/^[^]{4}ftyp/, "video/mp4"],
  [/^\x1a\x45\xdf\xa3/, "video/webm"],
  [/^%PDF-/, "application/pdf"],
  [/^PK\x03\x04/, "application/zip"],
];

const UNKNOWN = "application/octet-stream";

/** The media type of bytes; one of `kind` where they tell nothing. */
export function mimeOf(bytes: Uint8Array | undefined, kind: string): string {
  const head = String.fromCharCode(...(bytes ?? []).slice(0, 16));
  return HEADS.find(([pattern]) => pattern.test(head))?.[1] ?? USUAL[kind] ?? UNKNOWN;
}

const USUAL: Readonly<Record<string, string>> = {
  image: "image/png",
  audio: "audio/wav",
  video: "video/mp4",
};
