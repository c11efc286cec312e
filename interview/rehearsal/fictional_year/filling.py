"""A year of invented interviews: the same plan always writes the same journal, byte for byte.

Nothing in it comes from anyone. The base it writes is marked as fictional, for good (``store.fictional``).
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator, Sequence

import msgspec

from flows.loader import archived_flow
from interview.engine import FlowMachine
from interview.identifiers import new_pseudonym, new_reference
from interview.recording import Heading
from interview.rehearsal.fictional_year import shares
from interview.rehearsal.fictional_year.desk import Desk, identifier, in_order, instant
from interview.rehearsal.fictional_year.sequel import follow
from interview.rehearsal.fictional_year.shares import drawn, one_of
from interview.rehearsal.fictional_year.situation import Teller, Visit
from interview.working_days import is_working_day
from store import Base
from store.fictional import Run, drawing, refuse_real, runs

Progress = Callable[[int, int], None]
_LONGEST_WAIT = 90


class Made(msgspec.Struct, frozen=True):
    """What was drawn: how many interviews, situations and households, and how many older ones went on."""

    interviews: int
    situations: int
    households: int
    continued: int = 0


def silent(_done: int, _of: int) -> None:
    """Say nothing of the progress."""


def fill(base: Base, machine: FlowMachine, run: Run, say: Progress = silent) -> Made:
    """Draw a run into *base*: its interviews, and what has come since of those that were there.

    Args:
        base: an empty base, or a fictional one that this run continues.
        say: told of the situations drawn, and of how many.

    Raises:
        RealBase: it holds interviews that nobody invented.
        StoreError: it cannot be written; nothing was.
    """
    refuse_real(base)
    before, flow = runs(base), machine.flow
    row = base.archive_flow(flow.id, flow.version, flow.fingerprint, flow.source)
    with drawing(base, run) as add:
        older = list(_continued(base, {row: machine}, run, before)) if before else []
        households, references = _told(base, "household", "id"), _told(base, "interview", "reference")
        year = _Year(machine, row, run, len(before) + 1, households, references)
        new = year.desks(say)
        for desk in in_order([*older, *new]):
            desk.keep(add)
    return Made(len(new), run.situations, year.households, sum(1 for _ in older))


def _continued(
    base: Base, machines: dict[int, FlowMachine], run: Run, before: Sequence[Run]
) -> Iterator[Desk]:
    """The interviews of the earlier runs, with what has happened since the last of them."""
    catalogue = next(iter(machines.values())).flow.catalogue
    last = datetime.date.fromisoformat(before[-1].today)
    today = datetime.date.fromisoformat(run.today)
    for interview in base.interviews():
        rng = random.Random(f"{run.seed}:{len(before) + 1}:{interview}")  # noqa: S311
        entries = base.entries(interview)
        flow = entries[-1].flow
        if flow not in machines:
            kept = base.archived_flow(flow)
            machines[flow] = FlowMachine(archived_flow(kept.source, f"parcours {kept.version}", catalogue))
        desk = Desk.reopen(machines[flow], entries, rng)
        follow(desk, before[0].seed, last, today)
        if desk.has_news:
            yield desk


def _told(base: Base, table: str, column: str) -> list[str]:
    found = base.connection.execute(f"SELECT {column} FROM {table} ORDER BY {column}")  # noqa: S608
    return [str(row[0]) for row in found]


class _Year:
    """The new interviews of a run."""

    def __init__(
        self,
        machine: FlowMachine,
        flow: int,
        run: Run,
        number: int,
        known: Sequence[str],
        references: Sequence[str],
    ) -> None:
        self._machine = machine
        self._flow = flow
        self._run = run
        self._rng = random.Random(f"{run.seed}:{number}")  # noqa: S311
        self._teller = Teller(machine.flow.catalogue, self._rng)
        self._since = datetime.date.fromisoformat(run.since)
        self._until = datetime.date.fromisoformat(run.until)
        self._today = datetime.date.fromisoformat(run.today)
        self._days = _weighed_days(self._since, self._until)
        self._known = list(known)
        self._references = set(references)
        self.households = 0

    def desks(self, say: Progress) -> list[Desk]:
        """Every interview, with its sequel."""
        made: list[Desk] = []
        done, wanted = 0, self._run.situations
        while done < wanted:
            count = min(drawn(self._rng, shares.PER_HOUSEHOLD), wanted - done)
            made += self._household(count)
            done += count
            say(done, wanted)
        for desk in made:
            follow(desk, self._run.seed, datetime.date.min, self._today)
        return made

    def _household(self, count: int) -> list[Desk]:
        """The interviews of one household, *count* situations in all, each perhaps linked to the first."""
        rng = self._rng
        household, known = self._pseudonym()
        day = self._rng.choices(*self._days)[0]
        visit = Visit(day, self._service(), drawn(rng, shares.SIZES))
        territory = drawn(rng, shares.TERRITORIES)
        desks = [self._open(visit, household, territory, known=known)]
        first = self._hold(desks[0], visit, "", "aucune")
        origin = desks[0]
        for _ in range(count - 1):
            linked = rng.random() < shares.LINKED
            later = _later(visit.day, self._until, rng)
            if later is None or rng.random() < shares.SAME_VISIT:
                desks[-1].add_situation(None)
                link = ("1" if desks[-1] is origin else origin.reference(1)) if linked else "aucune"
            else:
                desks[-1].close()
                visit = Visit(later, visit.service, visit.size)
                desks.append(self._open(visit, household, territory, known=True))
                link = origin.reference(1) if linked else "aucune"
            self._hold(desks[-1], visit, first if linked else "", link)
        desks[-1].close()
        return desks

    def _hold(self, desk: Desk, visit: Visit, cause: str, link: str) -> str:
        """Tell a situation at *desk*; gives its offer."""
        told = self._teller.tell(visit, cause)
        desk.answer_all({**told.answers, "causee_par": link})
        return told.offer

    def _open(self, visit: Visit, household: str, territory: str, *, known: bool) -> Desk:
        at = instant(visit.day, self._rng)
        heading = Heading(
            id=identifier(at, self._rng),
            reference=self._reference(visit.day.year),
            flow=self._flow,
            started_at=at,
            service=visit.service,
            territory=territory,
        )
        return Desk.open(self._machine, heading, household, self._rng, known=known)

    def _pseudonym(self) -> tuple[str, bool]:
        """A household, and whether it had been met before."""
        if self._run_is_later and self._rng.random() < shares.KNOWN_HOUSEHOLD:
            return one_of(self._rng, self._known), True
        while (drawn_one := new_pseudonym(self._rng.choice)) in self._known:
            pass
        self.households += 1
        return drawn_one, False

    @property
    def _run_is_later(self) -> bool:
        return bool(self._known)

    def _reference(self, year: int) -> str:
        while (reference := new_reference(year, self._rng.choice)) in self._references:
            pass
        self._references.add(reference)
        return reference

    def _service(self) -> str:
        named = self._run.services
        return drawn(self._rng, {each: shares.SERVICES.get(each, 50) for each in named})


def _weighed_days(since: datetime.date, until: datetime.date) -> tuple[list[datetime.date], list[float]]:
    """Working days of the period, each with the weight of its month."""
    span = (since + datetime.timedelta(days=rank) for rank in range((until - since).days + 1))
    days = [each for each in span if is_working_day(each)]
    return days, [shares.MONTHS[each.month - 1] for each in days]


def _later(day: datetime.date, until: datetime.date, rng: random.Random) -> datetime.date | None:
    """A later visit of the same household, if there is time for one."""
    later = day + datetime.timedelta(days=rng.randint(14, _LONGEST_WAIT))
    while not is_working_day(later):
        later += datetime.timedelta(days=1)
    return later if later <= until else None
