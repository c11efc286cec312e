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
- ``backup``, ``restoring``: copies of a base, and putting one back
- ``records``: what goes in and out
- ``projection``, ``lists``, ``finding``, ``chasing``: the tables written and read
- ``migrations``: the schema, loaded only to make or update a base
- ``cipher``, ``cipher_connection``, ``encrypting``: a base that only its phrase opens
- ``fictional``: the mark of a base that holds nobody
- ``rehearsals``: exercises, in a file of their own that is no base; ``rehearsal_errors``: its refusals
- ``handover``: households put into a file, and brought into another base
- ``errors``: what happened, what is safe, what to do; ``location``: where the base is
"""

from .base import Base
from .chasing import Chase
from .checkup import Damage
from .errors import (
    AttemptContinued,
    BaseCorrupted,
    BaseEncrypted,
    BaseLocked,
    BaseMissing,
    ContinuedElsewhere,
    CopiesUnreachable,
    CopyFailed,
    CopyUnsound,
    DiskFault,
    DiskFull,
    DossierChanged,
    DuplicateEntry,
    DuplicateReference,
    ErasureHeld,
    ErasureUnfinished,
    FictionalBase,
    HouseholdErased,
    NewerBase,
    NewerRehearsals,
    NoAttempt,
    NoDossier,
    NotABase,
    NotReadable,
    NotRehearsals,
    NotWritable,
    OlderBase,
    PlaceOfABase,
    RealBase,
    Refused,
    StoreError,
    TooOldSqlite,
    TraceLeft,
    WrongPhrase,
)
from .finding import Filter, Found, Page
from .location import base_path, rehearsals_path
from .records import (
    ArchivedFlow,
    ChronologyRow,
    Counts,
    DeadlineRecord,
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
    "AttemptContinued",
    "Base",
    "BaseCorrupted",
    "BaseEncrypted",
    "BaseLocked",
    "BaseMissing",
    "Chase",
    "ChronologyRow",
    "ContinuedElsewhere",
    "CopiesUnreachable",
    "CopyFailed",
    "CopyUnsound",
    "Counts",
    "Damage",
    "DeadlineRecord",
    "DiskFault",
    "DiskFull",
    "DossierChanged",
    "DuplicateEntry",
    "DuplicateReference",
    "Entry",
    "ErasureHeld",
    "ErasureUnfinished",
    "FictionalBase",
    "Filter",
    "FollowUpKind",
    "FollowUpRecord",
    "FormRecord",
    "Found",
    "HouseholdErased",
    "HouseholdSummary",
    "InterviewRecord",
    "InterviewSummary",
    "NewerBase",
    "NewerRehearsals",
    "NoAttempt",
    "NoDossier",
    "NotABase",
    "NotReadable",
    "NotRehearsals",
    "NotWritable",
    "OlderBase",
    "Page",
    "PlaceOfABase",
    "RealBase",
    "ReasonRecord",
    "Refused",
    "SituationRecord",
    "SituationSummary",
    "State",
    "StoreError",
    "TooOldSqlite",
    "TraceLeft",
    "WrongPhrase",
    "base_path",
    "rehearsals_path",
]
