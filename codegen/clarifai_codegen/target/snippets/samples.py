"""Sample values: what a snippet gives for each parameter, in no language yet."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...signature.datatype import DataType, ListOf, NamedFields, Scalar, TupleOf
from ...signature.hint import Hint
from ...signature.method import Method
from ..parameters import Facts, facts

__all__ = [
    "Array",
    "ConceptValue",
    "Fields",
    "FrameValue",
    "Given",
    "MediaValue",
    "RegionValue",
    "TextValue",
    "given",
    "holds",
]


@dataclass(frozen=True, slots=True)
class MediaValue:
    """An image, audio or video: `form` is one of `MEDIA`, `place` its URL or file."""

    type: str
    form: str
    place: str


@dataclass(frozen=True, slots=True)
class TextValue:
    """A TEXT."""

    text: str


@dataclass(frozen=True, slots=True)
class ConceptValue:
    """A CONCEPT."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class RegionValue:
    """A REGION; `box` is left, top, right, bottom."""

    box: tuple[float, float, float, float]
    concept: ConceptValue


@dataclass(frozen=True, slots=True)
class FrameValue:
    """A FRAME."""

    image: MediaValue


@dataclass(frozen=True, slots=True)
class Array:
    """An NDARRAY of float32."""

    rows: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """NAMED_FIELDS."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter that a snippet gives.

    `value` is a sample or the default; of a stream, that of one item. `is_default` where
    leaving it out means the same.
    """

    facts: Facts
    value: Any
    is_default: bool

    @property
    def name(self) -> str:
        """The name on the wire."""
        return self.facts.parameter.name

    @property
    def is_stream(self) -> bool:
        """Whether the value is one item of a stream."""
        return self.facts.parameter.stream


_HOST = "https://samples.clarifai.com"
_PLACES = {
    "IMAGE": (f"{_HOST}/metro-north.jpg", "image.jpg"),
    "AUDIO": (f"{_HOST}/GoodMorning.wav", "audio.wav"),
    "VIDEO": (f"{_HOST}/beer.mp4", "video.mp4"),
}
_QUESTION = "What is the future of AI?"
_TEXTS = {
    "audio_url": f"{_HOST}/GoodMorning.wav",
    "category": "news",
    "city": "Berlin",
    "code": "print('Hello')",
    "country": "Germany",
    "document": "Clarifai runs models. Anyone can call them.",
    "email": "ada@example.com",
    "image_url": f"{_HOST}/metro-north.jpg",
    "instruction": "Answer in one sentence.",
    "label": "dog",
    "lang": "en",
    "language": "en",
    "name": "Ada",
    "negative_prompt": "blurry",
    "path": "data.txt",
    "query": "future of AI",
    "source_language": "en",
    "system_prompt": "You are a helpful assistant.",
    "target_language": "de",
    "title": "The future of AI",
    "url": "https://example.com",
    "user_id": "ada",
    "video_url": f"{_HOST}/beer.mp4",
}
_NUMBERS = {
    "height": 512,
    "max_new_tokens": 256,
    "max_tokens": 256,
    "n": 2,
    "port": 8080,
    "seed": 42,
    "temperature": 0.7,
    "top_k": 40,
    "top_p": 0.9,
    "width": 512,
}
_CHAT = [{"role": "user", "content": _QUESTION}]
_OPENAI = json.dumps({"openai_endpoint": "/chat/completions", "messages": _CHAT})
_MCP = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"})

_LONGEST = 400
"""A default whose JSON is longer is not shown: it would be all that one sees."""

_DEEPEST = 10
"""How deep sample lists go; messages may nest at most 100 deep."""

_CONCEPT = ConceptValue("dog", 0.95)


def given(method: Method, media: str = "url", full: bool = False) -> tuple[Given, ...]:
    """What a snippet gives to a method: required parameters first, then the defaults.

    A default that is not known, or None, is left out; with `full`, optional media get a
    sample instead. `media` is one of `MEDIA`.
    """
    required: list[Given] = []
    optional: list[Given] = []
    for each in facts(method):
        data_type = each.parameter.data_type
        if each.required:
            required.append(Given(each, _sample_of(method, each, media), False))
        elif each.default is not None and _is_shown(each, each.default[0]):
            optional.append(Given(each, _typed(data_type, each.default[0]), True))
        elif full and holds(data_type, "IMAGE", "AUDIO", "VIDEO"):
            required.append(Given(each, _sample(data_type, media, ""), False))
    return (*required, *optional)


def holds(data_type: DataType, *names: str) -> bool:
    """Whether a data type is one of these, or contains one."""
    match data_type:
        case ListOf(item=item):
            return holds(item, *names)
        case TupleOf(items=items):
            return any(holds(item, *names) for item in items)
        case NamedFields(fields=fields):
            return any(holds(field.data_type, *names) for field in fields)
    return data_type.type in names


def _is_shown(each: Facts, value: Any) -> bool:
    """Whether a default stands in a snippet: every client can send it, people can read it.

    An old default, such as one of other choices, may not even be sent.
    """
    text = repr(value)
    sendable = not any("\ud800" <= c <= "\udfff" for c in _texts(value))
    return sendable and (each.always_sent or len(text) <= _LONGEST)


def _texts(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "".join(map(_texts, (*value, *value.values())))
    return "".join(map(_texts, value)) if isinstance(value, list | tuple) else ""


def _sample_of(method: Method, each: Facts, media: str) -> Any:
    parameter = each.parameter
    if method.is_openai_transport():
        return _OPENAI
    if method.is_mcp_transport():
        return _MCP
    if each.choices and each.has_sendable_choices:
        return each.choices[0]
    if each.is_chat:
        return _CHAT
    if parameter.data_type.type in ("INT", "FLOAT"):
        return _number(each)
    return _sample(parameter.data_type, media, parameter.name, hint=parameter.hint)


def _number(each: Facts) -> int | float:
    is_int = each.parameter.data_type.type == "INT"
    low = each.bounds.get("minimum", -math.inf)
    high = each.bounds.get("maximum", math.inf)
    name = each.parameter.name.lower()
    value: float = _NUMBERS.get(name, 1 if is_int else 0.5)
    value = min(max(value, low), high)
    return int(value) if is_int else float(value)


def _sample(
    data_type: DataType,
    media: str,
    name: str,
    depth: int = 0,
    hint: Hint | None = None,
) -> Any:
    inner = depth + 1
    match data_type:
        case Scalar(type="JSON_DATA") if hint is not None:
            return hint.example
        case Scalar(type=scalar):
            return _scalar(scalar, media, name)
        case ListOf(item=item):
            if depth == _DEEPEST:
                return []
            return [_sample(item, media, name.removesuffix("s"), inner, hint)]
        case TupleOf(items=items):
            return tuple(_sample(item, media, "", inner) for item in items)
        case NamedFields(fields=fields):
            return Fields(
                {f.name: _sample(f.data_type, media, f.name, inner) for f in fields}
            )


def _scalar(scalar: str, media: str, name: str) -> Any:
    key = name.lower()
    if scalar in _PLACES:
        url, file = _PLACES[scalar]
        return MediaValue(scalar, media, url if media == "url" else file)
    if scalar in ("STR", "TEXT"):
        text = _TEXTS.get(key, _QUESTION)
        return text if scalar == "STR" else TextValue(text)
    if scalar == "INT":
        return int(_NUMBERS.get(key, 1))
    if scalar == "FRAME":
        return FrameValue(_scalar("IMAGE", media, ""))
    return _FIXED[scalar]


def _typed(data_type: DataType, value: Any) -> Any:
    """A default as samples are: what languages write differently has a class."""
    match data_type:
        case Scalar(type="TEXT"):
            return TextValue(value)
        case ListOf(item=item):
            return [_typed(item, each) for each in value]
        case TupleOf(items=items):
            return tuple(_typed(i, each) for i, each in zip(items, value, strict=True))
        case NamedFields(fields=fields):
            return Fields({f.name: _typed(f.data_type, value[f.name]) for f in fields})
    return value


_FIXED: dict[str, Any] = {
    "BYTES": b"hello",
    "FLOAT": 0.5,
    "BOOL": True,
    "NDARRAY": Array(((0.0, 0.5), (0.5, 1.0))),
    "JSON_DATA": {"key": "value"},
    "CONCEPT": _CONCEPT,
    "REGION": RegionValue((0.1, 0.1, 0.5, 0.5), _CONCEPT),
}
