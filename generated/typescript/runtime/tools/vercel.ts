// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Tools of the Vercel AI SDK, the package ai, version 5 or newer. */

import { toBase64 } from "./base64.js";
import type { ToolOptions } from "./options.js";
import type { ToolPart, ToolResult } from "./result.js";
import type { Runner } from "./turn.js";

/** What is needed of the package: `import * as ai from "ai"`, or `{ jsonSchema }` of it. */
export interface VercelAI<S> {
  jsonSchema(schema: object): S;
}

/** A file of a result, in a form that can be stored. */
export interface VercelFile {
  readonly kind: ToolPart["kind"];
  readonly name: string;
  readonly mime: string;
  /** In base64; empty where only the URL is known. */
  readonly data: string;
  readonly url: string;
}

/** A result in a form that can be stored and sent to a page. */
export interface VercelOutput {
  readonly text: string;
  readonly isError: boolean;
  readonly files: readonly VercelFile[];
}

/** A part of what a model is told. */
export type VercelContent =
  | { type: "text"; text: string }
  | { type: "image-data"; data: string; mediaType: string }
  | { type: "image-url"; url: string }
  | { type: "file-data"; data: string; mediaType: string; filename: string };

/** What a model is told. */
export type VercelModelOutput =
  | { type: "text"; value: string }
  | { type: "error-text"; value: string }
  | { type: "content"; value: VercelContent[] };

/** A tool as `generateText` and `streamText` take it. */
export interface VercelTool<S> {
  description: string;
  inputSchema: S;
  strict: boolean;
  execute(input: unknown, options: { abortSignal?: AbortSignal }): Promise<VercelOutput>;
  toModelOutput(given: { output: VercelOutput }): VercelModelOutput;
}

/**
 * The tools by their names, for `tools` of `generateText` and `streamText`. The SDK runs them;
 * its own signal ends a call.
 */
export type VercelTools = <S>(
  ai: VercelAI<S>,
  options?: ToolOptions,
) => Record<string, VercelTool<S>>;

/** The function that makes tools of a set. */
export function vercelToolsOf(set: Runner): VercelTools {
  return (ai, options = {}) => {
    const entries = set.specs.map(({ description, name, parameters, strict }) => {
      const tool: VercelTool<ReturnType<typeof ai.jsonSchema>> = {
        description,
        inputSchema: ai.jsonSchema({ ...parameters }),
        strict,
        async execute(input, { abortSignal } = {}) {
          const signal = abortSignal ?? options.signal;
          return stored(await set.runTool(name, input, { ...options, signal }));
        },
        toModelOutput,
      };
      return [name, tool] as const;
    });
    return Object.fromEntries(entries);
  };
}

function stored({ isError, parts, text }: ToolResult): VercelOutput {
  const files = parts.map(({ bytes, kind, mime, name, url = "" }) => ({
    kind,
    name,
    mime,
    data: bytes ? toBase64(bytes) : "",
    url,
  }));
  return { text, isError, files };
}

/** Version 5 gives the output itself, and has one kind of part for all files. */
function toModelOutput(given: { output: VercelOutput }): VercelModelOutput {
  const isOld = !("output" in given);
  const { files, isError, text } = isOld ? (given as unknown as VercelOutput) : given.output;
  if (isError) return { type: "error-text", value: text };
  const shown = files.flatMap((file): VercelContent[] =>
    isOld ? oldContent(file) : content(file),
  );
  if (shown.length === 0) return { type: "text", value: text };
  return { type: "content", value: [{ type: "text", text }, ...shown] };
}

function content({ data, kind, mime, name, url }: VercelFile): VercelContent[] {
  if (kind === "image") {
    return [data ? { type: "image-data", data, mediaType: mime } : { type: "image-url", url }];
  }
  if (mime !== "application/pdf" || !data) return [];
  return [{ type: "file-data", data, mediaType: mime, filename: `${name}.pdf` }];
}

function oldContent({ data, kind, mime }: VercelFile): VercelContent[] {
  if (kind !== "image" || !data) return [];
  return [{ type: "media", data, mediaType: mime } as unknown as VercelContent];
}
