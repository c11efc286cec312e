"""Cases that a team wrote: in a folder with its flow, and one that follows another beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.rehearsal.alone.playing import Practice
from interview.rehearsal.cases.collection import case_named
from store.rehearsals import RehearsalFile
from tests.interview.rehearsal.practised import TWO_SITUATIONS, begun
from tests.support import make_workplace

FIRST, LATER = "premiere", "suite"


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of cases; the commands are typed elsewhere."""
    folder = tmp_path / "equipe"
    folder.mkdir()
    (folder / f"{FIRST}.yml").write_text(TWO_SITUATIONS, encoding="utf-8")
    later = TWO_SITUATIONS.replace("  minutes: 10", f"  minutes: 10\n  suite_de: {FIRST}")
    (folder / f"{LATER}.yaml").write_text(later, encoding="utf-8")
    (tmp_path / "ailleurs").mkdir()
    monkeypatch.chdir(tmp_path / "ailleurs")
    return folder


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[RehearsalFile]:
    with RehearsalFile.open(tmp_path / "formation.db") as opened:
        yield opened


def listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert speak_french(cli, ["formation", "cas", str(folder), "--json"]) == 0
    return [each["cas"] for each in json.loads(capsys.readouterr().out)]


def test_a_flow_beside_the_cases_it_serves_is_passed_over(
    team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A case names its flow, which has to stand beside it."""
    flow = team / "ccas-exemple.yaml"
    assert speak_french(cli, ["parcours", "nouveau", "ccas-exemple", "--sortie", str(flow)]) == 0
    (team / "rejeu.yaml").write_text("situations: [{reponses: {nature: financiere}}]\n", encoding="utf-8")
    capsys.readouterr()
    assert listed(team, capsys) == [FIRST, LATER]


@pytest.mark.parametrize("text", ["situations: [", "formation: {cadre: Un mot.}\n"])
def test_a_case_that_cannot_be_read_is_told(
    text: str, team: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even when what makes it a scenario is missing, or cannot be read."""
    (team / "casse.yaml").write_text(text, encoding="utf-8")
    assert speak_french(cli, ["formation", "cas", str(team)]) == 1
    assert "casse.yaml" in capsys.readouterr().err


def test_how_to_play_them_is_said_with_their_folder(team: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert speak_french(cli, ["formation", "cas", str(team)]) == 0
    said = capsys.readouterr().err
    assert "repere formation jouer" in said
    assert str(team) in said


def test_two_cases_of_one_name_are_not_printed_one_over_the_other(
    team: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written; the same case named twice is printed once."""
    other = tmp_path / "autre" / f"{FIRST}.yaml"
    other.parent.mkdir()
    other.write_text(TWO_SITUATIONS.replace("Deux fils", "Trois fils"), encoding="utf-8")
    command = ["formation", "imprimer", "--cote", "agent", "--format", "texte", "--sortie", "feuilles"]
    assert speak_french(cli, [*command, str(team / f"{FIRST}.yml"), str(other)]) == 1
    assert "Rien n’a été écrit" in capsys.readouterr().err
    assert not Path("feuilles").exists()
    assert speak_french(cli, [*command, "06", "quatre-retours"]) == 0
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_later_visit_finds_the_first_one_beside_its_file(team: Path) -> None:
    """As the check of cases does: whatever the suffix."""
    practice = begun(case_named(str(team / f"{LATER}.yaml")))
    assert practice.setting().follows == "Deux fils"
    assert practice.prompt().proposed == "financiere"  # type: ignore[union-attr]


def test_the_case_that_it_follows_is_a_name_and_never_a_file_of_wherever_one_stands(team: Path) -> None:
    Path("premiere.yaml").write_text(TWO_SITUATIONS, encoding="utf-8")
    text = (team / f"{LATER}.yaml").read_text(encoding="utf-8")
    for name in ("premiere.yaml", "../equipe/premiere.yml", str(team / "premiere.yml"), ".."):
        (team / "autre.yaml").write_text(text.replace(f"suite_de: {FIRST}", f"suite_de: {name}"))
        assert begun(case_named(str(team / "autre.yaml"))).setting().follows == ""


def test_a_later_visit_taken_up_again_still_knows_the_first_one(team: Path, keep: RehearsalFile) -> None:
    """Its file may be elsewhere by then: what was said at the first visit is kept with the attempt."""
    practice = Practice.begin(make_workplace(), case_named(str(team / f"{LATER}.yaml")), keep)
    practice.answer("financiere")
    again = Practice.take_up(make_workplace(), keep, practice.attempt_id)
    replayed = Practice.again_from(make_workplace(), keep, practice.attempt(), "prestation", 1)
    for held in (practice, again, replayed):
        assert held.setting().follows == "Deux fils"
        assert held.prompt().question == "prestation"  # type: ignore[union-attr]
        assert held.prompt().proposed == "c2s"  # type: ignore[union-attr]
