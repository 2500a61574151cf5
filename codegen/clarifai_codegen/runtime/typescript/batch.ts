// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Many inputs of one method, in as few requests as they fit. */

import { BatchError, ClarifaiError } from "./errors.js";
import type { Method } from "./method.js";
import type { ModelResponse } from "./response.js";

/** Requests of one batch that are under way at once. */
export const IN_FLIGHT = 4;

/** The items in lists of at most `size`, each with the position of its first. */
export function chunks<T>(items: readonly T[], size: number): (readonly [T[], number])[] {
  const result: (readonly [T[], number])[] = [];
  for (let from = 0; from < items.length; from += size) {
    result.push([items.slice(from, from + size), from]);
  }
  return result;
}

/** What `run` gives for each task, in order, with some under way at once. */
export async function several<A, B>(
  tasks: readonly A[],
  run: (task: A) => Promise<B>,
): Promise<B[]> {
  const results: B[] = [];
  const left = tasks.entries();
  const work = async (): Promise<void> => {
    for (const [position, task] of left) results[position] = await run(task);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  return results;
}

/** The results of a batch, if all are values; else throws BatchError. */
export function allOrError<T>(
  method: Method<T>,
  results: readonly (ModelResponse<T> | ClarifaiError)[],
): ModelResponse<T>[] {
  const errors = results.filter((result) => ClarifaiError.is(result));
  const [first] = errors;
  if (!first) return results as ModelResponse<T>[];
  const values = results.map((result) => (ClarifaiError.is(result) ? result : result.data));
  const { details, grpcCode, requestId, statusCode, statusName } = first;
  throw new BatchError(
    `${errors.length} of ${results.length} items failed; the first: ${first.reason}`,
    values,
    { details, grpcCode, requestId, statusCode, statusName, method: method.name },
  );
}
