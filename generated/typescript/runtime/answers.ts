// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Responses -> values, or the errors that they stand for. */

import { ClarifaiError } from "./errors.js";
import type { MultiOutputResponse, Output } from "./messages.js";
import type { Method } from "./method.js";
import { type ModelResponse, responseOf } from "./response.js";
import { errorOfStatus, MIXED, SUCCESS } from "./status.js";
import { Text } from "./values.js";

/** The value of a response with one output. */
export function valueOf<T>(method: Method<T>, response: MultiOutputResponse): ModelResponse<T> {
  const [output] = response.outputs;
  if (response.status?.code !== SUCCESS || response.outputs.length !== 1 || !output) {
    throw failure(method, response, 1);
  }
  return read(method, output, response);
}

/**
 * The values of a batch's outputs, an error in the place of each that failed.
 * Throws where the response as a whole stands for one.
 */
export function valuesOf<T>(
  method: Method<T>,
  response: MultiOutputResponse,
  many: number,
): (ModelResponse<T> | ClarifaiError)[] {
  const code = response.status?.code;
  if ((code !== SUCCESS && code !== MIXED) || response.outputs.length !== many) {
    throw failure(method, response, many);
  }
  return response.outputs.map((output) => {
    try {
      return read(method, output, response);
    } catch (error) {
      if (ClarifaiError.is(error)) return error;
      throw error;
    }
  });
}

function read<T>(
  method: Method<T>,
  output: Output,
  response: MultiOutputResponse,
): ModelResponse<T> {
  const requestId = response.status?.reqId ?? "";
  const code = output.status?.code ?? 0;
  if (code !== 0 && code !== SUCCESS) {
    const error = errorOfStatus(output.status, method.name);
    throw error.requestId
      ? error
      : new ClarifaiError(error.kind, error.reason, { ...facts(error), requestId });
  }
  const value = method.read(output, requestId);
  if (method.openai) throwOpenai(value, method.name, requestId);
  return responseOf(value, output, response);
}

function facts(error: ClarifaiError): ConstructorParameters<typeof ClarifaiError>[2] {
  const { details, method, retryable, statusCode, statusName } = error;
  return { details, method, retryable, statusCode, statusName };
}

function failure<T>(method: Method<T>, response: MultiOutputResponse, many: number): ClarifaiError {
  const { status } = response;
  if (status?.code !== SUCCESS && status?.code !== MIXED) {
    return errorOfStatus(status, method.name);
  }
  return new ClarifaiError(
    "model",
    `the answer has ${response.outputs.length} outputs, not ${many}`,
    { method: method.name, requestId: status.reqId },
  );
}

/** `openai_transport` answers a failure with a text: `{"code": ..., ...}`. */
function throwOpenai(value: unknown, method: string, requestId: string): void {
  const text = value instanceof Text ? value.text : value;
  if (typeof text !== "string" || !text.startsWith('{"code"')) return;
  let error: { code?: unknown; description?: unknown; details?: unknown };
  try {
    error = JSON.parse(text);
  } catch {
    return;
  }
  if (error.description === undefined) return;
  throw new ClarifaiError("model", String(error.description), {
    statusCode: Number.isInteger(error.code) ? Number(error.code) : 0,
    details: String(error.details ?? ""),
    method,
    requestId,
  });
}
