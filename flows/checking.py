"""The checks that the grammar cannot say: names, duplicates, exits, conditions, across a whole file.

Loaded only when a file has to be read; the content that comes with the program is kept once checked
(see :mod:`flows.compiled`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.catalogue_file import CatalogueFile
from flows.catalogue_file import check as check_catalogue
from flows.conditions import formula, questions_of
from flows.faults import ContentError, Fault, Path, by_nearness, listed, nearest
from flows.grammar import GRAMMAR, UNKNOWN, Condition, FlowFile, Question
from flows.reading import Document
from flows.shape import describe, fit

_WITH_CHOICES = ("choix", "choix_multiple")


def flow_file(document: Document) -> FlowFile:
    """The checked content of a parsed document. Raises ContentError with every fault."""
    data = document.data
    if isinstance(data, dict) and isinstance(data.get("grammaire"), int) and data["grammaire"] > GRAMMAR:
        found = f"grammaire {data['grammaire']}"
        remedy = "Ce fichier demande une version plus récente de Repère."
        raise ContentError(
            [document.fault("P030", ("grammaire",), "fichier", found, f"{GRAMMAR} au plus", remedy=remedy)]
        )
    file = fit(document, FlowFile)
    faults = list(_Check(document, file).faults())
    if faults:
        raise ContentError(sorted(faults, key=lambda fault: fault.line))
    return file


def catalogue_file(document: Document) -> CatalogueFile:
    """The checked content of a parsed catalogue. Raises ContentError with every fault."""
    file = fit(document, CatalogueFile)
    faults = [
        document.fault("P060", place, describe(document.data, place), message, "")
        for place, message in check_catalogue(file)
    ]
    if faults:
        raise ContentError(faults)
    return file


class _Check:
    """The checks across one flow file."""

    def __init__(self, document: Document, file: FlowFile) -> None:
        self.document = document
        self.file = file
        self.order = {each.id: rank for rank, each in reversed(list(enumerate(file.questions)))}
        self.questions = {each.id: each for each in file.questions}
        self.sections = [each.id for each in file.sections]
        self.endings = [each.id for each in file.endings]
        self.facts = {each.code: each.when for each in file.rules.facts}
        self.facts |= {each.code: each.when for each in file.rules.forms}

    def faults(self) -> Iterator[Fault]:
        """Every fault of the file."""
        yield from self._duplicates()
        for rank, question in enumerate(self.file.questions):
            yield from self._question(rank, question)
        yield from self._rules()
        if not any(section.qualifies for section in self.file.sections):
            yield self._fault(
                "P041",
                ("sections",),
                "aucune section « qualifie: true »",
                "une section qui clôt le noyau",
            )

    def _fault(self, code: str, path: Path, found: str, expected: str, near: str = "") -> Fault:
        place = describe(self.document.data, path)
        return self.document.fault(code, path, place, found, expected, nearest=near)

    def _unknown(self, code: str, path: Path, what: str, name: str, accepted: Iterable[str]) -> Fault:
        names = list(accepted)
        found = f"{what} « {name} » n’existe pas"
        return self._fault(code, path, found, listed(by_nearness(name, names)), nearest(name, names))

    def _duplicates(self) -> Iterator[Fault]:
        rules = self.file.rules
        named: list[tuple[Path, list[str]]] = [
            (("sections",), self.sections),
            (("questions",), [each.id for each in self.file.questions]),
            (("fins",), self.endings),
            (("regles", "faits"), [each.code for each in rules.facts]),
            (("regles", "formes"), [each.code for each in rules.forms]),
            (("regles", "typologie"), [each.code for each in rules.typology]),
        ]
        for rank, question in enumerate(self.file.questions):
            named.append((("questions", rank, "choix"), list(question.codes)))
        for path, names in named:
            for index, name in enumerate(names):
                if name in names[:index]:
                    yield self._fault("P031", (*path, index), f"« {name} » existe déjà", "un nom différent")

    def _question(self, rank: int, question: Question) -> Iterator[Fault]:
        path: Path = ("questions", rank)
        if question.section not in self.sections:
            yield self._unknown("P032", (*path, "section"), "la section", question.section, self.sections)
        if question.kind in _WITH_CHOICES and not question.choices:
            yield self._fault("P033", path, "aucun choix", "au moins deux choix")
        if question.kind.startswith("catalogue") and not question.catalogue:
            yield self._fault("P034", path, "aucun catalogue", "catalogue: prestations ou organismes")
        if question.unknown and question.kind in _WITH_CHOICES and UNKNOWN not in question.codes:
            yield self._fault("P035", path, "« inconnu » n’est pas dans les choix", "un choix « inconnu »")
        for key, name in (
            ("prerempli_par", question.prefilled),
            ("au_plus", question.at_most),
            ("si_repondu", question.follows),
        ):
            if name and self.order.get(name, rank) >= rank:
                yield self._unknown("P036", (*path, key), "plus haut, la question", name, self._above(rank))
        yield from self._condition(question.when, (*path, "si"), rank)
        yield from self._exits(rank, question)

    def _above(self, rank: int) -> list[str]:
        return [each.id for each in self.file.questions[:rank]]

    def _exits(self, rank: int, question: Question) -> Iterator[Fault]:
        below = [each.id for each in self.file.questions[rank + 1 :]] + self.endings
        for index, way in enumerate(question.exits):
            path: Path = ("questions", rank, "suite", index)
            if way.to in self.order and self.order[way.to] <= rank:
                names = [each.id for each in self.file.questions[self.order[way.to] : rank + 1]]
                loop = " → ".join([*names, way.to])
                yield self._fault("P038", path, f"retour en arrière : {loop}", "une question plus bas")
            elif way.to not in below:
                yield self._unknown("P037", (*path, "vers"), "la question ou la fin", way.to, below)
            if way.when is None and index < len(question.exits) - 1:
                yield self._fault(
                    "P039", path, "une sortie sans « si » cache les suivantes", "la mettre en dernier"
                )
            yield from self._condition(way.when, (*path, "si"), rank + 1)

    def _rules(self) -> Iterator[Fault]:
        rules, end = self.file.rules, len(self.file.questions)
        groups: list[tuple[str, list[Condition | None]]] = [
            ("faits", [each.when for each in rules.facts]),
            ("formes", [each.when for each in rules.forms]),
            ("typologie", [each.when for each in rules.typology]),
            ("aucun", [each.when for each in rules.no_form]),
        ]
        for name, conditions in groups:
            for index, condition in enumerate(conditions):
                yield from self._condition(condition, ("regles", name, index, "si"), end)
        if rules.no_form[-1].when is not None:
            yield self._fault(
                "P042", ("regles", "aucun"), "toutes les phrases ont un « si »", "une dernière sans"
            )
        yield from self._condition(rules.abandoned, ("regles", "abandon"), end)
        yield from self._condition(rules.established, ("regles", "avere"), end)
        for index, form in enumerate(rules.forms):
            if form.reasons and form.reasons not in self.questions:
                path: Path = ("regles", "formes", index, "raisons")
                yield self._unknown("P040", path, "la question", form.reasons, self.questions)

    def _condition(self, condition: Condition | None, path: Path, before: int) -> Iterator[Fault]:
        """Faults of one condition, which may read the questions placed before rank *before*."""
        if condition is None:
            return
        parts = condition.every if condition.every is not None else condition.some
        shapes = [condition.question, condition.fact, condition.every, condition.some]
        operators = [condition.equals, condition.among, condition.outside]
        used = sum(each is not None for each in operators)
        if sum(each is not None for each in shapes) != 1 or used != (condition.question is not None):
            expected = "« question » avec « est », « parmi » ou « hors » ; « fait » ; « tous » ; « un_de »"
            yield self._fault("P050", path, "condition mal formée", expected)
            return
        if parts is not None:
            key = "tous" if condition.every is not None else "un_de"
            for index, part in enumerate(parts):
                yield from self._condition(part, (*path, key, index), before)
        elif condition.fact is not None:
            yield from self._fact(condition.fact, path, before)
        else:
            yield from self._test(condition, path, before)

    def _fact(self, name: str, path: Path, before: int) -> Iterator[Fault]:
        if name not in self.facts:
            yield self._unknown("P051", (*path, "fait"), "le fait", name, self.facts)
            return
        if self._circular(name, ()):
            yield self._fault("P052", path, f"le fait « {name} » se définit par lui-même", "des questions")
            return
        try:
            read = questions_of(formula(self.facts[name], self.facts))
        except KeyError:
            return
        late = [each for each in read if self.order.get(each, -1) >= before]
        if late:
            listed = ", ".join(sorted(late))
            yield self._fault(
                "P053", path, f"« {name} » lit des questions posées plus tard : {listed}", "plus haut"
            )

    def _circular(self, name: str, above: tuple[str, ...]) -> bool:
        if name in above:
            return True
        return any(
            self._circular(each, (*above, name))
            for each in _facts_in(self.facts.get(name))
            if each in self.facts
        )

    def _test(self, condition: Condition, path: Path, before: int) -> Iterator[Fault]:
        name = condition.question or ""
        if name not in self.questions:
            yield self._unknown("P054", (*path, "question"), "la question", name, self.questions)
            return
        if self.order[name] >= before:
            yield self._fault("P053", path, f"« {name} » est posée plus tard", "une question plus haut")
        question = self.questions[name]
        if question.kind not in _WITH_CHOICES:
            return
        equals = () if condition.equals is None else (condition.equals,)
        for value in (*equals, *(condition.among or ()), *(condition.outside or ())):
            if value not in question.codes:
                yield self._unknown("P055", path, f"dans « {name} », la réponse", value, question.codes)


def _facts_in(condition: Condition | None) -> list[str]:
    if condition is None:
        return []
    if condition.fact is not None:
        return [condition.fact]
    return [name for part in (condition.every or condition.some or ()) for name in _facts_in(part)]
