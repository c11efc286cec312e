"""The contract of the document handed to a person who asks for everything held on their household.

Plain data, already in French words. What is empty is left out of the document.
"""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

Lines = tuple[str, ...]


class ReponseGardee(msgspec.Struct, frozen=True, kw_only=True):
    """One question and what is kept of the answer."""

    question: Annotated[str, Meta(description="La question, telle que l’agent la lit.")]
    reponse: Annotated[str, Meta(description="La réponse, en toutes lettres.")]
    note: Annotated[str, Meta(description="Par exemple « mise de côté : ne compte plus ».")] = ""


class PartieGardee(msgspec.Struct, frozen=True, kw_only=True):
    """The answers of one part of the interview."""

    titre: Annotated[str, Meta(description="Titre de la partie.")]
    reponses: Annotated[tuple[ReponseGardee, ...], Meta(description="Questions et réponses.")] = ()


class SituationGardee(msgspec.Struct, frozen=True, kw_only=True):
    """One situation, as it stands now."""

    reference: Annotated[str, Meta(description="Référence de la situation.")]
    objet: Annotated[str, Meta(description="Prestation ou domaine dont il s’agit.")] = ""
    conclusions: Annotated[Lines, Meta(description="Ce qui a été conclu, proposé, décidé ; une phrase.")] = ()
    suites: Annotated[Lines, Meta(description="Ce qui a été fait et appris depuis ; une phrase chacun.")] = ()
    parties: Annotated[tuple[PartieGardee, ...], Meta(description="Les réponses, par partie.")] = ()


class LigneDatee(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened on a day."""

    date: Annotated[str, Meta(description="AAAA-MM-JJ.")]
    texte: Annotated[str, Meta(description="Ce qui s’est passé, en une phrase.")]


class JourGarde(msgspec.Struct, frozen=True, kw_only=True):
    """What was noted on one day."""

    date: Annotated[str, Meta(description="AAAA-MM-JJ.")]
    lignes: Annotated[Lines, Meta(description="Ce qui a été noté, une phrase chacun.")] = ()


class VisiteGardee(msgspec.Struct, frozen=True, kw_only=True):
    """One interview with the household."""

    reference: Annotated[str, Meta(description="Référence de l’entretien.")]
    date: Annotated[str, Meta(description="Jour où il a commencé, AAAA-MM-JJ.")]
    etat: Annotated[str, Meta(description="« terminé », « en cours » ou « abandonné ».")]
    parcours: Annotated[str, Meta(description="Questionnaire suivi, avec sa version.")]
    service: Annotated[str, Meta(description="Service qui l’a mené.")] = ""
    situations: Annotated[tuple[SituationGardee, ...], Meta(description="Les situations examinées.")] = ()
    historique: Annotated[
        tuple[JourGarde, ...], Meta(description="Tout ce qui a été dit, corrigé ou fait, dans l’ordre.")
    ] = ()


class AccesContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything held on one household."""

    date: Annotated[datetime.date, Meta(description="Jour où le document est fait.")]
    menage: Annotated[str, Meta(description="Code du ménage.")]
    service: Annotated[str, Meta(description="Service qui répond.")] = ""
    fictive: Annotated[str, Meta(description="Dit que la base est fictive ; vide : elle ne l’est pas.")] = ""
    visites: Annotated[
        tuple[VisiteGardee, ...], Meta(description="Les entretiens, du premier au dernier.")
    ] = ()
    documents: Annotated[tuple[LigneDatee, ...], Meta(description="Les documents écrits, par leur nom.")] = ()
    consultations: Annotated[
        tuple[LigneDatee, ...], Meta(description="Quand le dossier a été consulté, et pour quoi faire.")
    ] = ()
    mois_acces: Annotated[int, Meta(description="Mois de conservation du journal des consultations.")] = 12
    mois: Annotated[int, Meta(description="Mois de conservation après le dernier contact.")]
    dernier_contact: Annotated[str, Meta(description="AAAA-MM-JJ.")]
    efface_le: Annotated[str, Meta(description="Jour à partir duquel tout est effacé, AAAA-MM-JJ.")]
    depasse: Annotated[bool, Meta(description="Vrai si ce jour est passé.")] = False
