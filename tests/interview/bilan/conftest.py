"""Bases for the figures: the grid of 182 situations that carries what was published in 2015, and others."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from store import Base
from tests.generated import fill
from tests.interview.grid.published_2015 import rows, write_csv

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def of_2015(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base with the 182 situations, brought in as anybody would."""
    folder = tmp_path_factory.mktemp("publie")
    path = folder / "2015.db"
    grid = write_csv(folder / "grille.csv", rows())
    assert speak_french(cli, ["importer", str(grid), "--base", str(path)]) == 0
    return path


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of 70 interviews drawn at random."""
    path = tmp_path_factory.mktemp("tire") / "base.db"
    with Base.open(path) as base:
        fill(base, 70, 5)
    return path


@pytest.fixture
def copy_2015(of_2015: Path, tmp_path: Path) -> Path:
    """The 182 situations in a base of the test's own."""
    return Path(shutil.copy(of_2015, tmp_path / "base.db"))


@pytest.fixture
def copy_drawn(drawn: Path, tmp_path: Path) -> Path:
    """The drawn interviews in a base of the test's own."""
    return Path(shutil.copy(drawn, tmp_path / "base.db"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Run]:
    """Runs « repere bilan » on a base; the exit code, what was printed, what was told."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def ran(base: Path, *arguments: str) -> tuple[int, str, str]:
        code = speak_french(cli, ["bilan", *arguments, "--base", str(base)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    yield ran
