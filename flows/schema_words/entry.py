"""What is said of one struct, and the sentences that several of them share."""

from __future__ import annotations

from typing import Any

import msgspec

DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
"""A year, a month or a day, as ISO writes them."""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one struct.

    Attributes:
        title: its name in a few words, told in « attendu : … ».
        about: what it is, in one sentence or two.
        keys: the help of each key.
        values: of a key with a closed list, what each value means.
        dates: keys that hold an ISO date, a month or a year.
        start: an object to begin with, offered by editors (« ${1:…} » marks what is to be filled in).
    """

    title: str
    about: str
    keys: dict[str, str]
    values: dict[str, dict[str, str]] = {}
    dates: tuple[str, ...] = ()
    start: dict[str, Any] = {}


CODE = "Gravé dans les dossiers : minuscules, chiffres et « _ », sans accent ni espace. Il ne change jamais."
LABEL = "Les mots que lit l’agent. On peut les récrire ; le code, lui, ne change pas."
SOURCE = "Nom d’une source de la liste « sources » du catalogue."
SOURCES = "Noms de sources de la liste « sources » du catalogue."
NOTE = "Remarque pour ceux qui relisent ce fichier ; elle n’est pas montrée aux agents."
