"""Failures and latency on request, as clients meet them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest

from clarifai_codegen.problems import ProblemError
from clarifai_codegen.serve import DEMO, serve
from clarifai_codegen.serve.call import Refused
from clarifai_codegen.serve.deployments import Deployments
from clarifai_codegen.serve.endpoint import Endpoint
from clarifai_codegen.serve.trouble import (
    Failure,
    Trouble,
    read_duration,
    read_failure,
)

GENERATED = Path(__file__).parents[2] / "generated/python"


class Context:
    """Of an RPC, as gRPC's: abort raises."""

    def abort(self, code: Any, details: str) -> None:
        raise RuntimeError(code)


class Visited:
    status = "SUCCESS"


def met(trouble: Trouble) -> str:
    """What the next prediction meets."""
    visit: Any = Visited()
    try:
        trouble.meet(visit, Context())
    except Refused as refused:
        return refused.code
    except RuntimeError as error:
        code = error.args[0]
        assert visit.status == code.name
        return str(code.name)
    return visit.status


def test_failures_come_in_order_and_as_often_as_is_said() -> None:
    words = ("deploying:2", "unavailable", "throttled:1", "busy:0")
    trouble = Trouble([read_failure(word) for word in words])
    assert [met(trouble) for _ in range(5)] == [
        "MODEL_DEPLOYING",
        "MODEL_DEPLOYING",
        "UNAVAILABLE",
        "CONN_THROTTLED",
        "SUCCESS",
    ]


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("deployin:2", "Write 'deploying'"),
        ("x", "There are: deploying, "),
        ("busy:-1", "Write busy:2"),
        ("busy:²", "Write busy:2"),
    ],
)
def test_a_failure_that_is_none_is_bad_usage(text: str, fix: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_failure(text)
    (problem,) = caught.value.problems
    assert problem.code == "bad-usage"
    assert problem.advice.startswith(fix)


def test_durations_are_read() -> None:
    assert read_duration("200ms") == 0.2
    assert read_duration("1.5s") == 1.5
    for text in ("", "200", "-1s", "1 s", "1h"):
        with pytest.raises(ProblemError, match="no duration"):
            read_duration(text)


@pytest.mark.parametrize("text", ["", "a/b/c", "a/", "/"])
def test_a_deployment_that_is_none_is_bad_usage(text: str) -> None:
    with pytest.raises(ProblemError, match="a deployment is"):
        Deployments([text])
    with pytest.raises(ProblemError, match="a nodepool is"):
        Deployments(nodepools=["x", text])


@pytest.fixture(scope="module")
def failing() -> Iterator[Endpoint]:
    names = ("exhausted", "busy", "deploying", "unavailable")
    failures = [Failure(name, 1) for name in names]
    with serve([DEMO], failures=failures, latency=0.01) as endpoint:
        yield endpoint


@pytest.mark.slow
def test_http_says_them_and_a_client_gets_over_them(
    failing: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"{failing.base_url}/v2/users/clarifai-codegen/apps/demo/models/demo/outputs"
    answers = [httpx.post(url, json={"inputs": []}) for _ in range(2)]
    seen = [(each.status_code, each.json()["status"]["code"]) for each in answers]
    assert seen == [(429, 11005), (503, 21354)]
    monkeypatch.syspath_prepend(str(GENERATED))
    demo = import_module("clarifai_models").Demo
    waits: list[Any] = []
    retries: list[Any] = []
    client = demo(
        base_url=failing.base_url,
        pat="any",
        on_wait=waits.append,
        on_retry=retries.append,
    )
    with client.read_aloud("a b") as words:
        assert list(words) == ["a ", "b"]
    assert (len(waits), len(retries)) == (1, 1)
