"""What the screens say when a team's own template cannot serve: the sheet is there, and so is the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from interview.conversation import Workplace
from interview.settings import Settings

from .conftest import CASE_6, Opening

SHEET = (*CASE_6, "enter", "2")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "modeles"
    folder.mkdir()
    (folder / "fiche.md.j2").write_text("# Notre fiche\n{{ servise }}", encoding="utf-8")
    return folder


@pytest.fixture
def workplace(workplace: Callable[[], Workplace], own: Path) -> Callable[[], Workplace]:
    """The same, in a team that has its own templates."""
    return lambda: msgspec.structs.replace(workplace(), settings=Settings(templates=str(own)))


async def test_the_sheet_is_shown_and_written_with_the_reason_beside(
    sit_down: Opening, tmp_path: Path
) -> None:
    """On the preview, then once it is written: which file, which line, which field."""
    async with sit_down(*SHEET, size=(100, 60)) as agent:
        assert "Fiche mémoire" in agent.sees
        assert "fiche.md.j2, ligne 2 : le champ « servise » n’existe pas" in agent.sees
        await agent.types("h", "1")
        assert "Fiche enregistrée" in agent.sees
        assert "Le modèle de Repère a servi à la place du vôtre" in agent.sees
        assert "Fiche mémoire" in (tmp_path / "fiche.html").read_text("utf-8")


async def test_a_template_set_right_serves_again_without_leaving(sit_down: Opening, own: Path) -> None:
    async with sit_down(*SHEET, size=(100, 60)) as agent:
        await agent.types("escape")
        (own / "fiche.md.j2").write_text("# Notre fiche\n{{ service }} juste", encoding="utf-8")
        await agent.types("f7")
        assert "Notre fiche" in agent.sees
        assert "servise" not in agent.sees


async def test_the_sheet_for_the_person_tells_it_too(sit_down: Opening, own: Path) -> None:
    (own / "recapitulatif.md.j2").write_text("# {{ sujet }}", encoding="utf-8")
    async with sit_down(*SHEET, "r", size=(100, 60)) as agent:
        await agent.types("enter")
        assert "recapitulatif.md.j2, ligne 1 : le champ « sujet » n’existe pas" in agent.sees
