// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What a handler does for a page: sends what was let through, with credentials of its own. */

import { equals } from "@bufbuild/protobuf";
import { Code, ConnectError, type HandlerContext, type Transport } from "@connectrpc/connect";
import { Gate, type Allowed, methodOf } from "./allow_list.js";
import { Connection } from "./connection.js";
import { metadataOf } from "./core.js";
import { type AccessOptions, resolveAccess } from "./credentials.js";
import {
  type MultiOutputResponse,
  type PostModelOutputsRequest,
  type RunnerSelector,
  RunnerSelectorSchema,
  V2,
} from "./messages.js";
import type { ModelId } from "./method.js";
import { routingOf, type RoutingOptions, selectorOf } from "./routing.js";

/** Milliseconds for an answer, where the page sets no bound. */
const LONGEST_MS = 600_000;

/** Where a handler calls, and as who. */
export interface UpstreamOptions extends AccessOptions, RoutingOptions {
  readonly models: readonly Allowed[];
  readonly onError: (error: unknown) => void;
}

/** The way to a model's server, and what must not come back from there. */
interface Way {
  readonly transport: Transport;
  readonly headers: Headers;
  readonly secrets: readonly string[];
}

/** Calls models for pages. */
export class Upstream {
  readonly #gate: Gate;
  readonly #options: UpstreamOptions;
  readonly #selector: RunnerSelector | undefined;
  readonly #connections: Map<string, Connection> = new Map();

  constructor(options: UpstreamOptions) {
    this.#selector = selectorOf(routingOf(options));
    this.#gate = new Gate(options.models);
    this.#options = options;
  }

  /** What is sent for a request of a page. Throws PERMISSION_DENIED where it is not let through. */
  admit(request: PostModelOutputsRequest): Connection {
    const model = this.#gate.admit(request);
    const { runnerSelector: asked } = request;
    const mine = this.#selector;
    if (asked && !(mine && equals(RunnerSelectorSchema, asked, mine))) {
      throw new ConnectError(
        "the handler decides where calls run: leave out deploymentId, computeClusterId, nodepoolId",
        Code.PermissionDenied,
      );
    }
    if (mine) request.runnerSelector = mine;
    for (const input of request.inputs) {
      if (input.data) input.data.metadata = metadataOf(methodOf(input));
    }
    return this.#connectionOf(model);
  }

  /** One answer. */
  async unary(
    connection: Connection,
    request: PostModelOutputsRequest,
    context: HandlerContext,
  ): Promise<MultiOutputResponse> {
    const { headers, secrets, transport } = await this.#open(connection);
    const ms = context.timeoutMs() ?? LONGEST_MS;
    try {
      const rpc = V2.method.postModelOutputs;
      const { message } = await transport.unary(rpc, context.signal, ms, headers, request);
      return cleaned(message, secrets);
    } catch (error) {
      throw this.#told(error, context.signal, secrets);
    }
  }

  /** A stream of answers. */
  async *stream(
    connection: Connection,
    request: PostModelOutputsRequest,
    context: HandlerContext,
  ): AsyncGenerator<MultiOutputResponse, void> {
    const { headers, secrets, transport } = await this.#open(connection);
    const { signal } = context;
    try {
      const rpc = V2.method.generateModelOutputs;
      const ms = context.timeoutMs();
      const { message } = await transport.stream(rpc, signal, ms, headers, once(request));
      for await (const each of message) yield cleaned(each, secrets);
    } catch (error) {
      throw this.#told(error, signal, secrets);
    }
  }

  #connectionOf(model: ModelId): Connection {
    const { pat, rootCertificates, sessionToken } = this.#options;
    const baseUrl = this.#options.baseUrl || model.baseUrl;
    const patEnv = model.patEnv ?? "CLARIFAI_PAT";
    const key = JSON.stringify([baseUrl, patEnv]);
    const known = this.#connections.get(key);
    if (known) return known;
    const access = { pat, sessionToken, baseUrl, rootCertificates };
    const made = new Connection(() => resolveAccess(access, patEnv));
    this.#connections.set(key, made);
    return made;
  }

  async #open(connection: Connection): Promise<Way> {
    try {
      const transport = await connection.transport();
      const headers = await connection.headers(undefined);
      const secrets: string[] = [];
      headers.forEach((value) => secrets.push(value.replace(/^Key /, "")));
      return { transport, headers, secrets };
    } catch (error) {
      this.#options.onError(error);
      throw new ConnectError("the handler cannot call models; its log says why", Code.Internal);
    }
  }

  /** What a page is told of a failure: what the server said, but not what our side knows. */
  #told(thrown: unknown, signal: AbortSignal, secrets: readonly string[]): ConnectError {
    if (signal.aborted) return ConnectError.from(signal.reason, Code.Canceled);
    const error = ConnectError.from(thrown);
    // A cause is something of this machine: the server's own words come without one.
    if (error.cause === undefined) {
      return new ConnectError(without(secrets, error.rawMessage), error.code);
    }
    this.#options.onError(thrown);
    return new ConnectError("the handler did not reach the model's server", error.code);
  }
}

async function* once<T>(value: T): AsyncGenerator<T, void> {
  yield value;
}

/** A response whose statuses hold none of the secrets. */
function cleaned(response: MultiOutputResponse, secrets: readonly string[]): MultiOutputResponse {
  for (const status of [response.status, ...response.outputs.map((output) => output.status)]) {
    if (!status) continue;
    status.description = without(secrets, status.description);
    status.details = without(secrets, status.details);
  }
  return response;
}

function without(secrets: readonly string[], text: string): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
}
