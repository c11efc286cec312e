"""The invented session of fifteen, made once, and its golden report."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.rehearsal.session.gathering import Session
from interview.rehearsal.session.report import Report, report_of

from .simulated import fifteen

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="session")
def of_fifteen(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Fifteen participants, two moments, three notes."""
    return fifteen(tmp_path_factory.mktemp("quinze") / "seance")


@pytest.fixture(scope="session")
def report(of_fifteen: Session) -> Report:
    """The same, counted."""
    return report_of(of_fifteen)


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with its golden file; `REPERE_GOLDEN=1` rewrites it, never on a build machine."""
    updating = os.environ.get("REPERE_GOLDEN") == "1"
    if updating and os.environ.get("CI"):
        pytest.fail(
            "REPERE_GOLDEN=1 is refused when CI is set: golden files are rewritten and read by a person"
        )

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if updating:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"no golden file {name}: read the output, then set REPERE_GOLDEN=1"
        assert text == path.read_bytes().decode("utf-8").replace("\r\n", "\n")

    return compare
