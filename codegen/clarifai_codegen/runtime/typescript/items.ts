// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What a caller iterates for us: the items of a stream, of a batch. */

import { isObject } from "./types.js";

/** Items that a caller gives one after the other. */
export type Items<T> = AsyncIterable<T> | Iterable<T>;

/** An iterator of the caller's. */
export type Source = AsyncIterator<unknown> | Iterator<unknown>;

/** The iterator of what was given, undefined where it has none: a text counts as none. */
export function sourceOf(items: unknown): Source | undefined {
  if (!isObject(items) || items instanceof Uint8Array) return undefined;
  const { [Symbol.asyncIterator]: asynchronous, [Symbol.iterator]: plain } = items as {
    [Symbol.asyncIterator]?: unknown;
    [Symbol.iterator]?: unknown;
  };
  const make = asynchronous ?? plain;
  return typeof make === "function" ? (make.call(items) as Source) : undefined;
}

/** Close an iterator. It may wait for ever inside of its next item, so nobody waits for it. */
export function close(source: Source): void {
  const closing = async (): Promise<void> => {
    await source.return?.();
  };
  closing().catch(() => undefined);
}
