"""« Bilan »: the figures of the service, one heading at a time, on the agent's own screen.

They are counted on another thread: the keys always answer. Nothing is masked here, and nothing leaves but
through the export, which masks.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import Static

from interview.bilan.out import Form
from interview.bilan.told import short_period
from interview.figures.shown import Mode
from interview.tui import keys
from interview.tui.criteria import Chosen
from interview.tui.drawing import MUTED, STRONG
from interview.tui.keys import key
from interview.tui.screens.bilan_export import ask_export
from interview.tui.screens.bilan_filters import (
    COMPARED,
    BilanFilters,
    Known,
    compared_of,
    known_of,
    subject_of,
)
from interview.tui.screens.bilan_page import THIS_FIGURE, FiguresPage, Headings
from interview.tui.screens.bilan_reading import Job, Read, export, read, silent
from interview.tui.screens.conversation import BREAKPOINTS
from interview.tui.screens.dialogs import explanation, store_dialog
from interview.tui.screens.housed import Housed
from interview.tui.widgets.keybar import keys_content
from interview.wording import capital
from store import StoreError
from templates.bilan_context import Rubrique
from templates.faults import SheetFault
from templates.typography import count, french

TITLE = "Bilan"
COUNTING = french("comptage…")
SHARE = french(" {share} %")
WHAT = french("Les chiffres du service, en neuf rubriques. Ici, rien n’est masqué : ils sont pour vous.")
HOW = french(
    "Un chiffre de 1 à 9 ouvre une rubrique ; ← et → passent à la voisine. ↑ et ↓ vont d’un tableau à "
    "l’autre : F1 dit ce que compte celui qui est désigné. E écrit un fichier ; les petits nombres y sont "
    "masqués, pour qu’il puisse être remis."
)
READING_TITLE = "Comment s’y prendre"
WHOLE = french("chiffres complets, pour le service")
ALL = "toutes les situations"
AGAINST = french("à côté de : {period}")
NOT_COUNTED = french("! Les chiffres n’ont pas pu être comptés.")
WRITING = french("J’écris le fichier… vous pouvez continuer.")
BUSY = french("Le fichier précédent n’est pas encore écrit : un instant.")
WRITTEN = french("✓ Fichier écrit, petits nombres masqués : {path}")
WRITTEN_WHOLE = french("✓ Fichier écrit, à garder dans le service : {path}")
NOT_WRITTEN = french("! Le fichier n’a pas pu être écrit : {reason}. Rien d’autre n’est perdu.")
FEW_LINES = 3
"""Lines kept in view of the figure before, when the page turns."""


class BilanScreen(Housed[None]):
    """Headings on one side, the figures of one of them on the other; one or the other where it is narrow."""

    class Advanced(Message):
        """So many parts are counted."""

        def __init__(self, rank: int, done: int, of: int) -> None:
            super().__init__()
            self.rank, self.done, self.of = rank, done, of

    class Counted(Message):
        """The figures are there."""

        def __init__(self, rank: int, result: Read) -> None:
            super().__init__()
            self.rank, self.result = rank, result

    class Failed(Message):
        """They could not be counted."""

        def __init__(self, rank: int, error: Exception) -> None:
            super().__init__()
            self.rank, self.error = rank, error

    class Exported(Message):
        """A file was written, or could not be."""

        def __init__(self, told: Path | Exception, mode: Mode) -> None:
            super().__init__()
            self.told, self.mode = told, mode

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    CSS = """
    BilanScreen.-narrow #branches { width: 1fr; border-right: none; display: none; }
    BilanScreen.-narrow.listing #branches { display: block; }
    BilanScreen.-narrow.listing #leaf { display: none; }
    BilanScreen #branches { padding: 0 1; scrollbar-size-vertical: 1; }
    BilanScreen Headings, BilanScreen FiguresPage { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10", "close", "Retour", "Revient à la liste des rubriques, puis à l’accueil."),
        key("aide", "f1,question_mark,ctrl+p", "explain", "Définition", "Ce que compte le chiffre désigné."),
        key("filtrer", "f2", "filter", "Filtrer", "Période, service, territoire, organisme, prestation."),
        key("comparer", "f3", "compare", "Comparer", "Les mêmes chiffres, à côté, sur une autre période."),
        key("ecrire", "e", "export", "Exporter", "Écrit un fichier ; les petits nombres y sont masqués."),
        key("oter", "ctrl+r", "clear", "Tout compter", "Ôte les filtres et la comparaison."),
        key("avant", "left,shift+tab", "turn(-1)", "Avant", "La rubrique d’avant.", show=False),
        key("apres", "right,tab", "turn(1)", "Après", "La rubrique d’après.", show=False),
        key("monter", "up", "move(-1)", "Monter", "Le tableau d’avant, ou plus haut.", show=False),
        key("descendre", "down", "move(1)", "Descendre", "Le tableau d’après, ou plus bas.", show=False),
        key("page-avant", "pageup", "page(-1)", "Page", "Une page plus haut.", show=False),
        key("page-apres", "pagedown", "page(1)", "Page", "Une page plus bas.", show=False),
        key("ouvrir", "enter", "open", "Ouvrir", "Ouvre la rubrique désignée.", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._chosen: Chosen = {}
        self._known: Known = {}
        self._result: Read | None = None
        self._rank = 0  # of the last counting asked for: what an older one tells is not listened to
        self._heading = 0
        self._counting: Job[Read] | None = None
        self._export: Job[Path] | None = None

    def compose(self) -> ComposeResult:
        yield Static(TITLE, id="progress", markup=False)
        yield Static(id="chips", markup=False)
        with Horizontal(id="body"):
            with VerticalScroll(id="branches", can_focus=False):
                yield Headings("headings")
            with VerticalScroll(id="leaf", can_focus=False):
                yield FiguresPage()
        yield Static(id="said", markup=False)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.add_class("listing")
        self._say("")
        self._count()

    def on_unmount(self) -> None:
        if self._counting is not None:
            self._counting.give_up()

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))
        self._show_headings()

    # ── keys ─────────────────────────────────────────────────────────────────────────────────────

    def on_key(self, event: Key) -> None:
        if event.character and event.character in "123456789":
            event.stop()
            event.prevent_default()
            self._open(int(event.character) - 1)

    def action_open(self) -> None:
        """The heading that is pointed at."""
        self._open(self._heading)

    def action_turn(self, step: int) -> None:
        """The heading before or after."""
        if self._rubriques:
            self._open((self._heading + step) % len(self._rubriques))

    def action_move(self, step: int) -> None:
        """A heading in the list of them; otherwise, a figure, or more of the one that is too tall."""
        if self._listing:
            if self._rubriques:
                self._heading = (self._heading + step) % len(self._rubriques)
                self._show_page()
            return
        page, view = self.query_one(FiguresPage), self.query_one("#leaf", VerticalScroll)
        first, end = page.place
        top, height = int(view.scroll_offset.y), view.size.height
        hidden = end > top + height if step > 0 else first < top
        if hidden or not page.point(step):
            view.scroll_to(y=top + step * max(1, height // 2), animate=False)

    def action_page(self, step: int) -> None:
        """A page up or down."""
        view = self.query_one("#leaf", VerticalScroll)
        view.scroll_to(y=view.scroll_offset.y + step * max(1, view.size.height - FEW_LINES), animate=False)

    def action_close(self) -> None:
        """The list of headings where it is narrow; the screen before."""
        if self._narrow and not self._listing:
            self._list(shown=True)
        elif self._export is not None:
            self._say(BUSY)
        else:
            self.dismiss(None)

    def action_explain(self) -> None:
        """What the figure pointed at counts, how to read it, and the keys."""
        listed = keys.told([*self.BINDINGS, *self.app.BINDINGS])
        part = None if self._listing else self.query_one(FiguresPage).part
        if part is None:
            self.app.push_screen(explanation(WHAT, ((READING_TITLE, HOW),), listed))
            return
        told = [(each.terme, each.sens) for each in part.definitions]
        notes = tuple(("À savoir", each) for each in part.notes)
        self.app.push_screen(explanation(THIS_FIGURE, (*told, *notes, (READING_TITLE, HOW)), listed))

    def action_filter(self) -> None:
        """What is counted."""
        self._ask("")

    def action_compare(self) -> None:
        """The other period."""
        self._ask(COMPARED)

    def action_clear(self) -> None:
        """Everything again."""
        self._choose({})

    def action_export(self) -> None:
        """A file."""
        if self._export is not None:
            self._say(BUSY)
        else:
            ask_export(self, self._write)

    # ── counting ─────────────────────────────────────────────────────────────────────────────────

    def _ask(self, criterion: str) -> None:
        self.app.push_screen(
            BilanFilters(self.house.workplace(), self._chosen, self._known, criterion), self._choose
        )

    def _choose(self, chosen: Chosen | None) -> None:
        if chosen is not None and chosen != self._chosen:
            self._chosen = dict(chosen)
            self._count()

    def _count(self) -> None:
        """Count what is chosen; what was asked before is given up."""
        if self._counting is not None:
            self._counting.give_up()
        self._rank += 1
        rank = self._rank
        self._title(COUNTING)
        self._counting = Job(
            partial(read, self.house.workplace(), subject_of(self._chosen), compared_of(self._chosen)),
            lambda result: self._post(self.Counted(rank, result)),
            lambda error: self._post(self.Failed(rank, error)),
            lambda done, of: self._post(self.Advanced(rank, done, of)),
        )

    def _post(self, message: Message) -> None:
        """From another thread: a message, and nothing else."""
        self.post_message(message)

    def on_bilan_screen_advanced(self, event: Advanced) -> None:
        """How far it is, where there is something to tell."""
        if event.rank == self._rank and event.of > 1:
            self._title(COUNTING + SHARE.format(share=100 * event.done // event.of))

    def on_bilan_screen_counted(self, event: Counted) -> None:
        """The figures, on the same heading and the same figure as before."""
        if event.rank != self._rank:
            return
        self._counting = None
        self._result = event.result
        self._known = self._known or known_of(event.result.bilan)
        part = self.query_one(FiguresPage).part
        self._show_page(part.code if part is not None else "")
        counted = event.result.bilan.figures.heading("volume")
        told = counted.measure("situations") if counted is not None else None
        number = count(int(told.value or 0), "situation") if told is not None else ""
        self._title(f"{number} · {WHOLE}")
        self.query_one("#chips", Static).update(self._chips(event.result))

    def on_bilan_screen_failed(self, event: Failed) -> None:
        """What happened, what is safe, what to do."""
        if event.rank != self._rank:
            return
        self._counting = None
        if not isinstance(event.error, StoreError):
            raise event.error
        self._title("")
        self._say(NOT_COUNTED)
        self.app.push_screen(store_dialog(event.error), self._after_failure_of_counting)

    def _after_failure_of_counting(self, choice: str | None) -> None:
        if choice == "reessayer":
            self._say("")
            self._count()
        elif choice == "quitter":
            self.house.leave()

    # ── writing ──────────────────────────────────────────────────────────────────────────────────

    def _write(self, form: Form, mode: Mode) -> None:
        self._say(WRITING)
        subject, compared = subject_of(self._chosen), compared_of(self._chosen)
        place = self.house.workplace()
        self._export = Job(
            lambda say: export(place, subject, compared, form, mode, say),
            lambda path: self._post(self.Exported(path, mode)),
            lambda error: self._post(self.Exported(error, mode)),
            silent,
        )

    def on_bilan_screen_exported(self, event: Exported) -> None:
        """Where it is, or why it is not."""
        self._export = None
        told = event.told
        if isinstance(told, Path):
            self._say((WRITTEN if event.mode == "partageable" else WRITTEN_WHOLE).format(path=told))
        elif isinstance(told, (SheetFault, StoreError, OSError)):
            self._say(NOT_WRITTEN.format(reason=_reason(told)))
        else:
            raise told

    # ── what is shown ────────────────────────────────────────────────────────────────────────────

    @property
    def _rubriques(self) -> tuple[Rubrique, ...]:
        return self._result.rubriques if self._result is not None else ()

    @property
    def _narrow(self) -> bool:
        return self.has_class("-narrow")

    @property
    def _listing(self) -> bool:
        return self._narrow and self.has_class("listing")

    def _list(self, *, shown: bool) -> None:
        self.set_class(shown, "listing")
        self._show_headings()

    def _open(self, heading: int) -> None:
        if heading < len(self._rubriques):
            self._heading = heading
            self._list(shown=False)
            self._show_page()

    def _show_page(self, keep: str = "") -> None:
        rubrique = self._rubriques[self._heading] if self._rubriques else None
        self.query_one(FiguresPage).show(rubrique, keep)
        self._show_headings()
        view = self.query_one("#leaf", VerticalScroll)
        if not keep:
            view.scroll_home(animate=False)

    def _show_headings(self) -> None:
        part = self.query_one(FiguresPage).part
        self.query_one(Headings).show(self._rubriques, self._heading, part, told=self._narrow)

    def on_figures_page_pointed(self, event: FiguresPage.Pointed) -> None:
        """Bring it into view, from its first line when it is taller than the screen."""
        view = self.query_one("#leaf", VerticalScroll)
        top, height = int(view.scroll_offset.y), view.size.height
        if event.first < top or event.end - event.first >= height:
            view.scroll_to(y=event.first, animate=False)
        elif event.end > top + height:
            view.scroll_to(y=event.end - height, animate=False)
        self._show_headings()

    def _title(self, told: str) -> None:
        self.query_one("#progress", Static).update(f"{TITLE} · {told}" if told else TITLE)

    def _chips(self, result: Read) -> Content:
        bilan = result.bilan
        parts = [capital(bilan.period), bilan.about or ALL]
        if bilan.compared is not None:
            parts.append(AGAINST.format(period=short_period(bilan.compared)))
        narrowed = bool(self._chosen)
        return Content.styled(french(" · ".join(parts)), STRONG if narrowed else MUTED)

    def _say(self, told: str) -> None:
        line = self.query_one("#said", Static)
        line.update(told)
        line.display = bool(told)


def _reason(error: Exception) -> str:
    """Why, without the last full stop."""
    if isinstance(error, StoreError):
        return error.what.rstrip(".")
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error).rstrip(".")
