"""What is found by reasoning on every interview: P100 to P119, A030 to A049."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Ce que le parcours permet"

CODES: tuple[Code, ...] = ()
