// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** The OpenAI-compatible endpoint of the platform. */

import { parseBase } from "./address.js";
import { type Access, noPat, printable } from "./credentials.js";
import { ClarifaiError } from "./errors.js";

/** What `new OpenAI(...)` of the package openai takes to call a model. */
export interface OpenAIOptions {
  readonly baseURL: string;
  /** The PAT; where the client was given a function for it, one that asks it for each call. */
  readonly apiKey: string | (() => Promise<string>);
}

/** The endpoint beside a base URL, and who calls. */
export function openaiOptions(access: Access): OpenAIOptions {
  const { baseUrl, pat, sessionToken } = access;
  if (/^(grpc:|\.{0,2}\/)/i.test(baseUrl)) {
    const what = "a local runner has no OpenAI endpoint, and a handler has none";
    throw new ClarifaiError("invalidArgument", what);
  }
  const scheme = parseBase(baseUrl).secure ? "https" : "http";
  const place = baseUrl
    .trim()
    .replace(/^[^:/]+:\/\//, "")
    .replace(/(\/v2)?\/*$/, "");
  const secret = pat || sessionToken;
  if (!secret) throw noPat(access);
  const word = pat ? "pat" : "sessionToken";
  const apiKey =
    typeof secret === "function"
      ? async (): Promise<string> => printable(word, await secret())
      : printable(word, secret);
  return { baseURL: `${scheme}://${place}/v2/ext/openai/v1`, apiKey };
}
