"""Pages in a site of Docusaurus, which the real tool builds."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import clarifai_codegen
from clarifai_codegen.project.recorded import save_recorded
from clarifai_codegen.serve import DEMO
from clarifai_codegen.target.snippets.flavors import FLAVORS

from ...project.conftest import here as here
from .running import HERE, packages
from .test_snippets import HOSTILE

SITE = HERE / "docusaurus"
SETTINGS = """
targets = ["snippets"]
pages = ["docs/*.md"]
[snippets]
output = "docs/models"
flavors = {flavors}
[[models]]
source = "signatures.json"
name = "Demo"
"""
PAGE = """---
slug: /
---

# Ours

<!-- clarifai-codegen snippet Demo chat python -->
<!-- /clarifai-codegen -->

- In a list, as MDX writes it:

  {/* clarifai-codegen snippet Demo chat curl */}
  {/* /clarifai-codegen */}

The end.
"""


@pytest.fixture
def site(here: Path) -> Path:
    """A site of a project whose model says what would be code if it could."""
    document = json.loads((DEMO / "signatures.json").read_text("utf-8"))
    signatures = document["method_signatures"]
    signatures[0]["description"] = "\n\n".join(HOSTILE)
    (here / "signatures.json").write_text(json.dumps(document))
    settings = SETTINGS.format(flavors=json.dumps(list(FLAVORS)))
    (here / "clarifai-codegen.toml").write_text(settings)
    (here / "docs").mkdir()
    (here / "docs" / "page.md").write_text(PAGE)
    clarifai_codegen.lock()
    clarifai_codegen.generate()
    folder = here / "docs" / "models"
    for flavor, suffix in (("python", "py"), ("curl", "sh")):
        path = f"demo/chat.{flavor}.{suffix}"
        output = f"Printed by {flavor}: <b>{{process.exit(1)}}</b>\n"
        save_recorded(folder, path, (folder / path).read_text(), output)
    clarifai_codegen.generate()
    for name in ("package.json", "docusaurus.config.js"):
        shutil.copy(SITE / name, here)
    (here / "node_modules").symlink_to(packages(SITE))
    return here


def text_of(page: Path) -> str:
    """What a reader sees of a page, without white space."""
    plain = re.sub(
        r"<(script|style)\b.*?</\1>|<[^>]+>", "", page.read_text(), flags=re.S
    )
    return "".join(html.unescape(plain).split())


@pytest.mark.full
def test_a_site_with_tabs_and_markers_is_built(site: Path) -> None:
    tool = str(site / "node_modules" / ".bin" / "docusaurus")
    # Its cache stands in the shared node_modules and knows pages of other sites.
    environment = os.environ | {"DOCUSAURUS_NO_PERSISTENT_CACHE": "true"}
    built = subprocess.run(
        [tool, "build", "--out-dir", "built"],
        cwd=site,
        env=environment,
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    page = site / "built" / "models" / "demo" / "index.html"
    found = page.read_text()
    tabs = re.findall(r'<li role="?tab\b[^>]*>(.*?)</li>', found)
    assert {"Python", "TypeScript", "curl"} <= set(map(html.unescape, tabs))
    assert "<script>alert(1)</script>" not in found
    model, ours = text_of(page), text_of(site / "built" / "index.html")
    assert "$(touch/tmp/owned)`id`${IFS}" in model
    assert "<script>alert(1)</script>{process.exit()}" in model
    for flavor in ("python", "curl"):
        printed = f"Output:Printedby{flavor}:<b>{{process.exit(1)}}</b>"
        assert printed in model
        assert printed in ours
    assert "result=model.chat(" in ours
    assert "curl--fail-with-body" in ours
    assert "clarifai-codegensnippet" not in ours
    report = clarifai_codegen.check()
    assert report.exit == 0, report.differences


def test_editing_a_filled_block_makes_check_fail(here: Path) -> None:
    shutil.copy(DEMO / "signatures.json", here)
    settings = SETTINGS.format(flavors='["python", "curl"]')
    (here / "clarifai-codegen.toml").write_text(settings)
    (here / "docs").mkdir()
    page = here / "docs" / "page.md"
    page.write_text(PAGE)
    clarifai_codegen.lock()
    clarifai_codegen.generate()
    assert clarifai_codegen.check().exit == 0
    page.write_text(page.read_text().replace("--fail-with-body", "--insecure"))
    report = clarifai_codegen.check()
    assert report.exit == 1
    assert [each.file for each in report.differences] == ["docs/page.md"]
