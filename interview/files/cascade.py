"""What caused what among the situations of a household: read both ways, and drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from flows.flow import Flow
from store import Base, InterviewRecord, SituationRecord
from templates.typography import french

UNKNOWN_HERE = "situation inconnue de cette base"
_BRANCH, _LAST, _ALONG, _PAST = "├→ ", "└→ ", "│  ", "   "

Label = Callable[[str], str]
"""From the reference of a situation to the line that shows it."""


def causes_among(records: Iterable[InterviewRecord]) -> dict[str, str]:
    """The cause of each situation that has one, by reference, in capitals."""
    return {
        each.reference.upper(): each.causee_par.upper()
        for record in records
        for each in record.situations
        if each.causee_par
    }


def caused_by(causes: Mapping[str, str], reference: str) -> tuple[str, ...]:
    """The situations that *reference* caused directly."""
    return tuple(each for each, cause in causes.items() if cause == reference.upper())


def household_records(base: Base, household: str) -> tuple[InterviewRecord, ...]:
    """Every interview of a household, oldest first."""
    ids = dict.fromkeys(each.interview for each in base.situations_of(household))
    found = (base.record(each) for each in ids)
    return tuple(each for each in found if each is not None)


def drawn(causes: Mapping[str, str], known: Iterable[str], label: Label) -> tuple[str, ...]:
    """The cascades of a household as lines of text, one tree for each first cause.

    Situations that neither cause nor are caused are left out. A loop, which only two bases brought
    together can make, is cut where it closes and said to be one.
    """
    order = [each.upper() for each in known]
    present = set(order)
    roots = [each for each in order if each not in causes and caused_by(causes, each)]
    roots += [each for each in dict.fromkeys(causes.values()) if each not in present]
    lines: list[str] = []
    told: set[str] = set()
    for root in roots:
        lines += _tree(root, causes, label, present, told)
    for each in order:
        if each in causes and each not in told:
            lines += _tree(each, causes, label, present, told)
    return tuple(french(each) for each in lines)


def _tree(
    root: str, causes: Mapping[str, str], label: Label, present: set[str], told: set[str]
) -> Iterator[str]:
    told.add(root)
    yield label(root) if root in present else f"{root} ({UNKNOWN_HERE})"
    children = [each for each in caused_by(causes, root) if each in present]
    for place, child in enumerate(children):
        last = place == len(children) - 1
        if child in told:
            yield f"{_LAST if last else _BRANCH}{child} (la boucle se referme ici)"
            continue
        first, *others = _tree(child, causes, label, present, told)
        yield f"{_LAST if last else _BRANCH}{first}"
        yield from (f"{_PAST if last else _ALONG}{each}" for each in others)


def superseded(records: Iterable[InterviewRecord]) -> dict[str, str]:
    """By reference of a situation qualified anew, the latest complete one that does so; in capitals."""
    return {
        each.requalifie.upper(): each.reference.upper()
        for record in sorted(records, key=lambda held: held.started_at)
        for each in record.situations
        if each.requalifie and each.core_complete
    }


def household_traits(
    flow: Flow, situation: SituationRecord, records: Iterable[InterviewRecord]
) -> tuple[str, ...]:
    """Codes of the traits that come from the rest of the household: cumulated, cumulative.

    They change with other interviews, so they are derived, never kept. A situation and its
    requalification are one situation.
    """
    held = tuple(records)
    later = superseded(held)
    causes = causes_among(held)
    own = situation.reference.upper()
    others = [
        each
        for record in held
        for each in record.situations
        if each.reference.upper() not in (own, later.get(own), (situation.requalifie or "").upper())
        and each.reference.upper() not in later
        and any(form.decided for form in each.formes)
    ]
    known = {each.reference.upper() for record in held for each in record.situations}
    linked = causes.get(own) in known or bool(caused_by(causes, own))
    contexts = {"plusieurs_situations": bool(others), "lien_causal": linked}
    if not any(each.decided for each in situation.formes):
        return ()
    return tuple(
        each.code for each in flow.file.rules.typology if each.context and contexts.get(each.context)
    )
