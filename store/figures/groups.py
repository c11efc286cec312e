"""Groups: what a query counts, by key, added up over the parts of the base it was run on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .counts import Amount, Count, Tally

Key = tuple[Any, ...]
Group = dict[Key, list[Any]]
"""By key, numbers that add up; then, where the query has bounds, the least and the most."""
Groups = Mapping[str, Group]


class Query(NamedTuple):
    """A query whose first *keys* columns say what is counted, and the others how much.

    ``bounds``: the last two columns are the least and the most of something.
    """

    name: str
    sql: str
    keys: int
    bounds: bool = False


def run(connection: sqlite3.Connection, query: Query, bound: Mapping[str, Any]) -> Group:
    """What *query* counts."""
    return {row[: query.keys]: list(row[query.keys :]) for row in connection.execute(query.sql, bound)}


def add(query: Query, into: Group, more: Group) -> None:
    """Add what another part of the base counted."""
    for key, numbers in more.items():
        held = into.get(key)
        if held is None:
            into[key] = numbers
            continue
        last = len(held) - 2 if query.bounds else len(held)
        for place in range(last):
            held[place] = (held[place] or 0) + (numbers[place] or 0)
        if query.bounds:
            held[-2], held[-1] = _best(min, held[-2], numbers[-2]), _best(max, held[-1], numbers[-1])


def _best(choose: Callable[..., int], one: int | None, other: int | None) -> int | None:
    known = [each for each in (one, other) if each is not None]
    return choose(known) if known else None


def summed(group: Group, key: Callable[[Key], Iterable[Any]], column: int = 0) -> dict[Any, int]:
    """One number by what *key* gives of each key: none, one or several things."""
    found: dict[Any, int] = {}
    for each, numbers in group.items():
        for thing in key(each):
            found[thing] = found.get(thing, 0) + (numbers[column] or 0)
    return found


def known(place: int) -> Callable[[Key], Iterator[Any]]:
    """That place of the key, where a code was recorded."""

    def of(key: Key) -> Iterator[Any]:
        if key[place]:
            yield key[place]

    return of


def said(place: int) -> Callable[[Key], Iterator[Any]]:
    """That place of the key, where a number was recorded: 0 is one."""

    def of(key: Key) -> Iterator[Any]:
        if key[place] is not None:
            yield key[place]

    return of


def total(group: Group, column: int = 0) -> int:
    """The sum of a column."""
    return sum(numbers[column] or 0 for numbers in group.values())


def counts(found: Mapping[str, int]) -> tuple[Count, ...]:
    """The most frequent first, then by code; what nobody has is left out."""
    return tuple(Count(code, n) for code, n in sorted(found.items(), key=_rank) if n)


def _rank(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def tally(found: Mapping[str, int], on: int | None = None) -> Tally:
    """Situations by code; *on* when one may have several codes."""
    return Tally(sum(found.values()) if on is None else on, counts(found))


def by_code(group: Group, place: int = 0) -> Tally:
    """Situations by that place of the key, where it was recorded."""
    return tally(summed(group, known(place)))


def amount(values: Mapping[int, int]) -> Amount:
    """A sum and its bounds, from how many recorded each value."""
    if not values:
        return Amount()
    return Amount(
        sum(values.values()), sum(value * n for value, n in values.items()), min(values), max(values)
    )


def together(amounts: Iterable[Amount]) -> Amount:
    """One sum of several, with the bounds of those that have some."""
    told = list(amounts)
    return Amount(
        sum(each.on for each in told),
        sum(each.total for each in told),
        min((each.least for each in told if each.least is not None), default=None),
        max((each.most for each in told if each.most is not None), default=None),
    )
