"""What can go wrong with the base, said in three parts: what happened, what is safe, what to do.

::

    StoreError
    ├── BaseMissing         no such file, and it was not to be created
    ├── NotABase            another kind of file, an empty one, a folder
    ├── BaseEncrypted       nothing in it can be read without its phrase
    │   └── WrongPhrase     … and this is not its phrase
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
    ├── ContinuedElsewhere  another window has gone on with this interview
    ├── HouseholdErased     this household was erased: nothing can be added to it
    ├── FictionalBase       it holds nobody, and may not meet a base that does
    ├── RealBase            it is not a fictional one: nothing is invented in it
    ├── DossierChanged      another window has changed the dossier since it was read
    ├── NoDossier           there is no dossier of that number (any more)
    ├── CopiesUnreachable   a copy of the base cannot be erased with it
    ├── ErasureUnfinished   an erasure was begun, and can be finished
    ├── CopyFailed          a copy of the base could not be written
    ├── CopyUnsound         a copy does not hold what it should
    ├── NotRehearsals       not a file of rehearsals: a base, another kind of file
    │   └── PlaceOfABase    … or a path that is kept for a base
    ├── NewerRehearsals     rehearsals kept by a newer version of the program
    ├── NoAttempt           there is no such attempt (any more)
    ├── AttemptContinued    another window has gone on with this attempt
    ├── ErasureHeld         erased, but another program keeps the file open
    │   └── TraceLeft       … or the disk does not let its log be emptied
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

from . import location

Moment = Literal["ouverture", "lecture", "ecriture", "effacement"]

_SAFE: dict[Moment, str] = {
    "ouverture": "Rien n’a été modifié.",
    "lecture": "Rien n’a été modifié ; ce qui était enregistré le reste.",
    "ecriture": "Tout ce qui précède est enregistré ; seul ce qui vient d’être saisi ne l’est pas encore.",
    "effacement": "Rien n’a été effacé.",
}


class StoreError(Exception):
    """Root of the errors of the base. ``what``, ``safe`` and ``do`` are whole French sentences."""

    WHAT: ClassVar[str] = "La base « {path} » a répondu par une erreur inattendue ({detail})."
    DO: ClassVar[str] = "Recommencez ; si cela se répète, signalez ce message."
    SAFE: ClassVar[str] = ""
    RETRY: ClassVar[bool] = True
    """Whether the same thing tried again may succeed."""
    of_rehearsals: bool = False
    """Whether it is about a file of rehearsals, which is no base."""
    VARIABLES: ClassVar[tuple[str, ...]] = ()
    """Environment variables that may have named the file; what to do is then about them."""
    DO_OF_A_VARIABLE: ClassVar[str] = ""

    def __init__(self, path: Path | str, moment: Moment = "ouverture", detail: str = "") -> None:
        super().__init__(path, moment, detail)
        self.path = Path(path)
        self.detail = detail
        self.what = self.WHAT.format(path=path, detail=detail)
        self.safe = self.SAFE or _SAFE[moment]
        naming = location.variable_naming(self.path, self.VARIABLES)
        self.do = self.DO_OF_A_VARIABLE.format(variable=naming) if naming else self.DO

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
    VARIABLES: ClassVar[tuple[str, ...]] = (location.VARIABLE,)
    DO_OF_A_VARIABLE = (
        "La variable {variable} nomme ce fichier : donnez-lui celui d’une base, ou retirez-la pour retrouver "
        "la base habituelle."
    )


class BaseEncrypted(StoreError):
    WHAT = "La base « {path} » est chiffrée : elle ne s’ouvre qu’avec sa phrase de passe."
    DO = (
        "Lancez Repère dans un terminal, qui la demandera, ou donnez-la dans la variable REPERE_PHRASE. "
        "Sans elle, personne ne peut lire cette base."
    )


class WrongPhrase(BaseEncrypted):
    WHAT = "Cette phrase de passe n’ouvre pas « {path} »."
    DO = (
        "Vérifiez les majuscules et le clavier, puis recommencez. Si la phrase est la bonne, ce fichier "
        "n’est pas de Repère, ou il est abîmé : repartez de la dernière sauvegarde."
    )


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


class ContinuedElsewhere(StoreError):
    WHAT = "Cet entretien a été continué ailleurs dans la base « {path} », sans doute dans une autre fenêtre."
    SAFE = (
        "Ce qui y a été saisi est enregistré ; ce que vous venez de saisir ici ne l’est pas, "
        "tout ce qui précède l’est."
    )
    DO = "Quittez cet entretien ici, puis reprenez-le depuis l’accueil : il s’ouvrira là où il en est."


class HouseholdErased(StoreError):
    WHAT = "Ce ménage a été effacé de la base « {path} »."
    SAFE = "Rien n’a été enregistré : ce qui est effacé ne revient pas."
    DO = "Si la personne revient, commencez un entretien avec un nouveau ménage."


class FictionalBase(StoreError):
    WHAT = "« {path} » est une base fictive : aucune personne réelle. Rien n’en passe dans une autre base."
    DO = "Pour travailler sur une base fictive, ouvrez-la telle quelle avec --base."
    RETRY = False


class RealBase(StoreError):
    WHAT = "« {path} » n’est pas une base fictive : rien d’inventé n’y est ajouté."
    DO = "Donnez un autre chemin : une base fictive se crée dans un fichier à elle."
    RETRY = False


class DossierChanged(StoreError):
    WHAT = "Ce dossier a été modifié dans une autre fenêtre depuis que vous l’avez ouvert."
    SAFE = "Ce qui y a été fait est enregistré ; seul votre dernier changement ne l’est pas."
    DO = "Revenez à la liste des dossiers et ouvrez-le de nouveau."
    RETRY = False


class NoDossier(StoreError):
    WHAT = "La base ne contient pas de dossier n° {detail}."
    DO = "La liste : « repere dossier liste »."
    RETRY = False


class CopiesUnreachable(StoreError):
    WHAT = "Des copies de la base, dans « {path} », ne peuvent pas être effacées avec elle : {detail}."
    SAFE = "Rien n’a été effacé, ni dans la base ni dans ses copies."
    DO = (
        "Réparez ou supprimez ces copies : elles contiennent peut-être ce qui doit disparaître. "
        "Puis recommencez."
    )


class ErasureUnfinished(StoreError):
    WHAT = "L’effacement dans la base « {path} » a commencé, mais n’est pas terminé ({detail})."
    SAFE = "Ce qui est effacé ne reviendra pas, et le reste de la base est intact."
    DO = "Quand ce sera réglé, relancez la même commande : elle reprend où elle s’est arrêtée."


class CopyFailed(StoreError):
    WHAT = "La sauvegarde « {path} » n’a pas pu être écrite : {detail}."
    SAFE = "La base est intacte, et rien ne reste de la copie inachevée."
    DO = "Réglez cela, ou choisissez un autre dossier (--vers, ou le réglage sauvegardes.dossier)."


class CopyUnsound(StoreError):
    WHAT = "La sauvegarde « {path} » n’est pas fidèle : {detail}."
    SAFE = "La base n’a pas été modifiée."
    DO = "N’utilisez pas cette copie : prenez-en une autre, ou refaites-en une."


class NotRehearsals(StoreError):
    WHAT = "« {path} » n’est pas un fichier d’essais de formation : {detail}."
    SAFE = "Il n’a pas été modifié."
    DO = "Indiquez un autre fichier avec --fichier, ou retirez cette option pour retrouver celui d’habitude."
    VARIABLES: ClassVar[tuple[str, ...]] = (location.REHEARSALS_VARIABLE,)
    DO_OF_A_VARIABLE = (
        "La variable {variable} nomme ce fichier : donnez-lui-en un autre, ou retirez-la pour retrouver "
        "celui d’habitude ; ou indiquez un autre fichier avec --fichier."
    )
    RETRY = False


class PlaceOfABase(NotRehearsals):
    WHAT = "« {path} » est la place d’une base d’entretiens : rien d’un exercice n’y est écrit."
    VARIABLES = (location.VARIABLE, location.REHEARSALS_VARIABLE)
    DO_OF_A_VARIABLE = (
        "La variable {variable} nomme ce fichier : changez-la ou retirez-la, ou indiquez un autre fichier "
        "d’essais avec --fichier."
    )


class NewerRehearsals(StoreError):
    WHAT = "Les essais de « {path} » ont été faits avec une version plus récente de Repère ({detail})."
    DO = "Mettez Repère à jour, ou indiquez un autre fichier avec --fichier."
    RETRY = False


class NoAttempt(StoreError):
    WHAT = "Cet essai n’est pas (ou n’est plus) dans « {path} »."
    SAFE = "Rien n’a été modifié."
    DO = "La liste de vos essais : « repere formation progres »."
    RETRY = False


class AttemptContinued(StoreError):
    WHAT = "Cet essai a été continué ailleurs, sans doute dans une autre fenêtre."
    SAFE = "Ce qui y a été répondu est gardé ; seule votre dernière réponse ici ne l’est pas."
    DO = "Quittez cet essai ici, puis reprenez-le : il s’ouvrira là où il en est."
    RETRY = False


class ErasureHeld(StoreError):
    WHAT = "Les essais sont effacés de « {path} », mais un autre programme tient ce fichier ouvert."
    SAFE = "Ils ne se liront plus dans Repère ; une trace peut rester dans le fichier d’attente de SQLite."
    DO = (
        "Fermez les autres fenêtres de Repère, puis recommencez ; à défaut, la dernière qui se ferme finit "
        "le travail."
    )


class TraceLeft(ErasureHeld):
    WHAT = (
        "Les essais sont effacés de « {path} », mais le fichier d’attente de SQLite n’a pas pu être "
        "vidé : {detail}."
    )
    SAFE = "Ils ne se liront plus dans Repère ; une trace peut rester dans ce fichier d’attente."
    DO = "Réglez cela, puis lancez « repere formation progres » : le travail se finit de lui-même."


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
