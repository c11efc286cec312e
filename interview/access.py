"""The access log and the register of written files, for whoever shows or writes a record.

A line says what was done to which record, when, and the short code of the agent: never a content, never
the words of a search. Lists and searches are not noted; opening one record is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from templates.typography import french

if TYPE_CHECKING:
    from uuid import UUID

    from interview.conversation import Conversation, Workplace

What: TypeAlias = Literal[
    "consultation",
    "fiche",
    "export",
    "export_textes_gardes",
    "acces",
    "recapitulatif",
    "dossier",
    "bilan",
    "bilan_complet",
    "grille",
    "grille_textes",
    "grille_textes_gardes",
    "cas",
]
WORDS: dict[str, str] = {
    "consultation": "dossier ouvert et lu",
    "fiche": "fiche mémoire écrite",
    "recapitulatif": "récapitulatif écrit, pour la personne",
    "dossier": "dossier d’interpellation écrit",
    "bilan": "chiffres d’ensemble sortis, petits nombres masqués",
    "bilan_complet": "chiffres d’ensemble sortis, sans rien masquer",
    "export": "copie remise à un collègue",
    "export_textes_gardes": "copie remise à un collègue, avec des textes qui semblent nommer quelqu’un",
    "grille": "situations écrites dans un tableau",
    "grille_textes": "situations écrites dans un tableau, avec leur récit",
    "grille_textes_gardes": (
        "situations écrites dans un tableau, avec des récits qui semblent nommer quelqu’un"
    ),
    "cas": "situation écrite comme un cas de formation, sans texte",
    "acces": "document d’accès établi",
}
"""What each code of the log means, for the person it is about."""

NOT_NOTED = french("Cette consultation n’a pas pu être inscrite au journal des accès. {reason}")


def note(workplace: Workplace, what: What, reference: str) -> str:
    """Note in the access log that a record was seen or written out.

    A log that cannot be written stops nobody's work.

    Args:
        reference: of a situation, of an interview, or the code of a household.

    Returns:
        A sentence to tell when it could not be noted, else "".
    """
    from store import StoreError
    from store.privacy import access

    if workplace.base is None:
        return ""
    try:
        access.note(workplace.base, access.Access(workplace.now(), workplace.author, what, reference))
    except StoreError as error:
        return NOT_NOTED.format(reason=error.what)
    return ""


def opened(held: Conversation, rank: int = 0) -> str:
    """Note that an interview, or situation *rank* of it, was opened to be read; what to tell, or ""."""
    reference = held.situation_reference(rank) if rank else held.reference
    return note(held.workplace, "consultation", reference)


def resumed(workplace: Workplace, interview: UUID) -> Conversation:
    """``Conversation.resume``, noted in the access log. Raises what it raises."""
    from interview.conversation import Conversation, Resumption

    held = Conversation.resume(workplace, interview)
    if told := opened(held):
        held.resumption = Resumption(f"{held.resumption.notice} {told}".strip())
    return held


def remember(
    workplace: Workplace, path: Path, content: str | bytes, subjects: tuple[tuple[str, str], ...]
) -> None:
    """Before a file about households is written: remember it, so that erasing them reaches it.

    Args:
        path: where it will be.
        content: all that it will hold.
        subjects: household and reference of the record, for each household it speaks of.

    Raises:
        StoreError: it could not be remembered; the file must not be written.
    """
    from store.privacy.access import remember_file

    if workplace.base is not None:
        data = content if isinstance(content, bytes) else content.encode()
        remember_file(workplace.base, path, data, subjects, workplace.now())


def sheet_written(held: Conversation, rank: int, path: Path, content: str | bytes) -> None:
    """Remember and note the sheet of situation *rank*, about to be written. Raises StoreError."""
    reference = held.situation_reference(rank)
    remember(held.workplace, path, content, ((held.interview.household, reference),))
    note(held.workplace, "fiche", reference)
