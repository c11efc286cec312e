"""Every file of ``broken/`` is refused with the faults its own header announces, no more and no less.

A header line reads ``# expect CODE line N: words | words``: the line is where a trainer must look, and
each of the words must be in the message.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.faults import ContentError, Fault
from flows.loader import load_catalogue, load_flow

FOLDER = Path(__file__).parent
FILES = sorted((FOLDER / "broken").glob("*.yaml"))
_EXPECTED = re.compile(r"^# expect (P\d{3}) line (\d+): (.+)$", re.MULTILINE)


class Expected(NamedTuple):
    code: str
    line: int
    words: list[str]


def expected_of(path: Path) -> list[Expected]:
    found = _EXPECTED.findall(path.read_text(encoding="utf-8"))
    return sorted(Expected(code, int(line), words.split(" | ")) for code, line, words in found)


def faults_of(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(ContentError) as refused:
        load_flow(path, load_catalogue())
    return refused.value.faults


@pytest.mark.parametrize("path", FILES, ids=[each.stem for each in FILES])
def test_the_file_is_refused_with_the_faults_it_announces(path: Path) -> None:
    """Code, line and words of each fault are those of the header."""
    found = sorted(faults_of(path), key=lambda each: (each.code, each.line, each.found))
    expected = expected_of(path)
    assert expected, "the header announces no fault"
    assert [(each.code, each.line) for each in found] == [(each.code, each.line) for each in expected]
    for fault, said in zip(found, expected, strict=True):
        message = str(fault)
        assert message.startswith(f"{path}:{said.line}: {said.code} ")
        for words in said.words:
            assert words in message


@pytest.mark.parametrize("path", FILES, ids=[each.stem for each in FILES])
def test_the_message_says_what_stands_there_and_what_is_expected(path: Path) -> None:
    """A fault is never told without what was found, and what to write instead or to do."""
    for fault in faults_of(path):
        assert fault.found
        assert fault.expected or fault.remedy
        assert fault.node
        assert "None" not in str(fault)


def test_the_file_that_the_broken_ones_spoil_is_itself_right() -> None:
    """What they are refused for is their own fault alone."""
    small = load_flow(FOLDER / "data" / "petit.yaml", load_catalogue())
    assert (small.id, len(small.questions)) == ("petit", 3)


def test_every_code_of_the_loader_has_a_broken_file() -> None:
    """A check without a file that trips it may be dead."""
    sources = (FOLDER.parents[1] / "flows").glob("*.py")
    codes = {code for each in sources for code in re.findall(r'"(P0[0-5]\d)"', each.read_text("utf-8"))}
    shown = {each.code for path in FILES for each in expected_of(path)}
    of_the_whole_file = {"P001", "P002", "P003", "P005", "P009"}  # in test_reading.py
    assert codes - shown <= of_the_whole_file


def test_faults_are_told_from_the_top_of_the_file_to_the_bottom() -> None:
    """A trainer mends a file downwards."""
    lines = [each.line for each in faults_of(FOLDER / "broken" / "plusieurs_fautes.yaml")]
    assert lines == sorted(lines)
