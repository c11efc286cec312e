"""What is said of a case to rehearse: what cannot work, what makes a poor case, and nothing of a good one."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
import yaml

from flows.checks.case_advice import MOST_WORDS, case_advice, link_faults, unexplained
from flows.checks.cases import case_faults
from flows.codes import code_named
from flows.faults import Fault
from flows.flow import Flow
from flows.reference import reference_of
from flows.scenario import Scenario, scenario_from_text
from flows.single_change import after_one_change, decisive, outcome, single_changes

GOOD: dict[str, Any] = {
    "parcours": "non-recours",
    "titre": "Un logement trop grand",
    "formation": {
        "cadre": "Une femme vient avec une lettre.",
        "niveau": "premier",
        "exerce": "Vérifier avant de conclure.",
        "discussion": ["Que lui dire ?"],
    },
    "situations": [
        {
            "reponses": {
                "nature": "financiere",
                "prestation": "fsl",
                "eligibilite": "non",
                "appui_eligibilite": "verifie",
                "motif_non_eligibilite": "plafond",
            },
            "voix": {
                "nature": {"dit": "« C’est pour la caution. »"},
                "eligibilite": {
                    "dit": "« Je gagne ce que je gagne. »",
                    "maniere": "a_cote",
                    "relances": [
                        {"demander": "Combien ?", "dit": "« Oh… »", "aide": False, "pourquoi": "Trop sec."},
                        {"demander": "On lit ?", "dit": "Elle lit.", "aide": True, "pourquoi": "Ensemble."},
                    ],
                },
                "appui_eligibilite": {"dit": "« Voilà le barème qu’on m’a donné. »"},
            },
            "motifs": {
                "eligibilite": "Les ressources dépassent le plafond.",
                "appui_eligibilite": "Le barème a été lu.",
            },
            "ecarts": [
                {
                    "question": "eligibilite",
                    "reponses": ["oui", "probable", "quasi", "inconnu"],
                    "pourquoi": "Le barème dit le contraire.",
                },
                {
                    "question": "appui_eligibilite",
                    "reponses": ["institution", "personne", "estimation"],
                    "pourquoi": "C’est le barème qui le dit.",
                },
            ],
            "attendu": {"certitude": "aucun", "formes": []},
        }
    ],
}
"""The smallest good case: a right that does not exist, and it was verified."""

Change = Callable[[dict[str, Any]], object]


def case(change: Change = lambda _: None) -> Scenario:
    data = deepcopy(GOOD)
    change(data)
    return scenario_from_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "cas.yaml")


def told(scenario: Scenario, flow: Flow) -> list[Fault]:
    return [*case_faults(scenario, flow), *case_advice(scenario, flow)]


def first(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["situations"][0]
    return found


def test_nothing_is_said_of_a_good_case_nor_of_a_scenario_that_is_not_one(flow: Flow) -> None:
    """Neither fault nor advice."""
    assert told(case(), flow) == []
    plain = case(
        lambda data: (data.pop("formation"), [first(data).pop(key) for key in ("voix", "motifs", "ecarts")])
    )
    assert told(plain, flow) == []


def variance(data: dict[str, Any], question: str, codes: list[str], **more: bool) -> None:
    first(data)["ecarts"].append({"question": question, "reponses": codes, "pourquoi": "…", **more})


FAULTS: list[tuple[str, str, Change]] = [
    ("P074", "voix", lambda data: data.pop("formation")),
    ("P071", "voix › eligibilit", lambda data: first(data)["voix"].update(eligibilit={"dit": "« … »"})),
    ("P071", "motifs › age", lambda data: first(data)["motifs"].update(age="…")),
    ("P071", "ecarts › n° 3", lambda data: variance(data, "droit", ["oui"])),
    ("P075", "motifs › demande", lambda data: first(data)["motifs"].update(demande="Elle a demandé.")),
    ("P075", "ecarts", lambda data: variance(data, "demande", ["non"])),
    ("P072", "ecarts", lambda data: first(data)["ecarts"][0]["reponses"].append("peut-être")),
    ("P072", "ecarts", lambda data: first(data)["ecarts"][1]["reponses"].append("inconnu")),
    ("P077", "ecarts", lambda data: first(data)["ecarts"][0]["reponses"].append("non")),
    ("P077", "ecarts", lambda data: variance(data, "eligibilite", ["quasi"], admis=True)),
    (
        "P078",
        "relances",
        lambda data: first(data)["voix"]["eligibilite"]["relances"][1].update(aide=False),
    ),
    ("P079", "cadre", lambda data: data["formation"].update(cadre="  ")),
    ("P079", "discussion", lambda data: data["formation"].update(discussion=[""])),
    ("P079", "dit", lambda data: first(data)["voix"]["nature"].update(dit="")),
    ("P079", "reponses", lambda data: variance(data, "eligibilite", [])),
    ("A070", "reponses › nature", lambda data: first(data)["voix"].pop("nature")),
    ("A070", "appui_eligibilite", lambda data: first(data)["voix"].pop("appui_eligibilite")),
    ("A071", "reponses › eligibilite", lambda data: first(data)["motifs"].pop("eligibilite")),
    ("A072", "reponses › eligibilite", lambda data: first(data)["ecarts"][0]["reponses"].remove("quasi")),
    ("A073", "formation", lambda data: data["formation"].pop("discussion")),
    (
        "A074",
        "appui_eligibilite › dit",
        lambda data: first(data)["voix"]["appui_eligibilite"].update(dit="« C’est verifie. »"),
    ),
    (
        "A074",
        "relances › n° 1 › dit",
        lambda data: first(data)["voix"]["eligibilite"]["relances"][0].update(
            dit="« C’est de la non-demande. »"
        ),
    ),
    ("A074", "cadre", lambda data: data["formation"].update(cadre="Une non-réception, au guichet.")),
    ("A075", "cadre", lambda data: data["formation"].update(cadre="mot " * (MOST_WORDS + 1))),
    ("A077", "cadre", lambda data: data["formation"].update(cadre="À écrire : qui vient.")),
    ("A077", "motifs", lambda data: first(data)["motifs"].update(eligibilite="À écrire : pourquoi.")),
    (
        "A078",
        "situations",
        lambda data: first(data)["voix"]["eligibilite"].pop("relances"),
    ),
    (
        "A078",
        "relances",
        lambda data: first(data)["voix"]["eligibilite"]["relances"][0].update(aide=True),
    ),
    (
        "A078",
        "relances › n° 2",
        lambda data: first(data)["voix"]["eligibilite"]["relances"][1].pop("pourquoi"),
    ),
    ("A079", "situations › n° 1", lambda data: first(data).pop("attendu")),
]


@pytest.mark.parametrize(("code", "place", "change"), FAULTS, ids=range(len(FAULTS)))
def test_each_fault_is_told_where_it_is_and_nothing_else_is(
    code: str, place: str, change: Change, flow: Flow
) -> None:
    """One change of the good case, one code, whatever the number of places."""
    faults = told(case(change), flow)
    assert {each.code for each in faults} == {code}
    assert code_named(code).remedy
    assert place in faults[0].node


def test_the_label_of_the_answer_is_not_what_a_person_says(flow: Flow) -> None:
    """A long label is ours; a short one is everyday speech."""

    def says(question: str, answer: str, text: str) -> list[str]:
        def change(data: dict[str, Any]) -> None:
            first(data)["reponses"][question] = answer
            first(data)["voix"][question] = {"dit": text}

        found = case_advice(case(change), flow)
        return [each.found for each in found if each.code == "A074"]

    verified = flow.questions["appui_eligibilite"].choice("personne")
    assert verified is not None
    assert says("appui_eligibilite", "personne", f"« {verified.label}. »") == [f"« {verified.label} »"]
    assert says("appui_eligibilite", "personne", "« Une personne me l’a dit. »") == []
    assert says("eligibilite", "oui", "« Oui, oui. »") == []


def test_faults_are_all_told_at_once_with_their_lines(flow: Flow) -> None:
    """A file with five faults is mended once."""

    def change(data: dict[str, Any]) -> None:
        data["formation"]["cadre"] = ""
        first(data)["motifs"]["demande"] = "…"
        first(data)["motifs"].pop("eligibilite")
        first(data)["ecarts"][0]["reponses"].append("non")

    scenario = case(change)
    lines = scenario.document.source.splitlines()
    faults = sorted(told(scenario, flow), key=lambda each: each.code)
    assert [each.code for each in faults] == ["A071", "P075", "P077", "P079"]
    missing, unasked, itself, empty = faults
    assert "eligibilite: non" in lines[missing.line - 1]
    assert "demande:" in lines[unasked.line - 1]
    assert "reponses:" in lines[itself.line - 1]
    assert "cadre:" in lines[empty.line - 1]


def test_of_several_answers_one_may_be_there_or_not(flow: Flow) -> None:
    """A reason of the reference may be named as one that can be left out."""

    def change(data: dict[str, Any]) -> None:
        first(data)["reponses"] = {
            **DUE,
            "raisons_non_reception": ["pieces_manquantes", "erreur_administrative"],
        }
        first(data)["ecarts"] = [
            {
                "question": "raisons_non_reception",
                "reponses": ["erreur_administrative", "lenteur_administrative"],
                "admis": True,
                "pourquoi": "…",
            }
        ]
        first(data)["motifs"] = {}

    assert list(case_faults(case(change), flow)) == []


def test_a_voice_may_be_heard_beside_the_path_of_the_reference(flow: Flow) -> None:
    """Whoever takes another way hears something too."""
    beside = case(lambda data: first(data)["voix"].update(demande={"dit": "« J’ai rempli un papier. »"}))
    assert told(beside, flow) == []


def test_nothing_is_said_of_a_path_that_wrong_answers_would_bend(flow: Flow) -> None:
    """What only follows from another fault is not told."""
    bent = case(lambda data: first(data)["reponses"].update(eligibilite="peut-etre"))
    assert list(case_faults(bent, flow, sound=False)) == []
    assert list(case_advice(bent, flow, sound=False)) == []


def test_a_further_situation_begins_with_some_words(flow: Flow) -> None:
    """« scene », from the second one on."""

    def change(data: dict[str, Any]) -> None:
        data["situations"].append(deepcopy(first(data)))

    assert [each.code for each in told(case(change), flow)] == ["A079"]
    spoken = case(lambda data: (change(data), data["situations"][1].update(scene="Elle ajoute.")))
    assert told(spoken, flow) == []


# ——— other cases


def links(scenario: Scenario, flow: Flow, other: Scenario | None) -> list[Fault]:
    return list(link_faults(scenario, flow, {"autre": other}.get, ["autre"]))


def near(fact: str, change: Change = lambda _: None) -> Scenario:
    def changed(data: dict[str, Any]) -> None:
        data["formation"] |= {"proche_de": "autre", "fait_qui_change": fact}
        change(data)

    return case(changed)


DUE = {
    "nature": "financiere",
    "prestation": "fsl",
    "eligibilite": "oui",
    "appui_eligibilite": "verifie",
    "connaissance": "oui",
    "proposition": "oui",
    "demande": "deposee",
    "reception": "rien",
    "regularite": "anormal",
    "issue": "en_cours",
}


def answers(**changed: str) -> Change:
    return lambda data: first(data).update(reponses={**DUE, **changed})


def test_a_case_names_a_case_that_is_there(flow: Flow) -> None:
    """An earlier visit, or a near miss; a misspelt name gets the nearest."""
    named = case(lambda data: data["formation"].update(suite_de="autr"))
    (fault,) = links(named, flow, case())
    assert (fault.code, fault.nearest) == ("P076", "autre")
    assert links(case(lambda data: data["formation"].update(suite_de="autre")), flow, case()) == []
    (missing,) = links(near("Elle savait."), flow, None)
    assert missing.code == "P076"


def test_near_cases_differ_by_one_fact_that_changes_what_is_concluded(flow: Flow) -> None:
    """One or two answers that decide, the fact in a sentence, another conclusion."""
    normal, beyond = answers(regularite="normal"), answers(regularite="anormal")
    assert links(near("Le délai est passé.", beyond), flow, case(normal)) == []
    (unsaid,) = links(near("", beyond), flow, case(normal))
    assert (unsaid.code, unsaid.found) == ("A076", "rien dans « fait_qui_change »")
    (same,) = links(near("…", answers(demande="par_tiers")), flow, case(answers()))
    assert "même chose" in same.found
    far = answers(connaissance="non", proposition="non_malgre_contact", eligibilite="probable")
    (many,) = links(near("…", far), flow, case(answers()))
    assert "3 réponses" in many.found


def test_near_cases_may_differ_by_their_reasons_only(flow: Flow) -> None:
    """A letter that never came, and one that was forgotten, are both of non-réception."""
    lost = answers(raisons_non_reception=["erreur_administrative"])  # type: ignore[arg-type]
    left = answers(raisons_non_reception=["oubli_demandeur"])  # type: ignore[arg-type]
    assert links(near("La lettre était arrivée.", lost), flow, case(left)) == []


# ——— one answer replaced


def test_one_answer_replaced_walks_the_path_again(flow: Flow) -> None:
    """What is no longer asked counts for nothing; what is newly asked has no answer, or the one given."""
    never = after_one_change(flow, DUE, "demande", "non")
    assert never.forms == ("non_demande",)
    assert "reception" not in dict(never.conclusions[0].support)
    asked = {key: DUE[key] for key in DUE if key not in ("reception", "regularite")} | {"demande": "non"}
    opened = after_one_change(flow, asked, "demande", "deposee")
    assert opened.forms == ()
    known = after_one_change(flow, {**asked, "reception": "rien"}, "demande", "deposee")
    assert known.forms == ("non_reception",)


def test_an_answer_that_is_no_longer_asked_for_weighs_nothing(flow: Flow) -> None:
    """All was received, unless nothing had been asked: then it is not known that all was."""
    received = {**DUE, "connaissance": "non", "reception": "tout"}
    assert after_one_change(flow, received, "connaissance", "non").forms == ()
    assert after_one_change(flow, received, "demande", "non").forms == ("non_connaissance",)
    unsure = {**DUE, "reception": "inconnu"}
    assert "reception" not in after_one_change(flow, unsure, "demande", "non").to_check


def test_every_other_answer_is_tried_and_only_forms_certainty_and_abandon_are_compared(flow: Flow) -> None:
    """Each decisive question of the path, each of its other codes, once."""
    changes = list(single_changes(flow, DUE))
    assert {each.question for each in changes} == set(decisive(flow, DUE))
    for question in decisive(flow, DUE):
        codes = [each.code for each in changes if each.question == question]
        assert sorted([*codes, DUE[question]]) == sorted(flow.questions[question].codes)
    alike = {(each.question, each.code): each.alike for each in changes}
    assert alike["reception", "partie"]
    assert not alike["reception", "tout"]
    assert not alike["regularite", "inconnu"]
    begun = dict(DUE, demande="commencee_abandonnee")
    never = next(
        each for each in single_changes(flow, begun) if each.code == "non" and each.question == "demande"
    )
    assert (never.said.forms, never.alike) == (("non_demande",), False)
    assert outcome(never.said)[2] is False


def test_a_question_left_out_of_the_file_counts_as_not_known(flow: Flow) -> None:
    """As it does when the file is held; ``null`` passes it."""
    left_out = case(lambda data: (answers()(data), first(data)["reponses"].pop("proposition")))
    assert reference_of(flow, left_out.file, 1)["proposition"] == "inconnu"
    passed = case(lambda data: (answers()(data), first(data)["reponses"].update(depuis=None)))
    assert reference_of(flow, passed.file, 1)["depuis"] is None
    assert "inconnu" not in unexplained(left_out, flow, 1).get("proposition", ())
