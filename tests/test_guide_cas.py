"""The guide of cases is walked from top to bottom: every command it shows is run, every edit is made.

Comments of the guide say what to do with what follows, as in the trainer's guide; besides, ``dans F,
remplacer « a » par « b »`` names the file (what is shown under it must then be in that file), and ``base``
keeps the reference that is said, which ``REF`` stands for.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_guide_formateur import Walk

GUIDE = Path(__file__).parents[1] / "docs/guide-cas.md"
_STEP = re.compile(r"<!-- essai: (?P<note>.+?) -->|```(?P<kind>\w*)\n(?P<block>.*?)```", re.DOTALL)
_EDIT = re.compile(r"dans (?P<file>\S+), remplacer « (?P<before>.+?) » par « (?P<after>.+) »$")
_REFERENCE = re.compile(r"\b\d{2}-[0-9A-Z]{5}-\d\b")


class Desk(Walk):
    """A trainer who edits files of any name."""

    reference = ""
    edited = ""

    def edit(self, note: str) -> bool:
        """Make the edit that *note* asks for, if it is one."""
        asked = _EDIT.match(note)
        if asked is None:
            return False
        path = self.folder / asked["file"]
        text = path.read_text("utf-8")
        before, after = asked["before"], asked["after"]
        assert text.count(before) == 1, before
        # A text with « : » goes between straight quotation marks, as the guide says.
        quoted = f'"{after}"' if after.startswith("« ") and " : " in after else after
        path.write_text(text.replace(before, quoted), encoding="utf-8")
        self.edited = path.read_text("utf-8")
        return True


def test_whoever_follows_the_guide_writes_a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block is a file, a command that runs, lines that are now in the file, or words that were said."""
    monkeypatch.setenv("PYTHONPATH", str(GUIDE.parents[1]))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    desk, note = Desk(tmp_path), ""
    for step in _STEP.finditer(GUIDE.read_text("utf-8")):
        if step["note"]:
            note = "édité" if desk.edit(step["note"]) else step["note"]
            continue
        block, told = step["block"], note
        note = ""
        if step["kind"] == "yaml":
            desk.write(told, block)
        elif told == "édité" and not block.startswith("repere "):
            assert all(line in desk.edited for line in block.splitlines()), block
        elif told == "dit":
            for words in block.splitlines():
                assert words in desk.said.replace("\u00a0", " "), f"{words!r} not in {desk.said}"
        elif told != "non":
            for line in block.splitlines():
                desk.run(line.replace("REF", desk.reference), 1 if told == "refus" else 0)
            if told == "base":
                desk.reference = _REFERENCE.findall(desk.said)[0]
    shown = {tuple(line.split()[1:3]) for line in desk.commands}
    assert {("parcours", "nouveau"), ("dossiers", "voir"), ("parcours", "verifier")} <= shown
    assert "Aucune faute" in desk.said
    assert "conseil" not in desk.said
