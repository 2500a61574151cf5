// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Streams of answers. */

import { ClarifaiError } from "./errors.js";
import type { ModelResponse, ResponseInfo } from "./response.js";
import type { StreamCall } from "./stream_call.js";
import { bytesOf, typeName } from "./types.js";
import { Text } from "./values.js";

/**
 * Answers as they come: iterate over it, once.
 *
 * The call was sent when the stream was made. Leaving a `for await`, or `close`, cancels what
 * is left. Throws ClarifaiError; what the caller's own input iterator throws comes out as
 * itself.
 */
export class Stream<T> implements AsyncIterable<T> {
  readonly #call: StreamCall<T>;
  readonly #responses: AsyncGenerator<ModelResponse<T>, void>;

  constructor(call: StreamCall<T>) {
    this.#call = call;
    this.#responses = call.run();
  }

  [Symbol.asyncIterator](): AsyncIterator<T, void> {
    const responses = this.#responses;
    return {
      async next() {
        const step = await responses.next();
        return step.done ? step : { done: false, value: step.value.data };
      },
      return: async () => {
        await this.close();
        return { done: true, value: undefined };
      },
    };
  }

  /** The same items, each with its request id, usage and model version. */
  withResponse(): AsyncIterable<ModelResponse<T>> {
    return this.#responses;
  }

  /**
   * What was answered besides the items, as far as it has come: complete at the end of the
   * stream.
   */
  get response(): ResponseInfo {
    const { modelVersion, requestId, usage } = this.#call.last;
    return { modelVersion, requestId, usage };
  }

  /** Cancel what is left of the stream. */
  async close(): Promise<void> {
    // First, since a generator that waits for an item cannot be closed before that.
    this.#call.end();
    await this.#responses.return();
  }

  /** All items that are still to come. */
  async collect(): Promise<T[]> {
    const items: T[] = [];
    for await (const item of this) items.push(item);
    return items;
  }

  /** All items that are still to come as one text. */
  async text(this: Stream<string> | Stream<Text>): Promise<string> {
    let text = "";
    for await (const item of this as AsyncIterable<string | Text>) text += String(item);
    return text;
  }

  /**
   * The items as bytes, for `new Response(...)`: texts in UTF-8, bytes as they are, everything
   * else as a line of JSON. Cancelling it cancels the call.
   */
  toReadableStream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const iterator = this[Symbol.asyncIterator]();
    const encoder = new TextEncoder();
    return new ReadableStream({
      async pull(controller) {
        const step = await iterator.next();
        if (step.done) controller.close();
        else controller.enqueue(bytesOfItem(step.value, encoder));
      },
      cancel: () => this.close(),
    });
  }
}

// Copies, since without the DOM library an encoder's buffer has no certain kind.
function bytesOfItem(
  item: unknown,
  encoder: InstanceType<typeof TextEncoder>,
): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(item);
  if (bytes) return bytes;
  if (typeof item === "string") return new Uint8Array(encoder.encode(item));
  if (item instanceof Text) return new Uint8Array(encoder.encode(item.text));
  try {
    return new Uint8Array(encoder.encode(`${JSON.stringify(item)}\n`));
  } catch (error) {
    const what = `items of type ${typeName(item)} have no form as bytes`;
    throw new ClarifaiError("invalidArgument", what, { cause: error });
  }
}
