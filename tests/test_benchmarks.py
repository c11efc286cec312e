"""The benches measure what they say, and what they hold the workbench to does not depend on the machine."""

from __future__ import annotations

import cProfile
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks.baselines.brute_force import restated, walked
from benchmarks.flow_worker import TODAY
from benchmarks.synthetic_flows import Sheets, flow_data, flow_text, xlsform
from flows.flow import Flow
from flows.proof import Proof, prove
from interview.workbench.verify import Report, examine
from tests.support import changed_flow

ROOT = Path(__file__).parent.parent
MEGABYTE = 1_000_000
SIZES = (100, 2_000)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Path]:
    """A flow of each size, on disk."""
    folder = tmp_path_factory.mktemp("flows")
    found = {number: folder / f"flow_{number}.yaml" for number in SIZES}
    for number, path in found.items():
        path.write_text(flow_text(number), encoding="utf-8")
    return found


@pytest.mark.parametrize("number", SIZES)
def test_the_flows_that_are_timed_have_nothing_to_be_told(files: Mapping[int, Path], number: int) -> None:
    """As many questions as announced, no fault; the one advice is that they do not fill the sheet."""
    report = examine(files[number], TODAY)
    assert not report.errors
    assert {each.code for each in report.advice} <= {"A007"}
    assert report.flow is not None
    assert len(report.flow.questions) == number


def test_a_flow_that_is_timed_is_the_same_each_time() -> None:
    """Two runs measure the same text."""
    assert flow_text(200) == flow_text(200)


def test_the_form_that_pyxform_converts_says_the_same() -> None:
    """As many sections, questions and conditions; no text, choice or finding is missing."""
    flow, form = flow_data(100), xlsform(100)
    questions: list[dict[str, Any]] = flow["questions"]
    survey = asked_in(form)
    assert len(form["survey"]) == len(questions) + 2 * len(flow["sections"])
    assert [row["name"] for row in survey] == [each["id"] for each in questions]
    guards = sum("si" in each for each in questions)
    exits = sum("si" in way for each in questions for way in each.get("suite", []))
    assert sum("relevant" in row for row in survey) == guards + exits
    cells = {cell for sheet in form.values() for row in sheet for cell in row.values()}
    for question in questions:
        assert {question["texte"], question["pourquoi"]} <= cells
        assert any(question["aborder"] in cell for cell in cells)
        for choice in question.get("choix", []):
            assert {choice["libelle"], choice["constat"]} <= cells


def asked_in(form: Sheets) -> list[dict[str, str]]:
    """The questions of a form, without its groups."""
    return [row for row in form["survey"] if row["type"] not in ("begin_group", "end_group")]


def test_a_bare_form_has_the_same_questions() -> None:
    """Without every word, what is left are the questions, their conditions and the labels of the choices."""
    full, bare = xlsform(100), xlsform(100, every_word=False)
    asked = [asked_in(form) for form in (full, bare)]
    assert [row["name"] for row in asked[0]] == [row["name"] for row in asked[1]]
    assert [row.get("relevant") for row in asked[0]] == [row.get("relevant") for row in asked[1]]
    assert all(row.keys() == {"list_name", "name", "label"} for row in bare["choices"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what one program alone has held")
def test_verifying_two_thousand_questions_takes_less_than_100_mb(files: Mapping[int, Path]) -> None:
    """The whole process: interpreter, modules, the file, its lines and what reasoning holds."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.flow_worker"],
        input=f"examine {files[2_000]} 0\n",
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    ).stdout.splitlines()
    found = json.loads(told[-1])
    assert found["errors"] == 0
    assert found["peak"] < 100 * MEGABYTE


def test_verifying_costs_in_proportion_to_the_questions(files: Mapping[int, Path]) -> None:
    """Twenty times the questions, twenty times the calls at most, whatever the machine."""
    examine(files[100], TODAY)  # what is imported and kept at the first call is counted on neither side
    assert calls(files[2_000]) <= 20 * calls(files[100])


def calls(path: Path) -> int:
    """How many calls of functions an examination makes."""
    profile = cProfile.Profile()
    report: Report = profile.runcall(examine, path, TODAY)
    assert not report.errors
    return sum(each.callcount for each in profile.getstats())


def test_the_enumeration_makes_every_interview_of_the_core(flow: Flow) -> None:
    """One object in sixteen: as many interviews as the proof counts, and nothing decides alone."""
    proof = prove(flow)
    assert isinstance(proof, Proof)
    assert proof.core_interviews is not None
    assert restated() == (proof.core_interviews // 16, [])


@pytest.mark.long
def test_the_enumeration_finds_what_decides_alone(flow: Flow) -> None:
    """Walking the flow gives what its restatement gives; once regularity is not read, a part decides."""
    assert walked(flow) == restated()
    blind = changed_flow(("          - {question: regularite, hors: [normal]}\n", ""))
    assert ("non_reception", "", "reception", "partie") in walked(blind)[1]


def test_every_row_of_the_workbench_is_listed() -> None:
    """`python -m benchmarks --ligne` knows them."""
    pytest.importorskip("fcntl", reason="the benches need a pseudo-terminal")
    from benchmarks.rows import ROWS

    assert {"verifier", "controles", "prouver", "recharger"} <= ROWS.keys()
