"""By construction, nothing of a rehearsal reaches a base, and no command of a base touches a rehearsal."""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import interview
from interview.cli import cli
from interview.cli_words import speak_french
from store import Base
from store.rehearsals import RehearsalFile
from tests.interview.rehearsal.practised import begun, played, two_situations
from tests.support import CASE_6, answer_all, make_workplace

NOT_OF_A_BASE = ("parcours", "formation", "modeles", "reglages")
"""Groups of commands that open no base: what they do with ``--base`` is nothing, or told on the way."""
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "entretien": ("--simple",),
    "rejouer": ("06",),
    "fiches": ("--du", "01/01/2026"),
    "dossier ouvrir": ("1",),
    "dossier supprimer": ("1", "--vraiment"),
    "dossier nouveau": ("--organisme", "cpam"),
    "exporter": ("--tout", "--vers", "sortie.db"),
    "importer": ("grille.csv",),
    "base restaurer": ("copie.db", "--remplacer"),
    "base effacer": ("7K3Q-2P6", "--oui"),
    "base acces": ("7K3Q-2P6",),
}
"""What a command needs to get as far as its base; the others are given a word for each thing they want."""


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command of the program that is no group, by its name."""
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command, info_name="repere")
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from leaves(found, (*path, name))


COMMANDS = dict(leaves(cli))


def arguments_of(name: str) -> tuple[str, ...]:
    if name in ARGUMENTS:
        return ARGUMENTS[name]
    given: list[str] = []
    for each in COMMANDS[name].params:
        word = each.type.choices[0] if isinstance(each.type, click.Choice) else "X"
        if each.required:
            given += [each.opts[0], word] if isinstance(each, click.Option) else [word]
    return tuple(given)


@pytest.fixture
def rehearsals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of rehearsals that holds an attempt, in a folder where commands may write what they want."""
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("REPERE_BASE", raising=False)
    monkeypatch.delenv("REPERE_FORMATION", raising=False)
    monkeypatch.setenv("REPERE_PHRASE", "une phrase de passe inventée")
    path = tmp_path / "apart" / "formation.db"
    with RehearsalFile.open(path) as keep:
        played(two_situations(), keep=keep)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    (work / "grille.csv").write_text("reference;date\n", encoding="utf-8")
    Base.open(work / "copie.db").close()
    return path


def holding(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_refuses_a_file_of_rehearsals_as_a_base_and_leaves_it_as_it_is(
    name: str, rehearsals: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    before = holding(rehearsals.parent)
    code = speak_french(cli, ["--base", str(rehearsals), *name.split(), *arguments_of(name)])
    assert holding(rehearsals.parent) == before
    if name.split(maxsplit=1)[0] not in NOT_OF_A_BASE:
        assert code == 1, (name, capsys.readouterr())
        assert "essais de formation" in capsys.readouterr().err, name


def test_a_rehearsal_leaves_the_base_and_its_figures_as_they_are(
    tmp_path: Path, rehearsals: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The usual base, held by another program that is running, and a whole case played by the command."""
    path = tmp_path / "data" / "repere" / "repere.db"
    with Base.open(path) as base:
        from interview.conversation import Conversation

        held = Conversation.start(make_workplace(base))
        answer_all(held, CASE_6)
        held.close()
        assert speak_french(cli, ["bilan", "--json", "--complet"]) == 0
        figures = capsys.readouterr().out
    before = path.read_bytes()
    typed = ["", "1", "c2s", ":relancer 2", *["1"] * 4, "6", "1", *[""] * 5, "1"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(typed)))
    assert speak_french(cli, ["--base", str(path), "formation", "jouer", "06", "--simple"]) == 0
    said = capsys.readouterr().out
    assert "Formation, retour" in said
    for command in (["progres"], ["retour"], ["cas"], ["progres", "--effacer", "--oui"]):
        assert speak_french(cli, ["--base", str(path), "formation", *command]) == 0
    assert path.read_bytes() == before
    assert (path.parent / "formation.db").exists()
    capsys.readouterr()
    assert speak_french(cli, ["bilan", "--json", "--complet"]) == 0
    assert capsys.readouterr().out == figures


@pytest.mark.parametrize("command", [["jouer", "06", "--simple"], ["progres"], ["retour"]])
def test_no_command_of_rehearsal_writes_in_a_base_that_it_is_shown(
    command: list[str], rehearsals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = Path("copie.db")
    before = base.read_bytes()
    assert speak_french(cli, ["formation", *command, "--fichier", str(base)]) == 1
    assert "base d’entretiens" in capsys.readouterr().err
    assert base.read_bytes() == before


def test_the_base_of_the_command_line_is_never_the_file_of_rehearsals_not_even_to_be_made(
    rehearsals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--base", "neuve.db", "formation", "jouer", "06", "--simple", "--fichier", "./neuve.db"]
    assert speak_french(cli, command) == 1
    assert "rien d’un exercice n’y est écrit" in capsys.readouterr().err
    assert not Path("neuve.db").exists()


@pytest.mark.parametrize("command", [["jouer", "06", "--simple"], ["progres"], ["retour"]])
def test_the_variable_of_rehearsals_never_puts_them_where_the_command_line_wants_its_base(
    command: list[str],
    rehearsals: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    monkeypatch.setenv("REPERE_FORMATION", "neuve.db")
    assert speak_french(cli, ["--base", "./neuve.db", "formation", *command]) == 1
    assert "rien d’un exercice n’y est écrit" in capsys.readouterr().err
    assert not Path("neuve.db").exists()


# By construction

ROOT = Path(interview.__file__).parent
APART = sorted(
    each
    for each in (
        *(ROOT / "rehearsal").rglob("*.py"),
        *(ROOT / "line").glob("rehears*.py"),
        *(ROOT / "tui").glob("rehears*.py"),
        *(ROOT / "tui" / "screens").glob("rehears*.py"),
        *(ROOT / "tui" / "screens").glob("debrief*.py"),
        *(ROOT / "tui" / "screens").glob("formation*.py"),
        *(ROOT / "tui" / "screens").glob("session*.py"),
        *(ROOT / "tui").glob("session*.py"),
        *(ROOT.parent / "store").glob("rehears*.py"),
    )
    if "fictional_year" not in each.parts
)
FORBIDDEN = {"Base", "open_base", "base_path", "base"}


def imported_at_run_time(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in (
            "store",
            "interview.surroundings",
            "store.base",
            None,
        ):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").endswith("store.base"):
            yield "base"
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name == "store.base")


@pytest.mark.parametrize("path", APART, ids=lambda path: str(path.relative_to(ROOT.parent)))
def test_nothing_that_rehearses_imports_what_opens_a_base(path: Path) -> None:
    found = set(imported_at_run_time(ast.parse(path.read_text(encoding="utf-8"))))
    assert not found & FORBIDDEN


def test_a_practice_begun_anywhere_has_no_base(tmp_path: Path) -> None:
    with Base.open(tmp_path / "repere.db") as base:
        assert begun(two_situations(), base=base).workplace.base is None
