// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Tools for language models: schemas of methods, and what runs a model's calls of them. */

export type { Attachment, Attachments } from "./files.js";
export { type RunTools, ToolStream } from "./loop.js";
export type {
  ChatClient,
  ChatOptions,
  ChatRun,
  ChatStreamOptions,
  ResponsesClient,
  ResponsesOptions,
  ResponsesRun,
  ResponsesStreamOptions,
  Stopped,
  ToolRun,
} from "./loop_types.js";
export type { ToolOptions } from "./options.js";
export type { ToolPart, ToolResult } from "./result.js";
export type { JsonSchema, JsonType } from "./schema.js";
export type { ChatTool, ClientClass, ResponsesTool, ToolSpec } from "./tool.js";
export { ToolSet, type ToolSetChange } from "./tool_set.js";
export type { RunTool, ToolCall } from "./turn.js";
export type {
  VercelAI,
  VercelContent,
  VercelFile,
  VercelModelOutput,
  VercelOutput,
  VercelTool,
  VercelTools,
} from "./vercel.js";
