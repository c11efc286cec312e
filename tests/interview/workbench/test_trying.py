"""``repere parcours tester``: what differs, told so that a trainer can mend it; what is not covered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from flows.flow import Flow
from flows.loader import flow_from_text, load_catalogue, load_flow, shipped_cases
from flows.proof.results import Bound
from flows.scenario import scenario_from_text
from interview.engine import FlowMachine, Interview
from interview.replay import run
from interview.workbench import reachable
from interview.workbench.coverage import Coverage, Share, coverage
from interview.workbench.items import Item, items
from interview.workbench.proposing import proposal
from interview.workbench.try_json import as_json
from interview.workbench.try_words import in_words
from interview.workbench.trying import Tried, try_scenarios
from tests.flows.local_flows import written as local
from tests.interview.test_cli import repere, written
from tests.support import changed_flow, make_workplace, shipped_flow, shipped_machine

SMALL = """
grammaire: 1
parcours: petit
version: "1"
titre: Petit parcours
sections:
  - {id: objet, titre: L’objet, qualifie: true}
  - {id: suite, titre: La suite}
questions:
  - id: connaissance
    section: objet
    type: choix
    requise: true
    texte: Connue ?
    bref: Connaissance
    choix: [{code: oui, libelle: Oui}, {code: non, libelle: Non}]
    suite:
      - {vers: fin, si: {question: connaissance, est: non}}
      - {vers: demande}
  - id: demande
    section: objet
    type: choix
    requise: true
    inconnu: true
    texte: Demandée ?
    bref: Demande
    choix: [{code: oui, libelle: Oui}, {code: non, libelle: Non}, {code: inconnu, libelle: Ne sait pas}]
  - id: raisons
    section: suite
    type: choix_multiple
    texte: Pourquoi ?
    bref: Raisons
    si: {question: demande, est: non}
    choix: [{code: peur, libelle: Peur}, {code: fatigue, libelle: Fatigue}, {code: autre, libelle: Autre}]
  - id: personnes
    section: suite
    type: entier
    texte: Combien ?
    bref: Personnes
    si: {question: connaissance, est: oui}
    maximum: 9
fins:
  - {id: fin, libelle: Terminé}
regles:
  formes:
    - code: non_demande
      libelle: Non-demande
      definition: L’offre n’est pas demandée.
      raisons: raisons
      si: {question: demande, est: non}
  abandon: {question: raisons, parmi: [fatigue]}
  avere: {question: connaissance, est: oui}
  certitudes:
    - {code: avere, libelle: Avéré, explication: Établi.}
    - {code: potentiel, libelle: Potentiel, explication: À vérifier.}
    - {code: aucun, libelle: Aucun, explication: Rien.}
  typologie:
    - {code: primaire, libelle: Primaire, explication: Rien n’est demandé., si: {question: demande, est: non}}
  aucun:
    - {code: ignoree, phrase: Elle ne connaissait pas., si: {question: connaissance, est: non}}
    - {code: rien, phrase: Rien ne conclut.}
"""
ASKED = "{connaissance: oui, demande: non, raisons: [peur, fatigue], personnes: 2}"
UNAWARE = "{connaissance: non}"


def small(source: str = SMALL) -> Flow:
    return flow_from_text(source, "petit.yaml", load_catalogue())


def held(flow: Flow, *answers: str) -> list[Interview]:
    """One interview a group of answers."""
    machine = FlowMachine(flow)
    interviews = []
    for each in answers:
        scenario = scenario_from_text(f"parcours: petit\nsituations:\n  - reponses: {each}\n", "cas.yaml")
        interviews.append(run(scenario, make_workplace(machine=machine)).conversation.interview)
    return interviews


def shares(found: Coverage) -> dict[str, tuple[int, int]]:
    kinds = ("question", "choix", "condition", "suite", "regle")
    return {kind: msgspec.structs.astuple(found.share(kind)) for kind in kinds}


def missing(found: Coverage) -> set[tuple[str, str, str]]:
    kinds = ("question", "choix", "condition", "suite", "regle")
    return {(each.kind, each.node, each.value) for kind in kinds for each in found.missing(kind)}


# ── coverage ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_coverage_of_a_small_flow_is_what_one_counts_by_hand() -> None:
    """One interview asks everything; the other ends at its first question."""
    found = coverage(small(), held(small(), ASKED))
    assert shares(found) == {
        "question": (4, 4),
        "choix": (4, 8),  # oui; non; peur, fatigue — of 2 + 3 + 3
        "condition": (2, 3),  # « raisons » true, « personnes » true; false: « raisons » only can be
        "suite": (1, 2),
        "regle": (3, 5),  # avéré, abandon, primaire; never: ignoree, rien
    }
    assert missing(found) == {
        ("choix", "connaissance", "non"),
        ("choix", "demande", "oui"),
        ("choix", "demande", "inconnu"),
        ("choix", "raisons", "autre"),
        ("condition", "raisons", "fausse"),
        ("suite", "connaissance", "1"),
        ("regle", "aucun", "ignoree"),
        ("regle", "aucun", "rien"),
    }
    assert found.share("choix", core=True) == Share(2, 5)
    assert found.beyond == {
        Item("condition", "personnes", "fausse"),
        Item("regle", "forme", "non_demande/potentiel"),
    }


def test_another_case_covers_more_and_taking_it_away_covers_less() -> None:
    """Coverage only grows with the cases, and what the second brought is what is lost without it."""
    both = coverage(small(), held(small(), ASKED, UNAWARE))
    assert both.share("choix") == Share(5, 8)
    assert both.share("suite") == Share(2, 2)
    assert both.share("regle") == Share(4, 5)
    alone = coverage(small(), held(small(), ASKED))
    assert missing(alone) - missing(both) == {
        ("choix", "connaissance", "non"),
        ("suite", "connaissance", "1"),
        ("regle", "aucun", "ignoree"),
    }
    assert missing(both) < missing(alone)


def test_a_guard_is_seen_false_where_its_question_is_come_to_and_passed_over() -> None:
    """Not where the path ends before it."""
    asked = coverage(small(), held(small(), "{connaissance: oui, demande: oui}"))
    assert asked.times[Item("condition", "raisons", "fausse")] == 1
    ended = coverage(small(), held(small(), UNAWARE))
    assert ended.times[Item("condition", "raisons", "fausse")] == 0


def test_each_shipped_case_left_out_never_covers_more() -> None:
    """And one at least is the only one to cover something."""
    tried = try_scenarios([], make_workplace())
    (whole,) = tried.coverages
    lost = []
    for left_out in tried.trials:
        others = [each for each in tried.trials if each is not left_out]
        less = coverage(shipped_flow(), [each.replayed.conversation.interview for each in others])
        assert missing(whole) <= missing(less)
        lost.append(len(missing(less)) - len(missing(whole)))
    assert max(lost) > 0


def test_a_question_passed_is_asked_and_gives_no_choice() -> None:
    """Skipping answers nothing; a question that is always passed is told."""
    found = coverage(small(), held(small(), "{connaissance: oui, demande: non}"))
    assert found.share("question") == Share(4, 4)
    assert ("choix", "raisons", "peur") in missing(found)
    assert found.passed == {"raisons", "personnes"}


def test_the_path_that_is_walked_again_is_the_path_of_the_engine() -> None:
    """In every situation of every case, and where one changed one's mind."""
    for case in shipped_cases():
        replayed = run(scenario_from_text(case.read_text("utf-8"), case.name), make_workplace())
        conversation = replayed.conversation
        conversation.reopen()
        for changed in (False, True):
            if changed:
                conversation.go_to("eligibilite", 1)
                conversation.answer("inconnu", "eligibilite")
            interview = conversation.interview
            asked = [set(each.path) for each in interview.situations]
            times = coverage(shipped_flow(), [interview]).times
            for question in shipped_flow().questions:
                assert times[Item("question", question)] == sum(question in path for path in asked)


def test_a_question_of_the_household_is_asked_once_in_the_interview() -> None:
    """With the situation where it was asked; in the others it is passed over, whatever its guard."""
    case = next(each for each in shipped_cases() if each.name.startswith("02"))
    interview = run(
        scenario_from_text(case.read_text("utf-8"), case.name), make_workplace()
    ).conversation.interview
    times = coverage(shipped_flow(), [interview]).times
    assert times[Item("question", "mode")] == 1
    assert times[Item("question", "nature")] == 2


def test_what_no_interview_can_exercise_is_not_counted() -> None:
    """On the shipped flow: four guards always true where they stand, and a sentence of last resort."""
    beyond = reachable.out_of_reach(shipped_flow())
    assert beyond == {
        Item("condition", "prestation", "fausse"),
        Item("condition", "domaine", "fausse"),
        Item("condition", "motif_non_eligibilite", "fausse"),
        Item("condition", "reception", "fausse"),
        Item("regle", "aucun", "rien_ne_conclut"),
    }


def test_a_question_never_reached_takes_its_choices_and_its_exits_with_it() -> None:
    """An exit that is never taken is found too."""
    source = SMALL.replace("est: non}}\n      - {vers: demande}", "est: non}}\n      - {vers: personnes}")
    beyond = reachable.out_of_reach(small(source)) or frozenset()
    assert {each.node for each in beyond if each.kind == "question"} == {"demande", "raisons"}
    assert Item("choix", "raisons", "autre") in beyond
    assert Item("condition", "raisons", "vraie") in beyond
    assert Item("regle", "forme", "non_demande/avere") in beyond
    assert Item("choix", "connaissance", "non") not in beyond


def test_an_exit_whose_condition_never_holds_is_not_counted() -> None:
    """Those who did not know are at the end already."""
    way = "{vers: fin, si: {question: connaissance, est: non}}"
    source = SMALL.replace(
        "    bref: Demande\n", f"    bref: Demande\n    suite: [{way}, {{vers: raisons}}]\n"
    )
    beyond = reachable.out_of_reach(small(source)) or frozenset()
    assert {each for each in beyond if each.kind == "suite"} == {Item("suite", "demande", "1")}


def test_a_flow_too_large_counts_everything_and_says_so() -> None:
    """Nothing is said to be out of reach that was not shown to be."""
    assert reachable.out_of_reach(small(), Bound(states=2)) is None
    tried = try_scenarios([], make_workplace())
    (found,) = tried.coverages
    unknown = msgspec.structs.replace(found, beyond=None, items=tuple(items(found.flow)))
    text = in_words(msgspec.structs.replace(tried, coverages=(unknown,)))
    assert "tout est compté" in text


# ── what differs ─────────────────────────────────────────────────────────────────────────────────────

CASE = """
titre: Essai
situations:
  - reponses: {nature: financiere, prestation: c2s, eligibilite: oui, appui_eligibilite: verifie,
               connaissance: oui, proposition: oui, demande: deposee, reception: rien,
               regularite: anormal, issue: en_cours, raisons_non_reception: [lenteur_administrative]}
    attendu: %s
"""


def tried_with(tmp_path: Path, expected: str, case: str = CASE) -> Tried:
    (tmp_path / "cas.yaml").write_text(case % expected, encoding="utf-8")
    return try_scenarios([str(tmp_path / "cas.yaml")], make_workplace())


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (
            "{formes: [non_demande]}",
            [
                "attendu : Non-demande",
                "obtenu : Non-réception",
                "La non-réception est retenue :",
                "• reception : rien — La personne n’a rien reçu.",
                "La non-demande n’est pas retenue :",
                "• demande : deposee — Une demande a été déposée.",
            ],
        ),
        ("{formes: [non_reception, non_orientation]}", ["La non-orientation est éteinte dans ce parcours."]),
        (
            "{certitude: potentiel}",
            ["attendu : Potentiel", "obtenu : Avéré", "• appui_eligibilite : verifie — Cela a été vérifié"],
        ),
        ("{abandon: true}", ["attendu : oui", "L’abandon n’est pas conclu :", "• demande : deposee"]),
        (
            "{typologie: [primaire, complet]}",
            ["« Primaire » ne vaut pas : demande : deposee", "« Secondaire » vaut : eligibilite : oui"],
        ),
        ("{typologie: [secondaire, complet, cumule]}", ["« Cumulé » ne vaut pas : Le ménage connaît"]),
        (
            "{raisons: {non_reception: [oubli_demandeur]}}",
            [
                "Oubli de la personne (oubli_demandeur)",
                "Délai réglementaire dépassé (lenteur_administrative)",
            ],
        ),
        ("{raisons: {non_demande: [civisme]}}", ["Cette forme n’est pas retenue"]),
        ("{a_verifier: []}", ["attendu : rien", "obtenu : Depuis quand (depuis)"]),
        (
            "{chemin: [nature, domaine]}",
            ["Après « nature », on attendait « domaine »", "vient « prestation »"],
        ),
        (
            "{parquees: [asf_montant]}",
            ["Réponses jamais demandées", "attendu : Aide sociale facultative acc"],
        ),
    ],
)
def test_a_difference_is_told_with_the_answers_that_made_it(
    tmp_path: Path, expected: str, words: list[str]
) -> None:
    """In the words of the flow, with the question and the code that the scenario would change."""
    tried = tried_with(tmp_path, expected)
    assert not tried.holds
    text = " ".join(in_words(tried).replace("\u00a0", " ").replace("\u202f", " ").split())
    for each in words:
        assert each in text, text


def test_no_form_is_told_with_its_reason(tmp_path: Path) -> None:
    """Where nothing is concluded, the sentence of the flow says why."""
    case = CASE.replace("reception: rien", "reception: tout")
    text = in_words(tried_with(tmp_path, "{certitude: avere, formes: [non_reception]}", case))
    assert "La personne a reçu tout ce qui lui était dû." in text
    assert "obtenu : aucune" in text.replace("\u00a0", " ")


def test_no_line_is_wider_than_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 80 columns and at 66, with every detail."""
    monkeypatch.chdir(tmp_path)
    tried = tried_with(Path(), "{formes: [non_demande], typologie: [primaire], certitude: potentiel}")
    for width in (66, 80):
        for details in (False, True):
            text = in_words(tried, details=details, width=width)
            assert max(map(len, text.splitlines())) <= width


# ── files and folders ────────────────────────────────────────────────────────────────────────────────


def test_a_folder_tries_its_good_files_and_tells_every_fault_of_the_others(tmp_path: Path) -> None:
    """What is no scenario is left aside, whatever it is; links lead nowhere."""
    outside = tmp_path / "dehors.yaml"
    outside.write_text("a: [", encoding="utf-8")
    folder = tmp_path / "cas"
    (folder / "plus").mkdir(parents=True)
    good = CASE % "{formes: [non_reception]}"
    (folder / "bon.yaml").write_text(good, encoding="utf-8")
    (folder / "plus" / "bon.yml").write_text(good, encoding="utf-8")
    (folder / "fautes.yaml").write_text(good.replace("c2s", "zzz").replace("issue", "isue"), encoding="utf-8")
    (folder / "casse.yaml").write_text("a: [\n", encoding="utf-8")
    (folder / "petit.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "notes.txt").write_text("rien", encoding="utf-8")
    (folder / "lien.yaml").symlink_to(outside)
    tried = try_scenarios([str(folder)], make_workplace())
    assert [Path(each.replayed.result.scenario).name for each in tried.trials] == ["bon.yaml", "bon.yml"]
    assert [Path(each).name for each in tried.aside] == ["petit.yaml"]
    assert {(Path(each.file).name, each.code) for each in tried.faults} == {
        ("fautes.yaml", "P071"),
        ("fautes.yaml", "P072"),
        ("casse.yaml", "P004"),
    }
    assert not tried.holds


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    """« tout est comme attendu » of nothing would be a lie."""
    tried = try_scenarios([str(tmp_path)], make_workplace())
    assert [each.code for each in tried.faults] == ["P001"]


def test_scenarios_of_several_flows_are_counted_apart(tmp_path: Path) -> None:
    """Each under the flow it names, beside it or shipped."""
    (tmp_path / "petit.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "un.yaml").write_text(
        f"parcours: petit\nsituations: [{{reponses: {UNAWARE}}}]", encoding="utf-8"
    )
    (tmp_path / "deux.yaml").write_text(CASE % "{}", encoding="utf-8")
    tried = try_scenarios([str(tmp_path)], make_workplace())
    assert [each.flow.id for each in tried.coverages] == ["non-recours", "petit"]
    assert tried.holds


def test_cases_are_tried_under_another_flow_made_from_theirs() -> None:
    """So that a team knows whether the cases still hold; a stranger’s flow is refused, once a file."""
    changed = changed_flow(
        (
            "          - {question: regularite, hors: [normal]}\n",
            "          - {question: regularite, est: normal}\n",
        )
    )
    tried = try_scenarios([], make_workplace(), changed)
    assert not tried.faults
    assert sum(1 for each in tried.trials if each.misses) > 5
    refused = try_scenarios([], make_workplace(), small())
    assert len(refused.faults) == len(shipped_cases())
    assert {each.code for each in refused.faults} == {"P071"}


def test_the_cases_of_a_flow_are_tried_under_a_local_one_that_extends_it(tmp_path: Path) -> None:
    """A choice that the town adds is counted, and never given by the shipped cases."""
    own = {"code": "trajet_trop_long", "libelle": "Le trajet est trop long", "sous": "manque_capacites"}
    path = local(tmp_path, ajouter={"choix": {"raisons_non_demande": [own]}})
    tried = try_scenarios([], make_workplace(), load_flow(path))
    assert tried.holds
    (found,) = tried.coverages
    assert found.flow.id == "ccas-exemple"
    assert ("choix", "raisons_non_demande", "trajet_trop_long") in missing(found)


# ── drafts ───────────────────────────────────────────────────────────────────────────────────────────


def test_following_the_drafts_gives_every_choice_in_the_end() -> None:
    """Each gives the choice it was made for; none is needed once nothing is missing."""
    tried = try_scenarios([], make_workplace())
    flow = shipped_flow()
    interviews = [each.replayed.conversation.interview for each in tried.trials]
    shipped = len(interviews)
    for _ in range(60):
        found = coverage(flow, interviews)
        made = proposal(found, make_workplace())
        if made is None:
            break
        assert Item("choix", made.question, made.code) in found.missing("choix")
        scenario = scenario_from_text(made.text, "brouillon.yaml")
        interviews.append(run(scenario, make_workplace(machine=shipped_machine())).conversation.interview)
        after = coverage(flow, interviews)
        assert after.times[Item("choix", made.question, made.code)]
        assert len(found.missing("choix")) - len(after.missing("choix")) == made.gain
    assert not coverage(flow, interviews).missing("choix")
    assert shipped < len(interviews) < shipped + 30


# ── the command ──────────────────────────────────────────────────────────────────────────────────────


def test_the_shipped_cases_hold_and_the_totals_are_said(tmp_path: Path) -> None:
    """Exit 0, nothing on the error stream, no base made."""
    tried = repere("parcours", "tester", folder=tmp_path)
    assert tried.returncode == 0, tried.stderr
    assert tried.stderr == ""
    assert f"{len(shipped_cases())} scénarios joués, " in tried.stdout
    assert " situations\u00a0: tout est comme attendu." in tried.stdout
    assert "dont les choix du noyau" in tried.stdout
    assert list(tmp_path.iterdir()) == []


def test_an_expectation_that_is_not_met_or_a_file_at_fault_exits_1(tmp_path: Path) -> None:
    """The differences are results; the faults are narration."""
    name = written(tmp_path, CASE % "{formes: [non_demande]}")
    missed = repere("parcours", "tester", name, folder=tmp_path)
    assert missed.returncode == 1
    assert "La non-réception est retenue" in missed.stdout
    faulty = repere("parcours", "tester", "le-f5", "absent.yaml", folder=tmp_path)
    assert faulty.returncode == 1
    assert "tout est comme attendu" in faulty.stdout
    assert "absent.yaml\n  ligne 1 · faute P001" in faulty.stderr
    assert "n’a pas pu être joué" in faulty.stderr


def test_a_threshold_is_about_the_choices_of_the_core(tmp_path: Path) -> None:
    """What the ten cases of the field exercise passes it; one more does not."""
    names = [each.name.removesuffix(".yaml") for each in shipped_cases()][:10]
    (found,) = try_scenarios(names, make_workplace()).coverages
    reached = found.share("choix", core=True).percent
    for threshold, code, words in (
        (f"{reached}", 0, ""),
        (f"{reached + 1} %", 1, f"sous le seuil de {reached + 1}"),
        ("beaucoup", 2, "nombre de 0 à 100"),
    ):
        tried = repere("parcours", "tester", *names, "--seuil", threshold, folder=tmp_path)
        assert (tried.returncode, words in tried.stderr) == (code, True)


def test_the_json_says_all_of_it(tmp_path: Path) -> None:
    """The very keys other programs rely on."""
    name = written(tmp_path, CASE % "{formes: [non_demande]}")
    run = repere("parcours", "tester", name, "--json", folder=tmp_path)
    said: dict[str, Any] = json.loads(run.stdout)
    assert set(said) == {"reussi", "scenarios", "fautes", "laisses_de_cote", "couvertures"}
    assert said["reussi"] is False
    (scenario,) = said["scenarios"]
    assert scenario["attendu_respecte"] is False
    (miss,) = scenario["ecarts"]
    assert (miss["attendu"], miss["obtenu"]) == ("Non-demande", "Non-réception")
    assert ["reception", "rien"] in miss["reponses"]
    (found,) = said["couvertures"]
    assert found["choix"]["sur"] == 147
    assert {"question": "eligibilite", "code": "quasi"} in found["choix"]["manquent"]
    assert {"genre": "forme", "code": "non_demande", "certitude": "avere"} in found["regles"]["manquent"]
    assert {"question": "prestation", "vue": "fausse"} in found["hors_d_atteinte"]
    assert found["suites"]["manquent"][0] == {"question": "nature", "rang": 2, "vers": "domaine"}
    assert found["choix"]["noyau"]["sur"] == 60


def test_the_json_of_a_fault_says_where(tmp_path: Path) -> None:
    """Under the same keys as the other commands of the workbench."""
    tried = try_scenarios([str(tmp_path / "absent.yaml")], make_workplace())
    (fault,) = json.loads(as_json(tried))["fautes"]
    assert set(fault) == {
        *("code", "gravite", "fichier", "ligne", "noeud", "trouve", "attendu", "proche", "remede"),
    }
    assert (fault["code"], fault["gravite"]) == ("P001", "faute")


def test_a_draft_is_written_where_nothing_is(tmp_path: Path) -> None:
    """It can be tried at once, covers what it says, and is never written over."""
    proposed = repere("parcours", "tester", "--proposer", "brouillon.yaml", folder=tmp_path)
    assert proposed.returncode == 0, proposed.stderr
    assert "domaine : logement_hebergement" in proposed.stderr.replace("\u00a0", " ")
    tried = repere("parcours", "tester", "brouillon.yaml", folder=tmp_path)
    assert tried.returncode == 0, tried.stderr
    assert "1 n’attend rien" in tried.stdout
    again = repere("parcours", "tester", "--proposer", "brouillon.yaml", folder=tmp_path)
    assert again.returncode == 1
    assert "existe déjà" in again.stderr


# ── from an interview to its test ────────────────────────────────────────────────────────────────────


def test_an_interview_held_line_by_line_becomes_a_test(tmp_path: Path) -> None:
    """Answered to its core, left, written, tried."""
    typed = "1\nrsa\n1\n1\n1\n1\n1\n1\n1\n1\n:quitter\n"
    held = repere("entretien", "--simple", "--vers-scenario", "cas.yaml", folder=tmp_path, typed=typed)
    assert held.returncode == 0, held.stderr
    assert "Scénario écrit\u00a0: cas.yaml" in held.stderr
    tried = repere("parcours", "tester", "cas.yaml", folder=tmp_path)
    assert tried.returncode == 0, tried.stdout
    assert "1 scénario joué, 1 situation\u00a0: tout est comme attendu." in tried.stdout


def test_an_interview_left_too_early_writes_nothing_and_says_so(tmp_path: Path) -> None:
    """Exit 1: what was asked for is not there. The answers are."""
    held = repere(
        "entretien", "--simple", "--vers-scenario", "cas.yaml", folder=tmp_path, typed="1\n:quitter\n"
    )
    assert held.returncode == 1
    assert "Scénario non écrit" in held.stderr
    assert not (tmp_path / "cas.yaml").exists()


def test_a_file_that_is_there_is_refused_before_the_first_question(tmp_path: Path) -> None:
    """On both faces and headless; nothing is asked, nothing is kept."""
    name = written(tmp_path, CASE % "{}")
    for command in (("entretien", "--simple"), ("entretien",), ("rejouer", "le-f5")):
        run = repere(*command, "--vers-scenario", name, folder=tmp_path, typed="1\n")
        assert run.returncode == 1
        assert run.stdout == ""
        assert "existe déjà" in run.stderr
    assert not (tmp_path / "essai.db").exists()
    texts = repere("rejouer", "le-f5", "--avec-textes", folder=tmp_path)
    assert texts.returncode == 2
    assert "--vers-scenario" in texts.stderr


def test_several_scenarios_are_written_in_a_folder(tmp_path: Path) -> None:
    """Under their own names and titles; one that is tried gives what it gave."""
    (tmp_path / "copies").mkdir()
    run = repere(
        *("rejouer", "quatre-retours", "le-f5", "--sans-enregistrer", "--vers-scenario", "copies"),
        folder=tmp_path,
    )
    assert run.returncode == 0, run.stderr
    assert sorted(each.name for each in (tmp_path / "copies").iterdir()) == [
        "le-f5.yaml",
        "quatre-retours.yaml",
    ]
    assert "titre: Quatre retours\n" in (tmp_path / "copies" / "quatre-retours.yaml").read_text("utf-8")
    tried = repere("parcours", "tester", "copies", folder=tmp_path)
    assert tried.returncode == 0, tried.stderr
