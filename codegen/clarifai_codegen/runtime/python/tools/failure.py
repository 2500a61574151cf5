# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""What a model is told of a call that failed: no traceback, no PAT, no signed URL."""

from __future__ import annotations

import re
from typing import Any

from ..errors import ClarifaiError
from .problems import cut

__all__ = ["failure_text"]

_LONGEST = 500
_URL = re.compile(r"(https?://)(?:[^\s/@?#]*@)?([^\s?#'\"<>)\]]*)[?#][^\s'\"<>)\]]*")
_USER = re.compile(r"(https?://)[^\s/@?#]*@")
_KEY = re.compile(r"\b(Key|Bearer) +\S+")


def failure_text(tool: str, error: ClarifaiError, client: Any) -> str:
    """`NAME failed: CODE MESSAGE`."""
    message = error.message
    if error.details and error.details not in message:
        message = f"{message} ({error.details})"
    message = message.partition("Traceback (most recent call last)")[0]
    message = " ".join(message.split())
    for secret in _secrets(client):
        message = message.replace(secret, "...")
    message = _KEY.sub(r"\1 ...", _USER.sub(r"\1", _URL.sub(r"\1\2", message)))
    code = str(error.code or error.name)
    return f"{tool} failed: {' '.join(filter(None, (code, cut(message, _LONGEST))))}"


def _secrets(client: Any) -> list[str]:
    """The credentials of a client, as far as it has some."""
    core: Any = getattr(client, "__client__", None)
    try:
        access: Any = core.connection.access
    except (AttributeError, ClarifaiError):
        return []
    found: list[str] = [access.pat, access.session_token]
    return [each for each in found if len(each) > 3]
