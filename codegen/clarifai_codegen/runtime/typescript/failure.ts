// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What a failed call stands for. */

import { toBinary } from "@bufbuild/protobuf";
import { propertyOf } from "./containers.js";
import { type ClarifaiError, reworded } from "./errors.js";
import { type Part, PartSchema, type PostModelOutputsRequest } from "./messages.js";
import type { Method } from "./method.js";
import { errorOfRpc } from "./status.js";
import { quoted } from "./types.js";

/**
 * The error that what a transport throws stands for; of a request that was too large to be
 * sent, it names the largest argument.
 */
export function failureOf(
  thrown: unknown,
  method: Method<unknown>,
  request?: PostModelOutputsRequest,
): ClarifaiError {
  const failure = errorOfRpc(thrown, method.name);
  const { details, kind, statusName } = failure;
  if (kind !== "invalidArgument" || statusName !== "RESOURCE_EXHAUSTED") return failure;
  if (failure === thrown || /^(CLIENT: )?Received|readMaxBytes/.test(details)) return failure;
  const parts = request?.inputs.flatMap(({ data }) => data?.parts ?? []) ?? [];
  const sizes = parts.map(sizeOf);
  const largest = parts[sizes.indexOf(Math.max(...sizes))];
  if (!largest) return failure;
  const parameter = method.parameters.find(({ name }) => name === largest.id);
  const argument = quoted(parameter ? propertyOf(parameter) : largest.id);
  return reworded(failure, `argument ${argument}: ${failure.reason}`);
}

function sizeOf(part: Part): number {
  return toBinary(PartSchema, part).byteLength;
}
