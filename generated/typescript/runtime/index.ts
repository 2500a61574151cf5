// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** The runtime of generated clients: what they and their users need. */

export type { ModelClass } from "./allow_list.js";
export { NDARRAY } from "./array_codec.js";
export type { NdArray, NdArrayInput } from "./array_codec.js";
export { Call } from "./call.js";
export type { BatchCall, BatchStream } from "./call.js";
export type { ChatMessage, ChatMessages } from "./chat.js";
export { Client } from "./client.js";
export { BIGINT, BOOL, BYTES, FLOAT, INT, STR } from "./codec.js";
export type { Codec, Field } from "./codec.js";
export { listOf, named, tupleOf } from "./containers.js";
export type { NamedSpec } from "./containers.js";
export type { AccessOptions, Secret } from "./credentials.js";
export { BatchError, ClarifaiError } from "./errors.js";
export type { ErrorFacts, ErrorKind } from "./errors.js";
export { createHandler } from "./handler.js";
export type { HandlerOptions } from "./handler.js";
export type { Items } from "./items.js";
export { JSON_DATA, TYPED_JSON } from "./json_codec.js";
export { Media } from "./media.js";
export type {
  Audio,
  AudioInput,
  Image,
  ImageInput,
  MediaBlob,
  MediaBytes,
  MediaInput,
  MediaUrl,
  Video,
  VideoInput,
} from "./media.js";
export { AUDIO, IMAGE, TEXT, VIDEO } from "./media_codec.js";
export { Method } from "./method.js";
export type { MethodKind, MethodSpec, ModelId, Parameter } from "./method.js";
export type { OpenAIOptions } from "./openai.js";
export type { CallOptions, CallSettings, ClientOptions, ExtraArgument } from "./options.js";
export type { ModelResponse, ResponseInfo, Usage } from "./response.js";
export type { Wait } from "./retry.js";
export type { NamedDeployment, RoutingOptions } from "./routing.js";
export { Stream } from "./stream.js";
export { CONCEPT, FRAME, REGION } from "./structured_codec.js";
export type { Bytes, BytesInput, HeadersInput, JsonInput, JsonPart, JsonValue } from "./types.js";
export { Text } from "./values.js";
export type {
  Box,
  Concept,
  ConceptInput,
  Frame,
  FrameInput,
  Point,
  Region,
  RegionInput,
  TextInput,
} from "./values.js";
