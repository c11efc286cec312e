"""The journal alone gives the tables back, and what was changed in either is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.loader import load_catalogue
from interview.conversation import Conversation
from interview.following import FollowUp
from interview.rebuilding import Rebuilder
from store import Base
from tests.support import CASE_6, answer_all, make_workplace


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db") as opened:
        yield opened


def held_in(base: Base, seed: int = 1) -> Conversation:
    held = Conversation.start(make_workplace(base))
    answer_all(held, CASE_6)
    held.close()
    held.follow(
        FollowUp("action", 1, {"code": "courrier", "date": "2026-03-04", "minutes": 20}),
        FollowUp("fait", 1, {"date": "2026-03-10", "acteur": "la CPAM", "fait": "Réponse."}),
        FollowUp(
            "suite", 1, {"code": "droit_ouvert", "date": "2026-04-01", "recupere": 12000, "utile": "oui"}
        ),
    )
    return held


def tables(base: Base) -> dict[str, list[Any]]:
    names = (
        "household",
        "interview",
        "situation",
        "situation_form",
        "situation_reason",
        "situation_action",
        "chronology",
        "follow_up",
        "typology",
        "situation_organism",
        "situation_level",
        "situation_detail",
        "situation_link",
    )
    return {name: base.connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}


def test_every_table_is_made_again_the_same_from_the_journal(base: Base) -> None:
    """Even when the tables had been emptied."""
    held_in(base)
    before = tables(base)
    assert before["follow_up"]
    base.connection.execute("DELETE FROM interview")
    base.connection.execute("DELETE FROM household")
    assert Rebuilder(base, load_catalogue()).rebuild() == 1
    assert tables(base) == before
    found = base.connection.execute("SELECT rowid FROM search WHERE search MATCH 'reponse'").fetchall()
    assert len(found) == 1


def test_a_table_that_no_longer_says_what_was_said_is_found(base: Base) -> None:
    """The journal is the truth: the interview is named, and a rebuild mends it."""
    held = held_in(base)
    rebuilder = Rebuilder(base, load_catalogue())
    assert list(rebuilder.differences()) == []
    base.connection.execute("UPDATE situation SET certitude = 'potentiel'")
    assert list(rebuilder.differences()) == [held.heading.id]
    rebuilder.rebuild()
    assert list(rebuilder.differences()) == []


def test_an_entry_changed_or_lost_behind_the_program_is_found(base: Base) -> None:
    """The seal of a changed entry no longer fits; the one after a lost entry follows nothing."""
    held_in(base)
    assert base.damages() == []
    base.connection.execute("DROP TRIGGER journal_no_update")
    base.connection.execute("UPDATE journal SET value = '\"non\"' WHERE question = 'demande'")
    assert [(each.kind, each.detail) for each in base.damages()] == [
        ("sceau", "l’entrée « demande » a été changée")
    ]
    base.connection.execute("INSERT INTO erasing VALUES (1)")
    base.connection.execute("DELETE FROM journal WHERE question = 'demande'")
    assert [each.kind for each in base.damages()] == ["suite"]


def test_an_archived_flow_that_was_changed_is_found(base: Base) -> None:
    """Old records are read with it: it must be word for word what it was."""
    held_in(base)
    base.connection.execute("DROP TRIGGER flow_archive_no_update")
    base.connection.execute("UPDATE flow_archive SET sha256 = zeroblob(32)")
    assert "parcours" in {each.kind for each in base.damages()}
