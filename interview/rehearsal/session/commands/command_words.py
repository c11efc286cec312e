"""What the commands of a session have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from interview.cli_words import refuse

PLACE = click.argument("dossier", metavar="DOSSIER", type=click.Path(path_type=Path))
"""The folder of a session, its ``seance.json``, or its exchange file."""


class Number(click.IntRange):
    """A whole number between two bounds, refused in French."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"« {value} » n’est pas accepté : un nombre de {self.min} à {self.max}.", param, ctx)


@contextmanager
def refusing(nothing_done: str = "Rien n’a été changé.") -> Iterator[None]:
    """Tell a session that cannot be used as a refusal, with what is safe."""
    from interview.rehearsal.session.folder.files import SessionFault

    try:
        yield
    except SessionFault as error:
        count = len(error.faults)
        heading = f"{count} raisons, toutes dites ici :\n" if count > 1 else ""
        raise refuse(f"{heading}{error}\n{nothing_done}") from None
