"""The endpoint answers as the platform does, and passes predictions on unchanged."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from clarifai_grpc.grpc.api import resources_pb2, service_pb2
from clarifai_grpc.grpc.api.status.status_code_pb2 import StatusCode

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.serve import DEMO, serve
from clarifai_codegen.serve.call import Call
from clarifai_codegen.serve.endpoint import Endpoint
from clarifai_codegen.signature.encode import digest
from clarifai_codegen.source import read
from clarifai_codegen.source.reference import parse

PAT = "the-pat"
IDS = resources_pb2.UserAppIDSet(user_id="demo", app_id="main")
ALL = {"user_app_id": IDS, "model_id": "all-types"}
METHODS = {
    "PostModelOutputs": ("echo_str", "x"),
    "GenerateModelOutputs": ("generate", "text"),
    "StreamModelOutputs": ("stream", "items"),
}
PREDICTIONS = tuple(METHODS)
TELLING = ("GetModel", "GetModelVersion", "ListModels", "ListModelVersions")


def method_input(method: str, **arguments: Any) -> Any:
    data = resources_pb2.Data()
    data.metadata["_method_name"] = method
    for name, value in arguments.items():
        data.parts.add(id=name, data=value)
    return resources_pb2.Input(data=data)


def text(value: str) -> Any:
    return resources_pb2.Data(string_value=value)


def values(responses: Any) -> list[str]:
    return [each.outputs[0].data.parts[0].data.string_value for each in responses]


def first(answer: Any) -> Any:
    return answer if hasattr(answer, "status") else next(iter(answer))


def test_the_models_are_named_by_their_config(endpoint: Endpoint) -> None:
    demo, all_types = endpoint.models
    assert demo.url == "https://clarifai.com/clarifai-codegen/demo/models/demo"
    assert all_types.url == "https://clarifai.com/demo/main/models/all-types"
    assert endpoint.base_url == f"http://{endpoint.address}"
    assert endpoint.address.startswith("127.0.0.1:")


def test_our_source_reads_from_it(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLARIFAI_PAT", PAT)
    folders = (DEMO, Path(__file__).parents[1] / "models" / "all_types")
    for served, path in zip(endpoint.models, folders, strict=True):
        model = read(parse(served.url), base_url=endpoint.base_url).model
        assert model.version_id == served.version_id
        pinned = f"{served.url}/versions/{served.version_id}"
        assert read(parse(pinned), base_url=endpoint.base_url).model == model
        kept = read(parse(str(path / "signatures.json"))).model
        assert digest(model) == digest(kept)
    with pytest.raises(ProblemError) as caught:
        read(parse(f"{endpoint.models[0].url}/versions/v0"), base_url=endpoint.base_url)
    assert caught.value.problems[0].code == "not-found"


def test_models_and_versions_are_told_and_listed(ask: Any, endpoint: Endpoint) -> None:
    name = endpoint.models[1]
    model = ask("GetModel", **ALL).model
    assert (model.user_id, model.app_id, model.id) == name[:3]
    assert model.model_type_id == "any-to-any"
    version = ask("GetModelVersion", **ALL, version_id="").model_version
    assert version == model.model_version
    assert version.id == name.version_id
    assert len(version.method_signatures) == 49
    listed = ask("ListModelVersions", **ALL).model_versions
    assert [each.id for each in listed] == [name.version_id]
    assert [each.id for each in ask("ListModels").models] == ["demo", "all-types"]
    assert [m.id for m in ask("ListModels", user_app_id=IDS).models] == ["all-types"]
    assert [m.id for m in ask("ListModels", page=2, per_page=1).models] == ["all-types"]
    assert list(ask("ListModels", page=3, per_page=1).models) == []


@pytest.mark.parametrize("rpc", PREDICTIONS + TELLING)
def test_every_answer_carries_a_request_id(rpc: str, ask: Any) -> None:
    fields: dict[str, Any] = {} if rpc == "ListModels" else dict(ALL)
    if rpc in PREDICTIONS:
        method, argument = METHODS[rpc]
        fields["inputs"] = [method_input(method, **{argument: text("a")})]
    assert len(first(ask(rpc, **fields)).status.req_id) == 32


@pytest.mark.parametrize(
    ("pat", "code"), [("wrong", "CONN_KEY_NOT_FOUND"), ("", "CONN_INVALID_REQUEST")]
)
@pytest.mark.parametrize("rpc", PREDICTIONS + TELLING)
def test_a_wrong_pat_is_refused_with_the_platforms_status(
    rpc: str, pat: str, code: str, ask: Any
) -> None:
    fields = {} if rpc == "ListModels" else ALL
    status = first(ask(rpc, pat=pat, **fields)).status
    assert StatusCode.Name(status.code) == code
    assert status.req_id


@pytest.mark.parametrize("rpc", [*PREDICTIONS, *TELLING[:2], "ListModelVersions"])
@pytest.mark.parametrize(
    "ids", [("demo", "main", "x"), ("x", "main", "all-types"), ("demo", "x", "demo")]
)
def test_an_unknown_model_does_not_exist(
    rpc: str, ids: tuple[str, str, str], ask: Any
) -> None:
    user_app_id = resources_pb2.UserAppIDSet(user_id=ids[0], app_id=ids[1])
    status = first(ask(rpc, user_app_id=user_app_id, model_id=ids[2])).status
    assert status.code == 21200


def test_an_unknown_version_does_not_exist(ask: Any) -> None:
    for rpc in (*PREDICTIONS, "GetModel", "GetModelVersion"):
        assert first(ask(rpc, **ALL, version_id="v0")).status.code == 21200


def test_a_request_without_ids_is_ambiguous_among_several_models(ask: Any) -> None:
    status = ask("PostModelOutputs", inputs=[method_input("echo_str")]).status
    assert status.code == 21200
    assert "https://clarifai.com/demo/main/models/all-types" in status.details


def test_other_rpcs_are_unimplemented(ask: Any) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        ask("ListApps")
    assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED


def test_the_three_kinds_are_passed_on(ask: Any) -> None:
    def answers(rpc: str) -> Any:
        method, argument = METHODS[rpc]
        return ask(rpc, **ALL, inputs=[method_input(method, **{argument: text("a")})])

    assert values([answers("PostModelOutputs")]) == ["a"]
    assert values(answers("GenerateModelOutputs")) == [
        "a0 ",
        "a1 ",
        "a2 ",
        "a3 ",
        "a4 ",
    ]
    (streamed,) = values(answers("StreamModelOutputs"))
    assert streamed.startswith("p:a:")


def test_the_runners_own_failures_are_passed_on(ask: Any) -> None:
    answer = ask("PostModelOutputs", **ALL, inputs=[method_input("no_such_method")])
    assert answer.status.code == 10020
    assert "no_such_method" in answer.status.details
    assert answer.status.req_id


def test_large_messages_go_through(ask: Any) -> None:
    big = resources_pb2.Data(bytes_value=bytes(range(256)) * 40_000)
    answer = ask("PostModelOutputs", **ALL, inputs=[method_input("echo_bytes", x=big)])
    assert answer.outputs[0].data.parts[0].data == big


def test_a_request_that_is_no_message_is_refused(channel: Any) -> None:
    call = channel.unary_unary("/clarifai.api.V2/PostModelOutputs")
    metadata = [("authorization", f"Key {PAT}")]
    answer = service_pb2.MultiOutputResponse.FromString(
        call(b"\xff\xff\xff", metadata=metadata)
    )
    assert answer.status.code == 11100


def test_a_stream_without_a_message_is_refused(channel: Any) -> None:
    call = channel.stream_stream("/clarifai.api.V2/StreamModelOutputs")
    (answer,) = call(iter(()), metadata=[("authorization", f"Key {PAT}")])
    assert service_pb2.MultiOutputResponse.FromString(answer).status.code == 11102


def test_a_request_id_begins_with_the_prefix_that_was_asked_for(channel: Any) -> None:
    call = channel.unary_unary(
        "/clarifai.api.V2/GetModel",
        service_pb2.GetModelRequest.SerializeToString,
        service_pb2.SingleModelResponse.FromString,
    )
    for prefix, start in (("mine", "mine-"), ("x" * 65, "")):
        metadata = [
            ("authorization", f"Key {PAT}"),
            ("x-clarifai-request-id-prefix", prefix),
        ]
        answer = call(service_pb2.GetModelRequest(**ALL), metadata=metadata)
        assert answer.status.req_id.startswith(start)
        assert len(answer.status.req_id) == 32 + len(start)


def test_every_call_is_told_in_one_line(ask: Any, calls: list[Call]) -> None:
    calls.clear()
    ask("PostModelOutputs", **ALL, inputs=[method_input("echo_str", x=text("a"))])
    ask("PostModelOutputs", **ALL, inputs=[method_input("x\x1b[2J\ny")])
    ask("GetModel", pat="wrong", **ALL)
    good, bad, refused = (str(call) for call in calls)
    assert good.startswith("PostModelOutputs all-types.echo_str SUCCESS ")
    assert bad.startswith("PostModelOutputs all-types.x\\x1b[2J y FAILURE ")
    assert refused.startswith("GetModel all-types CONN_KEY_NOT_FOUND ")
    assert all(line.isprintable() and PAT not in line for line in (good, bad, refused))


SLOW_MODEL = """
import time
from typing import Iterator
from pathlib import Path
from clarifai.runners.models.model_class import ModelClass

class Slow(ModelClass):
    @ModelClass.method
    def count(self, path: str) -> Iterator[int]:
        try:
            for number in range(1000):
                yield number
                time.sleep(0.01)
        finally:
            Path(path).write_text("ended")

    @ModelClass.method
    def sleep(self, seconds: float) -> float:
        time.sleep(seconds)
        return seconds

    @ModelClass.method
    def end(self, status: int) -> int:
        import os
        os._exit(status)
"""


@pytest.fixture(scope="module")
def slow_calls() -> queue.Queue[Call]:
    """What `slow` told of its calls."""
    return queue.Queue()


@pytest.fixture(scope="module")
def slow(
    tmp_path_factory: pytest.TempPathFactory, slow_calls: queue.Queue[Call]
) -> Iterator[Endpoint]:
    folder = tmp_path_factory.mktemp("models") / "slow"
    (folder / "1").mkdir(parents=True)
    (folder / "1" / "model.py").write_text(SLOW_MODEL)
    (folder / "config.yaml").write_text("model: {id: slow}")
    with serve([folder], on_call=slow_calls.put) as endpoint:
        yield endpoint


def rpc(endpoint: Endpoint, kind: str, name: str) -> Any:
    channel = grpc.insecure_channel(endpoint.address)
    return getattr(channel, kind)(
        f"/clarifai.api.V2/{name}",
        service_pb2.PostModelOutputsRequest.SerializeToString,
        service_pb2.MultiOutputResponse.FromString,
    )


def request(method: str, **arguments: Any) -> Any:
    return service_pb2.PostModelOutputsRequest(
        inputs=[method_input(method, **arguments)]
    )


@pytest.mark.slow
def test_without_ids_in_the_config_the_model_is_local(slow: Endpoint) -> None:
    assert slow.models[0][:3] == ("local", "local", "slow")


def test_a_stream_comes_item_by_item_and_is_cancelled_at_the_runner(
    slow: Endpoint, tmp_path: Path
) -> None:
    ended = tmp_path / "ended"
    call = rpc(slow, "unary_stream", "GenerateModelOutputs")
    items = call(request("count", path=text(str(ended))))
    for expected in range(3):
        assert next(items).outputs[0].data.parts[0].data.int_value == expected
    items.cancel()
    for _ in range(1000):
        if ended.exists() and ended.read_text():
            break
        threading.Event().wait(0.01)
    assert ended.read_text() == "ended"


SLOW = "/v2/users/local/apps/local/models/slow/outputs"


def body(method: str, name: str, data: dict[str, Any]) -> dict[str, Any]:
    """A request in the platform's JSON."""
    parts = [{"id": name, "data": data}]
    return {
        "inputs": [{"data": {"metadata": {"_method_name": method}, "parts": parts}}]
    }


def test_over_http_too_items_come_at_once_and_leaving_cancels(
    slow: Endpoint, tmp_path: Path
) -> None:
    ended = tmp_path / "ended"
    asked = body("count", "path", {"string_value": str(ended)})
    url = f"{slow.base_url}{SLOW}/generate"
    with httpx.stream("POST", url, json=asked) as answer:
        lines = answer.iter_lines()
        for expected in range(3):
            (output,) = json.loads(next(lines))["result"]["outputs"]
            data = output["data"]["parts"][0]["data"]
            assert data.get("int_value", "0") == str(expected)
    for _ in range(1000):
        if ended.exists() and ended.read_text():
            break
        threading.Event().wait(0.01)
    assert ended.read_text() == "ended"


def test_a_caller_over_http_that_goes_away_cancels_its_call(
    slow: Endpoint, slow_calls: queue.Queue[Call]
) -> None:
    asked = body("sleep", "seconds", {"float_value": 0.5})
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{slow.base_url}{SLOW}", json=asked, timeout=0.1)
    while (call := slow_calls.get(timeout=20)).method != "sleep":
        pass
    assert call.status == "CANCELLED"


def test_the_callers_deadline_is_kept(slow: Endpoint) -> None:
    seconds = resources_pb2.Data(float_value=0.5)
    with pytest.raises(grpc.RpcError) as caught:
        rpc(slow, "unary_unary", "PostModelOutputs")(
            request("sleep", seconds=seconds), timeout=0.1
        )
    assert caught.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED


@pytest.mark.slow
def test_more_calls_than_a_runner_takes_wait_for_their_turn(slow: Endpoint) -> None:
    call = rpc(slow, "unary_unary", "PostModelOutputs")
    seconds = resources_pb2.Data(float_value=0.05)
    futures = [call.future(request("sleep", seconds=seconds)) for _ in range(200)]
    assert {future.code() for future in futures} == {grpc.StatusCode.OK}


def test_a_model_whose_process_ended_is_named_so(slow: Endpoint) -> None:
    call = rpc(slow, "unary_unary", "PostModelOutputs")
    status = resources_pb2.Data(int_value=7)
    with pytest.raises(grpc.RpcError) as caught:
        call(request("end", status=status))
    assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
    assert "ended with status 7" in str(caught.value.details())


def test_a_port_in_use_is_a_problem(endpoint: Endpoint) -> None:
    with (
        pytest.raises(ProblemError, match="in use") as caught,
        serve([DEMO], port=endpoint.port),
    ):
        pass
    assert caught.value.problems[0].code == "cannot-serve"


@pytest.mark.parametrize(
    ("folders", "word"),
    [
        ([], "No model directory"),
        (["gone"], "no model directory"),
        ([DEMO, DEMO], "have the ids 'clarifai-codegen/demo/demo'"),
    ],
)
def test_folders_that_cannot_be_served_are_problems(
    folders: list[Any], word: str
) -> None:
    with pytest.raises(ProblemError, match=word) as caught, serve(folders):
        pass
    assert caught.value.problems[0].code == "bad-source"
