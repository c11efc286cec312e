"""The command as its users and their programs meet it: results, refusals, words, exit codes."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store import Base
from tests.support import shipped_flow

CASE = """
parcours: non-recours
titre: Essai
menage: {taille: 3, concernees: 3}
mode: permanence
situations:
  - reponses: {nature: financiere, prestation: c2s, eligibilite: oui, appui_eligibilite: verifie,
               connaissance: oui, proposition: oui, demande: deposee, reception: rien,
               regularite: anormal, issue: en_cours, motif_non_eligibilite: plafond}
    attendu: {certitude: avere, formes: [non_reception]}
"""
RESULT_KEYS = {
    "reference",
    "certitude",
    "formes",
    "abandon",
    "typologie",
    "raisons",
    "appuis",
    "a_verifier",
    "chemin",
    "parquees",
}


def repere(
    *arguments: str, folder: Path, typed: str = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, its base and its cache in *folder*."""
    surroundings = {**os.environ, "REPERE_BASE": str(folder / "essai.db"), **(environment or {})}
    return subprocess.run(
        [sys.executable, "-c", "from interview.cli import main; main()", *arguments],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env=surroundings,
        timeout=60,
        check=False,
    )


def written(folder: Path, text: str = CASE, name: str = "cas.yaml") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_the_version_is_said(tmp_path: Path) -> None:
    """One line, exit 0."""
    run = repere("--version", folder=tmp_path)
    assert run.returncode == 0
    assert run.stdout.startswith("repere 0.")


def test_a_scenario_gives_the_object_of_the_contract(tmp_path: Path) -> None:
    """The very keys other programs rely on; narration stays off the standard output."""
    run = repere("rejouer", written(tmp_path), "--json", folder=tmp_path)
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)
    assert {"scenario", "menage", "situations", "attendu_respecte"} <= set(said)
    (situation,) = said["situations"]
    assert set(situation) == RESULT_KEYS
    assert situation["certitude"] == "avere"
    assert situation["formes"] == ["non_reception"]
    assert situation["parquees"] == ["motif_non_eligibilite"]
    assert ["reception", "rien"] in situation["appuis"]["non_reception"]
    assert situation["chemin"][:3] == ["nature", "prestation", "eligibilite"]
    assert said["attendu_respecte"] is True


def test_several_scenarios_give_a_list(tmp_path: Path) -> None:
    """In the order in which they were named."""
    run = repere("rejouer", "le-f5", written(tmp_path), "--json", "--sans-enregistrer", folder=tmp_path)
    first, second = json.loads(run.stdout)
    assert first["situations"][0]["certitude"] == "aucun"
    assert second["situations"][0]["certitude"] == "avere"
    assert not (tmp_path / "essai.db").exists()


def test_an_expectation_that_is_not_met_is_told_and_exits_1(tmp_path: Path) -> None:
    """What was expected and what was found, in words."""
    name = written(tmp_path, CASE.replace("formes: [non_reception]", "formes: [non_demande]"))
    run = repere("rejouer", name, "--json", "--sans-enregistrer", folder=tmp_path)
    assert run.returncode == 1
    assert json.loads(run.stdout)["attendu_respecte"] is False
    assert "attendu non_demande, obtenu non_reception" in run.stderr


def test_an_answer_that_must_be_given_stops_the_run_and_is_named(tmp_path: Path) -> None:
    """With its line and its accepted codes; nothing is kept."""
    name = written(tmp_path, CASE.replace("nature: financiere, ", ""))
    run = repere("rejouer", name, folder=tmp_path)
    assert run.returncode == 1
    assert "cas.yaml:" in run.stderr
    assert "« nature » n’a pas de réponse" in run.stderr
    assert "financiere, non_financiere" in run.stderr


def test_all_the_faults_of_a_scenario_are_told_at_once(tmp_path: Path) -> None:
    """Question, code and number, each with its line, the nearest first."""
    text = (
        CASE.replace("connaissance: oui", "conaissance: oui")
        .replace("c2s", "C2S")
        .replace("taille: 3", "taille: 33")
    )
    run = repere("rejouer", written(tmp_path, text), folder=tmp_path)
    assert run.returncode == 1
    assert "3 fautes" in run.stderr
    assert "cas.yaml:4: " in run.stderr
    assert "vouliez-vous dire « connaissance »" in run.stderr
    assert "attendu : c2s, " in run.stderr
    assert not (tmp_path / "essai.db").exists() or not Base.open(tmp_path / "essai.db").interviews()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("{taille: 3, concernees: 3}", "{taille: 3, concernees: 5}"), "3 au plus"),
        (("  - reponses:", "  - causee_par: 9\n    reponses:"), "déjà saisie"),
        (("  - reponses:", "  - causee_par: n importe\n    reponses:"), "n’est pas une situation"),
        (("c2s", "cmuc"), "attendu : c2s"),
        (("motif_non_eligibilite: plafond", "depuis: mardi 2025"), "Écrivez un mois"),
    ],
)
def test_a_scenario_that_cannot_be_held_leaves_nothing_behind(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    """Not even the scenarios named before it: « rien n’a été fait » is true."""
    assert change[0] in CASE
    name = written(tmp_path, CASE.replace(*change))
    run = repere("rejouer", "quatre-retours", name, folder=tmp_path)
    assert run.returncode == 1
    assert words in run.stderr
    assert "défaut" not in run.stderr
    with Base.open(tmp_path / "essai.db") as base:
        assert not base.interviews()


def test_a_situation_not_yet_qualified_has_no_sheet(tmp_path: Path) -> None:
    """Two answers conclude nothing, least of all that there is no non-recours."""
    repere("entretien", "--simple", folder=tmp_path, typed="1\ncmuc\n1\n")
    with Base.open(tmp_path / "essai.db") as base:
        (waiting,) = base.unfinished()
    run = repere("fiche", waiting.reference, folder=tmp_path)
    assert run.returncode == 1
    assert "pas encore qualifiée" in run.stderr


def test_a_scenario_of_another_shape_is_told_with_its_lines(tmp_path: Path) -> None:
    """The misspelt key, once, with the one it is taken for."""
    run = repere("rejouer", written(tmp_path, "titre: Vide\nsituation:\n  - {}\n"), folder=tmp_path)
    assert run.returncode == 1
    assert "cas.yaml:2: P020" in run.stderr
    assert "« situations »" in run.stderr
    assert "vouliez-vous dire « situations »" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rejour",), ("Commande inconnue : « rejour »", "Commandes : rejouer")),
        (("rejouer", "--jsn"), ("option inconnue « --jsn »", "Options : --json")),
        (("rejouer",), ("il manque SCENARIO…",)),
        (("fiche", "X", "--format", "htm"), ("« htm » n’est pas accepté", "Valeurs : html")),
        (("fiche", "X", "--format"), ("--format",)),
        (("entretien", "--parcours", "autre"), ("ni un parcours livré",)),
    ],
)
def test_a_wrong_usage_says_what_is_accepted_nearest_first(
    tmp_path: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    """In French, exit 2, never a traceback."""
    run = repere(*arguments, folder=tmp_path)
    assert run.returncode == 2
    for each in words:
        assert each in run.stderr
    assert "Traceback" not in run.stderr
    assert "Error" not in run.stderr


def test_without_a_terminal_the_screen_says_what_to_use(tmp_path: Path) -> None:
    """A pipe is not a terminal: --simple and rejouer are named."""
    for arguments in ((), ("entretien",)):
        run = repere(*arguments, folder=tmp_path)
        assert run.returncode == 1
        assert "--simple" in run.stderr
        assert "rejouer" in run.stderr


def test_a_sheet_is_written_in_every_format(tmp_path: Path) -> None:
    """Text on the standard output, PDF and DOCX in a file beside, by situation or by interview."""
    kept = repere("rejouer", written(tmp_path), "--json", folder=tmp_path)
    reference = json.loads(kept.stdout)["situations"][0]["reference"]
    assert repere("fiche", reference, "--accord", "oui", folder=tmp_path).returncode == 0
    for wanted in (reference, reference.lower(), reference.rpartition("-")[0]):
        run = repere("fiche", wanted, folder=tmp_path)
        assert run.returncode == 0, run.stderr
        assert "Non-réception" in run.stdout
    html = repere("fiche", reference, "--format", "html", "--sortie", "f.html", folder=tmp_path)
    assert html.returncode == 0
    assert 'lang="fr"' in (tmp_path / "f.html").read_text("utf-8")
    repere("fiche", reference, "--format", "pdf", folder=tmp_path)
    assert (tmp_path / f"fiche-{reference}.pdf").read_bytes().startswith(b"%PDF-")
    repere("fiche", reference, "--format", "docx", folder=tmp_path)
    assert (tmp_path / f"fiche-{reference}.docx").read_bytes().startswith(b"PK")


def test_an_unknown_reference_names_the_latest(tmp_path: Path) -> None:
    """So that a slip of the keyboard is mended from the message alone."""
    kept = repere("rejouer", written(tmp_path), "--json", folder=tmp_path)
    reference = json.loads(kept.stdout)["situations"][0]["reference"]
    run = repere("fiche", "26-ZZZZZ-1", folder=tmp_path)
    assert run.returncode == 1
    assert reference in run.stderr


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_base_may_be_named_anywhere(tmp_path: Path, place: str) -> None:
    """Before the command or after it."""
    base = ("--base", str(tmp_path / "ailleurs.db"))
    command = ("rejouer", written(tmp_path))
    run = repere(*(base + command if place == "before" else command + base), folder=tmp_path)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "ailleurs.db").exists()
    assert not (tmp_path / "essai.db").exists()


def test_what_is_not_a_base_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    """What happened, what is safe, what to do; on every command that opens a base."""
    wrong = tmp_path / "photo.db"
    wrong.write_bytes(b"not a base at all, but something that matters to somebody")
    before = wrong.read_bytes()
    for command in (("rejouer", written(tmp_path)), ("fiche", "X"), ("entretien", "--simple")):
        run = repere(*command, "--base", str(wrong), folder=tmp_path)
        assert run.returncode == 1
        assert "n’est pas une base Repère" in run.stderr
        assert "--base" in run.stderr
        assert "Traceback" not in run.stderr
        assert wrong.read_bytes() == before


def test_another_sqlite_file_is_refused(tmp_path: Path) -> None:
    """A base of another program is never written to."""
    other = tmp_path / "autre.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE contacts (name TEXT)")
    run = repere("rejouer", written(tmp_path), "--base", str(other), folder=tmp_path)
    assert run.returncode == 1
    assert "n’est pas une base Repère" in run.stderr


def test_the_shipped_flow_is_proved_and_a_flow_with_a_key_question_is_not(tmp_path: Path) -> None:
    """Exit 0; without « regularite » in the rule, exit 1 and the answer that decides."""
    proved = repere("parcours", "prouver", folder=tmp_path)
    assert proved.returncode == 0, proved.stderr
    assert proved.stdout.startswith("Prouvé")
    source = shipped_flow().source
    rule = "          - {question: regularite, hors: [normal]}\n"
    assert rule in source
    broken = written(tmp_path, source.replace(rule, ""), "sans.yaml")
    refuted = repere("parcours", "prouver", broken, folder=tmp_path)
    assert refuted.returncode == 1
    assert "Une partie" in refuted.stdout
    assert "Traceback" not in refuted.stderr


def test_a_failure_of_the_program_itself_is_a_sentence(tmp_path: Path) -> None:
    """A defect of ours says where it is and that nothing kept is lost; never a traceback."""
    breaking = "import interview.scenarios as s\ns.results_text = lambda _: 1 / 0\n"
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{breaking}from interview.cli import main; main()",
            "rejouer",
            written(tmp_path),
            "--sans-enregistrer",
        ],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        check=False,
        timeout=60,
    )
    assert run.returncode == 1
    assert "un défaut qui vient de lui (ZeroDivisionError" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="file modes of POSIX")
def test_the_base_is_for_its_owner_only(tmp_path: Path) -> None:
    """Mode 0600."""
    repere("rejouer", written(tmp_path), folder=tmp_path)
    assert stat.S_IMODE((tmp_path / "essai.db").stat().st_mode) == 0o600


def _position(path: Path) -> str:
    """The question where the interview of the base waits, "" before there is one."""
    if not path.exists() or path.stat().st_size == 0:
        return ""
    with Base.open(path, create=False) as base:
        waiting = base.unfinished()
    return waiting[0].position if waiting else ""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_in_the_middle_everything_answered_is_there_and_the_next_start_resumes(
    tmp_path: Path,
) -> None:
    """kill -9 on a real process: every answer it took is in the base, and the question is the same."""
    program = [
        sys.executable,
        "-u",
        "-c",
        "from interview.cli import main; main()",
        "entretien",
        "--simple",
        "--base",
        str(tmp_path / "essai.db"),
    ]
    running = subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, encoding="utf-8"
    )
    assert running.stdin is not None
    running.stdin.write("1\ncmuc\n1\n1\n1\n1\n1\n")
    running.stdin.flush()
    limit = time.monotonic() + 30
    while _position(tmp_path / "essai.db") != "demande" and time.monotonic() < limit:
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait(timeout=10)
    with Base.open(tmp_path / "essai.db") as base:
        (waiting,) = base.unfinished()
        answered = [entry.question for entry in base.entries(waiting.id) if entry.kind == "reponse"]
    assert answered == [
        "nature",
        "prestation",
        "eligibilite",
        "appui_eligibilite",
        "connaissance",
        "proposition",
    ]
    assert waiting.position == "demande"
    resumed = repere("entretien", "--simple", folder=tmp_path, typed="1\n")
    assert "Une demande a-t-elle été faite" in resumed.stdout
