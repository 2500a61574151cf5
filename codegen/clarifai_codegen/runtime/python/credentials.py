# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Who calls, and where: from arguments, the environment, or the SDK's context file."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, NamedTuple

from .address import DEFAULT_BASE, Target, parse_base
from .errors import AuthenticationError, InvalidArgumentError

__all__ = ["Access", "context_values", "resolve_access"]


class Access(NamedTuple):
    """How to reach the platform. Its repr shows neither PAT nor token."""

    pat: str = ""
    session_token: str = ""
    base_url: str = DEFAULT_BASE
    root_certificates: str = ""
    pat_env: str = "CLARIFAI_PAT"

    def __repr__(self) -> str:
        kind = "pat" if self.pat else "session token" if self.session_token else "none"
        return f"Access({self.base_url!r}, credentials: {kind})"

    @property
    def target(self) -> Target:
        """Where the channel goes."""
        try:
            return parse_base(self.base_url)
        except ValueError as error:
            raise InvalidArgumentError(str(error)) from None

    @property
    def metadata(self) -> tuple[tuple[str, str], ...]:
        """The gRPC headers that tell who calls.

        Raises AuthenticationError without PAT and token, unless the server is a local one
        (`grpc://`), which asks for none.
        """
        if self.pat:
            return (("authorization", f"Key {self.pat}"),)
        if self.session_token:
            return (("x-clarifai-session-token", self.session_token),)
        if self.base_url.startswith("grpc://"):
            return ()
        raise AuthenticationError(
            f"no PAT: set {self.pat_env} or pass pat=...; "
            "PATs are made at https://clarifai.com/settings/security"
        )


def resolve_access(
    *,
    pat: str = "",
    session_token: str = "",
    base_url: str = "",
    root_certificates: str = "",
    pat_env: str = "CLARIFAI_PAT",
) -> Access:
    """Fill in what was not given: an argument wins over the environment, that over the
    current context of `~/.config/clarifai/config`.

    A PAT is sent only where it belongs: PAT and base URL of a context go together, and a
    runner on another machine (`grpc://`, in the clear) gets one only as an argument.
    Raises InvalidArgumentError where both PAT and session token are given.
    """
    if pat and session_token:
        raise InvalidArgumentError("give either pat or session_token, not both")
    environment = os.environ
    base_url = base_url or environment.get("CLARIFAI_API_BASE", "")
    local = base_url.startswith("grpc://")
    if not pat and not session_token and not (local and _is_foreign(base_url)):
        pat = environment.get(pat_env, "")
        session_token = "" if pat else environment.get("CLARIFAI_SESSION_TOKEN", "")
    root_certificates = root_certificates or environment.get(
        "CLARIFAI_ROOT_CERTIFICATES_PATH", ""
    )
    if not local and not (pat or session_token):
        context = context_values()
        if not base_url or base_url == context.get("api_base"):
            pat = context.get("pat", "")
            session_token = "" if pat else context.get("session_token", "")
            base_url = context.get("api_base", "")
            root_certificates = root_certificates or context.get(
                "root_certificates_path", ""
            )
    for word, value in (("pat", pat), ("session_token", session_token)):
        if not (value.isascii() and value.isprintable()):
            raise InvalidArgumentError(
                f"{word} holds characters that no header carries"
            )
    return Access(
        pat, session_token, base_url or DEFAULT_BASE, root_certificates, pat_env
    )


def _is_foreign(base_url: str) -> bool:
    try:
        return not parse_base(base_url).is_loopback
    except ValueError:
        return True


def context_values() -> dict[str, str]:
    """The current context of the SDK's configuration file, keys in lower case.

    Empty where there is no such file, or no PyYAML to read it.
    """
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    path = os.path.join(home, "clarifai", "config")
    try:
        with open(path, encoding="utf-8") as file:
            document = import_module("yaml").safe_load(file)
        context = document["contexts"][document["current_context"]]
        return _values(context.get("env", context))
    except (OSError, ImportError, UnicodeError, KeyError, TypeError, AttributeError):
        return {}
    except Exception as error:  # yaml.YAMLError, which cannot be named here
        raise InvalidArgumentError(f"{path} is not valid YAML: {error}") from None


def _values(context: Any) -> dict[str, str]:
    values: dict[str, str] = {}
    # Either spelling; CLARIFAI_PAT wins over pat, as it does in the SDK.
    for key, value in sorted(context.items(), key=lambda item: str(item[0]).isupper()):
        name = str(key).lower().removeprefix("clarifai_")
        if value == "ENVVAR":  # the SDK's word for: must come from the environment
            value = os.environ.get(f"CLARIFAI_{name.upper()}", "")
        if isinstance(value, str) and value:
            values[name] = value
    return values
