"""Which situations tell most, and why: pure, the same situations always give the same order and words.

Five things make a situation telling, each said in words: it is typical of what recurs; its steps are proven;
its chronology is dated and has come to an end; it shows a reason or a form that those before it do not; the
person agreed that it leave the service. No score is ever shown, and none is about an agent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from interview.engine.values import NOT_ESTABLISHED
from interview.sheets.gate import OWN_OVERSIGHT, negligence_only
from store.evidence import Evidence
from templates.typography import count, french

RECURS = 2
"""Situations from which a reason or a detail is said to recur."""
MOST = 3
"""Situations proposed first: beyond three, a meeting speaks of none of them."""
PROVEN_SHARE = 0.5
ENDED = frozenset(("droit_ouvert", "rejet", "perdu"))
SETTLED = frozenset(("regularisee", "droit_perdu"))
Labels = Mapping[str, str]
"""Words for the codes of forms, of reasons and of details."""


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """A situation in the list from which illustrations are chosen.

    Attributes:
        why: what makes it telling, one sentence each; empty when nothing particular does.
        shows: what it illustrates, fit to stand in the dossier; "" when it is no recurrence.
        negligence: its only reasons are the person's own oversight.
        proposed: it is among those to take first.
    """

    evidence: Evidence
    why: tuple[str, ...] = ()
    shows: str = ""
    negligence: bool = False
    proposed: bool = False

    @property
    def reference(self) -> str:
        """The reference of the situation."""
        return self.evidence.reference


class Recurring(msgspec.Struct, frozen=True):
    """What comes back most, by code: how many situations say it."""

    reasons: Mapping[tuple[str, str], int]
    details: Mapping[str, int]


def proposed(found: Sequence[Evidence], labels: Labels, most: int = MOST) -> tuple[Proposed, ...]:
    """Every situation of *found*: those to take first, at most *most*, then the others, oldest first.

    Those whose only reasons are the person's own oversight are never proposed.
    """
    recurring = recurring_in(found)
    waiting = sorted(found, key=lambda each: (-_weight(each, recurring), each.started_at, each.reference))
    first: list[Proposed] = []
    seen: set[str] = set()
    while waiting and len(first) < most:
        best = max(waiting, key=lambda each: _weight(each, recurring) + _news(each, seen))
        waiting.remove(best)
        if only_own_oversight(best):
            continue
        told = _told(best, recurring, labels, seen)
        if not told.why:
            continue
        first.append(msgspec.structs.replace(told, proposed=True))
        seen |= _shown(best)
    taken = {each.reference for each in first}
    others = [_told(each, recurring, labels, set()) for each in found if each.reference not in taken]
    return (*first, *others)


def recurring_in(found: Iterable[Evidence]) -> Recurring:
    """How often each known reason and each detail comes back."""
    reasons: Counter[tuple[str, str]] = Counter()
    details: Counter[str] = Counter()
    for each in found:
        reasons.update(set(known_reasons(each)))
        details.update(set(each.details))
    return Recurring(reasons, details)


def known_reasons(each: Evidence) -> tuple[tuple[str, str], ...]:
    """The reasons of the forms that the agent kept, those not established left out."""
    return tuple(pair for pair in each.reasons if pair[0] in each.forms and pair[1] != NOT_ESTABLISHED)


def only_own_oversight(each: Evidence) -> bool:
    """Whether the person's own oversight is all that explains it."""
    return negligence_only(
        {form: [reason for kept, reason in each.reasons if kept == form] for form in each.forms}
    )


def is_closed(each: Evidence) -> bool:
    """Whether something ended it."""
    return each.suite in ENDED or each.issue in SETTLED


# ── inside ───────────────────────────────────────────────────────────────────────────────────────────


def _typical(each: Evidence, recurring: Recurring) -> tuple[str, int, bool]:
    """The reason or detail of *each* that comes back most, how often, and whether none comes back more.

    The person's own oversight is nothing to take up with an institution: it makes nothing typical.
    """
    others = (times for (_, code), times in recurring.reasons.items() if code not in OWN_OVERSIGHT)
    top = max(others, default=0)
    own = [(recurring.reasons[pair], pair[1]) for pair in known_reasons(each) if pair[1] not in OWN_OVERSIGHT]
    best = max(own, default=(0, ""), key=lambda pair: (pair[0], pair[1]))
    if best[0] >= RECURS:
        return best[1], best[0], best[0] == top
    top = max(recurring.details.values(), default=0)
    noted = [(recurring.details[code], code) for code in each.details]
    best = max(noted, default=(0, ""), key=lambda pair: (pair[0], pair[1]))
    return (best[1], best[0], best[0] == top) if best[0] >= RECURS else ("", 0, False)


def _weight(each: Evidence, recurring: Recurring) -> float:
    """Whole points for what shows, a fraction so that the more proven comes first."""
    _, times, most = _typical(each, recurring)
    points = 3.0 if most else 2.0 if times else 0.0
    points += 2.0 if _well_evidenced(each) else 0.0
    points += 1.5 if _closed_chronology(each) else 0.0
    points += 1.0 if each.accord == "oui" else 0.0
    points -= 10.0 if only_own_oversight(each) else 0.0
    return points + (each.proven / each.steps / 10 if each.steps else 0.0)


def _news(each: Evidence, seen: set[str]) -> float:
    return 2.5 if seen and _shown(each) - seen else 0.0


def _shown(each: Evidence) -> set[str]:
    return {*each.forms, *(reason for _, reason in known_reasons(each))}


def _well_evidenced(each: Evidence) -> bool:
    return each.proven >= 2 and each.proven >= PROVEN_SHARE * each.steps


def _closed_chronology(each: Evidence) -> bool:
    return each.dated >= 2 and is_closed(each)


def _told(each: Evidence, recurring: Recurring, labels: Labels, seen: set[str]) -> Proposed:
    why: list[str] = []
    shows = ""
    code, times, most = _typical(each, recurring)
    if code:
        label = labels.get(code, code)
        rank = "ce qui revient le plus" if most else "ce qui revient"
        why.append(f"Typique : {inside(label)}, {rank} ({count(times, 'situation')}).")
        shows = f"{label}{', ce qui revient le plus' if most else ', qui revient'}"
    if _well_evidenced(each):
        why.append(f"Bien étayée : {each.proven} étapes sur {each.steps} ont une preuve.")
    if _closed_chronology(each):
        why.append(f"Chronologie close : {each.dated} étapes datées au jour, et l’issue est connue.")
    new = sorted(_shown(each) - seen) if seen else []
    if new:
        named = ", ".join(inside(labels.get(code, code)) for code in new[:2])
        why.append(f"Différente : elle montre aussi {named}.")
    reasons = {reason for _, reason in known_reasons(each)} - {code, *OWN_OVERSIGHT}
    also = [inside(labels.get(reason, reason)) for reason in new if reason in reasons]
    if shows and also:
        shows += f" ; et aussi : {also[0]}"
    if each.accord == "oui" and why:
        why.append("La personne est d’accord.")
    return Proposed(
        evidence=each,
        why=tuple(french(sentence) for sentence in why),
        shows=french(shows),
        negligence=only_own_oversight(each),
    )


def inside(label: str) -> str:
    """A label in the middle of a sentence; a sigle keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
