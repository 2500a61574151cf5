"""What is not a client does not pass, however it came into a module."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from clarifai_codegen.problems import Exit, Problem, ProblemError
from clarifai_codegen.target.naming import TYPESCRIPT_WORDS
from clarifai_codegen.target.typescript.proof import prove
from tests.target.strategies import TEXTS

from .by_hand import SAMPLES, SYMBOLS

CLIENT = SAMPLES["client"]

ADDED = {
    # Statements, functions and operators that no client needs.
    'eval("1");': "expression_statement",
    'Client.of("x");': "expression_statement",
    '"use client";': "expression_statement",
    "return MODEL;": "return_statement",
    "{ }": "statement_block",
    ";": "empty_statement",
    "debugger;": "debugger_statement",
    "let x = 1;": "let",
    "var x = 1;": "var",
    "function f() {}": "function_declaration",
    "async function f() {}": "function_declaration",
    "if (MODEL) {}": "if_statement",
    "for (;;) {}": "for_statement",
    "while (1) {}": "while_statement",
    "try {} catch {}": "try_statement",
    "throw MODEL;": "throw_statement",
    "label: MODEL;": "labeled_statement",
    "with (MODEL) {}": "with_statement",
    "const x = function () {};": "function_expression",
    "const x = () => 1;": "arrow_function",
    "const x = class {};": "class",
    "const x = `${MODEL}`;": "template_string",
    "const x = named`x`;": "template_string",
    "const x = /x/;": "regex",
    "const x = MODEL ? 1 : 2;": "ternary_expression",
    "const x = 1 + 1;": "binary_expression",
    'const x = "a" in MODEL;': "binary_expression",
    "const x = !MODEL;": "!",
    "const x = void MODEL;": "void",
    "const x = typeof MODEL;": "typeof",
    "const x = [(1, 2)];": "parenthesized_expression",
    "const x = (1);": "parenthesized_expression",
    "const x = [...MODEL];": "...",
    "const x = { ...MODEL };": "...",
    "const x = { MODEL };": "shorthand_property_identifier",
    "const x = { f() {} };": "method_definition",
    "const x = { get f() { return 1; } };": "get",
    "const { x } = MODEL;": "object_pattern",
    "const [x] = [1];": "array_pattern",
    "const x = await MODEL;": "await",
    "const x = MODEL!;": "non_null_expression",
    "const x = MODEL as Client;": "Client",
    "const x = <Client>MODEL;": "type_assertion",
    "const x = MODEL satisfies ModelId;": "satisfies",
    "const x = MODEL++;": "update_expression",
    "const x = import.meta;": "meta_property",
    "const x = new.target;": "meta_property",
    "enum E { A }": "enum_declaration",
    "namespace N {}": "expression_statement",
    "declare const x: string;": "ambient_declaration",
    "abstract class A {}": "abstract_class_declaration",
    "@named class A {}": "decorator",
    # Names.
    "const x = eval;": "eval",
    "const x = globalThis;": "globalThis",
    "const x = process;": "process",
    "const x: Window = 1;": "Window",
    "const x = \\u0065val;": "u0065val",
    "const \\u0061 = 1;": "u0061",
    "const named = 1;": "declaration of 'named'",
    "class Client {}": "declaration of 'Client'",
    "class Promise {}": "declaration of 'Promise'",
    # Calls, constructions, members and assignments.
    'const x = eval("1");': "call of 'eval'",
    'const x = require("fs");': "require",
    'const x = import("fs");': "import",
    "const x = MODEL();": "call of 'MODEL'",
    "const x = STR();": "call of 'STR'",
    "const x =\nabstract();": "call of 'abstract'",
    "accessor();": "expression_statement",
    "abstract (x) {}": "parsed",
    "const x = named()();": "call of 'named()'",
    "const x = Client.from(MODEL);": "Client.from",
    'const x = Function("x");': "Function",
    "const x = VisionChat.methods();": "call of 'VisionChat.methods'",
    'const x = MODEL["constructor"];': "subscript_expression",
    "const x = MODEL.constructor;": "MODEL.constructor",
    "const x = named.constructor;": "named.constructor",
    "const x = MODEL?.userId;": "?.",
    "const x = super.x;": "super.x",
    'const x = new Function("x");': "constructor 'Function'",
    "const x = new Client(MODEL);": "constructor 'Client'",
    "const x = new MODEL();": "constructor 'MODEL'",
    "const x = new named();": "constructor 'named'",
    "const x = new FakeClient();": "constructor 'FakeClient'",
    "const x = new (eval)();": "parenthesized_expression",
    "const x = [MODEL = 1];": "assignment to 'MODEL'",
    "const x = [MODEL.userId = 1];": "MODEL.userId",
    "const x = [MODEL += 1];": "augmented_assignment_expression",
    # Keys that are no data.
    "const x = { __proto__: MODEL };": "key '__proto__'",
    'const x = { "__proto__": MODEL };': "key",
    "const x = { '__proto__': MODEL };": "key",
    'const x = { "__prot\\u006f__": MODEL };': "key",
    'const x = { "__prot\\u{6f}__": MODEL };': "key",
    'const x = { "__prot\\x6f__": MODEL };': "key",
    'const x = { "\\_\\_proto__": MODEL };': "key",
    'const x = { "__\\\nproto__": MODEL };': "string",
    'const x = "a\n";': "string",
    'const x = "a\n// b\n";': "string",
    "const x = { [MODEL]: 1 };": "computed name 'MODEL'",
    'const x = { [named("x")]: 1 };': "computed name",
    "class A { [MODEL]() {} }": "computed name",
    # Classes.
    "class A extends Client {}": "class beneath 'Client'",
    "class A extends Method {}": "class beneath 'Method'",
    "class A extends named() {}": "class beneath",
    "class A { static { MODEL; } }": "class_static_block",
    "class A { get x() { return 1; } }": "get",
    "class A { set x(y) {} }": "set",
    "class A { async x() {} }": "async",
    "class A { *x() {} }": "*",
    "class A { constructor(private x: string) {} }": "accessibility_modifier",
    "class A { constructor(readonly x: string) {} }": "readonly",
    "class A { x(...y: string[]) {} }": "...",
    "class A { x({ y }: ModelId) {} }": "object_pattern",
    "class A { x() { class B {} } }": "class_declaration",
    'class A { x() { import y from "z"; } }': "import_statement",
    "class A { x() { { } } }": "statement_block",
    'class A { x() { "use server"; } }': "statement '",
    "class A { x() { MODEL; } }": "statement 'MODEL'",
    "class A { x() { this; } }": "statement 'this'",
    "class A { x = this.#other; #other = 1; }": "this.#other",
    "class A { x() { return this.#client.connection; } }": "this.#client.connection",
    "class A { x() { this.#client.constructor(); } }": "this.#client.constructor",
    "class A { x() { this.x = 1; } }": "this.x",
    "class A { x() { return super.x(); } }": "super.x",
    # Types that load or compute something.
    'type T = import("x").Y;': "import",
    "type T = typeof MODEL;": "type_query",
    'type T = ModelId["userId"];': "lookup_type",
    "type T = keyof ModelId;": "index_type_query",
    "type T<X> = X;": "type_parameters",
    "type T = `x${string}`;": "template_literal_type",
    "type T = ModelId extends string ? 1 : 2;": "conditional_type",
    "type T = any;": "any",
    # Imports and exports.
    'import "fs";': "import",
    'import {} from "fs";': "import",
    'import fs from "fs";': "identifier",
    'import * as fs from "fs";': "namespace_import",
    'import { readFile } from "fs";': "import from 'fs' of 'readFile'",
    'import { Client as C } from "fs";': "import from 'fs'",
    'import { Client as C } from "./runtime/client.js";': "import from",
    'import { Client as C } from "../runtime/index.js";': "import from",
    'import { Client as C } from "./runtime/index.json";': "import from",
    'import { Client as C } from "./runtime/\\u0069ndex.js";': "import from",
    'import { default as C } from "./runtime/index.js";': "default",
    'import { "Client" as C } from "./runtime/index.js";': "import from",
    'import { Client as C } from "./runtime/index.js" with { type: "x" };': "import_attr",
    'import fs = require("fs");': "import_require_clause",
    "import A = MODEL;": "import_alias",
    'export * from "fs";': "*",
    'export * as fs from "fs";': "*",
    'export { readFile } from "fs";': "import from 'fs' of 'readFile'",
    'export {} from "fs";': "import",
    "export { process };": "process",
    "export { MODEL as x };": "name 'x'",
    "export default MODEL;": "default",
    "export = MODEL;": "=",
    "export as namespace N;": "namespace",
    # Comments that tools act on.
    "// @ts-nocheck": "comment '// @ts-nocheck'",
    "//@ts-ignore": "comment",
    "// \t @ts-expect-error why": "comment",
    "/// @ts-ignore": "comment",
    "/* @ts-ignore */": "comment",
    "/**\n * x\n * @ts-expect-error */": "comment",
    '/// <reference path="x" />': "comment",
    '/// <amd-module name="x" />': "comment",
    "//# sourceMappingURL=x": "comment",
    "//@ sourceURL=x": "comment",
    "/*# sourceMappingURL=x */": "comment",
    "/** see //# sourceMappingURL=x */": "comment",
    "/** @jsx h */": "comment",
    "/**\n * @jsxImportSource x\n */": "comment",
    '// @deno-types="./x.d.ts"': "comment",
    "// @bun": "comment",
    "/** For \\@internal use. */": "comment",
    "<!-- x": "parsed",
    "#!/usr/bin/node": "parsed",
    # Characters that are not seen, or seen otherwise.
    "// \ufeff": "U+FEFF",
    "// \u2028const x = 1;": "U+2028",
    "// \u2029": "U+2029",
    "// \u202e": "U+202E",
    "// \u2066": "U+2066",
    "// \u200b": "U+200B",
    "// \x00": "U+0000",
    "// \x1b": "U+001B",
    "// \x85": "U+0085",
    "// \r": "U+000D",
    "// \U000e0041": "U+E0041",
    'const x = "\ud800";': "U+D800",
    # What is no TypeScript.
    "const x = ;": "parsed",
    'const x = "a\nb";': "parsed",
    "const x = (": "parsed",
    "class A {": "parsed",
    "*/": "parsed",
    "<<<<<<< x": "parsed",
    "(" * 10_000: "parsed",
}


def refused(text: str) -> Problem:
    with pytest.raises(ProblemError) as caught:
        prove(text, SYMBOLS, "m.ts", "M")
    [problem] = caught.value.problems
    assert problem.code == "unproved"
    assert problem.exit is Exit.OUR_FAULT
    assert (problem.where.file, problem.where.model) == ("m.ts", "M")
    return problem


@pytest.mark.slow
@pytest.mark.parametrize(("text", "reason"), ADDED.items())
def test_a_module_with_something_else_in_it_is_our_fault(
    text: str, reason: str
) -> None:
    problem = refused(f"{CLIENT}\n{text}\n")
    assert reason in problem.what
    assert problem.where.line > CLIENT.count("\n") or reason == "parsed"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{\n    this.#client.close();", "{\n    this.#client.close;"),
        ("this.#client = Client", "this.#other = Client"),
        ("(options: ClientOptions | Client = {})", "(options = eval)"),
        ("readonly #client: Client;", "readonly #client: Client = process;"),
        ("unary(PREDICT, input, options)", "unary(PREDICT, globalThis, options)"),
        ("unary(PREDICT", "unary.call(PREDICT"),
        ("return this.#client.unary", "return this . #client.unary"),
        ('"fast" | "good"', '"fast" | typeof "good"'),
        ("maximum: 4096", "maximum: eval"),
        ("maximum: 4096", "get maximum() { return 1 }"),
        ("listOf(IMAGE)", "listOf(new VisionChat)(IMAGE)"),
        ('"vision-chat" }', '"vision-chat" + process.env.HOME }'),
        ('"./runtime/index.js"', '"https://example.com/runtime/index.js"'),
        ("/* eslint-disable */", "/* eslint-disable */\n/** x@jsxImportSource y */"),
        ("// Source: ", "// @ts-nocheck "),
        (" * Upper bound", " * @jsx Upper bound"),
        (" * Upper bound", " */ eval(1); /*"),
    ],
)
def test_a_place_for_one_thing_takes_no_other(old: str, new: str) -> None:
    assert old in CLIENT
    refused(CLIENT.replace(old, new, 1))


@pytest.mark.parametrize("name", SAMPLES)
def test_what_the_toolkit_writes_passes(name: str) -> None:
    prove(SAMPLES[name], SYMBOLS, f"{name}.ts")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"./runtime/index.js"', '"./runtime/index.ts"'),
        ('"./runtime/index.js"', "'./runtime/index.js'"),
        ("listOf", "anotherName"),
        ("  ", "\t"),
        (";\n", "\n"),
        ("// Source: ", "// Source: @jsx "),
        (" * Upper bound", " * Upper @jsx bound"),
    ],
)
def test_a_variation_passes(old: str, new: str) -> None:
    text = CLIENT.replace(old, new)
    if new == "anotherName":
        text = text.replace("  anotherName,\n", "  listOf as anotherName,\n", 1)
    assert text != CLIENT
    prove(text, SYMBOLS, "m.ts")


def test_the_ending_of_a_specifier_is_a_matter_of_settings() -> None:
    symbols = {name: home.replace(".js", ".ts") for name, home in SYMBOLS.items()}
    prove(CLIENT, symbols, "m.ts")


@pytest.mark.parametrize("name", sorted(TYPESCRIPT_WORDS | {"abstract", "accessor"}))
def test_a_method_or_parameter_may_be_called_like_a_word(name: str) -> None:
    text = CLIENT.replace("  words(", f"  {name}(").replace("audio", name)
    if name == "new":
        text = text.replace("  new(", '  "new"(', 1)
    prove(text, SYMBOLS, "m.ts")


OWN = frozenset({("../types.js", "Config"), ("@me/types", "Client")})


@pytest.mark.parametrize(
    "line",
    [
        'import type { Config } from "../types.js";\nconst x: Config = 1;',
        'import type { Client as Client_ } from "@me/types";\nconst x: Client_ = 1;',
    ],
)
def test_a_type_of_the_users_may_be_imported(line: str) -> None:
    prove(f"{CLIENT}\n{line}\n", SYMBOLS, "m.ts", own=OWN)


@pytest.mark.parametrize(
    "line",
    [
        'import { Config } from "../types.js";',
        'import type { Other } from "../types.js";',
        'import type { Config } from "../other.js";',
        'import type { Client } from "@me/types";',
        'import type { Config as Promise } from "../types.js";',
        'import type { Config } from "../types.js";\nconst x = new Config();',
        'import type { Config } from "../types.js";\nconst x = Config();',
        'export type { Config } from "../types.js";\nconst x = Config.x;',
    ],
)
def test_a_type_of_the_users_is_a_type_and_nothing_else(line: str) -> None:
    with pytest.raises(ProblemError) as caught:
        prove(f"{CLIENT}\n{line}\n", SYMBOLS, "m.ts", own=OWN)
    assert caught.value.problems[0].code == "unproved"


def test_a_refusal_names_the_line() -> None:
    assert refused("const x = 1;\n\nlet y = 1;\n").where.line == 3
    assert refused('const x = 1;\nconst y = "a;\n').where.line == 2
    assert refused("const x = 1;\n// \u200b\n").where.line == 2


@given(TEXTS)
def test_any_text_is_a_literal_where_it_is_written_as_one(text: str) -> None:
    value = json.dumps(text)
    key = f"[{value}]" if text == "__proto__" else value
    prove(
        f"export const X = {{ name: {value}, table: {{ {key}: [{value}] }} }};\n"
        f"export interface Y {{ readonly {value}?: {value} | -1; }}\n"
        f"export class Z {{ static readonly x = {value}; {value}(): void {{}} }}\n",
        {},
        "m.ts",
    )
