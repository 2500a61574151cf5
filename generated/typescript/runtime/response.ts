// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** What an answer says besides its value. */

import type { MultiOutputResponse, Output } from "./messages.js";

/** Tokens that a call used, as the platform counts them; 0 where it does not. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedTokens: number;
}

/** What an answer says besides its value. */
export interface ResponseInfo {
  readonly requestId: string;
  readonly usage: Usage;
  readonly modelVersion: string;
}

/** A value with the request id, the usage and the model version that gave it. */
export interface ModelResponse<T> extends ResponseInfo {
  readonly data: T;
}

export const NO_INFO: ResponseInfo = {
  requestId: "",
  usage: { promptTokens: 0, completionTokens: 0, cachedTokens: 0 },
  modelVersion: "",
};

/** The value of an output with what the messages around it say. */
export function responseOf<T>(
  data: T,
  output: Output,
  response: MultiOutputResponse,
): ModelResponse<T> {
  const { promptTokens, completionTokens, cachedTokens } = output;
  return {
    data,
    requestId: response.status?.reqId ?? "",
    usage: { promptTokens, completionTokens, cachedTokens },
    modelVersion: output.model?.modelVersion?.id ?? "",
  };
}
