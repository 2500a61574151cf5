from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from openai import AsyncOpenAI, OpenAI
from typing import (
    ClassVar,
    Literal,
    Never,
    NotRequired,
    Protocol,
    Self,
    TypedDict,
    Unpack,
    overload,
)

from ._runtime import (
    AsyncClient,
    AsyncStream,
    ChatMessages,
    ClarifaiError,
    Client,
    ClientOptions,
    ImageInput,
    Response,
    Stream,
)

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
    openai_model: ClassVar[str]
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
    def predict_batch_iter(
        self,
        items: Iterable[PredictInput],
    ) -> Iterator[str | ClarifaiError]: ...
    def generate(
        self,
        prompt: str,
        *,
        image: ImageInput | None = None,
        max_tokens: int = 512,
        style: Literal["plain", "fancy"] = "plain",
        messages: ChatMessages = [],
        **unknown: Never,
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
    def openai_transport_batch_iter(
        self,
        items: Iterable[OpenaiTransportInput],
    ) -> Iterator[str | ClarifaiError]: ...
    @property
    def with_response(self) -> Gpt4_1WithResponse: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    def openai(self) -> OpenAI: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

class Gpt4_1WithResponse:
    def __init__(self, client: Client) -> None: ...
    def predict(
        self,
        prompt: str,
        *,
        image: ImageInput | None = None,
        max_tokens: int = 512,
        style: Literal["plain", "fancy"] = "plain",
        messages: ChatMessages = [],
        **unknown: Never,
    ) -> Response[str]: ...
    def predict_batch(self, items: Iterable[PredictInput]) -> list[Response[str]]: ...
    def generate(
        self,
        prompt: str,
        *,
        image: ImageInput | None = None,
        max_tokens: int = 512,
        style: Literal["plain", "fancy"] = "plain",
        messages: ChatMessages = [],
        **unknown: Never,
    ) -> Stream[Response[str]]: ...
    def openai_transport(self, msg: str, **unknown: Never) -> Response[str]: ...
    def openai_transport_batch(
        self,
        items: Iterable[OpenaiTransportInput],
    ) -> list[Response[str]]: ...

class Gpt4_1Protocol(Protocol):
    """What `Gpt4_1` can do; a fake of your own fits as well."""

    def predict(
        self,
        prompt: str,
        *,
        image: ImageInput | None = ...,
        max_tokens: int = ...,
        style: Literal["plain", "fancy"] = ...,
        messages: ChatMessages = ...,
    ) -> str: ...

    def generate(
        self,
        prompt: str,
        *,
        image: ImageInput | None = ...,
        max_tokens: int = ...,
        style: Literal["plain", "fancy"] = ...,
        messages: ChatMessages = ...,
    ) -> Iterator[str]: ...

    def openai_transport(self, msg: str) -> str: ...

class AsyncGpt4_1:
    METHODS: ClassVar[tuple[str, ...]]
    SIGNATURES: ClassVar[Mapping[str, str]]
    openai_model: ClassVar[str]
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
    def predict_batch_iter(
        self,
        items: Iterable[PredictInput],
    ) -> AsyncIterator[str | ClarifaiError]: ...
    def generate(
        self,
        prompt: str,
        *,
        image: ImageInput | None = None,
        max_tokens: int = 512,
        style: Literal["plain", "fancy"] = "plain",
        messages: ChatMessages = [],
        **unknown: Never,
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
    def openai_transport_batch_iter(
        self,
        items: Iterable[OpenaiTransportInput],
    ) -> AsyncIterator[str | ClarifaiError]: ...
    @property
    def with_response(self) -> AsyncGpt4_1WithResponse: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    def openai(self) -> AsyncOpenAI: ...
    async def aclose(self) -> None: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *_: object) -> None: ...

class AsyncGpt4_1WithResponse:
    def __init__(self, client: AsyncClient) -> None: ...
    async def predict(
        self,
        prompt: str,
        *,
        image: ImageInput | None = None,
        max_tokens: int = 512,
        style: Literal["plain", "fancy"] = "plain",
        messages: ChatMessages = [],
        **unknown: Never,
    ) -> Response[str]: ...
    async def predict_batch(
        self,
        items: Iterable[PredictInput],
    ) -> list[Response[str]]: ...
    def generate(
        self,
        prompt: str,
        *,
        image: ImageInput | None = None,
        max_tokens: int = 512,
        style: Literal["plain", "fancy"] = "plain",
        messages: ChatMessages = [],
        **unknown: Never,
    ) -> AsyncStream[Response[str]]: ...
    async def openai_transport(self, msg: str, **unknown: Never) -> Response[str]: ...
    async def openai_transport_batch(
        self,
        items: Iterable[OpenaiTransportInput],
    ) -> list[Response[str]]: ...

class AsyncGpt4_1Protocol(Protocol):
    """What `AsyncGpt4_1` can do; a fake of your own fits as well."""

    async def predict(
        self,
        prompt: str,
        *,
        image: ImageInput | None = ...,
        max_tokens: int = ...,
        style: Literal["plain", "fancy"] = ...,
        messages: ChatMessages = ...,
    ) -> str: ...

    def generate(
        self,
        prompt: str,
        *,
        image: ImageInput | None = ...,
        max_tokens: int = ...,
        style: Literal["plain", "fancy"] = ...,
        messages: ChatMessages = ...,
    ) -> AsyncIterator[str]: ...

    async def openai_transport(self, msg: str) -> str: ...
