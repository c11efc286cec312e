"""A session as it is shown to the group: the reference of a case is in it once somebody asked for it."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from interview.rehearsal.session.counting.figures import figures_of
from interview.rehearsal.session.folder.gathering import Session, gathered
from interview.rehearsal.session.reporting.report import Report


def shown(session: Session, revealed: Collection[str] = (), *, seed: int = 0) -> Report:
    """The session counted, with the references of the cases *revealed* only.

    The others are out of what the figures are made from: nothing of them can be told by mistake.
    """
    held = gathered(session)
    references = {unit: given for unit, given in held.references.items() if unit[0] in revealed}
    figures = figures_of(msgspec.structs.replace(held, references=references), seed=seed)
    return Report(session, figures, reference=bool(references))
