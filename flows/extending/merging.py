"""What the three verbs of a local flow share: the whole being made, and how to say what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from flows.extending.document import Merged
from flows.extending.reading import Local
from flows.faults import Path, by_nearness, listed, nearest
from flows.reading import Document
from flows.shape import describe

Item = dict[str, Any]
"""A group of keys of the whole: a question, a choice, a rule…"""


class Mention(msgspec.Struct, frozen=True):
    """A condition of the whole that reads a question.

    Attributes:
        path: where the condition stands in the whole.
        question: the question it reads.
        codes: the answers it names.
        condition: the condition itself, as plain data.
    """

    path: Path
    question: str
    codes: tuple[str, ...]
    condition: Item


class Merging:
    """A local flow being merged over the flow it extends.

    Attributes:
        local: the local file, of the right shape.
        file: its content.
        whole: the whole flow, changed in place.
        base_id, base_version: the flow it extends.
        own: ids of the questions that the local file adds.
    """

    def __init__(self, local: Local, base: Document) -> None:
        self.local = local.document
        self.file = local.file
        self._mended = local.mended
        self.whole = Merged(self.local, base)
        self.base_id: str = base.data["parcours"]
        self.base_version: str = base.data["version"]
        self.own: set[str] = set()

    @property
    def data(self) -> Item:
        """The whole, as plain data."""
        data: Item = self.whole.data
        return data

    @property
    def rules(self) -> Item:
        """Its decision table."""
        rules: Item = self.data["regles"]
        return rules

    @property
    def questions(self) -> list[Item]:
        """Its questions, in order."""
        questions: list[Item] = self.data["questions"]
        return questions

    def question(self, name: str) -> Item | None:
        """The question of that id."""
        return named(self.questions, "id", name)

    def given(self, path: Path) -> Any:
        """What the local file says at *path*, as plain data."""
        value = self.local.data
        for step in path:
            value = value[step]
        return value

    def adopted(self, path: Path) -> Any:
        """The same, copied so as to be put in the whole."""
        return self.whole.adopt(self.given(path), self.local, path)

    def refuse(
        self, code: str, path: Path, found: str, expected: str, remedy: str = "", near: str = ""
    ) -> None:
        """Tell a fault at *path* of the local file, unless what stands there had to be mended."""
        if self._mended.sure(path):
            where, node = self._mended.written(path), describe(self.local.data, path)
            told = self.local.fault(code, where, node, found, expected, nearest=near, remedy=remedy)
            self.whole.faults.append(told)

    def advise(self, code: str, path: Path, found: str, expected: str, remedy: str = "") -> None:
        """Tell an advice at *path* of the local file."""
        node = describe(self.local.data, path)
        self.whole.advice.append(self.local.fault(code, path, node, found, expected, remedy=remedy))

    def missing(self, path: Path, what: str, name: str, accepted: Iterable[str], where: str = "") -> None:
        """*name* stands for nothing in the flow that is extended."""
        names = list(accepted)
        inside = f"« {where} » de « {self.base_id} »" if where else f"le parcours « {self.base_id} »"
        found = f"{what} « {name} » n’existe pas dans {inside}, version {self.base_version}"
        remedy = ""
        if self.file.reviewed != self.base_version:
            remedy = (
                f"Ce fichier a été établi sur la version {self.file.reviewed} : ce nom a pu changer depuis. "
                "Écrivez le nouveau, ou retirez ce passage."
            )
        self.refuse("P083", path, found, listed(by_nearness(name, names)), remedy, nearest(name, names))

    def taken(self, path: Path, what: str, name: str) -> None:
        """*name* is added here, and the flow that is extended has it."""
        since = ""
        if self.file.reviewed != self.base_version:
            since = f" (ce fichier a été établi sur la version {self.file.reviewed})"
        base = f"« {self.base_id} », version {self.base_version}"
        found = f"{what} « {name} » est déjà dans le parcours {base}{since}"
        remedy = "Si c’est la même chose, retirez cet ajout ; sinon, donnez-lui un autre code."
        self.refuse("P084", path, found, "un nom que ce parcours n’a pas", remedy)

    def mentions(self, value: Any = None, path: Path = ()) -> Iterator[Mention]:
        """Every condition of the whole that reads a question, or of what stands at *path* in it."""
        value = self.data if not path and value is None else value
        if isinstance(value, dict):
            if isinstance(value.get("question"), str):
                yield Mention(path, value["question"], tuple(_codes(value)), value)
            for key, each in value.items():
                yield from self.mentions(each, (*path, key))
        elif isinstance(value, list):
            for rank, each in enumerate(value):
                yield from self.mentions(each, (*path, rank))


def named(items: Iterable[Item], key: str, name: str) -> Item | None:
    """The item whose *key* is *name*."""
    return next((each for each in items if each.get(key) == name), None)


def rank_of(items: Iterable[Item], key: str, name: str) -> int:
    """The rank of that item. Raises StopIteration where there is none."""
    return next(rank for rank, each in enumerate(items) if each.get(key) == name)


def _codes(condition: Item) -> Iterator[str]:
    if condition.get("est") is not None:
        yield condition["est"]
    for key in ("parmi", "hors"):
        yield from condition.get(key) or ()
