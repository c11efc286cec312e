"""What the base holds, as frozen values.

The codes (nature, forms, reasons, benefits…) are plain text here: this room keeps them and gives them
back, it does not know what they mean. ``None`` always means *not recorded*.
Instants are milliseconds since 1970-01-01 UTC, money is in cents.
"""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from msgspec import Struct

State = Literal["en_cours", "termine", "abandonne"]
FollowUpKind = Literal["action", "fait", "suite"]


class Entry(Struct, frozen=True, kw_only=True):
    """One row of the journal: one thing that was said or done, never changed afterwards."""

    id: UUID
    """UUIDv7 drawn by the caller: the same entry keeps the same id in every base."""
    interview: UUID
    at: int
    author: str = ""
    flow: int
    """Row of the archived flow (see ``Base.archive_flow``) under which it was said."""
    kind: str
    situation: int = 0
    """Rank of the situation in the interview, from 1; 0 is the interview itself."""
    question: str = ""
    value: Any = None
    """Any JSON value; ``None`` is a question left out."""


class FormRecord(Struct, frozen=True):
    """A form of non-recours: concluded by the rules, and kept or not by the agent."""

    form: str
    proposed: bool
    decided: bool


class ReasonRecord(Struct, frozen=True):
    """Why, for one form."""

    form: str
    reason: str


class ChronologyRow(Struct, frozen=True):
    """One step already taken. The date is as precise as it is known: day, month or year."""

    date: str
    acteur: str
    canal: str
    fait: str
    preuve: bool | None = None
    evenement: str = ""
    """What the step is, where it was said: a code that the flow knows."""


class DeadlineRecord(Struct, frozen=True):
    """A day that the journal alone makes matter. The day is as the rule gives it, closed days included.

    ``agir``: the last day to act; ``silence``: the day from which no answer is one.
    """

    day: str
    kind: Literal["agir", "silence"]
    way: str
    """Name of the way to contest, "" for the answer owed to the request itself."""
    sequel: bool
    """What opens once the way has failed."""
    event: str
    start: str
    """What it runs from, and the day of it."""


class FollowUpRecord(Struct, frozen=True, kw_only=True):
    """One thing done or learnt after the interview, as the journal keeps it.

    ``action``: what the service did (``code``, ``minutes``); ``fait``: a step of the chronology;
    ``suite``: what came of the situation (``code``, ``recupere`` in cents, ``utile``).
    """

    entry: UUID
    """Journal entry that says it: what a correction refers to."""
    kind: FollowUpKind
    at: int
    author: str = ""
    date: str = ""
    """When it took place: day, month or year."""
    code: str = ""
    minutes: int | None = None
    recupere: int | None = None
    utile: str | None = None
    acteur: str = ""
    canal: str = ""
    fait: str = ""
    preuve: bool | None = None
    evenement: str = ""


class SituationRecord(Struct, frozen=True, kw_only=True):
    """One situation as it stands now."""

    reference: str
    rank: int
    nature: str | None = None
    prestation: str | None = None
    domaine: str | None = None
    certitude: str | None = None
    abandon: bool = False
    depuis: str | None = None
    issue: str | None = None
    causee_par: str | None = None
    """Reference of the situation that caused this one."""
    manque_mensuel: int | None = None
    manque_mois: int | None = None
    recuperable: str | None = None
    asf_demandee: bool | None = None
    asf_montant: int | None = None
    minutes: int | None = None
    synthese: str | None = None
    demande_individuelle: str | None = None
    proposition_institution: str | None = None
    accord: str | None = None
    accord_date: str | None = None
    accord_portee: str | None = None
    decision_reason: str | None = None
    """Why the agent decided otherwise than what was proposed."""
    core_complete: bool = False
    typologie: tuple[str, ...] = ()
    formes: tuple[FormRecord, ...] = ()
    raisons: tuple[ReasonRecord, ...] = ()
    organismes: tuple[str, ...] = ()
    niveaux: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    """The same action done twice is there twice."""
    chronologie: tuple[ChronologyRow, ...] = ()
    """What was answered, then what was added since."""
    suivis: tuple[FollowUpRecord, ...] = ()
    echeances: tuple[DeadlineRecord, ...] = ()
    """While it waits for something, the days by which to act or from which silence counts."""
    suite: str | None = None
    suite_date: str | None = None
    recupere: int | None = None
    utile: str | None = None
    relance_le: str | None = None
    """Day from which it should be chased up, while nothing has come of it."""
    retard_le: str | None = None
    """Day from which that is late."""
    requalifie: str | None = None
    """Reference of the earlier situation that this one qualifies anew, beside it."""


class InterviewRecord(Struct, frozen=True, kw_only=True):
    """One interview with one household, as it stands now: what the tables of figures are made of."""

    id: UUID
    reference: str
    flow: int
    started_at: int
    touched_at: int
    state: State = "en_cours"
    household: str = ""
    size: int | None = None
    concerned: int | None = None
    mode: str | None = None
    position: str = ""
    """Question where the interview stands, "" when there is none."""
    service: str = ""
    territory: str = ""
    situations: tuple[SituationRecord, ...] = ()


class ArchivedFlow(Struct, frozen=True):
    """The text of a flow, as it was when records were made under it."""

    row: int
    flow: str
    version: str
    sha256: bytes
    source: str


class InterviewSummary(Struct, frozen=True):
    """An interview in a list; the object is that of its last situation."""

    id: UUID
    reference: str
    household: str
    state: State
    position: str
    started_at: int
    touched_at: int
    service: str
    situations: int
    prestation: str | None
    domaine: str | None


class SituationSummary(Struct, frozen=True):
    """A situation in a list; ``formes`` are those the agent decided."""

    reference: str
    interview: UUID
    rank: int
    household: str
    state: State
    started_at: int
    touched_at: int
    service: str
    nature: str | None
    prestation: str | None
    domaine: str | None
    certitude: str | None
    abandon: bool
    core_complete: bool
    causee_par: str | None
    formes: tuple[str, ...]
    requalifie: str | None = None
    """Reference of the earlier situation that this one qualifies anew."""


class HouseholdSummary(Struct, frozen=True):
    """A household in a list; its size is the last one recorded."""

    id: str
    size: int | None
    concerned: int | None
    interviews: int
    situations: int
    touched_at: int


class Counts(Struct, frozen=True):
    """How much the base holds."""

    interviews: int
    unfinished: int
    situations: int
    households: int
