"""The figures as they go out: tables of cells with their words, whole or fit to be handed over.

:func:`published` takes the counts of :mod:`store.figures` and gives what a screen, a report, a dossier or
the JSON show. In *partageable* mode, what could point at somebody is hidden
(:mod:`interview.figures.masking`), and so is every share, sum, mean, bound or delay that rests on a hidden
cell.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from store.figures.counts import Figures
from templates.typography import french

from .headings import drafted
from .inference import FEW, bare_reading
from .labels import Labels
from .masking import Masking, mask
from .shown import MASKED, Cross, Delays, Heading, Line, Link, Measure, Mode, Published, Table
from .tables import THRESHOLD, Earlier, Release


def published(
    figures: Figures,
    labels: Labels,
    mode: Mode = "partageable",
    *,
    headings: Collection[str] = (),
    threshold: int = THRESHOLD,
    few: int = FEW,
    already_published: Sequence[Earlier] = (),
    secret: bytes = b"",
) -> Published:
    """The figures in words; only some headings where *headings* names them.

    Only what is published is guarded: two calls with different headings are two releases. *secret* is drawn
    once for a base and never shown: without it, a reader who knows these rules could tell why a cell was
    hidden.

    Raises:
        ValueError: a heading that does not exist.
    """
    draft = drafted(figures, labels, headings, few, whole=mode == "complet")
    cells, relations = tuple(draft.cells.values()), tuple(draft.relations)
    said = Masking(hidden=frozenset(), small=0, further=0, floors={})
    if mode == "partageable":
        said = mask(cells, relations, threshold=threshold, already_published=already_published, secret=secret)
    return Published(
        mode=mode,
        threshold=threshold,
        headings=tuple(_shown(each, said, mode) for each in draft.headings),
        small=said.small,
        further=said.further,
        exposed=len(said.exposed),
        release=Release(cells, relations, said.hidden),
        notes=_notes(said, mode, threshold),
    )


def _shown(heading: Heading, said: Masking, mode: Mode) -> Heading:
    return replace(
        heading,
        measures=tuple(_measure(each, said) for each in heading.measures),
        tables=tuple(
            replace(
                each,
                on=None if each.on_cell in said.hidden else each.on,
                lines=_lines(each, said),
            )
            for each in heading.tables
        ),
        crosses=tuple(_cross(each, said) for each in heading.crosses),
        delays=tuple(_delays(each, said, mode) for each in heading.delays),
    )


def _lines(table: Table, said: Masking) -> tuple[Line, ...]:
    lines = [_line(each, said, table.on_cell) for each in table.lines]
    if not table.ordered:
        lines.sort(key=lambda each: (each.n is None, -(each.n or 0), each.code))
    return tuple(lines)


def _line(line: Line, said: Masking, on_cell: str = "") -> Line:
    if line.cell in said.hidden:
        on = None if on_cell in said.hidden else line.on
        return replace(line, n=None, on=on, pct=None, at_least=said.floors.get(line.cell))
    return replace(line, on=None, pct=None) if on_cell in said.hidden else line


def _measure(measure: Measure, said: Masking) -> Measure:
    on = None if measure.on_cell in said.hidden else measure.on
    if said.hidden.isdisjoint(measure.rests_on):
        return replace(measure, on=on, pct=None if on is None else measure.pct)
    at_least = said.floors.get(measure.rests_on[0]) if len(measure.rests_on) == 1 else None
    if measure.unit in ("minutes", "centimes", "jours"):
        at_least = None
    return replace(measure, value=None, on=on, pct=None, masked=True, at_least=at_least, reading="")


def _cross(cross: Cross, said: Masking) -> Cross:
    return replace(
        cross,
        lines=tuple(tuple(_line(each, said) for each in row) for row in cross.lines),
        links=tuple(_link(each, said) for each in cross.links),
    )


def _link(link: Link, said: Masking) -> Link:
    """Only whether they seem linked: the statistic, with the margins, would give a cell back."""
    if said.hidden.isdisjoint(link.rests_on):
        return link
    p = None if link.test is None else link.test.p
    return replace(link, test=None, reading=bare_reading(p))


def _delays(delays: Delays, said: Masking, mode: Mode) -> Delays:
    if delays.lasting is None or not said.hidden.isdisjoint(delays.rests_on):
        return replace(delays, lasting=None)
    if mode == "complet":
        return delays
    # Each step of the curve is one situation, sometimes: the number of days would point at it.
    return replace(delays, lasting=replace(delays.lasting, steps=(), low=None, high=None))


def _notes(said: Masking, mode: Mode, threshold: int) -> tuple[str, ...]:
    if mode == "complet":
        return (
            french(
                "Chiffres complets, à garder dans le service : de petits effectifs peuvent désigner une "
                "personne."
            ),
        )
    notes = []
    if said.hidden:
        notes.append(
            f"« {MASKED} » : un effectif de moins de {threshold}, ou un autre que l’on cache pour qu’aucune "
            "soustraction ne le fasse retrouver. Un zéro est montré."
        )
    if said.floors:
        notes.append(
            "« au moins » : l’effectif d’une édition précédente, trop proche du nouveau pour le donner."
        )
    if said.exposed:
        notes.append(
            "Attention : des chiffres déjà diffusés laissent retrouver de petits effectifs ; rien ici "
            "ne peut plus "
            "l’empêcher."
        )
    return tuple(french(each) for each in notes)
