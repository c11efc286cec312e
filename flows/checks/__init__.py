"""The checks that the grammar cannot say: names, exits, conditions, words, sources, across a whole file.

Loaded only when a file has to be read; the content that comes with the program is kept once checked
(see :mod:`flows.compiled`). Each check is one function, listed in :data:`CHECKS` with the codes it may
give: one can be timed, or left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from types import ModuleType

from flows.catalogue import Catalogue
from flows.catalogue_file import CatalogueFile
from flows.checks import conditions, exits, names, questions, wording
from flows.checks.catalogue import catalogue_advice, told_in
from flows.checks.sources import DATE, Dated, source_faults
from flows.checks.subject import Check, Filled, Subject
from flows.codes import catalogue as catalogue_codes
from flows.codes import meaning as meaning_codes
from flows.codes import reasoning as reasoning_codes
from flows.faults import MAX_FAULTS, ContentError, Fault, Path, in_order
from flows.flow import Flow
from flows.grammar import GRAMMAR, FlowFile
from flows.reading import Document
from flows.shape import mend

__all__ = [
    "CHECKS",
    "Check",
    "Filled",
    "Subject",
    "catalogue_examined",
    "catalogue_file",
    "faults_of",
    "flow_examined",
    "flow_file",
]


def flow_file(document: Document, catalogue: Catalogue | None = None) -> FlowFile:
    """The checked content of a parsed document.

    Args:
        catalogue: where the codes of benefits and organisms are looked up; None: they are not.

    Raises:
        ContentError: every fault that forbids to use it.
    """
    _known_grammar(document)
    mended = mend(document, FlowFile)
    faults = [
        *mended.faults,
        *faults_of(Subject(document, mended, _completed(catalogue, mended.value)), LOADED),
    ]
    if faults:
        raise ContentError(in_order(faults))
    return mended.value


def catalogue_file(document: Document) -> CatalogueFile:
    """The checked content of a parsed catalogue. Raises ContentError with every fault."""
    _known_grammar(document)
    mended = mend(document, CatalogueFile)
    faults = [*mended.faults, *told_in(document, mended)]
    if faults:
        raise ContentError(in_order(faults))
    return mended.value


def flow_examined(
    document: Document,
    catalogue: Catalogue,
    today: date,
    filled: Sequence[Filled] = (),
    older: Sequence[FlowFile] = (),
    checks: Iterable[Check] | None = None,
    *,
    sound: bool = False,
) -> tuple[list[Fault], Flow | None]:
    """Every fault and every advice of a flow, in no order; and the flow, if it can be used.

    Args:
        today: the day its sources are judged on.
        filled: the fields of the sheet, and what fills them.
        older: older versions of the same flow.
        checks: those to run; all of them by default.
        sound: the file is known to be right, so that the checks left out are not run at all. Never for a
            file that may be wrong: making a flow of it could fill the memory.
    """
    try:
        _known_grammar(document)
    except ContentError as error:
        return list(error.faults), None
    wanted = CHECKS if checks is None else tuple(checks)
    mended = mend(document, FlowFile)
    known = _completed(catalogue, mended.value)
    subject = Subject(document, mended, known, today=today, filled=filled, older=older)
    faults = [*mended.faults, *faults_of(subject, (each for each in wanted if each.on_load))]
    # A flow is made of a file that every check lets through, those left out included: one that loops, or
    # whose facts grow without end, must not be built.
    left_out = () if checks is None or sound else tuple(each for each in LOADED if each not in wanted)
    if known is not None and not faults and not faults_of(subject, left_out):
        subject.flow = Flow(mended.value, document.source, known)
    faults += faults_of(subject, (each for each in wanted if not each.on_load))
    return faults, subject.flow


def catalogue_examined(document: Document, today: date) -> list[Fault]:
    """Every fault and every advice of a catalogue, in no order."""
    try:
        _known_grammar(document)
    except ContentError as error:
        return list(error.faults)
    mended = mend(document, CatalogueFile)
    return [*mended.faults, *told_in(document, mended), *catalogue_advice(document, mended, today)]


def faults_of(subject: Subject, checks: Iterable[Check]) -> list[Fault]:
    """What *checks* find; those that need the flow itself are left out while there is none."""
    return [
        fault
        for check in checks
        if subject.flow is not None or not check.whole
        for fault in islice(check.run(subject), MAX_FAULTS + 1)
    ]


def _completed(catalogue: Catalogue | None, file: FlowFile) -> Catalogue | None:
    return None if catalogue is None else catalogue.completed(file.local_catalogue)


def _known_grammar(document: Document) -> None:
    """Raises ContentError for a file of another age: nothing else can be said of it."""
    data = document.data
    number = data.get("grammaire") if isinstance(data, dict) else None
    if isinstance(number, int) and not isinstance(number, bool) and number != GRAMMAR:
        newer = number > GRAMMAR
        remedy = (
            "Ce fichier demande une version plus récente de Repère." if newer else "Écrivez « grammaire: 1 »."
        )
        expected = f"{GRAMMAR} au plus" if newer else str(GRAMMAR)
        fault = document.fault(
            "P030", ("grammaire",), "fichier", f"grammaire {number}", expected, remedy=remedy
        )
        raise ContentError([fault])


def _sources(subject: Subject) -> Iterator[Fault]:
    """Advice on the sources of the flow."""

    def tell(code: str, path: Path, found: str, expected: str) -> Iterator[Fault]:
        yield from subject.fault(code, path, found, expected)

    sources = [
        Dated(("sources", rank), f"« {each.title} »", each.title, each.read_on, each.valid_until)
        for rank, each in enumerate(subject.file.sources)
    ]
    local = subject.file.local_catalogue
    if local is not None:
        sources += [
            Dated(("catalogue_local", "sources", key), key, each.title, each.read_on)
            for key, each in local.sources.items()
            if DATE.match(each.read_on)
        ]
    yield from source_faults(sources, subject.today, tell)


def _entries(subject: Subject) -> Iterator[Fault]:
    """The entries of a town, held to the rules of the whole catalogue."""
    if subject.catalogue is not None and not subject.mended.faults:
        from flows.extending.entries import entry_faults

        yield from entry_faults(subject.document, subject.file, subject.catalogue)


def _reasoning(subject: Subject) -> Iterator[Fault]:
    from flows.checks.reasoning import reasoning_faults

    if subject.flow is not None:
        yield from reasoning_faults(subject.document, subject.flow)


def _meaning(subject: Subject) -> Iterator[Fault]:
    if subject.older and not subject.mended.faults:
        from flows.checks.meaning import meaning_faults

        yield from meaning_faults(subject.document, subject.file, subject.older)


def _codes_of(family: ModuleType) -> tuple[str, ...]:
    return tuple(each.code for each in family.CODES)


CHECKS: tuple[Check, ...] = (
    Check("listes vides", ("P045",), questions.lists),
    Check("noms écrits deux fois", ("P031",), names.duplicates),
    Check("sections", ("P032", "P041"), names.sections),
    Check("raisons des formes", ("P040",), names.reasons),
    Check("choix locaux", ("P043",), names.local_choices),
    Check("contenu des questions", ("P033", "P034", "P035", "P047"), questions.kinds),
    Check("textes vides", ("P048",), questions.words),
    Check("nombres impossibles", ("P044",), questions.numbers),
    Check("questions liées", ("P036", "P049"), questions.references),
    Check("sorties", ("P037", "P038", "P039", "P046"), exits.exits),
    Check(
        "conditions",
        ("P042", "P050", "P051", "P052", "P053", "P054", "P055", "P056", "P057", "P058"),
        conditions.conditions,
    ),
    Check("entrées locales", ("P084", *_codes_of(catalogue_codes)), _entries),
    Check("réponse dans le doute", ("A001",), wording.doubts, on_load=False),
    Check("aides", ("A002", "A003"), wording.helps, on_load=False),
    Check("questions doubles", ("A004",), wording.doubles, on_load=False),
    Check("longueurs", ("A005",), wording.widths, on_load=False),
    Check("mots de la réponse", ("A006",), wording.leading, on_load=False),
    Check("champs de la fiche", ("A007", "A008"), wording.sheet, on_load=False),
    Check("sources", ("A010", "A011", "A012", "A013", "A014"), _sources, on_load=False),
    Check("raisonnement", _codes_of(reasoning_codes), _reasoning, on_load=False, whole=True),
    Check("sens des codes", _codes_of(meaning_codes), _meaning, on_load=False),
)
"""Every check of a flow, in the order it runs."""

LOADED = tuple(each for each in CHECKS if each.on_load)
"""Those that any command runs before it uses a flow."""
