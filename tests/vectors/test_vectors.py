"""The vectors are those of the reference, and leave out no method and no data type.

`pytest tests/vectors --refresh-golden` writes them anew.
"""

from __future__ import annotations

import pytest

from clarifai_codegen.signature.datatype import DataTypeNumber, walk

from .plan import cases
from .vectors import PATH, Vector, built, stored, text_of


@pytest.fixture(scope="module")
def vectors() -> list[Vector]:
    return stored()


@pytest.mark.slow
def test_the_file_holds_what_the_reference_makes(
    request: pytest.FixtureRequest,
) -> None:
    text = text_of(built())
    if request.config.getoption("--refresh-golden"):
        PATH.write_bytes(text.encode())
    assert PATH.read_bytes().decode() == text


@pytest.mark.slow
def test_every_method_has_a_vector_with_a_name_of_its_own(
    vectors: list[Vector],
) -> None:
    methods = {(c.name, m.name) for c in cases() for m in c.decoded().model.methods}
    assert {(each["case"], each["method"]) for each in vectors} == methods
    names = [(each["case"], each["method"], each["variant"]) for each in vectors]
    assert len(set(names)) == len(names)


@pytest.mark.slow
def test_every_data_type_is_taken_and_answered_alone_and_in_containers() -> None:
    everything = {number.name for number in DataTypeNumber}
    methods = [m for case in cases() for m in case.decoded().model.methods]
    given = [p.data_type for method in methods for p in method.parameters]
    for types in given, [method.answer for method in methods]:
        assert {each.type for each in types} == everything
        within = {inner.type for each in types for inner in [*walk(each)][1:]}
        assert within == everything
