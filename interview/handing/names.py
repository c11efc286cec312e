"""What would say who a person is, in the journals about to leave: looked for once more before they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from flows.catalogue import Catalogue
from flows.flow import Flow
from flows.loader import archived_flow
from interview.guarding import FIELD_NAMES, unexcused_entries
from interview.passages import LABELS
from store import Base
from templates.typography import french


def naming_passages(base: Base, interviews: Iterable[UUID], catalogue: Catalogue) -> Iterator[str]:
    """One line for each passage that nobody has kept on purpose, answers since replaced included.

    Raises:
        ContentError, StoreError: an archived flow or the base cannot be read.
    """
    flows: dict[int, Flow] = {}
    for interview in interviews:
        entries, record = base.entries(interview), base.record(interview)
        row = entries[-1].flow
        if row not in flows:
            archived = base.archived_flow(row)
            flows[row] = archived_flow(archived.source, f"parcours {archived.version}", catalogue)
        questions = flows[row].questions
        for entry, passage in unexcused_entries(flows[row], entries):
            field = entry.question
            name = questions[field].short if field in questions else FIELD_NAMES.get(field, entry.kind)
            reference = record.reference if record else str(interview)
            yield french(f"{reference} · {name} : {LABELS[passage.kind]}, « {passage.excerpt} »")
