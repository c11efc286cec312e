"""What is made of several situations, one piece of work at a time; in its own process, to be killed.

Run as: ``python -m tests.durability.outputs WORK FOLDER``. It says when it begins, and when it is done.
"""

from __future__ import annotations

import datetime
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import uuid_utils.compat as uuid_utils

from interview.bilan import out
from interview.bilan.service import bilan_of
from interview.conversation import Conversation, Workplace
from interview.dossier import gathering, saving
from interview.dossier.service import Dossier
from interview.dossier.state import Subject
from interview.grid.checking import Checker
from interview.grid.exporting import Asked, Format, export
from interview.grid.importing import bring_in
from interview.grid.mapping import AS_IT_IS
from interview.grid.reading import opened
from interview.recap import keeping
from interview.recap.content import save_recap
from interview.rehearsal.fictional_year import making as fictional_making
from interview.sheets.batch import write_batch
from store import Base, Filter, dossiers, releases
from store.privacy.access import digest_of, parts_of
from tests.generated import fill
from tests.interview.grid.published_2015 import rows, write_csv
from tests.support import CASE_6, agree, answer_all, make_workplace, shipped_flow

BASE, GRID, OUT = "base.db", "grille-apportee.csv", "sorties"
AGREED, SHEETS = 6, 2
"""Interviews whose sheet may leave; how many of them a dossier shows."""


def prepare(folder: Path) -> Path:
    """A base with interviews whose sheets may leave, a dossier begun on them, a grid to bring in."""
    path = folder / BASE
    with Base.open(path) as base:
        fill(base, 4)
        place = workplace(base)
        references = []
        for _ in range(AGREED):
            held = Conversation.start(place)
            answer_all(held, CASE_6)
            held.close()
            references.append(agree(held).situation_reference(1))
        dossier = Dossier.begin(place, Subject(organism="cpam"))
        for each in references[:SHEETS]:
            dossier.take(each)
        gathering.gather(dossier)
        base.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    write_csv(folder / GRID, rows())
    return path


def workplace(base: Base) -> Workplace:
    """As on two machines: no two draws nor ids are the same."""
    import random

    return make_workplace(base, new_id=uuid_utils.uuid7, draw=random.SystemRandom().choice)


class Works:
    """Each piece of work, and what must be true of it, done or not."""

    def __init__(self, base: Base, folder: Path) -> None:
        self.base, self.folder = base, folder
        self.place = workplace(base)
        self.out = folder / OUT
        self.out.mkdir(exist_ok=True)

    def do(self, work: str) -> None:
        """Raises StoreError, OSError."""
        done: Callable[[], None] = getattr(self, work)
        done()

    # ── pieces of work ───────────────────────────────────────────────────────────────────────────

    def csv(self) -> None:
        self._export("csv")

    def xlsx(self) -> None:
        self._export("xlsx")

    def json(self) -> None:
        self._export("json")

    def fiches(self) -> None:
        batch = write_batch(self.place, Filter(), "pdf", self.out)
        if batch.stopped:
            raise OSError(batch.stopped)

    def dossier(self) -> None:
        dossier = self._dossier()
        dossier.set_meeting("agenda", "Les retours ; le verso")

    def edition(self) -> None:
        dossier = self._dossier()
        saving.write(dossier, saving.hand(dossier), "docx", self.out / "dossier.docx")

    def bilan(self) -> None:
        bilan = bilan_of(self.place, Subject(), mode="partageable")
        out.write(self.place, bilan, "json", self.out / "bilan.json")

    def recapitulatif(self) -> None:
        held = self._agreed()
        told = {"quoi": "rappeler l’accueil", "qui": "vous", "quand": ""}
        recap = keeping.with_step(keeping.begun(held), keeping.read_step(held, told))
        save_recap(held, keeping.keep(held, recap), "pdf", self.out / "feuille.pdf")

    def importer(self) -> None:
        with opened(self.folder / GRID) as sheet:
            checker = Checker(sheet, shipped_flow(), self.place.today().isoformat(), AS_IT_IS)
            told = bring_in(self.place, self.base, checker)
        assert told.added + told.unchanged == len(rows())

    def fictive(self) -> None:
        path = self.out / "fictive.db"
        path.unlink(missing_ok=True)
        day = datetime.date(2026, 3, 3)
        fictional_making.make(path, fictional_making.Asked(situations=12), day)

    def _export(self, format: Format) -> None:
        export(self.place, Asked(format=format, keep_texts=True), self.out / f"grille.{format}")

    def _dossier(self) -> Dossier:
        return Dossier.open(self.place, dossiers.listed(self.base)[0].number)

    def _agreed(self) -> Conversation:
        sheet = self._dossier().state.sheets[0]
        interview = self.base.interview_of(sheet.reference)
        assert interview is not None
        return Conversation.resume(self.place, interview)

    # ── what must be true ────────────────────────────────────────────────────────────────────────

    def named(self) -> list[Path]:
        """The files that bear their name."""
        return [each for each in self.out.rglob("*") if each.is_file() and ".part" not in str(each)]

    def assert_whole(self) -> None:
        """What bears its name is whole and remembered; what does not is known by it; nothing is by halves."""
        read = self.base.connection.execute
        remembered = {(Path(path), digest) for path, digest in read("SELECT path, digest FROM written_file")}
        parts = {part for path, _ in remembered for part in parts_of(path)}
        for path in self.named():
            if path.name == "fictive.db":
                with Base.open(path, create=False) as fictional:
                    assert fictional.counts().situations == 12
            elif path.name == "bilan.json":
                json.loads(path.read_text("utf-8"))
                assert releases.listed(self.base)
            else:
                assert (path, digest_of(path)) in remembered, path
            if path.suffix in (".xlsx", ".docx"):
                assert zipfile.ZipFile(path).testzip() is None
        for path in self.out.rglob("*.part"):
            assert path in parts or path.name.startswith(("bilan", "fictive")), path
        kept = dossiers.listed(self.base)[0]
        assert kept.editions == len(dossiers.editions(self.base, kept.number))
        if (self.out / "dossier.docx").exists():
            assert kept.editions >= 1
        brought = read("SELECT count(*) FROM journal WHERE kind = 'grille'").fetchone()[0]
        assert brought in (0, len(rows()))
        for each in releases.listed(self.base):
            msgspec.json.decode(each.told)


if __name__ == "__main__":
    at = Path(sys.argv[2])
    with Base.open(at / BASE, create=False) as opened_base:
        works = Works(opened_base, at)
        print("begins", flush=True)
        works.do(sys.argv[1])
        print("done", flush=True)
