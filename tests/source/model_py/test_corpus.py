"""The corpus of source forms, each with what the SDK makes of it."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from clarifai_codegen.source.model_py import read_file

from .conftest import protos

CORPUS = Path(__file__).parents[2] / "corpus" / "model_py"
FORMS = sorted(path.name for path in CORPUS.iterdir())

NOT_KNOWN = {"default_lambda", "loop_generated"}
"""The SDK gives a signature, but it differs from import to import or comes from `exec`."""

SAYS = {
    "Unsupported type: typing.Optional": "optional-type",
    "Unsupported type: str | None": "optional-type",
    "Unsupported type: typing.Union": "union-type",
    "Unsupported type: typing.AsyncIterator": "async-stream",
    "Unsupported type: typing.Dict": "dict-values",
    "Unsupported type: <class 'inspect._empty'>": "missing-annotation",
    "Unsupported type: str": "string-annotation",
    "Unsupported type: np.ndarray": "string-annotation",
    "Unsupported type: ": "unsupported-type",
    "Function must have a return annotation": "missing-return",
    "stream methods with streaming inputs": "stream-without-output",
    "ModelClass.method() missing": "bad-decorator",
    "Param.__init__() missing": "bad-param",
    "could not convert string to float": "bad-param",
    "'utf-8' codec can't encode": "bad-default",
}


def expected(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((CORPUS / name / "expected.json").read_text())
    return document


@pytest.mark.parametrize("name", FORMS)
def test_a_form_gets_the_signature_or_the_refusal_of_the_sdk(name: str) -> None:
    reading = read_file(CORPUS / name / "model.py")
    wanted = expected(name)
    codes = {problem.code for problem in reading.problems}
    if name in NOT_KNOWN:
        assert codes == {"not-static"}
    elif wanted["sdk_upload"] == "ok":
        assert not codes
        wire = protos(reading.signatures)
        encoded = {key: base64.b64encode(each).decode() for key, each in wire.items()}
        assert encoded == wanted["proto_b64"]
    elif "Could not determine model class" in wanted["sdk_upload"]:
        assert codes == {"several-model-classes"}
    else:
        said = wanted["error"].partition(": ")[2]
        code = next(code for words, code in SAYS.items() if said.startswith(words))
        assert code in codes
        assert not reading.signatures


@pytest.mark.parametrize("name", FORMS)
def test_a_refusal_stands_at_the_code_that_is_refused(name: str) -> None:
    text = (CORPUS / name / "model.py").read_text()
    for problem in read_file(CORPUS / name / "model.py").problems:
        where = problem.where
        line = text.split("\n")[where.line - 1]
        part = line[where.column - 1 : where.end_column - 1]
        assert part.strip() == part != ""
        source, mark = problem.excerpt.split("\n")
        assert source == line
        assert mark.strip() == "^" * len(part)
