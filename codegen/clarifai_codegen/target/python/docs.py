"""Docstrings: what a signature says of a method, in Google's sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from inspect import cleandoc

from ...signature.method import Method
from .arguments import Argument
from .literals import literal, visible

__all__ = ["argument_notes", "method_doc", "summary"]

_SHOWN = 60
"""Characters of a default or of choices that a docstring shows at most."""


def method_doc(
    method: Method, arguments: Sequence[Argument], width: int
) -> tuple[str, ...]:
    """The lines of a method's docstring, wrapped at `width` characters.

    None where the signature says no more than names and types.
    """
    lines = _paragraphs(method.description, width)
    lines += _section("Args", _arguments(arguments), width)
    described = [each for each in method.outputs if each.description.strip()]
    many = len(method.outputs) > 1
    told = [
        f"{each.name}: {each.description}" if many else each.description
        for each in described
    ]
    lines += _section("Yields" if method.kind.streams_out else "Returns", told, width)
    if lines and not lines[0]:
        lines = [*summary(method, width), *lines]
    return tuple(lines)


def summary(method: Method, width: int) -> tuple[str, ...]:
    """What is said of a method that has no description."""
    return tuple(_paragraphs(f"Call the model's method {literal(method.name)}.", width))


def argument_notes(argument: Argument) -> list[str]:
    """What is to be known of a parameter besides its description, one sentence each."""
    parameter = argument.parameter
    notes: list[str] = []
    low, high = (argument.bounds.get(word) for word in ("minimum", "maximum"))
    if low is not None and high is not None:
        notes.append(f"From {literal(low)} to {literal(high)}.")
    elif low is not None:
        notes.append(f"At least {literal(low)}.")
    elif high is not None:
        notes.append(f"At most {literal(high)}.")
    if parameter.choice_ids:
        values = parameter.choices or parameter.choice_ids
        shown = _short(", ".join(dict.fromkeys(map(literal, values))))
        unchecked = "" if argument.choices else " (not checked)"
        notes.append(f"Choices{unchecked}: {shown}.")
    if argument.required and not (parameter.required or parameter.stream):
        notes.append("Required: a server takes this type amiss when it is left out.")
    if argument.default == "...":
        notes.append("Optional; the signature does not tell the default.")
    elif argument.default and argument.default != "None":
        notes.append(f"Default: {_short(argument.default)}.")
    if argument.name != argument.wire:
        notes.append(f"The model calls it {literal(argument.wire)}.")
    return notes


def _arguments(arguments: Iterable[Argument]) -> list[str]:
    """One text for each parameter of which there is something to say."""
    texts = []
    for argument in arguments:
        description = argument.parameter.description.strip()
        notes = argument_notes(argument)
        if description or notes:
            joint = "\n" if "\n" in description else " "
            told = joint.join(filter(None, [description, " ".join(notes)]))
            texts.append(f"{argument.name}: {told}")
    return texts


def _section(title: str, texts: Sequence[str], width: int) -> list[str]:
    """A section, its texts indented, what follows their first lines one step more."""
    if not texts:
        return []
    lines = ["", f"{title}:"]
    for text in texts:
        first, *rest = _paragraphs(text, width - 8) or [""]
        lines.append(f"    {first}")
        lines += [f"        {line}" if line else "" for line in rest]
    return lines


def _paragraphs(text: str, width: int) -> list[str]:
    """The lines of a text, long ones wrapped; blank ones around it and line ends go."""
    lines: list[str] = []
    for line in cleandoc(visible(text)).split("\n"):
        lines += _wrapped(line.rstrip(), width)
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _wrapped(line: str, width: int) -> list[str]:
    """A line in pieces of at most `width`; each keeps its indentation, words stay whole."""
    if len(line) <= width:
        return [line]
    margin = line[: len(line) - len(line.lstrip(" "))]
    lines: list[str] = []
    words: list[str] = []
    length = 0
    for word in re.split(" +", line.strip(" ")):
        if words and len(margin) + length + len(words) + len(word) > width:
            lines.append(margin + " ".join(words))
            words, length = [], 0
        words.append(word)
        length += len(word)
    return [*lines, margin + " ".join(words)]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3].rstrip()}..."
