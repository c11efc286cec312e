"""What may name somebody in the texts about to leave in a grid."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from interview.conversation import Workplace
from interview.files.known_flows import KnownFlows
from interview.guarding import unexcused_entries
from interview.passages import LABELS, Passage, passages_of
from store import Base
from store.rows import SituationRow
from templates.typography import french

FIELD = "synthese"


class Naming(msgspec.Struct, frozen=True):
    """One passage, told in a line."""

    reference: str
    words: str


def naming(place: Workplace, base: Base, rows: Iterable[SituationRow]) -> list[Naming]:
    """The passages of the texts of *rows* that may name somebody, and that nobody chose to keep.

    Raises:
        StoreError: the journal of one of them cannot be read.
    """
    flows, found = KnownFlows(place), []
    for row in rows:
        if not row.synthese:
            continue
        for passage in passages_of(flows.at(row.flow), FIELD, row.synthese):
            if not _kept_on_purpose(base, flows, row, passage):
                line = f"{row.reference} : {LABELS[passage.kind]}, « {passage.excerpt} »"
                found.append(Naming(row.reference, french(line)))
    return found


def _kept_on_purpose(base: Base, flows: KnownFlows, row: SituationRow, passage: Passage) -> bool:
    entries = base.entries(row.interview)
    return not any(
        entry.situation == row.rank and (left.kind, left.text) == (passage.kind, passage.text)
        for entry, left in unexcused_entries(flows.at(row.flow), entries)
    )
