"""The guard at work: what is kept, masked or refused, whatever the face. All names are invented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.faults import ContentError
from flows.scenario import scenario_from_text
from interview.conversation import Conversation, Workplace
from interview.following import FollowUp
from interview.guarding import (
    DECISION,
    FACT,
    NamesSomebody,
    answered,
    cautioned,
    decided,
    keep_anyway,
    unexcused,
    unexcused_entries,
)
from interview.rebuilding import Rebuilder
from interview.replay import check
from interview.sheets.content import sheet_of
from interview.sheets.saving import save_sheet
from store import Base
from tests.support import CASE_6, answer_all, make_workplace, shipped_flow

NAMED = "Mme Verdoyant a rappelé deux fois."
MASKED = "Mme [nom masqué] a rappelé deux fois."
ROWS = [
    {"date": "2025-08", "acteur": "la personne", "fait": "Dépôt."},
    {"date": "2025-12", "acteur": "M. Tartempion", "fait": "A écrit à tartempion@exemple.fr."},
]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db") as opened:
        yield opened


@pytest.fixture
def place(base: Base) -> Workplace:
    return make_workplace(base)


@pytest.fixture
def held(place: Workplace) -> Conversation:
    """Case 6 at its summary; what came before names nobody."""
    conversation = Conversation.start(place)
    answer_all(conversation, CASE_6, until="synthese")
    return conversation


def again(held: Conversation) -> Conversation:
    """The interview as a new start of the program finds it."""
    return Conversation.resume(held.workplace, held.heading.id)


def kept_anyway(held: Conversation, raw: Any, question: str) -> None:
    caution = cautioned(held, raw, question)
    assert caution is not None
    answered(held, raw, question, caution)


def test_what_was_typed_is_shown_between_brackets_and_not_changed(held: Conversation) -> None:
    """The agent sees the passage in its words; only what they choose is kept."""
    caution = cautioned(held, NAMED, "synthese")
    assert caution is not None
    assert [each.excerpt for each in caution.passages] == ["Mme [Verdoyant] a rappelé deux fois."]
    assert caution.raw == NAMED
    assert caution.masked == MASKED


def test_every_cell_of_a_row_is_looked_at(held: Conversation) -> None:
    """The place is said in words; masking leaves the other cells and rows as they were."""
    caution = cautioned(held, ROWS, "chronologie")
    assert caution is not None
    assert [each.label.replace("\u00a0", " ") for each in caution.passages] == [
        "Un nom (ligne n° 2, Qui)",
        "Une adresse électronique (ligne n° 2, Ce qui s’est passé)",
    ]
    assert caution.masked == [
        ROWS[0],
        {**ROWS[1], "acteur": "M. [nom masqué]", "fait": "A écrit à [adresse électronique masquée]."},
    ]


def test_two_passages_of_one_text_are_each_replaced_by_their_own(held: Conversation) -> None:
    """Replacing the first does not move the second."""
    caution = cautioned(held, "M. Tartempion et Mme Verdoyant, tél. 06 39 98 12 34.", "synthese")
    assert caution is not None
    assert caution.replaced(["A", "", "C"]) == "M. A et Mme , tél. C."


def test_a_choice_or_an_amount_is_never_looked_at(held: Conversation) -> None:
    """Only texts and rows are free: a code is nobody's name."""
    assert cautioned(held, NAMED, "nature") is None


def test_the_override_is_recorded_without_the_text(held: Conversation, base: Base) -> None:
    """The journal says which field and what kind, and not a letter of the passage."""
    kept_anyway(held, NAMED, "synthese")
    entry = base.entries(held.heading.id)[-1]
    assert (entry.kind, entry.question, entry.situation) == ("derogation", "synthese", 1)
    assert entry.value == {"champ": "synthese", "motifs": ["nom"]}
    assert "erdoyant" not in json.dumps(entry.value)


def test_what_was_kept_is_not_asked_again_even_after_a_new_start(held: Conversation) -> None:
    """The journal is enough to know; a new passage in the same field is asked about."""
    kept_anyway(held, NAMED, "synthese")
    for conversation in (held, again(held)):
        assert cautioned(conversation, NAMED + " Elle attend.", "synthese") is None
        caution = cautioned(conversation, NAMED + " M. Tartempion aussi.", "synthese")
        assert caution is not None
        assert [each.text for each in caution.passages] == ["Tartempion"]


def test_the_override_holds_for_its_field_its_kind_and_its_situation_only(held: Conversation) -> None:
    """The same name elsewhere was not looked at by the agent there."""
    kept_anyway(held, NAMED, "synthese")
    assert cautioned(held, NAMED, "demande_individuelle") is not None
    assert cautioned(held, NAMED, DECISION) is not None
    assert cautioned(held, "Rappeler le 06 39 98 12 34.", "synthese") is not None
    held.add_situation()
    assert cautioned(held, NAMED, "synthese") is not None


def test_a_passage_taken_out_and_put_back_is_asked_about(held: Conversation) -> None:
    """The override ends with the passage it was for."""
    kept_anyway(held, NAMED, "synthese")
    answered(held, "Elle a rappelé.", "synthese")
    for conversation in (held, again(held)):
        assert cautioned(conversation, NAMED, "synthese") is not None


def test_without_a_base_the_override_holds_while_the_interview_lasts() -> None:
    """Practice keeps nothing on disk, and must not ask twice either."""
    held = Conversation.start(make_workplace(None))
    answer_all(held, CASE_6, until="synthese")
    kept_anyway(held, NAMED, "synthese")
    assert cautioned(held, NAMED, "synthese") is None
    assert sheet_of(held, 1).synthese == NAMED


def test_an_override_changes_nothing_that_a_rebuilding_would_not_find(
    held: Conversation, base: Base, place: Workplace
) -> None:
    """The tables rest on the journal alone, overrides included."""
    kept_anyway(held, NAMED, "synthese")
    before = base.record(held.heading.id)
    rebuilder = Rebuilder(base, place.machine.flow.catalogue)
    assert list(rebuilder.differences()) == []
    rebuilder.rebuild()
    assert base.record(held.heading.id) == before


@pytest.mark.parametrize("question", ["synthese", "demande_individuelle"])
def test_a_sheet_that_names_somebody_is_refused_with_what_and_where(
    held: Conversation, question: str
) -> None:
    """A text kept before the guard existed, or by another program, stops the sheet."""
    answer_all(held, {**CASE_6, question: NAMED})
    with pytest.raises(NamesSomebody) as refusal:
        sheet_of(held, 1)
    told = str(refusal.value)
    assert shipped_flow().questions[question].short.replace("’", "'") in told.replace("’", "'")
    assert "Mme [Verdoyant]" in told.replace("\u00a0", " ")
    assert "Rien n’a été écrit" in told


def test_nothing_is_written_when_the_sheet_is_refused(held: Conversation, tmp_path: Path) -> None:
    """Not even an empty file."""
    held.answer(NAMED, "synthese")
    for format in ("texte", "html"):
        with pytest.raises(NamesSomebody):
            save_sheet(held, 1, format, tmp_path / "fiche")
    assert not (tmp_path / "fiche").exists()


def test_a_sheet_whose_passages_were_kept_or_masked_is_written(held: Conversation) -> None:
    """The agent has answered for each of them."""
    kept_anyway(held, NAMED, "synthese")
    answered(held, MASKED, "demande_individuelle")
    sheet = sheet_of(again(held), 1)
    assert (sheet.synthese, sheet.demande_individuelle) == (NAMED, MASKED)


def test_the_reason_of_a_decision_is_looked_at(held: Conversation) -> None:
    """It is free text, and it is printed on the sheet."""
    decided(held, [], NAMED)
    assert [field for field, _ in unexcused(held, 1)] == ["Raison de la décision"]
    caution = cautioned(held, NAMED, DECISION)
    decided(held, [], NAMED, excused=caution)
    assert unexcused(again(held), 1) == ()


def test_a_step_told_after_the_interview_is_looked_at(held: Conversation) -> None:
    """Follow-up writes free text too: the same functions serve it."""
    fact = {"date": "2026-03-04", "acteur": "M. Tartempion", "canal": "téléphone", "fait": "Rappel."}
    caution = cautioned(held, fact, FACT, 1)
    assert caution is not None
    assert caution.masked == {**fact, "acteur": "M. [nom masqué]"}
    held.follow(FollowUp("fait", 1, fact))
    assert [field for field, _ in unexcused(held, 1)] == ["Étape ajoutée au suivi"]
    keep_anyway(held, caution)
    for conversation in (held, again(held)):
        assert unexcused(conversation, 1) == ()


def test_a_journal_that_leaves_is_looked_at_replaced_answers_included(held: Conversation, base: Base) -> None:
    """Copying rows copies what an answer was before it was corrected."""
    held.answer(NAMED, "synthese")
    held.answer("Elle a rappelé.", "synthese")
    kept_anyway(held, NAMED, "demande_individuelle")
    found = unexcused_entries(held.flow, base.entries(held.heading.id))
    assert [(entry.question, passage.text) for entry, passage in found] == [("synthese", "Verdoyant")]


SCENARIO = """\
parcours: non-recours
titre: {titre}
sources: ["Mme Castelbajac, 2015"]
situations:
  - reponses:
      nature: financiere
      synthese: {synthese}
      chronologie:
        - {{date: "2025", acteur: la personne, fait: "{fait}"}}
"""


def faults_of(**texts: str) -> list[tuple[str, str]]:
    told = {"titre": "Un cas", "synthese": "Rien.", "fait": "Dépôt.", **texts}
    scenario = scenario_from_text(SCENARIO.format(**told), "cas.yaml")
    try:
        check(scenario, shipped_flow())
    except ContentError as error:
        return [(each.code, each.node) for each in error.faults]
    return []


def test_a_scenario_that_names_somebody_is_refused_and_everything_is_told_at_once() -> None:
    """A scenario is made to be shared: title, texts and rows; only the sources it cites are free."""
    faults = faults_of(titre="Le cas de M. Tartempion", synthese=NAMED, fait="Tél. 06 39 98 12 34")
    assert [code for code, _ in faults] == ["P073"] * 3
    assert "titre" in faults[0][1]
    assert "synthese" in faults[1][1]
    assert "fait" in faults[2][1]


def test_a_scenario_that_names_nobody_is_taken() -> None:
    """The same file, without the passages."""
    assert faults_of() == []
