"""Which model, which server, which credentials, which options."""

from __future__ import annotations

from pathlib import Path

import pytest

from clarifai_codegen.runtime.python import (
    ArgumentTypeError,
    AuthenticationError,
    Client,
    InvalidArgumentError,
    ModelId,
    NamedDeployment,
)
from clarifai_codegen.runtime.python.address import (
    ModelAddress,
    parse_base,
    parse_model,
)
from clarifai_codegen.runtime.python.credentials import resolve_access
from clarifai_codegen.runtime.python.options import Routing, Settings

MODEL = ModelAddress("u", "a", "m")
VERSION = ModelAddress("u", "a", "m", "v")
MODEL_ID = ModelId("u", "a", "m")


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    for name in ("PAT", "SESSION_TOKEN", "API_BASE", "USER_ID", "DEPLOYMENT_ID"):
        monkeypatch.delenv(f"CLARIFAI_{name}", raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://clarifai.com/u/a/models/m", MODEL),
        ("https://clarifai.com/u/a/models/m/", MODEL),
        ("https://www.clarifai.com/u/a/models/m?tab=versions", MODEL),
        ("http://localhost:8000/u/a/models/m", MODEL),
        ("clarifai.com/u/a/models/m", MODEL),
        ("u/a/models/m", MODEL),
        (" u/a/models/m ", MODEL),
        ("https://clarifai.com/u/a/models/m/versions/v", VERSION),
        ("https://clarifai.com/u/a/models/m/model_version/v/", VERSION),
        ("clarifai.com/u/a/models/m/versions/v", VERSION),
        ("u/a/models/m/versions/v", VERSION),
    ],
)
def test_a_model_url_is_read_in_every_form(text: str, address: ModelAddress) -> None:
    assert parse_model(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "m",
        "u/a/m",
        "u/a/workflows/m",
        "ftp://clarifai.com/u/a/models/m",
        "https://clarifai.com/u/a/models/",
        "u/a/models/m/versions",
        "u/a/models/m/other/v",
        "u/a/models/%0a",
    ],
)
def test_what_names_no_model_is_refused_with_the_form(text: str) -> None:
    with pytest.raises(ValueError, match="a model is https"):
        parse_model(text)


@pytest.mark.parametrize(
    ("base", "target"),
    [
        ("https://api.clarifai.com", ("api.clarifai.com:443", True)),
        ("https://api.clarifai.com/v2/", ("api.clarifai.com:443", True)),
        ("api.clarifai.com", ("api.clarifai.com:443", True)),
        ("api.clarifai.com:443", ("api.clarifai.com:443", True)),
        ("http://127.0.0.1:8000", ("127.0.0.1:8000", False)),
        ("http://host", ("host:80", False)),
        ("grpc://host:1", ("host:1", False)),
        ("https://[::1]:8443", ("[::1]:8443", True)),
    ],
)
def test_a_base_url_tells_target_and_tls(base: str, target: tuple[str, bool]) -> None:
    assert parse_base(base) == target


@pytest.mark.parametrize(
    "base", ["", "grpc://host", "ftp://host", "https://u:p@host", "http://host:x"]
)
def test_a_bad_base_url_is_refused(base: str) -> None:
    with pytest.raises(ValueError, match=r"base URL|lacks a port"):
        parse_base(base)


def context(home: Path, text: str) -> None:
    folder = home / ".config" / "clarifai"
    folder.mkdir(parents=True)
    (folder / "config").write_text(text)


CONTEXT = """
current_context: mine
contexts:
  mine: {CLARIFAI_PAT: of-file, CLARIFAI_API_BASE: "https://private.example", pat: low}
"""


def test_an_argument_wins_over_the_environment_and_that_over_the_file(
    empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context(empty_home, CONTEXT)
    assert resolve_access().pat == "of-file"
    assert resolve_access().base_url == "https://private.example"
    monkeypatch.setenv("CLARIFAI_PAT", "of-environment")
    assert resolve_access().pat == "of-environment"
    assert resolve_access(pat="given").pat == "given"
    monkeypatch.setenv("OTHER_PAT", "other")
    assert resolve_access(pat_env="OTHER_PAT").pat == "other"


def test_a_pat_of_the_file_is_never_sent_to_another_server(empty_home: Path) -> None:
    context(empty_home, CONTEXT)
    assert resolve_access(base_url="https://api.clarifai.com").pat == ""


def test_the_word_envvar_in_the_file_means_the_environment(
    empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context(
        empty_home,
        "current_context: a\ncontexts: {a: {env: {CLARIFAI_USER_ID: ENVVAR, pat: p}}}\n",
    )
    assert resolve_access().pat == "p"


def test_without_credentials_the_error_says_what_to_set() -> None:
    with pytest.raises(AuthenticationError, match="set CLARIFAI_PAT"):
        assert resolve_access().metadata
    assert resolve_access(base_url="grpc://localhost:1").metadata == ()


def test_pat_and_token_together_are_refused() -> None:
    with pytest.raises(InvalidArgumentError, match="not both"):
        resolve_access(pat="a", session_token="b")
    assert resolve_access(session_token="t").metadata == (
        ("x-clarifai-session-token", "t"),
    )


def test_a_pat_with_a_line_end_is_refused_without_being_shown() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        resolve_access(pat="secret\n")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"deployment_id": "d", "nodepool_id": "n"}, "either deployment_id"),
        ({"nodepool_id": "n"}, "compute_cluster_id is missing"),
        ({"compute_cluster_id": "c"}, "nodepool_id is missing"),
        ({"timeout": 0}, "timeout is in seconds"),
        ({"max_retries": -1}, "max_retries is 0 or more"),
    ],
)
def test_options_that_cannot_be_are_refused(
    options: dict[str, object], what: str
) -> None:
    with pytest.raises(InvalidArgumentError, match=what):
        Settings.of(options)


def test_an_unknown_option_names_the_nearest_one() -> None:
    with pytest.raises(ArgumentTypeError, match="did you mean 'timeout'"):
        Settings.of({"timeuot": 1})


def test_a_named_deployment_brings_its_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    named = NamedDeployment("gpu", user_id="org")
    assert Settings.of({"deployment_id": named}).routing == Routing("gpu", "org")
    given = {"deployment_id": named, "deployment_user_id": "other"}
    assert Settings.of(given).routing.user_id == "other"
    monkeypatch.setenv("CLARIFAI_DEPLOYMENT_ID", "of-environment")
    assert Settings.of({}).routing.deployment_id == "of-environment"


def test_a_named_deployment_brings_its_owner_to_a_client_that_had_another() -> None:
    class Generated:
        __slots__ = ("__client__",)
        __client__: Client

    first = Generated()
    first.__client__ = Client(MODEL_ID, None, {"deployment_user_id": "other"})
    named = {"deployment_id": NamedDeployment("gpu", user_id="org")}
    plain = {"deployment_id": "gpu"}
    both = {**named, "deployment_user_id": "given"}
    owners = [
        first.__client__.derive(first, options).__client__.settings.routing.user_id
        for options in (named, plain, both)
    ]
    assert owners == ["org", "other", "given"]


def test_a_model_without_ids_must_be_said() -> None:
    with pytest.raises(InvalidArgumentError, match="which model"):
        Client(ModelId(), None, {})
    assert Client(ModelId(), "u/a/models/m", {}).address == MODEL
    by_ids = {"user_id": "u", "app_id": "a", "model_id": "m"}
    assert Client(ModelId(), None, by_ids).address == MODEL


def test_the_openai_endpoint_follows_the_base_url() -> None:
    client = Client(
        ModelId("u", "a", "m"), None, {"pat": "p", "base_url": "http://127.0.0.1:1/"}
    )
    assert client.openai_arguments() == {
        "base_url": "http://127.0.0.1:1/v2/ext/openai/v1",
        "api_key": "p",
    }
    assert client.openai_model == "https://clarifai.com/u/a/models/m"


@pytest.mark.parametrize(
    ("base", "wanted"),
    [
        ("", "https://api.clarifai.com"),
        ("https://api.clarifai.com/v2/", "https://api.clarifai.com"),
        ("api.clarifai.com", "https://api.clarifai.com"),
        ("example.com:8080", "http://example.com:8080"),
        ("http://example.com/proxy", "http://example.com/proxy"),
    ],
)
def test_the_openai_endpoint_stands_beside_any_form_of_a_base_url(
    base: str, wanted: str
) -> None:
    client = Client(MODEL_ID, None, {"pat": "p", "base_url": base})
    assert client.openai_arguments()["base_url"] == f"{wanted}/v2/ext/openai/v1"


def test_a_local_runner_has_no_openai_endpoint() -> None:
    with pytest.raises(InvalidArgumentError, match="no OpenAI endpoint"):
        Client(MODEL_ID, "grpc://127.0.0.1:1", {}).openai_arguments()
