"""What these tests begin with."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is remembered of these files is not left in the folder of the user."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("flows.compiled._folder", lambda: folder)
    return folder
