"""Reading a model of the platform, against a gRPC server on loopback."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from typing import Any

import canned
import grpc
import pytest
from canned import Platform

from clarifai_codegen.problems import Exit, Problem, ProblemError
from clarifai_codegen.source import platform as platform_module
from clarifai_codegen.source import read
from clarifai_codegen.source.reference import parse

MODEL = parse("https://clarifai.com/u/a/models/m")
PINNED = parse("https://clarifai.com/u/a/models/m/versions/v1")


@pytest.fixture(autouse=True)
def pat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLARIFAI_PAT", "the-pat")


def problem_of(base_url: str, reference: Any = MODEL) -> Problem:
    with pytest.raises(ProblemError) as caught:
        read(reference, base_url=base_url)
    (problem,) = caught.value.problems
    assert problem.what.isprintable()
    assert problem.where.model == "m"
    return problem


def test_one_get_model_is_all_that_is_asked(platform: Platform) -> None:
    platform.answers["GetModel"] = canned.model_answer(version_id="v9")
    decoded = read(MODEL, base_url=platform.base_url)
    assert platform.rpcs == ["GetModel"]
    request = platform.requests[0][1]
    assert (request.user_app_id.user_id, request.user_app_id.app_id) == ("u", "a")
    assert (request.model_id, request.version_id) == ("m", "")
    assert platform.headers[0]["authorization"] == "Key the-pat"
    assert [method.name for method in decoded.model.methods] == ["predict"]
    assert decoded.model.version_id == "v9"


def test_the_ids_are_the_ones_that_were_asked_for(platform: Platform) -> None:
    ids = {"id": "evil", "user_id": "evil", "app_id": "evil"}
    platform.answers["GetModel"] = canned.model_answer(**ids)
    model = read(MODEL, base_url=platform.base_url).model
    assert (model.user_id, model.app_id, model.model_id) == ("u", "a", "m")


@pytest.mark.parametrize("version", ["../x", 'v"\n', "\x1b[31m", "v" * 129, ""])
def test_a_version_that_can_be_none_is_not_taken(
    version: str, platform: Platform
) -> None:
    platform.answers["GetModel"] = canned.model_answer(version_id=version)
    assert read(MODEL, base_url=platform.base_url).model.version_id == ""


def test_a_pinned_version_is_asked_for(platform: Platform) -> None:
    platform.answers["GetModel"] = canned.model_answer(version_id="v1")
    decoded = read(PINNED, base_url=platform.base_url)
    assert platform.rpcs == ["GetModel"]
    assert platform.requests[0][1].version_id == "v1"
    assert decoded.model.version_id == "v1"


def test_a_server_that_ignores_the_version_is_asked_for_it_alone(
    platform: Platform,
) -> None:
    platform.answers["GetModel"] = canned.model_answer(
        canned.signature("newer"), version_id="v2"
    )
    platform.answers["GetModelVersion"] = canned.version_answer("v1")
    decoded = read(PINNED, base_url=platform.base_url)
    assert platform.rpcs == ["GetModel", "GetModelVersion"]
    assert platform.requests[1][1].version_id == "v1"
    assert [method.name for method in decoded.model.methods] == ["predict"]
    assert decoded.model.version_id == "v1"


def test_another_version_than_the_pinned_one_is_never_taken(platform: Platform) -> None:
    platform.answers["GetModel"] = canned.model_answer(version_id="v2")
    platform.answers["GetModelVersion"] = canned.version_answer("v2\x1b[31m")
    problem = problem_of(platform.base_url, PINNED)
    assert problem.code == "not-found"
    assert "'v1'" in problem.what


def test_a_model_without_signatures_is_named_and_not_woken(platform: Platform) -> None:
    answer = canned.model_answer(model_type_id="visual-classifier")
    model = answer(None, None)
    del model.model.model_version.method_signatures[:]
    platform.answers["GetModel"] = lambda *_: model
    problem = problem_of(platform.base_url)
    assert problem.code == "no-signatures"
    assert problem.exit is Exit.BAD_INPUT
    assert "u/a/models/m publishes no method signatures" in problem.what
    assert "visual-classifier" in problem.what
    assert "predict_by_url" in problem.advice
    assert platform.rpcs == ["GetModel"]


def test_a_bad_method_is_left_out_in_a_form_that_a_lock_can_keep(
    platform: Platform,
) -> None:
    bad = canned.signature("bad")
    bad.method_type = 3
    platform.answers["GetModel"] = canned.model_answer(bad, canned.signature())
    decoded = read(MODEL, base_url=platform.base_url)
    assert [method.name for method in decoded.model.methods] == ["predict"]
    assert decoded.problems[0].code == "unknown-kind"
    assert decoded.left_out[0]["name"] == "bad"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (11001, "refused"),
        (11002, "refused"),
        (11007, "refused"),
        (11008, "refused"),
        (11009, "refused"),
        (11102, "refused"),
        (21201, "refused"),
        (21200, "not-found"),
        (11101, "not-found"),
        (21351, "server-error"),
        (10020, "server-error"),
        (11003, "server-error"),
        (99999, "server-error"),
        (0, "server-error"),
    ],
)
def test_the_platforms_refusals_keep_code_and_request_id(
    code: int, expected: str, platform: Platform
) -> None:
    platform.answers["GetModel"] = canned.refusal(
        code, "Told \x1b[2Jso", "d\u202eetails"
    )
    problem = problem_of(platform.base_url)
    assert problem.code == expected
    assert problem.exit is Exit.UNREACHABLE
    assert "Told \\x1b[2Jso" in problem.what
    assert "d\\u202eetails" in problem.what
    assert "req-1" in problem.what
    assert "the-pat" not in problem.what
    assert platform.rpcs == ["GetModel"]


@pytest.mark.parametrize("code", [11005, 21354])
def test_a_busy_server_is_asked_again_but_not_for_ever(
    code: int, platform: Platform
) -> None:
    platform.answers["GetModel"] = canned.refusal(code)
    assert problem_of(platform.base_url).code == "server-error"
    assert platform.rpcs == ["GetModel"] * 3


def test_a_second_attempt_may_succeed(platform: Platform) -> None:
    good, bad = canned.model_answer(), canned.abort(grpc.StatusCode.UNAVAILABLE)

    def answer(request: Any, context: Any) -> Any:
        return (good if len(platform.requests) > 1 else bad)(request, context)

    platform.answers["GetModel"] = answer
    assert read(MODEL, base_url=platform.base_url).model.methods


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (grpc.StatusCode.UNAUTHENTICATED, "refused"),
        (grpc.StatusCode.PERMISSION_DENIED, "refused"),
        (grpc.StatusCode.NOT_FOUND, "not-found"),
        (grpc.StatusCode.INTERNAL, "server-error"),
        (grpc.StatusCode.UNKNOWN, "server-error"),
        (grpc.StatusCode.UNAVAILABLE, "unreachable"),
        (grpc.StatusCode.DEADLINE_EXCEEDED, "unreachable"),
    ],
)
def test_failures_of_grpc_are_problems(
    status: Any, expected: str, platform: Platform
) -> None:
    platform.answers["GetModel"] = canned.abort(status, "why")
    problem = problem_of(platform.base_url)
    assert problem.code == expected
    assert "why" in problem.what


def test_a_server_without_get_model_is_told_from_a_missing_model(
    platform: Platform,
) -> None:
    problem = problem_of(platform.base_url)
    assert problem.code == "server-error"
    assert "grpc://" in problem.advice


def test_a_server_that_does_not_answer_in_time_is_unreachable(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform_module, "DEADLINE", 0.2)
    end = threading.Event()
    platform.answers["GetModel"] = lambda *_: end.wait(10)
    problem = problem_of(platform.base_url)
    end.set()
    assert problem.code == "unreachable"
    assert "in time" in problem.what


def test_a_port_that_nobody_listens_on_is_unreachable() -> None:
    problem = problem_of("http://127.0.0.1:1")
    assert problem.code == "unreachable"
    assert problem.exit is Exit.UNREACHABLE


@pytest.mark.parametrize("says", [b"HTTP/1.1 200 OK\r\n\r\n", b"\x00\xff garbage", b""])
def test_a_server_that_speaks_something_else_is_a_problem(says: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            try:
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.sendall(says)
            except OSError:
                return

        threading.Thread(target=answer, daemon=True).start()
        problem = problem_of(f"http://127.0.0.1:{server.getsockname()[1]}")
    assert problem.code in ("unreachable", "server-error")


def test_without_credentials_nothing_is_sent(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLARIFAI_PAT")
    problem = problem_of(platform.base_url)
    assert problem.code == "no-credentials"
    assert "CLARIFAI_PAT" in problem.advice
    assert platform.rpcs == []


def test_the_pat_may_come_from_a_variable_of_the_models_own(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTHER_PAT", "other")
    platform.answers["GetModel"] = canned.model_answer()
    read(MODEL, base_url=platform.base_url, pat_env="OTHER_PAT")
    assert platform.headers[0]["authorization"] == "Key other"
    monkeypatch.delenv("OTHER_PAT")
    with pytest.raises(ProblemError) as caught:
        read(MODEL, base_url=platform.base_url, pat_env="OTHER_PAT")
    assert "OTHER_PAT" in caught.value.problems[0].advice


def test_a_session_token_and_the_context_file_are_credentials(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform.answers["GetModel"] = canned.model_answer()
    monkeypatch.delenv("CLARIFAI_PAT")
    monkeypatch.setenv("CLARIFAI_SESSION_TOKEN", "token")
    read(MODEL, base_url=platform.base_url)
    assert platform.headers[0]["x-clarifai-session-token"] == "token"
    monkeypatch.delenv("CLARIFAI_SESSION_TOKEN")
    config = Path(os.environ["XDG_CONFIG_HOME"], "clarifai", "config")
    config.parent.mkdir()
    config.write_text(
        "current_context: here\ncontexts:\n  here:\n    CLARIFAI_PAT: from-file\n"
        f"    CLARIFAI_API_BASE: {platform.base_url}\n"
    )
    read(MODEL)
    assert platform.headers[1]["authorization"] == "Key from-file"


def test_the_base_url_may_come_from_the_environment(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLARIFAI_API_BASE", platform.base_url)
    platform.answers["GetModel"] = canned.model_answer()
    assert read(MODEL).model.methods


@pytest.mark.parametrize("base_url", ["ftp://x", "http://", "http://x:99999"])
def test_a_wrong_base_url_is_a_problem(base_url: str) -> None:
    problem = problem_of(base_url)
    assert problem.code == "bad-source"
    assert "base_url" in problem.advice


def test_root_certificates_that_cannot_be_read_are_a_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLARIFAI_ROOT_CERTIFICATES_PATH", "gone.pem")
    problem = problem_of("https://127.0.0.1:1")
    assert "root_certificates" in problem.what
    assert "gone.pem" in problem.what
