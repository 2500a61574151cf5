"""What commands that write say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..project.texts import path_shown
from .console import Console

if TYPE_CHECKING:
    from ..project.fetch import Fetched
    from ..project.plan import Plan
    from ..project.report import Report

__all__ = [
    "models_as_json",
    "run_as_json",
    "tell_generate",
    "tell_models",
    "tell_run",
]

_MOST = 12
_CHANGES = ("create", "update", "remove", "conflict")


def tell_run(console: Console, report: Report, *, dry_run: bool = False) -> None:
    """What was written where, and what to do next."""
    if report.fresh:
        console.say(f"Up to date: {report.many} files.")
        return
    if not report.entries and not report.problems:
        console.say("No models are configured. Run: clarifai-codegen add SOURCE")
    changed = False
    for plan in report.plans:
        if not plan.steps:
            continue
        _tell_plan(console, plan, dry_run=dry_run)
        changed = changed or bool(plan.changes)
    for page in report.pages:
        console.mark("update", path_shown(page))
    if changed and not dry_run and report.entries:
        from .next_steps import next_steps

        console.say()
        console.say("Next:", style="bold")
        for line in next_steps(report):
            console.say(f"  {line}")


def run_as_json(report: Report, dry_run: bool = False) -> dict[str, Any]:
    """The run as `--json` prints it."""
    return {
        "fresh": report.fresh,
        "dry_run": dry_run,
        "models": [entry.name for entry in report.entries],
        "outputs": [
            {"target": output.target.name, "folder": path_shown(output.folder)}
            for output in report.outputs
        ],
        "files": [path_shown(file) for file in report.files],
        "pages": [path_shown(page) for page in report.pages],
        "changes": [
            {
                "file": path_shown(plan.folder / step.path),
                "target": plan.target,
                "action": step.action.value,
            }
            for plan in report.plans
            for step in plan.steps
            if dry_run or step.action.value in _CHANGES
        ],
    }


def tell_models(console: Console, models: tuple[Fetched, ...]) -> None:
    """A line for each model of the lock, and its changes."""
    from .changes import tell_changes

    for model in models:
        version = model.locked.version_id
        seen = f" (version {version})" if version else ""
        console.mark(model.state, f"{model.name}: {model.locked.source}{seen}")
        tell_changes(console, model.changes, "      ")


def tell_generate(console: Console, models: tuple[Fetched, ...]) -> None:
    """What to type when the lock is not what the files were made of."""
    if any(model.state in ("new", "changed", "dropped") for model in models):
        console.say()
        console.say("Next:", style="bold")
        console.say("  clarifai-codegen generate")


def models_as_json(models: tuple[Fetched, ...]) -> list[dict[str, Any]]:
    """The models of the lock as `--json` prints them."""
    from .changes import changes_as_json

    return [
        {
            "name": model.name,
            "state": model.state,
            "source": model.locked.source,
            "version_id": model.locked.version_id,
            "digest": model.locked.digest,
            "changes": changes_as_json(model.changes),
        }
        for model in models
    ]


def _tell_plan(console: Console, plan: Plan, *, dry_run: bool) -> None:
    steps = [step for step in plan.steps if step.action.value in _CHANGES]
    folder = path_shown(plan.folder)
    if not steps:
        console.say(f"{plan.target}: {folder} is up to date.")
        return
    if dry_run:
        steps = list(plan.steps)
    counts = []
    for action in (*_CHANGES, "keep"):
        many = sum(step.action.value == action for step in plan.steps)
        counts += [f"{many} {_DONE[action][dry_run]}"] if many else []
    console.say(f"{plan.target}: {folder}: {', '.join(counts)}")
    shown = steps if dry_run or len(steps) <= _MOST else []
    for step in shown:
        console.mark(step.action.value, path_shown(plan.folder / step.path))


_DONE = {
    "create": ("created", "to create"),
    "update": ("updated", "to update"),
    "remove": ("removed", "to remove"),
    "conflict": ("in conflict", "in conflict"),
    "keep": ("unchanged", "unchanged"),
}
