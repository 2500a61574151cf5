"""REST: the platform's paths, its JSON, its statuses."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from typing import Any

import httpx
import pytest

from clarifai_codegen.serve.endpoint import Endpoint

MODEL = "/v2/users/demo/apps/main/models/all-types"


def asked(method: str, **arguments: Any) -> dict[str, Any]:
    parts = [{"id": name, "data": data} for name, data in arguments.items()]
    data = {"metadata": {"_method_name": method}, "parts": parts}
    return {"inputs": [{"data": data}]}


def returned(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    (output,) = answer.json()["outputs"]
    (part,) = output["data"]["parts"]
    return part["data"]


def status(answer: httpx.Response) -> tuple[int, int]:
    """HTTP's and the platform's."""
    return answer.status_code, answer.json()["status"]["code"]


@pytest.mark.parametrize(
    ("method", "data"),
    [
        ("echo_str", {"string_value": "ä\u2028"}),
        ("echo_int", {"int_value": "9007199254740993"}),
        ("echo_float", {"float_value": 0.5}),
        ("echo_bool", {"bool_value": True}),
        ("echo_bytes", {"bytes_value": base64.b64encode(b"\0\xff").decode()}),
    ],
)
def test_values_come_back_in_protobufs_json(
    method: str, data: dict[str, Any], http: httpx.Client
) -> None:
    answer = http.post(f"{MODEL}/outputs", json=asked(method, x=data))
    assert returned(answer) == data
    assert answer.json()["status"]["code"] == 10000
    assert len(answer.json()["status"]["req_id"]) == 32


def test_requests_may_be_in_camel_case_and_have_fields_that_nobody_knows(
    http: httpx.Client,
) -> None:
    body = asked("echo_str", x={"stringValue": "a"}) | {"newField": 1}
    assert returned(http.post(f"{MODEL}/outputs", json=body)) == {"string_value": "a"}


def test_models_and_versions_are_told(http: httpx.Client, web: Endpoint) -> None:
    model = http.get(MODEL).json()["model"]
    version = model["model_version"]
    assert (model["user_id"], model["app_id"], model["id"]) == web.models[0][:3]
    assert version["id"] == web.models[0].version_id
    signature = version["method_signatures"][0]
    assert isinstance(signature["method_type"], int)
    path = f"{MODEL}/versions/{version['id']}"
    assert http.get(path).json()["model_version"] == version
    assert http.get(MODEL, params={"version_id": version["id"]}).status_code == 200
    assert status(http.get(MODEL, params={"version_id": "v0"})) == (404, 21200)
    assert status(http.get(f"{MODEL}/versions/v0")) == (404, 21200)
    listed = http.get("/v2/users/me/apps/main/models", params={"per_page": 1})
    assert [each["id"] for each in listed.json()["models"]] == ["all-types"]


def test_a_version_in_the_path_is_the_one_that_is_asked_for(
    http: httpx.Client, web: Endpoint
) -> None:
    body = asked("echo_str", x={"string_value": "a"})
    version = web.models[0].version_id
    good = http.post(f"{MODEL}/versions/{version}/outputs", json=body)
    assert returned(good) == {"string_value": "a"}
    bad = http.post(f"{MODEL}/versions/v0/outputs", json=body)
    assert status(bad) == (404, 21200)


def test_the_path_wins_over_the_body(http: httpx.Client) -> None:
    body = asked("echo_str", x={"string_value": "a"}) | {"model_id": "gone"}
    assert returned(http.post(f"{MODEL}/outputs", json=body)) == {"string_value": "a"}


def test_a_stream_is_a_line_for_each_answer(http: httpx.Client) -> None:
    body = asked("generate", text={"string_value": "a"})
    answer = http.post(f"{MODEL}/outputs/generate", json=body)
    results = [json.loads(line)["result"] for line in answer.text.splitlines()]
    words = [each["outputs"][0]["data"]["parts"][0]["data"] for each in results]
    assert words == [{"string_value": f"a{number} "} for number in range(5)]


def test_a_stream_that_fails_at_once_is_a_failure(http: httpx.Client) -> None:
    answer = http.post(f"{MODEL}/outputs/generate", json=asked("no_such_method"))
    assert answer.status_code == 500
    assert "no_such_method" in answer.json()["status"]["details"]


def test_a_failure_of_the_model_is_the_platforms(http: httpx.Client) -> None:
    answer = http.post(f"{MODEL}/outputs", json=asked("boom", x={"string_value": "a"}))
    assert status(answer) == (500, 10020)


@pytest.mark.parametrize(
    ("authorization", "code"),
    [("", 11102), ("Key", 11102), ("Basic the-pat", 11102), ("Key wrong", 11009)],
)
def test_without_the_pat_there_is_no_answer(
    authorization: str, code: int, http: httpx.Client
) -> None:
    headers = {"authorization": authorization}
    assert status(http.get(MODEL, headers=headers)) == (401, code)


@pytest.mark.parametrize("scheme", ["Key", "Bearer", "bearer"])
def test_a_pat_is_a_key_or_a_bearers(scheme: str, http: httpx.Client) -> None:
    answer = http.get(MODEL, headers={"authorization": f"{scheme} the-pat"})
    assert answer.status_code == 200


def test_unknown_paths_and_verbs_are_said_in_the_platforms_json(
    http: httpx.Client,
) -> None:
    assert status(http.get("/v2/nothing")) == (404, 11101)
    assert status(http.get("/")) == (404, 11101)
    answer = http.delete(MODEL)
    assert status(answer) == (405, 11103)
    assert answer.headers["allow"] == "GET, HEAD"
    both_ways = http.post("/v2/models/outputs/stream", json={})
    assert status(both_ways) == (501, 10040)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff",
        b"[]",
        b'"a"',
        b'{"inputs": 1}',
        b'{"inputs": [{"data": {"int_value": "x"}}]}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
)
def test_a_body_that_cannot_be_read_is_a_bad_request(
    body: bytes, http: httpx.Client
) -> None:
    answer = http.post(f"{MODEL}/outputs", content=body)
    assert status(answer) == (400, 11100)
    assert answer.json()["status"]["details"]


def test_a_body_that_is_too_large_is_refused(http: httpx.Client) -> None:
    large = b" " * (2**20 + 1)
    assert status(http.post(f"{MODEL}/outputs", content=large)) == (413, 11100)
    pieces = iter([large[: 2**19], large[: 2**19], b" "])  # no length is told before
    assert status(http.post(f"{MODEL}/outputs", content=pieces)) == (413, 11100)
    assert http.get(MODEL).status_code == 200


def test_a_request_id_begins_with_the_prefix_that_was_asked_for(
    http: httpx.Client,
) -> None:
    headers = {"x-clarifai-request-id-prefix": "mine"}
    answer = http.get(MODEL, headers=headers)
    assert answer.json()["status"]["req_id"].startswith("mine-")


def test_headers_that_grpc_cannot_carry_stay_here(http: httpx.Client) -> None:
    headers = [(b"x-a-bin", b"?"), (b"x-~", b"a"), (b"x-b", b"\xff")]
    assert http.get(MODEL, headers=headers).status_code == 200


def test_deployments_and_nodepools_are_those_that_were_named(
    http: httpx.Client,
) -> None:
    found = http.get("/v2/users/acme/deployments/gpu-eu").json()["deployment"]
    pool = {"id": "gpus", "compute_cluster": {"id": "aws", "user_id": "acme"}}
    assert found == {"id": "gpu-eu", "user_id": "acme", "nodepools": [pool]}
    assert status(http.get("/v2/users/acme/deployments/x")) == (404, 25900)
    assert status(http.get("/v2/users/other/deployments/gpu-eu")) == (404, 25900)
    listed = http.get("/v2/users/other/deployments").json()["deployments"]
    assert [each["id"] for each in listed] == ["mine"]
    path = "/v2/users/acme/compute_clusters/aws/nodepools"
    assert http.get(path).json()["nodepools"] == [pool]
    assert http.get(f"{path}/gpus").json()["nodepool"] == pool
    assert status(http.get(f"{path}/x")) == (404, 25700)


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ({"deployment": {"id": "gpu-eu", "user_id": "acme"}}, 200),
        ({"deployment": {"id": "mine", "user_id": "anyone"}}, 200),
        ({"deployment": {"id": "x", "user_id": "acme"}}, 404),
        ({"nodepool": {"id": "gpus", "compute_cluster": {"id": "aws"}}}, 200),
        ({"nodepool": {"id": "gpus", "compute_cluster": {"id": "gcp"}}}, 404),
    ],
)
def test_a_call_goes_to_a_deployment_that_is_there(
    selector: dict[str, Any], expected: int, http: httpx.Client
) -> None:
    body = asked("echo_str", x={"string_value": "a"}) | {"runner_selector": selector}
    assert http.post(f"{MODEL}/outputs", json=body).status_code == expected


def test_a_deployments_own_path_leads_to_the_model_of_the_body(
    http: httpx.Client,
) -> None:
    ids = {
        "user_app_id": {"user_id": "demo", "app_id": "main"},
        "model_id": "all-types",
    }
    body = asked("echo_str", x={"string_value": "a"}) | ids
    answer = http.post("/v2/users/acme/deployments/gpu-eu/outputs", json=body)
    assert returned(answer) == {"string_value": "a"}


def test_curl_calls_it(web: Endpoint) -> None:
    curl = shutil.which("curl")
    assert curl is not None
    body = json.dumps(asked("echo_str", x={"string_value": "a" * 5000}))
    done = subprocess.run(
        [
            *(curl, "--silent", "--show-error", "--fail-with-body"),
            *("--header", "Authorization: Key the-pat", "--data", "@-"),
            f"{web.base_url}{MODEL}/outputs",
        ],
        input=body,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert json.loads(done.stdout)["status"]["code"] == 10000
