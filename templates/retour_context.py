"""The contract of a debrief: what `retour.md.j2` may use once a case has been rehearsed.

Plain data, already in French words. There is no score in it, and no name: what is told is what an answer
changes. A part that is empty is left out, heading included.
"""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

Lines = tuple[str, ...]


class ConclusionDuRetour(msgspec.Struct, frozen=True, kw_only=True):
    """What one of the two concludes."""

    titre: Annotated[str, Meta(description="Les formes retenues et la certitude.")]
    raisons: Annotated[Lines, Meta(description="Les raisons, une phrase par forme.")] = ()
    abandon: Annotated[str, Meta(description="Dit que la demande a été abandonnée ; vide : non.")] = ""


class LigneDuRetour(msgspec.Struct, frozen=True, kw_only=True):
    """One question, answered by one or by both."""

    question: Annotated[str, Meta(description="La question, en quelques mots.")]
    vous: Annotated[str, Meta(description="Votre réponse ; vide : la question ne s’est pas posée.")] = ""
    reference: Annotated[str, Meta(description="Celle de la référence ; vide : pas posée.")] = ""
    pareil: Annotated[bool, Meta(description="Vrai si les deux répondent de même.")] = False
    ecart: Annotated[str, Meta(description="Ce qu’est l’écart, en quelques mots.")] = ""
    explication: Annotated[str, Meta(description="L’écart raconté, avec son motif et sa conséquence.")] = ""


class RelanceDuRetour(msgspec.Struct, frozen=True, kw_only=True):
    """One way of asking again."""

    question: Annotated[str, Meta(description="La question dont on parle, en quelques mots.")]
    demander: Annotated[str, Meta(description="Ce que dit l’agent.")]
    dit: Annotated[str, Meta(description="Ce que la personne répond alors.")]
    parle: Annotated[bool, Meta(description="Faux si ce qu’elle répond commence par un geste.")] = True
    maniere: Annotated[str, Meta(description="Comment elle avait répondu d’abord ; vide : clairement.")] = ""
    aide: Annotated[bool, Meta(description="Vrai si cette façon laisse parler la personne.")] = False
    pourquoi: Annotated[str, Meta(description="Ce qui la rend bonne ou mauvaise.")] = ""


class AppuiDuRetour(msgspec.Struct, frozen=True, kw_only=True):
    """One fact the conclusion of the reference rests on."""

    fait: Annotated[str, Meta(description="Le fait, en une phrase.")]
    trouve: Annotated[bool, Meta(description="Vrai si vous l’avez noté aussi.")] = False
    motif: Annotated[str, Meta(description="Ce qui l’établit dans ce cas.")] = ""


class SituationDuRetour(msgspec.Struct, frozen=True, kw_only=True):
    """One situation of the case."""

    objet: Annotated[str, Meta(description="La prestation ou le domaine dont il s’agit.")]
    resume: Annotated[str, Meta(description="Où vous en êtes par rapport à la référence.")]
    reference: Annotated[ConclusionDuRetour, Meta(description="Ce que conclut la référence.")]
    vous: Annotated[
        ConclusionDuRetour | None, Meta(description="Ce que vous concluez ; vide : pas jouée.")
    ] = None
    pareille: Annotated[bool, Meta(description="Vrai si tout y est comme la référence.")] = False
    decision: Annotated[str, Meta(description="Ce que vous avez décidé contre vos réponses.")] = ""
    origine: Annotated[str, Meta(description="Écart sur ce qui a causé la situation ; vide : aucun.")] = ""
    separation: Annotated[str, Meta(description="Le premier écart, raconté ; vide : aucun.")] = ""
    chemin: Annotated[str, Meta(description="Ce qui aurait conduit à la référence ; vide : rien.")] = ""
    lignes: Annotated[tuple[LigneDuRetour, ...], Meta(description="Toutes les questions, dans l’ordre.")] = ()
    comme_la_reference: Annotated[
        str, Meta(description="En une phrase, les questions répondues comme la référence ; vide : aucune.")
    ] = ""
    appuis: Annotated[tuple[AppuiDuRetour, ...], Meta(description="Sur quoi repose la référence.")] = ()
    a_essayer: Annotated[
        tuple[RelanceDuRetour, ...], Meta(description="Façons de redemander qui auraient aidé.")
    ] = ()
    essayees: Annotated[
        tuple[RelanceDuRetour, ...], Meta(description="Façons de redemander que vous avez essayées.")
    ] = ()
    scene: Annotated[str, Meta(description="Pour une situation non jouée, ce qui l’annonçait.")] = ""


class RetourContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a debrief may say."""

    titre: Annotated[str, Meta(description="Titre du cas.")]
    date: Annotated[datetime.date, Meta(description="Jour où le cas a été joué.")]
    temps: Annotated[str, Meta(description="Temps passé, à côté de celui qu’annonce le cas.")]
    resume: Annotated[str, Meta(description="Où vous en êtes, en une phrase.")]
    parfait: Annotated[bool, Meta(description="Vrai si tout est comme la référence.")] = False
    rejoue: Annotated[str, Meta(description="Dit d’où l’on a rejoué ; vide : du début.")] = ""
    remarque: Annotated[str, Meta(description="Ce qu’il faut savoir, parcours changé par exemple.")] = ""
    situations: Annotated[tuple[SituationDuRetour, ...], Meta(description="Les situations du cas.")] = ()
    discussion: Annotated[Lines, Meta(description="Ce dont on peut parler ensuite.")] = ()
