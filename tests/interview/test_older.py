"""The older versions of a flow: from the base of the person who verifies, and from files they name."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.faults import ContentError
from interview.cli import cli
from interview.workbench.older import older_versions
from store import Base
from tests.support import shipped_flow


def source(version: str, *changes: tuple[str, str]) -> str:
    text = shipped_flow().source.replace('version: "2026.1"', f'version: "{version}"')
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


@pytest.fixture
def base_file(tmp_path: Path) -> Path:
    """A base that keeps two versions of the shipped flow, and one text that is no flow any more."""
    path = tmp_path / "base.db"
    with Base.open(path) as base:
        for version in ("2025.1", "2025.2"):
            text = source(version)
            base.archive_flow("non-recours", version, sha256(text.encode()).digest(), text)
        base.archive_flow("ancien", "0.1", b"\x01" * 32, "parcours: ancien\n")
    return path


def test_the_versions_of_the_base_come_last_kept_first(base_file: Path) -> None:
    """After the files that are named; those of other flows only when no flow is named."""
    said: list[str] = []
    found = older_versions("non-recours", base_file, [], said.append)
    assert [each.version for each in found] == ["2025.2", "2025.1"]
    assert not said
    file = base_file.with_name("avant.yaml")
    file.write_text(source("2024.1"), encoding="utf-8")
    assert older_versions("non-recours", base_file, [file])[0].version == "2024.1"


def test_a_kept_text_that_cannot_be_read_is_told_and_left_out(base_file: Path) -> None:
    """Nothing that was accepted once stops the work now."""
    said: list[str] = []
    assert len(older_versions(None, base_file, [], said.append)) == 2
    assert len(said) == 1
    assert "« 0.1 »" in said[0]


def test_a_base_is_never_made(tmp_path: Path) -> None:
    """Where there is none, there is nothing to compare with, and nothing to say of it."""
    said: list[str] = []
    assert older_versions("non-recours", tmp_path / "rien.db", [], said.append) == []
    assert said == []
    assert list(tmp_path.iterdir()) == []


def test_a_base_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """The flow is verified all the same."""
    path, said = tmp_path / "autre.db", list[str]()
    path.write_text("ceci n’est pas une base", encoding="utf-8")
    assert older_versions("non-recours", path, [], said.append) == []
    assert "n’est pas une base Repère" in said[0]


def test_a_named_file_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    """The author asked for it."""
    path = tmp_path / "vide.yaml"
    path.write_text("", encoding="utf-8")
    with pytest.raises(ContentError):
        older_versions("non-recours", tmp_path / "rien.db", [path])


def test_verifying_holds_a_flow_against_the_base(base_file: Path, tmp_path: Path) -> None:
    """A code whose words recall nothing is refused, until the author states its meaning."""
    changed = tmp_path / "neuf.yaml"
    words = "libelle: Réglée"
    for said, code in (("libelle: Au tribunal", 1), ('libelle: Au tribunal, meme_sens: "2025.1"', 0)):
        changed.write_text(source("2026.2", (words, said)), encoding="utf-8")
        result = CliRunner().invoke(cli, ["--base", str(base_file), "parcours", "verifier", str(changed)])
        assert result.exit_code == code, result.output
        assert ("P095" in result.output) == bool(code)
        assert ('ajoutez « meme_sens: "2025.2" »' in result.output.replace("\u00a0", " ")) == bool(code)
