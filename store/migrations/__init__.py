"""The schema of the base, as small named migrations, oldest first.

This package costs the import of sqlite-utils (about 175 ms): ``opening`` imports it only when a base
must be created or brought up to date. A migration that has been published is never edited: what
changes is a new one, and ``opening.SCHEMA_VERSION`` counts them. Each module is named after the number of its
first migration: they are imported, and so applied, in that order.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from . import (
    v01_interviews,
    v06_following,
    v09_protection,
    v12_deadlines,
    v13_dossiers,
    v15_fictional,
    v16_releases,
    v17_written_files,
)
from .registry import migrations

__all__ = [
    "apply",
    "migrations",
    "v01_interviews",
    "v06_following",
    "v09_protection",
    "v12_deadlines",
    "v13_dossiers",
    "v15_fictional",
    "v16_releases",
    "v17_written_files",
]


def apply(connection: sqlite3.Connection) -> None:
    """Apply what is missing. Inside the caller's transaction, so a base is either up to date or as before."""
    migrations.apply(Database(connection, execute_plugins=False, recursive_triggers=False, strict=True))
