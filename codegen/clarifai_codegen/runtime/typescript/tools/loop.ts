// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Loops: a model answers, its calls are run, it is told the results, until it calls no more. */

import { ClarifaiError } from "../errors.js";
import { typeName } from "../types.js";
import { chatApi } from "./chat.js";
import type { Attachment } from "./files.js";
import { readAttachments } from "./files.js";
import type {
  ChatClient,
  ChatOptions,
  ChatRun,
  ChatStreamOptions,
  ChunkOf,
  EventOf,
  LoopRun,
  ResponsesClient,
  ResponsesOptions,
  ResponsesRun,
  ResponsesStreamOptions,
  ToolRun,
} from "./loop_types.js";
import { parted, type ToolOptions } from "./options.js";
import { responsesApi } from "./responses.js";
import { sourceOfPart, type ToolPart } from "./result.js";
import type { Api, Runner } from "./turn.js";

/**
 * Let a model call the tools until it answers: `client` is one of the package openai, or has its
 * form. With `messages` it is asked through Chat Completions, with `input` through Responses;
 * further options go into each request. With `stream: true`, what the API sends is passed on.
 *
 * Rejects with what the client throws, and where {@link RunTool} does.
 */
export interface RunTools {
  <C extends ChatClient>(
    client: C,
    options: ChatStreamOptions<C>,
  ): ToolStream<ChunkOf<C>, ChatRun<C>>;
  <C extends ChatClient>(client: C, options: ChatOptions<C>): Promise<ChatRun<C>>;
  <C extends ResponsesClient>(
    client: C,
    options: ResponsesStreamOptions<C>,
  ): ToolStream<EventOf<C>, ResponsesRun<C>>;
  <C extends ResponsesClient>(client: C, options: ResponsesOptions<C>): Promise<ResponsesRun<C>>;
}

/** What the API sends during a loop, turn after turn; the loop goes on as it is read. */
export class ToolStream<T, R> implements AsyncIterable<T> {
  readonly #turns: AsyncGenerator<T, R>;
  #run: { readonly value: R } | undefined;
  #isLeft = false;

  constructor(turns: AsyncGenerator<T, R>) {
    this.#turns = turns;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    try {
      while (!this.#isLeft) {
        const step = await this.#turns.next();
        if (step.done) {
          this.#run ??= { value: step.value };
          return;
        }
        yield step.value;
      }
    } finally {
      if (!this.#run) {
        this.#isLeft = true;
        await this.#turns.return(undefined as R);
      }
    }
  }

  /** What the loop came to; what has not been read of the stream is read. */
  async result(): Promise<R> {
    if (!this.#run) for await (const _ of this);
    if (!this.#run) throw new ClarifaiError("other", "the stream was left before its end");
    return this.#run.value;
  }
}

const DEFAULT_TURNS = 10;

/** The function that runs loops with these tools. */
export function runToolsOf(set: Runner): RunTools {
  const run = (client: object, options: object): unknown => {
    const { own, others } = parted(options);
    const { input, maxTurns = DEFAULT_TURNS, messages, ...body } = others;
    const isChat = messages !== undefined;
    const api = isChat
      ? chatApi(client, body, set.tools)
      : responsesApi(client, body, set.responsesTools);
    const turns = loop(set, api, startOf(isChat ? messages : input), Number(maxTurns), own);
    const named = renamed(turns, isChat ? "messages" : "input");
    return body["stream"] === true ? new ToolStream(named) : finished(named);
  };
  return run as unknown as RunTools;
}

interface Run extends LoopRun<unknown> {
  readonly history: unknown[];
}

async function* loop(
  set: Runner,
  api: Api,
  start: readonly unknown[],
  maxTurns: number,
  options: ToolOptions,
): AsyncGenerator<unknown, Run> {
  const history = [...start];
  const calls: ToolRun[] = [];
  const files: Record<string, ToolPart> = {};
  const attachments = new Map(await readAttachments(options.attachments));
  for (let turns = 1; ; turns += 1) {
    const turn = yield* api.ask(history, options.signal);
    const { calls: wanted, items, response, stopped, text } = turn;
    history.push(...items);
    const run = { history, response, text, turns, calls, files };
    if (wanted.length === 0) return { ...run, stopped };
    const results = await set.runAll(wanted, { ...options, attachments });
    const runs = results.map((result, position): ToolRun => {
      const { arguments: args, id = "", name = "" } = wanted[position] ?? {};
      return { id, name, arguments: args, result };
    });
    calls.push(...runs);
    history.push(...api.told(runs));
    // What a tool gave can be named in later calls.
    for (const part of results.flatMap(({ parts }) => parts)) {
      files[part.name] = part;
      attachments.set(part.name, attachmentOf(part));
    }
    if (turns >= maxTurns) return { ...run, stopped: "maxTurns" };
  }
}

function attachmentOf(part: ToolPart): Attachment {
  return part.bytes ?? { url: sourceOfPart(part) };
}

async function* renamed(
  turns: AsyncGenerator<unknown, Run>,
  name: "messages" | "input",
): AsyncGenerator<unknown, object> {
  const { history, ...rest } = yield* turns;
  return { [name]: history, ...rest };
}

async function finished(turns: AsyncGenerator<unknown, object>): Promise<object> {
  for (;;) {
    const step = await turns.next();
    if (step.done) return step.value;
  }
}

/** The history that a loop begins with; a text is what a user says. */
function startOf(given: unknown): readonly unknown[] {
  if (typeof given === "string") return [{ role: "user", content: given }];
  if (Array.isArray(given)) return given;
  const what = `messages or input is needed, an array, not ${typeName(given)}`;
  throw new ClarifaiError("argumentType", what);
}
