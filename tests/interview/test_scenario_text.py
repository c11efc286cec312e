"""An interview written as a scenario: it gives itself again, and says nothing of the person."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.faults import ContentError
from flows.flow import Flow
from flows.scenario import scenario_from_text
from interview.cli_words import Refusal
from interview.conversation import Conversation, Workplace
from interview.engine import FlowMachine, knowledge
from interview.replay import Replayed, run
from interview.scenario_target import ScenarioKeeper, targets, usable, write_scenario
from interview.scenario_text import Unfinished, scenario_draft
from store import Base
from tests.support import CASE_6, answer_all, changed_flow, make_workplace, shipped_machine

SECRET = "Invention qui ne doit pas sortir."
ENTITLED = {
    "nature": "financiere",
    "prestation": "rsa",
    "eligibilite": "oui",
    "appui_eligibilite": "verifie",
    "connaissance": "oui",
    "proposition": "oui",
    "demande": "deposee",
    "reception": "rien",
    "regularite": "anormal",
    "issue": "en_cours",
}


def held_with(answers: dict[str, Any], workplace: Workplace | None = None) -> Conversation:
    """An interview answered to its end."""
    held = Conversation.start(workplace or make_workplace())
    answer_all(held, answers)
    return held


def replayed(text: str, machine: FlowMachine | None = None) -> Replayed:
    return run(scenario_from_text(text, "again.yaml"), make_workplace(machine=machine))


def test_nothing_of_the_person_is_written() -> None:
    """No household, no reference, no text, no row, no decision, no exact day or amount."""
    held = held_with(
        {
            **CASE_6,
            "synthese": SECRET,
            "chronologie": [{"date": "12/08/2025", "acteur": SECRET, "fait": SECRET}],
            "accord_portee": SECRET,
            "manque_mensuel": "206,47",
        }
    )
    held.answer(held.interview.household, "menage")
    held.decide((), SECRET, 1)
    draft = scenario_draft(held)
    assert SECRET not in draft.text
    assert held.interview.household not in draft.text
    assert held.reference not in draft.text
    assert "206" not in draft.text
    assert "manque_mensuel: 210\n" in draft.text
    assert re.findall(r"\d{4}-\d{2}-\d{2}", draft.text) == ["2026-03-01"]
    assert "depuis: 2025-08\n" in draft.text
    told = " ".join(draft.notes)
    assert "Chronologie" in told
    assert "Synthèse" in told
    assert "décidé autrement" in told
    assert replayed(draft.text).result.attendu_respecte is True


@pytest.mark.parametrize(("written", "kept"), [("0", "0"), ("0,50", "10"), ("14,99", "10"), ("15", "20")])
def test_an_amount_is_rounded_and_only_nothing_is_nothing(written: str, kept: str) -> None:
    """« 0 » says that the aid was refused: a small aid must not become one."""
    held = held_with({**ENTITLED, "manque_mensuel": written})
    assert f"manque_mensuel: {kept}\n" in scenario_draft(held).text


def test_texts_are_kept_when_they_are_wanted_and_days_still_are_not() -> None:
    """Rows lose their days; the agent is told to read the texts again."""
    rows = [{"date": "12/08/2025", "acteur": "la CPAM", "fait": SECRET, "preuve": "oui"}]
    held = held_with({**CASE_6, "synthese": SECRET, "chronologie": rows})
    draft = scenario_draft(held, texts=True)
    assert draft.text.count(SECRET) == 2
    assert "2025-08-12" not in draft.text
    assert "Relisez-les" in " ".join(draft.notes)
    assert replayed(draft.text).result.attendu_respecte is True


def test_an_interview_left_once_its_core_is_complete_is_written_as_if_it_had_been_seen_to_its_end() -> None:
    """What was not asked yet is passed in the file too: replayed, nothing new is left to check."""
    held = Conversation.start(make_workplace())
    answer_all(held, ENTITLED, until="blocage")
    draft = scenario_draft(held)
    assert "depuis: null\n" in draft.text
    (situation,) = replayed(draft.text).result.situations
    assert situation.a_verifier == ()
    assert situation.formes == knowledge.qualification(held.interview, 1).forms


def test_an_interview_without_its_core_cannot_be_written() -> None:
    """There is nothing that the file could expect."""
    held = Conversation.start(make_workplace())
    answer_all(held, ENTITLED, until="demande")
    with pytest.raises(Unfinished):
        scenario_draft(held)


def test_linked_situations_stay_linked_and_an_unfinished_one_is_left_out() -> None:
    """Two situations of which the second comes from the first; a third that is only begun."""
    held = held_with(ENTITLED)
    held.add_situation(1)
    answer_all(held, ENTITLED)
    held.add_situation(2)
    held.answer("financiere")
    draft = scenario_draft(held)
    assert draft.text.count("causee_par: 1\n") == 1
    assert "situation n°\u00a03 n’est pas encore qualifiée" in " ".join(draft.notes)
    result = replayed(draft.text).result
    assert result.attendu_respecte is True
    assert all("cumulatif" in each.typologie for each in result.situations)
    assert len(result.situations) == 2


def test_what_hangs_on_other_interviews_is_left_out_and_told(tmp_path: Path) -> None:
    """A household already known, a link to one of its situations: neither is in the file, nor expected."""
    with Base.open(tmp_path / "repere.db") as base:
        before = held_with(ENTITLED, make_workplace(base))
        before.close()
        workplace = make_workplace(base, seed=9, new_id=_ids(1_000))
        held = Conversation.start(workplace, before.interview.household)
        answer_all(held, {**ENTITLED, "causee_par": before.situation_reference(1)})
        assert held.known_situations == 1
        draft = scenario_draft(held)
    assert before.reference not in draft.text
    told = " ".join(draft.notes)
    assert "autre entretien" in told
    assert "Cumulé et Cumulatif" in told
    assert replayed(draft.text).result.attendu_respecte is True


def _ids(start: int) -> Any:
    ranks = count(start)
    return lambda: UUID(int=(0x018F << 112) | (7 << 76) | (2 << 62) | next(ranks))


def test_answers_set_aside_are_not_written() -> None:
    """They count for nothing: they are told, and stay with the interview."""
    held = held_with(ENTITLED)
    held.answer("non", "demande")
    draft = scenario_draft(held)
    assert "reception" not in draft.text
    assert "Ce qui a été reçu" in " ".join(draft.notes)
    assert replayed(draft.text).result.attendu_respecte is True


@pytest.mark.parametrize(
    "change",
    [
        ("    bref: Synthèse\n", "    requise: true\n    bref: Synthèse\n"),
        ("    bref: Demande pour cette p", "    si_repondu: synthese\n    bref: Demande pour cette p"),
    ],
)
def test_a_text_that_has_to_be_there_is_replaced(change: tuple[str, str]) -> None:
    """It belongs to the core, or a question is asked only once it was given: the path stays the same."""
    machine = FlowMachine(changed_flow(change))
    held = held_with({**ENTITLED, "synthese": SECRET}, make_workplace(machine=machine))
    draft = scenario_draft(held)
    assert SECRET not in draft.text
    assert "synthese: Texte retiré.\n" in draft.text
    (situation,) = replayed(draft.text, machine).result.situations
    assert situation.chemin == held.interview.situations[0].path


def test_the_flow_it_was_held_under_is_named() -> None:
    """A local flow has an id of its own."""
    flow = changed_flow(("parcours: non-recours\n", "parcours: ccas-exemple\n"))
    held = held_with(ENTITLED, make_workplace(machine=FlowMachine(flow)))
    assert "parcours: ccas-exemple\n" in scenario_draft(held).text


def test_a_question_of_the_household_that_the_heading_has_no_key_for_is_kept() -> None:
    """« On ne sait pas » for the size of the household, and a question of a team's own."""
    held = held_with({**ENTITLED, "taille_menage": "inconnu", "mode": "inconnu"})
    draft = scenario_draft(held)
    (situation,) = replayed(draft.text).result.situations
    assert set(situation.a_verifier) == {"taille_menage", "mode"}


def test_null_passes_a_question_that_would_be_answered_by_not_known() -> None:
    """And never a question of the core, which has to be answered."""
    text = "situations:\n  - reponses: {" + ", ".join(f"{k}: {v}" for k, v in ENTITLED.items()) + "%s}\n"
    assert replayed(text % "").result.situations[0].a_verifier == ("depuis",)
    assert replayed(text % ", depuis: null").result.situations[0].a_verifier == ()
    assert replayed(text % ", asf_montant: null").result.situations[0].parquees == ()
    unanswered = text.replace("en_cours", "null").replace("deposee", "null")
    with pytest.raises(ContentError) as refused:
        replayed(unanswered % "")
    assert len(refused.value.faults) == 2


@st.composite
def interviews(draw: st.DrawFn, flow: Flow) -> Conversation:
    """An interview of one to three situations: any answer, or none, some changed afterwards."""
    held = Conversation.start(make_workplace())
    for rank in range(1, draw(st.integers(1, 3)) + 1):
        if rank > 1:
            held.add_situation(draw(st.sampled_from([None, *range(1, rank)])))
        while (prompt := held.prompt()) is not None:
            options = [each.code for each in prompt.options]
            if options:
                raw: Any = draw(st.sampled_from(options))
                raw = [raw] if prompt.multiple else raw
            else:
                raw = {"catalogue": "rsa", "mois": "08/2025", "montant": "12,30", "entier": "2"}.get(
                    prompt.kind
                )
            unknown = bool(prompt.unknown) and draw(st.integers(0, 3)) == 0
            if unknown:
                held.answer(prompt.unknown_value)
            elif raw is None or (prompt.skippable and draw(st.integers(0, 2)) == 0):
                held.skip()
            else:
                held.answer(raw)
    if draw(st.booleans()):
        held.answer(draw(st.sampled_from(flow.questions["demande"].codes)), "demande")
    return held


@settings(max_examples=40)
@given(data=st.data())
def test_whatever_was_answered_the_file_gives_the_same_conclusions(data: st.DataObject) -> None:
    """Forms, certainty, abandon and reasons of each situation, after any change of mind."""
    held = data.draw(interviews(shipped_machine().flow))
    try:
        draft = scenario_draft(held)
    except Unfinished:
        assert not held.core_complete(1)
        return
    again = replayed(draft.text).result
    assert again.attendu_respecte is True
    for rank, situation in enumerate(again.situations, 1):
        said = knowledge.qualification(held.interview, rank)
        assert (situation.formes, situation.certitude) == (said.forms, said.certainty)
        assert (situation.abandon, situation.raisons) == (said.abandoned, said.reasons)
        assert set(situation.a_verifier) == set(said.to_check)


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_is_there_is_refused_before_anything_begins(tmp_path: Path) -> None:
    """And so are a folder that is not, and a name that a folder of scenarios would not show."""
    there = tmp_path / "cas.yaml"
    there.write_text("à garder", encoding="utf-8")
    for path, words in (
        (there, "existe déjà"),
        (tmp_path / "ailleurs" / "cas.yaml", "n’existe pas"),
        (tmp_path / "cas.txt", ".yaml"),
    ):
        with pytest.raises(Refusal, match=words):
            ScenarioKeeper(path, texts=False)
        with pytest.raises(Refusal, match=words):
            usable(path)
    assert there.read_text("utf-8") == "à garder"


def test_a_file_that_appears_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    """Nobody's work is written over."""
    path = tmp_path / "cas.yaml"
    keeper = ScenarioKeeper(path, texts=False)
    keeper.opened(held_with(ENTITLED))
    path.write_text("à garder", encoding="utf-8")
    with pytest.raises(Refusal, match="existe déjà"):
        keeper.write()
    assert path.read_text("utf-8") == "à garder"


def test_several_scenarios_need_a_folder_and_names_of_their_own(tmp_path: Path) -> None:
    """One file a scenario, under its name."""
    with pytest.raises(Refusal, match="dossier"):
        targets(tmp_path / "cas.yaml", ["un.yaml", "deux.yaml"])
    with pytest.raises(Refusal, match="Deux scénarios"):
        targets(tmp_path, ["a/un.yaml", "b/un.yaml"])
    assert targets(tmp_path, ["a/un.yaml", "le-f5"]) == [tmp_path / "un.yaml", tmp_path / "le-f5.yaml"]
    assert targets(tmp_path / "cas.yaml", ["un.yaml"]) == [tmp_path / "cas.yaml"]


def test_the_last_interview_led_to_its_qualification_is_written(tmp_path: Path) -> None:
    """A screen may open several; one that was only begun is not it."""
    path = tmp_path / "cas.yaml"
    keeper = ScenarioKeeper(path, texts=False)
    first, second, begun = (
        Conversation.start(make_workplace(seed=seed, new_id=_ids(seed))) for seed in (1, 2, 3)
    )
    for held in (first, second, begun):
        keeper.opened(held)
    answer_all(first, ENTITLED)
    answer_all(second, {**ENTITLED, "prestation": "c2s"})
    begun.answer("financiere")
    keeper.opened(first)
    said = keeper.write()
    assert "prestation: rsa\n" in path.read_text("utf-8")
    assert first.reference in said[-1]


def test_nothing_is_written_of_an_interview_left_too_early(tmp_path: Path) -> None:
    """And the reason is told, with how to go on."""
    keeper = ScenarioKeeper(tmp_path / "cas.yaml", texts=False)
    held = Conversation.start(make_workplace())
    keeper.opened(held)
    with pytest.raises(Refusal, match="aucune réponse"):
        keeper.write()
    held.answer("financiere")
    with pytest.raises(Refusal, match=r"qualification.*entretien --simple"):
        keeper.write()
    assert not (tmp_path / "cas.yaml").exists()


def test_a_written_scenario_is_for_any_machine(tmp_path: Path) -> None:
    """UTF-8, line ends of one character, ending with one."""
    path = tmp_path / "cas.yaml"
    write_scenario(held_with(ENTITLED), path, texts=False)
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert raw.decode("utf-8").endswith("\n")
