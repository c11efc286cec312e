"""French typography, dates, money and the escaping of data: the one place where they are decided.

Three steps, always in this order: `clean` (what is not text goes), `french` (spaces, quotes and
apostrophes), `escape` (what Markdown would read as markup is neutralised). The first two are applied
to the whole context before a template sees it, the third to whatever a template prints.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import lru_cache

NBSP = "\u00a0"
NARROW = "\u202f"

# Controls, invisible formatting, surrogates, private use, non-characters: nothing a reader can see,
# and each is refused or rewritten by at least one of the formats.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u070f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff\U000e0000-\U0010ffff]"
    "|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff]"
)
_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\u1680\u2000-\u200a\u205f\u3000]+")
_AROUND_LINE = re.compile(f"[ {NBSP}{NARROW}]*\n[ {NBSP}{NARROW}]*")
_MANY_LINES = re.compile("\n{3,}")

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_QUOTED = re.compile(r'(?<![\w"])"([^"\n]*[^"\s])"(?![\w"])')
_OPENING = re.compile(f"«[ {NBSP}{NARROW}]*(?=[^\\s])")
_CLOSING = re.compile(f"(?<=[^\\s])[ {NBSP}{NARROW}]*»")
_UNIT = re.compile(f"(?<=\\d)[ {NBSP}](?=[%€])")
_HIGH = re.compile(f"[ {NBSP}]([;!?]+)(?=[\\s)»]|$)")
_COLON = re.compile(f"[ {NARROW}]:(?=\\s|$)")
_STUCK = re.compile(r"(?<![^\s(’'«])([^\W\d_]+(?:[-’'][^\W\d_]+)*)([;!?]+|:)(?=\s|$)")


def clean(text: str) -> str:
    """The same text, composed (NFC), without what nobody can see; line ends kept, blanks collapsed."""
    if text.isascii() and text.isprintable():
        return _BLANKS.sub(" ", text).strip() if "  " in text else text.strip()
    text = _NOT_TEXT.sub("", _LINE_END.sub("\n", text))
    text = _AROUND_LINE.sub("\n", _BLANKS.sub(" ", text))
    return unicodedata.normalize("NFC", _MANY_LINES.sub("\n\n", text)).strip()


def french(text: str) -> str:
    """French spacing and quotation marks; words, numbers, addresses and hours are left alone."""
    if "'" in text:
        text = _APOSTROPHE.sub("’", text)
    if '"' in text:
        text = _QUOTED.sub(lambda m: f"«{NBSP}{m[1].lstrip()}{NBSP}»", text)
    if "«" in text or "»" in text:
        text = _CLOSING.sub(f"{NBSP}»", _OPENING.sub(f"«{NBSP}", text))
    if "%" in text or "€" in text:
        text = _UNIT.sub(NARROW, text)
    if ":" in text or "?" in text or "!" in text or ";" in text:
        text = _STUCK.sub(_unstick, text)
        text = _COLON.sub(f"{NBSP}:", _HIGH.sub(rf"{NARROW}\1", text))
    return text


def _unstick(match: re.Match[str]) -> str:
    space = NBSP if match[2] == ":" else NARROW
    return f"{match[1]}{space}{match[2]}"


_MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>&|~#"})
_LEADING = re.compile(r"^(?:([+=:-])|(\d{1,9})([.)]))")


def escape(line: str) -> str:
    """One line of data as Markdown that reads as that very line, wherever a template puts it."""
    return _LEADING.sub(_neutralise, line.translate(_MARKUP))


def _neutralise(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


_AFTER_STOP = f"»” {NBSP}{NARROW}"


def sentences(lines: tuple[str, ...]) -> str:
    """Several plain sentences as running text: each begins with a capital and ends with a stop."""
    return " ".join(sentence(line) for line in lines)


def sentence(line: str) -> str:
    """One sentence: a capital first, a full stop last unless it already ends."""
    ended = stopped(line)
    return ended[:1].upper() + ended[1:]


def stopped(line: str) -> str:
    """The line with a full stop, unless it is empty or already ends, be it within quotation marks."""
    within = line.rstrip(_AFTER_STOP) if line.endswith(("»", "”")) else line
    return line if not line or within.endswith((".", "!", "?", "…")) else f"{line}."


def listed(lines: tuple[str, ...]) -> str:
    """Several labels as one line: semicolons, since a label may hold a comma."""
    return f"{NARROW}; ".join(lines)


def bounded(text: str, most: int) -> str:
    """The text within *most* characters: cut after a whole word, an ellipsis last."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    space = kept.rfind(" ")
    return (kept[:space] if space >= most // 2 else kept).rstrip(f" {NBSP}{NARROW},;:.(«") + "…"


def count(number: int, noun: str) -> str:
    """`1 personne`, `3 personnes`, `4 mois`; zero is singular in French."""
    plural = noun if abs(number) < 2 or noun.endswith(("s", "x", "z")) else f"{noun}s"
    return f"{integer(number)} {plural}"


@lru_cache(maxsize=4096)
def integer(number: int) -> str:
    """`12 578`, with narrow no-break spaces."""
    from babel.numbers import format_decimal

    return str(format_decimal(number, locale="fr_FR")).replace(NBSP, NARROW)


@lru_cache(maxsize=4096)
def euros(cents: int) -> str:
    """`12 578 €`, and `12,50 €` only where there are cents."""
    from decimal import Decimal

    from babel.numbers import format_currency

    pattern = "#,##0.00 ¤" if cents % 100 else "#,##0 ¤"
    amount = format_currency(Decimal(cents) / 100, "EUR", pattern, locale="fr_FR", currency_digits=False)
    return str(amount).replace(NBSP, NARROW).replace(" ", NARROW)


def duration(minutes: int) -> str:
    """`45 minutes`, `1 h 15`: read aloud as they are written."""
    if minutes < 60:
        return count(minutes, "minute")
    hours, rest = divmod(minutes, 60)
    return f"{hours}{NBSP}h{NBSP}{rest:02d}" if rest else f"{hours}{NBSP}h"


_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@lru_cache(maxsize=4096)
def day(value: datetime.date | str) -> str:
    """`3 mars 2026`, `1er mars 2026`, `mars 2026` or `2026`, as precise as what is given.

    Text that is not an ISO date is returned as it is: « été 2025 » is a fact too.
    """
    if isinstance(value, datetime.date):
        return _long(value)
    parts = _ISO.fullmatch(value)
    if not parts:
        return value
    year, month, date = parts.groups()
    try:
        if date:
            return _long(datetime.date(int(year), int(month), int(date)))
        return _month(datetime.date(int(year), int(month), 1)) if month else year
    except ValueError:
        return value


def when(value: datetime.date | str) -> str:
    """`le 3 mars 2026`, `en mars 2026`, `en 2026`; other text as it is."""
    text = day(value)
    if text == value and not (isinstance(value, str) and len(value) == 4 and value.isdecimal()):
        return text
    return f"le {text}" if isinstance(value, datetime.date) or len(value) == 10 else f"en {text}"


def _long(value: datetime.date) -> str:
    from babel.dates import format_date

    text = str(format_date(value, "d MMMM y", locale="fr_FR"))
    return f"1er{text[1:]}" if value.day == 1 else text


def _month(value: datetime.date) -> str:
    from babel.dates import format_date

    return str(format_date(value, "MMMM y", locale="fr_FR"))
