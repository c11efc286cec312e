"""The full-screen face: it opens the base, shows the screens, and leaves cleanly."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast
from uuid import UUID

import msgspec
from textual.app import App
from textual.binding import BindingType
from textual.events import Event, Key, Resize
from textual.message import Message
from textual.screen import Screen

from interview import access
from interview.conversation import Conversation, Workplace
from interview.settings import Settings
from interview.tui.framing import frame
from interview.tui.keys import key
from interview.tui.pacing import Pace
from interview.tui.screens.conversation import Begin, ConversationScreen
from interview.upkeep.daily import DailyCopy
from templates.context import FicheContext
from templates.typography import french

if TYPE_CHECKING:
    from interview.rehearsal.cases.collection import TrainingCase
    from interview.tui.rehearsing import Rehearsing

Start = Literal["accueil", "entretien", "formation"]
MakeSheet = Callable[[Conversation, int], FicheContext]
SaveSheet = Callable[[Conversation, int, str, Path | None], Path]

SMALLEST = (80, 24)
DAILY_SECONDS = 2
"""After the first screen is painted: the first answers come before the copy of the day."""
LIGHT, DARK = "textual-light", "textual-dark"
RESUMED_LATER = french("Vos réponses sont enregistrées. L’entretien {reference} reprendra à cette question.")


class RepereApp(App[None]):
    """The conversation on a whole screen.

    Args:
        open_workplace: opens the base and loads the flow; called once the screen is there, and
            again after an error if the person asks. Raises StoreError.
        start: the screen to begin with.
        resume: the interview to take up again, with ``start="entretien"``.
        begin: how an interview begins, with ``start="entretien"``.
        make_sheet, save_sheet: what the sheet of a situation says, and how it is written to a file.
        opened: told of every interview that begins or is taken up again.
        daily: the copy of the day, begun once the base is open and the first screen painted.
        locked: name of the base, and what tries a phrase, while it is encrypted and not open yet.
        rehearse: where one rehearses; asked for the first time something is rehearsed.
        case: the case to rehearse, with ``start="formation"``.
    """

    class CopyMissed(Message):
        """The copy of the day could not be made."""

        def __init__(self, told: str) -> None:
            super().__init__()
            self.told = told

    TITLE = "Repère"
    CSS_PATH = "repere.tcss"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""  # each screen says where the keyboard is
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            *("theme", "f9", "toggle_theme", "Clair ou sombre"),
            "Passe du thème clair au thème sombre, et retour.",
            show=False,
        ),
        key(
            *("fin", "ctrl+q,ctrl+c", "leave", "Quitter tout de suite"),
            "Quitte Repère ; tout est déjà enregistré.",
            show=False,
            priority=True,
        ),
    ]

    def __init__(
        self,
        open_workplace: Callable[[], Workplace],
        *,
        start: Start = "accueil",
        resume: UUID | None = None,
        begin: Begin = Conversation.start,
        make_sheet: MakeSheet,
        save_sheet: SaveSheet,
        opened: Callable[[Conversation], None] = lambda _: None,
        daily: DailyCopy | None = None,
        locked: tuple[str, Callable[[str], None]] | None = None,
        rehearse: Callable[[], Rehearsing] | None = None,
        case: TrainingCase | None = None,
    ) -> None:
        super().__init__()
        self.animation_level = "none"
        self._open_workplace = open_workplace
        self._start = start
        self._resume = resume
        self._begin = begin
        self.make_sheet = make_sheet
        self.save_sheet = save_sheet
        self._tell_opened = opened
        self._daily = daily
        self._locked = locked
        self._rehearse = rehearse
        self._case = case
        self._rehearsing: Rehearsing | None = None
        self.warning = ""  # what the first screen must say of the copy of the day
        self._workplace: Workplace | None = None
        self._too_small_accepted = False
        self.pace = Pace(self, super().on_event)

    def on_mount(self) -> None:
        self.screen_change_signal.subscribe(self, self.frame)
        self.call_after_refresh(self._collect_again)
        if self._daily is not None:
            self._until_begun = self.set_interval(DAILY_SECONDS, self._copy_of_the_day)

    def on_unmount(self) -> None:
        if self._daily is not None:
            self._daily.end()
        if self._rehearsing is not None:
            self._rehearsing.close()

    def _copy_of_the_day(self) -> None:
        """Beside the work: it begins once there is a base to copy, and speaks only if it fails."""
        if self._daily is not None and self._workplace is not None:
            self._until_begun.stop()
            self._daily.begin(self._copy_missed)

    def _copy_missed(self, told: str) -> None:
        """From the other thread: a message, and nothing else."""
        self.post_message(self.CopyMissed(told))

    def on_repere_app_copy_missed(self, event: CopyMissed) -> None:
        """One line on the first screen, now or when the person comes back to it."""
        from interview.tui.screens.home import HomeScreen

        self.warning = event.told
        if isinstance(self.screen, HomeScreen):
            self.screen.tell_base()

    def _collect_again(self) -> None:
        """The first screen is painted: collect garbage again, and get ready for the first answer.

        What is there now stays to the end: only what comes next is worth looking through.
        """
        gc.freeze()
        gc.enable()
        if self._workplace is not None:
            self._workplace.machine.warm()

    def get_default_screen(self) -> Screen[None]:
        if self._locked is None:
            return self._first_screen()
        from interview.tui.screens.phrase import PhraseScreen

        return PhraseScreen(*self._locked, self._first_screen)

    def _first_screen(self) -> Screen[None]:
        if self._resume is not None:
            return ConversationScreen(self._told(partial(access.resumed, interview=self._resume)))
        if self._start == "entretien":
            return ConversationScreen(self._told(self._begin))
        if self._start == "formation":
            from interview.tui.screens.formation import FormationScreen

            return FormationScreen(self._case)
        from interview.tui.screens.home import HomeScreen

        return HomeScreen()

    def _fatal_error(self) -> None:
        """A defect of ours ends the program with a sentence: Textual would print what variables hold."""
        if os.environ.get("REPERE_DEBUG") or self._exception is None:
            super()._fatal_error()
            return
        from interview.failures import failure_words

        self._exit_renderables.append(french(failure_words(self._exception)))
        self._close_messages_no_wait()

    # ── what the screens ask for ─────────────────────────────────────────────────────────────────

    @property
    def opened(self) -> bool:
        """Whether the base has been opened."""
        return self._workplace is not None

    def workplace(self) -> Workplace:
        """Where the agent works, opened the first time it is asked for. Raises StoreError."""
        if self._workplace is None:
            self._workplace = self._open_workplace()
        return self._workplace

    def rehearsing(self) -> Rehearsing:
        """Where one rehearses: apart from the base, which need not be open."""
        if self._rehearsing is None:
            from interview.tui import rehearsing

            self._rehearsing = self._rehearse() if self._rehearse else rehearsing.usual()
        return self._rehearsing

    def frame(self, screen: Screen[Any]) -> None:
        """Frame what belongs to a rehearsal, and what is opened over it."""
        frame(screen, self.screen_stack)

    def go_home(self) -> None:
        """The first screen, whatever is open."""
        from interview.tui.screens.home import HomeScreen

        if not any(isinstance(each, HomeScreen) for each in self.screen_stack):
            self.push_screen(HomeScreen())
            return
        while not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    def converse(self, begin: Begin) -> None:
        """An interview, over the first screen."""
        self.push_screen(ConversationScreen(self._told(begin)))

    def _told(self, begin: Begin) -> Begin:
        """The same beginning, told to whoever wants to know."""

        def begun(workplace: Workplace) -> Conversation:
            held = begin(workplace)
            self._tell_opened(held)
            return held

        return begun

    def show_sheet(self, held: Conversation, rank: int, after: Callable[[], None] | None = None) -> None:
        """The sheet of a situation, then what comes after it."""
        from interview.tui.screens.sheet import SheetScreen

        self.push_screen(SheetScreen(held, rank), lambda _: after() if after else None)

    def leave(self) -> None:
        """The end. Nothing is left to keep: every answer already is."""
        held = self._conversation
        kept = held is not None and held.workplace.base is not None
        going_on = held is not None and not held.interview.closed and held.interview.current.path
        told = RESUMED_LATER.format(reference=held.reference) if held and kept and going_on else None
        self.exit(message=told)

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key) and not event.is_forwarded:
            await self.pace.typed(event)
        else:
            await super().on_event(event)

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def action_leave(self) -> None:
        """At once, unless something typed would be lost: then it is asked, and once only."""
        screen = self.screen
        if isinstance(screen, ConversationScreen) and screen.unsaved:
            screen.action_leave()
        else:
            self.leave()

    def action_toggle_theme(self) -> None:
        """Light or dark."""
        self.theme = LIGHT if self.current_theme.dark else DARK

    def on_resize(self, event: Resize) -> None:
        from interview.tui.screens.dialogs import TooSmall

        fits = event.size.width >= SMALLEST[0] and event.size.height >= SMALLEST[1]
        shown = isinstance(self.screen, TooSmall)
        if fits:
            self._too_small_accepted = False
            if shown:
                self.screen.dismiss(None)
        elif not shown and not self._too_small_accepted:
            self.push_screen(TooSmall(), lambda _: self._accept_small())

    def _accept_small(self) -> None:
        self._too_small_accepted = True

    @property
    def _conversation(self) -> Conversation | None:
        from interview.tui.screens.home import HomeScreen

        for screen in reversed(self.screen_stack):
            if isinstance(screen, ConversationScreen):
                return getattr(screen, "held", None)
            if isinstance(screen, HomeScreen):
                return None
        return None


def run_app(
    *,
    base: str | None = None,
    flow: Path | None = None,
    start: str = "accueil",
    resume: UUID | None = None,
    begin: Begin = Conversation.start,
    opened: Callable[[Conversation], None] = lambda _: None,
    case: str = "",
    rehearsals: Path | None = None,
) -> None:
    """Open the screen on a base, and come back when the person leaves.

    Args:
        opened: told of every interview that begins or is taken up again.
        case: name or file of the case to rehearse, with ``start="formation"``: no base is opened then.
        rehearsals: the file of rehearsals, by default the usual one.

    Raises:
        ContentError: the flow, or the case, cannot be used.
        NotACase: it can be replayed, not rehearsed.
    """
    from interview.sheets.content import sheet_of
    from interview.sheets.saving import save_sheet
    from interview.surroundings import open_base, workplace
    from store import base_path
    from store.location import rehearsals_path

    def rehearse() -> Rehearsing:
        from interview.tui.rehearsing import Rehearsing

        return Rehearsing(place, rehearsals_path(rehearsals))

    place = workplace(None, flow)
    target = base_path(base)
    app = RepereApp(
        lambda: msgspec.structs.replace(place, base=open_base(base)),
        start=cast("Start", start),
        resume=resume,
        begin=begin,
        make_sheet=sheet_of,
        save_sheet=save_sheet,
        opened=opened,
        locked=None if start == "formation" else _locked(target, place.settings),
        rehearse=rehearse,
        case=_case_named(case) if case else None,
        daily=DailyCopy(target, place.settings.backups, place.now),
    )
    if place.settings.theme == "clair":
        app.theme = LIGHT
    app.run(mouse=True)


def _case_named(name: str) -> TrainingCase:
    from interview.rehearsal.cases.collection import case_named

    return case_named(name)


def _locked(base: Path, settings: Settings) -> tuple[str, Callable[[str], None]] | None:
    """What asks for the phrase of an encrypted base; None when there is nothing to ask."""
    if not base.exists():
        return None
    from interview.handing.phrases import still_locked, try_phrase

    if not still_locked(base, keyring=settings.encryption.keyring):
        return None
    return base.name, partial(try_phrase, base)
