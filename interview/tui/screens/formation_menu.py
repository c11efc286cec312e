"""What the *Formation* screen offers: attempts that wait, cases by level, the last returns."""

from __future__ import annotations

import datetime
from importlib.util import find_spec

import msgspec

from interview.rehearsal.kept import Shelf
from interview.rehearsal.library import TrainingCase, shipped_training_cases
from interview.rehearsal.setting import LEVELS
from interview.tui.screens.home import when_in_words
from interview.tui.widgets.menu import option
from interview.views import Option
from store.rehearsal_records import KeptAttempt
from templates.typography import french

WAITING, RETURNS, MORE = "À reprendre", "Derniers retours", "Et aussi"
SESSION_SCREEN = "interview.tui.screens.session"
SESSION = option("seance", "Séance de groupe", "les mêmes cas à plusieurs, puis en parler", MORE)
PROGRESS = option("progres", "Ma progression", "ce que j’ai joué, et où cela s’est écarté ; l’effacer", MORE)
RETURNS_SHOWN = 5


class Offer(msgspec.Struct, frozen=True):
    """What the screen has read: the cases in order; attempts made alone, the last touched first."""

    cases: tuple[TrainingCase, ...] = ()
    waiting: tuple[KeptAttempt, ...] = ()
    over: tuple[KeptAttempt, ...] = ()


def offer_of(shelf: Shelf) -> Offer:
    """What can be done. Raises ContentError, StoreError."""
    return Offer(shipped_training_cases(), tuple(shelf.waiting()), tuple(shelf.over()))


def options_of(offer: Offer, now: datetime.datetime) -> list[Option]:
    """The lines of the menu, in order."""
    titles = {each.name: each.title for each in offer.cases}
    played: dict[str, int] = {}
    for each in reversed(offer.over):
        played[each.heading.name] = each.last_at
    return [
        *(_attempt("reprendre", each, titles, now, WAITING) for each in offer.waiting),
        *(
            _case(each, played.get(each.name), now)
            for level in LEVELS
            for each in offer.cases
            if each.case.level == level
        ),
        *(_attempt("retour", each, titles, now, RETURNS) for each in offer.over[:RETURNS_SHOWN]),
        *([SESSION] if find_spec(SESSION_SCREEN) else []),
        *([PROGRESS] if offer.over or offer.waiting else []),
    ]


def _attempt(
    what: str, each: KeptAttempt, titles: dict[str, str], now: datetime.datetime, group: str
) -> Option:
    name = each.heading.name
    return option(f"{what}:{each.heading.id}", titles.get(name, name), _when(each.last_at, now), group)


def _case(each: TrainingCase, played_at: int | None, now: datetime.datetime) -> Option:
    parts = [f"{each.case.minutes} min", *([f"joué {_when(played_at, now)}"] if played_at else [])]
    return option(f"cas:{each.name}", each.title, french(" · ".join(parts)), LEVELS[each.case.level])


def _when(at: int, now: datetime.datetime) -> str:
    return when_in_words(datetime.datetime.fromtimestamp(at / 1000), now)
