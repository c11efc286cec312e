"""Answers drawn at random, of the kind each question takes."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from flows.catalogue import Catalogue
from flows.grammar import UNKNOWN, Question
from interview.engine import NO_LINK, accepts_unknown
from interview.engine.values import NOT_ESTABLISHED

PSEUDONYMS = ("0123-45Z", "ABCD-EFQ")
_months = st.builds("{:04d}-{:02d}".format, st.integers(1990, 2030), st.integers(1, 12))
_days = st.builds("{}-{:02d}".format, _months, st.integers(1, 28))
_texts = st.text(alphabet="abé ’.", min_size=1, max_size=20).filter(str.strip)
_rows = st.fixed_dictionaries(
    {"date": _days | _months, "fait": _texts},
    optional={"acteur": _texts, "canal": _texts, "preuve": st.sampled_from(("oui", "non", "courrier"))},
)
_BY_KIND: dict[str, st.SearchStrategy[Any]] = {
    "montant": st.integers(0, 500_000).map(lambda cents: f"{cents // 100},{cents % 100:02d}"),
    "mois": _months,
    "date": _days,
    "texte": _texts,
    "lignes": st.lists(_rows, min_size=1, max_size=3),
}


def answers_to(question: Question, catalogue: Catalogue, rank: int = 1) -> st.SearchStrategy[Any]:
    """What may be typed at *question*, « on ne sait pas » included, a skip not."""
    codes = list(catalogue.codes(question.catalogue)) if question.catalogue else list(question.codes)
    if question.kind in ("choix", "catalogue"):
        drawn: st.SearchStrategy[Any] = st.sampled_from(codes)
    elif question.multiple:
        listed = [each for each in codes if each != NOT_ESTABLISHED]
        drawn = st.lists(st.sampled_from(listed), min_size=1, max_size=3, unique=True)
    elif question.kind == "entier":
        drawn = st.integers(question.minimum, question.maximum).map(str)
    elif question.kind == "lien":
        drawn = st.sampled_from([NO_LINK, *range(1, rank)])
    elif question.kind == "menage":
        drawn = st.sampled_from(PSEUDONYMS)
    else:
        drawn = _BY_KIND[question.kind]
    return drawn | st.just(UNKNOWN) if accepts_unknown(question) else drawn
