"""At the gate: what the person answered, or why the sheet leaves without her agreement."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from interview.conversation import Conversation
from interview.follow_words import DESPITE_LABELS
from interview.guarding import DEPARTURE, Caution
from interview.passages import Passage
from interview.sheets.gate import Gate, can_be_asked
from interview.sheets.leave import let_out, motif_fault, record_answer
from interview.tui.drawing import MUTED, STRONG
from interview.tui.keys import key
from interview.tui.screens.caution import guard
from interview.tui.screens.dialogs import Dialog
from interview.tui.screens.housed import Housed
from interview.tui.widgets.menu import option
from interview.views import Option
from interview.wording import capital
from templates.typography import french

NOT_ASKED_TITLE = french("La personne est-elle d’accord pour que cette fiche sorte ?")
REFUSED_TITLE = french("La personne a refusé que cette fiche sorte")
NOT_ASKED_TOLD = french("Sans son accord, seul un motif écrit laisse sortir la fiche.")
REFUSED_TOLD = french("Seule une raison plus forte que son refus le permet ; elle sera écrite sur la fiche.")
AGREES, REFUSES, MOTIF, LATER = "oui", "non", "motif", "plus_tard"
AGREES_OPTION = option(AGREES, "Elle est d’accord", "c’est noté, à la date d’aujourd’hui")
CHANGED_OPTION = option(AGREES, "Elle a changé d’avis", "elle est d’accord, c’est noté aujourd’hui")
MOTIF_OPTION = option(MOTIF, "Écrire un motif", "la fiche sort sans son accord, et le dit")
REFUSES_OPTION = option(REFUSES, "Elle refuse", "c’est noté, et la fiche ne sort pas")
LATER_OPTION = option(LATER, "Pas maintenant", "rien n’est écrit")
OTHER_REASON = "Une autre raison, aussi forte"

MOTIF_TITLE = french("Pourquoi la fiche sort-elle sans l’accord de la personne ?")
DESPITE_TITLE = french("Pourquoi passer outre le refus de la personne ?")
MOTIF_ASKED = french("En quelques mots, sans nom : ils seront lus sur la fiche.")
MOTIF_HINT = french("par exemple : injoignable, le délai de recours finit demain")
MOTIF_HOW = french("Entrée enregistre et laisse sortir la fiche ; Échap revient.")
MAY_BE_EMPTY = french("Vous pouvez le laisser vide : la raison choisie sera écrite.")

Answered = Callable[[bool | None], None]
"""Told whether the gate is open now: True, False when a refusal was kept, None when nothing was."""


def ask_at_the_gate(
    screen: Housed[Any], held: Conversation, rank: int, gate: Gate, answered: Answered
) -> None:
    """Ask over *screen* what may open the gate, keep it, and tell *answered*."""

    def chosen(code: str | None) -> None:
        if code in (AGREES, REFUSES):
            agreed = code == AGREES
            screen.attempt(partial(record_answer, held, rank, code), lambda _: answered(agreed))
        elif code in (None, "", LATER):
            answered(None)
        else:
            asked = MotifScreen(held, rank, "" if code == MOTIF else code)
            screen.app.push_screen(asked, partial(_kept, screen, held, rank, answered))

    screen.app.push_screen(gate_dialog(held, gate), chosen)


def gate_dialog(held: Conversation, gate: Gate) -> Dialog:
    """What opens the gate, one key each; Enter alone opens nothing."""
    asking = can_be_asked(held)
    told = [gate.remark] if gate.remark else []
    if gate.agreement.refused:
        options = [*_despite_options(), *([CHANGED_OPTION] if asking else []), LATER_OPTION]
        return Dialog(REFUSED_TITLE, [REFUSED_TOLD, *told], options, LATER)
    asked = ([AGREES_OPTION], [REFUSES_OPTION]) if asking else ([], [])
    options = [*asked[0], MOTIF_OPTION, *asked[1], LATER_OPTION]
    return Dialog(NOT_ASKED_TITLE, [NOT_ASKED_TOLD, *told], options, LATER)


def _despite_options() -> list[Option]:
    return [option(code, capital(label) or OTHER_REASON) for code, label in DESPITE_LABELS.items()]


Motif = tuple[str, str, Caution | None]
"""The words, the code of what passes over a refusal, and the passages left in the words on purpose."""


def _kept(
    screen: Housed[Any], held: Conversation, rank: int, answered: Answered, given: Motif | None
) -> None:
    if given is None:
        answered(None)
        return
    motif, despite, excused = given
    screen.attempt(partial(let_out, held, rank, motif, despite, excused), lambda _: answered(True))


class MotifScreen(ModalScreen[Motif | None]):
    """A line to type; None when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("fermer", "escape", "close", "Fermer", "Ne note rien ; la fiche ne sort pas.")
    ]

    def __init__(self, held: Conversation, rank: int, despite: str) -> None:
        super().__init__()
        self.held = held
        self.rank = rank
        self._despite = despite

    def compose(self) -> ComposeResult:
        label = DESPITE_LABELS.get(self._despite, "")
        with Vertical(classes="window"):
            yield Static(
                Content.styled(DESPITE_TITLE if self._despite else MOTIF_TITLE, STRONG), classes="told"
            )
            if label:
                yield Static(f"✓ {capital(label)}", classes="told")
            yield Static(Content(f"{MOTIF_ASKED} {MAY_BE_EMPTY if label else ''}"), classes="told")
            yield Input(placeholder=MOTIF_HINT, compact=True, select_on_focus=False)
            yield Static("", id="needed")
            yield Static(Content.styled(MOTIF_HOW, MUTED), classes="told")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Input))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        motif = " ".join(event.value.split())
        fault = motif_fault(self.held, self.rank, motif, self._despite)
        if fault:
            self.query_one("#needed", Static).update(Content.styled(f"! {fault}", "bold $text-warning"))
            return
        self.query_one(Input).value = motif

        def keep(kept: str, excused: Caution | None) -> None:
            self.dismiss((kept, self._despite, excused))

        guard(self.app, self.held, motif, DEPARTURE, keep=keep, correct=self._point_at, rank=self.rank)

    def _point_at(self, passage: Passage) -> None:
        self.query_one(Input).selection = Selection(passage.start, passage.end)

    def action_close(self) -> None:
        """Keep nothing."""
        self.dismiss(None)
