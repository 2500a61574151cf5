"""Signatures files and standard input."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from clarifai_codegen.problems import Problem, ProblemError
from clarifai_codegen.signature.decode import Decoded, decode
from clarifai_codegen.source import file, read
from clarifai_codegen.source.reference import parse

TESTS = Path(__file__).parents[1]
ALL_TYPES = TESTS / "models" / "all_types" / "signatures.json"
CORPUS = sorted((TESTS / "corpus" / "signatures").glob("*.json"))

ONE = {
    "name": "predict",
    "methodType": "UNARY_UNARY",
    "inputFields": [{"name": "x", "type": "INT", "default": "5"}],
    "outputFields": [{"name": "return", "type": "STR"}],
}


def read_text(tmp_path: Path, text: str | bytes, name: str = "s.json") -> Decoded:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(parse(name, root=tmp_path))


def problem_of(tmp_path: Path, text: str | bytes, name: str = "s.json") -> Problem:
    with pytest.raises(ProblemError) as caught:
        read_text(tmp_path, text, name)
    (problem,) = caught.value.problems
    assert problem.where.file == name
    assert problem.what.isprintable()
    return problem


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_file_of_a_real_model_is_read_as_json_and_as_yaml(
    path: Path, tmp_path: Path
) -> None:
    document = json.loads(path.read_text("utf-8"))
    model = decode(document).model
    assert read(parse(str(path))).model == model
    assert read_text(tmp_path, yaml.safe_dump(document), "s.yaml").model == model


@pytest.mark.parametrize(
    "document",
    [
        [ONE],
        {"predict": ONE},
        {"method_signatures": [ONE]},
        {"methodSignatures": {"predict": ONE}, "model": None},
    ],
)
@pytest.mark.parametrize("name", ["s.json", "s.yaml", "s.yml", "no_ending"])
def test_every_form_of_document_is_taken(
    document: Any, name: str, tmp_path: Path
) -> None:
    decoded = read_text(tmp_path, json.dumps(document), name)
    assert [method.name for method in decoded.model.methods] == ["predict"]


def test_the_ids_of_the_file_are_the_models(tmp_path: Path) -> None:
    ids = {"user_id": "u", "app_id": "a", "model_id": "m", "version_id": "v"}
    document = {"model": ids, "method_signatures": [ONE]}
    model = read_text(tmp_path, json.dumps(document)).model
    assert (model.user_id, model.app_id, model.model_id, model.version_id) == (
        *("u", "a", "m", "v"),
    )


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.TextIOWrapper(io.BytesIO(ALL_TYPES.read_bytes()))
    monkeypatch.setattr(sys, "stdin", data)
    assert read(parse("-")).model == read(parse(str(ALL_TYPES))).model


def test_a_process_without_standard_input_is_told_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ProblemError, match="no standard input") as caught:
        read(parse("-"))
    assert caught.value.problems[0].where.file == "<stdin>"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_taken(encoding: str, tmp_path: Path) -> None:
    assert read_text(tmp_path, json.dumps([ONE]).encode(encoding)).model.methods


def test_yaml_scalars_mean_what_a_signature_means(tmp_path: Path) -> None:
    text = """
        - name: predict
          method_type: 1
          input_fields:
            - {name: count, type: INT, default: 5}
            - {name: answer, type: STR, default: no}
            - {name: day, type: STR, default: 2024-01-01}
            - {name: price, type: FLOAT, default: 0.10, required: false}
            - {name: last, type: FLOAT, model_type_range_info: {min: 0.5, max: 2}}
          output_fields: [{name: return, type: 1}]
    """
    parameters = read_text(tmp_path, text, "s.yaml").model.methods[0].parameters
    defaults = [each.default.text for each in parameters if each.default]
    assert defaults[:4] == ["5", "no", "2024-01-01", "0.10"]
    assert (parameters[4].range.minimum, parameters[4].range.maximum) == (0.5, 2.0)


def test_yaml_aliases_are_followed(tmp_path: Path) -> None:
    text = """
        base: &base {name: return, type: STR}
        method_signatures:
          - {name: a, method_type: 1, output_fields: [*base]}
          - {name: b, method_type: 1, output_fields: [{<<: *base, type: INT}]}
    """
    model = read_text(tmp_path, text, "s.yaml").model
    assert [method.outputs[0].data_type.type for method in model.methods] == [
        "STR",
        "INT",
    ]


def bomb() -> str:
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"]
    for number in range(1, 12):
        many = ",".join([f"*a{number - 1}"] * 9)
        lines.append(f"a{number}: &a{number} [{many}]")
    return "\n".join(lines)


def merge_bomb() -> str:
    lines = ["a0: &a0 {k: v}"]
    for number in range(1, 12):
        many = ",".join([f"*a{number - 1}"] * 9)
        lines.append(f"a{number}: &a{number} {{<<: [{many}]}}")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "name", "word", "line", "column"),
    [
        ('[{"a": 1},\n {"b": }]', "s.json", "Expecting value", 2, 8),
        ("", "s.json", "Expecting value", 1, 1),
        ("{'a': 1}", "s.json", "property name", 1, 2),
        ("a: [1, 2\nb: 3", "s.yaml", "expected ',' or ']'", 2, 2),
        ("a: b: c", "s.yaml", "mapping values", 1, 5),
        ("{a: [}", "s.yml", "YAML", 1, 6),
        ("[1, 2", "piped", "JSON", 1, 6),
        ("--- [1]\n--- [2]\n", "s.yaml", "another document", 2, 1),
        ("a: *nothing", "s.yaml", "undefined alias", 1, 4),
        ("&a [*a]", "s.yaml", "holds itself", 1, 5),
        ("!!python/object/apply:os.getcwd []", "s.yaml", "constructor", 1, 1),
        ("!!int x", "s.yaml", "YAML", 0, 0),
        ("[" * 200_000, "s.json", "nested too deep", 0, 0),
        ("[" * 200_000, "s.yaml", "nested too deep", 1, 200),
        ("- " * 50_000, "s.yaml", "nested too deep", 1, 0),
        ("[" + "9" * 5000 + "]", "s.json", "digits", 0, 0),
        ("\x00", "s.yaml", "character", 0, 0),
        (bomb(), "s.yaml", "more than 1000000 values", 7, 0),
        (merge_bomb(), "s.yaml", "more than 1000000 values", 7, 0),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_broken_syntax_is_a_problem_with_its_place(
    text: str, name: str, word: str, line: int, column: int, tmp_path: Path
) -> None:
    problem = problem_of(tmp_path, text, name)
    assert problem.code == "bad-syntax"
    assert word in problem.what
    assert problem.where.line == line
    assert not column or problem.where.column == column


@pytest.mark.slow
def test_yaml_needs_no_c_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert read_text(tmp_path, yaml.safe_dump([ONE]), "s.yaml").model.methods
    assert "too deep" in problem_of(tmp_path, "[" * 5000, "s.yaml").what
    assert "values" in problem_of(tmp_path, bomb(), "s.yaml").what
    assert "not allowed" in problem_of(tmp_path, "\x00", "s.yaml").what


def test_text_that_is_no_utf8_is_a_problem_with_its_place(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, b'[\n "ab\xff"]')
    assert problem.code == "bad-syntax"
    assert (problem.where.line, problem.where.column) == (2, 5)


@pytest.mark.parametrize(
    "text", ["null", "3", '"text"', "{}", '{"a": 1}', '{"method_signatures": 3}']
)
@pytest.mark.parametrize("name", ["s.json", "s.yaml"])
def test_a_document_of_something_else_is_a_problem(
    text: str, name: str, tmp_path: Path
) -> None:
    assert problem_of(tmp_path, text, name).code == "not-a-signature"


def test_an_empty_list_has_no_signatures(tmp_path: Path) -> None:
    assert problem_of(tmp_path, "[]").code == "no-signatures"


def test_a_bad_method_is_left_out_and_told_with_the_file(tmp_path: Path) -> None:
    bad = ONE | {"name": "other", "methodType": 9}
    decoded = read_text(tmp_path, json.dumps([ONE, bad]))
    assert [method.name for method in decoded.model.methods] == ["predict"]
    (problem,) = decoded.problems
    assert (problem.code, problem.where.file, problem.where.method) == (
        "unknown-kind",
        "s.json",
        "other",
    )


def test_a_file_that_is_gone_or_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as caught:
        read(parse("gone.json", root=tmp_path))
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.file) == ("unreadable-file", "gone.json")
    assert "No such file" in problem.what


def test_a_huge_file_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "MAX_BYTES", 2**20)
    problem = problem_of(tmp_path, b" " * (2**20 + 1))
    assert problem.code == "unreadable-file"
    assert "1 MiB" in problem.what
