"""A session of three, from its preparation to its printed report, by the commands that are typed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from interview.rehearsal.session.folder.files import write_file
from interview.rehearsal.session.folder.gathering import opened
from tests.interview.test_cli import repere
from tests.templates.reading import pdf_text

from .simulated import CASES, OTHERWISE, answers, with_answers
from .test_answering import CLOSE, GIVEN_UP, RSA, TO_REFERENCE

Run = subprocess.CompletedProcess[str]


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """Where the trainer is."""
    folder = tmp_path / "salle"
    folder.mkdir()
    return folder


def seance(room: Path, *arguments: str, typed: list[str] | None = None, machine: str = "formateur") -> Run:
    """One command, on the machine of that person: each has a file of rehearsals of their own."""
    said = "\n".join([*typed, ""]) if typed is not None else ""
    return repere(
        "formation",
        "seance",
        *arguments,
        folder=room,
        typed=said,
        environment={"REPERE_FORMATION": str(room / f"{machine}.db")},
    )


def done(run: Run) -> str:
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr
    return run.stdout + run.stderr


def test_a_session_of_three_from_preparation_to_print(room: Path) -> None:
    """Two on their own machines, one on the trainer's; a discussion; decisions; a PDF that tells them."""
    cases = [CASES / "1-guichet.yaml", CASES / "4-retard.yaml"]
    chosen = [word for each in cases for word in ("--cas", str(each))]
    assert "2 cas" in done(seance(room, "preparer", "seance", *chosen, "--titre", "Essai à trois"))

    for name, number, lines in (("ana", "1", TO_REFERENCE), ("bob", "2", GIVEN_UP)):
        shutil.copytree(room / "seance", room / name)
        typed = [*lines, *CLOSE, *RSA, *CLOSE]
        arguments = ("repondre", name, "--simple", "--participant", number)
        done(seance(room, *arguments, typed=typed, machine=name))
    typed = ["3", *TO_REFERENCE, *CLOSE, *RSA, *CLOSE, "n"]
    done(seance(room, "repondre", "seance", "--simple", typed=typed))

    brought = done(seance(room, "rassembler", "seance", "ana", "bob/reponses-02-avant.json"))
    assert "3 participants" in brought
    assert "manque" not in brought

    shown = done(seance(room, "resultats", "seance", "--sans-reference"))
    assert "1. Demande" in shown
    assert "◆" not in shown

    again = ["3", "1", "1", "", "6", "1"]
    arguments = ("repondre", "bob", "--simple", "--participant", "2", "--apres", "--cas", "guichet")
    done(seance(room, *arguments, typed=[*[""] * 6, *again, *CLOSE], machine="bob"))
    done(seance(room, "rassembler", "seance", "bob", "--vers", "tout.json"))

    decision = "Venue avec ses papiers : c’est « essayé »."
    done(seance(room, "noter", "tout.json", "--decision", decision, "--question", "demande"))
    done(seance(room, "noter", "tout.json", "--ouverte", "Que dire à l’accueil ?", "--cas", "guichet"))
    assert "n° 2, question ouverte" in done(seance(room, "noter", "tout.json")).replace("\u00a0", " ")

    data = json.loads(seance(room, "resultats", "tout.json", "--json").stdout)
    assert data["seance"]["participants"] == {"avant": 3, "apres": 1}
    assert data["questions_qui_partagent"][0]["question"] == "demande"
    for form in ("pdf", "html", "docx"):
        done(seance(room, "resultats", "tout.json", "--format", form, "--sortie", f"rapport.{form}"))
    printed = pdf_text((room / "rapport.pdf").read_bytes()).replace("\u00a0", " ")
    for words in ("Essai à trois", "3 participants", "Venue avec ses papiers", "Que dire à l’accueil"):
        assert words in printed, words

    done(seance(room, "proposer", "tout.json", "--sortie", "propositions.yaml"))
    done(repere("parcours", "verifier", "propositions.yaml", folder=room))
    assert not (room / "essai.db").exists()


def test_each_refusal_says_why_and_what_is_safe(room: Path) -> None:
    """Exit 1 with a reason, 2 for a wrong usage; never a traceback."""
    case = str(CASES / "1-guichet.yaml")
    done(seance(room, "preparer", "seance", "--cas", case))
    (room / "mauvais.json").write_text("{}", encoding="utf-8")
    refused = [
        (("preparer", "seance", "--cas", case), "contient déjà"),
        (("preparer", "autre", "--cas", case, "--cas", case), "deux fois"),
        (("preparer", "autre", "--cas", "01-orthodonti"), "P001"),
        (("rassembler", "seance", "mauvais.json"), "abîmé"),
        (("resultats", "."), "seance.json"),
        (("noter", "seance", "--decision", "Mme Durand a raison."), "--garder-texte"),
        (("noter", "seance", "--retirer", "4"), "pas de note"),
        (("repondre", "seance", "--participant", "1"), "--simple"),
        (("repondre", "seance", "--simple", "--participant", "1", "--apres"), "sans --apres"),
        (("repondre", "seance", "--simple", "--participant", "1", "--cas", "x"), "pas un cas de la séance"),
    ]
    for arguments, words in refused:
        run = seance(room, *arguments)
        assert run.returncode == 1, (arguments, run.stdout, run.stderr)
        assert words in run.stderr.replace("\n", " "), (arguments, run.stderr)
    for arguments in (
        ("noter", "seance", "--question", "demande"),
        ("rassembler", "seance", "--participant", "2"),
    ):
        assert seance(room, *arguments).returncode == 2
    bad = seance(room, "rassembler", "seance", "mauvais.json", "--participant", "0")
    assert bad.returncode == 2
    assert "un nombre de 1 à 200" in bad.stderr.replace("\u00a0", " ")
    assert sorted(each.name for each in (room / "seance").iterdir()) == ["seance.json"]


def test_a_number_given_to_what_is_brought_is_told(room: Path) -> None:
    """Two people took number 1: the refusal names a free number; with it, the answer says under which."""
    case = str(CASES / "1-guichet.yaml")
    done(seance(room, "preparer", "seance", "--cas", case))
    session = opened(room / "seance")
    one = with_answers(session, answers(session, 1))
    write_file(room / "martin.json", answers(one, 1, OTHERWISE))
    refused = seance(room, "rassembler", "seance", "martin.json")
    assert refused.returncode == 1
    assert "--participant 2" in refused.stderr.replace("\u00a0", " ")
    told = seance(room, "rassembler", "seance", "martin.json", "--participant", "2").stderr
    assert "ajouté, sous le n° 2" in told.replace("\u00a0", " ")
    told = seance(room, "noter", "seance", "--decision", "Le participant n° 2 a tort.").stderr
    assert "Cela nomme-t-il quelqu’un" in told


def test_a_report_is_replaced_and_a_proposal_never(room: Path) -> None:
    """A report is counted again at will, as a bilan is; a proposal may have been completed by hand."""
    done(seance(room, "preparer", "seance", "--cas", str(CASES / "1-guichet.yaml")))
    for name in ("rapport.txt", "mots.yaml"):
        (room / name).write_text("avant", "utf-8")
    done(seance(room, "resultats", "seance", "--sortie", "rapport.txt"))
    assert (room / "rapport.txt").read_text("utf-8") != "avant"
    assert seance(room, "proposer", "seance", "--sortie", "mots.yaml").returncode == 1
    assert (room / "mots.yaml").read_text("utf-8") == "avant"
    for command, words in (("resultats", "remplacé s’il existe"), ("proposer", "jamais par-dessus")):
        assert words in " ".join(seance(room, command, "--help").stdout.split())


def test_the_commands_of_a_session_import_nothing_heavy() -> None:
    """Reading the help loads neither numpy, nor a writer, nor the screen."""
    code = (
        "import sys; from interview.rehearsal.session.commands.group import command; "
        "import click; context = click.Context(command); "
        "[command.get_command(context, each) for each in command.list_commands(context)]; "
        "print([each for each in ('numpy', 'scipy', 'docx', 'typst', 'textual', 'jinja2', 'sqlite3') "
        "if each in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
