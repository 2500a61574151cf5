"""MCP over streamable HTTP, with a client that is not ours."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport
from fastmcp.exceptions import ToolError

from clarifai_codegen.serve.endpoint import Endpoint

PATH = "/v2/ext/mcp/v1/users/demo/apps/main/models/mcp-tools"


def message(method: str, number: int | None = 1, **parameters: Any) -> dict[str, Any]:
    found = {"jsonrpc": "2.0", "method": method, "params": parameters}
    return found if number is None else found | {"id": number}


def inside(
    endpoint: Endpoint, work: Callable[[Any], Awaitable[Any]], path: str = PATH
) -> Any:
    async def run() -> Any:
        headers = {"Authorization": "Bearer the-pat"}
        transport = StreamableHttpTransport(endpoint.base_url + path, headers=headers)
        async with Client(transport) as client:
            return await work(client)

    return asyncio.run(run())


def test_tools_are_listed_and_called(web: Endpoint) -> None:
    async def work(client: Any) -> Any:
        (tool,) = await client.list_tools()
        result = await client.call_tool("add", {"a": 1, "b": 2})
        return tool.name, tool.inputSchema["required"], result.data

    assert inside(web, work) == ("add", ["a", "b"], 3)


def test_a_version_may_stand_in_the_path(web: Endpoint) -> None:
    version = next(m.version_id for m in web.models if m.model_id == "mcp-tools")
    tools = inside(web, lambda c: c.list_tools(), f"{PATH}/versions/{version}")
    assert len(tools) == 1


def test_a_tool_that_fails_says_why(web: Endpoint) -> None:
    with pytest.raises(ToolError):
        inside(web, lambda client: client.call_tool("add", {"a": "x", "b": 2}))


@pytest.mark.slow
def test_many_ask_at_once(web: Endpoint) -> None:
    async def work(client: Any) -> Any:
        calls = [client.call_tool("add", {"a": n, "b": n}) for n in range(40)]
        return [result.data for result in await asyncio.gather(*calls)]

    assert inside(web, work) == [2 * n for n in range(40)]


def test_notifications_and_answers_are_taken_without_one(http: httpx.Client) -> None:
    for each in (
        message("notifications/initialized", None),
        {"jsonrpc": "2.0", "id": 1, "result": {}},
    ):
        answer = http.post(PATH, json=each)
        assert (answer.status_code, answer.content) == (202, b"")


def test_a_batch_is_answered_by_one(http: httpx.Client) -> None:
    batch = [message("tools/list", 1), message("notifications/initialized", None)]
    (answer,) = http.post(PATH, json=batch).json()
    assert answer["id"] == 1
    assert answer["result"]["tools"][0]["name"] == "add"


def test_a_question_that_is_none_is_an_error_of_json_rpc(http: httpx.Client) -> None:
    answer = http.post(PATH, json=message("no/such/method"))
    assert (answer.status_code, answer.json()["id"]) == (200, 1)
    assert answer.json()["error"]["message"]
    assert http.post(PATH, json=1).json()["error"]["code"] == -32600
    unread = http.post(PATH, content=b"{")
    assert unread.status_code == 400
    assert unread.json()["error"]["code"] == -32700


@pytest.mark.parametrize(
    ("path", "pat", "status"),
    [
        (PATH, "wrong", 401),
        (PATH.replace("mcp-tools", "gone"), "the-pat", 404),
        (PATH.replace("mcp-tools", "all-types"), "the-pat", 400),
        ("/v2/ext/mcp/v1", "the-pat", 404),
    ],
)
def test_who_and_what_is_not_known_is_an_error(
    path: str, pat: str, status: int, http: httpx.Client
) -> None:
    headers = {"authorization": f"Bearer {pat}"}
    answer = http.post(path, json=message("tools/list"), headers=headers)
    assert answer.status_code == status
    assert answer.json()["error"]["data"]["status"]["req_id"]


def test_there_is_no_session_to_listen_to_or_to_end(http: httpx.Client) -> None:
    for answer in (http.get(PATH), http.delete(PATH)):
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
