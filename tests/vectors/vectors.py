"""The vectors themselves: what is sent, read and refused, by the reference alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from clarifai_codegen.signature.method import Model

from .answers import answers, odd_answers, response_of
from .numbers import shown_bytes
from .plan import Call, calls, cases
from .refusals import REFUSED_ANSWERS, REFUSED_ARGUMENTS
from .requests import requests

__all__ = ["PATH", "Vector", "built", "stored", "text_of"]

PATH = Path(__file__).with_name("vectors.json")

Vector = dict[str, Any]


def stored() -> list[Vector]:
    """The vectors of the file."""
    found: list[Vector] = json.loads(PATH.read_text("ascii"))
    return found


def text_of(vectors: Iterable[Vector]) -> str:
    """The file: one vector a line."""
    lines = [json.dumps(each, separators=(",", ":")) for each in vectors]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def built() -> Iterator[Vector]:
    """The vectors as the reference makes them."""
    models = {case.name: case.decoded().model for case in cases()}
    seen: set[str] = set()
    for case, model in models.items():
        for method in model.methods:
            for call in calls(case, method, seen):
                vector = _vector(case, model, method.name, call)
                for form, answer in answers(method, call):
                    yield vector | {
                        "variant": f"{call.variant}{form}",
                        "answer": answer,
                    }
    for case, name, variant, answer in odd_answers(models):
        yield _answered(case, models[case], name, variant, answer)
    for case, name, variant, write in REFUSED_ANSWERS:
        answer = {"response": response_of(write), "refused": "model"}
        yield _answered(case, models[case], name, variant, answer)
    for case, name, variant, kind, arguments in REFUSED_ARGUMENTS:
        yield {
            "case": case,
            "method": name,
            "variant": f"refused: {variant}",
            "arguments": arguments,
            "refused": kind,
        }


def _answered(
    case: str, model: Model, name: str, variant: str, answer: dict[str, Any]
) -> Vector:
    """A usual call with an unusual answer."""
    call = next(calls(case, model.method(name), set()))._replace(variant=variant)
    return _vector(case, model, name, call) | {"answer": answer}


def _vector(case: str, model: Model, name: str, call: Call) -> Vector:
    messages = requests(model, model.method(name), call.arguments)
    sent = [
        shown_bytes(each.SerializeToString(deterministic=True)) for each in messages
    ]
    return {
        "case": case,
        "method": name,
        "variant": call.variant,
        "arguments": call.arguments,
        "requests": sent,
    }
