"""What to type with tools: the line that loads them for a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..project.texts import path_shown
from ..target.naming import module_name

if TYPE_CHECKING:
    from ..project.configuration import Output
    from ..target.entry import Entry

__all__ = ["steps"]


def steps(output: Output, entry: Entry) -> list[str]:
    """Load the tools of the first format."""
    formats = output.options["formats"]
    if not formats:
        return []
    module = module_name(entry.name, entry.model.model_id)
    path = path_shown(output.folder / f"{module}.{formats[0]}.json")
    return [f"import json; tools = json.load(open({path!r}))"]
