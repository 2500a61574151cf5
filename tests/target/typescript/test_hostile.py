"""Text of a signature never becomes code: a payload for each place where text lands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.target.corpus import entry_of, model_of
from tests.target.test_hostile import POSITIONS, _filled

from .samples import check_layout, module_text, written

RUN = "globalThis.pwned()"
BREAKS = [
    f'"; {RUN}; //',
    f"'; {RUN}; //",
    f"`${{{RUN}}}`",
    f"${{{RUN}}}",
    f"*/ {RUN} /*",
    f"* / {RUN}",
    f"\\*/ {RUN} /*",
    f"\n{RUN}\n",
    f"\r{RUN}\r",
    f"\u2028{RUN}\u2029",
    "\\",
    '\\"',
    f"]; {RUN}; [",
    f"}}; {RUN}; ({{",
    f"</script><script>{RUN}",
    f"<!-- {RUN}",
    f"@ts-nocheck {RUN}",
    f"\n@ts-ignore\n{RUN}",
    "@internal",
    f"# sourceMappingURL={RUN}",
    f"//# sourceMappingURL={RUN}",
    f"@jsx {RUN}",
    f'/// <reference path="{RUN}" />',
    f"{{@link {RUN}}}",
    f"{{{{ {RUN} }}}}{{% include '/etc/passwd' %}}",
    f"x: {RUN}",
    "__proto__",
    "constructor",
    "\ud800",
    "\u202e\u200b\ufeff",
    "oxfmt-ignore",
]


@pytest.mark.slow
@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("text", BREAKS, ids=range(len(BREAKS)))
def test_a_payload_stays_a_text(position: str, text: str) -> None:
    model = model_of({"name": "f", **_filled(POSITIONS[position], text)})
    module = module_text(entry_of(model))
    module.encode()
    for line in module.split("\n"):
        if RUN in line:
            assert _is_quoted(line), line


def _is_quoted(line: str) -> bool:
    """Whether the payload stands in a comment or between the quotes of a literal."""
    before = line.partition(RUN)[0]
    bare = before.replace('\\"', "").replace("\\'", "")
    in_comment = before.lstrip().startswith(("*", "/**", "//")) and "*/" not in before
    return in_comment or bare.count('"') % 2 == 1 or bare.count("'") % 2 == 1


def test_ids_of_a_model_are_texts_too(tmp_path: Path) -> None:
    for number, text in enumerate(BREAKS):
        ids = dict.fromkeys(("user_id", "app_id", "model_id"), text)
        entry = replace(entry_of(model_of({"name": "f"}, **ids), "Probe"), source=text)
        try:
            written([entry], tmp_path / str(number))
        except Exception as error:
            raise AssertionError(text) from error
    check_layout(tmp_path)
