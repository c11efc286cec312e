"""The catalogue of benefits and organisms: what an agent names, and what is known of it.

Searched at each keystroke by any name, old ones included. The file and its checks are in
:mod:`flows.catalogue_file`; reading it is the business of :mod:`flows.reading`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

import msgspec

from flows.catalogue_file import (
    Ambiguous,
    Benefit,
    CatalogueFile,
    Entry,
    LocalCatalogue,
    Organism,
    Recourse,
    Source,
    names_of,
)
from flows.lookup import Index, Name

__all__ = [
    "Benefit",
    "Catalogue",
    "CatalogueFile",
    "Entry",
    "Match",
    "Organism",
    "Recourse",
    "Source",
    "until",
]

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)

E = TypeVar("E", Benefit, Organism)


class Match(msgspec.Struct, Generic[E], frozen=True):
    """An entry that answers a search.

    Attributes:
        alias: the other name that answered, None when it was the entry's own.
        said: what to tell the agent about that name (« CMU-C : aujourd’hui la … »), else empty.
        note: until when it was in use (« Ancien nom, jusqu’au 1er novembre 2019. »), else empty.
    """

    entry: E
    alias: str | None = None
    said: str = ""
    note: str = ""


class Catalogue:
    """A checked catalogue. Immutable once made; shared by every interview.

    Attributes:
        file: its entries.
        common: the catalogue without the entries of a town; itself where it has none.
    """

    def __init__(self, file: CatalogueFile, common: Catalogue | None = None) -> None:
        self.file = file
        self.common: Catalogue = common or self
        self.benefits: dict[str, Benefit] = {each.code: each for each in file.benefits}
        self.organisms: dict[str, Organism] = {each.code: each for each in file.organisms}

    @classmethod
    def from_data(cls, data: Any) -> Catalogue:
        """A catalogue from plain data. Raises msgspec.ValidationError at the first mismatch."""
        return cls(msgspec.convert(data, CatalogueFile))

    def completed(self, local: LocalCatalogue | None) -> Catalogue:
        """The common catalogue and the entries of a town.

        An entry of the town stands for the common one of the same code: what a record was made with
        is what it is read with, even if the common catalogue has taken the code since.
        """
        if local is None:
            return self.common
        file = self.common.file
        return Catalogue(
            msgspec.structs.replace(
                file,
                sources={**file.sources, **local.sources},
                recourses={**file.recourses, **local.recourses},
                ambiguous=(*file.ambiguous, *local.ambiguous),
                benefits=_over(file.benefits, local.benefits),
                organisms=_over(file.organisms, local.organisms),
            ),
            self.common,
        )

    def benefit(self, code: str) -> Benefit | None:
        """The benefit of that code."""
        return self.benefits.get(code)

    def organism(self, code: str) -> Organism | None:
        """The organism of that code."""
        return self.organisms.get(code)

    def entry(self, kind: str, code: str) -> Entry | None:
        """The entry of that code in one list (« prestations » or « organismes »)."""
        return self.benefits.get(code) if kind == "prestations" else self.organisms.get(code)

    def codes(self, kind: str) -> list[str]:
        """Every code of one list (« prestations » or « organismes »), in the order of the file."""
        return list(self.benefits if kind == "prestations" else self.organisms)

    def sources(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """The sources behind their ids."""
        return tuple(self.file.sources[each] for each in ids if each in self.file.sources)

    def alternatives(self, code: str) -> tuple[str, ...]:
        """What else may handle the benefit: « ou la … (MSA), si la personne relève du régime agricole »."""
        benefit = self.benefits[code]
        bodies = (self.organisms[each] for each in benefit.variants if each in self.organisms)
        return tuple(f"ou {body.named}, {body.condition}" for body in bodies)

    def recourses(self, benefit: str = "", organisms: Sequence[str] = ()) -> tuple[Recourse, ...]:
        """Ways to contest, in order: those of the benefit, then those of each organism, each once.

        Where ``organisms`` is empty, the first organism of the benefit is meant.
        """
        return tuple(way for _, way in self.ways(benefit, organisms))

    def ways(
        self, benefit: str = "", organisms: Sequence[str] = (), domain: str = ""
    ) -> tuple[tuple[str, Recourse], ...]:
        """The same, each after the name it bears in the file.

        Left out: what is for another *domain*, or for none where a benefit is named; what contests the
        decisions of other bodies, where *organisms* are all of those that handle the benefit.
        """
        entry = self.benefits.get(benefit)
        ids = list(entry.recourses) if entry else []
        organisms = organisms or (entry.organisms[:1] if entry else ())
        for code in organisms:
            ids += self.organisms[code].recourses if code in self.organisms else ()
        known = self.file.recourses
        ways = [
            (each, known[each])
            for each in dict.fromkeys(ids)
            if each in known and _concerns(known[each], entry, organisms, domain)
        ]
        return tuple(sorted(ways, key=lambda way: way[1].last))

    def search_benefits(self, query: str, limit: int = 8) -> list[Match[Benefit]]:
        """Benefits that answer *query*, best first; the first of the list when nothing is typed.

        The name of an organism, often all that a letter shows, gives the benefits it handles.
        """
        found = _search(self.file.benefits, self._benefit_index, self._meanings, query, limit)
        return found or self._handled_by(query, limit)

    def _handled_by(self, query: str, limit: int) -> list[Match[Benefit]]:
        bodies = [match.entry for match in self.search_organisms(query, 1)]
        return [
            Match(benefit, None, f"{body.title}\u00a0: l’une de ses prestations")
            for body in bodies
            for benefit in self.file.benefits
            if body.code in benefit.organisms
        ][:limit]

    def search_organisms(self, query: str, limit: int = 8) -> list[Match[Organism]]:
        """Organisms that answer *query*, best first; the first of the list when nothing is typed."""
        return _search(self.file.organisms, self._organism_index, self._meanings, query, limit)

    def nearest_benefit_codes(self, text: str, limit: int = 3) -> list[str]:
        """Accepted benefit codes near to a wrong one, nearest first; empty when none is near."""
        found = [each.entry.code for each in self.search_benefits(text, limit)] if text.strip() else []
        return _nearest(text, found, self.benefits, limit)

    def nearest_organism_codes(self, text: str, limit: int = 3) -> list[str]:
        """Accepted organism codes near to a wrong one, nearest first; empty when none is near."""
        found = [each.entry.code for each in self.search_organisms(text, limit)] if text.strip() else []
        return _nearest(text, found, self.organisms, limit)

    @cached_property
    def _meanings(self) -> dict[tuple[str, str], str]:
        return {
            (word.name, code): said for word in self.file.ambiguous for code, said in word.meanings.items()
        }

    @cached_property
    def _benefit_index(self) -> Index:
        return Index(_weighed(each, self.file.ambiguous) for each in self.file.benefits)

    @cached_property
    def _organism_index(self) -> Index:
        return Index(_weighed(each, self.file.ambiguous) for each in self.file.organisms)


def _over(common: Sequence[E], local: Sequence[E]) -> tuple[E, ...]:
    codes = {each.code for each in local}
    kept: list[E] = [each for each in common if each.code not in codes]
    return tuple(kept + list(local))


def _weighed(entry: Entry, ambiguous: Iterable[Ambiguous]) -> list[Name]:
    own, others = names_of(entry, ambiguous)
    return [Name(each) for each in own] + [Name(each, 1) for each in others]


def _search(
    entries: Sequence[E], index: Index, meanings: dict[tuple[str, str], str], query: str, limit: int
) -> list[Match[E]]:
    if not query.strip():
        return [Match(each) for each in entries[:limit]]
    hits = index.search(query, limit)
    return [_match(entries[hit.entry], hit.name, meanings) for hit in hits]


def _match(entry: E, name: Name, meanings: dict[tuple[str, str], str]) -> Match[E]:
    if name.weight == 0:
        return Match(entry)
    meaning = meanings.get((name.text, entry.code), "")
    past = next((each for each in entry.former if name.text in (each.name, each.long)), None)
    local = entry.local if isinstance(entry, Organism) else ()
    here = next((each for each in local if name.text in (each.acronym, each.name)), None)
    note = ""
    if past is not None:
        meaning = f"aujourd’hui {entry.named}"
        note = " ".join(each for each in (f"Ancien nom, {until(past.until)}.", past.note) if each)
    elif here is not None:
        meaning = f"{here.where}, tient lieu de {entry.acronym or entry.label}"
    return Match(entry, name.text, f"{name.text}\u00a0: {meaning or entry.named}", note)


def until(date: str) -> str:
    """An ISO date, month or year as an end: « jusqu’au 1er novembre 2019 », « jusqu’en 2006 »."""
    year, *rest = date.split("-")
    if not rest:
        return f"jusqu’en {year}"
    month = _MONTHS[int(rest[0]) - 1]
    if len(rest) == 1:
        return f"jusqu’en {month} {year}"
    day = "1er" if rest[1] == "01" else str(int(rest[1]))
    return f"jusqu’au {day}\u00a0{month} {year}"


def _nearest(text: str, found: list[str], codes: Iterable[str], limit: int) -> list[str]:
    near = difflib.get_close_matches(text.strip().casefold(), list(codes), n=limit, cutoff=0.6)
    return list(dict.fromkeys([*near, *found]))[:limit]


def _concerns(way: Recourse, entry: Benefit | None, organisms: Sequence[str], domain: str) -> bool:
    """Whether the way may be the one of this benefit or this domain, before these organisms."""
    if way.domains:
        named = entry is not None and entry.code != "autre"
        return not named and (not domain or domain in way.domains)
    if not way.bodies or entry is None or not organisms:
        return True
    handled_here = set(organisms) <= {*entry.organisms, *entry.variants}
    return not handled_here or bool(set(organisms) & set(way.bodies))
