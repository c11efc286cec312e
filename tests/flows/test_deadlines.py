"""Deadlines: from what happened, and when, to the days that follow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.catalogue_file import Amount, Delay, FormerDelay, Parameter
from flows.deadlines import (
    EVENTS,
    REJECTED,
    Happened,
    amount_at,
    carried,
    deadlines,
    delay_at,
    end_of,
)
from flows.loader import load_catalogue
from interview.working_days import is_working_day

CATALOGUE = load_catalogue()
TWO_MONTHS = Delay(months=2, since="notification", source="x")


def clocks(benefit: str, *steps: tuple[str, str], organisms: tuple[str, ...] = ()):
    entry = CATALOGUE.benefit(benefit)
    happened = [Happened(*each) for each in steps]
    return deadlines(CATALOGUE.ways(benefit, organisms), entry.answer if entry else None, happened)


def days(benefit: str, *steps: tuple[str, str], organisms: tuple[str, ...] = ()):
    """Way, kind and day of each delay, « ~ » before what is known to the month."""
    return [
        (each.way, each.kind, each.day.isoformat() if each.day else f"~{each.month}")
        for each in clocks(benefit, *steps, organisms=organisms)
    ]


# ── calendar: computed by hand ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("start", "months", "in_days", "last"),
    [
        ("2026-03-03", 2, 0, "2026-05-03"),
        ("2026-12-31", 2, 0, "2027-02-28"),
        ("2027-12-31", 2, 0, "2028-02-29"),
        ("2026-11-30", 3, 0, "2027-02-28"),
        ("2027-11-30", 3, 0, "2028-02-29"),
        ("2026-02-28", 2, 0, "2026-04-28"),
        ("2026-08-31", 1, 0, "2026-09-30"),
        ("2026-07-31", 2, 0, "2026-09-30"),
        ("2026-01-10", 4, 0, "2026-05-10"),
        ("2026-03-03", 0, 15, "2026-03-18"),
        ("2028-02-20", 0, 15, "2028-03-06"),
    ],
)
def test_a_delay_ends_on_the_same_day_of_the_month_or_on_its_last(start, months, in_days, last) -> None:
    delay = Delay(months=months, days=in_days, since="notification", source="x")
    assert end_of(delay, date.fromisoformat(start)) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("day", "zone", "open_day"),
    [
        ("2026-05-03", "Métropole", "2026-05-04"),  # Sunday
        ("2026-05-01", "Métropole", "2026-05-04"),  # Friday, 1 May
        ("2026-05-08", "Métropole", "2026-05-11"),  # Friday, 8 May
        ("2026-12-26", "Métropole", "2026-12-28"),  # a Saturday everywhere
        ("2025-12-26", "Métropole", "2025-12-26"),  # a Friday
        ("2025-12-26", "Alsace-Moselle", "2025-12-29"),  # the day after Christmas
        ("2026-04-03", "Alsace-Moselle", "2026-04-07"),  # Good Friday, then Easter Monday
        ("2026-04-03", "Métropole", "2026-04-03"),
    ],
)
def test_a_delay_to_act_that_ends_on_a_closed_day_goes_on_to_the_next_working_day(
    day, zone, open_day
) -> None:
    assert carried(date.fromisoformat(day), lambda each: is_working_day(each, zone)) == date.fromisoformat(
        open_day
    )


@settings(max_examples=80, deadline=None)
@given(st.dates(date(2015, 1, 1), date(2040, 1, 1)), st.integers(0, 40), st.integers(1, 12))
def test_what_starts_later_never_ends_sooner(start: date, later: int, months: int) -> None:
    delay = Delay(months=months, since="notification", source="x")
    first, second = end_of(delay, start), end_of(delay, start + timedelta(days=later))
    assert start < first <= second
    assert carried(first, is_working_day) <= carried(second, is_working_day)


# ── what held at a date ──────────────────────────────────────────────────────────────────────────

CHANGED = Delay(
    months=2,
    since="recours",
    from_day="2019-03-15",
    former=(
        FormerDelay(months=1, until="2019-03-15", source="b"),
        FormerDelay(days=10, until="2010-01-01", source="a"),
    ),
    source="c",
)


@pytest.mark.parametrize(
    ("day", "length"),
    [
        ("2019-03-15", (2, 0, "c")),
        ("2026", (2, 0, "c")),
        ("2019-03-14", (1, 0, "b")),
        ("2010-01-01", (1, 0, "b")),
        ("2009-12-31", (0, 10, "a")),
        ("2009", (0, 10, "a")),
        ("2019-03", None),
        ("2019", None),
        ("2019-02", (1, 0, "b")),
    ],
)
def test_the_rule_in_force_on_the_day_of_the_facts_answers_and_nothing_where_it_changed(day, length) -> None:
    held = delay_at(CHANGED, day)
    assert (held and (held.months, held.days, held.source)) == length


def test_an_appeal_of_2018_was_refused_by_one_month_of_silence_and_one_of_2019_by_two() -> None:
    notified = ("2018-11-05", "notification")
    before = days("c2s", notified, ("2018-12-20", "recours"))
    after = days("c2s", notified, ("2019-01-04", "recours"))
    assert (before[0], after[0]) == (("cra", "silence", "2019-01-20"), ("cra", "silence", "2019-03-04"))


@pytest.mark.parametrize(
    ("day", "euros"),
    [
        ("2026-11-21", "108586,14"),
        ("2025-06", None),
        ("2024-12-31", "105300"),
        ("2024", "105300"),
        ("2023-09-01", "100000"),
        ("2023-08-31", "39000"),
        ("2005-12-31", None),
    ],
)
def test_the_threshold_of_the_aspa_is_that_of_the_day_and_unknown_where_pages_disagree(day, euros) -> None:
    *_, threshold = CATALOGUE.benefits["aspa"].parameters
    found = amount_at(threshold, day)
    assert (found and found.euros) == euros


def test_an_amount_is_read_in_cents() -> None:
    made = Amount(since="2026-04-01", euros="651,69", source="x")
    assert (made.cents, Amount(since="2026-04-01", euros="39000", source="x").cents) == (65_169, 3_900_000)
    assert amount_at(Parameter(label="x", amounts=(made,)), "2026-03") is None


# ── from events to deadlines ─────────────────────────────────────────────────────────────────────


def test_a_notification_opens_the_ways_and_an_appeal_takes_them() -> None:
    notified = ("2026-03-03", "notification")
    assert days("retraite", notified) == [
        ("cra", "agir", "2026-05-03"),
        ("mediateur_retraite", "agir", "2026-05-03"),
    ]
    assert days("retraite", notified, ("2026-03-20", "recours")) == [
        ("cra", "silence", "2026-05-20"),
        ("cra", "agir", "2026-07-20"),
    ]


def test_a_notification_after_an_appeal_is_its_answer_and_opens_what_comes_next() -> None:
    found = clocks(
        "rsa", ("2026-01-05", "notification"), ("2026-02-02", "recours"), ("2026-03-03", "notification_voies")
    )
    assert [(each.way, each.sequel, str(each.day), each.binding) for each in found] == [
        ("recours_rsa", True, "2026-05-03", "oui")
    ]


def test_silence_on_a_request_is_a_refusal_that_opens_the_way() -> None:
    assert days("aah", ("2026-01-10", "demande")) == [
        ("", "silence", "2026-05-10"),
        ("recours_mdph", "agir", "2026-07-10"),
    ]
    assert clocks("aah", ("2026-01-10", "demande"))[1].event == REJECTED


def test_a_residence_permit_runs_from_the_complete_file_only() -> None:
    assert days("", ("2026-01-10", "demande"), organisms=("prefecture",)) == []
    file = (("2026-01-10", "demande"), ("2026-02-02", "dossier_complet"))
    assert days("", *file, organisms=("prefecture",)) == [
        ("sejour", "silence", "2026-06-02"),
        ("sejour", "agir", "2026-08-02"),
    ]


def test_our_own_service_owes_an_answer_to_a_domiciliation_and_silence_is_no_refusal() -> None:
    found = clocks("", ("2026-03-03", "demande"), organisms=("ccas",))
    assert [(each.way, each.kind, str(each.day), each.delay.effect) for each in found] == [
        ("domiciliation", "silence", "2026-05-03", "")
    ]


def test_a_decision_that_stated_nothing_binds_nobody_and_is_no_deadline() -> None:
    (first, mediator) = clocks("retraite", ("2026-03-03", "notification_sans_voies"))
    assert (first.binding, first.told) == ("non", False)
    assert (mediator.way, mediator.binding) == ("mediateur_retraite", "inconnu")


def test_a_new_request_begins_again() -> None:
    steps = (("2026-01-10", "demande"), ("2026-02-01", "notification"), ("2026-03-01", "demande"))
    assert days("aah", *steps)[0] == ("", "silence", "2026-07-01")


def test_a_month_gives_a_month_and_a_year_gives_nothing() -> None:
    assert days("rsa", ("2026-03", "notification")) == [("recours_rsa", "agir", "~2026-05")]
    assert days("rsa", ("2026", "notification")) == []
    assert days("aide_juridictionnelle", ("2026-03", "notification")) == []


@pytest.mark.parametrize(
    "benefit", ["indemnites_journalieres", "fsl", "apa", "ash", "bourse_college", "autre"]
)
def test_nothing_is_said_where_nothing_is_known(benefit: str) -> None:
    for event in EVENTS:
        assert days(benefit, ("2026-03-03", event)) == [], event


@pytest.mark.parametrize("benefit", [each.code for each in CATALOGUE.file.benefits])
def test_every_way_with_a_delay_gives_its_day(benefit: str) -> None:
    """And every day has a rule with a source of the catalogue."""
    ways = CATALOGUE.ways(benefit)
    expected = {
        name
        for name, way in ways
        if way.delay is not None and way.delay.since in ("notification", "decision")
    }
    found = clocks(benefit, ("2026-03-03", "notification"))
    assert {each.way for each in found} == expected
    assert all(each.delay.source in CATALOGUE.file.sources for each in found)


@pytest.mark.parametrize("name", list(CATALOGUE.file.recourses))
def test_every_way_with_a_delay_says_what_to_do(name: str) -> None:
    way = CATALOGUE.file.recourses[name]
    assert bool(way.act) == (way.delay is not None)


_STEPS = st.lists(
    st.builds(
        Happened,
        st.dates(date(2024, 1, 1), date(2026, 12, 31)).flatmap(
            lambda each: st.sampled_from((each.isoformat(), each.isoformat()[:7], each.isoformat()[:4]))
        ),
        st.sampled_from((*EVENTS, "", "autre_chose")),
    ),
    max_size=6,
)


@settings(max_examples=120, deadline=None)
@given(_STEPS, st.sampled_from([each.code for each in CATALOGUE.file.benefits]))
def test_whatever_happened_a_day_follows_its_own_event_and_is_never_more_precise(steps, benefit) -> None:
    entry = CATALOGUE.benefits[benefit]
    for each in deadlines(CATALOGUE.ways(benefit), entry.answer, steps):
        assert (each.day is None) == (len(each.start) == 7)
        assert each.month > each.start[:7] or (each.day and each.delay.days)
        assert each.event == REJECTED or Happened(each.start, each.event) in steps


def test_the_order_of_the_rows_does_not_matter_but_that_of_the_days() -> None:
    one, two = ("2026-03-03", "notification"), ("2026-03-20", "recours")
    assert days("c2s", one, two) == days("c2s", two, one)
