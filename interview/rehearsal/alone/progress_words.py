"""Progress as lines of 80 columns, and as JSON under French names."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import Any

import msgspec

from interview.rehearsal.alone.kept import number_of
from interview.rehearsal.alone.progress import Played, Progress
from store.rehearsal_records import KeptAttempt
from templates.typography import day, duration, french

WIDTH = 80
NONE_OVER = french("Aucun essai terminé pour le moment.")
FOR_YOU = french(
    "Ces lignes sont pour vous : elles restent sur cette machine. « --effacer » n’en laisse rien."
)
AGAIN = french(
    "Un essai rejoué en cours de route ne compte pas dans ces signes : vous aviez lu la référence."
)
KEY = french("Du plus ancien au plus récent : = comme la référence ; ≈ se défend aussi bien ; ≠ autrement.")


def progress_in_words(
    progress: Progress, waiting: Sequence[KeptAttempt], title: Callable[[KeptAttempt], str]
) -> Iterator[str]:
    """Lines to be read, the last attempt first; *title*: of the case of an attempt."""
    if waiting:
        yield french("À reprendre :")
        for kept in waiting:
            begun = f"commencé le {_day(kept.heading.started_at)}"
            yield from _item(f"{number_of(kept)} · {title(kept)} ({kept.heading.name}), {begun}")
        yield ""
    if not progress.played:
        yield NONE_OVER
        return
    yield french("Vos essais :")
    for each in reversed(progress.played):
        yield from _item(_played(each))
    for heading, trends in (
        ("Par forme", progress.forms),
        ("Les questions où votre réponse s’écartait", progress.questions),
    ):
        if trends:
            yield ""
            yield french(f"{heading} :")
            for trend in trends:
                yield from _item(f"{trend.label} : {trend.marks} ({trend.words})")
    yield ""
    yield from wrap(KEY, WIDTH)
    if any(each.again for each in progress.played):
        yield from wrap(AGAIN, WIDTH)
    yield from wrap(FOR_YOU, WIDTH)


def progress_as_json(progress: Progress, waiting: Sequence[KeptAttempt]) -> str:
    """The same as data; standings as in the debrief: ``meme``, ``admise``, ``differente``."""
    told: dict[str, Any] = {
        "essais": [
            {
                "essai": each.number,
                "cas": each.case,
                "titre": each.title,
                "joue_le": _instant(each.played_at),
                "secondes": each.seconds,
                "conclusions": [_CODES[standing] for standing in each.standings],
                "premier_ecart": each.parting or None,
                "rejoue": each.again,
            }
            for each in progress.played
        ],
        "a_reprendre": [
            {
                "essai": number_of(each),
                "cas": each.heading.name,
                "commence_le": _instant(each.heading.started_at),
            }
            for each in waiting
        ],
        "formes": {each.code: [_CODES[one] for one in each.times] for each in progress.forms},
        "questions": {each.code: [_CODES[one] for one in each.times] for each in progress.questions},
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode()


_CODES = {"same": "meme", "accepted": "admise", "different": "differente"}


def _played(each: Played) -> str:
    parting = f" Premier écart : {each.parting}." if each.parting else ""
    again = " Rejoué en cours de route." if each.again else ""
    spent = duration(round(each.seconds / 60)) if each.seconds >= 60 else "moins d’une minute"
    return (
        f"{each.number} · {each.title}, le {_day(each.played_at)}, {spent} : {each.outcome}.{parting}{again}"
    )


def _item(text: str) -> list[str]:
    return wrap(french(text), WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)


def _day(instant: int) -> str:
    return day(datetime.datetime.fromtimestamp(instant / 1000).date())


def _instant(instant: int) -> str:
    return datetime.datetime.fromtimestamp(instant / 1000).astimezone().isoformat(timespec="seconds")
