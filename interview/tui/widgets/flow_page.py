"""One node of a flow, told in full: its faults first, then what it asks, where it leads, what reads it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from interview.tui.drawing import CURRENT, MUTED, READING_WIDTH, STRONG, hanging, wrapped
from interview.tui.widgets.drawn import Drawn
from interview.tui.widgets.flow_tree import SIGNS
from interview.workbench.flow_pages import BULLET, Line, Page
from interview.workbench.flow_view import Placed
from templates.typography import french

EXPECTED = french("Attendu : ")
NEAREST = french("Vouliez-vous dire : ")
REMEDY = french("À faire : ")
LEADS = "→"
WARNING = "bold $text-warning"


class FlowPage(Drawn):
    """The page of the selected node."""

    def __init__(self) -> None:
        super().__init__()
        self._page: Page | None = None
        self._faults: Sequence[Placed] = ()

    def show(self, page: Page, faults: Sequence[Placed]) -> None:
        """Another node, or the same one after a change."""
        self._page, self._faults = page, faults
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        if self._page is None:
            return []
        return page_lines(self._page, self._faults, min(width, READING_WIDTH))


def page_lines(page: Page, faults: Sequence[Placed], width: int) -> list[Content]:
    """The whole page."""
    lines = wrapped(Content.styled(page.over, MUTED), width) if page.over else []
    lines += wrapped(Content.styled(page.title, STRONG), width)
    for placed in faults:
        lines += [Content(""), *fault_lines(placed, width)]
    for part in page.parts:
        lines.append(Content(""))
        if part.heading:
            lines += wrapped(Content.styled(part.heading, "bold $primary"), width)
        for line in part.lines:
            lines += _line(line, width)
    return lines


def fault_lines(placed: Placed, width: int) -> list[Content]:
    """One fault in full: code and line, what is there, what was expected, what to do."""
    fault = placed.fault
    sign = SIGNS["advice" if fault.advice else "error"]
    head = Content.assemble((f"{sign}{fault.code}", WARNING), (f" · {placed.where} · ", MUTED))
    lines = hanging("", Content.assemble(head, (french(fault.node), MUTED)), width)
    lines += hanging("  ", Content(french(fault.found)), width)
    near = french(f"« {fault.nearest} »") if fault.nearest else ""
    for label, text in ((EXPECTED, fault.expected), (NEAREST, near), (REMEDY, placed.remedy)):
        if text:
            lines += hanging("  ", Content.assemble((label, MUTED), french(text)), width)
    return lines


def _line(line: Line, width: int) -> list[Content]:
    note = (f" — {line.note}", MUTED) if line.note else ("", "")
    leads = (f" {LEADS} {line.leads}", STRONG) if line.leads else ("", "")
    body = Content.assemble((line.text, STRONG if line.mark == LEADS else ""), note, leads)
    if not line.mark:
        return wrapped(body, width)
    if line.mark in (BULLET, LEADS):
        return hanging(f"{line.mark} ", body, width)
    return hanging("  ", Content.assemble((f"{line.mark}  ", CURRENT), body), width)
