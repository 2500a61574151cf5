// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** One streaming call with its attempts. */

import { valueOf } from "./answers.js";
import type { Connection } from "./connection.js";
import { explained } from "./drift.js";
import { ClarifaiError } from "./errors.js";
import { failureOf } from "./failure.js";
import type { Feeder } from "./feeder.js";
import { type MultiOutputResponse, type PostModelOutputsRequest, V2 } from "./messages.js";
import type { Method } from "./method.js";
import type { Settings } from "./options.js";
import { type ModelResponse, NO_INFO, type ResponseInfo } from "./response.js";
import { alarmIn, Attempts } from "./retry.js";
import { abortedBy, late } from "./status.js";

type Messages = AsyncIterable<MultiOutputResponse>;

/** What is sent: one request, whose Blobs are still to be read, or the caller's items. */
export type Sent = Promise<PostModelOutputsRequest> | Feeder;

export class StreamCall<T> {
  /** What the last message said besides its value. */
  last: ResponseInfo = NO_INFO;
  readonly #connection: Connection;
  readonly #method: Method<T>;
  readonly #settings: Settings;
  readonly #sent: Sent;
  readonly #attempts: Attempts;
  /** Ends the whole call: aborted by the caller's signal, or when the stream is left. */
  readonly #life: AbortController = new AbortController();
  #controller: AbortController = new AbortController();
  #messages: Promise<Messages>;
  #request: PostModelOutputsRequest | undefined;
  #rang = false;
  #stopAlarm: () => void = () => undefined;

  constructor(connection: Connection, method: Method<T>, settings: Settings, sent: Sent) {
    this.#connection = connection;
    this.#method = method;
    this.#settings = settings;
    this.#sent = sent;
    this.#attempts = new Attempts(method.name, { ...settings, signal: this.#life.signal });
    settings.signal?.addEventListener("abort", this.#abort);
    if (settings.signal?.aborted) this.#abort();
    this.#messages = this.#begin();
  }

  /** The items; another attempt as long as none has come. */
  async *run(): AsyncGenerator<ModelResponse<T>, void> {
    let came = false;
    try {
      for (;;) {
        let failure: ClarifaiError;
        try {
          const messages = (await this.#messages)[Symbol.asyncIterator]();
          for (;;) {
            const step = await messages.next();
            if (this.#left) return;
            if (step.done) break;
            const response = valueOf(this.#method, step.value);
            if (!came) {
              came = true;
              this.#setAlarm(this.#settings.streamTimeoutMs ?? undefined);
            }
            this.last = response;
            yield response;
          }
          // A transport may end quietly where the caller's items failed.
          const failed = this.#feeder?.failure;
          if (failed) throw failed.error;
          return;
        } catch (error) {
          if (this.#left) return;
          failure = this.#failureOf(error);
          const { headers } = this.#settings;
          const request = this.#request;
          failure = await explained(failure, this.#connection, this.#method, request, headers);
        }
        if (came || this.#feeder) throw failure;
        this.#cancel();
        try {
          await this.#attempts.pause(failure);
        } catch (error) {
          if (this.#left) return;
          throw error;
        }
        this.#messages = this.#begin();
      }
    } finally {
      this.end();
    }
  }

  /** Cancel what is left. May be called again. */
  end(): void {
    this.#settings.signal?.removeEventListener("abort", this.#abort);
    this.#feeder?.stop();
    this.#life.abort();
    this.#cancel();
  }

  /** Whether the stream was closed, which is no failure. */
  get #left(): boolean {
    return this.#life.signal.aborted && !this.#settings.signal?.aborted;
  }

  get #feeder(): Feeder | undefined {
    return this.#sent instanceof Promise ? undefined : this.#sent;
  }

  readonly #abort = (): void => {
    this.#life.abort(this.#settings.signal?.reason);
    this.#controller.abort(this.#settings.signal?.reason);
  };

  #begin(): Promise<Messages> {
    this.#controller = new AbortController();
    if (this.#life.signal.aborted) this.#controller.abort();
    const messages = this.#open(this.#controller);
    // It may fail before anybody reads the stream.
    messages.catch(() => undefined);
    return messages;
  }

  async #open(controller: AbortController): Promise<Messages> {
    this.#setAlarm(this.#attempts.remainingMs);
    const transport = await this.#connection.transport();
    const headers = await this.#connection.headers(this.#settings.headers);
    const sent = this.#sent;
    const input =
      sent instanceof Promise
        ? only((this.#request = await sent))
        : sent.requests(() => controller.abort());
    const rpc = this.#feeder ? V2.method.streamModelOutputs : V2.method.generateModelOutputs;
    controller.signal.throwIfAborted();
    const { message } = await transport.stream(rpc, controller.signal, undefined, headers, input);
    return message;
  }

  /** From now on this attempt has so many milliseconds, or all time. */
  #setAlarm(ms: number | undefined): void {
    this.#stopAlarm();
    this.#rang = false;
    if (ms === undefined) return;
    const controller = this.#controller;
    this.#stopAlarm = alarmIn(ms, () => {
      this.#rang = true;
      controller.abort();
    });
  }

  /** What a broken call stands for: our own reasons look like cancellations. */
  #failureOf(error: unknown): ClarifaiError {
    const { signal } = this.#settings;
    const name = this.#method.name;
    const failed = this.#feeder?.failure;
    // What the caller's own iterator throws comes out as itself.
    if (failed) throw failed.error;
    if (signal?.aborted) return abortedBy(signal, name);
    if (this.#rang) return late(name);
    return failureOf(error, this.#method, this.#request);
  }

  #cancel(): void {
    this.#stopAlarm();
    this.#controller.abort();
  }
}

async function* only(request: PostModelOutputsRequest): AsyncGenerator<PostModelOutputsRequest> {
  yield request;
}
