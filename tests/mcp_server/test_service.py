"""What the service answers, free of the protocol's package."""

from __future__ import annotations

import asyncio
import base64
import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from clarifai_codegen import ProblemError
from clarifai_codegen.mcp_server.content import answer_of
from clarifai_codegen.mcp_server.files import KeptFiles
from clarifai_codegen.mcp_server.offer import offer
from clarifai_codegen.mcp_server.service import Service
from clarifai_codegen.runtime.python.tools import Part, ToolResult
from tests.project.samples import method, save

from .conftest import PAT, Models


def serving(*sources: str, base_url: str = "", **chosen: Any) -> Service:
    given = {"hide": {}, "fixed": {}, "base_url": base_url, **chosen}
    return Service(offer(ExitStack(), sources, **given))


def names(service: Service) -> list[str]:
    return [each["name"] for each in service.listed()["tools"]]


def called(service: Service, name: str, **arguments: Any) -> Any:
    async def go() -> Any:
        try:
            return await service.call(name, arguments, None)
        finally:
            await service.offer.aclose()

    return asyncio.run(go())


def test_two_models_of_one_name_keep_apart(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        save(tmp_path / folder / "m.json", "m", method("predict"))
    sources = [str(tmp_path / folder / "m.json") for folder in ("one", "two")]
    assert names(serving(*sources)) == ["m__predict", "m_2__predict"]


@pytest.mark.slow
def test_a_parameter_is_hidden_in_each_model_that_has_it(models: Models) -> None:
    service = serving(
        *models.sources,
        base_url=models.base_url,
        pat_env="MY_PAT",
        hide={"read_aloud": ["pause"], "AllTypes.generate": ["delay"]},
        fixed={"Demo.read_aloud": {"style": "loud"}},
    )
    schemas = {each["name"]: each["inputSchema"] for each in service.listed()["tools"]}
    assert [*schemas["demo__read_aloud"]["properties"]] == ["text"]
    assert [*schemas["all_types__generate"]["properties"]] == ["text", "n"]


@pytest.fixture(autouse=True)
def pat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_PAT", PAT)


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({"hide": {"predikt": ["x"]}}, "unknown-method"),
        ({"hide": {"Other.predict": ["x"]}}, "unknown-method"),
        ({"hide": {"predict": ["nothing"]}}, "bad-tool-option"),
        ({"fixed": {"predict": {"nothing": 1}}}, "bad-tool-option"),
    ],
)
def test_what_nobody_has_cannot_be_hidden(
    tmp_path: Path, chosen: dict[str, Any], code: str
) -> None:
    source = save(tmp_path / "m.json", "m", method("predict"))
    with pytest.raises(ProblemError) as caught:
        serving(str(source or tmp_path / "m.json"), **chosen)
    assert caught.value.problems[0].code == code


@pytest.mark.slow
def test_a_refused_pat_is_a_result_without_the_pat(
    models: Models, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = serving(models.sources[0], base_url=models.base_url, pat_env="MY_PAT")
    monkeypatch.setenv("MY_PAT", "another-secret")
    service.offer.clients[0].__client__.connection.forget()
    answer = called(service, "demo__chat", messages=[])
    assert answer["isError"]
    text = answer["content"][0]["text"]
    assert text.startswith("demo__chat failed: ")
    assert "another-secret" not in text
    assert PAT not in text


def test_a_number_that_json_lacks_fits_the_schema(models: Models) -> None:
    service = serving(models.sources[1], base_url=models.base_url, pat_env="MY_PAT")
    tools = {each["name"]: each for each in service.listed()["tools"]}
    schema = tools["all_types__echo_concept"]["outputSchema"]
    jsonschema.validate({"name": "a", "value": None, "id": "a"}, schema)
    jsonschema.validate({"name": "a", "value": 0.5, "id": "a"}, schema)
    answer = called(service, "all_types__echo_concept", x={"name": "cat", "value": 0.5})
    jsonschema.validate(answer["structuredContent"], schema)
    assert answer["structuredContent"]["value"] == 0.5


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (
            Part("image", "image_1", "image/png", b"", "https://e.com/a.png"),
            {
                "type": "resource_link",
                "uri": "https://e.com/a.png",
                "name": "image_1",
                "mimeType": "image/png",
            },
        ),
        (
            Part("video", "video_1", "video/mp4", b"\0"),
            {
                "type": "resource",
                "resource": {
                    "uri": "clarifai:///video_1",
                    "blob": "AA==",
                    "mimeType": "video/mp4",
                },
            },
        ),
    ],
)
def test_files_have_the_form_of_their_kind(part: Part, content: Any) -> None:
    from mcp import types

    answer = answer_of(ToolResult("text", (part,)), False)
    assert answer["content"][1] == content
    types.CallToolResult.model_validate(answer)


def test_json_is_whole_where_a_schema_promises_it() -> None:
    answer = answer_of(ToolResult(json.dumps({"a": 1})), True)
    assert answer["structuredContent"] == {"a": 1}
    assert "structuredContent" not in answer_of(ToolResult("no", is_error=True), True)


def test_a_call_may_name_the_files_of_earlier_answers(
    models: Models, picture: bytes
) -> None:
    source = {"base_url": models.base_url, "pat_env": "MY_PAT"}
    service = serving(models.sources[0], **source)
    service = Service(service.offer, keeps_files=True)
    data = f"data:image/png;base64,{base64.b64encode(picture).decode()}"

    async def go() -> list[Any]:
        try:
            return [
                await service.call("demo__make_thumbnail", arguments, None)
                for arguments in ({"image": data}, {"image": "image_1"}, {"image": "x"})
            ]
        finally:
            await service.offer.aclose()

    first, second, third = asyncio.run(go())
    assert first["content"][0]["text"] == "See file image_1."
    assert second["content"][0]["text"] == "See file image_2."
    assert "attachments: image_1, image_2" in third["content"][0]["text"]


def test_files_are_kept_up_to_a_size_and_names_are_not_given_again() -> None:
    kept = KeptFiles(most=10)
    kept.add([Part("image", f"image_{number}", "", b"12345") for number in (1, 2)])
    assert kept["image_1"] == b"12345"
    kept.add([Part("image", "image_3", "", b"", "https://e")])
    assert [*kept] == ["image_3"]
    assert "image_2" in kept
    assert (kept["image_2"], kept["image_3"]) == (None, "https://e")
