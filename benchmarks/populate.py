"""A base of many situations, the same one at every run, made once and kept in the user's cache.

It is written through the store's own door, one interview at a time, so it is what years of use would have
left, whatever the tables become; only the waiting for the disk is switched off while it is being made.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from platformdirs import user_cache_path

from store import Base, ChronologyRow, Entry, FormRecord, InterviewRecord, ReasonRecord, SituationRecord
from store.opening import SCHEMA_VERSION

SITUATIONS = 100_000
SEED = 2026
_VERSION = 1  # to be raised when this module writes something else
_START = 1_577_836_800_000  # 1 January 2020, in milliseconds
_PACE = 1_900_000  # about half an hour between two interviews

_BENEFITS = (
    ("c2s", "cpam"),
    ("rsa", "caf"),
    ("aides_logement", "caf"),
    ("aspa", "carsat"),
    ("aah", "mdph"),
    ("apa", "departement"),
    ("retraite", "carsat"),
    ("prime_activite", "caf"),
    ("ame", "cpam"),
    ("cheque_energie", "autre"),
)
_DOMAINS = (
    "etat_civil_sejour",
    "sante",
    "logement_hebergement",
    "domiciliation",
    "numerique",
    "documents_attestations",
)
_REASONS = {
    "non_connaissance": ("manque_information", "maitrise_insuffisante"),
    "non_proposition": ("non_connaissance_agent", "protection"),
    "non_demande": ("manque_capacites", "cout_avantage", "desaccord"),
    "non_reception": ("pieces_manquantes", "erreur_administrative", "lenteur_administrative"),
}
_SERVICES = ("asf", "ecrivains_publics", "accueil")
_TYPOLOGY = ("primaire", "secondaire", "partiel", "complet", "temporaire", "frictionnel")
_LEVELS = ("pratiques_institutionnelles", "conception_offre", "ressources_individuelles", "contexte_social")
_ACTIONS = (
    "examen_approfondi",
    "information_orientation",
    "contact_telephonique",
    "courrier",
    "instruction_asf",
)


def large_base(situations: int = SITUATIONS) -> Path:
    """The base, made now if the cache does not have it. Never written to: take a `working_copy`."""
    folder = user_cache_path("repere-benchmarks", ensure_exists=True)
    path = folder / f"base-{situations}-v{_VERSION}-s{SCHEMA_VERSION}.db"
    if not path.exists():
        making = path.with_suffix(".making")
        making.unlink(missing_ok=True)
        populate(making, situations)
        making.replace(path)
    return path


def working_copy(folder: Path, situations: int = SITUATIONS) -> Path:
    """A copy that a program may write to."""
    copy = folder / "base.db"
    shutil.copyfile(large_base(situations), copy)
    copy.chmod(0o600)
    with copy.open("rb") as file:
        os.fsync(file.fileno())  # or the first commits measured would wait for the copy itself
    return copy


def populate(path: Path, situations: int, seed: int = SEED) -> None:
    """Write that many situations in a new base."""
    draw = random.Random(seed)
    with Base.open(path) as base:
        source = f"# {seed}\n"
        flow = base.archive_flow("non-recours", "1", hashlib.sha256(source.encode()).digest(), source)
        base.connection.execute("PRAGMA synchronous = OFF")
        for record, entries in interviews(draw, situations, flow):
            base.append(entries, record)
        base.connection.execute("PRAGMA synchronous = FULL")
        base.connection.execute("ANALYZE")
        base.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def interviews(
    draw: random.Random, situations: int, flow: int
) -> Iterator[tuple[InterviewRecord, tuple[Entry, ...]]]:
    """Finished interviews of one to three situations, one household in eight coming back."""
    written = number = households = 0
    while written < situations:
        number += 1
        instant = _START + number * _PACE + draw.randrange(_PACE)
        new = not households or draw.random() > 0.125
        households += new
        several = min(draw.choices((1, 2, 3), (85, 12, 3))[0], situations - written)
        interview = _uuid7(draw, instant)
        told = [_situation(draw, number, rank) for rank in range(1, several + 1)]
        written += several
        size = draw.randint(1, 6)
        record = InterviewRecord(
            id=interview,
            reference=f"E-{number:06d}",
            flow=flow,
            started_at=instant,
            touched_at=instant + 1_200_000,
            state="termine" if draw.random() < 0.97 else "abandonne",
            household=f"M-{households if new else draw.randint(1, households):06d}",
            size=size,
            concerned=draw.randint(1, size),
            mode=draw.choice(("entretien", "permanence", "telephone", "dossier")),
            service=draw.choice(_SERVICES),
            territory=f"secteur_{draw.randint(1, 6)}",
            situations=tuple(situation for situation, _ in told),
        )
        said = [(rank, answer) for rank, (_, answers) in enumerate(told, 1) for answer in answers.items()]
        entries = tuple(
            Entry(
                id=_uuid7(draw, instant + 9_000 * place),
                interview=interview,
                at=instant + 9_000 * place,
                author="a1",
                flow=flow,
                kind="reponse",
                situation=rank,
                question=question,
                value=value,
            )
            for place, (rank, (question, value)) in enumerate(said, 1)
        )
        yield record, entries


def _situation(draw: random.Random, number: int, rank: int) -> tuple[SituationRecord, dict[str, Any]]:
    """One situation and the answers it comes from."""
    financial = draw.random() < 0.72
    benefit, organism = draw.choice(_BENEFITS)
    domain = draw.choice(_DOMAINS)
    forms = draw.sample(tuple(_REASONS), draw.choices((1, 2), (80, 20))[0])
    reasons = [(form, draw.choice(_REASONS[form])) for form in forms]
    monthly, months = draw.randint(20, 600) * 100, draw.randint(1, 24)
    since = f"{draw.randint(2018, 2026)}-{draw.randint(1, 12):02d}"
    end = draw.choice(("en_cours", "regularisee", "droit_perdu"))
    levels, actions = draw.sample(_LEVELS, 1), draw.sample(_ACTIONS, draw.randint(1, 3))
    answers: dict[str, Any] = {
        "nature": "financiere" if financial else "non_financiere",
        **({"prestation": benefit} if financial else {"domaine": domain}),
        "eligibilite": "oui",
        "appui_eligibilite": draw.choice(("verifie", "institution", "personne")),
        "connaissance": draw.choice(("oui", "partielle", "non")),
        "proposition": draw.choice(("oui", "non_malgre_contact", "pas_de_contact")),
        "demande": draw.choice(("deposee", "par_tiers", "droit_ouvert", "non")),
        "reception": draw.choice(("rien", "partie", "retard")),
        "regularite": "anormal",
        "issue": end,
        **{f"raisons_{form}": [reason] for form, reason in reasons},
        "organismes": [organism],
        "niveaux": levels,
        "depuis": since,
        "actions": actions,
        "minutes": draw.randint(5, 90),
    }
    if financial:
        answers |= {"manque_mensuel": monthly, "manque_mois": months}
    record = SituationRecord(
        reference=f"S-{number:06d}-{rank}",
        rank=rank,
        nature=answers["nature"],
        prestation=benefit if financial else None,
        domaine=None if financial else domain,
        certitude=draw.choice(("avere", "potentiel")),
        abandon=draw.random() < 0.14,
        depuis=since,
        issue=end,
        causee_par=f"S-{number:06d}-{rank - 1}" if rank > 1 and draw.random() < 0.6 else None,
        manque_mensuel=monthly if financial else None,
        manque_mois=months if financial else None,
        recuperable=draw.choice(("oui", "partie", "non")) if financial else None,
        asf_demandee=draw.random() < 0.4,
        minutes=answers["minutes"],
        accord=draw.choice(("oui", "non_demande")),
        core_complete=True,
        typologie=tuple(draw.sample(_TYPOLOGY, 2)),
        formes=tuple(FormRecord(form, proposed=True, decided=True) for form in forms),
        raisons=tuple(ReasonRecord(form, reason) for form, reason in reasons),
        organismes=(organism,),
        niveaux=tuple(levels),
        actions=tuple(actions),
        chronologie=tuple(
            ChronologyRow(
                f"2025-{month:02d}", organism, "courrier", "Dossier renvoyé pour une pièce", preuve=True
            )
            for month in range(1, draw.randint(1, 4))
        ),
    )
    return record, answers


def _uuid7(draw: random.Random, instant: int) -> UUID:
    """A UUIDv7 of that millisecond, its random part drawn from the seed."""
    low = draw.getrandbits(74)
    return UUID(int=instant << 80 | 7 << 76 | (low >> 62) << 64 | 2 << 62 | (low & (1 << 62) - 1))
