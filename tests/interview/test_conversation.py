"""An interview being held: kept before the next question, taken up again, safe when the base fails."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from interview.conversation import Conversation, unfinished
from interview.engine import AnswerError, MoveError, knowledge
from interview.identifiers import ALPHABET
from interview.recording import record_of
from store import Base, BaseLocked, DiskFull, DuplicateReference, Entry, InterviewRecord
from tests.interview.answering import PSEUDONYMS
from tests.support import CASE_6, answer_all, make_workplace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "repere.db"


@pytest.fixture
def base(path: Path) -> Iterator[Base]:
    with Base.open(path, timeout=0.2) as opened:
        yield opened


def held_in(base: Base, until: str = "", **fields: Any) -> Conversation:
    """Case 6 held up to *until*."""
    conversation = Conversation.start(make_workplace(base, **fields))
    answer_all(conversation, CASE_6, until=until)
    return conversation


def on_screen(conversation: Conversation) -> str:
    prompt = conversation.prompt()
    return prompt.question if prompt else ""


# ── beginning ────────────────────────────────────────────────────────────────────────────────────


def test_an_interview_opened_by_mistake_leaves_no_trace(base: Base) -> None:
    """Nothing is written before the first answer, which is written with the opening."""
    conversation = Conversation.start(make_workplace(base))
    assert base.interviews() == []
    conversation.answer("financiere")
    kinds = [entry.kind for entry in base.entries(conversation.heading.id)]
    assert kinds == ["ouverture", "reponse"]
    assert [each.id for each in unfinished(base)] == [conversation.heading.id]


def test_each_answer_is_in_the_base_before_the_next_question_is_asked(base: Base, path: Path) -> None:
    """Seen from another connection, answer by answer, to the end of the interview."""
    conversation, moves = Conversation.start(make_workplace(base)), 0
    with Base.open(path, read_only=True) as witness:
        while (prompt := conversation.prompt()) is not None:
            asked = prompt.question
            conversation.answer(CASE_6[asked]) if asked in CASE_6 else conversation.skip()
            last = witness.entries(conversation.heading.id)[-1]
            assert (last.kind, last.question) == ("reponse", asked)
            moves += 1
            assert len(witness.entries(conversation.heading.id)) == moves + 1  # the opening, once
            record = witness.record(conversation.heading.id)
            assert record is not None
            assert record.position == on_screen(conversation)


def test_an_answer_weighs_at_most_two_hundred_bytes_in_the_journal(base: Base) -> None:
    """One small event per answer, never a snapshot; free texts and rows weigh what was written."""
    conversation = held_in(base)
    for entry in base.entries(conversation.heading.id):
        if entry.question not in ("synthese", "chronologie", "demande_individuelle"):
            weight = (
                len(msgspec.json.encode(entry.value)) + len(entry.question) + len(entry.kind) + 16 + 16 + 8
            )
            assert weight <= 200, entry


def test_a_known_household_is_not_asked_again_and_counts_its_situations(base: Base) -> None:
    """The second interview knows the first one's situation: « cumulé »."""
    first = held_in(base)
    household = first.interview.household
    again = Conversation.start(make_workplace(base, seed=7, new_id=first.workplace.new_id), household)
    assert again.interview.household == household
    assert again.known_situations == 1
    answer_all(again, CASE_6)
    assert again.interview.shared["menage"] == household
    labels = [label for label, _ in again.verdict().typology]
    assert "Cumulé" in labels
    assert {each.id for each in base.households()} == {household}


def test_a_household_typed_later_replaces_the_one_that_was_drawn(base: Base) -> None:
    """And its earlier situations count from then on."""
    first = held_in(base)
    household = first.interview.household
    again = Conversation.start(make_workplace(base, seed=7, new_id=first.workplace.new_id))
    answer_all(again, CASE_6, until="menage")
    assert again.known_situations == 0
    again.answer(household.lower().replace("-", " "))
    assert again.interview.household == household
    assert again.known_situations == 1


def test_a_mistyped_household_is_refused_in_words(base: Base) -> None:
    """The question stays on screen."""
    conversation = held_in(base, until="menage")
    with pytest.raises(AnswerError, match="sept caractères"):
        conversation.answer("7K3Q")
    assert on_screen(conversation) == "menage"


def test_a_reference_already_taken_is_drawn_again(base: Base) -> None:
    """Two machines, one draw: nobody sees the clash."""
    first = held_in(base, until="eligibilite")
    draw = random.Random(6)
    for _ in range(6):  # the household of the first, drawn before its reference
        draw.choice(ALPHABET)
    workplace = make_workplace(base, new_id=first.workplace.new_id, draw=draw.choice)
    clash = Conversation.start(workplace, PSEUDONYMS[0])
    assert clash.reference == first.reference
    clash.answer("financiere")
    assert clash.reference != first.reference
    record = base.record(clash.heading.id)
    assert record is not None
    assert record.reference == clash.reference


# ── a base that fails ────────────────────────────────────────────────────────────────────────────


class FailingBase:
    """A base whose next commits fail; everything else is the base's own."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.failures: list[Exception] = []
        self.keeps_before_failing = False

    def append(self, entries: Sequence[Entry], record: InterviewRecord, after: UUID | None = None) -> None:
        if self.failures:
            if self.keeps_before_failing:
                self.base.append(entries, record, after)
            raise self.failures.pop()
        self.base.append(entries, record, after)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.base, name)


@pytest.fixture
def failing(base: Base) -> FailingBase:
    return FailingBase(base)


MOVES: dict[str, tuple[str, Callable[[Conversation], object]]] = {
    "answer": ("issue", lambda held: held.answer("droit_perdu")),
    "back": ("issue", Conversation.back),
    "go_to": ("issue", lambda held: held.go_to("connaissance")),
    "skip": ("blocage", Conversation.skip),
    "skip_section": ("organismes", Conversation.skip_section),
    "add_situation": ("blocage", Conversation.add_situation),
    "decide": ("mode", lambda held: held.decide([], "Vu en équipe.")),
    "close": ("issue", lambda held: held.close("abandonne")),
}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("error", [DiskFull, BaseLocked])
def test_when_the_base_fails_nothing_has_changed_and_the_same_call_works_again(
    failing: FailingBase, path: Path, move: str, error: type[DiskFull]
) -> None:
    """What is on screen and what is in the base stay what they were; then the move is kept once."""
    until, call = MOVES[move]
    conversation = held_in(failing, until=until)  # type: ignore[arg-type]
    before, prompt = conversation.interview, conversation.prompt()
    entries, record = failing.entries(conversation.heading.id), failing.record(conversation.heading.id)
    failing.failures.append(error(path, "ecriture"))
    with pytest.raises(error):
        call(conversation)
    assert conversation.interview is before
    assert conversation.prompt() == prompt
    assert failing.entries(conversation.heading.id) == entries
    assert failing.record(conversation.heading.id) == record
    call(conversation)
    assert conversation.interview != before
    kept = failing.record(conversation.heading.id)
    assert kept == record_of(conversation.interview, conversation.heading, kept.touched_at)
    assert len(failing.entries(conversation.heading.id)) > len(entries)


def test_when_the_first_commit_fails_the_interview_can_still_begin(failing: FailingBase, path: Path) -> None:
    """The opening is written with the first answer that is."""
    conversation = Conversation.start(make_workplace(failing))  # type: ignore[arg-type]
    failing.failures.append(DiskFull(path, "ecriture"))
    with pytest.raises(DiskFull):
        conversation.answer("financiere")
    assert failing.interviews() == []
    conversation.answer("non_financiere")
    kinds = [(entry.kind, entry.value) for entry in failing.entries(conversation.heading.id)]
    opening = {"menage": conversation.interview.household, "reference": conversation.reference}
    assert kinds == [("ouverture", opening), ("reponse", "non_financiere")]


def test_a_commit_that_was_kept_although_it_failed_is_not_kept_twice(
    failing: FailingBase, path: Path
) -> None:
    """A disk fault may come after the write: the second try recognises it."""
    conversation = held_in(failing, until="issue")  # type: ignore[arg-type]
    count = len(failing.entries(conversation.heading.id))
    failing.failures.append(DiskFull(path, "ecriture"))
    failing.keeps_before_failing = True
    with pytest.raises(DiskFull):
        conversation.answer("droit_perdu")
    conversation.answer("droit_perdu")
    assert len(failing.entries(conversation.heading.id)) == count + 1
    assert conversation.interview.answers(1)["issue"] == "droit_perdu"


def test_a_refused_move_writes_nothing(base: Base) -> None:
    """Neither a wrong code, nor a required question skipped, nor a move that has no meaning."""
    conversation = held_in(base, until="demande")
    count = len(base.entries(conversation.heading.id))
    refused: list[tuple[Callable[[], object], type[Exception]]] = [
        (lambda: conversation.answer("peut-être"), AnswerError),
        (conversation.skip, AnswerError),
        (conversation.skip_section, AnswerError),
        (lambda: conversation.go_to("domaine"), MoveError),
        (conversation.add_situation, MoveError),
        (conversation.close, MoveError),
        (lambda: conversation.decide(["non_demande"]), MoveError),
    ]
    for move, error in refused:
        with pytest.raises(error):
            move()
    assert len(base.entries(conversation.heading.id)) == count
    assert on_screen(conversation) == "demande"


# ── taken up again ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("question", [*CASE_6, "menage", "manque_mensuel", ""])
def test_quitting_at_any_question_resumes_at_that_question(base: Base, question: str) -> None:
    """With the same answers, the same panel, the same review."""
    if question == "nature":
        pytest.skip("nothing is written before the first answer")
    conversation = held_in(base, until=question)
    resumed = Conversation.resume(make_workplace(base, seed=9), conversation.heading.id)
    assert on_screen(resumed) == question
    assert resumed.interview == conversation.interview
    assert resumed.heading == conversation.heading
    assert (resumed.prompt(), resumed.known()) == (conversation.prompt(), conversation.known())
    assert resumed.review() == conversation.review()
    assert resumed.resumption.notice == ""


def test_a_question_shown_again_is_still_shown_after_a_restart(base: Base) -> None:
    """Back, then quit: the next start is on the same screen."""
    conversation = held_in(base, until="issue")
    conversation.go_to("connaissance")
    resumed = Conversation.resume(make_workplace(base, seed=9), conversation.heading.id)
    assert on_screen(resumed) == "connaissance"
    prompt = resumed.prompt()
    assert prompt is not None
    assert prompt.revisited
    assert prompt.value == "oui"


def test_an_interview_that_the_base_does_not_hold_is_told_as_such(base: Base) -> None:
    """A LookupError, for the face to word."""
    workplace = make_workplace(base)
    with pytest.raises(LookupError):
        Conversation.resume(workplace, workplace.new_id())


def test_rows_amounts_and_decisions_come_back_as_they_were_given(base: Base) -> None:
    """Through JSON and back, value for value."""
    conversation = Conversation.start(make_workplace(base))
    answer_all(
        conversation, CASE_6 | {"manque_mensuel": "206,50", "manque_mois": "4", "recuperable": "partie"}
    )
    conversation.decide([], "Vu en équipe.")
    resumed = Conversation.resume(make_workplace(base, seed=9), conversation.heading.id)
    assert resumed.interview == conversation.interview
    assert resumed.interview.answers(1)["manque_mensuel"] == 20_650
    assert resumed.interview.answers(1)["chronologie"] == conversation.interview.answers(1)["chronologie"]
    assert resumed.verdict() == conversation.verdict()


# ── what a change brings ─────────────────────────────────────────────────────────────────────────


def test_an_effect_names_what_was_set_aside_and_what_came_back(base: Base) -> None:
    """In the short words of the questions, in one French sentence."""
    conversation = held_in(base)
    conversation.go_to("demande")
    left = conversation.answer("non")
    assert "Ce qui a été reçu" in left.set_aside
    assert left.notice.startswith("Mis de côté, sans être perdu\u00a0: ")
    conversation.go_to("demande")
    back = conversation.answer("deposee")
    assert set(back.restored) == set(left.set_aside)
    assert "Réponses retrouvées" in back.notice


def test_the_qualification_is_announced_once_when_it_is_reached(base: Base) -> None:
    """Not before, not after."""
    conversation = Conversation.start(make_workplace(base))
    announced = []
    while (prompt := conversation.prompt()) is not None:
        asked = prompt.question
        effect = conversation.answer(CASE_6[asked]) if asked in CASE_6 else conversation.skip()
        if effect.qualified:
            announced.append(asked)
    assert announced == ["niveaux"]
    assert knowledge.qualified(conversation.interview, 1)


def test_a_clash_of_references_later_on_is_not_hidden(failing: FailingBase, path: Path) -> None:
    """Once a reference has been seen, it never changes under the agent's eyes."""
    conversation = held_in(failing, until="issue")  # type: ignore[arg-type]
    reference = conversation.reference
    failing.failures.append(DuplicateReference(path, "ecriture"))
    with pytest.raises(DuplicateReference):
        conversation.answer("en_cours")
    assert conversation.reference == reference
