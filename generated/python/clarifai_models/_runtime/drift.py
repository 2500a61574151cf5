# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""A call that is refused as after a change of the signature: the error names the difference.

The live signature is asked for once, and only after such an error, with the question that
every runner answers; where it cannot be read, the error stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .core import Core
from .errors import ClarifaiError
from .method import STREAMING_STREAMING, UNARY_STREAMING, UNARY_UNARY, Method
from .types import is_mapping
from .wire import messages

__all__ = ["aexplain", "explain"]

_GONE = re.compile(r"not found in model class|has no attribute")
_SIGNS = re.compile(
    rf"{_GONE.pattern}|missing \d+ required|Missing (part|field)"
    r"|is required but not set|Expected tuple|[Uu]nexpected key|does not fit the signature"
)
"""What runners say of arguments that they do not take, and our own word for answers."""

_KINDS = {
    UNARY_UNARY: ("UNARY_UNARY", 1),
    UNARY_STREAMING: ("UNARY_STREAMING", 2),
    STREAMING_STREAMING: ("STREAMING_STREAMING", 4),
}
_TIMEOUT = 10.0
_MOST = 5
"""Differences, and characters by the dozen, that an error shows of a live signature."""


def explain(core: Core, method: Method[Any], failure: ClarifaiError) -> None:
    """Add to an error what the live signature says, if that is why the call failed."""
    if not _is_sign(core, failure):
        return
    if core.live is None:
        connection = core.connection
        try:
            call = connection.multicallable("PostModelOutputs")
            request, metadata = _question(core, method), connection.metadata
            answer = call(request, timeout=_TIMEOUT, metadata=metadata)
        except Exception:  # the failure of the call is the one to tell
            answer = None
        core.live = _signatures(answer)
    _tell(core.live, method, failure)


async def aexplain(core: Core, method: Method[Any], failure: ClarifaiError) -> None:
    """`explain` over an async connection."""
    if not _is_sign(core, failure):
        return
    if core.live is None:
        connection = core.connection
        try:
            call = connection.multicallable("PostModelOutputs")
            request, metadata = _question(core, method), connection.metadata
            answer = await call(request, timeout=_TIMEOUT, metadata=metadata)
        except Exception:  # the failure of the call is the one to tell
            answer = None
        core.live = _signatures(answer)
    _tell(core.live, method, failure)


def _is_sign(core: Core, failure: ClarifaiError) -> bool:
    text = f"{failure.message} {failure.details}"
    return not core.connection.is_shared and bool(_SIGNS.search(text))


def _question(core: Core, method: Method[Any]) -> Any:
    kind = messages().service_pb2.PostModelOutputsRequest
    request = kind.FromString(core.template(method))
    data = request.inputs[0].data
    data.metadata["_method_name"] = "_GET_SIGNATURES"
    data.parts.add()
    return request


def _signatures(answer: Any) -> Mapping[str, Any]:
    try:
        found = json.loads(answer.outputs[0].data.text.raw)
    except (AttributeError, IndexError, ValueError, RecursionError):
        return {}
    return found if is_mapping(found) else {}


def _tell(live: Mapping[str, Any], method: Method[Any], failure: ClarifaiError) -> None:
    found = list(_differences(live, method)) if live else []
    if not live.get(method.name) and not _GONE.search(failure.details):
        found = []  # it goes by another name in the signatures
    if found:
        more = [f"{len(found) - _MOST} more"] if len(found) > _MOST else []
        failure.message += (
            "; the model's signature has changed since this client was generated: "
            f"{', '.join(found[:_MOST] + more)}; run `clarifai-codegen update` and "
            "`clarifai-codegen generate`"
        )


def _differences(live: Mapping[str, Any], method: Method[Any]) -> Iterator[str]:
    signature = live.get(method.name)
    if not is_mapping(signature):
        yield f"the method {method.name!r} is gone; there are {_listed(live)}"
        return
    kind = signature.get("methodType")
    if kind not in _KINDS[method.kind]:
        yield f"its kind is {_shown(kind)}"
    fields = signature.get("inputFields") or ()
    inputs = {str(each["name"]): each for each in fields if is_mapping(each)}
    known = {parameter.name: parameter for parameter in method.parameters}
    for name in sorted(known.keys() - inputs.keys()):
        yield f"{_shown(name)} is gone"
    for name, each in inputs.items():
        required = bool(each.get("required"))
        if name not in known:
            yield f"{_shown(name)} is new{' and required' if required else ''}"
        elif required and known[name].optional:
            yield f"{_shown(name)} is required"


def _listed(names: Mapping[str, Any]) -> str:
    return ", ".join(map(_shown, list(names)[:_MOST])) or "none"


def _shown(text: Any) -> str:
    return repr(str(text)[: 12 * _MOST])
