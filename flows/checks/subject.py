"""What a check is given, and how it tells a fault.

A check is a function from a :class:`Subject` to faults. It reads a file that may have been mended to be
readable: it never tells what only follows from another fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TypeAlias

import msgspec

from flows.catalogue import Catalogue
from flows.faults import Fault, Path, by_nearness, listed, nearest, shortened
from flows.flow import Flow
from flows.grammar import Condition, FlowFile, Question
from flows.reading import Document
from flows.shape import Mended, describe

CODED = ("choix", "choix_multiple")
"""Kinds of question whose answers are the codes of their own choices."""
SEARCHED = ("catalogue", "catalogue_multiple")
"""Kinds of question whose answers are codes of the catalogue."""


class Filled(msgspec.Struct, frozen=True):
    """A field of the sheet, the question that fills it, and the kinds of answer it can hold."""

    field: str
    question: str
    kinds: tuple[str, ...]


class Subject:
    """A flow file to check, and what may be known around it.

    Attributes:
        document: the file as it was read.
        mended: its content, and what had to be mended to read it.
        catalogue: benefits and organisms it chooses from; None where they are not at hand.
        flow: the flow it makes; None while a fault of the file forbids it.
        today: the day sources are judged on; None: their age is not looked at.
        filled: the fields of the sheet; empty: they are not looked at.
        older: older versions of the same flow.
    """

    def __init__(
        self,
        document: Document,
        mended: Mended[FlowFile],
        catalogue: Catalogue | None = None,
        *,
        flow: Flow | None = None,
        today: date | None = None,
        filled: Sequence[Filled] = (),
        older: Sequence[FlowFile] = (),
    ) -> None:
        self.document = document
        self.mended = mended
        self.catalogue = catalogue
        self.flow = flow
        self.today = today
        self.filled = filled
        self.older = older

    @property
    def file(self) -> FlowFile:
        """The content of the file, mended where it had to be."""
        return self.mended.value

    @cached_property
    def ranks(self) -> dict[str, list[int]]:
        """Where each question stands; several places when its id is written twice."""
        found: dict[str, list[int]] = {}
        for rank, question in enumerate(self.file.questions):
            found.setdefault(question.id, []).append(rank)
        return found

    @cached_property
    def facts(self) -> dict[str, tuple[Path, Condition]]:
        """Every named condition, the rules of forms included, and where it is written."""
        rules = self.file.rules
        named: dict[str, tuple[Path, Condition]] = {}
        for rank, fact in enumerate(rules.facts):
            named.setdefault(fact.code, (("regles", "faits", rank), fact.when))
        for rank, form in enumerate(rules.forms):
            named.setdefault(form.code, (("regles", "formes", rank), form.when))
        return named

    @cached_property
    def conditions(self) -> list[Placed]:
        """Every condition, where it stands, and the rank of the first question it may not read."""
        rules, end = self.file.rules, len(self.file.questions)
        found: list[Placed] = []
        for rank, question in enumerate(self.file.questions):
            found.append((question.when, ("questions", rank, "si"), rank))
            for index, way in enumerate(question.exits):
                found.append((way.when, ("questions", rank, "suite", index, "si"), rank + 1))
        groups: tuple[tuple[str, list[Condition | None]], ...] = (
            ("faits", [each.when for each in rules.facts]),
            ("formes", [each.when for each in rules.forms]),
            ("typologie", [each.when for each in rules.typology]),
            ("aucun", [each.when for each in rules.no_form]),
        )
        for name, group in groups:
            found += [(each, ("regles", name, index, "si"), end) for index, each in enumerate(group)]
        found += [
            (rules.abandoned, ("regles", "abandon"), end),
            (rules.established, ("regles", "avere"), end),
        ]
        return found

    @cached_property
    def codes(self) -> dict[str, dict[str, None]]:
        """The answers of each question, in order; of all those that bear the same id, together."""
        found: dict[str, dict[str, None]] = {}
        for question in self.file.questions:
            found.setdefault(question.id, {}).update(dict.fromkeys(question.codes))
        return found

    def question(self, name: str) -> Question:
        """The first question of that id."""
        return self.file.questions[self.ranks[name][0]]

    def fault(
        self, code: str, path: Path, found: str, expected: str, near: str = "", remedy: str = ""
    ) -> Iterator[Fault]:
        """The fault, unless what it is about had to be mended."""
        if self.mended.sure(path):
            where = self.mended.written(path)
            place = describe(self.document.data, where)
            yield self.document.fault(code, where, place, found, expected, nearest=near, remedy=remedy)

    def unknown(
        self, code: str, path: Path, what: str, name: str, accepted: Iterable[str], *lists: tuple[Path, str]
    ) -> Iterator[Fault]:
        """The fault of a name that leads nowhere, unless one of *lists* could not be read in full."""
        if all(self.mended.complete(where, key) for where, key in lists):
            names = [each for each in accepted if each]
            found = f"{what} « {shortened(name)} » n’existe pas"
            expected = listed(by_nearness(name, names)) or "un nom défini dans ce fichier"
            yield from self.fault(code, path, found, expected, nearest(name, names))


Placed: TypeAlias = tuple[Condition | None, Path, int]
Run: TypeAlias = Callable[[Subject], Iterator[Fault]]


class Check(msgspec.Struct, frozen=True):
    """One check.

    Attributes:
        name: a few words, in French, for the table of what each check costs.
        codes: the codes it may give.
        run: finds its faults.
        on_load: whether a flow is refused by it, by every command; the others only advise whoever
            verifies the flow.
        whole: whether it needs the flow itself: it is left out while the file cannot make one.
    """

    name: str
    codes: tuple[str, ...]
    run: Run
    on_load: bool = True
    whole: bool = False
