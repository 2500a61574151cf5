# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Options of a client: what may be given, and what holds where nothing is."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Self, TypedDict

from .credentials import context_values
from .errors import ArgumentTypeError, InvalidArgumentError
from .retry import Wait
from .types import JsonInput

__all__ = ["ACCESS_OPTIONS", "ClientOptions", "NamedDeployment", "Routing", "Settings"]


class ClientOptions(TypedDict, total=False):
    """Options of a client and of `with_options`.

    pat, session_token: who calls; by default from the environment (CLARIFAI_PAT,
    CLARIFAI_SESSION_TOKEN) or the context of the clarifai package.
    base_url: the platform's address, or `grpc://host:port` for a local runner.
    root_certificates: path of a PEM file for TLS.
    user_id, app_id, model_id, version_id: which model, instead of the one locked.
    deployment_id, or compute_cluster_id with nodepool_id: where it runs;
    deployment_user_id: who owns that, if not the caller.
    timeout: seconds for a whole call with its retries (600), for a stream until its first
    item; stream_timeout: seconds for the rest of a stream (none). None means no bound.
    max_retries: further attempts where nothing was run (2).
    wait_for_deployment: seconds to wait for a model that is being deployed (300).
    on_wait, on_retry: called before such a pause.
    validate: check ranges and choices before the call (True).
    extra_arguments: arguments that this client does not know yet, by wire name.
    """

    pat: str
    session_token: str
    base_url: str
    root_certificates: str
    user_id: str
    app_id: str
    model_id: str
    version_id: str
    deployment_id: str
    deployment_user_id: str
    compute_cluster_id: str
    nodepool_id: str
    timeout: float | None
    stream_timeout: float | None
    max_retries: int
    wait_for_deployment: float
    on_wait: Callable[[Wait], object] | None
    on_retry: Callable[[Wait], object] | None
    validate: bool
    extra_arguments: Mapping[str, JsonInput | str | bytes | int | float | bool]


ACCESS_OPTIONS = ("pat", "session_token", "base_url", "root_certificates")
"""Options that decide on the connection."""


class NamedDeployment(str):
    """The id of a deployment, and who owns it: what a configuration calls by name."""

    user_id: str

    def __new__(cls, id: str, user_id: str = "") -> Self:
        self = super().__new__(cls, id)
        self.user_id = user_id
        return self


class Routing(NamedTuple):
    """Where calls run; all empty leaves it to the platform."""

    deployment_id: str = ""
    user_id: str = ""
    compute_cluster_id: str = ""
    nodepool_id: str = ""

    def select(self, selector: Any) -> None:
        """Fill in a `RunnerSelector`; untouched where the platform decides."""
        if self.deployment_id:
            selector.deployment.id = self.deployment_id
            if self.user_id:
                selector.deployment.user_id = self.user_id
        elif self.nodepool_id:
            selector.nodepool.id = self.nodepool_id
            selector.nodepool.compute_cluster.id = self.compute_cluster_id
            if self.user_id:
                selector.nodepool.compute_cluster.user_id = self.user_id


class Settings(NamedTuple):
    """The options that hold for each call."""

    routing: Routing = Routing()
    timeout: float | None = 600.0
    stream_timeout: float | None = None
    max_retries: int = 2
    wait_for_deployment: float = 300.0
    on_wait: Callable[[Wait], object] | None = None
    on_retry: Callable[[Wait], object] | None = None
    validate: bool = True
    extra_arguments: Mapping[str, Any] = {}

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Settings:
        """The settings that these options mean.

        Raises ArgumentTypeError for an unknown option, InvalidArgumentError for values
        and combinations that cannot be.
        """
        _refuse_unknown(options)
        for name in ("timeout", "stream_timeout"):
            value = options.get(name)
            if value is not None and not value > 0:
                raise InvalidArgumentError(f"{name} is in seconds, above 0: {value!r}")
        for name in ("max_retries", "wait_for_deployment"):
            if not options.get(name, 0) >= 0:
                raise InvalidArgumentError(f"{name} is 0 or more: {options[name]!r}")
        own = {name: options[name] for name in cls._fields if name in options}
        return cls(**own)._replace(routing=_routing(options))


def _refuse_unknown(options: Mapping[str, Any]) -> None:
    known = ClientOptions.__annotations__
    for name in options:
        if name not in known:
            import difflib

            near = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ArgumentTypeError(f"no option {name!r}{hint}")


def _routing(options: Mapping[str, Any]) -> Routing:
    deployment = options.get("deployment_id") or ""
    cluster = options.get("compute_cluster_id") or ""
    nodepool = options.get("nodepool_id") or ""
    if deployment and (cluster or nodepool):
        raise InvalidArgumentError(
            "give either deployment_id, or compute_cluster_id and nodepool_id"
        )
    if bool(cluster) != bool(nodepool):
        missing = "nodepool_id" if cluster else "compute_cluster_id"
        raise InvalidArgumentError(
            f"{missing} is missing: compute_cluster_id and nodepool_id go together"
        )
    if not (deployment or nodepool):
        deployment = os.environ.get("CLARIFAI_DEPLOYMENT_ID", "")
    if not (deployment or nodepool):
        return Routing()
    owner = (
        options.get("deployment_user_id")
        or getattr(deployment, "user_id", "")
        or os.environ.get("CLARIFAI_DEPLOYMENT_USER_ID")
        or os.environ.get("CLARIFAI_USER_ID")
        or context_values().get("user_id", "")
    )
    return Routing(str(deployment), owner, cluster, nodepool)
