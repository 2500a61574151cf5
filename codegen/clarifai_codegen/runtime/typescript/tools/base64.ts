// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Base64 and data URIs, by what all platforms have. */

import type { Bytes } from "../types.js";

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;
const URI = /^data:([^,;]*)((?:;[^,;]*)*),([^]*)$/i;
const CHUNK = 0x8000;

/** The bytes of a text in base64, undefined where it is none. Blanks and `-_` are taken too. */
export function fromBase64(text: string): Bytes | undefined {
  const plain = text
    .replace(/[ \t\r\n]+/g, "")
    .replaceAll("-", "+")
    .replaceAll("_", "/");
  if (!BASE64.test(plain)) return undefined;
  return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
}

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(binary);
}

export function dataUri(mime: string, bytes: Uint8Array): string {
  return `data:${mime};base64,${toBase64(bytes)}`;
}

/** The bytes of a data URI, undefined where it is none. */
export function fromDataUri(text: string): Bytes | undefined {
  const match = URI.exec(text);
  if (!match) return undefined;
  const [, , options = "", body = ""] = match;
  const plain = percentDecoded(body);
  if (/;base64$/i.test(options.trim())) return plain && fromBase64(latin1(plain));
  return plain;
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The bytes of a text in which `%` escapes stand, undefined where one is broken. */
function percentDecoded(text: string): Bytes | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  const encoded = new TextEncoder().encode(text);
  const bytes: number[] = [];
  for (let at = 0; at < encoded.length; at += 1) {
    const byte = encoded[at] ?? 0;
    if (byte !== 0x25) {
      bytes.push(byte);
      continue;
    }
    const digits = String.fromCharCode(encoded[at + 1] ?? 0, encoded[at + 2] ?? 0);
    bytes.push(Number.parseInt(digits, 16));
    at += 2;
  }
  return Uint8Array.from(bytes);
}
