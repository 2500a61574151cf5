// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** A connection that answers from a script: what is beneath a fake client. */

import type {
  DescMessage,
  DescMethodStreaming,
  DescMethodUnary,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import type { StreamResponse, Transport, UnaryResponse } from "@connectrpc/connect";
import { Connection } from "./connection.js";
import { propertyOf } from "./containers.js";
import { arrived, respond } from "./fake_wire.js";
import { close } from "./items.js";
import type { Data, MultiOutputResponse, PostModelOutputsRequest } from "./messages.js";
import type { Method } from "./method.js";
import { alarmIn, until } from "./retry.js";
import { argumentsOf, type Script } from "./script.js";
import { late } from "./status.js";
import type { HeadersInput } from "./types.js";

/** Nobody's: nothing is called there. */
const NOWHERE = "grpc://127.0.0.1:1";

/** Answers calls from a script. */
export class FakeConnection extends Connection {
  override readonly isReal = false;
  readonly #transport: Transport;

  constructor(script: Script) {
    const nobody = { pat: "", sessionToken: "", rootCertificates: "", patEnv: "" };
    super(() => ({ ...nobody, baseUrl: NOWHERE }));
    this.#transport = new FakeTransport(script);
  }

  override async transport(): Promise<Transport> {
    return this.#transport;
  }

  override async headers(given: HeadersInput | undefined): Promise<Headers> {
    return new Headers(given);
  }
}

/** The server's side of a call: values are encoded and decoded as on the way to one. */
class FakeTransport implements Transport {
  readonly #script: Script;

  constructor(script: Script) {
    this.#script = script;
  }

  async unary<I extends DescMessage, O extends DescMessage>(
    rpc: DescMethodUnary<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    _headers: unknown,
    input: MessageInitShape<I>,
  ): Promise<UnaryResponse<I, O>> {
    const answer = this.#unary(arrived(input));
    const message = await inTime(until(answer, signal, rpc.name), timeoutMs, rpc.name);
    return { ...frameOf(rpc), stream: false, message: message as unknown as MessageShape<O> };
  }

  async stream<I extends DescMessage, O extends DescMessage>(
    rpc: DescMethodStreaming<I, O>,
    signal: AbortSignal | undefined,
    _timeoutMs: number | undefined,
    _headers: unknown,
    input: AsyncIterable<MessageInitShape<I>>,
  ): Promise<StreamResponse<I, O>> {
    const bidirectional = rpc.methodKind === "bidi_streaming";
    const responses = bidirectional ? this.#exchange(input) : await this.#generate(input);
    const message = wanted(responses, signal, rpc.name);
    return {
      ...frameOf(rpc),
      stream: true,
      message: message as unknown as AsyncIterable<MessageShape<O>>,
    };
  }

  async #unary({ inputs }: PostModelOutputsRequest): Promise<MultiOutputResponse> {
    const method = this.#script.method(inputs[0]?.data);
    const calls = inputs.map(({ data }) => this.#script.note(method, data));
    const number = this.#script.calls.length;
    const values = await Promise.all(calls.map((call) => this.#script.value(method, call)));
    return respond(method, values, number);
  }

  /** The responses to one request, which has come when they begin. */
  async #generate(input: AsyncIterable<unknown>): Promise<AsyncGenerator<MultiOutputResponse>> {
    const script = this.#script;
    let data: Data | undefined;
    for await (const request of input) data = arrived(request).inputs[0]?.data;
    const method = script.method(data);
    const call = script.note(method, data);
    const number = script.calls.length;
    return (async function* () {
      for await (const value of script.values(method, call)) {
        yield await respond(method, [value], number);
      }
    })();
  }

  /** The responses to a caller's items: one to each, or none where the script has ended. */
  async *#exchange(input: AsyncIterable<unknown>): AsyncGenerator<MultiOutputResponse> {
    const script = this.#script;
    const items: unknown[] = [];
    let answers: ((item: unknown) => Promise<readonly unknown[]>) | undefined;
    for await (const request of input) {
      const data = arrived(request).inputs[0]?.data;
      const method = script.method(data);
      const property = propertyOf(method.streamed);
      const item = argumentsOf(method, data)[property];
      answers ??= this.#begin(method, data, items);
      items.push(item);
      for (const value of await answers(item)) {
        yield await respond(method, [value], script.calls.length);
      }
    }
  }

  /** How each item of a bidirectional call is answered; records the call. */
  #begin(
    method: Method<unknown>,
    data: Data | undefined,
    items: unknown[],
  ): (item: unknown) => Promise<readonly unknown[]> {
    const script = this.#script;
    const property = propertyOf(method.streamed);
    const call = script.note(method, data);
    call.input[property] = items;
    if (script.isFunction(method.name)) {
      return async (item) => [
        await script.value(method, { ...call, input: { ...call.input, [property]: item } }),
      ];
    }
    const values = script.values(method, call, Number.POSITIVE_INFINITY);
    return async () => {
      const { done, value } = await values.next();
      return done ? [] : [value];
    };
  }
}

/** What is around a message. */
function frameOf<R extends { readonly parent: unknown }>(
  method: R,
): { service: R["parent"]; method: R; header: Headers; trailer: Headers } {
  return { service: method.parent, method, header: new Headers(), trailer: new Headers() };
}

/** What a promise gives, unless it takes longer. */
async function inTime<T>(promise: Promise<T>, ms: number | undefined, name: string): Promise<T> {
  if (ms === undefined) return promise;
  let stop = (): void => undefined;
  const alarm = new Promise<never>((_, reject) => {
    stop = alarmIn(ms, () => reject(late(name)));
  });
  try {
    return await Promise.race([promise, alarm]);
  } finally {
    stop();
  }
}

/** Responses until nobody wants them any more. */
async function* wanted<T>(
  responses: AsyncGenerator<T>,
  signal: AbortSignal | undefined,
  name: string,
): AsyncGenerator<T, void> {
  try {
    for (;;) {
      const step = await until(responses.next(), signal, name);
      if (step.done) return;
      yield step.value;
    }
  } finally {
    close(responses);
  }
}
