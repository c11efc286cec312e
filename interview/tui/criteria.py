"""What narrows the list of situations: criteria, the values each takes, and the query they make."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import msgspec

from flows.flow import Flow
from interview.conversation import Workplace
from interview.engine.values import day_of
from interview.files.finding import instants, wanted_by
from interview.wording import capital
from store import Filter
from templates.typography import french, when

Chosen = Mapping[str, str]
"""The value of each criterion that is set, by code; nothing is set without a value."""
OTHER_PERIOD = "autre"
LABELS: Mapping[str, str] = {
    "etat": "Ouvertes ou closes",
    "relance": "À relancer",
    "periode": "Période",
    "forme": "Forme",
    "certitude": "Certitude",
    "prestation": "Prestation",
    "organisme": "Organisme",
    "domaine": "Domaine",
    "service": "Service",
}
"""The criteria, in the order they are offered."""
_STATES = (("ouvertes", "Ouvertes"), ("closes", "Closes"))
_REMINDERS = (("a_relancer", "À relancer"), ("en_retard", "En retard"))


class Value(msgspec.Struct, frozen=True):
    """One value of a criterion; ``told`` helps to choose it."""

    code: str
    label: str
    told: str = ""


def values_of(flow: Flow, criterion: str, today: datetime.date) -> tuple[Value, ...]:
    """The values of a criterion, in the order of the flow or of the catalogue; none where one is typed."""
    if criterion == "etat":
        return tuple(Value(*each) for each in _STATES)
    if criterion == "relance":
        return tuple(Value(*each) for each in _REMINDERS)
    if criterion == "periode":
        return _periods(today)
    if criterion == "forme":
        return tuple(Value(each.rule.code, french(each.rule.label)) for each in flow.forms)
    if criterion == "certitude":
        return tuple(Value(each.code, french(capital(each.label))) for each in flow.file.rules.certainties)
    if criterion == "prestation":
        return tuple(Value(each.code, french(capital(each.title))) for each in flow.catalogue.file.benefits)
    if criterion == "organisme":
        return tuple(Value(each.code, french(capital(each.title))) for each in flow.catalogue.file.organisms)
    if criterion == "domaine" and "domaine" in flow.questions:
        return tuple(
            Value(each.code, french(capital(each.label))) for each in flow.questions["domaine"].choices
        )
    return ()


def value_in_words(flow: Flow, criterion: str, value: str, today: datetime.date) -> str:
    """« Ouvertes », « Non-réception », « mars 2026 », « service asf »."""
    if criterion == "service":
        return f"service {value}"
    found = next((each.label for each in values_of(flow, criterion, today) if each.code == value), "")
    if found or criterion != "periode":
        return found or value
    first, last = value.split("/")
    return french(when(first) if first == last else f"{when(first)} – {when(last)}")


def period_of(typed: str) -> str | None:
    """The code of a period as it is typed, « 03/2026 » or « 03/2026 - 15/05/2026 »; None if it is none."""
    parts = [day_of(each.strip()) for each in typed.replace("–", "-").replace(" au ", " - ").split(" - ")]
    if not 1 <= len(parts) <= 2 or parts[0] is None or parts[-1] is None:
        return None
    first, last = parts[0], parts[-1]
    return f"{first}/{last}" if first[: len(last)] <= last[: len(first)] else None


def wanted(place: Workplace, words: str, chosen: Chosen) -> Filter:
    """The query."""
    today = place.today().isoformat()
    first, _, last = chosen.get("periode", "").partition("/")
    since, until = instants(first, last)
    state = chosen.get("etat")
    return wanted_by(
        place,
        words,
        Filter(
            since=since,
            until=until,
            service=chosen.get("service", ""),
            organism=chosen.get("organisme", ""),
            benefits=(chosen["prestation"],) if "prestation" in chosen else (),
            domain=chosen.get("domaine", ""),
            form=chosen.get("forme", ""),
            certainty=chosen.get("certitude", ""),
            openness="ouvertes" if state == "ouvertes" else "closes" if state == "closes" else "",
            to_chase_on=today if chosen.get("relance") == "a_relancer" else "",
            late_on=today if chosen.get("relance") == "en_retard" else "",
        ),
    )


def _periods(today: datetime.date) -> tuple[Value, ...]:
    last_month = today.replace(day=1) - datetime.timedelta(days=1)
    month, before = f"{today:%Y-%m}", f"{last_month:%Y-%m}"
    year, last_year = str(today.year), str(today.year - 1)
    return (
        Value(f"{month}/{month}", "Ce mois-ci", french(when(month))),
        Value(f"{before}/{before}", "Le mois dernier", french(when(before))),
        Value(f"{year}/{year}", "Cette année", year),
        Value(f"{last_year}/{last_year}", "L’an dernier", last_year),
        Value(OTHER_PERIOD, "Une autre période", french("03/2026, ou 03/2026 - 05/2026")),
    )
