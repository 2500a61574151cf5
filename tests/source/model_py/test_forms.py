"""Forms of model.py against the SDK that is installed: never a wrong signature.

forms.txt holds them, each under its name and whether reading tells it: "told", "refused"
(the SDK refuses it as well) or "unknown".
"""

from __future__ import annotations

import re
from pathlib import Path

import clarifai
import pytest
from clarifai.cli.templates import model_templates
from tests.sampling import some

from clarifai_codegen.source.model_py import read_text

from .conftest import Sdk, protos

HERE = Path(__file__).parent
FORM = re.compile(r"^#### (\w+): (.*)\n((?:(?!####).*\n)*)", re.M)
FORMS = FORM.findall((HERE / "forms.txt").read_text())
SHIPPED = sorted(
    [
        *Path(clarifai.__file__).parent.glob("cli/templates/toolkits/*/1/model.py"),
        *(HERE.parents[1] / "models").glob("*/1/model.py"),
    ]
)
TEMPLATES = (
    "get_model_class_template",
    "get_mcp_model_class_template",
    "get_openai_model_class_template",
)


def judged(sdk: Sdk, text: str) -> str:
    """Whether the text is told, refused or unknown; fails if it is told wrongly."""
    reading = read_text(text)
    truth = sdk.signatures(text)
    if not reading.problems:
        truth = truth or sdk.signatures_anew(text)
        assert truth is not None
        wanted, got = protos(truth), protos(reading.signatures)
        assert got == wanted
        assert list(got) == list(wanted)
        return "told"
    assert not reading.signatures
    if {problem.code for problem in reading.problems} == {"not-static"}:
        return "unknown"
    assert truth is None, [problem.what for problem in reading.problems]
    return "refused"


@pytest.mark.parametrize(
    ("verdict", "text"),
    some([(v, t) for v, _, t in FORMS], every=16),
    ids=[n for _, n, _ in FORMS],
)
def test_a_form_is_what_the_sdk_says(
    verdict: str, text: str, sdk: Sdk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NOPE1", "NOPE2", "ZZ", "ZY", "K"):
        monkeypatch.delenv(name, raising=False)
    if verdict == "unknown":
        reading = read_text(text)
        assert {problem.code for problem in reading.problems} == {"not-static"}
    else:
        assert judged(sdk, text) == verdict


@pytest.mark.slow
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parents[1].name)
def test_models_that_ship_with_the_sdk_and_our_own(path: Path, sdk: Sdk) -> None:
    verdict = judged(sdk, path.read_text())
    assert verdict == ("unknown" if "locals()[" in path.read_text() else "told")


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_of_the_sdk(name: str, sdk: Sdk) -> None:
    assert judged(sdk, getattr(model_templates, name)()) == "told"
