"""Models -> TypeScript clients: {path: text}."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from json import dumps
from typing import Any

from ...problems import Problem
from ..entry import Emitted, Entry, Settings
from ..namespace import Namespace
from ..naming import check_names, module_name
from ..templates import Templates
from ..tools.options import ToolOptions
from .build import build
from .layout import WIDTH, Doc, Group, Pair, Union, flat, render, width
from .literals import comment, head_key, key, string, tsdoc
from .names import constant
from .options import Options, options_of
from .package import manifest_of
from .proof import prove
from .scope import scope
from .symbols import INDEX, RUNTIME, SYMBOLS, TESTING, VALUES, specifier
from .tools import (
    INDEX_SYMBOLS,
    TOOLS_RUNTIME,
    exported,
    imported,
    tool_modules,
)

__all__ = ["emit", "runtime_files", "templates_of"]

_SOURCES = "clarifai_codegen.runtime.typescript"
_SPECIFIER = re.compile(r'(?<=["/])([\w-]+)\.js"')
_IMPORTING = re.compile(r'(?:import|export|\}) .*from "\.\.?/|.*import\("\./')
_OWN_RUNTIME = re.compile(
    r'^((?:(?:import|export) .*|\}) from "|)\.{1,2}/runtime/', re.MULTILINE
)
"""The runtime beside the clients, in an import or alone."""
_TESTING = "./runtime/testing.js"


def emit(entries: Sequence[Entry], settings: Settings) -> Emitted:
    """The files of a folder: an index, the runtime, a module for each model; tools too
    where `settings` have their options.

    Problems in what is returned are warnings. Raises ProblemError: `name-taken`,
    `bad-configuration` (a name that is none), `bad-template`, `unproved`.
    """
    check_names(entries)
    writer = _Writer(settings)
    for entry in entries:
        if settings.renders(entry.name):
            writer.model(entry)
    if settings.tools is not None:
        writer.tools(entries, settings.tools)
    if settings.shared:
        writer.deployments()
        writer.index(entries)
        writer.testing(entries)
        writer.runtime()
        writer.package()
    return Emitted(
        dict(sorted(writer.files.items())),
        dict(sorted(writer.owners.items())),
        tuple(writer.problems),
    )


def runtime_files(options: Mapping[str, Any], has_tools: bool) -> dict[str, str]:
    """The runtime that goes beside the clients, by path; none where another is named.

    What runs tools is part of it only where there are some.
    """
    known = options_of(options)
    if known.runtime:
        return {}
    return {
        f"runtime/{path}": _with_extensions(text, known)
        for folder in ("", *(["tools/"] if has_tools else []))
        for path, text in _runtime_files(folder)
    }


def templates_of(settings: Settings) -> Templates:
    """The templates of this target with what they may call."""
    helpers = (
        assigned,
        braced,
        called,
        comment,
        flat,
        group,
        head_key,
        json,
        key,
        laid_out,
        pair,
        string,
        tsdoc,
    )
    named = {helper.__name__: helper for helper in helpers}
    return Templates("typescript", settings.templates, named, settings.filters)


def laid_out(doc: Doc, indent: int = 0, start: str = "", end: str = "") -> str:
    """The source between `start` and `end`, which stand on its first and last line."""
    if isinstance(doc, Group):
        whole = doc._replace(open=start + doc.open, close=doc.close + end)
        return render(whole, indent)
    body = render(doc, indent, indent + width(start), len(end))
    return (start.rstrip() if body.startswith("\n") else start) + body + end


def assigned(name: str, doc: Doc, end: str, indent: int = 0) -> str:
    """`name = doc`; what does not fit beside the name stands on the next line."""
    text = laid_out(doc, indent, f"{name} = ", end)
    if isinstance(doc, Union) and "\n" in text:
        return f"{name} ={render(doc, indent, WIDTH)}{end}"
    if width(text.partition("\n")[0]) + indent <= WIDTH:
        return text
    return f"{name} =\n{' ' * (indent + 2)}{laid_out(doc, indent + 2, '', end)}"


def called(name: str, function: str, fields: Sequence[Pair]) -> str:
    """`name = function({...});`."""
    inner = Group("{ ", tuple(fields), " }")
    doc = Group(f"{function}({{ ", tuple(fields), " })")
    text = laid_out(doc, 0, f"{name} = ", ";")
    if width(text.partition("\n")[0]) == WIDTH + 1:
        return laid_out(Group(f"{function}(", (inner,), ")"), 0, f"{name} = ", ";")
    return assigned(name, doc, ";")


def group(opening: str, items: Sequence[Doc], closing: str, comma: bool = True) -> Doc:
    """Elements in brackets."""
    return Group(opening, tuple(items), closing, comma)


def pair(name: str, doc: Doc) -> Doc:
    """A property of an object."""
    return Pair(name, doc)


def json(thing: Any) -> str:
    """A JSON document."""
    return dumps(thing, indent=2, ensure_ascii=False)


def braced(specifiers: Sequence[str], start: str, end: str) -> str:
    """The braces of an import or export."""
    return render(Group(f"{start}{{ ", tuple(specifiers), f" }}{end}"))


class _Writer:
    """Collects the files of one run."""

    def __init__(self, settings: Settings) -> None:
        self.files: dict[str, str | bytes] = {}
        self.owners: dict[str, str] = {}
        self.problems: list[Problem] = []
        self._settings = settings
        self._options = options_of(settings.options)
        self._templates = templates_of(settings)

    def model(self, entry: Entry) -> None:
        """The module of one model."""
        text, own, problems = module_text(entry, self._options, self._templates)
        module = module_name(entry.name, entry.model.model_id)
        self._add(f"{module}.ts", text, SYMBOLS, entry.name, own)
        self.problems += problems

    def deployments(self) -> None:
        """The deployments of the configuration as constants."""
        named = self._settings.deployments
        if not named:
            return
        taken = Namespace()
        rows = []
        for name in sorted(named):
            fields = [Pair("id", string(named[name].id))]
            if named[name].user_id:
                fields.append(Pair("userId", string(named[name].user_id)))
            rows.append((taken.claim(constant(name)), Group("{ ", tuple(fields), " }")))
        text = self._templates.render(
            "deployments.ts", deployments=rows, runtime=RUNTIME
        )
        self._add("deployments.ts", text, SYMBOLS)

    def index(self, entries: Sequence[Entry]) -> None:
        """The index of all clients, and of what the runtime has for users."""
        homes = {
            f"./{each.module}.js": each.exports
            for each in _modules(entries, self._settings.kept)
        }
        own = [specifier(name, name, name in VALUES) for name in INDEX]
        modules = dict(sorted({**homes, RUNTIME: own}.items()))
        text = self._templates.render("index.ts", modules=modules)
        importable = {
            name.removeprefix("type "): home
            for home, names in modules.items()
            for name in names
        }
        self._add("index.ts", text, SYMBOLS | importable)

    def testing(self, entries: Sequence[Entry]) -> None:
        """The fakes of all clients."""
        modules = _modules(entries, self._settings.kept)
        fakes = {f"Fake{each.name}" for each in modules}
        rows = [
            (each, f"{each.name}_" if each.name in fakes else each.name)
            for each in modules
        ]
        own = [specifier(name, name, name == "callsOf") for name in TESTING]
        text = self._templates.render(
            "testing.ts", clients=rows, runtime=_TESTING, exports=own
        )
        homes = {each.name: f"./{each.module}.js" for each in modules}
        symbols = dict.fromkeys((*TESTING, "FakeClient"), _TESTING)
        self._add("testing.ts", text, symbols | homes)

    def tools(self, entries: Sequence[Entry], choices: ToolOptions) -> None:
        """The tools of all models, and their index."""
        modules = tool_modules(entries, choices, self._options)
        for each in modules:
            entry = each.entry
            if not self._settings.renders(entry.name):
                continue
            text = self._templates.render(
                "tools_module.ts", view=each, source=entry.source, digest=entry.digest
            )
            self._add(f"tools/{each.module}.ts", text, each.symbols, entry.name)
        if not self._settings.shared:
            return
        kept = self._settings.kept_tools.items()
        names = {each.module: each.name for each in modules}
        names |= {module: constant(name, "tools") for name, module in kept}
        homes = {name: f"./tools/{module}.js" for module, name in sorted(names.items())}
        text = self._templates.render(
            "tools.ts",
            own=imported(),
            runtime=TOOLS_RUNTIME,
            modules=homes,
            exports=exported(),
        )
        self._add("tools.ts", text, INDEX_SYMBOLS | homes)

    def runtime(self) -> None:
        """The runtime, unchanged but for the specifiers' endings."""
        has_tools = self._settings.tools is not None
        for path, text in runtime_files(self._settings.options, has_tools).items():
            self.files[path] = text
            self.owners[path] = ""

    def package(self) -> None:
        """What bundlers and npm have to know of the folder."""
        names = ["package.json", *(["tsconfig.json"] if self._options.package else [])]
        for name in names:
            manifest = manifest_of(self._options)
            self.files[name] = self._templates.render(
                name, manifest=manifest, has_tools=self._settings.tools is not None
            )
            self.owners[name] = ""

    def _add(
        self,
        path: str,
        text: str,
        symbols: Mapping[str, str],
        owner: str = "",
        own: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        if runtime := self._options.runtime:
            up = "../" * path.count("/")
            home = up + (runtime.removeprefix("./") if up else runtime)
            text = _OWN_RUNTIME.sub(rf"\g<1>{home}/", text)
            symbols = {
                name: _OWN_RUNTIME.sub(rf"\g<1>{home}/", module)
                for name, module in symbols.items()
            }
        prove(text, symbols, path, owner, own)
        self.files[path] = _with_extensions(text, self._options)
        self.owners[path] = owner


class _Module:
    """A module of a model: its name, its class, what it exports to the index."""

    def __init__(self, name: str, module: str) -> None:
        self.name = name
        self.module = module
        self.exports = (name, f"type {name}Protocol")


def _modules(entries: Sequence[Entry], kept: Mapping[str, str]) -> list[_Module]:
    """The modules of all models, those that stay included."""
    rows = {each.name: module_name(each.name, each.model.model_id) for each in entries}
    found = [_Module(*row) for row in (rows | dict(kept)).items()]
    return sorted(found, key=lambda each: each.module)


def module_text(
    entry: Entry, options: Options, templates: Templates
) -> tuple[str, frozenset[tuple[str, str]], tuple[Problem, ...]]:
    """The source of one model's module, not proved yet; the user's types in it; warnings."""
    names = scope(entry.name, entry.model, options.names)
    view = build(entry, names, options)
    context = {"view": view, "symbol": names.symbol, "model": names.model}
    body = templates.render("model.ts", **context)
    text = templates.render(
        "module.ts",
        body=body,
        source=entry.source,
        digest=entry.digest,
        runtime=RUNTIME,
        specifiers=names.symbol.specifiers(),
        own_imports=names.symbol.own_imports(),
    )
    return text, names.symbol.own_types, view.problems


def _runtime_files(folder: str) -> Iterator[tuple[str, str]]:
    """The modules of a folder of the runtime, "" for the outermost."""
    children = files(_SOURCES).joinpath(folder).iterdir()
    for child in sorted(children, key=lambda each: each.name):
        if child.name.endswith(".ts"):
            text = child.read_text(encoding="utf-8").replace("\r\n", "\n")
            yield f"{folder}{child.name}", text


def _with_extensions(text: str, options: Options) -> str:
    return text if options.extensions == "js" else _with_ts(text)


def _with_ts(text: str) -> str:
    """The module with `.ts` at the end of its relative specifiers."""
    lines = text.split("\n")
    return "\n".join(
        _SPECIFIER.sub(r'\1.ts"', line) if _imports(line) else line for line in lines
    )


def _imports(line: str) -> bool:
    """Whether a line holds a relative specifier: of `from`, or of a dynamic import."""
    return _IMPORTING.match(line) is not None
