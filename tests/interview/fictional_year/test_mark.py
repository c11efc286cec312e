"""The mark of an invented base, and no way from it to a real one."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.conversation import Conversation
from interview.fictional_banner import BANNER
from interview.handing import phrases
from interview.rehearsal.fictional_year.filling import fill
from interview.rehearsal.fictional_year.making import Asked, add
from interview.sheets.content import whole_sheet_of
from interview.tui.app import RepereApp
from store import Base, FictionalBase, RealBase, cipher, encrypting, handover, restoring
from store.backup import save
from store.fictional import Run
from templates import FORMATS, render_document
from tests.interview.fictional_year.support import ORDER, PHRASE, journal
from tests.support import make_workplace, shipped_machine

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
