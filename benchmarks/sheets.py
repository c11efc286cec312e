"""Invented sheets, the same ones at every run: ordinary in length, all different."""

# ruff: noqa: E501  sentences are not cut

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

from templates import (
    Accord,
    Action,
    Certitude,
    Consequences,
    Etape,
    FicheContext,
    Forme,
    Trait,
    Voie,
)

_STEPS = (
    ("La personne", "guichet", "Demande déposée, dite complète", True, "récépissé"),
    ("CPAM", "courrier", "Dossier renvoyé : avis d’imposition demandé", True, "courrier"),
    ("La personne", "courrier", "Pièce envoyée le jour même", False, ""),
    ("CPAM", "courrier", "Dossier renvoyé : relevés de compte demandés", True, "courrier"),
    ("La personne", "téléphone", "Appel : le conseiller confirme que le dossier est complet", None, ""),
    ("CPAM", "guichet", "Rendez-vous refusé pour trois minutes de retard", False, ""),
    ("Le service", "téléphone", "Appel avec la personne ; aucune réponse sur le délai", None, ""),
    ("CPAM", "courrier", "Lettre type qui reproche l’absence au rendez-vous", True, "courrier"),
)


def sheets(count: int, seed: int = 2026) -> Iterator[FicheContext]:
    """That many contexts of fiche mémoire."""
    draw = random.Random(seed)
    for number in range(count):
        yield _sheet(number, draw)


def _sheet(number: int, draw: random.Random) -> FicheContext:
    months, monthly = draw.randint(2, 9), draw.randint(40, 400) * 100
    day = datetime.date(2026, 1, 5) + datetime.timedelta(days=number % 360)
    steps = draw.sample(_STEPS, draw.randint(3, len(_STEPS)))
    return FicheContext(
        reference=f"S-{number:05d}",
        date=day,
        service="Écrivains publics",
        objet="Complémentaire santé solidaire (C2S)",
        organismes=("CPAM",),
        certitude=Certitude(
            code="avere",
            libelle="avéré",
            phrase="Le droit a été vérifié et tous les faits qui décident sont connus.",
        ),
        formes=(
            Forme(
                libelle="Non-réception",
                definition="le droit est connu et demandé, mais il n’est pas obtenu",
                raisons=("pièces manquantes", "erreur administrative"),
                appuis=(
                    "La demande a été déposée.",
                    "Rien n’a été reçu.",
                    "Ce n’est pas ce qui devait se passer.",
                ),
            ),
        ),
        typologie=(
            Trait(libelle="secondaire", explication="demandé, mais pas reçu"),
            Trait(libelle="complet", explication="rien n’est reçu"),
        ),
        niveaux=("pratiques institutionnelles",),
        details=("liste de pièces changeante", "courrier culpabilisant"),
        depuis=f"2025-{draw.randint(1, 12):02d}",
        issue="en cours",
        autrement=("Si le délai avait été celui de la règle, il n’y aurait pas de non-recours.",),
        synthese="Le dossier, dit complet au guichet, a été renvoyé plusieurs fois, chaque fois pour une pièce nouvelle.",
        chronologie=tuple(
            Etape(
                date=f"2025-{5 + rank:02d}",
                acteur=who,
                canal=how,
                fait=fact,
                preuve=proof,
                preuve_texte=which,
            )
            for rank, (who, how, fact, proof, which) in enumerate(steps)
        ),
        consequences=Consequences(
            taille_menage=draw.randint(1, 6),
            personnes_concernees=1,
            manque_mensuel=monthly,
            manque_mois=months,
            manque_total=monthly * months,
            asf_demandee=True,
            asf_montant=draw.randint(50, 400) * 100,
        ),
        actions=(
            Action(libelle="examen approfondi de la situation"),
            Action(libelle="courrier", n=draw.randint(1, 3)),
        ),
        minutes=draw.randint(15, 90),
        demande_individuelle="Que le dossier soit instruit avec les pièces déjà reçues, à la date de la première demande.",
        proposition_institution="Une liste de pièces unique et complète dès le dépôt, et un seul retour par dossier.",
        voies=(
            Voie(
                texte="Réclamation devant la commission de recours amiable dans les 2 mois de la notification",
                source="code de la sécurité sociale, art. R.142-1",
                lu_le="2026-01-20",
            ),
        ),
        accord=Accord(libelle="oui", date=day.isoformat(), portee="transmission à la CPAM"),
    )
