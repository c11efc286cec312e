"""« Séance de groupe »: the sessions last held, one to open, one to prepare."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview.failures import failure_words
from interview.follow_up import FollowError, FollowFault
from interview.guarding import Caution
from interview.rehearsal.session.folder.files import SessionFault
from interview.rehearsal.session.folder.gathering import opened
from interview.rehearsal.session.folder.recent import FILE_NAME, Recent, RecentSessions
from interview.tui import keys
from interview.tui.drawing import MUTED, READING_WIDTH, wrapped
from interview.tui.framing import Rehearsed
from interview.tui.keys import key
from interview.tui.screens.dialogs import explanation
from interview.tui.screens.follow import FollowForm, Given, Step
from interview.tui.screens.home import when_in_words
from interview.tui.screens.housed import Housed
from interview.tui.screens.session_acts import path_of
from interview.tui.screens.session_group import GroupScreen
from interview.tui.screens.session_new import NewSessionScreen
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option
from interview.views import Option
from templates.typography import french

TITLE = "Séance de groupe"
WHAT = french("Les mêmes cas, chacun pour soi ; puis, ensemble, ce qui partage le groupe et pourquoi.")
HOW = french(
    "Préparez une séance : vous choisissez des cas, un dossier est écrit. Chacun le reçoit, avec un numéro, "
    "et joue les cas sans correction, sur son ordinateur ou sur celui-ci à tour de rôle. Les fichiers de "
    "réponses posés dans le dossier sont comptés aussitôt ; la référence n’apparaît que si vous le demandez."
)
APART = french(
    "Les réponses ne contiennent que des numéros, des codes et des durées. Rien n’entre dans la base. Suppr "
    "ôte une séance de cette liste ; ses fichiers restent où ils sont."
)
LAST, MORE = french("Dernières séances"), french("Et aussi")
NEW = option("nouvelle", "Préparer une séance", "choisir les cas, le dossier", MORE)
OPEN = option("ouvrir", "Ouvrir une séance", "son dossier, ou son fichier", MORE)
OPEN_TITLE = french("Ouvrir une séance")
OPEN_LABEL = french("Le dossier de la séance")
OPEN_HOW = french("Celui qui contient « seance.json », ou une séance en un seul fichier.")
NOT_THERE = french("« {path} » n’existe pas.")
_HELD = "seance:"
OFF = french("✓ Ôtée de la liste ; ses fichiers restent.")


class SessionScreen(Rehearsed, Housed[None]):
    """Which session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10", "close", "Retour", "Revient aux cas."),
        key(
            "aide",
            "f1,question_mark,ctrl+p",
            "explain",
            "Aide",
            "Comment se passe une séance, et les touches.",
        ),
        key("oter", "delete", "forget", "Ôter de la liste", "Ôte la séance de la liste, pas ses fichiers."),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._sessions: tuple[Recent, ...] = ()

    def compose(self) -> ComposeResult:
        yield Static(TITLE, id="progress", markup=False)
        yield Lines(
            lambda width: wrapped(Content.styled(WHAT, MUTED), min(width, READING_WIDTH)), classes="title"
        )
        with VerticalScroll(id="page", can_focus=False):
            yield Menu((), airy=True)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Menu))

    def on_screen_resume(self) -> None:
        self._show()

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    @property
    def recent(self) -> RecentSessions:
        """The sessions last held, beside the file of rehearsals."""
        return RecentSessions(self.house.rehearsing().path.with_name(FILE_NAME))

    def _show(self) -> None:
        self._sessions = self.recent.all()
        now = datetime.datetime.fromtimestamp(self.house.rehearsing().place.now() / 1000)
        lines = [_line(rank, each, now) for rank, each in enumerate(self._sessions)]
        more = [NEW, OPEN] if lines else [msgspec.structs.replace(each, group="") for each in (NEW, OPEN)]
        self.query_one(Menu).offer([*lines, *more], filtered=False)

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        if event.code == NEW.code:
            self.app.push_screen(NewSessionScreen(self.recent), self._open)
        elif event.code == OPEN.code:
            self._ask()
        else:
            self._open(self._place_of(event.code))

    def on_menu_moved(self, event: Menu.Moved) -> None:
        page = self.query_one("#page", VerticalScroll)
        if not page.scroll_offset.y <= event.line < page.scroll_offset.y + page.size.height:
            page.scroll_to(y=max(0, event.line - page.size.height // 2), animate=False)

    def _place_of(self, code: str) -> Path:
        return Path(self._sessions[int(code.removeprefix(_HELD))].place)

    def _ask(self) -> None:
        found: list[Path] = []
        step = Step(field="chemin", label=OPEN_LABEL, hint="/home/moi/seance", how=OPEN_HOW)

        def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
            del anyway, excused
            path = path_of(given["chemin"]).absolute()
            try:
                found.append(opened(path).place)
            except SessionFault as error:
                raise FollowError(*(FollowFault("chemin", each) for each in error.faults)) from None
            except OSError as error:
                told = failure_words(error) if path.exists() else NOT_THERE.format(path=path)
                raise FollowError(FollowFault("chemin", french(told))) from None
            return str(path)

        self.app.push_screen(
            FollowForm(OPEN_TITLE, lambda _: (step,), keep),
            lambda told: self._open(found[-1]) if told else None,
        )

    def _open(self, place: Path | None) -> None:
        if place is not None:
            self.app.push_screen(GroupScreen(place, self.recent))

    # ── actions ──────────────────────────────────────────────────────────────────────────────────

    def action_forget(self) -> None:
        """Take the highlighted session off the list."""
        code = self.query_one(Menu).picker.highlighted or ""
        if code.startswith(_HELD):
            self.recent.forget(self._place_of(code))
            self.tell(OFF)
            self._show()

    def action_explain(self) -> None:
        """How a session goes, and the keys."""
        parts = (("Comment cela se passe", HOW), ("Ce qui est gardé", APART))
        self.app.push_screen(explanation(WHAT, parts, keys.told([*self.BINDINGS, *self.app.BINDINGS])))

    def action_close(self) -> None:
        """Back to the cases."""
        self.dismiss(None)


def _line(rank: int, each: Recent, now: datetime.datetime) -> Option:
    when = when_in_words(datetime.datetime.fromtimestamp(each.at / 1000), now)
    return option(f"{_HELD}{rank}", each.title, f"{when} · {each.place}", LAST)
