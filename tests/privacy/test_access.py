"""A person gets everything that is held on their household; who looked is noted, and nobody is counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from interview import access as service
from interview.cli import cli
from interview.conversation import Conversation
from interview.privacy.access_document import access_document
from interview.privacy.erasing import due_notice
from interview.sheets.saving import save_sheet
from store import Base
from store.privacy import access, erasing
from templates import FORMATS, render_document
from tests.privacy.marked import WORDS, marked_interview
from tests.support import CASE_6, START, answer_all, make_workplace


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db", timeout=0.2) as opened:
        yield opened


@pytest.fixture
def held(base: Base) -> Conversation:
    return marked_interview(make_workplace(base, author="ag7", service="ccas"))


def run(base: Base, *arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["base", *arguments, "--base", str(base.path)], input=typed)


def test_the_document_says_everything_that_was_ever_said(held: Conversation) -> None:
    """What was corrected too; and never who said or saw it."""
    text = str(render_document(access_document(held.workplace, held.interview.household), "md"))
    assert [word for word in WORDS.values() if word not in text] == []
    assert "ag7" not in text
    assert "4 mars 2028" in text  # the day after the last of the 24 months


def test_the_document_speaks_of_every_interview_and_of_no_other_household(base: Base) -> None:
    place = make_workplace(base)
    first = marked_interview(place)
    second = marked_interview(place, first.interview.household)
    other = Conversation.start(place)
    answer_all(other, CASE_6)
    text = str(render_document(access_document(place, first.interview.household), "texte"))
    assert first.reference in text
    assert second.reference in text
    assert other.reference not in text


@pytest.mark.parametrize("format", [name for name, each in FORMATS.items() if not each.template])
def test_the_document_is_made_in_every_format(held: Conversation, format: str) -> None:
    assert render_document(access_document(held.workplace, held.interview.household), format)


def test_each_reading_is_noted_with_what_who_when_and_which_record(
    held: Conversation, tmp_path: Path
) -> None:
    """A sheet written, a record opened: one line each, with no content."""
    place, base = held.workplace, held.workplace.base
    assert base is not None
    assert service.note(place, "consultation", held.reference) == ""
    save_sheet(held, 1, "md", tmp_path / "fiche.md")
    lines = access.consultations(base, held.interview.household)
    assert [(each.who, each.what, each.reference) for each in lines] == [
        ("ag7", "consultation", held.reference),
        ("ag7", "fiche", held.situation_reference(1)),
    ]
    assert all(each.at > START for each in lines)


def test_a_log_that_cannot_be_written_stops_nobody(held: Conversation) -> None:
    """The agent is told, and goes on: no answer is lost for it."""
    base = held.workplace.base
    assert base is not None
    with sqlite3.connect(base.path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        told = service.note(held.workplace, "consultation", held.reference)
        other.execute("ROLLBACK")
    other.close()
    assert "n’a pas pu être inscrite" in told
    held.reopen()


def test_the_log_only_grows(held: Conversation) -> None:
    """No line is changed or taken out by hand."""
    base = held.workplace.base
    assert base is not None
    service.note(held.workplace, "consultation", held.reference)
    for statement in ("UPDATE access_log SET who = 'x'", "DELETE FROM access_log"):
        with pytest.raises(sqlite3.IntegrityError):
            base.connection.execute(statement)


def test_a_file_is_remembered_before_it_is_written(held: Conversation, tmp_path: Path) -> None:
    """So that an erasure reaches it even if the program stops in between."""
    base = held.workplace.base
    assert base is not None
    with pytest.raises(OSError):
        save_sheet(held, 1, "md", tmp_path / "no such folder" / "fiche.md")
    assert [each.path.name for each in access.files_of(base, held.interview.household)] == ["fiche.md"]


def test_the_command_writes_the_document_and_notes_it(base: Base, held: Conversation, tmp_path: Path) -> None:
    """By the code of the household as it is typed, or by a reference."""
    household = held.interview.household
    for name in (household.lower().replace("-", " "), held.situation_reference(1)):
        result = run(base, "acces", name)
        assert result.exit_code == 0
        assert WORDS["synthese"] in result.stdout
    target = tmp_path / "tout.html"
    assert run(base, "acces", household, "--sortie", str(target)).exit_code == 0
    assert WORDS["synthese"] in target.read_text()
    assert [each.what for each in access.consultations(base, household)] == ["acces"] * 3
    assert run(base, "effacer", household, "--oui").exit_code == 0
    assert not target.exists()


def test_an_unknown_household_is_refused_in_words(base: Base, held: Conversation) -> None:
    for command in ("acces", "effacer"):
        result = run(base, command, "7K3Q-2P6")
        assert result.exit_code == 1
        assert "Aucun ménage" in result.output
        result = run(base, command, "7K3Q-2P7")
        assert result.exit_code == 1
        assert "mal recopié" in result.output


def test_a_purge_first_says_what_it_would_do(base: Base, held: Conversation) -> None:
    """And touches nothing; then it wants the word, or --oui."""
    household = held.interview.household
    dry = run(base, "purger", "--jour", "2028-03-04")
    assert dry.exit_code == 0
    assert household in dry.stdout
    assert held.situation_reference(1) in dry.stdout
    assert "Rien n’a été effacé" in dry.stderr
    unsure = run(base, "purger", "--jour", "2028-03-04", "--vraiment")
    assert unsure.exit_code == 1
    assert base.household_exists(household)


def test_a_purge_never_goes_by_a_day_that_has_not_come(base: Base, held: Conversation) -> None:
    """A slip in the year would erase what is still to be kept."""
    result = run(base, "purger", "--jour", "2099-01-01", "--vraiment", "--oui")
    assert result.exit_code == 1
    assert "pas encore venu" in result.output
    assert base.household_exists(held.interview.household)


def test_a_purge_with_nothing_to_do_says_so(base: Base, held: Conversation) -> None:
    result = run(base, "purger", "--jour", "2026-03-05")
    assert result.exit_code == 0
    assert "Rien à effacer" in result.stdout


@pytest.mark.parametrize(("typed", "gone"), [("effacer", True), ("« Effacer »", True), ("oui", False)])
def test_erasing_wants_the_word(
    base: Base, held: Conversation, monkeypatch: pytest.MonkeyPatch, typed: str, gone: bool
) -> None:
    """In a terminal, typed by a person; any other word changes nothing."""
    from interview.privacy import words

    monkeypatch.setattr(click, "prompt", lambda *_, **__: typed)
    monkeypatch.setattr(words, "_at_a_terminal", lambda: True)
    result = run(base, "effacer", held.interview.household)
    assert (result.exit_code == 0) is gone
    assert base.household_exists(held.interview.household) is not gone


def test_erasing_twice_says_that_nothing_is_left(base: Base, held: Conversation) -> None:
    household = held.interview.household
    assert run(base, "effacer", household, "--oui").exit_code == 0
    again = run(base, "effacer", household)
    assert again.exit_code == 0
    assert "déjà été effacé" in again.stdout
    assert erasing.is_erased(base, household)


def test_interrupted_by_the_keyboard_it_says_where_things_stand(
    base: Base, held: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begun or not, and that the same command finishes it."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    household = held.interview.household
    for step, told in (("begin", "rien n’a été effacé"), ("_scrub", "Relancez la même commande")):
        with monkeypatch.context() as patch:
            patch.setattr(erasing, step, interrupted)
            result = run(base, "effacer", household, "--oui")
        assert result.exit_code == 1
        assert told in result.output
    assert "interrompu" in due_notice(held.workplace)
    again = run(base, "effacer", household)
    assert again.exit_code == 0
    assert due_notice(held.workplace) == ""


def test_the_home_screen_is_told_what_is_due(held: Conversation) -> None:
    """Nothing before the day; then how many households, and what to type."""
    assert due_notice(held.workplace) == ""
    late = make_workplace(held.workplace.base, now=lambda: START + 800 * 86_400_000)
    told = due_notice(late)
    assert told.startswith("1 ménage a dépassé sa")
    assert "repere base purger" in told
