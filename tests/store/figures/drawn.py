"""Records drawn at random, with all that a count could get wrong: nulls, ties, rings, several of each."""

from __future__ import annotations

import random
from uuid import UUID

from store import (
    Base,
    ChronologyRow,
    Entry,
    FollowUpRecord,
    FormRecord,
    InterviewRecord,
    ReasonRecord,
    SituationRecord,
)

TODAY = "2026-03-02"
START = 1_740_000_000_000
"""19 February 2025."""
DAY = 86_400_000
FORMS = ("non_connaissance", "non_proposition", "non_demande", "non_reception")
BENEFITS = ("rsa", "c2s", "aspa")
DOMAINS = ("sante", "numerique")
ORGANISMS = ("caf", "cpam", "ccas")
DATES = ("2025", "2025-04", "2025-06-30", "2024-11-02", "", "inconnu", "2027-01-05")
_VERSION_7 = (0x018F << 112) | (7 << 76) | (2 << 62)


def records(seed: int, interviews: int = 25) -> list[InterviewRecord]:
    """That many interviews, the same for the same seed."""
    rng = random.Random(seed)
    names = [f"E-{n}-{rank}" for n in range(interviews) for rank in (1, 2, 3)]
    return [_interview(rng, n, names) for n in range(interviews)]


def write(base: Base, drawn: list[InterviewRecord]) -> None:
    """Put these records in the base, with one entry of journal each."""
    flow = base.archive_flow("non-recours", "1", bytes(32), "# drawn\n")
    for number, record in enumerate(drawn):
        entry = Entry(
            id=UUID(int=_VERSION_7 | 1 << 40 | number),
            interview=record.id,
            at=record.started_at,
            flow=flow,
            kind="ouverture",
        )
        base.append([entry], record)


def _interview(rng: random.Random, number: int, names: list[str]) -> InterviewRecord:
    size = rng.choice((None, 1, 2, 5))
    begun = START + rng.randrange(400) * DAY + rng.randrange(DAY)
    return InterviewRecord(
        id=UUID(int=_VERSION_7 | number),
        reference=f"E-{number}",
        flow=1,
        started_at=begun,
        touched_at=begun,
        state="termine",
        household=rng.choice(("", "M-1", "m-1", "M-2", "M-3", f"M-{number}", f"M-{number}")),
        size=size,
        concerned=rng.choice((None, rng.randint(1, size or 3))),
        service=rng.choice(("asf", "accueil", "")),
        territory=rng.choice(("nord", "sud", "")),
        situations=tuple(_situation(rng, number, rank, names) for rank in range(1, rng.randint(0, 3) + 1)),
    )


def _some(rng: random.Random, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rng.sample(codes, rng.randint(0, len(codes))))


def _situation(rng: random.Random, number: int, rank: int, names: list[str]) -> SituationRecord:
    forms = _some(rng, FORMS)
    nature = rng.choice((None, "financiere", "financiere", "non_financiere"))
    actions = ("courrier", "courrier", "contact_telephonique", "autre")
    return SituationRecord(
        reference=f"E-{number}-{rank}",
        rank=rank,
        core_complete=rng.random() < 0.85,
        nature=nature,
        prestation=rng.choice((None, *BENEFITS)) if nature != "non_financiere" else None,
        domaine=rng.choice((None, *DOMAINS)) if nature != "financiere" else None,
        certitude=rng.choice((None, "avere", "potentiel", "potentiel", "aucun")),
        abandon=rng.random() < 0.3,
        depuis=rng.choice((None, *DATES)),
        issue=rng.choice((None, "en_cours", "regularisee", "droit_perdu", "inconnu")),
        causee_par=rng.choice((None, rng.choice(names).lower(), f"E-{number}-1", "ailleurs")),
        manque_mensuel=rng.choice((None, 0, 10_000, 25_050)),
        manque_mois=rng.choice((None, 1, 2, 12)),
        recuperable=rng.choice((None, "oui", "partie", "non")),
        asf_demandee=rng.choice((None, True, False)),
        asf_montant=rng.choice((None, 0, 5_000, 20_600)),
        minutes=rng.choice((None, 1, 29, 30, 60, 61)),
        typologie=_some(rng, ("complet", "temporaire", "quasi")),
        formes=tuple(FormRecord(form, rng.random() < 0.5, rng.random() < 0.7) for form in forms),
        raisons=tuple(
            ReasonRecord(form, reason) for form in forms for reason in _some(rng, ("a", "b", "non_etablie"))
        ),
        organismes=_some(rng, ORGANISMS),
        niveaux=_some(rng, ("conception_offre", "contexte_social")),
        details=_some(rng, ("langue", "isolement")),
        actions=_some(rng, actions),
        chronologie=tuple(
            ChronologyRow(rng.choice(DATES), "caf", "", "Un fait inventé.") for _ in range(rng.randint(0, 2))
        ),
        suivis=tuple(_follow_up(rng, number, rank, place) for place in range(rng.randint(0, 3))),
        suite=rng.choice((None, None, "droit_ouvert", "rejet", "perdu", "sans_nouvelles")),
        suite_date=rng.choice((None, *DATES)),
        recupere=rng.choice((None, None, 0, 12_300, 99_900)),
        utile=rng.choice((None, "oui", "non", "inconnu")),
        requalifie=rng.choice(names).lower() if rng.random() < 0.12 else None,
    )


def _follow_up(rng: random.Random, number: int, rank: int, place: int) -> FollowUpRecord:
    kind = rng.choice(("action", "action", "fait", "suite"))
    return FollowUpRecord(
        entry=UUID(int=_VERSION_7 | 2 << 40 | number << 8 | rank << 4 | place),
        kind=kind,
        at=START,
        code=rng.choice(("courrier", "autre")) if kind != "fait" else "",
        minutes=rng.choice((None, 5, 20)) if kind == "action" else None,
    )
