"""``repere dossier`` from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from store import Base

from .conftest import Hold


@pytest.fixture
def run(base: Base, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Runs the command on the base of the test; gives the exit code, what was printed, what was told."""

    def ran(*arguments: str) -> tuple[int, str, str]:
        code = speak_french(cli, ["dossier", *arguments, "--base", str(base.path)])
        printed = capsys.readouterr()
        return code, *(" ".join(each.split()) for each in (printed.out, printed.err))  # type: ignore[return-value]

    return ran


def test_one_command_makes_a_dossier_and_the_same_one_finds_it_again(run, hold: Hold) -> None:  # type: ignore[no-untyped-def]
    for _ in range(6):
        hold()
    code, out, told = run("--organisme", "CPAM", "--du", "2026")
    assert code == 0
    assert out.startswith("Dossier d’interpellation : Caisse primaire")
    assert "6 situations de non-recours" in out
    assert "Dossier n° 1 commencé et gardé" in told
    assert "Dossier n° 1, déjà commencé" in run("--organisme", "cpam", "--du", "2026")[2]
    assert run("liste")[1].startswith("n° 1 Caisse primaire")


def test_every_wrong_word_is_told_at_once_as_wrong_usage(run, hold: Hold) -> None:  # type: ignore[no-untyped-def]
    hold()
    code, out, told = run("--organisme", "zzz", "--theme", "zant", "--du", "45")
    assert (code, out) == (2, "")
    assert "« zzz » est inconnu" in told
    assert "« zant » est inconnu. Connus : " in told
    assert "« 45 » n’est pas une date" in told


def test_a_theme_is_named_as_it_is_read_or_by_its_code(run, hold: Hold) -> None:  # type: ignore[no-untyped-def]
    hold()
    titles = [
        run("--theme", typed, "--du", "2026")[1].splitlines()[0] for typed in ("sante", "Santé", "sant")
    ]
    assert len(set(titles)) == 1
    assert "anté" in titles[0]


def test_the_next_edition_is_kept_and_written_and_read_again(run, hold: Hold, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    hold()
    run("--organisme", "cpam")
    target = tmp_path / "d.docx"
    code, _, told = run("ouvrir", "1", "--edition", "suivante", "--format", "docx", "--sortie", str(target))
    assert code == 0
    assert "Édition n° 1 gardée" in told
    assert target.read_bytes().startswith(b"PK")
    assert "Édition : n° 1 " in run("ouvrir", "1", "--edition", "1")[1] + " "
    assert "pas encore remise" in run("ouvrir", "1")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("ouvrir", "9"), 1, "pas de dossier n° 9"),
        (("ouvrir", "1", "--edition", "4"), 1, "n’a pas d’édition n° 4"),
        (("ouvrir", "1", "--edition", "prochaine"), 2, "ni un numéro, ni « suivante »"),
        (("supprimer", "9"), 1, "pas de dossier n° 9"),
        (("--du", "2026"), 2, "au moins l’un des trois"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(  # type: ignore[no-untyped-def]
    run, hold: Hold, arguments: tuple[str, ...], code: int, words: str
) -> None:
    hold()
    run("--organisme", "cpam")
    refused, out, told = run(*arguments)
    assert (refused, out) == (code, "")
    assert words in told


def test_a_dossier_is_taken_out_only_for_sure(run, hold: Hold) -> None:  # type: ignore[no-untyped-def]
    hold()
    run("--organisme", "cpam")
    assert "Pour l’ôter : --vraiment" in run("supprimer", "1")[2]
    assert run("liste")[1]
    assert run("supprimer", "1", "--vraiment")[0] == 0
    assert run("liste")[1] == ""
