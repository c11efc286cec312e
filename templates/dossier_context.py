"""The contract of the dossier d'interpellation: what `dossier.md.j2` may use, and what each field means.

Plain data, as in :mod:`templates.context`; a masked figure is already words when it gets here. A part that is
empty is left out, heading included.
"""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from templates.chart_context import Graphique, Tableau
from templates.context import Etape

Lines = tuple[str, ...]


class Chapitre(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the figures: what they say, drawn, in a table, and what they count."""

    titre: Annotated[str, Meta(description="Ce dont parle cette partie, en quelques mots.")]
    phrases: Annotated[Lines, Meta(description="Ce que disent les chiffres, jamais plus.")] = ()
    graphique: Annotated[Graphique | None, Meta(description="Le dessin, avec son tableau.")] = None
    tableaux: Annotated[tuple[Tableau, ...], Meta(description="Les tableaux sans dessin.")] = ()
    definition: Annotated[str, Meta(description="Ce qui est compté, en une phrase.")] = ""
    notes: Annotated[Lines, Meta(description="Comment lire ces chiffres, une phrase chacune.")] = ()


class Illustration(msgspec.Struct, frozen=True, kw_only=True):
    """One situation that illustrates it; its own sheet goes with the dossier."""

    reference: Annotated[str, Meta(description="Référence de la situation.")]
    objet: Annotated[str, Meta(description="Prestation ou domaine dont il s’agit.")]
    montre: Annotated[str, Meta(description="Ce qu’elle illustre ; vide : rien de récurrent.")] = ""
    formes: Annotated[Lines, Meta(description="Formes retenues, chacune avec ses raisons.")] = ()
    certitude: Annotated[str, Meta(description="Libellé de la certitude.")] = ""
    depuis: Annotated[str, Meta(description="Depuis quand, AAAA-MM.")] = ""
    ou_en_est: Annotated[str, Meta(description="Où en est la situation, ou ce qu’il en est advenu.")] = ""
    synthese: Annotated[str, Meta(description="Le récit, objectif, sans identité.")] = ""
    chronologie: Annotated[tuple[Etape, ...], Meta(description="Démarches, dans l’ordre des dates.")] = ()
    consequences: Annotated[Lines, Meta(description="Ce que la situation a coûté, une phrase chacune.")] = ()
    demande: Annotated[str, Meta(description="Ce qui est demandé pour cette personne.")] = ""
    accord: Annotated[str, Meta(description="L’accord de la personne, en une phrase.")] = ""
    sciemment: Annotated[
        str, Meta(description="Pourquoi elle est là, si ses raisons ne tiennent qu’à la personne.")
    ] = ""


class Proposition(msgspec.Struct, frozen=True, kw_only=True):
    """What would keep it from happening again."""

    texte: Annotated[str, Meta(description="La proposition.")]
    combien: Annotated[str, Meta(description="Dans combien de situations elle revient, en mots.")] = ""


class Engagement(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said they would do."""

    texte: Annotated[str, Meta(description="Ce qui a été promis.")]
    pour: Annotated[str, Meta(description="Pour quand, AAAA-MM-JJ, AAAA-MM ou AAAA.")] = ""
    etat: Annotated[str, Meta(description="Où il en est : tenu, en attente, en retard, non tenu.")] = ""


class Rencontre(msgspec.Struct, frozen=True, kw_only=True):
    """The meeting."""

    date: Annotated[str, Meta(description="Quand, AAAA-MM-JJ.")] = ""
    lieu: Annotated[str, Meta(description="Où.")] = ""
    contact: Annotated[
        str, Meta(description="Interlocuteur, par sa fonction ; coordonnées professionnelles seulement.")
    ] = ""
    participants: Annotated[Lines, Meta(description="Qui sera là, par fonction.")] = ()
    ordre_du_jour: Annotated[Lines, Meta(description="Points à aborder, dans l’ordre.")] = ()
    demandes: Annotated[Lines, Meta(description="Ce qui est demandé à l’institution.")] = ()
    engagements: Annotated[tuple[Engagement, ...], Meta(description="Ce qui a été promis.")] = ()


class Changements(msgspec.Struct, frozen=True, kw_only=True):
    """What changed since the edition before."""

    edition: Annotated[int, Meta(description="Numéro de l’édition précédente.")]
    depuis: Annotated[datetime.date, Meta(description="Jour de l’édition précédente.")]
    phrases: Annotated[Lines, Meta(description="Ce qui a changé, une phrase chacun.")] = ()
    chiffres: Annotated[Tableau | None, Meta(description="Chaque chiffre, avant et maintenant.")] = None
    engagements: Annotated[tuple[Engagement, ...], Meta(description="Ce qui avait été promis.")] = ()


class DossierContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a dossier d'interpellation may say."""

    titre: Annotated[str, Meta(description="Organisme, prestation ou thème.")]
    date: Annotated[datetime.date, Meta(description="Date du dossier.")]
    periode: Annotated[str, Meta(description="Période, en mots.")]
    edition: Annotated[int, Meta(description="Numéro de l’édition, à partir de 1.")] = 1
    brouillon: Annotated[bool, Meta(description="Vrai tant que cette édition n’a pas été remise.")] = False
    service: Annotated[str, Meta(description="Service qui établit le dossier, sans nom d’agent.")] = ""
    fictive: Annotated[str, Meta(description="Dit que la base est fictive ; vide : elle ne l’est pas.")] = ""
    perimetre: Annotated[str, Meta(description="Service et territoire retenus, en mots ; vide : tous.")] = ""
    changements: Annotated[Changements | None, Meta(description="Depuis l’édition précédente.")] = None
    constats: Annotated[Lines, Meta(description="L’essentiel des chiffres, une phrase chacun.")] = ()
    definition: Annotated[str, Meta(description="Quand une situation est comptée, en une phrase.")] = ""
    chapitres: Annotated[tuple[Chapitre, ...], Meta(description="Les chiffres, partie par partie.")] = ()
    masquage: Annotated[str, Meta(description="Pourquoi des chiffres manquent.")] = ""
    illustrations: Annotated[tuple[Illustration, ...], Meta(description="Situations choisies.")] = ()
    propositions: Annotated[tuple[Proposition, ...], Meta(description="Ce qui l’éviterait.")] = ()
    rencontre: Annotated[Rencontre | None, Meta(description="La rencontre.")] = None
