"""What a host of MCP servers is told of one, in the host's own JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..problems import Problem, ProblemError
from ..project.configuration import without_userinfo
from ..source.reference import parse
from .http import address_of

__all__ = ["configuration"]


@dataclass(frozen=True, slots=True)
class _Host:
    """`key` holds the servers; `types` name the transports, where servers tell theirs;
    `reference` spells a variable of the host's environment."""

    key: str
    types: tuple[str, ...]
    reference: Callable[[str], str]


_HOSTS = {
    "claude": _Host("mcpServers", ("stdio", "http"), lambda name: f"${{{name}}}"),
    "vscode": _Host("servers", ("stdio", "http"), lambda name: f"${{env:{name}}}"),
    "cursor": _Host("mcpServers", (), lambda name: f"${{env:{name}}}"),
}
"""Claude Code's .mcp.json, .vscode/mcp.json, .cursor/mcp.json."""


def configuration(
    host: str,
    sources: Sequence[str],
    *,
    name: str,
    hide: Mapping[str, Sequence[str]],
    fixed: Mapping[str, Mapping[str, Any]],
    http: str = "",
    allowed_hosts: Sequence[str] = (),
    base_url: str = "",
    pat_env: str = "",
) -> dict[str, Any]:
    """The JSON document that makes a host start `mcp` with these sources, or connect to
    the server at `http`.

    Paths become absolute: hosts start commands anywhere. Credentials are named, never
    told. Raises ProblemError `bad-usage` or `bad-source`.
    """
    form = _host(host)
    for url in (*sources, base_url):
        without_userinfo(url)
    if http:
        server: dict[str, Any] = {"url": _url(http, allowed_hosts)}
    else:
        # Hosts may start commands with few variables: what decides where calls go is told.
        base_url = base_url or os.environ.get("CLARIFAI_API_BASE", "")
        words = _words(name, hide, fixed, base_url, pat_env)
        places = [_place(source) for source in sources]
        server = {
            "command": sys.executable,
            "args": ["-m", "clarifai_codegen.cli", "mcp", *places, *words],
            **_environment(sources, base_url, pat_env, form.reference),
        }
    transport = {"type": form.types[bool(http)]} if form.types else {}
    return {form.key: {name: {**transport, **server}}}


def _host(name: str) -> _Host:
    if name not in _HOSTS:
        what = f"There is no host {name!r}."
        fix = f"Known: {', '.join(_HOSTS)}."
        raise ProblemError(Problem("bad-usage", what, fix=fix))
    return _HOSTS[name]


def _url(http: str, allowed_hosts: Sequence[str]) -> str:
    address = address_of(http, allowed_hosts)
    if not address.port:
        what = "A host needs to know the port."
        raise ProblemError(Problem("bad-usage", what, fix="Write 127.0.0.1:8000."))
    return address.url


def _words(
    name: str,
    hide: Mapping[str, Sequence[str]],
    fixed: Mapping[str, Mapping[str, Any]],
    base_url: str,
    pat_env: str,
) -> list[str]:
    """The options of the command line."""
    hidden = [f"{method}.{each}" for method, names in hide.items() for each in names]
    given = [
        f"{method}.{each}={json.dumps(value)}"
        for method, values in fixed.items()
        for each, value in values.items()
    ]
    told = [
        ("--name", name),
        *(("--hide", each) for each in hidden),
        *(("--fixed", each) for each in given),
        ("--base-url", base_url),
        ("--pat-env", pat_env),
    ]
    return [word for option, value in told if value for word in (option, value)]


def _environment(
    sources: Sequence[str],
    base_url: str,
    pat_env: str,
    reference: Callable[[str], str],
) -> Mapping[str, Any]:
    """The PAT's variable, where a model of the platform is called."""
    kinds = {parse(source).kind for source in sources}
    if kinds <= {"runner", "model_py"} or base_url.startswith("grpc://"):
        return {}
    name = pat_env or "CLARIFAI_PAT"
    return {"env": {name: reference(name)}}


def _place(source: str) -> str:
    found = parse(source)
    if found.kind == "stdin":
        what = "Standard input is the client's: it holds no signatures."
        raise ProblemError(Problem("bad-usage", what, fix="Write them to a file."))
    return found.text if found.path is None else os.path.abspath(found.path)
