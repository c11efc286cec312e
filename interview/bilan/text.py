"""The figures in a terminal, or in a plain text file: sentences, then lines with bars of blocks.

A bar says nothing that its line does not say in numbers: whoever reads without seeing loses nothing.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator

import msgspec

from interview.bilan.parts import INTERVAL
from templates.bilan_context import BilanContext, Partie, Rubrique
from templates.chart_context import Tableau
from templates.typography import french, sentence

WIDTH = 80
_WIDEST_BAR = 24
_LABEL_AT_MOST, _LABEL_AT_LEAST = 44, 18
_EIGHTHS = " ▏▎▍▌▋▊▉"
_GAP = "  "
_ROOMY = 110
"""Columns from which there is room for the interval of a share beside its bar."""


def text(
    context: BilanContext, only: Collection[str] = (), *, wide: int = WIDTH, explained: bool = False
) -> str:
    """The figures as text, at most *wide* columns where words can be cut.

    Args:
        only: codes of the headings to show, all by default.
        explained: each figure with its definition.
    """
    lines = list(_head(context, wide))
    for rubrique in context.rubriques:
        if not only or rubrique.code in only:
            lines += ["", *_rubrique(rubrique, wide, explained=explained)]
    if not explained:
        lines += ["", *_wrapped("Ce que compte chaque chiffre : --definitions.", wide)]
    return "\n".join(line.rstrip() for line in lines)


def part_lines(part: Partie, wide: int = WIDTH) -> Iterator[str]:
    """One part of any report: its table with bars, what it says, its notes."""
    yield from _part(part, wide, explained=False)


def _head(context: BilanContext, wide: int) -> Iterator[str]:
    if context.fictive:
        said = context.fictive.removesuffix(".")
        yield f"*** {said} ***"
        yield ""
    yield context.titre
    about = (
        ("Période", context.periode),
        ("Comparée à", context.comparaison),
        ("Périmètre", context.perimetre),
    )
    for name, told in (*about, ("Mode", context.mode)):
        if told:
            yield from _wrapped(french(f"{name} : {told}"), wide, after=2)
    for note in (context.masques, *context.notes):
        if note:
            yield from _wrapped(sentence(note), wide)


def _rubrique(rubrique: Rubrique, wide: int, *, explained: bool) -> Iterator[str]:
    title = f"{rubrique.numero}. {rubrique.titre}"
    yield title
    yield "═" * len(title)
    for each in rubrique.phrases:
        yield from _wrapped(f"– {sentence(each)}", wide, after=2)
    for part in rubrique.parties:
        yield ""
        yield from _part(part, wide, explained=explained)
    if not rubrique.parties and not rubrique.phrases:
        yield "Rien n’est renseigné."


def _part(part: Partie, wide: int, *, explained: bool) -> Iterator[str]:
    if part.tableau is not None:
        yield from _wrapped(part.tableau.legende or part.titre, wide)
        yield from _table(part, part.tableau, wide)
    for each in part.phrases:
        yield from _wrapped(f"– {sentence(each)}", wide, before=2, after=4)
    for each in part.notes:
        yield from _wrapped(sentence(each), wide, before=2)
    for meaning in part.definitions if explained else ():
        told = meaning.sens if len(part.definitions) == 1 else french(f"{meaning.terme} : {meaning.sens}")
        yield from _wrapped(f"> {told}", wide, before=2, after=4)


def _table(part: Partie, table: Tableau, wide: int) -> Iterator[str]:
    table = table if wide >= _ROOMY else _without_bounds(table)
    across = list(zip(table.tete, *table.lignes, strict=True))
    sizes = [max(map(len, column)) for column in across]
    for at in range(1, len(sizes)):  # a long name of a column goes on several lines
        sizes[at] = max(max((len(cell) for cell in across[at][1:]), default=0), _longest_word(across[at][0]))
    numbers = sum(sizes[1:]) + len(_GAP) * len(sizes)
    label = max(_LABEL_AT_LEAST, min(sizes[0], _LABEL_AT_MOST, wide - numbers))
    bars = _bars(part, min(_WIDEST_BAR, wide - numbers - label - len(_GAP)))
    yield from _row(table.tete, label, sizes, "")
    for row in table.lignes:
        yield from _row(row, label, sizes, bars.get(row[0], ""))


def _without_bounds(table: Tableau) -> Tableau:
    kept = [at for at, name in enumerate(table.tete) if not name.startswith(INTERVAL)]
    return msgspec.structs.replace(
        table,
        tete=tuple(table.tete[at] for at in kept),
        lignes=tuple(tuple(row[at] for at in kept) for row in table.lignes),
    )


def _row(row: Iterable[str], label: int, sizes: list[int], bar: str) -> Iterator[str]:
    first, *others = row
    names = textwrap.wrap(first, label) or [""]
    cells = [
        textwrap.wrap(each, max(size, 1), break_long_words=False) or [""]
        for each, size in zip(others, sizes[1:], strict=True)
    ]
    for at in range(max(map(len, [names, *cells]))):
        told = [_padded(names[at] if at < len(names) else "", label)]
        told += [
            _right(each[at] if at < len(each) else "", size)
            for each, size in zip(cells, sizes[1:], strict=True)
        ]
        yield "  " + _GAP.join([*told, bar if at == 0 else ""])


def _bars(part: Partie, most: int) -> dict[str, str]:
    """The bar of each line that the drawing has, by its name; nothing where there is no room."""
    chart = part.graphique
    if chart is None or chart.genre not in ("barres", "barres_groupees") or most < 8:
        return {}
    told = dict(zip(chart.etiquettes, chart.series[0].valeurs, strict=True))
    highest = max((each for each in told.values() if each is not None), default=0)
    return {name: _bar(n / highest * most) for name, n in told.items() if n is not None and highest}


def _bar(length: float) -> str:
    whole, rest = divmod(round(length * 8), 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


def _longest_word(name: str) -> int:
    return max(map(len, re.split(r" |(?<=-)", name)), default=0)


def _padded(words: str, size: int) -> str:
    return words + " " * max(0, size - len(words))


def _right(words: str, size: int) -> str:
    return " " * max(0, size - len(words)) + words


def _wrapped(words: str, wide: int, *, before: int = 0, after: int | None = None) -> list[str]:
    first, rest = " " * before, " " * (before if after is None else after)
    return textwrap.wrap(words, wide, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
