"""Sigles: those a text leaves unexplained, and their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.catalogue import Catalogue
from flows.catalogue_file import Benefit, Organism

_ACRONYM = re.compile(r"\b[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*\b")


def unexplained(catalogue: Catalogue, text: str) -> tuple[str, ...]:
    """Sigles that the text does not spell out: one between brackets after its name is explained."""
    for each in _entries(catalogue):
        if each.acronym and each.title in text:
            text = text.replace(each.acronym, "")
    return tuple(dict.fromkeys(_ACRONYM.findall(text)))


def names(catalogue: Catalogue) -> dict[str, str]:
    """The name of each sigle, with the sigle: « caisse d’allocations familiales (CAF) »."""
    return {each.acronym: each.title for each in _entries(catalogue) if each.acronym}


def spelled_out(catalogue: Catalogue, text: str) -> str:
    """*text* with the sigles of the catalogue that it leaves unexplained replaced by their names."""
    known = names(catalogue)
    for acronym in unexplained(catalogue, text):
        if acronym in known:
            text = re.sub(rf"\b{acronym}\b", known[acronym], text, count=1)
    return text


def _entries(catalogue: Catalogue) -> Iterator[Benefit | Organism]:
    yield from catalogue.benefits.values()
    yield from catalogue.organisms.values()
