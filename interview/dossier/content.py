"""A dossier as the context of its template: figures, illustrations, proposals, meeting, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from flows.faults import ContentError
from interview.conversation import Conversation
from interview.dossier import guard
from interview.dossier.cells import counted
from interview.dossier.changes import changes
from interview.dossier.figuring import Figured, Published, figured, published_of, small_words
from interview.dossier.gathering import PROPOSAL
from interview.dossier.general import General
from interview.dossier.illustrating import illustration_of, meeting_of, propositions_of
from interview.dossier.proposing import proposed
from interview.dossier.service import Dossier, base_of
from interview.dossier.state import Sheet
from interview.dossier.subject import named, period_in_words, scope_of, where_in_words, whole_of
from interview.dossier.words import Words
from interview.fictional_banner import banner_of
from interview.figures.definitions import definition
from interview.figures.secret import secret_of
from interview.figures.tables import THRESHOLD
from interview.files.phrases import date_of
from interview.guarding import cautioned
from interview.passages import LABELS
from interview.sheets.gate import Gate, gate_of, negligence_only_of
from store.errors import translated
from store.evidence import evidence
from store.figures import Figures, figures
from templates.dossier_context import Changements, DossierContext, Illustration, Proposition
from templates.faults import SheetFault
from templates.typography import french

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.dossiers import Edition
    from store.figures import Scope

GONE = french("La situation {reference} n’est plus dans la base : retirez-la du dossier.")
NAMED = french("{place} : {what}, « {excerpt} ». Reprenez ce texte, Repère proposera de le masquer.")
KNOWINGLY = french(
    "{reference} : ses seules raisons tiennent à la personne. Dites pourquoi vous la mettez quand même, ou "
    "retirez-la."
)


class NotYet(SheetFault):
    """What keeps a dossier from leaving: every reason at once. Nothing was written."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        told = "\n".join(f"– {each}" for each in reasons)
        super().__init__(french(f"Ce dossier ne peut pas encore sortir. Rien n’a été écrit.\n{told}"))


class HandedSheet(msgspec.Struct, frozen=True):
    """An illustration as it was handed, with the situation it rests on."""

    references: tuple[str, ...]
    told: Illustration


class HandedProposal(msgspec.Struct, frozen=True):
    """A proposal as it was handed, with the situations it rests on."""

    references: tuple[str, ...]
    words_of: str
    told: Proposition


class Composed(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier ready to be written, as the base keeps it once it is handed.

    What rests on a situation says so beside it: an erasure takes it out of what was handed too.

    Attributes:
        general: all that is about nobody in particular.
        published: its figures, for the edition that follows.
    """

    general: DossierContext
    sheets: tuple[HandedSheet, ...]
    proposals: tuple[HandedProposal, ...]
    published: Published

    @property
    def context(self) -> DossierContext:
        """The whole, as its template takes it."""
        return msgspec.structs.replace(
            self.general,
            illustrations=tuple(each.told for each in self.sheets),
            propositions=tuple(each.told for each in self.proposals),
        )

    @property
    def references(self) -> tuple[str, ...]:
        """Every situation it speaks of."""
        quoted = [reference for each in self.sheets for reference in each.references]
        quoted += [reference for each in self.proposals for reference in each.references]
        return tuple(dict.fromkeys(quoted))


def composed(dossier: Dossier, *, draft: bool = True) -> Composed:
    """The dossier as it would be handed today.

    Raises:
        NotYet: a sheet may not leave, a text may name somebody; every reason at once.
        StoreError: the base cannot be read.
    """
    place, state = dossier.place, dossier.state
    before = dossier.editions()
    reasons = refusals(dossier)
    if reasons:
        raise NotYet(reasons)
    figuring = general_of(dossier, before)
    findings, chapters = figuring.words.findings(), figuring.words.chapters()
    published = published_of(figuring.found, state.subject, place.now())
    general = DossierContext(
        titre=dossier.title,
        date=place.today(),
        fictive=banner_of(place.base),
        periode=period_in_words(state.subject),
        edition=len(before) + 1,
        brouillon=draft,
        service=place.settings.service_name or place.service,
        perimetre=where_in_words(state.subject),
        changements=_changes(dossier, before, published),
        constats=findings,
        chapitres=chapters,
        definition=definition("situations") if chapters else "",
        masquage=small_words() if chapters and figuring.found.masks else "",
        rencontre=meeting_of(state.meeting, place.today(), first=not before),
    )
    kept = [each for each in state.proposals if each.kept]
    told = propositions_of(kept, THRESHOLD)
    return Composed(
        general=general,
        sheets=_sheets(dossier),
        proposals=tuple(
            HandedProposal(each.references, each.words_of, words)
            for each, words in zip(kept, told, strict=True)
        ),
        published=published,
    )


def handed(edition: Edition) -> Composed:
    """An edition as it was handed, but for what was erased since."""
    return msgspec.json.decode(edition.published, type=Composed)


class Figuring(msgspec.Struct, frozen=True):
    """The figures of a dossier, what may be shown of them, and their words."""

    figures: Figures
    found: Figured
    words: General


def general_of(dossier: Dossier, before: Sequence[Edition] = ()) -> Figuring:
    """The figures of a dossier, beside those of the editions already handed. Raises StoreError."""
    place, state = dossier.place, dossier.state
    earlier = [handed(each).published for each in before]
    counts = figures_of(dossier, scope_of(place, state.subject))
    whole = figures_of(dossier, scope_of(place, whole_of(state.subject))).volume.situations
    step = earlier[0].step if earlier else None
    cells = counted(counts, whole, state.left_out, step)
    found = figured(
        cells,
        state.subject,
        earlier,
        place.now(),
        told=_told_amounts(dossier),
        secret=secret_of(base_of(place)),
    )
    flow = place.machine.flow
    about = ", ".join(named(flow, state.subject))
    return Figuring(counts, found, General(counts, found, Words(flow), about, state.left_out))


def figures_of(dossier: Dossier, scope: Scope) -> Figures:
    """The counts of a scope. Raises StoreError."""
    base = base_of(dossier.place)
    with translated(base.path, "lecture"):
        return figures(base.connection, scope)


def refusals(dossier: Dossier) -> tuple[str, ...]:
    """What keeps the dossier from leaving, one sentence each; empty when nothing does. Raises StoreError."""
    told = [
        NAMED.format(place=place, what=LABELS[each.kind], excerpt=each.excerpt)
        for place, each in guard.unexcused(dossier.place.machine.flow, dossier.state)
    ]
    for sheet in dossier.state.sheets:
        told += _refused(dossier, sheet)
    for proposal in dossier.state.proposals:
        if proposal.kept and proposal.words_of:
            told += _quoted_names(dossier, proposal.words_of)
    return tuple(dict.fromkeys(told))


# ── inside ───────────────────────────────────────────────────────────────────────────────────────────


def _sheets(dossier: Dossier) -> tuple[HandedSheet, ...]:
    place = dossier.place
    found = evidence(base_of(place), scope_of(place, dossier.state.subject))
    labels = Words(place.machine.flow).of_codes()
    shows = {each.reference: each.shows for each in proposed(found, labels)}
    made = []
    for sheet in dossier.state.sheets:
        held, rank = _held(dossier, sheet.reference)
        told = illustration_of(held, rank, sheet, shows.get(sheet.reference, ""))
        made.append(HandedSheet(sheet.references, told))
    return tuple(made)


def _told_amounts(dossier: Dossier) -> Mapping[str, int]:
    """How many amounts of each kind the sheets put in tell one by one."""
    taken = {each.reference for each in dossier.state.sheets}
    place = dossier.place
    found = evidence(base_of(place), scope_of(place, dossier.state.subject)) if taken else []
    told: Counter[str] = Counter()
    for each in found:
        if each.reference in taken:
            told.update({"asf/accordees": each.aided, "manque": each.lost, "recupere": each.recovered})
            told.update({f"manque/{each.recuperable or 'non_dit'}": each.lost})
    return told


def _refused(dossier: Dossier, sheet: Sheet) -> list[str]:
    try:
        held, rank = _held(dossier, sheet.reference)
    except LookupError:
        return [GONE.format(reference=sheet.reference)]
    except ContentError as error:
        return [f"{sheet.reference} : {error}"]
    told = []
    gate: Gate = gate_of(held, rank)
    if not gate.open:
        told.append(f"{sheet.reference} : {gate.why} {gate.to_do}")
    if negligence_only_of(held, rank) and not sheet.knowingly:
        told.append(KNOWINGLY.format(reference=sheet.reference))
    return told


def _held(dossier: Dossier, reference: str) -> tuple[Conversation, int]:
    """Raises LookupError when the situation is not in the base any more."""
    place = dossier.place
    interview = base_of(place).interview_of(reference)
    if interview is None:
        raise LookupError(reference)
    held = Conversation.read(place, interview, place.machine.flow.catalogue)
    return held, int(reference.rpartition("-")[2])


def _quoted_names(dossier: Dossier, reference: str) -> list[str]:
    """What may name somebody in the words of a situation that the dossier quotes."""
    try:
        held, rank = _held(dossier, reference)
    except LookupError:
        return []
    words = held.interview.answers(rank).get(PROPOSAL)
    caution = cautioned(held, words, PROPOSAL, rank) if words else None
    if caution is None:
        return []
    first = caution.passages[0]
    where = f"Proposition de la situation {reference}"
    return [NAMED.format(place=where, what=LABELS[first.kind], excerpt=first.excerpt)]


def _changes(dossier: Dossier, before: Sequence[Edition], published: Published) -> Changements | None:
    if not before:
        return None
    last = before[-1]
    shown = handed(last).published
    return changes(
        last.edition,
        date_of(last.at),
        shown.moves,
        published.moves,
        dossier.state.meeting.promises,
        dossier.place.today(),
    )
