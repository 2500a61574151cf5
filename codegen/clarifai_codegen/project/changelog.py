"""A difference as an entry of a changelog: what changed, and what to do, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..signature.change import CHANGES, Change, Weight
from ..target.prose import inline
from ..target.python.build import signature_line
from ..target.python.scope import scope
from ..target.templates import Templates
from .difference import Diff, ModelDiff
from .migration import LANGUAGES, hint

__all__ = ["changelog", "code"]

_TITLES = {
    "none": "no changes",
    "patch": "a patch release",
    "minor": "a minor release",
    "major": "a major release",
}
_WEIGHTS = {
    Weight.BREAKING: "Breaking:",
    Weight.BEHAVIOUR: "Behaviour:",
    Weight.COMPATIBLE: "Compatible:",
}


def changelog(difference: Diff) -> str:
    """The difference in Markdown, hostile text marked as code."""
    models = [
        {
            "name": model.name,
            "state": model.state,
            "changes": [_row(change) for change in model.changes],
            "signatures": list(_signatures(model)),
        }
        for model in difference.models
    ]
    render = Templates("changelog", helpers={"code": code}).render
    return render("entry.md", title=_TITLES[difference.step], models=models)


def code(text: str) -> str:
    """The text as code of Markdown: on one line, and with no meaning of its own."""
    plain = inline(text) or " "
    fence = "`" * (max(map(len, re.findall("`+", plain)), default=0) + 1)
    gap = " " if "`" in (plain[0], plain[-1]) else ""
    return f"{fence}{gap}{plain}{gap}{fence}"


def _row(change: Change) -> dict[str, Any]:
    row = CHANGES[change.code]
    hints = (
        (known.title, hint(change, language, code))
        for language, known in LANGUAGES.items()
    )
    return {
        "weight": _WEIGHTS[change.weight],
        "place": f"{code(change.place)}: " if change.method else "",
        "what": row.text.format(old=code(change.old), new=code(change.new)),
        "hints": [pair for pair in hints if pair[1]],
    }


def _signatures(model: ModelDiff) -> Iterator[str]:
    """How the methods read now that callers have to look at."""
    if model.model is None:
        return
    heavy = {each.method for each in model.changes if each.weight > Weight.COMPATIBLE}
    names = scope(model.name or "Model", model.model).in_plain_words()
    for method in model.model.methods:
        if method.name in heavy:
            yield inline(signature_line(method, names))
