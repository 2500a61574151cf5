// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** The client beneath a generated class. */

import type { ModelAddress } from "./address.js";
import { urlOf } from "./address.js";
import { valueOf, valuesOf } from "./answers.js";
import { allOrError, chunks, several } from "./batch.js";
import { Call } from "./call.js";
import type { Pending } from "./codec.js";
import { Connection } from "./connection.js";
import { propertyOf } from "./containers.js";
import { MAX_BATCH, Requests, resolveModel } from "./core.js";
import { resolveAccess } from "./credentials.js";
import { ClarifaiError } from "./errors.js";
import { failureOf } from "./failure.js";
import { Feeder } from "./feeder.js";
import { type MultiOutputResponse, type PostModelOutputsRequest, V2 } from "./messages.js";
import type { Method, ModelId } from "./method.js";
import {
  ACCESS_OPTIONS,
  type CallOptions,
  type ClientOptions,
  merged,
  refuseUnknown,
  type Settings,
  settingsOf,
} from "./options.js";
import type { ModelResponse } from "./response.js";
import { Attempts } from "./retry.js";
import { Stream } from "./stream.js";
import { StreamCall } from "./stream_call.js";
import { abortedBy } from "./status.js";
import { refuseKind } from "./transport.js";
import { isObject, member, typeName } from "./types.js";

/** Calls a model. Cheap to make; it connects on the first call. */
export class Client {
  readonly #model: ModelId;
  readonly #options: ClientOptions;
  readonly #settings: Settings;
  readonly #address: ModelAddress;
  readonly #connection: Connection;

  constructor(model: ModelId, options: ClientOptions = {}, connection?: Connection) {
    refuseUnknown(options, "client");
    this.#model = model;
    this.#options = options;
    this.#settings = settingsOf(options);
    const { address, baseUrl } = resolveModel(model, options);
    this.#address = address;
    const patEnv = model.patEnv ?? "CLARIFAI_PAT";
    this.#connection =
      connection ?? new Connection(() => resolveAccess({ ...options, baseUrl }, patEnv));
  }

  /** The client of a generated class: made of its options, or one that there is. */
  static of(model: ModelId, given: ClientOptions | Client = {}): Client {
    return given instanceof Client ? given : new Client(model, given);
  }

  /** The model's page on clarifai.com; empty where only a runner is known. */
  get url(): string {
    return this.#address.modelId ? urlOf(this.#address) : "";
  }

  /** A client with these options besides; it shares the connection unless they change it. */
  withOptions(options: ClientOptions): Client {
    refuseUnknown(options, "client");
    const same = Object.entries(options).every(
      ([name, value]) => value === undefined || !Object.hasOwn(ACCESS_OPTIONS, name),
    );
    const all = merged(this.#options, options);
    return new Client(this.#model, all, same ? this.#connection : undefined);
  }

  /** One answer. */
  unary<T>(method: Method<T>, input?: object, options?: CallOptions): Call<T> {
    return new Call(this.#unary(method, input, options), ({ data }) => data);
  }

  /** A stream of answers, already sent; bidirectional where the method is. */
  stream<T>(method: Method<T>, input?: object, options?: CallOptions): Stream<T> {
    refuseKind(method);
    const settings = this.#settingsOf(options);
    const requests = new Requests(method, this.#address, settings);
    if (method.kind === "bidirectional") {
      const build = requests.items(input);
      const items = isObject(input) ? member(input, propertyOf(method.streamed)) : undefined;
      const feeder = new Feeder(items, build, method);
      return new Stream(new StreamCall(this.#connection, method, settings, feeder));
    }
    const pending: Pending = [];
    const sent = ready(requests.one(input, pending), pending);
    return new Stream(new StreamCall(this.#connection, method, settings, sent));
  }

  /**
   * One answer for each item, in order: 128 in a request, several requests at once.
   * Rejects with BatchError, after all have ended, where items failed.
   */
  batch<T>(
    method: Method<T>,
    items: readonly object[],
    options?: CallOptions,
  ): Call<T[], ModelResponse<T>[]> {
    const values = (responses: ModelResponse<T>[]): T[] => responses.map(({ data }) => data);
    return new Call(this.#batch(method, items, options), values);
  }

  /** Close the connection. A later call opens a new one. */
  close(): void {
    this.#connection.close();
  }

  #settingsOf(options: CallOptions | undefined): Settings {
    if (!options) return this.#settings;
    refuseUnknown(options, "call");
    return settingsOf(merged(this.#options, options));
  }

  async #unary<T>(
    method: Method<T>,
    input: object | undefined,
    options: CallOptions | undefined,
  ): Promise<ModelResponse<T>> {
    const settings = this.#settingsOf(options);
    const pending: Pending = [];
    const request = new Requests(method, this.#address, settings).one(input, pending);
    const sent = ready(request, pending);
    return this.#send(method, settings, sent, (response) => valueOf(method, response));
  }

  async #batch<T>(
    method: Method<T>,
    items: readonly object[],
    options: CallOptions | undefined,
  ): Promise<ModelResponse<T>[]> {
    const settings = this.#settingsOf(options);
    if (!Array.isArray(items)) {
      const what = `a batch is an array of arguments, not ${typeName(items)}`;
      throw new ClarifaiError("argumentType", what, { method: method.name });
    }
    const requests = new Requests(method, this.#address, settings);
    const pending: Pending = [];
    const batches = chunks<object>(items, MAX_BATCH).map(([some, from]) =>
      requests.batch(some, from, pending),
    );
    const read = ready(undefined, pending);
    const results = await several(batches, async (request) => {
      const many = request.inputs.length;
      try {
        await read;
        const values = (response: MultiOutputResponse): (ModelResponse<T> | ClarifaiError)[] =>
          valuesOf(method, response, many);
        return await this.#send(method, settings, Promise.resolve(request), values);
      } catch (error) {
        if (!ClarifaiError.is(error) || error.kind === "aborted") throw error;
        return Array.from({ length: many }, () => error);
      }
    });
    return allOrError(method, results.flat());
  }

  /** Send a request until it is answered or given up; gives what `read` makes. */
  async #send<T, R>(
    method: Method<T>,
    settings: Settings,
    sent: Promise<PostModelOutputsRequest>,
    read: (response: MultiOutputResponse) => R,
  ): Promise<R> {
    const { headers: given, signal } = settings;
    const attempts = new Attempts(method.name, settings);
    const request = await sent;
    for (;;) {
      let failure: ClarifaiError;
      try {
        const transport = await this.#connection.transport();
        const headers = await this.#connection.headers(given);
        const rpc = V2.method.postModelOutputs;
        const ms = attempts.remainingMs;
        if (signal?.aborted) throw abortedBy(signal, method.name);
        const { message } = await transport.unary(rpc, signal, ms, headers, request);
        return read(message);
      } catch (error) {
        if (signal?.aborted) throw abortedBy(signal, method.name);
        failure = failureOf(error, method, request);
      }
      await attempts.pause(failure);
    }
  }
}

/** A value, once what it waits for has come. */
function ready<T>(value: T, pending: Pending): Promise<T> {
  const done = Promise.all(pending).then(() => value);
  // Whoever sends it hears of a failure; until then it is nobody's.
  done.catch(() => undefined);
  return done;
}
