"""`lint`: what is wrong with a model.py, and what would make its clients better."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..problems import Exit, Problem, highest
from . import options
from .console import Console, safe

if TYPE_CHECKING:
    from ..lint import Linted


@options.command(
    "lint",
    short_help="Check a model.py and advise on its clients.",
    examples="""
    clarifai-codegen lint my-model
    clarifai-codegen lint my-model/1/model.py --fix
    clarifai-codegen lint my-model --github
    """,
)
@click.argument("paths", nargs=-1, required=True, metavar="MODEL_DIR...")
@click.option("--fix", is_flag=True, help="Put right what has one right answer.")
@click.option("--diff", is_flag=True, help="With --fix: only show what would change.")
@click.option(
    "--github", is_flag=True, help="Answer with annotations for GitHub Actions."
)
@click.option("--no-advice", is_flag=True, help="Only what the SDK refuses.")
@options.pass_console
def command(
    console: Console,
    paths: tuple[str, ...],
    fix: bool,
    diff: bool,
    github: bool,
    no_advice: bool,
) -> int:
    """Check model.py files or model directories without running them.

    Errors (exit 2) are what Clarifai's SDK refuses on upload, and what cannot be known
    without running the file; advice comes as warnings.
    """
    from ..lint import check, mend

    if diff and not fix:
        raise click.UsageError("--diff shows what --fix would change; give both.")
    if fix:
        linted = mend(paths, advice=not no_advice, write=not diff)
    else:
        linted = check(paths, advice=not no_advice)
    problems = [problem for each in linted for problem in each.problems]
    status = highest(problems)
    if diff and any(each.changes for each in linted):
        status = max(status, Exit.DIFFERENCE)
    if github:
        for problem in problems:
            click.echo(_annotation(problem))
        return int(status)
    _tell(console, linted, fixed=fix and not diff)
    answer = {
        "files": [
            {
                "file": each.file,
                "methods": list(each.methods),
                "changed": bool(each.changes),
                "diff": each.changes,
            }
            for each in linted
        ]
    }
    return console.finish(answer, problems, status)


def _tell(console: Console, linted: list[Linted], *, fixed: bool) -> None:
    for each in linted:
        if each.changes and not fixed and not console.as_json:
            console.write(each.changes, end="")
        state = "mended" if each.changes and fixed else ""
        errors = sum(not problem.warning for problem in each.problems)
        counts = [state, *_counts(errors, len(each.problems) - errors)]
        console.say(f"{each.file}: {', '.join(filter(None, counts)) or 'well'}")


def _counts(errors: int, warnings: int) -> list[str]:
    pairs = ((errors, "error"), (warnings, "warning"))
    return [f"{many} {word}{'s' * (many > 1)}" for many, word in pairs if many]


def _annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions: values and text are escaped as it wants."""
    where = problem.where
    place = {
        "file": where.file,
        "line": where.line,
        "endLine": where.end_line,
        "col": where.column,
        "endColumn": where.end_column,
        "title": f"{problem.entry.title} [{problem.code}]",
    }
    told = ",".join(
        f"{key}={_escaped(value, True)}" for key, value in place.items() if value
    )
    kind = "warning" if problem.warning else "error"
    return f"::{kind} {told}::{_escaped(f'{problem.what} {problem.advice}', False)}"


def _escaped(value: object, is_property: bool) -> str:
    text = safe(value, "\n").replace("%", "%25").replace("\n", "%0A")
    if is_property:
        text = text.replace(":", "%3A").replace(",", "%2C")
    return text
