"""A flow that extends another: P080 to P089, A080 to A089."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Les parcours locaux"

CODES: tuple[Code, ...] = ()
