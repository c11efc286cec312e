"""The shipped cases, as data: each gives what it must, in memory and once kept and read again.

Ten of them tell what the field told (domain §9); the others are invented beside them.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from flows.flow import Flow
from flows.loader import shipped_cases
from flows.scenario import Scenario, scenario_from_text
from interview.conversation import Conversation
from interview.engine import knowledge
from interview.replay import run
from interview.scenario_text import scenario_draft
from interview.sheets.content import sheet_of
from store import Base
from templates import render_fiche
from tests.support import make_workplace

CASES = {case.name.removesuffix(".yaml"): case.read_text("utf-8") for case in shipped_cases()}

DOMAIN = {
    "01-orthodontie": ("potentiel", {"non_reception", "non_connaissance", "non_proposition"}),
    "02-passeport": (None, {"non_reception"}),
    "03-petite-retraite": (None, {"non_connaissance"}),
    "04-questionnaire-carsat": ("avere", {"non_reception"}),
    "05-attestation-fiscale": (None, {"non_reception"}),
    "06-quatre-retours": ("avere", {"non_reception"}),
    "07-titulaire-change": ("potentiel", {"non_reception"}),
    "08-le-f5": ("aucun", set()),
    "09-carriere-introuvable": ("avere", {"non_reception"}),
    "10-acs-en-deux-temps": (None, {"non_connaissance"}),
}
"""What domain §9 says of the first situation of each case; None where it leaves the certainty open."""

REASONS = {
    "01-orthodontie": {"erreur_administrative"},
    "02-passeport": {"erreur_administrative"},
    "04-questionnaire-carsat": {"erreur_administrative"},
    "05-attestation-fiscale": {"demat_sans_alternative"},
    "06-quatre-retours": {"pieces_manquantes", "erreur_administrative"},
    "07-titulaire-change": {"piece_non_exigible", "discrimination"},
    "09-carriere-introuvable": {"lenteur_administrative", "renvoi_entre_institutions"},
}
"""Reasons of non-réception that domain §9 gives."""

TRAITS = {
    "03-petite-retraite": {"cumule"},
    "04-questionnaire-carsat": {"partiel", "frictionnel"},
    "09-carriere-introuvable": {"partiel", "cumule"},
    "10-acs-en-deux-temps": {"temporaire"},
}
"""Traits that domain §9 gives."""


def scenario(name: str) -> Scenario:
    return scenario_from_text(CASES[name], f"{name}.yaml")


def test_the_ten_cases_of_the_field_are_there() -> None:
    """One file a case of domain §9, in its order, before those that were added."""
    assert sorted(CASES)[: len(DOMAIN)] == list(DOMAIN)


@pytest.mark.parametrize("name", DOMAIN)
def test_a_case_of_the_field_gives_what_the_domain_says(name: str) -> None:
    """Certainty, forms, reasons and traits of its first situation are those of domain §9."""
    first = run(scenario(name), make_workplace()).result.situations[0]
    certainty, forms = DOMAIN[name]
    assert set(first.formes) == forms
    assert certainty in (None, first.certitude)
    assert REASONS.get(name, set()) <= set(first.raisons.get("non_reception", ()))
    assert TRAITS.get(name, set()) <= set(first.typologie)


@pytest.mark.parametrize("name", CASES)
def test_a_case_gives_what_its_file_expects(name: str) -> None:
    """The file says what it must give, and nothing in it is left unasked."""
    replayed = run(scenario(name), make_workplace())
    assert replayed.differences == ()
    assert replayed.result.attendu_respecte is True
    assert all(situation.parquees == () for situation in replayed.result.situations)


@pytest.mark.parametrize("name", CASES)
def test_a_case_says_the_same_once_kept_and_read_again(name: str, tmp_path: Path) -> None:
    """Held in memory, held in a base, read back from the base: one interview, one verdict, one record."""
    in_memory = run(scenario(name), make_workplace())
    path = tmp_path / "repere.db"
    with Base.open(path) as base:
        kept = run(scenario(name), make_workplace(base)).conversation
    with Base.open(path) as base:
        workplace = make_workplace(base)
        again = Conversation.resume(workplace, kept.heading.id)
        assert again.interview == kept.interview
        assert not base.unfinished()
        for situation, expected in zip(again.interview.situations, in_memory.result.situations, strict=True):
            said = knowledge.qualification(again.interview, situation.rank)
            assert (said.certainty, said.forms, said.typology) == (
                expected.certitude,
                expected.formes,
                expected.typologie,
            )
            assert situation.path == expected.chemin


@pytest.mark.parametrize("texts", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_a_case_written_as_a_scenario_gives_itself_again(name: str, texts: bool) -> None:
    """With or without its texts: the same situations but for their references, as the new file expects."""
    first = run(scenario(name), make_workplace())
    draft = scenario_draft(first.conversation, texts=texts)
    again = run(scenario_from_text(draft.text, "again.yaml"), make_workplace(seed=7))
    assert again.result.attendu_respecte is True
    for before, after in zip(first.result.situations, again.result.situations, strict=True):
        assert after.reference != before.reference
        assert msgspec.structs.replace(after, reference=before.reference) == before


@pytest.mark.parametrize("name", CASES)
def test_a_case_gives_a_sheet_that_names_what_was_concluded(name: str, flow: Flow) -> None:
    """The sheet of each situation says its forms, or that there is no non-recours; never « None »."""
    held = run(scenario(name), make_workplace()).conversation
    for situation in held.interview.situations:
        text = str(render_fiche(sheet_of(held, situation.rank), "texte"))
        forms = held.verdict(situation.rank).decided
        assert all(form in text for form in forms)
        assert forms or "non-recours" in text
        assert "None" not in text
