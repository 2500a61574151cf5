from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NotRequired, Self, TypeAlias, TypedDict, Unpack, overload
from ._runtime import ArrayInput, ClientOptions, JsonInput

@dataclass(frozen=True, slots=True)
class DetectBox:
    """Values by name, in the order in which the model has them."""

    left: float
    from_: tuple[int, int]

DetectBoxDict = TypedDict("DetectBoxDict", {"left": float, "from": tuple[int, int]})

@dataclass(frozen=True, slots=True)
class DetectResult:
    """Values by name, in the order in which the model has them."""

    label: str
    scores: list[float]
    box: DetectBox

_Nested: TypeAlias = Sequence[Sequence[Sequence[Sequence[Sequence[JsonInput]]]]]

class DetectInput(TypedDict):
    """Arguments of detect, for one item of a batch."""

    box: DetectBox | DetectBoxDict
    weights: NotRequired[ArrayInput | None]
    deep: Sequence[_Nested]

class MoveInput(TypedDict):
    """Arguments of move, for one item of a batch."""

    box: DetectBox | DetectBoxDict

class Model:
    METHODS: ClassVar[tuple[str, ...]]
    SIGNATURES: ClassVar[Mapping[str, str]]
    def __init__(
        self,
        url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None: ...
    @overload
    def detect(
        self,
        box: DetectBox | DetectBoxDict,
        *,
        weights: ArrayInput | None = ...,
        deep: Sequence[_Nested],
    ) -> DetectResult:
        """Call the model's method "detect".

        Args:
            box: Required: a server takes this type amiss when it is left out.
            weights: Optional; the signature does not tell the default.
        """
    @overload
    def detect(self, box: Sequence[DetectInput], /) -> list[DetectResult]: ...
    def detect_batch(self, items: Iterable[DetectInput]) -> list[DetectResult]: ...
    @overload
    def move(self, box: DetectBox | DetectBoxDict) -> DetectBox: ...
    @overload
    def move(self, box: Sequence[MoveInput], /) -> list[DetectBox]: ...
    def move_batch(self, items: Iterable[MoveInput]) -> list[DetectBox]: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    def close(self) -> None: ...

class AsyncModel:
    METHODS: ClassVar[tuple[str, ...]]
    SIGNATURES: ClassVar[Mapping[str, str]]
    def __init__(
        self,
        url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None: ...
    @overload
    async def detect(
        self,
        box: DetectBox | DetectBoxDict,
        *,
        weights: ArrayInput | None = ...,
        deep: Sequence[_Nested],
    ) -> DetectResult:
        """Call the model's method "detect".

        Args:
            box: Required: a server takes this type amiss when it is left out.
            weights: Optional; the signature does not tell the default.
        """
    @overload
    async def detect(self, box: Sequence[DetectInput], /) -> list[DetectResult]: ...
    async def detect_batch(
        self,
        items: Iterable[DetectInput],
    ) -> list[DetectResult]: ...
    @overload
    async def move(self, box: DetectBox | DetectBoxDict) -> DetectBox: ...
    @overload
    async def move(self, box: Sequence[MoveInput], /) -> list[DetectBox]: ...
    async def move_batch(self, items: Iterable[MoveInput]) -> list[DetectBox]: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    async def aclose(self) -> None: ...
