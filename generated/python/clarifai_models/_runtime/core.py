# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""What sync and async clients share: which model, with which options, and requests.

Nothing here waits or touches the network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from .address import ModelAddress, parse_model
from .codec import BOOL, BYTES, FLOAT, INT, STR, Codec, Refusal
from .connection import Connection
from .credentials import Access, resolve_access
from .default import Default
from .errors import (
    ArgumentTypeError,
    ClarifaiError,
    InvalidArgumentError,
)
from .method import Method, ModelId, unknown_argument
from .options import ACCESS_OPTIONS, Settings
from .retry import Attempts
from .status import error_of_rpc
from .types import is_mapping
from .wire import messages

__all__ = ["MAX_BATCH", "Core", "chunks"]

MAX_BATCH = 128
"""Inputs in one request, at most: MAX_MODEL_PREDICT_INPUTS of the platform."""

T = TypeVar("T")
S = TypeVar("S")

DEPLOYMENT = ("deployment_id",)
NODEPOOL = ("compute_cluster_id", "nodepool_id")
"""Two ways to say where calls run; the later one replaces the earlier."""

_NOT_GIVEN = Default(...)


class Core:
    """A model to call, with options: builds requests and reads answers.

    `url` names the model instead of the locked ids: a model URL, `user/app/models/id`, or
    `grpc://host:port` for a local runner. `live` are the signatures as the model tells them,
    None unless it was asked.
    """

    connection_type: type[Connection] = Connection

    def __init__(
        self,
        model: ModelId,
        url: str | None,
        options: Mapping[str, Any],
        connection: Connection | None = None,
    ) -> None:
        self.model = model
        self.url = url
        self.options = dict(options)
        self.settings = Settings.of(options)
        self.address, base_url = self._address()
        self.connection = connection or self._connect(base_url)
        self._templates: dict[Method[Any], bytes] = {}
        self.live: Mapping[str, Any] | None = None

    def __getstate__(self) -> tuple[Any, ...]:
        return self.model, self.url, self.options

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        type(self).__init__(self, *state)

    def derive(self, client: S, options: Mapping[str, Any]) -> S:
        """A client like `client` with these options besides; it shares the channel
        unless they change who calls or where."""
        same = self.connection.is_shared or not any(
            name in options for name in ACCESS_OPTIONS
        )
        merged = {**self.options, **options}
        for kind, other_kind in (DEPLOYMENT, NODEPOOL), (NODEPOOL, DEPLOYMENT):
            if any(name in options for name in kind):
                for name in other_kind:
                    merged[name] = options.get(name, "")
        if getattr(options.get("deployment_id"), "user_id", ""):
            # A named deployment brings its owner.
            merged["deployment_user_id"] = options.get("deployment_user_id", "")
        core = type(self)(
            self.model, self.url, merged, self.connection if same else None
        )
        other: Any = object.__new__(type(client))
        other.__client__ = core
        derived: S = other
        return derived

    def describe(self, name: str) -> str:
        """The repr of a client: which model, and where."""
        where = self.address.url if self.address.model_id else self.url
        return f"<{name} {where}>"

    @property
    def openai_model(self) -> str:
        """How the OpenAI-compatible endpoint calls this model."""
        return self.address.url

    def openai_arguments(self) -> dict[str, str]:
        """What `openai.OpenAI` needs to reach this model: base_url and api_key."""
        access = self.connection.access
        if access.base_url.startswith("grpc://"):
            raise InvalidArgumentError("a local runner has no OpenAI endpoint")
        header, *_ = access.metadata
        scheme = "https" if access.target.secure else "http"
        place = access.base_url.strip().rpartition("://")[2].rstrip("/")
        base = f"{scheme}://{place.removesuffix('/v2')}/v2/ext/openai/v1"
        return {"base_url": base, "api_key": header[1].removeprefix("Key ")}

    # Requests.

    def request(
        self, method: Method[Any], arguments: Sequence[Any], unknown: Mapping[str, Any]
    ) -> Any:
        """A request with one input."""
        if unknown:
            raise unknown_argument(method, next(iter(unknown)))
        template = self._templates.get(method) or self.template(method)
        request = messages().service_pb2.PostModelOutputsRequest.FromString(template)
        settings = self.settings
        data = request.inputs[0].data
        method.write(data, arguments, settings.validate)
        if settings.extra_arguments:
            _write_extra(method, data, settings.extra_arguments)
        return request

    def batch_request(
        self, method: Method[Any], items: Sequence[Any], start: int = 0
    ) -> Any:
        """A request with an input for each item: mappings of named arguments. `start` is
        the position of the first one in the batch."""
        request = None
        for position, item in enumerate(items, start):
            if not is_mapping(item):
                raise ArgumentTypeError(
                    f"item {position} of a batch is a mapping of arguments, "
                    f"not {type(item).__name__}",
                    method=method.name,
                )
            try:
                one = self.request(method, method.bind(item), {})
            except (InvalidArgumentError, ArgumentTypeError) as error:
                error.message = f"item {position}: {error.message}"
                raise
            if request is None:
                request = one
            else:
                request.inputs.append(one.inputs[0])
        return request

    def batch_requests(
        self, method: Method[Any], items: Iterable[Any]
    ) -> Iterator[Any]:
        """The requests of a batch, each made of the items that it takes."""
        start = 0
        for chunk in chunks(items):
            yield self.batch_request(method, chunk, start)
            start += len(chunk)

    def item_requests(
        self, method: Method[Any], arguments: Sequence[Any], unknown: Mapping[str, Any]
    ) -> tuple[Any, Callable[[Any], Any]]:
        """The caller's items of a bidirectional call, and how each becomes a request.

        The other arguments are checked here; they go with the first item.
        """
        index = method.stream_index
        items = arguments[index]
        fixed = [*arguments]
        fixed[index] = _NOT_GIVEN
        first = self.request(method, fixed, unknown)
        rest = self._templates[method]
        pending: list[Any] = [first]

        def build(item: Any) -> Any:
            request = pending.pop() if pending else None
            if request is None:
                kind = messages().service_pb2.PostModelOutputsRequest
                request = kind.FromString(rest)
            method.write_item(request.inputs[0].data, item, self.settings.validate)
            return request

        return items, build

    def template(self, method: Method[Any]) -> bytes:
        """The bytes that all requests of a method begin with."""
        request = messages().service_pb2.PostModelOutputsRequest()
        address = self.address
        if address.user_id or address.app_id:
            request.user_app_id.user_id = address.user_id
            request.user_app_id.app_id = address.app_id
        request.model_id = address.model_id
        request.version_id = address.version_id
        routing = self.settings.routing
        if any(routing):
            routing.select(request.runner_selector)
        request.inputs.add().data.metadata["_method_name"] = method.name
        template = self._templates[method] = bytes(request.SerializeToString())
        return template

    def failure(
        self, method: Method[Any], error: Any, request: Any = None
    ) -> ClarifaiError:
        """The error that a `grpc.RpcError` stands for; of a request that was too large to
        be sent, it names the largest argument."""
        failure = error_of_rpc(error, method.name)
        too_large = (
            isinstance(failure, InvalidArgumentError)
            and failure.name in ("RESOURCE_EXHAUSTED", "INTERNAL")
            and not failure.details.startswith(("CLIENT: Received", "Received"))
        )
        if too_large and request is not None:
            parts = [part for each in request.inputs for part in each.data.parts]
            if parts:
                largest = method.python_name(max(parts, key=_size).id)
                failure.message = f"argument {largest!r}: {failure.message}"
        return failure

    def attempts(
        self, method: Method[Any], timeout: float | None, start: float | None = None
    ) -> Attempts:
        """The attempts of one call, which began at `start` (`time.monotonic`)."""
        settings = self.settings
        return Attempts(
            method.name,
            timeout,
            settings.max_retries,
            settings.wait_for_deployment,
            settings.on_wait,
            settings.on_retry,
            start,
        )

    # Where.

    def _connect(self, base_url: str) -> Connection:
        given = {name: self.options.get(name, "") for name in ACCESS_OPTIONS}
        given["base_url"] = base_url

        def access() -> Access:
            return resolve_access(**given, pat_env=self.model.pat_env)

        return self.connection_type(access)

    def _address(self) -> tuple[ModelAddress, str]:
        """The model's ids, and the base URL as far as it was given."""
        model, options = self.model, self.options
        base_url = options.get("base_url") or model.base_url
        ids = ModelAddress(
            model.user_id, model.app_id, model.model_id, model.version_id
        )
        url = self.url or ""
        if url.startswith("grpc://"):
            base_url = url
        elif url:
            try:
                ids = parse_model(url)
            except ValueError as error:
                raise InvalidArgumentError(str(error)) from None
        given = {name: options[name] for name in ids._fields if options.get(name)}
        ids = ids._replace(**given)
        if not ids.model_id and not base_url.startswith("grpc://"):
            raise InvalidArgumentError(
                "which model? its signatures did not say: pass a model URL or "
                "grpc://host:port as first argument, or user_id, app_id and model_id"
            )
        return ids, base_url


def _size(part: Any) -> int:
    size: int = part.ByteSize()
    return size


_EXTRA: Sequence[tuple[type, Codec[Any]]] = (
    (bool, BOOL),
    (str, STR),
    (bytes, BYTES),
    (int, INT),
    (float, FLOAT),
)


def _write_extra(method: Method[Any], data: Any, extra: Mapping[str, Any]) -> None:
    """Arguments without a signature: their type decides how they are sent."""
    from .json_codec import JSON

    for name, value in extra.items():
        part = data.parts.add(id=name).data
        codec = next((codec for kind, codec in _EXTRA if isinstance(value, kind)), JSON)
        try:
            codec.encode(part, value)
        except Refusal as refusal:
            what = f"argument {name!r}{refusal.where}: {refusal.what}"
            raise refusal.kind(what, method=method.name) from None
        if codec is INT:
            # The server reads the one of the two that its parameter needs.
            part.float_value = value


def chunks(items: Iterable[T], size: int = MAX_BATCH) -> Iterable[list[T]]:
    """The items in lists of `size`, the last one shorter."""
    from itertools import islice

    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
