"""Seekers of the guard for numbers and signs: social security, bank, mail, telephone, files.

The numbers that carry a key are checked by python-stdnum, telephone numbers are read by phonenumbers;
both are imported only when a text holds something that looks like one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.privacy.guard_words import Span, before

# ── numbers with a key ───────────────────────────────────────────────────────────────────────────────

_NIR = re.compile(
    r"(?<![0-9A-Za-z])[1-478](?:[ .\-]?[0-9]){4}[ .\-]?(?:[0-9] ?[0-9]|2 ?[ABab])(?:[ .\-]?[0-9]){6}"
    r"(?P<key>(?:[ .\-]| ?/ ?| ?cl[ée] ?:? ?)?[0-9] ?[0-9])?(?![0-9A-Za-z])"
)
_NIR_GROUPS = re.compile(r"[1-478]([ .\-])[0-9]{2}\1[0-9]{2}\1[0-9][0-9ABab]\1[0-9]{3}\1[0-9]{3}")
_NIR_WORDS = re.compile(r"(?i)\b(?:nir|s[ée]cu|immatricul|matricule|assur[ée])")
_SIGNS = re.compile(r"[^0-9A-Za-z]")


def nirs(text: str) -> Iterator[Span]:
    """Social security numbers: with their key, or built like one."""
    for match in _NIR.finditer(text):
        bare = match.start("key") if match["key"] else match.end()
        number = _SIGNS.sub("", text[match.start() : bare]).upper()
        key = re.sub(r"[^0-9]", "", match["key"] or "")
        if key and _has_nir_key(number + key):
            yield match.span()
            continue
        told = bool(_NIR_WORDS.search(before(text, match.start())))
        grouped = bool(_NIR_GROUPS.match(match[0]))
        if _is_plausible_nir(number, strictly=not told) and (not key or told or grouped):
            yield match.span()


def _has_nir_key(number: str) -> bool:
    from stdnum.fr import nir

    return bool(nir.is_valid(number))


def _is_plausible_nir(number: str, *, strictly: bool) -> bool:
    """Whether thirteen characters are built like one; *strictly* leaves out the uncommon forms."""
    sex, month, department = number[0], int(number[3:5]), number[5:7]
    usual = sex in "12" and 1 <= month <= 12
    uncommon = not strictly and (1 <= month <= 12 or 20 <= month <= 42 or month >= 50)
    return (usual or uncommon) and department != "00" and "000" not in (number[7:10], number[10:])


_IBAN = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{2}[0-9]{2}(?:[ .\-]?[0-9A-Za-z]){11,30}")
_IBAN_FRENCH = re.compile(r"[Ff][Rr][0-9]{2}(?: ?[0-9]{4}){2} ?[0-9]{2}(?: ?[0-9A-Za-z]){11} ?[0-9]{2}$")
_WORD_END = re.compile(r"[0-9A-Za-z](?![0-9A-Za-z])")


def ibans(text: str) -> Iterator[Span]:
    """Bank accounts: with their key, or of the French form."""
    for match in _IBAN.finditer(text):
        ends = [each.end() for each in _WORD_END.finditer(text, match.start(), match.end())]
        for end in reversed(ends):
            number = text[match.start() : end]
            if _has_iban_key(_SIGNS.sub("", number)) or _IBAN_FRENCH.match(number):
                yield match.start(), end
                break


def _has_iban_key(number: str) -> bool:
    from stdnum import iban

    return len(number) > 14 and bool(iban.is_valid(number, check_country=False))


# ── how to reach somebody ────────────────────────────────────────────────────────────────────────────

_EMAIL = re.compile(r"(?<![\w.+%\-])[\w.+%'\-]{1,64} ?@ ?[\w\-]{1,64}(?:\.[\w\-]{1,40})+")
_EMAIL_SPOKEN = re.compile(
    r"(?i)(?<![\w.+%\-])[\w.+%\-]{1,64} ?(?:[(\[{] ?(?:at|arobase|@) ?[)\]}]|(?<= )arobase(?= )) ?"
    r"[\w\-]{1,64}(?:\.[\w\-]{2,20}| ?[(\[]?(?:point|dot)[)\]]? ?[a-z]{2,20}\b)+"
)


def emails(text: str) -> Iterator[Span]:
    """Addresses, « arobase » and « point » spelt out included."""
    for pattern in (_EMAIL, _EMAIL_SPOKEN):
        for match in pattern.finditer(text):
            yield match.start(), match.end()


_NOT_MONEY = r"(?![0-9A-Za-z])(?! ?(?:€|%|(?i:euros?\b|eur\b|h\b)))"
_FRENCH_PHONE = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][ .,/\-])(?:\(0\)|0) ?[1-9]"
    r"(?:(?P<sign>[ .\-/]?)[0-9]{2}(?:(?P=sign)[0-9]{2}){3}|(?:[ .]?[0-9]){8})" + _NOT_MONEY
)
_FOREIGN_PHONE = re.compile(
    r"(?<![0-9A-Za-z])\(?(?:\+|00) ?[1-9][0-9]{0,2}\)?(?: ?\(0\))?(?:[ .\-/]?[0-9]){6,12}" + _NOT_MONEY
)
_NUMERIC_DATE = re.compile(r"[0-3]?[0-9][ ./\-][01]?[0-9][ ./\-](?:19|20)[0-9]{2}(?![0-9])")


def phones(text: str) -> Iterator[Span]:
    """Telephone numbers of France and elsewhere; hotlines are nobody’s."""
    for match in _FRENCH_PHONE.finditer(text):
        if not _NUMERIC_DATE.match(match[0]) and not _is_a_service(match[0]):
            yield match.span()
    for match in _FOREIGN_PHONE.finditer(text):
        if _is_a_number(match[0]):
            yield match.span()


def _is_a_service(number: str) -> bool:
    """Whether it is the number of a hotline, free or paid: nobody's."""
    import phonenumbers
    from phonenumbers import PhoneNumberType as Type

    kind = phonenumbers.number_type(phonenumbers.parse(number.replace("(0)", "0"), "FR"))
    return kind in (Type.TOLL_FREE, Type.PREMIUM_RATE, Type.SHARED_COST, Type.UAN)


def _is_a_number(number: str) -> bool:
    """Whether the plan of the country has such a number; for France any of the right length will do."""
    import phonenumbers

    try:
        read = phonenumbers.parse(re.sub(r"\(\+?([0-9]{2,3})\)", r"+\1", number), "FR")
    except phonenumbers.NumberParseException:
        return False
    french = read.country_code == 33 and phonenumbers.is_possible_number(read)
    return french or phonenumbers.is_valid_number(read)


# ── numbers of a file ────────────────────────────────────────────────────────────────────────────────

_FILE_STRONG = (
    r"allocataire|dossiers?|matricule|identifiant|immatriculation|agdref|fiscal|pensionn[ée]e?|adh[ée]rente?|"
    r"assur[ée]e?|demandeur d'emploi|demandeuse d'emploi|b[ée]n[ée]ficiaire"
)
_FILE_BODY = (
    r"c\.?a\.?f\.?|cpam|caisse|mdph|msa|carsat|cnav|ameli|france travail|p[ôo]le emploi|urssaf|impots?"
)
_FILE_NUMBER = r"n[°ºo]\.?|num[ée]ro|num\.?|r[ée]f[ée]rences?|r[ée]f\.?|:|="
_FILE_LINK = r"l[ea']s?|d[eu']s?|est|à|au|sous|portant|personnel"
_FILE = re.compile(
    rf"(?i)(?<![\w'])(?P<said>(?:{_FILE_NUMBER}|{_FILE_STRONG}|{_FILE_BODY})"
    rf"(?:[ ,()]{{0,2}}(?:{_FILE_NUMBER}|{_FILE_STRONG}|{_FILE_BODY}|{_FILE_LINK})(?![a-zà-ÿ])){{0,7}})"
    r"[ ,(]{0,2}(?P<number>(?:[0-9]{1,4}[A-Z]{1,3}|[A-Z]{1,3})?[\-/]?"
    r"[0-9](?:[ .\-/]?[0-9]){4,14}(?:[ \-]?[A-Z])?)"
    r"(?![0-9A-Za-z])(?! ?(?:€|%|euros?\b|eur\b|\*))"
)
_STRONG = re.compile(rf"(?i)\b(?:{_FILE_STRONG})\b")
_BODY = re.compile(rf"(?i)\b(?:{_FILE_BODY})(?!\w)")
_NUMBER = re.compile(rf"(?i)(?:{_FILE_NUMBER})")


def file_numbers(text: str) -> Iterator[Span]:
    """Numbers introduced as those of a file, a claimant, an account of an organism."""
    for match in _FILE.finditer(text):
        said, digits = match["said"], len(re.sub(r"[^0-9]", "", match["number"]))
        introduced = bool(_NUMBER.search(said))
        of_somebody = bool(_STRONG.search(said)) or (introduced and bool(_BODY.search(said)))
        slashed = "/" in match["number"] and digits < 8
        if (
            of_somebody
            and (introduced or digits >= 6)
            and not slashed
            and not _NUMERIC_DATE.match(match["number"])
        ):
            yield match.span("number")
