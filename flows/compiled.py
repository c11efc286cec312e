"""Content checked once: kept in binary in the user's cache folder, as Python keeps bytecode.

Reading and checking YAML takes some thirty milliseconds, at each start. What has been found good is
kept, and taken again while neither the text nor the code that checks it has changed. Where the folder
cannot be written, the text is simply read each time. Only flows and catalogues are kept: nothing that
was said in an interview.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from flows.catalogue_file import CatalogueFile
from flows.grammar import FlowFile

T = TypeVar("T")

_HERE = Path(__file__).parent
_CHECKERS = (
    "grammar.py",
    "catalogue_file.py",
    "conditions.py",
    "reading.py",
    "slips.py",
    "shape.py",
    "lookup.py",
    "extending",
    "checks",
)
"""The modules, and the folders of modules, that decide what content is good."""
_LOCAL = ".local"
_MOST = 12
"""Flows of a team kept at once."""


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


class Kept(msgspec.Struct, frozen=True):
    """A flow read from the files of a team, checked and whole.

    Attributes:
        file: its content.
        source: its text, to be archived with the records made under it.
        others: the flows it extends, in order: the path of a file, or the name of a shipped flow
            after « : », which no path begins with.
    """

    file: FlowFile
    source: str
    others: tuple[str, ...] = ()


class _Chain(msgspec.Struct, frozen=True):
    """What is kept of one flow, and the digest of each file it was made from."""

    kept: Kept
    digests: tuple[bytes, ...]


def remembered_chain(
    path: Path, catalogue: CatalogueFile, shipped: Callable[[str], str], read: Callable[[], Kept]
) -> Kept:
    """What *read* gives for the flow of *path*, from the last time if none of its files has changed.

    Args:
        path: the file of a team.
        catalogue: what its entries were checked with.
        shipped: the text of a shipped flow.
        read: reads, completes and checks it; raises ContentError when it is wrong.
    """
    place = str(path.absolute())
    stored_at = _folder() / f"{hashlib.sha256(place.encode()).hexdigest()[:32]}{_LOCAL}"
    key = hashlib.sha256(_key(place) + msgspec.msgpack.encode(catalogue)).digest()

    def digests(others: tuple[str, ...]) -> tuple[bytes, ...]:
        return tuple(_digest(each, shipped) for each in (place, *others))

    try:
        stored = stored_at.read_bytes()
        if stored[: len(key)] == key:
            chain = msgspec.msgpack.decode(stored[len(key) :], type=_Chain)
            if chain.digests == digests(chain.kept.others):
                return chain.kept
    except (OSError, msgspec.MsgspecError):
        pass
    with suppress(OSError):
        before = _digest(place, shipped)
        kept = read()
        found = digests(kept.others)
        if found[0] == before:
            _keep(stored_at, key + msgspec.msgpack.encode(_Chain(kept, found)))
            _forget_oldest(stored_at.parent)
        return kept
    return read()


def _forget_oldest(folder: Path) -> None:
    """A trainer tries many files: only the latest few are worth keeping."""
    kept = sorted(folder.glob(f"*{_LOCAL}"), key=lambda each: each.stat().st_mtime_ns)
    for each in kept[:-_MOST]:
        each.unlink(missing_ok=True)


def _digest(name: str, shipped: Callable[[str], str]) -> bytes:
    data = shipped(name[1:]).encode() if name.startswith(":") else Path(name).read_bytes()
    return hashlib.sha256(data).digest()


def _folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("repere", appauthor=False)


def _key(source: str) -> bytes:
    """Digest of the text and of the age of the code that checks it."""
    digest = hashlib.sha256(source.encode())
    for name in _CHECKERS:
        for path in _modules(_HERE / name):
            try:
                digest.update(f"{path.name} {path.stat().st_mtime_ns}".encode())
            except OSError:
                digest.update(b"-")
    return digest.digest()


def _modules(path: Path) -> list[Path]:
    """The module itself, or those of the folder, in order."""
    return [path] if path.suffix else sorted(path.glob("*.py"))


def _keep(path: Path, data: bytes) -> None:
    part = path.with_suffix(f".{id(data)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
