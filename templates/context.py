"""The contract of the fiche mémoire: what `fiche.md.j2` may use, and what each field means.

Plain data only: labels are already French text, money is a whole number of cents, dates are
`datetime.date` or ISO text that may stop at the month or the year. The names are French because
the people who edit the template read them; the help of each field is what the guide prints.
An empty field makes a shorter sheet: the template tests every one but the three required.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, get_type_hints

import msgspec
from msgspec import Meta

Lines = tuple[str, ...]


class Certitude(msgspec.Struct, frozen=True, kw_only=True):
    """How sure the qualification is."""

    code: Annotated[str, Meta(description="Code : avere, potentiel ou aucun.")]
    libelle: Annotated[str, Meta(description="Libellé lu par tous, par exemple « avéré ».")]
    phrase: Annotated[str, Meta(description="Une phrase : pourquoi cette certitude.")] = ""


class Forme(msgspec.Struct, frozen=True, kw_only=True):
    """One form of non-recours that holds for the situation."""

    libelle: Annotated[str, Meta(description="Nom de la forme, par exemple « Non-réception ».")]
    definition: Annotated[str, Meta(description="Définition courte, en mots simples.")] = ""
    raisons: Annotated[Lines, Meta(description="Raisons retenues pour cette forme.")] = ()
    appuis: Annotated[
        Lines, Meta(description="Phrases simples : les faits sur lesquels repose la forme.")
    ] = ()
    abandon: Annotated[bool, Meta(description="Vrai si la demande a été commencée puis abandonnée.")] = False


class Trait(msgspec.Struct, frozen=True, kw_only=True):
    """One descriptive trait: intensity or typology."""

    libelle: Annotated[str, Meta(description="Nom du trait, par exemple « partiel ».")]
    explication: Annotated[str, Meta(description="Ce que ce nom veut dire, en quelques mots.")] = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """Given only when the agent decided otherwise than what was proposed."""

    proposees: Annotated[Lines, Meta(description="Formes proposées par l’outil ; vide : aucune.")] = ()
    retenues: Annotated[Lines, Meta(description="Formes retenues par l’agent ; vide : aucune.")] = ()
    raison: Annotated[str, Meta(description="Pourquoi l’agent a décidé autrement.")] = ""


class Etape(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the chronology."""

    date: Annotated[
        str, Meta(description="Date : AAAA-MM-JJ, AAAA-MM ou AAAA ; sinon recopiée telle quelle.")
    ] = ""
    acteur: Annotated[
        str, Meta(description="Qui a agi, par sa fonction ou son organisme, jamais par son nom.")
    ] = ""
    canal: Annotated[str, Meta(description="Par quel moyen : courrier, guichet, téléphone…")] = ""
    fait: Annotated[str, Meta(description="Ce qui s’est passé.")]
    preuve: Annotated[
        bool | None, Meta(description="Preuve détenue : vrai, faux, ou rien si on ne sait pas.")
    ] = None
    preuve_texte: Annotated[str, Meta(description="Quelle preuve, par exemple « courrier ».")] = ""


class Consequences(msgspec.Struct, frozen=True, kw_only=True):
    """What the situation costs, to whom. Amounts are in cents; an unknown amount stays empty."""

    taille_menage: Annotated[int | None, Meta(description="Nombre de personnes du ménage.")] = None
    personnes_concernees: Annotated[int | None, Meta(description="Nombre de personnes concernées.")] = None
    manque_mensuel: Annotated[int | None, Meta(description="Manque par mois, en centimes.")] = None
    manque_mois: Annotated[int | None, Meta(description="Durée du manque, en mois.")] = None
    manque_total: Annotated[int | None, Meta(description="Manque total, en centimes.")] = None
    recuperable: Annotated[int | None, Meta(description="Part encore récupérable, en centimes.")] = None
    perdu: Annotated[int | None, Meta(description="Part perdue, en centimes.")] = None
    recuperable_libelle: Annotated[
        str,
        Meta(description="À défaut de montants : ce que l’on sait, par exemple « en partie récupérable »."),
    ] = ""
    asf_demandee: Annotated[bool | None, Meta(description="Aide sociale facultative demandée ?")] = None
    asf_montant: Annotated[
        int | None, Meta(description="Aide sociale facultative accordée, en centimes.")
    ] = None
    droits_en_cascade: Annotated[
        Lines, Meta(description="Autres droits perdus à cause de cette situation.")
    ] = ()
    causee_par: Annotated[str, Meta(description="Situation ou droit qui a causé celle-ci.")] = ""


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of action of the service."""

    libelle: Annotated[str, Meta(description="Nom de l’action.")]
    n: Annotated[int, Meta(description="Combien de fois.")] = 1


class Suivi(msgspec.Struct, frozen=True, kw_only=True):
    """One action of the service since the interview."""

    libelle: Annotated[str, Meta(description="Nom de l’action.")]
    date: Annotated[str, Meta(description="Quand, comme dans la chronologie.")] = ""
    minutes: Annotated[int | None, Meta(description="Temps passé à cette action, en minutes.")] = None


class Suite(msgspec.Struct, frozen=True, kw_only=True):
    """What came of the situation."""

    libelle: Annotated[str, Meta(description="Ce qu’il en est advenu, par exemple « droit ouvert ».")]
    date: Annotated[str, Meta(description="Quand, comme dans la chronologie.")] = ""
    recupere: Annotated[int | None, Meta(description="Montant récupéré, en centimes.")] = None
    utile: Annotated[str, Meta(description="Si cela a été utile à la personne, en quelques mots.")] = ""


class Accord(msgspec.Struct, frozen=True, kw_only=True):
    """The person's agreement before the sheet leaves the service."""

    libelle: Annotated[str, Meta(description="Réponse de la personne, par exemple « oui ».")]
    date: Annotated[str, Meta(description="Date de l’accord, comme dans la chronologie.")] = ""
    portee: Annotated[str, Meta(description="Ce à quoi la personne consent.")] = ""


class Sortie(msgspec.Struct, frozen=True, kw_only=True):
    """Why the sheet leaves the service without the person's agreement."""

    libelle: Annotated[str, Meta(description="« Transmise sans accord recueilli », ou « malgré le refus ».")]
    motif: Annotated[str, Meta(description="Le motif écrit par l’agent.")]


class Voie(msgspec.Struct, frozen=True, kw_only=True):
    """One way to contest, or one deadline, with where it was read."""

    texte: Annotated[str, Meta(description="La voie ou le délai, en une phrase.")]
    source: Annotated[str, Meta(description="Texte ou page qui le dit.")] = ""
    lu_le: Annotated[str, Meta(description="Date de lecture de la source, AAAA-MM-JJ.")] = ""


class FicheContext(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a fiche mémoire may say."""

    reference: Annotated[str, Meta(description="Référence de la situation.")]
    date: Annotated[datetime.date, Meta(description="Date de la fiche.")]
    objet: Annotated[str, Meta(description="Prestation ou domaine dont il s’agit.")]
    service: Annotated[str, Meta(description="Service qui établit la fiche, sans nom d’agent.")] = ""
    fictive: Annotated[str, Meta(description="Dit que la base est fictive ; vide : elle ne l’est pas.")] = ""
    organismes: Annotated[Lines, Meta(description="Organismes concernés.")] = ()
    organisme_a_confirmer: Annotated[
        bool, Meta(description="Vrai si l’organisme est encore à confirmer.")
    ] = False
    certitude: Annotated[Certitude | None, Meta(description="Certitude de la qualification.")] = None
    formes: Annotated[tuple[Forme, ...], Meta(description="Formes de non-recours retenues.")] = ()
    aucun: Annotated[str, Meta(description="Sans forme retenue : la phrase qui dit pourquoi.")] = ""
    typologie: Annotated[tuple[Trait, ...], Meta(description="Intensité et typologie.")] = ()
    decision: Annotated[Decision | None, Meta(description="Si l’agent a décidé autrement.")] = None
    niveaux: Annotated[Lines, Meta(description="Niveaux d’explication.")] = ()
    details: Annotated[Lines, Meta(description="Détails observés sous ces niveaux.")] = ()
    depuis: Annotated[str, Meta(description="Depuis quand, AAAA-MM.")] = ""
    issue: Annotated[str, Meta(description="Où en est la situation, par exemple « en cours ».")] = ""
    a_verifier: Annotated[Lines, Meta(description="Points encore à vérifier.")] = ()
    autrement: Annotated[Lines, Meta(description="Ce qui aurait conduit ailleurs, une phrase chacun.")] = ()
    chronologie: Annotated[tuple[Etape, ...], Meta(description="Démarches, dans l’ordre des dates.")] = ()
    consequences: Annotated[Consequences | None, Meta(description="Ce que la situation coûte, et à qui.")] = (
        None
    )
    actions: Annotated[tuple[Action, ...], Meta(description="Ce que le service a fait.")] = ()
    suivis: Annotated[
        tuple[Suivi, ...], Meta(description="Ce que le service a fait depuis l’entretien, par dates.")
    ] = ()
    minutes: Annotated[
        int | None, Meta(description="Temps passé par le service en tout, suivi compris, en minutes.")
    ] = None
    suite: Annotated[Suite | None, Meta(description="Ce qu’il est advenu de la situation.")] = None
    requalifie: Annotated[str, Meta(description="Référence de la situation que celle-ci requalifie.")] = ""
    requalifiee_par: Annotated[
        str, Meta(description="Référence de la situation qui requalifie celle-ci depuis.")
    ] = ""
    demande_individuelle: Annotated[str, Meta(description="Ce qui est demandé pour cette personne.")] = ""
    proposition_institution: Annotated[str, Meta(description="Ce qui l’éviterait à l’avenir.")] = ""
    accord: Annotated[Accord | None, Meta(description="Accord de la personne.")] = None
    sortie: Annotated[
        Sortie | None, Meta(description="Motif de transmission, sans l’accord de la personne.")
    ] = None
    voies: Annotated[tuple[Voie, ...], Meta(description="Voies et délais connus.")] = ()
    rappel_voies: Annotated[str, Meta(description="Ce qui est à vérifier, pour toutes les voies.")] = ""
    synthese: Annotated[str, Meta(description="Le récit, objectif, sans identité.")] = ""
    abrege: Annotated[
        str, Meta(description="Ce que la fiche laisse au dossier pour tenir sur ses pages, en une phrase.")
    ] = ""


PARTS: dict[str, tuple[type[msgspec.Struct], bool]] = {
    "certitude": (Certitude, False),
    "formes": (Forme, True),
    "typologie": (Trait, True),
    "decision": (Decision, False),
    "chronologie": (Etape, True),
    "consequences": (Consequences, False),
    "actions": (Action, True),
    "suivis": (Suivi, True),
    "suite": (Suite, False),
    "accord": (Accord, False),
    "sortie": (Sortie, False),
    "voies": (Voie, True),
}
"""The fields of the sheet that hold a structure of their own, and whether they hold several."""


def field_help() -> dict[str, str]:
    """Dotted path → help; `formes[].raisons` is the field `raisons` of each item of `formes`."""
    found: dict[str, str] = {}
    for name, text in _own_help(FicheContext).items():
        found[name] = text
        if name in PARTS:
            part, several = PARTS[name]
            prefix = f"{name}[]" if several else name
            found.update({f"{prefix}.{inner}": help_ for inner, help_ in _own_help(part).items()})
    return found


def _own_help(struct: type[msgspec.Struct]) -> dict[str, str]:
    hints: dict[str, Any] = get_type_hints(struct, include_extras=True)
    return {name: _description(hints[name]) for name in struct.__struct_fields__}


def _description(hint: Any) -> str:
    for extra in getattr(hint, "__metadata__", ()):
        if isinstance(extra, Meta) and extra.description:
            return extra.description
    return ""
