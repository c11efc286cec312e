"""The récapitulatif on a command line: its lines listed, and changed by their codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.faults import by_nearness
from interview.conversation import Conversation
from interview.follow_up.requests import FollowError, FollowFault
from interview.recap.keeping import offered, read_step, ticked, with_step, without
from interview.recap.model import COLUMNS, Recap
from interview.recap.proposing import TITLES
from templates.typography import french


def offer_lines(held: Conversation, recap: Recap, ranks: Sequence[int] = ()) -> Iterator[str]:
    """Everything that may be ticked, by part: a box, the code, the sentence, its caution on a line below."""
    part = ""
    for each in offered(held, recap, ranks):
        if each.part != part:
            part = each.part
            yield TITLES[each.part]
        box = "[x]" if recap.has(each.code) else "[ ]"
        yield french(f"  {box} {each.code} : {each.text}")
        if each.caution:
            yield french(f"      ! {each.caution}")


def changed(
    held: Conversation,
    recap: Recap,
    ranks: Sequence[int],
    ticks: Sequence[str],
    unticks: Sequence[str],
    added: Sequence[str],
) -> Recap:
    """*recap* with lines ticked, others taken off, and steps added as « quoi | qui | quand | numéro ».

    Raises:
        FollowError: everything that is wrong, at once.
    """
    faults: list[FollowFault] = []
    known = {each.code: each for each in offered(held, recap, ranks)}
    for code in _codes(ticks):
        if code in known:
            recap = ticked(recap, known[code])
        else:
            faults.append(_unknown("cocher", code, list(known)))
    for code in _codes(unticks):
        if recap.has(code):
            recap = without(recap, code)
        else:
            faults.append(_unknown("decocher", code, list(recap.codes)))
    for text in added:
        cells = [each.strip() for each in text.split("|")]
        try:
            if len(cells) > len(COLUMNS):
                raise FollowError(
                    FollowFault("ajouter", "Quatre parties au plus : quoi | qui | quand | numéro.")
                )
            recap = with_step(recap, read_step(held, dict(zip(COLUMNS, cells, strict=False))))
        except FollowError as error:
            faults += error.faults
    if faults:
        raise FollowError(*faults)
    return recap


def _codes(given: Sequence[str]) -> list[str]:
    return [code.strip() for each in given for code in each.split(",") if code.strip()]


def _unknown(field: str, code: str, known: list[str]) -> FollowFault:
    listed = ", ".join(by_nearness(code, known)) or "rien"
    tick = field == "cocher"
    what = "n’existe pas ici. Lignes possibles" if tick else "n’est pas cochée. Lignes cochées"
    return FollowFault(field, french(f"La ligne « {code} » {what}, la plus proche d’abord : {listed}."))
