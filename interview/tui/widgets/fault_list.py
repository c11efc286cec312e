"""The faults of a flow, one line each, under their count."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from interview.tui.drawing import MUTED, POINTER
from interview.tui.widgets.flow_page import WARNING
from interview.tui.widgets.flow_tree import SIGNS
from interview.workbench.flow_view import Placed
from templates.typography import french

NONE = french("✓ Aucune faute, aucun conseil")
NEXT = french(" · F8 montre la suivante")


class FaultList(OptionList):
    """The count, always, as its title; the list, where there are faults. Posts ``Chosen`` by rank."""

    class Chosen(Message):
        """A fault was chosen by Enter."""

        def __init__(self, rank: int) -> None:
            self.rank = rank
            super().__init__()

    def __init__(self) -> None:
        super().__init__(compact=True, markup=False)
        self._faults: Sequence[Placed] = ()
        self._pointed: int | None = None

    def show(self, faults: Sequence[Placed]) -> None:
        """Other faults; the highlighted line stays where it was, as far as it can."""
        kept = self._pointed
        self._faults, self._pointed = faults, None
        self.set_options([Option(_line(each, at=False)) for each in faults])
        self.border_title = _count(faults)
        self.can_focus = bool(faults)
        if faults and kept is not None:
            self.highlighted = min(kept, len(faults) - 1)

    def point(self, rank: int) -> None:
        """Highlight one of them."""
        self.highlighted = rank

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        for rank in {self._pointed, event.option_index} - {None}:
            if rank is not None and rank < len(self._faults):
                prompt = _line(self._faults[rank], at=rank == event.option_index)
                self.replace_option_prompt_at_index(rank, prompt)
        self._pointed = event.option_index

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(event.option_index))


def counted(faults: Sequence[Placed]) -> str:
    """« 3 fautes, 1 conseil », "" when there are none."""
    advice = sum(each.fault.advice for each in faults)
    parts = ((len(faults) - advice, "faute"), (advice, "conseil"))
    return ", ".join(f"{number} {noun}{'s' if number > 1 else ''}" for number, noun in parts if number)


def _count(faults: Sequence[Placed]) -> Content:
    if not faults:
        return Content(f" {NONE} ")
    return Content.assemble((f" ! {counted(faults)}", WARNING), (f"{NEXT} ", MUTED))


def _line(placed: Placed, *, at: bool) -> Content:
    fault = placed.fault
    sign = SIGNS["advice" if fault.advice else "error"]
    head = f"{POINTER if at else ' '} {sign}{fault.code} "
    where = french(f"{placed.where} · {fault.node} : ")
    return Content.assemble(head, (where, MUTED), french(fault.found))
