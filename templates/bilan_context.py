"""The contract of the report on the figures: what `bilan.md.j2` may use, and what each field means.

Plain data, as in :mod:`templates.context`; a masked figure is already words when it gets here. A part that is
empty is left out, heading included.
"""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from templates.chart_context import Graphique, Tableau

Lines = tuple[str, ...]


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    """What a figure counts."""

    terme: Annotated[str, Meta(description="Le nom du chiffre, tel qu’il est écrit.")]
    sens: Annotated[str, Meta(description="Ce qu’il compte, en une phrase.")]


class Partie(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a heading: drawn, in a table, and what it counts."""

    code: Annotated[str, Meta(description="Ce qui désigne cette partie.")]
    titre: Annotated[str, Meta(description="Ce que montre cette partie, en quelques mots.")]
    phrases: Annotated[Lines, Meta(description="Ce que disent les chiffres, jamais plus.")] = ()
    graphique: Annotated[Graphique | None, Meta(description="Le dessin ; vide : un tableau suffit.")] = None
    tableau: Annotated[Tableau | None, Meta(description="Le tableau.")] = None
    definition: Annotated[str, Meta(description="Ce qui est compté ; vide : voir chaque ligne.")] = ""
    definitions: Annotated[
        tuple[Definition, ...], Meta(description="Ce que compte chaque chiffre de cette partie.")
    ] = ()
    notes: Annotated[Lines, Meta(description="Comment lire ces chiffres, une phrase chacune.")] = ()


class Rubrique(msgspec.Struct, frozen=True, kw_only=True):
    """One of the nine headings."""

    code: Annotated[str, Meta(description="Ce qui désigne cette rubrique.")]
    numero: Annotated[int, Meta(description="Son rang, de 1 à 9.")]
    titre: Annotated[str, Meta(description="De quoi elle parle.")]
    phrases: Annotated[Lines, Meta(description="Ce que disent les chiffres, jamais plus.")] = ()
    parties: Annotated[tuple[Partie, ...], Meta(description="Ses tableaux, avec ou sans dessin.")] = ()


class BilanContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the report on the figures may say."""

    titre: Annotated[str, Meta(description="Titre du document.")]
    date: Annotated[datetime.date, Meta(description="Jour où les chiffres ont été établis.")]
    periode: Annotated[str, Meta(description="Période des entretiens, en mots.")]
    perimetre: Annotated[str, Meta(description="Ce que l’on a retenu, en mots ; vide : tout.")] = ""
    comparaison: Annotated[str, Meta(description="Période comparée, en mots ; vide : aucune.")] = ""
    service: Annotated[str, Meta(description="Service qui établit le bilan, sans nom d’agent.")] = ""
    partageable: Annotated[bool, Meta(description="Vrai si les petits nombres sont masqués.")] = True
    mode: Annotated[str, Meta(description="« partageable » ou « complet », avec ce que cela veut dire.")] = ""
    masques: Annotated[str, Meta(description="Ce qui est masqué, en une phrase ; vide : rien.")] = ""
    notes: Annotated[Lines, Meta(description="Ce qu’il faut savoir de l’ensemble.")] = ()
    fictive: Annotated[str, Meta(description="Dit que la base est fictive ; vide : elle ne l’est pas.")] = ""
    rubriques: Annotated[tuple[Rubrique, ...], Meta(description="Les neuf rubriques.")] = ()
    definitions: Annotated[
        tuple[Definition, ...], Meta(description="Toutes les définitions des chiffres montrés.")
    ] = ()
