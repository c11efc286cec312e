"""The flows under which things were said, read from the archive of the base once each."""

from __future__ import annotations

from flows.faults import ContentError
from flows.flow import Flow
from flows.loader import archived_flow
from interview.conversation import Workplace


class KnownFlows:
    """The flow of each row of the archive, the current one wherever it is the same."""

    def __init__(self, place: Workplace) -> None:
        self.current: Flow = place.machine.flow
        self._base = place.base
        self._flows: dict[int, Flow] = {}

    def at(self, row: int) -> Flow:
        """The flow of that row of the archive.

        One that cannot be read any more leaves the codes it alone knows without words: the current
        flow stands for it.
        """
        if row not in self._flows:
            self._flows[row] = self._read(row)
        return self._flows[row]

    def _read(self, row: int) -> Flow:
        if self._base is None or not row:
            return self.current
        archived = self._base.archived_flow(row)
        if archived.sha256 == self.current.fingerprint:
            return self.current
        try:
            return archived_flow(
                archived.source, f"parcours {archived.version}", self.current.catalogue.common
            )
        except ContentError:
            return self.current
