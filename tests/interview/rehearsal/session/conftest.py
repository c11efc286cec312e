"""The invented session of fifteen, made once, and its golden report."""

from __future__ import annotations

import pytest

from interview.rehearsal.session.folder.gathering import Session
from interview.rehearsal.session.reporting.report import Report, report_of

from .simulated import fifteen


@pytest.fixture(scope="session")
def of_fifteen(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Fifteen participants, two moments, three notes."""
    return fifteen(tmp_path_factory.mktemp("quinze") / "seance")


@pytest.fixture(scope="session")
def report(of_fifteen: Session) -> Report:
    """The same, counted."""
    return report_of(of_fifteen)
