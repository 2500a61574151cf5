// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Loops through Chat Completions. */

import type { ToolRun } from "./loop_types.js";
import { listed } from "./problems.js";
import { sourceOfPart } from "./result.js";
import type { ChatTool } from "./tool.js";
import { type Api, requested, type Turn } from "./turn.js";

interface Called {
  index?: number;
  id?: string;
  type?: string;
  function?: { name?: string; arguments?: string };
  custom?: { name?: string; input?: string };
}

interface Message {
  role?: string;
  content?: unknown;
  refusal?: unknown;
  tool_calls?: Called[] | null;
}

interface Choice {
  index?: number;
  message?: Message;
  delta?: Message;
  finish_reason?: string | null;
}

interface Completion {
  choices?: Choice[];
}

/** Chat Completions of a client. */
export function chatApi(client: object, body: object, tools: ChatTool[]): Api {
  const offered = tools.length ? { tools } : {};
  return {
    async *ask(history, signal) {
      const request = { ...body, ...offered, messages: [...history] };
      const answer = await requested(client, ["chat", "completions"], request, signal);
      if (!("stream" in body && body.stream === true)) return turnOf(answer as Completion);
      const whole = new Whole();
      for await (const chunk of answer as AsyncIterable<Completion>) {
        whole.add(chunk);
        yield chunk;
      }
      return turnOf(whole.completion);
    },
    told,
  };
}

function turnOf(response: Completion): Turn {
  const [choice] = response.choices ?? [];
  const message = choice?.message;
  const none = { response, items: [], text: "", calls: [] };
  if (!message) return { ...none, stopped: "failed" };
  const isCut = choice.finish_reason === "length";
  const calls = (message.tool_calls ?? []).map(({ custom, function: called, id = "" }) => ({
    id,
    name: called?.name ?? custom?.name ?? "",
    arguments: called?.arguments,
    isCut,
  }));
  const text = typeof message.content === "string" ? message.content : "";
  if (!text && calls.length === 0 && !message.refusal) return { ...none, stopped: "empty" };
  return { response, items: [message], text, calls, stopped: "done" };
}

/** Tool messages hold texts alone: images follow in a message after the last of them. */
function told(runs: readonly ToolRun[]): unknown[] {
  const answers: unknown[] = runs.map(({ id, result }) => ({
    role: "tool",
    tool_call_id: id,
    content: result.text,
  }));
  const images = runs.flatMap(({ result }) => result.parts).filter(({ kind }) => kind === "image");
  if (images.length === 0) return answers;
  const text = `Files of tools: ${listed(images.map(({ name }) => name))}`;
  const shown = images.map((part) => ({
    type: "image_url",
    image_url: { url: sourceOfPart(part) },
  }));
  return [...answers, { role: "user", content: [{ type: "text", text }, ...shown] }];
}

/** A completion, put together from its chunks. */
class Whole {
  readonly #message: Record<string, unknown> = { role: "assistant", content: null };
  readonly #calls: Map<unknown, Called> = new Map();
  #reason: string | null = null;
  #rest: Record<string, unknown> = {};
  #last: unknown;
  #came = false;

  /** Take the next chunk; those without a choice tell of usage. */
  add(chunk: Completion): void {
    const { choices = [], ...rest } = chunk;
    this.#rest = { ...this.#rest, ...rest };
    const choice = choices.find(({ index = 0 }) => index === 0);
    if (!choice) return;
    this.#came = true;
    this.#reason = choice.finish_reason ?? this.#reason;
    const delta: Record<string, unknown> = { ...choice.delta };
    for (const name of ["content", "refusal", "reasoning_content"]) {
      const piece = delta[name];
      if (typeof piece !== "string") continue;
      this.#message[name] = `${this.#message[name] ?? ""}${piece}`;
    }
    for (const call of choice.delta?.tool_calls ?? []) this.#addCall(call);
  }

  /** A piece of a call: its arguments come bit by bit. */
  #addCall({ function: piece, id, index }: Called): void {
    // Some servers count no calls: a new id begins one.
    const key = index ?? (id || this.#last);
    this.#last = key;
    const { function: known = {}, ...call } = this.#calls.get(key) ?? { id: "", type: "function" };
    const { arguments: args = "", name = "" } = known;
    this.#calls.set(key, {
      ...call,
      id: call.id || id || "",
      function: { name: name + (piece?.name ?? ""), arguments: args + (piece?.arguments ?? "") },
    });
  }

  get completion(): Completion {
    const calls = [...this.#calls.values()];
    const message = calls.length ? { ...this.#message, tool_calls: calls } : this.#message;
    const choice = { index: 0, message, finish_reason: this.#reason };
    const choices = this.#came ? [choice] : [];
    return { ...this.#rest, object: "chat.completion", choices } as Completion;
  }
}
