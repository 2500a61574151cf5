from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from typing import ClassVar, Never, Protocol, Self, TypedDict, Unpack

from ._runtime import (
    AsyncClient,
    AsyncStream,
    AudioInput,
    ClarifaiError,
    Client,
    ClientOptions,
    Response,
    Stream,
)

class CloseInput(TypedDict):
    """Arguments of close, for one item of a batch."""

class Model4x:
    METHODS: ClassVar[tuple[str, ...]]
    SIGNATURES: ClassVar[Mapping[str, str]]
    def __init__(
        self,
        url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None: ...
    def transcribe(
        self,
        audio: Iterable[AudioInput],
        *,
        language: str = "en",
        **unknown: Never,
    ) -> Stream[str]:
        """Write down what is heard.

        Args:
            language: Default: "en".
        """
    def close(self, **unknown: Never) -> bool: ...
    def close_batch(self, items: Iterable[CloseInput]) -> list[bool]: ...
    def close_batch_iter(
        self,
        items: Iterable[CloseInput],
    ) -> Iterator[bool | ClarifaiError]: ...
    @property
    def with_response(self) -> Model4xWithResponse: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    def close_(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

class Model4xWithResponse:
    def __init__(self, client: Client) -> None: ...
    def transcribe(
        self,
        audio: Iterable[AudioInput],
        *,
        language: str = "en",
        **unknown: Never,
    ) -> Stream[Response[str]]: ...
    def close(self, **unknown: Never) -> Response[bool]: ...
    def close_batch(self, items: Iterable[CloseInput]) -> list[Response[bool]]: ...

class Model4xProtocol(Protocol):
    """What `Model4x` can do; a fake of your own fits as well."""

    def transcribe(
        self,
        audio: Iterable[AudioInput],
        *,
        language: str = ...,
    ) -> Iterator[str]: ...

    def close(self) -> bool: ...

class AsyncModel4x:
    METHODS: ClassVar[tuple[str, ...]]
    SIGNATURES: ClassVar[Mapping[str, str]]
    def __init__(
        self,
        url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None: ...
    def transcribe(
        self,
        audio: AsyncIterable[AudioInput] | Iterable[AudioInput],
        *,
        language: str = "en",
        **unknown: Never,
    ) -> AsyncStream[str]:
        """Write down what is heard.

        Args:
            language: Default: "en".
        """
    async def close(self, **unknown: Never) -> bool: ...
    async def close_batch(self, items: Iterable[CloseInput]) -> list[bool]: ...
    def close_batch_iter(
        self,
        items: Iterable[CloseInput],
    ) -> AsyncIterator[bool | ClarifaiError]: ...
    @property
    def with_response(self) -> AsyncModel4xWithResponse: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    async def aclose(self) -> None: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *_: object) -> None: ...

class AsyncModel4xWithResponse:
    def __init__(self, client: AsyncClient) -> None: ...
    def transcribe(
        self,
        audio: AsyncIterable[AudioInput] | Iterable[AudioInput],
        *,
        language: str = "en",
        **unknown: Never,
    ) -> AsyncStream[Response[str]]: ...
    async def close(self, **unknown: Never) -> Response[bool]: ...
    async def close_batch(
        self,
        items: Iterable[CloseInput],
    ) -> list[Response[bool]]: ...

class AsyncModel4xProtocol(Protocol):
    """What `AsyncModel4x` can do; a fake of your own fits as well."""

    def transcribe(
        self,
        audio: AsyncIterable[AudioInput] | Iterable[AudioInput],
        *,
        language: str = ...,
    ) -> AsyncIterator[str]: ...

    async def close(self) -> bool: ...
