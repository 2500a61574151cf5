"""Signatures of a model on the platform: one GetModel, and no model is woken up."""

from __future__ import annotations

import re
from typing import Any

from ..problems import Problem, ProblemError, Where
from ..runtime.python.address import ModelAddress
from ..runtime.python.connection import Connection
from ..runtime.python.wire import messages
from ..shown import shown
from ..signature.decode import Decoded, decode_signatures
from .failure import DEADLINE, connected, name_of
from .reference import Reference

__all__ = ["read"]

_VERSION = re.compile(r"[\w.-]{1,128}")


def read(reference: Reference) -> Decoded:
    """The model of a model URL: its latest version, or the one that the URL names.

    The ids are the ones that were asked for; only the version may come from the server.
    Raises ProblemError: `no-credentials`, `refused`, `not-found`, `unreachable`,
    `server-error`, `no-signatures`, or what the signatures themselves get.
    """
    address = reference.address
    assert address is not None
    with connected(reference) as connection:
        model, version = _ask(connection, address)
    if address.version_id and version.id != address.version_id:
        raise _wrong_version(reference, address.version_id, str(version.id))
    if not version.method_signatures:
        raise _without_signatures(reference, str(model.model_type_id))
    from google.protobuf.json_format import MessageToDict

    ids = address._asdict()
    if not address.version_id and _VERSION.fullmatch(version.id):
        ids["version_id"] = str(version.id)
    return decode_signatures([MessageToDict(m) for m in version.method_signatures], ids)


def _ask(connection: Connection, address: ModelAddress) -> tuple[Any, Any]:
    """The `Model`, and the `ModelVersion` that was asked for."""
    service, resources = messages().service_pb2, messages().resources_pb2
    user_app_id = resources.UserAppIDSet(user_id=address.user_id, app_id=address.app_id)
    ids = {
        "user_app_id": user_app_id,
        "model_id": address.model_id,
        "version_id": address.version_id,
    }
    model = connection.unary(
        "GetModel", service.GetModelRequest(**ids), timeout=DEADLINE
    ).model
    if address.version_id in ("", model.model_version.id):
        return model, model.model_version
    # A server may answer GetModel with the latest version whatever was asked for.
    answer = connection.unary(
        "GetModelVersion", service.GetModelVersionRequest(**ids), timeout=DEADLINE
    )
    return model, answer.model_version


def _wrong_version(reference: Reference, wanted: str, found: str) -> ProblemError:
    what = (
        f"{reference.text}: asked for version {wanted!r}, the server answered with "
        f"{shown(found, 128)!r}."
    )
    where = Where(model=name_of(reference))
    return ProblemError(Problem("not-found", what, where))


def _without_signatures(reference: Reference, model_type: str) -> ProblemError:
    kind = f" (its type is {shown(model_type, 128)!r})" if model_type else ""
    what = f"{reference.text} publishes no method signatures{kind}."
    where = Where(model=name_of(reference))
    return ProblemError(Problem("no-signatures", what, where))
