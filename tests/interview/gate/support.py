"""What these tests share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from interview.conversation import Conversation
from store import Base
from tests.support import CASE_6, answer_all, make_workplace

ROOT = Path(__file__).parents[3]

MOTIF = "Elle est injoignable, et le délai finit demain."

NAMED = "Mme Verdoyant est injoignable."

SILENT = {name: value for name, value in CASE_6.items() if not name.startswith("accord")}


def held_with(base: Base | None, accord: str = "", **answers: Any) -> Conversation:
    """Case 6, with that answer about the agreement, "" for none."""
    held = Conversation.start(make_workplace(base))
    given = {**SILENT, **({"accord": accord} if accord else {}), **answers}
    answer_all(held, given)
    return held


def again(held: Conversation) -> Conversation:
    """The interview as a new start of the program finds it."""
    return Conversation.resume(held.workplace, held.heading.id)


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
