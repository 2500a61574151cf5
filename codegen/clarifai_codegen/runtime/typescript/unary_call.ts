// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** One call without a stream, with its attempts. */

import type { Connection } from "./connection.js";
import { explained } from "./drift.js";
import { ClarifaiError } from "./errors.js";
import { failureOf } from "./failure.js";
import { type MultiOutputResponse, type PostModelOutputsRequest, V2 } from "./messages.js";
import type { Method } from "./method.js";
import type { Settings } from "./options.js";
import { Attempts } from "./retry.js";
import { abortedBy } from "./status.js";

/** Send a request until it is answered or given up; gives what `read` makes. */
export async function send<T, R>(
  connection: Connection,
  method: Method<T>,
  settings: Settings,
  sent: PostModelOutputsRequest | Promise<PostModelOutputsRequest>,
  read: (response: MultiOutputResponse) => R,
): Promise<R> {
  const { headers: given, signal } = settings;
  const attempts = new Attempts(method.name, settings);
  const request = await sent;
  for (;;) {
    let failure: ClarifaiError;
    try {
      const transport = await connection.transport();
      const headers = await connection.headers(given);
      const rpc = V2.method.postModelOutputs;
      const ms = attempts.remainingMs;
      if (signal?.aborted) throw abortedBy(signal, method.name);
      const { message } = await transport.unary(rpc, signal, ms, headers, request);
      return read(message);
    } catch (error) {
      if (signal?.aborted) throw abortedBy(signal, method.name);
      failure = failureOf(error, method, request);
    }
    if (failure.kind === "model") {
      failure = await explained(failure, connection, method, request, given);
    }
    await attempts.pause(failure);
  }
}
