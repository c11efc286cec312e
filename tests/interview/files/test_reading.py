"""Reading one situation, its history, and the commands that tell them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from interview.conversation import Conversation, Workplace
from interview.files.finding import listing
from interview.files.history import history
from interview.files.household_view import household_view
from interview.files.situation_view import situation_view, steps_of
from interview.files.text import history_text, household_text, listing_text, situation_text
from interview.following import FollowUp
from store import Base, ChronologyRow, Filter
from tests.interview.files.support import plain, run
from tests.support import CASE_6, answer_all

# ── one situation ────────────────────────────────────────────────────────────────────────────────


def test_a_situation_shows_its_grounds_its_story_and_its_links_both_ways(
    place: Workplace, first: Conversation, later: Conversation
) -> None:
    """All that is held on it, in one view."""
    step = {"date": "2025-10", "acteur": "la CPAM", "fait": "Réponse reçue", "preuve": True}
    first.follow(FollowUp("fait", 2, step))
    view = situation_view(place, first.heading.id, 2)
    assert view.verdict is not None
    assert "Une demande a été déposée." in view.verdict.forms[0].grounds
    assert [(each.date, each.since) for each in view.steps] == [
        ("2025-08", False),
        ("2025-10", True),
        ("2025-12-01", False),
    ]
    assert view.cause is not None and view.cause.reference == first.situation_reference(1)
    assert [each.reference for each in view.effects] == [first.situation_reference(3)]
    assert view.requalified_by is not None
    assert view.requalified_by.reference == later.situation_reference(1)
    assert later.situation_reference(1) in view.reminder
    assert view.typology[-2:] == ("Cumulé", "Cumulatif")
    assert "◄ cette situation" in view.cascade[1]
    assert view.history[0].at >= view.history[-1].at


def test_the_later_situation_names_the_earlier_one_and_what_the_agent_decided(
    place: Workplace, later: Conversation, first: Conversation
) -> None:
    """The proposal and the decision are both told, with the reason."""
    view = situation_view(place, later.heading.id, 1)
    assert view.requalifies is not None and view.requalifies.reference == first.situation_reference(2)
    text = plain(situation_text(view, 80))
    assert "Décision de l’agent : Non-demande." in text
    assert "Raison : La personne ne veut plus demander." in text


def test_what_is_not_qualified_yet_is_shown_without_a_verdict(place: Workplace) -> None:
    """Nothing is concluded for it, and it says what is missing."""
    held = Conversation.start(place)
    answer_all(held, CASE_6, until="connaissance")
    view = situation_view(place, held.heading.id, 1)
    assert (view.verdict, view.line.status) == (None, "À compléter")
    assert "Il manque des réponses" in situation_text(view, 80)


def test_a_situation_that_the_base_does_not_hold_is_a_lookup_error(
    place: Workplace, first: Conversation
) -> None:
    """Neither another interview nor another rank is shown in its place."""
    for interview, rank in ((UUID(int=1), 1), (first.heading.id, 4), (first.heading.id, 0)):
        with pytest.raises(LookupError):
            situation_view(place, interview, rank)


def test_steps_without_a_date_come_last() -> None:
    """« Été 2025 » is a fact too, but it cannot be put between two days."""
    rows = [ChronologyRow(date, "", "", date) for date in ("été 2025", "2026", "2025-08-02", "", "2025-08")]
    assert [each.date for each in steps_of(rows)] == ["2025-08", "2025-08-02", "2026", "été 2025", ""]


# ── history ──────────────────────────────────────────────────────────────────────────────────────


def test_a_changed_answer_says_from_what_to_what_by_whom(place: Workplace, first: Conversation) -> None:
    """The first answer is told as such, the second as a change."""
    other = Conversation.resume(msgspec.structs.replace(place, author="b2"), first.heading.id)
    other.go_to("minutes", 3)
    other.answer("60")
    change = next(each for each in history(place, first.heading.id, 3, newest_first=True) if each.before)
    assert (change.what, change.before, change.after, change.who) == (
        "Temps passé",
        "45 minutes",
        "60 minutes",
        "b2",
    )
    assert plain(change.sentence) == "Temps passé : 45 minutes → 60 minutes"


def test_history_says_why_where_a_reason_was_given(
    place: Workplace, first: Conversation, later: Conversation
) -> None:
    """A decision against the proposal, and something cancelled."""
    told = [each for each in history(place, later.heading.id) if each.why]
    assert [each.why for each in told] == ["La personne ne veut plus demander."]
    first.follow(FollowUp("action", 1, {"code": "courrier", "date": "2026-03-04", "minutes": 20}))
    wrong = first.followed.records[1][-1]
    first.follow(FollowUp("annulation", 1, {"entree": str(wrong.entry), "motif": "saisie en double"}))
    last = history(place, first.heading.id, 1)[-1]
    assert (last.what, last.why) == ("Annulé", "saisie en double")
    assert "Courrier ou courriel" in last.after


def test_history_of_one_situation_leaves_the_others_out(place: Workplace, first: Conversation) -> None:
    """What concerns the whole interview is in each."""
    changes = history(place, first.heading.id, 2)
    assert {each.rank for each in changes} == {0, 2}
    assert "Entretien terminé" in {each.what for each in changes}


def test_moving_about_is_no_change(place: Workplace) -> None:
    """Back and forth in the questions leaves no line; neither does leaving one without an answer."""
    held = Conversation.start(place)
    answer_all(held, CASE_6, until="demande")
    before = history(place, held.heading.id)
    held.back()
    held.return_to_front()
    assert history(place, held.heading.id) == before
    answer_all(held, CASE_6)
    assert not any(each.after == "passée" for each in history(place, held.heading.id))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (FollowUp("rappel", 1, None), "Rappel : à partir du 6 mars 2026, en retard le 24 mars 2026 → aucun"),
        (
            FollowUp("fait", 1, {"date": "2026-04", "acteur": "la CAF", "fait": "Refus"}),
            "Étape ajoutée : avril 2026, la CAF : Refus",
        ),
        (FollowUp("derogation", 1, {"champ": "synthese", "motifs": ["nom"]}), "Synthèse (un nom)"),
        (FollowUp("derogation", 1, {"champ": "fait", "motifs": []}), ": Étape ajoutée"),
        (FollowUp("requalification", 1, "26-AAAAA-1"), "26-AAAAA-1"),
        (FollowUp("sortie", 1, {"malgre": "", "motif": "Injoignable."}), "Transmise sans accord recueilli"),
        (
            FollowUp("sortie", 1, {"malgre": "danger", "motif": ""}),
            "Transmise malgré le refus de la personne : danger pour la personne",
        ),
    ],
)
def test_every_kind_of_follow_up_has_its_words(
    place: Workplace, first: Conversation, told: FollowUp, words: str
) -> None:
    """No code of the journal is shown as such."""
    first.follow(told)
    change = history(place, first.heading.id)[-1]
    assert words in plain(change.sentence)


def test_two_lines_of_work_are_told_apart(tmp_path: Path, base: Base, place: Workplace) -> None:
    """An interview gone on in two copies of the base, brought together: each side says so."""
    held = Conversation.start(place)
    answer_all(held, CASE_6)
    held.close()
    with Base.open(tmp_path / "other.db") as copy:
        base.connection.backup(copy.connection)
    with Base.open(tmp_path / "other.db") as copy:
        ids = iter(range(1, 100))
        away = msgspec.structs.replace(
            place, base=copy, author="b2", new_id=lambda: UUID(int=(0x018F << 112) | (8 << 76) | next(ids))
        )
        there = Conversation.resume(away, held.heading.id)
        there.follow(FollowUp("action", 1, {"code": "courrier", "date": "2026-03-04", "minutes": 20}))
    held.follow(FollowUp("action", 1, {"code": "recours", "date": "2026-03-05", "minutes": 30}))
    _bring_together(base, tmp_path / "other.db")
    changes = history(place, held.heading.id, 1)
    told = {each.after.partition(",")[0]: each.branch for each in changes if each.branch}
    assert set(told) == {"Courrier ou courriel", "Recours"}
    assert set(told.values()) == {1, 2}
    assert "modifié aussi sur un autre poste" in history_text(changes, 80)


def _bring_together(base: Base, other: Path) -> None:
    """Copy the journal rows that are missing, as importing does."""
    columns = "id, interview, at, author, flow, kind, situation, question, value, parent, seal"
    base.connection.execute("ATTACH ? AS other", (str(other),))
    base.connection.execute(
        f"INSERT INTO journal ({columns}) SELECT {columns} FROM other.journal "
        "WHERE id NOT IN (SELECT id FROM main.journal)"
    )
    base.connection.execute("DETACH other")


# ── texts and commands ───────────────────────────────────────────────────────────────────────────


def test_no_text_is_wider_than_the_terminal(
    place: Workplace, first: Conversation, later: Conversation
) -> None:
    """At 60 and 80 columns, whatever is shown."""
    household = household_view(place, first.interview.household)
    assert household is not None
    texts: list[Callable[[int], str]] = [
        lambda width: listing_text(listing(later.workplace, Filter()), width),
        lambda width: household_text(household, width),
        lambda width: situation_text(situation_view(place, first.heading.id, 2), width),
        lambda width: history_text(history(place, first.heading.id), width, several=True),
    ]
    for text in texts:
        for width in (60, 80):
            assert max(len(line) for line in text(width).splitlines()) <= width


def test_words_after_dossiers_are_looked_for(
    base: Base, first: Conversation, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list is what is meant without the name of a command; results apart from narration."""
    assert run(base, "rmi") == 0
    shown = capsys.readouterr()
    assert shown.out.startswith(f"{first.situation_reference(2)}  Revenu de solidarité active (RSA)\n")
    assert shown.err == "1 situation.\n"
    assert run(base, "--prestation", "CMU-C", "--ouverts", "--json") == 0
    assert [each["reference"] for each in json.loads(capsys.readouterr().out)["lines"]] == [
        first.situation_reference(1)
    ]


def test_every_fault_of_the_filters_is_said_at_once(
    base: Base, first: Conversation, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what is accepted, and wrong usage is exit code 2."""
    typed = ("--du", "hier", "--forme", "non_recu", "--menage", "12", "--prestation", "qqqqqqq")
    assert run(base, *typed) == 2
    told = capsys.readouterr().err
    for word in ("--du", "non_reception", "--menage", "--prestation"):
        assert word in told
    assert run(base, "--du", "2026-04", "--au", "2026-03") == 2
    assert run(base, "--limite", "0") == 2


@pytest.mark.parametrize("command", ["voir", "historique", "menage"])
def test_what_is_unknown_is_refused_with_a_reason(
    base: Base, first: Conversation, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """Exit code 1, nothing on standard output."""
    assert run(base, command, "26-ZZZZZ-9") == 1
    shown = capsys.readouterr()
    assert shown.out == "" and "26-ZZZZZ-9" in shown.err


def test_opening_a_record_is_noted_and_a_list_is_not(
    base: Base, first: Conversation, capsys: pytest.CaptureFixture[str]
) -> None:
    """The access log says which record was opened, never what was looked for."""
    reference, household = first.situation_reference(2), first.interview.household
    assert run(base, "rmi") == 0
    for command, named in (("voir", reference), ("historique", reference), ("menage", reference)):
        assert run(base, command, named) == 0
    connection = sqlite3.connect(base.path)
    noted = connection.execute("SELECT what, reference FROM access_log ORDER BY seq").fetchall()
    connection.close()
    assert noted == [("consultation", each) for each in (reference, reference, household)]
    assert household in capsys.readouterr().out


def test_an_empty_base_says_so(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    """Not that the search was wrong."""
    assert run(base) == 0
    assert "ne contient encore aucune situation" in capsys.readouterr().err
