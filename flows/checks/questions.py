"""What a question needs, by its kind: choices, a list to search, columns, numbers that are possible."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.names import QUESTIONS
from flows.checks.subject import CODED, SEARCHED, Subject
from flows.faults import Fault, Path, shortened
from flows.grammar import UNKNOWN, Question


def lists(subject: Subject) -> Iterator[Fault]:
    """Lists that cannot be empty."""
    for key, items, expected in (
        ("questions", subject.file.questions, "au moins une question"),
        ("fins", subject.file.endings, "au moins une fin"),
    ):
        if not items:
            yield from subject.fault("P045", (key,), "liste vide", expected)


def kinds(subject: Subject) -> Iterator[Fault]:
    """What a question of each kind must hold."""
    for rank, question in enumerate(subject.file.questions):
        path: Path = ("questions", rank)
        # A key of no known name may be the very one that is missing.
        if path in subject.mended.dropped or not subject.mended.sure((*path, "type")):
            continue
        yield from _content(subject, question, path)


def _content(subject: Subject, question: Question, path: Path) -> Iterator[Fault]:
    sure = subject.mended.sure
    if question.kind in CODED and not question.choices and sure((*path, "choix")):
        yield from subject.fault("P033", path, "aucun choix", "au moins deux choix")
    elif question.kind in SEARCHED and not question.catalogue and sure((*path, "catalogue")):
        yield from subject.fault("P034", path, "aucun catalogue", "catalogue: prestations ou organismes")
    elif question.kind == "lignes" and not question.columns and sure((*path, "colonnes")):
        yield from subject.fault("P047", path, "aucune colonne", "au moins une colonne")
    yield from _columns(subject, question, path)
    if question.unknown and question.choices and UNKNOWN not in question.codes:
        complete = subject.mended.complete((*path, "choix"), "code")
        if question.kind in CODED and complete and sure((*path, "inconnu")):
            found = "« inconnu » n’est pas dans les choix"
            yield from subject.fault("P035", path, found, "un choix « inconnu »")


def _columns(subject: Subject, question: Question, path: Path) -> Iterator[Fault]:
    sure = subject.mended.sure
    for index, column in enumerate(question.columns):
        place: Path = (*path, "colonnes", index)
        readable = place not in subject.mended.dropped and sure((*place, "type"))
        if readable and column.kind == "choix" and not column.choices and sure((*place, "choix")):
            yield from subject.fault("P033", place, "aucun choix", "au moins deux choix")


def words(subject: Subject) -> Iterator[Fault]:
    """Texts without which nothing can be shown."""
    file, rules = subject.file, subject.file.rules
    shown: list[tuple[Path, str, str]] = [((), "titre", file.title)]
    for rank, section in enumerate(file.sections):
        shown.append((("sections", rank), "titre", section.title))
    for rank, question in enumerate(file.questions):
        path: Path = ("questions", rank)
        shown += [(path, "texte", question.text), (path, "bref", question.short)]
        choices = [("choix", index, each.label) for index, each in enumerate(question.choices)]
        columns = [("colonnes", index, each.label) for index, each in enumerate(question.columns)]
        shown += [((*path, key, index), "libelle", label) for key, index, label in (*choices, *columns)]
        shown += [
            ((*path, "colonnes", index, "choix", place), "libelle", each.label)
            for index, column in enumerate(question.columns)
            for place, each in enumerate(column.choices)
        ]
    shown += [(("fins", rank), "libelle", each.label) for rank, each in enumerate(file.endings)]
    for rank, form in enumerate(rules.forms):
        shown += [(("regles", "formes", rank), "libelle", form.label)]
    for rank, trait in enumerate(rules.typology):
        shown += [(("regles", "typologie", rank), "libelle", trait.label)]
    for rank, none in enumerate(rules.no_form):
        shown += [(("regles", "aucun", rank), "phrase", none.sentence)]
    for path, key, text in shown:
        if not text.strip():
            yield from subject.fault("P048", (*path, key), f"« {key} » est vide", "quelques mots")


def numbers(subject: Subject) -> Iterator[Fault]:
    """Traps: numbers that no answer can be."""
    for rank, question in enumerate(subject.file.questions):
        path: Path = ("questions", rank)
        if question.kind != "entier" or not subject.mended.sure((*path, "minimum")):
            continue
        if question.maximum and question.minimum > question.maximum and _sure(subject, rank):
            found = f"minimum {question.minimum}, maximum {question.maximum}"
            yield from subject.fault("P044", path, found, "un minimum plus petit que le maximum")
        above = subject.question(question.at_most) if question.at_most in subject.ranks else None
        if above is None or not _sure(subject, subject.ranks[above.id][0]) or above.kind != "entier":
            continue
        if above.maximum and above.maximum < question.minimum:
            found = f"minimum {question.minimum}, alors que « {above.id} » ne dépasse pas {above.maximum}"
            yield from subject.fault("P044", path, found, f"un minimum de {above.maximum} au plus")


def _sure(subject: Subject, rank: int) -> bool:
    return subject.mended.sure(("questions", rank, "maximum"))


def references(subject: Subject) -> Iterator[Fault]:
    """Other questions that a question leans on: placed above, and of the kind it needs."""
    for rank, question in enumerate(subject.file.questions):
        for key, name in (
            ("prerempli_par", question.prefilled),
            ("au_plus", question.at_most),
            ("si_repondu", question.follows),
        ):
            if name:
                yield from _reference(subject, rank, key, name)
        yield from _columns_named(subject, rank)


def _columns_named(subject: Subject, rank: int) -> Iterator[Fault]:
    """The column whose words make a choice proposed is another one of the same question."""
    path: Path = ("questions", rank, "colonnes")
    columns = subject.file.questions[rank].columns
    for index, column in enumerate(columns):
        others = [each.code for each in columns if each.code != column.code]
        if column.guessed_from and column.guessed_from not in others:
            key = (*path, index, "propose_par")
            yield from subject.unknown("P036", key, "la colonne", column.guessed_from, others, (path, "code"))


def _reference(subject: Subject, rank: int, key: str, name: str) -> Iterator[Fault]:
    path: Path = ("questions", rank, key)
    places = subject.ranks.get(name)
    if places is None:
        above = [each.id for each in subject.file.questions[:rank]]
        yield from subject.unknown("P036", path, "plus haut, la question", name, above, QUESTIONS)
    elif min(places) >= rank:
        yield from subject.fault(
            "P036", path, f"« {shortened(name)} » est posée plus bas", "une question plus haut"
        )
    else:
        yield from _kind_needed(subject, rank, key, min(places))


def _kind_needed(subject: Subject, rank: int, key: str, other: int) -> Iterator[Fault]:
    """« au_plus » compares two numbers, « prerempli_par » goes from a benefit to its organisms."""
    question, named = subject.file.questions[rank], subject.file.questions[other]
    sure = all(
        subject.mended.sure(("questions", each, part))
        for each in (rank, other)
        for part in ("type", "catalogue")
    )
    path: Path = ("questions", rank, key)
    if not sure:
        return
    if key == "au_plus" and not question.kind == named.kind == "entier":
        found = f"« {question.id} » est de type {question.kind}, « {named.id} » de type {named.kind}"
        yield from subject.fault("P049", path, found, "deux questions de type entier")
    if key == "prerempli_par" and (
        (named.kind, named.catalogue) != ("catalogue", "prestations") or question.catalogue != "organismes"
    ):
        found = f"« {named.id} » ne propose rien pour « {question.id} »"
        expected = "une question de type catalogue (prestations), pour en tirer des organismes"
        yield from subject.fault("P049", path, found, expected)
