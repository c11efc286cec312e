"""What a code meant in an older version: P090 to P098, A090 to A098."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Le sens des codes"

CODES: tuple[Code, ...] = ()
