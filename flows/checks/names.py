"""Names: written once, and leading somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.checks.subject import CODED, Subject
from flows.faults import Fault, Path
from flows.grammar import Choice, Question

SECTIONS: tuple[Path, str] = (("sections",), "id")
QUESTIONS: tuple[Path, str] = (("questions",), "id")
ENDINGS: tuple[Path, str] = (("fins",), "id")
FACTS: tuple[Path, str] = (("regles", "faits"), "code")
FORMS: tuple[Path, str] = (("regles", "formes"), "code")
"""The lists of the file, and the key that names their items."""


def duplicates(subject: Subject) -> Iterator[Fault]:
    """Names written twice where they must tell things apart."""
    file, rules = subject.file, subject.file.rules
    together: list[list[tuple[Path, Sequence[str]]]] = [
        [(("sections",), [each.id for each in file.sections])],
        [
            (("questions",), [each.id for each in file.questions]),
            (("fins",), [each.id for each in file.endings]),
        ],
        [
            (("regles", "faits"), [each.code for each in rules.facts]),
            (("regles", "formes"), [each.code for each in rules.forms]),
        ],
        [(("regles", "typologie"), [each.code for each in rules.typology])],
        [(("regles", "aucun"), [each.code for each in rules.no_form])],
    ]
    for rank, question in enumerate(file.questions):
        together.append([(("questions", rank, "choix"), question.codes)])
        together.append([(("questions", rank, "colonnes"), [each.code for each in question.columns])])
        for index, column in enumerate(question.columns):
            where = ("questions", rank, "colonnes", index, "choix")
            together.append([(where, [each.code for each in column.choices])])
    for lists in together:
        yield from _twice(subject, lists)


def _twice(subject: Subject, lists: list[tuple[Path, Sequence[str]]]) -> Iterator[Fault]:
    seen: dict[str, Path] = {}
    for path, names in lists:
        for index, name in enumerate(names):
            if name and name in seen:
                found = f"« {name} » existe déjà, ligne {subject.document.line(seen[name])}"
                yield from subject.fault("P031", (*path, index), found, "un nom différent")
            seen.setdefault(name, (*path, index))


def sections(subject: Subject) -> Iterator[Fault]:
    """Sections that questions name, and the one that closes the core."""
    known = {each.id for each in subject.file.sections}
    names = [each.id for each in subject.file.sections]
    for rank, question in enumerate(subject.file.questions):
        if known and question.section not in known:
            path: Path = ("questions", rank, "section")
            yield from subject.unknown("P032", path, "la section", question.section, names, SECTIONS)
    closed = any(section.qualifies for section in subject.file.sections)
    if not closed and subject.mended.whole(("sections",)):
        found = "aucune section « qualifie: true »"
        yield from subject.fault("P041", ("sections",), found, "une section qui clôt le noyau")


def reasons(subject: Subject) -> Iterator[Fault]:
    """Questions where forms read their reasons."""
    for index, form in enumerate(subject.file.rules.forms):
        if form.reasons and form.reasons not in subject.ranks:
            path: Path = ("regles", "formes", index, "raisons")
            yield from subject.unknown("P040", path, "la question", form.reasons, subject.ranks, QUESTIONS)


def local_choices(subject: Subject) -> Iterator[Fault]:
    """Choices counted with another one of the same question."""
    for rank, question in enumerate(subject.file.questions):
        firm = {each.code for each in question.choices if not each.under}
        for index, choice in enumerate(question.choices):
            if choice.under and choice.under not in firm:
                yield from _under(subject, ("questions", rank, "choix", index, "sous"), question, choice)


def _under(subject: Subject, path: Path, question: Question, choice: Choice) -> Iterator[Fault]:
    codes = [each.code for each in question.choices if each.code != choice.code and not each.under]
    if choice.under in question.codes:
        found = (
            f"« {choice.code} » est rangé sous lui-même"
            if choice.under == choice.code
            else f"« {choice.under} » est lui-même rangé sous un autre choix"
        )
        yield from subject.fault("P043", path, found, "un choix qui n’est rangé sous aucun autre")
    elif question.kind in CODED:
        yield from subject.unknown("P043", path, "le choix", choice.under, codes, (path[:3], "code"))
