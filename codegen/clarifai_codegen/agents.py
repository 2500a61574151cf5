"""The public functions for language models: tools, and servers that offer them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .api import PathLike, read

if TYPE_CHECKING:
    from .mcp_server.run import Started
    from .project.tooling import Tooling

__all__ = ["mcp_configuration", "serve_mcp", "tools"]


def tools(
    source: PathLike,
    *methods: str,
    format: str = "openai-chat",
    name: str = "",
    strict: str = "auto",
    json: str = "object",
    profile: str = "openai",
    on_limit: str = "non-strict",
    include_bidirectional: bool = False,
    hide: Mapping[str, Sequence[str]] | None = None,
    fixed: Mapping[str, Mapping[str, Any]] | None = None,
    base_url: str = "",
    pat_env: str = "",
) -> Tooling:
    """The methods of a model as tools of a language model, all or those named.

    `format`: openai-chat, openai-responses, anthropic, gemini or mcp. `strict` is auto,
    always or never; `json` object or string; `profile` openai or azure; `on_limit`
    non-strict or problem. By method, `hide` lists parameters that are left to the model's
    default and `fixed` has values that the dispatcher sends. `name` is the class, which tools
    are named after. Raises ProblemError.
    """
    from .project.tooling import tooling

    options = {
        "strict": strict,
        "json": json,
        "profile": profile,
        "on_limit": on_limit,
        "include_bidirectional": include_bidirectional,
        "hide": hide or {},
        "fixed": fixed or {},
    }
    found = read(source, base_url=base_url, pat_env=pat_env)
    return tooling(os.fspath(source), found, methods, format, name, options)


def serve_mcp(
    *sources: PathLike,
    name: str = "clarifai",
    hide: Mapping[str, Sequence[str]] | None = None,
    fixed: Mapping[str, Mapping[str, Any]] | None = None,
    http: str = "",
    allowed_hosts: Sequence[str] = (),
    base_url: str = "",
    pat_env: str = "",
    on_start: Callable[[Started], object] | None = None,
) -> None:
    """Offer the methods of models to an MCP client, until it is gone or Ctrl-C.

    Over standard input and output, or at an address `http`, "HOST:PORT", for requests to
    loopback and `allowed_hosts`. By `METHOD` or `MODEL.METHOD`, `hide` lists parameters
    that are left to the model's default and `fixed` has values that are sent. Raises
    ProblemError: `missing-extra`, `bad-usage`, `cannot-serve`, what `read` raises.
    """
    from .mcp_server.http import address_of
    from .mcp_server.run import run

    run(
        [os.fspath(source) for source in sources],
        name=name,
        hide=hide or {},
        fixed=fixed or {},
        base_url=base_url,
        pat_env=pat_env,
        address=address_of(http, allowed_hosts) if http else None,
        on_start=on_start or (lambda started: None),
    )


def mcp_configuration(
    host: str,
    *sources: PathLike,
    name: str = "clarifai",
    hide: Mapping[str, Sequence[str]] | None = None,
    fixed: Mapping[str, Mapping[str, Any]] | None = None,
    http: str = "",
    allowed_hosts: Sequence[str] = (),
    base_url: str = "",
    pat_env: str = "",
) -> dict[str, Any]:
    """What a host ("claude", "vscode" or "cursor") is told of such a server, to be put
    into its configuration. Holds no credentials. Raises ProblemError.
    """
    from .mcp_server.hosts import configuration

    return configuration(
        host,
        [os.fspath(source) for source in sources],
        name=name,
        hide=hide or {},
        fixed=fixed or {},
        http=http,
        allowed_hosts=allowed_hosts,
        base_url=base_url,
        pat_env=pat_env,
    )
