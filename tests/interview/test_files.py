"""Finding and reading what was kept: words that find, views that say it all, histories without gaps."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.conversation import Conversation, Workplace
from interview.files.cascade import drawn
from interview.files.finding import benefits_named, instants, listing, wanted_by
from interview.files.history import history
from interview.files.household_view import household_view
from interview.files.phrases import date_of
from interview.files.situation_view import situation_view, steps_of
from interview.files.text import history_text, household_text, listing_text, situation_text
from interview.following import FollowUp
from store import Base, ChronologyRow, Filter
from tests.support import CASE_6, START, answer_all, make_workplace, shipped_flow, ticking_clock

NINETY_DAYS = 90 * 86_400_000


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db") as opened:
        yield opened


@pytest.fixture
def place(base: Base) -> Workplace:
    return make_workplace(base, author="a1", service="asf")


@pytest.fixture
def first(place: Workplace) -> Conversation:
    """A visit with a cascade: the C2S (1) brought the loss of the RSA (2), and that one the ASPA (3)."""
    held = Conversation.start(place)
    answer_all(held, CASE_6)
    for benefit, cause in (("rsa", 1), ("aspa", 2)):
        held.add_situation(cause)
        answer_all(held, {**CASE_6, "prestation": benefit, "causee_par": str(cause)})
    held.close()
    return held


@pytest.fixture
def later(place: Workplace, first: Conversation) -> Conversation:
    """Ninety days later another service qualifies the RSA anew; the agent decides otherwise."""
    elsewhere = msgspec.structs.replace(
        place, author="b2", service="ecrivains_publics", now=ticking_clock(START + NINETY_DAYS)
    )
    held = Conversation.start(elsewhere, first.interview.household)
    answer_all(held, {**CASE_6, "prestation": "rsa"})
    held.decide(("non_demande",), "La personne ne veut plus demander.")
    held.follow(FollowUp("requalification", 1, first.situation_reference(2)))
    held.close()
    return held


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def run(base: Base, *arguments: str) -> int:
    return speak_french(cli, ["dossiers", "--base", str(base.path), *arguments])


# ── finding ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "code"),
    [("CMU-C", "c2s"), ("cmuc", "c2s"), ("c2s", "c2s"), ("RMI", "rsa"), ("complémentaire santé", "c2s")],
)
def test_a_benefit_is_named_by_any_of_its_names_old_ones_included(typed: str, code: str) -> None:
    """What the person still calls CMU is found under its name of today."""
    assert code in benefits_named(shipped_flow().catalogue, typed)


@pytest.mark.parametrize("typed", ["", "d", "re", "dossier refusé", "zzzz", "rendez-vous"])
def test_words_of_a_story_name_no_benefit(typed: str) -> None:
    """Two letters, or a sentence, bring no benefit along."""
    assert benefits_named(shipped_flow().catalogue, typed) == ()


def test_an_old_name_finds_the_situations_of_its_benefit(place: Workplace, first: Conversation) -> None:
    """By the name of a benefit, not by a text."""
    found = listing(place, wanted_by(place, "CMU-C"))
    assert [each.reference for each in found.lines] == [first.situation_reference(1)]
    assert found.lines[0].object == "Complémentaire santé solidaire (C2S)"
    assert found.total_words == "1 situation"


def test_a_line_says_what_was_found_where_it_stands_and_what_is_late(
    place: Workplace, first: Conversation
) -> None:
    """On 3 March nothing is due; on the 24th it is late."""
    line = listing(place, Filter()).lines[0]
    assert (line.finding, line.status, line.open) == ("Non-réception, avéré", "Ouverte", True)
    assert (line.due, line.late) == ("", False)
    march = msgspec.structs.replace(place, now=ticking_clock(START + 21 * 86_400_000))
    due = listing(march, Filter()).lines[0]
    assert (due.due, due.late) == ("En retard depuis le 24 mars 2026", True)


def test_a_period_goes_from_its_first_instant_to_the_end_of_its_last_day() -> None:
    """A year, a month or a day, both ends included, December too."""
    for since, until, wanted in (
        ("2026", "2026", ("2026-01-01", "2026-12-31")),
        ("2026-12", "2026-12", ("2026-12-01", "2026-12-31")),
        ("2026-02-28", "2026-02-28", ("2026-02-28", "2026-02-28")),
    ):
        start, end = instants(since, until)
        assert start is not None and end is not None
        assert (date_of(start).isoformat(), date_of(end - 1).isoformat()) == wanted
        assert date_of(end) > date_of(end - 1)
    assert instants("", "") == (None, None)


# ── the household ────────────────────────────────────────────────────────────────────────────────


def test_a_household_shows_every_visit_whoever_held_it(
    place: Workplace, first: Conversation, later: Conversation
) -> None:
    """The diachronic reading: who, when, what was found, what came of it."""
    first.follow(FollowUp("suite", 1, {"code": "droit_ouvert", "date": "2026-04", "recupere": 12_000}))
    first.follow(FollowUp("action", 3, {"code": "courrier", "date": "2026-03-04", "minutes": 20}))
    view = household_view(place, first.interview.household.lower())
    assert view is not None
    assert [(each.day, each.service, each.agent) for each in view.visits] == [
        ("2026-03-03", "asf", "a1"),
        ("2026-06-01", "ecrivains_publics", "b2"),
    ]
    c2s, rsa, aspa = view.visits[0].situations
    (anew,) = view.visits[1].situations
    assert plain(c2s.since[0]) == "Droit ouvert, en avril 2026, 120 € récupérés."
    assert plain(aspa.since[0]) == "Courrier ou courriel, le 4 mars 2026, 20 minutes."
    assert (rsa.requalified_by, anew.requalifies) == (anew.reference, rsa.reference)
    assert [each.open for each in (c2s, rsa, aspa, anew)] == [False, False, True, True]
    assert "2 entretiens, 4 situations, dont 2 ouvertes" in plain(view.summary)
    assert "3 h 20 de travail" in plain(view.summary)
    assert view.size == "3 personnes, dont 3 concernées"


def test_what_was_qualified_anew_is_due_only_under_its_later_situation(
    place: Workplace, first: Conversation, later: Conversation
) -> None:
    """In the list as in the household, nobody is asked to chase it up twice."""
    july = msgspec.structs.replace(place, now=ticking_clock(START + 2 * NINETY_DAYS))
    view = household_view(july, first.interview.household)
    assert view is not None
    due = {each.reference: each.due for visit in view.visits for each in visit.situations}
    assert due == {each.reference: each.due for each in listing(july, Filter()).lines}
    assert due[first.situation_reference(2)] == ""
    assert due[first.situation_reference(1)].startswith("En retard")
    assert due[later.situation_reference(1)].startswith("En retard")


def test_a_situation_and_its_requalification_are_one_when_situations_are_added_up(place: Workplace) -> None:
    """One situation qualified twice is not a household with two."""
    held = Conversation.start(place)
    answer_all(held, CASE_6)
    again = Conversation.start(place, held.interview.household)
    answer_all(again, CASE_6)
    before = household_view(place, held.interview.household)
    again.follow(FollowUp("requalification", 1, held.situation_reference(1)))
    after = household_view(place, held.interview.household)
    assert before is not None and after is not None
    assert [each.situations[0].traits for each in before.visits] == [("Cumulé",), ("Cumulé",)]
    assert [each.situations[0].traits for each in after.visits] == [(), ()]
    last = Conversation.start(place, held.interview.household)
    answer_all(last, CASE_6)
    last.follow(FollowUp("requalification", 1, again.situation_reference(1)))
    chained = household_view(place, held.interview.household)
    assert chained is not None
    assert [each.situations[0].traits for each in chained.visits][2] == ()


def test_cumulative_comes_from_links_of_the_household_whatever_the_interview(place: Workplace) -> None:
    """A cause told at another visit counts on both sides; one the base does not hold counts on none."""
    held = Conversation.start(place)
    answer_all(held, CASE_6)
    effect = Conversation.start(place, held.interview.household)
    answer_all(effect, {**CASE_6, "prestation": "rsa", "causee_par": held.situation_reference(1)})
    lost = Conversation.start(place, held.interview.household)
    answer_all(lost, {**CASE_6, "prestation": "aspa", "causee_par": "26-ZZZZZ-1"})
    view = household_view(place, held.interview.household)
    assert view is not None
    assert ["Cumulatif" in each.situations[0].traits for each in view.visits] == [True, True, False]
    assert view.visits[0].situations[0].effects == (effect.situation_reference(1),)


def test_a_household_that_the_base_does_not_hold_is_none(place: Workplace) -> None:
    """No error, nothing to show."""
    assert household_view(place, "0000-000") is None


# ── cascades ─────────────────────────────────────────────────────────────────────────────────────


def test_a_cascade_is_drawn_from_its_first_cause_down() -> None:
    """Each effect stands under what caused it; what is tied to nothing is left out."""
    causes = {"B": "A", "C": "A", "D": "B"}
    assert drawn(causes, ("A", "B", "C", "D", "E"), str.lower) == ("a", "├→ b", "│  └→ d", "└→ c")


def test_a_cause_that_the_base_does_not_hold_is_said_to_be_unknown() -> None:
    """Its effect is still drawn under it."""
    assert drawn({"B": "A"}, ("B",), str.lower) == ("A (situation inconnue de cette base)", "└→ b")


def test_a_loop_made_by_two_bases_is_drawn_once_and_said() -> None:
    """Neither lost nor followed for ever."""
    assert drawn({"A": "B", "B": "A"}, ("A", "B"), str.lower) == (
        "a",
        "└→ b",
        "   └→ A (la boucle se referme ici)",
    )


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
