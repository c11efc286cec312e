"""The columns of the grid, in order, and how the value of each is written and read back.

A situation is a :class:`Row`: what stands in one line of a spreadsheet, as the record of the base keeps it
(codes, cents, ISO days). None, or an empty tuple, is *not recorded*: nothing is made up for it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, Literal, TypeAlias

import msgspec

from interview.following import OUTCOMES

Kind: TypeAlias = Literal[
    "reference",
    "jour",
    "date",
    "libre",
    "menage",
    "code",
    "codes",
    "raisons",
    "oui_non",
    "entier",
    "montant",
    "texte",
]
"""``reference``: of a situation. ``jour``: an ISO day. ``date``: an ISO day, month or year. ``libre``: a code
of the team's own. ``menage``: a household. ``code``, ``codes``: of the flow. ``raisons``: pairs of codes.
``montant``: cents. ``texte``: free text, which may name somebody."""

SEPARATOR = " | "
"""Between several values of one cell."""
OF = ":"
"""Between a form and its reason."""
INTENSITIES = ("complet", "partiel")
"""Traits of the typology that say the intensity."""
YES, NO = "oui", "non"

Cell: TypeAlias = str | int | float | datetime.date | None
"""What a spreadsheet holds: a text, a number, a day, or nothing."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the grid. The fields are the headers, in order.

    Attributes:
        date: ISO day on which the interview began, where the machine is.
        abandon: None where ``non_demande`` is not among the forms.
        raisons: (form, reason), in the order of the flow.
        actions: the same action done twice is there twice.
        asf_montant, manque_mensuel, recupere: cents.
        suite_date: ISO day, month or year.
    """

    reference: str
    date: str
    service: str | None = None
    agent: str | None = None
    territoire: str | None = None
    menage: str | None = None
    taille_menage: int | None = None
    personnes_concernees: int | None = None
    nature: str | None = None
    prestation: str | None = None
    domaine: str | None = None
    organismes: tuple[str, ...] = ()
    formes: tuple[str, ...] = ()
    abandon: bool | None = None
    raisons: tuple[tuple[str, str], ...] = ()
    intensite: str | None = None
    certitude: str | None = None
    causee_par: str | None = None
    actions: tuple[str, ...] = ()
    minutes: int | None = None
    asf_demandee: bool | None = None
    asf_montant: int | None = None
    manque_mensuel: int | None = None
    manque_mois: int | None = None
    issue: str | None = None
    suite: str | None = None
    suite_date: str | None = None
    recupere: int | None = None
    synthese: str | None = None


class Column(msgspec.Struct, frozen=True):
    """One column.

    Attributes:
        name: the header, and the field of :class:`Row`.
        kind: how its cells are written.
        label: the header in words.
        help: what a cell says, one French sentence.
        question: question of the flow whose codes it takes (or whose bounds, for a number); "" for none.
        codes: the codes it takes whatever the flow, where it is closed.
        required: a row without it cannot be kept.
    """

    name: str
    kind: Kind
    label: str
    help: str
    question: str = ""
    codes: tuple[str, ...] = ()
    required: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("reference", "reference", "Référence", "Référence de la situation, unique.", required=True),
    Column("date", "jour", "Date", "Jour de l’entretien.", required=True),
    Column("service", "libre", "Service", "Code du service qui a mené l’entretien."),
    Column("agent", "libre", "Agent", "Code de l’agent, jamais un nom."),
    Column("territoire", "libre", "Territoire", "Code du territoire."),
    Column("menage", "menage", "Ménage", "Numéro du ménage, jamais celui d’une caisse."),
    Column("taille_menage", "entier", "Taille du ménage", "Nombre de personnes du ménage.", "taille_menage"),
    Column(
        "personnes_concernees",
        "entier",
        "Personnes concernées",
        "Nombre de personnes que la situation touche.",
        "personnes_concernees",
    ),
    Column("nature", "code", "Nature", "Argent ou autre chose.", "nature"),
    Column("prestation", "code", "Prestation", "Prestation, si c’est de l’argent.", "prestation"),
    Column("domaine", "code", "Domaine", "Domaine, si ce n’est pas de l’argent.", "domaine"),
    Column("organismes", "codes", "Organismes", "Organismes concernés.", "organismes"),
    Column("formes", "codes", "Formes", "Formes de non-recours retenues."),
    Column("abandon", "oui_non", "Abandon", "La demande a été commencée, puis laissée (non-demande)."),
    Column("raisons", "raisons", "Raisons", "Pour chaque forme, pourquoi : « forme:raison »."),
    Column("intensite", "code", "Intensité", "Rien n’est reçu, ou une partie.", codes=INTENSITIES),
    Column("certitude", "code", "Certitude", "Avéré, potentiel, ou pas de non-recours."),
    Column(
        "causee_par", "reference", "Causée par", "Référence de la situation du même ménage qui l’a causée."
    ),
    Column(
        "actions", "codes", "Actions", "Actions du service ; une action répétée compte deux fois.", "actions"
    ),
    Column("minutes", "entier", "Minutes", "Temps passé.", "minutes"),
    Column("asf_demandee", "oui_non", "Aide facultative demandée", "Aide sociale facultative demandée."),
    Column(
        "asf_montant",
        "montant",
        "Aide facultative accordée",
        "Montant accordé, en euros ; 0 si elle a été refusée.",
        "asf_montant",
    ),
    Column("manque_mensuel", "montant", "Manque par mois", "En euros par mois.", "manque_mensuel"),
    Column("manque_mois", "entier", "Mois de manque", "Nombre de mois.", "manque_mois"),
    Column("issue", "code", "Issue", "Où en est la situation à la fin de l’entretien.", "issue"),
    Column("suite", "code", "Suite", "Ce qu’il en est advenu ensuite.", codes=OUTCOMES),
    Column("suite_date", "date", "Date de la suite", "Jour, mois ou année de la suite."),
    Column("recupere", "montant", "Montant récupéré", "En euros, si un droit a été ouvert."),
    Column("synthese", "texte", "Synthèse", "Le récit, sans rien qui dise qui est la personne."),
)
"""The columns, in the order of the grid."""

NAMES: tuple[str, ...] = tuple(each.name for each in COLUMNS)
BY_NAME: dict[str, Column] = {each.name: each for each in COLUMNS}


# ── writing ──────────────────────────────────────────────────────────────────────────────────────


def as_text(column: Column, value: Any) -> str:
    """The canonical text of a value of a :class:`Row`: what a csv holds. "" for what is not recorded."""
    return "" if value is None or value == () else _WRITERS[column.kind](value)


def as_cell(column: Column, value: Any) -> Cell:
    """The same for a spreadsheet: days as days, counts and amounts in euros as numbers, or None."""
    if value is None or value == ():
        return None
    if column.kind == "entier":
        return int(value)
    if column.kind == "montant":
        return float(value) / 100 if value % 100 else int(value) // 100
    if column.kind == "jour" or (column.kind == "date" and len(value) == 10):
        return datetime.date.fromisoformat(str(value))
    return as_text(column, value)


def texts_of(row: Row) -> dict[str, str]:
    """Every cell of a row as text, by header, in order."""
    return {each.name: as_text(each, getattr(row, each.name)) for each in COLUMNS}


def euros(cents: int) -> str:
    """An amount as the grid writes it: « 206 », « 206,50 »."""
    whole, rest = divmod(cents, 100)
    return f"{whole},{rest:02d}" if rest else str(whole)


def _joined(codes: tuple[str, ...]) -> str:
    return SEPARATOR.join(codes)


def _reasons(pairs: tuple[tuple[str, str], ...]) -> str:
    return SEPARATOR.join(f"{form}{OF}{reason}" for form, reason in pairs)


def _yes_no(value: bool) -> str:
    return YES if value else NO


_WRITERS: dict[Kind, Callable[[Any], str]] = {
    "reference": str,
    "jour": str,
    "date": str,
    "libre": str,
    "menage": str,
    "code": str,
    "codes": _joined,
    "raisons": _reasons,
    "oui_non": _yes_no,
    "entier": str,
    "montant": euros,
    "texte": str,
}
