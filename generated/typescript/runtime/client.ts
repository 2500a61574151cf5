// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** The client beneath a generated class. */

import type { ModelAddress } from "./address.js";
import { urlOf } from "./address.js";
import { valueOf } from "./answers.js";
import { allOrError, BatchResults, type Result, Sender } from "./batch.js";
import { type BatchCall, type BatchStream, Call } from "./call.js";
import type { Pending } from "./codec.js";
import { Connection } from "./connection.js";
import { propertyOf } from "./containers.js";
import { MAX_BATCH, Requests, resolveModel } from "./core.js";
import { resolveAccess } from "./credentials.js";
import { ClarifaiError } from "./errors.js";
import { Feeder } from "./feeder.js";
import { type Items, sourceOf } from "./items.js";
import type { MultiOutputResponse } from "./messages.js";
import type { Method, ModelId } from "./method.js";
import { type OpenAIOptions, openaiOptions } from "./openai.js";
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
import { Stream } from "./stream.js";
import { StreamCall } from "./stream_call.js";
import { refuseKind } from "./transport.js";
import { isObject, member, typeName } from "./types.js";
import { send } from "./unary_call.js";

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
  batch<T>(method: Method<T>, items: readonly object[], options?: CallOptions): BatchCall<T> {
    const values = (responses: ModelResponse<T>[]): T[] => responses.map(({ data }) => data);
    return new Call(this.#batch(method, items, options), values);
  }

  /**
   * One answer for each item as it comes, in order; an error in the place of one that failed.
   * Takes the items, and keeps in memory, only what is under way; leaving it cancels that.
   */
  batchIter<T>(method: Method<T>, items: Items<object>, options?: CallOptions): BatchStream<T> {
    const settings = this.#settingsOf(options);
    const source = sourceOf(items);
    if (!source) {
      const what = `a batch is an iterable of arguments, not ${typeName(items)}`;
      throw new ClarifaiError("argumentType", what, { method: method.name });
    }
    const requests = new Requests(method, this.#address, settings);
    const sender = new Sender(this.#connection, method, settings);
    return new BatchResults(sender, requests, source, method.name);
  }

  /** What `new OpenAI(...)` of the package openai takes to call this model. */
  openai(): OpenAIOptions {
    return openaiOptions(this.#connection.access);
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
    const read = (response: MultiOutputResponse): ModelResponse<T> => valueOf(method, response);
    return send(this.#connection, method, settings, sent, read);
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
    const many = Math.ceil(items.length / MAX_BATCH);
    const chunks = Array.from({ length: many }, (_, index) => {
      const from = index * MAX_BATCH;
      return requests.batch(items.slice(from, from + MAX_BATCH), from);
    });
    const made = await Promise.all(chunks);
    const results: Result<T>[] = [];
    const sender = new Sender(this.#connection, method, settings);
    for await (const result of sender.results(() => made)) results.push(result);
    return allOrError(method, results);
  }
}

/** A value, once what it waits for has come. */
function ready<T>(value: T, pending: Pending): Promise<T> {
  const done = Promise.all(pending).then(() => value);
  // Whoever sends it hears of a failure; until then it is nobody's.
  done.catch(() => undefined);
  return done;
}
