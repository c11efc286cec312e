"""Which flow a name means: one shipped, a file, or one that the team keeps in its settings folder."""

from __future__ import annotations

import re
from pathlib import Path

from flows.endings import holds_content
from flows.faults import by_nearness, listed, shortened
from flows.loader import SHIPPED

_ID = re.compile(r"[a-z][a-z0-9-]*\Z")


class UnknownFlow(LookupError):
    """No flow has that name; the message is a sentence for the person who typed it."""


def flows_folder() -> Path:
    """Where a team keeps its flows, each in ``<id>.yaml``; it may not exist."""
    from platformdirs import user_config_path

    return user_config_path("repere", appauthor=False) / "parcours"


def known_flows() -> list[str]:
    """The ids that may be given instead of a file: shipped ones, then those of the team."""
    try:
        kept = sorted(each.stem for each in flows_folder().glob("*.yaml") if _ID.match(each.stem))
    except OSError:
        kept = []
    return [SHIPPED, *(each for each in kept if each != SHIPPED)]


def flow_path(name: str, beside: Path | None = None) -> Path | None:
    """The file of a flow known by its id; None for the shipped one.

    Args:
        name: an id: never a path, so that what is written in a file can lead to no other file.
        beside: a folder looked in before that of the team.

    Raises:
        UnknownFlow: with the names that are known, the nearest first.
    """
    if name == SHIPPED:
        return None
    if _ID.match(name):
        for folder in (*([beside] if beside else []), flows_folder()):
            path = folder / f"{name}.yaml"
            if path.is_file():
                return path
    known = listed(by_nearness(name, known_flows()))
    raise UnknownFlow(
        f"« {shortened(name)} » n’est ni un parcours livré, ni un fichier, ni un parcours de votre dossier "
        f"({flows_folder()}). Parcours connus : {known}."
    )


def flow_named(name: str) -> Path | None:
    """The file meant by what was typed: an id or a file; None for the shipped flow.

    A name that ends like a file, or leads through folders, is a file, whether or not it exists.

    Raises:
        UnknownFlow: with the names that are known, the nearest first.
    """
    path = Path(name)
    if name != SHIPPED and (path.exists() or holds_content(path) or len(path.parts) > 1):
        return path
    return flow_path(name)
