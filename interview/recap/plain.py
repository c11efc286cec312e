"""What would make a récapitulatif hard to read: told to the agent, never corrected for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.catalogue import Catalogue
from interview.recap.acronyms import names, unexplained
from interview.recap.content import fits_one_page
from interview.recap.model import Recap
from templates import RecapContext
from templates.typography import french

LONGEST_SENTENCE = 20
"""Words. Sentences for everybody stay under fifteen or so; past twenty, a tired reader loses the thread."""
_WORDS = re.compile(r"[^\W_]+")


def remarks(catalogue: Catalogue, recap: Recap, context: RecapContext) -> tuple[str, ...]:
    """What the agent may want to write otherwise, one sentence each; () when all is plain."""
    told = [*_acronyms(catalogue, recap), *_long(recap)]
    if not fits_one_page(context):
        told.append("La feuille risque de dépasser une page : décochez ce qui compte le moins.")
    return tuple(french(each) for each in dict.fromkeys(told))


def _acronyms(catalogue: Catalogue, recap: Recap) -> Iterator[str]:
    named = names(catalogue)
    for step in recap.steps:
        for acronym in unexplained(catalogue, f"{step.what} {step.who} {step.when}"):
            known = named.get(acronym)
            way = f"écrivez « {known} »" if known else "dites-le en toutes lettres"
            yield f"« {acronym} » n’est pas compris de tous : {way}."


def _long(recap: Recap) -> Iterator[str]:
    for step in recap.steps:
        if len(_WORDS.findall(step.what)) > LONGEST_SENTENCE:
            start = " ".join(step.what.split()[:5])
            yield f"« {start}… » est une longue phrase : coupez-la en deux étapes."
