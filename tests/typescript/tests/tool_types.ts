/** What type checkers say of tools: nothing of this is run. */

import type OpenAI from "openai";
import { runTools, responsesTools, runTool, tools, type ToolResult } from "../build/demo/tools.js";

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** A compile error unless the two types are the same. */
function same<A, B>(..._proof: Equal<A, B> extends true ? [] : [A, "is not", B]): void {}

type Completions = OpenAI.Chat.Completions;
type Message = OpenAI.Chat.ChatCompletionMessageParam;

export async function claims(openai: OpenAI): Promise<void> {
  const messages: Message[] = [{ role: "user", content: "hello" }];
  const input = "hello";

  // What the package openai takes and gives.
  await openai.chat.completions.create({ model: "m", messages, tools });
  await openai.responses.create({ model: "m", input, tools: responsesTools });

  const chat = await runTools(openai, { model: "gpt-5", messages, temperature: 0 });
  same<typeof chat.messages, Message[]>();
  same<typeof chat.response.choices, OpenAI.Chat.ChatCompletion.Choice[]>();
  same<typeof chat.stopped, "done" | "maxTurns" | "empty" | "failed">();
  await openai.chat.completions.create({ model: "m", messages: chat.messages });

  const answered = await runTools(openai, { model: "gpt-5", input, max_output_tokens: 9 });
  same<typeof answered.input, OpenAI.Responses.ResponseInputItem[]>();
  same<typeof answered.response.output, OpenAI.Responses.ResponseOutputItem[]>();

  const stream = runTools(openai, { model: "gpt-5", messages, stream: true });
  for await (const chunk of stream) same<typeof chunk, OpenAI.Chat.ChatCompletionChunk>();
  same<Awaited<ReturnType<typeof stream.result>>["messages"], Message[]>();
  const events = runTools(openai, { model: "gpt-5", input, stream: true });
  for await (const event of events) same<typeof event, OpenAI.Responses.ResponseStreamEvent>();

  same<Awaited<ReturnType<typeof runTool>>, ToolResult>();
  same<ToolResult["value"], unknown>();
  await runTool("demo__chat", { messages: [] }, { signal: new AbortController().signal });

  // @ts-expect-error: a model is needed.
  await runTools(openai, { messages });
  // @ts-expect-error: neither messages nor input.
  await runTools(openai, { model: "m" });
  // @ts-expect-error: no such role.
  await runTools(openai, { model: "m", messages: [{ role: "nobody", content: "" }] });
  // @ts-expect-error: no such option.
  await runTool("demo__chat", {}, { maxitems: 3 });
  // @ts-expect-error: no client.
  await runTools({}, { model: "m", messages });
}

/** A client of one API alone is enough. */
export async function own(client: {
  readonly chat: { readonly completions: Completions };
}): Promise<string> {
  const { text } = await runTools(client, { model: "m", messages: [] });
  return text;
}
