"""Each codemod: before, after, the SDK's signature of the after; twice changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from clarifai_codegen.lint import check, mend
from clarifai_codegen.lint.fixes import fixed
from clarifai_codegen.source.model_py import read_text
from clarifai_codegen.source.model_py.ask import ask_sdk

HEAD = "# Kept.\nfrom clarifai.runners.models.model_class import ModelClass\n"
BODY = "\n\nclass Model(ModelClass):\n    @ModelClass.method\n"


def model(imports: str, method: str) -> str:
    return (
        HEAD + imports + BODY + "".join(f"    {line}\n" for line in method.split("\n"))
    )


CASES = {
    "Optional with a default": (
        "from typing import Optional",
        "def predict(self, a: Optional[str] = None,  # why\n"
        "            b: int | None = 5) -> str: ...",
        "def predict(self, a: str = None,  # why\n            b: int = 5) -> str: ...",
    ),
    "Union with None": (
        "from typing import Union",
        "def predict(self, a: Union[None, str] = 'x') -> str: ...",
        "def predict(self, a: str = 'x') -> str: ...",
    ),
    "quotes": (
        "from clarifai.runners.utils.data_types import Image",
        "def predict(self, a: 'Image') -> \"str\": ...",
        "def predict(self, a: Image) -> str: ...",
    ),
    "array": (
        "import numpy as np",
        "def predict(self, a: np.array) -> np.array: ...",
        "def predict(self, a: np.ndarray) -> np.ndarray: ...",
    ),
    "module of PIL": (
        "from PIL import Image",
        "def predict(self, a: Image) -> str: ...",
        "def predict(self, a: Image.Image) -> str: ...",
    ),
    "PIL by its name": (
        "import PIL.Image",
        "def predict(self, a: PIL.Image) -> str: ...",
        "def predict(self, a: PIL.Image.Image) -> str: ...",
    ),
}


def mended(text: str) -> str:
    after = fixed(text.encode(), "model.py")
    assert fixed(after, "model.py") == after
    return after.decode()


def signatures(text: str, folder: Path) -> object:
    file = folder / "model.py"
    file.write_text(text)
    return ask_sdk(file, "model.py")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("imports", "before", "after"), [*CASES.values()], ids=[*CASES]
)
def test_what_has_one_right_answer_is_mended(
    imports: str, before: str, after: str, tmp_path: Path
) -> None:
    text = mended(model(imports, before))
    assert text == model(imports, after)
    assert signatures(text, tmp_path) == read_text(text).checked().signatures


@pytest.mark.slow
def test_imports_that_are_missing_are_added(tmp_path: Path) -> None:
    method = (
        "def predict(self, a: List[Image], n: int = Param(1)) -> Stream[Text]:\n    ..."
    )
    text = mended(model("import os", method))
    assert "-> Iterator[Text]:" in text
    assert "from clarifai.runners.utils.data_types import Text, Image" in text
    assert text.startswith("# Kept.\n")
    assert signatures(text, tmp_path) == read_text(text).checked().signatures


@pytest.mark.slow
def test_a_stream_that_the_sdk_does_not_have_is_an_iterator(tmp_path: Path) -> None:
    imports = "from clarifai.runners.utils.data_types import Stream, Text"
    text = mended(model(imports, "def generate(self, a: Text) -> Stream[Text]: ..."))
    assert "Stream" not in text
    assert "-> Iterator[Text]" in text
    assert signatures(text, tmp_path) == read_text(text).checked().signatures


@pytest.mark.slow
def test_parentheses_of_the_decorator_go(tmp_path: Path) -> None:
    text = model("", "def predict(self, a: str) -> str: ...").replace(
        "ModelClass.method", "ModelClass.method()"
    )
    text = mended(text)
    assert "method()" not in text
    assert signatures(text, tmp_path) == read_text(text).checked().signatures


@pytest.mark.parametrize(
    "method",
    [
        "def predict(self, a: Optional[str]) -> str: ...",
        "def predict(self, a: str) -> Optional[str]: ...",
        "def predict(self, a: Union[str, int] = 'x') -> str: ...",
        "def predict(self, a: Mystery) -> str: ...",
        "def predict(self, a: 'Mystery') -> str: ...",
        "def predict(self, a) -> str: ...",
    ],
)
def test_what_has_several_answers_stays(method: str) -> None:
    text = model("from typing import Optional, Union", method)
    assert mended(text) == text


def test_line_ends_and_byte_order_marks_stay() -> None:
    text = model(
        "from typing import Optional",
        "def p(self, a: Optional[str] = None) -> str: ...",
    )
    before = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    after = fixed(before, "model.py")
    assert after == before.replace(b"Optional[str]", b"str")


def test_a_file_is_replaced_only_when_that_is_wanted(tmp_path: Path) -> None:
    file = tmp_path / "model.py"
    text = model(
        "from typing import Optional",
        "def p(self, a: Optional[str] = None) -> str: ...",
    )
    file.write_text(text)
    file.chmod(0o640)
    (shown,) = mend([file], write=False)
    assert "-    def p(self, a: Optional[str]" in shown.changes
    assert file.read_text() == text
    (written,) = mend([tmp_path])
    assert written.changes.splitlines()[2:] == shown.changes.splitlines()[2:]
    assert "a: str = None" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o640
    assert not any(not problem.warning for problem in check([file])[0].problems)
