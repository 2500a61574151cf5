// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/**
 * Types of loops, taken from the client that is given: those of the package openai, without
 * a need for it.
 */

import type { ToolOptions } from "./options.js";
import type { ToolPart, ToolResult } from "./result.js";

/** A client with Chat Completions. */
export interface ChatClient {
  readonly chat: {
    readonly completions: { create(body: never, options?: never): unknown };
  };
}

/** A client with Responses. */
export interface ResponsesClient {
  readonly responses: { create(body: never, options?: never): unknown };
}

type ChatCreate<C extends ChatClient> = C["chat"]["completions"]["create"];
type ResponsesCreate<C extends ResponsesClient> = C["responses"]["create"];

/** What a request is made of, by the last of the function's forms, which is the widest. */
type Body<F> = F extends (body: infer B, ...rest: never[]) => unknown ? NonNullable<B> : never;
type Answer<F> = F extends (...args: never[]) => PromiseLike<infer A> ? A : never;
type Streamed<A> = A extends AsyncIterable<infer T> ? T : never;
type Whole<A> = A extends AsyncIterable<unknown> ? never : A;
type Element<T> = T extends readonly (infer E)[] ? E : never;
type Property<B, K extends string> = K extends keyof B ? B[K] : never;

/** A message of the history, as the client's types have it. */
export type MessageOf<C extends ChatClient> = Element<Property<Body<ChatCreate<C>>, "messages">>;
/** An item of the history, as the client's types have it. */
export type ItemOf<C extends ResponsesClient> = Element<
  Property<Body<ResponsesCreate<C>>, "input">
>;
/** A chunk that Chat Completions streams. */
export type ChunkOf<C extends ChatClient> = Streamed<Answer<ChatCreate<C>>>;
/** An event that Responses streams. */
export type EventOf<C extends ResponsesClient> = Streamed<Answer<ResponsesCreate<C>>>;

interface LoopOptions extends ToolOptions {
  /**
   * Answers of the model, at most.
   * @defaultValue 10
   */
  readonly maxTurns?: number | undefined;
}

type Request<B, K extends string> = Omit<B, K | "tools" | "stream">;

/** Options of a loop with Chat Completions, and those of its requests. */
export type ChatOptions<C extends ChatClient> = LoopOptions &
  Request<Body<ChatCreate<C>>, "messages"> & {
    readonly messages: readonly MessageOf<C>[];
    readonly stream?: false | null | undefined;
  };
export type ChatStreamOptions<C extends ChatClient> = Omit<ChatOptions<C>, "stream"> & {
  readonly stream: true;
};

/** Options of a loop with Responses, and those of its requests. */
export type ResponsesOptions<C extends ResponsesClient> = LoopOptions &
  Request<Body<ResponsesCreate<C>>, "input"> & {
    readonly input: string | readonly ItemOf<C>[];
    readonly stream?: false | null | undefined;
  };
export type ResponsesStreamOptions<C extends ResponsesClient> = Omit<
  ResponsesOptions<C>,
  "stream"
> & { readonly stream: true };

/** A call that a model made, and what came of it. */
export interface ToolRun {
  readonly id: string;
  readonly name: string;
  /** As the model wrote them. */
  readonly arguments: unknown;
  readonly result: ToolResult;
}

/** Why a loop ended: with an answer, at its cap, or with an answer that is none. */
export type Stopped = "done" | "maxTurns" | "empty" | "failed";

/** What a loop came to. */
export interface LoopRun<R> {
  /** The last answer of the API. */
  readonly response: R;
  /** What the model said in it. */
  readonly text: string;
  /** How often the model was asked. */
  readonly turns: number;
  readonly calls: ToolRun[];
  /** What the calls brought, by the names that the texts use. */
  readonly files: Readonly<Record<string, ToolPart>>;
  /** Why it ended; after `maxTurns` the last calls are answered, so that one can go on. */
  readonly stopped: Stopped;
}

export interface ChatRun<C extends ChatClient> extends LoopRun<Whole<Answer<ChatCreate<C>>>> {
  /** The whole history. */
  readonly messages: MessageOf<C>[];
}

export interface ResponsesRun<C extends ResponsesClient> extends LoopRun<
  Whole<Answer<ResponsesCreate<C>>>
> {
  /** The whole history. */
  readonly input: ItemOf<C>[];
}
