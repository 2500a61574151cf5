"""Errors of the transport -> problems that name the source."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..problems import Problem, ProblemError, Where
from ..runtime.python.connection import Connection
from ..runtime.python.credentials import resolve_access
from ..runtime.python.errors import (
    AuthenticationError,
    ClarifaiError,
    ConnectError,
    DeadlineError,
    InvalidArgumentError,
    NotFoundError,
    PermissionDeniedError,
)
from ..shown import shown
from .reference import Reference

__all__ = ["DEADLINE", "connected", "name_of"]

DEADLINE = 30.0
"""Seconds for one answer, with all attempts."""

_PAT_VARIABLE = "CLARIFAI_PAT"

_OF_KIND: tuple[tuple[type[ClarifaiError], str], ...] = (
    (AuthenticationError, "refused"),
    (PermissionDeniedError, "refused"),
    (NotFoundError, "not-found"),
    (ConnectError, "unreachable"),
    (DeadlineError, "unreachable"),
)

_OF_CODE = {11102: "refused"}
"""CONN_INVALID_REQUEST is what the platform says to a malformed authorization header; the
rest of what is asked here is well-formed."""


@contextmanager
def connected(reference: Reference) -> Iterator[Connection]:
    """A connection to the server that a reference names.

    What goes wrong inside is raised as ProblemError: `no-credentials`, `refused`,
    `not-found`, `unreachable`, `server-error`, or `bad-source` for a wrong base URL.
    """
    variable = reference.pat_env or _PAT_VARIABLE
    try:
        access = resolve_access(base_url=reference.base_url, pat_env=variable)
        with Connection(access) as connection:
            yield connection
    except ClarifaiError as error:
        raise ProblemError(_problem(error, reference, variable)) from None


def name_of(reference: Reference) -> str:
    """What problems call the model of a reference."""
    return reference.address.model_id if reference.address else reference.text


def _problem(error: ClarifaiError, reference: Reference, variable: str) -> Problem:
    where = Where(model=name_of(reference))
    what = f"{reference.text}: {shown(str(error))}"
    if error.code or error.name:
        return Problem(*_answered(error, what), where, _fix_of(error))
    # Without a status it is ours: nothing was sent.
    if isinstance(error, AuthenticationError):
        fix = (
            f"Set {variable}; PATs are made at https://clarifai.com/settings/security."
        )
        return Problem("no-credentials", what, where, fix)
    if isinstance(error, InvalidArgumentError):
        fix = (
            f"Correct base_url, {variable}, or CLARIFAI_API_BASE, "
            "CLARIFAI_SESSION_TOKEN and CLARIFAI_ROOT_CERTIFICATES_PATH."
        )
        return Problem("bad-source", what, where, fix)
    return Problem(*_answered(error, what), where)


def _answered(error: ClarifaiError, what: str) -> tuple[str, str]:
    if error.name == "UNIMPLEMENTED":
        return "server-error", f"{what}: the server does not know this call."
    code = _OF_CODE.get(error.code, "")
    for kind, word in _OF_KIND:
        if not code and isinstance(error, kind):
            code = word
    return code or "server-error", what


def _fix_of(error: ClarifaiError) -> str:
    if error.name == "UNIMPLEMENTED":
        return (
            "Check the address. Name a local runner as grpc://host:port, and the "
            "platform by a model URL with its base URL."
        )
    return ""
