// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Loops through Responses. */

import type { ToolRun } from "./loop_types.js";
import { sourceOfPart } from "./result.js";
import type { ResponsesTool } from "./tool.js";
import { type Api, requested, type Turn } from "./turn.js";

interface Item {
  type?: string;
  call_id?: string;
  name?: string;
  arguments?: string;
  status?: string;
  content?: readonly { type?: string; text?: string }[];
}

interface Answered {
  status?: string;
  output?: Item[];
}

interface Event {
  type?: string;
  response?: Answered;
}

const ENDS: ReadonlySet<string | undefined> = new Set([
  "response.completed",
  "response.incomplete",
  "response.failed",
]);

/** Responses of a client. */
export function responsesApi(client: object, body: object, tools: ResponsesTool[]): Api {
  const offered = tools.length ? { tools } : {};
  return {
    async *ask(history, signal) {
      const request = { ...body, ...offered, input: [...history] };
      const answer = await requested(client, ["responses"], request, signal);
      if (!("stream" in body && body.stream === true)) return turnOf(answer as Answered);
      let last: Answered | undefined;
      for await (const event of answer as AsyncIterable<Event>) {
        if (ENDS.has(event.type)) last = event.response;
        yield event;
      }
      return turnOf(last);
    },
    told,
  };
}

function turnOf(response: Answered | undefined): Turn {
  const { output = [], status } = response ?? { status: "failed" };
  const none = { response, items: [], text: "", calls: [] };
  if (status === "failed" || status === "cancelled") return { ...none, stopped: "failed" };
  if (output.length === 0) return { ...none, stopped: "empty" };
  const isCut = status === "incomplete";
  const calls = output
    .filter(({ type }) => type === "function_call")
    .map(({ arguments: args, call_id: id = "", name = "" }) => ({
      id,
      name,
      arguments: args,
      isCut,
    }));
  const said = output.filter(({ type }) => type === "message").flatMap(({ content }) => content);
  const texts = said.map((part) => (part?.type === "output_text" ? part.text : ""));
  // Reasoning items belong to the calls that follow them.
  return { response, items: output, text: texts.join(""), calls, stopped: "done" };
}

function told(runs: readonly ToolRun[]): unknown[] {
  return runs.map(({ id, result }) => {
    const { parts, text } = result;
    const files = parts.flatMap((part): object[] => {
      if (part.kind === "image") {
        const url = sourceOfPart(part);
        return [{ type: "input_image", detail: "auto", image_url: url }];
      }
      if (part.mime !== "application/pdf") return [];
      return [{ type: "input_file", filename: `${part.name}.pdf`, file_data: sourceOfPart(part) }];
    });
    const output = files.length ? [{ type: "input_text", text }, ...files] : text;
    return { type: "function_call_output", call_id: id, output };
  });
}
