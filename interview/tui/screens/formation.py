"""The *Formation* screen: a case to rehearse, an attempt to take up again, a return to read once more.

No base is opened for it: what is rehearsed is kept in a file of its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview.rehearsal.alone.kept import ReadAttempt
from interview.rehearsal.alone.playing import Practice
from interview.rehearsal.cases.collection import TrainingCase
from interview.tui import keys
from interview.tui.drawing import MUTED, READING_WIDTH, STRONG, wrapped
from interview.tui.framing import Rehearsed
from interview.tui.keys import key
from interview.tui.rehearsing import Rehearsing
from interview.tui.screens.dialogs import Dialog, explanation
from interview.tui.screens.formation_menu import BEGIN_AGAIN, TAKE_UP, Offer, offer_of, options_of, taking_up
from interview.tui.screens.housed import Housed
from interview.tui.screens.rehearsal import RehearsalScreen
from interview.tui.screens.rehearsal_setting import TRAINS, SettingScreen
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option
from store.rehearsal_records import KeptAttempt
from templates.typography import french

TITLE = "Formation"
WHAT = french("Répéter un cas, puis comparer votre chemin à la référence. Ni note, ni classement.")
HOW = french(
    "Une personne inventée vient vous voir. Les questions sont celles d’un entretien ; avant chacune, la "
    "personne parle. Si ce n’est pas clair, demandez autrement (F7) : la façon de demander change ce qu’elle "
    "dit. À la fin, le retour montre où votre chemin et la référence se séparent, pourquoi, et ce que cela "
    "change."
)
APART = french(
    "Ce que vous répondez est gardé dans un fichier à part, sur cet ordinateur, pour vous seul : rien "
    "n’entre dans la base ni dans les chiffres. Les textes libres ne sont pas gardés. Suppr efface un essai."
)
ERASE_TITLE = french("Effacer cet essai ?")
ERASE_TOLD = french("Ses réponses et son retour disparaissent du fichier. Cela ne se défait pas.")
ERASE = (option("non", "Le garder"), option("oui", "L’effacer"))
ERASED = french("✓ Essai effacé.")
NOTHING_TO_ERASE = french("Suppr efface un essai : choisissez d’abord sa ligne.")


class FormationScreen(Rehearsed, Housed[None]):
    """Cases by level, and what was already rehearsed.

    Args:
        case: the one whose setting is shown at once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10", "close", "Retour", "Revient à l’écran d’avant, ou quitte Repère."),
        key("aide", "f1,question_mark,ctrl+p", "explain", "Aide", "Comment on répète, et les touches."),
        key("effacer", "delete", "erase", "Effacer un essai", "Efface l’essai de la ligne surlignée."),
    ]

    def __init__(self, case: TrainingCase | None = None) -> None:
        super().__init__()
        self._case = case
        self._offer = Offer()
        self._refused = False
        self._said = ""
        self._rehearsed: RehearsalScreen | None = None

    def compose(self) -> ComposeResult:
        yield Static(TITLE, id="progress", markup=False)
        yield Lines(
            lambda width: wrapped(Content.styled(WHAT, MUTED), min(width, READING_WIDTH)), classes="title"
        )
        with VerticalScroll(id="page", can_focus=False):
            yield Menu((), airy=True)
        yield Lines(self._about, classes="about")
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Menu))
        if self._case is not None:
            self.play(self._case)

    def on_screen_resume(self) -> None:
        if not self._refused:
            self._read()

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    # ── reading ──────────────────────────────────────────────────────────────────────────────────

    @property
    def apart(self) -> Rehearsing:
        """Where one rehearses."""
        return self.house.rehearsing()

    def _read(self) -> None:
        self._refused = True  # until it is shown: leaving the window that says why must not open it again
        self.attempt(lambda: offer_of(self.apart.shelf), self._show)
        if self.app.screen is self:
            self._refused = False

    def after_failure(self, choice: str | None) -> None:
        del choice
        if self._refused:
            self.action_close()

    def _show(self, offer: Offer) -> None:
        self._offer, self._refused = offer, False
        menu = self.query_one(Menu)
        kept = menu.picker.highlighted
        now = datetime.datetime.fromtimestamp(self.apart.place.now() / 1000)
        menu.offer(options_of(offer, now), filtered=True)
        if left := self._just_left():
            menu.picker.point_at(left)
            self.query_one("#page", VerticalScroll).scroll_home(animate=False)
        elif kept:
            menu.picker.point_at(kept)
        self.query(Lines).last().redraw()

    def _just_left(self) -> str:
        """The line of the attempt that was being rehearsed, where it waits; told once, "" otherwise."""
        screen = self._rehearsed
        if screen is None or screen in self.app.screen_stack:
            return ""
        self._rehearsed = None
        begun = str(screen.held.attempt_id) if hasattr(screen, "held") else ""
        waiting = {str(each.heading.id) for each in self._offer.waiting}
        return f"reprendre:{begun}" if begun in waiting else ""

    def _about(self, width: int) -> list[Content]:
        """What the highlighted case trains, for which its line has no room; or what was just done."""
        if self._said:
            return wrapped(Content.styled(self._said, STRONG), min(width, READING_WIDTH))
        what, _, which = (self.query_one(Menu).picker.highlighted or "").partition(":")
        case = next((each for each in self._offer.cases if what == "cas" and each.name == which), None)
        told = TRAINS.format(trains=french(case.case.trains)) if case else ""
        return wrapped(Content.styled(told, MUTED), min(width, READING_WIDTH))

    def _say(self, sentence: str) -> None:
        """A remark in place of what the case trains, until another line is highlighted."""
        self._said = sentence
        self.query(Lines).last().redraw()

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        what, _, which = event.code.partition(":")
        if what == "cas":
            self.play(next(each for each in self._offer.cases if each.name == which))
        elif what == "reprendre":
            self._rehearse(partial(self.apart.resume, UUID(which)))
        elif what == "retour":
            self._debrief(UUID(which))
        elif what == "progres":
            self._show_progress()
        elif what == "seance":
            self._open_session()

    def on_menu_moved(self, event: Menu.Moved) -> None:
        self._say("")
        page = self.query_one("#page", VerticalScroll)
        if not page.scroll_offset.y <= event.line < page.scroll_offset.y + page.size.height:
            page.scroll_to(y=max(0, event.line - page.size.height // 2), animate=False)

    # ── playing ──────────────────────────────────────────────────────────────────────────────────

    def play(self, case: TrainingCase) -> None:
        """The setting of a case, then its rehearsal; one that waits may be taken up again."""

        def found(waiting: Sequence[KeptAttempt]) -> None:
            if waiting:
                self._ask_whether_to_take_up(case, waiting[0])
            else:
                self._begin(case)

        self.attempt(lambda: self.apart.shelf.waiting(case.name), found)

    def _ask_whether_to_take_up(self, case: TrainingCase, waiting: KeptAttempt) -> None:
        def chosen(choice: str | None) -> None:
            if choice == TAKE_UP.code:
                self._rehearse(partial(self.apart.resume, waiting.heading.id))
            elif choice == BEGIN_AGAIN.code:
                self._begin(case)

        self.app.push_screen(taking_up(case, waiting), chosen)

    def _begin(self, case: TrainingCase) -> None:
        def shown(held: Practice) -> None:
            def begun(go: bool | None) -> None:
                if go:
                    held.set_off()
                    self._rehearse(lambda: held)

            self.app.push_screen(SettingScreen(held.setting()), begun)

        self.attempt(partial(self.apart.begin, case), shown)

    def _rehearse(self, take_up: Callable[[], Practice]) -> None:
        self._rehearsed = RehearsalScreen(take_up, lambda attempt: self._debrief(attempt.id))
        self.app.push_screen(self._rehearsed)

    def _debrief(self, attempt: UUID) -> None:
        """The return of an attempt that is over."""
        from interview.tui.screens.debrief import DebriefScreen

        def shown(read: ReadAttempt) -> None:
            def again(chosen: tuple[str, int] | None) -> None:
                if chosen:
                    self._rehearse(partial(self.apart.again_from, read.attempt, *chosen))

            self.app.push_screen(DebriefScreen(read), again)

        self.attempt(lambda: self.apart.shelf.read(attempt), shown)

    # ── actions ──────────────────────────────────────────────────────────────────────────────────

    def action_erase(self) -> None:
        """Erase the attempt of the highlighted line, once it is confirmed."""
        what, _, which = (self.query_one(Menu).picker.highlighted or "").partition(":")
        if what not in ("reprendre", "retour"):
            self._say(NOTHING_TO_ERASE)
            return

        def chosen(choice: str | None) -> None:
            if choice == "oui":
                self.attempt(partial(self.apart.forget, UUID(which)), erased)

        def erased(_: None) -> None:
            self._say(ERASED)
            self._read()

        self.app.push_screen(Dialog(ERASE_TITLE, [ERASE_TOLD], ERASE), chosen)

    def action_explain(self) -> None:
        """How one rehearses, and the keys."""
        parts = (("Comment cela se passe", HOW), ("Ce qui est gardé", APART))
        listed = keys.told([*self.BINDINGS, *self.app.BINDINGS])
        self.app.push_screen(explanation(WHAT, parts, listed))

    def action_close(self) -> None:
        """Back, or the end where nothing is below."""
        if len(self.app.screen_stack) > 1:
            self.dismiss(None)
        else:
            self.house.leave()

    def _show_progress(self) -> None:
        from interview.tui.screens.formation_progress import ProgressScreen

        self.app.push_screen(ProgressScreen())

    def _open_session(self) -> None:
        from interview.tui.screens.session import SessionScreen

        self.app.push_screen(SessionScreen())
