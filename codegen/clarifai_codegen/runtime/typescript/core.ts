// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Which model a client calls, and the requests of its methods. Nothing here is sent. */

import { create } from "@bufbuild/protobuf";
import { type ModelAddress, parseModel } from "./address.js";
import { BIGINT, BOOL, BYTES, type Codec, FLOAT, type Pending, STR } from "./codec.js";
import { addPart, propertyOf } from "./containers.js";
import { ClarifaiError } from "./errors.js";
import { JSON_DATA, structOf } from "./json_codec.js";
import {
  type Data,
  DataSchema,
  InputSchema,
  type PostModelOutputsRequest,
  PostModelOutputsRequestSchema,
  type Struct,
  UserAppIDSetSchema,
} from "./messages.js";
import { type Method, type ModelId, naming } from "./method.js";
import type { ClientOptions, ExtraArgument, Settings } from "./options.js";
import { selectorOf } from "./routing.js";
import { bytesOf, typeName } from "./types.js";

/** Inputs in one request, at most: MAX_MODEL_PREDICT_INPUTS of the platform. */
export const MAX_BATCH = 128;

/** The key of an input's metadata that holds the method. */
export const METHOD_NAME = "_method_name";

type Request = PostModelOutputsRequest;

/** The model's ids, and the base URL as far as it was given. */
export function resolveModel(
  model: ModelId,
  options: ClientOptions,
): { address: ModelAddress; baseUrl: string } {
  const { userId = "", appId = "", modelId = "", versionId = "" } = model;
  let address: ModelAddress = { userId, appId, modelId, versionId };
  let baseUrl = options.baseUrl || model.baseUrl || "";
  const { url } = options;
  if (url?.startsWith("grpc://")) baseUrl = url;
  else if (url) address = parseModel(url);
  address = {
    userId: options.userId || address.userId,
    appId: options.appId || address.appId,
    modelId: options.modelId || address.modelId,
    versionId: options.versionId || address.versionId,
  };
  if (!address.modelId && !baseUrl.startsWith("grpc://")) {
    throw new ClarifaiError(
      "invalidArgument",
      "which model? its signatures did not say: pass {url} with a model URL or " +
        "grpc://host:port, or {userId, appId, modelId}",
    );
  }
  return { address, baseUrl };
}

/** Builds the requests of one call. */
export class Requests<T> {
  readonly #method: Method<T>;
  readonly #address: ModelAddress;
  readonly #settings: Settings;

  constructor(method: Method<T>, address: ModelAddress, settings: Settings) {
    this.#method = method;
    this.#address = address;
    this.#settings = settings;
  }

  /** A request with one input. The promises of `pending` must be kept before it is sent. */
  one(input: unknown, pending: Pending): Request {
    return this.#request([this.#dataOf(input, pending)]);
  }

  /** A request with an input for each item, the first of which stands at `from`. */
  async batch(items: readonly unknown[], from: number): Promise<Request> {
    const pending: Pending = [];
    const inputs = items.map((item, position) => {
      try {
        return this.#dataOf(item, pending);
      } catch (error) {
        if (!ClarifaiError.is(error)) throw error;
        const reason = `item ${from + position}: ${error.reason}`;
        throw new ClarifaiError(error.kind, reason, { method: this.#method.name, cause: error });
      }
    });
    await Promise.all(pending);
    return this.#request(inputs);
  }

  /** How the items of a bidirectional call become requests; the first brings `input`. */
  items(input: unknown): (item: unknown) => Promise<Request> {
    const pending: Pending = [];
    let first: Data | undefined = this.#dataOf(input, pending);
    const { validate } = this.#settings;
    return async (item) => {
      const data = first ?? this.#empty();
      first = undefined;
      this.#method.writeItem(data, item, validate, pending);
      await Promise.all(pending.splice(0));
      return this.#request([data]);
    };
  }

  #empty(): Data {
    return create(DataSchema, { metadata: metadataOf(this.#method.name) });
  }

  #dataOf(input: unknown, pending: Pending): Data {
    const data = this.#empty();
    const given = input === undefined ? {} : input;
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      throw new ClarifaiError("argumentType", `arguments are an object, not ${typeName(given)}`, {
        method: this.#method.name,
      });
    }
    const { extraArguments, validate } = this.#settings;
    const record = given as Readonly<Record<string, unknown>>;
    this.#method.write(data, this.#withoutStream(record), validate, pending);
    for (const [name, value] of Object.entries(extraArguments)) {
      const part = addPart(data, name);
      naming(name, this.#method.name, () => writeExtra(part, value));
    }
    return data;
  }

  /** The arguments, without the caller's stream, which is no part of a request. */
  #withoutStream(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    if (this.#method.kind !== "bidirectional") return input;
    return { ...input, [propertyOf(this.#method.streamed)]: undefined };
  }

  #request(inputs: readonly Data[]): Request {
    const { userId, appId, modelId, versionId } = this.#address;
    const request = create(PostModelOutputsRequestSchema, { modelId, versionId });
    if (userId || appId) request.userAppId = create(UserAppIDSetSchema, { userId, appId });
    request.inputs = inputs.map((data) => create(InputSchema, { data }));
    const selector = selectorOf(this.#settings.routing);
    if (selector) request.runnerSelector = selector;
    return request;
  }
}

/** The metadata of an input, which names the method. */
export function metadataOf(method: string): Struct {
  return structOf({ [METHOD_NAME]: method });
}

/** Arguments without a signature: their type decides how they are sent. */
function writeExtra(data: Data, value: ExtraArgument): void {
  const codec = EXTRA[typeof value] ?? (bytesOf(value) ? BYTES : JSON_DATA);
  codec.encode(data, value, []);
  // The server reads the one of the two that its parameter needs.
  if (typeof value === "bigint") data.floatValue = Number(value);
  if (Number.isSafeInteger(value)) data.intValue = BigInt(value as number);
}

const EXTRA: Readonly<Partial<Record<string, Codec<unknown>>>> = {
  string: STR,
  boolean: BOOL,
  bigint: BIGINT,
  number: FLOAT,
};
