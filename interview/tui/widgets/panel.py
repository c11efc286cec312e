"""« Ce que l'on sait », drawn whole or on one line."""

from __future__ import annotations

from collections import Counter

from textual.content import Content

from interview.tui.drawing import MUTED, STRONG, hanging, wrapped
from interview.tui.sources import capital
from interview.tui.widgets.drawn import Drawn
from interview.views import STATUS_MARKS, Known
from templates.typography import french

TITLE = "Ce que l’on sait"
TO_CHECK = "À vérifier"
SET_ASIDE = "Mis de côté, sans être perdu"
HOUSEHOLD = "Ménage "
STYLES = {"retenue": "bold $text-success", "ecartee": MUTED}


def known_lines(known: Known, width: int) -> list[Content]:
    """The whole panel."""
    lines = [
        Content.styled(TITLE, "bold $primary"),
        *wrapped(Content.styled(capital(known.title), STRONG), width),
        Content.styled(HOUSEHOLD + known.household, MUTED),
    ]
    for form in known.forms:
        style = STYLES.get(form.status, "")
        lines.append(Content(""))
        lines += hanging(f"{form.mark} ", Content.assemble((form.label, style), f" — {form.word}"), width)
        for ground in form.grounds:
            lines += hanging("    ", Content.styled(ground, MUTED), width)
    for title, items in ((TO_CHECK, known.to_check), (SET_ASIDE, known.set_aside)):
        if items:
            lines += [Content(""), Content.styled(title, STRONG)]
            lines += [line for each in items for line in hanging("  • ", Content(each), width)]
    return lines


class KnownPanel(Drawn):
    """The panel beside the conversation."""

    known: Known | None = None

    def show(self, known: Known) -> None:
        """What is known now."""
        self.known = known
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        return known_lines(self.known, width) if self.known else []


def known_line(known: Known) -> Content:
    """One line: « ● retenue : 1 · ○ possible : 2 · – écartée : 1 · à vérifier : 1 »."""
    counted = Counter[str](each.status for each in known.forms)
    parts = [
        french(f"{mark} {word} : {counted[status]}")
        for status, (mark, word) in STATUS_MARKS.items()
        if counted[status]
    ]
    if known.to_check and len(parts) < 3:
        parts.append(french(f"à vérifier : {len(known.to_check)}"))
    return Content(" · ".join(parts))
