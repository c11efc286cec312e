"""What is done and learnt after the interview: from journal entries to what stands of them.

Pure: the same entries always give the same follow-up, whatever the base they are read from. Kinds:

- ``action``: ``{"code", "date", "minutes"}``, what the service did;
- ``fait``: ``{"date", "acteur", "canal", "fait", "preuve", "evenement"}``, a step of the chronology;
- ``suite``: ``{"code", "date", "recupere", "utile"}``, what came of the situation (cents);
- ``rappel``: the two days from which to chase it up and from which it is late, or None for no reminder;
  its question is the kind of the entry just before that set it (``action``, ``suite``), "" when it was asked;
- ``annulation``: ``{"entree", "motif"}``, one of the above was entered by mistake;
- ``requalification``: reference of the earlier situation that this one qualifies anew;
- ``derogation``: ``{"champ", "motifs"}``, a text was kept although it seemed to name someone;
- ``recapitulatif``: what the sheet handed to the person says (see ``interview.recap.model``), for the whole
  interview (situation 0); the last one stands;
- ``sortie``: ``{"malgre", "motif"}``, why the sheet may leave the service without the person's agreement;
  ``malgre`` is "" where she was not asked, else one of :data:`DESPITE`: why her refusal was passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias, get_args
from uuid import UUID

import msgspec

from store import ChronologyRow, Entry, FollowUpRecord, SituationRecord

FollowKind: TypeAlias = Literal[
    "action",
    "fait",
    "suite",
    "rappel",
    "annulation",
    "requalification",
    "derogation",
    "recapitulatif",
    "sortie",
]
KINDS: frozenset[str] = frozenset(get_args(FollowKind))
OUTCOMES = ("droit_ouvert", "rejet", "perdu", "sans_nouvelles")
ENDED = frozenset(("droit_ouvert", "rejet", "perdu"))
"""Outcomes after which there is nothing to chase up."""
USEFUL = ("oui", "non", "inconnu")
DESPITE = ("obligation_legale", "danger", "autre")
"""Why a sheet leaves although the person said no: never by convenience alone."""


class FollowUp(msgspec.Struct, frozen=True):
    """One thing done or learnt after the interview, to be kept in the journal."""

    kind: FollowKind
    situation: int
    value: Any = None
    question: str = ""


class Departure(msgspec.Struct, frozen=True):
    """Why a sheet may leave without the person's agreement.

    Attributes:
        motif: in the agent's words; may be empty where ``despite`` says it all.
        despite: "" where she was not asked, else the code of :data:`DESPITE` that passes over her refusal.
    """

    motif: str
    despite: str = ""


class Followed(msgspec.Struct, frozen=True):
    """What stands of the follow-up of one interview, by rank of situation."""

    records: Mapping[int, tuple[FollowUpRecord, ...]] = {}
    reminders: Mapping[int, tuple[str, str]] = {}
    requalified: Mapping[int, str] = {}
    recap: Mapping[str, Any] | None = None
    departures: Mapping[int, Departure] = {}


def followed(entries: Iterable[Entry]) -> Followed:
    """What stands of *entries*, those of an interview in the order of its journal."""
    told = [each for each in entries if each.kind in KINDS]
    cancelled = {UUID(each.value["entree"]) for each in told if each.kind == "annulation"}
    records: dict[int, tuple[FollowUpRecord, ...]] = {}
    reminders: dict[int, tuple[str, str]] = {}
    requalified: dict[int, str] = {}
    recap: Mapping[str, Any] | None = None
    departures: dict[int, Departure] = {}
    for entry in told:
        if entry.id in cancelled:
            continue
        rank = entry.situation
        if entry.kind in ("action", "fait", "suite"):
            records[rank] = (*records.get(rank, ()), as_record(entry))
        elif entry.kind == "requalification":
            requalified[rank] = str(entry.value)
        elif entry.kind == "recapitulatif":
            recap = entry.value
        elif entry.kind == "sortie":
            departures[rank] = Departure(entry.value.get("motif") or "", entry.value.get("malgre") or "")
        elif entry.kind == "rappel":
            reminders.pop(rank, None)
            if entry.value is not None:
                reminders[rank] = (entry.value[0], entry.value[1])
    # What has ended is chased up no more, even by a reminder that another machine set meanwhile.
    waiting = {rank: days for rank, days in reminders.items() if not _ended(records.get(rank, ()))}
    return Followed(records, waiting, requalified, recap=recap, departures=departures)


def _ended(records: Sequence[FollowUpRecord]) -> bool:
    last = outcome(records)
    return last is not None and last.code in ENDED


def outcome(records: Sequence[FollowUpRecord]) -> FollowUpRecord | None:
    """The last thing known of what came of it."""
    return next((each for each in reversed(records) if each.kind == "suite"), None)


def with_follow_up(situation: SituationRecord, known: Followed) -> SituationRecord:
    """The record of a situation, with what was done and learnt since."""
    rank = situation.rank
    records = known.records.get(rank, ())
    last = outcome(records)
    reminder = known.reminders.get(rank, (None, None))
    steps = tuple(
        ChronologyRow(each.date, each.acteur, each.canal, each.fait, each.preuve, each.evenement)
        for each in records
        if each.kind == "fait"
    )
    return msgspec.structs.replace(
        situation,
        suivis=records,
        chronologie=(*situation.chronologie, *steps),
        suite=last.code if last else None,
        suite_date=(last.date or None) if last else None,
        recupere=last.recupere if last else None,
        utile=last.utile if last else None,
        relance_le=reminder[0],
        retard_le=reminder[1],
        requalifie=known.requalified.get(rank),
    )


def as_record(entry: Entry) -> FollowUpRecord:
    """The record of an ``action``, a ``fait`` or a ``suite``."""
    value: Mapping[str, Any] = entry.value
    return FollowUpRecord(
        entry=entry.id,
        kind=entry.kind,  # type: ignore[arg-type]
        at=entry.at,
        author=entry.author,
        date=value.get("date") or "",
        code=value.get("code") or "",
        minutes=value.get("minutes"),
        recupere=value.get("recupere"),
        utile=value.get("utile"),
        acteur=value.get("acteur") or "",
        canal=value.get("canal") or "",
        fait=value.get("fait") or "",
        preuve=value.get("preuve"),
        evenement=value.get("evenement") or "",
    )
