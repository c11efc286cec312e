"""Narrowing the list of situations: one criterion, then its value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from interview.conversation import Workplace
from interview.tui.criteria import LABELS, OTHER_PERIOD, Chosen, Value, period_of, value_in_words, values_of
from interview.tui.drawing import MUTED, STRONG
from interview.tui.keys import key
from interview.tui.widgets.menu import Menu, option
from interview.views import Option
from templates.typography import french

TITLE = "Filtrer les dossiers"
HOW = french("Un chiffre choisit un critère ; Échap revient à la liste.")
HOW_VALUE = french("Un chiffre ou ↓ puis Entrée choisit ; Échap revient aux critères.")
HOW_LONG = french("Des lettres réduisent la liste ; Entrée choisit ; Échap revient aux critères.")
HOW_PERIOD = french("Un mois, une année, ou deux dates : 03/2026 - 15/05/2026. Entrée valide.")
HOW_SERVICE = french("Le code du service, tel qu’il est dans les réglages. Entrée valide.")
NO_PERIOD = french("! Ce n’est pas une période : 2026, 03/2026, ou 03/2026 - 15/05/2026.")
CLEAR = "effacer"
CLEAR_OPTION = option(CLEAR, "Ôter tous les filtres")
ANY_OPTION = option("*", "Peu importe", "ôte ce filtre")
LONG = 10


class FilterPanel(ModalScreen[Chosen | None]):
    """Returns the criteria chosen, None when nothing changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f2", "back", "Retour", "Revient aux critères, puis à la liste.")
    ]

    WHAT: ClassVar[str] = TITLE
    PERIODS: ClassVar[tuple[str, ...]] = ("periode",)

    def __init__(self, place: Workplace, chosen: Chosen) -> None:
        super().__init__()
        self._place = place
        self._chosen = dict(chosen)
        self._criterion = ""
        self.criteria: Mapping[str, str] = LABELS

    def compose(self) -> ComposeResult:
        with Vertical(classes="window"):
            yield Static(classes="told", id="asked")
            with VerticalScroll(id="values", can_focus=False):
                yield Menu(())
            yield Input(compact=True)
            yield Static(id="needed")
            yield Static(classes="told", id="how")

    def on_mount(self) -> None:
        self.begin()

    def begin(self) -> None:
        """What is asked first."""
        self._ask_criterion()

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        if self._criterion:
            self._value_chosen(event.code)
        elif event.code == CLEAR:
            self.dismiss({})
        else:
            self._ask_value(event.code)

    def on_menu_moved(self, event: Menu.Moved) -> None:
        page = self.query_one("#values", VerticalScroll)
        if not page.scroll_offset.y <= event.line < page.scroll_offset.y + page.size.height:
            page.scroll_to(y=max(0, event.line - page.size.height // 2), animate=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        typed = event.value.strip()
        value = period_of(typed) if self._criterion in self.PERIODS and typed else typed
        if value is None:
            self.query_one("#needed", Static).update(Content.styled(NO_PERIOD, "bold $text-warning"))
        else:
            self._set(value)

    def action_back(self) -> None:
        """The criteria, or the list."""
        if self._criterion:
            self._ask_criterion()
        else:
            self.dismiss(None)

    # ── what can be chosen ───────────────────────────────────────────────────────────────────────

    def values(self, criterion: str) -> tuple[Value, ...]:
        """The values of a criterion; none where it is typed."""
        return values_of(self._place.machine.flow, criterion, self._place.today())

    def in_words(self, criterion: str, value: str) -> str:
        """A value that is chosen, as it is told."""
        return value_in_words(self._place.machine.flow, criterion, value, self._place.today())

    # ── inside ───────────────────────────────────────────────────────────────────────────────────

    def _ask_criterion(self) -> None:
        came_from, self._criterion = self._criterion, ""
        options = [
            option(code, label, self.in_words(code, self._chosen[code]))
            if code in self._chosen
            else option(code, label)
            for code, label in self.criteria.items()
        ]
        self._show(self.WHAT, [*options, *([CLEAR_OPTION] if self._chosen else [])], HOW)
        self.query_one(Menu).picker.point_at(came_from)

    def _ask_value(self, criterion: str) -> None:
        self._criterion = criterion
        values = self.values(criterion)
        if not values:
            self._type(self._chosen.get(criterion, ""), HOW_SERVICE)
            return
        options = [option(each.code, each.label, each.told) for each in values]
        options += [ANY_OPTION] if criterion in self._chosen else []
        long = len(options) >= LONG
        self._show(self.criteria[criterion], options, HOW_LONG if long else HOW_VALUE, filtered=long)
        self.query_one(Menu).picker.point_at(self._chosen.get(criterion, ""))

    def _value_chosen(self, code: str) -> None:
        if code == OTHER_PERIOD and self._criterion in self.PERIODS:
            self._type("", HOW_PERIOD)
        else:
            self._set("" if code == ANY_OPTION.code else code)

    def _set(self, value: str) -> None:
        self._chosen.pop(self._criterion, None)
        if value:
            self._chosen[self._criterion] = value
        self.dismiss(self._chosen)

    def _show(self, title: str, options: list[Option], how: str, *, filtered: bool = False) -> None:
        self._tell(title, how)
        menu = self.query_one(Menu)
        menu.offer(options, filtered=filtered)
        self.query_one("#values").display = True
        self.query_one(Input).display = False
        self.set_focus(menu)

    def _type(self, start: str, how: str) -> None:
        self._tell(self.criteria[self._criterion], how)
        field = self.query_one(Input)
        field.value, field.display = start, True
        self.query_one("#values").display = False
        self.set_focus(field)

    def _tell(self, title: str, how: str) -> None:
        self.query_one("#asked", Static).update(Content.styled(title, STRONG))
        self.query_one("#needed", Static).update("")
        self.query_one("#how", Static).update(Content.styled(how, MUTED))
