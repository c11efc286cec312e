"""`repere exporter`: a table when a format is asked for, households handed over otherwise, never both."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.conversation import Conversation
from interview.grid import exporting
from interview.grid.columns import NAMES
from store import Base
from store.rows import picked
from tests.support import CASE_6, answer_all, make_workplace

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A base with two interviews, the second of another service, whose story names somebody."""
    path = tmp_path / "essai.db"
    with Base.open(path) as base:
        for seed, service, told in ((6, "asf", {}), (7, "aines", {"synthese": "Joindre le 06 12 34 56 78."})):
            ids = make_workplace(seed=seed).new_id
            for _ in range(seed * 100):
                ids()
            held = Conversation.start(make_workplace(base, seed=seed, service=service, new_id=ids))
            answer_all(held, CASE_6 | told)
            held.close()
    return path


@pytest.fixture
def run(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(path.parent / "reglages"))

    def ran(*arguments: Any) -> tuple[int, str, str]:
        code = speak_french(cli, ["exporter", "--base", str(path), *map(str, arguments)])
        told = capsys.readouterr()
        return (
            code,
            told.out.replace("\u202f", " ").replace("\xa0", " "),
            told.err.replace("\u202f", " ").replace("\xa0", " "),
        )

    return ran


def test_a_table_is_written_told_and_never_over_another(run: Run, tmp_path: Path) -> None:
    code, out, err = run("--format", "xlsx", "--vers", tmp_path / "g")
    assert (code, out) == (0, f"2 situations, 2 ménages dans {tmp_path / 'g.xlsx'}.\n")
    assert "données sur des personnes" in err and "repere bilan" in err
    before = (tmp_path / "g.xlsx").read_bytes()
    code, out, err = run("--format", "xlsx", "--vers", tmp_path / "g.xlsx")
    assert (code, out) == (1, "") and "existe déjà" in err
    assert (tmp_path / "g.xlsx").read_bytes() == before


def test_filters_and_columns_are_those_that_were_asked_for(run: Run, tmp_path: Path) -> None:
    asked = ("--format", "csv", "--vers", tmp_path / "g.csv", "--service", "aines")
    code, out, err = run(*asked, "--colonnes", "service,prestation")
    assert code == 0 and out.startswith("1 situation, 1 ménage dans")
    assert (tmp_path / "g.csv").read_bytes() == b"\xef\xbb\xbfservice;prestation\r\naines;c2s\r\n"
    assert "ne pourra pas être repris" in err


def test_every_wrong_column_is_told_at_once(run: Run, tmp_path: Path) -> None:
    code, _, err = run(
        "--format", "csv", "--vers", tmp_path / "g.csv", "--colonnes", "dat,dat,synthese,date,date"
    )
    assert code == 2
    assert "« dat » n’est pas une colonne. Voisines : date" in err
    assert "« date » est demandée deux fois" in err
    assert "ajoutez --avec-textes" in err
    assert not (tmp_path / "g.csv").exists()


def test_a_story_that_names_somebody_stays_unless_it_is_wanted(run: Run, tmp_path: Path) -> None:
    asked = ("--format", "csv", "--vers", tmp_path / "g.csv", "--avec-textes")
    code, out, err = run(*asked)
    assert (code, out) == (1, "") and "06 12 34 56 78" in err and "--garder-textes" in err
    assert not (tmp_path / "g.csv").exists()
    code, _, err = run(*asked, "--garder-textes")
    assert code == 0 and "Les récits y sont" in err
    assert "06 12 34 56 78" in (tmp_path / "g.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--format", "csv"), "il manque --vers"),
        (
            ("--format", "csv", "--tout", "--depuis", "2026-01-01"),
            "--tout, --depuis : pour confier des ménages",
        ),
        (
            ("--tout", "--libelles", "--service", "asf", "--ouverts"),
            "--libelles, --service, --ouverts : seulement",
        ),
        (("--format", "csv", "--garder-textes"), "--garder-textes ne sert qu’avec --avec-textes"),
        (("--format", "ods"), "« ods » n’est pas accepté"),
        ((), "--format xlsx"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    target = ("--vers", tmp_path / "g") if "--vers" not in told else ()
    code, out, err = run(*arguments, *target)
    assert (code, out) == (2, "") and told in err
    assert not [*tmp_path.glob("g*")]


def test_the_schema_is_published_without_any_base(run: Run, path: Path) -> None:
    path.unlink()
    code, out, _ = run("--schema")
    assert code == 0 and tuple(json.loads(out)["properties"]) == NAMES
    code, out, _ = run("--schema", "--colonnes", "date,service")
    assert code == 0 and [*json.loads(out)["properties"]] == ["date", "service"]


def test_stopping_it_says_that_nothing_was_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "write_csv", stopped)
    code, out, err = run("--format", "csv", "--vers", tmp_path / "g.csv")
    assert (code, out) == (1, "") and "rien n’a été écrit" in err


def test_a_base_that_cannot_remember_the_file_writes_none(
    run: Run, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log first: an export that nothing would tell of does not take place."""
    with Base.open(path) as base:
        base.connection.execute(
            "CREATE TRIGGER closed BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'non'); END"
        )
    code, out, _ = run("--format", "csv", "--vers", tmp_path / "g.csv")
    assert (code, out) == (1, "")
    assert not [*tmp_path.glob("g.csv*")]


def test_the_base_is_left_without_a_trace_of_what_was_picked(path: Path) -> None:
    from store import Filter

    with Base.open(path) as base:
        with picked(base, Filter()) as found:
            assert found.count == 2
        with picked(base, Filter(service="asf")) as found:
            assert found.count == len(list(found.rows())) == 1
