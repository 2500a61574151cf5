"""The lock: what each configured model's signatures were when they were fetched.

Sorted JSON, made for reviews and for git: models by name, methods by name, what is
empty left out. Each entry carries a checksum of itself, so that an edit by hand is told
from a lock that we wrote. There are no credentials in it, only the name of the variable
that holds them. Standard library only, up to `decoded`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..problems import Problem, ProblemError, Where
from .configuration import Source, without_userinfo
from .texts import canonical, digest_of, escape_hidden, path_shown, pretty

if TYPE_CHECKING:
    from ..signature.decode import Decoded
    from ..source.reference import Reference

__all__ = ["Lock", "Locked", "base_url_of", "load_lock", "lock_model", "parse_lock"]

_FORM = 1
_IDS = ("user_id", "app_id", "model_id", "version_id")
_TEXTS = ("source", *_IDS, "base_url", "pat_env", "digest", "checksum")
_KEYS = (*_TEXTS, "pinned", "hints", "method_signatures")
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Locked:
    """One model as it was fetched.

    `version_id` is the version that was seen; calls name it only when `pinned`.
    `digest` is that of the signature; `signatures` are in protobuf's JSON, sorted by
    name, those that cannot be used included. `hints` are texts of `signature.hint`: by
    method, then by parameter or output.
    """

    source: str
    user_id: str = ""
    app_id: str = ""
    model_id: str = ""
    version_id: str = ""
    pinned: bool = False
    base_url: str = ""
    pat_env: str = ""
    digest: str = ""
    signatures: tuple[Any, ...] = ()
    hints: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The entry without its checksum."""
        values = {key: getattr(self, key) for key in (*_TEXTS[:-1], "pinned", "hints")}
        kept = {key: value for key, value in values.items() if value}
        return kept | {"method_signatures": list(self.signatures)}

    def fingerprint(self) -> str:
        """What decides the files of this model: all but a version that is not sent.

        `digest` stands for the signatures, the checksum of the entry for both.
        """
        values = {key: getattr(self, key) for key in (*_TEXTS[:-1], "pinned", "hints")}
        if not self.pinned:
            values["version_id"] = ""
        return digest_of(canonical(values))

    def fits(self, source: Source) -> bool:
        """Whether this is what `source` asks for; raises ProblemError `bad-source`."""
        options = (source.source, source.base_url, source.pat_env, source.pin)
        if options == (self.source, self.base_url, self.pat_env, self.pinned):
            return True
        reference = source.reference()
        same = (self.source, self.base_url, self.pat_env)
        if same != (reference.text, base_url_of(reference), reference.pat_env):
            return False
        named = bool(reference.address and reference.address.version_id)
        return self.pinned == (source.pin or named)

    def decoded(self) -> Decoded:
        """The model, with the problems of the methods that had to be left out."""
        from ..signature.decode import decode_signatures
        from ..signature.hint import Hint

        ids = {key: getattr(self, key) for key in _IDS}
        decoded = decode_signatures(self.signatures, ids)
        hints = {
            method: {
                name: hint for name, text in row.items() if (hint := Hint.parse(text))
            }
            for method, row in self.hints.items()
        }
        return replace(decoded, model=decoded.model.hinted(hints))


@dataclass(frozen=True, slots=True)
class Lock:
    """All locked models by the name of their class."""

    models: Mapping[str, Locked] = field(default_factory=dict)

    def name_of(self, source: Source) -> str:
        """The name under which a source is locked that the configuration leaves unnamed."""
        names = [name for name, each in self.models.items() if each.fits(source)]
        return names[0] if names else ""

    def dump(self) -> str:
        """The lock as the text of its file."""
        entries = {}
        for name, locked in self.models.items():
            entry = locked.as_json()
            entries[name] = entry | {"checksum": digest_of(canonical(entry))}
        return pretty({"lock": _FORM, "models": entries})


def lock_model(source: Source, decoded: Decoded) -> Locked:
    """What is kept of a model that was just read.

    Raises ProblemError where the source holds credentials, or where `pin` is asked for
    and no version is known.
    """
    from ..signature.encode import digest, encode_method

    where = replace(source.where, model=source.name)
    if source.pin and not decoded.model.version_id:
        what = "pin is set, but the source tells no version."
        raise ProblemError(Problem("bad-configuration", what, where))
    for url in (source.source, source.base_url):
        without_userinfo(url, where)
    reference = source.reference()
    named = bool(reference.address and reference.address.version_id)
    methods = sorted(decoded.model.methods, key=lambda method: method.name)
    left_out = sorted(map(_plain, decoded.left_out), key=canonical)
    return Locked(
        source=reference.text,
        **{key: getattr(decoded.model, key) for key in _IDS},
        pinned=source.pin or named,
        base_url=base_url_of(reference),
        pat_env=reference.pat_env,
        digest=digest(decoded.model),
        signatures=(*(encode_method(method) for method in methods), *left_out),
        hints={
            method: {name: hint.text for name, hint in row.items()}
            for method, row in decoded.model.hints().items()
        },
    )


def base_url_of(reference: Reference) -> str:
    """Where calls go: a local runner is its own base, "" leaves it to the environment."""
    return reference.text if reference.kind == "runner" else reference.base_url


def load_lock(file: Path) -> Lock:
    """The lock in `file`, empty when there is none. Raises ProblemError `bad-lock`."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Lock()
    except OSError as error:
        what = f"{error.strerror or error}."
        where = Where(file=path_shown(file))
        raise ProblemError(Problem("unreadable-file", what, where)) from None
    return parse_lock(data, file)


def parse_lock(data: bytes, file: Path) -> Lock:
    """The lock that the bytes hold; each entry is held against its checksum."""
    try:
        text = data.decode("utf-8")
        document = json.loads(text)
    except UnicodeDecodeError:
        raise _bad(file, "The lock is not UTF-8.") from None
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
        raise _bad(file, f"{error.msg}.", line=line, column=column) from None
    except RecursionError:
        raise _bad(file, "The lock nests too deep.") from None
    if not isinstance(document, dict) or not isinstance(document.get("models"), dict):
        raise _bad(file, "The file is not a lock.", line=1, column=1)
    if document.get("lock") != _FORM:
        what = f"The lock has form {document.get('lock')!r}, not {_FORM}."
        fix = "Use the version of clarifai-codegen that wrote it, or fetch anew."
        raise _bad(file, what, fix, line=_line_of("lock", text))
    return Lock(
        {
            name: _entry(file, text, name, entry)
            for name, entry in sorted(document["models"].items())
        }
    )


def _entry(file: Path, text: str, name: str, entry: Any) -> Locked:
    def bad(what: str) -> ProblemError:
        return _bad(file, what, line=_line_of(name, text), model=name)

    if not isinstance(entry, dict):
        raise bad("The entry is no mapping.")
    if unknown := sorted(set(entry) - set(_KEYS)):
        raise bad(f"The entry has an unknown key {unknown[0]!r}.")
    values = {key: entry.get(key, "") for key in _TEXTS}
    signatures = entry.get("method_signatures")
    pinned = entry.get("pinned", False)
    hints = entry.get("hints", {})
    texts = all(isinstance(value, str) for value in values.values()) and _are_rows(
        hints
    )
    if not texts or not isinstance(signatures, list) or not isinstance(pinned, bool):
        raise bad("A value of the entry has the wrong type.")
    checksum = values.pop("checksum")
    rest = {key: value for key, value in entry.items() if key != "checksum"}
    if checksum != digest_of(canonical(rest)):
        raise bad("The entry was edited: its checksum does not fit.")
    signatures = tuple(signatures)
    return Locked(**values, pinned=pinned, signatures=signatures, hints=hints)


def _are_rows(hints: Any) -> bool:
    rows = list(hints.values()) if isinstance(hints, dict) else [None]
    return all(
        isinstance(row, dict) and all(isinstance(text, str) for text in row.values())
        for row in rows
    )


def _bad(file: Path, what: str, fix: str = "", **place: Any) -> ProblemError:
    return ProblemError(
        Problem("bad-lock", what, Where(file=path_shown(file), **place), fix)
    )


def _line_of(key: str, text: str) -> int:
    """The line where a key of one of the two outer levels stands, 0 if unknown."""
    wanted = escape_hidden(json.dumps(key, ensure_ascii=False)) + ":"
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith(wanted):
            return number
    return 0


def _plain(value: Any, depth: int = 0) -> Any:
    """A left-out signature as JSON; cut where only its depth is left to report."""
    if depth == 0 and hasattr(value, "DESCRIPTOR"):
        from google.protobuf.json_format import MessageToDict

        value = MessageToDict(value)
    if depth > _DEEPEST:
        return None
    if isinstance(value, Mapping):
        return {str(key): _plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each, depth + 1) for each in value]
    known = value is None or isinstance(value, str | int | float)
    return value if known else str(value)
