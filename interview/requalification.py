"""A situation qualified anew at a later visit: beside the first, never over it.

The later situation names the earlier one by its reference, in its own journal. The earlier one is left
as it was; it no longer counts as open once the later one is qualified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from interview.engine import MoveError
from interview.following import Followed
from interview.views import Prompt
from store import Base, SituationRecord, SituationSummary
from templates.typography import french

NOTHING = Followed()
PROPOSED_AGAIN = ("nature", "prestation", "domaine", "organismes")
"""What is proposed from the earlier situation: what it was about, and with whom."""


def beside(since: Followed) -> str:
    """What the person must know while qualifying a situation anew, "" when none is."""
    earlier = ", ".join(since.requalified.values())
    return french(f"Requalifie {earlier} ; la première qualification reste à côté.") if earlier else ""


def situation_record(base: Base | None, reference: str) -> SituationRecord | None:
    """The situation of that reference as the base holds it. Raises StoreError."""
    interview = base.interview_of(reference) if base else None
    record = base.record(interview) if base and interview else None
    wanted = reference.strip().upper()
    said = record.situations if record else ()
    return next((each for each in said if each.reference.upper() == wanted), None)


def said_before(base: Base | None, since: Followed) -> dict[int, dict[str, Any]]:
    """What may be proposed from the earlier situations, by rank then by question. Raises StoreError."""
    return {rank: _said_of(base, reference) for rank, reference in since.requalified.items()}


def _said_of(base: Base | None, reference: str) -> dict[str, Any]:
    record = situation_record(base, reference)
    said = {name: getattr(record, name) for name in PROPOSED_AGAIN} if record else {}
    return {name: value for name, value in said.items() if value}


def proposing(prompt: Prompt, suggested: Mapping[str, Any], given: Mapping[str, Any]) -> Prompt:
    """The question with what was said before, offered first, where it is still an answer to it.

    Args:
        suggested: what was said before, by question.
        given: the answers so far: the organisms of another benefit are not proposed.
    """
    value = suggested.get(prompt.question)
    if value is None or prompt.value is not None:
        return prompt
    if prompt.question == "organismes" and given.get("prestation") != suggested.get("prestation"):
        return prompt
    codes = {each.code for each in prompt.options}
    if prompt.kind == "choix" and value not in codes:
        return prompt
    return msgspec.structs.replace(prompt, proposed=value)


def takes_the_place_of(later: SituationSummary, reference: str) -> bool:
    """Whether *later* qualifies *reference* anew, or is being asked to; one that was given up does not."""
    return later.requalifie == reference and (later.core_complete or later.state == "en_cours")


def requalified_by(base: Base | None, household: str, reference: str) -> str:
    """Reference of the situation that qualifies *reference* anew, "" when none does. Raises StoreError."""
    said = base.situations_of(household) if base else []
    return next((each.reference for each in said if takes_the_place_of(each, reference)), "")


def requalified_among(said: Iterable[SituationSummary]) -> set[str]:
    """References that a qualified later situation of *said* has taken the place of."""
    return {each.requalifie for each in said if each.requalifie and each.core_complete}


def situations_counted(
    base: Base | None, household: str, besides: UUID | None = None, since: Followed = NOTHING
) -> int:
    """Situations of non-take-up of the household, each once however often it was qualified.

    Args:
        besides: the interview being held, whose situations are counted apart.
        since: its follow-up: what it qualifies anew is not counted beside it.

    Raises:
        StoreError: the base cannot be read.
    """
    if base is None:
        return 0
    said = base.situations_of(household)
    anew = requalified_among(said) | set(since.requalified.values())
    return sum(1 for each in said if each.formes and each.interview != besides and each.reference not in anew)


def stay_together(base: Base, household: str, interview: UUID, since: Followed) -> None:
    """Refuse to take *interview* to another household while it is tied to other interviews of its own.

    Raises:
        MoveError: names what holds them together.
        StoreError: the base cannot be read.
    """
    said = base.situations_of(household)
    own = {each.reference for each in said if each.interview == interview}
    tied = set(since.requalified.values())
    for each in said:
        for other in (each.causee_par, each.requalifie):
            if other and (each.reference in own) != (other in own):
                tied.add(each.reference if other in own else other)
    if tied:
        raise MoveError(
            french(
                f"Cet entretien est lié à {', '.join(sorted(tied))}, du ménage {household} : il ne peut pas "
                "passer à un autre ménage."
            )
        )
