"""What a rehearsal shows, as plain frozen values in final French: the setting, the words, what was heard."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from flows.case import Level, Manner, Voice
from interview.rehearsal.cases.collection import TrainingCase
from templates.typography import french

FRAME = "Formation"
"""The word that is in view at all times."""
NOTHING_KEPT = french(
    "Formation : un cas inventé ou déguisé. Vos réponses n’entrent ni dans la base, ni dans les chiffres."
)
LEVELS: dict[Level, str] = {"premier": "Premiers pas", "confirme": "Confirmé", "delicat": "Délicat"}
SILENT = french("La personne se tait.")
"""The only manner that anybody would see; whether an answer is beside the point is for the agent to hear."""
MANNERS: dict[Manner, str] = {
    "clair": "",
    "a_cote": french("La personne répondait à côté."),
    "contradictoire": french("Ce que disait la personne se contredisait."),
    "se_tait": french("La personne se taisait."),
}
"""What is said of the manner once the attempt is over."""


class PaperInHand(msgspec.Struct, frozen=True):
    """A paper that may be read at any moment."""

    title: str
    text: str


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What is told before the first question.

    Attributes:
        level: in words.
        trains: what the case trains, without the answer.
        setting: who comes, where, for what.
        minutes: how long it takes.
        papers: what the person has brought.
        follows: title of the case of which it is a later visit, "" for none.
        situations: how many situations it holds.
    """

    title: str
    level: str
    trains: str
    setting: str
    minutes: int
    papers: tuple[PaperInHand, ...]
    follows: str
    situations: int


class Spoken(msgspec.Struct, frozen=True):
    """What the person says; ``manner`` is what anybody would see of how, in words, often ""."""

    text: str
    manner: str = ""


class Probe(msgspec.Struct, frozen=True):
    """A way of asking again; ``index`` is its place in the file. Its worth is told after the end only."""

    index: int
    ask: str


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """All that was heard on one question: what was said first, then what each way of asking brought."""

    rank: int
    question: str
    short: str
    spoken: Spoken
    again: tuple[tuple[str, str], ...]


def setting_of(case: TrainingCase, follows: str = "") -> Setting:
    """The setting of *case*; *follows* is the title of the case before it."""
    told = case.case
    return Setting(
        title=french(case.title),
        level=LEVELS[told.level],
        trains=french(told.trains),
        setting=french(told.setting.strip()),
        minutes=told.minutes,
        papers=tuple(PaperInHand(french(each.title), french(each.text.strip())) for each in told.papers),
        follows=french(follows),
        situations=len(case.scenario.file.situations),
    )


def spoken_of(voice: Voice) -> Spoken:
    """What is heard at first."""
    return Spoken(french(voice.says.strip()), SILENT if voice.manner == "se_tait" else "")


def heard_of(rank: int, question: str, short: str, voice: Voice, asked: Iterable[int]) -> Heard:
    """What was heard on one question; *asked*: the ways of asking again that were tried, in order."""
    tried = [voice.probes[each] for each in asked]
    return Heard(
        rank=rank,
        question=question,
        short=french(short),
        spoken=spoken_of(voice),
        again=tuple((french(each.ask.strip()), french(each.says.strip())) for each in tried),
    )


def ways_of(voice: Voice, tried: frozenset[int]) -> tuple[Probe, ...]:
    """The ways of asking again that were not tried, in the order of the file."""
    return tuple(
        Probe(index, french(each.ask.strip()))
        for index, each in enumerate(voice.probes)
        if index not in tried
    )
