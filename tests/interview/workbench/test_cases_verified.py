"""A case under ``repere parcours verifier``: every fault and every advice, whoever it names, at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.faults import ContentError
from flows.flow import Flow
from flows.scenario import scenario_from_text
from interview.rehearsal.alone.playing import Practice
from interview.rehearsal.cases.collection import as_case
from interview.replay import check, run
from interview.scenario_identities import scenario_faults
from interview.workbench.starting import BadName
from interview.workbench.starting_case import answers_text
from interview.workbench.verify import examine
from tests.flows.test_case_checks import GOOD, case, first
from tests.support import make_workplace, shipped_flow

TODAY = date(2026, 12, 1)
NAMED = "Mme Castelbajac, 12 rue de la Paix"


def write(path: Path, change: Callable[[dict[str, Any]], object] = lambda _: None) -> Path:
    data = yaml.safe_load(yaml.safe_dump(GOOD, allow_unicode=True))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def codes(path: Path) -> list[str]:
    return sorted(each.code for each in examine(path, TODAY).faults)


def test_a_good_case_passes_and_a_poor_one_is_told_everything(tmp_path: Path) -> None:
    """Faults and advice together, each once."""
    assert codes(write(tmp_path / "bon.yaml")) == []

    def spoil(data: dict[str, Any]) -> None:
        data["formation"].pop("discussion")
        data["formation"]["suite_de"] = "nulle-part"
        first(data)["motifs"]["demande"] = "…"
        first(data)["voix"].pop("nature")
        first(data)["reponses"]["inconnue"] = "oui"

    told = codes(write(tmp_path / "mauvais.yaml", spoil))
    assert told == ["A073", "P071"]  # the path is not judged while an answer is not one

    def mend(data: dict[str, Any]) -> None:
        spoil(data)
        del first(data)["reponses"]["inconnue"]

    assert codes(write(tmp_path / "mauvais.yaml", mend)) == ["A070", "A073", "P075", "P076"]


def test_a_case_beside_may_be_named_and_never_itself(tmp_path: Path) -> None:
    """The file next to it, or one that is shipped; a flow that lies there is no case."""
    write(tmp_path / "premier.yaml")
    (tmp_path / "parcours.yaml").write_text("grammaire: 1\nparcours: x\n", encoding="utf-8")

    def follows(name: str) -> list[str]:
        return codes(write(tmp_path / "second.yaml", lambda data: data["formation"].update(suite_de=name)))

    assert follows("premier") == []
    assert follows("10-acs-en-deux-temps") == []
    assert follows("second") == ["P076"]
    assert follows("parcours") == ["P076"]
    assert follows("../second") == ["P076"]


def test_a_case_at_fault_is_not_rehearsed_and_is_replayed_all_the_same() -> None:
    """What is there for those who rehearse never forbids to replay it, under its flow or another one."""
    unasked = case(lambda data: first(data)["motifs"].update(demande="…"))
    with pytest.raises(ContentError) as refused:
        Practice.begin(make_workplace(), as_case(unasked), None)
    assert [each.code for each in refused.value.faults] == ["P075"]
    assert run(unasked, make_workplace()).result.attendu_respecte is True


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("cadre", lambda data: data["formation"].update(cadre=NAMED)),
        ("exerce", lambda data: data["formation"].update(exerce=NAMED)),
        ("texte", lambda data: data["formation"].update(documents=[{"titre": "Lettre", "texte": NAMED}])),
        ("discussion", lambda data: data["formation"].update(discussion=[NAMED])),
        ("fait_qui_change", lambda data: data["formation"].update(fait_qui_change=NAMED)),
        ("scene", lambda data: first(data).update(scene=NAMED)),
        ("dit", lambda data: first(data)["voix"]["nature"].update(dit=NAMED)),
        ("demander", lambda data: first(data)["voix"]["eligibilite"]["relances"][0].update(demander=NAMED)),
        ("pourquoi", lambda data: first(data)["voix"]["eligibilite"]["relances"][1].update(pourquoi=NAMED)),
        ("motifs", lambda data: first(data)["motifs"].update(eligibilite=NAMED)),
        ("ecarts", lambda data: first(data)["ecarts"][0].update(pourquoi=NAMED)),
    ],
)
def test_the_guard_reads_every_text_of_a_case(
    place: str, change: Callable[[dict[str, Any]], object], flow: Flow
) -> None:
    """A case is made to be given around: no text of it names anybody."""
    faults = list(scenario_faults(case(change), flow))
    assert {each.code for each in faults} == {"P073"}
    assert all(place in each.node for each in faults)


def test_the_answers_of_a_new_case_are_valid_as_they_are_written() -> None:
    """Every question that qualifies is told with what it takes; the lit ones make a whole situation."""
    flow = shipped_flow()
    text = answers_text("ma-visite", "", flow)
    scenario = scenario_from_text(text, "ma-visite.yaml")
    check(scenario, flow)
    result = run(scenario, make_workplace()).result
    assert result.situations[0].parquees == ()
    assert result.situations[0].certitude == "avere"
    for question in flow.file.questions:
        if question.section in flow.qualifying_sections:
            assert question.text in text
            assert all(f"#   {choice.code} : " in text for choice in question.choices)
    assert max(len(line) for line in text.splitlines()) <= 110
    with pytest.raises(BadName, match="un cas"):
        answers_text("Ma Visite", "", flow)
