"""The dossiers of a base, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from interview.dossier.service import base_of
from interview.dossier.state import decoded
from interview.dossier.subject import period_in_words, title_of, where_in_words
from interview.files.phrases import day_of_instant
from store import dossiers
from templates.typography import count, french

if TYPE_CHECKING:
    from interview.conversation import Workplace


class Line(msgspec.Struct, frozen=True):
    """A dossier in a list: what it is about, and where it stands."""

    number: int
    title: str
    told: str

    @property
    def sentence(self) -> str:
        """All of it on one line."""
        return french(f"n° {self.number}  {self.title} · {self.told}")


def lines_of(place: Workplace) -> tuple[Line, ...]:
    """The dossiers of the base, the last touched first. Raises StoreError."""
    flow = place.machine.flow
    found = []
    for kept in dossiers.listed(base_of(place)):
        state = decoded(kept.state)
        handed = count(kept.editions, "édition") if kept.editions else "pas encore remis"
        told = [
            period_in_words(state.subject),
            where_in_words(state.subject),
            count(len(state.sheets), "situation"),
            handed,
            f"modifié le {day_of_instant(kept.touched_at)}",
        ]
        about = title_of(flow, state.subject)
        found.append(Line(kept.number, about, french(" · ".join(each for each in told if each))))
    return tuple(found)
