"""Where an added question stands, and how an interview comes to it and leaves it.

``avant: X``: every way to X leads to it first. ``apres: X``: X leads to it, and it takes over the exits
of X, so that the interview goes on where it would have gone. In both cases, when its own guard does
not hold, nothing has changed.
"""

from __future__ import annotations

from typing import Any

from flows.extending.merging import Item, Merging, rank_of
from flows.faults import Path


class Placing:
    """The questions added so far, and where the next one goes.

    Several may be added after the same question: they are asked in the order in which they are
    written. Each leads to the next, then to the exits they all took over; ``_heads`` holds, for each
    question one is added after, the first of these exits wherever it was copied.
    """

    def __init__(self, merging: Merging) -> None:
        self._merging = merging
        self._groups: dict[str, list[str]] = {}
        self._heads: dict[str, list[Item]] = {}

    def insert(self, path: Path) -> None:
        """Put the question of *path* of the local file at its place in the whole."""
        merging = self._merging
        added = merging.file.additions.questions[int(path[-1])]
        known = [each["id"] for each in merging.questions]
        if not is_placed(merging, path, added.after, added.before, known):
            return
        question: Item = merging.adopted(path)
        question.pop("apres", None)
        question.pop("avant", None)
        if added.before:
            self._before(question, added.before)
        else:
            self._after(question, added.after, path)
        merging.own.add(added.id)

    def _before(self, question: Item, target: str) -> None:
        questions = self._merging.questions
        for each in questions:
            for way in each.get("suite") or ():
                if way["vers"] == target:
                    way["vers"] = question["id"]
        questions.insert(rank_of(questions, "id", target), question)

    def _after(self, question: Item, target: str, path: Path) -> None:
        questions = self._merging.questions
        place = max(rank_of(questions, "id", each) for each in self._followers(target)) + 1
        if not self._led_to(question["id"]):
            self._take_over(question, questions[rank_of(questions, "id", target)], path)
        questions.insert(place, question)
        self._groups.setdefault(target, []).append(question["id"])

    def _followers(self, target: str) -> list[str]:
        """A question, and all that was added after it, directly or not."""
        return [target, *(name for each in self._groups.get(target, []) for name in self._followers(each))]

    def _led_to(self, name: str) -> bool:
        """Whether the local file says itself which answer leads to the question."""
        additions = self._merging.file.additions
        ways = [*additions.exits.values(), *(each.exits for each in additions.questions)]
        return any(way.to == name for each in ways for way in each)

    def _take_over(self, question: Item, anchor: Item, path: Path) -> None:
        exits: list[Item] = anchor.get("suite") or []
        if not exits:
            return
        heads = self._heads.setdefault(anchor["id"], [exits[0]])
        if not heads:
            return
        taken = _from(self._holder(heads[0]), heads[0])
        for each in taken:
            self._merging.whole.led_aside |= self._merging.whole.lines_of(each)
        before = list(heads)
        own: list[Item] = question.setdefault("suite", [])
        if not own or own[-1].get("si") is not None:
            own.extend(self._copy(each) for each in taken)
        for head in before:
            self._lead(head, self._way_to(question, path))
        _guard_as(self._merging, question, anchor)

    def _lead(self, head: Item, way: Item) -> None:
        """Put *way* before the exits that *head* begins; in their place if it always holds."""
        ways = self._holder(head)
        place = len(ways) - len(_from(ways, head))
        if way.get("si") is not None:
            ways.insert(place, way)
            return
        for gone in ways[place:]:
            for heads in self._heads.values():
                heads[:] = [each for each in heads if each is not gone]
        ways[place:] = [way]

    def _copy(self, way: Item) -> Item:
        copied: Item = self._merging.whole.copied(way)
        for heads in self._heads.values():
            if any(each is way for each in heads):
                heads.append(copied)
        return copied

    def _holder(self, way: Item) -> list[Item]:
        """The exits that *way* is one of."""
        every = (each.get("suite") or [] for each in self._merging.questions)
        return next(ways for ways in every if any(each is way for each in ways))

    def _way_to(self, question: Item, path: Path) -> Item:
        merging = self._merging
        way: Item = merging.whole.adopt({"vers": question["id"]}, merging.local, path)
        if question.get("si") is not None:
            way["si"] = merging.whole.copied(question["si"])
        return way


def _from(ways: list[Item], head: Item) -> list[Item]:
    """The exits from *head* on."""
    return ways[next(rank for rank, each in enumerate(ways) if each is head) :]


def _guard_as(merging: Merging, question: Item, anchor: Item) -> None:
    """Where the anchor is passed over, so is the question: it would take exits that are not its own."""
    guard = anchor.get("si")
    if guard is not None:
        copied: Any = merging.whole.copied(guard)
        own = question.get("si")
        question["si"] = copied if own is None else {"tous": [copied, own]}
    if anchor.get("si_repondu") and not question.get("si_repondu"):
        question["si_repondu"] = anchor["si_repondu"]


def is_placed(merging: Merging, path: Path, after: str, before: str, known: list[str]) -> bool:
    """Whether exactly one place is given, and exists; tells it otherwise."""
    remedy = "« apres: … » met l’ajout juste après, « avant: … » juste avant."
    if bool(after) == bool(before):
        found = "deux places : « apres » et « avant »" if after else "aucune place"
        merging.refuse("P085", path, found, "« apres » ou « avant », l’un des deux", remedy)
    elif (after or before) not in known:
        merging.missing((*path, "apres" if after else "avant"), "la place", after or before, known)
    else:
        return True
    merging.whole.placed = False
    return False


def lead(question: Item, way: Item) -> None:
    """Look at *way* before the other exits of *question*."""
    question.setdefault("suite", []).insert(0, way)
