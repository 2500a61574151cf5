// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** When a failed call is sent again, and after how long. */

import { type ClarifaiError } from "./errors.js";
import { abortedBy, DEPLOYING, late } from "./status.js";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

/** The longest time that a timer can be set to; a later one would ring at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A wait before the next attempt, as `onWait` and `onRetry` are told of it. */
export interface Wait {
  readonly method: string;
  /** The attempt that follows the wait: 1 for the second. */
  readonly attempt: number;
  readonly pauseMs: number;
  /** How long the call has taken so far. */
  readonly waitedMs: number;
  /** Why the last attempt failed. */
  readonly error: ClarifaiError;
}

/** What bounds the attempts of one call. */
export interface Bounds {
  readonly timeoutMs: number | null;
  readonly maxRetries: number;
  readonly waitForDeploymentMs: number;
  readonly onWait: ((wait: Wait) => void) | undefined;
  readonly onRetry: ((wait: Wait) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The attempts of one call: made anew for each, asked after each failure. */
export class Attempts {
  readonly #method: string;
  readonly #bounds: Bounds;
  readonly #start: number = performance.now();
  #retries: number;
  #number = 0;

  constructor(method: string, bounds: Bounds) {
    this.#method = method;
    this.#bounds = bounds;
    this.#retries = bounds.maxRetries;
  }

  /** Milliseconds until the deadline, undefined where none is near; throws once it has passed. */
  get remainingMs(): number | undefined {
    const { timeoutMs } = this.#bounds;
    if (timeoutMs === null) return undefined;
    const remaining = this.#start + timeoutMs - performance.now();
    if (remaining <= 0) throw late(this.#method);
    return remaining > LONGEST_TIMER_MS ? undefined : Math.ceil(remaining);
  }

  /** Wait for the next attempt; throws `error` if there is none. */
  async pause(error: ClarifaiError): Promise<void> {
    if (!error.retryable) throw error;
    const { onRetry, onWait, signal, timeoutMs, waitForDeploymentMs } = this.#bounds;
    const waitedMs = performance.now() - this.#start;
    const pauseMs =
      Math.min(FIRST_PAUSE_MS * 2 ** this.#number, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
    const deploying = DEPLOYING.has(error.statusCode);
    let exhausted = waitedMs + pauseMs > waitForDeploymentMs;
    if (!deploying) {
      exhausted = this.#retries <= 0;
      this.#retries -= 1;
    }
    const tooLate = timeoutMs !== null && waitedMs + pauseMs >= timeoutMs;
    if (exhausted || tooLate) throw error;
    this.#number += 1;
    const tell = deploying ? onWait : onRetry;
    tell?.({ method: this.#method, attempt: this.#number, pauseMs, waitedMs, error });
    await sleep(pauseMs, signal, this.#method);
  }
}

async function sleep(ms: number, signal: AbortSignal | undefined, method: string): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rung = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await until(rung, signal, method);
  } finally {
    clearTimeout(timer);
  }
}

/** What a promise gives; rejects once the signal is aborted. */
export function until<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  method: string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      if (signal) reject(abortedBy(signal, method));
    };
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
    const done = (): void => signal?.removeEventListener("abort", abort);
    promise.then(resolve, reject).then(done);
  });
}

/** Call back after a time that a timer can hold; gives the way to call it off. */
export function alarmIn(ms: number, ring: () => void): () => void {
  if (ms > LONGEST_TIMER_MS) return () => undefined;
  const timer = setTimeout(ring, ms);
  return () => clearTimeout(timer);
}
