// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** The platform's messages, from its descriptors: see @bufbuild/protobuf. */

import type { Message } from "@bufbuild/protobuf";
import {
  type GenFile,
  type GenMessage,
  type GenService,
  fileDesc,
  messageDesc,
  serviceDesc,
} from "@bufbuild/protobuf/codegenv2";

// As text and not in base64, in which a compressor finds half as much to leave out.
const file: GenFile = /* @__PURE__ */ fileDesc(
  btoa(
    "\x0a\x0eclarifai.proto\x12\x0cclarifai.api\x22\xcc\x01\x0a\x17PostModelOutputsRequest" +
      "\x12/\x0a\x0buser_app_id\x18\x01 \x01(\x0b2\x1a.clarifai.api.UserAppIDSet\x12\x10\x0a" +
      "\x08model_id\x18\x02 \x01(\x09\x12\x12\x0a\x0aversion_id\x18\x03 \x01(\x09\x12#\x0a\x06i" +
      "nputs\x18\x04 \x03(\x0b2\x13.clarifai.api.Input\x125\x0a\x0frunner_selector\x18\x06 \x01" +
      "(\x0b2\x1c.clarifai.api.RunnerSelector\x22/\x0a\x0cUserAppIDSet\x12\x0f\x0a\x07user_id" +
      "\x18\x01 \x01(\x09\x12\x0e\x0a\x06app_id\x18\x02 \x01(\x09\x22h\x0a\x0eRunnerSelector" +
      "\x12(\x0a\x08nodepool\x18\x01 \x01(\x0b2\x16.clarifai.api.Nodepool\x12,\x0a\x0adeploymen" +
      "t\x18\x03 \x01(\x0b2\x18.clarifai.api.Deployment\x22M\x0a\x08Nodepool\x12\x0a\x0a\x02id" +
      "\x18\x01 \x01(\x09\x125\x0a\x0fcompute_cluster\x18\x06 \x01(\x0b2\x1c.clarifai.api.Compu" +
      "teCluster\x22-\x0a\x0eComputeCluster\x12\x0a\x0a\x02id\x18\x01 \x01(\x09\x12\x0f\x0a\x07" +
      "user_id\x18\x05 \x01(\x09\x22)\x0a\x0aDeployment\x12\x0a\x0a\x02id\x18\x01 \x01(\x09\x12" +
      "\x0f\x0a\x07user_id\x18\x02 \x01(\x09\x22)\x0a\x05Input\x12 \x0a\x04data\x18\x02 \x01(" +
      "\x0b2\x12.clarifai.api.Data\x22\x8f\x04\x0a\x04Data\x12\x22\x0a\x05image\x18\x01 \x01(" +
      "\x0b2\x13.clarifai.api.Image\x12\x22\x0a\x05video\x18\x02 \x01(\x0b2\x13.clarifai.api.Vi" +
      "deo\x12\x27\x0a\x08concepts\x18\x03 \x03(\x0b2\x15.clarifai.api.Concept\x12&\x0a\x08meta" +
      "data\x18\x05 \x01(\x0b2\x14.clarifai.api.Struct\x12%\x0a\x07regions\x18\x0b \x03(\x0b2" +
      "\x14.clarifai.api.Region\x12#\x0a\x06frames\x18\x0c \x03(\x0b2\x13.clarifai.api.Frame" +
      "\x12 \x0a\x04text\x18\x0d \x01(\x0b2\x12.clarifai.api.Text\x12\x22\x0a\x05audio\x18\x0e " +
      "\x01(\x0b2\x13.clarifai.api.Audio\x12!\x0a\x05parts\x18\x13 \x03(\x0b2\x12.clarifai.api." +
      "Part\x12&\x0a\x07ndarray\x18\x14 \x01(\x0b2\x15.clarifai.api.NDArray\x12\x11\x0a\x09int_" +
      "value\x18\x15 \x01(\x03\x12\x13\x0a\x0bfloat_value\x18\x16 \x01(\x01\x12\x13\x0a\x0bbyte" +
      "s_value\x18\x17 \x01(\x0c\x12\x12\x0a\x0abool_value\x18\x18 \x01(\x08\x12\x14\x0a\x0cstr" +
      "ing_value\x18\x19 \x01(\x09\x12*\x0a\x0cstruct_value\x18\x1a \x01(\x0b2\x14.clarifai.api" +
      ".Struct\x224\x0a\x04Part\x12 \x0a\x04data\x18\x01 \x01(\x0b2\x12.clarifai.api.Data\x12" +
      "\x0a\x0a\x02id\x18\x02 \x01(\x09\x227\x0a\x07NDArray\x12\x0e\x0a\x06buffer\x18\x01 \x01(" +
      "\x0c\x12\x0d\x0a\x05shape\x18\x02 \x03(\x0d\x12\x0d\x0a\x05dtype\x18\x03 \x01(\x09\x22 " +
      "\x0a\x04Text\x12\x0b\x0a\x03raw\x18\x01 \x01(\x09\x12\x0b\x0a\x03url\x18\x02 \x01(\x09" +
      "\x22$\x0a\x05Image\x12\x0b\x0a\x03url\x18\x01 \x01(\x09\x12\x0e\x0a\x06base64\x18\x02 " +
      "\x01(\x0c\x22$\x0a\x05Audio\x12\x0b\x0a\x03url\x18\x01 \x01(\x09\x12\x0e\x0a\x06base64" +
      "\x18\x02 \x01(\x0c\x22$\x0a\x05Video\x12\x0b\x0a\x03url\x18\x01 \x01(\x09\x12\x0e\x0a" +
      "\x06base64\x18\x02 \x01(\x0c\x222\x0a\x07Concept\x12\x0a\x0a\x02id\x18\x01 \x01(\x09\x12" +
      "\x0c\x0a\x04name\x18\x02 \x01(\x09\x12\x0d\x0a\x05value\x18\x03 \x01(\x02\x22\x86\x01" +
      "\x0a\x06Region\x12\x0a\x0a\x02id\x18\x01 \x01(\x09\x12-\x0a\x0bregion_info\x18\x02 \x01(" +
      "\x0b2\x18.clarifai.api.RegionInfo\x12 \x0a\x04data\x18\x03 \x01(\x0b2\x12.clarifai.api.D" +
      "ata\x12\x0d\x0a\x05value\x18\x04 \x01(\x02\x12\x10\x0a\x08track_id\x18\x05 \x01(\x09\x22" +
      "\x83\x01\x0a\x0aRegionInfo\x12/\x0a\x0cbounding_box\x18\x01 \x01(\x0b2\x19.clarifai.api." +
      "BoundingBox\x12 \x0a\x04mask\x18\x04 \x01(\x0b2\x12.clarifai.api.Mask\x12\x22\x0a\x05poi" +
      "nt\x18\x06 \x01(\x0b2\x13.clarifai.api.Point\x22W\x0a\x0bBoundingBox\x12\x0f\x0a\x07top_" +
      "row\x18\x01 \x01(\x02\x12\x10\x0a\x08left_col\x18\x02 \x01(\x02\x12\x12\x0a\x0abottom_ro" +
      "w\x18\x03 \x01(\x02\x12\x11\x0a\x09right_col\x18\x04 \x01(\x02\x22*\x0a\x04Mask\x12\x22" +
      "\x0a\x05image\x18\x02 \x01(\x0b2\x13.clarifai.api.Image\x22,\x0a\x05Point\x12\x0b\x0a" +
      "\x03row\x18\x01 \x01(\x02\x12\x0b\x0a\x03col\x18\x02 \x01(\x02\x12\x09\x0a\x01z\x18\x03 " +
      "\x01(\x02\x22V\x0a\x05Frame\x12+\x0a\x0aframe_info\x18\x01 \x01(\x0b2\x17.clarifai.api.F" +
      "rameInfo\x12 \x0a\x04data\x18\x02 \x01(\x0b2\x12.clarifai.api.Data\x22(\x0a\x09FrameInfo" +
      "\x12\x0d\x0a\x05index\x18\x01 \x01(\x0d\x12\x0c\x0a\x04time\x18\x02 \x01(\x04\x22b\x0a" +
      "\x13MultiOutputResponse\x12$\x0a\x06status\x18\x01 \x01(\x0b2\x14.clarifai.api.Status" +
      "\x12%\x0a\x07outputs\x18\x02 \x03(\x0b2\x14.clarifai.api.Output\x22L\x0a\x06Status\x12" +
      "\x0c\x0a\x04code\x18\x01 \x01(\x05\x12\x13\x0a\x0bdescription\x18\x02 \x01(\x09\x12\x0f" +
      "\x0a\x07details\x18\x03 \x01(\x09\x12\x0e\x0a\x06req_id\x18\x07 \x01(\x09\x22\xbd\x01" +
      "\x0a\x06Output\x12$\x0a\x06status\x18\x02 \x01(\x0b2\x14.clarifai.api.Status\x12\x22\x0a" +
      "\x05model\x18\x04 \x01(\x0b2\x13.clarifai.api.Model\x12 \x0a\x04data\x18\x06 \x01(\x0b2" +
      "\x12.clarifai.api.Data\x12\x15\x0a\x0dprompt_tokens\x18\x07 \x01(\x0d\x12\x19\x0a\x11com" +
      "pletion_tokens\x18\x08 \x01(\x0d\x12\x15\x0a\x0dcached_tokens\x18\x09 \x01(\x0d\x22:\x0a" +
      "\x05Model\x121\x0a\x0dmodel_version\x18\x06 \x01(\x0b2\x1a.clarifai.api.ModelVersion\x22" +
      "\x1a\x0a\x0cModelVersion\x12\x0a\x0a\x02id\x18\x01 \x01(\x09\x229\x0a\x06Struct\x12/\x0a" +
      "\x06fields\x18\x01 \x03(\x0b2\x1f.clarifai.api.StructFieldsEntry\x22D\x0a\x11StructField" +
      "sEntry\x12\x0b\x0a\x03key\x18\x01 \x01(\x09\x12\x22\x0a\x05value\x18\x02 \x01(\x0b2\x13." +
      "clarifai.api.Value\x22\xc8\x01\x0a\x05Value\x12\x14\x0a\x0anull_value\x18\x01 \x01(\x05H" +
      "\x00\x12\x16\x0a\x0cnumber_value\x18\x02 \x01(\x01H\x00\x12\x16\x0a\x0cstring_value\x18" +
      "\x03 \x01(\x09H\x00\x12\x14\x0a\x0abool_value\x18\x04 \x01(\x08H\x00\x12,\x0a\x0cstruct_" +
      "value\x18\x05 \x01(\x0b2\x14.clarifai.api.StructH\x00\x12-\x0a\x0alist_value\x18\x06 " +
      "\x01(\x0b2\x17.clarifai.api.ListValueH\x00B\x06\x0a\x04kind\x220\x0a\x09ListValue\x12#" +
      "\x0a\x06values\x18\x01 \x03(\x0b2\x13.clarifai.api.Value2\xb0\x02\x0a\x02V2\x12`\x0a\x10" +
      "PostModelOutputs\x12%.clarifai.api.PostModelOutputsRequest\x1a!.clarifai.api.MultiOutput" +
      "Response(\x000\x00\x12d\x0a\x14GenerateModelOutputs\x12%.clarifai.api.PostModelOutputsRe" +
      "quest\x1a!.clarifai.api.MultiOutputResponse(\x000\x01\x12b\x0a\x12StreamModelOutputs\x12" +
      "%.clarifai.api.PostModelOutputsRequest\x1a!.clarifai.api.MultiOutputResponse(\x010\x01b" +
      "\x06proto3",
  ),
);

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
