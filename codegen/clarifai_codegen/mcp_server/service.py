"""What the server does, free of the protocol's package: lists tools and calls them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from ..runtime.python import ClarifaiError
from ..runtime.python.tools.failure import failure_text
from ..runtime.python.tools.rendering import Files, rendered, shortened
from .content import answer_of, error_of
from .files import KeptFiles
from .offer import Offer

__all__ = ["Report", "Service"]

Report = Callable[[int, str | None], Awaitable[object]]
"""Is told how many items of a stream came, and the last one where it is text or JSON."""

_LONGEST_NOTE = 500
_WHOLE = 2**31
"""A text that is cut is no JSON; hosts have limits of their own."""


class Service:
    """Answers tools/list and tools/call in the protocol's JSON.

    `keeps_files` lets calls name files of earlier answers: for one client alone.
    """

    def __init__(self, offer: Offer, *, keeps_files: bool = False) -> None:
        self.offer = offer
        self._kept = KeptFiles() if keeps_files else None
        self._with_schema = {
            each["name"] for each in offer.listed if "outputSchema" in each
        }

    def listed(self) -> dict[str, Any]:
        """The answer to tools/list."""
        return {"tools": self.offer.listed}

    async def call(
        self, name: str, arguments: Mapping[str, Any] | None, report: Report | None
    ) -> dict[str, Any]:
        """The answer to tools/call; what goes wrong is a result too. Cancelling it cancels
        the call of the model."""
        if report is None:
            return await self._call(name, arguments, {})
        notes: asyncio.Queue[str | None] = asyncio.Queue()

        def note(_: str, item: Any) -> None:
            notes.put_nowait(self._note(name, item))

        sender = asyncio.create_task(_send(notes, report))
        try:
            answer = await self._call(name, arguments, {"on_chunk": note})
            notes.put_nowait(_END)
            await sender
            return answer
        finally:
            sender.cancel()

    async def _call(
        self, name: str, arguments: Mapping[str, Any] | None, options: dict[str, Any]
    ) -> dict[str, Any]:
        dispatcher = self.offer.dispatcher
        if name in self._with_schema:
            options["max_text"] = _WHOLE
        options["attachments"] = self._kept
        try:
            result = await dispatcher.adispatch(name, arguments, **options)
        except ClarifaiError as error:
            client = dispatcher.shared_clients.of(
                dispatcher.by_name[name], None, True, False
            )
            return error_of(failure_text(name, error, client))
        except ImportError as error:
            return error_of(f"{name} failed: {error}; run: pip install {error.name}")
        if self._kept is not None:
            self._kept.add(result.parts)
        return answer_of(result, name in self._with_schema)

    def _note(self, name: str, item: Any) -> str | None:
        """An item as a progress note tells it; None where it is a file."""
        files = Files()
        codec = self.offer.dispatcher.by_name[name].method.result
        text = rendered(codec, item, files)
        return None if files.parts else shortened(text, _LONGEST_NOTE)


_END = "\0end"


async def _send(notes: asyncio.Queue[str | None], report: Report) -> None:
    count = 0
    while (note := await notes.get()) is not _END:
        count += 1
        await report(count, note)
