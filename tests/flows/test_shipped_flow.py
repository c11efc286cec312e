"""The shipped flow says everything of domain §3, with its frozen codes, in words fit for those it serves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from flows.catalogue import Catalogue
from flows.flow import Flow
from flows.grammar import Question
from flows.loader import load_catalogue, load_flow, shipped_cases

# Domain §3, question by question: the kind, and the frozen answers where there are any.
DICTIONARY: dict[str, tuple[str, str]] = {
    "mode": ("choix", "entretien permanence telephone domicile aller_vers dossier"),
    "menage": ("menage", ""),
    "taille_menage": ("entier", ""),
    "personnes_concernees": ("entier", ""),
    "nature": ("choix", "financiere non_financiere"),
    "prestation": ("catalogue", ""),
    "domaine": (
        "choix",
        "etat_civil_sejour sante logement_hebergement domiciliation retraite documents_attestations "
        "handicap_autonomie energie mobilite education emploi_formation numerique justice "
        "loisirs_vacances_culture autre",
    ),
    "organismes": ("catalogue_multiple", ""),
    "eligibilite": ("choix", "oui probable quasi non inconnu"),
    "appui_eligibilite": ("choix", "verifie institution personne estimation"),
    "motif_non_eligibilite": ("choix", "plafond residence_sejour condition_non_remplie hors_champ autre"),
    "connaissance": ("choix", "oui partielle non inconnu"),
    "proposition": ("choix", "oui non_malgre_contact pas_de_contact inconnu"),
    "raisons_non_connaissance": ("choix_multiple", "manque_information maitrise_insuffisante non_etablie"),
    "raisons_non_proposition": (
        "choix_multiple",
        "non_connaissance_agent protection discrimination fin_de_ressources non_etablie",
    ),
    "demande": ("choix", "deposee par_tiers empechee droit_ouvert commencee_abandonnee non inconnu"),
    "raisons_non_demande": (
        "choix_multiple",
        "cout_avantage desaccord attentes_autres preference_alternatives civisme "
        "manque_capacites non_etablie",
    ),
    "reception": ("choix", "rien partie retard interrompue non_utilisee tout inconnu"),
    "regularite": ("choix", "anormal normal inconnu"),
    "blocage": (
        "choix",
        "sans_reponse dossier_renvoye refus_sans_examen refus_motive rendez_vous_impossible acces_numerique "
        "versement_incomplet rupture autre",
    ),
    "raisons_non_reception": (
        "choix_multiple",
        "oubli_demandeur negligence_demandeur pieces_manquantes lenteur_administrative erreur_administrative "
        "demat_sans_alternative renvoi_entre_institutions piece_non_exigible discrimination non_etablie",
    ),
    "niveaux": (
        "choix_multiple",
        "pratiques_institutionnelles conception_offre ressources_individuelles contexte_social",
    ),
    "depuis": ("mois", ""),
    "issue": ("choix", "en_cours regularisee droit_perdu inconnu"),
    "causee_par": ("lien", ""),
    "manque_mensuel": ("montant", ""),
    "manque_mois": ("entier", ""),
    "recuperable": ("choix", "oui partie non inconnu"),
    "asf_demandee": ("choix", "oui non"),
    "asf_montant": ("montant", ""),
    "actions": (
        "choix_multiple",
        "examen_approfondi information_orientation contact_telephonique courrier instruction_asf "
        "accompagnement_numerique saisine_mediateur recours autre",
    ),
    "minutes": ("entier", ""),
    "chronologie": ("lignes", ""),
    "synthese": ("texte", ""),
    "demande_individuelle": ("texte", ""),
    "proposition_institution": ("texte", ""),
    "accord": ("choix", "oui non non_demande"),
}
EXTENSIBLE = {"details"}
SPELT_OUT = {"accord_date": "date", "accord_portee": "texte"}
CORE = {
    *("nature", "prestation", "domaine", "eligibilite", "appui_eligibilite", "motif_non_eligibilite"),
    *("connaissance", "proposition", "demande", "reception", "regularite", "issue"),
}
FORMS = {
    "non_connaissance": "Non-connaissance",
    "non_proposition": "Non-proposition",
    "non_demande": "Non-demande",
    "non_reception": "Non-réception",
    "non_orientation": "Non-orientation",
}
TRAITS = (
    *("primaire", "secondaire", "partiel", "complet", "cumule", "cumulatif"),
    *("temporaire", "permanent", "frictionnel", "quasi"),
)
BLAMING = re.compile(
    r"\b(faute|fautes|fautif|coupables?|négligen\w*|refuse de|aurait dû|auriez dû|paresse\w*|"
    r"fraude\w*|assist[ée]e?s|"
    r"mauvaise volonté|responsable de sa|n’a qu’à|malgré nos)\b",
    re.IGNORECASE,
)
NAMES_A_FORM = re.compile(
    r"non[- ](recours|connaissance|proposition|demande|réception|orientation)", re.IGNORECASE
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def questions_with_choices(flow: Flow) -> list[Question]:
    return [each for each in flow.file.questions if each.choices]


def what_an_agent_reads(flow: Flow) -> Iterator[tuple[str, str]]:
    """Every text of the file with the place where it stands."""
    for question in flow.file.questions:
        for name in ("text", "short", "why", "approach", "in_doubt", "unit"):
            yield f"{question.id}.{name}", getattr(question, name)
        for choice in question.choices:
            for name in ("label", "help", "finding", "supposition"):
                yield f"{question.id}.{choice.code}.{name}", getattr(choice, name)
        for column in question.columns:
            yield f"{question.id}.{column.code}.label", column.label
            yield f"{question.id}.{column.code}.help", column.help
    for form in flow.file.rules.forms:
        yield f"{form.code}.definition", form.definition
    for trait in flow.file.rules.typology:
        yield f"{trait.code}.meaning", trait.meaning
    for certainty in flow.file.rules.certainties:
        yield f"{certainty.code}.meaning", certainty.meaning
    for none in flow.file.rules.no_form:
        yield f"{none.code}.sentence", none.sentence
        yield f"{none.code}.next_step", none.next_step


TEXTS = dict(what_an_agent_reads(load_flow()))


# ── codes ────────────────────────────────────────────────────────────────────────────────────────


def test_the_flow_asks_every_question_of_the_dictionary_and_no_other(flow: Flow) -> None:
    """Identifiers are the contract with the base, the exports and the scenarios."""
    assert set(flow.questions) == set(DICTIONARY) | EXTENSIBLE | set(SPELT_OUT)


@pytest.mark.parametrize("question", DICTIONARY)
def test_a_question_has_the_kind_and_the_answers_of_the_dictionary(flow: Flow, question: str) -> None:
    """Codes are frozen: none is missing, none is added, none is renamed."""
    kind, codes = DICTIONARY[question]
    assert flow.questions[question].kind == kind
    assert set(flow.questions[question].codes) == set(codes.split())


def test_the_details_cover_what_was_seen_in_the_field_and_stand_under_a_level(flow: Flow) -> None:
    """The list may grow; each of its entries belongs to one of the four levels of explanation."""
    levels = set(DICTIONARY["niveaux"][1].split())
    assert {each.group for each in flow.questions["details"].choices} == levels
    assert len(flow.questions["details"].choices) >= 25


def test_the_agreement_has_its_date_and_its_scope(flow: Flow) -> None:
    """Asked only of a person who agrees."""
    for question, kind in SPELT_OUT.items():
        assert flow.questions[question].kind == kind
        assert flow.asked(question, {"accord": "oui"})
        assert not flow.asked(question, {"accord": "non"})
        assert not flow.asked(question, {})


def test_the_core_is_required_and_nothing_else_is(flow: Flow) -> None:
    """Everything outside the core can be passed with one key."""
    assert {each.id for each in flow.file.questions if each.required} == CORE


def test_every_required_question_comes_before_every_other(flow: Flow) -> None:
    """The core first: an interview cut short still qualifies."""
    required = [each.required for each in flow.file.questions]
    assert required == sorted(required, reverse=True)


def test_the_forms_are_the_five_of_the_domain_and_the_fifth_is_off(flow: Flow) -> None:
    """Labels and codes of §2.1; figures stay comparable while the fifth is not concluded."""
    assert {each.code: each.label for each in flow.file.rules.forms} == FORMS
    assert {each.code for each in flow.file.rules.forms if not each.active} == {"non_orientation"}


def test_each_active_form_reads_its_own_reasons_and_asks_them_only_when_in_play(flow: Flow) -> None:
    """Every list of reasons ends with « non établie »."""
    for form in flow.forms:
        question = flow.questions[form.rule.reasons]
        assert question.id == f"raisons_{form.rule.code}"
        assert question.codes[-1] == "non_etablie"
        assert flow.guards[question.id] == form.when


def test_the_typology_is_the_cnaf_s(flow: Flow) -> None:
    """Ten traits, derived."""
    assert tuple(each.code for each in flow.file.rules.typology) == TRAITS


def test_sizes_are_bounded_as_the_domain_says(flow: Flow) -> None:
    """1 to 20 persons, concerned at most the size; 1 to 600 minutes."""
    size, concerned, minutes = (
        flow.questions[each] for each in ("taille_menage", "personnes_concernees", "minutes")
    )
    assert (size.minimum, size.maximum) == (concerned.minimum, concerned.maximum) == (1, 20)
    assert concerned.at_most == "taille_menage"
    assert (minutes.minimum, minutes.maximum) == (1, 600)


def test_what_is_said_of_the_household_is_asked_once_per_interview(flow: Flow) -> None:
    """Shared by its situations: the frame and the sizes."""
    shared = {each.id for each in flow.file.questions if each.scope == "entretien"}
    assert shared == {"menage", "mode", "taille_menage", "personnes_concernees"}


def test_a_financial_benefit_is_never_classed_by_theme(flow: Flow) -> None:
    """A decision of the group: benefit if financial, domain if not, never both."""
    for nature, asked in (("financiere", "prestation"), ("non_financiere", "domaine")):
        assert flow.next_place("nature", {"nature": nature}) == asked
        other = {"prestation": "domaine", "domaine": "prestation"}[asked]
        assert not flow.asked(other, {"nature": nature})


def test_money_is_asked_of_financial_benefits_only(flow: Flow) -> None:
    """A missing residence permit has no monthly amount."""
    held = {
        "eligibilite": "oui",
        "appui_eligibilite": "verifie",
        "connaissance": "non",
        "demande": "non",
        "nature": "non_financiere",
    }
    assert not flow.asked("manque_mensuel", held)
    assert flow.asked("manque_mensuel", held | {"nature": "financiere"})
    for question in ("manque_mois", "recuperable"):
        assert not flow.asked(question, held)
        assert not flow.asked(question, held | {"manque_mensuel": "inconnu"})
        assert flow.asked(question, held | {"manque_mensuel": 5_000})


@pytest.mark.parametrize("question", [each.id for each in load_flow().file.questions if each.catalogue])
def test_a_catalogue_question_has_entries_to_choose_from(
    flow: Flow, catalogue: Catalogue, question: str
) -> None:
    """The list it names exists and is not empty."""
    assert len(catalogue.codes(flow.questions[question].catalogue)) > 20


# ── words ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("question", [each.id for each in load_flow().file.questions])
def test_a_question_says_why_it_is_asked_and_how_to_bring_it_up(flow: Flow, question: str) -> None:
    """The agent is never left alone with a question; where the person has nothing to say, it is said."""
    asked = flow.questions[question]
    assert len(asked.why) > 20
    assert "«" in asked.approach or re.search(
        r"Rien à demander|vous revient|Inutile de le demander", asked.approach
    )
    assert asked.text.rstrip().endswith("?")
    assert 3 <= len(asked.short) <= 40


@pytest.mark.parametrize("question", sorted(CORE))
def test_a_core_question_says_what_to_do_when_in_doubt(flow: Flow, question: str) -> None:
    """Nobody stays stuck on a required question."""
    assert flow.questions[question].in_doubt


def test_every_answer_that_the_rules_read_can_be_told_as_a_fact_and_supposed(flow: Flow) -> None:
    """« constat » is a sentence; « hypothese » fits after « si », on which the elsewhere sentences rest."""
    for question in flow.rule_questions:
        for choice in flow.questions[question].choices:
            place = f"{question}.{choice.code}"
            assert re.fullmatch(r"[A-ZÀÉ].+[.]", choice.finding), place
            assert choice.supposition, place
            assert re.match(r"[a-zéà]", choice.supposition), place
            assert not choice.supposition.endswith("."), place
            assert not choice.supposition.startswith(("si ", "que ")), place


@pytest.mark.parametrize("question", [each.id for each in questions_with_choices(load_flow())])
def test_labels_fit_on_one_line_and_differ(flow: Flow, question: str) -> None:
    """At most 60 signs, never the same words twice in one list."""
    labels = [each.label for each in flow.questions[question].choices]
    assert max(map(len, labels)) <= 60
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("question", [each.id for each in load_flow().file.questions])
def test_no_question_names_what_it_qualifies(flow: Flow, question: str) -> None:
    """There is no key question: neither the question nor its answers say « non-recours » or a form."""
    asked = flow.questions[question]
    words = [asked.text, asked.approach, *(each.label for each in asked.choices)]
    assert not [each for each in words if NAMES_A_FORM.search(each)]


def test_no_text_blames_anyone() -> None:
    """The person, the agent and the institution are spoken of in facts."""
    said = {place: BLAMING.findall(text) for place, text in TEXTS.items() if BLAMING.search(text)}
    said.pop("raisons_non_proposition.why", None)  # « sans chercher de coupable » says the contrary
    assert said == {}


def test_the_texts_are_typed_as_french_is_typed() -> None:
    """Typographic apostrophes, guillemets that match, no double space, no stray blank at either end."""
    faulty = {
        place: text
        for place, text in TEXTS.items()
        if "'" in text
        or '"' in text
        or "..." in text
        or "  " in text
        or text != text.strip()
        or text.count("«") != text.count("»")
        or re.search(r"\w[?!;:»]|«\w", text.replace("://", ""))
    }
    assert faulty == {}


def test_unknown_is_worded_alike_everywhere_and_stands_last(flow: Flow) -> None:
    """« On ne sait pas » is a real answer, found at the same place and under the same words."""
    for question in questions_with_choices(flow):
        if "inconnu" in question.codes:
            assert question.unknown
            assert question.codes[-1] == "inconnu"
            assert question.choices[-1].label == flow.file.unknown_label == "On ne sait pas"


def test_the_municipal_aid_is_written_in_full(flow: Flow) -> None:
    """At the CAF « ASF » is another benefit."""
    assert not [place for place, text in TEXTS.items() if re.search(r"\bASF\b", text)]
    assert "aide sociale facultative" in flow.questions["asf_demandee"].text


# ── file ─────────────────────────────────────────────────────────────────────────────────────────


def test_every_question_can_be_reached_and_every_way_leads_down(flow: Flow) -> None:
    """No question waits for answers that never come together."""
    for question, ways in flow.ways.items():
        for way in ways:
            assert flow.is_ending(way.to) or flow.order[way.to] > flow.order[question]


def test_the_fingerprint_is_that_of_the_text(flow: Flow) -> None:
    """Two readings of one text have one fingerprint; one more space is another."""
    from flows.loader import flow_from_text

    again = flow_from_text(flow.source, "copie.yaml", flow.catalogue)
    other = flow_from_text(flow.source + "\n", "copie.yaml", flow.catalogue)
    assert again.fingerprint == flow.fingerprint != other.fingerprint


def test_each_source_says_when_it_was_read(flow: Flow) -> None:
    """A fact from elsewhere carries the date it was read."""
    assert flow.file.sources
    for source in flow.file.sources:
        assert re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", source.read_on)


def test_the_ten_cases_of_the_formation_are_shipped() -> None:
    """Domain §9: they come first; others may follow."""
    numbers = [each.name.partition("-")[0] for each in shipped_cases()]
    assert numbers[:10] == [f"{rank:02}" for rank in range(1, 11)]
