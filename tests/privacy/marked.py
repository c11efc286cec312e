"""A household in every text of which stands a rare word, and where to look for those words afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from interview.conversation import Conversation, Workplace
from interview.following import FollowUp
from interview.recap import keeping as recap
from store import Base, backup
from tests.support import CASE_6, START, answer_all

FIELDS = (
    "synthese",
    "demande",
    "proposition",
    "portee",
    "raison",
    "acteur",
    "canal",
    "fait",
    "preuve",
    "acteursuivi",
    "canalsuivi",
    "faitsuivi",
    "corrige",
    "motif",
    "recapquoi",
    "recapqui",
    "recapquand",
)
WORDS = {name: f"{letter}qzj{name}" for name, letter in zip(FIELDS, "bcdfghklmnprtvjsw", strict=True)}
"""One rare word a field. They begin differently: an index keeps only what differs between neighbours."""


def marked_interview(place: Workplace, household: str = "") -> Conversation:
    """A whole interview with a word of WORDS in each free text, one of them corrected after."""
    held = Conversation.start(place, household)
    answer_all(
        held,
        CASE_6
        | {
            "synthese": f"Le dossier est revenu, {WORDS['corrige']}. " * 40,
            "demande_individuelle": f"L’examen du dossier, {WORDS['demande']}.",
            "proposition_institution": f"Une liste unique de pièces, {WORDS['proposition']}.",
            "accord_portee": f"Sans les dates, {WORDS['portee']}.",
            "chronologie": [
                {
                    "date": "08/2025",
                    "acteur": WORDS["acteur"],
                    "canal": WORDS["canal"],
                    "fait": f"Dépôt, {WORDS['fait']}.",
                    "preuve": WORDS["preuve"],
                }
            ],
        },
    )
    held.decide(["non_proposition"], f"Rien n’avait été dit, {WORDS['raison']}.")
    held.close()
    held.go_to("synthese")
    held.answer(f"Le dossier est revenu quatre fois, {WORDS['synthese']}.")
    step = {
        "date": "2026-03-10",
        "acteur": WORDS["acteursuivi"],
        "canal": WORDS["canalsuivi"],
        "fait": f"Réponse, {WORDS['faitsuivi']}.",
        "preuve": True,
    }
    held.follow(FollowUp("fait", 1, step))
    motif = f"Elle est injoignable, {WORDS['motif']}."
    held.follow(FollowUp("sortie", 1, {"malgre": "", "motif": motif}))
    told = {"quoi": WORDS["recapquoi"], "qui": f"l’accueil {WORDS['recapqui']}", "quand": WORDS["recapquand"]}
    recap.keep(held, recap.with_step(recap.begun(held), recap.read_step(held, told)))
    held.close()
    return held


def traces(folder: Path, words: Iterable[bytes]) -> list[str]:
    """Where a word still stands, in whatever file of the folder, as bytes."""
    return sorted(set(_traces(folder, [each.lower() for each in words])))


def _traces(folder: Path, words: list[bytes]) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes().lower()
            yield from (f"{path.name}: {word!r}" for word in words if word in content)


def words_of(*held: Conversation) -> list[bytes]:
    """All that could tell of these interviews: their words, codes, references and ids."""
    names = {each for one in held for each in (one.interview.household, one.reference)}
    ids = [one.heading.id.bytes for one in held]
    return [*(each.encode() for each in (*WORDS.values(), *names)), *ids]


def copy_of(base: Base, folder: Path) -> Path:
    """A copy of the base, as the program makes them."""
    return backup.save(base, folder, START).path
