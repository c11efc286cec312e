"""One line to type: a number, an amount, a month, a date."""

from __future__ import annotations

import datetime
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from flows.grammar import UNKNOWN
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.question import Question
from interview.views import Prompt
from templates.typography import french

UNKNOWN_SIGN = "?"


class FieldQuestion(Question):
    """Questions of kinds ``entier``, ``montant``, ``mois`` and ``date``."""

    def __init__(self, prompt: Prompt, earlier: str = "", today: datetime.date | None = None) -> None:
        super().__init__(prompt, earlier)
        self._today = today if prompt.kind == "date" and prompt.value is None else None
        self._start = typed_form(prompt.kind, prompt.value)
        self._restored: str | None = None

    def compose(self) -> ComposeResult:
        yield Lines(self.head)
        start = self._start if self._restored is None else self._restored
        yield Input(start, placeholder=self._placeholder(), select_on_focus=bool(self._start), compact=True)
        yield Lines(self._foot)

    def on_mount(self) -> None:
        self.take_focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.refusal:
            self.refusal = ""
            self.redraw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._give()

    def go_on(self) -> None:
        if self.draft is not None:
            self._give()
        else:
            self.post_message(self.Passed(erase=not self._typed))

    @property
    def draft(self) -> Any:
        typed = self._typed
        return typed if typed and typed != self._start else None

    def restore(self, draft: Any) -> None:
        self._restored = str(draft)

    def refuse(self, reason: str) -> None:
        super().refuse(reason)
        self.query_one(Input).select_all()

    @property
    def _typed(self) -> str:
        fields = self.query(Input)
        return fields.first().value.strip() if fields else ""

    def _give(self) -> None:
        typed, prompt = self._typed, self.prompt
        raw: Any = typed
        if prompt.unknown and typed in _unknown_signs(prompt):
            raw = UNKNOWN
        elif not typed and self._today:
            raw = self._today.isoformat()
        self.post_message(self.Answered(prompt.question, raw))

    def _placeholder(self) -> str:
        if self._today:
            return f"{self._today:%d/%m/%Y}"
        return {"montant": "206,50", "mois": "08/2025", "date": "12/08/2025"}.get(self.prompt.kind, "")

    def _foot(self, width: int) -> list[Content]:
        prompt = self.prompt
        parts = [self._measure()]
        if self._today:
            parts.append(f"Entrée : aujourd’hui, {self._today:%d/%m/%Y}.")
        if prompt.unknown:
            parts.append(f"{_unknown_signs(prompt)[0]} puis Entrée : {prompt.unknown.lower()}.")
        if prompt.skippable:
            parts.append("Tab passe la question.")
        return self.foot(french(" ".join(each for each in parts if each)), width)

    def _measure(self) -> str:
        prompt = self.prompt
        if prompt.kind == "entier" and prompt.maximum:
            return f"De {prompt.minimum} à {prompt.maximum} {prompt.unit}.".replace(" .", ".")
        return f"En {prompt.unit}." if prompt.unit else ""


def typed_form(kind: str, value: Any) -> str:
    """An answer as one would type it again."""
    if value is None or value == UNKNOWN:
        return ""
    if kind == "montant":
        euros, cents = divmod(int(value), 100)
        return f"{euros},{cents:02d}" if cents else str(euros)
    if kind in ("mois", "date"):
        return "/".join(reversed(str(value).split("-")))
    return str(value)


def _unknown_signs(prompt: Prompt) -> tuple[str, ...]:
    """What says « on ne sait pas »: never 0 where 0 is an amount."""
    zero_is_an_answer = prompt.kind == "montant" or (prompt.kind == "entier" and prompt.minimum < 1)
    return (UNKNOWN_SIGN,) if zero_is_an_answer else ("0", UNKNOWN_SIGN)
