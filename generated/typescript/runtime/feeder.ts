// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** The caller's items of a bidirectional call, as requests. */

import { propertyOf } from "./containers.js";
import { ClarifaiError } from "./errors.js";
import { close, type Source, sourceOf } from "./items.js";
import type { PostModelOutputsRequest } from "./messages.js";
import type { Method } from "./method.js";
import { quoted, typeName } from "./types.js";

/**
 * The requests of a call, made from the caller's items as the transport takes them.
 *
 * What the caller's iterator throws is kept in `failure`, since a transport would wrap it.
 */
export class Feeder {
  /** What ended the input early. */
  failure: { readonly error: unknown } | undefined;
  readonly #source: Source;
  readonly #build: (item: unknown) => Promise<PostModelOutputsRequest>;
  readonly #empty: ClarifaiError;
  #ended = false;

  constructor(
    items: unknown,
    build: (item: unknown) => Promise<PostModelOutputsRequest>,
    method: Method<unknown>,
  ) {
    const name = quoted(propertyOf(method.streamed));
    const source = sourceOf(items);
    if (!source) {
      const what = `argument ${name}: an iterable is needed, not ${typeName(items)}`;
      throw new ClarifaiError("argumentType", what, { method: method.name });
    }
    this.#source = source;
    this.#build = build;
    this.#empty = new ClarifaiError(
      "invalidArgument",
      `argument ${name}: the stream has no item, and needs one`,
      { method: method.name },
    );
  }

  /** The requests; `onFailure` is called where the input fails. */
  async *requests(onFailure: () => void): AsyncGenerator<PostModelOutputsRequest> {
    try {
      let empty = true;
      while (!this.#ended) {
        const step = await this.#source.next();
        if (step.done || this.#ended) break;
        empty = false;
        // A promise in a plain iterable counts as what it gives, as in `for await`.
        yield await this.#build(await step.value);
      }
      if (empty && !this.#ended) throw this.#empty;
      this.#ended = true;
    } catch (error) {
      if (!this.#ended) {
        this.failure = { error };
        onFailure();
      }
      throw error;
    } finally {
      this.stop();
    }
  }

  /** The call has ended: no further item is taken, the caller's iterator is closed. */
  stop(): void {
    if (this.#ended) return;
    this.#ended = true;
    close(this.#source);
  }
}
