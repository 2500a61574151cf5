"""Signatures of a local runner, which is asked for them in band."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..problems import Problem, ProblemError, Where
from ..runtime.python.connection import Connection
from ..runtime.python.errors import ClarifaiError
from ..runtime.python.wire import messages
from ..signature.decode import Decoded, decode
from .failure import DEADLINE, connected
from .reference import Reference

__all__ = ["read", "read_at"]

_INPUT_UNSUPPORTED_FORMAT = 30101
"""What models without methods say to the question."""


def read(reference: Reference) -> Decoded:
    """The model that the runner of a `grpc://` reference serves; its ids are not told.

    Raises ProblemError: `unreachable`, `server-error`, `no-signatures`,
    `not-a-signature`, or what the signatures themselves get.
    """
    return read_at(reference.text, reference)


def read_at(
    base_url: str, reference: Reference, ids: Mapping[str, str] | None = None
) -> Decoded:
    """The model that the runner at `base_url` serves, as the model of a reference."""
    name = reference.text
    where = Where(model=name)
    with connected(replace(reference, base_url=base_url)) as connection:
        text = _ask(connection)
    if text.strip() in ("", "{}"):
        what = f"The model of {name} has no methods with a signature."
        raise ProblemError(Problem("no-signatures", what, where))
    try:
        decoded = decode(json.loads(text), ids=ids)
    except (ValueError, RecursionError):
        what = f"{name} did not answer with signatures in JSON."
        raise ProblemError(Problem("not-a-signature", what, where)) from None
    except ProblemError as error:
        raise ProblemError(*_at(name, error.problems)) from None
    return Decoded(decoded.model, _at(name, decoded.problems), decoded.left_out)


def _at(name: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem.at(model=name) for problem in problems)


def _ask(connection: Connection) -> str:
    """The runner's JSON text; empty if the model does not know the question."""
    request = messages().service_pb2.PostModelOutputsRequest()
    question = request.inputs.add()
    question.data.metadata["_method_name"] = "_GET_SIGNATURES"
    question.data.parts.add()
    try:
        answer = connection.unary("PostModelOutputs", request, timeout=DEADLINE)
    except ClarifaiError as error:
        if error.code == _INPUT_UNSUPPORTED_FORMAT:
            return ""
        raise
    return str(answer.outputs[0].data.text.raw) if answer.outputs else ""
