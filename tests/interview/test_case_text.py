"""A kept situation as the draft of a case: it can be played once written, and says nothing of the person."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.checks.case_advice import TO_WRITE
from flows.checks.cases import training_texts
from flows.scenario import Scenario, scenario_from_text
from interview.case_text import case_draft
from interview.cli import cli
from interview.conversation import Conversation
from interview.engine import FlowMachine, knowledge
from interview.rehearsal.cases.collection import as_case, shipped_training_cases
from interview.replay import check_case, run
from interview.scenario_target import ScenarioKeeper
from interview.scenario_text import Unfinished
from interview.workbench.case_checks import case_remarks
from store import Base
from store.privacy import access
from tests.interview.grid.import_.support import ONE, brought, csv_of
from tests.interview.test_scenario_text import ENTITLED, SECRET, held_with, interviews
from tests.support import CASE_6, answer_all, changed_flow, make_workplace, shipped_flow, shipped_machine

DAY = "17/03/2026"


def written(held: Conversation) -> Scenario:
    return scenario_from_text(case_draft(held).text, "ebauche.yaml")


def told_of(held: Conversation) -> dict[str, Any]:
    """Answers that say as much of somebody as answers can."""
    return {
        **CASE_6,
        "synthese": SECRET,
        "demande_individuelle": SECRET,
        "proposition_institution": SECRET,
        "chronologie": [{"date": DAY, "acteur": SECRET, "canal": SECRET, "fait": SECRET, "preuve": SECRET}],
        "accord": "oui",
        "accord_date": DAY,
        "accord_portee": SECRET,
        "manque_mensuel": "206,47",
        "taille_menage": 4,
        "personnes_concernees": 3,
        "menage": held.interview.household,
    }


def test_nothing_of_the_person_nor_of_the_service_is_in_a_draft(tmp_path: Path) -> None:
    """No text, reference, pseudonym, agent, service, territory or day; no exact amount; no title."""
    with Base.open(tmp_path / "repere.db") as base:
        place = make_workplace(
            base, author="zz9", service="service-tout-a-fait-unique", territory="val-inventé"
        )
        held = Conversation.start(place)
        answer_all(held, told_of(held))
        held.decide((), SECRET, 1)
        held.close()
        draft = case_draft(held)
        kept = Conversation.resume(place, held.heading.id)
        assert case_draft(kept).text == draft.text
    for secret in (
        *(SECRET, held.reference, held.situation_reference(1), held.interview.household),
        *("zz9", "service-tout-a-fait-unique", "val-inventé", str(held.heading.id), "206", "Texte retiré"),
    ):
        assert secret not in draft.text, secret
    assert not re.search(r"\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4}|\b17\b", draft.text)


def test_what_is_kept_is_what_the_case_is_about() -> None:
    """Codes, months, sizes, amounts to ten euros; and the file says so at its head."""
    held = Conversation.start(make_workplace())
    answer_all(held, told_of(held))
    text = case_draft(held).text
    for kept in ("depuis: 2025-08\n", "manque_mensuel: 210\n", "taille: 4\n", "demande: deposee\n"):
        assert kept in text
    head = text.partition("parcours:")[0]
    assert all(word in head for word in ("codes", "mois", "nombre de personnes", "montants", "ni jour"))
    assert "accord_date" not in text


def test_all_that_is_said_of_a_draft_is_what_is_to_be_written() -> None:
    """One advice a text, at its line; nothing else is wrong, and nothing else is missing."""
    held = held_with(ENTITLED)
    scenario = written(held)
    check_case(scenario, held.flow)
    remarks = case_remarks(scenario, held.flow, sound=True)
    assert {each.code for each in remarks} == {"A077"}
    lines = scenario.document.source.splitlines()
    assert all(TO_WRITE in lines[each.line - 1] for each in remarks)
    to_write = sum(TO_WRITE in text for _, text in training_texts(scenario))
    assert len(remarks) == to_write + 1  # the title


def test_a_draft_that_has_been_written_is_a_good_case() -> None:
    """Once each text is replaced, nothing is said of it any more, and it can be rehearsed."""
    held = held_with(ENTITLED)
    text = re.sub(r"'À écrire(?:[^']|'')*'", "« Des mots. »", case_draft(held).text)
    scenario = scenario_from_text(text, "ecrit.yaml")
    assert case_remarks(scenario, held.flow, sound=True) == []
    assert as_case(scenario).case.setting == "« Des mots. »"
    assert run(scenario, make_workplace()).result.attendu_respecte is True


def test_what_a_draft_expects_is_the_proposal_not_what_was_decided() -> None:
    """A case teaches what the facts give; the agent who decided otherwise is told."""
    held = held_with(ENTITLED)
    held.decide((), "Un motif.", 1)
    draft = case_draft(held)
    assert "formes: [non_reception]" in draft.text
    assert "décidé autrement" in " ".join(draft.notes)


def test_a_further_situation_is_linked_and_waits_for_its_scene() -> None:
    """A cascade stays one; each situation has its voices."""
    held = held_with(ENTITLED)
    held.add_situation(1)
    answer_all(held, {**ENTITLED, "prestation": "c2s"})
    assert any("les 2 situations" in each for each in case_draft(held).notes)
    first, second = written(held).file.situations
    assert (first.cause, second.cause) == (None, 1)
    assert (first.scene, TO_WRITE in second.scene) == ("", True)
    assert first.voices
    assert second.voices


def test_the_name_of_a_local_flow_is_told_since_it_may_name_a_town() -> None:
    """The answers cannot be read without it: the trainer is warned."""
    flow = changed_flow(("parcours: non-recours\n", "parcours: ccas-exemple\n"))
    draft = case_draft(held_with(ENTITLED, make_workplace(machine=FlowMachine(flow))))
    assert "parcours: ccas-exemple\n" in draft.text
    assert "quelle est votre ville" in " ".join(draft.notes)


def test_a_draft_needs_an_interview_led_to_its_qualification() -> None:
    """There would be no reference to learn from."""
    held = Conversation.start(make_workplace())
    answer_all(held, ENTITLED, until="demande")
    with pytest.raises(Unfinished):
        case_draft(held)


@pytest.mark.parametrize("name", [each.name for each in shipped_training_cases()])
def test_every_shipped_case_gives_a_draft_that_can_be_written(name: str) -> None:
    """Whatever its form, its number of situations, its end."""
    case = next(each for each in shipped_training_cases() if each.name == name)
    held = run(case.scenario, make_workplace()).conversation
    scenario = written(held)
    check_case(scenario, held.flow)
    assert {each.code for each in case_remarks(scenario, held.flow, sound=True)} == {"A077"}
    assert run(scenario, make_workplace()).result.attendu_respecte is True


@settings(max_examples=25)
@given(data=st.data())
def test_whatever_was_answered_a_draft_holds_and_gives_the_same_conclusions(data: st.DataObject) -> None:
    """No fault, nothing but texts to write, the same forms."""
    held = data.draw(interviews(shipped_machine().flow))
    if not held.core_complete(1):
        return
    scenario = written(held)
    check_case(scenario, shipped_flow())
    assert {each.code for each in case_remarks(scenario, shipped_flow(), sound=True)} == {"A077"}
    for rank, result in enumerate(run(scenario, make_workplace()).result.situations, 1):
        said = knowledge.qualification(held.interview, rank)
        assert (result.formes, result.certitude) == (said.forms, said.certainty)


# ——— the commands


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, str, str]:
    """A base with one situation, its reference, its household."""
    path = tmp_path / "repere.db"
    with Base.open(path) as base:
        held = Conversation.start(make_workplace(base))
        answer_all(held, {**ENTITLED, "synthese": SECRET})
        held.close()
        return path, held.situation_reference(1), held.interview.household


def repere(*words: str | Path) -> Any:
    return CliRunner().invoke(cli, [str(each) for each in words])


def test_a_kept_situation_becomes_a_draft_and_the_log_says_so(
    kept: tuple[Path, str, str], tmp_path: Path
) -> None:
    """« repere dossiers voir REF --vers-cas F »: shown as ever, written beside, noted."""
    base_path, reference, household = kept
    target = tmp_path / "cas.yaml"
    done = repere("dossiers", "voir", reference, "--vers-cas", target, "--base", base_path)
    assert done.exit_code == 0, done.output
    assert reference in done.stdout
    assert "Ébauche d’un cas écrite" in done.stderr
    assert SECRET not in target.read_text("utf-8")
    assert reference not in target.read_text("utf-8")
    with Base.open(base_path) as base:
        assert [each.what for each in access.consultations(base, household)] == ["consultation", "cas"]


def test_a_situation_that_was_qualified_elsewhere_gives_no_case(tmp_path: Path) -> None:
    """A line of a grid has a conclusion, and no answers to learn from: it is said, nothing is written."""
    base_path, target = tmp_path / "repere.db", tmp_path / "cas.yaml"
    with Base.open(base_path) as base:
        brought(base, csv_of(tmp_path, ONE))
    done = repere("dossiers", "voir", ONE.reference, "--vers-cas", target, "--base", base_path)
    assert done.exit_code == 1, done.output
    assert "Cas non écrit" in done.stderr
    assert not target.exists()


def test_a_file_that_is_there_is_refused_before_the_record_is_opened(
    kept: tuple[Path, str, str], tmp_path: Path
) -> None:
    """Nothing is noted of a record that was not read."""
    base_path, reference, _ = kept
    target = tmp_path / "cas.yaml"
    target.write_text("à garder", encoding="utf-8")
    done = repere("dossiers", "voir", reference, "--vers-cas", target, "--base", base_path)
    assert done.exit_code == 1
    assert "existe déjà" in done.stderr
    assert target.read_text("utf-8") == "à garder"


def test_replayed_scenarios_become_drafts(tmp_path: Path) -> None:
    """One file, or one a scenario in a folder; not both a scenario and a case at once."""
    done = repere("rejouer", "le-f5", "--sans-enregistrer", "--vers-cas", tmp_path / "cas.yaml")
    assert done.exit_code == 0, done.output
    assert "formation:" in (tmp_path / "cas.yaml").read_text("utf-8")
    (tmp_path / "cas").mkdir()
    two = repere("rejouer", "le-f5", "quatre-retours", "--sans-enregistrer", "--vers-cas", tmp_path / "cas")
    assert two.exit_code == 0, two.output
    assert sorted(each.name for each in (tmp_path / "cas").iterdir()) == ["le-f5.yaml", "quatre-retours.yaml"]
    both = repere("rejouer", "le-f5", "--vers-cas", "a.yaml", "--vers-scenario", "b.yaml")
    assert both.exit_code == 2
    texts = repere("rejouer", "le-f5", "--vers-cas", "a.yaml", "--avec-textes")
    assert texts.exit_code == 2


def test_the_command_told_after_a_draft_can_be_typed_as_it_is(tmp_path: Path) -> None:
    """A space in the path is kept by straight quotes: no terminal knows « and »."""
    target = tmp_path / "mes cas" / "un.yaml"
    target.parent.mkdir()
    done = repere("rejouer", "le-f5", "--sans-enregistrer", "--vers-cas", target)
    assert f'repere parcours verifier "{target}"' in done.stderr


def test_an_interview_that_was_just_held_becomes_a_draft(tmp_path: Path) -> None:
    """Written once the face is left; what it says names a case, not a scenario."""
    path = tmp_path / "cas.yaml"
    keeper = ScenarioKeeper(path, case=True)
    held = Conversation.start(make_workplace())
    keeper.opened(held)
    with pytest.raises(Exception, match="Cas non écrit"):
        keeper.write()
    answer_all(held, {**ENTITLED, "synthese": SECRET})
    assert any("Ébauche" in each for each in keeper.write())
    assert SECRET not in path.read_text("utf-8")
