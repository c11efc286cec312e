"""What can go wrong with the base, said in three parts: what happened, what is safe, what to do.

::

    StoreError
    ├── BaseMissing         no such file, and it was not to be created
    ├── NotABase            another kind of file, an empty one, a folder
    ├── NewerBase           made by a newer version of the program
    ├── OlderBase           must be brought up to date, and is only being read
    ├── NotWritable         the file or its folder refuses to be written
    │   └── NotReadable     … or even to be opened
    ├── BaseLocked          another program holds it
    ├── DiskFull            no room left
    ├── DiskFault           the disk answers with an error
    ├── BaseCorrupted       the content of the file is damaged
    ├── DuplicateEntry      this journal entry is already there
    ├── DuplicateReference  this reference belongs to another record
    ├── TooOldSqlite        the Python that runs us carries too old an SQLite
    └── Refused             the base refuses the record (a fault of the program)

``translated`` is the one place where the errors of SQLite and of the system become these.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Literal

Moment = Literal["ouverture", "lecture", "ecriture"]

_SAFE: dict[Moment, str] = {
    "ouverture": "Rien n’a été modifié.",
    "lecture": "Rien n’a été modifié ; ce qui était enregistré le reste.",
    "ecriture": "Tout ce qui précède est enregistré ; seul ce qui vient d’être saisi ne l’est pas encore.",
}


class StoreError(Exception):
    """Root of the errors of the base. ``what``, ``safe`` and ``do`` are whole French sentences."""

    WHAT: ClassVar[str] = "La base « {path} » a répondu par une erreur inattendue ({detail})."
    DO: ClassVar[str] = "Recommencez ; si cela se répète, signalez ce message."
    SAFE: ClassVar[str] = ""

    def __init__(self, path: Path | str, moment: Moment = "ouverture", detail: str = "") -> None:
        super().__init__(path, moment, detail)
        self.path = Path(path)
        self.detail = detail
        self.what = self.WHAT.format(path=path, detail=detail)
        self.safe = self.SAFE or _SAFE[moment]
        self.do = self.DO

    def __str__(self) -> str:
        return f"{self.what} {self.safe} {self.do}"


class BaseMissing(StoreError):
    WHAT = "La base « {path} » n’existe pas."
    SAFE = "Rien n’a été créé."
    DO = "Vérifiez le chemin, ou lancez « repere » pour commencer une nouvelle base."


class NotABase(StoreError):
    WHAT = "« {path} » n’est pas une base Repère : {detail}."
    SAFE = "Il n’a pas été modifié."
    DO = "Indiquez un autre fichier avec --base, ou retirez cette option pour retrouver la base habituelle."


class NewerBase(StoreError):
    WHAT = "La base « {path} » a été faite par une version plus récente de Repère ({detail})."
    DO = "Mettez Repère à jour, ou indiquez une autre base avec --base."


class OlderBase(StoreError):
    WHAT = (
        "La base « {path} » vient d’une version plus ancienne de Repère et doit être mise à jour ({detail})."
    )
    DO = "Lancez « repere » une fois sur cette base, puis recommencez."


class NotWritable(StoreError):
    WHAT = "La base « {path} » n’est pas accessible en écriture."
    DO = "Vérifiez vos droits sur ce fichier et sur son dossier, ou indiquez une autre base avec --base."


class NotReadable(NotWritable):
    WHAT = "La base « {path} » ne peut pas être ouverte."


class BaseLocked(StoreError):
    WHAT = "La base « {path} » est occupée par un autre programme."
    DO = (
        "Fermez ce qui l’utilise (une autre fenêtre de Repère, une sauvegarde, une synchronisation), "
        "puis recommencez."
    )


class DiskFull(StoreError):
    WHAT = "Il n’y a plus de place sur le disque où se trouve la base « {path} »."
    DO = "Libérez de la place sur ce disque, puis recommencez."


class DiskFault(StoreError):
    WHAT = "Le disque où se trouve la base « {path} » a répondu par une erreur ({detail})."
    SAFE = "Ce qui était enregistré avant le reste ; ce qui vient d’être saisi ne l’est peut-être pas encore."
    DO = "Vérifiez que le disque ou le réseau est bien branché, puis recommencez."


class BaseCorrupted(StoreError):
    WHAT = "Le contenu de la base « {path} » est abîmé ({detail})."
    SAFE = "Rien n’y a été écrit de plus."
    DO = "Ne supprimez pas ce fichier : gardez-en une copie, puis repartez de la dernière sauvegarde."


class DuplicateEntry(StoreError):
    WHAT = "Cette réponse est déjà enregistrée dans la base « {path} »."
    SAFE = "Elle n’a pas été enregistrée une seconde fois."
    DO = "Vous pouvez continuer."


class DuplicateReference(StoreError):
    WHAT = "Dans la base « {path} », cette référence appartient déjà à un autre enregistrement."
    DO = "Recommencez : une autre référence sera tirée."


class TooOldSqlite(StoreError):
    WHAT = "La base « {path} » demande une version plus récente de SQLite ({detail})."
    DO = "Installez une version plus récente de Python, puis recommencez."


class Refused(StoreError):
    WHAT = "La base « {path} » a refusé cet enregistrement ({detail})."
    DO = "Signalez ce message à la personne qui s’occupe de Repère."


_BY_CODE: tuple[tuple[str, type[StoreError]], ...] = (
    ("SQLITE_NOTADB", NotABase),
    ("SQLITE_CORRUPT", BaseCorrupted),
    ("SQLITE_FULL", DiskFull),
    ("SQLITE_BUSY", BaseLocked),
    ("SQLITE_LOCKED", BaseLocked),
    ("SQLITE_PROTOCOL", BaseLocked),
    ("SQLITE_READONLY", NotWritable),
    ("SQLITE_PERM", NotWritable),
    ("SQLITE_CANTOPEN", NotReadable),
    ("SQLITE_IOERR", DiskFault),
    ("SQLITE_CONSTRAINT", Refused),
)

_BY_ERRNO: dict[int, type[StoreError]] = {
    errno.ENOSPC: DiskFull,
    errno.EACCES: NotWritable,
    errno.EPERM: NotWritable,
    errno.EROFS: NotWritable,
    errno.EIO: DiskFault,
}
if hasattr(errno, "EDQUOT"):  # not on every system
    _BY_ERRNO[errno.EDQUOT] = DiskFull


def translate(error: sqlite3.Error | OSError, path: Path, moment: Moment) -> StoreError:
    """The error of ours that says what ``error`` means for the person in front of the screen."""
    if isinstance(error, OSError):
        kind = _BY_ERRNO.get(error.errno or 0, NotReadable)
        return kind(path, moment, error.strerror or type(error).__name__)
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_NOTADB":
        return NotABase(path, moment, "son contenu n’est pas lisible")
    if name == "SQLITE_ERROR" and "no such " in str(error):
        return BaseCorrupted(path, moment, str(error))
    if name == "SQLITE_CONSTRAINT_UNIQUE" and str(error).endswith(".reference"):
        return DuplicateReference(path, moment)
    for prefix, kind in _BY_CODE:
        if name.startswith(prefix):
            return kind(path, moment, str(error) if kind is Refused else name)
    return StoreError(path, moment, str(error))


@contextmanager
def translated(path: Path, moment: Moment) -> Iterator[None]:
    """Let out only errors of ours. Misuse by the program (a closed base, a wrong thread) stays as it is."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise
    except (sqlite3.Error, OSError) as error:
        raise translate(error, path, moment) from error
