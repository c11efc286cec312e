"""What a dossier holds, as plain frozen data: everything an agent chose or typed, nothing computed.

What rests on situations carries their references in ``references`` (and ``words_of`` for a quotation): that
is how an erasure reaches it (see ``store.dossiers``).
"""

from __future__ import annotations

from typing import Literal

import msgspec

PromiseState = Literal["en_attente", "tenu", "non_tenu"]
PROMISE_STATES: dict[str, str] = {"en_attente": "en attente", "tenu": "tenu", "non_tenu": "non tenu"}


class Subject(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whom or what the dossier is about, and when.

    Attributes:
        organism, domain: codes of the catalogue and of the flow, "" for any.
        benefits: codes; any of them.
        since, until: first and last day of the interviews, ISO, both included; "" for no bound.
        service, territory: codes, "" for all.
    """

    organism: str = ""
    benefits: tuple[str, ...] = ()
    domain: str = ""
    since: str = ""
    until: str = ""
    service: str = ""
    territory: str = ""

    @property
    def named(self) -> bool:
        """Whether it is about an organism, a benefit or a theme."""
        return bool(self.organism or self.benefits or self.domain)


class Sheet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A situation put in as an illustration.

    Attributes:
        references: its own, alone in the list.
        knowingly: why it is in although its reasons are only the person's own oversight, "" otherwise.
    """

    references: tuple[str, ...]
    knowingly: str = ""

    @property
    def reference(self) -> str:
        """The reference of the situation."""
        return self.references[0]


class Proposal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What would keep it from happening again, as several situations say it or as the agent words it.

    Attributes:
        references: the situations that say it; empty for one the agent adds.
        words_of: the situation whose very words are used; "" once the agent has reworded it.
        words: the words.
        kept: whether it goes into the dossier.
    """

    words: str
    references: tuple[str, ...] = ()
    words_of: str = ""
    kept: bool = True


class Promise(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody said they would do.

    Attributes:
        what: in one sentence.
        due: for when, ISO day, month or year; "" when no date was given.
        state: kept, not kept, or still waited for.
        edition: the edition handed at the meeting where it was made, 0 before any.
    """

    what: str
    due: str = ""
    state: PromiseState = "en_attente"
    edition: int = 0


class Meeting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The meeting: whom, when, about what, and what came of it.

    Attributes:
        contact: a function, and professional details at most.
        date: ISO, "" while unknown.
    """

    contact: str = ""
    date: str = ""
    place: str = ""
    participants: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()


class Gathered(msgspec.Struct, frozen=True, omit_defaults=True):
    """The situations whose proposal was looked at already: one left out does not come back by itself."""

    references: tuple[str, ...] = ()


class State(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A whole dossier.

    Attributes:
        left_out: codes of the parts of the figures that are not shown.
        sheets: in the order they are shown.
        proposals: in the order they are shown, those left out included.
        gathered: the situations whose proposal was looked at already.
        excused: passages kept although they may name somebody, each as ``field␟kind␟passage``.
    """

    subject: Subject
    left_out: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    gathered: Gathered = Gathered()
    meeting: Meeting = Meeting()
    excused: tuple[str, ...] = ()


def encoded(state: State) -> str:
    """The state as the base keeps it."""
    return msgspec.json.encode(state).decode()


def decoded(text: str) -> State:
    """The state that the base kept. Raises msgspec.ValidationError for what is none."""
    return msgspec.json.decode(text, type=State)
