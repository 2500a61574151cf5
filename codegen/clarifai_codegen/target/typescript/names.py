"""Names: what a model's become in TypeScript, and names of our own.

A property may have any name, so parameters, fields and methods keep theirs; the wire always
does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Set

from ..namespace import Namespace
from ..naming import camel, words
from ..prose import UNSEEN

__all__ = [
    "MEMBERS",
    "compound",
    "constant",
    "is_identifier",
    "methods",
    "properties",
    "styled",
]

MEMBERS = ("close", "openai", "withOptions")
"""Our own members of a client. A method of the model takes such a name if it has it."""

_CALLED_BY_THE_LANGUAGE = frozenset(
    {"__proto__", "constructor", "then", "toJSON", "toString", "valueOf"}
)
_STARTS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nl"})
_PLAIN = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)
_BARE = re.compile(f"[^{UNSEEN}]*")


def properties(names: Iterable[str] | Mapping[str, str], style: str) -> dict[str, str]:
    """Distinct names of parameters or fields -> distinct names of properties.

    Of a mapping, the values are what the names should become, whatever the style.
    """
    return _assign(names, style, {"__proto__"})


def methods(names: Iterable[str] | Mapping[str, str], style: str) -> dict[str, str]:
    """Distinct names of methods -> distinct names of a client's methods.

    A name that the language calls by itself gets a trailing `_`. Of a mapping, the values
    are what the names should become, whatever the style.
    """
    return _assign(names, style, _CALLED_BY_THE_LANGUAGE)


def is_identifier(name: str) -> bool:
    """Whether a name needs no quotes, by a Unicode version that every Python has."""
    if name.isascii():
        return _PLAIN.fullmatch(name) is not None
    if not _BARE.fullmatch(name):
        return False
    return _is_any(name[0], "$_℘℮゛゜", _STARTS) and all(
        _is_any(c, "$_℘℮゛゜·\u0387፩፪፫፬፭፮፯፰፱", _STARTS | {"Mn", "Mc", "Nd", "Pc"})
        for c in name
    )


def _is_any(character: str, others: str, categories: Set[str]) -> bool:
    return (
        character in others or unicodedata.ucd_3_2_0.category(character) in categories
    )


def styled(name: str, style: str) -> str:
    """A name in a style: `preserve`, or `camel`, where `_` before a letter raises it."""
    return _STYLES[style](name)


def compound(*names: str) -> str:
    """The name of a type: predict, box -> PredictBox."""
    name = camel(word for each in names for word in words(each))
    return (
        name if name.isidentifier() else unicodedata.normalize("NFKC", f"Model{name}")
    )


def constant(*names: str) -> str:
    """The name of a constant of the module: predict, box -> PREDICT_BOX."""
    upper = "_".join(word for each in names for word in words(each)).upper()
    name = unicodedata.normalize("NFKC", upper) or "METHOD"
    return name if name.isidentifier() else f"_{name}"


def _assign(
    names: Iterable[str] | Mapping[str, str], style: str, reserved: Iterable[str]
) -> dict[str, str]:
    wishes = names if isinstance(names, Mapping) else {name: name for name in names}
    wanted = {
        name: styled(name, style) if wish == name else wish
        for name, wish in wishes.items()
    }
    owners: dict[str, list[str]] = {}
    for name, other in wanted.items():
        owners.setdefault(other, []).append(name)
    # Two names that become one stay as they are.
    kept = {
        name: other if len(owners[other]) == 1 else name
        for name, other in wanted.items()
    }
    taken = Namespace({*reserved, *(set(kept.values()) - set(reserved))})
    return {
        name: taken.underscored(other) if other in set(reserved) else other
        for name, other in kept.items()
    }


def _camel(name: str) -> str:
    bare = name.strip("_")
    start = name[: len(name) - len(name.lstrip("_"))]
    end = name[len(name.rstrip("_")) :] if bare else ""
    raised = re.sub(r"_+([^\W\d_])", lambda match: match[1].upper(), bare)
    return f"{start}{raised}{end}"


_STYLES: Mapping[str, Callable[[str], str]] = {
    "preserve": lambda name: name,
    "camel": _camel,
}
