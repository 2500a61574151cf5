"""What all snippets of one model have in common: its names, its address, who calls."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from ...signature.method import Model
from ..entry import Entry
from ..namespace import Namespace
from ..python.scope import Scope as PythonScope
from ..python.scope import scope as python_scope
from ..typescript.scope import Scope as TypeScriptScope
from ..typescript.scope import scope as typescript_scope
from .options import Options, environment

__all__ = ["Site"]

_WORDS = ("main", "model", "piece", "response", "result", "results")
_NEEDED = """
    Any Audio ClarifaiError Concept Frame Image Iterator Path Region Text Video asyncio
    numpy os sys console process openAsBlob readFile
"""
_TAKEN = frozenset(_NEEDED.split())
"""What snippets need for themselves."""


@dataclass(frozen=True)
class Site:
    """One model, as a run's options have it called."""

    entry: Entry
    options: Options

    @property
    def model(self) -> Model:
        """The model."""
        return self.entry.model

    @cached_property
    def reference(self) -> str:
        """The model as its URL has it: user/app/models/id, with the version if pinned."""
        model = self.model
        ids = [model.user_id, model.app_id, "models", model.model_id]
        if model.version_id:
            ids += ["versions", model.version_id]
        return "/".join(quote(each, safe="") for each in ids)

    @property
    def url(self) -> str:
        """The model's URL, which is its name for most clients."""
        return f"https://clarifai.com/{self.reference}"

    @property
    def title(self) -> str:
        """The model for people."""
        model = self.model
        if not model.model_id:
            return self.entry.name
        return "/".join((model.user_id, model.app_id, "models", model.model_id))

    @cached_property
    def base_url(self) -> str:
        """The platform's address."""
        return self.options.platform(self.entry)

    @cached_property
    def openai_url(self) -> str:
        """The platform's OpenAI-compatible endpoint."""
        return f"{self.base_url.removesuffix('/v2')}/v2/ext/openai/v1"

    @cached_property
    def mcp_url(self) -> str:
        """The model's MCP endpoint."""
        ids = self.reference.replace("/models/", "\0", 1).split("\0")
        user, app = ids[0].split("/")
        place = f"users/{user}/apps/{app}/models/{ids[1]}"
        return f"{self.base_url.removesuffix('/v2')}/v2/ext/mcp/v1/{place}"

    @cached_property
    def outputs_url(self) -> str:
        """Where outputs are asked for over HTTP."""
        model = self.model
        pairs = [("users", model.user_id), ("apps", model.app_id)]
        pairs += [("models", model.model_id)]
        pairs += [("versions", model.version_id)] if model.version_id else []
        path = "/".join(f"{word}/{quote(each, safe='')}" for word, each in pairs)
        return f"{self.base_url.removesuffix('/v2')}/v2/{path}/outputs"

    @cached_property
    def pat_env(self) -> str:
        """The environment variable with the PAT."""
        return environment(self.entry)

    @cached_property
    def routing(self) -> tuple[str, ...]:
        """Where a call runs, in two lines for a comment."""
        if self.options.deployment_id:
            return ("The call runs on the nodepool of this deployment.",)
        if self.options.nodepool_id:
            return ("The call runs on this nodepool.",)
        return (
            "No deployment is named, so the call runs where the model's owner decided, or",
            "else on Clarifai's shared compute, which is there for Clarifai's models only.",
        )

    @cached_property
    def words(self) -> dict[str, str]:
        """Names of a snippet's own variables that the client's class leaves free."""
        taken = Namespace({self.entry.name, f"Async{self.entry.name}"})
        names = {word: taken.underscored(word) for word in _WORDS}
        return names | {"feed": taken.underscored("items")}

    def local(self, client: str) -> str:
        """What a snippet calls a client: not by a name that it needs for something else."""
        return f"{client}_" if client in _TAKEN else client

    @cached_property
    def python(self) -> PythonScope:
        """The names that the Python client has."""
        return python_scope(self.entry.name, self.model)

    @cached_property
    def typescript(self) -> TypeScriptScope:
        """The names that the TypeScript client has."""
        return typescript_scope(self.entry.name, self.model, self.options.names)
