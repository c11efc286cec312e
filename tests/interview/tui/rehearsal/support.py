"""What these tests share: keys, an invented case of two situations, and what must stay hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import Any

from textual.screen import Screen

from interview.rehearsal.cases.collection import TrainingCase, case_from_text, case_named
from interview.tui.screens.rehearsal import RehearsalScreen
from interview.tui.widgets.menu import Menu
from templates.typography import french
from tests.interview.tui.conftest import Agent

Rehearse = Callable[..., AbstractAsyncContextManager[Agent]]

_TO_THE_FACTS = ("1", *"cmuc", "enter", *"1111")
REFERENCE = (*_TO_THE_FACTS, *"1111", "2", "1", "2", "enter", "1", "enter")
"""« Quatre retours », answered as its reference."""
WRONG = (*_TO_THE_FACTS, "6", "1", "1", "enter", "1", "enter")
"""The same, but « Non » to the request: everything after it follows from that."""
FIND_6 = (*"quatre", "space", *"retours", "enter")
BEGIN_6 = (*FIND_6, "enter")

SCENE = ("2", "1", *"1111", "6", "1", "6", "enter", "3", "enter")
"""One situation of the invented case, answered as its reference."""
_ANSWERS = """
      nature: non_financiere
      domaine: etat_civil_sejour
      eligibilite: oui
      appui_eligibilite: verifie
      connaissance: oui
      proposition: oui
      demande: non
      issue: en_cours
      raisons_non_demande: [manque_capacites]
      niveaux: [ressources_individuelles]
"""
_EXPECTED = "{certitude: avere, formes: [non_demande]}"
TWO_SCENES = f"""
parcours: non-recours
titre: Deux portes
formation:
  cadre: Une personne inventée vient pour un papier.
  niveau: premier
  exerce: Entendre une seconde demande.
  minutes: 5
  documents: [{{titre: Un mot plié en quatre, texte: Revenez lundi.}}]
  discussion: [De quoi parlerait-on ensuite ?]
situations:
  - reponses: {_ANSWERS}
    voix:
      nature: {{dit: « Il me faut un papier. »}}
      demande:
        dit: « Euh… »
        maniere: se_tait
        relances:
          - {{demander: Déposé ?, dit: « Je ne sais plus. », aide: false, pourquoi: Une question fermée.}}
          - {{demander: Racontez., dit: « Reparti les mains vides. », aide: true, pourquoi: Elle raconte.}}
    motifs: {{demande: Rien n’a été laissé au guichet.}}
    attendu: {_EXPECTED}
  - scene: « Et puis il y a l’autre guichet. »
    reponses:
      causee_par: 1 {_ANSWERS}
    voix: {{nature: {{dit: « Encore un papier. »}}}}
    motifs: {{demande: Rien n’a été laissé non plus.}}
    attendu: {_EXPECTED}
"""


def two_scenes() -> TrainingCase:
    return case_from_text(TWO_SCENES, "deux-portes")


def hidden_in(case: TrainingCase) -> Iterator[str]:
    """What nobody may read before the end: each reason, and what each way of asking is worth."""
    for scene in case.scenario.file.situations:
        yield from scene.reasons.values()
        yield from (each.why for each in scene.variances)
        yield from (each.why for voice in scene.voices.values() for each in voice.probes if each.why)


def opens(words: str) -> str:
    """The first words of a text: enough to find it on a screen, whatever the width of its lines."""
    return plain(french(words))[:30]


def told_in_6(question: str) -> str:
    """How the person of « Quatre retours » begins, on that question."""
    return opens(_case_6().scenario.file.situations[0].voices[question].says)


def ways_in_6(question: str) -> list[tuple[str, str]]:
    """The ways of asking again on that question: the first words of each, and of what it brings."""
    probes = _case_6().scenario.file.situations[0].voices[question].probes
    return [(opens(each.ask), opens(each.says)) for each in probes]


@cache
def _case_6() -> TrainingCase:
    return case_named("06-quatre-retours")


async def point_at(agent: Agent, what: str) -> None:
    """Go down the cases until a line of that kind is highlighted (« retour », « progres »…)."""
    picker = agent.app.screen.query_one(Menu).picker
    await agent.types("home")
    while not (picker.highlighted or "").startswith(what):
        before = picker.cursor
        await agent.types("down")
        assert picker.cursor != before, f"no line « {what} »"


def plain(text: str) -> str:
    """Words with plain spaces, as ``Agent.sees`` gives them."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def screens(agent: Agent) -> list[Screen[Any]]:
    return agent.app.screen_stack


def rehearsal(agent: Agent) -> RehearsalScreen:
    found = [each for each in screens(agent) if isinstance(each, RehearsalScreen)]
    return found[-1]
