"""What a project, or a call of `snippet`, chooses for its snippets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...problems import Problem, ProblemError
from ..entry import Deployment, Entry
from .flavors import DEFAULT_FLAVORS

__all__ = ["Options", "environment", "options_of"]

_HOST = "https://api.clarifai.com"
_ENVIRONMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PACKAGE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one run.

    `media` is one of `MEDIA`. `base_url` is the platform's address, "" for the model's own.
    `package` is what Python imports clients from, `module` what TypeScript does; `names`
    is the style of TypeScript's.
    """

    flavors: tuple[str, ...] = DEFAULT_FLAVORS
    media: str = "url"
    base_url: str = ""
    deployment_id: str = ""
    deployment_user_id: str = ""
    compute_cluster_id: str = ""
    nodepool_id: str = ""
    package: str = "clarifai_models"
    module: str = "clarifai-models"
    names: str = "preserve"

    @property
    def selector(self) -> dict[str, Any]:
        """The runner selector of a request; empty where none is asked for."""
        owner = {"user_id": self.deployment_user_id} if self.deployment_user_id else {}
        if self.deployment_id:
            return {"deployment": {"id": self.deployment_id, **owner}}
        if self.nodepool_id:
            cluster = {"id": self.compute_cluster_id, **owner}
            return {"nodepool": {"id": self.nodepool_id, "compute_cluster": cluster}}
        return {}

    def platform(self, entry: Entry) -> str:
        """Where a model is called: a URL without a slash at its end."""
        base = self.base_url or entry.base_url or _HOST
        if "://" not in base:
            base = f"https://{base}"
        return base.rstrip("/")

    def is_default_platform(self, entry: Entry) -> bool:
        """Whether that is Clarifai's own."""
        return self.platform(entry) == _HOST


def options_of(
    given: Mapping[str, Any], deployments: Mapping[str, Deployment] | None = None
) -> Options:
    """The options of a target's table. A deployment may be named as the project names it.

    Raises ProblemError `bad-configuration`.
    """
    options = Options(**{key: value for key, value in given.items() if value})
    named = (deployments or {}).get(options.deployment_id)
    if named is not None:
        owner = options.deployment_user_id or named.user_id
        options = replace(options, deployment_id=named.id, deployment_user_id=owner)
    has_nodepool = bool(options.nodepool_id)
    if has_nodepool != bool(options.compute_cluster_id):
        raise _bad("compute_cluster_id and nodepool_id go together.")
    if has_nodepool and options.deployment_id:
        raise _bad("Give either deployment_id, or compute_cluster_id and nodepool_id.")
    if not _PACKAGE.fullmatch(options.package):
        raise _bad(f"{options.package!r} is no Python package.")
    return options


def environment(entry: Entry) -> str:
    """The variable that holds the PAT. Raises ProblemError `bad-configuration`."""
    name = entry.pat_env or "CLARIFAI_PAT"
    if not _ENVIRONMENT.fullmatch(name):
        raise _bad(f"{name!r} cannot be an environment variable.")
    return name


def _bad(what: str) -> ProblemError:
    return ProblemError(Problem("bad-configuration", what))
