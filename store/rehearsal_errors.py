"""What goes wrong with a file of rehearsals, said of it: the same errors as of a base, in other words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import errors
from .errors import Moment, NotABase, NotRehearsals, StoreError, translated

_FILE = "Le fichier de vos essais « {path} »"
_DISK = "où sont gardés vos essais (« {path} »)"
_RIGHTS = (
    "Vérifiez vos droits sur ce fichier et sur son dossier, ou indiquez un autre fichier avec --fichier."
)

_WORDS: dict[type[StoreError], tuple[str, str]] = {
    StoreError: (f"{_FILE} a répondu par une erreur inattendue ({{detail}}).", ""),
    errors.BaseMissing: (
        "Aucun essai n’est gardé dans « {path} ».",
        "Vérifiez le chemin, ou commencez un essai : « repere formation jouer ».",
    ),
    errors.NotWritable: (f"{_FILE} n’est pas accessible en écriture.", _RIGHTS),
    errors.NotReadable: (f"{_FILE} ne peut pas être ouvert.", _RIGHTS),
    errors.BaseLocked: (f"{_FILE} est occupé par un autre programme.", ""),
    errors.DiskFull: (f"Il n’y a plus de place sur le disque {_DISK}.", ""),
    errors.DiskFault: (f"Le disque {_DISK} a répondu par une erreur ({{detail}}).", ""),
    errors.BaseCorrupted: (
        f"{_FILE} est abîmé ({{detail}}).",
        "Gardez-en une copie si vous y tenez ; pour de nouveaux essais, indiquez un autre fichier avec "
        "--fichier.",
    ),
    errors.DuplicateEntry: ("Cette réponse est déjà gardée dans « {path} ».", ""),
    errors.TooOldSqlite: (f"{_FILE} demande une version plus récente de SQLite ({{detail}}).", ""),
    errors.Refused: (f"{_FILE} a refusé cet enregistrement ({{detail}}).", ""),
}
"""What happened, and what to do where that differs too; those of rehearsals alone have their own words."""


@contextmanager
def told_of_rehearsals(path: Path, moment: Moment) -> Iterator[None]:
    """Let out only errors of ours, as :func:`store.errors.translated`, said of the rehearsals at *path*."""
    try:
        with translated(path, moment):
            yield
    except NotABase as error:
        other = NotRehearsals(path, moment, error.detail)
        other.of_rehearsals = True
        raise other from error
    except StoreError as error:
        what, do = _WORDS.get(type(error), ("", ""))
        error.what = what.format(path=error.path, detail=error.detail) or error.what
        error.do = do or error.do
        error.of_rehearsals = True
        raise
