"""All the sheets of a period, one file each: through the same gate, remembered the same way.

One interview is held at a time: a thousand sheets take no more memory than ten. Each file is written
whole or not at all, so work that is interrupted leaves whole files only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import msgspec

from flows.faults import ContentError
from interview.access import sheet_written
from interview.conversation import Conversation, Workplace
from interview.guarding import NamesSomebody
from interview.models.own import told_of
from interview.sheets.gate import GateClosed, gate_of
from interview.sheets.saving import own_folder, sheet_to_leave
from interview.surroundings import write_whole
from store import Filter, Found
from templates import FORMATS
from templates.faults import SheetFault
from templates.own import written
from templates.typography import french

PAGE = 200

UNFINISHED = "La situation n’est pas encore qualifiée."
FINISH = "Reprenez l’entretien avec « repere », puis recommencez."
NAMES = "Un texte pourrait dire qui est la personne."
REWRITE = "« repere fiche {reference} » dit lequel ; reprenez la réponse dans l’entretien."
ASK = "Demandez-lui : « repere fiche {reference} --accord oui », ou un motif écrit."
REFUSED = "Ce qui permettrait de passer outre : « repere fiche {reference} »."
UNREADABLE = "L’entretien ne peut pas être relu sous le parcours avec lequel il a été mené."
CHECK_BASE = "« repere base verifier » dit ce qui ne va pas."
INTERRUPTED = "Interrompu."
NOT_MADE = "La fiche n’a pas pu être faite."


class LeftOut(msgspec.Struct, frozen=True):
    """A sheet that was not written: which, why, and what would let it out."""

    reference: str
    why: str
    to_do: str


class Batch(msgspec.Struct):
    """What came of it, filled as it goes.

    Attributes:
        of: how many situations there are.
        written: the references written.
        left_out: the others, so far.
        scopes: what an agreement covers, and the references it covers.
        to_know: a remark before escalating, and the references it is about.
        notices: what of the team's own templates could not serve, told once each.
        stopped: what stopped it before the end, "" if nothing did.
    """

    of: int = 0
    written: list[str] = []
    left_out: list[LeftOut] = []
    scopes: dict[str, list[str]] = {}
    to_know: dict[str, list[str]] = {}
    notices: list[str] = []
    stopped: str = ""

    @property
    def seen(self) -> int:
        """How many situations were looked at."""
        return len(self.written) + len(self.left_out)


def write_batch(
    place: Workplace,
    wanted: Filter,
    format: str,
    folder: Path,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    stop: Callable[[], bool] = lambda: False,
) -> Batch:
    """Write the sheet of every situation *wanted*, each to its file in *folder*.

    Args:
        progress: told how many were looked at, out of how many.
        stop: asked before each sheet whether to go on.

    Returns:
        What came of it. An interruption by the person, and a disk or a base that refuses, end it: what was
        written stays, and ``stopped`` says why it ended.
    """
    from store import StoreError

    batch = Batch()
    try:
        found = _rows(place, wanted)
        batch.of = len(found)
        for held, row in _held(place, found, batch):
            if stop():
                batch.stopped = INTERRUPTED
                break
            if held is not None:
                _write_one(held, row, format, folder, batch)
            progress(batch.seen, batch.of)
    except KeyboardInterrupt:
        batch.stopped = INTERRUPTED
    except StoreError as error:
        batch.stopped = f"La base a refusé : {error.what}"
    except OSError as error:
        batch.stopped = _disk(error)
    return batch


class _Row(msgspec.Struct, frozen=True):
    """All that is kept of a row while the others are read."""

    interview: UUID
    rank: int
    reference: str
    complete: bool


def _rows(place: Workplace, wanted: Filter) -> list[_Row]:
    """Every situation, the situations of one interview together, by reference. Raises StoreError."""
    found: list[_Row] = []
    after: tuple[int, int] | None = None
    while place.base is not None:
        page = place.base.find(wanted, after, PAGE)
        found += map(_kept, page.rows)
        after = page.after
        if after is None:
            break
    return sorted(found, key=lambda each: (each.reference.rpartition("-")[0], each.rank))


def _kept(row: Found) -> _Row:
    return _Row(row.interview, row.rank, row.reference, row.core_complete)


def _held(place: Workplace, rows: list[_Row], batch: Batch) -> Iterator[tuple[Conversation | None, _Row]]:
    """Each row with its interview; None for those left out already."""
    held: Conversation | None = None
    places: dict[int, Workplace] = {}
    for row in rows:
        if not row.complete:
            batch.left_out.append(LeftOut(row.reference, UNFINISHED, FINISH))
            yield None, row
            continue
        if held is None or held.heading.id != row.interview:
            try:
                held = _read(place, row.interview, places)
            except (ContentError, LookupError):
                held = None
                batch.left_out.append(LeftOut(row.reference, UNREADABLE, CHECK_BASE))
        yield held, row


def _read(place: Workplace, interview: UUID, places: dict[int, Workplace]) -> Conversation:
    """The interview under the flow it was held with; an archived flow is compiled once for them all."""
    base = place.base
    record = base.record(interview) if base is not None else None
    if record is None:
        raise LookupError(interview)
    known = places.get(record.flow)
    if known is not None:
        return Conversation.resume(known, interview)
    held = Conversation.read(place, interview, place.machine.flow.catalogue)
    places[record.flow] = held.workplace
    return held


def _write_one(held: Conversation, row: _Row, format: str, folder: Path, batch: Batch) -> None:
    try:
        sheet = sheet_to_leave(held, row.rank, format)
        made = written(sheet, format, own_folder(held))
    except SheetFault as fault:
        batch.left_out.append(_left_out(held, row, fault))
        return
    path = folder / f"fiche-{row.reference}{FORMATS[format].extension}"
    sheet_written(held, row.rank, path, made.content)
    write_whole(path, made.content)
    batch.written.append(row.reference)
    if (told := told_of(made.faults)) and told not in batch.notices:
        batch.notices.append(told)
    gate = gate_of(held, row.rank)
    if gate.scope:
        batch.scopes.setdefault(gate.scope, []).append(row.reference)
    if gate.remark:
        batch.to_know.setdefault(gate.remark, []).append(row.reference)


def _left_out(held: Conversation, row: _Row, fault: SheetFault) -> LeftOut:
    if isinstance(fault, GateClosed):
        from interview.sheets.gate import can_be_asked

        askable = can_be_asked(held) and not fault.gate.agreement.refused
        return LeftOut(row.reference, fault.gate.why, french(ASK if askable else REFUSED))
    if isinstance(fault, NamesSomebody):
        return LeftOut(row.reference, NAMES, french(REWRITE))
    return LeftOut(row.reference, f"{NOT_MADE} {fault}", french(REFUSED))


def _disk(error: OSError) -> str:
    from interview.failures import failure_words

    return failure_words(error)
