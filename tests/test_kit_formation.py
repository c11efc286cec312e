"""The trainer’s kit is walked from top to bottom: its commands run in order, and its tables are true.

Its comments mean what those of the guide of templates mean (see ``tests/test_guide_modeles.py``); besides,
``réponses DOSSIER MOMENT N`` stands for eight people who have answered, N of whom otherwise than the
reference to the question of delays.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.rehearsal.alone.setting import LEVELS
from interview.rehearsal.cases.collection import TrainingCase, shipped_training_cases
from interview.rehearsal.given import Moment
from interview.rehearsal.session.counting.reading import ENOUGH_RATERS, ENOUGH_UNITS, LEAST_UNITS
from interview.rehearsal.session.folder.files import write_file
from interview.rehearsal.session.folder.gathering import opened
from templates.typography import french
from tests.interview.rehearsal.session.simulated import answers
from tests.test_guide_modeles import _STEP, plain

ROOT = Path(__file__).parents[1]
KIT, AGENT = ROOT / "docs/kit-formation.md", ROOT / "docs/guide-agent.md"
CASES = shipped_training_cases()
DIVIDED = "12-une-lettre-qui-reveille"
_TABLE = re.compile(r"(?<=<!-- cas -->\n).*?(?=<!-- /cas -->)", re.DOTALL)
_ROW = re.compile(r"^\| (\d) h (\d\d) \| (\d+) \| (.+) \|$", re.MULTILINE)
HOUR, HALF_DAY = 60, 195


def answered(session: Path, into: Path, moment: Moment, otherwise: int) -> None:
    """Eight people hand in their file."""
    into.mkdir(exist_ok=True)
    held = opened(session)
    for number in range(1, 9):
        said = {DIVIDED: {"regularite": "anormal"}} if number <= otherwise else {}
        file = answers(held, number, said, moment, (DIVIDED,) if moment == "apres" else ())
        write_file(into / file.name, file)


def test_whoever_follows_the_kit_leads_a_session_to_its_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the sheets printed the day before to the report and the wording proposed."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    note, said, commands = "", "", list[str]()
    for step in _STEP.finditer(KIT.read_text("utf-8")):
        if step["note"]:
            note = step["note"]
            if note.startswith("réponses"):
                _, into, moment, otherwise = note.split()
                answered(tmp_path / "printemps", tmp_path / into, moment, int(otherwise))  # type: ignore[arg-type]
            continue
        block, told, note = step["block"], note, ""
        for line in block.splitlines():
            if told == "dit":
                assert plain(line) in said, f"{line!r} not in {said}"
            elif told == "non":
                # Needs somebody who answers: that its options exist is checked all the same.
                words = shlex.split(line)[1:]
                assert speak_french(cli, [*words, "--help"]) == 0, line
                shown = capsys.readouterr().out
                assert all(each in shown for each in words if each.startswith("--")), line
            else:
                code = speak_french(cli, shlex.split(line)[1:])
                captured = capsys.readouterr()
                said = plain(" ".join((captured.out + captured.err).split()))
                commands.append(line)
                assert code == 0, f"{line} : {said}"
    verbs = {"preparer", "rassembler", "resultats", "noter", "proposer"}
    assert verbs <= {word for line in commands for word in line.split()}
    for name in ("compte-rendu.pdf", "compte-rendu.docx", "propositions.yaml", "printemps.json"):
        assert (tmp_path / name).stat().st_size > 1_000, name


def test_the_commands_told_in_passing_exist(capsys: pytest.CaptureFixture[str]) -> None:
    """Those of the sentences of the kit, and those that an agent is given to rehearse, with their options."""
    inline = re.findall(r"(?<!`)`(repere [^`\n]+)`(?!`)", KIT.read_text("utf-8"))
    alone = AGENT.read_text("utf-8").partition("## S’exercer")[2].partition("\n## ")[0]
    blocks = re.findall(r"^repere .+$", alone, re.MULTILINE)
    assert len(inline) >= 4 and len(blocks) >= 5
    for line in (*inline, *blocks):
        words = line.split()[1:]
        assert speak_french(cli, [*words, "--help"]) == 0, line
        shown = capsys.readouterr().out
        assert all(each in shown for each in words if each.startswith("--")), line


def test_the_sheets_the_kit_names_are_those_that_are_printed(tmp_path: Path) -> None:
    """Every ending of its table is written, and nothing else."""
    assert speak_french(cli, ["formation", "imprimer", "quatre-retours", "--sortie", str(tmp_path)]) == 0
    written = {each.stem.replace("06-quatre-retours", "…") for each in tmp_path.iterdir()}
    before = KIT.read_text("utf-8").partition("## La demi-journée")[0]
    assert set(re.findall(r"^\| `([^`]+)` \|", before, re.MULTILINE)) == written


def test_each_plan_lasts_as_long_as_it_says() -> None:
    """Each line begins where the one before ends; the half-day is 3 h 15, the short one an hour."""
    plans: list[int] = []
    for hours, minutes, lasts, _ in _ROW.findall(KIT.read_text("utf-8")):
        begins = int(hours) * 60 + int(minutes)
        if not begins:
            plans.append(0)
        assert begins == plans[-1]
        plans[-1] += int(lasts)
    assert plans == [HALF_DAY, HOUR]


def test_each_part_of_the_half_day_is_told_with_its_minutes() -> None:
    kit = KIT.read_text("utf-8")
    half_day = _ROW.findall(kit)[: kit.count("\n### ", 0, kit.index("## Trois autres formes"))]
    told = re.findall(r"^### .+ \((\d+)\)", kit, re.MULTILINE)
    assert told == [lasts for _, _, lasts, _ in half_day]


def test_the_thresholds_of_the_kit_are_those_of_the_program() -> None:
    kit = plain(KIT.read_text("utf-8").replace("\n", " "))
    assert f"Sous {LEAST_UNITS} situations jouées" in kit
    assert ENOUGH_UNITS == 20 and "Il en faut une vingtaine" in kit
    assert f"au moins {ENOUGH_RATERS} participants" in kit


def table() -> str:
    """Every shipped case, without its answer."""
    rows = ["| Cas | Niveau | Minutes | Ce que l’on y travaille | À savoir |", "|---|---|---|---|---|"]
    for each in CASES:
        level, trains = LEVELS[each.case.level], _typed(each.case.trains)
        rows.append(f"| `{each.name}` | {level} | {each.case.minutes} | {trains} | {_known(each)} |")
    return "\n".join((*rows, ""))


def _known(case: TrainingCase) -> str:
    """How many situations, the other of its pair, the visit before."""
    count = len(case.scenario.file.situations)
    near = [case.case.near] if case.case.near else [o.name for o in CASES if o.case.near == case.name]
    told = [
        *([f"{count} situations"] if count > 1 else []),
        *(f"paire avec {each[:2]}" for each in near),
        *([f"après {case.case.follows[:2]}"] if case.case.follows else []),
    ]
    return ", ".join(told)


def _typed(text: str) -> str:
    """On one line, with the spaces of a keyboard: the rest of the kit is written so."""
    return " ".join(french(text).replace("\u202f", " ").replace("\u00a0", " ").split())


def test_the_kit_lists_every_shipped_case() -> None:
    """Written by the test itself when it is asked to (REPERE_GOLDEN=1)."""
    kit = KIT.read_text("utf-8")
    if os.environ.get("REPERE_GOLDEN"):
        KIT.write_text(_TABLE.sub(lambda _: table(), kit, count=1), encoding="utf-8")
        kit = KIT.read_text("utf-8")
    listed = _TABLE.search(kit)
    assert listed is not None and listed[0] == table()


def test_the_list_says_no_answer() -> None:
    """Neither the forms nor the certainty of a case are in its line."""
    for word in ("non-recours", "non-réception", "non-demande", "non-connaissance", "non-proposition"):
        assert word not in table().casefold()
    assert "avéré" not in table() and "potentiel" not in table()


def test_the_documents_that_say_how_many_cases_there_are_say_it_right() -> None:
    assert len(CASES) == 26
    assert "Vingt-six cas" in AGENT.read_text("utf-8")
    assert "twenty-six cases" in (ROOT / "README.md").read_text("utf-8")
