"""What to do about a change, in each language: data, one row for each kind of change."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..signature.change import Change
from ..target.python import names as python_names
from ..target.typescript import names as typescript_names

__all__ = ["LANGUAGES", "hint"]


class _Language(NamedTuple):
    title: str
    method: Callable[[str], str]
    field: Callable[[str], str]


LANGUAGES: dict[str, _Language] = {
    "python": _Language(
        "Python",
        lambda name: python_names.methods([name])[name],
        lambda name: python_names.identifiers([name])[name],
    ),
    "typescript": _Language(
        "TypeScript",
        lambda name: typescript_names.methods([name], "preserve")[name],
        lambda name: typescript_names.properties([name], "preserve")[name],
    ),
}

_DROP = {
    "python": "Leave out {field} where {method} is called.",
    "typescript": "Take {field} out of the input of {method}.",
}
_GIVE = {
    "python": "Pass {field} as a keyword wherever {method} is called.",
    "typescript": "Add {field} to the input of {method}.",
}
_VALUES = {
    "python": "Pass to {field} only values that are allowed now; others raise "
    "InvalidArgumentError before the call is sent.",
    "typescript": "Pass to {field} only values that are allowed now; others throw a "
    "ClarifaiError of kind `invalidArgument` before the call is sent.",
}
_CHOICES = {
    "python": "Pass to {field} one of its choices; the type checker names what is none.",
    "typescript": "Pass to {field} one of its choices; tsc names what is none.",
}
_READ = {
    "python": "Correct what reads the answer of {method}; the type checker names it.",
    "typescript": "Correct what reads the answer of {method}; tsc names it.",
}

_HINTS: dict[str, dict[str, str]] = {
    "model-removed": {
        "python": "Remove what imports the class.",
        "typescript": "Remove what imports the class.",
    },
    "model-credentials": {
        "python": "Set {new}, or pass `pat` to the client.",
        "typescript": "Set {new}, or pass `pat` to the client.",
    },
    "method-removed": {
        "python": "Remove the calls of {method}.",
        "typescript": "Remove the calls of {method}.",
    },
    "kind-changed UNARY_UNARY": {
        "python": "{method} answers one value now: use it instead of iterating.",
        "typescript": "{method} answers one value now: `await` it instead of `for await`.",
    },
    "kind-changed UNARY_STREAMING": {
        "python": "{method} answers a stream now: iterate it, or call `collect()` on it.",
        "typescript": "{method} answers a stream now: read it with `for await`.",
    },
    "kind-changed STREAMING_STREAMING": {
        "python": "{method} takes a stream and answers one: pass an iterable, iterate the "
        "answer.",
        "typescript": "{method} takes a stream and answers one: pass an iterable, read "
        "the answer with `for await`.",
    },
    "positional-changed": {
        "python": "Name the arguments of {method} in its calls, or put them in the new "
        "order.",
        "typescript": "Nothing: arguments of {method} have names.",
    },
    "parameter-removed": _DROP,
    "required-added": _GIVE,
    "made-required": _GIVE,
    "parameter-retyped": {
        "python": "Pass {field} as {new} wherever {method} is called.",
        "typescript": "Give {field} as {new} in the input of {method}.",
    },
    "default-changed": {
        "python": "Pass {field} where {method} relies on the old default, {old}.",
        "typescript": "Add {field} where {method} relies on the old default, {old}.",
    },
    "range-narrowed": _VALUES,
    "choices-set": _CHOICES,
    "choices-removed": _CHOICES,
    "output-retyped": _READ,
    "output-field-removed": _READ,
}


def hint(change: Change, language: str, quoted: Callable[[str], str]) -> str:
    """What callers in a language have to do about a change, "" for nothing.

    `quoted` marks names and values as such in the text.
    """
    texts = _HINTS.get(change.code) or _HINTS.get(f"{change.code} {change.new}", {})
    text = texts.get(language, "")
    known = LANGUAGES[language]
    return text.format(
        method=quoted(known.method(change.method)) if change.method else "",
        field=quoted(known.field(change.field)) if change.field else "",
        old=quoted(change.old),
        new=quoted(change.new),
    )
