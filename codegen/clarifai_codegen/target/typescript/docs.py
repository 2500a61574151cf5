"""TSDoc: what a signature says of a method and of its parameters."""

from __future__ import annotations

from ...signature.method import Method
from ..parameters import Facts, notes
from ..prose import paragraphs, shortened
from .layout import WIDTH
from .literals import literal, untagged

__all__ = ["method_doc", "parameter_doc", "summary"]


def method_doc(method: Method, indent: int) -> tuple[str, ...]:
    """The lines of a method's comment; none where the signature tells nothing."""
    width = _width(indent)
    lines = _lines(method.description, width)
    told = [each for each in method.outputs if each.description.strip()]
    if told:
        many = len(method.outputs) > 1
        texts = [f"{o.name}: {o.description}" if many else o.description for o in told]
        first, *rest = _lines("\n".join(texts), width - len("@returns "))
        lines = [*(lines or summary(method, indent)), "", f"@returns {first}", *rest]
    return tuple(lines)


def summary(method: Method, indent: int) -> tuple[str, ...]:
    """What is said of a method that has no description."""
    text = f"Call the model's method `{method.name}`."
    return tuple(_lines(text, _width(indent)))


def parameter_doc(
    each: Facts, name: str, indent: int, *, typed: bool
) -> tuple[str, ...]:
    """The lines of a parameter's comment; none where there is nothing to say.

    Where `typed`, choices stand in the type already.
    """
    width = _width(indent)
    lines = _lines(each.parameter.description, width)
    said = " ".join(notes(each, name, literal, typed=typed))
    if said:
        lines += _lines(said, width)
    if each.default is not None:
        shown = untagged(shortened(literal(each.default[0])))
        lines.append(f"@defaultValue {shown}")
    return tuple(lines)


def _lines(text: str, width: int) -> list[str]:
    return [untagged(line) for line in paragraphs(text, width)]


def _width(indent: int) -> int:
    """Characters of text on a line of a comment."""
    return WIDTH - indent - len(" * ")
