"""One interview being held: the engine, and the base that keeps each answer before the next question.

The faces call this and nothing below it. Every method that changes something has committed it when
it returns; when it raises, nothing has changed and the same call can be made again.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from flows.catalogue import Catalogue
from flows.flow import Flow
from flows.loader import archived_flow
from interview.effect import Effect, effect_of
from interview.engine import (
    AnswerError,
    Decision,
    Event,
    FlowMachine,
    Interview,
    begin,
    knowledge,
    moves,
    replay,
)
from interview.engine.state import Closing
from interview.following import Followed, FollowUp, followed
from interview.identifiers import Chooser, PseudonymError, new_pseudonym, new_reference, read_pseudonym
from interview.recording import (
    NOTHING_FOLLOWED,
    Heading,
    entry_of,
    events_of,
    heading_of,
    record_of,
)
from interview.reminders import at_closing
from interview.requalification import beside, proposing, said_before, situations_counted, stay_together
from interview.resuming import replayed_under
from interview.settings import Settings
from interview.views import Known, Prompt, ReviewRow, Verdict, known_of, prompt_of, review_of, verdict_of
from store import ArchivedFlow, Base, DuplicateEntry, DuplicateReference, Entry, InterviewSummary
from templates.typography import french

USUAL = Settings()


class Workplace(msgspec.Struct, frozen=True, kw_only=True):
    """What an interview needs of the world, all of it given: nothing is read from the surroundings.

    Attributes:
        machine: the compiled flow of new interviews.
        base: where interviews are kept, or None to keep nothing.
        now: the instant, in milliseconds since 1970 UTC.
        new_id: a new UUIDv7.
        draw: draws one character at random.
        author, service, territory: codes of the settings, possibly empty.
        settings: what the team has set.
    """

    machine: FlowMachine
    base: Base | None
    now: Callable[[], int]
    new_id: Callable[[], UUID]
    draw: Chooser
    author: str = ""
    service: str = ""
    territory: str = ""
    settings: Settings = USUAL

    def today(self) -> datetime.date:
        """The day, where the machine is."""
        return datetime.datetime.fromtimestamp(self.now() / 1000).date()


class Resumption(msgspec.Struct, frozen=True):
    """How an interview was taken up again; ``notice`` says what the agent must know, or ""."""

    notice: str = ""


class Conversation:
    """One interview, from its first question to its end."""

    def __init__(
        self,
        workplace: Workplace,
        heading: Heading,
        interview: Interview,
        known: int,
        since: Followed = NOTHING_FOLLOWED,
        last: UUID | None = None,
    ) -> None:
        self.workplace = workplace
        self.heading = heading
        self.interview = interview
        self.known_situations = known
        self.followed = since
        self.resumption = Resumption(beside(since))
        self.excused: set[tuple[int, str, str, str]] | None = None
        self._said_before = said_before(workplace.base, since)
        self._opening: tuple[Event | FollowUp, ...] = ()
        self._attempt: tuple[tuple[Event | FollowUp, ...], list[Entry]] | None = None
        self._last = last

    # ── beginning ────────────────────────────────────────────────────────────────────────────────

    @classmethod
    def start(cls, workplace: Workplace, household: str = "", requalifies: str = "") -> Conversation:
        """A new interview, with a new household or a known one. Raises StoreError.

        Args:
            requalifies: reference of the earlier situation of that household that this interview
                qualifies anew; what was said of it then is proposed, and given by nobody but the agent.

        Nothing is written before the first answer: an interview opened by mistake leaves no trace.
        """
        pseudonym = household or _free_pseudonym(workplace)
        heading = Heading(
            id=workplace.new_id(),
            reference=new_reference(workplace.today().year, workplace.draw),
            started_at=workplace.now(),
            service=workplace.service,
            territory=workplace.territory,
        )
        interview = begin(workplace.machine, pseudonym)
        since = Followed(requalified={1: requalifies}) if requalifies else NOTHING_FOLLOWED
        known = situations_counted(workplace.base, pseudonym, since=since)
        held = cls(workplace, heading, interview, known, since)
        held._opening = (Event("ouverture", value=pseudonym),)
        if household:
            named = Event("reponse", 1, workplace.machine.flow.household_questions[0], household)
            held._opening = (*held._opening, named)
            held.interview = interview.apply(named)
        if requalifies:
            held._opening = (*held._opening, FollowUp("requalification", 1, requalifies))
        return held

    @classmethod
    def resume(cls, workplace: Workplace, interview: UUID) -> Conversation:
        """An interview kept in the base, at the question where it stood.

        Under a flow that has changed, the answers are replayed in order; they stop counting at the
        first that the new flow no longer takes, and ``resumption`` says so. An interview held under
        another flow (that of a team, say) goes on under its own.

        Raises:
            LookupError: the base does not hold it.
            StoreError: the base cannot be read.
        """
        base = workplace.base
        record = base.record(interview) if base else None
        if base is None or record is None:
            raise LookupError(interview)
        entries = base.entries(interview)
        heading = heading_of(entries, record)
        archived = base.archived_flow(heading.flow)
        if archived.flow != workplace.machine.flow.id:
            workplace = _under(workplace, archived, workplace.machine.flow.catalogue)
        machine = workplace.machine
        same = archived.sha256 == machine.flow.fingerprint
        events, known_since = events_of(entries), followed(entries)
        known = situations_counted(base, record.household, interview, known_since)
        if same:
            replayed = replay(machine, record.household, events)
            return cls(workplace, heading, replayed, known, known_since, entries[-1].id)
        rebuilt, kept, notice = replayed_under(machine, record.household, events)
        anew = msgspec.structs.replace(heading, flow=0)
        held = cls(workplace, anew, rebuilt, known, known_since, entries[-1].id)
        held.resumption = Resumption(" ".join(each for each in (notice, beside(known_since)) if each))
        if kept < len(events):
            held._opening = (Event("reprise", value=kept),)
        return held

    @classmethod
    def read(cls, workplace: Workplace, interview: UUID, catalogue: Catalogue) -> Conversation:
        """An interview as it was held, under the very flow it was held with. Nothing is to be changed.

        Raises:
            LookupError: the base does not hold it.
            StoreError, ContentError: the base or its archive cannot be read.
        """
        base = workplace.base
        record = base.record(interview) if base else None
        if base is None or record is None:
            raise LookupError(interview)
        archived = base.archived_flow(record.flow)
        if archived.sha256 != workplace.machine.flow.fingerprint:
            workplace = _under(workplace, archived, catalogue)
        return cls.resume(workplace, interview)

    # ── what is shown ────────────────────────────────────────────────────────────────────────────

    @property
    def flow(self) -> Flow:
        """The flow of this interview."""
        return self.interview.flow

    @property
    def reference(self) -> str:
        """Reference of the interview."""
        return self.heading.reference

    def prompt(self) -> Prompt | None:
        """The question on screen, or None once every question has been seen."""
        prompt = prompt_of(self.interview, self.workplace.today().isoformat())
        suggested = self._said_before.get(prompt.rank) if prompt else None
        if prompt is None or not suggested:
            return prompt
        return proposing(prompt, suggested, self.interview.answers(prompt.rank))

    def known(self) -> Known:
        """The panel « Ce que l'on sait »."""
        return known_of(self.interview)

    def review(self, rank: int = 0) -> tuple[ReviewRow, ...]:
        """Every answer of a situation, by default the current one."""
        return review_of(self.interview, rank or self.interview.active)

    def verdict(self, rank: int = 0) -> Verdict:
        """The qualification of a situation in words, by default the current one."""
        return verdict_of(self.interview, rank or self.interview.active, self.known_situations)

    def core_complete(self, rank: int = 0) -> bool:
        """Whether a situation has all it takes to be qualified, by default the current one."""
        return knowledge.core_complete(self.interview, rank or self.interview.active)

    def qualified(self, rank: int = 0) -> bool:
        """Whether a situation has reached its qualification."""
        return knowledge.qualified(self.interview, rank or self.interview.active)

    def situation_reference(self, rank: int = 0) -> str:
        """Reference of a situation, by default the current one."""
        return self.heading.reference_of(rank or self.interview.active)

    # ── what the agent does ──────────────────────────────────────────────────────────────────────

    def answer(self, raw: Any, question: str = "") -> Effect:
        """Keep the answer *raw*. Raises AnswerError, MoveError, StoreError."""
        asked = self.flow.questions.get(question or self.interview.place)
        if asked is not None and asked.kind == "menage":
            raw = self._household(asked.id, raw)
        return self._keep([moves.answer(self.interview, raw, question)])

    def skip(self) -> Effect:
        """Leave the question without an answer. Raises AnswerError, MoveError, StoreError."""
        return self._keep([moves.skip(self.interview)])

    def skip_section(self) -> Effect:
        """Leave the rest of the section. Raises AnswerError, MoveError, StoreError."""
        return self._keep(moves.skip_section(self.interview))

    def back(self) -> Effect:
        """Show the question visited before. Raises MoveError, StoreError."""
        return self._keep([moves.back(self.interview)])

    def go_to(self, question: str, rank: int = 0) -> Effect:
        """Show a past question again. Raises MoveError, StoreError."""
        return self._keep([moves.go_to(self.interview, question, rank or None)])

    def return_to_front(self) -> Effect:
        """Leave a past question for the first one without an answer. Raises StoreError."""
        return self._keep([moves.resume(self.interview)])

    def add_situation(self, cause: int | str | None = None) -> Effect:
        """Open another situation of the household. Raises MoveError, StoreError."""
        return self._keep([moves.add_situation(self.interview, cause)])

    def decide(self, forms: Sequence[str], reason: str = "", rank: int = 0) -> Effect:
        """Record what the agent decided. Raises MoveError, StoreError.

        Args:
            forms: forms kept; the certainty is that of the proposal, ``potentiel`` for a form that
                was not proposed, ``aucun`` when none is kept.
            reason: why, required when it differs from the proposal.
        """
        target = rank or self.interview.active
        said = knowledge.qualification(self.interview, target, self.known_situations)
        certainty: str = said.certainty
        if not forms:
            certainty = "aucun"
        elif not set(forms) <= set(said.forms):
            certainty = "potentiel"
        kept = [each.code for each in self.flow.file.rules.forms if each.code in forms]
        decision = Decision(tuple(kept), certainty, reason.strip())
        return self._keep([moves.decide(target, decision, said.forms)])

    def close(self, how: Closing = "termine") -> Effect:
        """End the interview; what waits for an answer will come back. Raises MoveError, StoreError."""
        effect = self._keep([moves.close(self.interview, how)])
        place = self.workplace
        if how == "termine":
            self.follow(*at_closing(self.interview, self.followed, place.today(), place.settings.reminders))
        return effect

    def reopen(self) -> Effect:
        """Go on with a closed interview. Raises StoreError."""
        return self._keep([moves.reopen()])

    def amend(self, *events: Event) -> Effect:
        """Keep events validated elsewhere, in one commit. Raises MoveError, StoreError."""
        return self._keep(events)

    # ── keeping ──────────────────────────────────────────────────────────────────────────────────

    def _keep(self, events: Sequence[Event]) -> Effect:
        """Apply *events* and commit them: all or nothing."""
        after = self.interview
        for event in events:
            after = after.apply(event)
        if after.closed == "termine" and not knowledge.complete(after):
            events = [*events, moves.reopen()]
            after = after.apply(events[-1])
        known, base = self.known_situations, self.workplace.base
        if base is not None:
            if after.household != self.interview.household:
                stay_together(base, self.interview.household, self.heading.id, self.followed)
                known = situations_counted(base, after.household, besides=self.heading.id)
            self._commit(base, (*self._opening, *events), after)
        else:
            self._keep_without_base((*self._opening, *events))
        before, self.interview, self.known_situations, self._opening = self.interview, after, known, ()
        return effect_of(before, after)

    def follow(self, *told: FollowUp) -> None:
        """Keep what was done or learnt since the interview: one durable commit. Raises StoreError."""
        base = self.workplace.base
        if base is not None and told:
            self._commit(base, told, self.interview)
            self.followed = followed(base.entries(self.heading.id))

    def _keep_without_base(self, told: tuple[Event | FollowUp, ...]) -> None:
        """What becomes of *told* where there is no base: nothing, unless one keeps it elsewhere."""

    def _commit(self, base: Base, told: tuple[Event | FollowUp, ...], after: Interview) -> None:
        """One durable transaction.

        The same events tried again keep the entries of the failed attempt: if the disk had kept them
        after all, they are recognised. A reference already taken is drawn again, before anyone saw it.
        """
        place, now = self.workplace, self.workplace.now()
        opening = any(each.kind == "ouverture" for each in told)
        if not self.heading.flow:
            row = base.archive_flow(self.flow.id, self.flow.version, self.flow.fingerprint, self.flow.source)
            self.heading = msgspec.structs.replace(self.heading, flow=row)
        if self._attempt is None or self._attempt[0] != told:
            if opening:
                self.heading = msgspec.structs.replace(self.heading, started_at=now)
            entries = [entry_of(each, self.heading, place.new_id(), now, place.author) for each in told]
            self._attempt = (told, entries)
        entries = self._attempt[1]
        since = followed([*base.entries(self.heading.id), *entries]) if _follows(told) else self.followed
        try:
            base.append(entries, record_of(after, self.heading, entries[-1].at, since), self._last)
        except DuplicateEntry:
            pass
        except DuplicateReference:
            if not opening:
                raise
            drawn = new_reference(place.today().year, place.draw)
            self.heading = msgspec.structs.replace(self.heading, reference=drawn)
            self._attempt = None
            self._commit(base, told, after)
            return
        self._attempt = None
        self._last = entries[-1].id

    def _household(self, question: str, raw: Any) -> str:
        try:
            return read_pseudonym(str(raw))
        except PseudonymError as error:
            raise AnswerError(question, french(str(error))) from None


def unfinished(base: Base | None) -> list[InterviewSummary]:
    """Interviews that wait to be taken up again, the latest first."""
    return base.unfinished() if base else []


def _under(workplace: Workplace, archived: ArchivedFlow, catalogue: Catalogue) -> Workplace:
    """The same place, under a flow kept in the base. Raises ContentError when it cannot be read."""
    flow = archived_flow(archived.source, f"parcours {archived.version}", catalogue)
    return msgspec.structs.replace(workplace, machine=FlowMachine(flow))


def _follows(told: Sequence[Event | FollowUp]) -> bool:
    return any(isinstance(each, FollowUp) for each in told)


def _free_pseudonym(workplace: Workplace) -> str:
    while True:
        pseudonym = new_pseudonym(workplace.draw)
        if workplace.base is None or not workplace.base.household_exists(pseudonym):
            return pseudonym
