"""What one learner has rehearsed, over time: for them alone, and theirs to erase. No score."""

from __future__ import annotations

import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview.rehearsal.alone.progress import Played, Progress, Trend
from interview.rehearsal.debrief.model import MARKS
from interview.tui import keys
from interview.tui.drawing import MUTED, READING_WIDTH, STRONG, hanging, wrapped
from interview.tui.framing import Rehearsed
from interview.tui.keys import key
from interview.tui.screens.dialogs import Dialog
from interview.tui.screens.home import when_in_words
from interview.tui.screens.housed import Housed
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import option
from templates.typography import duration, french

TITLE = "Ma progression"
FOR_YOU = french("Pour vous seul, sur cet ordinateur. Ni note, ni comparaison avec d’autres.")
NOTHING = french("Aucun cas n’a encore été joué jusqu’au bout.")
PLAYED, FORMS, QUESTIONS = (
    "Ce que vous avez joué",
    "Forme par forme",
    "Questions où cela s’est écarté",
)
AGAIN = "repris après le retour"
PARTED = french("écart à « {short} »")
SIGNS = french(
    "Du plus ancien au plus récent : « = » comme la référence, « ≈ » aussi juste, « ≠ » autrement."
)
ERASE_TITLE = french("Effacer toute ma progression ?")
ERASE_TOLD = french(
    "Tous les essais faits seul disparaissent du fichier, ceux à reprendre compris. Cela ne se défait pas."
)
ERASE = (option("non", "Tout garder"), option("oui", "Tout effacer"))
ERASED = french("✓ Tout est effacé.")
BLANK = Content("")


class ProgressScreen(Rehearsed, Housed[None]):
    """Cases played, then each form and each question over time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10,q", "close", "Retour", "Revient aux cas."),
        key("effacer", "delete", "erase", "Tout effacer", "Efface tous les essais faits seul."),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._progress = Progress((), (), ())
        self._erasing = False

    def compose(self) -> ComposeResult:
        yield Static(TITLE, id="progress", markup=False)
        with VerticalScroll(id="page"):
            yield Lines(self._told)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#page"))
        self._read()

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    def _read(self) -> None:
        self.attempt(self.house.rehearsing().progress, self._show)

    def _show(self, progress: Progress) -> None:
        self._progress = progress
        self.query_one(Lines).redraw()

    def _told(self, width: int) -> list[Content]:
        now = datetime.datetime.fromtimestamp(self.house.rehearsing().place.now() / 1000)
        return progress_lines(self._progress, now, min(width, READING_WIDTH))

    def action_erase(self) -> None:
        """Erase everything, once it is confirmed."""
        apart = self.house.rehearsing()

        def erase() -> None:
            apart.forget(*(each.heading.id for each in apart.shelf.alone()))

        def erased(_: None) -> None:
            self._erasing = False
            self.tell(ERASED)
            self._read()

        def chosen(choice: str | None) -> None:
            if choice == "oui":
                self._erasing = True
                self.attempt(erase, erased)

        self.app.push_screen(Dialog(ERASE_TITLE, [ERASE_TOLD], ERASE), chosen)

    def after_failure(self, choice: str | None) -> None:
        """What is erased although its last trace is not must no longer be shown."""
        del choice
        if self._erasing:
            self._erasing = False
            self._read()

    def action_close(self) -> None:
        """Back to the cases."""
        self.dismiss(None)


def progress_lines(progress: Progress, now: datetime.datetime, width: int) -> list[Content]:
    """Everything, the last case played first."""
    lines = [*wrapped(Content.styled(FOR_YOU, MUTED), width), BLANK]
    if not progress.played:
        return [*lines, *wrapped(NOTHING, width)]
    lines.append(Content.styled(PLAYED, "bold $primary"))
    for each in reversed(progress.played):
        lines += _played(each, now, width)
    if progress.forms or progress.questions:
        lines += [BLANK, *wrapped(Content.styled(SIGNS, MUTED), width)]
    for heading, trends in ((FORMS, progress.forms), (QUESTIONS, progress.questions)):
        if trends:
            lines += [BLANK, Content.styled(heading, "bold $primary")]
            lines += [line for each in trends for line in _trend(each, width)]
    return lines


def _played(each: Played, now: datetime.datetime, width: int) -> list[Content]:
    marks = " ".join(MARKS[standing][0] for standing in each.standings)
    parts = [
        each.outcome,
        PARTED.format(short=each.parting) if each.parting else "",
        AGAIN if each.again else "",
    ]
    when = when_in_words(datetime.datetime.fromtimestamp(each.played_at / 1000), now)
    head = Content.assemble((each.title, STRONG), (f"  {when}, {duration(round(each.seconds / 60))}", MUTED))
    told = Content(french(" ; ".join(part for part in parts if part)))
    return [*hanging(f"{marks or '–'} ", head, width), *hanging("    ", told, width)]


def _trend(each: Trend, width: int) -> list[Content]:
    return hanging(
        f"{each.marks}  ", Content.assemble((each.label, STRONG), (f"  {each.words}", MUTED)), width
    )
