// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Messages to and from a fake's server, encoded and decoded as on the way to a real one. */

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type Pending, Refusal } from "./codec.js";
import { addPart } from "./containers.js";
import { ClarifaiError } from "./errors.js";
import {
  DataSchema,
  type MultiOutputResponse,
  MultiOutputResponseSchema,
  type PostModelOutputsRequest,
  PostModelOutputsRequestSchema,
} from "./messages.js";
import type { Method } from "./method.js";
import { SUCCESS } from "./status.js";
import { quoted } from "./types.js";

/** A request as a server reads it. */
export function arrived(request: unknown): PostModelOutputsRequest {
  const schema = PostModelOutputsRequestSchema;
  return fromBinary(schema, toBinary(schema, request as PostModelOutputsRequest));
}

/** A response with an output for each value, as a client reads it; `call` counts the calls. */
export async function respond(
  method: Method<unknown>,
  values: readonly unknown[],
  call: number,
): Promise<MultiOutputResponse> {
  const pending: Pending = [];
  const outputs = values.map((value) => {
    const data = create(DataSchema);
    const place = method.output ? addPart(data, method.output) : data;
    try {
      method.result.encode(place, value, pending);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const what = `the answer to ${quoted(method.name)} does not fit${error.where}`;
      throw new ClarifaiError("invalidArgument", `${what}: ${error.message}`);
    }
    return { status: { code: SUCCESS }, data };
  });
  await Promise.all(pending);
  const status = { code: SUCCESS, reqId: `fake-${call}` };
  const schema = MultiOutputResponseSchema;
  return fromBinary(schema, toBinary(schema, create(schema, { status, outputs })));
}
