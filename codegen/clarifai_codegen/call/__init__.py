"""Call a model's method from its signature alone: no generated code in between.

The runtime that generated clients use does the calling; here its tables are made from a
signature, and texts of a command line become values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..signature.decode import Decoded
    from .perform import Answer, Callee

__all__ = ["call", "opened"]


def call(
    source: str,
    method: str,
    arguments: Mapping[str, Any],
    *,
    base_url: str = "",
    pat_env: str = "",
    **options: Any,
) -> Answer:
    """Call a method with values by their names on the wire; streams are collected.

    `source` is what `read` takes; a model directory is served for the call. `options`
    are those of a generated client (`timeout`, `deployment_id`, ...).

    Raises ProblemError: what `read` raises, `unknown-method`, `bad-argument`,
    `call-failed` and the other problems of a server.
    """
    with opened(source, base_url=base_url, pat_env=pat_env) as callee:
        with callee.call(method, arguments, **options) as answer:
            answer.collect()
        return answer


@contextmanager
def opened(source: str, *, base_url: str = "", pat_env: str = "") -> Iterator[Callee]:
    """The model of a source, ready to be called while the block runs."""
    from ..project.configuration import without_userinfo
    from ..source import read
    from ..source.reference import parse
    from .perform import Callee

    for url in (source, base_url):
        without_userinfo(url)
    reference = parse(source, base_url=base_url, pat_env=pat_env)
    if reference.kind != "model_py" or reference.path is None:
        yield Callee(reference, read(reference))
        return
    from ..serve.folder import read_folder
    from ..serve.runner import Runner

    path = reference.path.absolute()
    folders = [
        each for each in (path, *path.parents) if (each / "config.yaml").exists()
    ]
    folder = read_folder(folders[0] if folders else path)
    with Runner(folder.path) as runner:
        local = parse(f"grpc://{runner.address}")
        yield Callee(local, _named(read(local), reference.text))


def _named(decoded: Decoded, name: str) -> Decoded:
    from dataclasses import replace

    problems = tuple(problem.at(model=name) for problem in decoded.problems)
    return replace(decoded, problems=problems)
