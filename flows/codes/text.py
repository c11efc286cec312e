"""The text itself and its shape: P001 to P029."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Le texte du fichier"

CODES: tuple[Code, ...] = ()
