"""Finding situations, households and cascades."""

from __future__ import annotations

import msgspec
import pytest

from interview.conversation import Conversation, Workplace
from interview.files.cascade import drawn
from interview.files.finding import benefits_named, instants, listing, wanted_by
from interview.files.household_view import household_view
from interview.files.phrases import date_of
from interview.following import FollowUp
from store import Filter
from tests.interview.files.support import NINETY_DAYS, plain
from tests.support import CASE_6, START, answer_all, shipped_flow, ticking_clock

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
