from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import (
    ClassVar,
    Never,
    NotRequired,
    Protocol,
    Self,
    TypeAlias,
    TypedDict,
    Unpack,
    overload,
)

from ._runtime import (
    ArrayInput,
    AsyncClient,
    ClarifaiError,
    Client,
    ClientOptions,
    JsonInput,
    Response,
)

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
    def detect_batch_iter(
        self,
        items: Iterable[DetectInput],
    ) -> Iterator[DetectResult | ClarifaiError]: ...
    @overload
    def move(self, box: DetectBox | DetectBoxDict) -> DetectBox: ...
    @overload
    def move(self, box: Sequence[MoveInput], /) -> list[DetectBox]: ...
    def move_batch(self, items: Iterable[MoveInput]) -> list[DetectBox]: ...
    def move_batch_iter(
        self,
        items: Iterable[MoveInput],
    ) -> Iterator[DetectBox | ClarifaiError]: ...
    @property
    def with_response(self) -> ModelWithResponse: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

class ModelWithResponse:
    def __init__(self, client: Client) -> None: ...
    def detect(
        self,
        box: DetectBox | DetectBoxDict,
        *,
        weights: ArrayInput | None = ...,
        deep: Sequence[_Nested],
        **unknown: Never,
    ) -> Response[DetectResult]: ...
    def detect_batch(
        self,
        items: Iterable[DetectInput],
    ) -> list[Response[DetectResult]]: ...
    def move(
        self,
        box: DetectBox | DetectBoxDict,
        **unknown: Never,
    ) -> Response[DetectBox]: ...
    def move_batch(self, items: Iterable[MoveInput]) -> list[Response[DetectBox]]: ...

class ModelProtocol(Protocol):
    """What `Model` can do; a fake of your own fits as well."""

    def detect(
        self,
        box: DetectBox | DetectBoxDict,
        *,
        weights: ArrayInput | None = ...,
        deep: Sequence[_Nested],
    ) -> DetectResult: ...

    def move(self, box: DetectBox | DetectBoxDict) -> DetectBox: ...

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
    def detect_batch_iter(
        self,
        items: Iterable[DetectInput],
    ) -> AsyncIterator[DetectResult | ClarifaiError]: ...
    @overload
    async def move(self, box: DetectBox | DetectBoxDict) -> DetectBox: ...
    @overload
    async def move(self, box: Sequence[MoveInput], /) -> list[DetectBox]: ...
    async def move_batch(self, items: Iterable[MoveInput]) -> list[DetectBox]: ...
    def move_batch_iter(
        self,
        items: Iterable[MoveInput],
    ) -> AsyncIterator[DetectBox | ClarifaiError]: ...
    @property
    def with_response(self) -> AsyncModelWithResponse: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    async def aclose(self) -> None: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *_: object) -> None: ...

class AsyncModelWithResponse:
    def __init__(self, client: AsyncClient) -> None: ...
    async def detect(
        self,
        box: DetectBox | DetectBoxDict,
        *,
        weights: ArrayInput | None = ...,
        deep: Sequence[_Nested],
        **unknown: Never,
    ) -> Response[DetectResult]: ...
    async def detect_batch(
        self,
        items: Iterable[DetectInput],
    ) -> list[Response[DetectResult]]: ...
    async def move(
        self,
        box: DetectBox | DetectBoxDict,
        **unknown: Never,
    ) -> Response[DetectBox]: ...
    async def move_batch(
        self,
        items: Iterable[MoveInput],
    ) -> list[Response[DetectBox]]: ...

class AsyncModelProtocol(Protocol):
    """What `AsyncModel` can do; a fake of your own fits as well."""

    async def detect(
        self,
        box: DetectBox | DetectBoxDict,
        *,
        weights: ArrayInput | None = ...,
        deep: Sequence[_Nested],
    ) -> DetectResult: ...

    async def move(self, box: DetectBox | DetectBoxDict) -> DetectBox: ...
