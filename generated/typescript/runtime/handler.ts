// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** The server half of a browser app: calls models for pages, which hold no PAT. */

import {
  Code,
  ConnectError,
  createConnectRouter,
  createContextKey,
  createContextValues,
  type ContextKey,
  type HandlerContext,
} from "@connectrpc/connect";
import {
  createAsyncIterable,
  type UniversalHandler,
  universalServerResponseToFetch,
} from "@connectrpc/connect/protocol";
import type { Allowed, AllowList } from "./allow_list.js";
import type { Connection } from "./connection.js";
import type { AccessOptions } from "./credentials.js";
import { ClarifaiError } from "./errors.js";
import { type PostModelOutputsRequest, V2 } from "./messages.js";
import { refuseUnknown } from "./options.js";
import type { RoutingOptions } from "./routing.js";
import { shown } from "./types.js";
import { Upstream } from "./upstream.js";

/** Options of {@link createHandler}. */
export interface HandlerOptions<T extends readonly Allowed[] = readonly Allowed[]>
  extends AccessOptions, RoutingOptions {
  /** What may be called: generated classes, or `{ model: CLASS, methods: ["predict"] }`. */
  readonly models: T & AllowList<T>;
  /**
   * The largest request in bytes.
   * @defaultValue 33_554_432
   */
  readonly maxBytes?: number | undefined;
  /**
   * Told of what goes wrong on this side, of which the page hears no more than that it did.
   * @defaultValue console.error
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}

const OPTIONS: Readonly<Record<keyof HandlerOptions, true>> = {
  models: true,
  maxBytes: true,
  onError: true,
  pat: true,
  sessionToken: true,
  baseUrl: true,
  rootCertificates: true,
  deploymentId: true,
  deploymentUserId: true,
  computeClusterId: true,
  nodepoolId: true,
};

/** Why a request was not let through, if it was not. */
interface Verdict {
  refusal?: ConnectError;
}

const VERDICT: ContextKey<Verdict> = /* @__PURE__ */ createContextKey<Verdict>({});
const CONTENT_TYPE = /^application\/grpc-web(\+proto)?$/i;

/**
 * A handler of requests that pages make with the clients of these models.
 *
 * It calls the models with its own credentials, once for each request, as long as the page
 * stays; it looks at no more of the path than its end. Whoever reaches it can call what it lets
 * through: check your visitors before you give it their requests.
 *
 * ```ts
 * const handle = createHandler({ models: [VisionChat] });
 * export const POST = handle; // app/api/clarifai/[...path]/route.ts of Next
 * app.post("/api/clarifai/*", (context) => handle(context.req.raw)); // Hono
 * ```
 *
 * In the page: `new VisionChat({ baseUrl: "/api/clarifai" })`.
 */
export function createHandler<const T extends readonly Allowed[]>(
  options: HandlerOptions<T>,
): (request: Request) => Promise<Response> {
  refuseUnknown(options, OPTIONS);
  const { maxBytes = 32 * 2 ** 20, onError = console.error } = options;
  if (!(maxBytes > 0)) {
    throw new ClarifaiError("invalidArgument", `maxBytes is above 0: ${shown(maxBytes)}`);
  }
  const rpcs = rpcsOf(new Upstream({ ...options, onError }));
  return (request) => answer(request, rpcs, maxBytes);
}

type Rpcs = ReadonlyMap<string, UniversalHandler>;

/** The RPCs by their paths; what they know of no field neither comes in nor goes out. */
function rpcsOf(upstream: Upstream): Rpcs {
  const binaryOptions = { readUnknownFields: false, writeUnknownFields: false };
  const router = createConnectRouter({ grpc: false, connect: false, binaryOptions });
  router.service(V2, {
    postModelOutputs: (request, context) =>
      upstream.unary(admitted(upstream, request, context), request, context),
    generateModelOutputs: (request, context) =>
      upstream.stream(admitted(upstream, request, context), request, context),
  });
  return new Map(router.handlers.map((rpc) => [rpc.requestPath, rpc]));
}

function admitted(
  upstream: Upstream,
  request: PostModelOutputsRequest,
  context: HandlerContext,
): Connection {
  try {
    return upstream.admit(request);
  } catch (error) {
    context.values.get(VERDICT).refusal = ConnectError.from(error);
    throw error;
  }
}

async function answer(request: Request, rpcs: Rpcs, maxBytes: number): Promise<Response> {
  const path = new URL(request.url).pathname.split("/").slice(-2).join("/");
  const rpc = rpcs.get(`/${path}`);
  if (!rpc) return refused(404, Code.Unimplemented, "the path names no RPC of a model");
  if (request.method !== "POST") {
    return refused(405, Code.Unimplemented, "RPCs are sent with POST", { allow: "POST" });
  }
  if (!CONTENT_TYPE.test(request.headers.get("content-type") ?? "")) {
    return refused(415, Code.InvalidArgument, "the content type is not application/grpc-web+proto");
  }
  if (rpc.method.methodKind === "bidi_streaming") {
    const what = "a bidirectional method cannot be called through a handler, only from a server";
    return refused(501, Code.Unimplemented, what);
  }
  const body = await read(request, maxBytes);
  if (!body) {
    const what = `the request is larger than ${maxBytes} bytes, the most that the handler takes`;
    return refused(413, Code.InvalidArgument, what);
  }
  const verdict: Verdict = {};
  const response = await rpc({
    httpVersion: "",
    method: request.method,
    url: request.url,
    header: request.headers,
    body: createAsyncIterable(body),
    signal: request.signal,
    contextValues: createContextValues().set(VERDICT, verdict),
  });
  const { refusal } = verdict;
  if (refusal) return refused(403, refusal.code, refusal.rawMessage);
  return universalServerResponseToFetch(response);
}

/** An answer without a call, which the client reads as an error of gRPC. */
function refused(
  status: number,
  code: Code,
  reason: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  const headers = {
    ...more,
    "content-type": "application/grpc-web+proto",
    "grpc-status": String(code),
    "grpc-message": encodeURIComponent(reason),
  };
  return new Response(null, { status, headers });
}

/** The body in pieces, or undefined where it is too large. */
async function read(request: Request, maxBytes: number): Promise<Uint8Array[] | undefined> {
  if (Number(request.headers.get("content-length")) > maxBytes) return undefined;
  const pieces: Uint8Array[] = [];
  const reader = request.body?.getReader();
  for (let left = maxBytes; reader;) {
    const step = await reader.read();
    if (step.done) break;
    left -= step.value.length;
    if (left < 0) {
      await reader.cancel();
      return undefined;
    }
    pieces.push(step.value);
  }
  return pieces;
}
