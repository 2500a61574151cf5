// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Sessions of HTTP/2 whose streams end with their calls. */

import type { Transport } from "@connectrpc/connect";
import { Http2SessionManager } from "@connectrpc/connect-node";

type Request = Http2SessionManager["request"];

/**
 * connect-node leaves an answer unread when its call has failed or was cancelled; the stream
 * would keep its session, and with it the process, alive.
 */
export class Sessions extends Http2SessionManager {
  /** Whose stream is asked for: set while a call is made, which asks before it returns. */
  #caller: Caller | undefined;

  override async request(...given: Parameters<Request>): ReturnType<Request> {
    const caller = this.#caller;
    const stream = await super.request(...given);
    caller?.uses(stream);
    return stream;
  }

  /** The same transport, whose calls leave no stream behind. */
  tidied(transport: Transport): Transport {
    return {
      unary: (method, signal, ...rest) =>
        this.#call(undefined, () => transport.unary(method, signal, ...rest)),
      stream: (method, signal, ...rest) =>
        this.#call(signal, () => transport.stream(method, signal, ...rest)),
    };
  }

  /** Make a call, whose stream ends when it fails or `signal` is aborted. */
  async #call<R>(signal: AbortSignal | undefined, make: () => Promise<R>): Promise<R> {
    const caller = new Caller();
    signal?.addEventListener("abort", caller.end, { once: true });
    this.#caller = caller;
    const answer = make();
    this.#caller = undefined;
    try {
      return await answer;
    } catch (error) {
      caller.end();
      throw error;
    }
  }
}

/** One call. */
class Caller {
  #stream: Awaited<ReturnType<Request>> | undefined;
  #ended = false;

  uses(stream: Awaited<ReturnType<Request>>): void {
    this.#stream = stream;
    if (this.#ended) this.end();
  }

  readonly end = (): void => {
    this.#ended = true;
    const stream = this.#stream;
    // After connect-node has told the server.
    if (stream) setImmediate(() => stream.destroy());
  };
}
