"""From what was counted to the ninth heading: what came of it, and how long it took."""

from __future__ import annotations

from .counts import AgeBand, Amount, Cell, Delay, Resolution, Table
from .groups import Group, Groups, known, summed, tally, together, total
from .parts import ENDED_BEFORE, ENDED_SINCE, SEPARATOR

AGES = (0, 30, 90, 180, 365)
"""Days from which each age band of the open situations begins."""


def resolution(found: Groups) -> Resolution:
    """The ninth heading, from what the parts counted together."""
    endings: Group = {tuple(key.split(SEPARATOR)): numbers for (key,), numbers in found["endings"].items()}
    situations = total(endings)
    outcomes = tally(summed(endings, _outcome))
    handling = _delays(found["handling"])
    return Resolution(
        ended=outcomes.on,
        still_open=situations - outcomes.on,
        outcomes=outcomes,
        by_issue=_table(situations, summed(endings, lambda key: [key[:2]])),
        useful=tally(summed(endings, known(2))),
        recovered=together(
            Amount(on, total_ or 0, least, most) for _, on, total_, least, most in endings.values()
        ),
        handling=handling,
        waiting=_delays(found["waiting"]),
        undated=total({key: n for key, n in found["handling"].items() if key == (None,)}),
        open_by_age=_ages(handling),
        by_organism=_table(
            total(found["organisms_on"]),
            summed(found["organisms"], lambda key: [tuple(key[0].split(SEPARATOR))]),
        ),
    )


def _outcome(key: tuple[str, ...]) -> list[str]:
    issue, suite, _ = key
    if suite in ENDED_SINCE:
        return [suite]
    return [issue] if issue in ENDED_BEFORE else []


def _table(on: int, cells: dict[tuple[str, str], int]) -> Table:
    return Table(on, tuple(Cell(*pair, n) for pair, n in sorted(cells.items())))


def _delays(group: Group) -> tuple[Delay, ...]:
    """Where they are known, the shortest first; at the same length, those that ended first."""
    delays = (Delay(key // 2, bool(key % 2), n) for (key,), (n,) in group.items() if key is not None)
    return tuple(sorted(delays, key=lambda each: (each.days, not each.ended)))


def _ages(handling: tuple[Delay, ...]) -> tuple[AgeBand, ...]:
    waiting = [each for each in handling if not each.ended]
    return tuple(
        AgeBand(
            since,
            until,
            sum(each.n for each in waiting if each.days >= since and (until is None or each.days < until)),
        )
        for since, until in zip(AGES, (*AGES[1:], None), strict=True)
    )
