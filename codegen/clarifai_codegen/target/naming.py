"""Names of models: the class and the module that each target writes."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable, Sequence

from ..problems import Problem, ProblemError, Where
from .entry import Entry

__all__ = [
    "RUNTIME_EXPORTS",
    "TYPESCRIPT_EXPORTS",
    "TYPESCRIPT_WORDS",
    "camel",
    "check_names",
    "class_name",
    "module_name",
    "words",
]

_EXPORTS = """
    ArgumentTypeError ArrayInput AsyncStream Audio AudioInput AuthenticationError
    BatchError Box BytesInput ChatMessage ChatMessages ClarifaiError ClientOptions Concept
    ConceptInput ConnectError DeadlineError Frame FrameInput Image ImageInput
    InvalidArgumentError JsonInput JsonValue ModelDeployingError ModelError NDArray
    NamedDeployment NotFoundError PermissionDeniedError Point RateLimitError Region
    RegionInput Response Stream Text TextInput Usage Video VideoInput Wait
"""
RUNTIME_EXPORTS = frozenset(_EXPORTS.split())
"""What the Python runtime exports to users."""

_TYPESCRIPT = """
    Audio AudioInput BatchCall BatchError BatchStream Box Bytes BytesInput Call CallOptions ChatMessage
    ChatMessages ClarifaiError ClientOptions Concept ConceptInput ErrorKind Frame FrameInput
    Image ImageInput Items JsonInput JsonValue Media ModelResponse NamedDeployment NdArray
    NdArrayInput Point Region RegionInput ResponseInfo Stream Text TextInput Usage Video
    VideoInput Wait createHandler
"""
TYPESCRIPT_EXPORTS = frozenset(_TYPESCRIPT.split())
"""What the TypeScript runtime exports to users."""

_WORDS = """
    any arguments as async await bigint boolean break case catch class const continue
    debugger declare default delete do else enum eval export extends false finally for
    from function get global if implements import in infer instanceof interface is keyof
    let module namespace never new null number object of out package private protected
    public readonly require return satisfies set static string super switch symbol this
    throw true try type typeof undefined unique unknown using var void while with yield
    Array AsyncIterable Infinity Iterable NaN Object Promise Readonly ReadonlyArray Record
    Symbol Uint8Array Client Options
"""
TYPESCRIPT_WORDS = frozenset(_WORDS.split())
"""Words of TypeScript, types that its clients name, and what `Fake*` would collide with."""

_RESERVED = RUNTIME_EXPORTS | TYPESCRIPT_EXPORTS | TYPESCRIPT_WORDS
"""What no model's class can be called, so that it has one name in all languages."""

_DEVICES = {"con", "prn", "aux", "nul", "conin", "conout", "clock"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
_MODULES = frozenset(
    {"index", "runtime", "deployments", "testing", "tools"}
    | _DEVICES
    | set(keyword.kwlist)
)
_INDEX = frozenset({"TYPE_CHECKING", "deployments", "lazy", "testing", "tools"})
"""What the index of a Python package needs for itself, and modules beside it."""

_LONGEST = 80
"""Characters of a name that comes from an id; file systems end at 255 bytes."""


def class_name(model_id: str) -> str:
    """The class of a model: `gpt-4_1` -> `Gpt4_1`.

    The id is split where it is not alphanumeric; between two digits `_` stays.
    """
    name = camel(words(model_id)) or "Model"
    if not name.isidentifier():
        name = unicodedata.normalize("NFKC", f"Model{name}")
    return f"{name}Model" if _reserved(name) else name


def module_name(name: str, model_id: str) -> str:
    """The module of the model whose class is `name`: ASCII, lower case, safe everywhere.

    It follows the id where the class does, else the class.
    """
    parts = words(model_id) if name == class_name(model_id) else _humps(name)
    module = "_".join(filter(None, map(_ascii, parts))).lower() or "model"
    if not module[0].isalpha():
        module = f"model_{module}"
    if module in _MODULES or module == name:
        module = f"{module}_model"
    return module


def words(model_id: str) -> list[str]:
    """The alphanumeric words of an id, by what identifiers can hold."""
    text = unicodedata.normalize("NFKC", model_id)[:_LONGEST]
    kept = ("a" + c for c in text)
    spaced = "".join(c[1] if c.isidentifier() and c != "a_" else " " for c in kept)
    return spaced.split()


def camel(parts: Iterable[str]) -> str:
    """Words as one name; the first letter of each is raised, no other changes."""
    name = ""
    for word in parts:
        if name and name[-1].isdigit() and word[0].isdigit():
            name += "_"
        name += word[0].upper() + word[1:]
    return unicodedata.normalize("NFKC", name)


def check_names(entries: Sequence[Entry]) -> None:
    """Refuse names that are no class names, that are reserved, or that two models share.

    Raises ProblemError: `bad-configuration` or `name-taken`, one problem per model.
    """
    problems: list[Problem] = []
    seen: dict[str, Entry] = {}
    for entry in entries:
        name = entry.name
        taken = {each.casefold() for each in _claimed(entry)}
        rival = next((seen[each] for each in sorted(taken) if each in seen), None)
        if not name.isidentifier() or unicodedata.normalize("NFKC", name) != name:
            code, what = "bad-configuration", f"{name!r} is no name of a class."
        elif _reserved(name) or name.startswith("_"):
            code, what = "name-taken", f"The name {name!r} is reserved."
        elif rival is not None:
            code = "name-taken"
            what = f"{entry.source} and {rival.source} both end on {rival.name!r}."
        else:
            seen.update(dict.fromkeys(taken, entry))
            continue
        fix = f'Write into the table of this model: name = "{_other(entry, seen)}"'
        problems.append(Problem(code, what, Where(model=name), fix))
    if problems:
        raise ProblemError(*problems)


def _humps(name: str) -> list[str]:
    """The words of a class name: `MyGPTModel` -> My, GPT, Model."""
    humps = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
    return [hump for word in words(name) for hump in humps.split(word) if hump]


def _ascii(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    kept = (c for c in plain if not unicodedata.combining(c))
    return "".join(c if c.isascii() else f"u{ord(c):x}" for c in kept)


def _reserved(name: str) -> bool:
    return keyword.iskeyword(name) or name in _RESERVED or name in _INDEX


def _claimed(entry: Entry) -> set[str]:
    """What a model puts into the package's index, its module included."""
    name = entry.name
    kinds = {name, f"Async{name}", f"{name}Protocol", f"Async{name}Protocol"}
    return kinds | {module_name(name, entry.model.model_id)}


def _other(entry: Entry, seen: Iterable[str]) -> str:
    """A name that this model could have instead."""
    model = entry.model
    base = class_name(f"{model.user_id} {model.model_id or entry.name}")
    name, number = base, 2
    while name.casefold() in seen or f"async{name.casefold()}" in seen:
        name, number = f"{base}_{number}", number + 1
    return name
