"""``repere formation base-fictive``."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview.cli_words import FrenchCommand, narrate, refuse

if TYPE_CHECKING:
    from interview.rehearsal.fictional_year.filling import Made
    from store.fictional import Run


class _Day(click.ParamType):  # type: ignore[type-arg]
    name = "jour"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """A day from what people write."""
        from interview.engine.values import day_of

        if isinstance(value, datetime.date):
            return value
        found = day_of(str(value))
        if found is None or len(found) != 10:
            self.fail(f"« {value} » n’est pas un jour ; par exemple 31/10/2026 ou 2026-10-31.", param, ctx)
        return datetime.date.fromisoformat(found)


class _Whole(click.ParamType):  # type: ignore[type-arg]
    name = "nombre"

    def __init__(self, fewest: int, most: int) -> None:
        self._accepted = range(fewest, most + 1)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """A whole number, none under the fewest nor over the most."""
        text = str(value)
        if not re.fullmatch("[0-9]{1,9}", text) or int(text) not in self._accepted:
            bounds = f"{self._accepted[0]} à {self._accepted[-1]}"
            self.fail(f"« {value} » n’est pas accepté : un nombre de {bounds}.", param, ctx)
        return int(text)


class _Service(click.ParamType):  # type: ignore[type-arg]
    name = "code"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """A code such as those of the settings."""
        if not re.fullmatch("[a-z][a-z0-9_]*", str(value)):
            self.fail(f"« {value} » n’est pas un code : des minuscules, des chiffres et « _ ».", param, ctx)
        return str(value)


@click.command("base-fictive", cls=FrenchCommand)
@click.argument("path", metavar="CHEMIN", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--situations", metavar="N", type=_Whole(1, 20_000), help="Combien (400 ; 100 avec --ajouter).")
@click.option("--du", "since", metavar="JOUR", type=_Day(), help="Premier jour (un an avant la fin).")
@click.option("--au", "until", metavar="JOUR", type=_Day(), help="Dernier jour (aujourd’hui).")
@click.option(
    "--graine",
    "seed",
    metavar="N",
    type=_Whole(0, 999_999_999),
    help="Un autre nombre invente une autre année (1).",
)
@click.option(
    "--service", "services", metavar="CODE", type=_Service(), multiple=True, help="Service (répétable)."
)
@click.option("--ajouter", "more", is_flag=True, help="Continuer une base fictive : trois mois de plus.")
@click.option(
    "--aujourdhui", "today", metavar="JOUR", type=_Day(), help="Jour jusqu’où l’on a des suites (la fin)."
)
def command(
    path: Path,
    situations: int | None,
    since: datetime.date | None,
    until: datetime.date | None,
    seed: int | None,
    services: tuple[str, ...],
    more: bool,
    today: datetime.date | None,
) -> None:
    """Inventer une année d’entretiens, dans une base à part.

    Personne n’existe derrière ces entretiens : la base est marquée « fictive », et ne peut jamais être
    mêlée à une vraie. La même graine et les mêmes options donnent toujours la même base.
    """
    from interview.progress import Progress
    from interview.rehearsal.fictional_year.making import Asked, PlanRefused, add, make

    asked = Asked(situations=situations, since=since, until=until, today=today, seed=seed, services=services)
    say = Progress("Situations")
    try:
        if more:
            run, made = add(path, asked, say)
        else:
            run, made = make(path, asked, datetime.date.today(), say)
    except PlanRefused as error:
        raise refuse(str(error)) from None
    _told(path, run, made)


def _told(path: Path, run: Run, made: Made) -> None:
    from interview.fictional_banner import BANNER
    from templates.typography import day, french

    period = f"du {day(run.since)} au {day(run.until)}"
    counted = f"{_count(made.situations, 'situation')}, {_count(made.interviews, 'entretien')}"
    click.echo(
        french(
            f"{path} : {counted}, {_count(made.households, 'nouveau ménage', 'nouveaux ménages')}, {period}."
        )
    )
    if made.continued:
        plural = "s" if made.continued > 1 else ""
        narrate(
            french(f"{made.continued} entretien{plural} plus ancien{plural} : des suites ont été ajoutées.")
        )
    if run.today > datetime.date.today().isoformat():
        narrate(french("Une partie de ses dates est à venir : les fiches le feront remarquer."))
    narrate(f"{BANNER} {french('Pour l’ouvrir :')} repere --base {path}")


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number} {(several or one + 's') if number > 1 else one}"
