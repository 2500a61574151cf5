"""JSON and YAML of strangers -> plain values."""

from __future__ import annotations

import json
import re
from typing import Any

__all__ = ["BadSyntax", "parse_json", "parse_yaml"]

_MAX_DEPTH = 200
_MAX_NODES = 1_000_000

_KEPT_TAGS = ("null", "merge")
_BOOL = (
    "tag:yaml.org,2002:bool",
    re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"),
)


class BadSyntax(Exception):
    """The text is no document. `line` and `column` count from 1; 0 is unknown."""

    def __init__(self, what: str, line: int = 0, column: int = 0) -> None:
        super().__init__(what)
        self.line = line
        self.column = column


def parse_json(text: str) -> Any:
    """The value of a JSON text. Raises BadSyntax."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadSyntax(f"JSON: {error.msg}", error.lineno, error.colno) from None
    except RecursionError:
        raise BadSyntax("JSON: nested too deep") from None
    except ValueError as error:  # a number of too many digits
        raise BadSyntax(f"JSON: {error}") from None


def parse_yaml(text: str) -> Any:
    """The value of a YAML text: mappings, lists, texts, booleans and nulls.

    Raises BadSyntax, also for aliases that make a small text into a huge value.
    """
    import yaml

    loader = _loader(yaml)
    try:
        _refuse_bombs(yaml, text, loader)
        return yaml.load(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise BadSyntax(f"YAML: {error.problem or error}", line, column) from None
    except yaml.YAMLError as error:
        raise BadSyntax(f"YAML: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise BadSyntax("YAML: nested too deep") from None
    except ValueError as error:  # an explicit tag that its value does not fit
        raise BadSyntax(f"YAML: {error}") from None


def _loader(yaml: Any) -> Any:
    """A safe loader to which a scalar without quotes is a text, a boolean or null.

    Numbers stay texts, as a signature wants them (`default: 5`; its other numbers are
    read from texts as well), and `no`, `on` and dates are not turned into anything.
    """
    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        first: [each for each in known if each[0].endswith(_KEPT_TAGS)]
        for first, known in base.yaml_implicit_resolvers.items()
    }
    loader: Any = type("Loader", (base,), {"yaml_implicit_resolvers": resolvers})
    loader.add_implicit_resolver(*_BOOL, list("tTfF"))
    return loader


def _refuse_bombs(yaml: Any, text: str, loader: Any) -> None:
    """Refuse depth, and size after aliases are replaced by what they stand for.

    Looks at events, which are flat: the loader itself recurses, in C without a limit.
    """
    sizes = [0]
    names: list[str | None] = []
    anchors: dict[str, int] = {}
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionStartEvent):
            sizes.append(1)
            names.append(event.anchor)
        elif isinstance(event, yaml.CollectionEndEvent):
            size, name = sizes.pop(), names.pop()
            if name is not None:
                anchors[name] = size
            sizes[-1] += size
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor in names:
                _refuse("YAML: a value holds itself", event)
            sizes[-1] += anchors.get(event.anchor, 1)
        elif isinstance(event, yaml.ScalarEvent):
            sizes[-1] += 1
        if len(sizes) > _MAX_DEPTH:
            _refuse("YAML: nested too deep", event)
        if sizes[-1] > _MAX_NODES:
            _refuse(f"YAML: more than {_MAX_NODES} values", event)


def _refuse(what: str, event: Any) -> None:
    mark = event.start_mark
    raise BadSyntax(what, mark.line + 1, mark.column + 1)
