"""Per flavour: how many snippets of the corpus are written, parsed and typed, and run.

`python -m tests.target.snippets.table [--quick]` prints it, from checks made on the spot;
with --quick without Node, LiteLLM and type checkers.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.serve import DEMO, serve
from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.python.emit import emit as emit_python
from clarifai_codegen.target.snippets.emit import emit
from clarifai_codegen.target.snippets.flavors import FLAVORS
from clarifai_codegen.target.snippets.proof import prove

from ..corpus import write
from .running import MODELS, PAT, Workplace, served
from .test_snippets import models

SCRIPTS = Path(sys.executable).parent
_SEPARATE = ("litellm", "litellm-stream", "litellm-tools")
"""Flavours that need an environment of their own: see test_executed."""


def corpus() -> tuple[list[Entry], dict[str, str]]:
    """Every model of the corpus, and its snippets by path."""
    entries = [
        Entry(
            f"Case{number}", model.model_copy(update={"model_id": f"m{number}"}), "", ""
        )
        for number, model in enumerate(models().values())
    ]
    files = emit(entries, Settings(options={"flavors": tuple(FLAVORS)})).files
    return entries, {
        path: text
        for path, text in files.items()
        if path.endswith((".py", ".ts", ".sh")) and isinstance(text, str)
    }


def flavor_of(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 2)[-2]


def parsed(files: dict[str, str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for path, text in files.items():
        flavor = FLAVORS[flavor_of(path)]
        own = "clarifai-models" if flavor.suffix == "ts" else "clarifai_models"
        try:
            prove(text, flavor, path, own, "")
        except ProblemError:
            continue
        found[flavor.name] += 1
    return found


def typed(entries: list[Entry], files: dict[str, str], folder: Path) -> Counter[str]:
    """By pyright; `tsc` is a test of its own (test_static)."""
    write(emit_python(entries, Settings()), folder / "clarifai_models")
    python = {path: text for path, text in files.items() if path.endswith(".py")}
    python = {p: t for p, t in python.items() if flavor_of(p) not in _SEPARATE}
    for path, text in python.items():
        place = folder / "snippets" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    settings = {"include": ["snippets"], "extraPaths": ["."]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [SCRIPTS / "pyright", "--pythonpath", sys.executable, "--outputjson"]
    done = subprocess.run(
        [*map(str, command), "-p", "."], cwd=folder, capture_output=True, text=True
    )
    wrong = {
        each["file"].rsplit("/snippets/")[-1]
        for each in json.loads(done.stdout)["generalDiagnostics"]
        if each["severity"] == "error"
    }
    return Counter(flavor_of(path) for path in python if path not in wrong)


def executed(node: bool) -> tuple[Counter[str], Counter[str]]:
    """How many of the demo, chat and MCP models were run, and how many went well."""
    tried: Counter[str] = Counter()
    well: Counter[str] = Counter()
    flavors = [
        name
        for name, flavor in FLAVORS.items()
        if (node or flavor.suffix != "ts")
        and name not in (*_SEPARATE, "clarifai-python-local")
    ]
    with (
        serve([DEMO, MODELS / "chat", MODELS / "mcp"], pat=PAT) as endpoint,
        tempfile.TemporaryDirectory() as name,
    ):
        place, entries = Workplace(Path(name), endpoint.base_url), served(endpoint)
        place.write(entries, node=node)
        for run in place.run_all(entries, flavors):
            tried[run.flavor.name] += 1
            well[run.flavor.name] += run.is_well
    return tried, well


def main() -> None:
    quick = "--quick" in sys.argv
    entries, files = corpus()
    written = Counter(map(flavor_of, files))
    good = parsed(files)
    checked: Counter[str] = Counter()
    if not quick:
        with tempfile.TemporaryDirectory() as name:
            checked = typed(entries, files, Path(name))
    tried, well = executed(node=not quick)
    print(f"{'flavour':26} {'written':>8} {'parsed':>8} {'typed':>8} {'executed':>9}")
    for name in FLAVORS:
        row = (written[name], good[name], checked[name] or "-")
        ran = f"{well[name]}/{tried[name]}" if tried[name] else "-"
        print(f"{name:26} {row[0]:8} {row[1]:8} {row[2]:>8} {ran:>9}")


if __name__ == "__main__":
    main()
