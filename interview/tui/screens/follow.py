"""Noting what was done or learnt: one short question at a time, each with what is usual already there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from interview.engine import MoveError
from interview.follow_up import FollowError
from interview.follow_up.service import Guarded
from interview.guarding import Caution
from interview.tui.drawing import MUTED, STRONG, hanging, wrapped
from interview.tui.keys import key
from interview.tui.screens.caution import KEEP, MASK, caution_dialog
from interview.tui.screens.dialogs import Dialog, store_dialog
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.menu import Menu
from interview.views import Option
from store import StoreError
from templates.typography import french

Given = Mapping[str, str]
"""What was given so far, by field."""
HOW_MENU = french("Un chiffre choisit ; Échap revient.")
HOW_LINE = french("Entrée continue ; Échap revient.")
HOW_SAME = french("Entrée : {usual}. ")
NEEDED = french("! Il faut écrire quelque chose ici, même bref.")
CONFIRM = french("Entrée à nouveau la confirme ; Échap revient la corriger.")


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One question of a form: a choice when it has options, else a line to type.

    Attributes:
        start: code highlighted first, or text already typed.
        hint: what the empty line shows.
        usual: what an empty line means, in words; "" when a line is required.
        recorded: whether an empty line records that usual value.
        check: says at once what is wrong with a line; may raise FollowError.
    """

    field: str
    label: str
    options: tuple[Option, ...] = ()
    start: str = ""
    hint: str = ""
    usual: str = ""
    recorded: bool = False
    how: str = ""
    check: Callable[[str], None] | None = None


Steps = Callable[[Given], Sequence[Step]]
"""The questions that follow from what was given so far."""
Keep = Callable[[Given, bool, Caution | None], str]
"""Keeps it, and gives the sentence that says so. A date that surprises is kept when the flag is set."""


class FollowForm(ModalScreen[str]):
    """Returns the sentence that says what was kept, "" when nothing was.

    Args:
        steps: its questions.
        keep: called when all are answered; may raise FollowError, StoreError, MoveError.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape", "back", "Retour", "Revient à la question d’avant ; à la première, ferme.")
    ]

    def __init__(self, title: str, steps: Steps, keep: Keep) -> None:
        super().__init__()
        self._title = french(title)
        self._steps = steps
        self._keep = keep
        self._given: dict[str, str] = {}
        self._at = 0
        self._refused = ""
        self._confirmable: dict[str, str] | None = None

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="window", can_focus=False):
            yield Lines(self._heading)
            with Vertical(id="slot"):
                yield Menu(())
                yield Input(compact=True)
            yield Static(id="needed")
            yield Static(id="how", classes="told")

    def on_mount(self) -> None:
        self._show()

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self._give(event.code)

    def on_menu_moved(self, event: Menu.Moved) -> None:
        self.query_one(".window").scroll_to(y=max(0, event.line - 6), animate=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._give(event.value.strip())

    def action_back(self) -> None:
        """The question before, or nothing is kept."""
        if self._at == 0:
            self.dismiss("")
        else:
            self._go_to(self._at - 1)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────

    @property
    def _step(self) -> Step:
        return self._steps(self._given)[self._at]

    def _give(self, value: str) -> None:
        if not (value or self._step.options or self._step.usual):
            self._go_to(self._at, NEEDED)
            return
        self._given[self._step.field] = value
        if refused := _wrong(self._step, value):
            self._go_to(self._at, refused)
        elif self._at + 1 < len(self._steps(self._given)):
            self._go_to(self._at + 1)
        else:
            self._try_to_keep()

    def _try_to_keep(self, excused: Caution | None = None) -> None:
        asked = [each.field for each in self._steps(self._given)]
        given = {field: self._given.get(field, "") for field in asked}
        try:
            told = self._keep(given, given == self._confirmable, excused)
        except Guarded as guarded:
            self._ask_about(guarded.caution)
        except FollowError as error:
            self._refuse(error, given)
        except MoveError as error:
            self._refused = str(error)
            self._show()
        except StoreError as error:
            self.app.push_screen(store_dialog(error), self._after_failure)
        else:
            self.dismiss(told)

    def _refuse(self, error: FollowError, given: dict[str, str]) -> None:
        """Back to the first question that something is wrong with; every reason is told."""
        fields = [each.field for each in error.faults]
        places = [rank for rank, each in enumerate(self._steps(self._given)) if each.field in fields]
        told = [each.sentence for each in error.faults]
        self._confirmable = None
        if all(each.confirmable for each in error.faults):
            # Enter runs through the questions again, unchanged: that is the confirmation.
            self._confirmable, told = given, [*told, CONFIRM]
            places = [len(self._steps(self._given)) - 1]
        self._go_to(places[0] if places else self._at, "! " + " ".join(told))

    def _ask_about(self, caution: Caution) -> None:
        def chosen(choice: str | None) -> None:
            if choice == MASK:
                fields = {name: str(text) for name, text in caution.masked.items() if isinstance(text, str)}
                self._given.update({name: text for name, text in fields.items() if name in self._given})
                self._try_to_keep()
            elif choice == KEEP:
                self._try_to_keep(caution)
            else:
                field = str(caution.passages[0].path[-1]) if caution.passages[0].path else ""
                places = [rank for rank, each in enumerate(self._steps(self._given)) if each.field == field]
                self._go_to(places[0] if places else self._at)

        self.app.push_screen(self.caution(caution), chosen)

    def caution(self, caution: Caution) -> Dialog:
        """What asks about a text that may name somebody."""
        return caution_dialog(caution)

    def _after_failure(self, choice: str | None) -> None:
        if choice == "reessayer":
            self._try_to_keep()
        elif choice == "quitter":
            self.app.exit()

    def _go_to(self, place: int, refused: str = "") -> None:
        self._at = place
        self._refused = refused
        self._show()

    def _show(self) -> None:
        step = self._step
        menu, line = self.query_one(Menu), self.query_one(Input)
        menu.display, line.display = bool(step.options), not step.options
        before = self._given.get(step.field)
        if step.options:
            menu.offer(step.options, filtered=False)
            menu.picker.point_at(before or step.start)
            menu.refresh(layout=True)
        else:
            line.value = step.start if before is None else before
            line.placeholder = step.hint
            line.cursor_position = len(line.value)
        self.query_one(Lines).redraw()
        self.query_one("#needed", Static).update(Content.styled(self._refused, "bold $text-warning"))
        self.query_one("#how", Static).update(Content.styled(self._how(step), MUTED))
        self.set_focus(menu if step.options else line)

    def _how(self, step: Step) -> str:
        usual = HOW_SAME.format(usual=step.usual) if step.usual else ""
        told = f"{step.how.rstrip()} " if step.how else ""
        return told + usual + (HOW_MENU if step.options else "" if step.usual else HOW_LINE)

    def _heading(self, width: int) -> list[Content]:
        lines = wrapped(Content.styled(self._title, STRONG), width)
        steps = self._steps(self._given)
        for step in steps[: self._at]:
            value = _shown(step, self._given.get(step.field, ""))
            if value:
                lines += hanging(Content.styled("✓ ", MUTED), Content(value), width)
        return [*lines, Content(""), *wrapped(Content.styled(steps[self._at].label, "bold $primary"), width)]


def _wrong(step: Step, value: str) -> str:
    """What is wrong with the line alone, "" when nothing is."""
    try:
        if step.check is not None:
            step.check(value)
    except FollowError as error:
        return "! " + " ".join(each.sentence for each in error.faults)
    return ""


def _shown(step: Step, value: str) -> str:
    """What was given to a step, in words."""
    return next((each.label for each in step.options if each.code == value), value) or (
        step.usual if step.recorded else ""
    )
