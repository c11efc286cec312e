"""The cases, listed: by level, in the order of their names. The reference is never told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

from interview.rehearsal.alone.setting import LEVELS
from interview.rehearsal.cases.collection import TrainingCase
from templates.typography import french

WIDTH = 80


def by_level(cases: Iterable[TrainingCase]) -> list[tuple[str, list[TrainingCase]]]:
    """The cases under each level in words, the easiest first; a level without case is left out."""
    listed = list(cases)
    grouped = [
        (words, [each for each in listed if each.case.level == code]) for code, words in LEVELS.items()
    ]
    return [(words, found) for words, found in grouped if found]


def cases_in_words(cases: Sequence[TrainingCase]) -> Iterator[str]:
    """Lines of 80 columns at most."""
    for level, found in by_level(cases):
        yield french(f"{level} :")
        for each in found:
            count = len(each.scenario.file.situations)
            several = f", {count} situations" if count > 1 else ""
            yield french(f"- {each.name} : {each.title} ({each.case.minutes} minutes{several})")
            told = french(each.case.trains)
            if each.case.follows:
                told += french(f" À jouer après {each.case.follows}.")
            yield from wrap(told, WIDTH, initial_indent="  ", subsequent_indent="  ")
        yield ""


def quoted(path: Path | str) -> str:
    """*path* as it is typed in a command."""
    return f'"{path}"' if " " in str(path) else str(path)


def cases_as_json(cases: Iterable[TrainingCase]) -> list[dict[str, Any]]:
    """One object a case, under French names; nothing of the reference."""
    return [
        {
            "cas": each.name,
            "fichier": str(Path(each.scenario.name)),
            "titre": each.title,
            "niveau": each.case.level,
            "minutes": each.case.minutes,
            "exerce": each.case.trains,
            "situations": len(each.scenario.file.situations),
            "suite_de": each.case.follows or None,
            "proche_de": each.case.near or None,
        }
        for each in cases
    ]
