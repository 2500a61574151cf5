# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""A gRPC channel, opened on the first call, and single RPCs over it."""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

from .address import Target
from .credentials import Access
from .errors import InvalidArgumentError
from .retry import Attempts
from .status import SUCCESS, error_of_rpc, error_of_status
from .wire import RPCS, grpc_module, messages

__all__ = ["MAX_MESSAGE", "Connection", "channel_options", "credentials_of"]

MAX_MESSAGE = 2**30
"""The largest message, in bytes: what the platform and the local runner take."""

_open: weakref.WeakSet[Connection] = weakref.WeakSet()


def channel_options(target: Target) -> list[tuple[str, int]]:
    """Options of a channel. Retries are ours alone, so that they count once; this
    machine is never reached through a proxy."""
    return [
        ("grpc.max_send_message_length", MAX_MESSAGE),
        ("grpc.max_receive_message_length", MAX_MESSAGE),
        ("grpc.enable_retries", 0),
        ("grpc.enable_http_proxy", int(not target.is_loopback)),
    ]


def credentials_of(access: Access) -> Any:
    """The channel credentials for TLS. Raises InvalidArgumentError for bad roots."""
    roots = None
    if access.root_certificates:
        try:
            with open(access.root_certificates, "rb") as file:
                roots = file.read()
        except OSError as error:
            raise InvalidArgumentError(f"root_certificates: {error}") from error
    return grpc_module().ssl_channel_credentials(root_certificates=roots)


class Connection:
    """A channel to one address, for one caller. Safe in threads; usable after fork."""

    is_shared = False
    """Whether derived clients use it, whoever calls and wherever they say."""

    def __init__(self, access: Access | Callable[[], Access]) -> None:
        """`access` may be a function, which is asked on the first call."""
        self._access = access
        self._channel: Any = None
        self._calls: dict[str, Any] = {}
        self._metadata: Any = None
        self._lock = threading.Lock()

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the channel; the next call opens a new one."""
        with self._lock:
            channel, self._channel = self._channel, None
            self._calls = {}
        if channel is not None:
            channel.close()

    def forget(self) -> None:
        """Drop the channel without touching it: after a fork it is the parent's."""
        self._channel = None
        self._calls = {}
        self._lock = threading.Lock()

    @property
    def access(self) -> Access:
        """Who calls, and where."""
        if not isinstance(self._access, Access):
            self._access = self._access()
        return self._access

    @property
    def metadata(self) -> Any:
        """The headers of every call, made once."""
        if self._metadata is None:
            self._metadata = self.access.metadata
        return self._metadata

    def multicallable(self, rpc: str) -> Any:
        """The callable of an RPC of clarifai.api.V2, made once for each channel."""
        call = self._calls.get(rpc)
        if call is None:
            with self._lock:
                call = self._calls.get(rpc) or self._make(rpc)
        return call

    def unary(
        self,
        rpc: str,
        request: Any,
        *,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        method: str = "",
    ) -> Any:
        """Call a unary RPC and give its message, whose status is SUCCESS.

        `timeout` in seconds covers all attempts. Raises ClarifaiError.
        """
        call = self.multicallable(rpc)
        metadata = self.metadata
        attempts = Attempts(method or rpc, timeout, max_retries)
        while True:
            try:
                response = call(request, timeout=attempts.remaining, metadata=metadata)
            except grpc_module().RpcError as error:
                failure = error_of_rpc(error, method)
            else:
                if response.status.code == SUCCESS:
                    return response
                failure = error_of_status(response.status, method)
            time.sleep(attempts.pause(failure))

    def _make(self, rpc: str) -> Any:
        kind, request, response = RPCS[rpc]
        service = messages().service_pb2
        if self._channel is None:
            self._channel = self._open()
        call = self._calls[rpc] = getattr(self._channel, kind)(
            f"/clarifai.api.V2/{rpc}",
            request_serializer=getattr(service, request).SerializeToString,
            response_deserializer=getattr(service, response).FromString,
        )
        return call

    def _remember(self) -> None:
        """Note that there is a channel which a fork would copy."""
        _open.add(self)

    def _open(self) -> Any:
        grpc = grpc_module()
        self._remember()
        target = self.access.target
        options = channel_options(target)
        if not target.secure:
            return grpc.insecure_channel(target.address, options)
        credentials = credentials_of(self.access)
        return grpc.secure_channel(target.address, credentials, options)


def _after_fork() -> None:
    for connection in list(_open):
        connection.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
