"""What has been said, then the question in hand; it stays at its end as the talk goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack

from textual.await_remove import AwaitRemove
from textual.containers import VerticalScroll
from textual.widget import AwaitMount, Widget

from interview.tui.widgets.question import Question
from interview.tui.widgets.utterance import Utterance

KEPT = 40
"""Utterances kept on screen; older ones are in the review."""


class Transcript(VerticalScroll, can_focus=False):
    """The utterances, and what is asked.

    Args:
        lines: what is there from the start; the last one is the question in hand.
    """

    def __init__(self, *lines: Widget) -> None:
        super().__init__(*lines)
        self._asked: Widget | None = lines[-1] if lines else None
        self._line = -1

    def on_mount(self) -> None:
        self.anchor()
        self.watch(self, "virtual_size", self._laid_out, init=False)

    def go_on(self, said: Sequence[Widget], asked: Widget) -> None:
        """What was said takes the place of the question in hand; *asked* comes next."""
        gone: list[Widget] = [] if self._asked is None else [self._asked]
        gone += self._out_of_date(said)
        self._asked, self._line = asked, -1
        with ExitStack() as undo:
            undo.enter_context(self.app.batch_update())
            removal = self.remove_children(gone)
            self.anchor()
            mounting = self.mount_all([*said, asked])
            self.call_next(self._paint, removal, mounting, undo.pop_all())

    def mark(self, rank: int, aside: Iterable[str]) -> None:
        """Show which answers of a situation are out of its path, and which are not."""
        names = set(aside)
        for each in self.query(Utterance):
            if each.rank == rank:
                each.set_aside(each.question in names)

    def on_question_resized(self, event: Question.Resized) -> None:
        event.stop()
        self._line = event.line
        self.call_after_refresh(self._keep_in_view)

    def _out_of_date(self, said: Sequence[Widget]) -> list[Widget]:
        """Utterances that are said again, and the oldest ones."""
        again = {(each.question, each.rank) for each in said if isinstance(each, Utterance)}
        past = [each for each in self.children if isinstance(each, Utterance)]
        old = past[: max(0, len(past) + len(said) - KEPT)]
        return [each for each in past if each in old or (each.question, each.rank) in again]

    async def _paint(self, removal: AwaitRemove, mounting: AwaitMount, batch: ExitStack) -> None:
        """Paint once, when the new question is whole: each painting costs a frame."""
        with batch:
            await removal
            await mounting

    def _laid_out(self) -> None:
        self.call_after_refresh(self._keep_in_view)

    def _keep_in_view(self) -> None:
        """A question taller than the room is shown from its top, or around its highlighted line."""
        asked, line = self._asked, self._line
        if not isinstance(asked, Question) or asked.outer_size.height <= self.size.height:
            return
        if line < 0 and asked.seen_from == "bottom":
            self.anchor()
            return
        wanted = asked.virtual_region.y + max(line, 0)
        shown = self.scroll_offset.y
        if line < 0 or not shown <= wanted < shown + self.size.height:
            self.release_anchor()
            self.scroll_to(y=wanted if line < 0 else wanted - self.size.height // 2, animate=False)
