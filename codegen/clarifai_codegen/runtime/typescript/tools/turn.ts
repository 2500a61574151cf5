// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** One turn of a language model: what it answers, what it wants to be called, who runs that. */

import { ClarifaiError } from "../errors.js";
import { isObject } from "../types.js";
import type { Stopped, ToolRun } from "./loop_types.js";
import type { ToolOptions } from "./options.js";
import type { ToolResult } from "./result.js";
import type { ChatTool, ResponsesTool, ToolSpec } from "./tool.js";

/** What a model wants to be called. */
export interface ToolCall {
  readonly name: string;
  /** As the model wrote them: JSON, or what it means. */
  readonly arguments?: unknown;
  /** The model's answer ended before the arguments did. */
  readonly isCut?: boolean;
}

/**
 * Run the call of a model: `args` as it wrote them, in JSON or parsed.
 *
 * A wrong call is not run, and an error of the model becomes a text for the caller's model; both
 * have `isError`. Rejects where no model can mend it: `authentication`, `permissionDenied`,
 * `rateLimit`, a signal that was aborted, a client that does not fit.
 */
export type RunTool = (name: string, args?: unknown, options?: ToolOptions) => Promise<ToolResult>;

/** What offers tools and runs calls of them: see `ToolSet`. */
export interface Runner {
  readonly specs: ToolSpec[];
  readonly tools: ChatTool[];
  readonly responsesTools: ResponsesTool[];
  readonly runTool: RunTool;
  runAll(calls: readonly ToolCall[], options?: ToolOptions): Promise<ToolResult[]>;
}

/** What a model answered in one turn. */
export interface Turn {
  readonly response: unknown;
  /** What of it belongs into the history. */
  readonly items: readonly unknown[];
  readonly text: string;
  readonly calls: readonly (ToolCall & { readonly id: string })[];
  /** Why there is no more to come, where there are no calls. */
  readonly stopped: Stopped;
}

/** How one of the APIs is asked and told. */
export interface Api {
  /** Ask for a turn; what is streamed is yielded. */
  ask(history: readonly unknown[], signal: AbortSignal | undefined): AsyncGenerator<unknown, Turn>;
  /** What the results are in the history: each call is answered once, in order. */
  told(runs: readonly ToolRun[]): unknown[];
}

/** A request of a client. Throws ClarifaiError where it has no such API. */
export async function requested(
  client: object,
  path: readonly string[],
  body: object,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  let owner: unknown = client;
  for (const name of path) owner = isObject(owner) ? owner[name] : undefined;
  const create: unknown = isObject(owner) ? owner["create"] : undefined;
  if (typeof create !== "function") {
    const what = `the client has no ${path.join(".")}.create: pass one of the package openai`;
    throw new ClarifaiError("argumentType", what);
  }
  return create.call(owner, body, ...(signal ? [{ signal }] : []));
}
