"""Models -> files for the `tools` of requests: {path: text}."""

from __future__ import annotations

from collections.abc import Sequence

from ...problems import Problem
from ..entry import Emitted, Entry, Settings
from ..naming import check_names, module_name
from ..templates import Templates
from .formats import document, tools_for
from .literals import json_text, prove
from .options import options_of
from .tool import by_model

__all__ = ["emit"]


def emit(entries: Sequence[Entry], settings: Settings) -> Emitted:
    """A file for each model and format: `<module>.<format>.json`.

    Problems in what is returned tell what was left out, cut or is not strict. Raises
    ProblemError: `name-taken`, `bad-configuration` (a name that is none),
    `bad-tool-option`, `bad-template`, `unproved`.
    """
    check_names(entries)
    options = options_of(settings.options)
    templates = Templates("tools", settings.templates, {"json": json_text})
    problems: dict[Problem, None] = {}
    files: dict[str, str | bytes] = {}
    owners: dict[str, str] = {}
    for format in options.formats:
        tools, found = tools_for(entries, format, options)
        problems |= dict.fromkeys(found)
        own_tools = by_model(tools)
        for entry in entries:
            if not settings.renders(entry.name):
                continue
            module = module_name(entry.name, entry.model.model_id)
            path = f"{module}.{format}.json"
            own = document(own_tools.get(entry.name, []), format)
            text = templates.render("tools.json", tools=own)
            prove(text, own, path, entry.name)
            files[path], owners[path] = text, entry.name
    return Emitted(
        dict(sorted(files.items())), dict(sorted(owners.items())), tuple(problems)
    )
