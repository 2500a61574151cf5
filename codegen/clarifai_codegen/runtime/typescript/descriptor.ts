// SPDX-License-Identifier: MIT-0
/* eslint-disable */
/** Descriptors of messages, from the words that tell one from another. */

import { create, type MessageInitShape, ScalarType, toBinary } from "@bufbuild/protobuf";
import { fileDesc, type GenFile } from "@bufbuild/protobuf/codegenv2";
import { base64Encode } from "@bufbuild/protobuf/wire";
import {
  type DescriptorProtoSchema,
  type FieldDescriptorProtoSchema,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";

type MessageInit = MessageInitShape<typeof DescriptorProtoSchema>;
type FieldInit = MessageInitShape<typeof FieldDescriptorProtoSchema>;

/** Which sides of an RPC are streams. */
interface Rpc {
  readonly clientStreaming?: boolean;
  readonly serverStreaming?: boolean;
}

/** A file with one service, whose RPCs have the same messages. */
export interface FileSpec {
  readonly package: string;
  /**
   * A line for each message: `NAME FIELD:TYPE FIELD:TYPE ...`.
   *
   * A type is a name of `ScalarType`, or a message's; `TYPE*` is repeated. `=NUMBER` stands
   * where a field's number is not the next one. `NAME/ONEOF` has all its fields in a oneof.
   */
  readonly messages: string;
  readonly service: string;
  readonly request: string;
  readonly response: string;
  readonly rpcs: Readonly<Record<string, Rpc>>;
}

/** The file that these words describe. */
export function described(spec: FileSpec): GenFile {
  const typeName = (name: string): string => `.${spec.package}.${name}`;
  const [inputType, outputType] = [typeName(spec.request), typeName(spec.response)];
  const method = Object.entries(spec.rpcs).map(([name, rpc]) => ({
    name,
    inputType,
    outputType,
    ...rpc,
  }));
  const file = create(FileDescriptorProtoSchema, {
    name: "clarifai.proto",
    package: spec.package,
    syntax: "proto3",
    messageType: spec.messages.split("\n").map((line) => messageOf(line, typeName)),
    service: [{ name: spec.service, method }],
  });
  return fileDesc(base64Encode(toBinary(FileDescriptorProtoSchema, file)));
}

function messageOf(line: string, typeName: (name: string) => string): MessageInit {
  const [head = "", ...words] = line.split(" ");
  const [name = "", oneof] = head.split("/");
  let number = 0;
  const field = words.map((word): FieldInit => {
    const [, own = "", type = "", repeated, given] = /(\w+):(\w+)(\*?)=?(\d*)/.exec(word) ?? [];
    number = Number(given) || number + 1;
    const scalar = ScalarType[type as keyof typeof ScalarType] as number | undefined;
    return {
      name: own,
      number,
      label: repeated ? 3 : 1,
      type: scalar ?? 11,
      ...(scalar === undefined && { typeName: typeName(type) }),
      ...(oneof && { oneofIndex: 0 }),
    };
  });
  return { name, field, oneofDecl: oneof ? [{ name: oneof }] : [] };
}
