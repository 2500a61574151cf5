"""Methods -> tools: a name, a description and a schema that a language model is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ...problems import Problem, ProblemError, Where
from ...signature.datatype import walk
from ...signature.method import Kind, Method
from ..entry import Entry
from ..naming import module_name
from ..parameters import Facts, facts
from ..prose import paragraphs, visible
from .choice import Choice, choice_of
from .keywords import AZURE, without
from .limits import DESCRIPTION, LIMITS, TOOLS, excesses
from .names import sendable, tool_name
from .options import ToolOptions
from .parameter import cannot_be_sent, property_of
from .result import output_schema
from .schema import Schema, Spelling

__all__ = ["Tool", "by_model", "tools_of"]


@dataclass(frozen=True, slots=True)
class Tool:
    """A method as a language model may call it.

    `name` is unique over the set, `model` the class of the client. `parameters` is a
    closed JSON schema whose properties have the parameters' names on the wire, in the
    signature's order; `strict` where it keeps the rules of strict tools. `output_schema`
    is that of the JSON in the answer, None for a text. `fixed` are JSON values that go
    with each call, `hidden` parameters are left to the model's default: neither is in the
    schema.
    """

    name: str
    model: str
    method: Method
    description: str
    parameters: Mapping[str, Any]
    strict: bool
    output_schema: Mapping[str, Any] | None
    fixed: Mapping[str, Any]
    hidden: tuple[str, ...]


def tools_of(
    entries: Sequence[Entry], options: ToolOptions
) -> tuple[tuple[Tool, ...], tuple[Problem, ...]]:
    """The tools of these models in their order, and what was left out or cut.

    Transports (`openai_transport`, `mcp_transport`) are no tools by their names, nor are
    methods that take a stream unless `options` include them. Raises ProblemError `bad-tool-option` where
    `hide` or `fixed` do not fit the signatures.
    """
    return _made(_Asked(tuple(entries), options))


class _Asked:
    """What tools are made of. Several targets ask for the same, of one list of models."""

    def __init__(self, entries: tuple[Entry, ...], options: ToolOptions) -> None:
        self.entries = entries
        self.options = options

    def __hash__(self) -> int:
        return id(self.entries)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Asked):
            return NotImplemented
        return self.entries is other.entries and self.options == other.options


@lru_cache(maxsize=2)
def _made(asked: _Asked) -> tuple[tuple[Tool, ...], tuple[Problem, ...]]:
    entries, options = asked.entries, asked.options
    maker = _Maker(options)
    choices, faults = choice_of(entries, options)
    if faults:
        raise ProblemError(*faults)
    for entry in entries:
        module = module_name(entry.name, entry.model.model_id)
        for method in entry.model.methods:
            if _is_offered(method, options):
                maker.add(entry, module, method, choices[entry.name, method.name])
    if len(maker.tools) > TOOLS:
        what = (
            f"These are {len(maker.tools)} tools, of {TOOLS} that one request may have."
        )
        fix = "Give a request those that it needs; fewer than 20 are chosen from best."
        maker.problems.append(Problem("tool-limit", what, fix=fix, warning=True))
    return tuple(maker.tools), tuple(maker.problems)


def by_model(tools: Iterable[Tool]) -> dict[str, list[Tool]]:
    """The tools of each model, by the name of its class."""
    found: dict[str, list[Tool]] = {}
    for each in tools:
        found.setdefault(each.model, []).append(each)
    return found


_TRANSPORTS = frozenset(
    {"openai_transport", "openai_stream_transport", "mcp_transport"}
)


def _is_offered(method: Method, options: ToolOptions) -> bool:
    if method.name in _TRANSPORTS:
        return False
    return options.include_bidirectional or method.kind is not Kind.STREAMING_STREAMING


class _Maker:
    """Collects the tools of one set."""

    def __init__(self, options: ToolOptions) -> None:
        self.tools: list[Tool] = []
        self.problems: list[Problem] = []
        self._options = options
        self._warns = options.on_limit != "problem"
        self._names: set[str] = set()

    def add(self, entry: Entry, module: str, method: Method, choice: Choice) -> None:
        """The tool of one method, unless it cannot be one."""
        where = Where(model=entry.name, method=method.name)
        if not sendable(method.name):
            what = "Its name holds an unpaired surrogate, which no wire carries."
            self.problems.append(Problem("no-tool", what, where))
            return
        hidden = list(choice.hidden)
        shown: list[Facts] = []
        for each in facts(method):
            name = each.parameter.name
            if name in choice.fixed or name in choice.hidden:
                continue
            if not (why := cannot_be_sent(each)):
                shown.append(each)
                continue
            what = f"No value of {visible(name)!r} can be given: {why}."
            place = replace(where, field=name)
            self.problems.append(
                Problem("no-tool", what, place, warning=not each.required)
            )
            if each.required:
                return
            hidden.append(name)
        found = self._schema(shown, where)
        description = self._description(method, where)
        if found is None or description is None:
            return
        schema, strict = found
        self.tools.append(
            Tool(
                name=tool_name(entry, module, method.name, self._names),
                model=entry.name,
                method=method,
                description=description,
                parameters=schema,
                strict=strict,
                output_schema=output_schema(method),
                fixed=choice.fixed,
                hidden=tuple(hidden),
            )
        )

    def _schema(self, shown: list[Facts], where: Where) -> tuple[Schema, bool] | None:
        """The schema, and whether it is strict; None where it must be left out."""
        options = self._options
        json_text = options.json == "string" or options.strict == "always"
        if options.strict == "never" or not (json_text or not _has_json(shown)):
            return _object(shown, Spelling(False, json_text)), False
        schema = _object(shown, Spelling(True, json_text))
        if options.profile == "azure":
            schema = without(schema, AZURE)
        exceeded = list(excesses(schema, LIMITS[options.profile]))
        if not exceeded:
            return schema, True
        fix = "The tool is not strict." if self._warns else ""
        for each in exceeded:
            place = replace(where, field=each.field)
            self.problems.append(
                Problem("tool-limit", each.what, place, fix, self._warns)
            )
        if not self._warns:
            return None
        return _object(shown, Spelling(False, options.json == "string")), False

    def _description(self, method: Method, where: Where) -> str | None:
        """What the method does, as far as providers take it; None where it is too long."""
        text = _told(method)
        if len(text) <= DESCRIPTION:
            return text
        what = f"The description has {len(text)} characters, of {DESCRIPTION} allowed."
        fix = "It is cut." if self._warns else ""
        self.problems.append(Problem("tool-limit", what, where, fix, self._warns))
        return f"{text[: DESCRIPTION - 3].rstrip()}..." if self._warns else None


def _object(shown: Sequence[Facts], spelling: Spelling) -> Schema:
    """The schema of all arguments."""
    found = {each.parameter.name: property_of(each, spelling) for each in shown}
    return {
        "type": "object",
        "properties": {name: each.schema for name, each in found.items()},
        "required": [name for name, each in found.items() if each.required],
        "additionalProperties": False,
    }


def _has_json(shown: Sequence[Facts]) -> bool:
    return any(
        data_type.type == "JSON_DATA"
        for each in shown
        for data_type in walk(each.parameter.data_type)
    )


def _told(method: Method) -> str:
    """The description, and what comes back."""
    lines = paragraphs(method.description, _WIDE) or [f"Call {visible(method.name)}."]
    answers = [visible(each.description).strip() for each in method.outputs]
    if len(answers) == 1 and answers[0]:
        lines += ["", f"Returns: {answers[0]}"]
    return "\n".join(lines)


_WIDE = 2**31
"""No line of a description is wrapped: a model reads it."""
