"""Tables by two codes, their ties with the margins, and whether the two seem linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from store.figures.counts import Figures
from templates.typography import french

from .definitions import definition
from .drafting import ALL, Draft
from .inference import association
from .labels import Labels
from .shown import Cross, Line, Link

_TWICE = "Une situation de deux formes est dans deux cases : les tests sont faits forme par forme."

Counts = Mapping[tuple[str, str], int]


def nature_by_service(draft: Draft, figures: Figures, labels: Labels) -> Cross | None:
    """Which nature in which service; None where there is a single service or nature."""
    table = figures.objects.nature_by_service
    counts = {(each.row, each.column): each.n for each in table.cells if each.row and each.column}
    rows, columns = _codes(counts)
    if len(rows) < 2 or len(columns) < 2:
        return None
    code = "nature_par_service"
    on = draft.among(f"{code}/sur", sum(counts.values()), ALL, 5)
    lines = _lines(draft, code, counts, rows, columns)
    totals = {each.code: each.n for each in figures.volume.services.counts}
    across = [_margin(draft, code, "nature", row, _row(lines, rank)) for rank, row in enumerate(rows)]
    down = []
    for rank, column in enumerate(columns):
        cells = [row[rank].cell for row in lines]
        if f"services/{column}" not in draft.cells:
            draft.cell(f"services/{column}", totals.get(column, sum(map(draft.value, cells))))
        down.append(_margin(draft, code, "services", column, cells))
    draft.relate("somme", on, across)
    draft.relate("somme", on, down)
    grid = [[each.n or 0 for each in row] for row in lines]
    tested = association(grid, draft.few)
    rests = (*(each.cell for row in lines for each in row), *across, *down, on)
    return Cross(
        code=code,
        label=french("Nature de l’offre par service"),
        definition=definition(code),
        rows=tuple(labels.of("nature", each) for each in rows),
        columns=tuple(labels.of("lieu", each) for each in columns),
        lines=lines,
        links=(Link(label=french("Nature et service"), rests_on=rests, reading=tested.reading, test=tested),),
    )


def group_by_form(draft: Draft, figures: Figures, labels: Labels) -> Cross | None:
    """Which forms for which benefits, all that is not money on one row; a test for each form."""
    small = _small(draft)
    counts = _grouped(figures, labels, small)
    rows, columns = _codes(counts)
    if len(rows) < 2 or not columns:
        return None
    columns = labels.forms(columns)
    if small:
        rest = draft.cell(_cell_of(_REST), sum(map(draft.value, small)))
        draft.relate("somme", rest, small)
    code = "prestations_par_forme"
    lines = _lines(draft, code, counts, rows, columns)
    sizes = [_size(draft, row, _row(lines, rank)) for rank, row in enumerate(rows)]
    for rank, column in enumerate(columns):
        if f"formes/{column}" in draft.cells:
            draft.relate("somme", f"formes/{column}", [row[rank].cell for row in lines])
    known = [rank for rank, size in enumerate(sizes) if size is not None]
    links = [
        _link(draft, labels, column, [(lines[each][rank], sizes[each] or "") for each in known])
        for rank, column in enumerate(columns)
    ]
    return Cross(
        code=code,
        label=french("Prestations par forme"),
        definition=definition(code),
        rows=tuple(_named(labels, each) for each in rows),
        columns=tuple(labels.of("forme", each) for each in columns),
        lines=lines,
        links=tuple(links),
        warnings=(french(_TWICE),),
    )


_REST, _OTHER = "(reste)", "(autre)"
_LAST = (_REST, _OTHER)
_NAMED = {_REST: "Autres prestations", _OTHER: "Ce qui n’est pas de l’argent"}


def _cell_of(row: str) -> str:
    return f"prestations/{row}"


def _small(draft: Draft) -> list[str]:
    """The groups that are too few to have a row of their own."""
    groups = [name for name in draft.cells if name.startswith("prestations/") and name != "prestations/sur"]
    return [name for name in groups if draft.value(name) < draft.few]


def _grouped(figures: Figures, labels: Labels, small: Sequence[str]) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for each in figures.objects.benefit_by_form.cells:
        if each.row and each.column:
            group = labels.group_of(each.row)
            counts[_REST if _cell_of(group) in small else group, each.column] += each.n
    for each in figures.objects.domain_by_form.cells:
        if each.row and each.column:
            counts[_OTHER, each.column] += each.n
    return counts


def _named(labels: Labels, row: str) -> str:
    return french(_NAMED[row]) if row in _NAMED else labels.of("groupe", row)


def _size(draft: Draft, row: str, cells: Sequence[str]) -> str | None:
    """The cell of all the situations of a row, tied to those of its forms."""
    name = "domaines/sur" if row == _OTHER else _cell_of(row)
    if row == _OTHER and name not in draft.cells:
        name = "nature/non_financiere"
    if name not in draft.cells or any(draft.value(each) > draft.value(name) for each in cells):
        return None
    draft.relate("recouvrement", name, cells)
    return name


def _link(draft: Draft, labels: Labels, form: str, column: Sequence[tuple[Line, str]]) -> Link:
    grid = [(cell.n or 0, draft.value(size) - (cell.n or 0)) for cell, size in column]
    tested = association(grid or [(0, 0)], draft.few)
    rests = tuple(each for cell, size in column for each in (cell.cell, size))
    label = f"{labels.of('forme', form)} et prestation"
    return Link(label=french(label), rests_on=rests, reading=tested.reading, test=tested)


def _codes(counts: Counts) -> tuple[list[str], list[str]]:
    """Rows and columns by code: the order of the counts would tell something of those that are hidden."""
    return (
        sorted(
            {row for row, _ in counts}, key=lambda code: (_LAST.index(code) if code in _LAST else -1, code)
        ),
        sorted({column for _, column in counts}),
    )


def _lines(
    draft: Draft, code: str, counts: Counts, rows: Sequence[str], columns: Sequence[str]
) -> tuple[tuple[Line, ...], ...]:
    return tuple(
        tuple(
            draft.line(draft.cell(f"{code}/{row}/{column}", counts.get((row, column), 0)), column, "")
            for column in columns
        )
        for row in rows
    )


def _row(lines: Sequence[Sequence[Line]], rank: int) -> list[str]:
    return [each.cell for each in lines[rank]]


def _margin(draft: Draft, code: str, prefix: str, each: str, cells: Sequence[str]) -> str:
    """The sum of a row or a column: the cell of the same situations elsewhere, or one of its own."""
    total = sum(draft.value(cell) for cell in cells)
    name = f"{prefix}/{each}"
    if name not in draft.cells or draft.value(name) < total:
        name = draft.cell(f"{code}/{prefix}/{each}", total)
    else:
        name = draft.among(f"{code}/{prefix}/{each}", total, name)
    draft.relate("somme", name, cells)
    return name
