// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What a fake client says: scripted answers, then values made from a seed. */

import { create } from "@bufbuild/protobuf";
import { BIGINT, type Codec, INT } from "./codec.js";
import { propertyOf } from "./containers.js";
import { ClarifaiError } from "./errors.js";
import { sourceOf } from "./items.js";
import { type Data, DataSchema } from "./messages.js";
import type { Method } from "./method.js";
import { type Random, randomOf, sample } from "./samples.js";
import { quoted, typeName } from "./types.js";

/**
 * What a fake answers, by the method's name on the wire.
 *
 * An array is used up entry by entry, its last one from then on; anything else is the answer
 * each time. An error is thrown; a function is called with the input object. The answer to a
 * streaming call is the sequence of its items (an error among them is thrown in its place); in
 * a bidirectional call, a function is called for each item, and gives one. What a function
 * gives is awaited.
 */
export type Answers = Readonly<Record<string, unknown>>;

/** A call that a fake was given: the method, and the arguments that were sent. */
export interface FakeCall {
  readonly method: string;
  readonly input: Record<string, unknown>;
}

/** What a fake says: scripted answers first, then values made from the seed. */
export class Script {
  readonly calls: FakeCall[] = [];
  readonly #methods: Map<string, Method<unknown>> = new Map();
  readonly #answers: ReadonlyMap<string, unknown>;
  readonly #used: Map<string, number> = new Map();
  readonly #random: Random;

  constructor(methods: readonly string[], seed: number, answers: Answers) {
    this.#answers = new Map(Object.entries(answers));
    this.#random = randomOf(seed);
    for (const [name, answer] of this.#answers) {
      if (!methods.includes(name)) {
        throw bad(`no method ${quoted(name)} to script; there are ${methods.join(", ")}`);
      }
      if (Array.isArray(answer) && answer.length === 0) {
        throw bad(`the series of answers to ${quoted(name)} is empty`);
      }
    }
  }

  /** A method that is called: what it takes and gives. */
  learn(method: Method<unknown>): void {
    this.#methods.set(method.name, method);
  }

  /** The method that a request names. */
  method(data: Data | undefined): Method<unknown> {
    const kind = data?.metadata?.fields[0]?.value?.kind;
    const found = kind?.case === "stringValue" ? this.#methods.get(kind.value) : undefined;
    if (!found) throw bad("the request names no method of the fake");
    return found;
  }

  /** Record what was sent. */
  note(method: Method<unknown>, data: Data | undefined): FakeCall {
    const call = { method: method.name, input: argumentsOf(method, data) };
    this.calls.push(call);
    return call;
  }

  /** The answer to a call without a stream; throws the error that is scripted. */
  async value(method: Method<unknown>, { input }: FakeCall): Promise<unknown> {
    if (!this.#answers.has(method.name)) return sample(method.result, this.#random);
    return this.#scripted(method.name, input);
  }

  /** The answers to a call with a stream: `many`, if nothing is scripted. */
  async *values(
    method: Method<unknown>,
    { input }: FakeCall,
    many = 3,
  ): AsyncGenerator<unknown, void> {
    const { name } = method;
    if (!this.#answers.has(name)) {
      for (let left = many; left > 0; left -= 1) yield sample(method.result, this.#random);
      return;
    }
    const answer = await this.#scripted(name, input);
    if (!sourceOf(answer)) {
      throw bad(`the answer to ${quoted(name)} is a sequence of items, not ${typeName(answer)}`);
    }
    for await (const item of answer as AsyncIterable<unknown> | Iterable<unknown>) {
      if (item instanceof Error) throw item;
      yield item;
    }
  }

  /** Whether a function is scripted, which answers item by item. */
  isFunction(method: string): boolean {
    return typeof this.#answers.get(method) === "function";
  }

  async #scripted(name: string, input: FakeCall["input"]): Promise<unknown> {
    let answer = this.#answers.get(name);
    if (Array.isArray(answer)) {
      const position = this.#used.get(name) ?? 0;
      this.#used.set(name, position + 1);
      answer = answer[Math.min(position, answer.length - 1)];
    }
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(input) : answer;
  }
}

/** The arguments that a request carries, by their properties in the input object. */
export function argumentsOf(
  method: Method<unknown>,
  data: Data | undefined,
): Record<string, unknown> {
  const parameters = new Map(method.parameters.map((each) => [each.name, each]));
  const found: [string, unknown][] = [];
  for (const part of data?.parts ?? []) {
    const parameter = parameters.get(part.id);
    if (!parameter) continue;
    const value = read(parameter.codec, part.data ?? create(DataSchema));
    found.push([propertyOf(parameter), value]);
  }
  return Object.fromEntries(found);
}

/** An argument; an integer that a number would round comes as a bigint, as it was given. */
function read(codec: Codec<unknown>, data: Data): unknown {
  const isGreat = codec === INT && !Number.isSafeInteger(Number(data.intValue));
  return (isGreat ? BIGINT : codec).decode(data);
}

function bad(what: string): ClarifaiError {
  return new ClarifaiError("invalidArgument", what);
}
