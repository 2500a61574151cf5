"""Docstrings: what a signature says of a method, in Google's sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...signature.method import Method
from ..parameters import notes
from ..prose import paragraphs, shortened
from .arguments import Argument
from .literals import literal

__all__ = ["argument_notes", "method_doc", "summary"]


def method_doc(
    method: Method, arguments: Sequence[Argument], width: int
) -> tuple[str, ...]:
    """The lines of a method's docstring, wrapped at `width` characters.

    None where the signature says no more than names and types.
    """
    lines = paragraphs(method.description, width)
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
    return tuple(paragraphs(f"Call the model's method {literal(method.name)}.", width))


def argument_notes(argument: Argument) -> list[str]:
    """What is to be known of a parameter besides its description, one sentence each."""
    found = notes(argument.facts, argument.name, literal)
    if argument.default not in ("", "...", "None"):
        at = len(found) - (argument.name != argument.wire)
        found.insert(at, f"Default: {shortened(argument.default)}.")
    return found


def _arguments(arguments: Iterable[Argument]) -> list[str]:
    """One text for each parameter of which there is something to say."""
    texts = []
    for argument in arguments:
        description = argument.facts.parameter.description.strip()
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
        first, *rest = paragraphs(text, width - 8) or [""]
        lines.append(f"    {first}")
        lines += [f"        {line}" if line else "" for line in rest]
    return lines
