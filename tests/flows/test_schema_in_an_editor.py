"""In an editor, the schemas complete and check. Run where ``yaml-language-server`` is installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.schema import KINDS, Kind, file_name, schema_text
from tests.flows.editor import Editor
from tests.flows.test_schema import HERE, SHIPPED

SERVER = shutil.which("yaml-language-server")
pytestmark = [
    pytest.mark.skipif(SERVER is None, reason="yaml-language-server is not installed"),
    pytest.mark.xdist_group("editor"),
]


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    with Editor(str(SERVER)) as running:
        yield running


def copied(folder: Path, name: str, kind: Kind, text: str) -> Path:
    """A file whose first line names its schema, beside the schemas."""
    for each in KINDS:
        (folder / file_name(each)).write_text(schema_text(each), encoding="utf-8")
    path = folder / name
    path.write_text(f"# yaml-language-server: $schema={file_name(kind)}\n{text}", encoding="utf-8")
    return path


def small() -> str:
    return (HERE / "data" / "petit.yaml").read_text("utf-8")


@pytest.mark.parametrize(("kind", "path"), SHIPPED, ids=[path.name for _, path in SHIPPED])
def test_nothing_is_underlined_in_what_ships(editor: Editor, tmp_path: Path, kind: Kind, path: Path) -> None:
    """An editor that underlines what is right is soon ignored."""
    assert editor.opened(copied(tmp_path, path.name, kind, path.read_text("utf-8"))) == []


def test_a_misspelt_key_is_underlined_where_it_stands(editor: Editor, tmp_path: Path) -> None:
    """The line and the word are told."""
    text = small().replace("    bref:", "    breff:", 1)
    line = text.splitlines().index(next(each for each in text.splitlines() if "breff:" in each)) + 2
    told = editor.opened(copied(tmp_path, "slip.yaml", "parcours", text))
    assert any(each.startswith(f"{line}: ") and "breff" in each for each in told)


def test_a_condition_with_two_shapes_is_explained_in_french(editor: Editor, tmp_path: Path) -> None:
    """The rule is told in the words of the guide, not in those of a schema."""
    text = small().replace("si: {question:", "si: {fait: x, question:", 1)
    told = editor.opened(copied(tmp_path, "condition.yaml", "parcours", text))
    assert any("Une condition a une seule forme" in each for each in told)


def test_keys_are_proposed_with_their_explanation(editor: Editor, tmp_path: Path) -> None:
    """Typing in a question proposes the keys that are not there yet, explained in French."""
    lines = small().splitlines()
    rank = next(place for place, each in enumerate(lines) if each.startswith("    bref:"))
    path = copied(
        tmp_path, "typing.yaml", "parcours", "\n".join([*lines[: rank + 1], "    ", *lines[rank + 1 :]])
    )
    editor.opened(path)
    proposed = editor.proposed(path, rank + 2, 4)
    assert proposed["aborder"].startswith("Comment en parler à la personne")
    assert "bref" not in proposed
