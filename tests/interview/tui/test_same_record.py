"""One engine, several faces: the same answers give the same record, whoever asks the questions."""

from __future__ import annotations

from pathlib import Path

import msgspec

from interview.conversation import Conversation
from interview.line import run_line
from interview.sheets.content import sheet_of
from interview.sheets.saving import save_sheet
from store import Base, InterviewRecord
from tests.support import make_workplace

from .conftest import ANSWERS_6, CASE_6, Opening

LINES_6 = ("1", "cmuc", "1", *"12111111", "2", "1 2", "1", "")


def essence(record: InterviewRecord | None) -> list[dict[str, object]]:
    """What a record says, without what is drawn or dated."""
    assert record is not None
    return [
        {**msgspec.structs.asdict(situation), "reference": "", "position": record.position}
        for situation in record.situations
    ]


def by_service(path: Path) -> list[dict[str, object]]:
    with Base.open(path) as base:
        held = Conversation.start(make_workplace(base))
        while held.interview.place in ANSWERS_6:
            held.answer(ANSWERS_6[held.interview.place])
        return essence(base.record(held.heading.id))


def by_line(path: Path) -> list[dict[str, object]]:
    lines = iter(LINES_6)

    def ask(_: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    with Base.open(path) as base:
        run_line(
            make_workplace(base), make_sheet=sheet_of, save_sheet=save_sheet, ask=ask, say=lambda _: None
        )
        (interview,) = base.interviews()
        return essence(base.record(interview))


async def test_screen_plain_prompts_and_service_give_the_same_record(
    sit_down: Opening, tmp_path: Path
) -> None:
    """« Quatre retours » by keys, by lines and by codes."""
    async with sit_down(*CASE_6) as agent:
        base = agent.held.workplace.base
        assert base is not None
        on_screen = essence(base.record(agent.held.heading.id))
    assert on_screen == by_service(tmp_path / "service.db")
    assert on_screen == by_line(tmp_path / "lignes.db")
    assert on_screen[0]["certitude"] == "avere"
