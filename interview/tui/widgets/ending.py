"""What to do once every question has been seen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interview.tui.drawing import MUTED, STRONG, stacked
from interview.tui.widgets.menu import Menu, option
from templates.typography import french

TITLE = french("Toutes les questions ont été vues. Et maintenant ?")
NEXT = (
    option("fiche", "Aperçu de la fiche", "à relire, puis à enregistrer"),
    option("conclusion", "Conclusion et décision"),
    option("revoir", "Revoir les réponses"),
    option("autre", "Autre situation du même ménage"),
    option("terminer", "Terminer l’entretien"),
)


class Ending(Vertical):
    """The card that follows the last question. The screen hears ``Menu.Chosen``."""

    def __init__(self, told: str) -> None:
        super().__init__(classes="asked")
        self._told = told

    def compose(self) -> ComposeResult:
        lines = [Content.styled(TITLE, STRONG)]
        if self._told:
            lines.append(Content.styled(self._told, MUTED))
        yield Static(stacked(lines))
        yield Menu(NEXT, start="fiche")

    def on_mount(self) -> None:
        self.screen.set_focus(self.query_one(Menu), scroll_visible=False)
