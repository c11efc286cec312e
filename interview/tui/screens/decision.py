"""Deciding otherwise: the forms the agent keeps, and why."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from interview.conversation import Conversation
from interview.guarding import DECISION, Caution
from interview.passages import Passage
from interview.tui.drawing import MUTED, STRONG
from interview.tui.keys import key
from interview.tui.screens.caution import guard
from interview.tui.widgets.menu import Menu, option
from templates.typography import french

Decided = tuple[tuple[str, ...], str, Caution | None]
"""The forms kept, why, and what in that reason may name somebody and was kept on purpose."""

TITLE = french("Quelles formes retenez-vous ?")
HOW = french("Un chiffre coche ou décoche ; Entrée passe à la raison ; Échap annule.")
NONE = "Aucune forme de non-recours"
REASON = french("Pourquoi ? En quelques mots, sans nom :")
REASON_HINT = "ce que les réponses ne disent pas"
REASON_HOW = french("Entrée enregistre ; Tab revient aux formes.")
REASON_NEEDED = french("! Vous décidez autrement que ce qui est proposé : dites pourquoi en quelques mots.")


class DecisionScreen(ModalScreen[Decided | None]):
    """The forms kept and the reason; None when nothing is decided."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("fermer", "escape", "close", "Fermer", "Ne décide rien de plus.")
    ]

    def __init__(self, held: Conversation, rank: int) -> None:
        super().__init__()
        self.held = held
        self.rank = rank
        decision = held.interview.situations[rank - 1].decision
        self._proposed = tuple(each.code for each in held.verdict(rank).forms)
        self._taken = decision.forms if decision and decision.reason else self._proposed
        self._reason = decision.reason if decision else ""
        self._options = [
            option(each.rule.code, each.rule.label, each.rule.definition) for each in held.flow.forms
        ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="window"):
            yield Static(Content.styled(TITLE, STRONG), classes="told")
            yield Menu(self._options, multiple=True, taken=self._taken, zero=NONE)
            yield Static(Content.styled(HOW, MUTED), classes="told", id="how")
            yield Static(REASON, classes="told")
            yield Input(self._reason, placeholder=REASON_HINT, compact=True, select_on_focus=False)
            yield Static("", id="needed")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Menu))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self.query_one("#how", Static).update(Content.styled(REASON_HOW, MUTED))
        self.set_focus(self.query_one(Input))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        forms, reason = self.query_one(Menu).picker.taken, event.value.strip()
        if set(forms) != set(self._proposed) and not reason:
            self.query_one("#needed", Static).update(Content.styled(REASON_NEEDED, "bold $text-warning"))
            return

        def keep(kept: str, excused: Caution | None) -> None:
            self.dismiss((forms, kept, excused))

        guard(self.app, self.held, reason, DECISION, keep=keep, correct=self._point_at, rank=self.rank)

    def _point_at(self, passage: Passage) -> None:
        field = self.query_one(Input)
        skipped = len(field.value) - len(field.value.lstrip())
        field.selection = Selection(passage.start + skipped, passage.end + skipped)

    def action_close(self) -> None:
        """Decide nothing."""
        self.dismiss(None)
