"""JSON and texts -> values of a data type, in the forms that the runtime takes."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any, TypeVar

from ..runtime.python import Audio, Concept, Frame, Image, Region, Text, Video
from ..signature.datatype import DataType, ListOf, NamedFields, Scalar, TupleOf

T = TypeVar("T")

__all__ = ["MEDIA", "Unfit", "from_bytes", "from_json", "from_text"]

MEDIA: dict[str, Any] = {"IMAGE": Image, "AUDIO": Audio, "VIDEO": Video}

_FLOATS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
_FLOATS |= {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}
_BOOLS = {"true": True, "True": True, "false": False, "False": False}


class Unfit(ValueError):
    """A text or a JSON value that is no value of the data type; says which and why."""


def from_text(data_type: DataType, text: str) -> Any:
    """The value that a text of the command line means. Raises Unfit."""
    name = data_type.type
    if name in _FROM_TEXT:
        return _FROM_TEXT[name](text)
    if name == "CONCEPT" and not text.lstrip().startswith("{"):
        return Concept(text)
    return from_json(data_type, _loads(text))


def from_bytes(data_type: DataType, data: bytes) -> Any:
    """The value that the content of a file means. Raises Unfit."""
    name = data_type.type
    if name in MEDIA:
        return MEDIA[name](data)
    if name == "BYTES":
        return data
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unfit(f"{name} is read from text, and the file is not UTF-8") from None
    return from_text(data_type, text if name in ("STR", "TEXT") else text.strip())


def from_json(data_type: DataType, value: Any) -> Any:
    """The value that JSON means: bytes and media are texts in it. Raises Unfit."""
    match data_type:
        case Scalar(
            type="STR" | "TEXT" | "BYTES" | "IMAGE" | "AUDIO" | "VIDEO" as name
        ):
            if not isinstance(value, str):
                raise _unfit(name, value)
            return _FROM_TEXT[name](value)
        case Scalar(type="INT"):
            return _int(value)
        case Scalar(type="FLOAT"):
            return _float(value)
        case Scalar(type="BOOL"):
            if not isinstance(value, bool):
                raise _unfit("BOOL", value)
            return value
        case Scalar(type=name):
            return _STRUCTURED[name](value)
        case ListOf(item=item):
            if not isinstance(value, list):
                raise _unfit("LIST", value)
            return [_inside(item, each, f"[{i}]") for i, each in enumerate(value)]
        case TupleOf(items=items):
            if not isinstance(value, list) or len(value) != len(items):
                raise Unfit(f"a JSON list of {len(items)} is needed for TUPLE")
            pairs = enumerate(zip(items, value, strict=True))
            return tuple(_inside(item, each, f"[{i}]") for i, (item, each) in pairs)
        case NamedFields(fields=fields):
            if not isinstance(value, dict):
                raise _unfit("NAMED_FIELDS", value)
            types = {field.name: field.data_type for field in fields}
            _refuse_keys(value, types)
            return {
                key: _inside(types[key], each, f".{key}") for key, each in value.items()
            }


def _inside(data_type: DataType, value: Any, place: str) -> Any:
    try:
        return from_json(data_type, value)
    except Unfit as error:
        raise Unfit(f"{place}: {error}") from None


def _refuse_keys(value: dict[str, Any], known: Any) -> None:
    missing = [repr(name) for name in known if name not in value]
    unknown = [repr(name) for name in value if name not in known]
    words = [f"the field {', '.join(missing)} is missing"] if missing else []
    words += [f"{', '.join(unknown)} is no field"] if unknown else []
    if words:
        raise Unfit(" and ".join(words))


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unfit(f"{text[:60]!r} is not JSON ({error})") from None


def _int(value: Any) -> int:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if type(value) is not int:
        raise _unfit("INT", value)
    return value


def _float(value: Any) -> float:
    if isinstance(value, str) and value in _FLOATS:
        return _FLOATS[value]
    if type(value) not in (int, float):
        raise _unfit("FLOAT", value)
    return float(value)


def _int_of_text(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Unfit(f"{text!r} is no whole number") from None


def _float_of_text(text: str) -> float:
    try:
        return _FLOATS.get(text, None) or float(text)
    except ValueError:
        raise Unfit(f"{text!r} is no number") from None


def _bool_of_text(text: str) -> bool:
    try:
        return _BOOLS[text]
    except KeyError:
        raise Unfit(f"{text!r} is neither true nor false") from None


def _media(name: str) -> Callable[[str], Any]:
    def of_text(text: str) -> Any:
        if not text.startswith(("http://", "https://")):
            raise Unfit(f"{text[:60]!r} is no http URL; for a file write @PATH")
        return MEDIA[name].from_url(text)

    return of_text


def _json(value: Any) -> Any:
    if not isinstance(value, dict | list):
        raise _unfit("JSON_DATA", value)
    return value


def _array(value: Any) -> Any:
    from .arrays import array_of

    try:
        return array_of(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise Unfit(f"{error}") from None


def _concept(value: Any) -> Concept:
    if isinstance(value, str):
        return Concept(value)
    return _made(Concept, value)


def _region(value: Any) -> Region:
    if isinstance(value, dict):
        value = dict(value)
        value["concepts"] = [_concept(each) for each in value.get("concepts", [])]
    return _made(Region, value)


def _frame(value: Any) -> Frame:
    if isinstance(value, dict):
        value = dict(value)
        value["regions"] = [_region(each) for each in value.get("regions", [])]
    return _made(Frame, value)


def _made(kind: type[T], value: Any) -> T:
    if not isinstance(value, dict):
        raise _unfit(kind.__name__.upper(), value)
    try:
        return kind(**value)
    except (TypeError, ValueError, OSError) as error:
        raise Unfit(f"no {kind.__name__}: {error}") from None


def _unfit(name: str, value: Any) -> Unfit:
    return Unfit(f"{_WORDS[name]} is needed, not {json.dumps(value)[:60]}")


_WORDS = {
    "STR": "a text",
    "TEXT": "a text",
    "BYTES": "a text",
    "INT": "a whole number",
    "FLOAT": "a number",
    "BOOL": "true or false",
    "IMAGE": "a URL",
    "AUDIO": "a URL",
    "VIDEO": "a URL",
    "LIST": "a JSON list",
    "NAMED_FIELDS": "a JSON object",
    "JSON_DATA": "a JSON object or list",
    "CONCEPT": "a name or a JSON object",
    "REGION": "a JSON object",
    "FRAME": "a JSON object",
}

_FROM_TEXT: dict[str, Callable[[str], Any]] = {
    "STR": str,
    "TEXT": Text,
    "BYTES": str.encode,
    "INT": _int_of_text,
    "FLOAT": _float_of_text,
    "BOOL": _bool_of_text,
    "IMAGE": _media("IMAGE"),
    "AUDIO": _media("AUDIO"),
    "VIDEO": _media("VIDEO"),
}

_STRUCTURED: dict[str, Callable[[Any], Any]] = {
    "JSON_DATA": _json,
    "NDARRAY": _array,
    "CONCEPT": _concept,
    "REGION": _region,
    "FRAME": _frame,
}
