"""The contracts of the printed flow: what its three templates may use, and what each field means.

``parcours.md.j2`` takes a `ParcoursContext`, ``textes.md.j2`` a `TextesContext`, ``references.md.j2`` a
`ReferencesContext`. Plain data, already in French words: conditions are clauses to read after « si »,
dates are ISO text that may stop at the month or the year. An empty field makes a shorter document.
"""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

Lines = tuple[str, ...]


class SourceImprimee(msgspec.Struct, frozen=True, kw_only=True):
    """Where the flow comes from."""

    titre: Annotated[str, Meta(description="Titre de la source.")]
    lu_le: Annotated[str, Meta(description="Date de lecture : AAAA-MM-JJ, AAAA-MM ou AAAA.")] = ""
    valable_jusqu_a: Annotated[str, Meta(description="Fin de validité connue, de même.")] = ""
    note: Annotated[str, Meta(description="Ce que l’on y a pris.")] = ""


class ChoixImprime(msgspec.Struct, frozen=True, kw_only=True):
    """One accepted answer."""

    code: Annotated[str, Meta(description="Code gravé dans les dossiers.")]
    libelle: Annotated[str, Meta(description="Ce que l’agent lit et choisit.")]
    aide: Annotated[str, Meta(description="Précision affichée sous le libellé.")] = ""
    constat: Annotated[str, Meta(description="Ce que la fiche dit de cette réponse.")] = ""
    groupe: Annotated[str, Meta(description="Famille sous laquelle le choix est rangé.")] = ""
    sous: Annotated[str, Meta(description="Choix avec lequel ce choix local est compté.")] = ""


class ColonneImprimee(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a question answered row by row."""

    code: Annotated[str, Meta(description="Code de la colonne.")]
    libelle: Annotated[str, Meta(description="Titre de la colonne.")]
    requise: Annotated[bool, Meta(description="Vrai s’il faut la remplir.")] = False
    aide: Annotated[str, Meta(description="Ce que l’on y écrit.")] = ""


class QuestionImprimee(msgspec.Struct, frozen=True, kw_only=True):
    """One question, with its answers and what follows."""

    numero: Annotated[int, Meta(description="Rang dans le parcours, à partir de 1.")]
    code: Annotated[str, Meta(description="Code de la question.")]
    bref: Annotated[str, Meta(description="La question en quelques mots.")]
    texte: Annotated[str, Meta(description="La question telle qu’elle est posée à l’agent.")]
    genre: Annotated[str, Meta(description="Noyau ou facultative, et ce que l’on répond.")]
    pourquoi: Annotated[str, Meta(description="Pourquoi cette question.")] = ""
    aborder: Annotated[str, Meta(description="Comment l’aborder avec la personne.")] = ""
    si_doute: Annotated[str, Meta(description="Que choisir si l’on hésite.")] = ""
    posee: Annotated[str, Meta(description="« toujours », ou « si … ».")]
    ensuite: Annotated[Lines, Meta(description="Où mène chaque réponse, une phrase par sortie.")] = ()
    compte_pour: Annotated[Lines, Meta(description="Règles qui lisent cette question.")] = ()
    choix: Annotated[tuple[ChoixImprime, ...], Meta(description="Réponses proposées, dans l’ordre.")] = ()
    colonnes: Annotated[tuple[ColonneImprimee, ...], Meta(description="Colonnes à remplir.")] = ()


class SectionImprimee(msgspec.Struct, frozen=True, kw_only=True):
    """A group of questions."""

    titre: Annotated[str, Meta(description="Titre de la section.")]
    qualifie: Annotated[bool, Meta(description="Vrai si la qualification est montrée à sa fin.")] = False
    questions: Annotated[tuple[QuestionImprimee, ...], Meta(description="Questions, dans l’ordre.")] = ()


class RegleImprimee(msgspec.Struct, frozen=True, kw_only=True):
    """One conclusion: a form, a trait, a named fact, a sentence."""

    code: Annotated[str, Meta(description="Code de la règle.")]
    libelle: Annotated[str, Meta(description="Nom, ou phrase dite à l’agent.")]
    texte: Annotated[str, Meta(description="Définition, explication ou suite à donner.")] = ""
    conditions: Annotated[Lines, Meta(description="Ce qui doit être vrai à la fois ; vide : toujours.")] = ()
    note: Annotated[str, Meta(description="Ce qu’il faut savoir de plus de cette règle.")] = ""


class ParcoursContext(msgspec.Struct, frozen=True, kw_only=True):
    """A whole flow, for someone who does not program."""

    titre: Annotated[str, Meta(description="Titre du parcours.")]
    identifiant: Annotated[str, Meta(description="Identifiant du parcours.")]
    version: Annotated[str, Meta(description="Version donnée par son auteur.")]
    issu_de: Annotated[str, Meta(description="Pour un parcours local : ce qu’il étend.")] = ""
    empreinte: Annotated[str, Meta(description="Début de l’empreinte de son texte exact.")]
    date: Annotated[datetime.date, Meta(description="Jour de l’impression.")]
    nombres: Annotated[str, Meta(description="Combien de questions et de formes il compte.")]
    sources: Annotated[tuple[SourceImprimee, ...], Meta(description="Sources du parcours.")] = ()
    sections: Annotated[tuple[SectionImprimee, ...], Meta(description="Sections et leurs questions.")] = ()
    formes: Annotated[tuple[RegleImprimee, ...], Meta(description="Formes de non-recours.")] = ()
    avere: Annotated[Lines, Meta(description="Ce qui doit être vrai pour que le droit soit établi.")] = ()
    abandon: Annotated[Lines, Meta(description="Ce qui doit être vrai pour parler d’abandon.")] = ()
    certitudes: Annotated[tuple[RegleImprimee, ...], Meta(description="Niveaux de certitude.")] = ()
    faits: Annotated[tuple[RegleImprimee, ...], Meta(description="Faits nommés.")] = ()
    typologie: Annotated[tuple[RegleImprimee, ...], Meta(description="Caractères déduits.")] = ()
    aucun: Annotated[tuple[RegleImprimee, ...], Meta(description="Phrases quand aucune forme ne tient.")] = ()
    fins: Annotated[tuple[RegleImprimee, ...], Meta(description="Fins du parcours.")] = ()


class TexteImprime(msgspec.Struct, frozen=True, kw_only=True):
    """One text that a user reads, and where it stands in the file."""

    place: Annotated[str, Meta(description="Place dans le fichier, par exemple « demande · texte ».")]
    texte: Annotated[str, Meta(description="Le texte.")]


class PartieImprimee(msgspec.Struct, frozen=True, kw_only=True):
    """The texts of one question, or of another part of the file."""

    titre: Annotated[str, Meta(description="Question en quelques mots, ou nom de la partie.")]
    mots: Annotated[int, Meta(description="Nombre de mots.")]
    phrases: Annotated[int, Meta(description="Nombre de phrases.")]
    plus_longue: Annotated[int, Meta(description="Nombre de mots de la phrase la plus longue.")]
    score: Annotated[int | None, Meta(description="Score de lisibilité, 100 : très facile.")] = None
    facilite: Annotated[str, Meta(description="Ce score en mots.")] = ""
    ferme: Annotated[bool, Meta(description="Vrai s’il y a assez de mots pour que le score compte.")] = False
    textes: Annotated[tuple[TexteImprime, ...], Meta(description="Les textes, dans l’ordre du fichier.")] = ()


class TextesContext(msgspec.Struct, frozen=True, kw_only=True):
    """Every text of a flow, for proofreading or translation."""

    titre: Annotated[str, Meta(description="Titre du parcours.")]
    identifiant: Annotated[str, Meta(description="Identifiant du parcours.")]
    version: Annotated[str, Meta(description="Version donnée par son auteur.")]
    date: Annotated[datetime.date, Meta(description="Jour de l’impression.")]
    ensemble: Annotated[PartieImprimee, Meta(description="Les mêmes comptes pour tout le parcours.")]
    questions: Annotated[tuple[PartieImprimee, ...], Meta(description="Une partie par question.")] = ()
    reste: Annotated[tuple[PartieImprimee, ...], Meta(description="Titres, règles, fins.")] = ()
    assez_de_mots: Annotated[int, Meta(description="Mots à partir desquels un score compte.")] = 100


class ReferenceImprimee(msgspec.Struct, frozen=True, kw_only=True):
    """One source to read again some day."""

    titre: Annotated[str, Meta(description="Titre de la source.")]
    ou: Annotated[str, Meta(description="Où la trouver.")] = ""
    lu_le: Annotated[str, Meta(description="Date de lecture.")]
    statut: Annotated[str, Meta(description="officielle, secondaire, ou rien.")] = ""
    echeance: Annotated[str, Meta(description="Fin de validité connue.")] = ""
    appuie: Annotated[Lines, Meta(description="Ce que la source appuie.")] = ()
    a_relire: Annotated[bool, Meta(description="Vrai si elle est à relire.")] = False


class ReferencesContext(msgspec.Struct, frozen=True, kw_only=True):
    """Every source of a flow and of its catalogue, for the yearly review."""

    titre: Annotated[str, Meta(description="Titre du parcours.")]
    identifiant: Annotated[str, Meta(description="Identifiant du parcours.")]
    version: Annotated[str, Meta(description="Version du parcours.")]
    catalogue: Annotated[str, Meta(description="Identifiant et version du catalogue.")]
    date: Annotated[datetime.date, Meta(description="Jour de l’impression.")]
    references: Annotated[tuple[ReferenceImprimee, ...], Meta(description="De la plus ancienne.")] = ()
