"""A cell that is one of a few choices: what is typed in it, and what the words of the row make proposed."""

from __future__ import annotations

from collections.abc import Mapping

from flows.grammar import Column, ColumnChoice
from flows.lookup import joined, words

NONE = ("0", "-", "aucun", "aucune", "rien")
"""What is typed for none of the choices."""


class NoSuchChoice(ValueError):
    """What was typed is none of the choices of the column."""


def typed_choice(column: Column, typed: str) -> str:
    """The code meant by *typed*: a code, a label or a number from 1; "" for :data:`NONE` or for nothing.

    Raises:
        NoSuchChoice: it is none of them.
    """
    text = typed.strip()
    if not text or text.casefold() in NONE:
        return ""
    if text.isdecimal() and len(text) < 3 and 1 <= int(text) <= len(column.choices):
        return column.choices[int(text) - 1].code
    for each in column.choices:
        if joined(text) in (joined(each.code), joined(each.label)):
            return each.code
    raise NoSuchChoice(text)


def proposed_choice(column: Column, row: Mapping[str, str]) -> str:
    """The code that the words of *row* make likely, "" where none is; it is proposed, never taken alone.

    Where several are, the last of the file: they go from the request to the appeal.
    """
    said = words(row.get(column.guessed_from, "")) if column.guessed_from else ()
    found = [each.code for each in column.choices if said and _likely(each, said)]
    return found[-1] if found else ""


def _likely(choice: ColumnChoice, said: tuple[str, ...]) -> bool:
    return _any(choice.words, said) and not _any(choice.unless, said)


def _any(phrases: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Whether one of *phrases* is said, word for word."""
    text = f" {' '.join(said)} "
    return any(f" {' '.join(words(each))} " in text for each in phrases)
