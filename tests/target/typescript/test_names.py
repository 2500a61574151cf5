"""A model's names are kept, save where the language would trip over them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarifai_codegen.target.typescript.literals import key
from clarifai_codegen.target.typescript.names import (
    compound,
    constant,
    methods,
    properties,
    styled,
)
from tests.target.strategies import NAMES

from .samples import module_of

MANY = st.lists(
    NAMES | st.sampled_from(["a_b", "aB", "a__b", "__proto__", "then", "a_1"]),
    max_size=12,
    unique=True,
)
STYLES = st.sampled_from(["preserve", "camel"])


@given(MANY, STYLES)
def test_distinct_names_stay_distinct(names: list[str], style: str) -> None:
    for found in properties(names, style), methods(names, style):
        assert list(found) == names
        assert len(set(found.values())) == len(names)


@given(MANY)
def test_properties_have_the_names_of_the_wire(names: list[str]) -> None:
    for name, found in properties(names, "preserve").items():
        assert found == name or name == "__proto__"


@pytest.mark.parametrize(
    ("name", "camel"),
    [
        ("max_tokens", "maxTokens"),
        ("maxTokens", "maxTokens"),
        ("top_k_2", "topK_2"),
        ("a__b", "aB"),
        ("_private", "_private"),
        ("class_", "class_"),
        ("x_1", "x_1"),
        ("_", "_"),
        ("__", "__"),
        ("predict", "predict"),
        ("GPT_score", "GPTScore"),
        ("größe_x", "größeX"),
    ],
)
def test_camel_case_raises_what_follows_an_underscore(name: str, camel: str) -> None:
    assert styled(name, "camel") == camel


def test_names_that_camel_case_would_make_one_are_kept_both() -> None:
    names = ["max_tokens", "maxTokens", "top_p"]
    assert properties(names, "camel") == {
        "max_tokens": "max_tokens",
        "maxTokens": "maxTokens",
        "top_p": "topP",
    }


@pytest.mark.parametrize(
    "name", ["constructor", "then", "__proto__", "toString", "toJSON", "valueOf"]
)
def test_what_the_language_calls_by_itself_is_no_method(name: str) -> None:
    assert methods([name], "preserve") == {name: f"{name}_"}
    text = module_of({"name": name})
    assert f"  {name}_(input: " in text
    assert f'name: "{name}",' in text


def test_a_renamed_method_does_not_take_the_name_of_another() -> None:
    found = methods(["then", "then_"], "preserve")
    assert found == {"then": "then__", "then_": "then_"}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a", "a"),
        ("$", "$"),
        ("class", "class"),
        ("max-tokens", '"max-tokens"'),
        ("1", '"1"'),
        ("", '""'),
        ("größe", "größe"),
        ("a\u200cb", '"a\\u200cb"'),
        ('"', "'\"'"),
        ("__proto__", '["__proto__"]'),
    ],
)
def test_a_property_is_quoted_only_where_it_must_be(name: str, source: str) -> None:
    assert key(name) == source


@pytest.mark.slow
@given(NAMES, NAMES)
def test_names_of_types_and_constants_are_identifiers(one: str, other: str) -> None:
    assert compound(one, other, "Input").isidentifier()
    assert constant(one, other).isidentifier()


def test_a_parameter_that_must_be_renamed_keeps_its_name_on_the_wire() -> None:
    field = {"name": "__proto__", "type": "STR", "required": True}
    text = module_of({"name": "f", "inputFields": [field]})
    assert "  readonly __proto___: string;" in text
    assert 'name: "__proto__", property: "__proto___", codec: STR' in text


@pytest.mark.parametrize("name", ["close", "withOptions", "predict_batch"])
def test_the_model_wins_over_our_own_members(name: str) -> None:
    text = module_of({"name": name}, {"name": "predict"})
    assert f"  {name}(input: " in text
    assert f"  {name}_(" in text


def test_a_class_may_have_the_name_of_a_part_of_the_runtime() -> None:
    from tests.target.corpus import entry_of, model_of

    from .samples import module_text

    for name in ("Parameter", "Method", "STR", "MODEL", "PredictInput"):
        text = module_text(entry_of(model_of({"name": "predict"}), name))
        assert f"export class {name} implements {name}Protocol" in text


def test_a_method_may_be_called_new() -> None:
    text = module_of({"name": "new"})
    assert '  "new"(input: NewInput, options?: CallOptions): Promise<string>;' in text
    assert "  new(input: NewInput, options?: CallOptions): Call<string> {" in text


def test_names_are_written_as_texts_that_json_reads() -> None:
    text = module_of({"name": "a-b c"})
    assert json.dumps("a-b c") in text
    assert '  "a-b c"(input: ABCInput, options?: CallOptions): Call<string> {' in text
