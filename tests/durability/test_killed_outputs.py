"""``kill -9`` while something is made of several situations: whole or not there, and nothing out of reach."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from interview.dossier.state import decoded
from interview.privacy.erasing import erase_household
from interview.settings import Backups
from interview.upkeep.daily import DailyCopy
from store import Base, dossiers
from tests.durability.driven import NEW, Program, assert_sound
from tests.durability.outputs import BASE, OUT, SHEETS, Works, prepare

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is of Unix")

ROOT = Path(__file__).parents[2]
TIMES = 60 if os.environ.get("REPERE_LONG") == "1" else 3
LONGEST = {
    "edition": 0.8,
    "fiches": 1.5,
    "fictive": 0.8,
    "bilan": 0.6,
    "importer": 0.35,
    "recapitulatif": 0.4,
}
"""Seconds from the beginning of the work to the kill, at most: about what it lasts; 0.1 for the others."""
WORKS = (
    "csv",
    "xlsx",
    "json",
    "fiches",
    "dossier",
    "edition",
    "bilan",
    "recapitulatif",
    "importer",
    "fictive",
)
PARTS = ("Au fil du temps", "Les formes de non-recours", "Les raisons", "À quel niveau cela s’explique")
"""The first parts of the figures of a dossier, as its screen names them."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepare")
    prepare(folder)
    return folder


@pytest.mark.parametrize("work", WORKS)
def test_killed_at_any_instant_it_is_whole_or_not_there_and_can_be_done_again(
    prepared: Path, tmp_path: Path, work: str
) -> None:
    """No half file under its name, no half import, no edition by halves; the rest of the base as it was."""
    draw = random.Random(work)
    for rank in range(TIMES):
        folder = tmp_path / str(rank)
        shutil.copytree(prepared, folder)
        _kill_meanwhile(folder, work, draw.uniform(0, LONGEST.get(work, 0.1)))
        assert list((folder / "tmp").iterdir()) == []
        with Base.open(folder / BASE, create=False) as base:
            assert_sound(base)
            works = Works(base, folder)
            works.assert_whole()
            works.do(work)
            works.assert_whole()
            assert list((folder / OUT).rglob("*.part*")) == []
            assert_sound(base)


def test_what_a_killed_program_left_is_gone_with_the_copy_of_the_day(prepared: Path, tmp_path: Path) -> None:
    """It speaks of people, under a name that nobody looks for; what another program may be at is left."""
    folder = tmp_path / "tuee"
    shutil.copytree(prepared, folder)
    (folder / OUT).mkdir()
    left = folder / OUT / "grille.xlsx.part.d"
    for delay in (0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1) * 3:
        _kill_meanwhile(folder, "xlsx", delay)
        if left.exists():
            break
    assert left.exists()
    now = int(time.time() * 1000)
    _copy_of_the_day(folder, now)
    assert left.exists()
    _copy_of_the_day(folder, now + 3 * 86_400_000)
    assert list((folder / OUT).iterdir()) == []


def test_what_a_killed_export_left_goes_with_any_household_it_spoke_of(
    prepared: Path, tmp_path: Path
) -> None:
    """It was remembered before its first byte."""
    folder = tmp_path / "tuee"
    shutil.copytree(prepared, folder)
    for delay in (0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1) * 3:
        _kill_meanwhile(folder, "xlsx", delay)
        if list((folder / OUT).glob("*.part*")):
            break
    assert list((folder / OUT).glob("*.part*"))
    with Base.open(folder / BASE, create=False) as base:
        works = Works(base, folder)
        erase_household(works.place, works._agreed().interview.household, "demande")
    assert list((folder / OUT).glob("*.part*")) == []


@pytest.mark.parametrize("seed", range(2))
def test_a_dossier_killed_on_the_screen_holds_every_change_that_was_shown(
    prepared: Path, tmp_path: Path, seed: int
) -> None:
    """What was painted after a key is the proof that it was accepted; nothing is taken that was not asked."""
    draw = random.Random(seed)
    folder = tmp_path / "ecran"
    shutil.copytree(prepared, folder)
    kept: tuple[str, ...] = ()
    accepted = 0
    while len(kept) < len(PARTS):
        with Program(folder / BASE) as program:
            _open_dossier(program)
            last = draw.randrange(len(kept), min(len(kept) + 3, len(PARTS)))
            for rank in range(len(kept), last + 1):
                program.terminal.send(str(rank + 1))
                if rank < last or draw.random() < 0.5:
                    program.terminal.wait_for(f"{PARTS[rank]} — retirée")
                    accepted = rank + 1
            time.sleep(draw.choice((0, draw.uniform(0, 0.04))))
            program.kill()
        with Base.open(folder / BASE, create=False) as base:
            assert_sound(base)
            state = decoded(dossiers.listed(base)[0].state)
            assert len(state.sheets) == SHEETS
        assert accepted <= len(state.left_out) <= last + 1
        assert state.left_out[: len(kept)] == kept
        kept, accepted = state.left_out, len(state.left_out)


def test_a_dossier_open_in_two_windows_goes_on_in_one_and_the_other_is_told(
    prepared: Path, tmp_path: Path
) -> None:
    """The second does not write over what the first chose."""
    folder = tmp_path / "deux"
    shutil.copytree(prepared, folder)
    with Program(folder / BASE) as one, Program(folder / BASE) as other:
        _open_dossier(one)
        _open_dossier(other)
        one.terminal.send("1")
        one.terminal.wait_for(f"{PARTS[0]} — retirée")
        other.terminal.send("2")
        other.terminal.wait_for("changé ailleurs", "modifié dans une autre fenêtre", "Revenir à la liste")
        assert f"{PARTS[1]} — retirée" not in other.terminal.text()
        other.terminal.settle(0.1)
        other.terminal.send("1")
        other.terminal.wait_for("Déjà commencés")
    with Base.open(folder / BASE, create=False) as base:
        assert len(decoded(dossiers.listed(base)[0].state).left_out) == 1


def test_an_interview_goes_on_while_a_grid_is_brought_in(prepared: Path, tmp_path: Path) -> None:
    """Both are whole: an answer waits for the grid, or comes before it."""
    folder = tmp_path / "deux"
    shutil.copytree(prepared, folder)
    with Program(folder / BASE) as program:
        program.open(NEW, 0)
        with _at_work(folder, "importer") as importing:
            for answered in range(6):
                program.answer(answered)
            assert importing.wait(30) == 0
    with Base.open(folder / BASE, create=False) as base:
        assert_sound(base)
        Works(base, folder).assert_whole()
        assert base.connection.execute("SELECT count(*) FROM journal WHERE kind = 'grille'").fetchone()[0]
        held = [base.entries(each) for each in base.interviews()]
        assert max(len([each for each in told if each.kind == "reponse"]) for told in held) >= 6


def _open_dossier(program: Program) -> None:
    """From the home screen to the parts of the figures of the dossier."""
    screen = program.terminal
    screen.wait_for("Nouvel entretien", "F10 Quitter")
    for key, then in (("\x1b[17~", "Déjà commencés"), ("2", "[Sujet]"), ("\x1b[C", "[Chiffres]")):
        screen.settle(0.1)
        screen.send(key)
        screen.wait_for(then)
    screen.settle(0.1)


def _copy_of_the_day(folder: Path, now: int) -> None:
    assert DailyCopy(folder / BASE, Backups(folder=str(folder / "copies")), lambda: now).make() is not None


def _kill_meanwhile(folder: Path, work: str, after: float) -> None:
    with _at_work(folder, work) as process:
        time.sleep(after)
        process.kill()


@contextmanager
def _at_work(folder: Path, work: str) -> Iterator[subprocess.Popen[str]]:
    (folder / "tmp").mkdir(exist_ok=True)
    program = [sys.executable, "-m", "tests.durability.outputs", work, str(folder)]
    own = {**os.environ, "TMPDIR": str(folder / "tmp"), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(program, cwd=ROOT, env=own, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        yield process
