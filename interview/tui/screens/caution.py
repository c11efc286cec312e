"""A text that may name somebody: what was found is shown, and the agent says what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import App
from textual.content import Content

from interview.conversation import Conversation
from interview.effect import Effect
from interview.guarding import TITLE, Caution, answered, cautioned
from interview.passages import Passage
from interview.tui.drawing import CURRENT, MUTED
from interview.tui.screens.dialogs import Dialog
from interview.tui.widgets.menu import option
from interview.tui.widgets.question import Question
from interview.views import Option
from templates.typography import french

SHOWN = 4
"""Passages shown: the window of the smallest terminal holds no more."""
NOT_YET = french("Rien n’en est encore enregistré.")
MORE = french("… et {count} de plus.")
KEPT_TOLD = french("le journal retiendra que vous l’avez voulu, sans le texte")
MASK = "masquer"
KEEP = "garder"
CORRECT_OPTION = option("corriger", "Corriger", "revenir à ce que vous avez tapé")
KEEP_OPTION = option(KEEP, "Garder tel quel", KEPT_TOLD)

Kept = Callable[[Any, Caution | None], None]


def guard(
    app: App[Any],
    held: Conversation,
    raw: Any,
    field: str,
    *,
    keep: Kept,
    correct: Callable[[Passage], None],
    rank: int = 0,
) -> None:
    """Keep *raw*, after asking if it holds passages that may name somebody.

    Args:
        keep: keeps an answer, and the caution whose passages were left in it on purpose.
        correct: goes back to where the first passage was typed.
        rank: rank of the situation, by default the current one.
    """
    caution = cautioned(held, raw, field, rank)
    if caution is None:
        keep(raw, None)
        return

    def chosen(choice: str | None) -> None:
        if choice == MASK:
            keep(caution.masked, None)
        elif choice == KEEP:
            keep(raw, caution)
        else:
            correct(caution.passages[0])

    app.push_screen(caution_dialog(caution), chosen)


def guard_answer(
    held: Conversation,
    asked: Question,
    raw: Any,
    do: Callable[[Callable[[], Effect], Callable[[Effect], None]], None],
    said: Callable[[Effect], None] | None,
) -> None:
    """Keep the answer *raw* to the question in hand.

    Args:
        do: makes a change and tells its refusal.
        said: what follows a finished answer; None where it is not: its question stays in hand.
    """
    question = asked.prompt.question

    def keep(kept: Any, excused: Caution | None) -> None:
        act = partial(answered, held, kept, question, excused, stay=said is None)
        do(act, said or (lambda _: asked.show(kept)))

    guard(asked.app, held, raw, question, keep=keep, correct=asked.correct)


def caution_dialog(caution: Caution, keep: Option = KEEP_OPTION) -> Dialog:
    """Each passage between brackets in the words around it, and the three ways on.

    Args:
        keep: how keeping it as it is is offered.
    """
    passages = caution.passages
    lines = [_shown(each) for each in passages[:SHOWN]]
    if len(passages) > SHOWN:
        lines.append(Content(MORE.format(count=len(passages) - SHOWN)))
    masks = ", ".join(dict.fromkeys(each.masked for each in passages))
    options = [option(MASK, "Masquer", french(f"il restera {masks}")), CORRECT_OPTION, keep]
    return Dialog(TITLE, [Content("\n").join(lines), Content.styled(NOT_YET, MUTED)], options)


def _shown(passage: Passage) -> Content:
    return Content.assemble(
        (french(f"{passage.label} : "), MUTED), passage.before, (f"[{passage.text}]", CURRENT), passage.after
    )
