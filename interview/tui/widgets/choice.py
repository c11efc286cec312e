"""One choice or several: the question draws its own lines, so that an answer costs one widget."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from interview.tui.drawing import MUTED, STRONG, hanging, picker_lines
from interview.tui.picking import Picker
from interview.tui.widgets.drawn import Drawn
from interview.tui.widgets.question import Question
from interview.views import Option, Prompt
from templates.typography import french

ONE = french("Tapez un chiffre, ou ↓ puis Entrée.")
SEVERAL = french("Un chiffre coche ou décoche ; Entrée valide.")
NOTHING_TAKEN = french("Cochez au moins une réponse avec son chiffre, puis Entrée.")
PROPOSED = french("Proposé d’après la première qualification ; Entrée l’accepte.")
OR_PASS = french(" Tab passe la question.")
TO_FILTER = french("Des lettres réduisent la liste.")
TICKED = french("Cochés : ")
FILTER = french("Filtre : ")
ERASE = french(" (Retour arrière efface)")


class ChoiceQuestion(Drawn, Question):
    """Questions of kinds ``choix``, ``choix_multiple`` and ``lien``."""

    seen_from = "top"

    def __init__(self, prompt: Prompt, options: tuple[Option, ...], earlier: str = "") -> None:
        super().__init__(prompt, earlier)
        proposed = prompt.value is None and prompt.proposed is not None
        value = prompt.proposed if proposed and prompt.multiple else prompt.value
        unknown = bool(prompt.unknown) and value is not None and value == prompt.unknown_value
        self.picker = Picker(
            options,
            zero=prompt.unknown,
            multiple=prompt.multiple,
            taken=() if unknown else _codes(value),
            unknown=unknown,
        )
        if prompt.kind == "choix" and proposed:
            self.picker.point_at(prompt.proposed)
        self._proposed = proposed and prompt.kind in ("choix", "choix_multiple")
        self._given = self.picker.taken
        self._pointed = -1

    def press(self, key: str, character: str | None) -> bool:
        if character == "-" and self.prompt.skippable:
            self.go_on()
            return True
        pressed = self.picker.press(key, character)
        if pressed == "picked":
            self._give()
        elif pressed == "changed":
            self.refusal = ""
            self.redraw()
            self.lines(self.content_size.width)
            self.post_message(self.Resized(self._pointed))
        elif key == "enter":
            self.refuse(self._missing())
        else:
            return False
        return True

    def go_on(self) -> None:
        if self.draft is not None:
            self._give()
        else:
            emptied = self.picker.multiple and not self.picker.taken and not self.picker.unknown
            self.post_message(self.Passed(erase=emptied))

    def step_back(self) -> bool:
        cleared = self.picker.clear_filter()
        if cleared:
            self.redraw()
        return cleared

    @property
    def draft(self) -> Any:
        picker = self.picker
        changed = picker.multiple and (picker.taken != self._given or picker.unknown)
        return picker.taken if changed and (picker.taken or picker.unknown) else None

    def restore(self, draft: Any) -> None:
        for code in draft:
            if not self.picker.holds(code):
                self.picker.toggle(code)
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        lines = self.head(width)
        help_lines = [*self._ticked(width), *self._filter(), *self.foot(self._hint(), width)]
        if self.picker.filtered:
            # A long list may not be seen whole: what helps to shorten it comes first.
            lines, help_lines = lines + help_lines, []
        listed, place = picker_lines(self.picker, width)
        self._pointed = len(lines) + place if place >= 0 else -1
        return [*lines, *listed, *help_lines]

    def redraw(self) -> None:
        self.refresh(layout=True)

    def _ticked(self, width: int) -> list[Content]:
        """What is ticked, said again under a list too long to be seen whole."""
        picker = self.picker
        names = [each.label for each in picker.options if picker.holds(each.code)]
        if not (picker.multiple and picker.filtered and names):
            return []
        return hanging(
            Content.styled(TICKED, MUTED), Content.styled(french(" ; ".join(names)), STRONG), width
        )

    def _filter(self) -> list[Content]:
        typed = self.picker.typed
        return [Content.assemble((FILTER, MUTED), (typed, "bold"), (ERASE, MUTED))] if typed else []

    def _hint(self) -> str:
        picker = self.picker
        parts = [SEVERAL] if picker.multiple else []
        if self._proposed:
            parts.append(PROPOSED)
        parts += [TO_FILTER] if picker.filtered and not picker.typed else []
        return " ".join(parts)

    def _missing(self) -> str:
        text = NOTHING_TAKEN if self.picker.multiple else ONE
        return text + OR_PASS if self.prompt.skippable else text

    def _give(self) -> None:
        picker, prompt = self.picker, self.prompt
        raw: Any = prompt.unknown_value
        if not picker.unknown:
            raw = list(picker.taken) if picker.multiple else picker.taken[0]
        self.post_message(self.Answered(prompt.question, raw))


def _codes(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(each) for each in value) if isinstance(value, list | tuple) else (str(value),)
