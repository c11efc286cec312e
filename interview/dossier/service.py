"""One dossier being put together. A change is kept when the call returns; when it raises, nothing changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from interview.dossier import guard, likeness
from interview.dossier.state import (
    Gathered,
    Meeting,
    Promise,
    PromiseState,
    Proposal,
    Sheet,
    State,
    Subject,
    decoded,
    encoded,
)
from interview.dossier.subject import title_of
from interview.follow_up.requests import FollowError, FollowFault
from interview.follow_up.service import Guarded
from store import dossiers
from templates.typography import french

if TYPE_CHECKING:
    from interview.conversation import Workplace
    from interview.guarding import Caution
    from store import Base

LINES = ("participants", "agenda", "requests")
"""Fields of the meeting that are lists."""
ONE_LINE = ("contact", "date", "place")
NO_BASE = french("Rien n’est gardé ici : un dossier a besoin d’une base.")


class Dossier:
    """A dossier of the base.

    Attributes:
        place: where the agent works.
        kept: as the base has it.
        state: what it holds.
    """

    def __init__(self, place: Workplace, kept: dossiers.Kept) -> None:
        self.place = place
        self.kept = kept
        self.state = decoded(kept.state)

    @classmethod
    def begin(cls, place: Workplace, subject: Subject) -> Dossier:
        """A new dossier on that subject, kept at once. Raises StoreError."""
        state = State(subject=subject)
        return cls(place, dossiers.add(base_of(place), encoded(state), place.now()))

    @classmethod
    def open(cls, place: Workplace, number: int) -> Dossier:
        """The dossier of that number. Raises NoDossier, StoreError."""
        return cls(place, dossiers.read(base_of(place), number))

    @property
    def number(self) -> int:
        """What names it in this base."""
        return self.kept.number

    @property
    def title(self) -> str:
        """Whom or what it is about."""
        return title_of(self.place.machine.flow, self.state.subject)

    def editions(self) -> list[dossiers.Edition]:
        """What was handed so far. Raises StoreError."""
        return dossiers.editions(base_of(self.place), self.number)

    def remove(self) -> None:
        """Take it out of the base, with its editions. Raises StoreError."""
        dossiers.remove(base_of(self.place), self.number)

    # ── what it is about ─────────────────────────────────────────────────────────────────────────

    def set_subject(self, subject: Subject) -> None:
        """Another subject; what was chosen and typed stays."""
        self._keep(subject=subject)

    def show_part(self, code: str, *, shown: bool) -> None:
        """Show a part of the figures, or leave it out."""
        others = tuple(each for each in self.state.left_out if each != code)
        self._keep(left_out=others if shown else (*others, code))

    # ── the sheets ───────────────────────────────────────────────────────────────────────────────

    def take(self, reference: str, knowingly: str = "", excused: Caution | None = None) -> None:
        """Put a situation in, last; once only.

        Args:
            knowingly: why, where its only reasons are the person's own oversight.

        Raises:
            Guarded: that reason may name somebody.
        """
        self._refuse_names("knowingly", {"knowingly": knowingly}, excused)
        sheet = Sheet(references=(reference,), knowingly=knowingly.strip())
        others = tuple(each for each in self.state.sheets if each.reference != reference)
        self._keep(excused, sheets=(*others, sheet))

    def leave(self, reference: str) -> None:
        """Take a situation out."""
        self._keep(sheets=tuple(each for each in self.state.sheets if each.reference != reference))

    def move_sheet(self, reference: str, step: int) -> None:
        """Show a situation earlier (-1) or later (+1)."""
        places = [each.reference for each in self.state.sheets]
        if reference in places:
            self._keep(sheets=_moved(self.state.sheets, places.index(reference), step))

    # ── the proposals ────────────────────────────────────────────────────────────────────────────

    def gather(self, said: Iterable[likeness.Said]) -> int:
        """Join what situations propose and that was not looked at yet; how many proposals are new."""
        known = set(self.state.gathered.references)
        fresh = [each for each in said if each.reference not in known]
        if not fresh:
            return 0
        before = len(self.state.proposals)
        proposals = likeness.gathered(fresh, self.state.proposals)
        looked_at = Gathered((*self.state.gathered.references, *(each.reference for each in fresh)))
        self._keep(proposals=proposals, gathered=looked_at)
        return len(proposals) - before

    def add_proposal(self, words: str, excused: Caution | None = None) -> None:
        """A proposal of the agent's own. Raises Guarded, FollowError."""
        self._keep(excused, proposals=(*self.state.proposals, Proposal(words=self._worded(words, excused))))

    def reword(self, place: int, words: str, excused: Caution | None = None) -> None:
        """Word a proposal otherwise. Raises Guarded, FollowError, IndexError."""
        said = self.state.proposals[place]
        told = self._worded(words, excused)
        if told != said.words:
            self._set_proposal(place, msgspec.structs.replace(said, words=told, words_of=""), excused)

    def keep_proposal(self, place: int, *, kept: bool) -> None:
        """Put a proposal into the dossier, or leave it out. Raises IndexError."""
        self._set_proposal(place, msgspec.structs.replace(self.state.proposals[place], kept=kept))

    def merge(self, place: int, into: int) -> None:
        """Join a proposal to another, whose words stay. Raises IndexError."""
        self._keep(proposals=likeness.merged(self.state.proposals, place, into))

    def move_proposal(self, place: int, step: int) -> None:
        """Show a proposal earlier (-1) or later (+1)."""
        self._keep(proposals=_moved(self.state.proposals, place, step))

    # ── the meeting ──────────────────────────────────────────────────────────────────────────────

    def set_meeting(self, field: str, typed: str, excused: Caution | None = None) -> None:
        """One field of the meeting, as it is typed: a list is parted by semicolons or line ends.

        Raises:
            Guarded: it may name somebody.
            FollowError: a date that is none.
        """
        if field != "date":
            self._refuse_names(field, {field: typed}, excused)
        value: Any = typed.strip()
        if field in LINES:
            value = tuple(each.strip() for each in typed.replace("\n", ";").split(";") if each.strip())
        elif field == "date" and value:
            value = _day(field, value)
        self._keep(excused, meeting=msgspec.structs.replace(self.state.meeting, **{field: value}))

    def add_promise(self, what: str, due: str = "", excused: Caution | None = None) -> None:
        """What somebody said they would do, and for when. Raises Guarded, FollowError."""
        self._refuse_names("promises", {"what": what}, excused)
        if not what.strip():
            raise _refusal("what", "Dites en quelques mots ce qui a été promis.")
        when = _day("due", due.strip()) if due.strip() else ""
        promise = Promise(what=what.strip(), due=when, edition=self.kept.editions)
        self._set_promises((*self.state.meeting.promises, promise), excused)

    def set_promise(self, place: int, state: PromiseState) -> None:
        """Where a promise stands. Raises IndexError."""
        told = list(self.state.meeting.promises)
        told[place] = msgspec.structs.replace(told[place], state=state)
        self._set_promises(tuple(told))

    def drop_promise(self, place: int) -> None:
        """Take out a promise noted by mistake. Raises IndexError."""
        told = list(self.state.meeting.promises)
        del told[place]
        self._set_promises(tuple(told))

    # ── handing ──────────────────────────────────────────────────────────────────────────────────

    def hand(self, published: str) -> None:
        """Keep the dossier as it is handed, with what it shows: the next edition. Raises StoreError."""
        text = encoded(self.state)
        self.kept = dossiers.hand(base_of(self.place), self.kept, text, published, self.place.now())

    # ── inside ───────────────────────────────────────────────────────────────────────────────────

    def _keep(self, excused: Caution | None = None, **fields: Any) -> None:
        """Raises StoreError; the state is then as it was."""
        known = self.state.excused
        if excused is not None:
            fields["excused"] = tuple(dict.fromkeys((*known, *guard.keys_of(excused))))
        state = msgspec.structs.replace(self.state, **fields)
        if state.excused:  # a name kept on purpose goes with the last text that held it
            texts = [words for _, _, words in guard.texts_of(state)]
            state = msgspec.structs.replace(state, excused=tuple(dossiers.still_said(state.excused, texts)))
        self.kept = dossiers.save(base_of(self.place), self.kept, encoded(state), self.place.now())
        self.state = state

    def _refuse_names(self, field: str, typed: Mapping[str, str], excused: Caution | None) -> None:
        known = set(self.state.excused)
        if excused is not None:
            known |= set(guard.keys_of(excused))
        caution = guard.cautioned(self.place.machine.flow, field, typed, known)
        if caution is not None:
            raise Guarded(caution)

    def _worded(self, words: str, excused: Caution | None) -> str:
        self._refuse_names("proposals", {"words": words}, excused)
        if not words.strip():
            raise _refusal("words", "Une proposition tient en une phrase ; il n’y en a pas ici.")
        return " ".join(words.split())

    def _set_proposal(self, place: int, proposal: Proposal, excused: Caution | None = None) -> None:
        told = list(self.state.proposals)
        told[place] = proposal
        self._keep(excused, proposals=tuple(told))

    def _set_promises(self, promises: tuple[Promise, ...], excused: Caution | None = None) -> None:
        meeting: Meeting = msgspec.structs.replace(self.state.meeting, promises=promises)
        self._keep(excused, meeting=meeting)


def base_of(place: Workplace) -> Base:
    """The base of the workplace."""
    if place.base is None:
        raise ValueError(NO_BASE)
    return place.base


def _moved(several: tuple[Any, ...], place: int, step: int) -> tuple[Any, ...]:
    told = list(several)
    told.insert(max(0, min(len(told) - 1, place + step)), told.pop(place))
    return tuple(told)


def _day(field: str, typed: str) -> str:
    from interview.engine.values import day_of

    found = day_of(typed)
    if found is None:
        raise _refusal(field, f"« {typed} » n’est pas une date ; par exemple 12/08/2026 ou 08/2026.")
    return found


def _refusal(field: str, sentence: str) -> FollowError:
    return FollowError(FollowFault(field, french(sentence)))
