"""Which flavours a method has, and why one is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...signature.datatype import DataType, ListOf, Scalar
from ...signature.method import Kind, Method, Model
from .flavors import Flavor
from .options import Options
from .samples import Given, TextValue, given, holds

__all__ = ["why_missing"]

_NO_IDS = "The source does not tell the model's user, app and id."
_MEDIA = ("IMAGE", "AUDIO", "VIDEO")
_SDK_OWN = frozenset(
    {
        "available_methods",
        "fetch",
        "from_local_grpc",
        "generate_client_script",
        "method_signature",
    }
)


def why_missing(flavor: Flavor, model: Model, method: Method, options: Options) -> str:
    """Why there is no snippet of a flavour for a method; "" where there is one."""
    rule = _RULES[flavor.family]
    return rule(flavor, model, method, options)


def _has_ids(model: Model) -> bool:
    return bool(model.user_id and model.app_id and model.model_id)


def _ours(flavor: Flavor, model: Model, method: Method, options: Options) -> str:
    if flavor.variant == "batch" and method.kind is not Kind.UNARY_UNARY:
        return "Only methods that answer once take a batch."
    if flavor.variant == "full":
        few, all_ = (len(given(method, full=full)) for full in (False, True))
        if few == all_:
            return "The method has no optional image, audio or video."
    return ""


def _sdk(flavor: Flavor, model: Model, method: Method, options: Options) -> str:
    if method.name in _SDK_OWN:
        return "The SDK has something of its own by this name, and no way around it."
    if flavor.variant == "local":
        return ""
    return "" if _has_ids(model) else _NO_IDS


def _curl(flavor: Flavor, model: Model, method: Method, options: Options) -> str:
    if method.kind is not Kind.UNARY_UNARY:
        return "The platform documents no stream over HTTP; a gRPC client has it."
    return "" if _has_ids(model) else _NO_IDS


def _openai(flavor: Flavor, model: Model, method: Method, options: Options) -> str:
    if not method.is_openai_transport():
        return "The method is not the model's OpenAI transport."
    streams = flavor.variant == "stream"
    if streams is not method.kind.streams_out:
        other = "openai_stream_transport" if streams else "openai_transport"
        return f"It goes with the method {other}."
    return "" if _has_ids(model) else _NO_IDS


def _mcp(flavor: Flavor, model: Model, method: Method, options: Options) -> str:
    if not method.is_mcp_transport():
        return "The method is not the model's MCP transport."
    return "" if _has_ids(model) else _NO_IDS


def _cli(flavor: Flavor, model: Model, method: Method, options: Options) -> str:
    """What `clarifai model predict` can be given, and what it prints."""
    if method.kind.streams_in:
        return "The CLI sends no streams."
    if method.kind.streams_out and method.answer != Scalar(type="STR"):
        return "Of a stream, the CLI prints only texts."
    values = given(method, options.media)
    if not values:
        return "The CLI calls no method without an argument."
    if len(_media(values)) > 1:
        return "The CLI takes one image, audio or video."
    first = next((p for p in method.parameters if p.data_type.type in _MEDIA), None)
    for each in values:
        data_type = each.facts.parameter.data_type
        if data_type.type in _MEDIA:
            if first is None or each.name != first.name:
                return "The CLI gives a file or URL to the first media parameter only."
        elif not _is_plain(data_type):
            return f"The CLI cannot give {data_type.type} ({each.name!r})."
        elif _is_mistaken(each):
            return f"The CLI would take the text of {each.name!r} for media."
    return "" if _has_ids(model) else _NO_IDS


def _media(values: Iterable[Given]) -> list[Given]:
    return [each for each in values if each.facts.parameter.data_type.type in _MEDIA]


def _is_plain(data_type: DataType) -> bool:
    """Whether a value is JSON as the CLI passes it on."""
    if isinstance(data_type, ListOf):
        return _is_plain(data_type.item)
    return isinstance(data_type, Scalar) and not holds(
        data_type, *_MEDIA, "BYTES", "NDARRAY", "CONCEPT", "REGION", "FRAME"
    )


def _is_mistaken(each: Given) -> bool:
    text = each.value.text if isinstance(each.value, TextValue) else each.value
    named = any(word.lower() in each.name.lower() for word in _MEDIA)
    return named and isinstance(text, str) and text.startswith(("http://", "https://"))


def _node(flavor: Flavor, model: Model, method: Method, options: Options) -> str:
    """What clarifai-nodejs 0.4 sends as the model takes it."""
    if not _has_ids(model):
        return _NO_IDS
    if model.version_id:
        return "clarifai-nodejs finds no methods of a pinned version."
    if options.selector:
        return "clarifai-nodejs names the wrong owner of a deployment."
    if method.kind.streams_in:
        return "clarifai-nodejs has no streams of arguments."
    for each in given(method, options.media):
        data_type = each.facts.parameter.data_type
        inner = data_type.item if isinstance(data_type, ListOf) else data_type
        known = {"STR", "INT", "BOOL"}
        if not isinstance(data_type, ListOf):
            known |= {"FLOAT", *_MEDIA}
        if inner.type not in known:
            return f"clarifai-nodejs sends {inner.type} wrongly ({each.name!r})."
        whole = inner.type == "FLOAT" and float(each.value).is_integer()
        if whole and not (each.is_default and not each.facts.always_sent):
            return f"clarifai-nodejs refuses whole numbers as FLOAT ({each.name!r})."
    return ""


_RULES: dict[str, Callable[[Flavor, Model, Method, Options], str]] = {
    "python": _ours,
    "typescript": _ours,
    "sdk": _sdk,
    "curl": _curl,
    "cli": _cli,
    "node": _node,
    "openai": _openai,
    "mcp": _mcp,
}
