"""The checks across a catalogue: names that lead nowhere, doubles, dates and delays that say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from flows.catalogue_file import (
    SHARED_GROUPS,
    Ambiguous,
    Benefit,
    CatalogueFile,
    Delay,
    Entry,
    names_of,
)
from flows.checks.sources import DATE, Dated, source_faults
from flows.faults import Fault, Path, by_nearness, listed, nearest, shortened
from flows.lookup import joined
from flows.reading import Document
from flows.shape import Mended, describe

CATCH_ALL = "autre"
"""The entry for what the catalogue does not hold: it states no fact, and needs no source."""


class Told(NamedTuple):
    """A fault of a catalogue: where it stands, its code, what it is and what was expected, in French."""

    path: Path
    code: str
    found: str
    expected: str = ""
    near: str = ""


def catalogue_faults(file: CatalogueFile) -> Iterator[Told]:
    """Every fault across the file."""
    yield from _empty(file)
    yield from _dates(file)
    yield from _recourse_faults(file)
    yield from _delay_faults(file)
    yield from _ambiguous_faults(file)
    yield from _entry_faults(file)
    for kind, entries in (("prestations", file.benefits), ("organismes", file.organisms)):
        yield from _collisions(kind, entries, file.ambiguous)


def told_in(document: Document, mended: Mended[CatalogueFile]) -> Iterator[Fault]:
    """The same, as faults of *document*, but for what only follows from a mended place."""
    lists = {
        "P060": (("sources",), ""),
        "P061": (("voies",), ""),
        "P062": (("organismes",), "code"),
        "P063": (("prestations",), "code"),
        "P067": (("prestations",), "code"),
    }
    # An empty list is told once, and not again by all that look for a name in it.
    silent = {"P062"} if not mended.value.organisms else set()
    for each in catalogue_faults(mended.value):
        known = lists.get(each.code)
        if mended.sure(each.path) and (known is None or mended.complete(*known)) and each.code not in silent:
            where = mended.written(each.path)
            place = describe(document.data, where)
            yield document.fault(each.code, where, place, each.found, each.expected, nearest=each.near)


def catalogue_advice(
    document: Document, mended: Mended[CatalogueFile], today: date | None
) -> Iterator[Fault]:
    """Advice on the sources of the catalogue, and on what has none."""

    def tell(code: str, path: Path, found: str, expected: str) -> Iterator[Fault]:
        if mended.sure(path):
            where = mended.written(path)
            yield document.fault(code, where, describe(document.data, where), found, expected)

    file = mended.value
    # What cannot be read as a date is already refused here: the catalogue's dates are shown to agents.
    dated = [
        Dated(("sources", key), key, each.title, each.read_on)
        for key, each in file.sources.items()
        if DATE.match(each.read_on)
    ]
    yield from source_faults(dated, today, tell)
    for rank, benefit in enumerate(file.benefits):
        if not benefit.sources and benefit.code != CATCH_ALL:
            found = f"« {shortened(benefit.code)} » ne cite aucune source"
            yield from tell("A015", ("prestations", rank, "sources"), found, "au moins une source datée")


def _unknown(code: str, path: Path, what: str, value: str, accepted: Iterable[str]) -> Told:
    names = list(accepted)
    expected = listed(by_nearness(value, names))
    return Told(path, code, f"{what} « {shortened(value)} » n’existe pas", expected, nearest(value, names))


def _among(
    code: str, path: Path, what: str, values: Iterable[str], accepted: Iterable[str]
) -> Iterator[Told]:
    """One fault for each of *values* that is not accepted."""
    for place, value in enumerate(values):
        if value not in accepted:
            yield _unknown(code, (*path, place), what, value, accepted)


def _empty(file: CatalogueFile) -> Iterator[Told]:
    for key, items in (("prestations", file.benefits), ("organismes", file.organisms)):
        if not items:
            yield Told((key,), "P045", "liste vide", "au moins une entrée")


def _dates(file: CatalogueFile) -> Iterator[Told]:
    dated: list[tuple[Path, str]] = [(("lu_le",), file.read_on)]
    dated += [(("sources", key, "lu_le"), each.read_on) for key, each in file.sources.items()]
    for path, entry in _entries(file):
        dated += [
            ((*path, "anciens", place, "jusqu_a"), each.until) for place, each in enumerate(entry.former)
        ]
        if isinstance(entry, Benefit) and entry.validity is not None:
            dated.append(((*path, "validite", "depuis"), entry.validity.since))
            if entry.validity.until:
                dated.append(((*path, "validite", "jusqu_a"), entry.validity.until))
    yield from _exact_days(file)
    for path, text in dated:
        if not DATE.match(text):
            yield Told(path, "P064", f"date « {shortened(text)} » illisible", "2026, 2026-11 ou 2026-11-21")


def _exact_days(file: CatalogueFile) -> Iterator[Told]:
    """Days from which, or until which, a rule or an amount holds: latest first, never overlapping."""
    for path, delay in _delays(file):
        days: list[tuple[Path, str]] = [((*path, "en_vigueur"), delay.from_day)] if delay.from_day else []
        days += [((*path, "avant", place, "jusqu_a"), each.until) for place, each in enumerate(delay.former)]
        yield from _descending(days)
        if delay.former and not delay.from_day:
            found = "une durée d’avant, sans que l’on sache quand elle a changé"
            yield Told((*path, "avant"), "P064", found, "« en_vigueur » : 2026-11-21")
    for rank, benefit in enumerate(file.benefits):
        for place, parameter in enumerate(benefit.parameters):
            where: Path = ("prestations", rank, "parametres", place, "montants")
            days = []
            for index, each in enumerate(parameter.amounts):
                days += [((*where, index, "jusqu_a"), each.until)] if each.until else []
                days += [((*where, index, "depuis"), each.since)]
            yield from _descending(days)
            if not parameter.amounts:
                yield Told(where, "P045", "liste vide", "au moins un montant")


def _descending(days: Iterable[tuple[Path, str]]) -> Iterator[Told]:
    above = ""
    for path, day in days:
        if not DATE.match(day) or len(day) != 10:
            yield Told(path, "P064", f"« {shortened(day)} » n’est pas un jour", "2026-11-21")
        elif above and day > above:
            yield Told(path, "P064", f"« {day} » vient après « {above} »", "le plus récent d’abord")
        else:
            above = day


def _delays(file: CatalogueFile) -> Iterator[tuple[Path, Delay]]:
    """Every delay of the file, and where it stands."""
    for key, way in file.recourses.items():
        path: Path = ("voies", key)
        sequel = way.sequel.delay if way.sequel else None
        for place, delay in (
            (("delai",), way.delay),
            (("reponse",), way.answer),
            (("ensuite", "delai"), sequel),
        ):
            if delay is not None:
                yield (*path, *place), delay
    for rank, benefit in enumerate(file.benefits):
        if benefit.answer is not None:
            yield ("prestations", rank, "reponse"), benefit.answer


def _entries(file: CatalogueFile) -> Iterator[tuple[Path, Entry]]:
    for place, benefit in enumerate(file.benefits):
        yield ("prestations", place), benefit
    for place, organism in enumerate(file.organisms):
        yield ("organismes", place), organism


def _recourse_faults(file: CatalogueFile) -> Iterator[Told]:
    for key, each in file.recourses.items():
        path: Path = ("voies", key)
        if not each.sources:
            yield Told((*path, "sources"), "P066", "une voie sans source ne peut être montrée", "une source")
        yield from _sources((*path, "sources"), each.sources, file)


def _sources(path: Path, values: Iterable[str], file: CatalogueFile) -> Iterator[Told]:
    yield from _among("P060", path, "la source", values, file.sources)


def _source(path: Path, value: str, file: CatalogueFile) -> Iterator[Told]:
    if value not in file.sources:
        yield _unknown("P060", (*path, "source"), "la source", value, file.sources)


def _delay_faults(file: CatalogueFile) -> Iterator[Told]:
    for path, delay in _delays(file):
        lengths = [(path, delay.months, delay.days, delay.source)]
        lengths += [
            ((*path, "avant", place), each.months, each.days, each.source)
            for place, each in enumerate(delay.former)
        ]
        for where, months, days, source in lengths:
            if (months > 0) == (days > 0) or min(months, days) < 0:
                found = f"délai de {months} mois et {days} jours"
                yield Told(where, "P065", found, "des mois ou des jours, l’un des deux, plus grand que zéro")
            yield from _source(where, source, file)
        for key, source in (("si_indique", delay.stated), ("dans_l_annee", delay.within_a_year)):
            if source and source not in file.sources:
                yield _unknown("P060", (*path, key), "la source", source, file.sources)


def _ambiguous_faults(file: CatalogueFile) -> Iterator[Told]:
    benefits, organisms = {each.code for each in file.benefits}, {each.code for each in file.organisms}
    for place, word in enumerate(file.ambiguous):
        path: Path = ("ambigus", place)
        yield from _sources((*path, "sources"), word.sources, file)
        meant = set(word.meanings)
        if len(meant) < 2 or not (meant <= benefits or meant <= organisms):
            found = f"« {shortened(word.name)} » n’est pas ambigu"
            yield Told(
                (*path, "entre"), "P067", found, "les codes de deux prestations, ou de deux organismes"
            )


def _entry_faults(file: CatalogueFile) -> Iterator[Told]:
    for path, entry in _entries(file):
        yield from _among("P061", (*path, "voies"), "la voie", entry.recourses, file.recourses)
        yield from _sources((*path, "sources"), entry.sources, file)
        for place, each in enumerate(entry.former):
            yield from _source((*path, "anciens", place), each.source, file)
        if isinstance(entry, Benefit):
            yield from _benefit_faults(path, entry, file)
        else:
            for place, local in enumerate(entry.local):
                yield from _source((*path, "locaux", place), local.source, file)


def _benefit_faults(path: Path, entry: Benefit, file: CatalogueFile) -> Iterator[Told]:
    bodies = {each.code: each for each in file.organisms}
    groups = [*SHARED_GROUPS, *(each.code for each in file.benefits)]
    if not entry.organisms:
        yield Told((*path, "organismes"), "P062", "aucun organisme", "au moins un organisme")
    yield from _among("P062", (*path, "organismes"), "l’organisme", entry.organisms, bodies)
    yield from _among("P062", (*path, "variantes"), "l’organisme", entry.variants, bodies)
    for place, code in enumerate(entry.variants):
        if code in bodies and not bodies[code].condition:
            found = f"l’organisme « {code} » n’a pas de condition « si »"
            expected = "un organisme qui remplace l’autre dans un cas que son « si » décrit"
            yield Told((*path, "variantes", place), "P062", found, expected)
    if entry.group not in groups:
        yield _unknown("P063", (*path, "groupe"), "le groupe", entry.group, groups)
    for place, note in enumerate(entry.notes):
        yield from _source((*path, "a_savoir", place), note.source, file)
    for place, parameter in enumerate(entry.parameters):
        for index, amount in enumerate(parameter.amounts):
            yield from _source((*path, "parametres", place, "montants", index), amount.source, file)
    for key, fact in (("rappel", entry.arrears), ("validite", entry.validity)):
        if fact is not None:
            yield from _source((*path, key), fact.source, file)


def _collisions(kind: str, entries: Iterable[Entry], ambiguous: Iterable[Ambiguous]) -> Iterator[Told]:
    """Codes written twice, and names that two entries share without it being declared."""
    declared = {joined(each.name) for each in ambiguous}
    codes: set[str] = set()
    owners: dict[str, str] = {}
    for place, entry in enumerate(entries):
        if entry.code and entry.code in codes:
            yield Told(
                (kind, place, "code"), "P068", f"code « {entry.code} » écrit deux fois", "un autre code"
            )
            continue
        codes.add(entry.code)
        own, others = names_of(entry)
        for name in (*own, *others):
            owner = owners.setdefault(joined(name), entry.code)
            if owner != entry.code or joined(name) in declared:
                found = f"« {shortened(name)} » désigne aussi « {owner} »"
                yield Told((kind, place), "P069", found, "une entrée de « ambigus », et là seulement")
