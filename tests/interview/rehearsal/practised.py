"""What the tests of rehearsals share: a case rehearsed as one wants, and a small case of their own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from interview.engine import Interview
from interview.rehearsal.alone.attempts import Attempt, cause_of, given_of, held_reference
from interview.rehearsal.alone.playing import Practice
from interview.rehearsal.cases.collection import TrainingCase, case_from_text, shipped_training_cases
from interview.rehearsal.debrief.computing import debrief_of
from interview.rehearsal.debrief.model import Debrief
from interview.rehearsal.given import Given
from store.rehearsals import RehearsalFile
from tests.support import make_workplace, shipped_machine

TWO_SITUATIONS = """
parcours: non-recours
titre: Deux fils
formation:
  cadre: Une femme vient pour une lettre.
  niveau: premier
  exerce: Tenir deux fils.
  minutes: 10
  documents: [{titre: Une lettre, texte: Le dossier est incomplet.}]
  discussion: [Que demander en premier ?]
situations:
  - reponses:
      {nature: financiere, prestation: c2s, eligibilite: oui, appui_eligibilite: verifie, connaissance: oui,
       proposition: oui, demande: empechee, reception: rien, regularite: anormal, issue: en_cours,
       blocage: rendez_vous_impossible,
       raisons_non_reception: [erreur_administrative]}
    voix:
      demande:
        dit: J’y suis allée.
        maniere: a_cote
        relances:
          - {demander: Oui ou non ?, dit: Je ne sais plus., aide: false, pourquoi: Elle ferme.}
          - {demander: Racontez-moi., dit: Le guichet était fermé., aide: true, pourquoi: Elle ouvre.}
    motifs: {demande: Elle s’est présentée devant un guichet fermé.}
    ecarts:
      - {question: demande, reponses: [deposee], admis: true, pourquoi: Elle l’a aussi écrit.}
      - {question: demande, reponses: [non], admis: false, pourquoi: Elle a essayé.}
  - scene: Elle parle ensuite de son loyer.
    causee_par: 1
    reponses:
      {nature: financiere, prestation: aides_logement, eligibilite: probable, appui_eligibilite: estimation,
       connaissance: non, proposition: pas_de_contact, demande: non, issue: en_cours,
       raisons_non_connaissance: [manque_information]}
    motifs: {connaissance: Elle n’en avait jamais entendu parler.}
"""

_REFERENCES: dict[str, Interview] = {}


@cache
def two_situations() -> TrainingCase:
    """A case of two situations, the first causing the second."""
    return case_from_text(TWO_SITUATIONS, "deux-fils")


@cache
def shipped_cases() -> dict[str, TrainingCase]:
    """The shipped cases, by name."""
    return {each.name: each for each in shipped_training_cases()}


def reference(case: TrainingCase) -> tuple[Given, ...]:
    """What the reference of *case* gives."""
    held = reference_interview(case)
    return tuple(given_of(held, each.rank, case.name) for each in held.situations)


def reference_interview(case: TrainingCase) -> Interview:
    """The reference of *case*, held once."""
    if case.fingerprint not in _REFERENCES:
        _REFERENCES[case.fingerprint] = held_reference(case, shipped_machine())
    return _REFERENCES[case.fingerprint]


def begun(case: TrainingCase, keep: RehearsalFile | None = None, **place: Any) -> Practice:
    """A new attempt at *case*."""
    return Practice.begin(make_workplace(**place), case, keep)


def answer_scene(practice: Practice, answers: Mapping[str, Any], until: str = "") -> None:
    """Answer the situation in hand to its qualification, or until *until* is on screen.

    A question left out is passed; a required one takes « on ne sait pas », or else its first choice.
    """
    while (prompt := practice.prompt()) is not None and prompt.question != until:
        if prompt.question in answers:
            practice.answer(answers[prompt.question])
        elif prompt.skippable:
            practice.skip()
        else:
            practice.answer(prompt.unknown_value if prompt.unknown else prompt.options[0].code)


def played(
    case: TrainingCase,
    *wrong: Mapping[str, Any],
    scenes: int = 99,
    keep: RehearsalFile | None = None,
    practice: Practice | None = None,
) -> Attempt:
    """An attempt that answers as the reference, but for *wrong*, by situation; it stops after *scenes*."""
    held = practice or begun(case, keep)
    for given in reference(case)[:scenes]:
        if given.rank > 1:
            held.go_on(cause_of(reference_interview(case), given.rank))
        other = wrong[given.rank - 1] if len(wrong) >= given.rank else {}
        answer_scene(held, {**given.answers, **other})
    return held.finish()


def debrief(case: TrainingCase, *wrong: Mapping[str, Any], scenes: int = 99) -> Debrief:
    """The debrief of such an attempt."""
    held = begun(case)
    attempt = played(case, *wrong, scenes=scenes, practice=held)
    return debrief_of(held.flow, case, attempt, reference_interview(case))
