"""« repere parcours prouver », as a trainer meets it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.conditions import holds
from flows.faults import ContentError
from flows.foresight import walk
from flows.loader import load_flow
from flows.proof.missing import as_if_never_asked
from flows.qualification import qualify
from interview.cli import cli
from interview.workbench.proving import prove_file
from tests.support import shipped_flow

RULE = "          - {question: regularite, hors: [normal]}\n"


def plain(text: str) -> str:
    """Ordinary spaces, on one line."""
    return " ".join(re.sub("[\u202f\u00a0]", " ", text).split())


def prove(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["parcours", "prouver", *map(str, arguments)])


def without_the_question(source: str) -> str:
    start, end = source.index("  - id: regularite\n"), source.index("  - id: issue\n")
    return source[:start] + source[end:]


def without_its_uses(source: str) -> str:
    start, end = source.index("    - code: delai_normal\n"), source.index("    - code: faits_inconnus\n")
    return (source[:start] + source[end:]).replace(RULE, "")


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A copy of the shipped flow without « regularite » nor what reads it."""
    path = tmp_path / "sans.yaml"
    path.write_text(without_its_uses(without_the_question(shipped_flow().source)), encoding="utf-8")
    return path


@pytest.fixture
def dangling(tmp_path: Path) -> Path:
    """A copy of the shipped flow without « regularite », which two conditions still read."""
    path = tmp_path / "sans.yaml"
    path.write_text(without_the_question(shipped_flow().source), encoding="utf-8")
    return path


def test_the_shipped_flow_is_proved_on_one_screen() -> None:
    """Exit 0; what decides each form, in words, between the command and the next prompt."""
    result = prove()
    assert result.exit_code == 0
    assert result.stdout.startswith("Prouvé")
    assert len(result.stdout.splitlines()) <= 22
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_the_details_say_the_rest() -> None:
    """What nothing concludes, what never tells, what order matters."""
    text = plain(prove("--details").stdout)
    for title in (
        "Ce qu’aucun entretien ne conclut jamais",
        "Questions qui ne changent jamais",
        "l’ordre compte",
    ):
        assert title in text


def test_without_regularite_a_part_received_decides_alone(clean: Path) -> None:
    """Exit 1; the answer is named, and two interviews show it within 80 columns."""
    result = prove(clean)
    assert result.exit_code == 1
    text = plain(result.stdout)
    assert "« Non-réception » : à la question « Ce qui a été reçu »" in text
    assert "« Une partie »" in text
    assert "Cet entretien conclut Celui-ci ne conclut pas" in text
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_the_two_interviews_are_what_they_are_said_to_be(clean: Path) -> None:
    """One receives a part and concludes, the other does not; all that differs is what was received."""
    flow = load_flow(clean)
    said = json.loads(prove(clean, "--json").stdout)
    form = next(each for each in said["formes"] if each["forme"] == "non_reception" and not each["certitude"])
    shown = next(each for each in form["decident"] if each["reponse"] == "partie")
    one, other = shown["conclut"], shown["ne_conclut_pas"]
    assert "non_reception" in qualify(flow, one).forms
    assert "non_reception" not in qualify(flow, other).forms
    assert one["reception"] == "partie"
    assert {name for name in {*one, *other} if one.get(name) != other.get(name)} == {"reception"}


def test_a_question_removed_alone_is_taken_as_never_asked(dangling: Path) -> None:
    """The conditions that read it are named with their lines, and the proof is made all the same."""
    result = prove(dangling)
    assert result.exit_code == 1
    said = plain(result.stderr)
    assert "2 conditions lisent une question qui n’y est pas" in said
    lines = dangling.read_text(encoding="utf-8").splitlines()
    for number in re.findall(r"ligne (\d+)", said):
        assert "regularite" in lines[int(number) - 1]
    assert "« Une partie »" in plain(result.stdout)


def test_a_missing_question_counts_as_an_absent_answer(dangling: Path) -> None:
    """Conditions mean of it what they mean of a question that is not asked."""
    whole, mended = shipped_flow(), prove_file(dangling).flow
    said = {
        "nature": "financiere",
        "prestation": "c2s",
        "eligibilite": "oui",
        "demande": "deposee",
        "reception": "rien",
    }
    rules = zip(whole.forms, mended.forms, strict=True)
    assert all(holds(one.when, said) == holds(other.when, said) for one, other in rules)
    assert as_if_never_asked(whole.file) == whole.file


def test_a_flow_with_a_missing_question_is_never_said_to_be_proved(tmp_path: Path) -> None:
    """Even where nothing decides alone."""
    path = tmp_path / "sans.yaml"
    source = shipped_flow().source
    extra = "          - {question: nature, hors: [non_financiere]}\n"
    changed = without_the_question(source).replace(RULE, f"{extra}{RULE}")
    path.write_text(changed, encoding="utf-8")
    result = prove(path, "--json")
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert said["prouve"] is False
    assert len(said["manquantes"]) == 2


def test_other_faults_are_told_and_nothing_is_proved(tmp_path: Path) -> None:
    """A flow that cannot be read is not half proved."""
    path = tmp_path / "faux.yaml"
    exit_ = "      - {vers: issue}\n"
    source = without_the_question(shipped_flow().source)
    assert exit_ in source
    path.write_text(source.replace(exit_, "      - {vers: ailleurs}\n"), encoding="utf-8")
    with pytest.raises(ContentError, match="P037"):
        prove_file(path)


def test_the_json_says_all_of_it() -> None:
    """Every interview it gives is one of the flow, and the numbers are texts of digits."""
    said = json.loads(prove("--json").stdout)
    flow = shipped_flow()
    assert said["prouve"] is True
    assert said["refus"] is None
    assert said["entretiens_noyau"] == "1294416"
    assert len(said["formes"]) == 3 * len(flow.forms)
    assert {each["sorte"] for each in said["jamais"]} == {"aucun"}
    for pair in said["ordre"]:
        assert set(pair["ecrit"]) <= set(walk(flow, pair["ecrit"]))
    assert said["borne"]["secondes"] == 20
