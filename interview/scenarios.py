"""Several scenarios at once: where they are, what they gave, as JSON or as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from flows.endings import holds_content
from flows.faults import ContentError, Fault, by_nearness
from flows.loader import load_flow, shipped_cases
from flows.scenario import Scenario, read_scenario, scenario_from_text
from interview.conversation import Workplace
from interview.engine import FlowMachine
from interview.replay import Replayed, check, run
from interview.workbench.known_flows import UnknownFlow, flow_path


def run_all(names: Sequence[str], workplace: Workplace) -> list[Replayed]:
    """Run every scenario, once all of them have been read, checked and run without keeping anything.

    Raises:
        ContentError: every fault of every file; nothing has been run.
        StoreError: the base cannot keep them.
    """
    places = Workplaces(workplace)
    scenarios: list[tuple[Scenario, Workplace]] = []
    faults: list[Fault] = []
    for name in names:
        try:
            scenario = find_scenario(name)
            place = places.of(scenario)
            check(scenario, place.machine.flow)
            run(scenario, msgspec.structs.replace(place, base=None))
            scenarios.append((scenario, place))
        except ContentError as error:
            faults += [each for each in error.faults if each not in faults]
    if faults:
        raise ContentError(faults)
    return [run(scenario, place) for scenario, place in scenarios]


class Workplaces:
    """Where each scenario is held: the same place, under the flow that the scenario names.

    Args:
        workplace: its own flow is used by the scenarios that name it; the others are read once.
    """

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._machines: dict[Path | None, FlowMachine] = {}

    def of(self, scenario: Scenario) -> Workplace:
        """The workplace of *scenario*. Raises ContentError when its flow is unknown or cannot be used."""
        if scenario.file.flow == self._workplace.machine.flow.id:
            return self._workplace
        path = flow_path_of(scenario)
        if path not in self._machines:
            self._machines[path] = FlowMachine(load_flow(path))
        return msgspec.structs.replace(self._workplace, machine=self._machines[path])


def flow_path_of(scenario: Scenario) -> Path | None:
    """The file of the flow that a scenario names: beside it, or in the folder of the team.

    None for the shipped flow. Raises ContentError when there is no such flow.
    """
    try:
        return flow_path(scenario.file.flow, Path(scenario.name).parent)
    except UnknownFlow as error:
        fault = scenario.document.fault(
            "P071",
            ("parcours",),
            "parcours",
            str(error),
            "",
            remedy="Mettez le fichier du parcours à côté de celui-ci, ou dans votre dossier.",
        )
        raise ContentError([fault]) from None


def find_scenario(name: str) -> Scenario:
    """The scenario of that file, or the shipped case of that name. Raises ContentError."""
    path = Path(name)
    if path.exists() or holds_content(path):
        return read_scenario(path)
    cases = {each.name.removesuffix(".yaml"): each for each in shipped_cases()}
    chosen = [case for case in cases if name in (case, case.partition("-")[2], case.partition("-")[0])]
    if chosen:
        text = cases[chosen[0]].read_text("utf-8-sig")
        return scenario_from_text(text, f"{chosen[0]}.yaml")
    near = ", ".join(by_nearness(name, cases))
    fault = Fault(
        code="P001",
        file=name,
        line=1,
        node="scénario",
        found="ni un fichier, ni un cas livré",
        expected=f"un fichier .yaml, ou un de ces cas : {near}",
    )
    raise ContentError([fault])


def results_json(replayed: Sequence[Replayed]) -> str:
    """The results under the contract: one object, or a list when there are several."""
    results = [each.result for each in replayed]
    data = msgspec.json.encode(results[0] if len(results) == 1 else results)
    return msgspec.json.format(data, indent=2).decode()


def results_text(replayed: Sequence[Replayed]) -> str:
    """The results for people: one paragraph a situation."""
    return "\n\n".join(_text(each) for each in replayed)


def _text(replayed: Replayed) -> str:
    result = replayed.result
    lines = [result.titre or result.scenario]
    for rank, situation in enumerate(result.situations, 1):
        verdict = replayed.conversation.verdict(rank)
        lines.append(f"  {situation.reference} · {verdict.object} : {verdict.title}")
        lines += [f"    {form.label} : {' '.join(form.grounds)}" for form in verdict.forms]
        if verdict.no_form:
            lines.append(f"    {verdict.no_form}")
        if situation.parquees:
            lines.append(f"    Réponses jamais demandées, mises de côté : {', '.join(situation.parquees)}")
    if result.attendu_respecte is not None:
        lines.append("  Attendu : respecté" if result.attendu_respecte else "  Attendu : non respecté")
    return "\n".join(lines)
