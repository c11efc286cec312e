"""Passages of an answer that may name somebody: where they are, and how they are shown.

An answer is a text, or rows of cells; the guard reads texts. What it finds is given here with the way to
it and the words around it, so that a face has only to show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import msgspec

from flows.catalogue import Catalogue
from flows.catalogue_file import Entry, names_of
from flows.flow import Flow
from templates.typography import french

LABELS: Mapping[str, str] = {
    "nir": "un numéro de sécurité sociale",
    "iban": "un numéro de compte bancaire",
    "courriel": "une adresse électronique",
    "dossier": "un numéro de dossier ou d’allocataire",
    "telephone": "un numéro de téléphone",
    "naissance": "une date de naissance complète",
    "adresse": "une adresse",
    "nom": "un nom",
}
"""What each kind of finding is called."""
AROUND = 32
"""Characters shown on each side of a passage."""

Path: TypeAlias = tuple[str | int, ...]


class Passage(msgspec.Struct, frozen=True):
    """One passage that may name somebody, ready to be shown.

    Attributes:
        kind, masked: as the guard gives them.
        path: where the text is in the answer: () for a text, (rank from 0, column) for rows.
        start, end: its place in that text.
        place: the same in words, « ligne n° 2, Qui », "" for a text.
        before, text, after: the passage and what surrounds it, on one line.
    """

    kind: str
    masked: str
    path: Path
    start: int
    end: int
    place: str
    before: str
    text: str
    after: str

    @property
    def label(self) -> str:
        """What it is and where: « Un nom (ligne n° 2, Qui) »."""
        where = f" ({self.place})" if self.place else ""
        said = LABELS[self.kind]
        return french(f"{said[:1].upper()}{said[1:]}{where}")

    @property
    def excerpt(self) -> str:
        """The passage between brackets, in the words around it."""
        return f"{self.before}[{self.text}]{self.after}"


def passages_of(flow: Flow, field: str, raw: Any) -> Iterator[Passage]:
    """Every passage of the answer *raw* to *field*."""
    for path, text in texts_of(raw):
        for each in passages_in(flow, text):
            yield msgspec.structs.replace(each, path=path, place=_place(flow, field, path))


def passages_in(flow: Flow, text: str) -> Iterator[Passage]:
    """Every passage of one text; its place in an answer is left out."""
    from store.privacy.guard import findings

    for each in findings(text, public_words(flow.catalogue)):
        yield Passage(
            kind=each.kind,
            masked=each.masked,
            path=(),
            start=each.start,
            end=each.end,
            place="",
            before=_end_of(text[: each.start]),
            text=_one_line(text[each.start : each.end]),
            after=_beginning_of(text[each.end :]),
        )


def _end_of(text: str) -> str:
    """The last words of what stands before a passage."""
    kept = _one_line(text[-AROUND:])
    return f"…{kept[kept.find(' ') + 1 :]}" if len(text) > AROUND else kept.lstrip()


def _beginning_of(text: str) -> str:
    """The first words of what stands after a passage."""
    kept = _one_line(text[:AROUND])
    return f"{kept[: kept.rfind(' ')]}…" if len(text) > AROUND and " " in kept else kept.rstrip()


def _one_line(text: str) -> str:
    return re.sub(r"\s*[\r\n]+\s*", " ", text)


@lru_cache(maxsize=8)
def public_words(catalogue: Catalogue) -> frozenset[str]:
    """First words of the names of benefits and organisms: « CAF » after « M. du » is nobody."""
    from store.privacy.guard_words import folded

    entries: list[Entry] = [*catalogue.benefits.values(), *catalogue.organisms.values()]
    named = [names_of(each, catalogue.file.ambiguous) for each in entries]
    names = [name for own, others in named for name in (*own, *others)]
    return frozenset(folded(re.split(r"[\s'’-]", name)[0]) for name in names)


def texts_of(raw: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a value, with the way to it."""
    if isinstance(raw, str):
        yield path, raw
    elif isinstance(raw, Mapping):
        for key, value in raw.items():
            yield from texts_of(value, (*path, key))
    elif isinstance(raw, Sequence):
        for rank, value in enumerate(raw):
            yield from texts_of(value, (*path, rank))


def with_replaced(raw: Any, passage: Passage, text: str, depth: int = 0) -> Any:
    """*raw* with one passage replaced; nothing else of it is touched, nor copied into another kind."""
    if depth == len(passage.path):
        return raw[: passage.start] + text + raw[passage.end :]
    step = passage.path[depth]
    if isinstance(raw, Mapping):
        return {
            key: with_replaced(each, passage, text, depth + 1) if key == step else each
            for key, each in raw.items()
        }
    return [
        with_replaced(each, passage, text, depth + 1) if at == step else each for at, each in enumerate(raw)
    ]


def _place(flow: Flow, field: str, path: Path) -> str:
    if not path:
        return ""
    question = flow.questions.get(field)
    labels = {each.code: each.label for each in question.columns} if question else {}
    column = labels.get(str(path[-1]), "")
    row = f"ligne n°\u00a0{path[0] + 1}" if isinstance(path[0], int) else ""
    return ", ".join(each for each in (row, column) if each)
