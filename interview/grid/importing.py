"""A grid brought into the base: all of it or nothing, and twice comes to the same as once.

Lines are read, checked and written as they come, in one transaction; what is wrong is gathered to the end,
and undoes everything. A situation caused by another waits until every reference of the file is known.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from uuid import UUID

import msgspec

from interview.conversation import Workplace
from interview.grid.causes import CAUSE_LEFT, Caused, refused
from interview.grid.checking import Checked, Checker
from interview.grid.columns import BY_NAME, Row, as_text
from interview.grid.faults import Fault
from interview.grid.households import Households
from interview.grid.rows import (
    Writer,
    differing,
    fingerprint,
    row_of,
    suite_of,
    withdrawable,
)
from interview.rebuilding import Rebuilder, silent
from interview.recording import entry_of, heading_of
from store import Base, bulk
from store.rows import Reader
from templates.typography import french

CHUNK = bulk.CHUNK
Say = Callable[[int, int], None]

ERASED = french(
    "ce ménage a été effacé de cette base : ce qui est effacé ne revient pas. Retirez ses lignes du tableau."
)
HELD_HERE = french(
    "cette situation a été qualifiée dans Repère, et ce tableau ne dit pas la même chose : elle se modifie "
    "dans Repère. Retirez cette ligne."
)
CHANGED = french(
    "cette situation est déjà dans la base, et ce tableau ne dit plus la même chose. Pour la remplacer, "
    "relancez avec --remplacer."
)
OTHER_HOUSEHOLD = french(
    "cette situation est déjà dans la base, pour un autre ménage. Vérifiez la référence."
)


class Changed(msgspec.Struct, frozen=True):
    """A situation that the base had, and that the grid says otherwise: column, before, after."""

    reference: str
    line: int
    columns: tuple[tuple[str, str, str], ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an import.

    Attributes:
        kept: whether anything was written.
        added, unchanged: situations; ``changed`` are those replaced.
        left: lines left out, because they are wrong.
        households: new ones.
        first_day, last_day: ISO days of the added situations, "" for none.
        expired: added situations older than the time the base keeps them.
        masked: passages masked in texts.
        faults: all that is wrong, in the order of the file.
    """

    kept: bool
    added: int = 0
    unchanged: int = 0
    changed: tuple[Changed, ...] = ()
    left: int = 0
    households: int = 0
    first_day: str = ""
    last_day: str = ""
    expired: int = 0
    masked: int = 0
    faults: tuple[Fault, ...] = ()


class _Line(msgspec.Struct):
    """A line that is right so far: its row with the household it has here, and as it stood in the file."""

    line: int
    row: Row
    mark: str
    own_household: str


def bring_in(
    place: Workplace,
    base: Base,
    checker: Checker,
    *,
    keep: bool = True,
    partly: bool = False,
    replace: bool = False,
    say: Say = silent,
    count: int = 0,
) -> Outcome:
    """Bring in the situations of a sheet.

    Args:
        keep: without it, everything is tried and nothing is kept.
        partly: lines that are wrong are left out, instead of refusing all.
        replace: situations already brought in, and changed since in the grid, are replaced.
        say: told how many lines are done, of *count* or so.

    Raises:
        StoreError: the base cannot be written; nothing was kept.
        ContentError: the archived flow of a situation to be replaced cannot be read.
    """
    if checker.faults:
        return Outcome(kept=False, faults=tuple(checker.faults))
    flow = place.machine.flow
    archived = base.archive_flow(flow.id, flow.version, flow.fingerprint, flow.source)
    writer = Writer(flow, archived, place.today().isoformat())
    outcome = Outcome(kept=False)
    try:
        with _without_pauses(), bulk.bringing(base, keep=keep) as target:
            made = _Import(place, base, checker, writer, target, partly=partly, replace=replace)
            made.take(_counted(checker.checked(), say, count))
            outcome = made.outcome(checker.masked)
            if outcome.faults and not partly:
                raise _Refused
    except _Refused:
        return outcome
    return msgspec.structs.replace(outcome, kept=keep)


@contextmanager
def _without_pauses() -> Iterator[None]:
    """No looking for cycles among values by the hundred thousand, which have none: a sixth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Refused(Exception):
    """Undoes what was written of a file that is wrong."""


def _counted(lines: Iterable[Checked], say: Say, count: int) -> Iterator[Checked]:
    for done, each in enumerate(lines, 1):
        yield each
        if done % 500 == 0:
            say(min(done, count), count)
    say(count, count)


class _Import:
    """One file being brought in, inside one transaction."""

    def __init__(
        self,
        place: Workplace,
        base: Base,
        checker: Checker,
        writer: Writer,
        target: bulk.Bulk,
        *,
        partly: bool,
        replace: bool,
    ) -> None:
        self._place = place
        self._base = base
        self._held = Reader(base)
        self._checker = checker
        self._writer = writer
        self._target = target
        self._partly = partly
        self._replace = replace
        self._faults: list[Fault] = []
        self._wrong_lines: set[int] = set()
        self._met = Households(base.connection, place.draw)
        self._households: dict[str, str] = {}
        self._waiting: list[_Line] = []
        self._changed: list[Changed] = []
        self._added = self._unchanged = self._expired = 0
        self._days = ("", "")
        self._rebuilder = Rebuilder(base, place.machine.flow.catalogue)
        self._oldest = _months_before(place)

    def take(self, checked: Iterator[Checked]) -> None:
        """Every line, by so many at a time."""
        while chunk := list(islice(checked, CHUNK)):
            read: list[tuple[int, Row]] = []
            for each in chunk:
                if each.row is None:
                    self._wrong(each.line, *each.faults)
                else:
                    read.append((each.line, each.row))
            self._met.look_up([row.menage for _, row in read if row.menage is not None])
            right = [ready for each in read if (ready := self._housed(*each)) is not None]
            self._keep([each for each in right if each.row.causee_par is None])
            self._waiting += [each for each in right if each.row.causee_par is not None]
        self._settle_causes()

    def outcome(self, masked: int) -> Outcome:
        """What came of it."""
        return Outcome(
            kept=False,
            added=self._added,
            unchanged=self._unchanged,
            changed=tuple(self._changed),
            left=len(self._wrong_lines),
            households=len(self._met.new),
            first_day=self._days[0],
            last_day=self._days[1],
            expired=self._expired,
            masked=masked,
            faults=tuple(sorted(self._faults, key=lambda each: (each.line, each.column))),
        )

    # ── households ───────────────────────────────────────────────────────────────────────────────

    def _housed(self, line: int, row: Row) -> _Line | None:
        """The line with the household it has in this base; None when it was erased."""
        mark = fingerprint(row)
        if row.menage is None:
            if self._met.is_erased(row.reference):
                self._wrong(line, self._fault(line, "reference", row.reference, ERASED))
                return None
            self._households[row.reference] = ""
            return _Line(line, row, mark, "")
        household = self._met.meant[row.menage]
        own = "" if household == row.menage else row.menage
        if own:
            row = msgspec.structs.replace(row, menage=household)
        if household in self._met.erased:
            self._wrong(line, self._fault(line, "menage", own or household, ERASED))
            return None
        self._households[row.reference] = household
        return _Line(line, row, mark, own)

    # ── keeping ──────────────────────────────────────────────────────────────────────────────────

    def _keep(self, lines: Sequence[_Line]) -> None:
        if not lines:
            return
        standing = {} if self._target.first else self._standing(lines)
        new = [each for each in lines if each.row.reference not in standing]
        for each in lines:
            if each.row.reference in standing:
                identity, mark = standing[each.row.reference]
                self._again(each, UUID(bytes=identity), mark)
        if self._faults and not self._partly:
            return
        self._target.add(self._brought(each) for each in new)
        self._added += len(new)
        days = [each.row.date for each in new]
        if days:
            first, last = self._days
            self._days = min([first or days[0], *days]), max([last, *days])
        self._expired += sum(day < self._oldest for day in days)

    def _standing(self, lines: Sequence[_Line]) -> dict[str, tuple[bytes, str | None]]:
        """Those that the base held before this file: no reference is twice in it."""
        references = [each.row.reference for each in lines]
        return bulk.standing(self._base.connection, references, "grille", "empreinte")

    def _brought(self, each: _Line) -> bulk.Brought:
        new_id = self._place.new_id
        heading = self._writer.heading(each.row, new_id())
        ids = [new_id() for _ in range(2 if each.row.suite is None else 3)]
        entries = self._writer.entries(each.row, heading, ids, each.mark, each.own_household)
        return entries, self._writer.record(each.row, heading, entries)

    def _again(self, each: _Line, identity: UUID, mark: str | None) -> None:
        """A situation that the base holds: nothing, if the grid says the same of it."""
        if mark == each.mark:
            self._unchanged += 1
            return
        found = self._held.situation(each.row.reference)
        if found is None:
            self._wrong(each.line, self._fault(each.line, "reference", each.row.reference, HELD_HERE))
            return
        before = row_of(found)
        unsaid = {name: getattr(before, name) for name in self._checker.left_out()}
        each.row = msgspec.structs.replace(each.row, **unsaid)
        columns = differing(before, each.row)
        if not columns:
            self._unchanged += 1
        elif before.menage != each.row.menage:
            self._wrong(each.line, self._fault(each.line, "reference", each.row.reference, OTHER_HOUSEHOLD))
        elif mark is None:
            self._wrong(each.line, self._fault(each.line, "reference", each.row.reference, HELD_HERE))
        elif not self._replace:
            told = _told(before, each.row, columns)
            reason = f"{CHANGED} {french(_in_words(told))}"
            self._wrong(each.line, self._fault(each.line, "reference", each.row.reference, reason))
        else:
            self._changed.append(Changed(each.row.reference, each.line, _told(before, each.row, columns)))
            self._change(each, before, identity)

    def _change(self, each: _Line, before: Row, identity: UUID) -> None:
        entries = self._base.entries(identity)
        heading = heading_of(entries)
        author, at = each.row.agent or "", entries[0].at
        withdrawn = dict.fromkeys(withdrawable(self._place.machine.flow))
        event = self._writer.event(each.row, each.mark, each.own_household, withdrawn)
        told = [entry_of(event, heading, self._place.new_id(), at, author)]
        suite = suite_of(each.row)
        now = (each.row.suite, each.row.suite_date, each.row.recupere)
        if suite is not None and now != (before.suite, before.suite_date, before.recupere):
            told.append(entry_of(suite, heading, self._place.new_id(), at, author))
        self._target.extend(told, self._rebuilder.record)

    # ── causes ───────────────────────────────────────────────────────────────────────────────────

    def _settle_causes(self) -> None:
        """Situations caused by another, once every reference is known."""
        caused = {
            each.row.reference: Caused(each.row.menage or "", each.row.causee_par or "")
            for each in self._waiting
        }
        wrong = refused(caused, self._household_of, self._checker.read)
        for each in self._waiting:
            reason = wrong.get(each.row.reference)
            if reason and (self._partly or reason != CAUSE_LEFT):
                self._wrong(each.line, self._fault(each.line, "causee_par", each.row.causee_par, reason))
        lines = [each for each in self._waiting if each.row.reference not in wrong]
        for start in range(0, len(lines), CHUNK):
            self._keep(lines[start : start + CHUNK])

    def _household_of(self, reference: str) -> str | None:
        """Of a situation of the file that is right so far, or of the base."""
        if reference not in self._households:
            identity = self._base.interview_of(reference)
            record = self._base.record(identity) if identity else None
            if record is None:
                return None
            self._households[reference] = record.household
        return self._households[reference]

    # ── faults ───────────────────────────────────────────────────────────────────────────────────

    def _wrong(self, line: int, *faults: Fault) -> None:
        self._wrong_lines.add(line)
        self._faults += faults

    def _fault(self, line: int, column: str, value: str | None, reason: str) -> Fault:
        return self._checker.fault(line, column, value or "", reason)


def _told(before: Row, after: Row, columns: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    def text(row: Row, name: str) -> str:
        return as_text(BY_NAME[name], getattr(row, name))

    return tuple((name, text(before, name), text(after, name)) for name in columns)


def _in_words(told: Sequence[tuple[str, str, str]]) -> str:
    named = [f"{name} : « {before or 'rien'} » dans la base" for name, before, _ in told]
    return f"({' ; '.join(named)})"


def _months_before(place: Workplace) -> str:
    """ISO day before which what is kept is past the time set for it."""
    from dateutil.relativedelta import relativedelta

    months = place.settings.retention.months
    return (place.today() - relativedelta(months=months)).isoformat()
