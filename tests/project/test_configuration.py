from __future__ import annotations

from pathlib import Path

import pytest

from clarifai_codegen import __version__
from clarifai_codegen.problems import ProblemError
from clarifai_codegen.project.configuration import Deployment
from clarifai_codegen.project.discovery import find, load
from clarifai_codegen.project.places import places

OWN = "clarifai-codegen.toml"


def problems_of(text: str, name: str = OWN) -> list[tuple[str, int, int, str, str]]:
    Path(name).write_text(text, "utf-8")
    with pytest.raises(ProblemError) as caught:
        load()
    return [
        (each.code, each.where.line, each.where.column, each.what, each.advice)
        for each in caught.value.problems
    ]


FAULTS = {
    "an unknown key names the nearest": (
        'outptu = "x"\n',
        ("bad-configuration", 1, 1, "Unknown key 'outptu'.", "Write 'output'."),
    ),
    "an unknown key of a model": (
        '[[models]]\nsource = "a.json"\nbase-url = "x"\n',
        ("bad-configuration", 3, 1, "Unknown key 'base-url'.", "Write 'base_url'."),
    ),
    "an unknown key of a target": (
        '[python]\n  outputt = "x"\n',
        ("bad-configuration", 2, 3, "Unknown key 'outputt'.", "Write 'output'."),
    ),
    "an unknown key of an inline model": (
        'models = [\n  { source = "a.json", nam = "A" },\n]\n',
        ("bad-configuration", 2, 24, "Unknown key 'nam'.", "Write 'name'."),
    ),
    "a wrong type": (
        "output = 3\n",
        ("bad-configuration", 1, 1, "output is a number, not a text.", None),
    ),
    "a pin that is a text": (
        '[[models]]\nsource = "a"\npin = "yes"\n',
        ("bad-configuration", 3, 1, "pin is a text, not true or false.", None),
    ),
    "models that are no list": (
        'models = "a.json"\n',
        ("bad-configuration", 1, 1, "models is a text, not a list.", None),
    ),
    "a model without a source": (
        '[[models]]\nname = "A"\n',
        ("bad-configuration", 1, 1, "A model has no source.", None),
    ),
    "a name that is no class name": (
        '[[models]]\nsource = "a"\nname = "my model"\n',
        ("bad-configuration", 3, 1, "'my model' cannot be the name of a class.", None),
    ),
    "two models of one name, whatever the case": (
        '[[models]]\nsource="a"\nname="Gpt"\n[[models]]\nsource="b"\nname="GPT"\n',
        (
            "name-taken",
            6,
            1,
            "Two models are named 'GPT' (also at line 1).",
            'Give one of them another name, for example: name = "GPT2"',
        ),
    ),
    "an unknown target": (
        'targets = ["python", "pyhton"]\n',
        (
            "bad-configuration",
            1,
            22,
            "There is no target 'pyhton'; known: python, typescript, tools, snippets.",
            "Write 'python'.",
        ),
    ),
    "a PAT where the name of a variable belongs": (
        '[[models]]\nsource="a"\npat_env = "abc-123"\n',
        (
            "bad-configuration",
            3,
            1,
            "'abc-123' cannot be an environment variable.",
            "Write the variable's name, never the PAT itself.",
        ),
    ),
    "credentials in a URL": (
        '[[models]]\nsource = "https://me:secret@clarifai.com/u/a/models/m"\n',
        (
            "bad-configuration",
            2,
            1,
            "The URL holds a user name or a password.",
            "Leave it out; credentials come from CLARIFAI_PAT (or pat_env).",
        ),
    ),
    "a package that leads out of the output": (
        '[python]\npackage = "../../x"\n',
        (
            "bad-configuration",
            2,
            1,
            "'python/../../x' leads out of the output folder.",
            None,
        ),
    ),
    "a deployment without an id": (
        '[deployments]\ngpu = { user_id = "me" }\n',
        ("bad-configuration", 2, 1, "The deployment 'gpu' has no id.", None),
    ),
    "an option of tools that is none": (
        'targets = ["tools"]\n[tools]\nstrict = "alway"\n',
        (
            "bad-configuration",
            3,
            1,
            "strict is 'alway', not 'auto' or 'always' or 'never'.",
            "Write 'always'.",
        ),
    ),
    "a format of tools that is none": (
        'targets = ["tools"]\n[tools]\nformats = ["mcp", "openai"]\n',
        (
            "bad-configuration",
            3,
            19,
            "formats[1] is 'openai', not 'openai-chat' or 'openai-responses' or "
            "'anthropic' or 'gemini' or 'mcp'.",
            "Write 'openai-chat'.",
        ),
    ),
    "an unknown key of tools": (
        'targets = ["tools"]\n[tools]\nhidden = {}\n',
        ("bad-configuration", 3, 1, "Unknown key 'hidden'.", None),
    ),
    "a hidden parameter of a model that is not configured": (
        'targets = ["tools"]\n[[models]]\nsource = "a"\nname = "Gpt"\n'
        '[tools.hide]\nGtp.predict = ["seed"]\n',
        ("bad-configuration", 6, 1, "There is no model 'Gtp'.", "Write 'Gpt'."),
    ),
    "hidden parameters that are no list": (
        'targets = ["tools"]\n[tools.hide]\n"Gpt.predict" = "seed"\n',
        (
            "bad-configuration",
            3,
            1,
            "Gpt.predict is no list of the names of parameters.",
            None,
        ),
    ),
    "a fixed value that JSON does not have": (
        'targets = ["tools"]\n[tools.fixed]\nGpt.predict = { when = 2026-01-01 }\n',
        (
            "bad-configuration",
            3,
            1,
            "Gpt.predict holds what JSON does not have: Object of type date is not JSON "
            "serializable.",
            None,
        ),
    ),
    "broken TOML": (
        'output = "x\ntargets = []\n',
        ("bad-syntax", 1, 12, "Illegal character '\\n'.", None),
    ),
    "a version that this is not": (
        '\nrequired-version = ">=99"\n',
        (
            "wrong-version",
            2,
            1,
            f"This is {__version__}, required is >=99.",
            "Run: pip install 'clarifai-codegen>=99'",
        ),
    ),
    "a version that is none": (
        'required-version = "newest"\n',
        (
            "bad-configuration",
            1,
            1,
            "'newest' names no versions.",
            'Write for example: required-version = ">=0.1"',
        ),
    ),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_located_and_told_with_its_cure(
    here: Path, text: str, expected: tuple[str, int, int, str, str | None]
) -> None:
    found = problems_of(text)
    assert len(found) == 1
    assert found[0][:4] == expected[:4]
    assert expected[4] in (None, found[0][4])


def test_all_faults_are_told_at_once(here: Path) -> None:
    found = problems_of('outptu = "x"\ntargets = 3\n[[models]]\npin = 1\n')
    assert [each[1] for each in found] == [1, 2, 4, 3]


def test_a_fault_in_a_pyproject_is_located_too(here: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.clarifai-codegen]\ntarget = ["python"]\n'
    [(code, line, column, _, fix)] = problems_of(text, "pyproject.toml")
    assert (code, line, column, fix) == ("bad-configuration", 5, 1, "Write 'targets'.")


def test_tools_are_hidden_and_fixed_by_model_and_method(here: Path) -> None:
    text = """
targets = ["tools"]
[[models]]
source = "a.json"
name = "Gpt"
[tools]
include_bidirectional = true
formats = ["mcp"]
[tools.hide]
Gpt.predict = ["seed"]
[tools.fixed]
"Gpt.other" = { n = 1 }
"""
    Path(OWN).write_text(text, "utf-8")
    options = load().outputs[0].options
    assert options["hide"] == {"Gpt.predict": ("seed",)}
    assert options["fixed"] == {"Gpt.other": {"n": 1}}
    assert (options["include_bidirectional"], options["formats"]) == (True, ("mcp",))
    assert options["strict"] == "auto"


def test_a_file_that_is_not_utf8_is_a_problem(here: Path) -> None:
    Path(OWN).write_bytes(b"output = '\xff'\n")
    with pytest.raises(ProblemError, match="not UTF-8"):
        load()


def test_the_nearest_configuration_counts(here: Path) -> None:
    (here / OWN).write_text('output = "far"\n')
    near = here / "a" / "b"
    near.mkdir(parents=True)
    (here / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert find(near) == here / OWN
    (here / "a" / "pyproject.toml").write_text(
        "[tool.clarifai-codegen]\noutput = 'near'\n"
    )
    assert find(near) == here / "a" / "pyproject.toml"
    (near / OWN).write_text("")
    assert find(near) == near / OWN
    assert load(project=here / "a").output == here / "a" / "near"
    assert load(config=here / OWN).output == here / "far"


def test_a_broken_pyproject_of_someone_else_is_passed_over(here: Path) -> None:
    (here / OWN).write_text("")
    (here / "a").mkdir()
    (here / "a" / "pyproject.toml").write_text("not toml at all")
    assert find(here / "a") == here / OWN


def test_without_a_configuration_there_is_a_problem_that_says_what_to_run(
    here: Path,
) -> None:
    with pytest.raises(ProblemError) as caught:
        load()
    assert caught.value.problems[0].code == "no-configuration"
    assert "add SOURCE" in caught.value.problems[0].advice


def test_the_own_file_takes_the_table_with_and_without_its_prefix(here: Path) -> None:
    (here / OWN).write_text('output = "x"\n[python]\npackage = "p"\n')
    plain = load()
    (here / OWN).write_text(
        '[tool.clarifai-codegen]\noutput = "x"\n'
        '[tool.clarifai-codegen.python]\npackage = "p"\n'
    )
    assert load().outputs == plain.outputs
    (here / OWN).write_text('output = "x"\n[tool.clarifai-codegen]\n')
    with pytest.raises(ProblemError, match="both at the top and in"):
        load()


def test_folders_are_relative_to_the_file(here: Path) -> None:
    (here / OWN).write_text("")
    assert load().outputs[0].folder == here / "generated/python/clarifai_models"
    (here / OWN).write_text('output = "out"\n[python]\npackage = "clients"\n')
    assert load().outputs[0].folder == here / "out/python/clients"
    (here / OWN).write_text('[python]\noutput = "src/app/models"\n')
    assert load().outputs[0].folder == here / "src/app/models"


def test_deployments_are_ids_or_tables(here: Path) -> None:
    (here / OWN).write_text(
        '[deployments]\ngcp = "one"\naws = { id = "two", user_id = "org" }\n'
    )
    assert load().deployments == {
        "gcp": Deployment("one"),
        "aws": Deployment("two", "org"),
    }


def test_places_are_found_in_any_form_of_toml() -> None:
    text = (
        '# [not.a.table]\n"a b".c = """\n[x]\n"""\n[[t]]\n'
        "v = ['#', { k = \"}\" }, # no\n  2]\n[[t]]\n[t.sub]\nv = 1\n"
    )
    found = places(text)
    assert found["a b", "c"] == (2, 1)
    assert ("x",) not in found
    assert found["t", 0, "v", 1, "k"] == (6, 13)
    assert found["t", 0, "v", 2] == (7, 3)
    assert found["t", 1] == (8, 1)
    assert found["t", 1, "sub", "v"] == (10, 1)
