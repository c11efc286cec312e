"""The lines of a table, beside those of the same table over another period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interview.bilan.told import NOTHING, number_of, value_of
from interview.figures.shown import Delays, Line, Link, Measure, Table
from templates.typography import french, integer

DRAWN = 15
"""Bars that a drawing holds at most; the table has every line."""
_APART = ("minutes_par_service/", "par_organisme/")
_LOST = (
    "manque",
    "manque/oui",
    "manque/partie",
    "manque/non",
    "manque/inconnu",
    "manque/",
    "manque_inconnu",
)
YEAR = french("Part d’une année d’agent")
WITHOUT_BOUNDS = ("mois", "enchainements", "profils", "actions_par_type")
"""Tables whose lines are not a sample of situations."""
ROWS = {"nature_par_service": "Nature", "prestations_par_forme": "Prestations"}
_KINDS = {
    "services": "Service",
    "territoires": "Territoire",
    "certitudes": "Certitude",
    "formes": "Forme",
    "niveaux": "Niveau",
    "details": "Constat",
    "nature": "Nature",
    "prestations": "Groupe de prestations",
    "prestations_detail": "Prestation",
    "domaines": "Domaine",
    "organismes": "Organisme",
    "enchainements": "De l’une à l’autre",
    "profils": "Ménages qui ont",
    "personnes_par_situation": "Personnes",
    "intensite": "Trait",
    "actions_par_type": "Action",
    "durees": "Temps passé",
    "issues": "Issue",
    "utile": "Réponse",
    "ouvertes_par_age": "Depuis l’entretien",
}


def drawn_of(lines: Sequence[Line], table: Table, old: Table | None = None) -> list[Line]:
    """The lines worth a bar: those that show something, or all where they have an order of their own."""
    if table.ordered:
        return list(lines[:DRAWN]) if any(each.n for each in lines) else []
    return [each for each in lines if each.n or old_value(each, old)][:DRAWN]


def with_something(measures: Iterable[Measure], prefix: str = "", *, apart: bool = True) -> list[Measure]:
    """The measures that have something to show: those of a table of their own, or the others."""
    known = [each for each in measures if each.masked or each.value is not None]
    if apart:
        return [each for each in known if each.code.startswith(prefix)]
    return [each for each in known if not each.code.startswith(_APART)]


def rank_of(measure: Measure) -> int:
    """Its place: as it comes, but for the parts of what is lost, which go after the whole of it."""
    return _LOST.index(measure.code) + 1 if measure.code in _LOST else 0


def kind_of(table: Table) -> str:
    return "Raison" if table.code.startswith("raisons/") else _KINDS.get(table.code, "Intitulé")


def unit_of(table: Table) -> str:
    return "situations" if table.on_label.startswith("situations") else table.on_label


def short_unit(unit: str) -> str:
    """A word short enough for the head of a narrow column that also holds a period."""
    return "fois" if unit == "enchaînements" else unit


def linked(link: Link) -> str:
    return french(f"{link.label} : {link.reading[:1].lower()}{link.reading[1:]}")


def median_of(delays: Delays) -> str:
    said = delays.lasting
    if said is None:
        return ""
    if said.low is None or said.high is None or said.median is None:
        return said.reading
    return french(f"{said.reading} La médiane est sans doute entre {said.low} et {said.high} jours.")


def or_nothing(value: int | None) -> str:
    return NOTHING if value is None else integer(value)


def both_shared(table: Table, old: Table | None) -> bool:
    """Whether both periods are numerous enough for shares."""
    return old is not None and not table.few and not old.few


def same_line(line: Line, old: Table | None) -> Line | None:
    return None if old is None else next((each for each in old.lines if each.code == line.code), None)


def old_count(line: Line, old: Table | None) -> str:
    """A code that the other period has not is nobody: a zero."""
    found = same_line(line, old)
    return "0" if found is None else number_of(found)


def old_value(line: Line, old: Table | None) -> int | None:
    """The count of the other period, None where it is hidden."""
    found = same_line(line, old)
    return 0 if found is None else found.n


def was(each: Measure, old: Measure | None) -> str:
    if old is not None:
        return value_of(old)
    return "0" if each.unit not in ("minutes", "centimes", "jours") else NOTHING


def gone(table: Table, old: Table | None) -> list[Line]:
    """What only the other period has."""
    known = {each.code for each in table.lines}
    gone = [] if old is None else [each for each in old.lines if each.code not in known]
    share = 0.0 if any(each.pct is not None for each in table.lines) else None
    return [
        Line(cell="", code=each.code, label=each.label, n=0, on=table.on, pct=share)
        for each in sorted(gone, key=lambda each: each.code)
    ]
