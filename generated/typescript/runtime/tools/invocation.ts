// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** A call of one tool: its arguments are checked, converted, sent; streams collected. */

import { ClarifaiError } from "../errors.js";
import { isObject, member } from "../types.js";
import { Converter } from "./convert.js";
import { failureText } from "./failure.js";
import { Host } from "./files.js";
import { BadJson, parseJson } from "./json_text.js";
import type { Limits } from "./options.js";
import { cited, counted, invalidJson, refusal } from "./problems.js";
import { isTextType, rendered, renderedItems, shortened } from "./render.js";
import type { PartNames, ToolResult } from "./result.js";
import { nameOf, typeOf } from "./schema.js";
import type { Answer, Tool } from "./tool.js";
import { checked } from "./validate.js";

/** What became of a call: a value, or a text that says why there is none. */
export interface Outcome {
  readonly value?: unknown;
  readonly error?: string;
  readonly note?: string;
}

/** Run a call of a tool by a client. Throws what no model can mend. */
export async function invoke(
  tool: Tool,
  given: unknown,
  clientOf: () => object,
  limits: Limits,
): Promise<Outcome> {
  const values = argumentsFor(tool, given, limits);
  if (typeof values === "string") return { error: values };
  const client = clientOf();
  try {
    const answer = tool.call(client, values, limits.call);
    if (tool.method.kind !== "unary") return await collected(tool, answer, limits);
    return { value: await (answer as PromiseLike<unknown>) };
  } catch (error) {
    // A caller's own signal ends everything, whatever a client makes of it.
    limits.call.signal?.throwIfAborted();
    return { error: failureText(tool.name, error) };
  }
}

/** The result of a call. */
export function resultOf(
  tool: Tool,
  { error, note = "", value }: Outcome,
  names: PartNames,
  { maxText }: Limits,
): ToolResult {
  if (error !== undefined) return failed(shortened(error, maxText));
  const { kind, result } = tool.method;
  const isList = kind !== "unary" && !isTextType(result) && Array.isArray(value);
  const text = isList ? renderedItems(result, value, names) : rendered(result, value, names);
  const parts = names.take();
  return { text: shortened(text, maxText) + note, parts, value, isError: false };
}

/** The result of a call that was not run, or failed. */
export function failed(text: string): ToolResult {
  return { text, parts: [], value: undefined, isError: true };
}

type Values = Readonly<Record<string, unknown>>;

/** The converted arguments by their names on the wire, or why there is no call. */
function argumentsFor(tool: Tool, given: unknown, limits: Limits): Values | string {
  let sent: unknown;
  try {
    sent = given === "" ? {} : typeof given === "string" ? parseJson(given) : given;
  } catch (error) {
    if (!(error instanceof BadJson)) throw error;
    return invalidJson(error.message, String(given));
  }
  sent ??= {};
  if (!isObject(sent) || Array.isArray(sent)) {
    const text = typeof given === "string" ? given : cited(given);
    return invalidJson(`an object is needed, got ${nameOf(typeOf(sent))}`, text);
  }
  const { attachments, maxMediaBytes } = limits;
  const host = new Host(attachments, maxMediaBytes);
  const clean = checked(tool.spec.parameters, sent, "", host.problems) as Values;
  const values = host.problems.length ? {} : converted(tool, clean, host);
  if (host.problems.length) return refusal(tool.name, host.problems);
  return { ...values, ...fixedOf(tool, limits) };
}

function converted(tool: Tool, given: Values, host: Host): Values {
  const converter = new Converter(host);
  const entries = Object.keys(given).map((name): [string, unknown] => {
    const parameter = tool.parameter(name);
    const value = member(given, name);
    if (!parameter) return [name, value];
    const { codec } = parameter;
    return [
      name,
      parameter.stream ? converter.list(codec, value, name) : converter.value(codec, value, name),
    ];
  });
  return Object.fromEntries(entries);
}

/** The fixed arguments. Throws ClarifaiError where they are wrong, which is the host's affair. */
function fixedOf(tool: Tool, { attachments }: Limits): Values {
  const { fixed } = tool.spec;
  if (!fixed) return {};
  const host = new Host(attachments, Infinity);
  const values = converted(tool, fixed, host);
  if (host.problems.length) {
    throw new ClarifaiError("invalidArgument", refusal(tool.name, host.problems));
  }
  return values;
}

/** What a stream gives until it ends, or has given enough: leaving it cancels the rest. */
async function collected(tool: Tool, answer: Answer, limits: Limits): Promise<Outcome> {
  const { maxCharacters, maxItems, onChunk } = limits;
  const joins = isTextType(tool.method.result);
  const items: unknown[] = [];
  let text = "";
  let note = "";
  for await (const item of answer as AsyncIterable<unknown>) {
    onChunk(tool.name, item);
    items.push(item);
    if (joins) text += String(item);
    if (text.length > maxCharacters) note = left(maxCharacters, "character");
    else if (items.length >= maxItems) note = left(maxItems, "item");
    if (note) break;
  }
  return { value: joins ? text.slice(0, maxCharacters) : items, note };
}

function left(many: number, noun: string): string {
  return `\n(the stream was left after ${counted(many, noun)})`;
}
