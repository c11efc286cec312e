"""What the screens look like. After a wanted change: ``pytest --snapshot-update``, then look at each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from interview.conversation import Workplace
from interview.tui.app import RepereApp

from .conftest import CASE_6, Agent, KeptUntil

SMALL, LARGE = (80, 24), (140, 40)
LIGHT, DARK = "textual-light", "textual-dark"
DEMANDE = ("1", *"cmuc", "enter", *"1211")


@pytest.fixture
def looks(
    snap_compare: Callable[..., bool], repere: Callable[..., RepereApp], workplace: Callable[[], Workplace]
) -> Callable[..., bool]:
    """Whether the screen looks as it did, after these keys."""

    def compared(*keys: str, size: tuple[int, int], theme: str, **options: Any) -> bool:
        app = repere(**{"start": "entretien", **options})

        async def before(pilot: Pilot[None]) -> None:
            app.theme = theme
            await pilot.pause()
            await Agent(app, pilot).types(*keys)

        return snap_compare(app, terminal_size=size, run_before=before)

    return compared


@pytest.mark.parametrize(
    ("size", "theme"),
    [(SMALL, DARK), (SMALL, LIGHT), (LARGE, DARK), (LARGE, LIGHT)],
    ids=["80x24-dark", "80x24-light", "140x40-dark", "140x40-light"],
)
def test_a_question_of_the_core(looks: Callable[..., bool], size: tuple[int, int], theme: str) -> None:
    assert looks(*DEMANDE, size=size, theme=theme)


@pytest.mark.parametrize(("size", "theme"), [(SMALL, LIGHT), (LARGE, DARK)], ids=["80x24", "140x40"])
def test_the_conclusion(looks: Callable[..., bool], size: tuple[int, int], theme: str) -> None:
    assert looks(*CASE_6, size=size, theme=theme)


def test_a_search_that_finds_by_an_old_name(looks: Callable[..., bool]) -> None:
    assert looks("1", *"cmuc", size=SMALL, theme=DARK)


def test_the_chronology(looks: Callable[..., bool], kept_until: KeptUntil) -> None:
    row = {"date": "2025-08", "acteur": "la personne", "canal": "guichet", "fait": "dossier déposé"}
    identity = kept_until("synthese", chronologie=[row, {**row, "date": "2025-09-12"}])
    assert looks("escape", *"12", size=SMALL, theme=LIGHT, resume=identity)


def test_the_review(looks: Callable[..., bool], kept_until: KeptUntil) -> None:
    assert looks("f2", "down", size=LARGE, theme=LIGHT, resume=kept_until("mode"))


def test_the_explanation(looks: Callable[..., bool]) -> None:
    assert looks("f1", size=SMALL, theme=DARK)
