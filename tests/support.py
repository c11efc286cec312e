"""What several rooms test with: the shipped flow, a workplace where nothing is left to chance, a case.

Time goes one second at each look, identifiers follow each other, and draws come from a seeded generator:
two runs of the same test write the same bytes.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from flows.flow import Flow
from flows.loader import flow_from_text, load_catalogue, load_flow
from interview.conversation import Conversation, Workplace
from interview.engine import FlowMachine
from store import Base

START = 1_772_528_400_000
"""3 March 2026, 09:00 UTC, in milliseconds."""

CASE_6: dict[str, Any] = {
    "nature": "financiere",
    "prestation": "c2s",
    "eligibilite": "oui",
    "appui_eligibilite": "verifie",
    "connaissance": "oui",
    "proposition": "oui",
    "demande": "deposee",
    "reception": "rien",
    "regularite": "anormal",
    "issue": "en_cours",
    "blocage": "dossier_renvoye",
    "raisons_non_reception": ["pieces_manquantes", "erreur_administrative"],
    "niveaux": ["pratiques_institutionnelles"],
    "mode": "permanence",
    "taille_menage": "3",
    "personnes_concernees": "3",
    "organismes": ["cpam"],
    "details": ["pieces_changeantes", "courrier_culpabilisant"],
    "depuis": "08/2025",
    "causee_par": "aucune",
    "asf_demandee": "non",
    "actions": ["contact_telephonique", "courrier"],
    "minutes": "45",
    "chronologie": [
        {"date": "08/2025", "acteur": "la personne", "canal": "guichet", "fait": "Dépôt.", "preuve": "oui"},
        {"date": "01/12/2025", "acteur": "la CPAM", "fait": "Rendez-vous refusé.", "preuve": "non"},
    ],
    "synthese": "Le dossier est revenu quatre fois pour de nouvelles pièces.",
    "demande_individuelle": "L’examen du dossier tel qu’il a été déposé.",
    "accord": "oui",
    "accord_date": "03/03/2026",
}
"""« Quatre retours »: established non-réception. What it leaves out is skipped."""


@cache
def shipped_flow() -> Flow:
    """The shipped flow, read once."""
    return load_flow()


@cache
def shipped_machine() -> FlowMachine:
    """The shipped flow, compiled once."""
    return FlowMachine(shipped_flow())


def changed_flow(*replacements: tuple[str, str]) -> Flow:
    """The shipped flow with passages of its text replaced, each of them found once or more."""
    source = shipped_flow().source
    for before, after in replacements:
        assert before in source, f"the shipped flow no longer says {before!r}"
        source = source.replace(before, after)
    return flow_from_text(source, "changed.yaml", load_catalogue())


def sequential_ids() -> Callable[[], UUID]:
    """UUIDs of version 7 that follow each other."""
    ranks = count(1)
    return lambda: UUID(int=(0x018F << 112) | (7 << 76) | (2 << 62) | next(ranks))


def ticking_clock(start: int = START) -> Callable[[], int]:
    """A clock that goes one second at each look."""
    instants = count(start, 1000)
    return lambda: next(instants)


def make_workplace(
    base: Base | None = None, *, machine: FlowMachine | None = None, seed: int = 6, **fields: Any
) -> Workplace:
    """A workplace with a ticking clock, sequential identifiers and seeded draws.

    Args:
        base: where interviews are kept, or None to keep nothing.
        machine: the flow of new interviews, by default the shipped one.
        seed: another seed draws other households and references.
        fields: any other field of the workplace.
    """
    given = {"now": ticking_clock(), "new_id": sequential_ids(), "draw": random.Random(seed).choice}
    return Workplace(machine=machine or shipped_machine(), base=base, **{**given, **fields})


def answer_all(conversation: Conversation, answers: Mapping[str, Any], *, until: str = "") -> None:
    """Answer from the question on screen to the end of the path, or until *until* is on screen.

    A question that *answers* leaves out is skipped; a required one takes « on ne sait pas », and where
    it does not take it the test is at fault: a KeyError names it.
    """
    while (prompt := conversation.prompt()) is not None and prompt.question != until:
        if prompt.question in answers:
            conversation.answer(answers[prompt.question])
        elif prompt.skippable:
            conversation.skip()
        elif prompt.unknown:
            conversation.answer(prompt.unknown_value)
        else:
            raise KeyError(prompt.question)


def agree(conversation: Conversation, rank: int = 1) -> Conversation:
    """The person agrees, today, that the sheet leaves the service: what its test is about lies elsewhere."""
    from interview.sheets.leave import record_answer

    record_answer(conversation, rank, "oui")
    return conversation


def same_as_golden(path: Path, text: str) -> None:
    """Compare *text* with the golden file *path*; ``REPERE_GOLDEN=1`` rewrites it, never where CI is set."""
    if os.environ.get("REPERE_GOLDEN") == "1":
        if os.environ.get("CI"):
            pytest.fail("REPERE_GOLDEN=1 is refused when CI is set: a person reads what is rewritten")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.exists(), f"no golden file {path.name}: read the output, then set REPERE_GOLDEN=1"
    assert text == path.read_bytes().decode("utf-8").replace("\r\n", "\n")
