"""Models -> a package of Python clients: {path: text}."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from ...problems import Problem
from ..entry import Emitted, Entry, Settings
from ..namespace import Namespace
from ..naming import check_names, module_name
from ..templates import Templates
from ..tools.options import ToolOptions
from ..tools.tool import by_model, tools_of
from .build import build, title
from .layout import HELPERS, format_module, is_stable
from .literals import LITERALS, literal
from .names import identifiers
from .proof import prove
from .scope import scope
from .symbols import INDEX, SYMBOLS, TESTING, TESTING_SYMBOLS
from .tools import TOOLS_HOMES, TOOLS_SYMBOLS, ModuleNames, tools_view

__all__ = ["emit", "runtime_files", "templates_of"]

_RUNTIME = "clarifai_codegen.runtime.python"
_OWN_RUNTIME = re.compile(r"^( *from |)\.{1,2}_runtime(?=[.\s]|$)", re.MULTILINE)
"""The runtime beside the clients, in an import or alone."""
_UNTYPED = ("NDARRAY", "NDArray", "OpenAI", "AsyncOpenAI")
"""Symbols of packages that may not be installed where the client is type-checked."""

_LENIENT = (
    "reportMissingImports=false",
    "reportUnknownArgumentType=false",
    "reportUnknownMemberType=false",
    "reportUnknownParameterType=false",
    "reportUnknownVariableType=false",
)


def emit(entries: Sequence[Entry], settings: Settings) -> Emitted:
    """The files of a package: an index, the runtime, a module for each model.

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
        writer.tools_index(entries)
        writer.runtime()
    return Emitted(
        dict(sorted(writer.files.items())),
        dict(sorted(writer.owners.items())),
        tuple(writer.problems),
    )


def runtime_files(options: Mapping[str, Any], has_tools: bool) -> dict[str, str]:
    """The runtime that goes beside the clients, by path; none where another is named.

    What runs tools is part of it only where there are some.
    """
    if options.get("runtime"):
        return {}
    return {
        f"_runtime/{path}": text
        for path, text in _sources(files(_RUNTIME))
        if has_tools or not path.startswith("tools/")
    }


def templates_of(settings: Settings) -> Templates:
    """The templates of this target with what they may call."""
    helpers = {function.__name__: function for function in (*HELPERS, *LITERALS)}
    return Templates("python", settings.templates, helpers, settings.filters)


class _Writer:
    """Collects the files of one run."""

    def __init__(self, settings: Settings) -> None:
        self.files: dict[str, str | bytes] = {}
        self.owners: dict[str, str] = {}
        self.problems: list[Problem] = []
        self._settings = settings
        self._templates = templates_of(settings)
        self._names: dict[str, ModuleNames] = {}

    def model(self, entry: Entry) -> None:
        """The module of one model."""
        names = scope(entry.name, entry.model)
        self._names[entry.name] = ModuleNames(names.methods, names.tables)
        view = build(entry, names)
        render = self._templates.render
        body = render("model.py", view=view, symbol=names.symbol)
        imports = names.symbol.lines()
        asked = {name.split(" ")[0] for line in imports for name in line.names}
        text = render(
            "module.py",
            view=view,
            symbol=names.symbol,
            body=body,
            source=entry.source,
            digest=entry.digest,
            imports=imports,
            pyright=_LENIENT if asked.intersection(_UNTYPED) else (),
        )
        module = module_name(entry.name, entry.model.model_id)
        own = names.symbol.own_types
        self._add(f"{module}.py", text, SYMBOLS, entry.name, own)
        self.problems += view.problems

    def deployments(self) -> None:
        """The deployments of the configuration as constants."""
        named = self._settings.deployments
        if not named:
            return
        bare = identifiers(sorted(named))
        taken = Namespace()
        constants = {key: taken.claim(name.upper()) for key, name in bare.items()}
        rows = []
        for key, name in constants.items():
            fields = [literal(named[key].id)]
            if named[key].user_id:
                fields.append(f"user_id={literal(named[key].user_id)}")
            rows.append((name, fields))
        exports = sorted(map(literal, constants.values()))
        text = self._templates.render(
            "deployments.py", deployments=rows, exports=exports
        )
        self._add("deployments.py", text, SYMBOLS)

    def index(self, entries: Sequence[Entry]) -> None:
        """The lazy index of the package."""
        runtime = self._settings.options.get("runtime") or "._runtime"
        found = sorted(self._modules(entries).items())
        clients = {f".{module}": name for module, name in found}
        modules: dict[str, Sequence[str]] = {runtime: INDEX}
        for module, name in clients.items():
            kinds = (name, f"Async{name}")
            modules[module] = (*kinds, *(f"{kind}Protocol" for kind in kinds))
        modules = dict(sorted(modules.items()))
        exports = sorted(name for names in modules.values() for name in names)
        text = self._templates.render(
            "index.py",
            modules=modules,
            runtime=runtime,
            clients=clients,
            exports=[literal(name) for name in exports],
        )
        importable = {
            name: module for module, names in modules.items() for name in names
        }
        self._add("__init__.py", text, {**SYMBOLS, **importable})
        self.files["py.typed"] = ""
        self.owners["py.typed"] = ""

    def testing(self, entries: Sequence[Entry]) -> None:
        """The fakes of all clients."""
        modules = dict(sorted(self._modules(entries).items()))
        clients = [
            f"{kind}{name}" for name in modules.values() for kind in ("", "Async")
        ]
        exports = [f"Fake{client}" for client in clients]
        homes = {
            f"{kind}{name}": f".{module}"
            for module, name in modules.items()
            for kind in ("", "Async")
        }
        text = self._templates.render(
            "testing.py",
            modules=modules,
            clients=clients,
            exports=[literal(name) for name in sorted((*exports, *TESTING))],
        )
        self._add("testing.py", text, TESTING_SYMBOLS | homes)

    def tools(self, entries: Sequence[Entry], options: ToolOptions) -> None:
        """The tools of all models. What is wrong with one of them, the target `tools`
        says."""
        tools, _ = tools_of(entries, options)
        found = by_model(tools)
        for entry in entries:
            if not self._settings.renders(entry.name):
                continue
            module = module_name(entry.name, entry.model.model_id)
            own = found.get(entry.name, [])
            view = tools_view(entry, module, own, self._names[entry.name])
            text = self._templates.render(
                "tools_module.py",
                title=title(entry.model),
                source=entry.source,
                digest=entry.digest,
                module=module,
                names=view.names,
                tools=view.tools,
            )
            self._add(f"tools/{module}.py", text, view.symbols, entry.name)

    def tools_index(self, entries: Sequence[Entry]) -> None:
        """The index of the tools, where there are some."""
        if self._settings.tools is None:
            return
        modules = {module_name(e.name, e.model.model_id) for e in entries}
        modules |= {*self._settings.kept_tools.values()}
        exports = sorted(name for names in TOOLS_HOMES.values() for name in names)
        text = self._templates.render(
            "tools.py",
            homes=TOOLS_HOMES,
            modules=sorted(map(literal, modules)),
            exports=[literal(name) for name in exports],
        )
        homes = {name: home for home, names in TOOLS_HOMES.items() for name in names}
        self._add("tools/__init__.py", text, TOOLS_SYMBOLS | homes)

    def _modules(self, entries: Sequence[Entry]) -> dict[str, str]:
        """The class of each module, those that stay included."""
        found = {module_name(e.name, e.model.model_id): e.name for e in entries}
        return found | {module: name for name, module in self._settings.kept.items()}

    def runtime(self) -> None:
        """The runtime, unchanged; what runs tools only where there are some."""
        has_tools = self._settings.tools is not None
        for path, text in runtime_files(self._settings.options, has_tools).items():
            self.files[path] = text
            self.owners[path] = ""

    def _add(
        self,
        path: str,
        text: str,
        symbols: Mapping[str, str],
        owner: str = "",
        own: frozenset[tuple[str, str]] = frozenset(),
    ) -> None:
        """Prove a module and lay it out."""
        if runtime := self._settings.options.get("runtime"):
            text = _OWN_RUNTIME.sub(rf"\g<1>{runtime}", text)
            symbols = {
                name: _OWN_RUNTIME.sub(rf"\g<1>{runtime}", home)
                for name, home in symbols.items()
            }
        prove(text, symbols, path, owner, own)
        if not (self._templates.own and is_stable(text)):
            text = format_module(text)
            prove(text, symbols, path, owner, own)
        self.files[path] = text
        self.owners[path] = owner


def _sources(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, str]]:
    for child in sorted(folder.iterdir(), key=lambda each: each.name):
        if child.is_dir() and child.name != "__pycache__":
            yield from _sources(child, f"{prefix}{child.name}/")
        elif child.name.endswith(".py"):
            text = child.read_text(encoding="utf-8").replace("\r\n", "\n")
            yield f"{prefix}{child.name}", text
