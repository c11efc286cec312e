"""« À relancer »: what waits for an answer for too long, in words for the home screen and the commands."""

from __future__ import annotations

from textwrap import shorten
from uuid import UUID

import msgspec

from flows.flow import Flow
from interview.conversation import Workplace
from interview.follow_words import OUTCOME_LABELS, action_label, waited, weekday
from interview.wording import capital
from store import Chase
from templates.typography import french, when

SHOWN = 50
LONGEST_FACT = 80


class ChaseLine(msgspec.Struct, frozen=True):
    """One situation to chase up, in words.

    Attributes:
        since: « depuis le jeudi 12 mars (12 jours) ».
        late: the second delay has passed too.
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


class ToChase(msgspec.Struct, frozen=True):
    """The first of them, those that are late first; ``total`` counts them all."""

    lines: tuple[ChaseLine, ...] = ()
    total: int = 0


def a_relancer(place: Workplace, limit: int = SHOWN) -> ToChase:
    """What is to be chased up today. Raises StoreError."""
    if place.base is None:
        return ToChase()
    today = place.today().isoformat()
    rows = place.base.chase_list(today, limit)
    total = len(rows) if len(rows) < limit else place.base.to_chase_up(today)
    return ToChase(tuple(_line(place, each) for each in rows), total)


def _line(place: Workplace, row: Chase) -> ChaseLine:
    today = place.today()
    return ChaseLine(
        reference=row.reference,
        interview=row.interview,
        rank=row.rank,
        household=row.household,
        object=_object(place.machine.flow, row),
        since=french(f"{waited(row.relance_le, today)} ({weekday(row.relance_le, today)})"),
        late=row.retard_le <= today.isoformat(),
        last=_last(place.machine.flow, row),
    )


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
