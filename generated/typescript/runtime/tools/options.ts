// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Options of a call of a tool, and the clients that run it. */

import { ClarifaiError } from "../errors.js";
import type { CallOptions } from "../options.js";
import { refuseUnknown } from "../options.js";
import { isObject, isPlain } from "../types.js";
import { type Attachment, type Attachments, readAttachments } from "./files.js";
import type { Tool } from "./tool.js";

/** How calls of tools are run. */
export interface ToolOptions {
  /**
   * One client, an array of them, or an object with a client by its class's name. By default
   * they are made on first use, with what the environment has.
   */
  readonly clients?: object | undefined;
  /** Files that a model may name in a call, by their ids. */
  readonly attachments?: Attachments | undefined;
  /** Ends the calls when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for a call; by default the client's. */
  readonly timeoutMs?: number | undefined;
  /**
   * Items after which a stream is left.
   * @defaultValue 1000
   */
  readonly maxItems?: number | undefined;
  /**
   * Characters after which a stream of texts is left.
   * @defaultValue 50_000
   */
  readonly maxCharacters?: number | undefined;
  /**
   * Characters of a result's text.
   * @defaultValue 50_000
   */
  readonly maxText?: number | undefined;
  /**
   * Bytes of one file that a model sends.
   * @defaultValue 20_000_000
   */
  readonly maxMediaBytes?: number | undefined;
  /** Called with a tool's name and each item of its stream. */
  readonly onChunk?: ((tool: string, item: unknown) => void) | undefined;
}

const KNOWN: Readonly<Record<keyof ToolOptions, true>> = {
  clients: true,
  attachments: true,
  signal: true,
  timeoutMs: true,
  maxItems: true,
  maxCharacters: true,
  maxText: true,
  maxMediaBytes: true,
  onChunk: true,
};

/** The options of tools among those of a loop, and the others. */
export function parted(options: object): { own: ToolOptions; others: Record<string, unknown> } {
  const entries = Object.entries(options);
  const isOwn = ([name]: [string, unknown]): boolean => Object.hasOwn(KNOWN, name);
  return {
    own: Object.fromEntries(entries.filter(isOwn)),
    others: Object.fromEntries(entries.filter((entry) => !isOwn(entry))),
  };
}

/** What holds for each call, everything filled in. */
export interface Limits {
  readonly clients: object | undefined;
  readonly attachments: ReadonlyMap<string, Attachment>;
  readonly call: CallOptions;
  readonly maxItems: number;
  readonly maxCharacters: number;
  readonly maxText: number;
  readonly maxMediaBytes: number;
  readonly onChunk: (tool: string, item: unknown) => void;
}

/** The limits that options mean. Throws ClarifaiError for an unknown option. */
export async function limitsOf(options: ToolOptions): Promise<Limits> {
  refuseUnknown(options, KNOWN);
  const { signal, timeoutMs } = options;
  const timed = timeoutMs === undefined ? {} : { timeoutMs, streamTimeoutMs: timeoutMs };
  return {
    clients: options.clients,
    attachments: await readAttachments(options.attachments),
    call: { ...timed, ...(signal ? { signal } : {}) },
    maxItems: options.maxItems ?? 1000,
    maxCharacters: options.maxCharacters ?? 50_000,
    maxText: options.maxText ?? 50_000,
    maxMediaBytes: options.maxMediaBytes ?? 20_000_000,
    onChunk: options.onChunk ?? (() => undefined),
  };
}

/** Which client runs a tool; those that nobody gave are made once. */
export class Clients {
  readonly #made: Map<unknown, object> = new Map();

  /**
   * The client for a tool. Where all tools are of one model (`isOnly`), any client is taken for
   * its. Throws ClarifaiError where none of those given fits.
   */
  of({ spec }: Tool, given: object | undefined, isOnly: boolean): object {
    const { client: made, model, name } = spec;
    if (!given) {
      const client = this.#made.get(made) ?? new made();
      this.#made.set(made, client);
      return client;
    }
    const named: unknown = isPlain(given) && Object.hasOwn(given, model) ? given[model] : undefined;
    if (isObject(named)) return named;
    const rows: readonly unknown[] = Array.isArray(given) ? given : [given];
    const found = rows.find((each) => each instanceof made) ?? (isOnly ? rows[0] : undefined);
    if (isObject(found) && (rows.length === 1 || found instanceof made)) return found;
    const what = `there is no ${model} among the clients, for ${name}`;
    throw new ClarifaiError("argumentType", what);
  }
}
