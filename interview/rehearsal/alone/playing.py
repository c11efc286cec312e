"""Rehearsing a case: the conversation of every interview, with an invented person, far from any base.

A :class:`Practice` is a conversation whose workplace has no base: by construction nothing of it can reach
the records or the figures of real people. Its events go to a file of another kind
(:class:`store.rehearsals.RehearsalFile`), each durable before it counts, under the same contract: when a
method raises, nothing has changed and the same call can be made again.

Free texts are never kept, not even in that file: an exercise compares codes, and an agent may write about
somebody real without noticing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn
from uuid import UUID

import msgspec

from flows.case import Voice
from flows.loader import archived_flow
from interview.conversation import Conversation, Resumption, Workplace
from interview.effect import Effect
from interview.engine import Event, FlowMachine, Interview, MoveError, begin
from interview.following import FollowUp
from interview.identifiers import new_pseudonym, new_reference
from interview.recording import Heading
from interview.rehearsal.alone.attempts import (
    PROBED,
    Attempt,
    Mark,
    attempt_of,
    held_reference,
    mark_of,
    probes_of,
    replayed,
    said_of,
)
from interview.rehearsal.alone.keeping import Keeping, Told, told_of
from interview.rehearsal.alone.replaying import given_before
from interview.rehearsal.alone.setting import (
    Heard,
    Probe,
    Setting,
    Spoken,
    heard_of,
    setting_of,
    spoken_of,
    ways_of,
)
from interview.rehearsal.cases.collection import TrainingCase, case_from_text
from interview.rehearsal.cases.earlier import first_visit
from interview.rehearsal.given import Moment
from interview.replay import check_case
from interview.scenarios import Workplaces
from interview.views import Prompt
from store.rehearsal_records import AttemptEvent, AttemptHeading
from store.rehearsals import RehearsalFile, digest
from templates.typography import french

__all__ = ["Attempt", "Heard", "Moment", "Practice", "Probe", "Setting", "Spoken"]

IN_NO_BASE = "a rehearsal is in no base: see begin, take_up or again_from"
FREE_KINDS = ("texte", "lignes")
NOT_KEPT = french("non gardée : c’est un exercice.")
"""What stands for the reason of a decision made otherwise."""
ENDED = french("Cet essai est terminé. Rejouez le cas pour répondre autrement.")
NO_MORE = french("Ce cas n’a pas d’autre situation.")
NOT_YET = french("La situation en cours n’est pas encore qualifiée.")
NO_SUCH_WAY = french("Il n’y a pas, ou plus, de relance de ce numéro pour cette question.")
FLOW_CHANGED = french("Le parcours a changé depuis : cet essai se finit avec celui d’alors, retour compris.")


class Practice(Conversation):
    """One attempt at a case, from its first question to the end of its last situation."""

    def __init__(
        self,
        place: Workplace,
        case: TrainingCase,
        keep: RehearsalFile | None,
        heading: AttemptHeading,
        interview: Interview,
        events: Sequence[AttemptEvent] = (),
    ) -> None:
        if place.base is not None:
            raise ValueError("a rehearsal has no base")
        reference = new_reference(place.today().year, place.draw)
        super().__init__(
            place, Heading(id=heading.id, reference=reference, started_at=heading.started_at), interview, 0
        )
        self.case = case
        self._keeping = Keeping(keep, heading, (case.text, self.flow.source), place, events)
        self._first_visit = mark_of(heading).first_visit
        if self._first_visit.said:
            self._said_before = {1: dict(self._first_visit.said)}

    # ── beginning ────────────────────────────────────────────────────────────────────────────────

    @classmethod
    def begin(
        cls,
        place: Workplace,
        case: TrainingCase,
        keep: RehearsalFile | None,
        *,
        session: str = "",
        participant: int = 0,
        moment: Moment = "avant",
    ) -> Practice:
        """A new attempt. Nothing is written before the first answer or the first way of asking again.

        Args:
            place: its base is left aside. Alone, the flow is the one that the case names; in a group, all
                play under that of the place.
            keep: where it is kept, None to keep nothing.
            session, participant, moment: of the group it is for.

        Raises:
            ContentError: the case does not fit its flow, or its reference cannot be held to the end.
        """
        apart = msgspec.structs.replace(place, base=None)
        if not session:
            apart = Workplaces(apart).of(case.scenario)
            check_case(case.scenario, apart.machine.flow)
        visit = first_visit(case)
        mark = Mark(session=session, participant=participant, moment=moment, first_visit=visit)
        return cls._begun(apart, case, keep, mark)

    @classmethod
    def again_from(
        cls, place: Workplace, keep: RehearsalFile | None, earlier: Attempt, question: str, rank: int
    ) -> Practice:
        """A new attempt, at *question* of situation *rank*: what *earlier* answered before it is given.

        It is rehearsed under the flow and the text of the earlier one.

        Raises:
            ContentError, StoreError: what it was rehearsed under cannot be read.
        """
        case = case_from_text(earlier.case_text, earlier.case)
        apart = msgspec.structs.replace(place, base=None)
        if earlier.flow_sha256 != digest(apart.machine.flow.source):
            apart = _under(apart, keep, earlier.flow_sha256) if keep else Workplaces(apart).of(case.scenario)
        mark = Mark(
            session=earlier.session,
            participant=earlier.participant,
            moment=earlier.moment,
            replays=str(earlier.id),
            since=(rank, question),
            first_visit=earlier.first_visit,
        )
        held = cls._begun(apart, case, keep, mark)
        for event in given_before(held.interview, earlier, question, rank):
            held.interview = held.interview.apply(event)
            held._opening = (*held._opening, event)
        return held

    @classmethod
    def take_up(cls, place: Workplace, keep: RehearsalFile, attempt: UUID) -> Practice:
        """An attempt that waits, at the question where it stood, under the flow it was begun with.

        Raises:
            NoAttempt: the file does not hold it.
            ContentError, StoreError: it cannot be read.
        """
        heading, events = keep.heading(attempt), keep.events(attempt)
        case = case_from_text(keep.text(heading.told), heading.name)
        apart = msgspec.structs.replace(place, base=None)
        changed = heading.asked != digest(apart.machine.flow.source)
        if changed:
            apart = _under(apart, keep, heading.asked)
        held = cls(apart, case, keep, heading, replayed(apart.machine, events), events)
        held._keeping.take_up()
        if changed and heading.flow == place.machine.flow.id:
            held.resumption = Resumption(FLOW_CHANGED)
        return held

    @classmethod
    def _begun(cls, apart: Workplace, case: TrainingCase, keep: RehearsalFile | None, mark: Mark) -> Practice:
        held_reference(case, apart.machine)
        pseudonym = new_pseudonym(apart.draw)
        flow = apart.machine.flow
        heading = AttemptHeading(
            id=apart.new_id(),
            name=case.name,
            told=digest(case.text),
            flow=flow.id,
            asked=digest(flow.source),
            started_at=apart.now(),
            said=said_of(mark),
        )
        held = cls(apart, case, keep, heading, begin(apart.machine, pseudonym))
        held._opening = (Event("ouverture", value=pseudonym),)
        return held

    @classmethod
    def start(cls, *_: Any, **__: Any) -> NoReturn:
        """An interview of the base begins so, not a rehearsal. Raises TypeError."""
        raise TypeError(IN_NO_BASE)

    @classmethod
    def resume(cls, *_: Any, **__: Any) -> NoReturn:
        """See :meth:`take_up`. Raises TypeError."""
        raise TypeError(IN_NO_BASE)

    @classmethod
    def read(cls, *_: Any, **__: Any) -> NoReturn:
        """See :meth:`interview.rehearsal.alone.kept.Shelf.read`. Raises TypeError."""
        raise TypeError(IN_NO_BASE)

    def offer_first(self, said: Mapping[int, Mapping[str, Any]]) -> None:
        """Offer these answers first, by situation then by question; none is given for the agent."""
        known = self._said_before
        self._said_before = {rank: {**known.get(rank, {}), **said.get(rank, {})} for rank in {*known, *said}}

    def set_off(self) -> None:
        """The setting has been read: time is counted from now on, if nothing was said yet."""
        self._keeping.set_off()

    # ── what is shown ────────────────────────────────────────────────────────────────────────────

    @property
    def attempt_id(self) -> UUID:
        """What the attempt is known by."""
        return self._keeping.mark.id

    @property
    def kept(self) -> bool:
        """Whether the file holds something of it: there is something to take up again."""
        return self._keeping.anything

    def prompt(self) -> Prompt | None:
        """The question on screen; None once the situation is qualified: what comes next is not rehearsed."""
        if self.interview.closed or (not self.interview.cursor and self.qualified()):
            return None
        return super().prompt()

    def setting(self) -> Setting:
        """What is told before the first question."""
        return setting_of(self.case, self._first_visit.title)

    def voice(self) -> Spoken | None:
        """What the person says at the question in hand, if anything."""
        voice = self._voice()
        return spoken_of(voice) if voice else None

    def probes(self) -> tuple[Probe, ...]:
        """Ways of asking again, untried so far, for the question in hand, in the order of the file."""
        voice = self._voice()
        return ways_of(voice, self._tried()) if voice and not self.interview.closed else ()

    def said(self) -> tuple[Heard, ...]:
        """All that was heard so far in the situation in hand, in the order of its questions."""
        rank = self.interview.active
        voices = self._voices(rank)
        path = dict.fromkeys((*self.interview.current.path, self.interview.place))
        asked = [each for each in path if each in voices]
        return tuple(self._heard(rank, each, voices[each]) for each in asked)

    @property
    def has_next(self) -> bool:
        """Whether the case has another situation, and all of those that were begun are qualified."""
        begun = self.interview.situations
        done = all(self.core_complete(each.rank) and self.qualified(each.rank) for each in begun)
        return done and not self.interview.closed and len(begun) < len(self._scenes)

    def next_scene(self) -> str:
        """What the person adds when the next situation begins, "" where there is none."""
        after = self._scenes[len(self.interview.situations) :]
        return french(after[0].scene.strip()) if after else ""

    # ── what the agent does ──────────────────────────────────────────────────────────────────────

    def probe(self, index: int) -> str:
        """Ask again in the way number *index* of the file: what the person says to it, once it is kept.

        Raises:
            MoveError: there is no such way, or it was tried.
            StoreError: it could not be kept; nothing has changed.
        """
        voice = self._voice()
        if voice is None or index not in {each.index for each in self.probes()}:
            raise MoveError(NO_SUCH_WAY)
        asked = Told(PROBED, self.interview.active, self.interview.place, index)
        self._keeping.write((*map(told_of, self._opening), asked))
        self._opening = ()
        return french(voice.probes[index].says.strip())

    def go_on(self, cause: int | None = None) -> Effect:
        """Begin the next situation of the case, caused by situation *cause* if the agent says so.

        Raises:
            MoveError: the one in hand is not qualified yet, or there is no other.
            StoreError: it could not be kept; nothing has changed.
        """
        return self.add_situation(cause)

    def add_situation(self, cause: int | str | None = None) -> Effect:
        """See :meth:`go_on`: a case has no more situations than its file."""
        if len(self.interview.situations) >= len(self._scenes):
            raise MoveError(NO_MORE)
        if not self.has_next:
            raise MoveError(NOT_YET)
        return super().add_situation(cause)

    def finish(self) -> Attempt:
        """End the attempt; it can no longer be changed, and its debrief may be shown. Twice is harmless.

        Raises:
            MoveError: a situation that was begun is not qualified.
            StoreError: it could not be kept; nothing has changed.
        """
        if not self.interview.closed:
            self.close()
        return self.attempt()

    def attempt(self) -> Attempt:
        """The attempt as it stands."""
        return attempt_of(self._keeping.mark, self._keeping.events, self.interview, self.case.text)

    # ── keeping ──────────────────────────────────────────────────────────────────────────────────

    def _keep(self, events: Sequence[Event]) -> Effect:
        if self.interview.closed:
            raise MoveError(ENDED)
        return super()._keep([self._without_text(each) for each in events])

    def _without_text(self, event: Event) -> Event:
        """*event* as it may be kept: codes and numbers."""
        asked = self.flow.questions.get(event.question)
        if event.kind == "reponse" and asked is not None and asked.kind in FREE_KINDS:
            return msgspec.structs.replace(event, value=None)
        if event.kind == "decision" and event.value and event.value.get("reason"):
            return msgspec.structs.replace(event, value={**event.value, "reason": NOT_KEPT})
        return event

    def _keep_without_base(self, told: tuple[Event | FollowUp, ...]) -> None:
        self._keeping.write(tuple(map(told_of, told)))

    # ── the voice ────────────────────────────────────────────────────────────────────────────────

    @property
    def _scenes(self) -> Sequence[Any]:
        return self.case.scenario.file.situations

    def _voices(self, rank: int) -> dict[str, Voice]:
        voices: dict[str, Voice] = self._scenes[rank - 1].voices
        return voices

    def _voice(self) -> Voice | None:
        return self._voices(self.interview.active).get(self.interview.place)

    def _tried(self) -> frozenset[int]:
        here = (self.interview.active, self.interview.place)
        return frozenset(index for *place, index in probes_of(self._keeping.events) if tuple(place) == here)

    def _heard(self, rank: int, question: str, voice: Voice) -> Heard:
        asked = [
            index for *place, index in probes_of(self._keeping.events) if tuple(place) == (rank, question)
        ]
        return heard_of(rank, question, self.flow.questions[question].short, voice, asked)


def _under(place: Workplace, keep: RehearsalFile, sha256: bytes) -> Workplace:
    """The same place, under a flow kept in the file. Raises ContentError, StoreError."""
    flow = archived_flow(keep.text(sha256), "parcours de l’essai", place.machine.flow.catalogue)
    return msgspec.structs.replace(place, machine=FlowMachine(flow))
