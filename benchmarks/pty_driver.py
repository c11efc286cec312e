"""Run a program in a real pseudo-terminal and say when a text is painted.

A thread does nothing but read: it stamps every chunk as it arrives and answers what the program asks of its
terminal. The screen is parsed afterwards, in order, so the time of a text is that of the read which completed
it, however long the parsing takes. A frame inside a synchronised update counts when the update ends, as on a
real screen.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import queue
import re
import select
import signal
import struct
import sys
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

# What Textual asks at start, and what programs commonly ask. The answers are those of a current terminal
# emulator: synchronised updates known, in-band resize unknown.
ANSWERS: tuple[tuple[bytes, bytes], ...] = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[>c", b"\x1b[>0;276;0c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[?u", b"\x1b[?0u"),
)
_QUERY = re.compile(b"|".join(re.escape(asked) for asked, _ in ANSWERS))
_ANSWER_TO = dict(ANSWERS)

# pyte prints the tail of the sequences it does not know: those are taken out before it sees them.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[(?:[<>=][0-9;]*[a-zA-Z]|[?>]?[0-9;]*\$[a-z]|\?u)")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:?<>=$ ]*)?\Z")
_FRAME_START, _FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " "))


class NotPainted(Exception):
    """The text was not on the screen in time; the message carries the screen."""


class Terminal:
    """One program on one pseudo-terminal; use as a context manager."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.columns, self.rows = columns, rows
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._lines = [""] * rows
        self._pending = b""
        self._in_frame = False
        self._chunks: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._ended = threading.Event()
        self.bytes_read = 0

        self._master, slave = pty.openpty()
        try:
            fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            tty_name = os.ttyname(slave)
            env = clean_environment() if environment is None else dict(environment)
            self._reader = threading.Thread(target=self._read, name="pty-reader", daemon=True)
            # The child becomes leader of a new session *before* it opens the terminal, which makes that
            # terminal its controlling one; posix_spawn does it without the cost of a fork.
            self.started = time.perf_counter()
            self.pid = os.posix_spawn(
                command[0],
                list(command),
                env,
                file_actions=[
                    (os.POSIX_SPAWN_OPEN, 0, tty_name, os.O_RDWR, 0),
                    (os.POSIX_SPAWN_DUP2, 0, 1),
                    (os.POSIX_SPAWN_DUP2, 0, 2),
                ],
                setsid=True,
                setsigdef=[signal.SIGPIPE, signal.SIGINT],
            )
        finally:
            os.close(slave)
        self._reader.start()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ reading

    def _read(self) -> None:
        tail = b""
        while True:
            try:
                chunk = os.read(self._master, 65536)
            except OSError:  # on Linux, reading a terminal whose program has ended is EIO
                chunk = b""
            stamp = time.perf_counter()
            if not chunk:
                self._ended.set()
                self._chunks.put((stamp, b""))
                return
            self._chunks.put((stamp, chunk))
            window = tail + chunk
            answered = 0
            for query in _QUERY.finditer(window):
                answered = query.end()
                with contextlib.suppress(OSError):
                    os.write(self._master, _ANSWER_TO[query.group()])
            tail = window[max(answered, len(window) - 16) :]

    def _feed(self, chunk: bytes) -> bool:
        """Parse one chunk; true when the screen a person sees may have changed."""
        self.bytes_read += len(chunk)
        data = self._pending + chunk
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        data, self._pending = data[:cut], data[cut:]
        shown = False
        for part in re.split(rb"(\x1b\[\?2026[hl])", data):
            if part == _FRAME_START:
                self._in_frame = True
            elif part == _FRAME_END:
                self._in_frame = False
                shown = True
            elif part:
                self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", part))
                shown = shown or not self._in_frame
        return shown

    def _refresh(self) -> None:
        buffer, columns = self._screen.buffer, range(self.columns)
        for row in self._screen.dirty:
            if row < self.rows:
                line = buffer[row]
                self._lines[row] = "".join(line[column].data for column in columns).translate(_SPACES)
        self._screen.dirty.clear()

    def _shows(self, texts: Sequence[str]) -> bool:
        """True when every text is on the screen, each below or beside the one before."""
        row = 0
        for text in texts:
            while row < self.rows and text not in self._lines[row]:
                row += 1
            if row == self.rows:
                return False
        return True

    # ------------------------------------------------------------------ what a bench uses

    def wait_for(self, *texts: str, timeout: float = 20.0) -> float:
        """The instant (perf_counter) at which all the texts were on the screen, top to bottom."""
        wanted = [text.translate(_SPACES) for text in texts]
        self._refresh()
        if self._shows(wanted):
            raise NotPainted(f"{texts!r} is already on the screen: nothing would be measured\n{self.text()}")
        deadline = time.perf_counter() + timeout
        while True:
            try:
                stamp, chunk = self._chunks.get(timeout=max(0.0, deadline - time.perf_counter()))
            except queue.Empty:
                raise NotPainted(f"{texts!r} not painted after {timeout} s:\n{self.text()}") from None
            if not chunk:
                raise NotPainted(f"the program ended before {texts!r} was painted:\n{self.text()}")
            if self._feed(chunk):
                self._refresh()
                if self._shows(wanted):
                    return stamp

    def settle(self, quiet: float = 0.08, timeout: float = 5.0) -> None:
        """Read until nothing has been painted for `quiet` seconds, as when a person reads."""
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline:
            try:
                _, chunk = self._chunks.get(timeout=quiet)
            except queue.Empty:
                break
            if not chunk:
                break
            self._feed(chunk)
        self._refresh()

    def send(self, keys: str | bytes) -> float:
        """Type the keys; the instant just before they were handed over."""
        data = keys.encode() if isinstance(keys, str) else keys
        stamp = time.perf_counter()
        os.write(self._master, data)
        return stamp

    def text(self) -> str:
        """The screen, one line per row."""
        self._refresh()
        return "\n".join(line.rstrip() for line in self._lines)

    def close(self, grace: float = 2.0) -> None:
        """Hang up as a closed window does, then insist; the program is always reaped."""
        for signum in (signal.SIGHUP, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signum)
            if self._reaped(grace):
                break
        self._ended.wait(grace)
        os.close(self._master)
        self._reader.join(grace)

    def _reaped(self, grace: float) -> bool:
        end = time.perf_counter() + grace
        while time.perf_counter() < end:
            try:
                pid, _ = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                return True
            if pid:
                return True
            select.select([], [], [], 0.01)
        return False


def clean_environment(**more: str) -> dict[str, str]:
    """What a person's shell gives a program, without what would make Python or Textual behave otherwise."""
    kept = (
        "PATH",
        "HOME",
        "USER",
        "TMPDIR",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "VIRTUAL_ENV",
    )
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    return env | more


def python_command(module: str, function: str, *arguments: str) -> list[str]:
    """Start as an installed console script does: a plain interpreter importing compiled modules."""
    code = f"import sys; from {module} import {function}; sys.exit({function}())"
    return [str(Path(sys.executable)), "-c", code, *arguments]


# The reader must get the interpreter back at once while the other thread parses.
sys.setswitchinterval(0.0005)
