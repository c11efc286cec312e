"""How wide a line of text is, without a font at hand.

Widths are those of DejaVu Sans, the widest of the fonts a « sans-serif » may turn out to be: with any
narrower one (Arial, Liberation, Segoe) a line that fits here fits too.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_UNITS = 2048
_USUAL = 1300
_WIDTHS = {
    **dict.fromkeys("ijl", 569),
    **dict.fromkeys("ftr1", 803),
    **dict.fromkeys(" .,:;'’!|·/-()[]\u00a0", 760),
    **dict.fromkeys("ckszvxy", 1200),
    **dict.fromkeys("IJ", 604),
    **dict.fromkeys("ELFTPSZY", 1290),
    **dict.fromkeys("ABCKRVX", 1420),
    **dict.fromkeys("DGHNOQU", 1600),
    **dict.fromkeys("w≠=→", 1720),
    **dict.fromkeys("mM●◆○■", 1995),
    **dict.fromkeys("W—…%", 2048),
    "\u202f": 410,
    "1": 1303,
}
_BOLD = 1.12


@lru_cache(maxsize=8192)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Width of *text* in letters of *size*, in the same unit as *size*."""
    total = sum(_WIDTHS.get(_base(sign), _USUAL) for sign in text)
    return total / _UNITS * size * (_BOLD if bold else 1)


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """*text* in lines no wider than *width*, cut at plain spaces; a longer word is cut in two."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
        while len(line) > 1 and width_of(line, size, bold=bold) > width:
            cut = _fitting(line, width, size, bold)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line else lines


def _fitting(text: str, width: float, size: float, bold: bool) -> int:
    """How many signs of *text* fit, one at least."""
    count = 1
    while count < len(text) and width_of(text[: count + 1], size, bold=bold) <= width:
        count += 1
    return count


@lru_cache(maxsize=1024)
def _base(sign: str) -> str:
    """The letter under its accents."""
    return unicodedata.normalize("NFD", sign)[0]
