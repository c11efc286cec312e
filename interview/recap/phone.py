"""A number to call, as it is read aloud: two digits at a time."""

from __future__ import annotations

import re

from templates.typography import NBSP

_BESIDE = re.compile(r"[\s.\-‑()/\u00a0\u202f]")
_NUMBER = re.compile(r"0[1-9][0-9]{8}|1[578]|11[0-9]|(?:10|3[0-9])[0-9]{2}|118[0-9]{3}")
_OF_SOMEBODY = re.compile(r"0[67]")


def service_number(text: str) -> str | None:
    """The number of *text* (ten digits, or a short one such as 3646 or 115); None if it is not one.

    Longer numbers are not: a social security number has thirteen digits or more.
    """
    digits = _BESIDE.sub("", re.sub(r"^\s*(?:\+|00)33\s*(?:\(0\))?\s*", "0", text))
    if not _NUMBER.fullmatch(digits):
        return None
    if len(digits) % 2:
        return digits
    return NBSP.join(digits[at : at + 2] for at in range(0, len(digits), 2))


def may_be_somebody(number: str) -> bool:
    """Whether the number is that of a mobile, which is as often a person’s as a service’s."""
    return bool(_OF_SOMEBODY.match(number))
