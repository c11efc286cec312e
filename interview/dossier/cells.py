"""The figures of a dossier as counts tied together: what the safety of publication reasons on. Pure.

Names are the same from one edition to the next. Only what a dossier shows is here: a count that goes out
nowhere needs no guarding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Literal

import msgspec

from interview.figures.tables import Cell, Relation
from interview.following import ENDED
from store.figures.counts import Amount, Figures, Tally

Step = Literal["mois", "trimestre"]
MONTHLY_FROM = 60
"""Situations from which a trend is told by month: under it, most months would be masked."""
DETAILS = 10
"""Details from the field that are shown, the most frequent."""

PARTS: Mapping[str, str] = {
    "tendance": "Au fil du temps",
    "formes": "Les formes de non-recours",
    "raisons": "Les raisons",
    "niveaux": "À quel niveau cela s’explique",
    "details": "Ce qui a été observé",
    "objets": "Ce dont il s’agit",
    "personnes": "Les ménages et les personnes",
    "delais": "Les délais, et ce qu’il en advient",
    "cout": "Ce que cela coûte",
    "cascades": "Ce que cela entraîne",
}
"""The parts of the figures, in the order they are shown."""


class Counted(msgspec.Struct, frozen=True):
    """Counts and what ties them together.

    Attributes:
        step: how the trend is told.
    """

    cells: tuple[Cell, ...]
    relations: tuple[Relation, ...]
    step: Step

    def value(self, name: str) -> int:
        """The count of that name, 0 when there is none."""
        return next((each.value for each in self.cells if each.name == name), 0)


def counted(
    figures: Figures, whole: int, left_out: Collection[str] = (), step: Step | None = None
) -> Counted:
    """The counts that a dossier shows.

    Args:
        whole: situations of the same period and place, whatever the institution.
        left_out: codes of :data:`PARTS` that are not shown.
        step: how an earlier edition told the trend: two ways of cutting the same time could be subtracted.
    """
    volume = figures.volume
    step = step or ("mois" if volume.situations >= MONTHLY_FROM else "trimestre")
    made = _Made()
    made.cell("ensemble", whole, weight=3)
    made.cell("situations", volume.situations, weight=3)
    made.within("ensemble", ("situations",))
    made.cell("menages", volume.households)
    made.within("situations", ("menages",), complement=False)
    for code, add in _ADDING.items():
        if code not in left_out:
            add(made, figures)
    if "tendance" not in left_out:
        _trend(made, figures.volume.months, step)
    return Counted(tuple(made.cells.values()), tuple(made.relations), step)


def period_of(month: str, step: Step) -> str:
    """« 2026-03 », or « 2026-T1 »."""
    return month if step == "mois" else f"{month[:4]}-T{(int(month[5:7]) + 2) // 3}"


def periods(first: str, last: str) -> list[str]:
    """Every month from the first to the last, both included."""
    start, end = _ordinal(first), _ordinal(last)
    return [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(start, end + 1)]


# ── inside ───────────────────────────────────────────────────────────────────────────────────────────


class _Made:
    """Cells and relations being put together."""

    def __init__(self) -> None:
        self.cells: dict[str, Cell] = {}
        self.relations: list[Relation] = []

    def cell(self, name: str, value: int, weight: float = 1.0) -> None:
        self.cells[name] = Cell(name, value, weight)

    def within(self, whole: str, parts: tuple[str, ...], *, complement: bool = True) -> None:
        """Each part is some of the whole."""
        self.relations.append(Relation("inclusion", whole, parts, complement))

    def adds_up(self, whole: str, parts: tuple[str, ...]) -> None:
        """The parts add up to the whole; where they do not (a code said by nobody), each is some of it."""
        total = sum(self.cells[each].value for each in parts)
        if parts and total == self.cells[whole].value:
            self.relations.append(Relation("somme", whole, parts))
        elif parts:
            self.within(whole, parts)

    def inside(self, name: str, wholes: tuple[str, ...]) -> None:
        """What is some of the first of *wholes* that is large enough to hold it."""
        value = self.cells[name].value
        known = (each for each in wholes if each in self.cells and self.cells[each].value >= value)
        whole = next(known, None)
        if whole is not None:
            self.within(whole, (name,))

    def several(self, name: str, tally: Tally, inside: str, most: int | None = None) -> None:
        """Codes several of which may hold, out of those that say one."""
        shown = tally.counts[:most]
        self.cell(name, tally.on, weight=2)
        self.within(inside, (name,), complement=False)
        parts = tuple(f"{name}/{each.code}" for each in shown)
        for each in shown:
            self.cell(f"{name}/{each.code}", each.n)
        covers = most is None and sum(each.n for each in shown) >= tally.on
        if parts:
            self.relations.append(Relation("recouvrement" if covers else "inclusion", name, parts))

    def amount(self, name: str, amount: Amount, inside: str = "situations") -> None:
        """How many recorded a value."""
        self.cell(name, amount.on)
        self.within(inside, (name,), complement=False)


def _forms(made: _Made, figures: Figures) -> None:
    made.several("formes", figures.forms.forms, "situations")
    if figures.forms.abandoned and "formes/non_demande" in made.cells:
        made.cell("abandon", figures.forms.abandoned)
        made.within("formes/non_demande", ("abandon",))
    certainties = figures.volume.certainties
    for each in certainties.counts:
        made.cell(f"certitude/{each.code}", each.n)
    made.adds_up("situations", tuple(f"certitude/{each.code}" for each in certainties.counts))


def _reasons(made: _Made, figures: Figures) -> None:
    for each in figures.forms.reasons:
        form = f"formes/{each.form}"
        if form not in made.cells:
            made.cell(form, each.situations)
            made.within("situations", (form,))
        made.several(f"raisons/{each.form}", each.reasons, form)


def _levels(made: _Made, figures: Figures) -> None:
    made.several("niveaux", figures.forms.levels, "situations")


def _details(made: _Made, figures: Figures) -> None:
    made.several("details", figures.forms.details, "situations", DETAILS)


def _objects(made: _Made, figures: Figures) -> None:
    for name, tally in (("prestations", figures.objects.benefits), ("domaines", figures.objects.domains)):
        made.cell(name, tally.on, weight=2)
        for each in tally.counts:
            made.cell(f"{name}/{each.code}", each.n)
        made.adds_up(name, tuple(f"{name}/{each.code}" for each in tally.counts))
    both = made.cells["prestations"].value + made.cells["domaines"].value
    if both == made.cells["situations"].value:
        made.adds_up("situations", ("prestations", "domaines"))
    else:
        made.within("situations", ("prestations", "domaines"))


def _people(made: _Made, figures: Figures) -> None:
    impact, cumulation = figures.impact, figures.cumulation
    made.cell("personnes", impact.persons)
    made.cell("personnes/menages", impact.households)
    made.within("menages", ("personnes/menages",), complement=False)
    if impact.persons >= impact.households:
        made.within("personnes", ("personnes/menages",), complement=False)
    made.cell("cumul/menages", cumulation.households)
    made.within("menages", ("cumul/menages",))


def _outcomes(made: _Made, figures: Figures) -> None:
    told = figures.resolution
    made.cell("finies", told.ended)
    made.cell("ouvertes", told.still_open)
    made.adds_up("situations", ("finies", "ouvertes"))
    for each in told.outcomes.counts:
        made.cell(f"suites/{each.code}", each.n)
    since = tuple(f"suites/{each.code}" for each in told.outcomes.counts if each.code in ENDED)
    before = tuple(f"suites/{each.code}" for each in told.outcomes.counts if each.code not in ENDED)
    made.cell("finies/depuis", sum(made.cells[each].value for each in since))
    made.adds_up("finies/depuis", since)
    made.adds_up("finies", ("finies/depuis", *before))
    made.cell("attente", sum(each.n for each in told.waiting))
    made.cell("attente/finies", sum(each.n for each in told.waiting if each.ended))
    made.within("situations", ("attente",), complement=False)
    made.within("attente", ("attente/finies",))
    made.inside("attente/finies", ("finies/depuis", "finies"))
    made.cell("recupere", told.recovered.on)
    made.inside("recupere", ("suites/droit_ouvert", "finies/depuis", "situations"))


def _cost(made: _Made, figures: Figures) -> None:
    cost = figures.cost
    made.cell("asf/demandees", cost.aid_asked)
    made.within("situations", ("asf/demandees",), complement=False)
    made.cell("asf/accordees", cost.aid.on)
    made.inside("asf/accordees", ("asf/demandees", "situations"))
    made.amount("minutes", cost.minutes)
    made.amount("manque", cost.shortfall.total)
    parts = {each.code or "non_dit": each.amount.on for each in cost.shortfall.recoverable}
    for code, number in parts.items():
        made.cell(f"manque/{code}", number)
    made.adds_up("manque", tuple(f"manque/{code}" for code in parts))


def _cascades(made: _Made, figures: Figures) -> None:
    made.cell("causent", figures.cumulation.causing)
    made.cell("causees", figures.cumulation.caused)
    made.within("situations", ("causent", "causees"))


def _trend(made: _Made, months: Tally, step: Step) -> None:
    told = {each.code: each.n for each in months.counts}
    if not told:
        return
    cut: dict[str, int] = defaultdict(int)
    for month in periods(min(told), max(told)):
        cut[period_of(month, step)] += told.get(month, 0)
    for period, number in cut.items():
        made.cell(f"temps/{period}", number)
    made.adds_up("situations", tuple(f"temps/{period}" for period in cut))


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


_ADDING = {
    "formes": _forms,
    "raisons": _reasons,
    "niveaux": _levels,
    "details": _details,
    "objets": _objects,
    "personnes": _people,
    "delais": _outcomes,
    "cout": _cost,
    "cascades": _cascades,
}
