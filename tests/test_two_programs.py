"""Two programs on one base: each keeps what it accepts, and neither hides what the other said."""

import os
import sqlite3

import pytest
import uuid_utils.compat as uuid_utils

from flows.loader import load_catalogue
from interview.conversation import Conversation
from interview.following import FollowUp
from interview.rebuilding import Rebuilder
from store import Base, BaseLocked, ContinuedElsewhere
from tests.durability.driven import NEW, RESUME, Program, assert_sound
from tests.support import CASE_6, answer_all, make_workplace

terminal = pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is needed")
MOVED = "Cet entretien a été continué ailleurs"


def said(base: Base) -> list[list[str]]:
    """For each interview, the questions answered, in order."""
    return [
        [each.question for each in base.entries(one) if each.kind == "reponse"] for one in base.interviews()
    ]


def two(path, seeds=(6, 7)):
    """Two workplaces, each with its own connection to the base at *path*."""
    return [make_workplace(Base.open(path), seed=seed, new_id=uuid_utils.uuid7) for seed in seeds]


@terminal
def test_two_interviews_held_at_once_in_two_programs_are_both_whole(tmp_path):
    """Answer by answer, each program keeps its own interview."""
    path = tmp_path / "base.db"
    with Program(path) as one, Program(path) as other:
        one.open(NEW, 0)
        other.open(NEW, 0)
        for answered in range(5):
            one.answer(answered)
            other.answer(answered)
    with Base.open(path) as base:
        first, second = said(base)
        assert first == second
        assert len(first) == 5
        assert_sound(base)


@terminal
def test_an_interview_resumed_twice_is_told_to_the_one_that_comes_second(tmp_path):
    """The second window learns that it is late before it hides anything; taken up again, it goes on."""
    path = tmp_path / "base.db"
    with Program(path) as one:
        one.open(NEW, 0)
        one.answer(0)
        with Program(path) as late:
            late.open(RESUME, 1)
            one.answer(1)
            late.type(1)
            late.terminal.wait_for(MOVED)
    with Program(path) as again:
        again.open(RESUME, 2)
        again.answer(2)
    with Base.open(path) as base:
        assert said(base) == [["nature", "prestation", "eligibilite"]]
        assert_sound(base)


def test_an_interview_gone_on_elsewhere_takes_nothing_more_from_here(tmp_path):
    """Neither an answer nor a follow-up; nothing is lost, nothing forks, the tables follow the journal."""
    here, there = two(tmp_path / "base.db")
    mine = Conversation.start(here)
    answer_all(mine, CASE_6, until="mode")
    theirs = Conversation.resume(there, mine.heading.id)
    theirs.answer("permanence")
    before = here.base.entries(mine.heading.id)
    for attempt in (lambda: mine.answer("permanence"), lambda: mine.answer("permanence")):
        with pytest.raises(ContinuedElsewhere, match=MOVED):
            attempt()
    with pytest.raises(ContinuedElsewhere):
        mine.follow(FollowUp("rappel", 1, ("2026-09-01", "2026-09-18")))
    assert here.base.entries(mine.heading.id) == before
    assert set(here.base.branches(mine.heading.id).values()) == {0}
    again = Conversation.resume(here, mine.heading.id)
    answer_all(again, CASE_6)
    assert_sound(here.base)
    for place in (here, there):
        place.base.close()


def test_what_the_check_prevents_is_seen(tmp_path, monkeypatch):
    """Without it, the late window writes tables that do not say what the journal says."""
    here, there = two(tmp_path / "base.db")
    append = Base.append
    monkeypatch.setattr(
        Base, "append", lambda base, entries, record, after=None: append(base, entries, record)
    )
    mine = Conversation.start(here)
    answer_all(mine, CASE_6, until="eligibilite")
    theirs = Conversation.resume(there, mine.heading.id)
    mine.answer("oui")
    theirs.answer("non")
    mine.answer("verifie")
    assert list(Rebuilder(here.base, load_catalogue()).differences()) == [mine.heading.id]
    for place in (here, there):
        place.base.close()


def test_a_base_held_by_another_program_is_told_and_the_answer_can_be_given_again(tmp_path):
    """Nothing is kept while it is held; the same call succeeds once it is let go."""
    path = tmp_path / "base.db"
    with Base.open(path, timeout=0.05) as base:
        held = Conversation.start(make_workplace(base))
        held.answer("financiere")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BaseLocked, match="Fermez ce qui l’utilise"):
            held.answer("c2s")
        assert held.prompt().question == "prestation"
        assert said(base) == [["nature"]]
        other.execute("ROLLBACK")
        other.close()
        held.answer("c2s")
        assert said(base) == [["nature", "prestation"]]
        assert_sound(base)
