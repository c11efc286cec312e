"""Trying a flow: the conversation of every interview, under a band that says that nothing is kept."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from interview.conversation import Conversation
from interview.tui import sources
from interview.tui.conversation_keys import CONVERSATION_KEYS
from interview.tui.keys import key
from interview.tui.screens import leaving
from interview.tui.screens.conversation import ConversationScreen
from interview.tui.screens.sheet import SheetScreen
from interview.tui.widgets.menu import Menu
from interview.tui.widgets.transcript import KEPT
from interview.tui.widgets.utterance import Telling, Utterance
from templates.typography import french

BAND = french("Essai : rien n’est enregistré. F10 revient au parcours.")
BEGUN = french("Essai du parcours, depuis sa première question.")
BROUGHT = french("Essai à partir de « {short} ». Ces réponses sont inventées ; F2 ou Échap les change.")
NEVER = french("Aucun entretien n’arrive à « {short} » : l’essai commence au début.")
NO_SHEET = french("Un essai n’écrit pas de fiche dans un fichier.")
LEAVE = key("quitter", "f10", "leave", "Fin de l’essai", "Revient au parcours ; l’essai est oublié.")


class TrialScreen(ConversationScreen):
    """One trial; leaving it comes back to the flow.

    Args:
        held: the trial, where it stands.
        target: the question it was to begin at, "" for the first one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        LEAVE if getattr(each, "id", "") == "quitter" else each for each in CONVERSATION_KEYS
    ]

    def __init__(self, held: Conversation, target: str = "") -> None:
        super().__init__(lambda _: held)
        self.held = held
        self._target = target

    def compose(self) -> ComposeResult:
        yield Static(BAND, id="band", markup=False)
        yield from super().compose()

    def _try_to_begin(self) -> None:
        """It is begun already, and no base is to be opened."""

    def _opening(self) -> list[Widget]:
        rows = [row for row in self.held.review() if row.state != "parquee"]
        said = [Utterance(row.question, row.rank, row.short, sources.capital(row.answer)) for row in rows]
        return [Telling(self._beginning(), "■"), *said[-KEPT:]]

    def _beginning(self) -> str:
        asked = self.held.flow.questions.get(self._target)
        if asked is None or self._target == self.held.flow.first:
            return BEGUN
        reached = self.held.interview.place == self._target
        return (BROUGHT if reached else NEVER).format(short=french(asked.short))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self._follow(event.code)

    def action_conclude(self) -> None:
        """The conclusion, as soon as the core is complete."""
        if not self._complete:
            super().action_conclude()
            return
        from interview.tui.screens.verdict import VerdictScreen

        self.app.push_screen(VerdictScreen(self.held), self._follow)

    def action_sheet(self) -> None:
        """The sheet, to be read only."""
        if self._complete:
            self.app.push_screen(TrialSheet(self.held, self.held.interview.active))
        else:
            super().action_sheet()

    def action_leave(self) -> None:
        """Back to the flow: there is nothing to lose."""
        self.dismiss(None)

    def _follow(self, choice: str | None) -> None:
        if choice == "fiche":
            self.action_sheet()
        elif choice == "terminer":
            self.action_leave()
        else:
            leaving.follow(self, choice)


class TrialSheet(SheetScreen):
    """The preview of the sheet of a trial."""

    BINDINGS: ClassVar[list[BindingType]] = [
        each for each in SheetScreen.BINDINGS if getattr(each, "id", "") == "retour"
    ]

    def compose(self) -> ComposeResult:
        yield Static(BAND, id="band", markup=False)
        yield from super().compose()

    def on_mount(self) -> None:
        super().on_mount()
        self._say(NO_SHEET)

    def action_save(self, format: str) -> None:
        """Nothing is written of a trial."""
        del format
        self._say(NO_SHEET)
