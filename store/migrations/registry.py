"""Where every migration is registered, in the order of the modules that hold them."""

from __future__ import annotations

from sqlite_utils.migrations import Migrations

migrations = Migrations("repere")
