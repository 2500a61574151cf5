"""What users of a generated module see."""

from __future__ import annotations

from typing import Any

import pytest

from .samples import module_of


def field(name: str, type: str = "STR", **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type, **more}


def inputs(*fields: dict[str, Any], **options: Any) -> str:
    """The input interface of a method with these parameters."""
    text = module_of({"name": "f", "inputFields": list(fields)}, **options)
    return text.partition("export interface FInput {\n")[2].partition("\n}\n")[0]


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        (field("x", required=True), "  readonly x: string;"),
        (
            field("x", "INT", default="512"),
            "  /** @defaultValue 512 */\n  readonly x?: number | bigint | undefined;",
        ),
        (
            field("x", "FLOAT", default="0.7"),
            "  /** @defaultValue 0.7 */\n  readonly x?: number | undefined;",
        ),
        (
            field("x", "IMAGE"),
            "  /** Optional; the signature does not tell the default. */\n"
            "  readonly x?: ImageInput | null | undefined;",
        ),
        (
            field("x", required=True, modelTypeEnumOptions=[{"id": "a"}, {"id": "b"}]),
            '  readonly x: "a" | "b";',
        ),
        (
            field("x", "INT", required=True, modelTypeEnumOptions=[{"id": "1"}]),
            "  readonly x: 1;",
        ),
        (
            field("x", "LIST", required=True, typeArgs=[field("i", "INT")]),
            "  readonly x: readonly (number | bigint)[];",
        ),
        (
            field(
                "x", "TUPLE", required=True, typeArgs=[field("a"), field("b", "BOOL")]
            ),
            "  readonly x: readonly [string, boolean];",
        ),
        (
            field("x", "NDARRAY", required=True),
            "  readonly x: NdArrayInput;",
        ),
        (
            field(
                "messages", "LIST", required=True, typeArgs=[field("i", "JSON_DATA")]
            ),
            "  readonly messages: ChatMessages;",
        ),
    ],
)
def test_a_parameter_has_the_type_of_what_may_be_given(
    parameter: dict[str, Any], expected: str
) -> None:
    assert inputs(parameter) == expected


def test_bounds_and_descriptions_stand_in_its_comment() -> None:
    bounds = {"min": 1, "max": 9}
    found = inputs(
        field(
            "n", "INT", default="2", description="How many.", modelTypeRangeInfo=bounds
        )
    )
    assert found.startswith(
        "  /**\n   * How many.\n   * From 1 to 9.\n   * @defaultValue 2\n   */\n"
    )


@pytest.mark.parametrize(
    ("type", "args", "result"),
    [
        ("STR", [], "Call<string>"),
        ("BYTES", [], "Call<Bytes>"),
        ("INT", [], "Call<number>"),
        ("IMAGE", [], "Call<Image>"),
        ("NDARRAY", [], "Call<NdArray>"),
        ("JSON_DATA", [], "Call<JsonValue>"),
        ("LIST", [field("i", "TEXT")], "Call<Text[]>"),
        ("TUPLE", [field("a", "INT"), field("b")], "Call<readonly [number, string]>"),
        ("NAMED_FIELDS", [field("a", "INT")], "Call<FResult>"),
    ],
)
def test_an_answer_has_a_concrete_type(
    type: str, args: list[dict[str, Any]], result: str
) -> None:
    outputs = [field("return", type, typeArgs=args)]
    text = module_of({"name": "f", "outputFields": outputs})
    assert f"  f(input: FInput, options?: CallOptions): {result} {{" in text


def test_bigint_is_what_integers_are_answered_as_on_request() -> None:
    outputs = [field("return", "LIST", typeArgs=[field("i", "INT")])]
    text = module_of({"name": "f", "outputFields": outputs}, int64="bigint")
    assert "Call<bigint[]>" in text
    assert "result: listOf(BIGINT)," in text


def test_streams_are_typed_in_and_out() -> None:
    text = module_of(
        {
            "name": "g",
            "methodType": "UNARY_STREAMING",
            "outputFields": [field("return", iterator=True)],
        },
        {
            "name": "s",
            "methodType": "STREAMING_STREAMING",
            "inputFields": [field("items", "INT", iterator=True, required=True)],
            "outputFields": [field("return", iterator=True)],
        },
    )
    assert "  g(input: GInput, options?: CallOptions): Stream<string> {" in text
    assert "  readonly items: Items<number | bigint>;" in text
    assert "  s(input: SInput, options?: CallOptions): AsyncIterable<string>;" in text
    assert "_batch" not in text


def test_a_method_without_parameters_takes_nothing() -> None:
    text = module_of({"name": "ping", "inputFields": []})
    assert "export type PingInput = Readonly<Record<string, never>>;" in text
    assert "  ping(input?: PingInput, options?: CallOptions): Call<string> {" in text


def test_the_input_may_be_left_out_where_all_of_it_is_optional() -> None:
    text = module_of({"name": "f", "inputFields": [field("a", default="x")]})
    assert "  f(input?: FInput, options?: CallOptions): Call<string> {" in text


def test_a_first_argument_that_must_be_sent_has_its_default_in_the_table() -> None:
    text = module_of({"name": "f", "inputFields": [field("t", "FLOAT", default="0.7")]})
    assert 'parameters: [{ name: "t", codec: FLOAT, default: 0.7 }],' in text


def test_records_are_interfaces_one_for_each_direction() -> None:
    record = [field("a", "INT"), field("b c", "IMAGE")]
    text = module_of(
        {
            "name": "f",
            "inputFields": [field("x", "NAMED_FIELDS", typeArgs=record, required=True)],
            "outputFields": [field("return", "NAMED_FIELDS", typeArgs=record)],
        }
    )
    assert (
        'export interface FX {\n  readonly a: number;\n  readonly "b c": Image;\n}'
    ) in text
    assert (
        "export interface FXInput {\n  readonly a: number | bigint;\n"
        '  readonly "b c": ImageInput;\n}'
    ) in text


def test_methods_of_the_wire_are_a_constant_list() -> None:
    text = module_of({"name": "b"}, {"name": "a"})
    assert '  static readonly methods = ["b", "a"] as const;' in text


def test_specifiers_end_as_asked_for() -> None:
    for ending in ("js", "ts"):
        text = module_of({"name": "f"}, extensions=ending)
        assert f'from "./runtime/index.{ending}";' in text
