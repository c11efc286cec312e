"""The tree of paths as text: for a terminal of 80 columns, and as nested lines for a document. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from msgspec import Struct

from interview.rehearsal.session.counting.agreement_rows import Standing
from interview.rehearsal.session.counting.tree import PASSED, Branch, End, Node, Step, Tree
from templates.typography import NBSP, french

MARKS: dict[Standing, str] = {
    "reference": f"◆{NBSP}référence",
    "admise": f"◇{NBSP}admise",
    "autre": "",
    "sans": "",
}
"""A sign always comes with its word: nothing rests on a sign alone."""
NARROWEST = 40
_NAMED = 2
"""Up to so many questions answered alike are named; more are counted, the first and the last named."""


class Line(Struct, frozen=True):
    """One line of the tree.

    Attributes:
        depth: how far it is inside, from 0.
        kind: ``ensemble`` (answered alike), ``question`` (where people part), ``reponse`` (a branch),
            ``fin`` (what is concluded).
    """

    depth: int
    kind: str
    text: str


def lines_of(tree: Tree) -> tuple[Line, ...]:
    """The tree, one line after the other, children deeper than their parent."""
    return tuple(_node(tree.root, 0))


def text_of(tree: Tree, width: int = 80) -> str:
    """The tree in *width* columns at most (40 at least); long lines are folded under themselves."""
    width = max(width, NARROWEST)
    held = lines_of(tree)
    step = _step(held, width)
    title = french(f"{tree.unit.title} : {_people(tree.root.count)}")
    made = _folded(title, width)
    for rank, line in enumerate(held):
        lead, follow = _rails(held, rank, step)
        folded = _folded(line.text, width - len(follow))
        made += [lead + folded[0], *(follow + each for each in folded[1:])]
    return "\n".join(each.rstrip() for each in made)


def _folded(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False)


def _node(node: Node, depth: int) -> Iterator[Line]:
    answered = [each for each in node.together if each.answer != PASSED]
    if answered:
        yield Line(depth, "ensemble", french(_together(answered, node.count)))
    if node.question:
        yield Line(depth, "question", french(f"{node.title} ?"))
        for branch in node.branches:
            yield Line(depth + 1, "reponse", french(_branch(branch)))
            yield from _node(branch.then, depth + 2)
    for end in node.ends:
        yield Line(depth, "fin", french(_end(end, len(node.ends) > 1 or bool(node.branches))))


def _together(steps: Sequence[Step], people: int) -> str:
    if len(steps) <= _NAMED:
        return " ; ".join(f"{each.title} : {each.label}" for each in steps)
    alike = "réponses communes" if people > 1 else "réponses"
    return f"{len(steps)} {alike}, de « {steps[0].title} » à « {steps[-1].title} »"


def _branch(branch: Branch) -> str:
    mark = MARKS[branch.standing]
    return f"{branch.label} : {_people(branch.count)}" + (f" {mark}" if mark else "")


def _end(end: End, counted: bool) -> str:
    people = f" : {_people(end.count)}" if counted else ""
    mark = f" {MARKS['reference']}" if end.reference else ""
    return f"→ {end.label}{people}{mark}"


def _people(count: int) -> str:
    return f"{count}{NBSP}participants" if count > 1 else f"1{NBSP}participant"


def _step(held: Sequence[Line], width: int) -> int:
    """Columns of a rail: fewer where many partings follow one another: half the width is for words."""
    branches = max(line.depth for line in held) // 2 + 1
    return next((step for step in (3, 2) if branches * step <= width // 2), 1)


def _rails(held: Sequence[Line], rank: int, step: int) -> tuple[str, str]:
    """What stands before a line, and before what of it is folded: a rail for each branch not yet closed."""
    line = held[rank]
    rail, gap = "│".ljust(step), " " * step
    above = range(1, line.depth, 2)
    rails = "".join(rail if _goes_on(held, rank, depth) else gap for depth in above)
    if line.kind != "reponse":
        return rails, rails + "  "
    last = not _goes_on(held, rank, line.depth)
    turn = ("└" if last else "├").ljust(step - 1, "─")
    return f"{rails}{turn} ", rails + (gap if last else rail).ljust(2)


def _goes_on(held: Sequence[Line], rank: int, depth: int) -> bool:
    """Whether another branch of *depth* comes after *rank*, before the tree goes back above it."""
    for line in held[rank + 1 :]:
        if line.depth < depth:
            return False
        if line.depth == depth:
            return True
    return False
