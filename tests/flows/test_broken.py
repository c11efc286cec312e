"""Every file of ``broken/`` is told the faults its own header announces, no more and no less.

A header line reads ``# expect CODE line N: words | words``: the line is where a trainer must look, and
each of the words must be in the message. Files of ``broken/`` itself are flows, refused by every command;
those of its folders are catalogues, scenarios of the flow ``net``, and flows that work but could do better.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.faults import ContentError, Fault
from flows.loader import load_catalogue, load_flow
from interview.workbench.reports import remedy_of
from interview.workbench.verify import examine

FOLDER = Path(__file__).parent
TODAY = date(2026, 12, 1)
FILES = sorted((FOLDER / "broken").glob("*.yaml"))
EXAMINED = sorted((FOLDER / "broken").glob("*/*.yaml"))
ALL = [*FILES, *EXAMINED]
_EXPECTED = re.compile(r"^# expect ([PA]\d{3}) line (\d+): (.+)$", re.MULTILINE)


class Expected(NamedTuple):
    code: str
    line: int
    words: list[str]


def expected_of(path: Path) -> list[Expected]:
    found = _EXPECTED.findall(path.read_text(encoding="utf-8"))
    return sorted(Expected(code, int(line), words.split(" | ")) for code, line, words in found)


def refused(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(ContentError) as refusal:
        load_flow(path, load_catalogue())
    return refusal.value.faults


def examined(path: Path, tmp_path: Path) -> list[Fault]:
    """What is told of a file beside the flow « net »; the small files fill few fields of the sheet."""
    shutil.copy(FOLDER / "data" / "net.yaml", tmp_path / "net.yaml")
    copy = Path(shutil.copy(path, tmp_path / f"{path.parent.name}.yaml"))
    wanted = {each.code for each in expected_of(path)}
    return [each for each in examine(copy, TODAY).faults if each.code != "A007" or "A007" in wanted]


def compare(found: list[Fault], path: Path) -> None:
    expected = expected_of(path)
    assert expected, "the header announces no fault"
    told = sorted((each.code, each.line) for each in found)
    assert told == sorted((each.code, each.line) for each in expected), "\n".join(map(str, found))
    for said in expected:
        messages = [str(each) for each in found if (each.code, each.line) == (said.code, said.line)]
        assert any(all(words in each for words in said.words) for each in messages), (said, messages)


def name_of(path: Path) -> str:
    return path.relative_to(FOLDER / "broken").with_suffix("").as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_the_flow_is_refused_with_the_faults_it_announces(path: Path) -> None:
    """Code, line and words of each fault are those of the header, whatever command reads the flow."""
    found = list(refused(path))
    compare(found, path)
    assert all(str(each).startswith(f"{path}:{each.line}: {each.code} ") for each in found)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_verifying_the_flow_tells_the_same_faults(path: Path) -> None:
    """« verifier » adds advice, and neither adds to nor hides what forbids to use the flow."""
    found = [each for each in examine(path, TODAY).errors if each.code < "P100"]
    assert [(each.code, each.line) for each in found if each.code != "P057"] == [
        (each.code, each.line) for each in refused(path) if each.code != "P057"
    ]


@pytest.mark.parametrize("path", EXAMINED, ids=name_of)
def test_the_file_is_told_the_faults_it_announces(path: Path, tmp_path: Path) -> None:
    """A catalogue, a scenario, a flow that could do better: code, line, words are those of the header."""
    compare(examined(path, tmp_path), path)


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_the_message_says_what_stands_there_and_what_is_expected(path: Path, tmp_path: Path) -> None:
    """A fault is never told without what was found, what to write instead, and the place in words."""
    for fault in examined(path, tmp_path):
        assert fault.found
        assert fault.expected or remedy_of(fault)
        assert fault.node
        assert "None" not in str(fault)


@pytest.mark.parametrize("name", ["petit", "net"])
def test_the_flow_that_the_broken_ones_spoil_is_itself_right(name: str) -> None:
    """What they are refused for is their own fault alone."""
    assert load_flow(FOLDER / "data" / f"{name}.yaml", load_catalogue()).id == name


def test_nothing_is_said_of_the_small_files_that_the_broken_ones_spoil() -> None:
    """But for the fields of the sheet, which a flow of five questions cannot fill."""
    assert {each.code for each in examine(FOLDER / "data" / "net.yaml", TODAY).faults} == {"A007"}
    assert not examine(FOLDER / "data" / "catalogue.yaml", TODAY).faults
    assert not examine(FOLDER / "data" / "cas.yaml", TODAY).faults


def test_faults_are_told_from_the_top_of_the_file_to_the_bottom() -> None:
    """A trainer mends a file downwards."""
    lines = [each.line for each in refused(FOLDER / "broken" / "plusieurs_fautes.yaml")]
    assert lines == sorted(lines)
