"""A dossier written: composed, remembered for every household it speaks of, then written; and handed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from interview import access
from interview.dossier.content import Composed, composed, handed
from interview.dossier.gathering import candidates, gather
from interview.dossier.service import Dossier, base_of
from interview.dossier.state import Subject, decoded
from interview.models.own import own_notice
from interview.surroundings import write_whole
from store import dossiers
from templates import FORMATS, own
from templates.typography import french

if TYPE_CHECKING:
    from interview.conversation import Workplace

NO_EDITION = french("Le dossier n° {number} n’a pas d’édition n° {edition}.")


class NoEdition(LookupError):
    """That edition was never handed."""

    def __init__(self, number: int, edition: int) -> None:
        super().__init__(NO_EDITION.format(number=number, edition=edition))


def found_or_begun(place: Workplace, subject: Subject) -> tuple[Dossier, bool]:
    """The dossier on that very subject, the last touched if several; else a new one, and True.

    A new one has the situations proposed whose sheet may leave, and the proposals gathered.

    Raises:
        StoreError: the base refuses.
    """
    for kept in dossiers.listed(base_of(place)):
        if decoded(kept.state).subject == subject:
            return Dossier(place, kept), False
    dossier = Dossier.begin(place, subject)
    for each in candidates(dossier):
        if each.proposed.proposed and each.gate is not None and each.gate.open:
            dossier.take(each.reference)
    gather(dossier)
    return dossier, True


def hand(dossier: Dossier) -> Composed:
    """Keep the dossier as the next edition, ready to be written.

    Raises:
        NotYet: something keeps it from leaving; nothing was kept.
        StoreError: nothing was kept.
    """
    made = composed(dossier, draft=False)
    dossier.hand(msgspec.json.encode(made).decode())
    return made


def edition_of(dossier: Dossier, edition: int) -> Composed:
    """An edition as it was handed. Raises NoEdition, StoreError."""
    for each in dossier.editions():
        if each.edition == edition:
            return handed(each)
    raise NoEdition(dossier.number, edition)


def rendered(place: Workplace, made: Composed, format: str) -> str | bytes:
    """The dossier in one format. Raises SheetFault."""
    return own.written(made.context, format, place.settings.templates_folder).content


def notice_of(place: Workplace, made: Composed, format: str = "texte") -> str:
    """What to tell where the team's own template or letterhead could not serve, else ""."""
    return own_notice(made.context, place.settings.templates_folder, format)


def write(dossier: Dossier, made: Composed, format: str, target: Path | None = None) -> Path:
    """Write a dossier to *target*, by default beside where the agent stands.

    Raises:
        SheetFault: it cannot be made.
        StoreError: the base cannot remember it; the file is not written.
        OSError: the file cannot be written.
    """
    place = dossier.place
    content = rendered(place, made, format)
    path = target or Path.cwd() / file_name(dossier, made, format)
    access.remember(place, path, content, subjects_of(place, made))
    note(place, made)
    return write_whole(path, content)


def file_name(dossier: Dossier, made: Composed, format: str) -> str:
    """« dossier-3-edition-2.pdf », « dossier-3-preparation.pdf »."""
    said = "preparation" if made.general.brouillon else f"edition-{made.general.edition}"
    return f"dossier-{dossier.number}-{said}{FORMATS[format].extension}"


def note(place: Workplace, made: Composed) -> str:
    """Note in the access log that these situations were written out; what to tell if it could not be."""
    told = [access.note(place, "dossier", each) for each in made.references]
    return next((each for each in told if each), "")


def subjects_of(place: Workplace, made: Composed) -> tuple[tuple[str, str], ...]:
    """Household and reference of each household that the dossier speaks of. Raises StoreError."""
    base = base_of(place)
    found: dict[str, str] = {}
    for reference in made.references:
        interview = base.interview_of(reference)
        record = base.record(interview) if interview else None
        if record is not None:
            found.setdefault(record.household or record.reference, reference)
    return tuple(found.items())
