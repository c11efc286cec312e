"""What was ticked and written for the person, and its form in the journal.

One entry ``recapitulatif`` holds a whole récapitulatif; the last one of an interview stands. Its value::

    {"date": "2026-03-03", "lignes": [{"code", "texte"}],
     "etapes": [{"code", "quoi", "qui", "quand", "numero"}]}

The words are kept as they were read: what was handed to somebody does not change with the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from interview.recap.phone import may_be_somebody

KIND: Final = "recapitulatif"
FRAME = ("date", "lieu")
"""The lines that say nothing of anybody: a day, and « notre service »."""
COLUMNS = ("quoi", "qui", "quand", "numero")


class Line(msgspec.Struct, frozen=True):
    """One ticked sentence: its code among the proposals, and its words."""

    code: str
    text: str


class NextStep(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that comes next; ``code`` is that of the proposal it comes from, "" for the agent’s own.

    ``when`` is an ISO date or a few words; ``phone`` is a number of :mod:`interview.recap.phone`, or "".
    """

    code: str = ""
    what: str
    who: str = ""
    when: str = ""
    phone: str = ""

    @property
    def cells(self) -> dict[str, str]:
        """The cells by the names they have in the journal."""
        return dict(zip(COLUMNS, (self.what, self.who, self.when, self.phone), strict=True))

    @property
    def guarded(self) -> dict[str, str]:
        """The cells that may name somebody: the number of a service does not, that of a mobile may."""
        watched = {name: text for name, text in self.cells.items() if text and name != "numero"}
        return watched | ({"numero": self.phone} if may_be_somebody(self.phone) else {})


class Recap(msgspec.Struct, frozen=True):
    """A récapitulatif: the day it is handed (ISO), the sentences ticked, what comes next."""

    date: str
    lines: tuple[Line, ...] = ()
    steps: tuple[NextStep, ...] = ()

    def has(self, code: str) -> bool:
        """Whether that line is ticked."""
        return code in self.codes

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all that is on it."""
        return (*(each.code for each in self.lines), *(each.code for each in self.steps))

    @property
    def empty(self) -> bool:
        """Whether nothing but the frame is on it."""
        return not self.steps and all(each.code in FRAME for each in self.lines)


def step_of(cells: Mapping[str, Any], code: str = "") -> NextStep:
    """A step from its cells."""
    what, who, when, phone = (str(cells.get(each) or "") for each in COLUMNS)
    return NextStep(code=code, what=what, who=who, when=when, phone=phone)


def value_of(recap: Recap) -> dict[str, Any]:
    """What the journal keeps of it."""
    return {
        "date": recap.date,
        "lignes": [{"code": each.code, "texte": each.text} for each in recap.lines],
        "etapes": [{"code": each.code, **each.cells} for each in recap.steps],
    }


def recap_of(value: Mapping[str, Any]) -> Recap:
    """The récapitulatif of a journal entry."""
    return Recap(
        str(value.get("date") or ""),
        tuple(Line(each["code"], each["texte"]) for each in value.get("lignes") or ()),
        tuple(step_of(each, each.get("code") or "") for each in value.get("etapes") or ()),
    )


def guarded_of(recap: Recap) -> list[dict[str, str]]:
    """What the guard reads of it: a row for each step. The ticked sentences come from no keyboard."""
    return [each.guarded for each in recap.steps]


def in_words(recap: Recap) -> tuple[str, ...]:
    """Every sentence and step of it, one line each; its date and place are those of the entry."""
    said = (each.text for each in recap.lines if each.code not in FRAME)
    return (*said, *(step_in_words(each) for each in recap.steps))


def step_in_words(step: NextStep) -> str:
    """« Vous : apporter les papiers, le 3 avril 2026, 04 76 00 00 00 »."""
    from templates.typography import when

    said = f"{step.who[:1].upper()}{step.who[1:]} : {step.what}" if step.who else step.what
    parts = [said, when(step.when) if step.when else "", step.phone]
    return ", ".join(each for each in parts if each)
