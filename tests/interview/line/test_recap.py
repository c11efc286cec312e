"""The récapitulatif in plain prompts, in the middle of an interview."""

from __future__ import annotations

from pathlib import Path

import pytest

from .test_commands import CORE


def test_it_waits_for_a_first_answer(person) -> None:
    person.holds(":recapitulatif")
    assert "Le récapitulatif attend une première réponse." in person.text
    assert person.record_count() == 0


def test_it_is_ticked_heard_and_saved_then_the_question_comes_back(
    person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first line is ticked; what it says is read aloud; the interview goes on where it was."""
    monkeypatch.chdir(tmp_path)
    person.holds(*CORE, ":rec", "1", "", "odt", "texte", ":quitter")
    assert "rien n’y entre sans être coché" in person.text
    assert "Cochée : " in person.text
    assert "LA SUITE" in person.text
    (path,) = tmp_path.glob("recapitulatif-*.txt")
    assert "LA SUITE" in path.read_text("utf-8")
