// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Many inputs of one method, in as few requests as they fit. */

import { createLinkedAbortController } from "@connectrpc/connect/protocol";
import { valuesOf } from "./answers.js";
import type { Connection } from "./connection.js";
import { MAX_BATCH, type Requests } from "./core.js";
import { BatchError, ClarifaiError } from "./errors.js";
import { close, type Source } from "./items.js";
import type { PostModelOutputsRequest as Request } from "./messages.js";
import type { Method } from "./method.js";
import type { Settings } from "./options.js";
import type { ModelResponse } from "./response.js";
import { until } from "./retry.js";
import { send } from "./unary_call.js";

/** Requests of one batch that are under way at once. */
const IN_FLIGHT = 4;

/** What came of one item. */
export type Result<T> = ModelResponse<T> | ClarifaiError;

/** Sends the requests of one batch. */
export class Sender<T> {
  readonly #connection: Connection;
  readonly #method: Method<T>;
  readonly #settings: Settings;

  constructor(connection: Connection, method: Method<T>, settings: Settings) {
    this.#connection = connection;
    this.#method = method;
    this.#settings = settings;
  }

  /**
   * The results of requests in order, with some under way at once. Leaving it, or `left`,
   * cancels them.
   */
  async *results(
    make: (signal: AbortSignal) => AsyncIterable<Request> | Iterable<Request>,
    left?: AbortSignal,
  ): AsyncGenerator<Result<T>, void> {
    const life = createLinkedAbortController(this.#settings.signal, left);
    const settings = { ...this.#settings, signal: life.signal };
    const underWay: Promise<readonly Result<T>[]>[] = [];
    try {
      for await (const request of make(life.signal)) {
        const results = this.#send(request, settings);
        // Whoever reads them hears of a failure; until then it is nobody's.
        results.catch(() => undefined);
        if (underWay.push(results) < IN_FLIGHT) continue;
        const first = await underWay.shift();
        yield* first ?? [];
      }
      for (const results of underWay) yield* await results;
    } finally {
      life.abort();
    }
  }

  /** The results of one request; its own error for each item where it failed as a whole. */
  async #send(request: Request, settings: Settings): Promise<readonly Result<T>[]> {
    const many = request.inputs.length;
    try {
      return await send(this.#connection, this.#method, settings, request, (response) =>
        valuesOf(this.#method, response, many),
      );
    } catch (error) {
      if (!ClarifaiError.is(error) || error.kind === "aborted") throw error;
      return Array.from({ length: many }, () => error);
    }
  }
}

/** The results of a batch, if all are values; else throws BatchError. */
export function allOrError<T>(
  method: Method<T>,
  results: readonly Result<T>[],
): ModelResponse<T>[] {
  const errors = results.filter((result) => ClarifaiError.is(result));
  const [first] = errors;
  if (!first) return results as ModelResponse<T>[];
  const { details, grpcCode, requestId, statusCode, statusName } = first;
  throw new BatchError(
    `${errors.length} of ${results.length} items failed; the first: ${first.reason}`,
    results.map(valueOrError),
    { details, grpcCode, requestId, statusCode, statusName, method: method.name },
  );
}

function valueOrError<T>(result: Result<T>): T | ClarifaiError {
  return ClarifaiError.is(result) ? result : result.data;
}

/** The results of a caller's items as they come, which are taken as they are sent. */
export class BatchResults<T> implements AsyncIterableIterator<T | ClarifaiError, void> {
  readonly #source: Source;
  readonly #results: AsyncGenerator<Result<T>, void>;
  /** Aborted when the loop is left: a generator that waits for an answer cannot be closed. */
  readonly #left: AbortController = new AbortController();
  #began = false;

  constructor(sender: Sender<T>, requests: Requests<T>, source: Source, method: string) {
    this.#source = source;
    const make = (signal: AbortSignal): AsyncIterable<Request> =>
      lazily(source, requests, signal, method);
    this.#results = sender.results(make, this.#left.signal);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<T | ClarifaiError, void>> {
    this.#began = true;
    try {
      const step = await this.#results.next();
      if (!step.done) return { done: false, value: valueOrError(step.value) };
    } catch (error) {
      if (!this.#left.signal.aborted) throw error;
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<T | ClarifaiError, void>> {
    this.#left.abort();
    if (!this.#began) close(this.#source);
    await this.#results.return();
    return { done: true, value: undefined };
  }
}

/** The requests of a caller's items, each made when it is asked for. */
async function* lazily(
  source: Source,
  requests: Requests<unknown>,
  signal: AbortSignal,
  method: string,
): AsyncGenerator<Request, void> {
  let ended = false;
  try {
    for (let from = 0; !ended; from += MAX_BATCH) {
      const items: unknown[] = [];
      ended = await until(take(source, items, signal), signal, method);
      if (items.length) yield await requests.batch(items, from);
    }
  } finally {
    if (!ended) close(source);
  }
}

/** Take the items of one request; gives whether they are the last. */
async function take(source: Source, items: unknown[], signal: AbortSignal): Promise<boolean> {
  while (items.length < MAX_BATCH && !signal.aborted) {
    const step = await source.next();
    if (step.done) return true;
    // A promise in a plain iterable counts as what it gives, as in `for await`.
    items.push(await step.value);
  }
  return false;
}
