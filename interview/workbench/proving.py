"""The proof of one flow, from its file to what is said of it.

``--json`` writes one object::

    {"parcours", "version",
     "prouve": true | false | null,             null: the proof was not made
     "refus": null | {"raison": "etats" | "temps" | "reponses", "sur"},
     "manquantes": [{"ligne", "noeud", "trouve"}],
     "entretiens": "…" | null, "entretiens_noyau": "…" | null,
     "formes": [{"forme", "certitude": "" | "avere" | "potentiel", "atteinte": true,
                 "decident": [{"question", "reponse", "conclut": {…}, "ne_conclut_pas": {…} | null}],
                 "reunions": [[{"question", "reponses": […]}]], "reunions_jusqu_a": 3}],
     "jamais": [{"sorte": "forme" | "abandon" | "typologie" | "aucun", "code", "certitude"}],
     "sans_effet": [question],
     "ordre": [{"premiere", "seconde", "ecrit": {…}, "echange": {…}}], "ordre_inconnu": [[a, b]],
     "liees": [{"premiere", "seconde", "car": "lit" | "mene"}],
     "borne": {"etats", "ensemble", "secondes"}, "etats": n}

An interview is an object from question to answer, in the order in which they are asked; several choices
are a list. The numbers of interviews are texts of digits, for they pass what many readers of JSON hold;
null: not counted, or more than four thousand digits. ``manquantes`` are the conditions that read a
question the file does not have: the proof is then made as if it were never asked, and the flow is
refused whatever it says.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from flows.faults import ContentError, Fault
from flows.flow import Flow
from flows.loader import load_catalogue, load_flow
from flows.proof import Declined, Interview, Proof, Verdict, prove
from flows.proof_words import BULLET, filled

_UNKNOWN_QUESTION = "P054"
_MOST = 10**4_000


class Proved(msgspec.Struct, frozen=True):
    """What was found of a flow.

    Attributes:
        missing: conditions that read a question the file does not have.
    """

    flow: Flow
    found: Proof | Declined
    missing: tuple[Fault, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the flow is proved, as its file stands."""
        return isinstance(self.found, Proof) and self.found.holds and not self.missing


def prove_file(path: Path | None) -> Proved:
    """The proof of the flow of *path*, or of the shipped one.

    Raises:
        ContentError: the file has other faults than conditions that read a missing question.
    """
    try:
        flow = load_flow(path)
    except ContentError as error:
        mended = _mended(path, error)
        if mended is None:
            raise
        return Proved(mended, prove(mended), error.faults)
    return Proved(flow, prove(flow))


def _mended(path: Path | None, error: ContentError) -> Flow | None:
    """The flow without the questions that its conditions read and that it does not have."""
    from flows.extending import is_local
    from flows.grammar import FlowFile
    from flows.proof.missing import as_if_never_asked
    from flows.reading import read_file
    from flows.shape import fit

    if path is None or any(each.code != _UNKNOWN_QUESTION for each in error.faults):
        return None
    document = read_file(path)
    if is_local(document):
        return None
    file = as_if_never_asked(fit(document, FlowFile))
    return Flow(file, document.source, load_catalogue().completed(file.local_catalogue))


def missing_in_words(missing: tuple[Fault, ...]) -> str:
    """What the file reads and does not have, and what the proof makes of it."""
    many = len(missing) > 1
    heading = f"{len(missing)} conditions lisent" if many else "une condition lit"
    places = [
        f"ligne {each.line}, {each.node.removesuffix(' › question')} : {each.found}" for each in missing
    ]
    remedy = f"Ôtez {'ces lignes' if many else 'cette ligne'}, ou remettez la question."
    return "\n".join(
        [
            filled(f"Ce fichier ne peut pas servir tel quel : {heading} une question qui n’y est pas."),
            *(filled(each, BULLET) for each in places),
            filled(f"{remedy} Ce qui suit fait comme si elle n’était jamais posée."),
        ]
    )


def as_json(proved: Proved) -> str:
    """The whole of what was found, in codes."""
    found = proved.found
    said: dict[str, Any] = {
        "parcours": proved.flow.id,
        "version": proved.flow.version,
        "prouve": proved.holds if isinstance(found, Proof) else None,
        "refus": {"raison": found.reason, "sur": found.about} if isinstance(found, Declined) else None,
        "manquantes": [
            {"ligne": each.line, "noeud": each.node, "trouve": each.found} for each in proved.missing
        ],
        **(_proof(found) if isinstance(found, Proof) else {}),
        "borne": {
            "etats": found.bound.states,
            "ensemble": found.bound.together,
            "secondes": found.bound.seconds,
        },
        "etats": found.states,
    }
    return msgspec.json.format(msgspec.json.encode(said), indent=2).decode()


def _proof(proof: Proof) -> dict[str, Any]:
    return {
        "entretiens": _digits(proof.interviews),
        "entretiens_noyau": _digits(proof.core_interviews),
        "formes": [_verdict(each) for each in proof.verdicts],
        "jamais": [
            {"sorte": each.kind, "code": each.code, "certitude": each.certainty} for each in proof.unreached
        ],
        "sans_effet": proof.inert,
        "ordre": [
            {
                "premiere": each.first,
                "seconde": each.second,
                "ecrit": _said(each.written),
                "echange": _said(each.exchanged),
            }
            for each in proof.order
        ],
        "ordre_inconnu": proof.order_unknown,
        "liees": [
            {"premiere": each.first, "seconde": each.second, "car": each.because} for each in proof.tied
        ],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "forme": verdict.form,
        "certitude": verdict.certainty,
        "atteinte": verdict.reached,
        "decident": [
            {
                "question": each.question,
                "reponse": each.value,
                "conclut": _said(each.concluding),
                "ne_conclut_pas": None if each.without is None else _said(each.without),
            }
            for each in verdict.deciding
        ],
        "reunions": [
            [{"question": each.question, "reponses": each.values} for each in answers]
            for answers in verdict.sets
        ],
        "reunions_jusqu_a": verdict.sets_up_to,
    }


def _digits(number: int | None) -> str | None:
    return None if number is None or number >= _MOST else str(number)


def _said(interview: Interview) -> dict[str, Any]:
    return dict(interview)
