"""Trying files and folders, drafts, the command, an interview turned into its test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flows.loader import load_flow, shipped_cases
from flows.scenario import scenario_from_text
from interview.replay import run
from interview.workbench.coverage import coverage
from interview.workbench.items import Item
from interview.workbench.proposing import proposal
from interview.workbench.try_json import as_json
from interview.workbench.trying import try_scenarios
from tests.flows.local_flows import written as local
from tests.interview.test_cli import repere, written
from tests.interview.workbench.trying.support import CASE, SMALL, UNAWARE, missing, small
from tests.support import changed_flow, make_workplace, shipped_flow, shipped_machine

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


def test_a_file_whose_ending_is_in_capitals_is_tried_as_it_is_verified(tmp_path: Path) -> None:
    """As some programs of Windows write it: what one command verifies, another does not pass over."""
    (tmp_path / "CAS.YAML").write_text(CASE % "{formes: [non_reception]}", encoding="utf-8")
    tried = try_scenarios([str(tmp_path)], make_workplace())
    assert [Path(each.replayed.result.scenario).name for each in tried.trials] == ["CAS.YAML"]


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
