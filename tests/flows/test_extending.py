"""A local flow is its base and what it changes: each change does what it says, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.extending.document import text_of
from flows.faults import ContentError
from flows.flow import Flow
from flows.grammar import Ancestor, Condition, Exit
from flows.loader import archived_flow, flow_from_text, load_catalogue, load_flow
from flows.qualification import qualify
from flows.reading import read_text
from tests.flows.local_flows import (
    BENEFIT,
    QUESTION,
    SOURCE,
    advice,
    base_copy,
    local_flow,
    written,
)
from tests.support import CASE_6, shipped_flow


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is remembered of these files is not left in the folder of the user."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("flows.compiled._folder", lambda: folder)
    return folder


def walked(flow: Flow, answers: dict[str, Any]) -> list[str]:
    """The questions an interview goes through, each answered as *answers* says."""
    path, place, said = [], flow.first, {}
    while not flow.is_ending(place):
        if not flow.asked(place, said):
            place = flow.follower(place)
            continue
        path.append(place)
        if place in answers:
            said[place] = answers[place]
        place = flow.next_place(place, said)
    return [*path, place]


CODED = {each.id: list(each.codes) for each in shipped_flow().file.questions if each.kind == "choix"}
ANSWERS = st.fixed_dictionaries({name: st.sampled_from(codes) for name, codes in CODED.items()})


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


# ── questions ────────────────────────────────────────────────────────────────────────────────────


BESIDE = [
    *("nature", "prestation", "eligibilite", "appui_eligibilite", "motif_non_eligibilite", "demande"),
    *("connaissance", "reception", "issue", "accord_portee"),
]
"""Every question with exits of its own, then some without: the first of the file, the last, guarded ones."""


@pytest.mark.parametrize("guarded", [False, True])
@pytest.mark.parametrize("where", ["apres", "avant"])
@pytest.mark.parametrize("target", BESIDE)
def test_an_added_question_changes_nothing_else_of_any_interview(
    tmp_path: Path, where: str, target: str, guarded: bool
) -> None:
    """Wherever it is put, guarded or not, the rest of the path is the path of the base."""
    guarded = guarded and (where, target) != ("avant", "nature")
    guard = {"si": {"question": "nature", "est": "financiere"}} if guarded else {}
    flow = local_flow(tmp_path, ajouter={"questions": [{where: target, **QUESTION, **guard}]})

    @settings(max_examples=40)
    @given(answers=ANSWERS)
    def same_path(answers: dict[str, Any]) -> None:
        expected = walked(shipped_flow(), answers)
        path = walked(flow, {**answers, "quartier": "gare"})
        assert [each for each in path if each != "quartier"] == expected
        if target in expected:
            asked = not guarded or answers["nature"] == "financiere"
            beside = expected.index(target) + (where == "apres")
            assert path == ([*expected[:beside], "quartier", *expected[beside:]] if asked else expected)

    same_path()


def test_where_the_question_before_is_passed_over_so_is_the_one_added_after_it(tmp_path: Path) -> None:
    """It would take exits that are not its own."""
    guarded = "  - id: proposition\n    si: {question: connaissance, est: non}\n"
    exits = "    suite: [{vers: issue, si: {question: proposition, est: oui}}, {vers: demande}]\n"
    base_copy(tmp_path, ("  - id: proposition\n", guarded + exits))
    added = {"apres": "proposition", **QUESTION, "si": {"question": "nature", "est": "financiere"}}
    flow = local_flow(tmp_path, etend="base", ajouter={"questions": [added]})
    said = {**CASE_6, "proposition": "oui", "quartier": "gare"}
    asked = walked(flow, {**said, "connaissance": "non"})
    assert asked[asked.index("proposition") :][:3] == ["proposition", "quartier", "issue"]
    passed = walked(flow, {**said, "connaissance": "oui"})
    assert passed[passed.index("connaissance") :][:2] == ["connaissance", "demande"]


def test_questions_added_after_the_same_one_are_asked_in_order(tmp_path: Path) -> None:
    """One after the other, then on where the interview would have gone; a guard only skips its own."""
    first = {"apres": "eligibilite", **QUESTION, "si": {"question": "nature", "est": "financiere"}}
    second = {"apres": "eligibilite", **QUESTION, "id": "rue"}
    third = {"apres": "quartier", **QUESTION, "id": "place", "si": {"question": "quartier", "est": "gare"}}
    flow = local_flow(tmp_path, ajouter={"questions": [first, second, third]})
    money = {"nature": "financiere", "eligibilite": "inconnu"}
    assert walked(flow, {**money, "quartier": "gare"})[2:7] == [
        "eligibilite",
        "quartier",
        "place",
        "rue",
        "connaissance",
    ]
    assert walked(flow, {**money, "quartier": "centre"})[3:6] == ["quartier", "rue", "connaissance"]
    other = {"nature": "non_financiere", "eligibilite": "oui"}
    assert walked(flow, other)[2:5] == ["eligibilite", "rue", "appui_eligibilite"]


def test_an_added_question_keeps_the_exits_it_has(tmp_path: Path) -> None:
    """Its own exits come first; the interview goes on as before where none of them holds."""
    own = {"suite": [{"vers": "appui_eligibilite", "si": {"question": "quartier", "est": "gare"}}]}
    flow = local_flow(tmp_path, ajouter={"questions": [{"apres": "eligibilite", **QUESTION, **own}]})
    said = {"eligibilite": "inconnu"}
    assert walked(flow, {**said, "quartier": "gare"})[2:4] == ["quartier", "appui_eligibilite"]
    assert walked(flow, {**said, "quartier": "centre"})[2:4] == ["quartier", "connaissance"]


def test_suites_says_which_answer_leads_to_a_question(tmp_path: Path) -> None:
    """That answer and no other; the exits of the base come after it."""
    flow = local_flow(
        tmp_path,
        ajouter={
            "questions": [{"avant": "issue", **QUESTION, "suite": [{"vers": "issue"}]}],
            "suites": {
                "demande": [
                    {"vers": "quartier", "si": {"question": "demande", "est": "commencee_abandonnee"}}
                ],
            },
        },
    )
    assert flow.questions["demande"].exits[0] == Exit(
        to="quartier", when=Condition(question="demande", equals="commencee_abandonnee")
    )
    assert walked(flow, {**CASE_6, "demande": "commencee_abandonnee"})[7:9] == ["quartier", "issue"]


def test_a_question_that_an_answer_leads_to_is_not_asked_after_the_others(tmp_path: Path) -> None:
    """« apres » then says only where it stands."""
    way = {"vers": "quartier", "si": {"question": "demande", "est": "empechee"}}
    question = {"apres": "demande", **QUESTION, "suite": [{"vers": "reception"}]}
    flow = local_flow(tmp_path, ajouter={"questions": [question], "suites": {"demande": [way]}})
    for answer, following in (("empechee", "quartier"), ("deposee", "reception"), ("non", "issue")):
        path = walked(flow, {**CASE_6, "demande": answer})
        assert path[path.index("demande") + 1] == following


def test_a_question_that_another_added_one_leads_to_takes_no_exit_over(tmp_path: Path) -> None:
    """« apres » says its place; the exits written in the file say who is asked it."""
    first = QUESTION | {
        "apres": "demande",
        "suite": [
            {"vers": "rue", "si": {"question": "quartier", "est": "gare"}},
            {"vers": "reception"},
        ],
    }
    second = {**QUESTION, "id": "rue", "apres": "quartier"}
    flow = local_flow(tmp_path, ajouter={"questions": [first, second]})
    filed = {**CASE_6, "quartier": "gare", "rue": "centre"}
    assert walked(flow, filed)[7:10] == ["quartier", "rue", "reception"]
    assert "rue" not in walked(flow, {**filed, "quartier": "centre"})


def test_sections_facts_and_sentences_are_added(tmp_path: Path) -> None:
    """A section at its place, a fact for guards, a sentence looked at before the others."""
    flow = local_flow(
        tmp_path,
        ajouter={
            "sections": [{"apres": "reperes", "id": "ville", "titre": "Notre ville"}],
            "questions": [
                {"avant": "manque_mensuel", **QUESTION, "section": "ville", "si": {"fait": "en_cours"}}
            ],
            "faits": [
                {
                    "code": "en_cours",
                    "libelle": "rien n’est réglé",
                    "si": {"question": "issue", "est": "en_cours"},
                }
            ],
            "aucun": [
                {
                    "code": "recu_et_regle",
                    "phrase": "Tout est reçu et réglé.",
                    "si": {"question": "issue", "est": "regularisee"},
                }
            ],
            "sources": [{"titre": "Délibération", "lu_le": "2026-10"}],
        },
    )
    names = list(flow.sections)
    assert names[names.index("ville") - 1 :][:3] == ["reperes", "ville", "consequences"]
    assert "quartier" in walked(flow, CASE_6)
    assert "quartier" not in walked(flow, {**CASE_6, "issue": "inconnu"})
    told = qualify(flow, {**CASE_6, "reception": "tout", "issue": "regularisee"}).no_form
    assert told is not None
    assert told.code == "recu_et_regle"
    assert flow.file.sources[-1].title == "Délibération"


# ── the catalogue of a town ──────────────────────────────────────────────────────────────────────


def test_a_local_benefit_is_found_and_known_everywhere(tmp_path: Path) -> None:
    """By its name, by its code, with the organism of the common catalogue that handles it."""
    entries = {"sources": SOURCE, "prestations": [BENEFIT]}
    flow = local_flow(tmp_path, ajouter={"catalogue": entries})
    assert flow.catalogue.search_benefits("rentrée chèque")[0].entry.code == "cheque_rentree"
    assert flow.label("prestation", "cheque_rentree") == "chèque de rentrée"
    assert flow.catalogue.common.benefit("cheque_rentree") is None
    assert len(flow.catalogue.file.benefits) == len(shipped_flow().catalogue.file.benefits) + 1


def test_an_archived_text_is_read_though_a_check_would_refuse_it_today(tmp_path: Path) -> None:
    """Checks grow stricter; records made before them are read for ever."""
    source = shipped_flow().source.replace("section: suites", "section: fin")
    with pytest.raises(ContentError):
        flow_from_text(source, "archive", load_catalogue())
    assert archived_flow(source, "archive", load_catalogue()).version == shipped_flow().version


def test_an_archive_keeps_its_entries_when_the_common_catalogue_has_taken_the_code(tmp_path: Path) -> None:
    """A record is read with what it was made with; no collision is told any more."""
    common = shipped_flow().catalogue
    flow = local_flow(tmp_path, ajouter={"catalogue": {"sources": SOURCE, "prestations": [BENEFIT]}})
    benefit = flow.catalogue.benefits["cheque_rentree"]
    taken = msgspec.structs.replace(benefit, label="tout autre chose")
    file = msgspec.structs.replace(common.file, benefits=(*common.file.benefits, taken))
    again = flow_from_text(flow.source, "archive", type(common)(file))
    assert again.label("prestation", "cheque_rentree") == "chèque de rentrée"
    assert [each.code for each in again.catalogue.file.benefits].count("cheque_rentree") == 1


def test_an_archive_whose_common_source_is_gone_still_reads(tmp_path: Path) -> None:
    """What no longer exists is left out, never a failure."""
    common = shipped_flow().catalogue
    benefit = {**BENEFIT, "voies": ["cra"], "variantes": ["msa"]}
    flow = local_flow(tmp_path, ajouter={"catalogue": {"sources": SOURCE, "prestations": [benefit]}})
    ways = {name: each for name, each in common.file.recourses.items() if name != "cra"}
    bodies = tuple(each for each in common.file.organisms if each.code != "msa")
    file = msgspec.structs.replace(common.file, recourses=ways, organisms=bodies, sources={})
    again = flow_from_text(flow.source, "archive", type(common)(file)).catalogue
    assert again.alternatives("cheque_rentree") == ()
    of_the_body = tuple(each for each in again.recourses("", ["ccas"]) if not each.domains)
    assert again.recourses("cheque_rentree", ["ccas"]) == of_the_body
    assert again.sources(["sp_f2500"]) == ()


# ── taking out ───────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=30)
@given(answers=ANSWERS)
def test_a_question_taken_out_is_passed_over_as_if_it_were_never_to_be_asked(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[str, Any]
) -> None:
    """The rest of the path is that of the base, even where exits led to the question."""
    out = ["causee_par", "asf_demandee", "asf_montant", "accord_portee", "chronologie"]
    flow = local_flow(tmp_path_factory.mktemp("local"), retirer={"questions": out})
    expected = [each for each in walked(shipped_flow(), answers) if each not in out]
    assert walked(flow, answers) == expected


def test_an_exit_to_a_question_taken_out_leads_below_it(tmp_path: Path) -> None:
    """As when its guard does not hold."""
    base_copy(tmp_path, ("    texte: Pourquoi ne lui en a-t-on pas parlé ?\n", _TO_CAUSE))
    flow = local_flow(tmp_path, etend="base", retirer={"questions": ["causee_par"]})
    assert flow.questions["raisons_non_proposition"].exits == (Exit(to="manque_mensuel"),)


_TO_CAUSE = "    texte: Pourquoi ne lui en a-t-on pas parlé ?\n    suite: [{vers: causee_par}]\n"


def test_a_choice_taken_out_is_no_longer_offered(tmp_path: Path) -> None:
    """And nothing else of the question changes."""
    flow = local_flow(tmp_path, retirer={"choix": {"domaine": ["loisirs_vacances_culture", "numerique"]}})
    before = shipped_flow().questions["domaine"].codes
    gone = {"loisirs_vacances_culture", "numerique"}
    assert flow.questions["domaine"].codes == tuple(each for each in before if each not in gone)


# ── one over the other ───────────────────────────────────────────────────────────────────────────


def test_a_town_over_its_county(tmp_path: Path) -> None:
    """Each level adds its own; the nearest has the last word, and may change what the other added."""
    written(
        tmp_path,
        "departement",
        modifier={"questions": {"issue": {"bref": "Au département", "texte": "Du département ?"}}},
        ajouter={
            "questions": [{"apres": "demande", **QUESTION}],
            "catalogue": {"sources": SOURCE, "prestations": [BENEFIT]},
        },
    )
    path = written(
        tmp_path,
        "commune",
        etend="departement",
        etabli_sur="1",
        modifier={"questions": {"issue": {"bref": "À la commune"}, "quartier": {"texte": "Quel hameau ?"}}},
        ajouter={"catalogue": {"prestations": [{**BENEFIT, "code": "bon_hiver", "libelle": "bon d’hiver"}]}},
    )
    flow = load_flow(path)
    issue = flow.questions["issue"]
    assert (issue.short, issue.text) == ("À la commune", "Du département ?")
    assert flow.questions["quartier"].text == "Quel hameau ?"
    assert [flow.catalogue.benefit(each) is not None for each in ("cheque_rentree", "bon_hiver")] == [
        True,
        True,
    ]
    assert [each.id for each in flow.file.ancestors] == ["departement", "non-recours"]
    assert advice(path) == []
