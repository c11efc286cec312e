"""The older versions of a flow, to hold what its codes mean against what they meant.

They are in the base, which keeps the text of every flow that interviews were made under, and in files
that the author names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from flows.faults import ContentError
from flows.grammar import FlowFile


def older_versions(
    flow_id: str | None,
    base_path: Path | str | None,
    files: Sequence[Path],
    tell: Callable[[str], None] = lambda _: None,
) -> list[FlowFile]:
    """Versions of a flow that codes may have been recorded under, the latest of the base first.

    A base that is not there is not made, and one that cannot be read takes nothing away but itself.

    Args:
        flow_id: None for those of every flow.
        base_path: the base meant by ``--base``; None for the usual one.
        files: versions that are not in the base, compared first.
        tell: is given one sentence for each thing that could not be read.

    Raises:
        ContentError: one of *files* cannot be used.
    """
    from flows.loader import load_flow

    named = [load_flow(each).file for each in files]
    return [*named, *_archived(flow_id, base_path, tell)]


def _archived(
    flow_id: str | None, base_path: Path | str | None, tell: Callable[[str], None]
) -> list[FlowFile]:
    from store import Base, BaseMissing, StoreError
    from store import base_path as usual

    try:
        with Base.open(usual(base_path), create=False, read_only=True) as base:
            kept = base.archived_flows(flow_id)
    except BaseMissing:
        return []
    except StoreError as error:
        tell(f"Les versions gardées dans la base ne sont pas comparées : {error.what}")
        return []
    return list(_readable(((each.version, each.source) for each in kept), tell))


def _readable(kept: Iterable[tuple[str, str]], tell: Callable[[str], None]) -> Iterator[FlowFile]:
    """The kept texts whose shape can still be read; what was not refused then is not refused now."""
    from flows.reading import read_text
    from flows.shape import fit

    for version, source in kept:
        try:
            yield fit(read_text(source, f"version {version}"), FlowFile)
        except ContentError:
            tell(f"La version « {version} » de la base ne peut plus être lue : elle n’est pas comparée.")
