"""The models of the corpus, read, with their protobuf signatures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from clarifai_grpc.grpc.api import resources_pb2
from google.protobuf.json_format import ParseDict

from clarifai_codegen.signature.decode import decode
from clarifai_codegen.signature.encode import digest, encode_method
from clarifai_codegen.signature.method import Method, Model
from clarifai_codegen.target.entry import Entry

CORPUS = Path(__file__).parents[1] / "corpus"


class Case(NamedTuple):
    """A model of the corpus, and how it is written."""

    name: str
    model: Model

    @property
    def entry(self) -> Entry:
        return Entry(self.name, self.model, f"corpus/{self.name}", digest(self.model))


def cases() -> list[Case]:
    """Every real signature, and every adversarial one that is good."""
    paths = [*sorted((CORPUS / "signatures").glob("*.json"))]
    paths += sorted((CORPUS / "adversarial").glob("*.json"))
    found = []
    for number, path in enumerate(paths):
        document: Any = json.loads(path.read_text("utf-8"))
        if document.get("expect", "ok") == "ok":
            found.append(Case(f"Case{number}", decode(document).model))
    return found


def message(method: Method) -> Any:
    """The signature as the SDK's functions take it."""
    return ParseDict(encode_method(method), resources_pb2.MethodSignature())
