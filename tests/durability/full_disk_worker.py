"""Run by the tests of a full or failing disk: one piece of work, where the disk gives up at every place.

Usage: full_disk_worker.py full|fault STEP FOLDER

``full`` mounts a small file system of its own on FOLDER, and must be alone in its mount namespace;
``fault`` lowers the size that a file may have: writing further is an error of the system other than
« no space ». For each amount of room left, the work is asked for, fails, is looked at, and is asked
for again once there is room. Prints how many times it failed.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import uuid_utils.compat as uuid_utils

from flows.loader import load_catalogue
from interview.conversation import Conversation
from interview.following import FollowUp
from interview.rebuilding import Rebuilder
from store import (
    Base,
    CopyFailed,
    DiskFault,
    DiskFull,
    ErasureUnfinished,
    StoreError,
    backup,
    cipher,
    encrypting,
)
from store.privacy import erasing
from tests.durability.driven import assert_sound
from tests.durability.outputs import OUT, Works, prepare
from tests.support import CASE_6, answer_all, make_workplace

ROOM = (0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 1024)
"""Kilobytes left on the disk when the work begins."""
SIZE = 12 << 20
AT = 1_772_528_400_000
ORDER = erasing.Order("effacement", "a1", "demande", AT)
MADE = ("csv", "xlsx", "fiches", "dossier", "edition", "bilan", "recapitulatif", "importer", "fictive")
"""Pieces of work of :mod:`tests.durability.outputs`."""
EXPECTED = (DiskFull, DiskFault, CopyFailed, ErasureUnfinished, OSError)


@contextmanager
def full(folder: Path, room: int) -> Iterator[None]:
    """All of the disk taken, except *room* bytes."""
    ballast = folder / "lest"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    os.truncate(ballast, max(0, ballast.stat().st_size - room))
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def fault(_: Path, room: int) -> Iterator[None]:
    """No byte can be written in any file past that place."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class Scene:
    """An open base with an interview in hand."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.base = Base.open(path)
        self.held = Conversation.start(make_workplace(self.base, new_id=uuid_utils.uuid7))
        answer_all(self.held, CASE_6, until="mode")
        self.base.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def told(self) -> list[Any]:
        """All that the journal says."""
        return [self.base.entries(each) for each in self.base.interviews()]

    def answer(self) -> None:
        self.held.answer("permanence")

    def follow(self) -> None:
        self.held.follow(FollowUp("rappel", 1, ("2026-09-01", "2026-09-18")))

    def save(self) -> None:
        folder = self.path.parent / "copies"
        try:
            backup.save(self.base, folder, AT)
        except StoreError:
            assert not folder.exists() or list(folder.iterdir()) == []
            raise
        shutil.rmtree(folder)

    def rebuild(self) -> None:
        Rebuilder(self.base, load_catalogue()).rebuild()

    def erase(self) -> None:
        household = self.held.interview.household
        erasing.erase(self.base, [household], ORDER, lambda: [], Base.open)

    def encrypt(self) -> None:
        self.base.close()
        key = cipher.Key(bytes(range(200, 216)), bytes(range(32)))
        encrypting.recast(self.path, None, key)
        self.base = Base.open(self.path, create=False, key=key)
        assert self.base.key == key

    def make(self, work: str) -> None:
        """A piece of work on several situations; the same files each time."""
        works = Works(self.base, self.path.parent)
        try:
            works.do(work)
        finally:
            assert list(works.out.rglob("*.part*")) == []
            works.assert_whole()


def again(scene: Scene) -> None:
    """The base as a new start of the program finds it."""
    with suppress(StoreError):
        scene.base.close()
    scene.base = Base.open(scene.path, create=False)
    place = make_workplace(scene.base, new_id=uuid_utils.uuid7)
    with suppress(LookupError):
        scene.held = Conversation.resume(place, scene.held.heading.id)


def one(model: Path, step: str, room: int, disk: Callable[[Path, int], Any]) -> bool:
    """Whether the disk gave up; what was kept before is then there, and the work can be done."""
    path = model.with_name(f"base-{room}.db")
    shutil.copyfile(model, path)
    scene = Scene(path)
    before, failed = scene.told(), False
    with disk(model.parent, room):
        try:
            work(scene, step)
        except EXPECTED as error:
            failed = True
            assert str(error)
            if step not in ("encrypt", "erase", "recapitulatif"):
                assert scene.told() == before
    if failed:
        if (room >> 12) % 2 or step == "encrypt":
            again(scene)
        if step not in ("erase", "recapitulatif"):
            assert scene.told() == before
        assert_sound(scene.base)
        work(scene, step)
    after = scene.told()
    if step == "erase":
        assert scene.held.interview.household not in str(after)
        assert erasing.pending(scene.base) == []
    elif step not in MADE:
        count = sum(map(len, after)) - sum(map(len, before))
        assert count == (step in ("answer", "follow"))
    assert_sound(scene.base)
    scene.base.close()
    for each in path.parent.glob(f"{path.stem}.*"):
        each.unlink()
    shutil.rmtree(path.parent / OUT, ignore_errors=True)
    return failed


def work(scene: Scene, step: str) -> None:
    if step in MADE:
        scene.make(step)
    else:
        getattr(scene, step)()


def main(how: str, step: str, folder: Path) -> None:
    disk = {"full": full, "fault": fault}[how]
    if how == "full":
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "aucun", str(folder)], check=True)
    model = folder / "modele.db"
    prepare(folder).rename(model)
    print(sum(one(model, step, room << 10, disk) for room in ROOM))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
