"""The fictional year: the same plan the same bytes, nobody in it, and no way from it to a real base."""

from __future__ import annotations

import datetime
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from flows.loader import load_catalogue
from interview.cli import cli
from interview.cli_words import speak_french
from interview.conversation import Conversation
from interview.dossier.likeness import alike
from interview.fictional_banner import BANNER
from interview.guarding import unexcused_entries
from interview.handing import phrases
from interview.rebuilding import Rebuilder
from interview.rehearsal.fictional_year.filling import fill
from interview.rehearsal.fictional_year.making import Asked, PlanRefused, add, make
from interview.rehearsal.fictional_year.scene import Scene, content
from interview.rehearsal.fictional_year.situation import Teller
from interview.sheets.content import whole_sheet_of
from interview.tui.app import RepereApp
from store import Base, FictionalBase, RealBase, cipher, encrypting, handover, restoring
from store.backup import save
from store.fictional import Run, runs
from store.privacy.erasing import Order
from templates import FORMATS, render_document
from tests.support import CASE_6, answer_all, make_workplace, shipped_flow, shipped_machine

END = datetime.date(2026, 6, 30)
YEAR = Asked(until=END)
SMALL = Asked(until=END, situations=25)
PHRASE = "quatre mots sans rapport"
ORDER = Order("effacement", "", "restauration", 1_772_528_400_000)


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No phrase of the machine, no key of another test, settings of one's own."""
    monkeypatch.setattr(cipher, "ITERATIONS", 1)
    monkeypatch.setattr(cipher, "_KEYCHAIN", {})
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "reglages"))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The usual year of 400 situations; to be copied, not changed."""
    path = tmp_path_factory.mktemp("annee") / "annee.db"
    make(path, YEAR, END)
    return path


@pytest.fixture
def year(drawn: Path) -> Iterator[Base]:
    with Base.open(drawn, read_only=True) as base:
        yield base


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "fictive.db"
    make(path, SMALL, END)
    return path


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A base as an agent fills it, with one interview."""
    path = tmp_path / "vraie.db"
    with Base.open(path) as base:
        held = Conversation.start(make_workplace(base))
        answer_all(held, CASE_6)
        held.close()
    return path


def journal(path: Path) -> list[tuple[Any, ...]]:
    """Every row of the journal, with its seal."""
    with Base.open(path, read_only=True) as base:
        return base.connection.execute("SELECT * FROM journal ORDER BY seq").fetchall()


def share(base: Base, condition: str) -> float:
    """Of the situations of non-recours, the share that *condition* holds for, in percent."""
    read = base.connection.execute
    counted = "SELECT count(*) FROM situation s WHERE certitude <> 'aucun'"
    (some,), (every,) = read(f"{counted} AND {condition}").fetchone(), read(counted).fetchone()
    return 100 * float(some) / float(every)


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


# ── the mark ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_mark_stays_whatever_is_done_to_the_file(small: Path, real: Path, tmp_path: Path) -> None:
    """It cannot be taken away, and copies and encryption keep it; a real base has none."""
    with Base.open(real) as base:
        assert not base.fictional
    with Base.open(small) as base:
        for attempt in ("DELETE FROM fictional", "UPDATE fictional SET drawn = '{}'"):
            with pytest.raises(sqlite3.IntegrityError):
                base.connection.execute(attempt)
        copy = save(base, tmp_path / "copies", 1_772_528_400_000)
    key = cipher.new_key(PHRASE)
    shutil.copy(small, tmp_path / "chiffree.db")
    encrypting.recast(tmp_path / "chiffree.db", None, key)
    cipher.remember(key)
    for path in (small, copy.path, tmp_path / "chiffree.db"):
        with Base.open(path) as base:
            assert base.fictional, path


def test_every_document_says_that_nobody_is_in_it(small: Path) -> None:
    with Base.open(small) as base:
        place = make_workplace(base)
        held = Conversation.resume(place, base.interviews()[0])
        sheet = whole_sheet_of(held, 1)
    for format in ("html", "texte", "md"):
        assert format in FORMATS
        assert "Base fictive" in str(render_document(sheet, format)), format


def test_the_commands_say_it(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert speak_french(cli, ["base", "etat", "--base", str(small)]) == 0
    assert capsys.readouterr().out.startswith(BANNER)
    assert speak_french(cli, ["base", "etat", "--json", "--base", str(small)]) == 0
    assert json.loads(capsys.readouterr().out)["fictive"] is True


async def test_the_screens_say_it_and_those_of_a_real_base_do_not(small: Path, real: Path) -> None:
    from interview.sheets.content import sheet_of
    from interview.sheets.saving import save_sheet

    for path, wanted in ((small, BANNER), (real, None)):
        with Base.open(path) as base:
            place = make_workplace(base)

            def open_here(place: Any = place) -> Any:
                return place

            app = RepereApp(open_here, make_sheet=sheet_of, save_sheet=save_sheet)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                for keys in ([], ["f2"]):
                    await pilot.press(*keys)
                    await pilot.pause()
                    title = app.screen.border_title
                    assert (str(title) if title else None) == wanted, type(app.screen)


# ── no way to a real base ────────────────────────────────────────────────────────────────────────────


def test_nothing_is_handed_over_from_it_nor_brought_into_it(small: Path, real: Path, tmp_path: Path) -> None:
    target = tmp_path / "remise.repere"
    key = cipher.new_key(PHRASE)
    with Base.open(small) as base, Base.open(real) as other:
        with pytest.raises(FictionalBase):
            handover.write(base, handover.chosen(base), target, key, 0)
        assert not target.exists()
        before = base.counts(), other.counts()
        with pytest.raises(FictionalBase), handover.merging(base, keep=True):
            pytest.fail("a fictional base was opened to what comes from elsewhere")
        interview = base.interviews()[0]
        with pytest.raises(FictionalBase), handover.merging(other, keep=True):
            met = handover.meeting(other, base, interview)
            record = base.record(interview)
            assert record is not None
            handover.bring(other, base, met, lambda _: record)
        assert (base.counts(), other.counts()) == before


@pytest.mark.parametrize("into", ["vraie", "fictive"])
def test_neither_takes_the_place_of_the_other(small: Path, real: Path, tmp_path: Path, into: str) -> None:
    target, source = (real, small) if into == "vraie" else (small, real)
    with Base.open(source) as base:
        copy = save(base, tmp_path / "copies", 1_772_528_400_000)
    before = journal(target)
    folder = tmp_path / "a-part"
    with (
        pytest.raises(FictionalBase),
        restoring.readied(copy.path, folder, target.stem) as ready,
        restoring.held_alone(target) as held,
    ):
        restoring.replace(held, ready, folder, ORDER)
    assert journal(target) == before


def test_a_copy_of_it_does_not_replace_a_base_that_cannot_be_read(small: Path, tmp_path: Path) -> None:
    """Nothing says any more whether the damaged base was a real one."""
    damaged = tmp_path / "abimee.db"
    damaged.write_bytes(b"SQLite format 3\x00" + bytes(4080))
    with (
        restoring.readied(small, tmp_path / "a-part", "abimee") as ready,
        pytest.raises(FictionalBase),
    ):
        restoring.replace_damaged(damaged, ready, tmp_path / "a-part", 0)
    assert damaged.exists()


def test_a_copy_of_it_takes_its_own_place_back(small: Path, tmp_path: Path) -> None:
    with Base.open(small) as base:
        copy = save(base, tmp_path / "copies", 1_772_528_400_000)
    before = journal(small)
    with (
        restoring.readied(copy.path, tmp_path / "a-part", "fictive") as ready,
        restoring.held_alone(small) as held,
    ):
        restoring.replace(held, ready, tmp_path / "a-part", ORDER)
    assert journal(small) == before


def test_nothing_is_invented_in_a_real_base(real: Path) -> None:
    before = journal(real)
    with pytest.raises(RealBase):
        add(real, Asked())
    run = Run(1, "2026-01-01", "2026-06-30", 3, "2026-06-30", ("asf",))
    with Base.open(real) as base, pytest.raises(RealBase):
        fill(base, shipped_machine(), run)
    assert journal(real) == before


def test_the_commands_refuse_with_the_reason(
    small: Path,
    real: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Export, restore, and adding to a real base: exit code 1, told before any phrase is asked."""
    asked: list[str] = []

    def terminal() -> Callable[[str], str]:
        return lambda label: asked.append(label) or PHRASE

    monkeypatch.setattr(phrases, "terminal", terminal)
    with Base.open(small) as base:
        copy = save(base, tmp_path / "copies", 1_772_528_400_000)
    for arguments, told in (
        (["exporter", "--tout", "--vers", str(tmp_path / "x"), "--base", str(small)], "est une base fictive"),
        (["base", "restaurer", str(copy.path), "--remplacer", "--base", str(real)], "est une base fictive"),
        (["formation", "base-fictive", str(real), "--ajouter"], "n’est pas une base fictive"),
        (["formation", "base-fictive", str(small)], "existe déjà"),
    ):
        assert speak_french(cli, arguments) == 1, arguments
        assert told in capsys.readouterr().err
    assert asked == []


def test_the_command_draws_a_year_and_says_what_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "annee.db"
    options = ["--situations", "12", "--au", "30/06/2026", "--service", "accueil"]
    assert speak_french(cli, ["formation", "base-fictive", str(path), *options]) == 0
    told = capsys.readouterr()
    assert "12 situations" in told.out and BANNER in told.err
    with Base.open(path) as base:
        services = {row[0] for row in base.connection.execute("SELECT service FROM interview")}
    assert services == {"accueil"}
    for wrong in (["--situations", "0"], ["--au", "hier"], ["--service", "Accueil Nord"]):
        assert speak_french(cli, ["formation", "base-fictive", str(tmp_path / "x"), *wrong]) == 2
        assert "n’est pas" in capsys.readouterr().err
