"""One snippet for people: what `clarifai-codegen snippet` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...nearest import method_of, nearest
from ...problems import Problem, ProblemError
from ...signature.method import Model
from ..entry import Entry, Settings
from .available import why_missing
from .emit import Snippet, Writer, method_slugs, snippet_path
from .flavors import FLAVORS, Flavor
from .options import options_of
from .site import Site

__all__ = ["availability", "flavor_of", "snippet_file", "snippet_text"]


def snippet_text(
    entry: Entry,
    method: str,
    flavor: str,
    options: Mapping[str, Any],
    settings: Settings | None = None,
) -> Snippet:
    """The snippet of a flavour for a method of a model.

    `settings` are a project's, for its templates and deployments. Raises ProblemError:
    `unknown-method`, `unknown-flavor`, `no-snippet` (with the reason).
    """
    chosen, found = flavor_of(flavor), method_of(entry.model, method)
    settings = replace(settings or Settings(), options=options)
    parsed = options_of(options, settings.deployments)
    snippet = Writer(settings, parsed).snippet(chosen, Site(entry, parsed), found)
    if snippet.why:
        other = availability(entry.model, options)[found.name]
        names = [name for name, why in other.items() if not why]
        what = f"{found.name} has no snippet {flavor!r}: {snippet.why}"
        raise ProblemError(Problem("no-snippet", what, fix=f"It has: {_list(names)}."))
    return snippet


def snippet_file(entry: Entry, snippet: Snippet) -> str:
    """Where a snippet stands below the folder of a project's snippets."""
    slug = method_slugs(entry)[snippet.method]
    return snippet_path(entry, slug, snippet.flavor)


def flavor_of(name: str) -> Flavor:
    """The flavour of this name; ProblemError `unknown-flavor` with those that exist."""
    try:
        return FLAVORS[name]
    except KeyError:
        close = nearest(name, FLAVORS)
        what = f"There is no flavour {name!r}; there are: {_list(FLAVORS)}."
        fix = f"Write {close!r}." if close else ""
        raise ProblemError(Problem("unknown-flavor", what, fix=fix)) from None


def availability(model: Model, options: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Method -> flavour -> why it is missing, "" where it is there."""
    parsed = options_of(options)
    return {
        method.name: {
            name: why_missing(flavor, model, method, parsed)
            for name, flavor in FLAVORS.items()
        }
        for method in model.methods
    }


def _list(names: Any) -> str:
    return ", ".join(names)
