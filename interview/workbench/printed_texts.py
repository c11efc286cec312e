"""Every text of a flow that a user reads, with its place in the file, how long it is, how easy to read."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from flows.catalogue_file import LocalCatalogue
from flows.flow import Flow
from flows.grammar import NOTHING_TO_ASK, Choice, Question
from interview.workbench.readability import ENOUGH_WORDS, read
from templates import TextesContext
from templates.flow_context import PartieImprimee, TexteImprime

Told = tuple[str, str]
"""A place in the file (« texte », « choix oui · libelle ») and the text that stands there."""

_BETWEEN = " · "


def texts_context(flow: Flow, today: datetime.date) -> TextesContext:
    """Every text, part by part: each question, then titles, rules and endings."""
    file = flow.file
    asked = tuple(part(_title(flow, each), each.id, texts_of(each)) for each in file.questions)
    others = tuple(part(title, key, told) for title, key, told in _rest(flow))
    whole = (text.texte for each in (*asked, *others) for text in each.textes)
    return TextesContext(
        titre=file.title,
        identifiant=file.id,
        version=file.version,
        date=today,
        ensemble=part("Tout le parcours", "", (("", text) for text in whole)),
        questions=asked,
        reste=others,
        assez_de_mots=ENOUGH_WORDS,
    )


def part(title: str, key: str, told: Iterable[Told]) -> PartieImprimee:
    """Texts under one title, counted together; a place with no text is left out."""
    texts = tuple(TexteImprime(place=f"{key}{_BETWEEN}{place}", texte=text) for place, text in told if text)
    counted = read(each.texte for each in texts)
    return PartieImprimee(
        titre=title,
        mots=counted.words,
        phrases=counted.sentences,
        plus_longue=counted.longest,
        score=counted.score,
        facilite=counted.grade,
        ferme=counted.firm,
        textes=texts,
    )


def texts_of(question: Question) -> Iterator[Told]:
    """The texts of one question, by key of the file."""
    yield "bref", question.short
    yield "texte", question.text
    yield "pourquoi", question.why
    yield "aborder", "" if question.approach == NOTHING_TO_ASK else question.approach
    yield "si_doute", question.in_doubt
    yield "unite", question.unit
    for choice in question.choices:
        yield from _prefixed(f"choix {choice.code}", _choice(choice))
    for column in question.columns:
        yield f"colonne {column.code}{_BETWEEN}libelle", column.label
        yield f"colonne {column.code}{_BETWEEN}aide", column.help
        for each in column.choices:
            yield f"colonne {column.code}{_BETWEEN}choix {each.code}{_BETWEEN}libelle", each.label


def _choice(choice: Choice) -> Iterator[Told]:
    yield "libelle", choice.label
    yield "aide", choice.help
    yield "constat", choice.finding
    yield "hypothese", choice.supposition


def _rest(flow: Flow) -> Iterator[tuple[str, str, Iterable[Told]]]:
    """Title, key of the file and texts of each part that is not a question."""
    file, rules = flow.file, flow.file.rules
    yield "En tête", "parcours", (("titre", file.title), ("libelle_inconnu", file.unknown_label))
    yield "Sections", "sections", ((f"{each.id}{_BETWEEN}titre", each.title) for each in file.sections)
    forms = (
        (f"{each.code}{_BETWEEN}{key}", text)
        for each in rules.forms
        for key, text in (
            ("libelle", each.label),
            ("avec_article", each.article),
            ("definition", each.definition),
        )
    )
    yield "Formes de non-recours", "formes", forms
    yield "Faits nommés", "faits", ((f"{each.code}{_BETWEEN}libelle", each.label) for each in rules.facts)
    yield (
        "Certitude",
        "certitudes",
        _labelled((each.code, each.label, each.meaning) for each in rules.certainties),
    )
    yield (
        "Typologie",
        "typologie",
        _labelled((each.code, each.label, each.meaning) for each in rules.typology),
    )
    sentences = (
        (f"{each.code}{_BETWEEN}{key}", text)
        for each in rules.no_form
        for key, text in (("phrase", each.sentence), ("suite", each.next_step))
    )
    yield "Quand aucune forme n’est retenue", "aucun", sentences
    yield "Fins", "fins", ((f"{each.id}{_BETWEEN}libelle", each.label) for each in file.endings)
    if file.local_catalogue is not None:
        yield "Catalogue local", "catalogue local", _local(file.local_catalogue)


def _local(catalogue: LocalCatalogue) -> Iterator[Told]:
    """The benefits, organisms and ways to contest that only this flow knows."""
    for benefit in catalogue.benefits:
        yield f"prestation {benefit.code}{_BETWEEN}libelle", benefit.label
        yield f"prestation {benefit.code}{_BETWEEN}definition", benefit.definition
        yield f"prestation {benefit.code}{_BETWEEN}rappel", benefit.arrears.text if benefit.arrears else ""
        for note in benefit.notes:
            yield f"prestation {benefit.code}{_BETWEEN}a_savoir", note.text
    for organism in catalogue.organisms:
        yield f"organisme {organism.code}{_BETWEEN}libelle", organism.label
        yield f"organisme {organism.code}{_BETWEEN}si", organism.condition
    for code, way in catalogue.recourses.items():
        yield f"voie {code}{_BETWEEN}libelle", way.label
        yield f"voie {code}{_BETWEEN}texte", way.text
        yield f"voie {code}{_BETWEEN}agir", way.act
        yield f"voie {code}{_BETWEEN}ensuite", way.sequel.text if way.sequel else ""
        yield f"voie {code}{_BETWEEN}precision", way.caution


def _labelled(entries: Iterable[tuple[str, str, str]]) -> Iterator[Told]:
    for code, label, meaning in entries:
        yield f"{code}{_BETWEEN}libelle", label
        yield f"{code}{_BETWEEN}explication", meaning


def _prefixed(prefix: str, told: Iterable[Told]) -> Iterator[Told]:
    for place, text in told:
        yield f"{prefix}{_BETWEEN}{place}", text


def _title(flow: Flow, question: Question) -> str:
    return f"{flow.order[question.id] + 1}. {question.short}"
