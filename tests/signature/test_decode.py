"""Signatures in every form become the same model, or a problem with its place."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from clarifai_grpc.grpc.api import resources_pb2
from google.protobuf.json_format import MessageToDict

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.signature.datatype import MAX_DEPTH
from clarifai_codegen.signature.decode import decode
from clarifai_codegen.signature.encode import digest, encode_model
from clarifai_codegen.signature.method import Kind, Model
from tests.sampling import some

CORPUS = Path(__file__).parents[1] / "corpus"
ADVERSARIAL = sorted((CORPUS / "adversarial").glob("*.json"))
REAL = sorted((CORPUS / "signatures").glob("*.json"))


def load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def messages(document: Any) -> list[Any]:
    """The protobuf messages of an adversarial case."""
    return [
        resources_pb2.MethodSignature.FromString(base64.b64decode(text))
        for text in document["proto_b64"]
    ]


def good(paths: list[Path]) -> list[Path]:
    return [path for path in paths if load(path).get("expect", "ok") == "ok"]


@pytest.mark.parametrize(
    "path", some([*REAL, *good(ADVERSARIAL)], every=8), ids=lambda p: p.stem
)
def test_every_good_signature_of_the_corpus_is_read_without_a_problem(
    path: Path,
) -> None:
    decoded = decode(load(path))
    assert decoded.problems == ()
    assert decoded.model.methods


@pytest.mark.parametrize(
    "path", some([*REAL, *good(ADVERSARIAL)], every=8), ids=lambda p: p.stem
)
def test_what_is_written_reads_back_as_the_same(path: Path) -> None:
    model = decode(load(path)).model
    again = decode(json.loads(json.dumps(encode_model(model)))).model
    assert encode_model(again) == encode_model(model)
    assert digest(again) == digest(model)


@pytest.mark.parametrize(
    "path", some(good(ADVERSARIAL), every=12), ids=lambda p: p.stem
)
def test_all_forms_give_the_same_model(path: Path) -> None:
    document = load(path)
    protos = messages(document)
    snake = [MessageToDict(m, preserving_proto_field_name=True) for m in protos]
    numbers = [MessageToDict(m, use_integers_for_enums=True) for m in protos]
    full = [MessageToDict(m, always_print_fields_with_no_presence=True) for m in protos]
    forms = {
        "protobuf": protos,
        "snake case": snake,
        "enum numbers": numbers,
        "zero values": full,
        "runner": {signature["name"]: signature for signature in snake},
        "yaml": yaml.safe_load(yaml.safe_dump(snake)),
    }
    expected = digest(decode(document).model)
    for name, form in forms.items():
        assert digest(decode(form).model) == expected, name


@pytest.mark.parametrize(
    ("case", "code", "words"),
    [
        ("dtype-future", "unknown-data-type", ["predict", "99"]),
        ("dtype-not-set", "unknown-data-type", ["predict", "NOT_SET"]),
        ("dup-params", "duplicate-name", ["predict", "x"]),
        ("kind-flags-disagree", "kind-contradicts-fields", ["a", "UNARY_UNARY"]),
        ("kind-iterator-nested", "nested-stream", ["predict", "x"]),
        ("kind-streaming-unary", "unknown-kind", ["collect", "STREAMING_UNARY"]),
        ("nest-named-dup-fields", "duplicate-name", ["predict", "a"]),
        ("out-dup", "duplicate-name", ["predict", "x"]),
        ("out-missing", "no-output", ["predict"]),
    ],
)
def test_every_bad_signature_of_the_corpus_gives_its_problem(
    case: str, code: str, words: list[str]
) -> None:
    document = load(CORPUS / "adversarial" / f"{case}.json")
    for form in (document, messages(document)):
        with pytest.raises(ProblemError) as caught:
            decode(form)
        problem = caught.value.problems[0]
        assert problem.code == code
        text = f"{problem.where} {problem.what}"
        assert all(re.search(rf"\b{word}\b", text) for word in words), text


def test_the_clear_errors_of_the_corpus_are_all_covered() -> None:
    bad = {path.stem for path in ADVERSARIAL} - {
        path.stem for path in good(ADVERSARIAL)
    }
    assert len(bad) == 9


def signature(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "methodType": "UNARY_UNARY",
        "inputFields": [{"name": "x", "type": "STR", "required": True}],
        "outputFields": [{"name": "return", "type": "STR"}],
    } | changes


def test_a_bad_method_is_left_out_and_the_others_stand() -> None:
    bad = signature("bad", outputFields=[])
    decoded = decode([signature("one"), bad, signature("two")])
    assert [method.name for method in decoded.model.methods] == ["one", "two"]
    assert [str(problem.where) for problem in decoded.problems] == ["method bad"]
    assert decoded.left_out == (bad,)


def test_two_methods_of_one_name_make_the_model_bad() -> None:
    with pytest.raises(ProblemError, match="two methods named 'one'"):
        decode([signature("one"), signature("one")])


@pytest.mark.parametrize("document", [[], {"method_signatures": []}])
def test_a_model_without_signatures_is_named_as_such(document: Any) -> None:
    with pytest.raises(ProblemError) as caught:
        decode(document)
    assert caught.value.problems[0].code == "no-signatures"


@pytest.mark.parametrize(
    "document",
    [
        None,
        5,
        "text",
        {},
        {"a": 1},
        {"method_signatures": 5},
        {"method_signatures": [], "model": []},
        {"method_signatures": [signature("a")], "model": {"user_id": 5}},
        [5],
        [None],
        [[]],
        [{"name": 5}],
        [{}],
        [signature("")],
        [signature("a", inputFields=5)],
        [signature("a", inputFields=[5])],
        [signature("a", inputFields=[{"name": "x"}])],
        [signature("a", inputFields=[{"type": "STR"}])],
        [signature("a", inputFields=[{"name": "x", "type": "STR", "required": "yes"}])],
        [signature("a", inputFields=[{"name": "x", "type": "LIST"}])],
        [signature("a", inputFields=[{"name": "x", "type": "STR", "typeArgs": [{}]}])],
        [signature("a", methodType=0)],
        [signature("a", methodType="5")],
        [signature("a", methodType=[])],
    ],
    ids=repr,
)
def test_what_is_no_signature_is_a_problem_and_never_a_crash(document: Any) -> None:
    with pytest.raises(ProblemError):
        decode(document)


def test_ids_come_from_the_document_and_what_is_known_besides_wins() -> None:
    document = {
        "model": {"user_id": "u", "appId": "a", "model_id": "m"},
        "method_signatures": [signature("one")],
    }
    known = {"user_id": "mine", "app_id": ""}
    model = decode(document, ids=known).model
    assert (model.user_id, model.app_id, model.model_id) == ("mine", "a", "m")


def nested(depth: int) -> dict[str, Any]:
    field: dict[str, Any] = {"name": "x", "type": "STR"}
    for _ in range(depth):
        field = {"name": "x", "type": "LIST", "typeArgs": [field]}
    return signature("deep", inputFields=[field])


def test_nesting_has_a_limit_that_is_named() -> None:
    assert decode([nested(MAX_DEPTH - 1)]).problems == ()
    with pytest.raises(ProblemError, match=f"more than {MAX_DEPTH} deep"):
        decode([nested(MAX_DEPTH)])


def parameter(**field: Any) -> Any:
    (method,) = decode(
        [signature("m", inputFields=[{"name": "x", **field}])]
    ).model.methods
    return method.parameters[0]


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({}, (None, None)),
        ({"min": 0.0, "max": 2.0}, (None, 2.0)),
        ({"min": -2.0}, (-2.0, None)),
        ({"min": 1.0, "max": 1.0}, (1.0, None)),
        ({"min": 5.0, "max": 2.0}, (5.0, None)),
        ({"max": -1.0}, (None, -1.0)),
        ({"min": 1, "max": 4096}, (1.0, 4096.0)),
        ({"min": "NaN", "max": "Infinity"}, (None, None)),
        ({"max": 1e300}, (None, None)),
        ({"max": "many"}, (None, None)),
    ],
)
def test_bounds_say_only_what_the_wire_can_tell(bounds: Any, expected: Any) -> None:
    found = parameter(type="FLOAT", modelTypeRangeInfo=bounds).range
    assert (found.minimum, found.maximum) == expected


def test_bounds_of_other_types_count_as_none() -> None:
    assert not parameter(type="STR", modelTypeRangeInfo={"min": 1.0}).range


@pytest.mark.parametrize(
    ("data_type", "ids", "choices"),
    [
        ("STR", ["a", '"b"', "1"], ("a", '"b"', "1")),
        ("INT", ["1", "2"], (1, 2)),
        ("INT", ["1", "auto"], ()),
        ("FLOAT", ["0.5", "1e-3", "inf"], (0.5, 0.001, float("inf"))),
        ("BOOL", ["True", "false"], (True, False)),
    ],
)
def test_choices_have_the_type_of_their_parameter(
    data_type: str, ids: list[str], choices: Any
) -> None:
    options = [{"id": text} for text in ids]
    assert parameter(type=data_type, modelTypeEnumOptions=options).choices == choices


def test_the_digest_does_not_depend_on_the_order_of_methods_but_of_parameters() -> None:
    one, two = signature("one"), signature("two")
    assert digest(decode([one, two]).model) == digest(decode([two, one]).model)
    fields = [{"name": "x", "type": "STR"}, {"name": "y", "type": "STR"}]
    forth = signature("one", inputFields=fields)
    back = signature("one", inputFields=fields[::-1])
    assert digest(decode([forth]).model) != digest(decode([back]).model)


def test_transports_are_known_by_name_and_shape() -> None:
    document = load(CORPUS / "adversarial" / "transport-shapes.json")
    methods = {method.name: method for method in decode(document).model.methods}
    assert methods["openai_transport"].is_openai_transport()
    assert methods["openai_stream_transport"].is_openai_transport()
    other = signature(
        "openai_transport", outputFields=[{"name": "return", "type": "INT"}]
    )
    assert not decode([other]).model.methods[0].is_openai_transport()


def test_a_model_finds_its_methods_by_name() -> None:
    model: Model = decode([signature("one")]).model
    assert model.method("one").kind is Kind.UNARY_UNARY
    with pytest.raises(KeyError):
        model.method("two")
