// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Errors that a call can end in. */

/**
 * What kind of thing went wrong: the words of the Python client's error classes, and
 * `aborted` for a call that the caller's own signal ended.
 */
export type ErrorKind =
  | "aborted"
  | "argumentType"
  | "authentication"
  | "batch"
  | "connect"
  | "deadline"
  | "invalidArgument"
  | "model"
  | "modelDeploying"
  | "notFound"
  | "other"
  | "permissionDenied"
  | "rateLimit"
  | "unsupported";

/** What is known of a failure besides its kind. */
export interface ErrorFacts {
  readonly statusCode?: number | undefined;
  readonly statusName?: string | undefined;
  readonly grpcCode?: number | undefined;
  readonly details?: string | undefined;
  readonly requestId?: string | undefined;
  readonly method?: string | undefined;
  readonly retryable?: boolean | undefined;
  readonly cause?: unknown;
}

/**
 * A call failed.
 *
 * `message` holds all that is known; `reason` is its first sentence alone.
 */
export class ClarifaiError extends Error {
  /** What kind of thing went wrong. */
  readonly kind: ErrorKind;
  /** What went wrong, without the method, the details and the codes. */
  readonly reason: string;
  /** The platform's status code (10020, 21351, ...); 0 where the platform was not reached. */
  readonly statusCode: number;
  /** The name of the platform's status, or of the gRPC status. */
  readonly statusName: string;
  /** The code of the gRPC status; 0 (OK) where the platform answered, or nothing was sent. */
  readonly grpcCode: number;
  /** The platform's longer text. */
  readonly details: string;
  /** What support asks for. */
  readonly requestId: string;
  /** The model's method. */
  readonly method: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;

  constructor(kind: ErrorKind, reason: string, facts: ErrorFacts = {}) {
    super(messageOf(reason, facts), "cause" in facts ? { cause: facts.cause } : undefined);
    this.kind = kind;
    this.reason = reason;
    this.statusCode = facts.statusCode ?? 0;
    this.statusName = facts.statusName ?? "";
    this.grpcCode = facts.grpcCode ?? 0;
    this.details = facts.details ?? "";
    this.requestId = facts.requestId ?? "";
    this.method = facts.method ?? "";
    this.retryable = facts.retryable ?? false;
    // Whoever aborts looks for this name, whatever library the signal went to.
    this.name = kind === "aborted" ? "AbortError" : "ClarifaiError";
  }

  /**
   * Whether a caught value is an error of this kind of client.
   *
   * It looks at the value's properties, since a program may hold two copies of this
   * module, whose classes differ.
   */
  static is(value: unknown): value is ClarifaiError {
    if (!(value instanceof Error)) return false;
    const error: Partial<Record<keyof ClarifaiError, unknown>> = value;
    return (
      typeof error.kind === "string" &&
      typeof error.statusCode === "number" &&
      typeof error.retryable === "boolean" &&
      typeof error.reason === "string"
    );
  }
}

/** Some items of a batch failed. */
export class BatchError<T = unknown> extends ClarifaiError {
  /** One entry for each item, in order: its value, or its error. */
  readonly results: ReadonlyArray<T | ClarifaiError>;

  constructor(reason: string, results: ReadonlyArray<T | ClarifaiError>, facts: ErrorFacts = {}) {
    super("batch", reason, facts);
    this.results = results;
  }

  /** The failed items: position and error. */
  get errors(): ReadonlyMap<number, ClarifaiError> {
    const errors = new Map<number, ClarifaiError>();
    for (const [position, result] of this.results.entries()) {
      if (ClarifaiError.is(result)) errors.set(position, result);
    }
    return errors;
  }
}

/** The same error with another first sentence. */
export function reworded(error: ClarifaiError, reason: string): ClarifaiError {
  return new ClarifaiError(error.kind, reason, error);
}

function messageOf(reason: string, facts: ErrorFacts): string {
  const { details, method, requestId, statusCode, statusName } = facts;
  let text = method ? `${method}: ${reason}` : reason;
  if (details && !text.includes(details)) text += ` (${details})`;
  const marks = [`${statusName ?? ""} ${statusCode || ""}`.trim()];
  if (requestId) marks.push(`request ${requestId}`);
  const known = marks.filter((mark) => mark !== "").join(", ");
  return known ? `${text} [${known}]` : text;
}
