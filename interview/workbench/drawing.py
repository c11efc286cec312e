"""A flow as a drawing, and the path of an interview over it.

The drawing says what the file says: every question in its order, when it is asked, where each answer
leads. What it looks like is the business of :mod:`templates.diagram`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from flows.conditions import ALWAYS
from flows.faults import nearest
from flows.flow import Flow
from flows.grammar import Question
from interview.engine import Interview, is_shared
from interview.wording import plural, value_in_words
from interview.workbench.condition_words import after_if, asked_when, in_words
from templates.diagram.model import Arrow, Diagram, Group, Path, Place, Stop
from templates.typography import french

KINDS = {
    "choix": "un choix",
    "choix_multiple": "plusieurs choix",
    "catalogue": "une entrée du catalogue",
    "catalogue_multiple": "plusieurs entrées du catalogue",
    "entier": "un nombre",
    "montant": "une somme",
    "mois": "un mois",
    "date": "une date",
    "lignes": "un tableau",
    "texte": "un texte",
    "menage": "le ménage",
    "lien": "un lien",
}
"""What is answered, by kind of question."""

_UNTOLD = {"texte": "un texte est écrit", "menage": "un ménage est indiqué"}
"""Answers that a drawing, made to be shown, does not repeat: they speak of one person."""
SKIPPED = "passée, sans réponse"


class UnknownSection(LookupError):
    """No section has that name; carries the names there are, and the nearest."""

    def __init__(self, asked: str, flow: Flow) -> None:
        self.asked = asked
        self.known = tuple(flow.sections)
        self.nearest = nearest(asked, flow.sections)
        super().__init__(asked)


def drawing_of(flow: Flow, *, section: str = "", path: Path | None = None) -> Diagram:
    """The flow as a drawing.

    Args:
        section: id or title of the one section to show; "" for all.
        path: an interview to draw over it (see :func:`path_of`).

    Raises:
        UnknownSection: no section has that name.
    """
    places = {each.id: _place(flow, each) for each in flow.file.questions}
    groups = tuple(
        Group(
            each.id,
            french(each.title),
            tuple(place for name, place in places.items() if flow.questions[name].section == each.id),
        )
        for each in flow.file.sections
    )
    return Diagram(
        title=french(flow.file.title),
        subtitle=_subtitle(flow),
        groups=tuple(each for each in groups if each.places),
        endings=tuple(Place(id=each.id, title=french(each.label)) for each in flow.file.endings),
        path=path,
        only=_section(flow, section) if section else "",
    )


def path_of(interview: Interview, rank: int, title: str) -> Path:
    """The path of one situation: what was asked, what was answered, the way from one to the next.

    Free texts and the household are not repeated: the drawing says that they were given.
    """
    flow = interview.flow
    situation = interview.situations[rank - 1]
    known = {**interview.shared, **situation.given}
    answered = {name: known.get(name) for name in situation.path}
    elsewhere = _answered_elsewhere(interview, rank)
    walked = tuple(_walk(flow, answered, elsewhere, situation.place))
    stops = [
        Stop(name, _answer(flow, name, known.get(name), elsewhere=name in elsewhere))
        for name, passed in walked
        if not passed
    ]
    stops.append(Stop(situation.place))
    names = [name for name, _ in walked] + [situation.place]
    return Path(french(title), tuple(stops), frozenset(pairwise(names)))


def _walk(
    flow: Flow, answered: Mapping[str, Any], elsewhere: frozenset[str], end: str
) -> Iterator[tuple[str, bool]]:
    """Every question the path goes by, and whether it was passed over, up to *end*."""
    place = flow.first
    while place != end and not flow.is_ending(place):
        asked = place in answered
        yield place, not asked and place not in elsewhere
        place = flow.next_place(place, answered) if asked else flow.follower(place)


def _answered_elsewhere(interview: Interview, rank: int) -> frozenset[str]:
    """Questions of the whole interview, asked once, with another of its situations."""
    return frozenset(
        name
        for name, host in interview.hosts.items()
        if host != rank and is_shared(interview, name) and name in interview.situations[host - 1].path
    )


def _answer(flow: Flow, name: str, value: Any, *, elsewhere: bool) -> str:
    question = flow.questions[name]
    told = _UNTOLD.get(question.kind) if value is not None else SKIPPED
    told = told or value_in_words(flow, question, value)
    return french(f"{told} (dit avec une autre situation)" if elsewhere else told)


def _place(flow: Flow, question: Question) -> Place:
    guard = asked_when(flow, question.id) if flow.guards[question.id] != ALWAYS else ""
    return Place(
        id=question.id,
        title=french(question.short),
        number=flow.order[question.id] + 1,
        text=french(question.text),
        mark="noyau" if question.required else "facultative",
        note=_note(question),
        guard=guard,
        details=tuple(_details(question)),
        arrows=tuple(_arrows(flow, question)),
    )


def _note(question: Question) -> str:
    kind = KINDS[question.kind]
    if question.choices:
        count = len(question.choices)
        return f"{kind}, {count} {plural('réponse') if count > 1 else 'réponse'}"
    if question.columns:
        return f"{kind}, {len(question.columns)} colonnes"
    unit = question.unit if " " in question.unit else plural(question.unit)
    return french(f"{kind} ({unit})") if unit else kind


def _details(question: Question) -> Iterator[str]:
    for choice in question.choices:
        yield french(f"{choice.label} — {choice.help}" if choice.help else choice.label)
    for column in question.columns:
        yield french(column.label)


def _arrows(flow: Flow, question: Question) -> Iterator[Arrow]:
    below = flow.follower(question.id)
    conditions = [each.when for each in question.exits]
    if not conditions or conditions[-1] is not None:
        conditions.append(None)
    for way, condition in zip(flow.ways[question.id], conditions, strict=True):
        if condition is not None:
            label = french(after_if(in_words(flow, condition, question.id)))
        else:
            label = "sinon" if len(conditions) > 1 else ""
        yield Arrow(way.to, label, "suite" if way.to == below else "sortie")
    if flow.guards[question.id] != ALWAYS:
        yield Arrow(below, "", "passee")


def _subtitle(flow: Flow) -> str:
    count, core, ends = len(flow.questions), len(flow.core), len(flow.endings)
    questions = f"{count}\u00a0{plural('question') if count > 1 else 'question'}"
    ending = f"{ends}\u00a0{plural('fin') if ends > 1 else 'fin'}"
    return french(
        f"Parcours « {flow.id} », version {flow.version} : {questions}, dont {core} du noyau ; {ending}."
    )


def _section(flow: Flow, name: str) -> str:
    """Id of the section of that id or title."""
    from flows.lookup import joined

    wanted = joined(name)
    for each in flow.file.sections:
        if name == each.id or wanted in (joined(each.id), joined(each.title)):
            return each.id
    raise UnknownSection(name, flow)
