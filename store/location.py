"""Where the base is: the path given, else ``REPERE_BASE``, else the user's data folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "REPERE_BASE"
FILE_NAME = "repere.db"


def base_path(explicit: Path | str | None = None, environ: Mapping[str, str] | None = None) -> Path:
    """The path of the base. Nothing is created nor looked at."""
    if explicit:
        return Path(explicit).expanduser()
    named = (os.environ if environ is None else environ).get(VARIABLE, "").strip()
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("repere", appauthor=False) / FILE_NAME
