"""The contract of a printed case: one side of it, for a rehearsal on paper.

``cote`` says which: « personne » for whoever plays the person, « papiers » for what they have in hand,
« agent » for whoever asks, « formateur » for whoever leads; « observateur » and « depouillement » are the
same for all cases. Plain data, already in French words; what a side must not know is empty there.
"""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

Lines = tuple[str, ...]


class PapierDuCas(msgspec.Struct, frozen=True, kw_only=True):
    """A paper the person has brought."""

    titre: Annotated[str, Meta(description="Ce que c’est, et sa date.")]
    texte: Annotated[str, Meta(description="Ce qui y est écrit ; sur la feuille « papiers » seulement.")] = ""


class FaconDeDemander(msgspec.Struct, frozen=True, kw_only=True):
    """One way of asking again, and what is said then."""

    demander: Annotated[str, Meta(description="Ce que dit l’agent.")]
    dit: Annotated[str, Meta(description="Ce que la personne répond alors.")]
    aide: Annotated[bool, Meta(description="Vrai si cette façon laisse parler la personne.")] = False
    pourquoi: Annotated[str, Meta(description="Ce qui la rend bonne ou mauvaise.")] = ""


class Parole(msgspec.Struct, frozen=True, kw_only=True):
    """What is said when a subject is brought up."""

    sujet: Annotated[str, Meta(description="Ce dont on parle : la question, en quelques mots.")]
    dit: Annotated[str, Meta(description="Ce que la personne dit d’elle-même.")]
    maniere: Annotated[str, Meta(description="Comment elle répond ; vide : clairement.")] = ""
    facons: Annotated[tuple[FaconDeDemander, ...], Meta(description="Façons de redemander.")] = ()


class QuestionACocher(msgspec.Struct, frozen=True, kw_only=True):
    """One question of the core, to be answered by hand."""

    numero: Annotated[int, Meta(description="Rang sur la feuille, à partir de 1.")]
    bref: Annotated[str, Meta(description="La question en quelques mots.")]
    texte: Annotated[str, Meta(description="La question telle qu’elle est posée à l’agent.")]
    posee: Annotated[str, Meta(description="« si … » ; vide : toujours.")] = ""
    aborder: Annotated[str, Meta(description="Comment l’aborder avec la personne.")] = ""
    plusieurs: Annotated[bool, Meta(description="Vrai si plusieurs réponses sont possibles.")] = False
    derniere: Annotated[bool, Meta(description="Vrai si les questions suivantes ne se posent plus.")] = False
    reponses: Annotated[Lines, Meta(description="Réponses à cocher ; vide : un blanc à remplir.")] = ()


class EcartDuCas(msgspec.Struct, frozen=True, kw_only=True):
    """Other answers, and what they are worth."""

    reponses: Annotated[str, Meta(description="Ces réponses, en toutes lettres.")]
    admis: Annotated[bool, Meta(description="Vrai si elles se défendent aussi bien.")] = False
    pourquoi: Annotated[str, Meta(description="Pourquoi.")] = ""


class ReponseDeReference(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of the reference."""

    question: Annotated[str, Meta(description="La question en quelques mots.")]
    reponse: Annotated[str, Meta(description="La réponse, en toutes lettres.")]
    motif: Annotated[str, Meta(description="Pourquoi celle-là.")] = ""
    ecarts: Annotated[tuple[EcartDuCas, ...], Meta(description="Ce que valent d’autres réponses.")] = ()


class SituationDuCas(msgspec.Struct, frozen=True, kw_only=True):
    """One situation of the case."""

    scene: Annotated[str, Meta(description="Ce que la personne ajoute quand elle commence.")] = ""
    paroles: Annotated[tuple[Parole, ...], Meta(description="Ce que dit la personne, par sujet.")] = ()
    references: Annotated[tuple[ReponseDeReference, ...], Meta(description="Les réponses de référence.")] = ()
    conclusion: Annotated[str, Meta(description="Formes, certitude et raisons, en une phrase.")] = ""


class CasContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one side of a case may say."""

    titre: Annotated[str, Meta(description="Titre du cas.")]
    date: Annotated[datetime.date, Meta(description="Jour de l’impression.")]
    cote: Annotated[
        str,
        Meta(
            description="« personne », « papiers », « agent », « formateur », « observateur » ou "
            "« depouillement »."
        ),
    ]
    cadre: Annotated[str, Meta(description="Qui vient, où, pour quoi ; vide : feuille de tous les cas.")] = ""
    feuilles: Annotated[int, Meta(description="Feuilles d’agent à prévoir : une par situation.")] = 1
    niveau: Annotated[str, Meta(description="La difficulté, en toutes lettres.")] = ""
    exerce: Annotated[str, Meta(description="Ce que l’on apprend en le jouant.")] = ""
    minutes: Annotated[int, Meta(description="Le temps qu’il faut, en minutes.")] = 0
    apres: Annotated[str, Meta(description="Titre du cas dont celui-ci est une visite suivante.")] = ""
    proche: Annotated[str, Meta(description="Le cas qui ne diffère que par un fait, et ce fait.")] = ""
    documents: Annotated[tuple[PapierDuCas, ...], Meta(description="Les papiers, à découper.")] = ()
    questions: Annotated[tuple[QuestionACocher, ...], Meta(description="Les questions, à cocher.")] = ()
    formes: Annotated[Lines, Meta(description="Les formes, à cocher, avec leur définition.")] = ()
    certitudes: Annotated[Lines, Meta(description="Les certitudes, à cocher.")] = ()
    situations: Annotated[tuple[SituationDuCas, ...], Meta(description="Les situations du cas.")] = ()
    sources: Annotated[Lines, Meta(description="D’où vient le cas, et les règles qu’il suppose.")] = ()
    discussion: Annotated[Lines, Meta(description="Ce dont on parle ensuite.")] = ()
