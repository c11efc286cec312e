"""Interviews held under a flow of the team's own: kept whole, read for ever, taken up again under it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.flow import Flow
from flows.loader import load_flow
from interview.conversation import Conversation
from interview.engine import FlowMachine
from interview.scenarios import run_all
from interview.sheets.content import sheet_of
from store import Base
from templates import render_fiche
from tests.flows.local_flows import BENEFIT, QUESTION, SOURCE, base_copy, written
from tests.support import CASE_6, answer_all, make_workplace, shipped_flow

REASON = {"code": "trajet_trop_long", "libelle": "Le trajet est trop long", "sous": "manque_capacites"}
ADDED = {
    "choix": {"raisons_non_demande": [REASON]},
    "questions": [{"apres": "issue", **QUESTION}],
    "catalogue": {
        "sources": SOURCE,
        "voies": {
            "recours_maire": {
                "libelle": "Recours auprès du maire",
                "texte": "Écrire au maire.",
                "delai": {"mois": 2, "depuis": "notification", "source": "deliberation"},
                "sources": ["deliberation"],
            }
        },
        "prestations": [{**BENEFIT, "voies": ["recours_maire"]}],
    },
}
NOT_ASKED_FOR: dict[str, Any] = {
    **CASE_6,
    "prestation": "cheque_rentree",
    "demande": "non",
    "quartier": "gare",
    "raisons_non_demande": ["trajet_trop_long"],
    "organismes": ["ccas"],
}


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folders of the user are those of the test; gives that of the settings."""
    settings = tmp_path / "reglages"
    monkeypatch.setattr("flows.compiled._folder", lambda: tmp_path / "cache")
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_, **__: settings)
    return settings


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db", timeout=0.2) as opened:
        yield opened


def held_under(flow: Flow, base: Base, until: str = "") -> Conversation:
    """The case of a local benefit not asked for, for a local reason."""
    held = Conversation.start(make_workplace(base, machine=FlowMachine(flow)))
    answer_all(held, NOT_ASKED_FOR, until=until)
    return held


def test_a_record_reads_the_same_when_every_file_has_changed_since(tmp_path: Path, base: Base) -> None:
    """What the base archives is enough: neither the local file nor the one it extends is needed."""
    base_copy(tmp_path)
    path = written(tmp_path, etend="base", ajouter=ADDED)
    held = held_under(load_flow(path), base)
    held.close()
    before = render_fiche(sheet_of(held, 1), "texte")
    for words in ("chèque de rentrée", "Le trajet est trop long", "Recours auprès du maire", "Non-demande"):
        assert words.casefold() in before.replace("\u00a0", " ").casefold(), words
    base_copy(tmp_path, ("libelle: Non-demande", "libelle: Tout autre chose"), version="2027.1")
    changed = written(tmp_path, etend="base", etabli_sur="2027.1", titre="Refait")
    for flow in (load_flow(changed), shipped_flow()):
        workplace = make_workplace(base, machine=FlowMachine(flow))
        again = Conversation.read(workplace, held.heading.id, workplace.machine.flow.catalogue)
        assert again.flow.file == held.flow.file
        assert again.interview.answers(1) == held.interview.answers(1)
        assert render_fiche(sheet_of(again, 1), "texte") == before


def test_an_interview_of_a_local_flow_goes_on_under_it_from_any_entrance(tmp_path: Path, base: Base) -> None:
    """Whoever opens the program without naming the flow does not lose the answers only it knows."""
    held = held_under(load_flow(written(tmp_path, ajouter=ADDED)), base, until="synthese")
    resumed = Conversation.resume(make_workplace(base, seed=9), held.heading.id)
    assert resumed.flow.id == "ccas-exemple"
    assert resumed.resumption.notice == ""
    assert resumed.interview.answers(1) == held.interview.answers(1)
    prompt = resumed.prompt()
    assert prompt is not None
    assert prompt.question == "synthese"
    resumed.skip()


def test_an_interview_goes_on_under_the_new_version_of_its_own_flow(tmp_path: Path, base: Base) -> None:
    """As for the shipped flow: the answers are replayed, and this is said."""
    held = held_under(load_flow(written(tmp_path, ajouter=ADDED)), base, until="synthese")
    newer = load_flow(written(tmp_path, ajouter=ADDED, version="2"))
    resumed = Conversation.resume(make_workplace(base, machine=FlowMachine(newer), seed=9), held.heading.id)
    assert resumed.flow.version == "2"
    assert "restent valables" in resumed.resumption.notice


REMOVABLE = [
    each.id
    for each in shipped_flow().file.questions
    if not each.required
    and each.kind != "menage"
    and not each.id.startswith("raisons_")
    and each.id not in ("blocage", "taille_menage", "asf_demandee", "accord", "manque_mensuel", "prestation")
]


@pytest.mark.parametrize("question", REMOVABLE)
def test_without_an_optional_question_the_interview_ends_and_its_sheet_is_made(
    tmp_path: Path, question: str
) -> None:
    """Nothing of the program takes an optional question for granted."""
    flow = load_flow(written(tmp_path, retirer={"questions": [question]}))
    held = Conversation.start(make_workplace(machine=FlowMachine(flow)))
    answer_all(held, {name: value for name, value in CASE_6.items() if name != question})
    assert held.prompt() is None
    assert "Non-réception" in render_fiche(sheet_of(held, 1), "texte").replace("\u00a0", " ")


SCENARIO = """\
parcours: ccas-exemple
situations:
  - reponses: {nature: financiere, prestation: cheque_rentree, eligibilite: oui, appui_eligibilite: verifie,
      connaissance: oui, proposition: oui, demande: non, issue: en_cours, quartier: gare,
      raisons_non_demande: [trajet_trop_long]}
    attendu: {certitude: avere, formes: [non_demande], raisons: {non_demande: [trajet_trop_long]}}
"""


def scenario_in(folder: Path) -> Path:
    """The scenario, in that folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "cas.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.mark.parametrize("where", ["beside", "settings"])
def test_a_scenario_is_run_under_the_flow_it_names(tmp_path: Path, folders: Path, where: str) -> None:
    """The flow stands beside it, or in the folder of the team; others of the run keep theirs."""
    scenario = scenario_in(tmp_path / "cas")
    folder = scenario.parent if where == "beside" else folders / "parcours"
    folder.mkdir(parents=True, exist_ok=True)
    written(folder, ajouter=ADDED)
    local, shipped = run_all([str(scenario), "quatre-retours"], make_workplace())
    assert (local.result.attendu_respecte, shipped.result.attendu_respecte) == (True, True)
    assert local.conversation.flow.id == "ccas-exemple"
    assert shipped.conversation.flow.id == "non-recours"


def test_a_scenario_of_an_unknown_flow_is_told_at_its_line(tmp_path: Path) -> None:
    """With the flows that are known; a name that is a path is never followed."""
    from flows.faults import ContentError

    scenario = scenario_in(tmp_path)
    for name in ("ccas-exemple", "../x"):
        scenario.write_text(SCENARIO.replace("ccas-exemple", name), encoding="utf-8")
        (tmp_path.parent / "x.yaml").write_text("secret: mot", encoding="utf-8")
        with pytest.raises(ContentError) as caught:
            run_all([str(scenario)], make_workplace())
        (fault,) = caught.value.faults
        assert (fault.code, fault.line) == ("P071", 1)
        assert "non-recours" in fault.found
