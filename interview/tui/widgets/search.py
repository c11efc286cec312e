"""A field that searches as one types: benefits, organisms, households."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from flows.grammar import UNKNOWN
from interview.tui.drawing import CURRENT, MUTED, POINTER, STRONG, hanging
from interview.tui.sources import Candidate
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.field import UNKNOWN_SIGN
from interview.tui.widgets.question import Question
from interview.views import Prompt
from store import StoreError
from templates.typography import french

Search = Callable[[str], list[Candidate]]

PLACEHOLDER = {
    "prestations": "un nom, un sigle, même ancien",
    "organismes": "un organisme",
    "": "un numéro de ménage déjà connu",
}
NOTHING_FOUND = french("Rien ne répond à ce nom. Essayez un autre mot, ou « autre ».")
NO_HOUSEHOLD = french("Aucun ménage connu ne commence ainsi.")
TO_CHOOSE = french("Tapez les premières lettres, ou ↓ ; Entrée choisit.")
TO_CONFIRM = french("Entrée choisit.")
TO_FINISH = french("Entrée valide ; tapez pour en ajouter ; Retour arrière ôte le dernier.")
PROPOSED = french("proposé d’après la première qualification")
TAKEN = french("Retenus : ")


class SearchQuestion(Question):
    """Questions of kinds ``catalogue``, ``catalogue_multiple`` and ``menage``.

    Args:
        search: gives the results for what is typed.
        labels: words of the codes already taken, or proposed.
    """

    def __init__(self, prompt: Prompt, search: Search, labels: Mapping[str, str], earlier: str = "") -> None:
        super().__init__(prompt, earlier)
        self._search = search
        self._labels = dict(labels)
        start = prompt.value if prompt.value is not None else prompt.proposed
        self._start = tuple(start) if prompt.multiple and start and start != UNKNOWN else ()
        self._taken = list(self._start)
        self._found: list[Candidate] = []
        self._cursor: int | None = None
        self._restored = ""
        self._looked_up = ""

    def compose(self) -> ComposeResult:
        yield Lines(self.head)
        yield Input(self._restored, placeholder=PLACEHOLDER[self.prompt.catalogue], compact=True)
        self._look_up(self._restored)
        yield Lines(self._results)

    def on_mount(self) -> None:
        self.take_focus()

    # ── keys ─────────────────────────────────────────────────────────────────────────────────────

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self._looked_up:
            return
        self.refusal = ""
        self._look_up(event.value)
        self.redraw()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value != self._looked_up:  # Enter may come before what it follows was searched
            self._look_up(event.value)
        self._enter()

    def press(self, key: str, character: str | None) -> bool:
        del character
        if key in ("down", "up") and self._found:
            step = 1 if key == "down" else -1
            last = len(self._found) - 1
            start = -1 if step > 0 else last + 1
            self._cursor = (start if self._cursor is None else self._cursor) + step
            self._cursor = self._cursor % (last + 1)
            self.redraw()
            return True
        if key == "backspace" and self._taken and not self._typed:
            self._taken.pop()
            self.redraw()
            return True
        return False

    def go_on(self) -> None:
        if self.draft is not None:
            self._enter()
        else:
            self.post_message(self.Passed(erase=self.prompt.multiple and not self._taken))

    @property
    def draft(self) -> Any:
        changed = tuple(self._taken) != self._start
        return (self._typed, tuple(self._taken)) if self._typed or changed else None

    def restore(self, draft: Any) -> None:
        self._restored, taken = draft
        self._taken = list(taken)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────

    @property
    def _typed(self) -> str:
        fields = self.query(Input)
        return fields.first().value.strip() if fields else ""

    def _look_up(self, typed: str) -> None:
        self._looked_up = typed
        try:
            self._found = self._search(typed)
        except StoreError as error:
            self._found, self.refusal = [], french(error.what)
        again = self._proposed_again() if not typed.strip() else None
        if again is not None:
            self._found = [again, *(each for each in self._found if each.value != again.value)]
        offered = bool(typed.strip()) or self.prompt.kind == "menage" or again is not None
        self._cursor = 0 if offered and self._found else None

    def _proposed_again(self) -> Candidate | None:
        """The benefit of the situation that is being qualified anew."""
        prompt = self.prompt
        if prompt.kind != "catalogue" or prompt.value is not None or not isinstance(prompt.proposed, str):
            return None
        return Candidate(prompt.proposed, self._labels.get(prompt.proposed, prompt.proposed), PROPOSED)

    def _enter(self) -> None:
        prompt, typed = self.prompt, self._typed
        if prompt.unknown and typed == UNKNOWN_SIGN:
            self._answer(prompt.unknown_value)
        elif self._cursor is not None:
            self._pick(self._found[self._cursor])
        elif prompt.multiple and self._taken and not typed:
            self._answer(list(self._taken))
        elif prompt.kind == "menage" and typed:
            self._answer(typed)
        else:
            self.refuse(NOTHING_FOUND if typed else TO_CHOOSE)

    def _pick(self, candidate: Candidate) -> None:
        if not self.prompt.multiple:
            self._answer(candidate.value)
            return
        self._labels[candidate.value] = candidate.label
        if candidate.value not in self._taken:
            self._taken.append(candidate.value)
        self._cursor = None
        self.query_one(Input).value = ""
        self.redraw()

    def _answer(self, raw: Any) -> None:
        self.post_message(self.Answered(self.prompt.question, raw))

    def _results(self, width: int) -> list[Content]:
        lines: list[Content] = []
        if self._taken:
            names = " ; ".join(self._labels.get(each, each) for each in self._taken)
            lines += hanging(Content.styled(TAKEN, MUTED), Content.styled(french(names), STRONG), width)
        for rank, each in enumerate(self._found):
            at = rank == self._cursor
            pointer = Content.styled(f"{POINTER if at else ' '} ", CURRENT)
            lines += hanging(pointer, Content.styled(each.label, STRONG if at else ""), width)
            if each.said:
                lines += hanging("    ", Content.styled(each.said, MUTED), width)
        return [*lines, *self.foot(self._hint(), width)]

    def _hint(self) -> str:
        prompt = self.prompt
        if self._typed and not self._found:
            return NO_HOUSEHOLD if prompt.kind == "menage" else NOTHING_FOUND
        parts = [TO_CONFIRM if self._cursor is not None else TO_CHOOSE]
        if prompt.multiple and self._taken and self._cursor is None:
            parts = [TO_FINISH]
        if prompt.unknown:
            parts.append(french(f"{UNKNOWN_SIGN} puis Entrée : {prompt.unknown.lower()}."))
        if prompt.skippable:
            parts.append("Tab passe la question.")
        return " ".join(parts)
