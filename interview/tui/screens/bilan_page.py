"""The figures of one heading, one of them pointed at; and the list of the nine headings."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from textual.content import Content
from textual.message import Message

from interview.bilan.parts import INTERVAL
from interview.tui.drawing import CURRENT, MUTED, POINTER, STRONG, hanging, wrapped
from interview.tui.widgets.bars import plot_lines, table_lines
from interview.tui.widgets.drawn import Drawn
from templates.bilan_context import Partie, Rubrique
from templates.chart_context import Tableau
from templates.typography import bounded, french, sentence

NOTHING = french("Rien n’est renseigné dans cette rubrique, sur cette période et ce périmètre.")
THIS_FIGURE = french("Ce que compte ce chiffre")
DEFINED_APART = french("Plusieurs chiffres : F1 dit ce que compte chacun.")
HOW_TO_OPEN = french("Un chiffre ouvre une rubrique ; Entrée, celle qui est désignée.")
NOTE = "• "
WIDEST = 112
ROOMY = 96
"""Columns from which the interval of each share is shown beside it."""


class FiguresPage(Drawn):
    """One heading: what it says, then each of its figures.

    Attributes:
        at: rank of the figure pointed at.
    """

    class Pointed(Message):
        """Another figure is pointed at; it is on the lines from ``first`` to ``end``, *end* excluded."""

        def __init__(self, first: int, end: int) -> None:
            super().__init__()
            self.first, self.end = first, end

    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        self._rubrique: Rubrique | None = None
        self._drawn: tuple[int, list[Content], list[tuple[int, int]]] | None = None

    @property
    def part(self) -> Partie | None:
        """The figure pointed at."""
        parts = self._rubrique.parties if self._rubrique is not None else ()
        return parts[self.at] if self.at < len(parts) else None

    def show(self, rubrique: Rubrique | None, keep: str = "") -> None:
        """Show another heading; the figure of code *keep* is pointed at where it has one."""
        self._rubrique = rubrique
        codes = [each.code for each in rubrique.parties] if rubrique is not None else []
        self.at = codes.index(keep) if keep in codes else 0
        self._changed(layout=True)

    def point(self, step: int) -> bool:
        """The figure before or after; false where there is none."""
        parts = self._rubrique.parties if self._rubrique is not None else ()
        if not 0 <= self.at + step < len(parts):
            return False
        self.at += step
        self._changed()
        first, end = self.place
        self.post_message(self.Pointed(0 if self.at == 0 else first, end))
        return True

    @property
    def place(self) -> tuple[int, int]:
        """The lines of the figure pointed at, the second one excluded."""
        _, places = self._laid_out(max(self.content_size.width, 20))
        return places[self.at] if self.at < len(places) else (0, 0)

    def lines(self, width: int) -> list[Content]:
        return self._laid_out(width)[0]

    def _changed(self, *, layout: bool = False) -> None:
        self._drawn = None
        self.refresh(layout=layout)

    def _laid_out(self, width: int) -> tuple[list[Content], list[tuple[int, int]]]:
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, *self._drawing(min(width, WIDEST)))
        return self._drawn[1], self._drawn[2]

    def _drawing(self, width: int) -> tuple[list[Content], list[tuple[int, int]]]:
        if self._rubrique is None:
            return [], []
        lines = [Content.styled(f"{self._rubrique.numero}. {self._rubrique.titre}", CURRENT)]
        for each in self._rubrique.phrases:
            lines += hanging("  ", Content(sentence(each)), width)
        if not self._rubrique.parties and not self._rubrique.phrases:
            lines += wrapped(NOTHING, width)
        places = []
        for rank, part in enumerate(self._rubrique.parties):
            lines.append(Content(""))
            first = len(lines)
            lines += part_lines(part, width, at=rank == self.at)
            places.append((first, len(lines)))
        return lines, places


def part_lines(part: Partie, width: int, *, at: bool) -> list[Content]:
    """One figure: its name, its drawing, its table, and how to read it."""
    title = (part.tableau.legende if part.tableau is not None else "") or part.titre
    head = Content.assemble((f"{POINTER if at else ' '} ", CURRENT))
    lines = hanging(head, Content.styled(title, CURRENT if at else STRONG), width)
    inner = width - 3
    body: list[Content] = []
    chart = part.graphique
    if chart is not None and chart.genre in ("tendance", "courbe"):
        body += plot_lines(chart, inner)
    if part.tableau is not None:
        body += table_lines(_bounded(part.tableau, kept=width >= ROOMY), chart, inner)
    for each in part.phrases:
        body += hanging("– ", Content(sentence(each)), inner)
    for each in (*part.notes, *(part.tableau.notes if part.tableau is not None else ())):
        body += hanging(NOTE, Content.styled(sentence(each), MUTED), inner)
    return [*lines, *(Content("  ") + each for each in body)]


class Headings(Drawn):
    """The nine headings by their digit, one of them open.

    Attributes:
        told: with the first sentence of each; otherwise the definition of the figure pointed at comes after.
    """

    def __init__(self, id: str) -> None:
        super().__init__()
        self.id = id
        self.told = False
        self._rubriques: Sequence[Rubrique] = ()
        self._at = 0
        self._part: Partie | None = None

    def show(self, rubriques: Sequence[Rubrique], at: int, part: Partie | None, *, told: bool) -> None:
        """The headings, the rank of the open one, the figure pointed at in it."""
        self._rubriques, self._at, self._part, self.told = rubriques, at, part, told
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for rank, each in enumerate(self._rubriques):
            at = rank == self._at
            head = Content.assemble((f"{POINTER if at else ' '} {each.numero}", CURRENT), "  ")
            lines += hanging(head, Content.styled(each.titre, STRONG if at or self.told else ""), width)
            if self.told:
                first = each.phrases[0] if each.phrases else NOTHING
                lines.append(Content.styled("     " + bounded(sentence(first), width - 5), MUTED))
        if not self.told:
            return [*lines, *_definition_lines(self._part, width)]
        return [*lines, Content(""), Content.styled(HOW_TO_OPEN, MUTED)] if lines else []


def _definition_lines(part: Partie | None, width: int) -> list[Content]:
    if part is None:
        return []
    told = part.definitions[0].sens if len(part.definitions) == 1 else DEFINED_APART
    return [
        Content(""),
        *wrapped(Content.styled(THIS_FIGURE, CURRENT), width),
        *wrapped(Content.styled(part.titre, STRONG), width),
        *wrapped(told, width),
    ]


def _bounded(table: Tableau, *, kept: bool) -> Tableau:
    """The table with the interval of each share under a short name, or without it."""
    places = [at for at, name in enumerate(table.tete) if kept or not name.startswith(INTERVAL)]
    head = tuple(INTERVAL if name.startswith(INTERVAL) else name for name in table.tete)
    return msgspec.structs.replace(
        table,
        tete=tuple(head[at] for at in places),
        lignes=tuple(tuple(row[at] for at in places) for row in table.lignes),
    )
