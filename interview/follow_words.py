"""What is done and learnt after the interview, in French words: labels, days, what comes next."""

from __future__ import annotations

import datetime
import re
from typing import Any

from flows.flow import Flow
from interview.following import Departure
from interview.wording import cell_in_words
from store import FollowUpRecord
from templates.typography import count, day, duration, euros, french, stopped, when

OUTCOME_LABELS: dict[str, str] = {
    "droit_ouvert": "Droit ouvert",
    "rejet": "Rejet",
    "perdu": "Droit perdu",
    "sans_nouvelles": "Sans nouvelles",
}
"""What came of a situation, as it is read everywhere."""

USEFUL_LABELS: dict[str, str] = {
    "oui": "utile à la personne",
    "non": "sans utilité pour la personne",
    "inconnu": "",
}
"""Whether it served the person; nothing is written while it is not known."""

DESPITE_LABELS: dict[str, str] = {
    "obligation_legale": "obligation légale",
    "danger": "danger pour la personne ou pour autrui",
    "autre": "",
}
"""Why a refusal was passed over; the code ``autre`` is told by the agent's own words alone."""

PROOF_LABELS: dict[bool | None, str] = {True: "preuve détenue", False: "sans preuve"}
_PROOF = re.compile(r"(.*) \(preuve : ([^()]+)\)\.", re.DOTALL)


def action_label(flow: Flow, code: str) -> str:
    """The action as the flow names it, its code where the flow no longer knows it."""
    asked = flow.questions.get("actions")
    choice = asked.choice(code) if asked is not None else None
    return french(choice.label) if choice is not None else code


def event_label(flow: Flow, code: str) -> str:
    """What a step of the chronology is, its code where the flow no longer knows it."""
    asked = flow.questions.get("chronologie")
    columns = [each for each in asked.columns if each.code == "evenement"] if asked else []
    return cell_in_words(columns[0], code) if columns else code


def record_in_words(flow: Flow, record: FollowUpRecord) -> str:
    """One thing done or learnt, in one line that ends with a full stop."""
    if record.kind == "action":
        parts = [action_label(flow, record.code), _when(record.date), _minutes(record.minutes)]
        return french(stopped(", ".join(each for each in parts if each)))
    if record.kind == "suite":
        return stopped(outcome_in_words(record))
    fact, held = proof_apart(record.fait)
    known = [day(record.date) if record.date else "", record.acteur, record.canal]
    said = ", ".join(each for each in known if each)
    if record.evenement:
        said = f"{said}, {event_label(flow, record.evenement).lower()}"
    label = f"preuve : {held}" if held else PROOF_LABELS.get(record.preuve)
    return french(stopped(f"{said} : {fact.rstrip('. ')}{f' ({label})' if label else ''}"))


def with_proof(fact: str, proof: str) -> str:
    """The fact of a step with the very proof that is held, as the journal keeps them."""
    return f"{fact.rstrip('. ')} (preuve : {re.sub('[()]', '', proof).strip()})."


def proof_apart(fact: str) -> tuple[str, str]:
    """The fact of a step, and the very proof that is held, "" when it has no name."""
    found = _PROOF.fullmatch(fact)
    return (f"{found[1]}.", found[2]) if found else (fact, "")


def outcome_in_words(record: FollowUpRecord) -> str:
    """« Droit ouvert, le 2 avril 2026, 120 € récupérés, utile à la personne »."""
    label = OUTCOME_LABELS.get(record.code, record.code)
    parts = [label, _when(record.date), recovered_in_words(record.recupere), useful_in_words(record.utile)]
    return french(", ".join(each for each in parts if each))


def recovered_in_words(cents: int | None) -> str:
    """« 120 € récupérés »; "" when nothing is recorded."""
    if cents is None:
        return ""
    return f"{euros(cents)} récupéré{'s' if cents >= 200 else ''}"


def useful_in_words(code: str | None) -> str:
    """Whether it served the person, "" while it is not known."""
    return USEFUL_LABELS.get(code or "", "")


def departure_words(despite: str) -> str:
    """How a sheet left without the person's agreement: she was not asked, or she had said no."""
    return "Transmise malgré le refus de la personne" if despite else "Transmise sans accord recueilli"


def departure_reason(departure: Departure) -> str:
    """« danger pour la personne ou pour autrui. Les enfants sont seuls. »."""
    label = DESPITE_LABELS.get(departure.despite, "")
    return french(". ".join(each for each in (label, departure.motif) if each))


def departure_in_words(departure: Departure) -> str:
    """« Transmise sans accord recueilli : la personne est injoignable »."""
    return french(f"{departure_words(departure.despite)} : {departure_reason(departure).rstrip('.')}")


def weekday(date: str, today: datetime.date) -> str:
    """« jeudi 12 mars », with the year when it is another one than that of *today*."""
    from babel.dates import format_date

    value = datetime.date.fromisoformat(date)
    text = str(format_date(value, "EEEE d MMMM", locale="fr_FR"))
    if value.day == 1:
        text = text.replace(" 1 ", " 1er ", 1)
    return text if value.year == today.year else f"{text} {value.year}"


def reminder_in_words(reminder: tuple[str, str] | None, today: datetime.date) -> str:
    """When to come back to it, and whether that is late; a whole sentence."""
    if reminder is None:
        return "Aucun rappel n’est posé."
    first, late = reminder
    shown, now = weekday(first, today), today.isoformat()
    if now < first:
        return f"À relancer à partir du {shown}."
    overdue = ", en retard" if now >= late else ""
    return f"À relancer depuis le {shown}{overdue}."


def waited(first: str, today: datetime.date) -> str:
    """For how long it has been to chase up: « depuis 3 jours », « aujourd’hui »."""
    days = (today - datetime.date.fromisoformat(first)).days
    return f"depuis {count(days, 'jour')}" if days > 0 else "aujourd’hui"


def _when(date: str) -> str:
    return str(when(date)) if date else ""


def _minutes(minutes: Any) -> str:
    return duration(minutes) if isinstance(minutes, int) else ""
