"""Keeping what was done and learnt: checked as a whole, one durable commit, told in sentences."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from uuid import UUID

from interview.conversation import Conversation
from interview.engine.values import MAX_TEXT
from interview.follow_up.requests import (
    Act,
    Conclude,
    FollowError,
    FollowFault,
    Reader,
    Remind,
    Request,
    Tell,
    refusal,
    requests_of,
)
from interview.follow_words import outcome_in_words, record_in_words, reminder_in_words
from interview.following import ENDED, FollowUp, outcome
from interview.guarding import FACT, TITLE, Caution, cautioned
from interview.reminders import reminder_from, waits
from store import Entry, FollowUpRecord
from templates.typography import french, stopped

EXPECTING = frozenset(
    ("contact_telephonique", "courrier", "accompagnement_numerique", "saisine_mediateur", "recours")
)
"""Actions that an answer is expected to: they put the reminder back. The others change nothing to it."""

Reminder = tuple[str, str] | None


class Guarded(FollowError):
    """A step may name somebody. Give its masked or corrected row, or this caution as ``excused``."""

    def __init__(self, caution: Caution) -> None:
        self.caution = caution
        told = " ; ".join(f"{_small(each.label)}, « {each.excerpt} »" for each in caution.passages)
        super().__init__(FollowFault("fait", french(f"{TITLE} : {told}. Rien n’en est enregistré.")))


def keep(
    held: Conversation, rank: int, *requests: Request, anyway: bool = False, excused: Caution | None = None
) -> tuple[str, ...]:
    """Keep all of *requests* or nothing of them, in one commit.

    Args:
        anyway: keep a date that comes before the situation began: the person has confirmed it.
        excused: what the person chose to keep in a step although it may name somebody.

    Returns:
        One sentence for each thing kept, then one for the reminder.

    Raises:
        FollowError: everything that is wrong, at once.
        Guarded: nothing else is wrong, but a step may name somebody.
        StoreError: the base refuses; nothing was kept.
    """
    if not 1 <= rank <= len(held.interview.situations):
        raise refusal("reference", f"L’entretien {held.reference} n’a pas de situation n° {rank}.")
    told = _events(held, rank, requests, anyway)
    for each in [each for each in told if each.kind == "fait"]:
        told += _derogations(held, rank, each.value, excused)
    before = outcome(held.followed.records.get(rank, ()))
    held.follow(*told)
    held.excused = None
    return (*_sentences(held, told, before), _reminder_sentence(held, rank))


def act(
    held: Conversation,
    rank: int,
    code: str,
    date: str = "",
    minutes: int | str | None = None,
    *,
    anyway: bool = False,
) -> str:
    """Keep an action of the service (a code of the question ``actions``). Raises FollowError, StoreError."""
    return " ".join(keep(held, rank, Act(code, date, minutes), anyway=anyway))


def tell(held: Conversation, rank: int, row: Mapping[str, Any], excused: Caution | None = None) -> str:
    """Keep a step of the chronology. Raises FollowError, Guarded, StoreError."""
    return " ".join(keep(held, rank, Tell(row), excused=excused))


def conclude(
    held: Conversation,
    rank: int,
    code: str,
    date: str = "",
    recovered: int | str | None = None,
    useful: str = "inconnu",
    *,
    anyway: bool = False,
) -> str:
    """Keep what came of the situation. Raises FollowError, StoreError."""
    return " ".join(keep(held, rank, Conclude(code, date, recovered, useful), anyway=anyway))


def remind(held: Conversation, rank: int, when: int | str | datetime.date) -> str:
    """Set the reminder: a number of working days, a day, or ``aucun``. Raises FollowError, StoreError."""
    return " ".join(keep(held, rank, Remind(when)))


def cancel(held: Conversation, rank: int, entry: UUID, reason: str) -> str:
    """Take back what was kept by mistake; it stays in the history, with the reason.

    The reminder that it had set goes with it, and the one before comes back.

    Raises:
        FollowError: no such thing stands, or no reason is given.
        StoreError: the base refuses; nothing was changed.
    """
    reason = reason.strip()
    record = next((each for each in held.followed.records.get(rank, ()) if each.entry == entry), None)
    if record is None:
        raise refusal("annuler", "Rien de tel n’est noté pour cette situation, ou c’est déjà annulé.")
    if not 1 <= len(reason) <= MAX_TEXT:
        raise refusal("motif", "Dites en quelques mots pourquoi vous annulez.")
    if cautioned(held, reason, "motif", rank) is not None:
        raise refusal("motif", "Ce motif pourrait dire qui est la personne : écrivez-le autrement.")
    undone = [entry, *_reminder_set_by(held, entry)]
    held.follow(*(FollowUp("annulation", rank, {"entree": str(each), "motif": reason}) for each in undone))
    words = record_in_words(held.flow, record)
    return french(f"Annulé : {words} L’historique en garde la trace. {_reminder_sentence(held, rank)}")


# ── inside ───────────────────────────────────────────────────────────────────────────────────────


def _events(held: Conversation, rank: int, requests: tuple[Request, ...], anyway: bool) -> list[FollowUp]:
    """What goes to the journal: what was asked, and the reminders that follow from it."""
    today, settings = held.workplace.today(), held.workplace.settings.reminders
    since = held.interview.answers(rank).get("depuis")
    reader = Reader(held.flow, today, since if isinstance(since, str) and since[:1].isdigit() else "", anyway)
    actions = [reader.action(each) for each in requests_of(Act, requests)]
    steps = [reader.step(each) for each in requests_of(Tell, requests)]
    outcomes = [reader.outcome(each) for each in requests_of(Conclude, requests)]
    reminders = [reader.reminder(each, settings) for each in requests_of(Remind, requests)]
    faults = [*reader.faults, *_unfit(held, rank, len(outcomes), len(reminders))]
    if faults:
        raise FollowError(*faults)
    ended = any(each["code"] in ENDED for each in outcomes)
    automatic = not reminders and not ended and waits(held.interview, rank, held.followed)
    standing: Reminder = held.followed.reminders.get(rank)
    told: list[FollowUp] = []
    for value in actions:
        told.append(FollowUp("action", rank, value))
        dates = reminder_from(datetime.date.fromisoformat(value["date"]), settings)
        if automatic and value["code"] in EXPECTING and (standing is None or standing[0] < dates[0]):
            standing = dates
            told.append(FollowUp("rappel", rank, dates, question="action"))
    told += [FollowUp("fait", rank, value) for value in steps]
    told += [FollowUp("suite", rank, value) for value in outcomes]
    if automatic and outcomes and standing is None:
        told.append(FollowUp("rappel", rank, reminder_from(today, settings), question="suite"))
    return told + [FollowUp("rappel", rank, dates) for dates in reminders]


def _derogations(
    held: Conversation, rank: int, step: Mapping[str, Any], excused: Caution | None
) -> list[FollowUp]:
    """What records that passages of a step are kept on purpose. Raises Guarded for the others."""
    cells = {name: step[name] for name in ("acteur", "canal", "fait") if step.get(name)}
    caution = cautioned(held, cells, FACT, rank)
    if caution is None:
        return []
    wanted = {(each.kind, each.text) for each in excused.passages} if excused else set()
    if any((each.kind, each.text) not in wanted for each in caution.passages):
        raise Guarded(caution)
    kinds = sorted({each.kind for each in caution.passages})
    return [FollowUp("derogation", rank, {"champ": FACT, "motifs": kinds})]


def _unfit(held: Conversation, rank: int, outcomes: int, reminders: int) -> list[FollowFault]:
    """What the situation itself does not allow."""
    faults = []
    if outcomes and not held.core_complete(rank):
        faults.append(
            FollowFault(
                "suite",
                french(
                    f"La situation {held.situation_reference(rank)} n’est pas encore qualifiée : "
                    "reprenez d’abord l’entretien."
                ),
            )
        )
    for field, number in (("suite", outcomes), ("rappel", reminders)):
        if number > 1:
            faults.append(FollowFault(field, "Une seule à la fois."))
    return faults


def _sentences(held: Conversation, told: list[FollowUp], before: FollowUpRecord | None) -> list[str]:
    said = []
    for each in told:
        if each.kind not in ("action", "fait", "suite"):
            continue
        record = _record(each.kind, each.value)
        replaced = ""
        if each.kind == "suite" and before is not None:
            replaced = f" Cela remplace : {stopped(outcome_in_words(before))}"
        said.append(french(f"Noté : {record_in_words(held.flow, record)}{replaced}"))
    return said


def _record(kind: Any, value: Mapping[str, Any]) -> FollowUpRecord:
    fields = {name: each for name, each in value.items() if each is not None}
    return FollowUpRecord(entry=UUID(int=0), kind=kind, at=0, **fields)


def _reminder_sentence(held: Conversation, rank: int) -> str:
    last = outcome(held.followed.records.get(rank, ()))
    reminder = held.followed.reminders.get(rank)
    if reminder is None and last is not None and last.code in ENDED:
        return french(f"Il n’y a plus rien à relancer.{_still_runs(held, rank)}")
    return french(reminder_in_words(reminder, held.workplace.today()))


def _still_runs(held: Conversation, rank: int) -> str:
    """After a refusal, the delay to contest it, of which nobody will be reminded any more."""
    from interview.sheets.ways import ways_of

    ahead = (each for each in ways_of(held, rank).deadlines if each.to_act and each.day and not each.passed)
    first = min(ahead, key=lambda each: each.day, default=None)
    return f" Mais le délai pour contester court encore : {_small(first.short)}." if first else ""


def _reminder_set_by(held: Conversation, entry: UUID) -> list[UUID]:
    """The reminder that was set by *entry* itself, in the same commit."""
    base = held.workplace.base
    entries: list[Entry] = base.entries(held.heading.id) if base else []
    for each, following in pairwise(entries):
        if each.id == entry and following.kind == "rappel" and following.question in ("action", "suite"):
            return [following.id] if following.at == each.at else []
    return []


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
