"""What these tests share."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from flows.flow import Flow
from tests.support import shipped_flow


def walked(flow: Flow, answers: dict[str, Any]) -> list[str]:
    """The questions an interview goes through, each answered as *answers* says."""
    path, place, said = [], flow.first, {}
    while not flow.is_ending(place):
        if not flow.asked(place, said):
            place = flow.follower(place)
            continue
        path.append(place)
        if place in answers:
            said[place] = answers[place]
        place = flow.next_place(place, said)
    return [*path, place]


CODED = {each.id: list(each.codes) for each in shipped_flow().file.questions if each.kind == "choix"}

ANSWERS = st.fixed_dictionaries({name: st.sampled_from(codes) for name, codes in CODED.items()})
