"""Advice on what is read: words an agent can use with a person, without guessing and without leading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from flows.checks.subject import CODED, SEARCHED, Subject
from flows.faults import Fault, Path, shortened
from flows.grammar import UNKNOWN

LABEL_WIDTH = 69
"""Columns left for the label of a choice in a window of 80, after its digit."""
TICK_WIDTH = 4
"""Columns of the box before the label, where several choices may be ticked."""
SHORT_WIDTH = 36
"""Columns of the panel beside the questions."""

_SAID_IN_ONE_GO = (
    "choix",
    "choix_multiple",
    "catalogue",
    "catalogue_multiple",
    "entier",
    "montant",
    "mois",
    "date",
)
_ASKING = r"(?:qui|que|quoi|où|quand|comment|pourquoi|combien|quel(?:le)?s?|depuis quand|est-ce)"
_INVERTED = re.compile(r"\w-(?:t-)?(?:il|elle|on|ils|elles|vous|ce|t-il|t-elle|t-on)\b")
_OPENS = re.compile(rf"(?:^|[,:]\s*|«\s*)(?:à |de |avec |pour |depuis |par )?{_ASKING}\b", re.IGNORECASE)
_FOLLOWS = re.compile(rf"^(?:à |de |avec |pour |depuis |par )?{_ASKING}\b|^qu’", re.IGNORECASE)
_AND = re.compile(r"\s*[,;]?\s+(?:et|puis)\s+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_NOT_ALSO = "non-recours"
_MANY_FORMS = 50


def doubts(subject: Subject) -> Iterator[Fault]:
    """Required questions that leave no way out to whoever does not know."""
    for rank, question in enumerate(subject.file.questions):
        answered = question.kind in (*CODED, *SEARCHED)
        known = question.unknown or UNKNOWN in question.codes or question.in_doubt.strip()
        if question.required and answered and not known:
            path: Path = ("questions", rank)
            found = "qui ne sait pas n’a rien à répondre"
            expected = (
                "un choix « inconnu » (avec « inconnu: true »), ou un « si_doute » qui dit quoi choisir"
            )
            if subject.mended.whole(path):
                yield from subject.fault("A001", path, found, expected)


def helps(subject: Subject) -> Iterator[Fault]:
    """Questions that do not say why they are asked, or how to bring them up."""
    for rank, question in enumerate(subject.file.questions):
        for code, key, text, expected in (
            ("A002", "pourquoi", question.why, "une ou deux phrases : à quoi sert cette question"),
            (
                "A003",
                "aborder",
                question.approach,
                "une phrase à dire à la personne, ou « Rien à demander. »",
            ),
        ):
            path: Path = ("questions", rank, key)
            if not text.strip() and subject.mended.sure(path) and path[:2] not in subject.mended.dropped:
                yield from subject.fault(code, path, f"« {key} » manque", expected)


def doubles(subject: Subject) -> Iterator[Fault]:
    """Questions that ask two things and take one answer."""
    for rank, question in enumerate(subject.file.questions):
        sure = subject.mended.sure(("questions", rank, "type"))
        if sure and question.kind in _SAID_IN_ONE_GO and asks_two_things(question.text):
            found = f"deux questions en une : « {shortened(question.text.strip())} »"
            expected = "une question à la fois, chacune avec sa réponse"
            yield from subject.fault("A004", ("questions", rank, "texte"), found, expected)


def asks_two_things(text: str) -> bool:
    """Whether one answer cannot answer *text*: two question marks, or two questions joined by « et »."""
    if text.count("?") > 1:
        return True
    parts = _AND.split(text.strip())
    return any(
        (_INVERTED.search(before) or _OPENS.search(before))
        and (_INVERTED.search(after) or _FOLLOWS.search(after))
        for before, after in pairwise(parts)
    )


def widths(subject: Subject) -> Iterator[Fault]:
    """Labels and short names that do not fit on a line."""
    for rank, question in enumerate(subject.file.questions):
        ticked = question.multiple and subject.mended.sure(("questions", rank, "type"))
        limit = LABEL_WIDTH - (TICK_WIDTH if ticked else 0)
        for index, choice in enumerate(question.choices):
            path: Path = ("questions", rank, "choix", index, "libelle")
            yield from _width(subject, path, choice.label, limit, "Mettez le reste dans « aide ».")
        path = ("questions", rank, "bref")
        yield from _width(subject, path, question.short, SHORT_WIDTH, "Quelques mots suffisent.")


def _width(subject: Subject, path: Path, text: str, limit: int, remedy: str) -> Iterator[Fault]:
    if len(text) * 2 > limit and columns(text) > limit:
        found = f"{columns(text)} caractères : « {shortened(text)} »"
        yield from subject.fault("A005", path, found, f"{limit} caractères au plus", remedy=remedy)


def columns(text: str) -> int:
    """Columns that *text* takes on a screen of fixed width."""
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in text)
    return len(text) + wide - sum(bool(unicodedata.combining(each)) for each in text)


def leading(subject: Subject) -> Iterator[Fault]:
    """Questions that name what they should help to find."""
    forms = subject.file.rules.forms
    labels = [each.label for each in forms if each.active and each.label.strip()]
    names = [_NOT_ALSO, *labels[:_MANY_FORMS]]
    naming = re.compile(rf"\b(?:{'|'.join(f'({_pattern(each)})' for each in names)})s?\b")
    for rank, question in enumerate(subject.file.questions):
        for key, text in (("texte", question.text), ("aborder", question.approach)):
            named = naming.search(_folded(text))
            if named is not None and named.lastindex is not None:
                found = (
                    f"la question nomme ce qu’elle doit aider à trouver : « {names[named.lastindex - 1]} »"
                )
                expected = "un fait que la personne ou l’agent peut constater"
                yield from subject.fault("A006", ("questions", rank, key), found, expected)


def _pattern(name: str) -> str:
    """*name*, folded, with or without hyphen or space."""
    words = re.findall(r"\w+", _folded(name))
    return r"[\s\u2010-\u2015-]*".join(map(re.escape, words))


def _folded(text: str) -> str:
    """*text* without accents nor capitals."""
    return _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))


def sheet(subject: Subject) -> Iterator[Fault]:
    """Fields of the sheet that nothing fills."""
    if not subject.filled or not subject.mended.complete(("questions",), "id"):
        return
    missing: dict[str, None] = {}
    for each in subject.filled:
        question = subject.question(each.question) if each.question in subject.ranks else None
        if question is None:
            missing[f"{each.field} (question « {each.question} »)"] = None
        elif question.kind not in each.kinds and subject.mended.sure(
            ("questions", subject.ranks[each.question][0], "type")
        ):
            found = f"« {question.id} » est de type {question.kind} : la fiche ne peut pas s’en servir"
            path: Path = ("questions", subject.ranks[each.question][0], "type")
            yield from subject.fault("A008", path, found, f"un de : {', '.join(each.kinds)}")
    if missing:
        names = list(missing)
        plural = "s" if len(names) > 1 else ""
        told = ", ".join(names[:6]) + (f"… et {len(names) - 6} autres" if len(names) > 6 else "")
        found = f"{len(names)} champ{plural} de la fiche que rien ne remplit : {told}"
        yield from subject.fault("A007", ("questions",), found, "une question de ce nom pour chacun")
