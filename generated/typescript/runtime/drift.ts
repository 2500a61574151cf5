// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/**
 * A call that is refused as after a change of the signature: the error names the difference.
 *
 * The live signature is asked for once for each connection, and only after such an error, with
 * the question that every runner answers; where it cannot be read, the error stays as it is.
 */

import { create } from "@bufbuild/protobuf";
import type { Connection } from "./connection.js";
import { metadataOf } from "./core.js";
import { type ClarifaiError, reworded } from "./errors.js";
import {
  DataSchema,
  InputSchema,
  PartSchema,
  type PostModelOutputsRequest,
  PostModelOutputsRequestSchema,
  V2,
} from "./messages.js";
import type { Method, MethodKind } from "./method.js";
import type { HeadersInput } from "./types.js";
import { isObject } from "./types.js";

const GONE = /not found in model class|has no attribute/;
/** What runners say of arguments that they do not take, and our own word for answers. */
const SIGNS =
  /missing \d+ required|Missing (part|field)|is required but not set|Expected tuple|[Uu]nexpected key|does not fit the signature/;

const KINDS: Readonly<Record<MethodKind, readonly unknown[]>> = {
  unary: ["UNARY_UNARY", 1],
  serverStream: ["UNARY_STREAMING", 2],
  bidirectional: ["STREAMING_STREAMING", 4],
};
const TIMEOUT_MS = 10_000;
/** Differences that an error shows, and characters by the dozen of a name in them. */
const MOST = 5;

type Live = Readonly<Record<string, unknown>>;

const asked = new WeakMap<Connection, Promise<Live>>();

/** The error, with what the live signature says if that is why the call failed. */
export async function explained(
  failure: ClarifaiError,
  connection: Connection,
  method: Method<unknown>,
  request: PostModelOutputsRequest | undefined,
  headers: HeadersInput | undefined,
): Promise<ClarifaiError> {
  const text = `${failure.reason} ${failure.details}`;
  const gone = GONE.test(text);
  if (failure.kind !== "model" || !request || !connection.isReal) return failure;
  if (!gone && !SIGNS.test(text)) return failure;
  const answer = asked.get(connection) ?? ask(connection, request, headers);
  asked.set(connection, answer);
  const live = await answer;
  const signature = live[method.name];
  if (!Object.keys(live).length || (!signature && !gone)) return failure;
  const found = [...differences(live, signature, method)];
  if (!found.length) return failure;
  const more = found.length > MOST ? [`${found.length - MOST} more`] : [];
  return reworded(
    failure,
    `${failure.reason}; the model's signature has changed since this client was generated: ` +
      `${[...found.slice(0, MOST), ...more].join(", ")}; run \`clarifai-codegen update\` and ` +
      "`clarifai-codegen generate`",
  );
}

/** The signatures as the model tells them; none where they cannot be read. */
async function ask(
  connection: Connection,
  request: PostModelOutputsRequest,
  given: HeadersInput | undefined,
): Promise<Live> {
  const parts = [create(PartSchema)];
  const data = create(DataSchema, { metadata: metadataOf("_GET_SIGNATURES"), parts });
  const inputs = [create(InputSchema, { data })];
  const question = create(PostModelOutputsRequestSchema, { ...request, inputs });
  try {
    const transport = await connection.transport();
    const headers = await connection.headers(given);
    const rpc = V2.method.postModelOutputs;
    const { message } = await transport.unary(rpc, undefined, TIMEOUT_MS, headers, question);
    const live: unknown = JSON.parse(message.outputs[0]?.data?.text?.raw ?? "");
    return isObject(live) ? live : {};
  } catch {
    return {}; // the failure of the call is the one to tell
  }
}

function* differences(live: Live, signature: unknown, method: Method<unknown>): Generator<string> {
  if (!isObject(signature)) {
    const names = Object.keys(live).slice(0, MOST).map(shown).join(", ");
    yield `the method ${shown(method.name)} is gone; there are ${names}`;
    return;
  }
  const { inputFields, methodType } = signature;
  if (!KINDS[method.kind].includes(methodType)) yield `its kind is ${shown(methodType)}`;
  const fields = Array.isArray(inputFields) ? inputFields.filter(isObject) : [];
  const inputs = new Map(fields.map((each) => [String(each["name"]), Boolean(each["required"])]));
  const known = new Map(method.parameters.map((each) => [each.name, each]));
  for (const name of known.keys()) if (!inputs.has(name)) yield `${shown(name)} is gone`;
  for (const [name, required] of inputs) {
    const parameter = known.get(name);
    if (!parameter) yield `${shown(name)} is new${required ? " and required" : ""}`;
    else if (required && (parameter.optional || parameter.nullable || "default" in parameter)) {
      yield `${shown(name)} is required`;
    }
  }
}

function shown(text: unknown): string {
  return JSON.stringify(String(text).slice(0, 12 * MOST));
}
