"""Models have a class and a module each, whatever their ids."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.target.entry import Entry
from clarifai_codegen.target.naming import (
    RUNTIME_EXPORTS,
    check_names,
    class_name,
    module_name,
)

from .corpus import entry_of, model_of


def _entry(name: str, model_id: str = "m", user_id: str = "u") -> Entry:
    return entry_of(model_of({"name": "f"}, model_id=model_id, user_id=user_id), name)


@pytest.mark.parametrize(
    ("model_id", "name", "module"),
    [
        ("gpt-4_1", "Gpt4_1", "gpt_4_1"),
        ("gpt-4.1", "Gpt4_1", "gpt_4_1"),
        ("Llama-3_2-3B-Instruct", "Llama3_2_3BInstruct", "llama_3_2_3b_instruct"),
        ("4x", "Model4x", "model_4x"),
        ("image", "ImageModel", "image"),
        ("None", "NoneModel", "none"),
        ("class", "Class", "class_model"),
        ("con", "Con", "con_model"),
        ("COM1", "COM1", "com1_model"),
        ("index", "Index", "index_model"),
        ("runtime", "Runtime", "runtime_model"),
        ("_runtime", "Runtime", "runtime_model"),
        ("", "Model", "model"),
        ("../../etc/passwd", "EtcPasswd", "etc_passwd"),
        ("modèle-été", "ModèleÉté", "modele_ete"),
        ("画像", "画像", "u753bu50cf"),
        ("\u202e\ud800", "Model", "model"),
    ],
)
def test_a_model_is_called(model_id: str, name: str, module: str) -> None:
    assert class_name(model_id) == name
    assert module_name(name, model_id) == module


def test_a_name_of_the_users_own_names_the_module_too() -> None:
    assert module_name("MyGPTModel", "gpt-4_1") == "my_gpt_model"
    assert module_name("gpt", "gpt-4_1") == "gpt_model"


@pytest.mark.slow
@given(st.text(st.characters(), max_size=200))
def test_any_id_gives_a_class_and_a_file_that_every_system_can_hold(
    model_id: str,
) -> None:
    name = class_name(model_id)
    module = module_name(name, model_id)
    assert name.isidentifier()
    assert not keyword.iskeyword(name)
    assert name not in RUNTIME_EXPORTS
    assert module.isascii()
    assert module.isidentifier()
    assert module == module.casefold()
    assert not keyword.iskeyword(module)
    assert len(module) < 200
    assert module not in {"con", "nul", "com1", "index", "runtime"}
    check_names([_entry(name, model_id)])


@pytest.mark.parametrize(
    "names",
    [
        ("Gpt", "Gpt"),
        ("Gpt", "GPT"),
        ("Gpt", "AsyncGpt"),
        ("AsyncGpt", "Gpt"),
        ("Gpt", "GptProtocol"),
        ("Gpt4_1", "gpt4_1"),
    ],
)
def test_two_models_that_end_on_one_name_are_a_problem_with_the_line_to_paste(
    names: tuple[str, str],
) -> None:
    entries = [_entry(name, f"m{n}", "someone") for n, name in enumerate(names)]
    with pytest.raises(ProblemError) as caught:
        check_names(entries)
    [problem] = caught.value.problems
    assert problem.code == "name-taken"
    assert 'name = "SomeoneM1"' in problem.advice


@pytest.mark.parametrize("name", ["Image", "ClarifaiError", "None", "_Gpt", "lazy"])
def test_a_reserved_name_is_refused(name: str) -> None:
    with pytest.raises(ProblemError) as caught:
        check_names([_entry(name)])
    assert [problem.code for problem in caught.value.problems] == ["name-taken"]


@pytest.mark.parametrize("name", ["", "my model", "4x", "a.b", "ﬁle", "x\n"])
def test_a_name_that_is_no_class_name_is_refused(name: str) -> None:
    with pytest.raises(ProblemError) as caught:
        check_names([_entry(name)])
    assert [problem.code for problem in caught.value.problems] == ["bad-configuration"]


def test_the_name_that_is_proposed_is_free() -> None:
    entries = [
        _entry("Gpt", "gpt", "u"),
        _entry("UGpt", "x"),
        _entry("Gpt", "gpt", "u"),
    ]
    with pytest.raises(ProblemError) as caught:
        check_names(entries)
    assert 'name = "UGpt_2"' in caught.value.problems[0].advice
