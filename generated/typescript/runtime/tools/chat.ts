// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Loops through Chat Completions. */

import { ClarifaiError } from "../errors.js";
import { type Api, requested, type Turn } from "./loop.js";
import type { ToolRun } from "./loop_types.js";
import { sourceOfPart } from "./result.js";
import type { ChatTool } from "./tool.js";

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
  if (!message) throw new ClarifaiError("model", "the API answered without a message");
  const isCut = choice.finish_reason === "length";
  const calls = (message.tool_calls ?? []).map(({ custom, function: called, id = "" }) => ({
    id,
    name: called?.name ?? custom?.name ?? "",
    arguments: called?.arguments ?? custom?.input ?? "",
    isCut,
  }));
  const text = typeof message.content === "string" ? message.content : "";
  return { response, items: [message], text, calls };
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
  const content = images.flatMap((part) => [
    { type: "text", text: `${part.name}:` },
    { type: "image_url", image_url: { url: sourceOfPart(part) } },
  ]);
  return [...answers, { role: "user", content }];
}

/** A completion, put together from its chunks. */
class Whole {
  readonly #message: Message & { role: string } = { role: "assistant", content: null };
  readonly #calls: Map<number, Called> = new Map();
  #reason: string | null = null;
  #rest: Record<string, unknown> = {};

  add(chunk: Completion): void {
    const { choices = [], ...rest } = chunk;
    this.#rest = { ...this.#rest, ...rest };
    const choice = choices.find(({ index = 0 }) => index === 0);
    if (!choice) return;
    this.#reason = choice.finish_reason ?? this.#reason;
    const { content, refusal, tool_calls: calls } = choice.delta ?? {};
    if (typeof content === "string") {
      this.#message.content = `${this.#message.content ?? ""}${content}`;
    }
    if (typeof refusal === "string") {
      this.#message.refusal = `${this.#message.refusal ?? ""}${refusal}`;
    }
    for (const call of calls ?? []) this.#addCall(call);
  }

  /** A piece of a call: the arguments come bit by bit, told apart by the index. */
  #addCall({ function: piece, id, index = 0 }: Called): void {
    const call = this.#calls.get(index) ?? { id: "", type: "function", function: {} };
    this.#calls.set(index, call);
    const { arguments: args = "", name = "" } = call.function ?? {};
    call.id = id || call.id || "";
    call.function = {
      name: name || (piece?.name ?? ""),
      arguments: args + (piece?.arguments ?? ""),
    };
  }

  get completion(): Completion {
    const calls = [...this.#calls.entries()].sort(([a], [b]) => a - b).map(([, call]) => call);
    const message = calls.length ? { ...this.#message, tool_calls: calls } : this.#message;
    const choice = { index: 0, message, finish_reason: this.#reason };
    return { ...this.#rest, object: "chat.completion", choices: [choice] } as Completion;
  }
}
