"""An invented year: what is drawn, and three months more."""

from __future__ import annotations

import datetime
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from flows.loader import load_catalogue
from interview.dossier.likeness import alike
from interview.guarding import unexcused_entries
from interview.rebuilding import Rebuilder
from interview.rehearsal.fictional_year.making import Asked, PlanRefused, add, make
from interview.rehearsal.fictional_year.scene import Scene, content
from interview.rehearsal.fictional_year.situation import Teller
from store import Base
from store.fictional import runs
from tests.interview.fictional_year.support import END, SMALL, journal, share
from tests.support import shipped_flow

# ── what is drawn ────────────────────────────────────────────────────────────────────────────────────


def test_the_same_plan_writes_the_same_journal_and_another_seed_another_one(tmp_path: Path) -> None:
    for name, asked in (("a", SMALL), ("b", SMALL), ("c", Asked(until=END, situations=25, seed=2))):
        make(tmp_path / name, asked, END)
    assert journal(tmp_path / "a") == journal(tmp_path / "b")
    assert journal(tmp_path / "a") != journal(tmp_path / "c")


def test_the_year_holds_what_was_asked_and_is_sound(year: Base) -> None:
    """As many situations as asked, within the dates, a chain that verifies, tables equal to a rebuild."""
    first, last = year.period()
    assert year.counts().situations == 400
    assert first is not None and last is not None
    days = [datetime.datetime.fromtimestamp(each / 1000, datetime.UTC).date() for each in (first, last)]
    assert datetime.date(2025, 7, 1) <= days[0] and days[1] <= END
    assert year.damages() == [] and year.strays() == []
    assert list(Rebuilder(year, load_catalogue()).differences()) == []


def test_no_text_of_the_year_seems_to_name_anyone(year: Base) -> None:
    found = [
        (passage.kind, passage.excerpt)
        for interview in year.interviews()
        for _, passage in unexcused_entries(shipped_flow(), year.entries(interview))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("condition", "wanted", "within"),
    [
        ("EXISTS (SELECT 1 FROM situation_form WHERE situation = s.row AND form = 'non_reception')", 60, 8),
        (
            "EXISTS (SELECT 1 FROM situation_form WHERE situation = s.row AND form = 'non_connaissance')",
            31,
            7,
        ),
        ("EXISTS (SELECT 1 FROM situation_form WHERE situation = s.row AND form = 'non_demande')", 34, 8),
        ("EXISTS (SELECT 1 FROM situation_form WHERE situation = s.row AND form = 'non_proposition')", 3, 3),
        ("abandon", 13.7, 5),
        ("nature = 'financiere'", 72.2, 7),
        ("asf_montant IS NOT NULL", 34, 8),
        ("accord = 'oui'", 80, 7),
        ("suite IS NULL AND issue = 'en_cours'", 40, 10),
    ],
)
def test_the_shares_are_near_those_of_2015(year: Base, condition: str, wanted: float, within: float) -> None:
    assert share(year, condition) == pytest.approx(wanted, abs=within)


def test_the_time_spent_the_actions_and_the_aids_are_near_those_of_2015(year: Base) -> None:
    """33 minutes, 206 € of municipal help, and about two actions a situation; three organisms come first."""
    read = year.connection.execute
    (minutes,) = read("SELECT avg(minutes) FROM situation").fetchone()
    (aid,) = read("SELECT avg(asf_montant) / 100.0 FROM situation WHERE asf_montant > 0").fetchone()
    (actions,) = read("SELECT count(*) / 400.0 FROM situation_action").fetchone()
    first = read(
        "SELECT code FROM situation_organism GROUP BY code ORDER BY count(*) DESC LIMIT 3"
    ).fetchall()
    assert minutes == pytest.approx(36, abs=6)
    assert aid == pytest.approx(206, abs=25)
    assert 1.7 <= actions <= 2.6
    assert {code for (code,) in first} == {"caf", "cpam", "carsat"}


def test_households_have_cascades_and_chronologies_go_forward(year: Base) -> None:
    """Some households have several linked situations; no step comes before the one above it."""
    read = year.connection.execute
    (several,) = read(
        "SELECT count(*) FROM (SELECT household FROM interview i JOIN situation s ON s.interview = i.row "
        "GROUP BY household HAVING count(*) > 1)"
    ).fetchone()
    (linked,) = read("SELECT count(*) FROM situation_link").fetchone()
    assert several >= 30 and linked >= 20
    interviews = [year.record(each) for each in year.interviews()]
    for each in (situation for held in interviews if held for situation in held.situations):
        days = [step.date for step in each.chronologie]
        assert len(days) <= 12
        for before, after in pairwise(days):
            assert before[: len(after)] <= after[: len(before)], each.reference


@pytest.mark.parametrize("scene", content().scenes, ids=lambda each: f"{each.profile}-{each.organism}")
def test_a_scene_leaves_no_blank_and_names_only_what_exists(scene: Scene) -> None:
    """Every text of a scene is whole for each of its offers, and its codes are those of the flow."""
    flow = shipped_flow()
    teller = Teller(flow.catalogue, None)  # type: ignore[arg-type]
    texts = [*scene.story, *scene.ask, *(fact for step in scene.steps for fact in step.facts)]
    for offer in scene.offers:
        assert offer in flow.catalogue.benefits or offer in flow.questions["domaine"].codes
        words = teller.words(scene, offer)
        assert all("{" not in text.format(**words) for text in texts)
    assert {scene.organism, *scene.others} <= set(flow.catalogue.organisms)
    assert set(scene.proposals) <= set(content().proposals)
    assert set(scene.details) <= set(flow.questions["details"].codes)
    events = next(each for each in flow.questions["chronologie"].columns if each.code == "evenement")
    assert {step.event for step in scene.steps} - {""} <= {each.code for each in events.choices}


def test_the_ways_of_proposing_one_thing_are_alike(year: Base) -> None:
    """A dossier puts most of them together: each way is like another of its own, and like none elsewhere."""
    known = content().proposals
    for key, ways in known.items():
        others = [text for name, several in known.items() if name != key for text in several]
        assert len(ways) == 1 or all(any(alike(way, other) for other in ways if other != way) for way in ways)
        assert not any(alike(way, other) for way in ways for other in others)


# ── three months more ────────────────────────────────────────────────────────────────────────────────


def test_more_months_add_to_the_journal_and_change_nothing_of_it(tmp_path: Path, small: Path) -> None:
    """What was there stays byte for byte; new interviews come, and outcomes of older ones; twice the same."""
    before = journal(small)
    twin = Path(shutil.copy(small, tmp_path / "jumelle.db"))
    _, made = add(small, Asked(situations=15))
    add(twin, Asked(situations=15))
    after = journal(small)
    assert after[: len(before)] == before and after == journal(twin)
    assert made.continued > 0
    with Base.open(small, read_only=True) as base:
        told = "SELECT interview, situation, value FROM journal WHERE kind IN ('action', 'suite')"
        once = base.connection.execute(told).fetchall()
        assert len(once) == len(set(once)), "something happened twice"
        assert base.counts().situations == 40
        assert [each.until for each in runs(base)] == ["2026-06-30", "2026-09-30"]
        assert base.damages() == []
        assert list(Rebuilder(base, load_catalogue()).differences()) == []


def test_what_happens_does_not_depend_on_the_day_one_looks(tmp_path: Path) -> None:
    """A year looked at three months later says what the year continued by nothing new says."""
    period: dict[str, Any] = {"since": datetime.date(2025, 7, 1), "until": END, "situations": 30}
    later = datetime.date(2026, 9, 30)
    make(tmp_path / "tard", Asked(**period, today=later), END)
    make(tmp_path / "tot", Asked(**period), END)
    add(tmp_path / "tot", Asked(situations=1))
    told = "SELECT value FROM journal WHERE kind = 'suite' ORDER BY interview, seq"
    with Base.open(tmp_path / "tard") as late, Base.open(tmp_path / "tot") as soon:
        whole = [row[0] for row in late.connection.execute(told)]
        assert whole and set(whole) <= {row[0] for row in soon.connection.execute(told)}


def test_a_plan_that_cannot_be_is_refused_with_the_reason(small: Path, tmp_path: Path) -> None:
    asked = Asked(since=END, until=datetime.date(2026, 1, 1))
    with pytest.raises(PlanRefused, match="finit avant de commencer"):
        make(tmp_path / "autre", asked, END)
    with pytest.raises(PlanRefused, match="existe déjà"):
        make(small, SMALL, END)
    with pytest.raises(PlanRefused, match="va déjà jusqu’au"):
        add(small, Asked(since=datetime.date(2026, 3, 1), until=datetime.date(2026, 7, 31)))
    with pytest.raises(PlanRefused, match="graine"):
        add(small, Asked(seed=3))
    assert [each.name for each in tmp_path.iterdir() if "part" in each.name] == []
