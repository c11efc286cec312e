"""The catalogue file: its structs, and the checks across it.

Keys are French in the file and English here. Every fact refers to a dated source; what is not known
is absent, never guessed. Searching it is the business of :mod:`flows.catalogue`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, field

from flows.faults import Path, nearest
from flows.lookup import joined

Code = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", description="minuscules, chiffres et « _ »")]

GRAMMAR = 1
SHARED_GROUPS = ("rsa", "assurance_maladie", "retraite", "prestations_familiales")
"""Groups of the 2015 figures; any other benefit is counted under its own code."""

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")

Told = tuple[Path, str]
"""Where a fault stands, and what it is, in French."""


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class Source(_Part, frozen=True, kw_only=True):
    """Where a fact was read, and when; ``secondaire`` is to be checked before relying on it."""

    title: str = field(name="titre")
    where: str = field(name="ou")
    read_on: str = field(name="lu_le")
    status: Literal["officiel", "secondaire"] = field(name="statut")


class Delay(_Part, frozen=True, kw_only=True):
    """A length of time and its starting point; ``effect`` is what silence is worth at its end."""

    months: int = field(name="mois", default=0)
    days: int = field(name="jours", default=0)
    since: Literal["notification", "decision", "demande", "dossier_complet", "recours"] = field(name="depuis")
    effect: Literal["rejet", ""] = field(name="vaut", default="")
    source: str


class Recourse(_Part, frozen=True, kw_only=True):
    """One way to contest: ``delay`` to act in, ``answer`` the body owes; ``last`` ones are told last."""

    label: str = field(name="libelle")
    text: str = field(name="texte")
    delay: Delay | None = field(name="delai", default=None)
    answer: Delay | None = field(name="reponse", default=None)
    caution: str = field(name="precision", default="")
    last: bool = field(name="dernier_recours", default=False)
    sources: tuple[str, ...]


class Former(_Part, frozen=True, kw_only=True):
    """A name of the past; ``until`` is an ISO date, or a year where pages disagree on the day."""

    name: str = field(name="nom")
    long: str = ""
    until: str = field(name="jusqu_a")
    note: str = ""
    source: str


class Local(_Part, frozen=True, kw_only=True):
    """The name an organism bears in one territory (the Carsat is the CNAV in Île-de-France)."""

    name: str = field(name="nom")
    acronym: str = field(name="sigle", default="")
    where: str = field(name="ou")
    source: str


class Note(_Part, frozen=True, kw_only=True):
    """A fact worth knowing, in one sentence."""

    text: str = field(name="texte")
    source: str


class Arrears(_Part, frozen=True, kw_only=True):
    """How far back a benefit can be claimed; 0 month: never backwards."""

    months: int = field(name="mois")
    text: str = field(name="texte")
    source: str


class Validity(_Part, frozen=True, kw_only=True):
    """Since when the benefit exists in this form."""

    since: str = field(name="depuis")
    until: str = field(name="jusqu_a", default="")
    source: str


class _Entry(_Part, frozen=True, kw_only=True):
    code: Code
    label: str = field(name="libelle")
    article: str = ""
    acronym: str = field(name="sigle", default="")
    aliases: tuple[str, ...] = field(name="alias", default=())
    former: tuple[Former, ...] = field(name="anciens", default=())
    recourses: tuple[str, ...] = field(name="voies", default=())
    sources: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The label and its sigle: « complémentaire santé solidaire (C2S) »."""
        return f"{self.label} ({self.acronym})" if self.acronym else self.label

    @property
    def named(self) -> str:
        """The title after its article: « la complémentaire santé solidaire (C2S) »."""
        space = "" if not self.article or self.article.endswith("’") else " "
        return f"{self.article}{space}{self.title}"


class Benefit(_Entry, frozen=True, kw_only=True):
    """A benefit: the first organism handles the claim, the next ones also have a hand in it."""

    group: str = field(name="groupe")
    nature: Literal["financiere", "non_financiere"]
    organisms: tuple[str, ...] = field(name="organismes")
    variants: tuple[str, ...] = field(name="variantes", default=())
    definition: str
    validity: Validity | None = field(name="validite", default=None)
    answer: Delay | None = field(name="reponse", default=None)
    arrears: Arrears | None = field(name="rappel", default=None)
    notes: tuple[Note, ...] = field(name="a_savoir", default=())


class Organism(_Entry, frozen=True, kw_only=True):
    """A body; ``condition`` says when it stands in for another (« si la personne relève de… »)."""

    condition: str = field(name="si", default="")
    local: tuple[Local, ...] = field(name="locaux", default=())


class Ambiguous(_Part, frozen=True, kw_only=True):
    """One word for several entries, and what to say of each to tell them apart."""

    name: str = field(name="nom")
    meanings: dict[str, str] = field(name="entre")
    sources: tuple[str, ...]


class CatalogueFile(_Part, frozen=True, kw_only=True):
    """A whole catalogue file."""

    grammar: int = field(name="grammaire")
    id: str = field(name="catalogue")
    version: str
    read_on: str = field(name="lu_le")
    reminder: str = field(name="rappel_voies")
    sources: dict[str, Source]
    recourses: dict[str, Recourse] = field(name="voies")
    ambiguous: tuple[Ambiguous, ...] = field(name="ambigus", default=())
    benefits: tuple[Benefit, ...] = field(name="prestations")
    organisms: tuple[Organism, ...] = field(name="organismes")


Entry = Benefit | Organism


def names_of(entry: Entry, ambiguous: Iterable[Ambiguous] = ()) -> tuple[list[str], list[str]]:
    """The entry's own names, then every other name it is found by."""
    own = [each for each in (entry.acronym, entry.label, entry.code.replace("_", " ")) if each]
    others = [each.name for each in ambiguous if entry.code in each.meanings]
    others += entry.aliases
    others += [each for former in entry.former for each in (former.name, former.long) if each]
    if isinstance(entry, Organism):
        others += [each for local in entry.local for each in (local.acronym, local.name) if each]
    return own, others


def check(file: CatalogueFile) -> list[Told]:
    """Every fault across the file: names that lead nowhere, doubles, dates and delays that say nothing."""
    faults = [] if file.grammar == GRAMMAR else [_told(("grammaire",), f"grammaire {file.grammar} inconnue")]
    faults += _dates(file)
    faults += _recourse_faults(file)
    faults += _ambiguous_faults(file)
    faults += _entry_faults(file)
    for kind, entries in (("prestations", file.benefits), ("organismes", file.organisms)):
        faults += _collisions(kind, entries, file.ambiguous)
    return faults


def _told(path: Path, message: str) -> Told:
    return path, message


def _unknown(path: Path, what: str, value: str, accepted: Iterable[str]) -> Told:
    near = nearest(value, accepted)
    hint = f" ; vouliez-vous dire «\u00a0{near}\u00a0»\u202f?" if near else ""
    return path, f"{what} «\u00a0{value}\u00a0» inconnu{hint.replace(' ;', chr(0x202F) + ';')}"


def _among(path: Path, what: str, values: Iterable[str], accepted: Iterable[str]) -> Iterator[Told]:
    """One fault for each of *values* that is not accepted."""
    known = list(accepted)
    for place, value in enumerate(values):
        if value not in known:
            yield _unknown((*path, place), what, value, known)


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
    for path, date in dated:
        if not _DATE.match(date):
            yield path, f"date «\u00a0{date}\u00a0» illisible\u00a0: écrire 2026, 2026-11 ou 2026-11-21"


def _entries(file: CatalogueFile) -> Iterator[tuple[Path, Entry]]:
    for place, benefit in enumerate(file.benefits):
        yield ("prestations", place), benefit
    for place, organism in enumerate(file.organisms):
        yield ("organismes", place), organism


def _recourse_faults(file: CatalogueFile) -> Iterator[Told]:
    for key, each in file.recourses.items():
        path: Path = ("voies", key)
        if not each.sources:
            yield (*path, "sources"), "une voie sans source ne peut être montrée"
        yield from _among((*path, "sources"), "source", each.sources, file.sources)
        yield from _delay_faults((*path, "delai"), each.delay, file)
        yield from _delay_faults((*path, "reponse"), each.answer, file)


def _delay_faults(path: Path, delay: Delay | None, file: CatalogueFile) -> Iterator[Told]:
    if delay is None:
        return
    if (delay.months > 0) == (delay.days > 0) or min(delay.months, delay.days) < 0:
        yield path, "un délai se compte en mois ou en jours (l’un des deux, plus grand que zéro)"
    if delay.source not in file.sources:
        yield _unknown((*path, "source"), "source", delay.source, file.sources)


def _ambiguous_faults(file: CatalogueFile) -> Iterator[Told]:
    benefits, organisms = {each.code for each in file.benefits}, {each.code for each in file.organisms}
    for place, word in enumerate(file.ambiguous):
        path: Path = ("ambigus", place)
        yield from _among((*path, "sources"), "source", word.sources, file.sources)
        meant = set(word.meanings)
        if len(meant) < 2 or not (meant <= benefits or meant <= organisms):
            yield (
                (*path, "entre"),
                f"«\u00a0{word.name}\u00a0» doit désigner deux prestations, ou deux organismes",
            )


def _entry_faults(file: CatalogueFile) -> Iterator[Told]:
    for path, entry in _entries(file):
        yield from _among((*path, "voies"), "voie", entry.recourses, file.recourses)
        yield from _among((*path, "sources"), "source", entry.sources, file.sources)
        for place, each in enumerate(entry.former):
            if each.source not in file.sources:
                yield _unknown((*path, "anciens", place, "source"), "source", each.source, file.sources)
        if isinstance(entry, Benefit):
            yield from _benefit_faults(path, entry, file)
        else:
            yield from _among(
                (*path, "locaux"), "source", (each.source for each in entry.local), file.sources
            )


def _benefit_faults(path: Path, entry: Benefit, file: CatalogueFile) -> Iterator[Told]:
    bodies = {each.code: each for each in file.organisms}
    groups = [*SHARED_GROUPS, *(each.code for each in file.benefits)]
    if not entry.organisms:
        yield (*path, "organismes"), "au moins un organisme est attendu"
    yield from _among((*path, "organismes"), "organisme", entry.organisms, bodies)
    yield from _among((*path, "variantes"), "organisme", entry.variants, bodies)
    for place, code in enumerate(entry.variants):
        if code in bodies and not bodies[code].condition:
            yield (
                (*path, "variantes", place),
                f"l’organisme «\u00a0{code}\u00a0» n’a pas de condition «\u00a0si\u00a0»",
            )
    if entry.group not in groups:
        yield _unknown((*path, "groupe"), "groupe", entry.group, groups)
    yield from _among((*path, "a_savoir"), "source", (each.source for each in entry.notes), file.sources)
    yield from _delay_faults((*path, "reponse"), entry.answer, file)
    for key, fact in (("rappel", entry.arrears), ("validite", entry.validity)):
        if fact is not None and fact.source not in file.sources:
            yield _unknown((*path, key, "source"), "source", fact.source, file.sources)


def _collisions(kind: str, entries: Iterable[Entry], ambiguous: Iterable[Ambiguous]) -> Iterator[Told]:
    """Codes written twice, and names that two entries share without it being declared."""
    declared = {joined(each.name) for each in ambiguous}
    codes: set[str] = set()
    owners: dict[str, str] = {}
    for place, entry in enumerate(entries):
        if entry.code in codes:
            yield (kind, place, "code"), f"code «\u00a0{entry.code}\u00a0» écrit deux fois"
        codes.add(entry.code)
        own, others = names_of(entry)
        for name in (*own, *others):
            owner = owners.setdefault(joined(name), entry.code)
            if owner != entry.code or joined(name) in declared:
                yield (
                    (kind, place),
                    f"«\u00a0{name}\u00a0» désigne aussi «\u00a0{owner}\u00a0»\u00a0: "
                    "le déclarer dans «\u00a0ambigus\u00a0», et là seulement",
                )
