"""What the tests of the plain face share: a workplace made of counters, and a person who types a script."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest

from interview.conversation import Conversation, Workplace
from interview.line import run_line
from interview.sheets.content import sheet_of
from interview.sheets.saving import save_sheet
from interview.views import Known
from store import Base, InterviewRecord
from tests.support import make_workplace

Typed = str | BaseException | Callable[[], str]
"""A line; or what happens instead of one; or what is done before one is typed."""


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db", timeout=0.1) as opened:
        yield opened


@pytest.fixture
def workplace(base: Base) -> Workplace:
    return make_workplace(base)


class Person:
    """Types a script, hears every line; the script over, the input ends.

    ``markdown`` is the transcript: what was printed and typed, and what is known each time it
    changes, read again from the base, which must hold an answer before the next question is asked.
    """

    def __init__(self, workplace: Workplace, folder: Path) -> None:
        self.workplace = workplace
        self.folder = folder
        self.make_sheet = sheet_of
        self.heard: list[str] = []
        self.typed: list[str] = []
        self.code = -1
        self._script: Iterator[Typed] = iter(())
        self._block: list[str] = []
        self._parts: list[str] = []
        self._answered = 0
        self._known = ""

    def holds(self, *script: Typed, resume: UUID | None = None) -> "Person":
        """Hold one interview, typing *script*."""
        self._script = iter(script)
        self.code = run_line(
            self.workplace,
            resume=resume,
            make_sheet=self.make_sheet,
            save_sheet=self._save,
            ask=self._ask,
            say=self._say,
            width=80,
        )
        self._flush()
        return self

    @property
    def text(self) -> str:
        """Everything that was printed, on one line and with plain spaces."""
        return " ".join(" ".join(self.heard).replace("\u00a0", " ").replace("\u202f", " ").split())

    def markdown(self, title: str) -> str:
        return f"# {title}\n\n" + "\n\n".join(self._parts) + "\n"

    def record(self, rank: int = 1) -> InterviewRecord:
        """The record of the interview opened as the *rank*-th."""
        base = self.workplace.base
        assert base is not None
        found = base.record(base.interviews()[rank - 1])
        assert found is not None
        return found

    def record_count(self) -> int:
        base = self.workplace.base
        return len(base.interviews()) if base else 0

    def conversation(self, rank: int = 1) -> Conversation:
        """The interview as a new start of the program would find it."""
        return Conversation.resume(self.workplace, self.record(rank).id)

    def _say(self, line: str) -> None:
        self.heard.append(line)
        self._block.append(line)

    def _ask(self, label: str) -> str:
        self._tell_known()
        typed = next(self._script, EOFError())
        if callable(typed):
            typed = typed()
        if isinstance(typed, BaseException):
            self._block.append(label + f"({type(typed).__name__})")
            raise typed
        self.typed.append(typed)
        self._block.append(label + typed)
        self._answered = len(self._block)
        return typed

    def _tell_known(self) -> None:
        base = self.workplace.base
        interviews = base.unfinished() if base else []
        if not interviews:
            return
        known = known_in_words(Conversation.resume(self.workplace, interviews[0].id).known())
        if known != self._known:
            self._known = known
            self._flush(self._answered)
            self._parts.append(f"> {known}")

    def _flush(self, upto: int | None = None) -> None:
        lines = self._block[:upto]
        self._block = [] if upto is None else self._block[upto:]
        self._answered = 0
        if any(lines):
            self._parts.append("```text\n" + "\n".join(lines).strip("\n") + "\n```")

    def _save(self, conversation: Conversation, rank: int, name: str, path: Path | None) -> Path:
        return Path(save_sheet(conversation, rank, name, path or self.folder / f"fiche.{name}").name)


def known_in_words(known: Known) -> str:
    """What is known, on one line of a transcript."""
    forms: dict[str, list[str]] = {}
    for each in known.forms:
        forms.setdefault(each.word, []).append(each.label)
    parts = [f"{word} : {', '.join(labels)}" for word, labels in forms.items()]
    for title, listed in (("à vérifier", known.to_check), ("mis de côté", known.set_aside)):
        if listed:
            parts.append(f"{title} : {', '.join(listed)}")
    return f"On sait — {known.title} — " + " ; ".join(parts)


@pytest.fixture
def person(workplace: Workplace, tmp_path: Path) -> Person:
    return Person(workplace, tmp_path)
