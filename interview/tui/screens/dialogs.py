"""Small windows over the conversation. Each returns a typed result and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from interview.tui.drawing import STRONG, hanging, wrapped
from interview.tui.keys import key
from interview.tui.sources import Candidate
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.menu import Menu, option
from interview.views import Option
from store import ContinuedElsewhere, DossierChanged, ErasureHeld, NoDossier, StoreError
from templates.typography import french

CLOSE = key("fermer", "escape", "close", "Fermer", "Ferme cette fenêtre.")
CLOSE_READING = key("fermer", "escape,enter,q", "close", "Fermer", "Ferme cette fenêtre.")
TO_CLOSE = french("↑ ↓ pour lire, Échap pour fermer.")
RETRY = option("reessayer", "Réessayer")
STAY = option("rester", "Revenir à l’écran", "votre réponse y est encore")
BACK_TO_SCREEN = option("rester", "Revenir à l’écran")
BACK = option("liste", "Revenir à la liste des dossiers")
QUIT = option("quitter", "Quitter Repère")
ELSEWHERE_TITLE = french("Cet entretien continue ailleurs")
DOSSIER_TITLE = french("Ce dossier a changé ailleurs")
STORE_TITLE = french("La base n’a pas répondu comme il faut")
REHEARSALS_TITLE = french("Vos essais n’ont pas pu être lus ou gardés")
ERASED_TITLE = french("Effacé, mais pas jusqu’à la dernière trace")
FIND_TITLE = "Ménage déjà connu"
FIND_HOW = french("Tapez le début du numéro ; Entrée choisit, Échap revient.")
FIND_NONE = french("Aucun ménage connu ne commence ainsi.")
SMALL = french(
    "Agrandissez la fenêtre.\n\nRepère a besoin de 80 colonnes et 24 lignes ;\n"
    "il y en a {columns} et {rows}.\n\nRien n’est perdu : l’écran revient tout seul.\n"
    "Entrée continue quand même."
)


class Dialog(ModalScreen[str]):
    """A few sentences and a choice; returns the code chosen, "" when it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [CLOSE]

    def __init__(
        self, title: str, told: Sequence[str | Content], options: Sequence[Option], start: str | None = None
    ) -> None:
        super().__init__()
        self._title = title
        self._told = told
        self._options = options
        self._start = options[0].code if start is None else start

    def compose(self) -> ComposeResult:
        with Vertical(classes="window"):
            yield Lines(self._heading)
            yield Menu(self._options, start=self._start)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Menu))

    def _heading(self, width: int) -> list[Content]:
        lines = wrapped(Content.styled(self._title, STRONG), width)
        for sentence in self._told:
            lines += [Content(""), *wrapped(sentence, width)]
        return lines

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self.dismiss(event.code)

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss("")


def store_dialog(error: StoreError, *, opening: bool = False) -> Dialog:
    """What happened, what is safe, what to do, and a way to try again where that may help."""
    told = [french(each) for each in (error.what, error.safe, error.do)]
    if isinstance(error, ContinuedElsewhere):
        return Dialog(ELSEWHERE_TITLE, told, (QUIT,))
    if isinstance(error, DossierChanged | NoDossier):
        return Dialog(DOSSIER_TITLE, told, (BACK, QUIT))
    retry = (RETRY,) if error.RETRY else ()
    if isinstance(error, ErasureHeld):
        return Dialog(ERASED_TITLE, told, (*retry, BACK_TO_SCREEN, QUIT))
    title = REHEARSALS_TITLE if error.of_rehearsals else STORE_TITLE
    return Dialog(title, told, (*retry, QUIT) if opening else (*retry, STAY, QUIT))


class Reading(ModalScreen[None]):
    """Something to read, that scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [CLOSE_READING]

    def __init__(self, write: Callable[[int], list[Content]], closing: str = "") -> None:
        super().__init__()
        self._write = write
        self._also_closing = closing

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="window reading") as window:
            window.border_subtitle = TO_CLOSE
            yield Lines(self._write)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(VerticalScroll))
        if self._also_closing:
            self._bindings.bind(self._also_closing, "close", show=False)

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)


def explanation(title: str, parts: Sequence[tuple[str, str]], keys: Sequence[tuple[str, str]]) -> Reading:
    """Why, how, in doubt; then the keys, each with the sentence that explains it."""

    def write(width: int) -> list[Content]:
        lines = [*wrapped(Content.styled(title, STRONG), width)]
        for heading, text in parts:
            if text:
                lines += [Content(""), Content.styled(heading, "bold $primary"), *wrapped(text, width)]
        if keys:
            lines += [Content(""), Content.styled("Les touches", "bold $primary")]
            for name, sentence in keys:
                lines += hanging(Content.styled(f"{name:<22}  ", STRONG), Content(sentence), width)
        return lines

    return Reading(write, "f1,ctrl+p")


class FindHousehold(ModalScreen[str]):
    """The pseudonym of a known household, "" when it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [CLOSE]

    def __init__(self, search: Callable[[str], list[Candidate]]) -> None:
        super().__init__()
        self._search = search

    def compose(self) -> ComposeResult:
        with Vertical(classes="window"):
            yield Static(Content.styled(FIND_TITLE, STRONG), classes="told")
            yield Input(placeholder="7K3Q-2PX", compact=True)
            yield Static(FIND_HOW, classes="told")
            yield Menu(())

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Input))
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def on_input_submitted(self) -> None:
        code = self.query_one(Menu).picker.highlighted
        if code:
            self.dismiss(code)

    def on_key(self, event: Key) -> None:
        menu = self.query_one(Menu)
        if event.key in ("up", "down") and menu.picker.press(event.key, None) == "changed":
            menu.refresh()

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        self.dismiss(event.code)

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss("")

    def _show(self, typed: str) -> None:
        try:
            found = self._search(typed)
            told = FIND_HOW if found else FIND_NONE
        except StoreError as error:
            found, told = [], french(error.what)
        self.query_one(Menu).offer([option(each.value, each.label, each.said) for each in found])
        self.query(".told").last(Static).update(told)


class TooSmall(Screen[None]):
    """Over everything while the window is too small."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("continuer", "enter", "go_on", "Continuer", "Continue malgré la petite fenêtre.")
    ]

    def compose(self) -> ComposeResult:
        yield Static(id="small")

    def on_resize(self) -> None:
        size = self.app.size
        self.query_one("#small", Static).update(SMALL.format(columns=size.width, rows=size.height))

    def action_go_on(self) -> None:
        """The person prefers to go on."""
        self.dismiss(None)
