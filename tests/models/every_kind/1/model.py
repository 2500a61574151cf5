"""Echoes each data type in each kind of method: `echo_T`, `generate_T`, `stream_T`."""

from typing import Iterator, List, Tuple

import numpy as np
from clarifai.runners.models.model_class import ModelClass
from clarifai.runners.utils.data_types import (
    JSON,
    Audio,
    Concept,
    Frame,
    Image,
    NamedFields,
    Region,
    Text,
    Video,
)

TYPES = {
    "str": str,
    "bytes": bytes,
    "int": int,
    "float": float,
    "bool": bool,
    "ndarray": np.ndarray,
    "json": JSON,
    "text": Text,
    "image": Image,
    "concept": Concept,
    "region": Region,
    "frame": Frame,
    "audio": Audio,
    "video": Video,
    "list_str": List[str],
    "list_float": List[float],
    "list_image": List[Image],
    "list_concept": List[Concept],
    "list_list_int": List[List[int]],
    "list_list_concept": List[List[Concept]],
    "list_json": List[JSON],
    "tuple": Tuple[int, str, bytes],
    "nested_tuple": Tuple[Tuple[int, int], List[str]],
    "named": NamedFields(a=int, b=str, image=Image),
    "list_named": List[NamedFields(label=str, scores=List[float])],
}


def echo(kind):
    def method(self, x: kind) -> kind:
        return x

    return method


def generate(kind):
    def method(self, x: kind) -> Iterator[kind]:
        yield x
        yield x

    return method


def stream(kind):
    def method(self, items: Iterator[kind]) -> Iterator[kind]:
        yield from items

    return method


class EveryKind(ModelClass):
    for _name, _kind in TYPES.items():
        for _make in (echo, generate, stream):
            locals()[f"{_make.__name__}_{_name}"] = ModelClass.method(_make(_kind))
