// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What a method without a stream returns. */

import type { ClarifaiError } from "./errors.js";
import type { ModelResponse } from "./response.js";

/**
 * The answer to come: await it for the value, or `withResponse()` for what else was answered.
 * The call was sent when it was made.
 *
 * `T` is the value, `R` the value with its request id, usage and model version.
 */
export class Call<T, R = ModelResponse<T>> implements Promise<T> {
  readonly #response: Promise<R>;
  readonly #value: (response: R) => T;

  constructor(response: Promise<R>, value: (response: R) => T) {
    this.#response = response;
    this.#value = value;
  }

  get [Symbol.toStringTag](): string {
    return "Call";
  }

  /** The value with its request id, usage and model version. */
  withResponse(): Promise<R> {
    return this.#response;
  }

  then<A = T, B = never>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#response.then(this.#value).then(fulfilled, rejected);
  }

  catch<B = never>(rejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, rejected);
  }

  finally(done?: (() => void) | null): Promise<T> {
    return this.#response.then(this.#value).finally(done);
  }
}

/** The answers to a batch, in the order of its items. */
export type BatchCall<T> = Call<T[], ModelResponse<T>[]>;

/** The answers to a batch as they come, in the order of its items: each, or its error. */
export type BatchStream<T> = AsyncIterable<T | ClarifaiError>;
