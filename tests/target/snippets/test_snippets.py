"""Snippets as texts: values, names, what is missing and why, and nothing that runs away."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from clarifai_grpc.grpc.api import service_pb2
from google.protobuf.json_format import ParseDict

from clarifai_codegen.call.tables import table_of
from clarifai_codegen.call.values import from_json
from clarifai_codegen.problems import ProblemError
from clarifai_codegen.runtime import python as runtime
from clarifai_codegen.signature.method import Method, Model
from clarifai_codegen.target.entry import Deployment, Entry, Settings
from clarifai_codegen.target.snippets import samples
from clarifai_codegen.target.snippets.emit import Writer, emit, method_slugs
from clarifai_codegen.target.snippets.flavors import FLAVORS, MEDIA
from clarifai_codegen.target.snippets.markdown import code_span, fenced, prose
from clarifai_codegen.target.snippets.options import options_of
from clarifai_codegen.target.snippets.shell import heredoc, word
from clarifai_codegen.target.snippets.site import Site
from clarifai_codegen.target.snippets.text import snippet_text

from ..corpus import cases, entry_of, model_of

IDS = {"user_id": "u", "app_id": "a", "model_id": "m"}
HOSTILE = (
    'x"; import os; os.system("id") #',
    "'; touch /tmp/owned; '",
    "$(touch /tmp/owned) `id` ${IFS}",
    "*/ process.exit(); /*",
    "-->\n<script>alert(1)</script> {process.exit()}",
    "\nJSON\ntouch /tmp/owned",
    "{{ 7 * 7 }} {% raw %}",
    "\u202e\u2028\x1b[31m",
    '"""\nimport os\n"""',
)


def show(method: dict[str, Any], flavor: str, **options: Any) -> str:
    """The snippet for a model of one method."""
    model = model_of(method, **IDS)
    return snippet_text(entry_of(model), method["name"], flavor, options).text


def parameter(name: str, type: str = "STR", **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type, "required": True, **more}


@cache
def models() -> dict[str, Model]:
    """All models of the corpus that have a method, with ids."""
    found = {}
    for case in cases():
        try:
            model = case.decoded().model
        except ProblemError:
            continue
        if model.methods:
            found[case.name] = model.model_copy(update=IDS)
    return found


def test_values_respect_range_choices_and_the_name_of_a_parameter() -> None:
    fields = [
        parameter("temperature", "FLOAT", modelTypeRangeInfo={"min": 1, "max": 2}),
        parameter("style", modelTypeEnumOptions=[{"id": "plain"}, {"id": "loud"}]),
        parameter("url"),
        parameter("count", "INT", modelTypeRangeInfo={"min": 8, "max": 16}),
        parameter("name", default="friend", required=False),
    ]
    text = show({"name": "f", "inputFields": fields}, "clarifai-python")
    for line in (
        "temperature=1.0,",
        'style="plain",',
        'url="https://example.com",',
        "count=8,",
        'name="friend",',
    ):
        assert f"    {line}\n" in text


def test_required_arguments_come_first() -> None:
    fields = [parameter("a", default="x", required=False), parameter("b")]
    text = show({"name": "f", "inputFields": fields}, "python")
    assert text.index("b=") < text.index("a=")


def test_media_are_urls_bytes_or_files() -> None:
    method = {"name": "f", "inputFields": [parameter("x", "IMAGE")]}
    seen = {media: show(method, "python", media=media) for media in MEDIA}
    assert "x=" + '"https://samples.clarifai.com/metro-north.jpg"' in seen["url"]
    assert 'x=Path("image.jpg").read_bytes()' in seen["bytes"]
    assert 'x=Path("image.jpg")' in seen["file"]
    curl = show(method, "curl", media="file")
    assert '"base64": "$(base64 < image.jpg | tr -d \'\\n\')"' in curl


def test_where_a_call_runs_flows_into_every_flavour() -> None:
    method = {"name": "f"}
    where = {
        "base_url": "https://api.acme.example",
        "deployment_id": "gpu-eu",
        "deployment_user_id": "acme",
    }
    for flavor in ("python", "typescript", "clarifai-python", "cli", "curl"):
        text = show(method, flavor, **where)
        for value in where.values():
            assert value in text, flavor
        assert "The call runs on the nodepool of this deployment." in text
    nodepool = {"nodepool_id": "pool", "compute_cluster_id": "aws"}
    for flavor in ("python", "typescript", "clarifai-python", "cli", "curl"):
        text = show(method, flavor, **nodepool)
        assert "pool" in text
        assert "aws" in text


def test_a_pinned_version_flows_into_every_flavour() -> None:
    model = model_of({"name": "f"}, **IDS, version_id="v1")
    for flavor in ("clarifai-python", "cli", "curl"):
        assert "versions/v1" in snippet_text(entry_of(model), "f", flavor, {}).text


def test_a_deployment_may_be_named_as_the_project_names_it() -> None:
    options = options_of({"deployment_id": "gpu"}, {"gpu": Deployment("d-1", "org")})
    assert (options.deployment_id, options.deployment_user_id) == ("d-1", "org")


@pytest.mark.parametrize(
    "options",
    [
        {"nodepool_id": "p"},
        {"deployment_id": "d", "nodepool_id": "p", "compute_cluster_id": "c"},
        {"package": "os; import sys"},
    ],
)
def test_options_that_cannot_be_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(ProblemError) as caught:
        show({"name": "f"}, "python", **options)
    assert caught.value.problems[0].code == "bad-configuration"


def test_a_stream_is_fed_from_a_generator_and_read_to_its_end() -> None:
    method = {
        "name": "f",
        "methodType": "STREAMING_STREAMING",
        "inputFields": [parameter("x", iterator=True)],
        "outputFields": [{"name": "return", "type": "STR", "iterator": True}],
    }
    text = show(method, "python")
    assert "def items() -> Iterator[str]:\n    yield " in text
    assert (
        "with model.f(x=items()) as response:\n        for piece in response:" in text
    )
    assert "async function* items() {\n  yield " in show(method, "typescript")
    assert "x=items()," in show(method, "clarifai-python").replace(
        "items())", "items(),"
    )


def test_what_a_client_cannot_do_is_said() -> None:
    array = {"name": "f", "inputFields": [parameter("x", "NDARRAY")]}
    model = model_of(array, **IDS)
    for flavor, reason in (
        ("cli", "NDARRAY"),
        ("clarifai-node", "NDARRAY"),
        ("openai-python", "OpenAI transport"),
        ("mcp-python", "MCP transport"),
    ):
        with pytest.raises(ProblemError) as caught:
            snippet_text(entry_of(model), "f", flavor, {})
        problem = caught.value.problems[0]
        assert problem.code == "no-snippet"
        assert reason in problem.what
        assert "python" in problem.advice


def test_a_model_without_ids_is_called_by_our_clients_alone() -> None:
    entry = entry_of(model_of({"name": "f"}))
    assert 'url="grpc://localhost:8000"' in snippet_text(entry, "f", "python", {}).text
    with pytest.raises(ProblemError, match="does not tell"):
        snippet_text(entry, "f", "curl", {})


def test_unknown_names_are_met_with_those_that_exist() -> None:
    with pytest.raises(ProblemError, match="there are: python, ") as caught:
        show({"name": "f"}, "pyton")
    assert caught.value.problems[0].code == "unknown-flavor"
    assert caught.value.problems[0].advice == "Write 'python'."


@pytest.mark.parametrize("name", list(models()))
@pytest.mark.parametrize("media", ["url", "bytes"])
def test_a_body_of_curl_is_the_request_that_our_client_sends(
    name: str, media: str
) -> None:
    model = models()[name]
    options = options_of({"media": media})
    site = Site(Entry("Probe", model, "x", "d"), options)
    writer = Writer(Settings(), options)
    for method in model.methods:
        snippet = writer.snippet(FLAVORS["curl"], site, method)
        if snippet.why:
            continue
        expected = _request(method, media)
        assert _with_data(_sent(snippet.text)) == _with_data(expected), method.name


def _with_data(part: Any) -> Any:
    """The same where parts without a value have an empty one: servers see no difference."""
    part.data.SetInParent()
    for each in part.data.parts:
        _with_data(each)
    return part


def _sent(text: str) -> Any:
    """The request that curl would send, files read as what stands for their bytes."""
    quoted, body = re.findall(r"<<('?)JSON'?\n(.*)\nJSON\n$", text, re.DOTALL)[0]
    if not quoted:
        body = re.sub(r"\$\(base64 < (\S+) \| tr -d '\\n'\)", "ZmlsZQ==", body)
        body = re.sub(r"\\([\\$`])", r"\1", body)
    message = service_pb2.PostModelOutputsRequest()
    return ParseDict(json.loads(body), message).inputs[0]


def _request(method: Method, media: str) -> Any:
    """The input that our runtime makes of the same values."""
    table = table_of(method)
    given = {each.name: each for each in samples.given(method, media)}
    values = {name: _ours(each.value) for name, each in given.items()}
    found = service_pb2.PostModelOutputsRequest().inputs.add()
    found.data.metadata["_method_name"] = method.name
    for each in samples.given(method, media):
        part = found.data.parts.add(id=each.name)
        codec = next(p for p in table.parameters if p.name == each.name).codec
        codec.encode(part.data, values[each.name])
    return found


def _ours(value: Any) -> Any:
    """A sample as our Python client takes it."""
    match value:
        case samples.MediaValue(type=kind, form=form, place=place):
            made = getattr(runtime, kind.capitalize())
            return made(url=place) if form == "url" else made(b"file")
        case samples.TextValue(text=text):
            return text
        case samples.ConceptValue(name=name, value=score):
            return runtime.Concept(name, score)
        case samples.RegionValue(box=box, concept=concept):
            return runtime.Region(box=box, concepts=[_ours(concept)])
        case samples.FrameValue(image=image):
            return runtime.Frame(image=_ours(image))
        case samples.Array(rows=rows):
            import numpy

            return numpy.array(rows, dtype="float32")
        case samples.Fields(values=fields):
            return {name: _ours(each) for name, each in fields.items()}
        case list():
            return [_ours(each) for each in value]
        case tuple():
            return tuple(map(_ours, value))
    return value


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_never_becomes_code(text: str) -> None:
    fields = [
        parameter("x", modelTypeEnumOptions=[{"id": text}]),
        parameter(text),
        parameter("y", default=text, required=False),
    ]
    method = {"name": text, "description": text, "inputFields": fields}
    ids = {"user_id": text, "app_id": text, "model_id": text, "version_id": text}
    entry = entry_of(model_of(method, {"name": "ok"}, **ids))
    options = {"flavors": tuple(FLAVORS), "base_url": f"https://{text}"}
    options |= {"deployment_id": text, "deployment_user_id": text}
    for media in MEDIA:
        files = emit([entry], Settings(options=options | {"media": media})).files
        for path, content in files.items():
            assert isinstance(content, str)
            assert "49" not in content.replace(text, "")
            if path.endswith(".py"):
                calls = {
                    ast.unparse(node.func)
                    for node in ast.walk(ast.parse(content))
                    if isinstance(node, ast.Call)
                }
                assert "os.system" not in calls
            if path.endswith(".sh"):
                _parses(content)
            if path.endswith(".mdx"):
                plain = re.sub(r"(`+).*?\1", "", content, flags=re.DOTALL)
                assert "<script>" not in plain
                assert "{" not in plain


def _parses(text: str) -> None:
    """A shell reads the text as one command per statement of ours, and touches nothing."""
    done = subprocess.run(
        ["bash", "-c", f"curl() {{ cat >/dev/null; }}; clarifai() {{ :; }}\n{text}"],
        env={"CLARIFAI_PAT": "x", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert not Path("/tmp/owned").exists()
    assert done.returncode == 0 or "image.jpg" in done.stderr, done.stderr


@pytest.mark.parametrize("text", [*HOSTILE, "", "-x", "~", "a=b", "plain/word.txt"])
def test_a_word_of_a_shell_gives_its_text_back(text: str) -> None:
    assert shlex.split(word(text)) == [text]


def test_a_heredoc_gives_its_json_back() -> None:
    value = {"a": list(HOSTILE), "b\n": {"c": "\\$x"}}
    done = subprocess.run(
        ["bash", "-c", heredoc("cat", value)], capture_output=True, text=True
    )
    assert json.loads(done.stdout) == value


def test_code_in_markdown_stays_in_its_fence() -> None:
    assert fenced("a\n```\nb", "x") == "````x\na\n```\nb\n````"
    assert code_span("a`b") == "`` a`b ``"
    assert prose("<b> {x} *y*") == ("> &lt;b&gt; &#123;x&#125; \\*y\\*",)


def test_methods_that_differ_in_case_have_files_of_their_own() -> None:
    names = ("Predict", "predict", "ping!", "ping?", "..", "con/../x")
    model = model_of(*({"name": name} for name in names))
    slugs = method_slugs(entry_of(model))
    assert len({slug.casefold() for slug in slugs.values()}) == len(names)
    assert all(re.fullmatch(r"\w+", slug, re.ASCII) for slug in slugs.values())


def test_a_class_of_a_name_that_a_snippet_needs_gets_another_there() -> None:
    entry = Entry("Path", model_of({"name": "f"}, **IDS), "x", "d")
    text = snippet_text(entry, "f", "python", {}).text
    assert "import ClarifaiError, Path as Path_" in text


def test_the_index_names_every_snippet_and_what_is_missing() -> None:
    entry = entry_of(model_of({"name": "f"}, **IDS))
    files = emit(
        [entry], Settings(options={"flavors": ("curl", "openai-python")})
    ).files
    index = json.loads(files["index.json"])
    method = index["models"]["Probe"]["methods"]["f"]
    assert method["snippets"]["curl"] in files
    assert "OpenAI transport" in method["missing"]["openai-python"]
    assert index["flavors"]["curl"]["language"] == "bash"


def test_the_same_model_gives_the_same_bytes() -> None:
    entries = [entry_of(model_of({"name": "f"}, **IDS), name) for name in ("A", "B")]
    one = emit(entries, Settings())
    assert list(one.files.items()) == list(
        emit(entries[::-1], Settings()).files.items()
    )


def test_json_of_a_call_reads_what_the_cli_is_given() -> None:
    fields = [
        parameter("n", "INT"),
        parameter("words", "LIST", typeArgs=[{"type": "STR"}]),
    ]
    text = show({"name": "f", "inputFields": fields}, "cli")
    (line,) = [each for each in text.splitlines() if "--inputs" in each]
    values = json.loads(shlex.split(line)[1])
    types = model_of({"name": "f", "inputFields": fields}).methods[0].parameters
    assert [from_json(p.data_type, values[p.name]) for p in types] == [
        values["n"],
        values["words"],
    ]
