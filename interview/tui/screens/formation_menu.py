"""What the *Formation* screen offers: attempts that wait, cases by level, the last returns."""

from __future__ import annotations

import datetime

import msgspec

from flows.faults import ContentError
from interview.rehearsal.alone.kept import Shelf
from interview.rehearsal.alone.setting import LEVELS
from interview.rehearsal.cases.collection import TrainingCase, shipped_training_cases
from interview.tui.screens.dialogs import Dialog
from interview.tui.screens.home import when_in_words
from interview.tui.widgets.menu import option
from interview.views import Option
from store import BaseCorrupted
from store.rehearsal_records import KeptAttempt
from store.rehearsals import digest
from templates.typography import day, french

WAITING, RETURNS, MORE = "À reprendre", "Derniers retours", "Et aussi"
SESSION = option("seance", "Séance de groupe", "les mêmes cas à plusieurs, puis en parler", MORE)
PROGRESS = option("progres", "Ma progression", "ce que j’ai joué, et où cela s’est écarté ; l’effacer", MORE)
RETURNS_SHOWN = 5
TAKE_UP = option("reprendre", "Reprendre là où vous en étiez")
BEGIN_AGAIN = option("recommencer", "Recommencer", "l’essai commencé reste dans « À reprendre »")
WAITS = french("Vous avez commencé ce cas {when}, sans le finir.")
CASE_CHANGED = french("Le cas a été modifié depuis : cet essai garde le texte d’alors.")


class Offer(msgspec.Struct, frozen=True):
    """What the screen has read: the cases in order; attempts made alone, the last touched first.

    Attributes:
        titles: of the cases of the attempts that are shown, by the SHA-256 of their text.
    """

    cases: tuple[TrainingCase, ...] = ()
    waiting: tuple[KeptAttempt, ...] = ()
    over: tuple[KeptAttempt, ...] = ()
    titles: dict[bytes, str] = {}


def offer_of(shelf: Shelf) -> Offer:
    """What can be done. Raises ContentError, StoreError."""
    cases, waiting, over = shipped_training_cases(), tuple(shelf.waiting()), tuple(shelf.over())
    titles = {digest(each.text): each.title for each in cases}
    for each in (*waiting, *over[:RETURNS_SHOWN]):
        if each.heading.told not in titles:
            titles[each.heading.told] = _title(shelf, each)
    return Offer(cases, waiting, over, titles)


def _title(shelf: Shelf, each: KeptAttempt) -> str:
    """Title of a case that is not, or no longer, shipped as it was; its name where it cannot be read."""
    try:
        return shelf.title(each)
    except (ContentError, LookupError, BaseCorrupted):
        return each.heading.name


def options_of(offer: Offer, now: datetime.datetime) -> list[Option]:
    """The lines of the menu, in order."""
    played: dict[str, int] = {}
    for each in reversed(offer.over):
        played[each.heading.name] = each.last_at
    return [
        *(_attempt("reprendre", each, offer.titles, now, WAITING) for each in offer.waiting),
        *(
            _case(each, played.get(each.name), now)
            for level in LEVELS
            for each in offer.cases
            if each.case.level == level
        ),
        *(_attempt("retour", each, offer.titles, now, RETURNS) for each in offer.over[:RETURNS_SHOWN]),
        SESSION,
        *([PROGRESS] if offer.over or offer.waiting else []),
    ]


def _attempt(
    what: str, each: KeptAttempt, titles: dict[bytes, str], now: datetime.datetime, group: str
) -> Option:
    title = titles[each.heading.told]
    return option(f"{what}:{each.heading.id}", title, _when(each.last_at, now), group)


def _case(each: TrainingCase, played_at: int | None, now: datetime.datetime) -> Option:
    parts = [f"{each.case.minutes} min", *([f"joué {_when(played_at, now)}"] if played_at else [])]
    return option(f"cas:{each.name}", each.title, french(" · ".join(parts)), LEVELS[each.case.level])


def _when(at: int, now: datetime.datetime) -> str:
    return when_in_words(datetime.datetime.fromtimestamp(at / 1000), now)


def taking_up(case: TrainingCase, waiting: KeptAttempt) -> Dialog:
    """Whether to take up the attempt of *case* that waits, or to begin again."""
    begun = day(datetime.datetime.fromtimestamp(waiting.heading.started_at / 1000).date())
    told = [WAITS.format(when=f"le {begun}")]
    if waiting.heading.told != digest(case.text):
        told.append(CASE_CHANGED)
    return Dialog(french(case.title), told, (TAKE_UP, BEGIN_AGAIN))
