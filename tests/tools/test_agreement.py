"""A call is accepted by the schema exactly when it is run: by dispatcher and typed client."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from clarifai_codegen.target.entry import Entry
from clarifai_codegen.target.tools.names import sendable
from clarifai_codegen.target.tools.options import ToolOptions

from ..end_to_end.corpus import cases
from ..target.strategies import entries
from .agreement import PROSE, schema_takes
from .corpus import Everything, imported
from .samples import samples

pytestmark = pytest.mark.slow

STRICT = ("auto", "always", "never")


def options(strict: str) -> ToolOptions:
    choice: Any = strict
    return ToolOptions(strict=choice, include_bidirectional=True)


class Party:
    """A package with its tools, and a fake of each model."""

    def __init__(self, package: Any) -> None:
        self.tools = importlib.import_module(f"{package.__name__}.tools")
        self.testing = importlib.import_module(f"{package.__name__}.testing")
        self.fakes: dict[str, Any] = {}

    def fake(self, tool: Any) -> Any:
        name = tool.client.__name__
        if name not in self.fakes:
            self.fakes[name] = getattr(self.testing, f"Fake{name}")()
        return self.fakes[name]

    def check(self, tool: Any, arguments: Any) -> str:
        """What is wrong with the agreement over a call; "" for nothing."""
        named = {tool.client.__name__: self.fake(tool)}
        before = len(self.testing.calls_of(self.fake(tool)))
        result = self.tools.dispatch(
            tool.name, arguments, clients=named, attachments=Everything()
        )
        came = len(self.testing.calls_of(self.fake(tool))) - before
        # `null` in the place of all arguments is none of them.
        takes = schema_takes(tool.parameters, {} if arguments is None else arguments)
        story = f"{tool.name}({json.dumps(arguments)}): {result.text[:300]}"
        if result.is_error and came:
            return f"sent, but an error: {story}"
        if takes and result.is_error and not PROSE.search(result.text):
            return f"the schema takes what is not run: {story}"
        if not takes and not result.is_error:
            return f"the schema refuses what is run: {story}"
        if not result.is_error and tool.output_schema is not None:
            answer = json.loads(result.text)
            return "\n".join(
                f"{story}: {each.message}"
                for each in jsonschema.Draft202012Validator(
                    tool.output_schema
                ).iter_errors(answer)
            )
        return ""


@pytest.fixture(scope="module", params=STRICT)
def corpus(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Party]:
    folder = tmp_path_factory.mktemp("agreement") / f"corpus_{request.param}"
    found = [case.entry for case in cases()]
    with imported(found, options(request.param), folder) as package:
        yield Party(package)


def test_schema_dispatcher_and_client_agree_over_the_corpus(corpus: Party) -> None:
    wrong: list[str] = []
    many = 0
    for tool in corpus.tools.TOOL_SET.by_name.values():
        good, bad = samples(tool.parameters)
        for arguments in (*good, *bad):
            many += 1
            wrong += filter(None, [corpus.check(tool, arguments)])
    assert many > 5000
    assert not wrong, "\n".join([f"{len(wrong)} of {many}", *wrong[:20]])


@pytest.fixture(scope="module")
def random_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random") / "random_tools"


def values(schema: Any) -> st.SearchStrategy[Any]:
    """JSON values that a schema takes more often than not."""
    anything = st.sampled_from(
        [None, True, 0, 1.5, -1, "", "text", [], {}, [1], {"a": 1}]
    )
    fitting = _fitting(schema)
    return st.one_of(anything, fitting, fitting, fitting)


def _fitting(schema: Any) -> st.SearchStrategy[Any]:
    if "anyOf" in schema:
        return st.one_of([values(each) for each in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema.get("type")
    if kind == "array":
        items = values(schema.get("items", {}))
        least, most = schema.get("minItems", 0), schema.get("maxItems", 3)
        return st.lists(items, min_size=max(0, least - 1), max_size=most + 1)
    if kind == "object":
        inner = {
            name: values(each) for name, each in schema.get("properties", {}).items()
        }
        required = {n: e for n, e in inner.items() if n in schema.get("required", ())}
        optional = {n: e for n, e in inner.items() if n not in required}
        return st.fixed_dictionaries(required, optional=optional)
    if kind in ("integer", "number"):
        low, high = schema.get("minimum"), schema.get("maximum")
        ends = [end for end in (low, high) if end is not None and abs(end) < 2**62]
        near = [end + step for end in ends for step in (-1, 0, 1)]
        near += [float(each) for each in near]
        return (
            st.sampled_from(near or [0, 1])
            | st.integers(-(2**53), 2**53)
            | st.floats(allow_nan=False, allow_infinity=False, width=32)
        )
    if kind == "boolean":
        return st.booleans()
    return st.text(max_size=5) if kind == "string" else st.none()


@given(st.data(), entries(), st.sampled_from(STRICT))
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_they_agree_over_signatures_that_nobody_would_write(
    random_folder: Path,
    data: st.DataObject,
    entry: Entry,
    strict: str,
) -> None:
    # No wire carries a method whose name is no text: nobody can call it at all.
    assume(all(sendable(method.name) for method in entry.model.methods))
    with imported([entry], options(strict), random_folder) as package:
        party = Party(package)
        for tool in party.tools.TOOL_SET.by_name.values():
            for _ in range(6):
                arguments = data.draw(_fitting(tool.parameters))
                assert not party.check(tool, arguments)
