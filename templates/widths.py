"""How wide a text is once set, so that a column or the length of a page is known before anything is drawn.

The widths are those of Libertinus Serif, the letter of the PDF (measured with Typst 0.15, regular weight,
rounded up to the hundredth of an em; kerning and ligatures, which only shorten, are left out).
"""

from __future__ import annotations

from functools import lru_cache

_EM_HUNDREDTHS: dict[int, str] = {
    13: "\u202f\u2009",
    17: "·",
    19: "'",
    21: "|",
    22: ",.¦",
    24: ":;",
    25: " \u00a0′",
    27: "l°ĺļŀł‘’‚",
    28: "ij{}ìíîïĩīĭįıĵſ",
    29: "!\\¡ľ",
    30: "()IfÌÍÎÏĨĪĬĮİ",
    31: "ª²³¹",
    32: "tţŧ",
    33: "/JĴ",
    34: '"-‐‑',
    35: "´º",
    36: "[]•",
    37: "*‹›",
    38: "r¨ŕŗřť“”„",
    39: "sśŝşš″",
    40: "`¯",
    43: "czçćĉċčźżž",
    44: "?¿",
    45: "~èéêëēĕėęě",
    46: "aeàáâãäåāăą",
    47: "#$0123456789¢£¤¥€",
    48: "§",
    49: "FS_ðŚŜŞŠ",
    50: "bgxĝğġģ",
    51: "doqvòóôõöøþđōŏő",
    52: "^kpµķĸŷ",
    53: "LyÞýÿďĹĻĽĿŁŋ≤≥≠",
    54: "huùúûüĥħũūŭůűų",
    55: "+<=>Pn«±¸»×ßñ÷ĳńņňŉ–−×",
    56: "EÈÉÊËĒĔĖĘĚ",
    58: "Ŷ",
    59: "BRŔŖŘ†",
    60: "Y¬ÝĲŦŸ",
    61: "Z¶ŹŻŽ",
    64: "%KTĶŢŤ",
    65: "CÇĆĈĊČ",
    66: "X¼½¾",
    67: "VÜŊ",
    68: "UÙÚÛŨŪŬŮŰŲ",
    69: "GæĜĞĠĢ",
    70: "AN©®ÀÁÂÃÄÅÑĀĂĄŃŅŇ",
    71: "&DOQÐÒÓÔÕÖØĎĐŌŎŐ",
    73: "HĤĦ",
    75: "—…",
    76: "wŵ",
    78: "œ",
    79: "m",
    80: "™",
    84: "M",
    87: "ÆŒ",
    90: "@",
    92: "‰",
    97: "WŴ",
    113: "→←",
}
_WIDTHS = {sign: width for width, signs in _EM_HUNDREDTHS.items() for sign in signs}
_UNKNOWN = 470
"""A letter the font lacks is written as its code point, as wide as « [U+1F600] »."""
BOLD = 1.13
"""How much wider a word is at most in bold; one letter alone may be a little wider."""


@lru_cache(maxsize=4096)
def width(text: str) -> int:
    """The width of a line of regular text, in hundredths of an em: never less than what is drawn."""
    return sum(map(_width, text))


def _width(sign: str) -> int:
    return _WIDTHS.get(sign, _UNKNOWN)


def lines(text: str, room: int) -> int:
    """How many lines a text takes in a column *room* hundredths of an em wide; a line end starts a line."""
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: int) -> int:
    taken, left = 1, room
    for word in line.split(" "):
        wide = width(word) + _WIDTHS[" "]
        if wide - _WIDTHS[" "] <= left:
            left -= wide
            continue
        taken += 1 if left < room else 0
        over = max(0, wide - room)
        taken += -(-over // room)
        left = room - (wide - room * (over // room) if over else wide)
    return taken
