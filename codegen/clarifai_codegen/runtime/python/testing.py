# SPDX-License-Identifier: MIT-0
# ruff: noqa
"""Fakes of generated clients: no PAT, no network, the same checks as the real ones.

A fake is the generated client itself, over a connection that answers from here: with
seeded values of the right type, or with what a test scripts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .async_client import AsyncClient
from .client import Client
from .fake_connection import AsyncFakeConnection, FakeConnection
from .method import Method, ModelId
from .script import Answers, Call, Script

__all__ = ["Answers", "Call", "Fake", "calls_of", "fakes"]


class Fake:
    """What all fakes are beside their client.

    `seed` decides the values that they answer, `answers` gives some by the method's name.
    """

    if TYPE_CHECKING:

        def __init__(self, *, seed: int = 0, answers: Answers | None = None) -> None:
            """Make a fake."""


def calls_of(fake: object) -> list[Call]:
    """The calls that a fake was given, in order."""
    client: Any = getattr(fake, "__client__", None)
    connection = getattr(client, "connection", None)
    if not isinstance(connection, FakeConnection | AsyncFakeConnection):
        raise TypeError(f"{fake!r} is no fake")
    script: Script = connection.script
    return script.calls


def fakes(
    package: str, modules: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """`__getattr__` and `__dir__` of a module with the fakes of a package's clients.

    `modules` are the modules of the package with the name of their client.
    """
    homes: dict[str, tuple[str, str, type[Any], type[Any]]] = {}
    for module, name in modules.items():
        sync = module, name, Client, FakeConnection
        asynchronous = module, f"Async{name}", AsyncClient, AsyncFakeConnection
        homes |= {f"Fake{name}": sync, f"FakeAsync{name}": asynchronous}

    def __getattr__(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"no fake {name!r}")
        module, client, core, connection = homes[name]
        fake = _fake(
            name, import_module(f"{package}.{module}"), client, core, connection
        )
        setattr(sys.modules[f"{package}.testing"], name, fake)
        return fake

    def __dir__() -> list[str]:
        return sorted(homes)

    return __getattr__, __dir__


def _fake(name: str, module: Any, client: str, core: Any, connection: Any) -> type:
    names: dict[str, Any] = module.__dict__
    tables = [each for each in names.values() if _is_table(each)]
    methods: dict[str, Method[Any]] = {each.name: each for each in tables}

    def __init__(self: Any, *, seed: int = 0, answers: Answers | None = None) -> None:
        script = Script(methods, seed, answers or {})
        model = ModelId("fake", "fake", "fake")
        self.__client__ = core(model, None, {}, connection(script))

    base: type = getattr(module, client)
    body = {"__init__": __init__, "__doc__": f"A fake {client}: see the module."}
    return type(
        name, (Fake, base), body | {"__module__": f"{module.__package__}.testing"}
    )


def _is_table(value: object) -> bool:
    return isinstance(value, Method)
