"""« À relancer »: what waits for an answer for too long, in words for the home screen and the commands."""

from __future__ import annotations

import datetime
from textwrap import shorten
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from flows.flow import Flow
from interview.conversation import Workplace
from interview.files.known_flows import KnownFlows
from interview.follow_words import OUTCOME_LABELS, action_label, waited, weekday
from interview.wording import capital
from interview.working_days import first_live_day
from store import Chase
from templates.typography import french, when

if TYPE_CHECKING:
    from interview.sheets.deadline_words import DeadlineLine

SHOWN = 50
LONGEST_FACT = 80


class ChaseLine(msgspec.Struct, frozen=True):
    """One situation to chase up, in words.

    Attributes:
        deadline: the deadline that calls for it, with what it follows from; "" where none does.
        deadline_short: the same for a list: what is to be done, and by when.
        since: « depuis le jeudi 12 mars (12 jours) »; "" where only a deadline calls for it.
        late: the second delay has passed too, or the last day to act.
        last: what was last done or learnt, "" when nothing was since the interview.
    """

    reference: str
    interview: UUID
    rank: int
    household: str
    object: str
    since: str
    late: bool
    last: str
    deadline: str = ""
    deadline_short: str = ""


class ToChase(msgspec.Struct, frozen=True):
    """The first of them, the nearest deadlines first, then those that are late; ``total`` counts them all."""

    lines: tuple[ChaseLine, ...] = ()
    total: int = 0


def a_relancer(place: Workplace, limit: int = SHOWN) -> ToChase:
    """What is to be chased up today. Raises StoreError."""
    if place.base is None:
        return ToChase()
    today = place.today()
    ahead = deadline_until(place)
    since = first_live_day(today, place.settings.reminders.zone).isoformat()
    rows = place.base.chase_list(today.isoformat(), limit, ahead, since)
    total = len(rows) if len(rows) < limit else place.base.to_chase_up(today.isoformat(), ahead)
    flows = KnownFlows(place)
    return ToChase(tuple(_line(place, flows, each) for each in rows), total)


def deadline_until(place: Workplace) -> str:
    """The ISO day until which a deadline is near, by the settings."""
    return (place.today() + datetime.timedelta(days=place.settings.reminders.deadline_days)).isoformat()


def _line(place: Workplace, flows: KnownFlows, row: Chase) -> ChaseLine:
    today = place.today()
    due = row.relance_le is not None and row.relance_le <= today.isoformat()
    nearest = _deadline(place, flows, row)
    passed = nearest is not None and nearest.to_act and nearest.passed
    return ChaseLine(
        reference=row.reference,
        interview=row.interview,
        rank=row.rank,
        household=row.household,
        object=_object(place.machine.flow, row),
        since=french(f"{waited(row.relance_le, today)} ({weekday(row.relance_le, today)})")
        if due and row.relance_le
        else "",
        late=passed or (due and row.retard_le is not None and row.retard_le <= today.isoformat()),
        last=_last(place.machine.flow, row),
        deadline=nearest.sentence if nearest else "",
        deadline_short=nearest.short if nearest else "",
    )


def _deadline(place: Workplace, flows: KnownFlows, row: Chase) -> DeadlineLine | None:
    """The deadline to tell: what to do first, or else the silence that opens it."""
    if not row.deadlines:
        return None
    from interview.sheets.ways import deadline_lines

    zone = place.settings.reminders.zone
    lines = deadline_lines(flows.at(row.flow), row.deadlines, place.today(), zone)
    to_act = [each for each in lines if each.to_act]
    live = [each for each in to_act if not each.passed]
    return next(iter(live or to_act or lines), None)


def _object(flow: Flow, row: Chase) -> str:
    """The benefit or the domain, its code where today's flow does not know it."""
    for question, code in (("prestation", row.prestation), ("domaine", row.domaine)):
        if code:
            return capital(french(flow.label(question, code) if question in flow.questions else code))
    return ""


def _last(flow: Flow, row: Chase) -> str:
    if row.last_kind is None:
        return ""
    if row.last_kind == "action":
        said = action_label(flow, row.last_code or "")
    elif row.last_kind == "suite":
        said = OUTCOME_LABELS.get(row.last_code or "", row.last_code or "")
    else:
        said = shorten((row.last_fact or "").rstrip("."), LONGEST_FACT, placeholder="…")
    return french(", ".join(each for each in (said, when(row.last_date) if row.last_date else "") if each))
