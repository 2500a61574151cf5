// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/**
 * Fakes of generated clients: no PAT, no network, the same checks as the real ones.
 *
 * A fake is the generated client itself, over a connection that answers from here: with
 * values of the right type, made from a seed, or with what a test scripts.
 */

import { Client } from "./client.js";
import { FakeConnection } from "./fake_connection.js";
import { type BatchCall, type BatchStream, type Call } from "./call.js";
import type { Items } from "./items.js";
import type { Method } from "./method.js";
import { type CallOptions, type ClientOptions, merged, refuseUnknown } from "./options.js";
import { type Answers, type FakeCall, Script } from "./script.js";
import type { Stream } from "./stream.js";
import { typeName } from "./types.js";

export type { Answers, FakeCall } from "./script.js";

/** Options of a fake. */
export interface FakeOptions {
  /**
   * Decides on the values that are not scripted.
   * @defaultValue 0
   */
  readonly seed?: number | undefined;
  readonly answers?: Answers | undefined;
}

const OPTIONS: Readonly<Record<keyof FakeOptions, true>> = { seed: true, answers: true };
const MODEL = { userId: "fake", appId: "fake", modelId: "fake" };

const scripts: WeakMap<object, Script> = new WeakMap();

/** The calls that a fake was given, in order. */
export function callsOf(fake: object): FakeCall[] {
  const script = scripts.get(fake);
  if (!script) throw new TypeError(`${typeName(fake)} is no fake`);
  return script.calls;
}

/** The client beneath a fake. */
export class FakeClient extends Client {
  readonly #script: Script;
  readonly #options: ClientOptions;

  /** `methods` are all that the model has, by their names on the wire. */
  constructor(
    methods: readonly string[] | Script,
    fake: FakeOptions = {},
    options: ClientOptions = {},
  ) {
    refuseUnknown(fake, OPTIONS);
    const { answers = {}, seed = 0 } = fake;
    const script = methods instanceof Script ? methods : new Script(methods, seed, answers);
    super(MODEL, options, new FakeConnection(script));
    this.#script = script;
    this.#options = options;
  }

  /** Note whose client this is, so that {@link callsOf} finds its calls. */
  isOf(fake: object): void {
    scripts.set(fake, this.#script);
  }

  override withOptions(options: ClientOptions): FakeClient {
    return new FakeClient(this.#script, {}, merged(this.#options, options));
  }

  override unary<T>(method: Method<T>, input?: object, options?: CallOptions): Call<T> {
    this.#script.learn(method);
    return super.unary(method, input, options);
  }

  override stream<T>(method: Method<T>, input?: object, options?: CallOptions): Stream<T> {
    this.#script.learn(method);
    return super.stream(method, input, options);
  }

  override batch<T>(
    method: Method<T>,
    items: readonly object[],
    options?: CallOptions,
  ): BatchCall<T> {
    this.#script.learn(method);
    return super.batch(method, items, options);
  }

  override batchIter<T>(
    method: Method<T>,
    items: Items<object>,
    options?: CallOptions,
  ): BatchStream<T> {
    this.#script.learn(method);
    return super.batchIter(method, items, options);
  }
}
