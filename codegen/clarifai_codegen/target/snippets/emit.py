"""Models -> snippets: {path: text}, and an index of them."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ...problems import Problem, Where
from ...signature.method import Method
from ..entry import Emitted, Entry, Settings
from ..namespace import Namespace
from ..naming import check_names, module_name, words
from ..python.layout import bracketed, format_module, is_stable
from ..templates import Templates
from ..typescript.emit import laid_out as declared
from . import python_build, shell_build, typescript_build
from .available import why_missing
from .flavors import FLAVORS, Flavor
from .markdown import code_span, fenced, sections, with_output
from .options import Options, options_of
from .proof import prove
from .python_values import laid_out
from .recording import Recording, digest_of
from .site import Site

__all__ = ["Snippet", "Writer", "emit", "method_slugs", "snippet_path"]

Builder = Callable[[Flavor, Site, Method], dict[str, Any]]

_BUILDERS: dict[tuple[str, str], Builder] = {
    ("python", "py"): python_build.ours,
    ("typescript", "ts"): typescript_build.ours,
    ("sdk", "py"): python_build.sdk,
    ("node", "ts"): typescript_build.node,
    ("curl", "sh"): shell_build.curl,
    ("cli", "sh"): shell_build.cli,
    ("openai", "py"): python_build.plain,
    ("openai", "ts"): typescript_build.plain,
    ("mcp", "py"): python_build.plain,
}


@dataclass(frozen=True, slots=True)
class Snippet:
    """One snippet; `why` says why there is none, its text is empty then.

    `output` is what a run of it printed, None where it was not run.
    """

    method: str
    flavor: Flavor
    text: str
    why: str = ""
    output: str | None = None


def emit(entries: Sequence[Entry], settings: Settings) -> Emitted:
    """The files of a folder: one for each model, method and flavour, and `index.json`.

    Recorded output stands below the snippet that it is of; `index.json` lists it with its
    digest. What is of another text is left out with a warning, `stale-output`.

    Raises ProblemError: `name-taken`, `bad-configuration`, `bad-template`, `unproved`.
    """
    check_names(entries)
    options = options_of(settings.options, settings.deployments)
    writer = Writer(settings, options)
    files: dict[str, str | bytes] = {}
    owners: dict[str, str] = {}
    models: dict[str, Any] = {}
    outputs: dict[str, str] = {}
    problems: list[Problem] = []
    for entry in sorted(entries, key=lambda each: each.name):
        folder = module_name(entry.name, entry.model.model_id)
        slugs = method_slugs(entry)
        site = Site(entry, options)
        methods: dict[str, Any] = {}
        tabs: dict[str, list[tuple[str, str, str]]] = {}
        for method in entry.model.methods:
            found: dict[str, str] = {}
            tabs[method.name] = []
            missing: dict[str, str] = {}
            for name in options.flavors:
                snippet = writer.snippet(FLAVORS[name], site, method)
                if snippet.why:
                    missing[name] = snippet.why
                    continue
                flavor = snippet.flavor
                path = snippet_path(entry, slugs[method.name], flavor)
                found[name] = path
                files[path], owners[path] = snippet.text, entry.name
                recording = settings.recorded.get(path)
                output = recording.of(snippet.text) if recording else None
                if output is not None:
                    outputs[path] = digest_of(output)
                elif recording:
                    problems.append(_stale(entry, snippet, recording))
                code = with_output(fenced(snippet.text, flavor.language), output)
                tabs[method.name].append((name, flavor.title, code))
            methods[method.name] = {"snippets": found, "missing": missing}
        described = {each.name: each.description for each in entry.model.methods}
        for suffix in ("md", "mdx"):
            path = f"{folder}/{folder}.{suffix}"
            files[path] = (
                writer.render(
                    f"page.{suffix}",
                    title=code_span(site.title),
                    sections=sections(described, tabs),
                ).rstrip("\n")
                + "\n"
            )
            owners[path] = entry.name
        models[entry.name] = {"model": site.title, "methods": methods}
    flavors = {
        name: {
            "title": FLAVORS[name].title,
            "language": FLAVORS[name].language,
            "install": FLAVORS[name].install,
        }
        for name in options.flavors
    }
    index = {"flavors": flavors, "models": models, "outputs": outputs}
    files["index.json"] = writer.render("index.json", index=index)
    owners["index.json"] = ""
    return Emitted(
        dict(sorted(files.items())), dict(sorted(owners.items())), tuple(problems)
    )


def _stale(entry: Entry, snippet: Snippet, recording: Recording) -> Problem:
    what = f"The recorded output of {snippet.flavor.name!r} is not of this snippet."
    words = (entry.source, snippet.method, "--flavor", snippet.flavor.name)
    named = f"--name {entry.name} {recording.again}"
    fix = f"Run: clarifai-codegen snippet {shlex.join(words)} {named}"
    where = Where(model=entry.name, method=snippet.method)
    return Problem("stale-output", what, where, fix, warning=True)


def snippet_path(entry: Entry, slug: str, flavor: Flavor) -> str:
    """The file of a snippet; `slug` is its method's of `method_slugs`."""
    folder = module_name(entry.name, entry.model.model_id)
    return f"{folder}/{slug}.{flavor.name}.{flavor.suffix}"


def method_slugs(entry: Entry) -> dict[str, str]:
    """The names of methods in file names: ASCII, distinct in any case."""
    taken: set[str] = set()
    slugs = {}
    for method in entry.model.methods:
        plain = method.name.isascii() and method.name.isidentifier()
        slug = method.name[:80] if plain else "_".join(words(method.name)) or "method"
        slug = "".join(c if c.isascii() else f"u{ord(c):x}" for c in slug)
        space = Namespace(taken)
        while (free := space.claim(slug)).casefold() in taken:
            pass
        taken.add(free.casefold())
        slugs[method.name] = free
    return slugs


class Writer:
    """Writes snippets by the templates of one run."""

    def __init__(self, settings: Settings, options: Options) -> None:
        helpers: dict[str, Callable[..., Any]] = {
            "bracketed": bracketed,
            "declared": declared,
            "json": _json,
            "laid_out": laid_out,
        }
        self._templates = Templates("snippets", settings.templates, helpers)
        self._options = options

    def render(self, name: str, **context: Any) -> str:
        """The text of a template."""
        return self._templates.render(name, **context)

    def snippet(self, flavor: Flavor, site: Site, method: Method) -> Snippet:
        """The snippet of a flavour for a method, proved."""
        why = why_missing(flavor, site.model, method, self._options)
        if why:
            return Snippet(method.name, flavor, "", why)
        view = _BUILDERS[flavor.family, flavor.suffix](flavor, site, method)
        text = self.render(flavor.template, **view)
        file = f"{method.name}.{flavor.name}.{flavor.suffix}"
        options = self._options
        own = options.module if flavor.suffix == "ts" else options.package
        prove(text, flavor, file, own, site.entry.name)
        if flavor.suffix == "py" and not is_stable(text):
            text = format_module(text)
        return Snippet(method.name, flavor, text)


def _json(thing: Any) -> str:
    """A JSON document in ASCII."""
    return json.dumps(thing, indent=2)
