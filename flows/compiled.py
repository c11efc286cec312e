"""Shipped content, checked once: kept in binary in the user's cache folder, as Python keeps bytecode.

Reading and checking YAML takes some thirty milliseconds, at each start. What has been found good is
kept, and taken again while neither the text nor the code that checks it has changed. Where the folder
cannot be written, the text is simply read each time. Only content that comes with the program is kept:
nothing that was said in an interview.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")

_HERE = Path(__file__).parent
_CHECKERS = ("grammar", "catalogue_file", "conditions", "checking", "reading", "shape", "lookup")


def remembered(name: str, source: str, kind: type[T], read: Callable[[], T]) -> T:
    """What *read* gives for *source*, from the last time if nothing has changed.

    Args:
        name: name of the shipped file, without its extension.
        source: its text.
        kind: the struct it is read as.
        read: reads and checks it; raises ContentError when it is wrong.
    """
    kept = _folder() / f"{name}.contenu"
    key = _key(source)
    try:
        stored = kept.read_bytes()
        if stored[: len(key)] == key:
            return msgspec.msgpack.decode(stored[len(key) :], type=kind)
    except (OSError, msgspec.MsgspecError):
        pass
    content = read()
    _keep(kept, key + msgspec.msgpack.encode(content))
    return content


def _folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("repere", appauthor=False)


def _key(source: str) -> bytes:
    """Digest of the text and of the age of the code that checks it."""
    digest = hashlib.sha256(source.encode())
    for name in _CHECKERS:
        try:
            digest.update(str((_HERE / f"{name}.py").stat().st_mtime_ns).encode())
        except OSError:
            digest.update(b"-")
    return digest.digest()


def _keep(path: Path, data: bytes) -> None:
    part = path.with_suffix(f".{id(data)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
