"""One participant answers a session on the whole screen."""

from __future__ import annotations

from typing import NoReturn

import click
from textual.screen import Screen

from interview.line.console import Console, Leave, Unreadable, terminal_input
from interview.rehearsal.session.answers.answering import Round
from interview.rehearsal.session.answers.by_line import asked_number
from interview.rehearsal.session.answers.sitting import Sitting, begun
from interview.tui.app import LIGHT, RepereApp
from interview.tui.screens.session_round import ALL_DONE, RoundScreen
from templates.typography import french

LEFT = "Ce qui est répondu est gardé. Pour reprendre : la même commande, participant n° {number}."


class SessionApp(RepereApp):
    """The screen of a round: no base is ever opened for it."""

    def __init__(self, sitting: Sitting, at: Round) -> None:
        super().__init__(_no_base, start="formation", make_sheet=_no_sheet, save_sheet=_no_sheet)
        self._sitting = sitting
        self._at = at

    def _first_screen(self) -> Screen[None]:
        self.round = RoundScreen(self._sitting, self._at)
        return self.round


def answer_on_screen(sitting: Sitting) -> tuple[str, ...]:
    """Hold the round of one participant; gives what is to be said once the screen is closed.

    Raises:
        SessionFault, ContentError, StoreError, OSError: the session or the file of rehearsals cannot be used.
    """
    number = sitting.number or _number(sitting)
    if not number:
        return ("Au revoir.",)
    at = begun(sitting, number)
    app = SessionApp(sitting, at)
    if at.place.settings.theme == "clair":
        app.theme = LIGHT
    app.run(mouse=True)
    return app_said(app, number)


def app_said(app: SessionApp, number: int) -> tuple[str, ...]:
    """Where the answers are, or how to go on."""
    shown = app.round
    if shown.over and shown.written is not None:
        return (french(ALL_DONE.format(path=shown.written)),)
    return (french(LEFT.format(number=number)),)


def _number(sitting: Sitting) -> int:
    """Typed before the screen opens; 0 to stop."""
    try:
        return asked_number(Console(terminal_input, click.echo, 80), sitting)
    except (Leave, Unreadable):
        return 0


def _no_base() -> NoReturn:
    raise AssertionError("a session opens no base")


def _no_sheet(*_: object) -> NoReturn:
    raise AssertionError("a rehearsal writes no sheet")
