"""What to type in TypeScript."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .next_call import MediaUrl, call_of

if TYPE_CHECKING:
    from ..project.configuration import Output
    from ..target.entry import Entry

__all__ = ["steps"]


def steps(output: Output, entry: Entry) -> list[str]:
    """Install, import, call."""
    from ..target.typescript.literals import string
    from ..target.typescript.package import DEPENDENCIES

    packages = " ".join(f'"{name}@{at}"' for name, at in DEPENDENCIES.items())
    folder = Path(os.path.relpath(output.folder)).as_posix()
    start = "" if folder.startswith("..") else "./"
    index = string(f"{start}{folder}/index.{output.options['extensions']}")
    given = ""
    if not entry.model.model_id and not entry.base_url:
        given = '{ url: "https://clarifai.com/USER/APP/models/ID" }'
    client = f"new {entry.name}({given})"
    return [
        f"npm install {packages}",
        f"import {{ {entry.name} }} from {index};",
        _call(client, entry, output.options["names"]),
    ]


def _call(client: str, entry: Entry, style: Any) -> str:
    from ..target.typescript.names import is_identifier, methods, properties

    call = call_of(entry.model, lambda name: name.isascii() and is_identifier(name))
    if call is None:
        return f"console.log({client});"
    name = methods({each.name: each.wish for each in entry.model.methods}, style)
    named = properties({each.name: each.wish for each in call.method.parameters}, style)
    given = ", ".join(f"{named[n]}: {_shown(v)}" for n, v in call.arguments.items())
    method = name[call.method.name]
    text = f"{client}.{method}({f'{{ {given} }}' if given else ''})"
    if call.method.kind.streams_out:
        return f"for await (const piece of {text}) console.log(piece);"
    return f"console.log(await {text});"


def _shown(value: Any) -> str:
    from ..target.typescript.literals import literal

    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, MediaUrl):
        return f"{{ url: {literal(str(value))} }}"
    return literal(value)
