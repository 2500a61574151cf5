from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.project.configuration import Source
from clarifai_codegen.project.edit import add_models, remove_models, stored_source

TABLE = ("tool", "clarifai-codegen")
NEW = Source("./new.json", "New", pin=True)


def test_a_model_goes_behind_the_last_one_and_comments_stay() -> None:
    text = (
        "# top\n[tool.clarifai-codegen]\noutput = 'x'  # why\n\n"
        "[[tool.clarifai-codegen.models]]\n# about old\nsource = 'old'\n"
        "name = 'Old'  # kept\n# pin = true\n\n# black is next\n[tool.black]\nx = 1\n"
    )
    edited = add_models(text, TABLE, [NEW])
    added = (
        "\n[[tool.clarifai-codegen.models]]\n"
        'source = "./new.json"\nname = "New"\npin = true\n'
    )
    assert edited == text.replace("# pin = true\n", f"# pin = true\n{added}")
    assert remove_models(edited, TABLE, {1}) == text


def test_removing_leaves_every_comment_outside_of_the_model() -> None:
    text = (
        "[[models]]\nsource = 'a'\nname = 'A'\n\n# tail of the file\n"
        "[[models]]\nsource = 'b'\nname = 'B'\n"
    )
    assert remove_models(text, (), {0}) == (
        "# tail of the file\n[[models]]\nsource = 'b'\nname = 'B'\n"
    )


FORMS = {
    "nothing": ("", ()),
    "only our table": ("[tool.clarifai-codegen]\n", TABLE),
    "only a table below ours": (
        "[tool.clarifai-codegen.python]\noutput='x'\n[project]\nname='p'\n",
        TABLE,
    ),
    "dotted keys": ("[tool]\nclarifai-codegen.output = 'x'\n[project]\n", TABLE),
    "a list of inline tables": (
        "models = [\n  {source='q', name='Q'}, # c\n]\n[python]\noutput='z'\n",
        (),
    ),
    "an empty list": ("models = []\n", ()),
    "tables apart from each other": (
        "[[tool.clarifai-codegen.models]]\nsource='q'\n[tool.black]\na=1\n"
        "[[tool.clarifai-codegen.models]]\nsource='r'\n",
        TABLE,
    ),
    "no line end at the end": ("output = 'x'", ()),
}


@pytest.mark.parametrize(("text", "table"), FORMS.values(), ids=FORMS)
def test_models_are_added_and_removed_in_any_form(
    text: str, table: tuple[str, ...]
) -> None:
    edited = add_models(text, table, [NEW, Source("u/a/models/m", "M")])
    before, after = tomllib.loads(text), tomllib.loads(edited)
    for key in table:
        before, after = before[key], after[key]
    known = before.pop("models", [])
    models = after.pop("models")
    assert after == before
    assert models[:-2] == known
    assert models[-2:] == [
        {"source": "./new.json", "name": "New", "pin": True},
        {"source": "u/a/models/m", "name": "M"},
    ]
    last = {len(known), len(known) + 1}
    again = tomllib.loads(remove_models(edited, table, last))
    for key in table:
        again = again.get(key, {})
    assert again.pop("models", []) == known
    assert again == before


def test_line_ends_of_windows_stay() -> None:
    edited = add_models("output = 'x'\r\n", (), [NEW])
    assert edited.count("\n") == edited.count("\r\n") == 6


def test_a_value_is_a_toml_text_whatever_it_holds() -> None:
    odd = Source('a"b\\c\n]\u202e', "Odd")
    [model] = tomllib.loads(add_models("", (), [odd]))["models"]
    assert model == {"source": 'a"b\\c\n]\u202e', "name": "Odd"}


def test_paths_are_kept_relative_to_the_configuration(here: Path) -> None:
    (here / "sub").mkdir()
    (here / "s.json").write_text("{}")
    assert stored_source("s.json", here / "c.toml") == "./s.json"
    assert stored_source(str(here / "s.json"), here / "sub/c.toml") == "../s.json"
    url = "https://clarifai.com/u/a/models/m"
    assert stored_source(f"{url}/?tab=x", here / "c.toml") == url
    with pytest.raises(ProblemError, match="cannot be fetched again"):
        stored_source("-", here / "c.toml")
