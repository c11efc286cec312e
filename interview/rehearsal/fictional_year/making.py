"""A fictional base, from what is asked for to the file: nothing bears its name before all of it is there."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from flows.loader import load_catalogue, load_flow
from interview.engine import FlowMachine
from interview.rehearsal.fictional_year.filling import Made, Progress, fill, silent
from interview.rehearsal.fictional_year.shares import SERVICES
from store import Base, RealBase
from store.errors import translated
from store.fictional import Run, runs
from templates.typography import french

USUAL_SITUATIONS = 400
USUAL_MORE = 100
USUAL_SEED = 1
_LONGEST = 366 * 5


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; None where the usual value is meant.

    Attributes:
        situations: how many to draw.
        since, until: first and last day of the interviews.
        today: the day up to which things are done and learnt; by default *until*.
        seed: another one draws another year.
        services: codes of the services.
    """

    situations: int | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    today: datetime.date | None = None
    seed: int | None = None
    services: tuple[str, ...] = ()


class PlanRefused(ValueError):
    """It cannot be drawn; the message says why, in French."""


def make(path: Path, asked: Asked, day: datetime.date, say: Progress = silent) -> tuple[Run, Made]:
    """Draw a new fictional base at *path*. *day* is that of the machine.

    Raises:
        PlanRefused: something stands at *path*, or the dates do not follow each other.
        StoreError, OSError: it cannot be written; nothing is left of it.
    """
    if path.exists():
        raise PlanRefused(
            french(
                f"« {path} » existe déjà : une base fictive se crée dans un nouveau fichier. "
                "Donnez un autre chemin, ou « --ajouter » pour continuer une base fictive."
            )
        )
    until = asked.until or asked.today or day
    since = asked.since or _a_year_before(until)
    run = _checked(
        Run(
            seed=USUAL_SEED if asked.seed is None else asked.seed,
            since=since.isoformat(),
            until=until.isoformat(),
            situations=asked.situations or USUAL_SITUATIONS,
            today=(asked.today or until).isoformat(),
            services=asked.services or tuple(SERVICES),
        )
    )
    part = path.with_name(f"{path.name}.part")
    sides = [part.with_name(part.name + end) for end in ("", "-wal", "-shm", "-journal")]
    for each in sides:
        each.unlink(missing_ok=True)
    try:
        with Base.open(part) as base:
            made = fill(base, _machine(), run, say)
            with translated(part, "ecriture"):
                base.connection.execute("PRAGMA journal_mode = DELETE")  # one file, that can be moved
        part.replace(path)
    finally:
        for each in sides:
            each.unlink(missing_ok=True)
    return run, made


def add(path: Path, asked: Asked, say: Progress = silent) -> tuple[Run, Made]:
    """Continue the fictional base at *path*: by default, the three months that follow.

    Raises:
        PlanRefused: the dates do not follow those of the base, or its seed or services were asked anew.
        RealBase: it is not a fictional one; nothing was added.
        StoreError: it cannot be read or written; nothing was added.
    """
    if asked.seed is not None or asked.services:
        raise PlanRefused(
            french(
                "Avec « --ajouter », la graine et les services sont ceux de la base : retirez ces options."
            )
        )
    with Base.open(path, create=False) as base:
        before = runs(base)
        if not before:
            raise RealBase(path)
        last = before[-1]
        since = asked.since or datetime.date.fromisoformat(last.until) + datetime.timedelta(days=1)
        until = asked.until or asked.today or _three_months_after(since)
        run = _checked(
            Run(
                seed=last.seed,
                since=since.isoformat(),
                until=until.isoformat(),
                situations=asked.situations or USUAL_MORE,
                today=(asked.today or until).isoformat(),
                services=last.services,
            )
        )
        if run.since <= last.today:
            raise PlanRefused(
                french(
                    f"Cette base va déjà jusqu’au {last.today} : la suite commence au plus tôt le lendemain."
                )
            )
        return run, fill(base, _machine(), run, say)


def _machine() -> FlowMachine:
    return FlowMachine(load_flow(None, load_catalogue()))


def _checked(run: Run) -> Run:
    days = (datetime.date.fromisoformat(run.until) - datetime.date.fromisoformat(run.since)).days
    if days < 0:
        raise PlanRefused(french("La période finit avant de commencer : vérifiez --du et --au."))
    if not 6 <= days <= _LONGEST:
        raise PlanRefused(french("La période va d’une semaine à cinq ans : vérifiez --du et --au."))
    if run.today < run.until:
        raise PlanRefused(french("« --aujourdhui » ne peut pas venir avant la fin de la période (--au)."))
    return run


def _a_year_before(day: datetime.date) -> datetime.date:
    """The day after the same day of the year before: a whole year ends on *day*."""
    try:
        same = day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        same = day.replace(year=day.year - 1, day=28)
    return same + datetime.timedelta(days=1)


def _three_months_after(since: datetime.date) -> datetime.date:
    """The last day of three months that begin on *since*."""
    month = since.month + 3
    year, month = since.year + (month - 1) // 12, (month - 1) % 12 + 1
    return datetime.date(year, month, min(since.day, 28)) - datetime.timedelta(days=1)
