"""The guide of templates is walked from top to bottom: its commands run, its words are said.

Comments of the guide say what to do with what follows: ``fichier F`` (the block is the team's own file of
that name), ``refus`` (the commands must exit with 1), ``dit`` (the last command said each of these lines),
``non`` (not run here).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview.cli import cli
from interview.cli_words import speak_french
from interview.settings import read_settings

GUIDE = Path(__file__).parents[1] / "docs/guide-modeles.md"
_STEP = re.compile(r"<!-- essai: (?P<note>.+?) -->|```\n(?P<block>.*?)```", re.DOTALL)


def plain(text: str) -> str:
    return re.sub(r"[ \u00a0\u202f]+", " ", text)


def test_whoever_follows_the_guide_gets_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    note, said, commands = "", "", []
    for step in _STEP.finditer(GUIDE.read_text("utf-8")):
        if step["note"]:
            note = step["note"]
            continue
        block, told, note = step["block"], note, ""
        if told.startswith("fichier"):
            folder = read_settings().templates_folder
            assert folder is not None
            (folder / told.split()[1]).write_text(block, encoding="utf-8")
        elif told == "dit":
            for words in block.splitlines():
                assert plain(words) in said, f"{words!r} not in {said}"
        elif told != "non":
            for line in block.splitlines():
                code = speak_french(cli, line.split()[1:])
                captured = capsys.readouterr()
                said = plain(captured.out + captured.err)
                commands.append(line.split()[2])
                assert code == (1 if told == "refus" else 0), f"{line} : {said}"
    assert {"copier", "apercu", "liste", "champs", "verifier"} <= set(commands)
    assert (tmp_path / "apercu.pdf").exists()
