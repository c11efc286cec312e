"""Before the first question: who comes, where, for what, and the papers in hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview.rehearsal.alone.setting import Heard, Setting
from interview.tui import keys
from interview.tui.drawing import MUTED, READING_WIDTH, STRONG, wrapped
from interview.tui.framing import Rehearsed
from interview.tui.keys import key
from interview.tui.screens.housed import Housed
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option
from interview.tui.widgets.person import heard_lines
from templates.typography import french

BLANK = Content("")
TRAINS = french("Ce qu’il exerce : {trains}")
PAPERS = "Ce que la personne a apporté"
SAID = "Ce qui a été dit"
HOW = french(
    "Les questions vous seront posées une à une, avec ce que dit la personne. Si ce n’est pas clair, "
    "demandez autrement : F7. La référence n’apparaît qu’à la fin."
)
BEGIN = option("commencer", "Commencer")
BACK = option("", "Choisir un autre cas")


class SettingScreen(Rehearsed, Housed[bool]):
    """The setting of a case; true to begin."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10", "close", "Retour", "Revient aux cas."),
        key("descendre", "pagedown", "read(1)", "Lire la suite", "Fait défiler vers le bas.", priority=True),
        key("monter", "pageup", "read(-1)", "Remonter", "Fait défiler vers le haut.", priority=True),
    ]

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._setting = setting

    def compose(self) -> ComposeResult:
        yield Static(self._setting.title, id="progress", markup=False)
        with VerticalScroll(id="page", can_focus=False):
            yield Lines(lambda width: [*setting_lines(self._setting, width), BLANK, *_how(width)])
        yield Menu((BEGIN, BACK), start=BEGIN.code)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Menu))

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self.dismiss(event.code == BEGIN.code)

    def action_read(self, pages: int) -> None:
        """Read on, or back."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=pages * max(page.size.height - 2, 1), animate=False)

    def action_close(self) -> None:
        """Back to the cases."""
        self.dismiss(False)


def setting_lines(setting: Setting, width: int, said: Sequence[Heard] = ()) -> list[Content]:
    """The setting, each paper, then what was said so far."""
    width = min(width, READING_WIDTH)
    lines = wrapped(Content.styled(_about(setting), MUTED), width)
    lines += wrapped(Content.styled(TRAINS.format(trains=setting.trains), MUTED), width)
    lines += [BLANK, *wrapped(setting.setting, width)]
    if setting.papers:
        lines += [BLANK, Content.styled(PAPERS, "bold $primary")]
    for paper in setting.papers:
        lines += [BLANK, *wrapped(Content.styled(paper.title, STRONG), width), *wrapped(paper.text, width)]
    if said:
        lines += [BLANK, Content.styled(SAID, "bold $primary")]
    for heard in said:
        lines += [BLANK, Content.styled(heard.short, MUTED), *heard_lines(heard, width)]
    return lines


def _about(setting: Setting) -> str:
    parts = [setting.level, french(f"{setting.minutes} min environ")]
    if setting.follows:
        parts.append(french(f"suite de « {setting.follows} »"))
    return " · ".join(parts)


def _how(width: int) -> list[Content]:
    return wrapped(Content.styled(HOW, MUTED), min(width, READING_WIDTH))
