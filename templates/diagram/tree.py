"""The drawing for a terminal: groups, places in order, and under each place when it is asked and where
it leads. Marks always come with a word; nothing rests on colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from templates.diagram.model import Arrow, Diagram, Group, Place

SIGNS = {"noyau": "◆", "facultative": "○", "": "·"}
VISITED, LEFT_OUT, HERE = "●", "╌", "▶"
NARROWEST = 40


def tree(diagram: Diagram, width: int = 80, *, detail: bool = False) -> str:
    """The diagram as lines of *width* columns at most.

    Args:
        detail: each place with its code, what is asked and its answers.
    """
    width = max(width, NARROWEST)
    lines = [*_filled(diagram.title, "", width), *_filled(diagram.subtitle, "", width)]
    if diagram.path is not None:
        lines += _filled(diagram.path.title, "", width)
    lines += ["", *_legend(diagram, width)]
    for group in diagram.shown:
        lines += ["", *_group(diagram, group, width, detail)]
    if not diagram.only:
        lines += ["", "Fins"]
        for rank, place in enumerate(diagram.endings, 1):
            reached = f" {VISITED} fin de ce chemin" if place.id in diagram.answers else ""
            branch = "└─ " if rank == len(diagram.endings) else "├─ "
            lines += _filled(f"■ {place.title}{reached}", branch, width, "   ")
    return "\n".join(each.rstrip() for each in lines)


def _legend(diagram: Diagram, width: int) -> list[str]:
    parts = ["◆\u00a0noyau\u00a0: demande toujours une réponse", "○\u00a0facultative\u00a0: peut être passée"]
    if diagram.path is not None:
        parts += [f"{VISITED}\u00a0réponse donnée", f"{LEFT_OUT}\u00a0non posée"]
    return _filled(" — ".join(parts), "", width)


def _group(diagram: Diagram, group: Group, width: int, detail: bool) -> Iterator[str]:
    yield from _filled(group.title, "", width)
    for rank, place in enumerate(group.places, 1):
        last = rank == len(group.places)
        yield from _place(diagram, place, "└─ " if last else "├─ ", "   " if last else "│  ", width, detail)


def _place(
    diagram: Diagram, place: Place, branch: str, margin: str, width: int, detail: bool
) -> Iterator[str]:
    left_out = diagram.left_out(place.id)
    sign = LEFT_OUT if left_out else SIGNS[place.mark]
    words = [place.name, *(each for each in (place.mark, place.note) if each)]
    if left_out:
        words.append("non posée")
    yield from _filled(f"{sign} {', '.join(words)}", branch, width, f"{margin}  ")
    inner = f"{margin}  "
    if detail:
        yield from _filled(f"« {place.id} » {place.text}", inner, width, inner)
    if place.guard:
        yield from _filled(f"posée {place.guard}", inner, width, f"{inner}  ")
    if detail:
        for each in place.details:
            yield from _filled(f"- {each}", inner, width, f"{inner}  ")
    for arrow in diagram.exits_told(place):
        yield from _filled(_exit(diagram, place, arrow), inner, width, f"{inner}  ")
    if diagram.path is not None and place.id in diagram.answers:
        answer = diagram.answers[place.id]
        told = f"{VISITED} {answer}" if answer else f"{HERE} le chemin s’arrête ici"
        yield from _filled(told, inner, width, f"{inner}  ")


def _exit(diagram: Diagram, place: Place, arrow: Arrow) -> str:
    target = diagram.places[arrow.to]
    name = f"■ fin : {target.title}" if diagram.is_ending(arrow.to) else target.name
    condition = f", {arrow.label}" if arrow.label else ""
    return f"→ {name}{condition}{' (suivi)' if diagram.followed(place.id, arrow) else ''}"


def _filled(text: str, first: str, width: int, after: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=first if after is None else after,
        break_on_hyphens=False,
    )
