# SPDX-License-Identifier: MIT-0
# ruff: noqa
# pyright: reportUnknownVariableType=false
"""The runtime of generated clients: what generated modules import, and nothing else.

Importing it imports neither grpc, asyncio nor numpy.
"""

from __future__ import annotations

from .array_codec import NDARRAY
from .async_client import AsyncClient
from .async_stream import AsyncStream
from .client import Client
from .codec import BOOL, BYTES, FLOAT, INT, STR
from .containers import list_of, named, outputs, tuple_of
from .default import default
from .errors import (
    ArgumentTypeError,
    AuthenticationError,
    BatchError,
    ClarifaiError,
    ConnectError,
    DeadlineError,
    InvalidArgumentError,
    ModelDeployingError,
    ModelError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
)
from .json_codec import JSON, TYPED_JSON
from .media import Audio, AudioInput, Image, ImageInput, Video, VideoInput
from .media_codec import AUDIO, CONCEPT, FRAME, IMAGE, REGION, TEXT, VIDEO
from .method import STREAMING_STREAMING, UNARY_STREAMING, Method, ModelId, Parameter
from .options import ClientOptions, NamedDeployment
from .response import Response, Usage
from .retry import Wait
from .stream import Stream
from .types import (
    ArrayInput,
    BytesInput,
    ChatMessage,
    ChatMessages,
    JsonInput,
    JsonValue,
    NDArray,
)
from .values import (
    Box,
    Concept,
    ConceptInput,
    Frame,
    FrameInput,
    Point,
    Region,
    RegionInput,
    Text,
    TextInput,
)

__all__ = [
    "AUDIO",
    "BOOL",
    "BYTES",
    "CONCEPT",
    "FLOAT",
    "FRAME",
    "IMAGE",
    "INT",
    "JSON",
    "NDARRAY",
    "REGION",
    "STR",
    "STREAMING_STREAMING",
    "TEXT",
    "TYPED_JSON",
    "UNARY_STREAMING",
    "VIDEO",
    "ArgumentTypeError",
    "ArrayInput",
    "AsyncClient",
    "AsyncStream",
    "Audio",
    "AudioInput",
    "AuthenticationError",
    "BatchError",
    "Box",
    "BytesInput",
    "ChatMessage",
    "ChatMessages",
    "ClarifaiError",
    "Client",
    "ClientOptions",
    "Concept",
    "ConceptInput",
    "ConnectError",
    "DeadlineError",
    "Frame",
    "FrameInput",
    "Image",
    "ImageInput",
    "InvalidArgumentError",
    "JsonInput",
    "JsonValue",
    "Method",
    "ModelDeployingError",
    "ModelError",
    "ModelId",
    "NDArray",
    "NamedDeployment",
    "NotFoundError",
    "Parameter",
    "PermissionDeniedError",
    "Point",
    "RateLimitError",
    "Region",
    "RegionInput",
    "Response",
    "Stream",
    "Text",
    "TextInput",
    "Usage",
    "Video",
    "VideoInput",
    "Wait",
    "default",
    "list_of",
    "named",
    "outputs",
    "tuple_of",
]
