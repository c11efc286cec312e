"""The sources of a flow and of its catalogue, oldest first: what each supports, and which to read again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from flows.catalogue_file import Benefit, CatalogueFile, Entry, Organism
from flows.checks.sources import a_year_before, span
from flows.flow import Flow
from interview.wording import capital
from templates import ReferencesContext
from templates.flow_context import ReferenceImprimee

_STATUS = {"officiel": "officielle", "secondaire": "secondaire"}

Fact = tuple[str, str, str]
"""A source, the entry or the way it speaks of, and what it says of it ("" for the whole)."""


def references_context(flow: Flow, today: datetime.date) -> ReferencesContext:
    """Every source, by the date it was read; one whose date cannot be read comes first."""
    catalogue = flow.catalogue.file
    found = sorted((*_of_flow(flow, today), *_of_catalogue(catalogue, today)), key=_read_first)
    return ReferencesContext(
        titre=flow.file.title,
        identifiant=flow.file.id,
        version=flow.file.version,
        catalogue=f"{catalogue.id}, version {catalogue.version}",
        date=today,
        references=tuple(found),
    )


def to_read_again(read_on: str, valid_until: str, today: datetime.date) -> bool:
    """Whether a source was read more than a year ago, or is past the end of its validity.

    An ISO date may stop at the month or the year: its last day counts, as in the checks of a flow. One
    that cannot be read is no proof of a recent reading.
    """
    read, valid = span(read_on), span(valid_until)
    return read is None or read[1] < a_year_before(today) or (valid is not None and valid[1] < today)


def _read_first(reference: ReferenceImprimee) -> datetime.date:
    days = span(reference.lu_le)
    return days[0] if days else datetime.date.min


def _of_flow(flow: Flow, today: datetime.date) -> Iterator[ReferenceImprimee]:
    for each in flow.file.sources:
        yield ReferenceImprimee(
            titre=each.title,
            lu_le=each.read_on,
            statut="",
            echeance=each.valid_until,
            appuie=(f"le parcours ({each.note})" if each.note else "le parcours",),
            a_relire=to_read_again(each.read_on, each.valid_until, today),
        )


def _of_catalogue(file: CatalogueFile, today: datetime.date) -> Iterator[ReferenceImprimee]:
    supported = supported_by(file)
    for key, each in file.sources.items():
        yield ReferenceImprimee(
            titre=each.title,
            ou=each.where,
            lu_le=each.read_on,
            statut=_STATUS[each.status],
            appuie=supported.get(key, ()),
            a_relire=to_read_again(each.read_on, "", today),
        )


def supported_by(file: CatalogueFile) -> dict[str, tuple[str, ...]]:
    """By source, what the catalogue takes from it: entries and ways in order, and what it says of each."""
    found: dict[str, dict[str, list[str]]] = {}
    for source, about, what in (*_facts_of_recourses(file), *_facts_of_entries(file)):
        said = found.setdefault(source, {}).setdefault(about, [])
        if what and what not in said:
            said.append(what)
    return {
        source: tuple(
            capital(f"{about} : {', '.join(said)}" if said else about) for about, said in facts.items()
        )
        for source, facts in found.items()
    }


def _facts_of_recourses(file: CatalogueFile) -> Iterator[Fact]:
    for way in file.recourses.values():
        for source in way.sources:
            yield source, way.label, ""
        sequel = way.sequel.delay if way.sequel else None
        told = ((way.delay, "délai"), (way.answer, "délai de réponse"), (sequel, "délai pour la suite"))
        for delay, what in told:
            if delay is not None:
                yield delay.source, way.label, what
                yield from ((each.source, way.label, f"{what} d’avant") for each in delay.former)
                if delay.stated:
                    yield delay.stated, way.label, f"{what} à indiquer"
                if delay.within_a_year:
                    yield delay.within_a_year, way.label, f"{what} non indiqué : un an"
    for word in file.ambiguous:
        for source in word.sources:
            yield source, f"les deux sens de « {word.name} »", ""


def _facts_of_entries(file: CatalogueFile) -> Iterator[Fact]:
    entries: tuple[Entry, ...] = (*file.benefits, *file.organisms)
    for entry in entries:
        for source in entry.sources:
            yield source, entry.title, ""
        for former in entry.former:
            yield former.source, entry.title, f"ancien nom « {former.name} »"
        for source, what in _own_facts(entry):
            yield source, entry.title, what


def _own_facts(entry: Entry) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Organism):
        for local in entry.local:
            yield local.source, f"nom local « {local.name} »"
        return
    dated = _dated_facts(entry)
    yield from ((fact.source, what) for fact, what in dated if fact is not None)
    for note in entry.notes:
        yield note.source, "à savoir"
    for parameter in entry.parameters:
        yield from ((each.source, parameter.label) for each in parameter.amounts)


def _dated_facts(benefit: Benefit) -> tuple[tuple[Any, str], ...]:
    return (
        (benefit.validity, "validité"),
        (benefit.answer, "délai de réponse"),
        (benefit.arrears, "rappel"),
    )
