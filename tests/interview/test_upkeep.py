"""Looking after the base: rebuilt the same, verified, copied every day, put back."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from flows.loader import load_catalogue
from interview.cli import cli
from interview.cli_words import speak_french
from interview.rebuilding import Rebuilder
from interview.settings import Backups
from interview.upkeep import daily
from interview.upkeep.daily import DailyCopy
from interview.upkeep.words import age, moment, size
from store import Base, backup
from tests.generated import contents, fill
from tests.support import START

LONG = os.environ.get("REPERE_LONG") == "1"
DAY = 86_400_000
DAMAGES = (
    "UPDATE situation SET certitude = 'potentiel', minutes = 999",
    "UPDATE interview SET touched_at = touched_at + 1 WHERE row % 3 = 0",
    "DELETE FROM situation WHERE row % 5 = 0",
    "DELETE FROM interview WHERE row % 7 = 0",
    "DELETE FROM search WHERE rowid % 4 = 0",
    "INSERT INTO search (rowid, text) VALUES (900000, 'à personne')",
    "INSERT INTO household (id, size) VALUES ('FAUX-MEN', 9)",
    "UPDATE household SET size = 12",
    "DELETE FROM follow_up; DELETE FROM chronology; DELETE FROM situation_link",
)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of some hundred real interviews, thousands in the long run; to be copied, not changed."""
    path = tmp_path_factory.mktemp("base") / "repere.db"
    with Base.open(path) as base:
        fill(base, 3000 if LONG else 200)
    return path


@pytest.fixture
def path(generated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(generated, tmp_path / "repere.db"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A base of a few interviews."""
    path = tmp_path / "repere.db"
    with Base.open(path) as base:
        fill(base, 3)
    return path


def repere(path: Path, *arguments: str) -> int:
    """Run a command of ``repere base`` on *path*; gives its exit code."""
    return speak_french(cli, ["base", *arguments, "--base", str(path)])


def copies(path: Path) -> list[str]:
    folder = path.parent / "sauvegardes"
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def change(path: Path, *statements: str) -> None:
    """Change a base behind the program."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.executescript(statement)
    connection.close()


def dump(path: Path) -> list[Any]:
    with Base.open(path) as base:
        return [contents(base), base.connection.execute("SELECT * FROM journal").fetchall()]


# ── rebuilding ───────────────────────────────────────────────────────────────────────────────────


def test_the_generated_base_has_a_bit_of_everything(path: Path) -> None:
    """Else what follows would prove little."""
    with Base.open(path) as base:
        kinds = dict(base.connection.execute("SELECT kind, count(*) FROM journal GROUP BY kind"))
        assert all(contents(base).values())
    wanted = "ouverture reponse retour situation decision cloture action fait suite rappel annulation"
    assert set(wanted.split()) | {"requalification", "sortie", "recapitulatif"} <= set(kinds)


def test_every_table_rebuilt_from_the_journal_is_what_it_was(path: Path) -> None:
    """Row by row, for every table and the search."""
    with Base.open(path) as base:
        before = contents(base)
        Rebuilder(base, load_catalogue()).rebuild()
        assert contents(base) == before


@pytest.mark.parametrize("statement", DAMAGES)
def test_whatever_happens_to_the_tables_is_found_and_mended(
    small: Path, statement: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The journal is the truth, and nobody has to know what was damaged."""
    with Base.open(small) as base:
        fill(base, 12, seed=9)
        before = contents(base)
    change(small, statement)
    assert repere(small, "verifier") == 1
    assert "base reconstruire" in capsys.readouterr().err
    assert repere(small, "reconstruire") == 0
    with Base.open(small) as base:
        assert contents(base) == before
    assert repere(small, "verifier") == 0


def test_a_large_base_damaged_everywhere_is_rebuilt_the_same(path: Path) -> None:
    """All the damages at once."""
    with Base.open(path) as base:
        before = contents(base)
    change(path, *DAMAGES)
    assert repere(path, "reconstruire") == 0
    with Base.open(path) as base:
        assert contents(base) == before


def test_a_rebuild_that_is_stopped_leaves_all_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl+C in the middle: the tables are those of before, and the copy made first is there."""
    change(path, "UPDATE situation SET minutes = 999")
    before = dump(path)
    truth = Rebuilder.record
    done: list[Any] = []

    def stopped(self: Rebuilder, interview: Any) -> Any:
        done.append(interview)
        if len(done) == 50:
            raise KeyboardInterrupt
        return truth(self, interview)

    monkeypatch.setattr(Rebuilder, "record", stopped)
    assert repere(path, "reconstruire") == 1
    assert "Interrompu. Ce qui était enregistré le reste." in capsys.readouterr().err
    assert dump(path) == before
    assert len(copies(path)) == 1


# ── verifying ────────────────────────────────────────────────────────────────────────────────────


def test_a_sound_base_is_told_and_the_day_remembered(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``etat`` says when it was last verified."""
    assert repere(small, "verifier") == 0
    assert "saine : 3 entretiens vérifiés" in capsys.readouterr().out
    assert repere(small, "etat", "--json") == 0
    state = json.loads(capsys.readouterr().out)
    assert state["verification"] is not None
    assert (state["entretiens"], state["sauvegarde"], state["chiffree"]) == (3, None, False)


def test_a_changed_journal_is_told_with_what_to_do(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rebuilding would spread the damage: it is refused, and so is a copy."""
    change(small, "DROP TRIGGER journal_no_update; UPDATE journal SET value = '\"non\"' WHERE seq = 3")
    assert repere(small, "verifier") == 1
    told = capsys.readouterr()
    assert "a été changée" in told.out
    assert "base restaurer" in told.err
    for command in ("reconstruire", "sauvegarder"):
        assert repere(small, command) == 1
        assert "a été changée" in capsys.readouterr().err
    assert copies(small) == []


def test_a_file_damaged_in_the_middle_is_told_without_a_traceback(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever SQLite finds it."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 20_000] = os.urandom(20_000)
    path.write_bytes(content)
    assert repere(path, "verifier") == 1
    told = capsys.readouterr()
    assert told.out
    assert "base restaurer" in told.err + told.out
    assert "défaut" not in told.err


# ── copying and putting back ─────────────────────────────────────────────────────────────────────


def test_a_copy_is_told_and_old_ones_are_rotated(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What leaves is named."""
    with Base.open(small) as base:
        now = time.time_ns() // 1_000_000
        for days in (50, 60, 70, 80):
            backup.save(base, small.parent / "sauvegardes", now - days * DAY)
    assert repere(small, "sauvegarder") == 0
    told = capsys.readouterr()
    assert Path(told.out.strip()).is_file()
    assert "faite et vérifiée" in told.err
    assert told.err.count("Supprimée, car elle a plus de 30") == 2
    assert len(copies(small)) == 3


def test_without_a_name_the_copies_are_listed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And nothing else is done."""
    assert repere(small, "restaurer") == 1
    assert "pas de sauvegarde" in capsys.readouterr().err
    repere(small, "sauvegarder")
    name = Path(capsys.readouterr().out.strip()).name
    before = small.read_bytes()
    assert repere(small, "restaurer") == 0
    assert name in capsys.readouterr().out
    assert small.read_bytes() == before


def test_a_newer_base_is_replaced_only_when_it_is_asked(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """How much would be lost is told; without a terminal, nothing is done."""
    repere(small, "sauvegarder")
    before = dump(small)
    with Base.open(small) as base:
        fill(base, 2, seed=5)
    newer = dump(small)
    capsys.readouterr()
    assert repere(small, "restaurer", "derniere") == 1
    told = capsys.readouterr().err
    assert "plus récente que cette sauvegarde" in told
    assert "2\u00a0entretiens" in told or "2 entretiens" in told
    assert dump(small) == newer
    assert repere(small, "restaurer", "derniere", "--remplacer") == 0
    assert dump(small) == before
    aside = next(each for each in copies(small) if "remplacee" in each)
    assert f"base restaurer {aside}" in capsys.readouterr().err
    assert repere(small, "restaurer", aside) == 0
    assert dump(small) == newer


@pytest.mark.parametrize(("typed", "code"), [("remplacer", 0), ("oui", 1), ("", 1)])
def test_in_a_terminal_a_word_is_asked(
    small: Path, typed: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key pressed too fast changes nothing."""
    repere(small, "sauvegarder")
    with Base.open(small) as base:
        fill(base, 1, seed=5)
    newer = dump(small)
    monkeypatch.setattr("interview.upkeep.restore_command.in_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: typed)
    assert repere(small, "restaurer", "derniere") == code
    assert (dump(small) == newer) is bool(code)


def test_a_damaged_base_is_replaced_when_it_is_asked_and_kept_apart(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be compared is told as such."""
    before = dump(path)
    repere(path, "sauvegarder")
    change(path, "DROP TRIGGER journal_no_update; UPDATE journal SET value = '\"non\"' WHERE seq = 3")
    damaged = path.read_bytes()
    assert repere(path, "restaurer", "derniere") == 1
    assert "abîmée" in capsys.readouterr().err
    assert path.read_bytes() == damaged
    assert repere(path, "restaurer", "derniere", "--remplacer") == 0
    assert dump(path) == before
    aside = next(each for each in copies(path) if "abimee" in each)
    assert (path.parent / "sauvegardes" / aside).read_bytes() == damaged


def test_a_file_that_is_no_base_is_never_replaced(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A photograph named by mistake stays a photograph."""
    repere(small, "sauvegarder", "--vers", str(small.parent / "copie.db"))
    other = small.parent / "photo.jpg"
    other.write_bytes(b"\xff\xd8" + b"photo" * 2000)
    assert repere(other, "restaurer", str(small.parent / "copie.db"), "--remplacer") == 1
    assert "renommez ce fichier" in capsys.readouterr().err
    assert other.read_bytes().startswith(b"\xff\xd8photo")


# ── every day ────────────────────────────────────────────────────────────────────────────────────


def daily_copy(path: Path, now: int = START, **settings: Any) -> DailyCopy:
    return DailyCopy(path, Backups(**settings), lambda: now)


def run(copy: DailyCopy) -> list[str]:
    told: list[str] = []
    copy.begin(told.append)
    copy.wait()
    return told


def test_one_copy_a_day_is_made_without_a_word(small: Path) -> None:
    """The second start of the day makes none, that of the next day does."""
    for now, expected in ((START, 1), (START + 1000, 1), (START + DAY, 2)):
        assert run(daily_copy(small, now)) == []
        assert len(copies(small)) == expected


def test_an_empty_base_and_a_team_that_wants_none_get_no_copy(small: Path, tmp_path: Path) -> None:
    """Nor a folder."""
    assert run(daily_copy(small, automatic=False)) == []
    with Base.open(tmp_path / "vide" / "repere.db"):
        assert run(daily_copy(tmp_path / "vide" / "repere.db")) == []
    assert copies(small) == copies(tmp_path / "vide" / "repere.db") == []


def test_a_copy_of_the_day_that_fails_is_told_in_one_line(small: Path) -> None:
    """And nothing stops."""
    (small.parent / "fichier").write_text("")
    (told,) = run(daily_copy(small, folder=str(small.parent / "fichier" / "dedans")))
    assert told.startswith("Sauvegarde du jour non faite")
    assert "\n" not in told


def test_leaving_does_not_wait_for_the_copy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it had begun is cleared at once, or the next time."""
    monkeypatch.setattr(daily, "_REST", 200)
    copy = daily_copy(path)
    told: list[str] = []
    copy.begin(told.append)
    while not list((path.parent / "sauvegardes").glob("*.part")):
        time.sleep(0.001)
    begun = time.monotonic()
    copy.end()
    assert time.monotonic() - begun < 0.5
    copy.wait()
    assert told == []
    assert copies(path) == []


def test_a_line_interview_tells_a_failed_copy_only_once_it_is_over(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in the middle of a question."""
    monkeypatch.setattr(daily, "FIRST_QUESTION_SECONDS", 0.0)
    (small.parent / "fichier").write_text("")
    copy = daily_copy(small, folder=str(small.parent / "fichier"))
    told: list[str] = []
    with copy.beside(told.append):
        copy.wait()
        assert told == []
    assert len(told) == 1


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def test_instants_ages_and_sizes_are_told_as_people_say_them() -> None:
    """No « 1 jours », no raw bytes."""
    assert moment(START).startswith("3 mars 2026 à ")
    assert [age(START, START + days * DAY) for days in (0, 1, 12)] == [
        "aujourd’hui",
        "hier",
        "il y a 12\u00a0jours",
    ]
    assert [size(each) for each in (900, 34_000, 1_250_000)] == ["900\u00a0o", "34\u00a0ko", "1,2\u00a0Mo"]
