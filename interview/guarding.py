"""The identity guard at work: what is found is shown, and the agent masks it, corrects it or keeps it.

Nothing that was typed is ever changed without being shown. What is kept anyway leaves an event
``derogation`` in the journal, with the field and the kinds of what was found, never the text; it holds
for those very passages, as long as the field keeps them.

The guard itself (:mod:`store.privacy.guard`) is imported when the first text is to be kept: it is on no
path to the first question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import msgspec

from flows.flow import Flow
from interview.conversation import Conversation
from interview.effect import Effect
from interview.following import FollowUp
from interview.passages import LABELS, Passage, passages_of, with_replaced
from store import Entry
from templates.faults import SheetFault
from templates.typography import french

FREE_KINDS = ("texte", "lignes")
"""Kinds of question that take free text."""
DECISION = "decision"
"""The field of the reason for deciding otherwise."""
FACT = "fait"
"""The field of a step of the chronology told after the interview."""
RECAP = "recapitulatif"
"""The field of what is written for the person: of the whole interview, rank 0."""
DEPARTURE = "sortie"
"""The field of the reason for letting a sheet leave without the person's agreement."""

TITLE = "Ce texte pourrait dire qui est la personne"
FIELD_NAMES = {
    DECISION: "Raison de la décision",
    FACT: "Étape ajoutée au suivi",
    RECAP: "Récapitulatif",
    DEPARTURE: "Motif de transmission",
}
"""What the fields that are no question are called."""
_TOLD_IN_A_REFUSAL = 5
_WHAT_TO_DO = (
    "Rien n’a été écrit. Dans l’entretien, reprenez cette réponse et validez-la :",
    "Repère proposera de masquer le passage, de le corriger ou de le garder.",
)

Excused: TypeAlias = tuple[int, str, str, str]
"""Rank of the situation, field, kind, and the passage without spaces nor case."""


class Caution(msgspec.Struct, frozen=True):
    """What was found in an answer that is about to be kept.

    Attributes:
        field: the question, :data:`DECISION` or :data:`FACT`.
        rank: rank of the situation.
        raw: the answer as it was given.
        passages: at least one.
    """

    field: str
    rank: int
    raw: Any
    passages: tuple[Passage, ...]

    @property
    def masked(self) -> Any:
        """The answer with every passage masked."""
        return self.replaced([each.masked for each in self.passages])

    def replaced(self, by: Sequence[str]) -> Any:
        """The answer with each passage replaced by what stands at its rank in *by*."""
        raw = self.raw
        pairs = sorted(zip(self.passages, by, strict=True), key=lambda pair: pair[0].start, reverse=True)
        for passage, text in pairs:
            raw = with_replaced(raw, passage, text)
        return raw


class NamesSomebody(SheetFault):
    """What was to leave the conversation may name somebody, and nobody said to keep it.

    Attributes:
        told: the passages alone, without what to do about them in an interview.
    """

    def __init__(self, found: Sequence[tuple[str, Passage]]) -> None:
        self.found = tuple(found)
        told = [f"– {field} : {LABELS[each.kind]}, « {each.excerpt} »" for field, each in found]
        more = len(told) - _TOLD_IN_A_REFUSAL
        if more > 0:
            told = [*told[:_TOLD_IN_A_REFUSAL], f"– et {more} autre{'s' if more > 1 else ''}"]
        plural = "Des passages pourraient" if len(found) > 1 else "Un passage pourrait"
        lines = [french(each) for each in (f"{plural} dire qui est la personne :", *told)]
        self.told = "\n".join(lines)
        super().__init__("\n".join((*lines, *map(french, _WHAT_TO_DO))))


# ── before a text is kept ────────────────────────────────────────────────────────────────────────────


def cautioned(held: Conversation, raw: Any, field: str, rank: int = 0) -> Caution | None:
    """What *raw* holds that may name somebody, None when it holds nothing or all of it was kept before.

    Args:
        raw: a text, rows of cells, or one row.
        field: a question of the flow, :data:`DECISION` or :data:`FACT`.
        rank: rank of the situation, by default the current one.
    """
    question = held.flow.questions.get(field)
    if question is not None and question.kind not in FREE_KINDS:
        return None
    rank = 0 if field == RECAP else rank or held.interview.active
    found = list(passages_of(held.flow, field, raw))
    if found:
        known = _excused(held)
        found = [each for each in found if _key(rank, field, each) not in known]
    return Caution(field, rank, raw, tuple(found)) if found else None


def answered(
    held: Conversation, raw: Any, question: str, excused: Caution | None = None, *, stay: bool = False
) -> Effect:
    """Keep the answer *raw*, and that the passages of *excused* were left in it on purpose.

    Args:
        stay: the answer is not finished, its question stays in hand.

    Raises:
        AnswerError, MoveError, StoreError: as :meth:`Conversation.answer` does.
    """
    rank = held.interview.active
    effect = _kept(held, held.answer(raw, question), excused)
    return held.go_to(question, rank) if stay else effect


def decided(
    held: Conversation, forms: Sequence[str], reason: str, rank: int = 0, excused: Caution | None = None
) -> Effect:
    """Keep a decision, and that the passages of *excused* were left in its reason on purpose.

    Raises:
        MoveError, StoreError: as :meth:`Conversation.decide` does.
    """
    return _kept(held, held.decide(forms, reason, rank), excused)


def keep_anyway(held: Conversation, caution: Caution) -> None:
    """Record that the agent kept these passages; the text itself is kept before. Raises StoreError."""
    kinds = sorted({each.kind for each in caution.passages})
    question = caution.field if caution.field in held.flow.questions else ""
    value = {"champ": caution.field, "motifs": kinds}
    known = _excused(held)
    held.follow(FollowUp("derogation", caution.rank, value, question))
    held.excused = known | {_key(caution.rank, caution.field, each) for each in caution.passages}


# ── before anything leaves ───────────────────────────────────────────────────────────────────────────


def unexcused(held: Conversation, rank: int) -> tuple[tuple[str, Passage], ...]:
    """Passages of the texts of a situation that nobody said to keep, each with the name of its field."""
    names = held.flow.questions
    found: list[tuple[str, Passage]] = []
    for field, raw in _texts_of(held, rank):
        caution = cautioned(held, raw, field, rank)
        if caution is not None:
            title = names[field].short if field in names else FIELD_NAMES[field]
            found += [(title, each) for each in caution.passages]
    return tuple(found)


def refuse_names(held: Conversation, rank: int) -> None:
    """Raise NamesSomebody if a text of the situation may name somebody and was not kept on purpose."""
    found = unexcused(held, rank)
    if found:
        raise NamesSomebody(found)


def unexcused_entries(flow: Flow, entries: Sequence[Entry]) -> tuple[tuple[Entry, Passage], ...]:
    """The same over the journal of one interview, answers since replaced included.

    This is what leaves when journal rows are copied to another base.
    """
    found: list[tuple[Entry, Passage, Excused]] = []
    known: set[Excused] = set()
    for entry, field, raw in _texts_told(flow, entries):
        if raw is None:
            known |= {key for _, _, key in found if _excuses(entry, key)}
        else:
            each = [(entry, passage) for passage in passages_of(flow, field, raw)]
            found += [(at, passage, _key(entry.situation, field, passage)) for at, passage in each]
    return tuple((entry, passage) for entry, passage, key in found if key not in known)


# ── inside ───────────────────────────────────────────────────────────────────────────────────────────


def _kept(held: Conversation, effect: Effect, excused: Caution | None) -> Effect:
    if held.workplace.base is not None:
        held.excused = None
    if excused is not None:
        keep_anyway(held, excused)
    return effect


def _key(rank: int, field: str, passage: Passage) -> Excused:
    return rank, field, passage.kind, re.sub(r"\W", "", passage.text).casefold()


def _excused(held: Conversation) -> set[Excused]:
    """What the agent chose to keep in this interview: read in its journal once."""
    if held.excused is None:
        base = held.workplace.base
        entries = base.entries(held.heading.id) if base is not None else []
        held.excused = _excused_in(held.flow, entries)
    return held.excused


def _excused_in(flow: Flow, entries: Sequence[Entry]) -> set[Excused]:
    if not any(each.kind == "derogation" for each in entries):
        return set()
    known: set[Excused] = set()
    standing: dict[tuple[int, str], set[Excused]] = {}
    for entry, field, raw in _texts_told(flow, entries):
        place = (entry.situation, field)
        if raw is None:
            known |= {key for key in standing.get(place, ()) if _excuses(entry, key)}
            continue
        found = {_key(entry.situation, field, each) for each in passages_of(flow, field, raw)}
        if field != FACT:
            known = {key for key in known if key[:2] != place or key in found}
        standing[place] = found
    return known


def _texts_told(flow: Flow, entries: Iterable[Entry]) -> Iterator[tuple[Entry, str, Any]]:
    """The entries that carry free text, their field and the text; None for a text kept on purpose."""
    for each in entries:
        question = flow.questions.get(each.question)
        if each.kind == "derogation":
            yield each, each.value["champ"], None
        elif each.kind == "reponse" and question is not None and question.kind in FREE_KINDS:
            yield each, each.question, each.value or ""
        elif each.kind == "grille":
            for name, said in each.value["reponses"].items():
                asked = flow.questions.get(name)
                if asked is not None and asked.kind in FREE_KINDS:
                    yield each, name, said
        elif each.kind == "decision":
            yield each, DECISION, each.value.get("reason") or ""
        elif each.kind == "fait":
            yield each, FACT, each.value
        elif each.kind == DEPARTURE:
            yield each, DEPARTURE, each.value.get("motif") or ""
        elif each.kind == RECAP:
            from interview.recap.model import guarded_of, recap_of

            yield each, RECAP, guarded_of(recap_of(each.value))


def _excuses(entry: Entry, key: Excused) -> bool:
    rank, field, kind, _ = key
    return (rank, field) == (entry.situation, entry.value["champ"]) and kind in entry.value["motifs"]


def _texts_of(held: Conversation, rank: int) -> Iterator[tuple[str, Any]]:
    """What stands now in the fields of a situation that take free text."""
    for question, value in held.interview.answers(rank).items():
        asked = held.flow.questions.get(question)
        if asked is not None and asked.kind in FREE_KINDS and value:
            yield question, value
    decision = held.interview.situations[rank - 1].decision
    if decision is not None and decision.reason:
        yield DECISION, decision.reason
    for each in held.followed.records.get(rank, ()):
        if each.kind == "fait":
            yield FACT, {"acteur": each.acteur, "canal": each.canal, "fait": each.fait}
    departure = held.followed.departures.get(rank)
    if departure is not None and departure.motif:
        yield DEPARTURE, departure.motif
