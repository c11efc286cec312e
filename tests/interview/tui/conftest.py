"""What the tests of the screen share: an application whose clock, ids and draws never vary."""

from __future__ import annotations

import datetime
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from textual.events import Key
from textual.pilot import Pilot

from flows.flow import Flow
from flows.loader import load_flow
from interview.conversation import Conversation, Workplace
from interview.engine import FlowMachine
from interview.sheets.content import sheet_of
from interview.sheets.saving import save_sheet
from interview.tui.app import RepereApp
from interview.tui.screens.conversation import ConversationScreen
from store import Base

NOON = datetime.datetime(2026, 3, 3, 12, 0)
CHARACTERS = {"space": " ", "slash": "/", "comma": ",", "full_stop": ".", "minus": "-", "question_mark": "?"}
NAMES = {character: name for name, character in CHARACTERS.items()}
SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f│╭╮╰╯─█▌▐", " "))

# Case 6, « Quatre retours », as an agent types it: from the first question to the conclusion.
CASE_6 = (*("1", "c", "m", "u", "c", "enter"), *"12111111", *("2", "1", "2", "enter", "1", "enter"))
ANSWERS_6 = {
    "nature": "financiere",
    "prestation": "c2s",
    "eligibilite": "oui",
    "appui_eligibilite": "institution",
    "connaissance": "oui",
    "proposition": "oui",
    "demande": "deposee",
    "reception": "rien",
    "regularite": "anormal",
    "issue": "en_cours",
    "blocage": "dossier_renvoye",
    "raisons_non_reception": ["pieces_manquantes", "erreur_administrative"],
    "niveaux": ["pratiques_institutionnelles"],
}


class Clock:
    """Noon, then one second later each time it is read."""

    def __init__(self) -> None:
        self.at = int(NOON.timestamp() * 1000)

    def __call__(self) -> int:
        self.at += 1000
        return self.at


class Ids:
    """UUIDv7 that follow each other."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> UUID:
        self.count += 1
        return UUID(int=(0x019C << 112) | (7 << 76) | (2 << 62) | self.count)


class Agent:
    """Someone at the keyboard, who reads the screen."""

    def __init__(self, app: RepereApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def types(self, *keys: str) -> None:
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else CHARACTERS.get(key)))
        await self.pilot.pause()
        while self.app.pace.busy:
            await self.pilot.pause()
        await self.pilot.pause()

    async def writes(self, text: str) -> None:
        """Every character of a text, then Enter."""
        await self.types(*(NAMES.get(each, each) for each in text), "enter")

    @property
    def sees(self) -> str:
        """What is on the screen, with plain spaces and no line breaks inside sentences."""
        strips = self.app.screen._compositor.render_strips()
        lines = [strip.text.translate(SPACES) for strip in strips]
        return " ".join(" ".join(lines).split())

    @property
    def held(self) -> Conversation:
        return self.conversation.held

    @property
    def conversation(self) -> ConversationScreen:
        found = [each for each in self.app.screen_stack if isinstance(each, ConversationScreen)]
        return found[-1]

    @property
    def place(self) -> str:
        """The question in hand."""
        return self.held.interview.place

    def given(self, question: str) -> Any:
        interview = self.held.interview
        return {**interview.shared, **interview.current.given}[question]


KeptUntil = Callable[..., UUID]
Opening = Callable[..., AbstractAsyncContextManager[Agent]]


@pytest.fixture(scope="session")
def flow() -> Flow:
    return load_flow()


@pytest.fixture
def workplace(flow: Flow, tmp_path: Path) -> Callable[[], Workplace]:
    """Opens the base of the test; each call is a new start of the program."""
    clock, ids, draws = Clock(), Ids(), random.Random(26)

    def opened() -> Workplace:
        base = Base.open(tmp_path / "repere.db", timeout=0.1)
        return Workplace(machine=FlowMachine(flow), base=base, now=clock, new_id=ids, draw=draws.choice)

    return opened


@pytest.fixture
def repere(workplace: Callable[[], Workplace], tmp_path: Path) -> Callable[..., RepereApp]:
    """Makes an application; sheets go to the folder of the test."""

    def made(**options: Any) -> RepereApp:
        def saved(held: Conversation, rank: int, format: str, path: Path | None) -> Path:
            return save_sheet(held, rank, format, path or tmp_path / f"fiche.{format}")

        kept = {"open_workplace": workplace, "make_sheet": sheet_of, "save_sheet": saved}
        return RepereApp(**{**kept, **options})

    return made


@pytest.fixture
def kept_until(workplace: Callable[[], Workplace]) -> KeptUntil:
    """An interview on case 6 that stands at a question, whatever comes before being passed."""

    def until(question: str, **answers: Any) -> UUID:
        place = workplace()
        held = Conversation.start(place)
        given = {**ANSWERS_6, **answers}
        while held.interview.place != question:
            asked = held.interview.place
            if asked in given:
                held.answer(given[asked], asked)
            else:
                held.skip()
        assert place.base is not None
        place.base.close()
        return held.heading.id

    return until


@pytest.fixture
def sit_down(repere: Callable[..., RepereApp]) -> Opening:
    """Opens the screen and gives the agent in front of it; by default on a new interview."""

    @asynccontextmanager
    async def opening(
        *keys: str, size: tuple[int, int] = (80, 24), start: str = "entretien", **options: Any
    ) -> AsyncIterator[Agent]:
        app = repere(start=start, **options)
        async with app.run_test(size=size) as pilot:
            agent = Agent(app, pilot)
            await pilot.pause()
            await agent.types(*keys)
            yield agent
            if app.opened and app.workplace().base is not None:
                app.workplace().base.close()

    return opening
