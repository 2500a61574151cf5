from collections.abc import AsyncIterable, Iterable, Mapping
from typing import ClassVar, Self, TypedDict, Unpack
from ._runtime import AsyncStream, AudioInput, ClientOptions, Stream

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
    ) -> Stream[str]:
        """Write down what is heard.

        Args:
            language: Default: "en".
        """
    def close(self) -> bool: ...
    def close_batch(self, items: Iterable[CloseInput]) -> list[bool]: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    def close_(self) -> None: ...

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
    ) -> AsyncStream[str]:
        """Write down what is heard.

        Args:
            language: Default: "en".
        """
    async def close(self) -> bool: ...
    async def close_batch(self, items: Iterable[CloseInput]) -> list[bool]: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    async def aclose(self) -> None: ...
