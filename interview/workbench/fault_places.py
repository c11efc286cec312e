"""Which node of the tree a fault is about: read off its words, else off the line it gives.

A file that is being changed is often not YAML any more: what a line is part of is then found by the
margins, as a reader would, without parsing anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from flows.faults import Fault

ROOT = "fichier"
RULES = "regles"
ENDINGS = "fins"
RULE_GROUPS = {
    "faits": "fait",
    "formes": "forme",
    "certitudes": "certitude",
    "typologie": "trait",
    "aucun": "aucun",
}
"""From the key of a list of rules in the file to the prefix of the keys of its nodes."""
_VERBS = ("modifier", "ajouter", "retirer")
_BY_QUESTION = ("questions", "choix", "suites")
"""What is listed by question: in a local flow, choices and exits are too."""
_STEPS = " › "
_RANK = "n° "
_KEY = re.compile(r"(\s*)([a-z_][a-z0-9_]*)\s*:")
_ITEM = re.compile(r"(\s*)-\s+\{?\s*(?:id|code)\s*:\s*[\"']?([a-z0-9_]+)")


def place_of(fault: Fault, keys: Collection[str], source: str) -> str:
    """The key of the node a fault is about: by its words, else by its line, else the file itself.

    Args:
        keys: those of the tree that is shown.
        source: the text of the file the fault is in, "" if it cannot be read.
    """
    named = (*_named_by(fault.node.split(_STEPS)), *_named_by(_around(source.splitlines(), fault.line)))
    return next((key for key in named if key in keys), ROOT)


def _named_by(steps: Sequence[str]) -> Iterator[str]:
    """Keys that a place in steps may mean (« questions › demande › suite › n° 2 »), nearest first."""
    top, *rest = steps[1:] if steps and steps[0] in _VERBS and len(steps) > 1 else steps or [""]
    if top in _BY_QUESTION and rest:
        if rest[1:2] == ["suite"] and len(rest) > 2 and rest[2].startswith(_RANK):
            yield f"sortie:{rest[0]}:{int(rest[2].removeprefix(_RANK)) - 1}"
        yield f"question:{rest[0]}"
    elif top == "sections" and rest:
        yield f"section:{rest[0]}"
    elif top == ENDINGS:
        yield from (*(f"fin:{each}" for each in rest[:1]), ENDINGS)
    elif top == RULES:
        yield from (*_rule_named(rest), RULES)
    elif top in RULE_GROUPS:
        yield from _rule_named([top, *rest])


def _rule_named(rest: Sequence[str]) -> Iterator[str]:
    if rest[:1] in (["abandon"], ["avere"]):
        yield f"certitude:{rest[0]}"
    elif rest and rest[0] in RULE_GROUPS:
        yield from (*(f"{RULE_GROUPS[rest[0]]}:{each}" for each in rest[1:2]), f"{RULES}:{rest[0]}")


def _around(lines: Sequence[str], line: int) -> list[str]:
    """What a line is part of, outermost first: the keys and the items of a smaller margin above it."""
    steps: list[str] = []
    margin = len(max(lines, key=len, default="")) + 1
    for row in reversed(lines[:line]):
        found = _ITEM.match(row) or _KEY.match(row)
        spaces = found[1].count(" ") if found else margin  # a tabulation is no margin, but a fault
        if found and spaces < margin:
            margin = spaces
            steps.append(found[2])
        if margin == 0:
            break
    return steps[::-1]
