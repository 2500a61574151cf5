"""What goes into a target and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..problems import Problem
from ..signature.method import Model
from .snippets.recording import Recording
from .tools.options import ToolOptions

__all__ = ["Deployment", "Emitted", "Entry", "Settings"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One model to write.

    `name` is its class, `source` and `digest` stand in the headers. `model.version_id` is
    filled only where calls are pinned to it. `base_url` and `pat_env` become the client's
    defaults.
    """

    name: str
    model: Model
    source: str
    digest: str
    base_url: str = ""
    pat_env: str = ""


@dataclass(frozen=True, slots=True)
class Deployment:
    """A deployment that the configuration names; `user_id` is its owner if not the caller."""

    id: str
    user_id: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run decides for all models.

    `deployments` are those of the configuration by their names there. `templates` is a
    user's folder; its templates win over ours one by one, and may use `filters`. `options`
    are the target's own. `only` are the models to render where the run is one of several
    that share the work, `shared` whether it makes what belongs to no model: what a target
    emits besides is not used. `kept` are models whose
    modules stay although they are not among the entries: class -> module; `kept_tools` are
    those of them whose tools stay, too. `tools` are the
    options of the target of that name, None where the run has none. `recorded` is what
    snippets printed, by their paths.
    """

    deployments: Mapping[str, Deployment] = field(default_factory=dict)
    templates: Path | None = None
    filters: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    tools: ToolOptions | None = None
    only: frozenset[str] | None = None
    shared: bool = True
    kept: Mapping[str, str] = field(default_factory=dict)
    kept_tools: Mapping[str, str] = field(default_factory=dict)
    recorded: Mapping[str, Recording] = field(default_factory=dict)

    def renders(self, name: str) -> bool:
        """Whether the model of this name is to be rendered."""
        return self.only is None or name in self.only


@dataclass(frozen=True, slots=True)
class Emitted:
    """The files of a run, in memory.

    `files` maps paths relative to the target's folder, with `/`, to text with LF or to
    bytes. `owners` maps the same paths to the name of the model that a file belongs to,
    "" for shared ones. `problems` are warnings.
    """

    files: dict[str, str | bytes]
    owners: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
