"""The hatch build hook: clients are generated before the wheel is packed.

In the pyproject.toml of the project, beside `clarifai-codegen` in `build-system.requires`:

    [tool.hatch.build.hooks.clarifai-codegen]
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl

from ..problems import Problem, ProblemError

__all__ = ["ClarifaiBuildHook", "hatch_register_build_hook"]


class ClarifaiBuildHook(BuildHookInterface):  # type: ignore[misc]
    """Generates from the lock, with no network.

    Generated files go into wheel and sdist although git ignores them, wherever the build
    takes their folder from. A lock that does not fit, or an edited file, ends the build.
    """

    PLUGIN_NAME = "clarifai-codegen"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling ahead of each build, editable ones too."""
        from .. import generate

        root = Path(self.root)
        try:
            report = generate(project=root, locked=True)
        except ProblemError as error:
            self.app.abort(_told(error.problems))
            raise
        if report.exit:
            self.app.abort(_told(report.problems))
        for output in report.outputs:
            folder = output.folder.resolve()
            if folder.is_relative_to(root.resolve()):
                path = folder.relative_to(root.resolve()).as_posix()
                build_data["artifacts"].append(f"/{path}/")


def _told(problems: tuple[Problem, ...]) -> str:
    rows = [
        f"clarifai-codegen [{each.code}] {each.where}: {each.what} {each.advice}"
        for each in problems
    ]
    return "\n".join(rows)


@hookimpl  # type: ignore[untyped-decorator]
def hatch_register_build_hook() -> type[ClarifaiBuildHook]:
    """What hatchling asks of the entry point `hatch`."""
    return ClarifaiBuildHook
