"""Invented documents, to see what a template writes. Nothing in them comes from anyone, nor from a base."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from templates import (
    DossierContext,
    Etape,
    EtapeAVenir,
    FicheContext,
    RecapContext,
)
from templates.chart_context import Graphique, Serie
from templates.checking import models
from templates.dossier_context import Chapitre, Engagement, Illustration, Proposition, Rencontre
from templates.fields import filled

if TYPE_CHECKING:
    from interview.settings import Settings
    from templates import Context

SHEET_CASE = "06-quatre-retours.yaml"
PRINTED = {"parcours": "complet", "textes": "textes", "references": "references"}
DAY = datetime.date(2026, 3, 3)
SERVICE = "Service social (exemple)"


def example(name: str, settings: Settings, *, every: bool = False) -> Context:
    """An invented document of that name.

    Args:
        every: every field filled, with its own help for text, rather than a likely document.
    """
    if every:
        return filled(models()[name].struct)  # type: ignore[return-value]
    if name in PRINTED:
        from flows.loader import load_flow
        from interview.workbench.printing import context_of

        return context_of(load_flow(), PRINTED[name], DAY)
    if name == "dossier":
        return _dossier(settings.service_name or SERVICE)
    if name == "recapitulatif":
        return _recap(settings)
    if name in ("fiche", "aplus"):
        return _sheet(settings)
    return filled(models()[name].struct)  # type: ignore[return-value]


def _sheet(settings: Settings) -> FicheContext:
    """The sheet of a training case, as this team would write it."""
    import msgspec

    from flows.loader import shipped_cases
    from flows.scenario import scenario_from_text
    from interview.replay import run
    from interview.sheets.content import sheet_of
    from interview.surroundings import workplace

    case = next(each for each in shipped_cases() if each.name == SHEET_CASE)
    place = msgspec.structs.replace(workplace(None), settings=settings)
    held = run(scenario_from_text(case.read_text("utf-8"), case.name), place).conversation
    sheet = sheet_of(held, 1)
    return msgspec.structs.replace(sheet, reference="EXEMPLE-1", service=sheet.service or SERVICE)


def _recap(settings: Settings) -> RecapContext:
    return RecapContext(
        date=DAY,
        lieu="notre service",
        etapes=(
            EtapeAVenir(quoi="nous apporter le courrier reçu", qui="vous", quand="2026-03-10"),
            EtapeAVenir(
                quoi="demander où en est votre dossier", qui="nous", quand="2026-03-17", numero="36 46"
            ),
        ),
        sujets=("La complémentaire santé solidaire (C2S). C’est une aide pour payer vos soins.",),
        faits=("Nous avons appelé l’organisme avec vous.",),
        service=settings.service_name or SERVICE,
        telephone=settings.service_phone or "04 76 00 00 00",
        reference="EXEMPLE",
    )


def _dossier(service: str) -> DossierContext:
    months = ("2025-09", "2025-10", "2025-11", "2025-12")
    return DossierContext(
        titre="CPAM (exemple inventé)",
        date=DAY,
        periode="de septembre à décembre 2025",
        service=service,
        constats=(
            "26 situations en quatre mois.",
            "Une fois sur deux, le dossier est revenu pour des pièces.",
        ),
        chapitres=(
            Chapitre(
                titre="Mois après mois",
                phrases=("Le nombre de situations augmente.",),
                graphique=Graphique(
                    titre="Situations par mois",
                    genre="tendance",
                    etiquettes=months,
                    series=(Serie(valeurs=(5, 6, 7, 8)),),
                    unite="situations",
                ),
                definition="situations dont l’entretien a commencé ce mois-là",
            ),
        ),
        illustrations=(
            Illustration(
                reference="EXEMPLE-1",
                objet="Complémentaire santé solidaire (C2S)",
                montre="Le dossier revient plusieurs fois pour des pièces.",
                formes=("Non-réception : pièces manquantes",),
                certitude="avéré",
                depuis="2025-08",
                synthese="Le dossier est revenu quatre fois, chaque fois pour une pièce nouvelle.",
                chronologie=(
                    Etape(date="2025-08", acteur="la personne", canal="guichet", fait="Dépôt.", preuve=True),
                    Etape(date="2025-10", acteur="CPAM", canal="courrier", fait="Deuxième retour."),
                ),
                demande="L’examen du dossier tel qu’il a été déposé.",
                accord="La personne est d’accord.",
            ),
        ),
        propositions=(Proposition(texte="Une liste de pièces unique.", combien="Dans 9 situations sur 26."),),
        rencontre=Rencontre(
            date="2026-04-02",
            lieu="au siège",
            contact="Direction des relations avec les assurés",
            participants=("responsable de secteur",),
            ordre_du_jour=("Les pièces demandées",),
            demandes=("Une liste de pièces unique.",),
            engagements=(Engagement(texte="Répondre sur la liste", pour="2026-05-02", etat="en attente"),),
        ),
    )
