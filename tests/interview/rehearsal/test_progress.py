"""Progress: what one learner rehearsed, for themselves, without a score, erasable."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.rehearsal.alone.attempts import short_id
from interview.rehearsal.alone.kept import Shelf, open_rehearsals
from interview.rehearsal.alone.playing import Practice
from interview.rehearsal.alone.progress import Progress, progress_of
from interview.surroundings import new_id
from store.rehearsals import RehearsalFile
from tests.interview.rehearsal.practised import answer_scene, played, shipped_cases, two_situations
from tests.support import make_workplace, shipped_flow


@pytest.fixture
def keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RehearsalFile]:
    monkeypatch.setenv("REPERE_FORMATION", str(tmp_path / "formation.db"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with open_rehearsals() as opened:
        yield opened


def attempt(keep: RehearsalFile, case: str, *wrong: dict[str, str], **mark: object) -> str:
    chosen = two_situations() if case == "deux-fils" else shipped_cases()[case]
    place = make_workplace(new_id=new_id)
    practice = Practice.begin(place, chosen, keep, **mark)  # type: ignore[arg-type]
    return short_id(played(chosen, *wrong, practice=practice).id)


def progress(keep: RehearsalFile) -> Progress:
    return progress_of(Shelf(keep, shipped_flow()).read_all())


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = speak_french(cli, ["formation", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_it_tells_by_form_and_by_question_what_was_answered_each_time(keep: RehearsalFile) -> None:
    """First parted on the request, then as the reference."""
    attempt(keep, "06-quatre-retours", {"demande": "non"})
    attempt(keep, "06-quatre-retours")
    found = progress(keep)
    assert [each.standings for each in found.played] == [("different",), ("same",)]
    assert found.played[0].parting == "Demande"
    forms = {each.code: each.times for each in found.forms}
    assert forms == {"non_demande": ("different",), "non_reception": ("different", "same")}
    assert [(each.code, each.marks) for each in found.questions] == [("demande", "≠ =")]


def test_a_difference_without_effect_is_no_trend(keep: RehearsalFile) -> None:
    attempt(keep, "06-quatre-retours", {"proposition": "pas_de_contact"})
    assert progress(keep).questions == ()


def test_what_is_taken_up_after_the_debrief_is_listed_and_counts_for_nothing(keep: RehearsalFile) -> None:
    attempt(keep, "06-quatre-retours", {"demande": "non"})
    shelf = Shelf(keep, shipped_flow())
    earlier = shelf.read(shelf.over()[0].heading.id).attempt
    again = Practice.again_from(make_workplace(new_id=new_id), keep, earlier, "demande", 1)
    answer_scene(again, {"demande": "deposee"})
    again.finish()
    found = progress(keep)
    assert [each.again for each in found.played] == [False, True]
    assert [each.marks for each in found.questions] == ["≠"]


def test_attempts_made_for_a_group_are_those_of_the_group(keep: RehearsalFile) -> None:
    """Several people may answer on one machine."""
    attempt(keep, "06-quatre-retours", {"demande": "non"}, session="s", participant=3)
    assert progress(keep).played == ()


def test_the_commands_list_read_again_and_erase(
    keep: RehearsalFile, capsys: pytest.CaptureFixture[str]
) -> None:
    first = attempt(keep, "06-quatre-retours", {"demande": "non"})
    second = attempt(keep, "deux-fils")
    code, out, _ = run(capsys, "progres")
    assert code == 0
    assert first in out
    assert "Premier écart\u00a0: Demande." in out
    assert max(map(len, out.splitlines())) <= 80
    code, out, _ = run(capsys, "progres", "--json")
    assert [each["essai"] for each in json.loads(out)["essais"]] == [first, second]
    code, out, _ = run(capsys, "retour")
    assert "Deux fils" in out.splitlines()[0]
    code, out, _ = run(capsys, "retour", first)
    assert "Quatre retours" in out.splitlines()[0]
    assert run(capsys, "progres", first, "--effacer", "--oui")[0] == 0
    assert run(capsys, "retour", first)[0] == 1
    code, _, err = run(capsys, "progres", "zzz", second, "--effacer", "--oui")
    assert code == 1
    assert "Rien n’a été effacé" in err
    assert run(capsys, "progres", "--effacer", "--oui")[0] == 0
    assert keep.attempts() == []


def test_without_any_attempt_the_data_has_the_same_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REPERE_FORMATION", str(tmp_path / "aucun.db"))
    code, out, _ = run(capsys, "progres", "--json")
    assert code == 0
    assert json.loads(out) == {"essais": [], "a_reprendre": [], "formes": {}, "questions": {}}


def test_what_was_answered_for_a_group_is_erased_only_when_asked(
    keep: RehearsalFile, capsys: pytest.CaptureFixture[str]
) -> None:
    """A session may not have been handed in yet."""
    attempt(keep, "deux-fils")
    attempt(keep, "deux-fils", session="s", participant=3)
    assert "--avec-seances" in run(capsys, "progres", "--effacer", "--oui")[2]
    assert len(keep.attempts()) == 1
    assert run(capsys, "progres", "--effacer", "--avec-seances", "--oui")[0] == 0
    assert keep.attempts() == []


def test_erasing_again_finishes_what_another_program_held(
    keep: RehearsalFile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As long as it holds the file, this is told; never that there was nothing to erase."""
    whole = RehearsalFile.open
    monkeypatch.setattr(RehearsalFile, "open", lambda path, **more: whole(path, timeout=0.05, **more))
    attempt(keep, "deux-fils")
    other = sqlite3.connect(keep.path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM event").fetchall()
    for _ in range(2):
        code, _, err = run(capsys, "progres", "--effacer", "--oui")
        assert code == 1
        assert "Les essais sont effacés" in err
    other.close()
    assert run(capsys, "progres", "--effacer", "--oui")[0] == 0


def test_nothing_is_erased_without_being_confirmed(
    keep: RehearsalFile, capsys: pytest.CaptureFixture[str]
) -> None:
    attempt(keep, "deux-fils")
    code, _, err = run(capsys, "progres", "--effacer")
    assert (code, "Rien n’a été effacé" in err) == (1, True)
    assert len(keep.attempts()) == 1


@pytest.mark.parametrize("format", ["pdf", "html", "docx", "texte"])
def test_a_debrief_is_written_where_it_is_asked(
    keep: RehearsalFile, tmp_path: Path, format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    attempt(keep, "06-quatre-retours", {"demande": "non"})
    target = tmp_path / f"retour.{format}"
    assert run(capsys, "retour", "--format", format, "--sortie", str(target))[0] == 0
    assert target.stat().st_size > 500


def test_the_debrief_of_an_attempt_that_goes_on_waits_for_its_end(
    keep: RehearsalFile, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reference stays hidden; and where nothing was rehearsed, this is told."""
    code, _, err = run(capsys, "retour")
    assert (code, err.startswith("Aucun essai terminé")) == (1, True)
    practice = Practice.begin(make_workplace(new_id=new_id), two_situations(), keep)
    practice.answer("financiere")
    code, out, err = run(capsys, "retour", short_id(practice.attempt_id))
    assert (code, out) == (1, "")
    assert "n’est pas terminé" in err


def test_an_attempt_under_an_older_flow_and_case_is_read_as_it_was(keep: RehearsalFile) -> None:
    """Both texts are in the file; the debrief says that the flow has changed."""
    from interview.rehearsal.debrief.content import context_of
    from interview.rehearsal.debrief.saving import debrief_read
    from tests.support import changed_flow

    attempt(keep, "deux-fils", {"demande": "non"})
    today = changed_flow(("bref: Demande\n", "bref: La demande\n"))
    read = next(Shelf(keep, today).read_all())
    said = context_of(debrief_read(read), changed=read.changed)
    assert "Sur «\u00a0Demande\u00a0»" in said.situations[0].separation
    assert "Le parcours a changé depuis" in said.remarque


def test_the_list_of_cases_says_nothing_of_the_reference(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "cas")
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    code, listed, _ = run(capsys, "cas", "--json")
    found = msgspec.json.decode(listed)
    assert [each["cas"] for each in found] == sorted(shipped_cases())
    assert {key for each in found for key in each} == {
        "cas",
        "fichier",
        "titre",
        "niveau",
        "minutes",
        "exerce",
        "situations",
        "suite_de",
        "proche_de",
    }


def test_the_cases_of_a_team_are_listed_from_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.interview.rehearsal.practised import TWO_SITUATIONS

    assert run(capsys, "cas", str(tmp_path))[0] == 1
    (tmp_path / "deux-fils.yaml").write_text(TWO_SITUATIONS, encoding="utf-8")
    assert "deux-fils" in run(capsys, "cas", str(tmp_path))[1]
