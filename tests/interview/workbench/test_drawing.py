"""A flow is drawn whole and as it is walked; the path of a record is the one that was held."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.flow import Flow
from flows.loader import shipped_cases
from interview.conversation import Conversation
from interview.engine import FlowMachine
from interview.replay import run
from interview.scenarios import find_scenario
from interview.workbench.drawing import UnknownSection, drawing_of, path_of
from store import Base
from templates.diagram import Diagram, mermaid, svg, tree
from tests.support import CASE_6, answer_all, changed_flow, make_workplace

CASES = [each.name.removesuffix(".yaml") for each in shipped_cases()]
FLOW = Path(__file__).parents[3] / "flows" / "non-recours.yaml"


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    """The shipped file as plain YAML, read by another reader than ours."""
    data: dict[str, Any] = yaml.load(FLOW.read_text("utf-8"), Loader=yaml.BaseLoader)
    return data


@pytest.fixture(scope="module")
def drawn(flow: Flow) -> Diagram:
    return drawing_of(flow)


def repere(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, its base and its cache in *folder*."""
    surroundings = {**os.environ, "REPERE_BASE": str(folder / "essai.db"), "COLUMNS": "80"}
    return subprocess.run(
        [sys.executable, "-c", "from interview.cli import main; main()", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env=surroundings,
        timeout=60,
        check=False,
    )


def spaces_alike(text: str) -> str:
    return " ".join(text.split())


# ── the flow ─────────────────────────────────────────────────────────────────────────────────────


def test_every_question_answer_and_exit_of_the_file_is_drawn(drawn: Diagram, written: dict[str, Any]) -> None:
    """Counted again in the file itself: nothing is left out, nothing is added."""
    questions = written["questions"]
    places = [place for group in drawn.groups for place in group.places]
    assert [place.id for place in places] == [each["id"] for each in questions]
    assert [place.number for place in places] == list(range(1, len(questions) + 1))
    for place, question in zip(places, questions, strict=True):
        assert (place.mark == "noyau") is (question.get("requise") == "true")
        assert len(place.details) == len(question.get("choix", question.get("colonnes", [])))
        exits = question.get("suite", [])
        ways = [arrow for arrow in place.arrows if arrow.kind != "passee"]
        assert [arrow.to for arrow in ways[: len(exits)]] == [each["vers"] for each in exits]
        assert bool(place.guard) is ("si" in question or "si_repondu" in question)
        assert any(arrow.kind == "passee" for arrow in place.arrows) is bool(place.guard)
    assert [group.id for group in drawn.groups] == [each["id"] for each in written["sections"]]
    assert [place.id for place in drawn.endings] == [each["id"] for each in written["fins"]]


def test_arrows_lead_where_the_flow_leads(flow: Flow, drawn: Diagram) -> None:
    """In the order in which exits are looked at, the last one always taken."""
    for name in flow.questions:
        arrows = [arrow for arrow in drawn.places[name].arrows if arrow.kind != "passee"]
        assert [arrow.to for arrow in arrows] == [way.to for way in flow.ways[name]]
        assert arrows[-1].label == ("sinon" if len(arrows) > 1 else "")
        for arrow in arrows:
            assert (arrow.kind == "suite") is (arrow.to == flow.follower(name))


def test_conditions_are_drawn_in_words(drawn: Diagram) -> None:
    """No code of the file, no operator: what a trainer would say."""
    places = drawn.places
    assert spaces_alike(places["demande"].arrows[0].label) == "si une demande a été faite"
    assert spaces_alike(places["nature"].arrows[0].label) == "si la réponse est « De l’argent »"
    assert spaces_alike(places["asf_montant"].guard).endswith("est « Oui »")
    said = " ".join(
        [*(each.guard for each in places.values()), *(a.label for p in places.values() for a in p.arrows)]
    )
    assert not re.search(r"_|=|hors|parmi", said)


def test_a_section_goes_by_its_id_or_its_title(flow: Flow) -> None:
    """Without accents or capitals; an unknown one is refused with the nearest."""
    for name in ("demarche", "Ce qui s’est passé", "ce qui s est passe"):
        assert drawing_of(flow, section=name).only == "demarche"
    with pytest.raises(UnknownSection) as refused:
        drawing_of(flow, section="demarches")
    assert refused.value.nearest == "demarche"
    assert "suites" in refused.value.known


# ── a path over it ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", CASES)
def test_the_path_of_a_case_is_an_unbroken_line(case: str) -> None:
    """From the first question to the end, along arrows of the drawing, by the questions that were asked."""
    held = run(find_scenario(case), make_workplace()).conversation
    for situation in held.interview.situations:
        path = path_of(held.interview, situation.rank, case)
        diagram = drawing_of(held.flow, path=path)
        own = [stop.place for stop in path.stops if "autre situation" not in stop.answer]
        assert own == [*situation.path, situation.place]
        followers = dict(path.taken)
        assert len(followers) == len(path.taken), "one way out of each place"
        place, visited = held.flow.first, []
        while place in followers:
            visited += [place] if place in diagram.answers else []
            assert followers[place] in [arrow.to for arrow in diagram.places[place].arrows]
            place = followers[place]
        assert [*visited, place] == [stop.place for stop in path.stops]
        assert held.flow.is_ending(place)


def test_answers_are_drawn_in_words_and_free_texts_are_not() -> None:
    """A drawing is made to be shown: it says that a text was written, not what it says."""
    held = Conversation.start(make_workplace())
    answer_all(held, CASE_6)
    path = path_of(held.interview, 1, "Essai")
    answers = {stop.place: stop.answer for stop in path.stops}
    assert answers["reception"] == "Rien"
    assert answers["synthese"] == "un texte est écrit"
    assert answers["accord_portee"] == "passée, sans réponse"
    diagram = drawing_of(held.flow, path=path)
    for text in (tree(diagram, detail=True), svg(diagram, detail=True), mermaid(diagram)):
        assert CASE_6["synthese"] not in spaces_alike(text)
        assert held.interview.household not in text
        assert "Dépôt." not in text


def test_what_was_said_with_another_situation_is_told_so() -> None:
    """Questions of the household are asked once: the second situation goes by them, and says it."""
    held = Conversation.start(make_workplace())
    answer_all(held, CASE_6)
    held.add_situation(None)
    answer_all(held, {**CASE_6, "nature": "non_financiere", "domaine": "sante"})
    path = path_of(held.interview, 2, "Essai")
    answers = {stop.place: stop.answer for stop in path.stops}
    assert answers["taille_menage"] == "3 personnes (dit avec une autre situation)"
    assert "autre situation" not in answers["reception"]


def test_an_interview_not_finished_is_drawn_up_to_its_question() -> None:
    """The last stop waits; what comes after is not posed."""
    held = Conversation.start(make_workplace())
    answer_all(held, CASE_6, until="reception")
    diagram = drawing_of(held.flow, path=path_of(held.interview, 1, "Essai"))
    assert diagram.path is not None
    assert diagram.path.stops[-1].place == "reception"
    assert diagram.path.stops[-1].answer == ""
    assert diagram.left_out("issue")
    assert "le chemin s’arrête ici" in tree(diagram)


# ── the command ──────────────────────────────────────────────────────────────────────────────────


def test_the_tree_is_printed_in_80_columns(tmp_path: Path) -> None:
    """Without option: the shipped flow, on standard output, nothing beside it."""
    done = repere("parcours", "dessiner", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "◆ 1 · Nature de l’offre, noyau" in done.stdout


def test_the_name_of_the_file_gives_the_format(tmp_path: Path) -> None:
    """And the file is said, with the sheet to print it on."""
    done = repere("parcours", "dessiner", "--sortie", "mur.svg", folder=tmp_path)
    assert done.returncode == 0
    assert "format A3" in done.stderr
    assert (tmp_path / "mur.svg").read_text("utf-8").startswith("<svg ")
    repere("parcours", "dessiner", "--sortie", "page.md", folder=tmp_path)
    assert (tmp_path / "page.md").read_text("utf-8").startswith("```mermaid\n---\n")
    assert not list(tmp_path.glob("*.part"))


def test_a_record_is_drawn_over_the_flow_it_was_held_with(tmp_path: Path) -> None:
    """The words of that day, from the archive of the base, which drawing leaves as it was."""
    older = changed_flow(
        ("bref: Demande\n", "bref: Démarche faite\n"), ('version: "2026.1"', 'version: "2025.9"')
    )
    with Base.open(tmp_path / "essai.db") as base:
        held = Conversation.start(make_workplace(base, machine=FlowMachine(older)))
        answer_all(held, CASE_6)
        held.close()
        reference = held.situation_reference(1)
    before = (tmp_path / "essai.db").read_bytes()
    done = repere("parcours", "dessiner", "--situation", reference, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Démarche faite" in done.stdout
    assert "version 2025.9" in done.stdout
    assert f"Chemin de la situation {reference}" in done.stdout
    assert "● Oui, déposée" in done.stdout
    assert "2025.9" in done.stderr
    assert (tmp_path / "essai.db").read_bytes() == before
    missing = repere("parcours", "dessiner", "--situation", "26-XXXXX-1", folder=tmp_path)
    assert missing.returncode == 1
    assert held.reference in missing.stderr


def test_a_scenario_is_drawn_by_rank(tmp_path: Path) -> None:
    """A shipped case by its name; a rank it has not is refused, with how many there are."""
    done = repere(
        "parcours", "dessiner", "--scenario", "quatre-retours", "--section", "demarche", folder=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "Chemin du scénario" in done.stdout
    assert "● Rien" in done.stdout
    assert "L’objet" not in done.stdout
    refused = repere("parcours", "dessiner", "--scenario", "quatre-retours", "--rang", "4", folder=tmp_path)
    assert refused.returncode == 1
    assert "1 situation" in refused.stderr
    assert not (tmp_path / "essai.db").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--section", "demarches"), "Vouliez-vous dire « demarche »"),
        (("--situation", "x", "--scenario", "y"), "pas les deux"),
        (("--rang", "2"), "--scenario"),
        ((str(FLOW), "--situation", "26-K7QX4-1"), "sans FICHIER"),
        (("--format", "png"), "arbre, mermaid, svg"),
    ],
)
def test_wrong_usage_is_told_with_what_is_accepted(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    """Exit code 2, one sentence, nothing on standard output."""
    done = repere("parcours", "dessiner", *arguments, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in spaces_alike(done.stderr)
    assert "Traceback" not in done.stderr
