"""Rehearsing: the conversation of every interview, kept apart, with nothing lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.conversation import Conversation
from interview.effect import Effect
from interview.engine import MoveError
from interview.rehearsal.alone.attempts import LONGEST_STEP
from interview.rehearsal.alone.playing import NOT_KEPT, Practice
from store import AttemptContinued, Base, DiskFull, DuplicateEntry
from store.rehearsals import RehearsalFile
from templates.typography import french
from tests.interview.rehearsal.practised import (
    answer_scene,
    begun,
    played,
    reference,
    shipped_cases,
    two_situations,
)
from tests.support import make_workplace, sequential_ids


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[RehearsalFile]:
    with RehearsalFile.open(tmp_path / "formation.db") as opened:
        yield opened


def taken_up(practice: Practice, keep: RehearsalFile) -> Practice:
    return Practice.take_up(practice.workplace, keep, practice.attempt_id)


def situations_of(held: Conversation) -> Any:
    return held.interview.situations, held.interview.place, held.interview.active


def went_back(held: Conversation) -> Effect | str:
    """What it brought, or why it could not be done."""
    try:
        return held.back()
    except MoveError as error:
        return str(error)


# The same interview


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_rehearsal_is_the_interview_that_the_same_answers_make(data: st.DataObject) -> None:
    """Whatever is answered, passed or taken back; and so is the attempt taken up at any moment."""
    with TemporaryDirectory() as folder, RehearsalFile.open(Path(folder) / "formation.db") as keep:
        practice = begun(shipped_cases()["06-quatre-retours"], keep)
        plain = Conversation.start(make_workplace())
        while (prompt := practice.prompt()) is not None:
            assert prompt.options == plain.prompt().options  # type: ignore[union-attr]
            move = data.draw(
                st.sampled_from(("answer", "answer", "answer", "skip", "back", "resume", "probe"))
            )
            if move == "probe" and practice.probes():
                practice.probe(data.draw(st.sampled_from([each.index for each in practice.probes()])))
            elif move == "resume" and practice.kept:
                practice = taken_up(practice, keep)
            elif move == "skip" and prompt.skippable:
                assert practice.skip() == plain.skip()
            elif move == "back":
                assert went_back(practice) == went_back(plain)
            else:
                value = data.draw(st.sampled_from([each.code for each in prompt.options] or ["c2s"]))
                assert practice.answer(value) == plain.answer(value)
            assert situations_of(practice) == situations_of(plain)
        assert practice.verdict() == plain.verdict()


def test_what_comes_after_the_qualification_is_not_asked() -> None:
    practice = begun(two_situations())
    answer_scene(practice, reference(two_situations())[0].answers)
    assert practice.qualified()
    assert practice.prompt() is None


def test_an_answer_may_be_changed_after_the_qualification_and_asks_what_it_opens() -> None:
    practice = begun(two_situations())
    answer_scene(practice, reference(two_situations())[0].answers)
    practice.go_to("demande")
    assert practice.prompt() is not None
    practice.answer("non")
    assert [each.question for each in [practice.prompt()] if each] == ["raisons_non_demande"]


# Apart


def test_a_rehearsal_never_holds_a_base(tmp_path: Path) -> None:
    """Even when the workplace it is given has one."""
    with Base.open(tmp_path / "repere.db") as base:
        practice = Practice.begin(make_workplace(base), two_situations(), None)
        assert practice.workplace.base is None
        with pytest.raises(ValueError, match="no base"):
            Practice(make_workplace(base), two_situations(), None, practice._keeping.mark, practice.interview)
        played(two_situations(), practice=practice)
        assert base.counts().interviews == 0


def test_what_begins_an_interview_of_the_base_begins_no_rehearsal(tmp_path: Path) -> None:
    """Neither starting, nor taking up, nor reading a record: each is refused in one sentence."""
    with Base.open(tmp_path / "repere.db") as base:
        place, somebody = make_workplace(base), uuid4()
        for refused in (
            lambda: Practice.start(place),
            lambda: Practice.resume(place, somebody),
            lambda: Practice.read(place, somebody, place.machine.flow.catalogue),
        ):
            with pytest.raises(TypeError, match="begin, take_up or again_from"):
                refused()


def test_nothing_is_written_before_the_first_answer(keep: RehearsalFile) -> None:
    practice = begun(two_situations(), keep)
    assert practice.voice() is None
    assert keep.attempts() == []
    assert not practice.kept
    practice.answer("financiere")
    assert [each.heading.name for each in keep.attempts()] == ["deux-fils"]


def test_free_texts_are_not_kept_not_even_the_reason_of_a_decision(keep: RehearsalFile) -> None:
    practice = begun(two_situations(), keep)
    practice.answer("Une personne que je connais.", "synthese")
    answer_scene(practice, reference(two_situations())[0].answers)
    practice.decide(["non_demande"], "Une raison que je connais.")
    assert "que je connais" not in repr(keep.events(practice.attempt_id))
    assert practice.interview.situations[0].decision.reason == NOT_KEPT  # type: ignore[union-attr]
    assert practice.attempt().given[0].decided == ("non_demande",)


# Nothing lost


class Failing:
    """A file that fails once, before or after the disk has kept what it was given."""

    def __init__(self, keep: RehearsalFile, *, after: bool) -> None:
        self._keep, self._after, self.failures = keep, after, 0

    def append(self, *given: Any) -> None:
        fails = self.failures
        self.failures -= 1
        if fails == 1 and not self._after:
            raise DiskFull(self._keep.path, "ecriture")
        self._keep.append(*given)
        if fails == 1:
            raise DiskFull(self._keep.path, "ecriture")


@pytest.mark.parametrize("after", [False, True])
def test_what_could_not_be_kept_can_be_given_again(keep: RehearsalFile, after: bool) -> None:
    """Nothing counts before it is kept; what the disk had kept after all is recognised."""
    practice = begun(two_situations(), keep)
    answer_scene(practice, reference(two_situations())[0].answers, until="demande")
    failing = Failing(keep, after=after)
    practice._keeping.file = failing  # type: ignore[assignment]
    for change, seen in (
        (lambda: practice.probe(1), lambda: len(practice.probes())),
        (lambda: practice.answer("empechee"), lambda: practice.interview.place),
    ):
        before, failing.failures = seen(), 1
        with pytest.raises(DiskFull):
            change()
        assert seen() == before
        change()
        assert seen() != before
    assert situations_of(taken_up(practice, keep)) == situations_of(practice)
    assert [each.kind for each in keep.events(practice.attempt_id)].count("relance") == 1


def test_two_windows_do_not_mix(keep: RehearsalFile) -> None:
    practice = begun(two_situations(), keep)
    practice.answer("financiere")
    other = taken_up(practice, keep)
    other.answer("c2s")
    with pytest.raises(AttemptContinued):
        practice.answer("rsa")


def test_the_same_ids_are_recognised_rather_than_kept_twice(keep: RehearsalFile) -> None:
    practice = begun(two_situations(), keep)
    practice.answer("financiere")
    with pytest.raises(DuplicateEntry):
        kept = practice._keeping
        keep.append(kept.mark, kept.events[-1:], kept.events[0].id)


# The voice


def test_asking_again_says_more_once_and_is_kept(keep: RehearsalFile) -> None:
    practice = begun(two_situations(), keep)
    answer_scene(practice, reference(two_situations())[0].answers, until="demande")
    assert practice.voice().text == "J’y suis allée."  # type: ignore[union-attr]
    assert [each.ask for each in practice.probes()] == ["Oui ou non\u202f?", "Racontez-moi."]
    assert practice.probe(1) == "Le guichet était fermé."
    assert [each.index for each in practice.probes()] == [0]
    with pytest.raises(MoveError):
        practice.probe(1)
    again = taken_up(practice, keep)
    assert [each.index for each in again.probes()] == [0]
    assert again.said()[-1].again == (("Racontez-moi.", "Le guichet était fermé."),)
    again.answer("empechee")
    assert again.attempt().probes == ((1, "demande", 1),)


def test_the_manner_is_told_only_where_anybody_would_see_it() -> None:
    """An answer beside the point is for the agent to hear."""
    practice = begun(two_situations())
    answer_scene(practice, reference(two_situations())[0].answers, until="demande")
    assert practice.voice().manner == ""  # type: ignore[union-attr]


# Situations, endings


def test_the_next_situation_waits_for_the_one_in_hand() -> None:
    practice = begun(two_situations())
    with pytest.raises(MoveError, match="pas encore qualifiée"):
        practice.go_on()
    answer_scene(practice, reference(two_situations())[0].answers)
    assert practice.has_next
    assert practice.next_scene() == "Elle parle ensuite de son loyer."
    practice.go_on(1)
    assert not practice.has_next
    answer_scene(practice, reference(two_situations())[1].answers)
    with pytest.raises(MoveError, match="pas d’autre situation"):
        practice.add_situation()
    assert practice.finish().causes == (None, 1)


def test_an_attempt_that_is_over_can_no_longer_be_changed(keep: RehearsalFile) -> None:
    """Its debrief has been shown."""
    practice = begun(two_situations(), keep)
    with pytest.raises(MoveError):
        practice.finish()
    attempt = played(two_situations(), practice=practice)
    for change in (practice.reopen, lambda: practice.answer("non", "demande"), practice.back):
        with pytest.raises(MoveError, match="terminé"):
            change()
    assert practice.finish() == attempt == taken_up(practice, keep).attempt()
    assert attempt.ended_at > attempt.started_at


def test_the_attempt_of_the_reference_gives_what_the_reference_gives() -> None:
    """Every shipped case, situation after situation."""
    for case in shipped_cases().values():
        attempt = played(case)
        for made, wanted in zip(attempt.given, reference(case), strict=True):
            assert (made.answers, made.path, made.outcome) == (wanted.answers, wanted.path, wanted.outcome)


def test_rehearsing_again_from_a_question_gives_what_came_before_and_writes_nothing_yet(
    keep: RehearsalFile,
) -> None:
    earlier = played(two_situations(), {"demande": "non"}, keep=keep)
    place = make_workplace(new_id=later_ids())
    again = Practice.again_from(place, keep, earlier, "demande", 1)
    assert len(keep.attempts()) == 1
    assert again.prompt().question == "demande"  # type: ignore[union-attr]
    assert again.interview.answers(1)["proposition"] == "oui"
    answer_scene(again, reference(two_situations())[0].answers)
    attempt = again.attempt()
    assert (attempt.replays, attempt.since) == (str(earlier.id), (1, "demande"))
    assert attempt.seconds < earlier.seconds
    assert situations_of(taken_up(again, keep)) == situations_of(again)


def test_asking_again_before_any_answer_opens_the_attempt_once(keep: RehearsalFile) -> None:
    earlier = played(two_situations(), {"demande": "non"}, keep=keep)
    again = Practice.again_from(make_workplace(new_id=later_ids()), keep, earlier, "demande", 1)
    again.probe(1)
    again.answer("empechee")
    kinds = [each.kind for each in keep.events(again.attempt_id)]
    assert kinds.count("ouverture") == 1
    assert kinds[-2:] == ["relance", "reponse"]
    assert situations_of(taken_up(again, keep)) == situations_of(again)


def test_rehearsing_again_from_the_second_situation_keeps_the_first(keep: RehearsalFile) -> None:
    earlier = played(two_situations(), {}, {"connaissance": "oui"}, keep=keep)
    place = make_workplace(new_id=later_ids())
    again = Practice.again_from(place, keep, earlier, "connaissance", 2)
    assert again.prompt().question == "connaissance"  # type: ignore[union-attr]
    answer_scene(again, reference(two_situations())[1].answers)
    assert [each.answers for each in again.finish().given] == [
        each.answers for each in reference(two_situations())
    ]
    assert again.attempt().causes == (None, 1)


def later_ids() -> Any:
    ids = sequential_ids()
    for _ in range(1000):
        ids()
    return ids


# Time


def test_the_time_away_counts_for_nothing(keep: RehearsalFile) -> None:
    """Taking an attempt up the next day, or leaving the screen open over lunch."""
    now = {"at": 0}
    practice = begun(two_situations(), keep, now=lambda: now["at"])
    practice.set_off()
    now["at"] = 10_000
    practice.answer("financiere")
    now["at"] = 90_000_000
    practice = taken_up(practice, keep)
    now["at"] += 5_000
    practice.answer("c2s")
    now["at"] += 4 * 3_600_000
    practice.answer("oui")
    assert practice.attempt().given[0].seconds == {
        "nature": 10,
        "prestation": 5,
        "eligibilite": LONGEST_STEP,
    }


# A flow that changed, a later visit


def test_an_attempt_goes_on_under_the_flow_it_was_begun_with(keep: RehearsalFile) -> None:
    """And says so: an exercise does not change half-way."""
    from interview.engine import FlowMachine
    from tests.support import changed_flow

    practice = begun(two_situations(), keep)
    practice.answer("financiere")
    other = FlowMachine(changed_flow(("La personne a-t-elle droit à cette offre", "A-t-elle droit à cela")))
    again = Practice.take_up(make_workplace(machine=other), keep, practice.attempt_id)
    assert "changé" in again.resumption.notice
    assert again.flow.source == practice.flow.source


def test_a_later_visit_proposes_what_was_said_at_the_first_one() -> None:
    from interview.rehearsal.cases.collection import case_from_text
    from tests.interview.rehearsal.practised import TWO_SITUATIONS

    text = TWO_SITUATIONS.replace("  minutes: 10", "  minutes: 10\n  suite_de: 10-acs-en-deux-temps")
    practice = begun(case_from_text(text, "suite"))
    assert practice.setting().follows
    assert practice.prompt().proposed == "financiere"  # type: ignore[union-attr]
    practice.answer("financiere")
    first = shipped_cases()["10-acs-en-deux-temps"].scenario.file.situations[0].answers
    assert practice.prompt().proposed == first["prestation"]  # type: ignore[union-attr]


def test_every_shipped_later_visit_finds_the_first_one() -> None:
    """Its title is told, and what it was about is proposed, in the case that follows it."""
    later = [each for each in shipped_cases().values() if each.case.follows]
    assert later
    for case in later:
        practice = begun(case)
        first = shipped_cases()[case.case.follows]
        assert practice.setting().follows == french(first.title)
        assert practice.prompt().proposed == first.scenario.file.situations[0].answers["nature"]  # type: ignore[union-attr]


def test_the_file_holds_no_name_of_the_machine(keep: RehearsalFile, tmp_path: Path) -> None:
    """Nor author, nor service, nor territory."""
    practice = begun(two_situations(), keep, author="agent-7", service="ccas-9", territory="nord-3")
    played(two_situations(), practice=practice)
    keep.empty_log()
    with sqlite3.connect(tmp_path / "formation.db") as raw:
        dump = "\n".join(raw.iterdump())
    raw.close()
    assert not any(word in dump for word in ("agent-7", "ccas-9", "nord-3"))
