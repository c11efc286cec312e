"""The catalogue of benefits and organisms: P060 to P069."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Le catalogue"

CODES: tuple[Code, ...] = ()
