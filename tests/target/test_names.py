"""Names of a model become identifiers, each its own, and the wire keeps the model's."""

from __future__ import annotations

import keyword
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarifai_codegen.target.python.names import (
    Namespace,
    attributes,
    compound,
    constant,
    identifiers,
    methods,
)

from .strategies import NAMES

MANY = st.lists(NAMES, max_size=12, unique=True)


def _is_plain(name: str) -> bool:
    return (
        name.isidentifier()
        and not keyword.iskeyword(name)
        and not name.startswith("__")
        and unicodedata.normalize("NFKC", name) == name
    )


@given(MANY)
def test_distinct_names_of_parameters_become_distinct_identifiers(
    names: list[str],
) -> None:
    found = identifiers(names)
    assert list(found) == names
    assert len(set(found.values())) == len(names)
    assert all(_is_plain(each) and each != "self" for each in found.values())


@given(MANY)
def test_distinct_names_of_methods_become_distinct_identifiers(
    names: list[str],
) -> None:
    found = methods(names)
    assert list(found) == names
    assert len(set(found.values())) == len(names)
    assert all(_is_plain(each) and each != "_" for each in found.values())


@given(MANY)
def test_a_name_that_python_can_carry_is_kept(names: list[str]) -> None:
    found = identifiers(names)
    for name in names:
        if _is_plain(name) and name.isascii() and name != "self":
            assert found[name] == name


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("max-tokens", "max_tokens"),
        ("top p", "top_p"),
        ("2nd", "_2nd"),
        ("a.b", "a_b"),
        ("x[0]", "x_0"),
        ("class", "class_"),
        ("self", "self_"),
        ("cls", "cls"),
        ("match", "match"),
        ("type", "type"),
        ("_", "_"),
        ("__proto__", "proto__"),
        ("__x", "x"),
        ("größe", "größe"),
        ("画像", "画像"),
        ("ﬁle", "file"),
        ("x\ufe0f", "x"),
        ("\ud800", "_"),
        ("!!!", "_"),
    ],
)
def test_a_parameter_is_called(name: str, identifier: str) -> None:
    assert identifiers([name]) == {name: identifier}


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("async", "async_"),
        ("__init__", "init_method"),
        ("__0", "_0_method"),
        ("____", "_method"),
        ("__x", "x_method"),
        ("__", "_method"),
        ("_", "_method"),
        ("_x", "_x"),
        ("close", "close"),
    ],
)
def test_a_method_is_called(name: str, identifier: str) -> None:
    assert methods([name]) == {name: identifier}


def test_numbering_is_free_of_collisions_itself() -> None:
    names = ["x", "x_1", "x_2", "x_", "x-", "x.", "x!", "x_3"]
    found = identifiers(names)
    assert len(set(found.values())) == len(names)
    assert [found[name] for name in ("x", "x_1", "x_2", "x_", "x_3")] == [
        "x",
        "x_1",
        "x_2",
        "x_",
        "x_3",
    ]


def test_of_two_names_that_python_takes_for_one_the_plain_one_is_kept() -> None:
    assert identifiers(["ﬁle", "file"]) == {"ﬁle": "file_", "file": "file"}
    assert identifiers(["\u212a", "K"]) == {"\u212a": "K_", "K": "K"}


def test_a_field_never_has_the_name_of_something_that_classes_have() -> None:
    assert attributes(["mro", "self", "x"]) == ("mro_", "self_", "x")


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_names_of_classes_and_constants_are_identifiers(names: list[str]) -> None:
    plain = list(identifiers(list(dict.fromkeys(names))).values())
    assert _is_plain(compound(*plain))
    for name in plain:
        assert _is_plain(constant(name))


def test_a_namespace_gives_a_name_out_once() -> None:
    names = Namespace({"a", "a_2"})
    assert [names.claim("a"), names.claim("a"), names.claim("b")] == ["a_3", "a_4", "b"]
    assert [names.underscored("b"), names.underscored("c")] == ["b_", "c"]
