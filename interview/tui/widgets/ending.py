"""What to do once every question has been seen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from interview.tui.drawing import MUTED, STRONG, stacked
from interview.tui.widgets.menu import Menu, option
from interview.views import Option
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
    """The card that follows the last question. The screen hears ``Menu.Chosen``.

    Args:
        told: a sentence under its title, "" for none.
        options: what can be done, the first one being highlighted.
    """

    def __init__(self, told: str, options: Sequence[Option] = NEXT, title: str = TITLE) -> None:
        super().__init__(classes="asked")
        self._told = told
        self._options = options
        self._title = title

    def compose(self) -> ComposeResult:
        lines = [Content.styled(self._title, STRONG)]
        if self._told:
            lines.append(Content.styled(self._told, MUTED))
        yield Static(stacked(lines))
        yield Menu(self._options, start=self._options[0].code)

    def on_mount(self) -> None:
        self.screen.set_focus(self.query_one(Menu), scroll_visible=False)
