/** Some methods of the model every_kind, as generated code has them. */

import {
  type Call,
  type CallOptions,
  Client,
  type ClientOptions,
  IMAGE,
  type Image,
  type ImageInput,
  type Items,
  Method,
  type ModelId,
  type ModelResponse,
  STR,
  type Stream,
} from "./runtime/index.js";

export interface StrInput {
  readonly x: string;
}

export interface ImageArgument {
  readonly x: ImageInput;
}

export interface ItemsInput {
  readonly items: Items<string>;
}

const MODEL: ModelId = { userId: "local", appId: "local", modelId: "every_kind" };

const ECHO_STR = new Method({
  name: "echo_str",
  parameters: [{ name: "x", codec: STR }],
  result: STR,
});

const ECHO_IMAGE = new Method({
  name: "echo_image",
  parameters: [{ name: "x", codec: IMAGE }],
  result: IMAGE,
});

const GENERATE_STR = new Method({
  name: "generate_str",
  kind: "serverStream",
  parameters: [{ name: "x", codec: STR }],
  result: STR,
});

const STREAM_STR = new Method({
  name: "stream_str",
  kind: "bidirectional",
  parameters: [{ name: "items", codec: STR, stream: true }],
  result: STR,
});

/** Client of the model every_kind. */
export class EveryKind {
  static readonly model: ModelId = MODEL;
  static readonly methods = ["echo_str", "echo_image", "generate_str", "stream_str"] as const;

  readonly #client: Client;

  constructor(options: ClientOptions | Client = {}) {
    this.#client = Client.of(MODEL, options);
  }

  echo_str(input: StrInput, options?: CallOptions): Call<string> {
    return this.#client.unary(ECHO_STR, input, options);
  }

  echo_str_batch(
    items: readonly StrInput[],
    options?: CallOptions,
  ): Call<string[], ModelResponse<string>[]> {
    return this.#client.batch(ECHO_STR, items, options);
  }

  echo_image(input: ImageArgument, options?: CallOptions): Call<Image> {
    return this.#client.unary(ECHO_IMAGE, input, options);
  }

  generate_str(input: StrInput, options?: CallOptions): Stream<string> {
    return this.#client.stream(GENERATE_STR, input, options);
  }

  stream_str(input: ItemsInput, options?: CallOptions): Stream<string> {
    return this.#client.stream(STREAM_STR, input, options);
  }

  withOptions(options: ClientOptions): EveryKind {
    return new EveryKind(this.#client.withOptions(options));
  }

  close(): void {
    this.#client.close();
  }
}
