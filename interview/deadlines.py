"""The deadlines of a situation as its record keeps them: from its own journal alone, without today's date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from flows.flow import Flow
from interview.following import ENDED
from store import ChronologyRow, DeadlineRecord, SituationRecord

if TYPE_CHECKING:
    from flows.deadlines import Clock

WAITING = ("en_cours", "inconnu", None)
"""Where things stand, for a situation that something is expected of."""


def clocks_of(
    flow: Flow, benefit: str, organisms: tuple[str, ...], steps: Iterable[ChronologyRow], domain: str = ""
) -> tuple[Clock, ...]:
    """Every delay that the steps of a chronology set running, over or not."""
    from flows.deadlines import Happened, deadlines

    happened = [Happened(each.date, each.evenement) for each in steps if each.evenement]
    if not happened:
        return ()
    entry = flow.catalogue.benefit(benefit)
    return deadlines(
        flow.catalogue.ways(benefit, organisms, domain), entry.answer if entry else None, happened
    )


def with_deadlines(flow: Flow, situation: SituationRecord, started_at: int) -> SituationRecord:
    """The record with the days to be reminded of, while something is expected.

    A day that had passed before the interview began is told in the sheet, and nobody is reminded of it.

    Args:
        started_at: when the interview began, in milliseconds since 1970 UTC.
    """
    if not any(each.evenement for each in situation.chronologie) or not waiting(situation):
        return situation
    began = datetime.datetime.fromtimestamp(started_at / 1000, datetime.UTC).date().isoformat()
    benefit, domain = situation.prestation or "", situation.domaine or ""
    clocks = clocks_of(flow, benefit, situation.organismes, situation.chronologie, domain)
    kept: dict[tuple[str, str], DeadlineRecord] = {}
    for each in clocks:
        if not each.told or each.day is None or (each.kind == "agir" and each.day.isoformat() < began):
            continue
        day = each.day.isoformat()
        record = DeadlineRecord(day, each.kind, each.way, each.sequel, each.event, each.start)
        kept.setdefault((day, each.kind), record)  # of two ways with the same day, the first to take
    return msgspec.structs.replace(situation, echeances=tuple(kept.values()))


def waiting(situation: SituationRecord) -> bool:
    """Whether something is still expected: a form was kept, and nothing has ended it."""
    kept = any(each.decided for each in situation.formes)
    return situation.core_complete and kept and situation.suite not in ENDED and situation.issue in WAITING
