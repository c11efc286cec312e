"""What was said: the journal, the tables that sum it up, and the errors of the base.

One SQLite file holds everything. Its *journal* gets one small immutable row per answer, in one durable
commit, before the next question is shown: it is the truth. The other tables (household, interview,
situation and what hangs on it) are *projections* of it, there for lists and figures; they are written in
the same transaction, and could be made again from the journal alone.

::

    with Base.open(base_path()) as base:
        flow = base.archive_flow("non-recours", "1.0", sha256, text)
        base.append([Entry(...)], InterviewRecord(...))
        base.unfinished()

This room imports nothing else of the house: the codes it keeps are plain text to it.

- ``base``: ``Base``, the only door; ``opening``: the file, its rights, its settings
- ``chain``: the order of the journal, sealed; ``checkup``: looking a base over
- ``records``: what goes in and out; ``projection``, ``lists``, ``finding``: the tables written and read
- ``migrations``: the schema, loaded only to make or update a base
- ``errors``: what happened, what is safe, what to do; ``location``: where the base is
"""

from .base import Base
from .checkup import Damage
from .errors import (
    BaseCorrupted,
    BaseLocked,
    BaseMissing,
    DiskFault,
    DiskFull,
    DuplicateEntry,
    DuplicateReference,
    NewerBase,
    NotABase,
    NotReadable,
    NotWritable,
    OlderBase,
    Refused,
    StoreError,
    TooOldSqlite,
)
from .finding import Filter, Found, Page
from .location import base_path
from .records import (
    ArchivedFlow,
    ChronologyRow,
    Counts,
    Entry,
    FollowUpKind,
    FollowUpRecord,
    FormRecord,
    HouseholdSummary,
    InterviewRecord,
    InterviewSummary,
    ReasonRecord,
    SituationRecord,
    SituationSummary,
    State,
)

__all__ = [
    "ArchivedFlow",
    "Base",
    "BaseCorrupted",
    "BaseLocked",
    "BaseMissing",
    "ChronologyRow",
    "Counts",
    "Damage",
    "DiskFault",
    "DiskFull",
    "DuplicateEntry",
    "DuplicateReference",
    "Entry",
    "Filter",
    "FollowUpKind",
    "FollowUpRecord",
    "FormRecord",
    "Found",
    "HouseholdSummary",
    "InterviewRecord",
    "InterviewSummary",
    "NewerBase",
    "NotABase",
    "NotReadable",
    "NotWritable",
    "OlderBase",
    "Page",
    "ReasonRecord",
    "Refused",
    "SituationRecord",
    "SituationSummary",
    "State",
    "StoreError",
    "TooOldSqlite",
    "base_path",
]
