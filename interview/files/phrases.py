"""Words that every view shares: instants, what a situation is about, what was found, where it stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from flows.flow import Flow
from interview.follow_words import OUTCOME_LABELS
from interview.wording import capital, certainty_label, joined
from store import Found, SituationRecord
from templates.typography import count, day, french

STATES = {
    "en_cours": "entretien en cours",
    "termine": "entretien terminé",
    "abandonne": "entretien abandonné",
}
_SETTLED = {"regularisee": "Régularisée", "droit_perdu": "Droit perdu"}


def date_of(instant: int) -> datetime.date:
    """The day of an instant (milliseconds since 1970 UTC), where the machine is."""
    return datetime.datetime.fromtimestamp(instant / 1000).date()


def day_of_instant(instant: int) -> str:
    """« 3 mars 2026 »."""
    return day(date_of(instant))


def time_of_instant(instant: int) -> str:
    """« 3 mars 2026 à 9 h 05 »."""
    moment = datetime.datetime.fromtimestamp(instant / 1000)
    return f"{day(moment.date())} à {moment.hour}\u00a0h\u00a0{moment.minute:02d}"


def object_in_words(flow: Flow, prestation: str | None, domaine: str | None) -> str:
    """The benefit or the domain, « Objet à préciser » before it is known."""
    for question, code in (("prestation", prestation), ("domaine", domaine)):
        if code:
            label = flow.label(question, code) if question in flow.questions else code
            return french(capital(label))
    return french("Objet à préciser")


def form_label(flow: Flow, code: str) -> str:
    """The name of a form, its code where the flow no longer knows it."""
    return next((french(each.label) for each in flow.file.rules.forms if each.code == code), code)


def finding_in_words(flow: Flow, formes: Iterable[str], certitude: str | None, *, complete: bool) -> str:
    """« Non-demande et non-réception, avéré », « Pas de non-recours », « Pas encore qualifiée »."""
    if not complete:
        return french("Pas encore qualifiée")
    names = [form_label(flow, each) for each in formes]
    known = {each.code for each in flow.file.rules.certainties}
    label = certainty_label(flow, certitude) if certitude in known and certitude else (certitude or "")
    if not names:
        return label or french("Pas de non-recours")
    named = joined([*names[:1], *(each.lower() for each in names[1:])])
    return french(f"{named}, {label.lower()}") if label else named


def status_in_words(row: Found) -> str:
    """Where a situation of a list stands, in two or three words."""
    return _status(row.ouverte, row.core_complete, bool(row.formes), row.suite, row.issue, row.requalifie_par)


def status_of_record(record: SituationRecord, later: str | None) -> str:
    """Where a situation stands; *later* is the reference of the one that qualifies it anew."""
    kept = any(each.decided for each in record.formes)
    return _status(is_open(record, later), record.core_complete, kept, record.suite, record.issue, later)


def is_open(record: SituationRecord, later: str | None) -> bool:
    """A form was kept, nothing ended it, and no later situation qualifies it anew."""
    ended = record.suite in ("droit_ouvert", "rejet", "perdu") or record.issue in _SETTLED
    return any(each.decided for each in record.formes) and not ended and later is None


def _status(
    opened: bool, complete: bool, kept: bool, suite: str | None, issue: str | None, later: str | None
) -> str:
    if not complete:
        return "À compléter"
    if later:
        return french("Requalifiée")
    if suite and (suite != "sans_nouvelles" or opened):
        return OUTCOME_LABELS.get(suite, suite)
    if not kept:
        return "Sans non-recours"
    if issue in _SETTLED:
        return _SETTLED[issue]
    return "Ouverte" if opened else "Close"


def due_in_words(relance_le: str | None, retard_le: str | None, today: datetime.date) -> str:
    """« En retard depuis le 24 mars 2026 », « À relancer depuis… », "" while nothing is due."""
    now = today.isoformat()
    if relance_le is None or now < relance_le:
        return ""
    if retard_le is not None and now >= retard_le:
        return french(f"En retard depuis le {day(retard_le)}")
    return french(f"À relancer depuis le {day(relance_le)}")


def deadline_in_words(
    act_by: Sequence[str],
    silent_from: str | None,
    today: datetime.date,
    ahead: datetime.date,
    zone: str = "Métropole",
) -> str:
    """« Délai : 3 mai 2026 », « Délai passé le… », « Réponse due le… »; "" while none is near.

    The nearest of *act_by* that has not passed, or else the last one. A closed day is carried on.
    """
    from interview.working_days import first_live_day

    live = [each for each in act_by if each >= first_live_day(today, zone).isoformat()]
    if live and live[0] <= ahead.isoformat():
        return french(f"Délai : {day(live[0])}")
    if act_by and not live:
        return french(f"Délai passé le {day(act_by[-1])}")
    if silent_from is not None and silent_from <= today.isoformat():
        return french(f"Réponse due le {day(silent_from)}")
    return ""


def is_late(relance_le: str | None, retard_le: str | None, today: datetime.date) -> bool:
    """Whether the second delay has passed while a reminder stands."""
    return relance_le is not None and retard_le is not None and retard_le <= today.isoformat()


def counted(number: int, noun: str, most: int) -> str:
    """« 12 situations », « plus de 1 000 situations » beyond *most*."""
    return french(f"plus de {count(most, noun)}" if number > most else count(number, noun))
