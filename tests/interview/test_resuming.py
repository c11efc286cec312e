"""Taken up again under a flow that has changed since: what still stands counts, what does not is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.flow import Flow
from interview.conversation import Conversation, Workplace
from interview.engine import Event, FlowMachine, begin
from interview.resuming import replayed_under
from store import Base
from tests.support import CASE_6, answer_all, changed_flow, make_workplace


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db", timeout=0.2) as opened:
        yield opened


def held_in(base: Base, until: str = "") -> Conversation:
    """Case 6 held up to *until*."""
    conversation = Conversation.start(make_workplace(base))
    answer_all(conversation, CASE_6, until=until)
    return conversation


def on_screen(conversation: Conversation) -> str:
    prompt = conversation.prompt()
    return prompt.question if prompt else ""


def under(base: Base, flow: Flow, **fields: Any) -> Workplace:
    return make_workplace(base, machine=FlowMachine(flow), **fields)


REWORDED = ("texte: Quelle prestation ?", "texte: De quelle prestation s’agit-il ?")
WITHOUT_RETURNED = ("      - {code: dossier_renvoye, libelle: Dossier renvoyé ou dit incomplet}\n", "")


def test_a_reworded_flow_keeps_every_answer_and_says_so(base: Base) -> None:
    """Codes have not changed: the interview goes on where it stood, under the new text."""
    conversation = held_in(base, until="synthese")
    resumed = Conversation.resume(under(base, changed_flow(REWORDED), seed=9), conversation.heading.id)
    assert on_screen(resumed) == "synthese"
    assert resumed.interview.answers(1) == conversation.interview.answers(1)
    assert "restent valables" in resumed.resumption.notice


def test_under_a_changed_flow_answers_stop_at_the_first_that_no_longer_applies(base: Base) -> None:
    """The agent is told at which question, and that nothing is lost."""
    conversation = held_in(base, until="synthese")
    resumed = Conversation.resume(
        under(base, changed_flow(WITHOUT_RETURNED), seed=9), conversation.heading.id
    )
    assert on_screen(resumed) == "blocage"
    assert "« Où cela a bloqué »" in resumed.resumption.notice.replace("\u00a0", " ")
    assert resumed.interview.answers(1)["issue"] == "en_cours"
    assert "blocage" not in resumed.interview.answers(1)
    assert len(base.entries(conversation.heading.id)) > len(resumed.interview.current.path)


def test_what_was_answered_after_such_a_resume_is_what_the_next_resume_gives(base: Base) -> None:
    """The answers dropped once stay dropped: memory and base never part."""
    conversation = held_in(base, until="synthese")
    flow = changed_flow(WITHOUT_RETURNED)
    workplace = under(base, flow, seed=9, new_id=conversation.workplace.new_id)
    resumed = Conversation.resume(workplace, conversation.heading.id)
    resumed.answer("sans_reponse")
    again = Conversation.resume(workplace, conversation.heading.id)
    assert again.interview == resumed.interview
    assert on_screen(again) == on_screen(resumed)


def test_a_question_that_no_longer_exists_is_told_by_its_name(base: Base) -> None:
    """Its answer stops the replay; the journal keeps it, and nothing fails afterwards."""
    conversation = held_in(base, until="synthese")
    flow = changed_flow(
        ("  - id: blocage\n", "  - id: blocages\n"), ("question: blocage,", "question: blocages,")
    )
    workplace = under(base, flow, seed=9, new_id=conversation.workplace.new_id)
    resumed = Conversation.resume(workplace, conversation.heading.id)
    assert on_screen(resumed) == "blocages"
    assert "blocage" in resumed.resumption.notice
    resumed.answer("sans_reponse")
    again = Conversation.resume(workplace, conversation.heading.id)
    assert again.review() == resumed.review()
    assert again.known() == resumed.known()
    assert again.interview == resumed.interview


def test_an_old_interview_is_read_under_the_very_flow_it_was_held_with(base: Base) -> None:
    """Its flow is in the archive of the base: what it said then, it says now."""
    conversation = held_in(base)
    workplace = under(base, changed_flow(WITHOUT_RETURNED), seed=9)
    read = Conversation.read(workplace, conversation.heading.id, conversation.flow.catalogue)
    assert read.flow.fingerprint == conversation.flow.fingerprint
    assert read.interview.situations == conversation.interview.situations
    assert read.verdict() == conversation.verdict()
    assert read.resumption.notice == ""


def test_a_question_skipped_before_it_was_required_is_asked_again(flow: Flow) -> None:
    """A core is complete by its answers, not by what an older flow let pass."""
    skipped = [Event("reponse", 1, "nature", None)]
    interview, kept, notice = replayed_under(FlowMachine(flow), "", skipped)
    assert kept == 0
    assert interview == begin(FlowMachine(flow), "")
    assert "Nature" in notice
