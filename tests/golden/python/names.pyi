from builtins import list as _list, property as _property, str as _str
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from typing import (
    ClassVar,
    Never,
    NotRequired,
    Protocol,
    Self,
    TypedDict,
    Unpack,
    overload as _overload,
)

from ._runtime import (
    AsyncClient,
    AsyncStream,
    ClarifaiError,
    Client,
    ClientOptions,
    Image as _Image,
    Response,
    Stream,
)

class ImageInput2(TypedDict):
    """Arguments of Image, for one item of a batch."""

    str: _str
    self_: int
    max_tokens: NotRequired[int]
    class_: NotRequired[_str]
    _: NotRequired[float]

class ListInput(TypedDict):
    """Arguments of list, for one item of a batch."""

    unknown: Sequence[_str]

class InitMethodInput(TypedDict):
    """Arguments of init_method, for one item of a batch."""

    proto__: _str

class PropertyInput(TypedDict):
    """Arguments of property, for one item of a batch."""

class OverloadInput(TypedDict):
    """Arguments of overload, for one item of a batch."""

    x: _str

class ImageModel:
    METHODS: ClassVar[tuple[_str, ...]]
    SIGNATURES: ClassVar[Mapping[_str, _str]]
    def __init__(
        self,
        url: _str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None: ...
    @_overload
    def Image(
        self,
        str: _str,
        self_: int,
        *,
        max_tokens: int = 1,
        class_: _str = 'say "hi"\n',
        _: float = float("inf"),
    ) -> _Image:
        """Call the model's method "Image".

        Args:
            self_: The model calls it "self".
            max_tokens: Default: 1. The model calls it "max-tokens".
            class_: Default: 'say "hi"\\n'. The model calls it "class".
            _: Default: float("inf"). The model calls it "\\u202e".
        """
    @_overload
    def Image(self, str: Sequence[ImageInput2], /) -> _list[_Image]: ...
    def Image_batch(self, items: Iterable[ImageInput2]) -> _list[_Image]: ...
    def Image_batch_iter(
        self,
        items: Iterable[ImageInput2],
    ) -> Iterator[_Image | ClarifaiError]: ...
    def list(self, unknown: Sequence[_str], **unknown_: Never) -> _list[_str]: ...
    def list_batch(self, items: Iterable[ListInput]) -> _list[_list[_str]]: ...
    def list_batch_iter(
        self,
        items: Iterable[ListInput],
    ) -> Iterator[_list[_str] | ClarifaiError]: ...
    @_overload
    def init_method(self, proto__: _str) -> _str:
        """Call the model's method "__init__".

        Args:
            proto__: The model calls it "__proto__".
        """
    @_overload
    def init_method(self, proto__: Sequence[InitMethodInput], /) -> _list[_str]: ...
    def init_method_batch(self, items: Iterable[InitMethodInput]) -> _list[_str]: ...
    def init_method_batch_iter(
        self,
        items: Iterable[InitMethodInput],
    ) -> Iterator[_str | ClarifaiError]: ...
    def property(self, **unknown: Never) -> _str: ...
    def property_batch(self, items: Iterable[PropertyInput]) -> _list[_str]: ...
    def property_batch_iter(
        self,
        items: Iterable[PropertyInput],
    ) -> Iterator[_str | ClarifaiError]: ...
    @_overload
    def overload(self, x: _str) -> _str: ...
    @_overload
    def overload(self, x: Sequence[OverloadInput], /) -> _list[_str]: ...
    def overload_batch(self, items: Iterable[OverloadInput]) -> _list[_str]: ...
    def overload_batch_iter(
        self,
        items: Iterable[OverloadInput],
    ) -> Iterator[_str | ClarifaiError]: ...
    def default(self, x: _str = "a", **unknown: Never) -> Stream[_str]:
        """Call the model's method "default".

        Args:
            x: Default: "a".
        """
    @_property
    def with_response(self) -> ImageModelWithResponse: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

class ImageModelWithResponse:
    def __init__(self, client: Client) -> None: ...
    def Image(
        self,
        str: _str,
        self_: int,
        *,
        max_tokens: int = 1,
        class_: _str = 'say "hi"\n',
        _: float = float("inf"),
        **unknown: Never,
    ) -> Response[_Image]: ...
    def Image_batch(self, items: Iterable[ImageInput2]) -> _list[Response[_Image]]: ...
    def list(
        self,
        unknown: Sequence[_str],
        **unknown_: Never,
    ) -> Response[_list[_str]]: ...
    def list_batch(
        self,
        items: Iterable[ListInput],
    ) -> _list[Response[_list[_str]]]: ...
    def init_method(self, proto__: _str, **unknown: Never) -> Response[_str]: ...
    def init_method_batch(
        self,
        items: Iterable[InitMethodInput],
    ) -> _list[Response[_str]]: ...
    def property(self, **unknown: Never) -> Response[_str]: ...
    def property_batch(
        self,
        items: Iterable[PropertyInput],
    ) -> _list[Response[_str]]: ...
    def overload(self, x: _str, **unknown: Never) -> Response[_str]: ...
    def overload_batch(
        self,
        items: Iterable[OverloadInput],
    ) -> _list[Response[_str]]: ...
    def default(self, x: _str = "a", **unknown: Never) -> Stream[Response[_str]]: ...

class ImageModelProtocol(Protocol):
    """What `ImageModel` can do; a fake of your own fits as well."""

    def Image(
        self,
        str: _str,
        self_: int,
        *,
        max_tokens: int = ...,
        class_: _str = ...,
        _: float = ...,
    ) -> _Image: ...

    def list(self, unknown: Sequence[_str]) -> _list[_str]: ...

    def init_method(self, proto__: _str) -> _str: ...

    def property(self) -> _str: ...

    def overload(self, x: _str) -> _str: ...

    def default(self, x: _str = ...) -> Iterator[_str]: ...

class AsyncImageModel:
    METHODS: ClassVar[tuple[_str, ...]]
    SIGNATURES: ClassVar[Mapping[_str, _str]]
    def __init__(
        self,
        url: _str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None: ...
    @_overload
    async def Image(
        self,
        str: _str,
        self_: int,
        *,
        max_tokens: int = 1,
        class_: _str = 'say "hi"\n',
        _: float = float("inf"),
    ) -> _Image:
        """Call the model's method "Image".

        Args:
            self_: The model calls it "self".
            max_tokens: Default: 1. The model calls it "max-tokens".
            class_: Default: 'say "hi"\\n'. The model calls it "class".
            _: Default: float("inf"). The model calls it "\\u202e".
        """
    @_overload
    async def Image(self, str: Sequence[ImageInput2], /) -> _list[_Image]: ...
    async def Image_batch(self, items: Iterable[ImageInput2]) -> _list[_Image]: ...
    def Image_batch_iter(
        self,
        items: Iterable[ImageInput2],
    ) -> AsyncIterator[_Image | ClarifaiError]: ...
    async def list(self, unknown: Sequence[_str], **unknown_: Never) -> _list[_str]: ...
    async def list_batch(self, items: Iterable[ListInput]) -> _list[_list[_str]]: ...
    def list_batch_iter(
        self,
        items: Iterable[ListInput],
    ) -> AsyncIterator[_list[_str] | ClarifaiError]: ...
    @_overload
    async def init_method(self, proto__: _str) -> _str:
        """Call the model's method "__init__".

        Args:
            proto__: The model calls it "__proto__".
        """
    @_overload
    async def init_method(
        self,
        proto__: Sequence[InitMethodInput],
        /,
    ) -> _list[_str]: ...
    async def init_method_batch(
        self,
        items: Iterable[InitMethodInput],
    ) -> _list[_str]: ...
    def init_method_batch_iter(
        self,
        items: Iterable[InitMethodInput],
    ) -> AsyncIterator[_str | ClarifaiError]: ...
    async def property(self, **unknown: Never) -> _str: ...
    async def property_batch(self, items: Iterable[PropertyInput]) -> _list[_str]: ...
    def property_batch_iter(
        self,
        items: Iterable[PropertyInput],
    ) -> AsyncIterator[_str | ClarifaiError]: ...
    @_overload
    async def overload(self, x: _str) -> _str: ...
    @_overload
    async def overload(self, x: Sequence[OverloadInput], /) -> _list[_str]: ...
    async def overload_batch(self, items: Iterable[OverloadInput]) -> _list[_str]: ...
    def overload_batch_iter(
        self,
        items: Iterable[OverloadInput],
    ) -> AsyncIterator[_str | ClarifaiError]: ...
    def default(self, x: _str = "a", **unknown: Never) -> AsyncStream[_str]:
        """Call the model's method "default".

        Args:
            x: Default: "a".
        """
    @_property
    def with_response(self) -> AsyncImageModelWithResponse: ...
    def with_options(self, **options: Unpack[ClientOptions]) -> Self: ...
    async def aclose(self) -> None: ...
    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *_: object) -> None: ...

class AsyncImageModelWithResponse:
    def __init__(self, client: AsyncClient) -> None: ...
    async def Image(
        self,
        str: _str,
        self_: int,
        *,
        max_tokens: int = 1,
        class_: _str = 'say "hi"\n',
        _: float = float("inf"),
        **unknown: Never,
    ) -> Response[_Image]: ...
    async def Image_batch(
        self,
        items: Iterable[ImageInput2],
    ) -> _list[Response[_Image]]: ...
    async def list(
        self,
        unknown: Sequence[_str],
        **unknown_: Never,
    ) -> Response[_list[_str]]: ...
    async def list_batch(
        self,
        items: Iterable[ListInput],
    ) -> _list[Response[_list[_str]]]: ...
    async def init_method(self, proto__: _str, **unknown: Never) -> Response[_str]: ...
    async def init_method_batch(
        self,
        items: Iterable[InitMethodInput],
    ) -> _list[Response[_str]]: ...
    async def property(self, **unknown: Never) -> Response[_str]: ...
    async def property_batch(
        self,
        items: Iterable[PropertyInput],
    ) -> _list[Response[_str]]: ...
    async def overload(self, x: _str, **unknown: Never) -> Response[_str]: ...
    async def overload_batch(
        self,
        items: Iterable[OverloadInput],
    ) -> _list[Response[_str]]: ...
    def default(
        self,
        x: _str = "a",
        **unknown: Never,
    ) -> AsyncStream[Response[_str]]: ...

class AsyncImageModelProtocol(Protocol):
    """What `AsyncImageModel` can do; a fake of your own fits as well."""

    async def Image(
        self,
        str: _str,
        self_: int,
        *,
        max_tokens: int = ...,
        class_: _str = ...,
        _: float = ...,
    ) -> _Image: ...

    async def list(self, unknown: Sequence[_str]) -> _list[_str]: ...

    async def init_method(self, proto__: _str) -> _str: ...

    async def property(self) -> _str: ...

    async def overload(self, x: _str) -> _str: ...

    def default(self, x: _str = ...) -> AsyncIterator[_str]: ...
