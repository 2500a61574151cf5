// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** gRPC-web over `fetch`, for browsers and edge workers: there it is `transport.ts`. */

import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { createLinkedAbortController } from "@connectrpc/connect/protocol";
import { findTrailerError } from "@connectrpc/connect/protocol-grpc";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { DEFAULT_BASE, parseBase } from "./address.js";
import { ClarifaiError } from "./errors.js";
import type { Opened, refuseKind as refuse } from "./transport.js";
import { quoted } from "./types.js";

export type { Opened } from "./transport.js";

/**
 * Make a transport to a base URL: the path of a handler, such as `/api/clarifai`, or an address,
 * whose path is kept.
 */
export async function openTransport(baseUrl: string, rootCertificates: string): Promise<Opened> {
  if (rootCertificates) {
    throw unsupported("rootCertificates", "the platform decides which certificates it trusts");
  }
  const calls = new Set<AbortController>();
  const transport = createGrpcWebTransport({
    baseUrl: absolute(baseUrl),
    fetch: (url, init) => send(url, init, calls),
    interceptors: [tellUnreachable],
  });
  return { transport, close: () => calls.forEach((call) => call.abort()) };
}

/** Whether calls to a base URL need a credential: a handler or a proxy adds its own. */
export function needsPat(baseUrl: string): boolean {
  return !isRelative(baseUrl) && absolute(baseUrl).startsWith(absolute(DEFAULT_BASE));
}

/** Throws for a method that cannot be called from here: a bidirectional one. */
export const refuseKind: typeof refuse = ({ kind, name }) => {
  if (kind !== "bidirectional") return;
  const why = "`fetch` sends no stream; call it from Node, Bun or Deno";
  throw unsupported("a bidirectional method", why, name);
};

function unsupported(what: string, why: string, method?: string): ClarifaiError {
  const reason = `${what} cannot be used in a browser or edge worker: ${why}`;
  return new ClarifaiError("unsupported", reason, { method });
}

function isRelative(baseUrl: string): boolean {
  return /^\.{0,2}\/(?!\/)/.test(baseUrl);
}

function absolute(baseUrl: string): string {
  if (isRelative(baseUrl)) return baseUrl;
  const { address, path, secure } = parseBase(baseUrl);
  if (/^grpc:/i.test(baseUrl)) {
    throw unsupported(quoted(baseUrl), "give the address of a handler or a gRPC-web proxy");
  }
  return `${secure ? "https" : "http"}://${address}${path}`;
}

/**
 * `fetch` that follows no redirect, which would get the PAT (workerd knows no "error"), and that
 * takes a page for no answer.
 */
async function send(
  url: Parameters<typeof fetch>[0],
  init: Parameters<typeof fetch>[1],
  calls: Set<AbortController>,
): Promise<Response> {
  // Of its own, since workerd lets no request touch a signal of another one.
  const call = createLinkedAbortController(init?.signal ?? undefined);
  const { signal } = call;
  calls.add(call);
  // Connect's signal is aborted when a call has ended, in whatever way.
  signal.addEventListener("abort", () => calls.delete(call));
  const response = await fetch(url, { ...init, redirect: "manual", signal });
  const { headers, ok, status, type } = response;
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) {
    const what = "the address answers with a redirect, which is not followed";
    throw new ConnectError(what, Code.FailedPrecondition);
  }
  // A handler's refusal: its code tells more than the HTTP status.
  const refusal = ok ? undefined : findTrailerError(headers);
  if (refusal) throw refusal;
  const found = headers.get("content-type") ?? "nothing";
  if (ok && !found.startsWith("application/grpc-web")) {
    const what = `the address answers with ${found}, not with gRPC-web: is baseUrl right?`;
    throw new ConnectError(what, Code.Unimplemented);
  }
  return response;
}

/** What `fetch` throws where nobody answers, and where an answer breaks off, is UNAVAILABLE. */
const tellUnreachable: Interceptor = (next) => async (request) => {
  try {
    const response = await next(request);
    return response.stream ? { ...response, message: told(response.message) } : response;
  } catch (error) {
    throw ConnectError.from(error, Code.Unavailable);
  }
};

async function* told<T>(messages: AsyncIterable<T>): AsyncGenerator<T, void> {
  try {
    yield* messages;
  } catch (error) {
    throw ConnectError.from(error, Code.Unavailable);
  }
}
