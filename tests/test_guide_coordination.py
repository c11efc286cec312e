"""The guide of coordination is walked from top to bottom: its commands run, its words are said.

Its comments mean what those of the guide of templates mean (see ``tests/test_guide_modeles.py``); a block
``fichier F`` is written where one stands.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.grid.columns import COLUMNS
from tests.test_guide_modeles import _STEP, plain

GUIDE = Path(__file__).parents[1] / "docs/guide-coordination.md"


def test_whoever_follows_the_guide_has_a_report_to_hand_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the spreadsheet with its own headings to the four files, on a base of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("REPERE_BASE", str(tmp_path / "base.db"))
    monkeypatch.chdir(tmp_path)
    note, said, commands = "", "", set()
    for step in _STEP.finditer(GUIDE.read_text("utf-8")):
        if step["note"]:
            note = step["note"]
            continue
        block, told, note = step["block"], note, ""
        if told.startswith("fichier"):
            (tmp_path / told.split()[1]).write_text(block, encoding="utf-8")
        elif told == "dit":
            for words in block.splitlines():
                assert plain(words) in said, f"{words!r} not in {said}"
        else:
            for line in block.splitlines():
                code = speak_french(cli, line.split()[1:])
                captured = capsys.readouterr()
                said = plain(captured.out + captured.err)
                commands |= set(line.split())
                assert code == (1 if told == "refus" else 0), f"{line} : {said}"
    assert {"bilan", "importer", "exporter", "base-fictive", "--colonnes", "--comparer"} <= commands
    for name in ("bilan.pdf", "bilan.xlsx", "bilan.html", "bilan.docx", "bilan-complet.xlsx", "grille.xlsx"):
        assert (tmp_path / name).stat().st_size > 1_000, name


def test_the_guide_names_every_column_of_the_grid() -> None:
    """With the words that the program has for it."""
    guide = GUIDE.read_text("utf-8")
    assert all(f"| `{each.name}` | {each.help} |" in guide for each in COLUMNS)
