"""The round of one participant of a session: its cases one after the other, and nothing compared."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview.failures import failure_words
from interview.rehearsal.alone.attempts import Attempt
from interview.rehearsal.alone.playing import Practice
from interview.rehearsal.session.answers.answering import Round, hand_in, practice_of, standing_of
from interview.rehearsal.session.answers.sitting import PROPOSED, STANDINGS, Sitting, begun
from interview.rehearsal.session.folder.files import SessionFault
from interview.tui import keys
from interview.tui.drawing import READING_WIDTH, wrapped
from interview.tui.framing import Rehearsed
from interview.tui.keys import key
from interview.tui.screens.dialogs import Reading
from interview.tui.screens.housed import Housed
from interview.tui.screens.rehearsal import RehearsalScreen
from interview.tui.screens.rehearsal_setting import SettingScreen
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option
from templates.typography import french

WHO = "{title} · participant n° {number}"
AFTER = "{title} · participant n° {number}, après la discussion"
HOW = french(
    "Jouez ces cas l’un après l’autre, chacun pour soi. Rien n’est corrigé ici : le groupe en parlera "
    "ensuite. Vous n’êtes qu’un numéro ; on peut s’arrêter, et reprendre avec le même."
)
ALL_DONE = "Tout est joué. Vos réponses sont dans « {path} » : remettez ce fichier au formateur."
HANDED = french("✓ Cas fini, réponses gardées.")
ENDING = option("fini", "Finir ce cas", "vos réponses ne changeront plus ; le cas suivant vient ensuite")
LEAVE = option("quitter", "Terminer")
DONE = french("Ce cas est joué : le groupe en parlera ensemble.")


class RoundScreen(Rehearsed, Housed[None]):
    """The cases of a round, where each stands, and the one to play now.

    Args:
        sitting: where answers go.
        at: the round of one participant.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10", "close", "Quitter", "Quitte ; ce qui est répondu est gardé."),
        key("aide", "f1,question_mark,ctrl+p", "explain", "Aide", "Comment se passe la séance."),
    ]

    def __init__(self, sitting: Sitting, at: Round) -> None:
        super().__init__()
        self._sitting = sitting
        self._at = at
        self.written: Path | None = None

    def compose(self) -> ComposeResult:
        told = AFTER if self._at.moment == "apres" else WHO
        title = told.format(title=self._at.session.sheet.title, number=self._at.participant)
        yield Static(french(title), id="progress", markup=False)
        yield Lines(self._about, classes="title")
        with VerticalScroll(id="page", can_focus=False):
            yield Menu((), airy=True)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Menu))
        self._show()

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    def _about(self, width: int) -> list[Content]:
        told = HOW
        if self._at.moment == "apres":
            told = f"{HOW} {PROPOSED}"
        if self.over and self.written is not None:
            told = french(ALL_DONE.format(path=self.written))
        return wrapped(Content(told), min(width, READING_WIDTH))

    @property
    def over(self) -> bool:
        """Whether every case of the round is played."""
        return all(standing_of(self._at, each) == "joue" for each in self._at.cases)

    def _show(self) -> None:
        """The cases, the one to play now highlighted."""
        menu = self.query_one(Menu)
        lines = [
            option(f"cas:{each.name}", each.title, f"{each.case.minutes} min · {STANDINGS[standing]}")
            for each in self._at.cases
            if (standing := standing_of(self._at, each))
        ]
        if self.over:
            self._hand_in()
        menu.offer([LEAVE, *lines] if self.over else lines)
        waiting = next((each for each in self._at.cases if standing_of(self._at, each) != "joue"), None)
        if waiting is not None:
            menu.picker.point_at(f"cas:{waiting.name}")
        self.query(Lines).first().redraw()

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        what, _, which = event.code.partition(":")
        if what == LEAVE.code:
            self.action_close()
            return
        case = next(each for each in self._at.cases if each.name == which)
        if standing_of(self._at, case) == "joue":
            self.tell(DONE)
        else:
            self.attempt(partial(practice_of, self._at, case), self._play)

    def _play(self, held: Practice) -> None:
        """The setting, unless it was read; then the case."""

        def read(go: bool | None) -> None:
            if go:
                held.set_off()
                self.app.push_screen(RehearsalScreen(lambda: held, self._finished, ENDING))

        if held.kept:
            read(True)
        else:
            self.app.push_screen(SettingScreen(held.setting()), read)

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.query(Menu):
            self._show()

    def _finished(self, _: Attempt) -> None:
        if self._hand_in():
            self.tell(HANDED)
        self._show()

    def _hand_in(self) -> bool:
        """Write what is finished; where it cannot be, say why: the same command writes it again."""
        try:
            self.written = hand_in(self._at, self._sitting.target)
            self._at = begun(self._sitting, self._at.participant)
        except SessionFault as error:
            self.tell(str(error))
        except OSError as error:
            self.tell(failure_words(error))
        else:
            return True
        return False

    # ── actions ──────────────────────────────────────────────────────────────────────────────────

    def action_explain(self) -> None:
        """How the session goes."""
        self.app.push_screen(Reading(lambda width: wrapped(Content(HOW), width), "f1,question_mark"))

    def action_close(self) -> None:
        """The end: what is answered is kept."""
        self.house.leave()
