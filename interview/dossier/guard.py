"""What is typed in a dossier and may say who somebody is: told before it is kept, and again before it leaves.

The contact, the participants and the place of a meeting may name a professional and give their professional
details: that is the agent's choice, and the screen says so. Nothing else of a person passes anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from flows.flow import Flow
from interview.dossier.state import State
from interview.guarding import Caution
from interview.passages import Passage, passages_in

PROFESSIONAL = frozenset(("contact", "participants", "place"))
"""Fields where a professional may be named."""
_OF_A_PROFESSIONAL = frozenset(("nom", "telephone", "courriel", "adresse"))
_MARK = "\x1f"


def cautioned(flow: Flow, field: str, typed: Mapping[str, str], excused: Iterable[str]) -> Caution | None:
    """What *typed* holds that may name somebody, None when it holds nothing or all of it was kept before.

    Args:
        field: what it is for, one name for each place of a dossier.
        typed: by name of the cell of the form.
        excused: ``State.excused``.
    """
    known = set(excused)
    found = [
        msgspec.structs.replace(each, path=(name,))
        for name, words in typed.items()
        for each in passages_in(flow, words)
        if not _allowed(field, each) and key(field, each) not in known
    ]
    return Caution(field, 0, dict(typed), tuple(found)) if found else None


def keys_of(caution: Caution) -> tuple[str, ...]:
    """What to remember of a caution that the agent set aside."""
    return tuple(dict.fromkeys(key(caution.field, each) for each in caution.passages))


def key(field: str, passage: Passage) -> str:
    """One passage kept on purpose: it holds for these very words, in that place."""
    return _MARK.join((field, passage.kind, re.sub(r"\W", "", passage.text).casefold()))


def unexcused(flow: Flow, state: State) -> tuple[tuple[str, Passage], ...]:
    """Every passage of the words typed in a dossier that nobody said to keep, with the name of its place."""
    found: list[tuple[str, Passage]] = []
    for field, title, words in texts_of(state):
        caution = cautioned(flow, field, {field: words}, state.excused)
        if caution is not None:
            found += [(title, each) for each in caution.passages]
    return tuple(found)


def texts_of(state: State) -> list[tuple[str, str, str]]:
    """Field, name of the place and words of everything typed; quotations are looked at with their sheet."""
    meeting = state.meeting
    told = [("contact", "Contact", meeting.contact), ("place", "Lieu", meeting.place)]
    for field, title, several in (
        ("participants", "Participants", meeting.participants),
        ("agenda", "Ordre du jour", meeting.agenda),
        ("requests", "Ce qui est demandé", meeting.requests),
        ("promises", "Engagements", tuple(each.what for each in meeting.promises)),
        ("proposals", "Propositions", tuple(each.words for each in state.proposals if not each.words_of)),
        ("knowingly", "Situation mise en connaissance de cause", tuple(s.knowingly for s in state.sheets)),
    ):
        told += [(field, title, each) for each in several]
    return [each for each in told if each[2]]


def _allowed(field: str, passage: Passage) -> bool:
    return field in PROFESSIONAL and passage.kind in _OF_A_PROFESSIONAL
