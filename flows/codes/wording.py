"""Advice on what is read: A001 to A029, A050 to A059."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Les mots, les références, la fiche"

CODES: tuple[Code, ...] = ()
