"""The contract of the report of a session: what `seance.md.j2` may use, and what each field means.

Plain data, as in :mod:`templates.context`. People are only ever counted: no field says what one of them
answered. A part that is empty is left out, heading included.
"""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from templates.bilan_context import Definition, Partie

Lines = tuple[str, ...]


class Embranchement(msgspec.Struct, frozen=True, kw_only=True):
    """One branch of the tree of paths: where some went, and how many."""

    niveau: Annotated[
        int, Meta(description="Sa profondeur dans l’arbre : 0 pour les premières branches.")
    ] = 0
    numero: Annotated[str, Meta(description="Sa place dans l’arbre : « 1.2 » part de « 1 ».")] = ""
    texte: Annotated[str, Meta(description="La réponse, combien y sont allés, et ce qu’ils concluent.")]


class CasCompare(msgspec.Struct, frozen=True, kw_only=True):
    """One situation of a case, as the group qualified it."""

    titre: Annotated[str, Meta(description="Titre du cas, et sa situation s’il y en a plusieurs.")]
    cadre: Annotated[str, Meta(description="Qui vient, où, pour quoi.")] = ""
    reference: Annotated[str, Meta(description="Ce que conclut la référence ; vide : non montrée.")] = ""
    phrases: Annotated[Lines, Meta(description="Ce que disent les chiffres, jamais plus.")] = ()
    conclusions: Annotated[
        Partie | None, Meta(description="Ce que les participants ont conclu, dessiné et compté.")
    ] = None
    questions: Annotated[Partie | None, Meta(description="Les réponses à chaque question, comptées.")] = None
    chemins: Annotated[str, Meta(description="Jusqu’où tous vont ensemble, en une phrase.")] = ""
    arbre: Annotated[
        tuple[Embranchement, ...], Meta(description="Les chemins : une branche par réponse, dans l’ordre.")
    ] = ()
    discussion: Annotated[Lines, Meta(description="Questions à discuter, écrites avec le cas.")] = ()
    decisions: Annotated[Lines, Meta(description="Ce que le groupe a décidé sur ce cas.")] = ()
    ouvertes: Annotated[Lines, Meta(description="Ce que le groupe laisse ouvert sur ce cas.")] = ()


class SeanceContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the report of a session may say."""

    titre: Annotated[str, Meta(description="Titre de la séance.")]
    date: Annotated[datetime.date, Meta(description="Jour de la séance.")]
    participants: Annotated[str, Meta(description="Combien de participants, en mots, à chaque moment.")]
    cas_joues: Annotated[str, Meta(description="Les titres des cas.")] = ""
    parcours: Annotated[str, Meta(description="Le parcours suivi, et sa version.")] = ""
    avertissement: Annotated[str, Meta(description="Dit que le compte rendu compte et ne classe pas.")] = ""
    essentiel: Annotated[Lines, Meta(description="Ce qu’il faut retenir, une phrase par idée.")] = ()
    manques: Annotated[Lines, Meta(description="Réponses qui manquent, en comptes.")] = ()
    accord: Annotated[
        tuple[Partie, ...], Meta(description="L’accord sur les formes, les raisons, la certitude.")
    ] = ()
    partages: Annotated[
        tuple[Partie, ...], Meta(description="Les questions qui partagent le plus, la première d’abord.")
    ] = ()
    confusions: Annotated[
        tuple[Partie, ...], Meta(description="Les réponses prises l’une pour l’autre.")
    ] = ()
    avant_apres: Annotated[
        tuple[Partie, ...], Meta(description="Ce que la discussion a changé ; vide : un seul moment.")
    ] = ()
    decisions: Annotated[Lines, Meta(description="Ce que le groupe a décidé.")] = ()
    ouvertes: Annotated[Lines, Meta(description="Ce que le groupe laisse ouvert.")] = ()
    cas: Annotated[
        tuple[CasCompare, ...], Meta(description="Chaque situation, dans l’ordre de la séance.")
    ] = ()
    definitions: Annotated[
        tuple[Definition, ...], Meta(description="Ce que veut dire chaque nombre, en deux phrases.")
    ] = ()
