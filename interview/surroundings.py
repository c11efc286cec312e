"""What the program takes from the machine it runs on: clock, randomness, base, files. Nothing else does."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from flows.loader import load_catalogue, load_flow
from interview.conversation import Workplace
from interview.engine import FlowMachine
from interview.settings import Settings, read_settings, settings_path
from store import Base, BaseEncrypted, base_path


def now() -> int:
    """The instant, in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def new_id() -> UUID:
    """A new UUIDv7."""
    from uuid_utils.compat import uuid7

    return uuid7()


class _Drawing:
    """Draws one character of a text as ``random.SystemRandom().choice`` does; the system is asked less."""

    _AT_ONCE = 1_024

    def __init__(self) -> None:
        self._bytes: Iterator[int] = iter(b"")

    def __call__(self, text: str) -> str:
        if 256 % len(text):  # a byte would not fall on every character as often
            return random.SystemRandom().choice(text)
        return text[self._byte() % len(text)]

    def _byte(self) -> int:
        for byte in self._bytes:
            return byte
        self._bytes = iter(os.urandom(self._AT_ONCE))
        return next(self._bytes)


def workplace(base: Base | None, flow: Path | None = None) -> Workplace:
    """Where an agent works. Raises ContentError when the flow or the settings cannot be used."""
    settings = read_settings()
    path = flow or _usual_flow(settings)
    return Workplace(
        machine=FlowMachine(load_flow(path, load_catalogue())),
        base=base,
        now=now,
        new_id=new_id,
        draw=_Drawing(),
        author=settings.agent,
        service=settings.service,
        territory=settings.territory,
        settings=settings,
    )


def _usual_flow(settings: Settings) -> Path | None:
    """The flow of the settings; None for the shipped one. Raises ContentError when there is none such."""
    from flows.loader import SHIPPED

    if settings.flow == SHIPPED:
        return None
    from flows.faults import ContentError, Fault
    from interview.workbench.known_flows import UnknownFlow, flow_named

    try:
        return flow_named(settings.flow)
    except UnknownFlow as error:
        fault = Fault(
            code="P023",
            file=str(settings_path()),
            line=1,
            node="parcours",
            found=str(error),
            expected="un parcours connu, ou un fichier",
        )
        raise ContentError([fault]) from None


def open_base(path: str | None, *, create: bool = True) -> Base:
    """The base meant by ``--base``, ``REPERE_BASE`` or the usual place. Raises StoreError.

    The phrase of an encrypted base is asked for in the terminal, if it is nowhere else.
    """
    target = base_path(path)
    try:
        return Base.open(target, create=create)
    except BaseEncrypted:
        from interview.handing.phrases import terminal, unlock

        unlock(target, ask=terminal(), keyring=read_settings().encryption.keyring)
        return Base.open(target, create=create)


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file at once: what stood there stays until all of the new one is on disk.

    Raises:
        OSError: the file cannot be written; it names *path*.
    """
    part = path.with_name(f"{path.name}.part")
    data = content if isinstance(content, bytes) else content.encode()
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        part.unlink(missing_ok=True)
    return path
