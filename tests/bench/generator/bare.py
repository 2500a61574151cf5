"""The yardstick: jinja2 renders and writes the files of a project, and does nothing else.

Run as a program with a project's folder: the values that our templates are given are
collected first, then the same templates are compiled, rendered and written again, and
only that is measured. It prints seconds of CPU and of wall time.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from clarifai_codegen.project.discovery import load
from clarifai_codegen.project.job import project_job
from clarifai_codegen.project.lock import load_lock
from clarifai_codegen.project.render import render
from clarifai_codegen.target.templates import Templates

__all__: list[str] = []


class _Recorder:
    """Stands in for `Templates.render` and keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, str, dict[str, Any]]] = []
        self._render = Templates.render

    def render(self, templates: Templates, name: str, **context: Any) -> str:
        self.asked.append((templates._environment, name, context))
        return self._render(templates, name, **context)


def main(folder: Path) -> None:
    configuration = load(project=folder)
    job = project_job(configuration, load_lock(configuration.lock_file))
    recorder = _Recorder()
    Templates.render = lambda *a, **k: recorder.render(*a, **k)  # type: ignore[method-assign]
    files = {
        f"{output.target.name}/{path}": data
        for output, rendered, _ in render(job)
        for path, data in rendered.files.items()
    }
    fresh = {environment: environment.overlay() for environment, _, _ in recorder.asked}
    work = [
        (fresh[env], f"{name}.jinja", context) for env, name, context in recorder.asked
    ]
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        for path in files:
            (out / path).parent.mkdir(parents=True, exist_ok=True)
        gc.collect()
        gc.freeze()
        cpu, wall = time.process_time(), time.perf_counter()
        for environment, template, context in work:
            environment.get_template(template).render(context)
        for path, data in files.items():
            with open(f"{name}/{path}", "wb") as file:
                file.write(data)
        print(time.process_time() - cpu, time.perf_counter() - wall, len(files))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
