"""What the figures are about, chosen line by line: a period, a place, an institution, and what to compare."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from interview.bilan.service import Bilan, year_before
from interview.bilan.told import number_of
from interview.conversation import Workplace
from interview.dossier.state import Subject
from interview.dossier.subject import period_in_words
from interview.tui.criteria import Chosen, Value
from interview.tui.screens.files_filters import FilterPanel
from templates.typography import french

PERIOD, COMPARED = "periode", "comparer"
CRITERIA: Mapping[str, str] = {
    PERIOD: "Période",
    "service": "Service",
    "territoire": "Territoire",
    "organisme": "Organisme",
    "prestation": "Prestation",
    "domaine": "Domaine",
    COMPARED: "Comparer avec une autre période",
}
_COUNTED = {
    "service": ("volume", "services"),
    "territoire": ("volume", "territoires"),
    "organisme": ("objets", "organismes"),
    "prestation": ("objets", "prestations_detail"),
    "domaine": ("objets", "domaines"),
}
"""The heading and the table where the values that occur are counted."""
YEAR_BEFORE = "Un an plus tôt"

Known = Mapping[str, tuple[Value, ...]]
"""By criterion, the values that occur in the base."""


def known_of(bilan: Bilan) -> Known:
    """The values that occur in figures that nothing narrows, the most frequent first."""
    known = {}
    for criterion, (heading, table) in _COUNTED.items():
        found = bilan.figures.heading(heading)
        counted = found.table(table) if found is not None else None
        lines = counted.lines if counted is not None else ()
        known[criterion] = tuple(Value(each.code, each.label, number_of(each)) for each in lines if each.code)
    return known


def subject_of(chosen: Chosen) -> Subject:
    """What is counted."""
    since, _, until = chosen.get(PERIOD, "").partition("/")
    return Subject(
        organism=chosen.get("organisme", ""),
        benefits=(chosen["prestation"],) if "prestation" in chosen else (),
        domain=chosen.get("domaine", ""),
        since=since,
        until=until,
        service=chosen.get("service", ""),
        territory=chosen.get("territoire", ""),
    )


def compared_of(chosen: Chosen) -> Subject | None:
    """The same over the other period; None where nothing is compared."""
    if COMPARED not in chosen:
        return None
    since, _, until = chosen[COMPARED].partition("/")
    return msgspec.structs.replace(subject_of(chosen), since=since, until=until)


class BilanFilters(FilterPanel):
    """Returns what was chosen, None when nothing changes.

    Args:
        known: the values that occur.
        start: the criterion to begin with, "" to choose one.
    """

    WHAT = "Ce que l’on compte"
    PERIODS = (PERIOD, COMPARED)

    def __init__(self, place: Workplace, chosen: Chosen, known: Known, start: str = "") -> None:
        super().__init__(place, chosen)
        self._known = known
        self._start = start
        self.criteria = {
            code: label for code, label in CRITERIA.items() if code not in _COUNTED or known.get(code)
        }

    def begin(self) -> None:
        if self._start:
            self._ask_value(self._start)
        else:
            super().begin()

    def values(self, criterion: str) -> tuple[Value, ...]:
        if criterion == PERIOD:
            return super().values(PERIOD)
        if criterion != COMPARED:
            return self._known[criterion]
        before = year_before(subject_of(self._chosen))
        last_year = (
            (Value(f"{before.since}/{before.until}", YEAR_BEFORE, period_in_words(before)),) if before else ()
        )
        shown = {each.code for each in last_year}
        return (*last_year, *(each for each in super().values(PERIOD) if each.code not in shown))

    def in_words(self, criterion: str, value: str) -> str:
        if criterion == PERIOD:
            return super().in_words(PERIOD, value)
        if criterion == COMPARED:
            since, _, until = value.partition("/")
            return french(period_in_words(Subject(since=since, until=until)))
        return next((each.label for each in self._known[criterion] if each.code == value), value)

    def action_back(self) -> None:
        """The criteria, or the figures; from a criterion asked for by its own key, the figures."""
        if self._start:
            self.dismiss(None)
        else:
            super().action_back()
