"""A flow as the *Parcours* screen shows it: its tree, and its faults each at its place in the tree.

Plain frozen values made from what was examined: the screen only lays them out. Nodes go by a key that
stays the same from one version of the file to the next (``question:demande``), so that a selection
survives a reload. The page of a node is made by :mod:`interview.workbench.flow_pages`, when it is asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from flows.faults import Fault
from flows.flow import Flow
from flows.grammar import Question
from interview.workbench.fault_places import ENDINGS, ROOT, RULE_GROUPS, RULES, place_of
from interview.workbench.reports import remedy_of
from templates.typography import french

GROUP_LABELS = {
    "faits": "Faits nommés",
    "formes": "Formes",
    "certitudes": "Certitude",
    "typologie": "Typologie",
    "aucun": "Pas de non-recours",
}


class Node(msgspec.Struct, frozen=True):
    """One line of the tree.

    Attributes:
        key: what it is, the same from one version to the next.
        label: a few words.
        found_by: the words that a filter finds it by, folded.
        leads: key of the node an exit leads to, "" for any other node.
        folded: its children are hidden at first.
    """

    key: str
    label: str
    found_by: str = ""
    leads: str = ""
    folded: bool = False
    children: tuple[Node, ...] = ()


class Placed(msgspec.Struct, frozen=True):
    """One fault, the key of the node it is about, its line (and its file, if another), what to do."""

    fault: Fault
    key: str
    where: str
    remedy: str


class View(msgspec.Struct, frozen=True):
    """What the screen shows.

    Attributes:
        title: what the flow is called; the name of the file as long as nothing could be read of it.
        flow: the last version that could be used, None when there has not been any.
        current: *flow* is what the files say now; false when they have become unusable since.
        faults: errors first, then advice, each in the order of the report.
    """

    title: str
    flow: Flow | None
    current: bool
    tree: Node
    faults: tuple[Placed, ...]

    def at(self, key: str) -> tuple[Placed, ...]:
        """The faults of one node."""
        return tuple(each for each in self.faults if each.key == key)


def view_of(
    path: Path,
    flow: Flow | None,
    faults: Sequence[Fault],
    sources: Mapping[str, str],
    before: View | None = None,
) -> View:
    """What to show of files that have just been examined.

    Args:
        path: the file that is watched; faults of those it extends say the name of their file.
        flow: what the files say, None if they cannot be used: *before* then keeps its tree.
        sources: the text of each file that bears a fault, by the name the faults give it.
        before: what was shown until now.
    """
    shown = flow or (before.flow if before else None)
    if flow is not None:
        title, tree = french(flow.file.title), tree_of(flow)
    elif before is not None:
        title, tree = before.title, before.tree
    else:
        title, tree = path.name, Node(ROOT, path.name)
    keys = {each.key for each in every_node(tree)}
    placed = [
        Placed(each, place_of(each, keys, sources.get(each.file, "")), _where(each, path), remedy_of(each))
        for each in sorted(faults, key=lambda each: each.advice)
    ]
    return View(title, shown, flow is not None, tree, tuple(placed))


def _where(fault: Fault, path: Path) -> str:
    name = Path(fault.file).name
    return french(f"ligne {fault.line}" if name == path.name else f"{name}, ligne {fault.line}")


def every_node(node: Node) -> Iterator[Node]:
    """*node* and all that is under it, from top to bottom."""
    yield node
    for child in node.children:
        yield from every_node(child)


def folded(text: str) -> str:
    """*text* without case nor accents, to compare what is typed with what is written."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("œ", "oe"))
    return "".join(each for each in plain if not unicodedata.combining(each))


def filtered(root: Node, typed: str) -> tuple[Node, str] | None:
    """The tree cut to the branches that hold every word typed, all open, and the key of the first hit.

    None when nothing holds them.
    """
    words = folded(typed).split()
    cut = _cut(root, words)
    if cut is None:
        return None
    return cut, next(each.key for each in every_node(cut) if _answers(each, words))


def _cut(node: Node, words: Sequence[str]) -> Node | None:
    if _answers(node, words):
        return node
    kept = tuple(found for child in node.children if (found := _cut(child, words)))
    return msgspec.structs.replace(node, children=kept, folded=False) if kept else None


def _answers(node: Node, words: Sequence[str]) -> bool:
    return bool(node.found_by) and all(word in node.found_by for word in words)


# ── the tree ─────────────────────────────────────────────────────────────────────────────────────────


def tree_of(flow: Flow) -> Node:
    """Sections, their questions and the exits of these; the rules; the endings."""
    sections = [
        Node(
            f"section:{each.id}",
            french(each.title),
            children=tuple(
                _question(flow, asked) for asked in flow.file.questions if asked.section == each.id
            ),
        )
        for each in flow.file.sections
    ]
    endings = tuple(
        Node(f"fin:{each.id}", french(each.label), folded(f"{each.id} {each.label}"))
        for each in flow.file.endings
    )
    children = (*sections, _rules(flow), Node(ENDINGS, "Fins", folded=True, children=endings))
    return Node(ROOT, french(flow.file.title), children=children)


def _question(flow: Flow, question: Question) -> Node:
    exits = tuple(
        Node(
            f"sortie:{question.id}:{rank}", f"→ {place_label(flow, each.to)}", leads=place_key(flow, each.to)
        )
        for rank, each in enumerate(question.exits)
    )
    words = [question.id, question.short, question.text]
    words += [word for choice in question.choices for word in (choice.code, choice.label)]
    label = french(question.short)
    return Node(f"question:{question.id}", label, folded(" ".join(words)), folded=True, children=exits)


def _rules(flow: Flow) -> Node:
    rules = flow.file.rules
    named: dict[str, list[tuple[str, str]]] = {
        "faits": [(each.code, each.label) for each in rules.facts],
        "formes": [(each.code, each.label) for each in rules.forms],
        "certitudes": [
            *((each.code, each.label) for each in rules.certainties),
            ("abandon", "Abandon d’une demande"),
        ],
        "typologie": [(each.code, each.label) for each in rules.typology],
        "aucun": [(each.code, each.sentence) for each in rules.no_form],
    }
    groups = tuple(
        Node(
            f"{RULES}:{group}",
            GROUP_LABELS[group],
            folded=True,
            children=tuple(_rule(group, code, label) for code, label in entries),
        )
        for group, entries in named.items()
    )
    return Node(RULES, "Règles", children=groups)


def _rule(group: str, code: str, label: str) -> Node:
    text = french(label[:1].upper() + label[1:])
    return Node(f"{RULE_GROUPS[group]}:{code}", text, folded(f"{code} {label}"))


def place_key(flow: Flow, place: str) -> str:
    """The key of a place a path goes to: a question or an ending."""
    return f"fin:{place}" if flow.is_ending(place) else f"question:{place}"


def place_label(flow: Flow, place: str) -> str:
    """A place a path goes to, in a few words."""
    if flow.is_ending(place):
        return french(f"fin : {flow.endings[place]}")
    return french(flow.questions[place].short)
