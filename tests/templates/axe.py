"""axe-core on a page inside a real Chromium, without a driver: the page checks itself and is read back."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def browser() -> str | None:
    """The Chromium of this machine, if it has one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def violations(page: str, folder: Path) -> list[dict[str, Any]]:
    """What axe-core finds wrong in a page, each with the elements at fault."""
    return _checked(page, folder)["violations"]


def passes(page: str, folder: Path) -> list[str]:
    """The rules that axe-core applied to a page and found right."""
    return [rule["id"] for rule in _checked(page, folder)["passes"]]


def _checked(page: str, folder: Path) -> dict[str, Any]:
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.submodule_search_locations
    source = Path(spec.submodule_search_locations[0], "axe.min.js").read_text("utf-8")
    run = (
        f"<script>{source}</script><script>axe.run(document, {json.dumps(RULES)}).then(found => {{"
        "document.documentElement.setAttribute('data-axe', JSON.stringify({"
        "violations: found.violations.map(each => ({id: each.id, at: each.nodes.map(node => node.html)})),"
        "passes: found.passes.map(each => ({id: each.id}))}))})</script>"
    )
    path = folder / "page.html"
    path.write_text(page.replace("</body>", f"{run}</body>", 1), encoding="utf-8")
    command = [
        *(
            browser() or "",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder / 'profile'}",
        ),
        *("--virtual-time-budget=20000", "--dump-dom", path.as_uri()),
    ]
    read = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    said = re.search(r'data-axe="([^"]*)"', read)
    assert said, "axe-core did not answer"
    found: dict[str, Any] = json.loads(html.unescape(said[1]))
    return found
