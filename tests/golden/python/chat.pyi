from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Literal, NotRequired, Self, TypedDict, Unpack, overload
from ._runtime import AsyncStream, ChatMessages, ClientOptions, ImageInput, Stream

class PredictInput(TypedDict):
    """Arguments of predict, for one item of a batch."""

    prompt: str
    image: NotRequired[ImageInput | None]
    max_tokens: NotRequired[int]
    style: NotRequired[Literal["plain", "fancy"]]
    messages: NotRequired[ChatMessages]

class OpenaiTransportInput(TypedDict):
    """Arguments of openai_transport, for one item of a batch."""

    msg: str

class Gpt4_1:
    METHODS: ClassVar[tuple[str, ...]]
    SIGNATURES: ClassVar[Mapping[str, str]]
    def __init__(
        self,
        url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None: ...
    @overload
    def predict(
        self,
        prompt: str,
        *,
        image: ImageInput | None = None,
        max_tokens: int = 512,
        style: Literal["plain", "fancy"] = "plain",
        messages: ChatMessages = [],
    ) -> str:
        """Answer a prompt.

        The answer comes as a whole.

        Args:
            prompt: What to answer.
            max_tokens: How long the answer may be. From 1 to 4096. Default: 512.
            style: Choices: "plain", "fancy". Default: "plain".
            messages: Default: [].

        Returns:
            The answer.
        """
    @overload
    def predict(self, prompt: Sequence[PredictInput], /) -> list[str]: ...
    def predict_batch(self, items: Iterable[PredictInput]) -> list[str]: ...
    def generate(
        self,
        prompt: str,
        *,
        image: ImageInput | None = None,
        max_tokens: int = 512,
        style: Literal["plain", "fancy"] = "plain",
        messages: ChatMessages = [],
    ) -> Stream[str]:
        """Answer a prompt piece by piece.

        Args:
            prompt: What to answer.
            max_tokens: How long the answer may be. From 1 to 4096. Default: 512.
            style: Choices: "plain", "fancy". Default: "plain".
            messages: Default: [].

        Yields:
            Pieces of the answer.
        """
    @overload
    def openai_transport(self, msg: str) -> str: ...
    @overload
    def openai_transport(self, msg: Sequence[OpenaiTransportInput], /) -> list[str]: ...
    def openai_transport_batch(
        self,
        items: Iterable[OpenaiTransportInput],
    ) -> list[str]: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    def close(self) -> None: ...

class AsyncGpt4_1:
    METHODS: ClassVar[tuple[str, ...]]
    SIGNATURES: ClassVar[Mapping[str, str]]
    def __init__(
        self,
        url: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None: ...
    @overload
    async def predict(
        self,
        prompt: str,
        *,
        image: ImageInput | None = None,
        max_tokens: int = 512,
        style: Literal["plain", "fancy"] = "plain",
        messages: ChatMessages = [],
    ) -> str:
        """Answer a prompt.

        The answer comes as a whole.

        Args:
            prompt: What to answer.
            max_tokens: How long the answer may be. From 1 to 4096. Default: 512.
            style: Choices: "plain", "fancy". Default: "plain".
            messages: Default: [].

        Returns:
            The answer.
        """
    @overload
    async def predict(self, prompt: Sequence[PredictInput], /) -> list[str]: ...
    async def predict_batch(self, items: Iterable[PredictInput]) -> list[str]: ...
    def generate(
        self,
        prompt: str,
        *,
        image: ImageInput | None = None,
        max_tokens: int = 512,
        style: Literal["plain", "fancy"] = "plain",
        messages: ChatMessages = [],
    ) -> AsyncStream[str]:
        """Answer a prompt piece by piece.

        Args:
            prompt: What to answer.
            max_tokens: How long the answer may be. From 1 to 4096. Default: 512.
            style: Choices: "plain", "fancy". Default: "plain".
            messages: Default: [].

        Yields:
            Pieces of the answer.
        """
    @overload
    async def openai_transport(self, msg: str) -> str: ...
    @overload
    async def openai_transport(
        self,
        msg: Sequence[OpenaiTransportInput],
        /,
    ) -> list[str]: ...
    async def openai_transport_batch(
        self,
        items: Iterable[OpenaiTransportInput],
    ) -> list[str]: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    async def aclose(self) -> None: ...
