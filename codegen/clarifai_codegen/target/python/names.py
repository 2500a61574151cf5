"""Identifiers: what Python can carry of a model's names, and names of our own.

The wire always keeps the model's names. Whatever comes out of here is NFKC-normal, as
Python reads identifiers, so that two names that Python takes for one never meet.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping

from ..namespace import Namespace
from ..naming import camel

__all__ = [
    "MEMBERS",
    "attributes",
    "compound",
    "constant",
    "identifiers",
    "methods",
]

MEMBERS = (
    "METHODS",
    "SIGNATURES",
    "aclose",
    "close",
    "openai",
    "openai_model",
    "with_options",
    "with_response",
)
"""Our own members of a client. A method of the model takes such a name if it has it."""

_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)
"""What identifiers may hold although nobody sees it."""


def identifiers(names: Iterable[str] | Mapping[str, str]) -> dict[str, str]:
    """Distinct names of parameters -> distinct identifiers.

    A name that Python can carry is kept, whatever the others become. Of a mapping, the
    values are what the names should become.
    """
    return _assign(names, _identifier, {"self"})


def attributes(names: Iterable[str]) -> tuple[str, ...]:
    """Distinct names of fields -> distinct attributes of a dataclass, in their order.

    What classes have themselves (`mro`) would be taken for a field's default.
    """
    return tuple(_assign(names, _identifier, {"self", "mro"}).values())


def methods(names: Iterable[str] | Mapping[str, str]) -> dict[str, str]:
    """Distinct names of methods -> distinct identifiers.

    A method that is a dunder or starts with `__` gets the suffix `_method`; so does `_`,
    which type checkers take for a name that is thrown away. Of a mapping, the values are
    what the names should become.
    """
    return _assign(names, _method, ())


def compound(*names: str) -> str:
    """The name of a class from identifiers: predict, box -> PredictBox."""
    name = camel(word for each in names for word in each.split("_") if word)
    if not name.isidentifier() or keyword.iskeyword(name):
        return _normal(f"Model{name}")
    return name


def constant(name: str) -> str:
    """The name of a constant of the module from an identifier: predict -> _PREDICT."""
    upper = f"_{_normal(name.upper()).strip('_') or 'METHOD'}"
    return upper if upper.isidentifier() else f"_{name.lstrip('_')}"


def _assign(
    names: Iterable[str] | Mapping[str, str],
    rule: Callable[[str], str],
    reserved: Collection[str],
) -> dict[str, str]:
    wishes = names if isinstance(names, Mapping) else {name: name for name in names}
    wanted = {name: rule(wish) for name, wish in wishes.items()}
    kept = {
        wanted[name]: name
        for name, wish in sorted(wishes.items(), key=lambda row: row[0] != row[1])
        if wish == wanted[name] and wish not in reserved
    }
    taken = Namespace({*kept, *reserved})
    return {
        name: identifier if kept.get(identifier) == name else _free(taken, identifier)
        for name, identifier in wanted.items()
    }


def _free(taken: Namespace, name: str) -> str:
    bare = name.rstrip("_")
    return taken.claim(f"{bare}_" if bare and name in taken else name, "")


def _identifier(name: str) -> str:
    """The nearest identifier, with at most one leading underscore."""
    text = _normal(_IGNORABLE.sub("", _normal(name)))
    kept = "".join(c if f"a{c}".isidentifier() else " " for c in text)
    bare = "_".join(kept.split()) or "_"
    if bare.startswith("__"):
        bare = bare.lstrip("_") or "_"
    if not bare.isidentifier():
        bare = f"_{bare}"
    return f"{bare}_" if keyword.iskeyword(bare) else bare


def _method(name: str) -> str:
    if _normal(name).startswith("__"):
        suffixed = f"{_identifier(name.strip('_')).strip('_')}_method"
        return suffixed if suffixed.isidentifier() else f"_{suffixed}"
    bare = _identifier(name)
    return "_method" if bare == "_" else bare


def _normal(name: str) -> str:
    return unicodedata.normalize("NFKC", name)
