// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** The platform's messages, from its descriptors: see @bufbuild/protobuf. */

import type { Message } from "@bufbuild/protobuf";
import {
  type GenFile,
  type GenMessage,
  type GenService,
  messageDesc,
  serviceDesc,
} from "@bufbuild/protobuf/codegenv2";
import { described } from "./descriptor.js";

const file: GenFile = /* @__PURE__ */ described({
  package: "clarifai.api",
  messages:
    "PostModelOutputsRequest user_app_id:UserAppIDSet model_id:STRING version_id:STRING " +
    "inputs:Input* runner_selector:RunnerSelector=6\n" +
    "UserAppIDSet user_id:STRING app_id:STRING\n" +
    "RunnerSelector nodepool:Nodepool deployment:Deployment=3\n" +
    "Nodepool id:STRING compute_cluster:ComputeCluster=6\n" +
    "ComputeCluster id:STRING user_id:STRING=5\n" +
    "Deployment id:STRING user_id:STRING\n" +
    "Input data:Data=2\n" +
    "Data image:Image video:Video concepts:Concept* metadata:Struct=5 regions:Region*=11 " +
    "frames:Frame* text:Text audio:Audio parts:Part*=19 ndarray:NDArray int_value:INT64 " +
    "float_value:DOUBLE bytes_value:BYTES bool_value:BOOL string_value:STRING " +
    "struct_value:Struct\n" +
    "Part data:Data id:STRING\n" +
    "NDArray buffer:BYTES shape:UINT32* dtype:STRING\n" +
    "Text raw:STRING url:STRING\n" +
    "Image url:STRING base64:BYTES\n" +
    "Audio url:STRING base64:BYTES\n" +
    "Video url:STRING base64:BYTES\n" +
    "Concept id:STRING name:STRING value:FLOAT\n" +
    "Region id:STRING region_info:RegionInfo data:Data value:FLOAT track_id:STRING\n" +
    "RegionInfo bounding_box:BoundingBox mask:Mask=4 point:Point=6\n" +
    "BoundingBox top_row:FLOAT left_col:FLOAT bottom_row:FLOAT right_col:FLOAT\n" +
    "Mask image:Image=2\n" +
    "Point row:FLOAT col:FLOAT z:FLOAT\n" +
    "Frame frame_info:FrameInfo data:Data\n" +
    "FrameInfo index:UINT32 time:UINT64\n" +
    "MultiOutputResponse status:Status outputs:Output*\n" +
    "Status code:INT32 description:STRING details:STRING req_id:STRING=7\n" +
    "Output status:Status=2 model:Model=4 data:Data=6 prompt_tokens:UINT32 " +
    "completion_tokens:UINT32 cached_tokens:UINT32\n" +
    "Model model_version:ModelVersion=6\n" +
    "ModelVersion id:STRING\n" +
    "Struct fields:StructFieldsEntry*\n" +
    "StructFieldsEntry key:STRING value:Value\n" +
    "Value/kind null_value:INT32 number_value:DOUBLE string_value:STRING bool_value:BOOL " +
    "struct_value:Struct list_value:ListValue\n" +
    "ListValue values:Value*",
  service: "V2",
  request: "PostModelOutputsRequest",
  response: "MultiOutputResponse",
  rpcs: {
    PostModelOutputs: {},
    GenerateModelOutputs: { serverStreaming: true },
    StreamModelOutputs: { clientStreaming: true, serverStreaming: true },
  },
});

export type PostModelOutputsRequest = Message<"clarifai.api.PostModelOutputsRequest"> & {
  userAppId?: UserAppIDSet;
  modelId: string;
  versionId: string;
  inputs: Input[];
  runnerSelector?: RunnerSelector;
};

export const PostModelOutputsRequestSchema: GenMessage<PostModelOutputsRequest> =
  /* @__PURE__ */ messageDesc(file, 0);

export type UserAppIDSet = Message<"clarifai.api.UserAppIDSet"> & {
  userId: string;
  appId: string;
};

export const UserAppIDSetSchema: GenMessage<UserAppIDSet> = /* @__PURE__ */ messageDesc(file, 1);

export type RunnerSelector = Message<"clarifai.api.RunnerSelector"> & {
  nodepool?: Nodepool;
  deployment?: Deployment;
};

export const RunnerSelectorSchema: GenMessage<RunnerSelector> = /* @__PURE__ */ messageDesc(
  file,
  2,
);

export type Nodepool = Message<"clarifai.api.Nodepool"> & {
  id: string;
  computeCluster?: ComputeCluster;
};

export const NodepoolSchema: GenMessage<Nodepool> = /* @__PURE__ */ messageDesc(file, 3);

export type ComputeCluster = Message<"clarifai.api.ComputeCluster"> & {
  id: string;
  userId: string;
};

export const ComputeClusterSchema: GenMessage<ComputeCluster> = /* @__PURE__ */ messageDesc(
  file,
  4,
);

export type Deployment = Message<"clarifai.api.Deployment"> & {
  id: string;
  userId: string;
};

export const DeploymentSchema: GenMessage<Deployment> = /* @__PURE__ */ messageDesc(file, 5);

export type Input = Message<"clarifai.api.Input"> & {
  data?: Data;
};

export const InputSchema: GenMessage<Input> = /* @__PURE__ */ messageDesc(file, 6);

export type Data = Message<"clarifai.api.Data"> & {
  image?: Image;
  video?: Video;
  concepts: Concept[];
  metadata?: Struct;
  regions: Region[];
  frames: Frame[];
  text?: Text;
  audio?: Audio;
  parts: Part[];
  ndarray?: NDArray;
  intValue: bigint;
  floatValue: number;
  bytesValue: Uint8Array;
  boolValue: boolean;
  stringValue: string;
  structValue?: Struct;
};

export const DataSchema: GenMessage<Data> = /* @__PURE__ */ messageDesc(file, 7);

export type Part = Message<"clarifai.api.Part"> & {
  data?: Data;
  id: string;
};

export const PartSchema: GenMessage<Part> = /* @__PURE__ */ messageDesc(file, 8);

export type NDArray = Message<"clarifai.api.NDArray"> & {
  buffer: Uint8Array;
  shape: number[];
  dtype: string;
};

export const NDArraySchema: GenMessage<NDArray> = /* @__PURE__ */ messageDesc(file, 9);

export type Text = Message<"clarifai.api.Text"> & {
  raw: string;
  url: string;
};

export const TextSchema: GenMessage<Text> = /* @__PURE__ */ messageDesc(file, 10);

export type Image = Message<"clarifai.api.Image"> & {
  url: string;
  base64: Uint8Array;
};

export const ImageSchema: GenMessage<Image> = /* @__PURE__ */ messageDesc(file, 11);

export type Audio = Message<"clarifai.api.Audio"> & {
  url: string;
  base64: Uint8Array;
};

export const AudioSchema: GenMessage<Audio> = /* @__PURE__ */ messageDesc(file, 12);

export type Video = Message<"clarifai.api.Video"> & {
  url: string;
  base64: Uint8Array;
};

export const VideoSchema: GenMessage<Video> = /* @__PURE__ */ messageDesc(file, 13);

export type Concept = Message<"clarifai.api.Concept"> & {
  id: string;
  name: string;
  value: number;
};

export const ConceptSchema: GenMessage<Concept> = /* @__PURE__ */ messageDesc(file, 14);

export type Region = Message<"clarifai.api.Region"> & {
  id: string;
  regionInfo?: RegionInfo;
  data?: Data;
  value: number;
  trackId: string;
};

export const RegionSchema: GenMessage<Region> = /* @__PURE__ */ messageDesc(file, 15);

export type RegionInfo = Message<"clarifai.api.RegionInfo"> & {
  boundingBox?: BoundingBox;
  mask?: Mask;
  point?: Point;
};

export const RegionInfoSchema: GenMessage<RegionInfo> = /* @__PURE__ */ messageDesc(file, 16);

export type BoundingBox = Message<"clarifai.api.BoundingBox"> & {
  topRow: number;
  leftCol: number;
  bottomRow: number;
  rightCol: number;
};

export const BoundingBoxSchema: GenMessage<BoundingBox> = /* @__PURE__ */ messageDesc(file, 17);

export type Mask = Message<"clarifai.api.Mask"> & {
  image?: Image;
};

export const MaskSchema: GenMessage<Mask> = /* @__PURE__ */ messageDesc(file, 18);

export type Point = Message<"clarifai.api.Point"> & {
  row: number;
  col: number;
  z: number;
};

export const PointSchema: GenMessage<Point> = /* @__PURE__ */ messageDesc(file, 19);

export type Frame = Message<"clarifai.api.Frame"> & {
  frameInfo?: FrameInfo;
  data?: Data;
};

export const FrameSchema: GenMessage<Frame> = /* @__PURE__ */ messageDesc(file, 20);

export type FrameInfo = Message<"clarifai.api.FrameInfo"> & {
  index: number;
  time: bigint;
};

export const FrameInfoSchema: GenMessage<FrameInfo> = /* @__PURE__ */ messageDesc(file, 21);

export type MultiOutputResponse = Message<"clarifai.api.MultiOutputResponse"> & {
  status?: Status;
  outputs: Output[];
};

export const MultiOutputResponseSchema: GenMessage<MultiOutputResponse> =
  /* @__PURE__ */ messageDesc(file, 22);

export type Status = Message<"clarifai.api.Status"> & {
  code: number;
  description: string;
  details: string;
  reqId: string;
};

export const StatusSchema: GenMessage<Status> = /* @__PURE__ */ messageDesc(file, 23);

export type Output = Message<"clarifai.api.Output"> & {
  status?: Status;
  model?: Model;
  data?: Data;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
};

export const OutputSchema: GenMessage<Output> = /* @__PURE__ */ messageDesc(file, 24);

export type Model = Message<"clarifai.api.Model"> & {
  modelVersion?: ModelVersion;
};

export const ModelSchema: GenMessage<Model> = /* @__PURE__ */ messageDesc(file, 25);

export type ModelVersion = Message<"clarifai.api.ModelVersion"> & {
  id: string;
};

export const ModelVersionSchema: GenMessage<ModelVersion> = /* @__PURE__ */ messageDesc(file, 26);

export type Struct = Message<"clarifai.api.Struct"> & {
  fields: StructFieldsEntry[];
};

export const StructSchema: GenMessage<Struct> = /* @__PURE__ */ messageDesc(file, 27);

export type StructFieldsEntry = Message<"clarifai.api.StructFieldsEntry"> & {
  key: string;
  value?: Value;
};

export const StructFieldsEntrySchema: GenMessage<StructFieldsEntry> = /* @__PURE__ */ messageDesc(
  file,
  28,
);

export type Value = Message<"clarifai.api.Value"> & {
  kind:
    | { case: "nullValue"; value: number }
    | { case: "numberValue"; value: number }
    | { case: "stringValue"; value: string }
    | { case: "boolValue"; value: boolean }
    | { case: "structValue"; value: Struct }
    | { case: "listValue"; value: ListValue }
    | { case: undefined; value?: undefined };
};

export const ValueSchema: GenMessage<Value> = /* @__PURE__ */ messageDesc(file, 29);

export type ListValue = Message<"clarifai.api.ListValue"> & {
  values: Value[];
};

export const ListValueSchema: GenMessage<ListValue> = /* @__PURE__ */ messageDesc(file, 30);

export const V2: GenService<{
  postModelOutputs: {
    methodKind: "unary";
    input: typeof PostModelOutputsRequestSchema;
    output: typeof MultiOutputResponseSchema;
  };
  generateModelOutputs: {
    methodKind: "server_streaming";
    input: typeof PostModelOutputsRequestSchema;
    output: typeof MultiOutputResponseSchema;
  };
  streamModelOutputs: {
    methodKind: "bidi_streaming";
    input: typeof PostModelOutputsRequestSchema;
    output: typeof MultiOutputResponseSchema;
  };
}> = /* @__PURE__ */ serviceDesc(file, 0);
