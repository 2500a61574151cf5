"""The service as a server of the package `mcp`, whose versions 1 and 2 differ here."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..problems import Problem, ProblemError
from ..version import __version__
from .service import Report, Service

__all__ = ["require_mcp", "server_of"]


def require_mcp() -> None:
    """Raises ProblemError `missing-extra` without the package."""
    try:
        import_module("mcp.server.lowlevel")
    except ImportError as error:
        what = f"An MCP server needs the package `mcp`: {error}."
        fix = "Run: pip install 'clarifai-codegen[mcp]'"
        raise ProblemError(Problem("missing-extra", what, fix=fix)) from None


def server_of(service: Service, name: str) -> Any:
    """A server of the package that answers with the service."""
    kind: Any = import_module("mcp.server.lowlevel").Server
    make = _version_2 if hasattr(kind, "add_request_handler") else _version_1
    return make(kind, import_module("mcp.types"), service, name)


def _version_2(kind: Any, types: Any, service: Service, name: str) -> Any:
    async def list_tools(context: Any, params: Any) -> Any:
        return types.ListToolsResult.model_validate(service.listed())

    async def call_tool(context: Any, params: Any) -> Any:
        async def report(count: int, note: str | None) -> None:
            await context.session.report_progress(count, None, note)

        wanted = "progress_token" in (context.meta or {})
        answer = await service.call(
            params.name, params.arguments, report if wanted else None
        )
        return types.CallToolResult.model_validate(answer)

    return kind(
        name, version=__version__, on_list_tools=list_tools, on_call_tool=call_tool
    )


def _version_1(kind: Any, types: Any, service: Service, name: str) -> Any:
    server = kind(name, version=__version__)

    async def list_tools(request: Any) -> Any:
        found = types.ListToolsResult.model_validate(service.listed())
        return types.ServerResult(found)

    async def call_tool(request: Any) -> Any:
        params = request.params
        report = _report(server.request_context)
        answer = await service.call(params.name, params.arguments, report)
        return types.ServerResult(types.CallToolResult.model_validate(answer))

    # Not by the decorators: they check arguments, and say less of what is wrong.
    server.request_handlers[types.ListToolsRequest] = list_tools
    server.request_handlers[types.CallToolRequest] = call_tool
    return server


def _report(context: Any) -> Report | None:
    token = context.meta.progressToken if context.meta else None
    if token is None:
        return None

    async def report(count: int, note: str | None) -> None:
        await context.session.send_progress_notification(
            token, count, None, note, related_request_id=str(context.request_id)
        )

    return report
