"""What a scenario file says of somebody: it is refused, for a scenario is made to be shared."""

from __future__ import annotations

from collections.abc import Iterator

from flows.faults import Fault
from flows.flow import Flow
from flows.scenario import Scenario
from flows.shape import describe
from interview.passages import LABELS, passages_in, texts_of
from templates.typography import french

CITED = "sources"
"""The key of what a case was drawn from: an author may be named there."""


def scenario_faults(scenario: Scenario, flow: Flow) -> Iterator[Fault]:
    """One fault for each passage of a scenario that may name somebody."""
    document = scenario.document
    for path, text in texts_of(document.data):
        if CITED in path:
            continue
        for each in passages_in(flow, text):
            found = f"{LABELS[each.kind]}, « {each.excerpt} »"
            expected = french(f"un texte qui ne dit de personne qui il est, par exemple « {each.masked} »")
            yield document.fault("P073", path, describe(document.data, path), french(found), expected)
