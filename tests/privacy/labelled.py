"""The labelled sentences: read from their file, and how well the guard does on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from interview.passages import public_words
from store.privacy.guard import Finding, findings
from tests.support import shipped_flow

HERE = Path(__file__).parent
MARK = re.compile(r"\{(\w+):([^}]*)\}")


class Sentence(NamedTuple):
    """A sentence, and the kind and place of each passage to be found in it."""

    text: str
    labels: tuple[tuple[str, int, int], ...]


class Score(NamedTuple):
    """Passages rightly found, wrongly found, and missed, by kind."""

    right: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]

    def precision(self, *kinds: str) -> float:
        return self._share(self.wrong, kinds)

    def recall(self, *kinds: str) -> float:
        return self._share(self.missed, kinds)

    def _share(self, others: Counter[str], kinds: Iterable[str]) -> float:
        named = set(kinds) or {*self.right, *others}
        right, other = (sum(each[kind] for kind in named) for each in (self.right, others))
        return right / (right + other) if right + other else 1.0

    @property
    def table(self) -> str:
        """One line a kind, then all of them."""
        kinds = sorted({*self.right, *self.wrong, *self.missed})
        lines = [f"{'kind':<12}{'right':>6}{'wrong':>6}{'missed':>7}{'precision':>11}{'recall':>8}"]
        for kind in (*kinds, ""):
            named = (kind,) if kind else kinds
            counts = [sum(each[one] for one in named) for each in self]
            shares = f"{self.precision(*named):>11.3f}{self.recall(*named):>8.3f}"
            lines.append(f"{kind or 'all':<12}{counts[0]:>6}{counts[1]:>6}{counts[2]:>7}{shares}")
        return "\n".join(lines)


def sentences(name: str) -> list[Sentence]:
    """The sentences of one file."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [_sentence(each) for each in lines if each and not each.startswith("#")]


def found_in(text: str) -> tuple[Finding, ...]:
    """What the guard finds, told of the names of the catalogue as the conversation tells it."""
    return findings(text, public_words(shipped_flow().catalogue))


def score(told: Iterable[Sentence]) -> Score:
    """A label is found when a finding of its kind covers all of it; a finding is right when it meets one."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for sentence in told:
        found = found_in(sentence.text)
        for kind, start, end in sentence.labels:
            covered = any(each.kind == kind and each.start <= start and end <= each.end for each in found)
            (right if covered else missed)[kind] += 1
        for each in found:
            labels = [label for label in sentence.labels if label[0] == each.kind]
            if not any(each.start < end and start < each.end for _, start, end in labels):
                wrong[each.kind] += 1
    return Score(right, wrong, missed)


def _sentence(line: str) -> Sentence:
    text, labels, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        labels.append((mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        at = mark.end()
    return Sentence(text + line[at:], tuple(labels))
