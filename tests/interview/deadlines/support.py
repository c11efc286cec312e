"""What the tests of deadlines share: days after the interview, steps that happen, ways in plain words."""

from __future__ import annotations

import datetime

from interview.conversation import Conversation, Workplace
from interview.follow_up import tell
from interview.sheets.ways import Ways, ways_from
from store import Base, ChronologyRow, DeadlineRecord
from tests.support import START, make_workplace, shipped_flow

DAY = 24 * 3600 * 1000
"""START is Tuesday 3 March 2026."""
METROPOLE = "Métropole"


def on(base: Base, held: Conversation, days: int) -> Conversation:
    return Conversation.resume(at(base, days), held.heading.id)


def at(base: Base, days: int) -> Workplace:
    return make_workplace(base, now=lambda: START + days * DAY)


def happens(held: Conversation, date: str, event: str, fact: str = "Lettre reçue.") -> str:
    return tell(held, 1, {"date": date, "fait": fact, "evenement": event})


def kept(base: Base, held: Conversation) -> tuple[DeadlineRecord, ...]:
    record = base.record(held.heading.id)
    assert record is not None
    return record.situations[0].echeances


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def ways(
    benefit: str, today: str, *steps: tuple[str, str], organisms: tuple[str, ...] = (), domain: str = ""
) -> Ways:
    rows = [ChronologyRow(when, "", "", "", None, event) for when, event in steps]
    day = datetime.date.fromisoformat(today)
    return ways_from(shipped_flow(), benefit, organisms, rows, day, METROPOLE, domain)


def told(
    benefit: str, today: str, *steps: tuple[str, str], organisms: tuple[str, ...] = (), domain: str = ""
) -> str:
    found = ways(benefit, today, *steps, organisms=organisms, domain=domain)
    return plain(" ".join(each.texte for each in found.ways))
