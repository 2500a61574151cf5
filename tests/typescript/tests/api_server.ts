/** The OpenAI API from a script: answers in turn, plain or streamed, and a look at each request. */

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import OpenAI from "openai";

type Json = Record<string, unknown>;

/** What a model says in one turn: a text, or calls by name and arguments. */
export type Said = string | readonly (readonly [name: string, args: string])[];

export interface Scripted {
  readonly said: Said;
  /** It ended at its length limit. */
  readonly isCut?: boolean;
}

/** A request that a script got. */
export interface Asked {
  readonly messages: Json[];
  readonly input: Json[];
  readonly tools: Json[];
  readonly stream?: boolean;
  readonly temperature?: number;
}

export class Script {
  readonly openai: OpenAI;
  readonly asked: Asked[] = [];
  readonly #server: Server;
  readonly #turns: Scripted[];

  private constructor(server: Server, turns: readonly Scripted[]) {
    this.#server = server;
    this.#turns = [...turns];
    const { port } = server.address() as AddressInfo;
    const baseURL = `http://127.0.0.1:${port}/v1`;
    this.openai = new OpenAI({ apiKey: "none", baseURL, maxRetries: 0 });
    server.on("request", async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      const asked = JSON.parse(Buffer.concat(pieces).toString()) as Asked;
      this.asked.push(asked);
      const isChat = request.url === "/v1/chat/completions";
      const fault = isChat ? faultOfChat(asked) : faultOfResponses(asked);
      const turn = this.#turns.shift();
      if (fault || !turn) {
        response.writeHead(400, { "content-type": "application/json" });
        response.end(JSON.stringify({ error: { message: fault || "the script is at its end" } }));
        return;
      }
      const number = this.asked.length;
      const answer = isChat ? completion(turn, number) : answered(turn, number);
      if (!asked.stream) {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(answer));
        return;
      }
      response.setHeader("content-type", "text/event-stream");
      for (const event of isChat ? chunks(answer) : events(answer)) {
        if (!isChat) response.write(`event: ${String(event["type"])}\n`);
        response.write(`data: ${JSON.stringify(event)}\n\n`);
      }
      response.end(isChat ? "data: [DONE]\n\n" : "");
    });
  }

  /** A server that says these turns. */
  static async of(...turns: readonly (Said | Scripted)[]): Promise<Script> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    server.unref();
    const full = turns.map((turn) =>
      typeof turn === "object" && "said" in turn ? turn : { said: turn },
    );
    return new Script(server, full);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function completion({ isCut = false, said }: Scripted, turn: number): Json {
  const isText = typeof said === "string";
  const calls = isText
    ? []
    : said.map(([name, args], at) => ({
        id: `call_${turn}_${at}`,
        type: "function",
        function: { name, arguments: args },
      }));
  const message = {
    role: "assistant",
    content: isText ? said : null,
    ...(isText ? {} : { tool_calls: calls }),
  };
  const reason = isCut ? "length" : isText ? "stop" : "tool_calls";
  const choices = [{ index: 0, message, finish_reason: reason }];
  return { id: `completion_${turn}`, object: "chat.completion", model: "scripted", choices };
}

/** A completion bit by bit: arguments three characters at a time, calls in turn. */
function* chunks(whole: Json): Generator<Json> {
  const [choice] = whole["choices"] as { message: Json; finish_reason: string }[];
  const { content, tool_calls: calls = [] } = choice?.message as {
    content: string | null;
    tool_calls?: { id: string; function: { name: string; arguments: string } }[];
  };
  const chunk = (delta: Json, reason: string | null = null): Json => ({
    id: whole["id"],
    object: "chat.completion.chunk",
    model: "scripted",
    choices: [{ index: 0, delta, finish_reason: reason }],
  });
  yield chunk({ role: "assistant", content: content === null ? null : "" });
  for (const piece of content?.match(/[^]{1,3}/g) ?? []) yield chunk({ content: piece });
  for (const [index, call] of calls.entries()) {
    const head = {
      id: call.id,
      type: "function",
      function: { name: call.function.name, arguments: "" },
    };
    yield chunk({ tool_calls: [{ index, ...head }] });
  }
  const pieces = calls.map((call) => call.function.arguments.match(/[^]{1,3}/g) ?? []);
  for (let at = 0; at < Math.max(0, ...pieces.map(({ length }) => length)); at += 1) {
    for (const [index, each] of pieces.entries()) {
      if (each[at] === undefined) continue;
      yield chunk({ tool_calls: [{ index, function: { arguments: each[at] } }] });
    }
  }
  yield chunk({}, choice?.finish_reason);
  yield { ...chunk({}), choices: [], usage: { total_tokens: 3 } };
}

function answered({ isCut = false, said }: Scripted, turn: number): Json {
  const reasoning = { id: `rs_${turn}`, type: "reasoning", summary: [] };
  const status = isCut ? "incomplete" : "completed";
  const text = { type: "output_text", text: said, annotations: [] };
  const message = {
    id: `msg_${turn}`,
    type: "message",
    role: "assistant",
    status,
    content: [text],
  };
  const output =
    typeof said === "string"
      ? [reasoning, message]
      : [
          reasoning,
          ...said.map(([name, args], at) => ({
            id: `fc_${turn}_${at}`,
            type: "function_call",
            call_id: `call_${turn}_${at}`,
            name,
            arguments: args,
            status,
          })),
        ];
  return { id: `response_${turn}`, object: "response", model: "scripted", status, output };
}

function* events(response: Json): Generator<Json> {
  yield { type: "response.created", response: { ...response, output: [], status: "in_progress" } };
  for (const [index, item] of (response["output"] as Json[]).entries()) {
    yield { type: "response.output_item.added", output_index: index, item };
    const args = typeof item["arguments"] === "string" ? item["arguments"] : "";
    for (const delta of args.match(/[^]{1,3}/g) ?? []) {
      yield { type: "response.function_call_arguments.delta", output_index: index, delta };
    }
    yield { type: "response.output_item.done", output_index: index, item };
  }
  yield { type: `response.${String(response["status"])}`, response };
}

/** What the API would refuse: calls that are not answered once each, next, and before all else. */
function faultOfChat({ messages, tools }: Asked): string {
  for (const tool of tools) {
    if (typeof (tool["function"] as Json)["strict"] !== "boolean") return "strict is not told";
  }
  for (const [at, message] of messages.entries()) {
    const calls = (message["tool_calls"] ?? []) as { id: string }[];
    const answers = messages.slice(at + 1, at + 1 + calls.length);
    const ids = answers.map((each) => each["tool_call_id"]);
    if (calls.some(({ id }, position) => ids[position] !== id)) return "a call is not answered";
    if (answers.some(({ content }) => typeof content !== "string")) return "a tool says texts";
  }
  const wanted = messages.flatMap((each) => (each["tool_calls"] as unknown[]) ?? []).length;
  const given = messages.filter(({ role }) => role === "tool").length;
  return wanted === given ? "" : "there are answers to no call";
}

function faultOfResponses({ input, tools }: Asked): string {
  if (tools.some(({ strict }) => typeof strict !== "boolean")) return "strict is not told";
  const of = (type: string): unknown[] =>
    input.filter((item) => item["type"] === type).map((item) => item["call_id"]);
  const same = JSON.stringify(of("function_call")) === JSON.stringify(of("function_call_output"));
  if (!same) return "a call is not answered once";
  const calls = of("function_call").length;
  const thoughts = input.filter(({ type }) => type === "reasoning").length;
  return calls && !thoughts ? "a call without the reasoning that led to it" : "";
}
