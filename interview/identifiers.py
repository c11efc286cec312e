"""Names drawn at random: households and references. Derived from nothing and nobody.

Letters and digits that are misread (I, L, O, U) are never drawn; a check character tells a slip of
the keyboard from another household (ISO 7064, as python-stdnum computes it).
"""

from __future__ import annotations

from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})

Chooser = Callable[[str], str]
"""Draws one character of a text (``random.SystemRandom().choice`` in real life)."""


class PseudonymError(ValueError):
    """What was typed is not a pseudonym; the message says why, in French."""


def new_pseudonym(draw: Chooser) -> str:
    """A household pseudonym: six characters and a check character, « 7K3Q-2P6 »."""
    body = "".join(draw(ALPHABET) for _ in range(6))
    return f"{body[:4]}-{body[4:]}{_check_character(body)}"


def read_pseudonym(text: str) -> str:
    """The pseudonym meant by *text*, however it is spaced or cased.

    Raises:
        PseudonymError: wrong length, or the check character does not agree.
    """
    plain = "".join(each for each in text.upper().translate(_MISREAD) if each.isalnum())
    if len(plain) != 7:
        raise PseudonymError("Un numéro de ménage a sept caractères, par exemple 7K3Q-2P6.")
    if any(each not in ALPHABET for each in plain) or _check_character(plain[:6]) != plain[6]:
        raise PseudonymError("Ce numéro de ménage n’existe pas : un caractère est sans doute mal recopié.")
    return f"{plain[:4]}-{plain[4:]}"


def new_reference(year: int, draw: Chooser) -> str:
    """A reference of interview: « 26-K7QX4 »; its situations are « 26-K7QX4-1 », « -2 »…"""
    return f"{year % 100:02d}-" + "".join(draw(ALPHABET) for _ in range(5))


def _check_character(body: str) -> str:
    from stdnum.iso7064 import mod_37_36

    check: str = mod_37_36.calc_check_digit(body, alphabet=ALPHABET)
    return check
