"""Small random flows, and all that can be said of them by trying everything.

Nothing here is taken from the proof: interviews are walked one by one with the flow's own guards and
exits, and judged by the qualification.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any, TypeAlias

from hypothesis import strategies as st

from flows.catalogue import Catalogue
from flows.flow import Flow
from flows.grammar import UNKNOWN, Question
from flows.loader import flow_from_text, load_catalogue
from flows.qualification import Qualification, qualify

Data: TypeAlias = dict[str, Any]
Said: TypeAlias = dict[str, Any]

_CATALOGUE: list[Catalogue] = []


def flow_of(data: Data) -> Flow:
    """The checked flow of plain data. Raises ContentError if the file would be refused."""
    if not _CATALOGUE:
        _CATALOGUE.append(load_catalogue())
    return flow_from_text(json.dumps(data), "small.yaml", _CATALOGUE[0])


def test_of(draw: st.DrawFn, above: Sequence[Data]) -> Data:
    """One test of a question placed above."""
    question = draw(st.sampled_from([each for each in above if "choix" in each]))
    codes = [each["code"] for each in question["choix"]]
    operator = draw(st.sampled_from(["est", "parmi", "hors"]))
    if operator == "est":
        return {"question": question["id"], "est": draw(st.sampled_from(codes))}
    some = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True))
    return {"question": question["id"], operator: some}


def condition_of(draw: st.DrawFn, above: Sequence[Data], depth: int = 2) -> Data:
    """A condition over questions placed above."""
    shape = draw(st.sampled_from(["test", "test", "tous", "un_de"])) if depth else "test"
    if shape == "test":
        return test_of(draw, above)
    return {shape: [condition_of(draw, above, depth - 1) for _ in range(draw(st.integers(1, 2)))]}


def _question(draw: st.DrawFn, rank: int, number: int, above: Sequence[Data]) -> Data:
    kind = "choix" if rank == 0 else draw(st.sampled_from(["choix"] * 6 + ["choix_multiple", "texte"]))
    question: Data = {"id": f"q{rank}", "section": "s", "type": kind, "texte": "Quoi ?", "bref": "Quoi"}
    question["requise"] = draw(st.sampled_from([True, True, True, False]))
    if kind != "texte":
        codes = ["a", "b", "c"][: draw(st.integers(2, 3 if kind == "choix" else 2))]
        if kind == "choix" and draw(st.booleans()):
            codes[-1] = UNKNOWN
            question["inconnu"] = True
        question["choix"] = [{"code": code, "libelle": code.upper()} for code in codes]
    if above and draw(st.integers(0, 2)) == 0:
        question["si"] = condition_of(draw, above)
    if above and draw(st.integers(0, 7)) == 0:
        question["si_repondu"] = draw(st.sampled_from(above))["id"]
    if draw(st.integers(0, 2)) == 0:
        places = [f"q{each}" for each in range(rank + 1, number)] + ["fin", "fin_courte"]
        way = (
            {"vers": draw(st.sampled_from(places)), "si": condition_of(draw, [*above, question], 1)}
            if kind != "texte" or above
            else {"vers": draw(st.sampled_from(places))}
        )
        last = [{"vers": draw(st.sampled_from(places))}] if draw(st.booleans()) else []
        question["suite"] = [way, *last] if "si" in way else [way]
    return question


@st.composite
def flow_data(draw: st.DrawFn, most: int = 6) -> Data:
    """A flow of three to *most* questions, with guards, exits, skips, two forms and all the rules."""
    number = draw(st.integers(3, most))
    questions: list[Data] = []
    for rank in range(number):
        questions.append(_question(draw, rank, number, questions))

    def rule() -> Data:
        return condition_of(draw, questions)

    forms = [
        {"code": code, "libelle": code, "definition": code, "si": rule()} for code in ("forme_a", "forme_b")
    ]
    return {
        "grammaire": 1,
        "parcours": "petit",
        "version": "1",
        "titre": "Petit",
        "sections": [{"id": "s", "titre": "S", "qualifie": True}],
        "questions": questions,
        "fins": [{"id": "fin_courte", "libelle": "Plus tôt"}, {"id": "fin", "libelle": "Fin"}],
        "regles": {
            "formes": forms,
            "abandon": rule(),
            "avere": rule(),
            "certitudes": [],
            "typologie": [{"code": "trait", "libelle": "T", "explication": "T", "si": rule()}],
            "aucun": [{"code": "x", "phrase": "X", "si": rule()}, {"code": "y", "phrase": "Y"}],
        },
    }


def values_of(question: Question) -> list[Any]:
    """Whatever may be answered to a question of a small flow; None where it may be skipped."""
    values: list[Any]
    if question.kind == "choix":
        values = list(question.codes)
    elif question.kind == "choix_multiple":
        sizes = range(1, len(question.codes) + 1)
        values = [chosen for size in sizes for chosen in combinations(question.codes, size)]
    else:
        values = ["…"]
    if not question.required:
        if question.kind != "texte" and UNKNOWN not in values:
            values.append(UNKNOWN)
        values.append(None)
    return values


def interviews(flow: Flow) -> Iterator[Said]:
    """Every complete interview: all questions asked, with None where one is skipped."""
    yield from _onward(flow, flow.first, {})


def _onward(flow: Flow, place: str, said: Said) -> Iterator[Said]:
    if flow.is_ending(place):
        yield said
    elif not flow.asked(place, said):
        yield from _onward(flow, flow.follower(place), said)
    else:
        for value in values_of(flow.questions[place]):
            more = {**said, place: value}
            yield from _onward(flow, flow.next_place(place, more), more)


def followed(flow: Flow, prepared: Mapping[str, Any]) -> Said:
    """The interview of someone who has *prepared* an answer to each question."""
    said: Said = {}
    place = flow.first
    while not flow.is_ending(place):
        if flow.asked(place, said):
            said[place] = prepared[place]
            place = flow.next_place(place, said)
        else:
            place = flow.follower(place)
    return said


def prepared_answers(flow: Flow) -> Iterator[Said]:
    """One answer prepared to every question, in every way."""
    names = list(flow.questions)
    for values in product(*(values_of(flow.questions[name]) for name in names)):
        yield dict(zip(names, values, strict=True))


def judged(flow: Flow, said: Said) -> Qualification:
    """What an interview means, skipped questions left out."""
    return qualify(flow, {name: value for name, value in said.items() if value is not None})
