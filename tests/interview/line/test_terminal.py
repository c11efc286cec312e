"""The plain face in a real terminal, and at the end of a real pipe."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
from pathlib import Path
from interview.line import run_line
from interview.sheets.content import sheet_of
from interview.sheets.saving import save_sheet
from interview.surroundings import workplace
from store import Base
with Base.open(Path(sys.argv[1])) as base:
    sys.exit(run_line(workplace(base), make_sheet=sheet_of, save_sheet=save_sheet, say=print))
"""


def command(base: Path) -> list[str]:
    return [sys.executable, "-c", PROGRAM, str(base)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm-256color"}


class Terminal:
    """A program in a pseudo-terminal of 80 columns."""

    def __init__(self, base: Path) -> None:
        import pty

        self.process, self.screen = pty.fork()
        if self.process == 0:
            os.execve(sys.executable, command(base), environment())
        self.seen = b""

    def type(self, keys: str, until: str) -> None:
        """Type *keys*, then read until *until* has been printed after them."""
        start = len(self.seen)
        os.write(self.screen, keys.encode())
        self.read_until(until, start)

    def read_until(self, text: str, start: int = 0, seconds: float = 30) -> None:
        import select

        limit = time.monotonic() + seconds
        while text.encode() not in self.seen[start:]:
            assert time.monotonic() < limit, f"« {text} » never came: {self.seen.decode()}"
            if select.select([self.screen], [], [], 0.2)[0]:
                self.seen += os.read(self.screen, 65536)

    def code(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is a POSIX thing")
@pytest.mark.parametrize("end", [":quitter\n", "\x04", "\x03"], ids=["command", "ctrl-d", "ctrl-c"])
def test_in_a_terminal_one_types_is_answered_and_quits_without_a_single_escape_code(tmp_path, end) -> None:
    terminal = Terminal(tmp_path / "repere.db")
    terminal.read_until("Réponse")
    terminal.type("1\n", "Quelle prestation")
    terminal.type("cmuc\n", "CMU-C")
    terminal.type("\n", "La personne a-t-elle droit")
    terminal.type(end, "Tout est enregistré.")
    assert terminal.code() == 0
    assert b"\x1b" not in terminal.seen
    assert b"Traceback" not in terminal.seen


def test_at_the_end_of_a_pipe_the_interview_is_kept_and_the_next_start_offers_it(tmp_path: Path) -> None:
    def piped(lines: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(tmp_path / "repere.db"),
            input=lines,
            capture_output=True,
            encoding="utf-8",
            env=environment(),
            timeout=60,
            check=False,
        )

    first = piped("1\nc2s\n")
    assert (first.returncode, first.stderr) == (0, "")
    assert "Réponse\u00a0: c2s\n" in first.stdout
    second = piped("1\n:quitter\n")
    assert "1 entretien à reprendre" in second.stdout
    assert "La personne a-t-elle droit à cette offre" in second.stdout


def test_bytes_that_are_not_text_end_the_pipe_with_a_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        command(tmp_path / "repere.db"),
        input=b"1\n\xff\xfe\n",
        capture_output=True,
        env={**environment(), "PYTHONIOENCODING": "utf-8:strict"},
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1
