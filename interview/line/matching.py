"""From a typed line to the choice it means. Pure: no console, no conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from flows.faults import nearest
from flows.grammar import UNKNOWN
from flows.lookup import joined
from interview.views import Option
from templates.typography import french

DONT_KNOW = "?"


class Refusal(Exception):
    """The line means none of the choices; the message says what is accepted, in French."""


class Numbered(msgspec.Struct, frozen=True):
    """A choice as it is matched: its code, and the words that name it."""

    code: str
    label: str


def numbered(options: Sequence[Option]) -> list[Numbered]:
    """The choices of a question, ready to be matched."""
    return [Numbered(each.code, each.label) for each in options]


def means_unknown(text: str, label: str) -> bool:
    """Whether the line says « on ne sait pas », where the question takes it (*label* is not empty)."""
    if not label:
        return False
    typed = joined(text)
    return (
        text in ("0", DONT_KNOW) or typed == UNKNOWN or (len(typed) > 2 and joined(label).startswith(typed))
    )


def one(text: str, choices: Sequence[Numbered]) -> str:
    """The code meant: a number, a code, a label or its beginning. Raises Refusal."""
    if text.isdecimal():
        return _by_number(text, choices)
    typed = joined(text)
    exact = [
        each for each in choices if each.code.casefold() == text.casefold() or joined(each.label) == typed
    ]
    found = exact or [each for each in choices if typed and joined(each.label).startswith(typed)]
    if len(found) == 1:
        return found[0].code
    if found:
        listed = " ; ".join(f"{choices.index(each) + 1}, {each.label}" for each in found)
        raise Refusal(french(f"Plusieurs réponses commencent ainsi : {listed}. Donnez le numéro."))
    raise Refusal(_unmatched(text, choices))


def several(text: str, choices: Sequence[Numbered]) -> list[str]:
    """The codes meant by « 1 3 », « 1,3 » or « code, code ». Raises Refusal."""
    parts = [part for part in re.split(r"[,;]", text) if part.strip()]
    numbers = text.replace(",", " ").replace(";", " ").split()
    if all(each.isdecimal() for each in numbers):
        parts = numbers
    if "0" in [part.strip() for part in parts]:
        raise Refusal(french("« 0 » ne va pas avec une autre réponse."))
    return list(dict.fromkeys(one(part.strip(), choices) for part in parts))


def _by_number(text: str, choices: Sequence[Numbered]) -> str:
    # The length is looked at first: thousands of digits are not a number that Python reads.
    rank = int(text) if len(text) < 6 else 0
    if not 1 <= rank <= len(choices):
        raise Refusal(french(f"Il n’y a pas de réponse n° {text[:12]} : {_span(choices)}."))
    return choices[rank - 1].code


def _span(choices: Sequence[Numbered]) -> str:
    return f"tapez un numéro de 1 à {len(choices)}" if len(choices) > 1 else "la seule est la 1"


def _unmatched(text: str, choices: Sequence[Numbered]) -> str:
    labels = {each.label.casefold(): each for each in choices}
    near = labels.get(nearest(text.casefold(), labels))
    hint = f" Vouliez-vous dire {choices.index(near) + 1}, « {near.label} » ?" if near else ""
    shown = text if len(text) <= 40 else text[:40] + "…"
    return french(
        f"« {shown} » n’est pas une des réponses : {_span(choices)}, ou le début d’une réponse.{hint}"
    )
