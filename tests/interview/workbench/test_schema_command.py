"""The schemas are written where they are asked for, with what to do next."""

from __future__ import annotations

import json
from pathlib import Path

from flows.schema import KINDS, file_name
from interview.workbench import schema_command
from tests.interview.workbench.test_drawing import repere


def test_the_command_knows_every_kind() -> None:
    """Its list is written apart, so that its help comes fast."""
    assert schema_command.KINDS == KINDS


def test_one_schema_goes_to_standard_output(tmp_path: Path) -> None:
    """Alone, to be piped into a file or a tool."""
    done = repere("parcours", "schema", "scenario", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["title"] == "Scénario"


def test_a_folder_receives_them_all(tmp_path: Path) -> None:
    """Each under its name, with the line that ties a file to its schema."""
    done = repere("parcours", "schema", "--dossier", "schemas", folder=tmp_path)
    assert done.returncode == 0
    assert [Path(line).name for line in done.stdout.splitlines()] == [file_name(each) for each in KINDS]
    for kind in KINDS:
        assert json.loads((tmp_path / "schemas" / file_name(kind)).read_text("utf-8"))["$defs"]
        assert f"# yaml-language-server: $schema={file_name(kind)}" in done.stderr


def test_wrong_usage_is_told(tmp_path: Path) -> None:
    """Nothing asked for, both places at once, an unknown kind."""
    for arguments, words in (
        ((), "il manque GENRE"),
        (("parcours", "--sortie", "a", "--dossier", "b"), "pas les deux"),
        (("parcour",), "Valeurs : parcours, parcours-local"),
    ):
        done = repere("parcours", "schema", *arguments, folder=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
