"""The other voice of a rehearsal: what the person says, and how the agent asked again."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from interview.rehearsal.alone.narration import DASH, parted, speaks
from interview.rehearsal.alone.setting import Heard
from interview.tui.drawing import MUTED, STRONG, hanging
from interview.tui.widgets.utterance import Utterance
from templates.typography import french

PERSON = french("La personne : ")
AGENT = french("Vous : ")
MARGIN = "▎ "


class PersonSays(Utterance):
    """All that was heard on one question; said again, it takes the place of what it was."""

    def __init__(self, heard: Heard) -> None:
        super().__init__(f"voix:{heard.question}", heard.rank, heard.short, heard.spoken.text)
        self.heard = heard

    def hear(self, heard: Heard) -> None:
        """More was said."""
        self.heard = heard
        self.refresh(layout=True)

    def set_aside(self, aside: bool) -> None:
        """What was said stays said, whatever becomes of the answer."""

    def lines(self, width: int) -> list[Content]:
        return heard_lines(self.heard, width)


def heard_lines(heard: Heard, width: int) -> list[Content]:
    """The words in a margin of their own, each after the name of who says them."""
    spoken = heard.spoken
    lines = _said("", [(spoken.manner, "italic")], width) if spoken.manner else []
    lines += person_lines(spoken.text, width)
    for asked, says in heard.again:
        lines += [*agent_lines(asked, width), *person_lines(says, width)]
    return lines


def person_lines(says: str, width: int) -> list[Content]:
    """What the person says; what they do, or who speaks, is told apart from their words."""
    who = PERSON if speaks(says) else DASH
    return _said(who, [(words, "" if said else "italic") for words, said in parted(says)], width)


def agent_lines(asks: str, width: int) -> list[Content]:
    """What the agent asked."""
    return _said(AGENT, [(french(f"« {asks} »"), MUTED)], width)


def _said(who: str, words: Iterable[tuple[str, str]], width: int) -> list[Content]:
    margin = Content.styled(MARGIN, "$accent")
    body = Content.assemble((who, STRONG), *words)
    return [margin + each[len(MARGIN) :] for each in hanging(" " * len(MARGIN), body, width)]
