// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Statuses of the platform and of gRPC -> errors. */

import { ConnectError } from "@connectrpc/connect";
import { ClarifaiError, type ErrorKind } from "./errors.js";
import type { Status } from "./messages.js";

export const SUCCESS = 10000;
/** MIXED_STATUS: some outputs of a batch failed. */
export const MIXED = 10010;
/** MODEL_DEPLOYING and MODEL_LOADING: the model is on its way. */
export const DEPLOYING: ReadonlySet<number> = new Set([21351, 21355]);

/** CONN_THROTTLED and MODEL_BUSY_PLEASE_RETRY: nothing was run. */
const RETRYABLE: ReadonlySet<number> = new Set([11005, 21354]);

/** The platform's codes that say what kind of error it is, and their names. */
export const STATUSES: ReadonlyMap<number, readonly [ErrorKind, string]> = new Map([
  [10010, ["other", "MIXED_STATUS"]],
  [10020, ["model", "FAILURE"]],
  [11000, ["permissionDenied", "CONN_ACCOUNT_ISSUES"]],
  [11001, ["authentication", "CONN_TOKEN_INVALID"]],
  [11002, ["authentication", "CONN_CREDENTIALS_INVALID"]],
  [11003, ["rateLimit", "CONN_EXCEED_HOURLY_LIMIT"]],
  [11004, ["rateLimit", "CONN_EXCEED_MONTHLY_LIMIT"]],
  [11005, ["rateLimit", "CONN_THROTTLED"]],
  [11006, ["rateLimit", "CONN_EXCEEDS_LIMITS"]],
  [11007, ["permissionDenied", "CONN_INSUFFICIENT_SCOPES"]],
  [11008, ["authentication", "CONN_KEY_INVALID"]],
  [11009, ["authentication", "CONN_KEY_NOT_FOUND"]],
  [11100, ["invalidArgument", "CONN_BAD_REQUEST_FORMAT"]],
  [11101, ["notFound", "CONN_DOES_NOT_EXIST"]],
  [11102, ["invalidArgument", "CONN_INVALID_REQUEST"]],
  [21200, ["notFound", "MODEL_DOES_NOT_EXIST"]],
  [21201, ["permissionDenied", "MODEL_PERMISSION_DENIED"]],
  [21202, ["invalidArgument", "MODEL_INVALID_ARGUMENT"]],
  [21203, ["invalidArgument", "MODEL_INVALID_REQUEST"]],
  [21313, ["model", "MODEL_PREDICTION_FAILED"]],
  [21351, ["modelDeploying", "MODEL_DEPLOYING"]],
  [21353, ["model", "MODEL_NOT_DEPLOYED"]],
  [21354, ["rateLimit", "MODEL_BUSY_PLEASE_RETRY"]],
  [21355, ["modelDeploying", "MODEL_LOADING"]],
  [25608, ["model", "RUNNER_PROCESSING_FAILED"]],
  [25900, ["notFound", "DEPLOYMENT_DOES_NOT_EXIST"]],
  [25901, ["invalidArgument", "DEPLOYMENT_INVALID_ARGUMENT"]],
]);

/** A code of gRPC: its name, the kind of error, whether nothing was run, our words for it. */
type RpcRow = readonly [name: string, kind: ErrorKind, retryable?: boolean, reason?: string];

const RPC: readonly RpcRow[] = [
  ["OK", "other"],
  ["CANCELLED", "other"],
  ["UNKNOWN", "other"],
  ["INVALID_ARGUMENT", "invalidArgument"],
  ["DEADLINE_EXCEEDED", "deadline", false, "no answer in time"],
  ["NOT_FOUND", "notFound"],
  ["ALREADY_EXISTS", "other"],
  ["PERMISSION_DENIED", "permissionDenied"],
  ["RESOURCE_EXHAUSTED", "rateLimit", true],
  ["FAILED_PRECONDITION", "other"],
  ["ABORTED", "other"],
  ["OUT_OF_RANGE", "other"],
  ["UNIMPLEMENTED", "notFound"],
  ["INTERNAL", "other"],
  ["UNAVAILABLE", "connect", true, "the server cannot be reached"],
  ["DATA_LOSS", "other"],
  ["UNAUTHENTICATED", "authentication", false, "the server does not accept the credentials"],
];

/**
 * The error that a `Status` message other than SUCCESS stands for.
 *
 * The runner's stack trace is not passed on: it shows the server's paths.
 */
export function errorOfStatus(status: Status | undefined, method: string): ClarifaiError {
  const code = status?.code ?? 0;
  const details = status?.details ?? "";
  let [kind, name] = STATUSES.get(code) ?? (["other", ""] as const);
  // How the platform answers a call without a PAT.
  if (code === 11102 && details.includes("authorization header")) kind = "authentication";
  return new ClarifaiError(kind, status?.description || name || "the server gave no status", {
    statusCode: code,
    statusName: name,
    details,
    requestId: status?.reqId,
    method,
    retryable: RETRYABLE.has(code) || DEPLOYING.has(code),
  });
}

/** Words of a transport that say more than its code: the kind of error, our words for it. */
type Wording = readonly [
  name: string,
  words: RegExp,
  kind: ErrorKind,
  reason: (details: string) => string,
];

const WORDINGS: readonly Wording[] = [
  [
    "RESOURCE_EXHAUSTED",
    /larger than (max|configured)/,
    "invalidArgument",
    (details) => `the message is larger than ${limitIn(details)}, the most that is taken`,
  ],
  [
    "INTERNAL",
    /^parse binary/,
    "model",
    () => "the answer cannot be read: it is broken, or nested deeper than 100 messages",
  ],
];

/** The limit that a transport names last: `... larger than max (SIZE vs. LIMIT)`. */
function limitIn(details: string): string {
  const limit = Number(/(\d+)\D*$/.exec(details)?.[1] ?? 2 ** 30);
  return limit === 2 ** 30 ? "1 GiB" : `${Math.round(limit / 2 ** 20).toLocaleString("en")} MiB`;
}

/**
 * The error that what a transport throws stands for. What it does not throw itself, such as
 * an error of the caller's own functions, is thrown on.
 */
export function errorOfRpc(thrown: unknown, method: string): ClarifaiError {
  if (ClarifaiError.is(thrown)) return thrown;
  if (!(thrown instanceof ConnectError)) throw thrown;
  const details = thrown.rawMessage;
  let [name, kind, retryable, reason] = RPC[thrown.code] ?? (["UNKNOWN", "other"] as RpcRow);
  const wording = WORDINGS.find(([of, words]) => of === name && words.test(details));
  if (wording) [kind, retryable, reason] = [wording[2], false, wording[3](details)];
  return new ClarifaiError(kind, reason ?? (details || name), {
    statusName: name,
    grpcCode: thrown.code,
    details,
    method,
    retryable,
    cause: thrown,
  });
}

/** The error of a call that missed a deadline. */
export function late(method: string): ClarifaiError {
  return new ClarifaiError("deadline", "no answer in time", {
    statusName: "DEADLINE_EXCEEDED",
    grpcCode: 4,
    method,
  });
}

/** The error of a call that the caller's signal ended. */
export function abortedBy(signal: AbortSignal, method: string): ClarifaiError {
  return new ClarifaiError("aborted", "the call was aborted", {
    grpcCode: 1,
    statusName: "CANCELLED",
    method,
    cause: signal.reason,
  });
}
