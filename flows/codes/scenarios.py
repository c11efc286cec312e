"""Scenario files: P070 to P079, A070 to A079."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Les scénarios et les cas"

CODES: tuple[Code, ...] = ()
