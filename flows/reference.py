"""The reference of a case: the answers that a scenario gives on its path, as they would be held.

A question that the file leaves out takes « on ne sait pas » where the question lists it, and is passed
otherwise; ``null`` passes it in any case. Values stay as they are written in the file.
"""

from __future__ import annotations

from typing import Any

from flows.flow import Flow
from flows.grammar import UNKNOWN
from flows.scenario import ScenarioFile

HOUSEHOLD = {"taille": "taille_menage", "concernees": "personnes_concernees"}
"""The questions that the keys of « menage » answer, in the heading of a file."""


def reference_of(flow: Flow, file: ScenarioFile, rank: int) -> dict[str, Any]:
    """Every question asked on the path of situation *rank* (from 1), in order, and its answer or None.

    The answers are taken to be fit for the flow: where they are not, the path goes on as it can.
    """
    given = {**_heading(file), **file.situations[rank - 1].answers}
    if file.situations[rank - 1].cause is not None:
        given.setdefault("causee_par", file.situations[rank - 1].cause)
    answers: dict[str, Any] = {}
    place = flow.first
    while not flow.is_ending(place):
        if not flow.asked(place, answers):
            place = flow.follower(place)
            continue
        left_out = place not in given and flow.questions[place].unknown
        answers[place] = UNKNOWN if left_out else given.get(place)
        place = flow.next_place(place, answers)
    return answers


def _heading(file: ScenarioFile) -> dict[str, Any]:
    facts = file.household
    sizes = {"taille": facts.size, "concernees": facts.concerned} if facts else {}
    named = {"mode": file.mode, **{HOUSEHOLD[key]: size for key, size in sizes.items()}}
    return {key: value for key, value in named.items() if value is not None}
