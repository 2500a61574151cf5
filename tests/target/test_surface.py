"""What a client offers: parameters, types, defaults and names, as Python reads them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import pytest

from clarifai_codegen.problems import Problem
from clarifai_codegen.target.entry import Entry, Settings
from clarifai_codegen.target.python.emit import emit

from .corpus import case, entry_of, model_of, module_text

STR = {"name": "x", "type": "STR"}


def _model(*fields: Mapping[str, Any], **method: Any) -> Entry:
    inputs = {"inputFields": list(fields)} if fields else {}
    return entry_of(model_of({"name": "f", **inputs, **method}, model_id="m"))


def _class(text: str, name: str = "Probe") -> ast.ClassDef:
    tree = ast.parse(text)
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return next(node for node in classes if node.name == name)


def _methods(node: ast.ClassDef) -> list[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [each.name for each in node.body if isinstance(each, kinds)]


def _heads(text: str, name: str = "Probe", method: str = "f") -> list[str]:
    """The parameters and the result of each definition of a method."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        f"({ast.unparse(each.args)}) -> {ast.unparse(each.returns or each)}"
        for each in _class(text, name).body
        if isinstance(each, kinds) and each.name == method
    ]


def _table(text: str, name: str = "_F") -> str:
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return ast.unparse(node.value)
    raise AssertionError(name)


def _head(*fields: Mapping[str, Any], **method: Any) -> str:
    """The first definition without self and what catches unknown keywords."""
    head = _heads(module_text(_model(*fields, **method)))[0]
    return head.replace("self, ", "").replace(", **unknown: Never", "")


def test_the_first_and_the_required_that_lead_may_be_positional() -> None:
    required = [{"name": name, "type": "INT", "required": True} for name in "abc"]
    optional = {"name": "o", "type": "INT", "default": "1"}
    head = _head(*required[:2], optional, required[2])
    assert head == "(a: int, b: int, *, o: int=default(1), c: int) -> str"
    assert _head(optional, required[0]) == "(o: int=default(1), *, a: int) -> str"


@pytest.mark.parametrize(
    ("field", "parameter"),
    [
        ({"type": "INT", "default": "512"}, "x: int=default(512)"),
        ({"type": "INT", "default": "null"}, "x: int | None=default(None)"),
        ({"type": "INT"}, "x: int | None=default(...)"),
        ({"type": "INT", "default": "abc"}, "x: int | None=default(...)"),
        ({"type": "STR", "default": "a\nb"}, "x: str=default('a\\nb')"),
        ({"type": "FLOAT", "default": "Infinity"}, "x: float=default(float('inf'))"),
        ({"type": "BYTES", "default": "b'a'"}, "x: BytesInput=default(b'a')"),
        ({"type": "IMAGE", "default": "null"}, "x: ImageInput | None=default(None)"),
        (
            {"type": "LIST", "typeArgs": [STR], "default": '["a"]'},
            "x: Sequence[str]=default(['a'])",
        ),
    ],
)
def test_an_optional_parameter_shows_its_default(
    field: Mapping[str, Any], parameter: str
) -> None:
    first = {"name": "a", "type": "STR", "required": True}
    head = _head(first, {"name": "x", **field})
    assert head == f"(a: str, *, {parameter}) -> str"


@pytest.mark.parametrize(
    ("kind", "ids", "default", "hint"),
    [
        ("STR", ["a", "b"], "a", "x: Literal['a', 'b']=default('a')"),
        ("STR", ["a", "b", "a"], "a", "x: Literal['a', 'b']=default('a')"),
        ("STR", ["a"], "z", "x: Literal['a'] | None=default(...)"),
        ("INT", ["1", "2"], "1", "x: Literal[1, 2]=default(1)"),
        ("BOOL", ["true"], "true", "x: Literal[True]=default(True)"),
        ("FLOAT", ["0.5"], "0.5", "x: float=default(0.5)"),
        ("INT", ["1", "auto"], "1", "x: int=default(1)"),
        ("STR", ["\ud800"], "\ud800", "x: str=default('\\ud800')"),
    ],
)
def test_choices_are_literals_where_python_has_them(
    kind: str, ids: list[str], default: str, hint: str
) -> None:
    options = [{"id": each} for each in ids]
    first = {"name": "a", "type": "STR", "required": True}
    field = {"name": "x", "type": kind, "default": default}
    entry = _model(first, {**field, "modelTypeEnumOptions": options})
    text = module_text(entry)
    head = _heads(text)[0]
    assert head == f"(self, a: str, *, {hint}) -> str"
    assert ("choices=" in _table(text)) is ("auto" not in ids)


def test_ranges_stand_in_the_table_and_in_the_docstring() -> None:
    field = {"name": "x", "type": "INT", "required": True}
    bounds = {"min": 0.5, "max": 2147483600.0}
    text = module_text(_model({**field, "modelTypeRangeInfo": bounds}))
    assert "minimum=1, maximum=2147483648" in _table(text)
    assert "x: From 1 to 2147483648." in text
    field = {"name": "x", "type": "FLOAT", "required": True}
    text = module_text(_model({**field, "modelTypeRangeInfo": {"max": 0.1}}))
    assert "maximum=0.1" in _table(text)
    assert "x: At most 0.1." in text


@pytest.mark.parametrize("kind", ["FLOAT", "TUPLE", "NAMED_FIELDS"])
def test_a_first_parameter_that_a_server_takes_amiss_is_required(kind: str) -> None:
    parts = {} if kind == "FLOAT" else {"typeArgs": [{"name": "a", "type": "STR"}]}
    field = {"name": "x", "type": kind, "default": "null", **parts}
    text = module_text(_model(field))
    assert "default" not in _heads(text)[0]
    assert "Required: a server takes this type amiss" in text
    first = {"name": "a", "type": "STR", "required": True}
    assert "default(None)" in _heads(module_text(_model(first, field)))[0]


def test_a_first_parameter_that_is_always_sent_has_its_default_in_the_table() -> None:
    text = module_text(_model({"name": "x", "type": "FLOAT", "default": "0.5"}))
    assert _table(text) == "Method('f', (Parameter('x', FLOAT, default=0.5),), STR)"
    parts = {"typeArgs": [STR]}
    listed = {"name": "x", "type": "LIST", "default": "null", **parts}
    assert "nullable=True" in _table(module_text(_model(listed)))


def test_a_table_holds_what_the_wire_calls_things() -> None:
    field = {"name": "max-tokens", "type": "INT", "default": "1"}
    text = module_text(_model(field, name="from"))
    assert _table(text, "_FROM") == (
        "Method('from', "
        "(Parameter('max-tokens', INT, python='max_tokens', optional=True),), STR)"
    )
    assert "def from_(" in text


def test_a_batch_is_an_overload_unless_the_first_parameter_is_a_list_or_json() -> None:
    field = {"name": "x", "type": "STR", "required": True}
    heads = _heads(module_text(_model(field)))
    assert heads == [
        "(self, x: str) -> str",
        "(self, x: Sequence[FInput], /) -> list[str]",
        "(self, x: str | Sequence[FInput], **unknown: Never) -> Any",
    ]
    for kind, parts in (("JSON_DATA", {}), ("LIST", {"typeArgs": [STR]})):
        text = module_text(_model({**field, "type": kind, **parts}))
        assert len(_heads(text)) == 1
        assert "f_batch" in _methods(_class(text))


def test_an_implementation_lets_a_batch_leave_out_the_other_parameters() -> None:
    fields = [{"name": name, "type": "INT", "required": True} for name in "ab"]
    assert _heads(module_text(_model(*fields)))[2] == (
        "(self, a: int | Sequence[FInput], b: int=default(...), **unknown: Never)"
        " -> Any"
    )


def test_what_catches_unknown_keywords_gives_way_to_a_parameter() -> None:
    names = ("unknown", "unknown_")
    fields = [{"name": name, "type": "JSON_DATA", "required": True} for name in names]
    assert "**unknown__: Never" in _heads(module_text(_model(*fields)))[0]


def test_streams_are_iterables_in_and_streams_out() -> None:
    items = {"name": "x", "type": "IMAGE", "iterator": True}
    answers = [{"name": "return", "type": "STR", "iterator": True}]
    text = module_text(
        _model(items, methodType="STREAMING_STREAMING", outputFields=answers)
    )
    tail = ", **unknown: Never)"
    assert _heads(text) == [f"(self, x: Iterable[ImageInput]{tail} -> Stream[str]"]
    assert _heads(text, "AsyncProbe") == [
        "(self, x: AsyncIterable[ImageInput] | Iterable[ImageInput]"
        f"{tail} -> AsyncStream[str]"
    ]
    assert _heads(text, "ProbeProtocol")[0].endswith("-> Iterator[str]")
    assert _heads(text, "ProbeWithResponse")[0].endswith("-> Stream[Response[str]]")
    assert "kind=STREAMING_STREAMING" in _table(text)
    assert "f_batch" not in _methods(_class(text))


def test_messages_take_chat_messages_in_both_of_their_forms() -> None:
    json_item = {"name": "i", "type": "JSON_DATA"}
    first = {"name": "a", "type": "STR", "required": True}
    for field, chat in (
        ({"name": "messages", "type": "LIST", "typeArgs": [json_item]}, True),
        ({"name": "chat_history", "type": "JSON_DATA", "default": "[]"}, True),
        ({"name": "messages", "type": "JSON_DATA", "default": "{}"}, False),
        ({"name": "messages", "type": "LIST", "typeArgs": [STR]}, False),
        ({"name": "others", "type": "LIST", "typeArgs": [json_item]}, False),
    ):
        assert ("ChatMessages" in _heads(module_text(_model(first, field)))[0]) is chat


def test_several_outputs_and_an_output_of_another_name() -> None:
    outputs = [{"name": "label", "type": "STR"}, {"name": "score", "type": "FLOAT"}]
    text = module_text(_model(outputFields=outputs))
    assert _heads(text)[0].endswith("-> FResult")
    assert _table(text, "_F_RESULT") == (
        "outputs(FResult, ('label', 'label', STR), ('score', 'score', FLOAT))"
    )
    assert _table(text).endswith("_F_RESULT, output='')")
    text = module_text(_model(outputFields=outputs[:1]))
    assert _table(text).endswith("STR, output='label')")


def test_records_of_one_shape_are_one_class() -> None:
    parts = {"type": "NAMED_FIELDS", "typeArgs": [STR]}
    first = {"name": "f", "inputFields": [{"name": "a", "required": True, **parts}]}
    second = {"name": "g", "outputFields": [{"name": "return", **parts}]}
    text = module_text(entry_of(model_of(first, second)))
    assert text.count("@dataclass") == 1
    assert _heads(text)[0] == "(self, a: FA | FADict) -> str"
    assert _heads(text, method="g")[0].endswith("-> FA")


def test_a_record_has_attributes_that_python_can_carry() -> None:
    text = module_text(case("nest-named-dict-methods").entry())
    record = ast.unparse(_class(text, "PredictX"))
    assert "items: list[str]" in record or "items: Sequence[str]" in record
    assert "class__: str" in record
    assert "a_b: float" in record
    assert '"a b": float' in text


def test_a_tuple_that_type_checkers_cannot_follow_has_its_type_written_down() -> None:
    parts = [{"name": "i", "type": "INT"}] * 5
    outputs = [{"name": "return", "type": "TUPLE", "typeArgs": parts}]
    text = module_text(_model(outputFields=outputs))
    assert "_F: Method[tuple[int, int, int, int, int]] = Method(" in text


def test_deep_types_are_put_together_from_parts() -> None:
    text = module_text(case("nest-60").entry())
    assert "_Nested: TypeAlias" in text
    module = [line for line in text.split("\n") if not line.lstrip().startswith('"')]
    assert max(map(len, module)) <= 88


@pytest.mark.parametrize(
    ("methods", "ours"),
    [
        (["close"], "close_"),
        (["close", "close_"], "close__"),
        (["with_options"], "with_options_"),
        (["with_response"], "with_response_"),
        (["predict", "predict_batch"], "predict_batch_"),
    ],
)
def test_a_method_of_the_model_takes_the_name_and_the_run_says_so(
    methods: list[str], ours: str
) -> None:
    entry = entry_of(model_of(*({"name": name} for name in methods), model_id="m"))
    emitted = emit([entry], Settings())
    assert ours in _methods(_class(module_text(entry)))
    [problem] = emitted.problems
    assert isinstance(problem, Problem)
    assert (problem.code, problem.warning) == ("renamed", True)
    assert repr(ours) in problem.what


def test_dunders_of_a_model_never_become_dunders() -> None:
    model = model_of({"name": "__init__"}, {"name": "__client__"}, {"name": "__x"})
    text = module_text(entry_of(model))
    names = _methods(_class(text))
    assert {"init_method", "client_method", "x_method"} <= set(names)
    assert names.count("__init__") == 1
    assert "'__client__'" in _table(text, "_CLIENT_METHOD")


def test_no_name_of_a_model_hides_what_annotations_mean() -> None:
    text = module_text(case("clash-type-names").entry())
    assert "from builtins import" in text
    assert "Image as _Image" in text
    assert "def Image(" in text


def test_openai_models_have_a_client_of_the_package_openai() -> None:
    model = model_of(
        {"name": "openai_transport"}, user_id="u", app_id="a", model_id="m"
    )
    text = module_text(entry_of(model))
    address = '"https://clarifai.com/u/a/models/m"'
    assert f"openai_model: ClassVar[str] = {address}" in text
    assert "def openai(self) -> OpenAI:" in text
    assert "openai=True" in _table(text, "_OPENAI_TRANSPORT")
    pinned = entry_of(model.model_copy(update={"version_id": "v1"}))
    assert "/models/m/versions/v1" in module_text(pinned)
    other = entry_of(model_of({"name": "openai_transport", "inputFields": []}))
    assert "OpenAI" not in module_text(other)


def test_a_model_tells_only_the_ids_that_it_has() -> None:
    text = module_text(entry_of(model_of({"name": "f"}, model_id="m")))
    assert "user_id=" not in text
    assert 'model_id="m"' in text
    entry = entry_of(model_of({"name": "f"}, model_id="m"))
    told = Entry("P", entry.model, "s", "d", "https://api.example.com", "MY_PAT")
    text = module_text(told)
    assert 'base_url="https://api.example.com"' in text
    assert 'pat_env="MY_PAT"' in text


def test_a_method_without_a_description_has_a_docstring_all_the_same() -> None:
    text = module_text(case("desc-empty").entry())
    assert '"""Call the model\'s method "' in text
    assert '""" """' not in text


def test_a_symbol_is_imported_only_where_it_is_used() -> None:
    for name in ("arity-50", "out-missing", "default-none", "kind-iterator-nested"):
        if not case(name).is_good:
            continue
        tree = ast.parse(module_text(case(name).entry()))
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module != "__future__":
                assert {each.asname or each.name for each in node.names} <= used
