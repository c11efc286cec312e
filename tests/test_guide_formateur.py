"""The trainer's guide is walked from top to bottom: every command it shows is run, every file it writes.

Comments of the guide say what to do with what follows: ``fichier F`` (the block is the file), ``ajouter à
F``, ``en tête de F``, ``remplacer « a » par « b »``, ``refus`` (the commands must exit with 1), ``dit`` (the
last command must have said these words), ``non`` (needs a screen: not run here).
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[1] / "docs/guide-formateur.md"
_STEP = re.compile(r"<!-- essai: (?P<note>.+?) -->|```(?P<kind>\w*)\n(?P<block>.*?)```", re.DOTALL)
_REPLACE = re.compile(r"remplacer « (.+?) » par « (.+?) »")


def _plain(text: str) -> str:
    """Spaces are compared as one sees them."""
    return re.sub(r"[ \u00a0\u202f]+", " ", text)


class Walk:
    """One trainer, one folder, the last thing the program said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = ""
        self.commands: list[str] = []

    def run(self, line: str, code: int) -> None:
        words = line.split()
        assert words[0] == "repere", line
        done = subprocess.run(
            [sys.executable, "-c", "from interview.cli import main; main()", *words[1:]],
            cwd=self.folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        self.said = _plain(done.stdout + done.stderr)
        self.commands.append(line)
        assert done.returncode == code, f"{line} : {self.said}"

    def replace(self, before: str, after: str) -> None:
        path = self.folder / "ma-ville.yaml"
        text = path.read_text("utf-8")
        assert text.count(before) == 1, before
        path.write_text(text.replace(before, after), encoding="utf-8")

    def write(self, note: str, block: str) -> None:
        path = self.folder / note.rsplit(maxsplit=1)[-1]
        before = path.read_text("utf-8") if path.exists() else ""
        if note.startswith("fichier"):
            text = block
        else:
            text = block + before if note.startswith("en tête") else before + block
        path.write_text(text, encoding="utf-8")


def test_whoever_follows_the_guide_gets_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block is a file, a command that runs, or words that were said."""
    monkeypatch.setenv("PYTHONPATH", str(GUIDE.parents[1]))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    walk, note = Walk(tmp_path), ""
    for step in _STEP.finditer(GUIDE.read_text("utf-8")):
        if step["note"]:
            note = step["note"]
            if changed := _REPLACE.match(note):
                walk.replace(*changed.groups())
                note = ""
            continue
        block, told = step["block"], note
        note = ""
        if step["kind"] == "yaml":
            walk.write(told, block)
        elif told == "dit":
            for words in block.splitlines():
                assert _plain(words) in walk.said, f"{words!r} not in {walk.said}"
        elif told != "non":
            for line in block.splitlines():
                walk.run(line, 1 if told == "refus" else 0)
    shown = {line.split()[2] for line in walk.commands if line.startswith("repere parcours")}
    assert shown == {"nouveau", "verifier", "prouver", "tester", "imprimer", "dessiner", "schema"}
