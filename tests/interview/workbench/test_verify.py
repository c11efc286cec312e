"""``repere parcours verifier``: what is examined, and how it is told to people and to other programs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.codes import code_named
from flows.loader import shipped_cases
from interview.cli import cli
from interview.cli_words import speak_french
from interview.sheets.content import FILLED_BY
from interview.workbench.reports import as_json, as_sarif, as_text
from interview.workbench.verify import Report, examine

ROOT = Path(__file__).parents[3]
FLOWS = ROOT / "tests/flows"
TODAY = date(2026, 12, 1)
SHIPPED = (ROOT / "flows/non-recours.yaml").read_text("utf-8")
SEVERAL = FLOWS / "broken/plusieurs_fautes.yaml"


def run(*arguments: str) -> int:
    return speak_french(cli, ["parcours", "verifier", *arguments])


def codes(report: Report) -> list[str]:
    return [each.code for each in report.faults]


# ——— what is examined


def test_nothing_is_said_of_what_is_shipped() -> None:
    """The flow, the catalogue and the cases, at a fixed date."""
    report = examine(None, TODAY)
    assert report.faults == ()
    assert len(report.files) == 2 + len(shipped_cases())
    assert report.flow is not None
    assert report.flow.id == "non-recours"


def test_a_copy_of_the_shipped_flow_is_right_too(tmp_path: Path) -> None:
    """It is what a trainer begins with."""
    (tmp_path / "copie.yaml").write_text(SHIPPED, encoding="utf-8")
    report = examine(tmp_path / "copie.yaml", TODAY)
    assert report.faults == ()
    assert report.files == (tmp_path / "copie.yaml",)


def test_a_file_is_known_by_its_keys(tmp_path: Path) -> None:
    """Whatever its name: each kind is held to its own rules."""
    assert {each[0] for each in codes(examine(FLOWS / "data/net.yaml", TODAY))} == {"A"}
    assert codes(examine(FLOWS / "data/catalogue.yaml", TODAY)) == []
    assert codes(examine(ROOT / "flows/cases/08-le-f5.yaml", TODAY)) == []
    other = tmp_path / "autre.yaml"
    other.write_text("services: {}\n", encoding="utf-8")
    (fault,) = examine(other, TODAY).faults
    assert fault.code == "P012"
    assert all(word in fault.expected for word in ("parcours", "catalogue", "scénario"))


def test_the_scenarios_of_a_folder_are_held_against_its_flows(tmp_path: Path) -> None:
    """Whatever the names of the files, wherever they stand below the folder; a broken flow is told once."""
    (tmp_path / "cas").mkdir()
    flow, case = tmp_path / "z-mon-parcours.yaml", tmp_path / "cas/a.yaml"
    flow.write_text((FLOWS / "data/net.yaml").read_text("utf-8"), encoding="utf-8")
    case.write_text((FLOWS / "data/cas.yaml").read_text("utf-8"), encoding="utf-8")
    assert codes(examine(tmp_path, TODAY)) == ["A007"]
    case.write_text("parcours: net\nsituations:\n  - reponses: {demandee: non}\n", encoding="utf-8")
    assert codes(examine(tmp_path, TODAY)) == ["P071", "A007"]
    flow.write_text(flow.read_text("utf-8").replace("section: suite", "section: suites"), encoding="utf-8")
    assert set(codes(examine(tmp_path, TODAY))) == {"P032", "A007"}
    assert examine(tmp_path, TODAY).flow is None


def test_a_local_flow_is_examined_with_the_one_it_extends(tmp_path: Path) -> None:
    """The file that is extended is among those read, so that whoever watches them sees it change."""
    (tmp_path / "net.yaml").write_text((FLOWS / "data/net.yaml").read_text("utf-8"), encoding="utf-8")
    head = 'grammaire: 1\nparcours: local\nversion: "1"\ntitre: Local\netend: net\netabli_sur: "1"\n'
    local = tmp_path / "local.yaml"
    local.write_text(head, encoding="utf-8")
    report = examine(local, TODAY)
    assert report.errors == ()
    assert {each.name for each in report.files} == {"local.yaml", "net.yaml"}
    assert report.flow is not None
    local.write_text(head.replace("etend: net", "etend: nett"), encoding="utf-8")
    refused = examine(local, TODAY)
    assert "P080" in codes(refused)
    assert refused.flow is None


def test_a_flow_that_is_only_advised_can_be_used_and_one_that_is_refused_cannot() -> None:
    """The screen tries the one and shows the faults of the other."""
    assert examine(FLOWS / "data/net.yaml", TODAY).flow is not None
    assert examine(SEVERAL, TODAY).flow is None


def test_faults_are_sorted_by_file_line_and_code(tmp_path: Path) -> None:
    """As one mends them."""
    for name in ("b.yaml", "a.yaml"):
        (tmp_path / name).write_text(SEVERAL.read_text("utf-8"), encoding="utf-8")
    found = [(each.file, each.line, each.code) for each in examine(tmp_path, TODAY).faults]
    assert found == sorted(found)
    assert len({each[0] for each in found}) == 2


# ——— the sheet


def test_every_field_of_the_sheet_is_filled_by_a_question_that_the_sheet_reads() -> None:
    """The table says what the code does: each name is read there, and each name read is in the table."""
    source = (ROOT / "interview/sheets/content.py").read_text("utf-8")
    body = source[source.index("def sheet_of") :]
    reading = r"(?:_label|_labels|_codes|_known|_number)\((?:flow, )?(?:answers|shared), \"(\w+)\"\)"
    read = set(re.findall(reading, body)) | set(re.findall(r'answers\.get\("(\w+)"\)', body))
    listed = {question for _, question, _ in FILLED_BY}
    assert read <= listed
    # The subject, the cause, the size of the household are read elsewhere, by these names.
    elsewhere = {"domaine", "causee_par", "taille_menage", "personnes_concernees"}
    assert listed - read <= elsewhere | {"accord", "accord_date", "accord_portee"}


# ——— how it is told


def test_people_read_the_line_the_code_the_place_and_what_to_do() -> None:
    """Grouped by file, counted at the end, with what to do next."""
    told = as_text(examine(SEVERAL, TODAY), None)
    lines = told.splitlines()
    assert lines[0] == str(SEVERAL)
    place = lines.index("  ligne 34 · faute P037 · questions › demande › suite › n° 2 › vers")
    assert "« personns »" in lines[place + 1].replace("\u00a0", " ")
    assert lines[place + 2].replace("\u00a0", " ") == "    Attendu : personnes, fin"
    assert lines[place + 4].replace("\u00a0", " ").startswith("    À faire : Corrigez")
    assert re.search(r"^4 fautes, \d+ conseils\. 1 fichier lu\.$", told, re.MULTILINE)
    assert lines[-1].startswith("Corrigez")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """But for the names of files, which are never cut."""
    told = as_text(examine(SEVERAL, TODAY), width).splitlines()
    assert max(len(each) for each in told if str(SEVERAL) not in each) <= min(width, 100)


def test_json_says_all_under_the_names_of_the_contract() -> None:
    """Other programs rely on them."""
    report = examine(SEVERAL, TODAY)
    said = json.loads(as_json(report))
    assert list(said) == ["fichiers", "fautes", "erreurs", "conseils"]
    assert (said["erreurs"], said["conseils"]) == (len(report.errors), len(report.advice))
    assert said["erreurs"] + said["conseils"] == len(said["fautes"])
    keys = ["code", "gravite", "fichier", "ligne", "noeud", "trouve", "attendu", "proche", "remede"]
    for fault in said["fautes"]:
        assert list(fault) == keys
        assert fault["gravite"] == ("conseil" if fault["code"].startswith("A") else "faute")
        assert fault["remede"]
    assert (
        as_json(Report((), ()))
        == '{\n  "fichiers": [],\n  "fautes": [],\n  "erreurs": 0,\n  "conseils": 0\n}'
    )


# What SARIF 2.1.0 requires of the parts that are used, as its schema states it.
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "$schema": {"type": "string", "format": "uri"},
        "runs": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/run"}},
    },
    "additionalProperties": False,
    "$defs": {
        "text": {
            "type": "object",
            "required": ["text"],
            "properties": {"text": {"type": "string", "minLength": 1}},
            "additionalProperties": False,
        },
        "level": {"enum": ["none", "note", "warning", "error"]},
        "run": {
            "type": "object",
            "required": ["tool"],
            "properties": {
                "tool": {"$ref": "#/$defs/tool"},
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
            },
            "additionalProperties": False,
        },
        "tool": {
            "type": "object",
            "required": ["driver"],
            "properties": {
                "driver": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {
                        "name": {"type": "string"},
                        "version": {"type": "string"},
                        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                        "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}},
                    },
                    "additionalProperties": False,
                }
            },
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string"},
                "shortDescription": {"$ref": "#/$defs/text"},
                "fullDescription": {"$ref": "#/$defs/text"},
                "help": {"$ref": "#/$defs/text"},
                "helpUri": {"type": "string"},
                "defaultConfiguration": {
                    "type": "object",
                    "properties": {"level": {"$ref": "#/$defs/level"}},
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"$ref": "#/$defs/level"},
                "message": {"$ref": "#/$defs/text"},
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
            },
            "additionalProperties": False,
        },
        "location": {
            "type": "object",
            "required": ["physicalLocation"],
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "properties": {"uri": {"type": "string", "pattern": "^[^\\s\\\\]+$"}},
                            "additionalProperties": False,
                        },
                        "region": {
                            "type": "object",
                            "properties": {"startLine": {"type": "integer", "minimum": 1}},
                            "additionalProperties": False,
                        },
                    },
                    "additionalProperties": False,
                },
                "logicalLocations": {"type": "array"},
            },
            "additionalProperties": False,
        },
    },
}


def test_sarif_is_what_its_schema_requires() -> None:
    """Each result names a rule of the run, by name and by rank, and a file by its relative address."""
    import jsonschema

    report = examine(SEVERAL, TODAY)
    said = json.loads(as_sarif(report, "0.1.0", ROOT))
    jsonschema.validate(said, SARIF)
    (only,) = said["runs"]
    rules = only["tool"]["driver"]["rules"]
    assert len(only["results"]) == len(report.faults)
    for result, fault in zip(only["results"], report.faults, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == fault.code
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "tests/flows/broken/plusieurs_fautes.yaml"
        assert place["region"]["startLine"] == fault.line
        assert result["level"] == ("note" if fault.advice else "error")
    page = (ROOT / "docs/codes.md").read_text("utf-8")
    for rule in rules:
        assert rule["fullDescription"]["text"] == code_named(rule["id"]).meaning
        assert f'<a id="{rule["helpUri"].partition("#")[2]}"></a>' in page


def test_sarif_escapes_the_names_of_files(tmp_path: Path) -> None:
    """Spaces and accents are written as an address needs them; a file outside is given in full."""
    path = tmp_path / "à l’essai n° 1.yaml"
    path.write_text("", encoding="utf-8")
    report = examine(path, TODAY)
    inside, outside = (json.loads(as_sarif(report, "0", base)) for base in (tmp_path, ROOT))
    where = [
        each["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in (inside, outside)
    ]
    assert where[0] == "%C3%A0%20l%E2%80%99essai%20n%C2%B0%201.yaml"
    assert where[1].startswith("file:///")


# ——— the command


@pytest.fixture(autouse=True)
def no_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPERE_BASE", str(tmp_path / "aucune.db"))


def test_the_command_fails_for_a_fault_and_not_for_advice(capsys: pytest.CaptureFixture[str]) -> None:
    """Unless it is asked to be strict."""
    net = str(FLOWS / "data/net.yaml")
    assert run(str(SEVERAL)) == 1
    assert run(net) == 0
    assert run(net, "--strict") == 1
    assert run(net, "--strict", "--sans-conseils") == 0
    assert run("/nulle/part.yaml") == 1
    assert run("parcours-qui-n-existe-pas") == 2
    capsys.readouterr()


def test_the_result_alone_is_on_the_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    """What is piped can be read by a program; advice is silenced on demand."""
    run(str(SEVERAL), "--json", "--sans-conseils")
    said = json.loads(capsys.readouterr().out)
    assert (said["erreurs"], said["conseils"]) == (4, 0)
    run(str(SEVERAL), "--format", "sarif")
    assert json.loads(capsys.readouterr().out)["version"] == "2.1.0"
    run()
    shown = capsys.readouterr()
    assert f"{2 + len(shipped_cases())} fichiers lus." in shown.out
    assert "repere parcours prouver" in shown.err


def test_starting_the_program_loads_none_of_the_checks() -> None:
    """The shipped content comes from the cache: the first question must come fast."""
    program = "import sys, interview.cli, flows.loader\nflows.loader.load_flow()\nprint(*sys.modules)"
    for _ in range(2):  # the first one fills the cache
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
        )
    assert not {
        each for each in done.stdout.split() if each.startswith(("flows.checks", "flows.codes", "yaml"))
    }
