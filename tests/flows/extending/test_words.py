"""A local flow: nothing changed, words, choices."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extending.document import text_of
from flows.grammar import Ancestor
from flows.loader import flow_from_text, load_catalogue
from flows.qualification import qualify
from flows.reading import read_text
from tests.flows.extending.support import walked
from tests.flows.local_flows import (
    BENEFIT,
    QUESTION,
    SOURCE,
    local_flow,
)
from tests.support import CASE_6, shipped_flow

# ── nothing changed ──────────────────────────────────────────────────────────────────────────────


def test_a_local_file_with_nothing_in_it_is_its_base_under_its_own_name(tmp_path: Path) -> None:
    """Only the id, the version and the title differ; where it comes from is kept."""
    flow, base = local_flow(tmp_path), shipped_flow()
    assert (flow.id, flow.version, flow.file.title) == (
        "ccas-exemple",
        "1",
        "Non-recours, à Exemple-sur-Rive",
    )
    assert flow.file.ancestors == (Ancestor(id="non-recours", version="2026.1"),)
    same = {"id": base.id, "version": base.version, "title": base.file.title, "ancestors": ()}
    assert msgspec.structs.replace(flow.file, **same) == base.file
    assert flow.catalogue.file == base.catalogue.file


def test_the_archived_text_gives_an_equal_flow(tmp_path: Path) -> None:
    """What the base archives is the whole flow: neither the local file nor its base is needed again."""
    flow = local_flow(
        tmp_path,
        ajouter={
            "questions": [{"apres": "demande", **QUESTION}],
            "catalogue": {"sources": SOURCE, "prestations": [BENEFIT]},
        },
    )
    again = flow_from_text(flow.source, "archive", load_catalogue())
    assert again.file == flow.file
    assert again.fingerprint == flow.fingerprint
    assert again.catalogue.file == flow.catalogue.file


WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f"), max_size=30)


@settings(max_examples=40)
@given(st.recursive(WORDS | st.booleans() | st.integers(-9, 9), lambda each: st.lists(each, max_size=3)))
def test_any_data_written_as_text_is_read_back_the_same(data: Any) -> None:
    """« oui », « 0123 », « 2026-11 » stay what they are."""
    assert read_text(text_of({"clé": data, "dates": ["2026-11", "no", "0123"]}), "x").data == {
        "clé": data,
        "dates": ["2026-11", "no", "0123"],
    }


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def test_words_change_and_nothing_else_does(tmp_path: Path) -> None:
    """Each word goes where it is said to; codes, kinds and rules stay."""
    flow = local_flow(
        tmp_path,
        modifier={
            "questions": {
                "connaissance": {
                    "texte": "La personne connaissait-elle cette aide ?",
                    "choix": {"partielle": {"libelle": "Un peu", "aide": "le nom"}},
                },
                "chronologie": {"colonnes": {"acteur": {"libelle": "Par qui"}}},
                "manque_mensuel": {"unite": "€ par mois"},
            },
            "sections": {"recit": "L’histoire"},
            "fins": {"fin": "Tout est vu"},
            "faits": {"non_recours": "un non-recours"},
            "formes": {"non_demande": {"libelle": "Renoncement", "avec_article": "le renoncement"}},
            "certitudes": {"potentiel": {"libelle": "À vérifier"}},
            "typologie": {"primaire": {"explication": "Rien n’a été demandé."}},
            "aucun": {"tout_recu": {"phrase": "Tout a été reçu."}},
        },
    )
    base = shipped_flow()
    known = flow.questions["connaissance"]
    assert known.text == "La personne connaissait-elle cette aide ?"
    assert known.why == base.questions["connaissance"].why
    partial = known.choice("partielle")
    assert partial is not None
    assert (partial.label, partial.help) == ("Un peu", "le nom")
    assert partial.finding == base.questions["connaissance"].choices[1].finding
    assert flow.questions["chronologie"].columns[1].label == "Par qui"
    assert flow.questions["manque_mensuel"].unit == "€ par mois"
    assert flow.sections["recit"].title == "L’histoire"
    assert flow.endings["fin"] == "Tout est vu"
    assert flow.file.rules.facts[-1].label == "un non-recours"
    assert (flow.form("non_demande").label, flow.form("non_demande").article) == (
        "Renoncement",
        "le renoncement",
    )
    assert flow.file.rules.certainties[1].label == "À vérifier"
    assert flow.file.rules.typology[0].meaning == "Rien n’a été demandé."
    assert flow.file.rules.no_form[1].sentence == "Tout a été reçu."
    assert [each.codes for each in flow.file.questions] == [each.codes for each in base.file.questions]
    assert flow.ways == base.ways
    assert flow.guards == base.guards


# ── choices ──────────────────────────────────────────────────────────────────────────────────────

IN_TOWN_HALL = {"code": "en_mairie", "libelle": "Oui, à la mairie", "sous": "deposee"}


def test_an_added_choice_concludes_what_the_one_it_stands_under_concludes(tmp_path: Path) -> None:
    """Every condition reads it alike: « à la mairie » is « déposée », for the path and for the rules."""
    flow = local_flow(tmp_path, ajouter={"choix": {"demande": [IN_TOWN_HALL]}})
    for reception in ("rien", "partie", "tout", "inconnu"):
        answers = {**CASE_6, "reception": reception}
        one, other = ({**answers, "demande": code} for code in ("deposee", "en_mairie"))
        assert walked(flow, one) == walked(flow, other)
        first, second = qualify(flow, one), qualify(flow, other)
        assert (first.forms, first.certainty, first.typology) == (
            second.forms,
            second.certainty,
            second.typology,
        )
    assert flow.label("demande", "en_mairie") == "Oui, à la mairie"


def test_an_added_choice_is_read_where_a_single_answer_is(tmp_path: Path) -> None:
    """« est » reads two answers from then on."""
    given_up = {"code": "perdue_de_vue", "libelle": "Perdue de vue", "sous": "commencee_abandonnee"}
    flow = local_flow(tmp_path, ajouter={"choix": {"demande": [given_up]}})
    assert qualify(flow, {**CASE_6, "demande": "perdue_de_vue"}).abandoned
    assert qualify(flow, {**CASE_6, "demande": "commencee_abandonnee"}).abandoned
    assert not qualify(flow, {**CASE_6, "demande": "non"}).abandoned


def test_an_added_choice_comes_where_one_looks_for_it(tmp_path: Path) -> None:
    """After the one it stands under, else with its group, else before what closes the list."""
    flow = local_flow(
        tmp_path,
        ajouter={
            "choix": {
                "demande": [IN_TOWN_HALL],
                "details": [{"code": "bus", "libelle": "Plus de bus", "groupe": "ressources_individuelles"}],
                "domaine": [{"code": "eau", "libelle": "Eau"}, {"code": "jardin", "libelle": "Jardins"}],
                "raisons_non_demande": [{"code": "trajet", "libelle": "Trajet"}],
            }
        },
    )
    assert flow.questions["demande"].codes[:2] == ("deposee", "en_mairie")
    details = flow.questions["details"].codes
    assert details[details.index("bus") - 1 :][:3] == ("honte", "bus", "peur_dependre")
    assert flow.questions["domaine"].codes[-3:] == ("eau", "jardin", "autre")
    assert flow.questions["raisons_non_demande"].codes[-2:] == ("trajet", "non_etablie")


def test_a_condition_of_the_local_file_may_read_the_added_choice(tmp_path: Path) -> None:
    """Its own rules know its own codes, and read them as they are written."""
    trait = {
        "code": "par_la_mairie",
        "libelle": "Par la mairie",
        "explication": "La mairie a reçu la demande.",
        "si": {"question": "demande", "est": "en_mairie"},
    }
    flow = local_flow(tmp_path, ajouter={"choix": {"demande": [IN_TOWN_HALL]}, "typologie": [trait]})
    assert "par_la_mairie" in qualify(flow, {**CASE_6, "demande": "en_mairie"}).typology
    assert "par_la_mairie" not in qualify(flow, {**CASE_6, "demande": "deposee"}).typology
