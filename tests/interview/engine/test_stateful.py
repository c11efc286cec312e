"""An interview against a plain dictionary, whatever the agent does and whenever the machine is killed.

The model keeps the answers ever given and recomputes everything else from nothing at each step; the
conversation under test keeps its journal in a real base, which is closed and opened again at any moment.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from flows.flow import Flow
from interview.conversation import Conversation
from interview.engine import MoveError, begin, knowledge, replay
from interview.recording import events_of, record_of
from store import Base
from tests.interview.answering import PSEUDONYMS, answers_to
from tests.support import CASE_6, make_workplace, shipped_flow, shipped_machine

FORMS = ("non_connaissance", "non_proposition", "non_demande", "non_reception", "non_orientation")
STRAIGHT = {**CASE_6, "personnes_concernees": "1"}
NOT_ASKED = {**STRAIGHT, "demande": "non", "connaissance": "partielle", "taille_menage": "5"}
NOT_ENTITLED = {**STRAIGHT, "eligibilite": "non", "motif_non_eligibilite": "plafond"}
STOPS = ("issue", "niveaux", "mode", "organismes", "")
CASES = tuple(
    {question: value for question, value in case.items() if question != "causee_par"}
    for case in (STRAIGHT, NOT_ASKED, NOT_ENTITLED)
)


def path_of(flow: Flow, known: dict[str, Any], settled: set[str]) -> tuple[tuple[str, ...], str]:
    """The questions asked and answered from the top of the flow, and where the path stops."""
    path: list[str] = []
    counted = {question: known[question] for question in settled}
    place = flow.first
    while not flow.is_ending(place):
        if place in settled or not flow.asked(place, counted):
            place = flow.follower(place)
        elif place in known:
            path.append(place)
            counted[place] = known[place]
            place = flow.next_place(place, counted)
        else:
            break
    return tuple(path), place


class Model:
    """What was said, by situation, and nothing derived."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.given: list[dict[str, Any]] = [{}]
        self.shared: dict[str, Any] = {}
        self.hosts: dict[str, int] = {}
        self.active = 1
        self.cursor = ""
        self.trail: list[tuple[int, str]] = []
        self.visited = 0

    def is_shared(self, question: str) -> bool:
        return self.flow.questions[question].scope == "entretien"

    def known(self, rank: int) -> dict[str, Any]:
        return {**self.shared, **self.given[rank - 1]}

    def path(self, rank: int) -> tuple[tuple[str, ...], str]:
        settled = {
            question
            for question, host in self.hosts.items()
            if host != rank and question in path_of(self.flow, self.known(host), set())[0]
        }
        return path_of(self.flow, self.known(rank), settled)

    def place(self) -> str:
        return self.cursor or self.path(self.active)[1]

    def keep(self, question: str, value: Any) -> None:
        target = self.shared if self.is_shared(question) else self.given[self.active - 1]
        target[question] = value
        if self.is_shared(question):
            self.hosts.setdefault(question, self.active)
        self.trail.append((self.active, question))
        self.move(self.active, "")

    def move(self, rank: int, cursor: str) -> None:
        """A question shown again lies where it was last answered before the one on screen."""
        self.active, self.cursor = rank, cursor
        seen = [at for at in range(self.visited) if cursor and self.trail[at] == (rank, cursor)]
        self.visited = seen[-1] if seen else len(self.trail)

    def before(self) -> tuple[int, str] | None:
        """The last question answered before the one on screen, if it is still on its path."""
        shown = (self.active, self.cursor)
        behind = [each for each in self.trail[: self.visited] if each != shown]
        still = [(rank, question) for rank, question in behind if question in self.path(rank)[0]]
        return still[-1] if still else None


class HeldInterview(RuleBasedStateMachine):
    """Everything an agent may do, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "repere.db"
        self.base = Base.open(self.path)
        self.flow = shipped_flow()
        self.model = Model(self.flow)

    @initialize(
        household=st.sampled_from(["", PSEUDONYMS[0]]),
        held=st.lists(st.tuples(st.sampled_from(CASES), st.sampled_from(STOPS)), max_size=2),
    )
    def start(self, household: str, held: list[tuple[dict[str, Any], str]]) -> None:
        """Most of what can go wrong needs an interview that is well under way."""
        self.workplace = make_workplace(self.base)
        self.held = Conversation.start(self.workplace, household)
        if household:
            self.model.shared["menage"] = household
            self.model.hosts["menage"] = 1
            self.model.trail.append((1, "menage"))
            self.model.move(1, "")
        for rank, (case, stop) in enumerate(held, 1):
            if rank > 1 and knowledge.core_complete(self.interview, 1):
                self._add(None)
            self.hold_a_case(case, stop)

    def _add(self, cause: int | None) -> None:
        self.held.add_situation(cause)
        self.model.given.append({} if cause is None else {"causee_par": cause})
        self.model.move(len(self.model.given), "")

    def teardown(self) -> None:
        self.base.close()
        self.folder.cleanup()

    @property
    def interview(self) -> Any:
        return self.held.interview

    def written(self) -> bool:
        """Nothing is written before the agent does something."""
        return bool(self.base.interviews())

    def _kept(self, question: str) -> Any:
        shared = self.model.is_shared(question)
        return (self.interview.shared if shared else self.interview.current.given)[question]

    def _required(self, question: str) -> bool:
        return self.flow.questions[question].required

    def _at_question(self) -> bool:
        return not self.flow.is_ending(self.model.place())

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        if not self._at_question():
            return
        asked = self.model.place()
        question = self.flow.questions[asked]
        drawn = answers_to(question, self.flow.catalogue, self.model.active)
        if question.at_most and isinstance(self.model.shared.get(question.at_most), int):
            drawn = st.integers(1, self.model.shared[question.at_most])
        at_front = not self.model.cursor
        self.held.answer(data.draw(drawn))
        assert self._kept(asked) is not None
        self.model.keep(asked, self._kept(asked))
        if at_front:
            told = [each.rank for each in self.interview.situations if asked in each.path]
            assert told if self.model.is_shared(asked) else self.model.active in told

    @rule(data=st.data(), steps=st.integers(3, 12))
    def answer_several(self, data: st.DataObject, steps: int) -> None:
        """Most of a real interview is this; without it, random walks hardly leave the core."""
        for _ in range(steps):
            self.answer(data)

    @rule(case=st.sampled_from(CASES), stop=st.sampled_from(STOPS))
    def hold_a_case(self, case: dict[str, Any], stop: str) -> None:
        """Straight on, as in a real interview, to some question or to the end."""
        for _ in self.flow.questions:
            asked = self.model.place()
            if not self._at_question() or asked == stop or (asked not in case and self._required(asked)):
                return
            self.held.answer(case[asked]) if asked in case else self.held.skip()
            self.model.keep(asked, self._kept(asked))

    @precondition(lambda self: len(self.model.given) > 1)
    @rule(data=st.data(), case=st.sampled_from(CASES))
    def take_up_another_situation(self, data: st.DataObject, case: dict[str, Any]) -> None:
        """One was left half-way; it is held to its end."""
        rank = data.draw(st.integers(1, len(self.model.given)))
        place = self.model.path(rank)[1]
        self.held.go_to(place, rank)
        self.model.move(rank, "")
        self.hold_a_case(case, "")

    @precondition(lambda self: self._at_question())
    @rule()
    def skip(self) -> None:
        asked = self.model.place()
        if self._required(asked):
            return
        self.held.skip()
        self.model.keep(asked, None)

    @rule()
    def skip_to_the_end(self) -> None:
        for _ in self.flow.questions:
            if self._at_question():
                self.skip()

    @rule()
    def back(self) -> None:
        last = self.model.active == len(self.model.given) > 1
        before = self.model.before()
        if last and not self.model.path(self.model.active)[0]:
            self.held.back()
            self.model.given.pop()
            self.model.move(len(self.model.given), "")
        elif before:
            self.held.back()
            self.model.move(*before)
        else:
            try:
                self.held.back()
            except MoveError:
                return
            raise AssertionError("there is nothing before the first question")

    @rule(data=st.data())
    def show_again(self, data: st.DataObject) -> None:
        rank = data.draw(st.integers(1, len(self.model.given)))
        path, place = self.model.path(rank)
        question = data.draw(st.sampled_from([*path, place]))
        self.held.go_to(question, rank)
        self.model.move(rank, "" if question == place else question)

    @rule()
    def return_to_front(self) -> None:
        self.held.return_to_front()
        self.model.move(self.model.active, "")

    @precondition(lambda self: len(self.model.given) < 3)
    @rule(data=st.data())
    def add_situation(self, data: st.DataObject) -> None:
        cause = data.draw(st.sampled_from([None, *range(1, len(self.model.given) + 1)]))
        complete = [knowledge.core_complete(self.interview, each.rank) for each in self.interview.situations]
        if not all(complete):
            try:
                self.held.add_situation(cause)
            except MoveError:
                return
            raise AssertionError("the core of a situation is not complete")
        self._add(cause)
        self.hold_a_case(data.draw(st.sampled_from(CASES)), data.draw(st.sampled_from(STOPS)))

    @rule(forms=st.sets(st.sampled_from(FORMS)), reason=st.sampled_from(["", "Vu en équipe."]))
    def decide(self, forms: set[str], reason: str) -> None:
        proposed = set(knowledge.qualification(self.interview, self.model.active).forms)
        try:
            self.held.decide(sorted(forms), reason)
        except MoveError:
            assert forms != proposed
            assert not reason
        else:
            assert forms == proposed or reason
            assert self.interview.current.decision.forms == tuple(each for each in FORMS if each in forms)

    @rule(how=st.sampled_from(["termine", "abandonne"]))
    def close_and_reopen(self, how: Any) -> None:
        complete = all(
            knowledge.core_complete(self.interview, each.rank) for each in self.interview.situations
        )
        try:
            self.held.close(how)
        except MoveError:
            assert how == "termine"
            assert not complete
            return
        self.model.move(self.model.active, "")
        assert self.interview.closed == how
        assert not self.base.unfinished()
        self.held.reopen()
        assert [each.id for each in self.base.unfinished()] == [self.held.heading.id]

    @precondition(lambda self: self.written())
    @rule()
    def be_killed_and_resumed(self) -> None:
        """Everything answered is there, the screen is the same one."""
        before, prompt = self.interview, self.held.prompt()
        self.base.close()
        self.base = Base.open(self.path)
        (waiting,) = self.base.unfinished()
        self.workplace = msgspec.structs.replace(self.workplace, base=self.base)
        self.held = Conversation.resume(self.workplace, waiting.id)
        assert self.held.resumption.notice == ""
        assert self.interview == before
        assert self.held.prompt() == prompt

    @invariant()
    def the_path_is_that_of_the_answers(self) -> None:
        for rank in range(1, len(self.model.given) + 1):
            situation = self.interview.situations[rank - 1]
            assert (situation.path, situation.place) == self.model.path(rank), f"situation {rank}"
            assert dict(situation.given) == self.model.given[rank - 1]
        assert dict(self.interview.shared) == self.model.shared
        assert self.interview.active == self.model.active
        assert self.interview.place == self.model.place()

    @precondition(lambda self: self.written())
    @invariant()
    def the_journal_alone_gives_the_same_interview(self) -> None:
        events = events_of(self.base.entries(self.held.heading.id))
        assert replay(shipped_machine(), "", events) == self.interview

    @precondition(lambda self: self.written())
    @invariant()
    def the_base_holds_what_the_interview_amounts_to(self) -> None:
        kept = self.base.record(self.held.heading.id)
        assert kept is not None
        assert kept == record_of(self.interview, self.held.heading, kept.touched_at, self.held.followed)

    @invariant()
    def what_is_parked_was_said_and_counts_no_more(self) -> None:
        for rank, given in enumerate(self.model.given, 1):
            aside = knowledge.parked(self.interview, rank)
            assert set(aside) <= set(given) - set(self.interview.situations[rank - 1].path)
            assert not set(aside) & set(self.interview.answers(rank))

    @invariant()
    def everything_can_be_shown(self) -> None:
        assert self.held.known().remaining
        for situation in self.interview.situations:
            self.held.review(situation.rank)
            if self.flow.is_ending(situation.place):
                assert knowledge.core_complete(self.interview, situation.rank)
                verdict = self.held.verdict(situation.rank)
                assert verdict.title
                assert bool(verdict.forms) != bool(verdict.no_form)


LONG = os.environ.get("REPERE_LONG") == "1"
HeldInterview.TestCase.settings = settings(
    max_examples=600 if LONG else 30,
    stateful_step_count=25,
    phases=tuple(Phase) if LONG else (Phase.generate,),  # making a failure smaller may take minutes
)
TestHeldInterview = HeldInterview.TestCase


def test_the_model_itself_begins_where_the_flow_begins() -> None:
    """An empty model stands at the first question, as an empty interview does."""
    assert Model(shipped_flow()).place() == begin(shipped_machine(), "").place == "nature"
