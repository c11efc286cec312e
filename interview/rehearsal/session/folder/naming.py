"""What of a note may say who: all that the guard finds, the number of a participant, two capitalised words.

In a group of three, a number is a name. And two words with a capital side by side are asked about here, even
at the head of a sentence, where the guard of the interviews keeps silent: notes are few, and short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from flows.catalogue_file import Entry, names_of
from flows.flow import Flow
from interview.passages import Passage, passages_in, public_words
from store.privacy.guard_words import FUNCTIONS, folded

NUMBER_MASK = "[participant masqué]"
NAME_MASK = "[nom masqué]"

_SAID = (
    r"(?:a|ont|n['’]\w+|ne|se|s['’]\w+|est|était|avait|dit|doit|pense|croit|répond|confond|oublie|écrit|et)"
)
_N = r"(?P<number>[0-9]{1,3})(?![0-9]|[.,/:h][0-9]|\s?[%€])"
_SIGN = r"(?:n[°ºo]s?\.?|num[ée]ros?|nᵒ)"
_PEOPLE = r"(?:participant|stagiaire|agent|coll[èe]gue|personne|apprenant|poste|joueur)(?:[·.(]?e\)?)?s?"
_NUMBERED = (
    rf"\b{_PEOPLE}\s?(?:,\s)?(?:{_SIGN}\s?)?{_N}(?!\s(?:fois|sur|minutes?|heures?|jours?)\b)",
    rf"(?<!\w){_SIGN}\s?{_N}",
    rf"\b(?:le|la)\s{_N}(?=\s{_SAID}(?!\w))",
    rf"\b(?:r[ée]ponses?|erreurs?|avis|fiches?|fichiers?|choix|copie)\s(?:du|de\sla|de)\s(?:{_SIGN}\s?)?{_N}"
    r"(?!\s(?:janv|f[ée]vr|mars|avril|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c))",
)
_PARTICIPANT = re.compile("|".join(each.replace("?P<number>", "?:") for each in _NUMBERED), re.IGNORECASE)
_NUMBERED_THING = re.compile(
    r"(?i)\b(?:cas|questions?|situations?|articles?|annexes?|formulaires?|cerfa|notes?|pages?|pi[èe]ces?|"
    r"papiers?|loi|d[ée]cret|circulaire|[ée]tapes?|points?|relances?|sc[èe]nes?|lignes?)\s$"
)


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_CAPITALISED = re.compile(
    r"(?<![\w'’.\-])[A-ZÀ-ÖØ-ÞŒ][\w\-]*[a-zà-öø-ÿœ][\w\-]*|(?<![\w'’.\-])[A-ZÀ-ÞŒ\-]{5,}"
)
_BETWEEN = re.compile(r"\s(?:(?:de|du|des|le|la|el|ben|van|von|da|di)\s|de\sla\s|d['’])?")
_OPENERS = _words(
    "apres au aucun aucune aux avant avec beaucoup car ce cela ces cet cette chacun chaque chez comme",
    "comment contre dans de demander depuis des donc du elle elles en encore entre est et eux faire",
    "faut ici il ils jamais je la le les leur leurs lorsque lui mais meme mon ni non nos notre nous on",
    "ont ou oui par parfois parmi pas pendant plus plusieurs pour pourquoi puis quand que quel quelle",
    "qui quoi relire revoir sa sans sauf se selon ses si son sous souvent sur tous tout toute toutes",
    "trop un une vers via voir vos votre vous",
    # Bodies whose two words both take a capital, days and months.
    "action affaires allocation allocations assurance caf caisse conseil cpam departement france",
    "groupement guichet logement maison maladie metropole ministere mission pole point prefecture",
    "reseau secours securite solidarite travail ville republique etat croix restos emmaus aide code loi",
    "journal parcours formation lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier",
    "mars avril mai juin juillet aout septembre octobre novembre decembre",
)
"""What begins a sentence, or a name that is nobody's."""


def naming_passages(flow: Flow, text: str) -> tuple[Passage, ...]:
    """Every passage of a note that may say who, in the order of the text; none overlap."""
    found = list(passages_in(flow, text))
    for start, end, masked in (*_numbers(text), *_pairs(flow, text)):
        if not any(start < each.end and each.start < end for each in found):
            found.append(_passage(text, start, end, masked))
    return tuple(sorted(found, key=lambda each: each.start))


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """« participant n° 2 », « n°2 », « le 2 a tort »: never the number of a case, a question, an article."""
    for match in _PARTICIPANT.finditer(text):
        if not _NUMBERED_THING.search(text[max(0, match.start() - 20) : match.start()]):
            yield match.start(), match.end(), NUMBER_MASK


def _pairs(flow: Flow, text: str) -> Iterator[tuple[int, int, str]]:
    """« Sandrine Lefebvre », « LEFEBVRE Sandrine », « Sandrine de Lefebvre »."""
    known = _public(flow)
    for one, other in pairwise(_CAPITALISED.finditer(text)):
        named = not any(_is_known(each[0], known) for each in (one, other))
        if named and _BETWEEN.fullmatch(text[one.end() : other.start()]):
            yield one.start(), other.end(), NAME_MASK


def _is_known(word: str, known: frozenset[str]) -> bool:
    parts = [folded(each) for each in re.split(r"[\-'’]", word) if each]
    return all(each in known or each in FUNCTIONS or each in _OPENERS for each in parts)


def _public(flow: Flow) -> frozenset[str]:
    """Words of the names of benefits and organisms, which are nobody's."""
    entries: list[Entry] = [*flow.catalogue.benefits.values(), *flow.catalogue.organisms.values()]
    named = (names_of(each, flow.catalogue.file.ambiguous) for each in entries)
    words = {
        word for own, others in named for name in (*own, *others) for word in re.split(r"[\s'’\-]", name)
    }
    return frozenset(folded(each) for each in words if each[:1].isupper()) | public_words(flow.catalogue)


def _passage(text: str, start: int, end: int, masked: str) -> Passage:
    return Passage(
        kind="nom",
        masked=masked,
        path=(),
        start=start,
        end=end,
        place="",
        before=text[max(0, start - 32) : start],
        text=text[start:end],
        after=text[end : end + 32],
    )
