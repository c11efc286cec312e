"""The situations of a dossier: which tell most, which may leave, what they propose."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from interview.conversation import Conversation, Workplace
from interview.dossier.likeness import Said
from interview.dossier.proposing import Proposed, proposed
from interview.dossier.service import Dossier, base_of
from interview.dossier.subject import scope_of
from interview.dossier.words import Words
from interview.files.phrases import day_of_instant, finding_in_words
from interview.guarding import cautioned
from interview.passages import passages_in
from interview.sheets.gate import Gate, gate_of
from store.evidence import Evidence, evidence
from templates.typography import french

LOOKED_AT = 300
"""Situations whose right to leave is told in the list; beyond, it is looked at when one is chosen."""
PROPOSAL = "proposition_institution"
NOT_LOOKED = french("Beaucoup de situations : le droit de sortie de celle-ci sera vérifié si vous la prenez.")


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A situation in the list from which illustrations are chosen, in words.

    Attributes:
        object, finding, day: what it is about, what was found, when the interview began.
        gate: whether its sheet may leave; None when it was not looked at.
        taken: it is in the dossier.
    """

    proposed: Proposed
    object: str
    finding: str
    day: str
    gate: Gate | None
    taken: bool

    @property
    def reference(self) -> str:
        """The reference of the situation."""
        return self.proposed.reference


def candidates(dossier: Dossier) -> tuple[Candidate, ...]:
    """The situations of its subject: those proposed, then those taken, then the others. Raises StoreError."""
    place, words = dossier.place, Words(dossier.place.machine.flow)
    found = evidence(base_of(place), scope_of(place, dossier.state.subject))
    taken = {each.reference for each in dossier.state.sheets}
    ranked = sorted(
        proposed(found, words.of_codes()), key=lambda each: (not each.proposed, each.reference not in taken)
    )
    flow = place.machine.flow
    return tuple(
        Candidate(
            proposed=each,
            object=words.about(each.evidence.prestation, each.evidence.domaine),
            finding=finding_in_words(flow, each.evidence.forms, each.evidence.certitude, complete=True),
            day=day_of_instant(each.evidence.started_at),
            gate=gate_at(place, each.evidence) if rank < LOOKED_AT else None,
            taken=each.reference in taken,
        )
        for rank, each in enumerate(ranked)
    )


def gate_at(place: Workplace, found: Evidence) -> Gate:
    """Whether the sheet of that situation may leave. Raises StoreError, ContentError."""
    return gate_of(held_at(place, found), found.rank)


def held_at(place: Workplace, found: Evidence) -> Conversation:
    """The interview of that situation, under the very flow it was held with. Raises StoreError."""
    return Conversation.read(place, found.interview, place.machine.flow.catalogue)


class Gathering(msgspec.Struct, frozen=True):
    """What gathering the proposals gave.

    Attributes:
        new: how many proposals were added.
        withheld: references of the situations whose proposal may name somebody: not gathered.
    """

    new: int
    withheld: tuple[str, ...] = ()


def gather(dossier: Dossier) -> Gathering:
    """Put into the dossier what the situations of its subject propose, like with like. Raises StoreError.

    A proposal that may name somebody, and that nobody said to keep, is not taken: it can be masked in its
    interview, and gathered next time.
    """
    place = dossier.place
    found = evidence(base_of(place), scope_of(place, dossier.state.subject))
    known = set(dossier.state.gathered.references)
    said, withheld = _said(place, [each for each in found if each.reference not in known])
    return Gathering(dossier.gather(said), withheld)


def _said(place: Workplace, found: Sequence[Evidence]) -> tuple[list[Said], tuple[str, ...]]:
    said: list[Said] = []
    withheld: list[str] = []
    for each in found:
        words = " ".join(each.proposal.split())
        if not words:
            continue
        if names_somebody(place, each):
            withheld.append(each.reference)
        else:
            said.append(Said(each.reference, words))
    return said, tuple(withheld)


def names_somebody(place: Workplace, found: Evidence) -> bool:
    """Whether its proposal may name somebody, and nobody said to keep it."""
    if not any(passages_in(place.machine.flow, found.proposal)):
        return False
    held = held_at(place, found)
    return cautioned(held, found.proposal, PROPOSAL, found.rank) is not None
