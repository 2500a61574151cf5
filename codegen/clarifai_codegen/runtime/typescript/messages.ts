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

const file: GenFile = /* @__PURE__ */ fileDesc(
  "Cg5jbGFyaWZhaS5wcm90bxIMY2xhcmlmYWkuYXBpIswBChdQb3N0TW9kZWxPdXRwdXRzUmVxdWVzdBIvCgt1c2VyX2" +
    "FwcF9pZBgBIAEoCzIaLmNsYXJpZmFpLmFwaS5Vc2VyQXBwSURTZXQSEAoIbW9kZWxfaWQYAiABKAkSEgoKdmVyc2lv" +
    "bl9pZBgDIAEoCRIjCgZpbnB1dHMYBCADKAsyEy5jbGFyaWZhaS5hcGkuSW5wdXQSNQoPcnVubmVyX3NlbGVjdG9yGA" +
    "YgASgLMhwuY2xhcmlmYWkuYXBpLlJ1bm5lclNlbGVjdG9yIi8KDFVzZXJBcHBJRFNldBIPCgd1c2VyX2lkGAEgASgJ" +
    "Eg4KBmFwcF9pZBgCIAEoCSJoCg5SdW5uZXJTZWxlY3RvchIoCghub2RlcG9vbBgBIAEoCzIWLmNsYXJpZmFpLmFwaS" +
    "5Ob2RlcG9vbBIsCgpkZXBsb3ltZW50GAMgASgLMhguY2xhcmlmYWkuYXBpLkRlcGxveW1lbnQiTQoITm9kZXBvb2wS" +
    "CgoCaWQYASABKAkSNQoPY29tcHV0ZV9jbHVzdGVyGAYgASgLMhwuY2xhcmlmYWkuYXBpLkNvbXB1dGVDbHVzdGVyIi" +
    "0KDkNvbXB1dGVDbHVzdGVyEgoKAmlkGAEgASgJEg8KB3VzZXJfaWQYBSABKAkiKQoKRGVwbG95bWVudBIKCgJpZBgB" +
    "IAEoCRIPCgd1c2VyX2lkGAIgASgJIikKBUlucHV0EiAKBGRhdGEYAiABKAsyEi5jbGFyaWZhaS5hcGkuRGF0YSKPBA" +
    "oERGF0YRIiCgVpbWFnZRgBIAEoCzITLmNsYXJpZmFpLmFwaS5JbWFnZRIiCgV2aWRlbxgCIAEoCzITLmNsYXJpZmFp" +
    "LmFwaS5WaWRlbxInCghjb25jZXB0cxgDIAMoCzIVLmNsYXJpZmFpLmFwaS5Db25jZXB0EiYKCG1ldGFkYXRhGAUgAS" +
    "gLMhQuY2xhcmlmYWkuYXBpLlN0cnVjdBIlCgdyZWdpb25zGAsgAygLMhQuY2xhcmlmYWkuYXBpLlJlZ2lvbhIjCgZm" +
    "cmFtZXMYDCADKAsyEy5jbGFyaWZhaS5hcGkuRnJhbWUSIAoEdGV4dBgNIAEoCzISLmNsYXJpZmFpLmFwaS5UZXh0Ei" +
    "IKBWF1ZGlvGA4gASgLMhMuY2xhcmlmYWkuYXBpLkF1ZGlvEiEKBXBhcnRzGBMgAygLMhIuY2xhcmlmYWkuYXBpLlBh" +
    "cnQSJgoHbmRhcnJheRgUIAEoCzIVLmNsYXJpZmFpLmFwaS5OREFycmF5EhEKCWludF92YWx1ZRgVIAEoAxITCgtmbG" +
    "9hdF92YWx1ZRgWIAEoARITCgtieXRlc192YWx1ZRgXIAEoDBISCgpib29sX3ZhbHVlGBggASgIEhQKDHN0cmluZ192" +
    "YWx1ZRgZIAEoCRIqCgxzdHJ1Y3RfdmFsdWUYGiABKAsyFC5jbGFyaWZhaS5hcGkuU3RydWN0IjQKBFBhcnQSIAoEZG" +
    "F0YRgBIAEoCzISLmNsYXJpZmFpLmFwaS5EYXRhEgoKAmlkGAIgASgJIjcKB05EQXJyYXkSDgoGYnVmZmVyGAEgASgM" +
    "Eg0KBXNoYXBlGAIgAygNEg0KBWR0eXBlGAMgASgJIiAKBFRleHQSCwoDcmF3GAEgASgJEgsKA3VybBgCIAEoCSIkCg" +
    "VJbWFnZRILCgN1cmwYASABKAkSDgoGYmFzZTY0GAIgASgMIiQKBUF1ZGlvEgsKA3VybBgBIAEoCRIOCgZiYXNlNjQY" +
    "AiABKAwiJAoFVmlkZW8SCwoDdXJsGAEgASgJEg4KBmJhc2U2NBgCIAEoDCIyCgdDb25jZXB0EgoKAmlkGAEgASgJEg" +
    "wKBG5hbWUYAiABKAkSDQoFdmFsdWUYAyABKAIihgEKBlJlZ2lvbhIKCgJpZBgBIAEoCRItCgtyZWdpb25faW5mbxgC" +
    "IAEoCzIYLmNsYXJpZmFpLmFwaS5SZWdpb25JbmZvEiAKBGRhdGEYAyABKAsyEi5jbGFyaWZhaS5hcGkuRGF0YRINCg" +
    "V2YWx1ZRgEIAEoAhIQCgh0cmFja19pZBgFIAEoCSKDAQoKUmVnaW9uSW5mbxIvCgxib3VuZGluZ19ib3gYASABKAsy" +
    "GS5jbGFyaWZhaS5hcGkuQm91bmRpbmdCb3gSIAoEbWFzaxgEIAEoCzISLmNsYXJpZmFpLmFwaS5NYXNrEiIKBXBvaW" +
    "50GAYgASgLMhMuY2xhcmlmYWkuYXBpLlBvaW50IlcKC0JvdW5kaW5nQm94Eg8KB3RvcF9yb3cYASABKAISEAoIbGVm" +
    "dF9jb2wYAiABKAISEgoKYm90dG9tX3JvdxgDIAEoAhIRCglyaWdodF9jb2wYBCABKAIiKgoETWFzaxIiCgVpbWFnZR" +
    "gCIAEoCzITLmNsYXJpZmFpLmFwaS5JbWFnZSIsCgVQb2ludBILCgNyb3cYASABKAISCwoDY29sGAIgASgCEgkKAXoY" +
    "AyABKAIiVgoFRnJhbWUSKwoKZnJhbWVfaW5mbxgBIAEoCzIXLmNsYXJpZmFpLmFwaS5GcmFtZUluZm8SIAoEZGF0YR" +
    "gCIAEoCzISLmNsYXJpZmFpLmFwaS5EYXRhIigKCUZyYW1lSW5mbxINCgVpbmRleBgBIAEoDRIMCgR0aW1lGAIgASgE" +
    "ImIKE011bHRpT3V0cHV0UmVzcG9uc2USJAoGc3RhdHVzGAEgASgLMhQuY2xhcmlmYWkuYXBpLlN0YXR1cxIlCgdvdX" +
    "RwdXRzGAIgAygLMhQuY2xhcmlmYWkuYXBpLk91dHB1dCJMCgZTdGF0dXMSDAoEY29kZRgBIAEoBRITCgtkZXNjcmlw" +
    "dGlvbhgCIAEoCRIPCgdkZXRhaWxzGAMgASgJEg4KBnJlcV9pZBgHIAEoCSK9AQoGT3V0cHV0EiQKBnN0YXR1cxgCIA" +
    "EoCzIULmNsYXJpZmFpLmFwaS5TdGF0dXMSIgoFbW9kZWwYBCABKAsyEy5jbGFyaWZhaS5hcGkuTW9kZWwSIAoEZGF0" +
    "YRgGIAEoCzISLmNsYXJpZmFpLmFwaS5EYXRhEhUKDXByb21wdF90b2tlbnMYByABKA0SGQoRY29tcGxldGlvbl90b2" +
    "tlbnMYCCABKA0SFQoNY2FjaGVkX3Rva2VucxgJIAEoDSI6CgVNb2RlbBIxCg1tb2RlbF92ZXJzaW9uGAYgASgLMhou" +
    "Y2xhcmlmYWkuYXBpLk1vZGVsVmVyc2lvbiIaCgxNb2RlbFZlcnNpb24SCgoCaWQYASABKAkiOQoGU3RydWN0Ei8KBm" +
    "ZpZWxkcxgBIAMoCzIfLmNsYXJpZmFpLmFwaS5TdHJ1Y3RGaWVsZHNFbnRyeSJEChFTdHJ1Y3RGaWVsZHNFbnRyeRIL" +
    "CgNrZXkYASABKAkSIgoFdmFsdWUYAiABKAsyEy5jbGFyaWZhaS5hcGkuVmFsdWUiyAEKBVZhbHVlEhQKCm51bGxfdm" +
    "FsdWUYASABKAVIABIWCgxudW1iZXJfdmFsdWUYAiABKAFIABIWCgxzdHJpbmdfdmFsdWUYAyABKAlIABIUCgpib29s" +
    "X3ZhbHVlGAQgASgISAASLAoMc3RydWN0X3ZhbHVlGAUgASgLMhQuY2xhcmlmYWkuYXBpLlN0cnVjdEgAEi0KCmxpc3" +
    "RfdmFsdWUYBiABKAsyFy5jbGFyaWZhaS5hcGkuTGlzdFZhbHVlSABCBgoEa2luZCIwCglMaXN0VmFsdWUSIwoGdmFs" +
    "dWVzGAEgAygLMhMuY2xhcmlmYWkuYXBpLlZhbHVlMrACCgJWMhJgChBQb3N0TW9kZWxPdXRwdXRzEiUuY2xhcmlmYW" +
    "kuYXBpLlBvc3RNb2RlbE91dHB1dHNSZXF1ZXN0GiEuY2xhcmlmYWkuYXBpLk11bHRpT3V0cHV0UmVzcG9uc2UoADAA" +
    "EmQKFEdlbmVyYXRlTW9kZWxPdXRwdXRzEiUuY2xhcmlmYWkuYXBpLlBvc3RNb2RlbE91dHB1dHNSZXF1ZXN0GiEuY2" +
    "xhcmlmYWkuYXBpLk11bHRpT3V0cHV0UmVzcG9uc2UoADABEmIKElN0cmVhbU1vZGVsT3V0cHV0cxIlLmNsYXJpZmFp" +
    "LmFwaS5Qb3N0TW9kZWxPdXRwdXRzUmVxdWVzdBohLmNsYXJpZmFpLmFwaS5NdWx0aU91dHB1dFJlc3BvbnNlKAEwAW" +
    "IGcHJvdG8z",
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
