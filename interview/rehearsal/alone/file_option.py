"""``--fichier``: where the attempts of a learner are kept; never a base."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from interview.base_option import base_of
from interview.cli_words import refuse

F = TypeVar("F", bound=Callable[..., Any])


def with_file(command: F) -> F:
    """Accept ``--fichier``, given to the command as *file*.

    Neither it nor what stands for it where it is left out is ever what ``--base`` names.
    """

    def apart(context: click.Context, _: click.Parameter, value: str | None) -> str | None:
        from store.location import rehearsals_path

        base, kept = base_of(context), rehearsals_path(value)
        if base and kept.resolve() == Path(base).expanduser().resolve():
            raise refuse(
                f"« {kept} » est la base que nomme --base : rien d’un exercice n’y est écrit. "
                "Indiquez un autre fichier d’essais avec --fichier, ou une autre base avec --base."
            )
        return value

    option = click.option(
        "--fichier",
        "file",
        metavar="F",
        callback=apart,
        help="Fichier des essais (sinon REPERE_FORMATION, sinon celui d’habitude).",
    )
    return option(command)
