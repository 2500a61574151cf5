"""Types by canonical name: what travels, and what the SDK refuses with which words."""

from __future__ import annotations

__all__ = [
    "BARE_JSON",
    "DEEPEST",
    "DICTS",
    "HIDING",
    "INSTEAD",
    "JSONABLE",
    "LISTS",
    "NAMED_FIELDS",
    "REFUSED",
    "SCALARS",
    "STREAMS",
    "TUPLE",
    "TUPLES",
    "UNION",
    "UNIONS",
]

TYPES = "clarifai.runners.utils.data_types"
NAMED_FIELDS = f"{TYPES}.NamedFields"
SCALARS = {
    "builtins.str": "STR",
    "builtins.bytes": "BYTES",
    "builtins.int": "INT",
    "builtins.float": "FLOAT",
    "builtins.bool": "BOOL",
    "numpy.ndarray": "NDARRAY",
    "PIL.Image.Image": "IMAGE",
    f"{TYPES}.JSON": "JSON_DATA",
    **{
        f"{TYPES}.{name}": name.upper()
        for name in (
            "Text",
            "Image",
            "Concept",
            "Region",
            "Frame",
            "Audio",
            "Video",
        )
    },
}
LISTS = ("builtins.list", "typing.List")
DICTS = ("builtins.dict", "typing.Dict")
TUPLES = ("builtins.tuple", "typing.Tuple")
UNIONS = ("typing.Union", "types.UnionType", "typing.Optional")
STREAMS = frozenset(
    f"{home}.{name}"
    for home in ("typing", "collections.abc")
    for name in ("Iterator", "Generator", "Iterable")
)
BARE_JSON = {*LISTS, *DICTS}
JSONABLE = frozenset(
    f"builtins.{name}"
    for name in ("dict", "list", "tuple", "str", "int", "float", "bool")
)
DEEPEST = 60
HIDING = {"items", "keys", "values"}
"""Fields that hide the methods of the SDK's `NamedFields` objects."""


UNION = ("union-type", "The SDK supports no Union.")
ANY = ("any-type", "The SDK supports no Any.")
LITERAL = ("literal-type", "The SDK supports no Literal.")
TUPLE = ("untyped-tuple", "`Tuple` needs the types of its items.")
ASYNC = ("async-stream", "The SDK supports no asynchronous streams.")
REFUSED: dict[str, tuple[str, str]] = {
    "typing.Any": ANY,
    "typing.Literal": LITERAL,
    "typing.Union": UNION,
    "typing.Optional": ("optional-type", "The SDK supports no Optional."),
    "typing.Tuple": TUPLE,
    "builtins.tuple": TUPLE,
    NAMED_FIELDS: ("untyped-fields", "`NamedFields` needs its names and types."),
    "PIL.Image": ("pil-module", "`PIL.Image` is a module, not a type."),
    **{
        f"{home}.{name}": ASYNC
        for home in ("typing", "collections.abc")
        for name in ("AsyncIterator", "AsyncGenerator", "AsyncIterable")
    },
}
INSTEAD = {
    "numpy.array": "Write `np.ndarray`.",
    "builtins.object": "Write `dict` for JSON.",
    "builtins.set": "Write `List[...]`.",
    "builtins.any": "Write the type itself; `dict` for JSON.",
    "typing.Sequence": "Write `List[...]`.",
    "typing.Mapping": "Write `dict`.",
    "typing.Set": "Write `List[...]`.",
    "collections.abc.Sequence": "Write `List[...]`.",
    "builtins.complex": "Write `Tuple[float, float]`.",
}
