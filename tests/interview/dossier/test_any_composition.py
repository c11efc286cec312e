"""Whatever is put together and typed, it is written in every format, as text, and names nobody in general."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview.conversation import Workplace
from interview.dossier.cells import PARTS
from interview.dossier.content import composed
from interview.dossier.gathering import candidates, gather
from interview.dossier.service import Dossier
from interview.dossier.state import PROMISE_STATES, Subject
from interview.follow_up import FollowError, Guarded
from store import Base
from templates import markdown_of, render_document
from tests.generated import fill

SUBJECTS = (Subject(domain="sante"), Subject(benefits=("rsa", "c2s")), Subject(organism="caf", since="2026"))
WORDS = st.text(max_size=60)
LISTS = st.lists(st.text(max_size=30), max_size=3).map(" ; ".join)
PLAN = st.fixed_dictionaries(
    {
        "subject": st.sampled_from(SUBJECTS),
        "left_out": st.sets(st.sampled_from(sorted(PARTS))),
        "sheets": st.integers(0, 4),
        "proposals": st.lists(WORDS, max_size=3),
        "meeting": st.fixed_dictionaries(
            {"contact": WORDS, "place": WORDS, "participants": LISTS, "agenda": LISTS, "requests": LISTS}
        ),
        "promises": st.lists(st.tuples(WORDS, st.sampled_from(sorted(PROMISE_STATES))), max_size=2),
    }
)


@pytest.fixture
def filled(base: Base, place: Workplace) -> Workplace:
    fill(base, 60, seed=7)
    return place


def anyway(change: Callable[..., Any], *given: Any) -> None:
    """Do it, a caution set aside as the agent may; what the product refuses with a reason stays undone."""
    try:
        change(*given)
    except Guarded as told:
        anyway(change, *given, told.caution)
    except FollowError:
        return


def put_together(place: Workplace, plan: dict[str, Any]) -> Dossier:
    dossier = Dossier.begin(place, plan["subject"])
    for code in plan["left_out"]:
        dossier.show_part(code, shown=False)
    free = [each for each in candidates(dossier) if each.gate is not None and each.gate.open]
    for each in free[: plan["sheets"]]:
        dossier.take(each.reference, "Vu en équipe." if each.proposed.negligence else "")
    gather(dossier)
    for words in plan["proposals"]:
        anyway(dossier.add_proposal, words)
    for field, typed in plan["meeting"].items():
        anyway(dossier.set_meeting, field, typed)
    for rank, (what, state) in enumerate(plan["promises"]):
        anyway(lambda told, excused=None: dossier.add_promise(told, "", excused), what)
        if len(dossier.state.meeting.promises) > rank:
            dossier.set_promise(rank, state)
    return dossier


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=PLAN)
def test_any_composition_is_written_in_every_format_and_names_nobody_in_general(
    filled: Workplace, plan: dict[str, Any]
) -> None:
    dossier = put_together(filled, plan)
    made = composed(dossier)
    for format in ("md", "html", "texte", "pdf", "docx"):
        assert render_document(made.context, format)
    assert filled.base is not None
    said = str(made.general)  # the words typed for the meeting are the agent's own
    figures = markdown_of(made.general)
    names = [row[0] for row in filled.base.connection.execute("SELECT reference FROM situation")]
    names += [row[0] for row in filled.base.connection.execute("SELECT id FROM household")]
    assert not [each for each in names if each in said or each in figures]
    assert "None" not in figures
    assert all(chapter.phrases or chapter.graphique or chapter.tableaux for chapter in made.general.chapitres)


def test_an_empty_part_leaves_no_heading(filled: Workplace) -> None:
    """A dossier of which nothing was chosen has its figures, and no heading over nothing."""
    dossier = Dossier.begin(filled, SUBJECTS[0])
    text = markdown_of(composed(dossier).context)
    assert "## Pourquoi cette interpellation" in text
    for heading in ("La rencontre", "l’éviterait", "l’illustre", "Ce qui a changé"):
        assert heading not in text
