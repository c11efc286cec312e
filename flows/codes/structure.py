"""Names, places and conditions across a flow: P030 to P059."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Les questions, les choix, les sorties, les règles"

CODES: tuple[Code, ...] = ()
