"""Seekers of the guard for what French prose says of people: births, addresses, names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from store.privacy.guard_words import (
    BORN_THINGS,
    FUNCTIONS,
    NOT_SMALL_NAMES,
    NOT_STREETS,
    NOT_TOWNS,
    PARTICLES,
    THINGS,
    Span,
    before,
    folded,
)

# ── dates of birth ───────────────────────────────────────────────────────────────────────────────────

_MONTHS = (
    r"(?:janv(?:ier|\.)?|f[ée]vr?(?:ier|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[ûu]t|"
    r"sept(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?)"
)
_DATE = (
    r"(?P<date>[0-3]?[0-9] ?[./\-] ?[01]?[0-9] ?[./\-] ?(?:[0-9]{4}|[0-9]{2})(?![0-9])"
    r"|(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]"
    r"|[0-3][0-9] [01][0-9] (?:19|20)[0-9]{2}(?![0-9])"
    rf"|(?:1er|[0-3]?[0-9]) {_MONTHS} (?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))"
)
_DAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?"
_BORN = re.compile(
    r"(?i)(?<![\w'])n[ée](?:\(?e\)?|[.·]e)?s?(?: ?\([^()\n]{0,40}\))?"
    r"(?: ?,? ?(?:à|a|au|aux|en|dans|chez) [^,.;!?\n0-9]{1,40}(?:\([0-9AB]{2,3}\))?)?"
    rf" ?[,:]? ?(?:(?:le|un|du|au|vers le) )?{_DAY}{_DATE}"
)
_BIRTH = re.compile(
    r"(?i)\b(?:naissance|naiss\.|d\.?d\.?n\b\.?)(?: (?:de |du |d')[^,.;!?:\n0-9]{1,30})?"
    rf"[ ,:=(\-]{{0,4}}(?:(?:est|[ée]tait|fix[ée]e|enregistr[ée]e|le|du|au|un) ){{0,3}}{_DAY}{_DATE}"
)
_DATED_BIRTH = re.compile(rf"(?i){_DATE} ?[,:(\-]{{0,2}} ?(?:(?:est )?(?:sa |la )?date de )?naissance\b")
_BORN_THING = re.compile(
    rf"(?i)\b(?:{BORN_THINGS})s?(?: [a-zà-ÿ]+)?(?: (?:est|sont|[ée]tai(?:t|ent)|serait))? $"
)
_BIRTH_PAPER = re.compile(
    r"(?i)\b(?:primes?|allocations?|cong[ée]s?|actes?|certificats?|extraits?|bulletins?|aides?) "
    r"(?:à la|de|à) $"
)


def births(text: str) -> Iterator[Span]:
    """Whole dates introduced as those of a birth."""
    for pattern, but_not in ((_BORN, _BORN_THING), (_BIRTH, _BIRTH_PAPER), (_DATED_BIRTH, None)):
        for match in pattern.finditer(text):
            if but_not is None or not but_not.search(before(text, match.start())):
                yield match.span("date")


# ── addresses ────────────────────────────────────────────────────────────────────────────────────────

_STREET = (
    r"(?:rue|avenue|av\.?|boulevard|bd\.?|bld\.?|blvd|impasse|all[ée]es?|chemin|ruelle|venelle|lotissement)"
)
_SQUARE = (
    r"(?:place|pl\.|cours|square|quai|route|rte|passage|cit[ée]|r[ée]sidence|villa|voie|esplanade|promenade|"
    r"sentier|mont[ée]e|traverse|clos|hameau|lieu-dit|rond-point|mail|parvis|faubourg|fbg)"
)
_OF = r"(?:(?:de la|de l'|de|du|des|d'|la|les?|l'|aux?) ?)?"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ]"
_MORE = rf"(?: (?:{_OF}{_CAPITAL}|(?:de|du|des|d'|et) ?{_CAPITAL})[\w'\-]*)*"
_TOWN_AFTER = r"(?:[ ,\-]{1,3}[0-9]{5} [^\W\d_][\w'\-]+)?"
_HOUSE = (
    r"(?<![0-9A-Za-z])(?<![0-9][ .,/\-])[0-9]{1,4}(?: ?(?:(?i:bis|ter|quater)\b|[A-Fa-f](?=[ ,])))?"
    r"(?: ?, ?| )(?:(?i:appt?|apt|b[âa]t)\.? ?\w{1,3},? )?"
)
_NUMBERED_STREET = re.compile(
    rf"{_HOUSE}(?i:{_STREET}) (?i:{_OF})(?P<name>[^\W\d_][\w'\-]*){_MORE}{_TOWN_AFTER}"
)
_NUMBERED_SQUARE = re.compile(
    rf"{_HOUSE}(?i:{_SQUARE}) (?i:{_OF})(?P<name>{_CAPITAL}[\w'\-]+){_MORE}{_TOWN_AFTER}"
)
_LIVES = re.compile(
    r"(?i:\b(?:habit\w*|demeur\w*|domicili\w*|r[ée]sid(?:e|ent|ait|ant)|log(?:e|ent|ait|[ée]e?s?)|"
    r"h[ée]berg\w*|adresse|vit|vivent))\b[^.;!?\n0-9]{0,25}?(?<![\w\-])"
    rf"(?P<place>(?i:{_STREET}|{_SQUARE}) (?i:{_OF})(?P<name>{_CAPITAL}[\w'\-]+){_MORE}{_TOWN_AFTER})"
)
_TOWN = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][ .,/\-])(?:0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3} "
    rf"(?P<name>{_CAPITAL}[\w'\-]+){_MORE}"
)


def addresses(text: str, public: Collection[str]) -> Iterator[Span]:
    """A number and a street, a postcode and a town, a street where somebody « habite »."""
    for match in _NUMBERED_STREET.finditer(text):
        if folded(match["name"]) not in NOT_STREETS:
            yield match.span()
    for match in _NUMBERED_SQUARE.finditer(text):
        if not _is_sigle(match["name"], match[0], public):
            yield match.span()
    for match in _LIVES.finditer(text):
        if not _is_sigle(match["name"], match["place"], public):
            yield match.span("place")
    for match in _TOWN.finditer(text):
        if folded(match["name"]) not in NOT_TOWNS and folded(match["name"]) not in public:
            yield match.span()


def _is_sigle(name: str, said: str, public: Collection[str]) -> bool:
    """Whether *name* is a sigle among ordinary words: « 1 place de CHRS »."""
    return folded(name) in public or (name.isupper() and len(name) <= 6 and not said.isupper())


# ── names ────────────────────────────────────────────────────────────────────────────────────────────

_PARTICLE = (
    r"(?:(?:de La|de la|de l'|De La|de|du|des|De|Du|Des|[dD]'|DE LA|DE|DU|DES|L[ea]s?|LES?|LA|[lL]'|"
    r"E[lL]|A[lL]|B[eE][nN]|A[ïi]t|AIT|Bou|Van|van|VAN|von|Von|den|der|Der|Dos|dos|DOS|Da|da|Di|di|Del|"
    r"Mac|Mc|Saint|Sainte) ?)"
)
_INITIALS = rf"(?:{_CAPITAL}\.[ \-]?)*"
_LAST = rf"{_PARTICLE}{{0,2}}{_CAPITAL}(?:[\w\-]|'(?=\w))*"
_NAME = rf"(?P<name>{_INITIALS}{_LAST}(?: {_LAST}){{0,3}})"
_TITLE = (
    r"(?<![\w'\-])(?:(?<![0-9] )M\.?|(?i:mr|mmes?|mlles?|mrs|dr|vve)\.?|MM\.|Pr\.?|Me|"
    r"(?i:madame|mesdames|monsieur|messieurs|mademoiselle|mesdemoiselles|docteure?|ma[îi]tre|professeure?))"
)
_TITLED = re.compile(rf"{_TITLE} ?(?<=[ .]){_NAME}(?:(?= et (?P<other>{_LAST}))|)")
_CALLED = re.compile(
    r"(?i:(?<![\w])(?:(?:s'|m'|t')appel(?:le|lent|ait|aient|er)|(?:se|me) (?:pr[ée])?nomm(?:e|ent|ait)|"
    r"(?:pr[ée]|d[ée]|sur)?nomm[ée]e?s?)(?: (?:d[ée]sormais|aussi|encore|bien|maintenant|en fait))? :? ?"
    rf"(?:{_TITLE} )?){_NAME}"
)
_KIN = re.compile(
    r"(?i:(?<![\w'])(?:familles?|[ée]poux|[ée]pouse|veuve|veuf|consorts|fr[èe]res|s[œo]e?urs|n[ée]e) )"
    + _NAME
)
_FIELD = re.compile(
    r"(?i:(?<![\w'])(?:pr[ée])?noms?"
    r"(?: (?:de famille|de naissance|d'usage|d'[ée]pouse|de jeune fille|marital))?"
    rf" ?: ?){_NAME}"
)
_SMALL_NAMED = re.compile(
    r"(?<![\w'\-])(?:mme|mlle|mr)\.? (?P<name>[^\W\d_][\w\-]{3,}(?: [^\W\d_][\w\-]{3,})?)"
    r"(?= (?:est|a|n'|ne|se|s'|[ée]tait|avait|sera|aura|veut|doit|peut|va|dit|qui|nous|m')(?![\w\-]))"
)
_THING_CALLED = re.compile(rf"(?i)(?<![\w])(?:{THINGS})s?\b(?: [\wà-ÿ'\-]+){{0,4}} $")
_STAND_IN = re.compile(r"(?:[A-Z]|[XYZ]{1,4})\.*$")


def names(text: str, public: Collection[str]) -> Iterator[Span]:
    """What follows a title, « s’appelle », « famille », « nom : »."""
    for match in _TITLED.finditer(text):
        name = _kept_name(match["name"], public)
        if name:
            yield match.start("name"), match.start("name") + len(name)
        if name and match["other"] and _kept_name(match["other"], public):
            yield match.span("other")
    for match in _SMALL_NAMED.finditer(text):
        if folded(match["name"].partition(" ")[0]) not in NOT_SMALL_NAMES:
            yield match.span("name")
    for pattern in (_CALLED, _KIN, _FIELD):
        for match in pattern.finditer(text):
            if pattern is _CALLED and _THING_CALLED.search(before(text, match.start())):
                continue
            name = _kept_name(match["name"], public)
            if name:
                yield match.start("name"), match.start("name") + len(name)


def _kept_name(name: str, public: Collection[str]) -> str:
    """The part of *name* that is one: up to the first word that names nobody; "" when there is none."""
    if _STAND_IN.match(name):
        return ""
    end = 0
    for match in re.finditer(r"[^\s']+", name):
        word = folded(match[0].partition("-")[0])
        if word in PARTICLES:
            continue
        if word in FUNCTIONS or word in public:
            break
        if len(word) > 1:
            end = match.end()
    return name[:end]
