"""Writes the runtime's `messages.ts` from the descriptors of the package clarifai-grpc.

What protoc-gen-es would write for the platform's own files is 1.3 MB. Here only the fields
that the runtime reads or writes are kept. `--check` compares instead of writing.

Three changes leave the bytes on the wire as they are: all messages stand in one file; an
enum is an int32, since an unknown number must be readable; and a map is the list of its
entries, since a JavaScript object cannot hold every key (`__proto__`).

The descriptors are written as words, which `descriptor.ts` reads: once compressed they are
half as long as descriptors in base64.
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

from clarifai_grpc.grpc.api import service_pb2
from google.protobuf.descriptor import (
    Descriptor,
    FieldDescriptor,
    MethodDescriptor,
)
from google.protobuf.descriptor_pb2 import FieldDescriptorProto

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "codegen/clarifai_codegen/runtime/typescript/messages.ts"

KEPT = {
    "PostModelOutputsRequest": "user_app_id model_id version_id inputs runner_selector",
    "UserAppIDSet": "user_id app_id",
    "RunnerSelector": "nodepool deployment",
    "Nodepool": "id compute_cluster",
    "ComputeCluster": "id user_id",
    "Deployment": "id user_id",
    "Input": "data",
    "Data": "image video concepts metadata regions frames text audio parts ndarray "
    "int_value float_value bytes_value bool_value string_value struct_value",
    "Part": "id data",
    "NDArray": "buffer shape dtype",
    "Text": "raw url",
    "Image": "url base64",
    "Audio": "url base64",
    "Video": "url base64",
    "Concept": "id name value",
    "Region": "id region_info data value track_id",
    "RegionInfo": "bounding_box mask point",
    "BoundingBox": "top_row left_col bottom_row right_col",
    "Mask": "image",
    "Point": "row col z",
    "Frame": "frame_info data",
    "FrameInfo": "index time",
    "MultiOutputResponse": "status outputs",
    "Status": "code description details req_id",
    "Output": "status model data prompt_tokens completion_tokens cached_tokens",
    "Model": "model_version",
    "ModelVersion": "id",
    "Struct": "fields",
    "Struct.FieldsEntry": "key value",
    "Value": "null_value number_value string_value bool_value struct_value list_value",
    "ListValue": "values",
}
RPCS = ("PostModelOutputs", "GenerateModelOutputs", "StreamModelOutputs")

PACKAGE = "clarifai.api"
WIDTH = 100

_Field = FieldDescriptor
SCALARS = {
    _Field.TYPE_DOUBLE: "number",
    _Field.TYPE_FLOAT: "number",
    _Field.TYPE_INT32: "number",
    _Field.TYPE_UINT32: "number",
    _Field.TYPE_ENUM: "number",
    _Field.TYPE_INT64: "bigint",
    _Field.TYPE_UINT64: "bigint",
    _Field.TYPE_BOOL: "boolean",
    _Field.TYPE_STRING: "string",
    _Field.TYPE_BYTES: "Uint8Array",
}


def find(start: Descriptor) -> dict[str, Descriptor]:
    """All kept messages that are reached from a message, by their name in `KEPT`."""
    found: dict[str, Descriptor] = {}
    todo = [start]
    while todo:
        message = todo.pop()
        name = short(message)
        if name in found:
            continue
        found[name] = message
        for field in kept_fields(message):
            if field.message_type is not None:
                todo.append(field.message_type)
    return found


def short(message: Descriptor) -> str:
    """A message's name without its package."""
    return str(message.full_name).removeprefix(f"{message.file.package}.")


def flat(message: Descriptor) -> str:
    """A message's name in the written file, where nothing is nested."""
    return short(message).replace(".", "")


def kept_fields(message: Descriptor) -> list[FieldDescriptor]:
    """The kept fields, by number. Raises KeyError for one that is not there."""
    fields = [message.fields_by_name[name] for name in KEPT[short(message)].split()]
    return sorted(fields, key=lambda field: field.number)


def camel(name: str) -> str:
    """The property that @bufbuild/protobuf gives a field."""
    head, *rest = name.split("_")
    return head + "".join(piece[:1].upper() + piece[1:] for piece in rest)


def oneof_of(field: FieldDescriptor) -> str:
    """The oneof that a field belongs to, or an empty name."""
    oneof = field.containing_oneof
    if oneof is None or (field.has_presence and len(oneof.fields) == 1):
        return ""
    return str(oneof.name)


def row(message: Descriptor) -> str:
    """A message in the words of `descriptor.ts`."""
    fields = kept_fields(message)
    oneofs = {oneof_of(field) for field in fields}
    if len(oneofs) > 1:
        raise ValueError(f"{message.name} has fields in a oneof, and others")
    head = "/".join(filter(None, (flat(message), *oneofs)))
    words = [head]
    expected = 1
    for field in fields:
        repeated = "*" if field.is_repeated else ""
        number = "" if field.number == expected else f"={field.number}"
        words.append(f"{field.name}:{type_of(field)}{repeated}{number}")
        expected = field.number + 1
    return " ".join(words)


def type_of(field: FieldDescriptor) -> str:
    """The message of a field, or its type as `ScalarType` of @bufbuild/protobuf has it."""
    if field.message_type is not None:
        return flat(field.message_type)
    if field.type == _Field.TYPE_ENUM:
        return "INT32"
    name = FieldDescriptorProto.Type.Name(
        FieldDescriptorProto.Type.ValueType(field.type)
    )
    return name.removeprefix("TYPE_")


def property_type(field: FieldDescriptor) -> str:
    """The TypeScript type of one value of a field."""
    if field.message_type is not None:
        return flat(field.message_type)
    return SCALARS[field.type]


def interface(message: Descriptor) -> list[str]:
    """The TypeScript type of a message, and its schema's first line."""
    name = flat(message)
    lines = [f'export type {name} = Message<"{PACKAGE}.{name}"> & {{']
    oneofs: dict[str, list[FieldDescriptor]] = {}
    for field in kept_fields(message):
        if oneof_of(field):
            oneofs.setdefault(oneof_of(field), []).append(field)
            continue
        kind = property_type(field)
        if field.is_repeated:
            lines.append(f"  {camel(field.name)}: {kind}[];")
        elif field.message_type is not None:
            lines.append(f"  {camel(field.name)}?: {kind};")
        else:
            lines.append(f"  {camel(field.name)}: {kind};")
    for oneof, fields in oneofs.items():
        lines.append(f"  {camel(oneof)}:")
        for field in fields:
            case = f'case: "{camel(field.name)}"; value: {property_type(field)}'
            lines.append(f"    | {{ {case} }}")
        lines.append("    | { case: undefined; value?: undefined };")
    return [*lines, "};"]


def render() -> str:
    """The text of `messages.ts`."""
    service = service_pb2.DESCRIPTOR.services_by_name["V2"]
    rpcs = [service.methods_by_name[name] for name in RPCS]
    found = find(rpcs[0].input_type) | find(rpcs[0].output_type)
    unused = KEPT.keys() - found.keys()
    if unused:
        raise ValueError(f"not reached from the service: {sorted(unused)}")
    messages = [found[name] for name in KEPT]
    sent, answered = rpcs[0].input_type, rpcs[0].output_type
    if any((rpc.input_type, rpc.output_type) != (sent, answered) for rpc in rpcs):
        raise ValueError("the RPCs differ in their messages")
    lines = [
        "// SPDX-License-Identifier: MIT-0",
        "/* eslint-disable */",
        "/** The platform's messages, from its descriptors: see @bufbuild/protobuf. */",
        "",
        'import type { Message } from "@bufbuild/protobuf";',
        "import {",
        "  type GenFile,",
        "  type GenMessage,",
        "  type GenService,",
        "  messageDesc,",
        "  serviceDesc,",
        '} from "@bufbuild/protobuf/codegenv2";',
        'import { described } from "./descriptor.js";',
        "",
        "const file: GenFile = /* @__PURE__ */ described({",
        f'  package: "{PACKAGE}",',
        "  messages:",
        *_lines([row(message) for message in messages]),
        f'  service: "{service.name}",',
        f'  request: "{flat(sent)}",',
        f'  response: "{flat(answered)}",',
        "  rpcs: {",
        *(f"    {rpc.name}: {_streaming(rpc)}," for rpc in rpcs),
        "  },",
        "});",
    ]
    for index, message in enumerate(messages):
        name = flat(message)
        lines += ["", *interface(message), ""]
        line = f"export const {name}Schema: GenMessage<{name}> ="
        call = f"/* @__PURE__ */ messageDesc(file, {index});"
        lines += _wrapped(line, call)
    lines += ["", "export const V2: GenService<{"]
    for rpc in rpcs:
        kind = {
            (False, False): "unary",
            (False, True): "server_streaming",
            (True, True): "bidi_streaming",
        }[rpc.client_streaming, rpc.server_streaming]
        lines += [
            f"  {rpc.name[:1].lower()}{rpc.name[1:]}: {{",
            f'    methodKind: "{kind}";',
            f"    input: typeof {flat(rpc.input_type)}Schema;",
            f"    output: typeof {flat(rpc.output_type)}Schema;",
            "  };",
        ]
    lines.append("}> = /* @__PURE__ */ serviceDesc(file, 0);")
    return "\n".join(lines) + "\n"


def _lines(rows: list[str]) -> list[str]:
    """A string literal of so many lines."""
    pieces: list[str] = []
    for at, each in enumerate(rows):
        end = "\\n" if at + 1 < len(rows) else ""
        words = textwrap.wrap(each, WIDTH - len('    " \\n" +'))
        pieces += [f"{line} " for line in words[:-1]] + [f"{words[-1]}{end}"]
    quoted = [f'    "{piece}" +' for piece in pieces]
    quoted[-1] = quoted[-1].removesuffix(" +") + ","
    return quoted


def _streaming(rpc: MethodDescriptor) -> str:
    """Which sides of an RPC are streams."""
    sides = {"client": rpc.client_streaming, "server": rpc.server_streaming}
    words = [f"{side}Streaming: true" for side, streams in sides.items() if streams]
    return f"{{ {', '.join(words)} }}" if words else "{}"


def _wrapped(line: str, call: str) -> list[str]:
    """An assignment in the form that oxfmt gives it."""
    whole = f"{line} {call}"
    if len(whole) <= WIDTH:
        return [whole]
    head, _, arguments = whole.partition("(")
    if len(head) >= WIDTH:
        return [line, f"  {call}"]
    first, second = arguments.removesuffix(");").split(", ")
    return [f"{head}(", f"  {first},", f"  {second},", ");"]


def main() -> int:
    """Write the file, or with `--check` say whether it is as it would be written."""
    text = render()
    if "--check" in sys.argv[1:]:
        fresh = OUTPUT.is_file() and OUTPUT.read_text(encoding="utf-8") == text
        if not fresh:
            print(f"{OUTPUT.relative_to(ROOT)} is stale: run {Path(__file__).name}")
        return 0 if fresh else 1
    OUTPUT.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
