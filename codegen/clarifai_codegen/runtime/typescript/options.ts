// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Options of a client and of a call: what may be given, and what holds where nothing is. */

import type { AccessOptions } from "./credentials.js";
import { ClarifaiError } from "./errors.js";
import { nearest } from "./nearest.js";
import type { Bounds, Wait } from "./retry.js";
import { ownerOf, type Routing, routingOf, type RoutingOptions } from "./routing.js";
import { quoted, shown } from "./types.js";
import type { BytesInput, HeadersInput, JsonInput } from "./types.js";

/** A value of an argument that a client does not know yet. */
export type ExtraArgument = string | number | bigint | boolean | BytesInput | JsonInput;

/** How calls are made. */
export interface CallSettings extends RoutingOptions {
  /**
   * Milliseconds for a whole call with its retries, for a stream until its first item.
   * null means no bound.
   * @defaultValue 600_000
   */
  readonly timeoutMs?: number | null | undefined;
  /**
   * Milliseconds for the rest of a stream.
   * @defaultValue null
   */
  readonly streamTimeoutMs?: number | null | undefined;
  /**
   * Further attempts where nothing was run.
   * @defaultValue 2
   */
  readonly maxRetries?: number | undefined;
  /**
   * Milliseconds to wait for a model that is being deployed.
   * @defaultValue 300_000
   */
  readonly waitForDeploymentMs?: number | undefined;
  /** Called before a wait for a model that is being deployed. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
  /** Called before another attempt. */
  readonly onRetry?: ((wait: Wait) => void) | undefined;
  /**
   * Check ranges and choices before the call.
   * @defaultValue true
   */
  readonly validate?: boolean | undefined;
  /** Headers to send besides our own. */
  readonly headers?: HeadersInput | undefined;
  /** Arguments that this client does not know yet, by their names on the wire. */
  readonly extraArguments?: Readonly<Record<string, ExtraArgument>> | undefined;
}

/** Options of one call. */
export interface CallOptions extends CallSettings {
  /** Ends the call when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of a client and of `withOptions`. */
export interface ClientOptions extends CallSettings, AccessOptions {
  /** Which model, instead of the one locked: a model URL, or `grpc://host:port` of a runner. */
  readonly url?: string | undefined;
  readonly userId?: string | undefined;
  readonly appId?: string | undefined;
  readonly modelId?: string | undefined;
  readonly versionId?: string | undefined;
}

type Known<T> = Readonly<Record<keyof T, true>>;

/** Options that decide on the connection. */
export const ACCESS_OPTIONS: Known<AccessOptions> & { url: true } = {
  pat: true,
  sessionToken: true,
  baseUrl: true,
  rootCertificates: true,
  url: true,
};

const CALL_OPTIONS: Known<CallOptions> = {
  deploymentId: true,
  deploymentUserId: true,
  computeClusterId: true,
  nodepoolId: true,
  timeoutMs: true,
  streamTimeoutMs: true,
  maxRetries: true,
  waitForDeploymentMs: true,
  onWait: true,
  onRetry: true,
  validate: true,
  headers: true,
  extraArguments: true,
  signal: true,
};

const CLIENT_OPTIONS: Known<ClientOptions> = (({ signal: _, ...settings }) => ({
  ...settings,
  ...ACCESS_OPTIONS,
  userId: true,
  appId: true,
  modelId: true,
  versionId: true,
}))(CALL_OPTIONS) as Known<ClientOptions>;

/** The options that hold for a call, with everything filled in. */
export interface Settings extends Bounds {
  readonly routing: Routing;
  readonly streamTimeoutMs: number | null;
  readonly validate: boolean;
  readonly headers: HeadersInput | undefined;
  readonly extraArguments: Readonly<Record<string, ExtraArgument>>;
}

const OPTIONS: Readonly<Record<"client" | "call", Readonly<Record<string, true>>>> = {
  client: CLIENT_OPTIONS,
  call: CALL_OPTIONS,
};

function bad(what: string): ClarifaiError {
  return new ClarifaiError("invalidArgument", what);
}

/** Options with others over them; where calls run is replaced as a whole. */
export function merged<A extends CallSettings, B extends CallSettings>(base: A, over: B): A & B {
  const given = Object.entries(over).filter(([, value]) => value !== undefined);
  const result: Record<string, unknown> = { ...base, ...Object.fromEntries(given) };
  const replaces = (...names: string[]): boolean => given.some(([name]) => names.includes(name));
  if (replaces("deploymentId") && !replaces("computeClusterId", "nodepoolId")) {
    delete result["computeClusterId"];
    delete result["nodepoolId"];
  } else if (replaces("computeClusterId", "nodepoolId") && !replaces("deploymentId")) {
    delete result["deploymentId"];
  }
  // A named deployment brings its owner.
  if (ownerOf(over.deploymentId) && !over.deploymentUserId) delete result["deploymentUserId"];
  if (base.headers && over.headers) {
    const headers = new Headers(base.headers);
    new Headers(over.headers).forEach((value, name) => headers.set(name, value));
    result["headers"] = headers;
  }
  return result as A & B;
}

/** Throws for an option that there is not, with the nearest one. */
export function refuseUnknown(
  options: object,
  of: "client" | "call" | Readonly<Record<string, true>>,
): void {
  const known = typeof of === "string" ? OPTIONS[of] : of;
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(known, name)) continue;
    const near = nearest(name, Object.keys(known));
    const hint = near ? `; did you mean ${quoted(near)}?` : "";
    throw new ClarifaiError("argumentType", `no option ${quoted(name)}${hint}`);
  }
}

/** The settings that options mean; throws for values and combinations that cannot be. */
export function settingsOf(options: CallOptions): Settings {
  for (const name of ["timeoutMs", "streamTimeoutMs"] as const) {
    const value = options[name] ?? null;
    if (value !== null && !(value > 0)) {
      throw bad(`${name} is in milliseconds, above 0: ${shown(value)}`);
    }
  }
  for (const name of ["maxRetries", "waitForDeploymentMs"] as const) {
    if (!((options[name] ?? 0) >= 0)) throw bad(`${name} is 0 or more: ${shown(options[name])}`);
  }
  return {
    routing: routingOf(options),
    timeoutMs: options.timeoutMs === undefined ? 600_000 : options.timeoutMs,
    streamTimeoutMs: options.streamTimeoutMs ?? null,
    maxRetries: options.maxRetries ?? 2,
    waitForDeploymentMs: options.waitForDeploymentMs ?? 300_000,
    onWait: options.onWait,
    onRetry: options.onRetry,
    validate: options.validate ?? true,
    headers: options.headers,
    extraArguments: options.extraArguments ?? {},
    signal: options.signal,
  };
}
