"""JSON has a better type where model.py or the configuration tells one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import black
import pytest

from clarifai_codegen import check, generate, lock
from clarifai_codegen.problems import Exit, ProblemError
from clarifai_codegen.project.lock import load_lock
from clarifai_codegen.project.texts import canonical, digest_of
from tests.target.typescript.samples import check_layout
from tests.typescript.npm import COMPILERS, Project

PYTHON = Path("generated/python/clarifai_models/m.py")
TYPESCRIPT = Path("generated/typescript/m.ts")
LOCK = Path("clarifai-codegen.lock")

MODEL = """
from typing import Dict, Iterator, List
from clarifai.runners.models.model_class import ModelClass


class M(ModelClass):
    @ModelClass.method
    def predict(
        self,
        prompt: str,
        config: Dict[str, float] = {"a": 1.5},
        odd: Dict[str, int] = {"a": "x"},
        maybe: dict[str, list[int]] = None,
        settings: dict = {"on": True},
    ) -> Dict[str, int]:
        return {}

    @ModelClass.method
    def rows(self, items: List[dict], messages: List[dict]) -> List[Dict[str, list]]:
        return []

    @ModelClass.method
    def follow(self, events: Iterator[dict[str, bool]]) -> Iterator[dict]:
        yield {}

    @ModelClass.method
    def plain(self, prompt: str) -> str:
        return prompt

    @ModelClass.method
    def nest(
        self, a: List[List[List[List[List[List[dict]]]]]], b: List[List[dict[str, list[str]]]]
    ) -> List[List[List[List[List[dict[str, list[dict[str, list[bool]]]]]]]]]:
        return []

    @ModelClass.method
    def weigh(self, weights: Dict[str, list[float]]) -> str:
        return ""
"""
TYPES = """
[models.types]
"predict.settings" = { python = "app.types:Settings", typescript = "../../types.js:Settings" }
"rows.items" = { python = "app.types:Row", typescript = "../../types.js:Row" }
"nest.a" = { python = "app.types:Row", typescript = "../../types.js:Row" }
"rows.return" = { python = "app.types:Client", typescript = "../../types.js:Client" }
"""
APP = """
from typing import TypedDict

class Settings(TypedDict):
    on: bool

class Row(TypedDict):
    id: int

class Client(TypedDict):
    name: str
"""


def project(folder: Path, types: str = "") -> None:
    (folder / "model.py").write_text(MODEL)
    lines = ['targets = ["python", "typescript"]', "[[models]]"]
    lines += ['source = "model.py"', 'name = "M"', types]
    (folder / "clarifai-codegen.toml").write_text("\n".join(lines))
    (folder / "app").mkdir(exist_ok=True)
    (folder / "app/types.py").write_text(APP)
    (folder / "app/__init__.py").touch()
    lock()


def test_a_python_client_takes_and_gives_what_model_py_tells(here: Path) -> None:
    project(here)
    assert generate().exit is Exit.WELL
    text = PYTHON.read_text()
    assert 'config: Mapping[str, float] = default({"a": 1.5}),' in text
    assert "maybe: Mapping[str, Sequence[int]] | None = default(None)," in text
    assert "_ROWS: Method[list[dict[str, list[JsonValue]]]] = Method(" in text
    assert "items: Sequence[Mapping[str, JsonLike]]" in text
    assert "events: Iterable[Mapping[str, bool]]" in text
    assert "-> Stream[dict[str, JsonValue]]:" in text


def test_whole_numbers_are_answered_as_json_has_them(here: Path) -> None:
    project(here)
    generate()
    assert "_PREDICT: Method[dict[str, float]]" in PYTHON.read_text()


def test_a_hint_that_the_default_contradicts_does_not_count(here: Path) -> None:
    project(here)
    generate()
    assert 'odd: JsonInput = default({"a": "x"}),' in PYTHON.read_text()
    assert "readonly odd?: JsonInput | undefined;" in TYPESCRIPT.read_text()


def test_a_chat_stays_a_chat(here: Path) -> None:
    project(here)
    generate()
    assert "messages: ChatMessages" in PYTHON.read_text()
    assert "readonly messages: ChatMessages;" in TYPESCRIPT.read_text()


def test_a_typescript_client_takes_and_gives_what_model_py_tells(here: Path) -> None:
    project(here)
    generate()
    text = TYPESCRIPT.read_text()
    assert "readonly config?: Readonly<Record<string, number>> | undefined;" in text
    assert "readonly items: readonly Readonly<Record<string, JsonPart>>[];" in text
    assert "readonly events: Items<Readonly<Record<string, boolean>>>;" in text
    assert "Call<Record<string, JsonValue[]>[]>" in text


def test_a_snippet_gives_what_the_client_takes(here: Path) -> None:
    project(here)
    Path("clarifai-codegen.toml").write_text(
        Path("clarifai-codegen.toml").read_text().replace('"typescript"', '"snippets"')
    )
    generate()
    text = Path("generated/snippets/m/weigh.python.py").read_text()
    assert 'weigh(weights={"key": [0.5]})' in text


def test_the_lock_keeps_hints_beside_the_signatures(here: Path) -> None:
    project(here)
    entry = json.loads(LOCK.read_text())["models"]["M"]
    assert entry["hints"]["predict"]["maybe"] == "dict[str, list[int]]"
    assert set(entry["hints"]) == {"predict", "rows", "follow", "weigh", "nest"}
    assert "hint" not in json.dumps(entry["method_signatures"])


def test_a_lock_without_hints_reads_on_and_one_with_odd_ones_does_too(
    here: Path,
) -> None:
    project(here)
    document = json.loads(LOCK.read_text())
    entry = document["models"]["M"]
    del entry["checksum"]
    for hints in ({"predict": {"config": "set[str]", "none": "list[any]"}}, None):
        entry.pop("hints")
        entry |= {"hints": hints} if hints else {}
        sealed = entry | {"checksum": digest_of(canonical(entry))}
        LOCK.write_text(json.dumps(document | {"models": {"M": sealed}}))
        locked = load_lock(LOCK).models["M"]
        assert locked.decoded().model.hints() == {}


def test_the_users_types_are_imported_for_type_checkers_alone(here: Path) -> None:
    project(here, TYPES)
    assert generate().exit is Exit.WELL
    text = PYTHON.read_text()
    assert "if TYPE_CHECKING:\n    from app.types import Client as Client_2\n" in text
    assert "settings: Settings = default(...)," in text
    assert "items: Sequence[Row]" in text
    assert "_ROWS: Method[list[Client_2]]" in text
    text = TYPESCRIPT.read_text()
    assert 'import type { Settings } from "../../types.js";' in text
    assert "readonly settings?: Settings | undefined;" in text
    assert "readonly items: readonly Row[];" in text
    assert "Call<Client_[]>" in text
    assert check().exit is Exit.WELL


@pytest.mark.slow
@pytest.mark.parametrize("types", ["", TYPES])
def test_types_are_laid_out_as_formatters_have_them(here: Path, types: str) -> None:
    project(here, types)
    generate()
    check_layout(here / TYPESCRIPT.parent)
    text = PYTHON.read_text()
    assert black.format_str(text, mode=black.Mode()) == text


def test_nothing_of_the_users_is_run(here: Path) -> None:
    project(here, TYPES)
    generate()
    (here / "app/types.py").write_text("raise SystemExit('run')")
    code = "from clarifai_models import M; M(url='u/a/models/m')"
    command = [sys.executable, "-c", code]
    path = {"PYTHONPATH": f"generated/python:{here}", "PATH": ""}
    done = subprocess.run(command, env=path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_types_are_no_part_of_the_lock_and_are_never_taken_for_up_to_date(
    here: Path,
) -> None:
    project(here)
    generate()
    before = LOCK.read_bytes()
    project(here, TYPES)
    assert LOCK.read_bytes() == before
    assert check().exit is Exit.DIFFERENCE


@pytest.mark.parametrize(
    ("key", "value", "what", "fix"),
    [
        ("predict.confg", 'python = "a:B"', "no 'predict.confg'", "'predict.config'"),
        ("predct.return", 'python = "a:B"', "no 'predct.return'", "'predict.return'"),
        ("predict.prompt", 'python = "a:B"', "is STR; only JSON", "Leave it out"),
        ("plain.return", 'typescript = "./a.js:B"', "is STR; only JSON", "Leave"),
        ("predict.config", 'pyton = "a:B"', "Unknown key 'pyton'", "'python'"),
        ("predict.config", 'python = "a.B"', "names no type of python", "module:Name"),
        ("predict.config", 'python = "a.if:B"', "names no type", "module:Name"),
        ("predict.config", 'typescript = "x\\";y:B"', "names no type", "../module.js"),
        ("predict.config", "python = 1", "python is a number", ""),
    ],
)
def test_a_type_that_cannot_be_is_a_problem_with_its_place(
    here: Path, key: str, value: str, what: str, fix: str
) -> None:
    project(here)
    text = Path("clarifai-codegen.toml").read_text()
    types = f'[models.types]\n"{key}" = {{ {value} }}\n'
    Path("clarifai-codegen.toml").write_text(text + types)
    try:
        [problem] = check().problems
    except ProblemError as error:
        [problem] = error.problems
    assert problem.code == "bad-configuration"
    assert what in problem.what
    assert fix in problem.fix
    assert (problem.where.line, problem.where.column > 1) == (6, True)


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
@pytest.mark.parametrize("types", ["", TYPES])
def test_type_checkers_agree(here: Path, checker: str, types: str) -> None:
    project(here, types)
    generate()
    row = "Client" if types else "dict[str, list[JsonValue]]"
    settings = '{"of": True}' if types else '["on"]'
    (here / "use.py").write_text(f"""
from app.types import Client
from clarifai_models import JsonValue, M

m = M()
scores: dict[str, float] = m.predict("a", config={{"a": 1}}, settings={{"on": True}})
rows: list[{row}] = m.rows([{{"id": 1}}], [{{"role": "user"}}])
bad: dict[str, str] = m.predict("a")  # error
m.predict("a", config={{"a": "b"}})  # error
m.predict("a", settings={settings})  # error
m.predict_batch([{{"prompt": "a", "config": {{"a": "b"}}}}])  # error
print(Client(name=""), JsonValue, scores, rows, bad)
""")
    output = _checked(here, checker)
    found = re.findall(r"(\w+)\.py:(\d+)(?::\d+)?(?: -|:) error", output)
    assert {(file, int(line)) for file, line in found} == {
        ("use", number) for number in (8, 9, 10, 11)
    }, output


def _checked(folder: Path, checker: str) -> str:
    settings = {"typeCheckingMode": "strict", "extraPaths": ["generated/python"]}
    include = {"include": ["generated/python", "app", "use.py"]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings | include))
    arguments = {
        "mypy": ["--strict", "--config-file", "", "generated/python", "app", "use.py"],
        "pyright": ["--pythonpath", sys.executable],
    }[checker]
    command = [sys.executable, "-m", checker, *arguments]
    return subprocess.run(command, capture_output=True, text=True).stdout


@pytest.mark.full
@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("types", ["", TYPES])
def test_tsc_agrees(here: Path, compiler: str, types: str) -> None:
    project(here, types)
    generate()
    row = "Client" if types else "Record<string, JsonValue[]>"
    used = Project(here)
    names = ("Settings", "Row", "Client")
    fields = ("on: boolean", "id: number", "name: string")
    used.write(
        "types.ts",
        "".join(
            f"export interface {name} {{ readonly {each} }}\n"
            for name, each in zip(names, fields, strict=True)
        ),
    )
    used.write(
        "use.ts",
        f"""
import {{ M, type JsonValue }} from "./generated/typescript/index.js";
import type {{ Client }} from "./types.js";

export type Used = Client | JsonValue;
const m = new M();
export const scores: Record<string, number> = await m.predict({{
  prompt: "a", config: {{ a: 1 }}, settings: {{ on: true }},
}});
const items = [{{ id: 1 }}];
export const rows: {row}[] = await m.rows({{ items, messages: [] }});
// @ts-expect-error: numbers, no texts
export const bad: Record<string, string> = await m.predict({{ prompt: "a" }});
// @ts-expect-error: numbers, no texts
await m.predict({{ prompt: "a", config: {{ a: "b" }} }});
// @ts-expect-error: an object, no list
await m.predict({{ prompt: "a", settings: ["on"] }});
""",
    )
    used.compile(compiler)
