"""Where the base is: the path given, else ``REPERE_BASE``, else the user's data folder.

Rehearsals are elsewhere: a file of their own in that folder, or where ``REPERE_FORMATION`` says.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

VARIABLE = "REPERE_BASE"
FILE_NAME = "repere.db"
REHEARSALS_VARIABLE = "REPERE_FORMATION"
REHEARSALS_FILE_NAME = "formation.db"


def base_path(explicit: Path | str | None = None, environ: Mapping[str, str] | None = None) -> Path:
    """The path of the base. Nothing is created nor looked at."""
    return _said(explicit, VARIABLE, environ) or _usual_folder() / FILE_NAME


def rehearsals_path(explicit: Path | str | None = None, environ: Mapping[str, str] | None = None) -> Path:
    """The path of the rehearsals, whatever the base is. Nothing is created nor looked at."""
    return _said(explicit, REHEARSALS_VARIABLE, environ) or _usual_folder() / REHEARSALS_FILE_NAME


def place_of_a_base(path: Path, environ: Mapping[str, str] | None = None) -> bool:
    """Whether a base is kept at *path*, or would be made there: nothing else may take its place."""
    kept = (base_path(None, environ), _usual_folder() / FILE_NAME)
    return path.absolute().resolve() in {each.absolute().resolve() for each in kept}


def variable_naming(path: Path, variables: Iterable[str], environ: Mapping[str, str] | None = None) -> str:
    """The first of *variables* whose value is *path*, "" for none."""
    wanted = path.absolute()
    return next((each for each in variables if _named_by(each, environ) == wanted), "")


def _named_by(variable: str, environ: Mapping[str, str] | None) -> Path | None:
    said = _said(None, variable, environ)
    return said.absolute() if said else None


def _said(explicit: Path | str | None, variable: str, environ: Mapping[str, str] | None) -> Path | None:
    named = explicit or (os.environ if environ is None else environ).get(variable, "").strip()
    return Path(named).expanduser() if named else None


def _usual_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("repere", appauthor=False)
