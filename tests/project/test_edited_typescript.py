"""A TypeScript file that was only formatted otherwise is not edited."""

from __future__ import annotations

import json
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given

import clarifai_codegen
from clarifai_codegen.project.edited import syntax_digest
from clarifai_codegen.project.edited_typescript import typescript_words
from tests.target.strategies import TEXTS
from tests.target.typescript.by_hand import SAMPLES

OXFMT = Path(sysconfig.get_path("scripts"), "oxfmt")
RUNTIME = Path(clarifai_codegen.__file__).parent / "runtime" / "typescript"
GOLDEN = Path(__file__).parents[1] / "golden" / "typescript"
CLIENT = SAMPLES["client"]

STYLES: dict[str, dict[str, Any]] = {
    "as it is": {"printWidth": 100},
    "narrow": {"printWidth": 60},
    "very narrow": {"printWidth": 40},
    "wide": {"printWidth": 120},
    "tabs": {"useTabs": True},
    "four blanks": {"tabWidth": 4},
    "single quotes": {"singleQuote": True},
    "no semicolons": {"semi": False},
    "no trailing commas": {"trailingComma": "none"},
    "no blanks in braces": {"bracketSpacing": False},
    "quotes around all or none": {"quoteProps": "consistent"},
    "objects on one line": {"objectWrap": "collapse"},
    "bare parameters": {"arrowParens": "avoid"},
    "operators first": {"experimentalOperatorPosition": "start"},
}
STYLES["all at once"] = {
    key: value for style in STYLES.values() for key, value in style.items()
} | {"printWidth": 60}


def digest(text: str) -> str:
    return syntax_digest("m.ts", text)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    found = {f"by_hand_{name}.ts": text for name, text in SAMPLES.items()}
    for folder in (RUNTIME, GOLDEN):
        for path in folder.glob("*.ts"):
            found[f"{folder.parent.name}_{path.name}"] = path.read_text("utf-8")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_what_a_formatter_makes_of_it_is_no_edit(
    style: str, texts: dict[str, str], tmp_path: Path
) -> None:
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "style.json").write_text(json.dumps(STYLES[style]))
    subprocess.run(
        [OXFMT, "--config", "style.json", "--threads", "1", "."],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    written = {name: (tmp_path / name).read_text("utf-8") for name in texts}
    assert written != texts or style == "as it is"
    edited = [name for name in texts if digest(written[name]) != digest(texts[name])]
    assert edited == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"fast"', '"slow"'),
        ('"fast"', '"fast "'),
        ('["fast", "good"]', '[("fast", "good")]'),
        ('["fast", "good"]', '["fast",, "good"]'),
        ('["fast", "good"]', '["good", "fast"]'),
        ('["fast", "good"]', "[fast, good]"),
        ('["fast", "good"]', '"fast", "good"'),
        ("4096", "4097"),
        ("4096", "-4096"),
        ("maximum: 4096", "maximum: 40 - 96"),
        ("max_tokens?", "maxTokens?"),
        ("max_tokens?", "max_tokens"),
        ("readonly max_tokens", "max_tokens"),
        ("number | bigint | undefined", "bigint | number | undefined"),
        ("number | bigint | undefined", "number"),
        ("readonly PredictInput[]", "PredictInput[]"),
        ("Promise<StatsResult>", "Promise<StatsResult[]>"),
        ("const MODEL", "export const MODEL"),
        ("predict_batch_iter(", "predict_batch_each("),
        ("return this.#client.unary", "return;\n    this.#client.unary"),
        ("return this.#client.unary", "return\n    this.#client.unary"),
        ("this.#client.close()", "this.#client.close"),
        ("this.#client.close();", "this.#client.close();\n    this.#client.close();"),
        ("The question.", "A question."),
        ("The question.", "The  question."),
        ("/** The question. */\n", ""),
        ("/** The question. */", "/** The question. */ // @ts-ignore"),
        (" * Upper bound of tokens.", " * Upper bound\n   * of tokens."),
        ("/* eslint-disable */", "/* eslint-disable no-eval */"),
        ("export class", "// @ts-nocheck\nexport class"),
        ('appId: "demo"', "appId: `demo`"),
        ('appId: "demo"', 'appId: "\\u0064emo"'),
        ('appId: "demo"', 'appId: "\u200bdemo"'),
        ("StatsResult {\n", "StatsResult {\n  more: string;\n"),
        ("close(): void {", "close(): void {}\n  other(): void {"),
    ],
)
def test_another_word_is_an_edit(old: str, new: str) -> None:
    assert old in CLIENT
    assert digest(CLIENT.replace(old, new, 1)) != digest(CLIENT)


def test_parentheses_that_mean_something_count() -> None:
    digests = {
        digest(f"type X = {meant};")
        for meant in ("(A | B)[]", "A | B[]", "(A & B) | C", "A & (B | C)", "A & B | C")
    }
    assert len(digests) == 5
    assert digest("type X = [(A | B), C];") == digest("type X = [\n| A\n| B, C\n]")


def test_a_string_keeps_its_blanks_and_its_escapes() -> None:
    texts = ['"a b"', '"a  b"', '"ab"', "`a b`", "a b", r'"a\nb"', '"a\\\\nb"', "/a b/"]
    assert len({digest(f"x = {each};") for each in texts}) == len(texts)
    assert digest(r"x = 'it\'s \"y\"'") == digest("""x = "it's \\"y\\"";""")


@given(TEXTS, TEXTS)
def test_other_text_is_an_edit_wherever_it_stands(one: str, other: str) -> None:
    assume(one != other)
    for text in ("const X = {};", "const X = {{ {}: 1 }};", "class X {{ {}() {{}} }}"):
        first, second = (text.format(json.dumps(each)) for each in (one, other))
        assert digest(first) != digest(second)


def test_the_words_of_a_module_and_their_digest_stay_as_they_are() -> None:
    text = """\
        // One.
        export const X = new Method({ 'a-b': [1.5, -2,], "c": 'it\\'s', });
        /**
         * Two
         *   * three
         */
        export type Y =
          | readonly [number, (| "d" | E)]
          | null;
    """
    assert typescript_words(text) == [
        *("export", "const", "X", "=", "new", "Method", "(", "{", "a-b", ":", "["),
        *("1", ".", "5", ",", "-", "2", "]", ",", "c", ":", '"it\'s"', "}", ")"),
        *("export", "type", "Y", "=", "readonly", "[", "number", ",", '"d"', "|", "E"),
        *("]", "|", "null", "//", "One.", "Two\n* three"),
    ]
    assert (
        digest(text)
        == syntax_digest("sub/m.mts", text)
        == "sha256:d62fea0b7c1a843e4f8e3c466c255bca84fbb3195f330e41d9c766b69fff5933"
    )
