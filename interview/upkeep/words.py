"""How instants, sizes and copies are told to whoever looks after the base."""

from __future__ import annotations

import datetime

from store.backup import Copy
from templates.typography import count, day, french, integer

_KILO = 1000


def moment(instant: int) -> str:
    """`3 mars 2026 à 10 h 15`. *instant* is in milliseconds."""
    told = datetime.datetime.fromtimestamp(instant / 1000)
    return f"{day(told.date())} à {told.hour}\u00a0h\u00a0{told.minute:02d}"


def age(instant: int, now: int) -> str:
    """`aujourd’hui`, `hier`, `il y a 12 jours`."""
    days = (_day(now) - _day(instant)).days
    return {0: "aujourd’hui", 1: "hier"}.get(days, f"il y a {days}\u00a0jours")


def size(octets: int) -> str:
    """`340 ko`, `1,2 Mo`, `3,4 Go`."""
    value, units = float(octets), ["o", "ko", "Mo", "Go"]
    while value >= _KILO and len(units) > 1:
        value, units = value / _KILO, units[1:]
    shown = integer(round(value)) if units[0] in ("o", "ko") else f"{value:.1f}".replace(".", ",")
    return f"{shown}\u00a0{units[0]}"


def copy_line(copy: Copy, now: int) -> str:
    """One copy of a list: its name, when, how big, and why it is there when it is not a usual one."""
    why = {
        "": "",
        "remplacee": ", la base remplacée par une restauration",
        "abimee": ", une base abîmée, gardée telle quelle",
    }[copy.why]
    return french(f"{copy.path.name}\n    {moment(copy.at)} ({age(copy.at, now)}), {size(copy.size)}{why}")


def held(interviews: int, situations: int) -> str:
    """`412 entretiens, 530 situations`."""
    return f"{count(interviews, 'entretien')}, {count(situations, 'situation')}"


def _day(instant: int) -> datetime.date:
    return datetime.datetime.fromtimestamp(instant / 1000).date()
