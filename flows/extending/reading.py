"""The local file itself: of the right shape, and changing nothing but words where words only change."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import msgspec

from flows.extending.grammar import (
    ChoiceWords,
    ColumnWords,
    FormWords,
    LocalFlow,
    NoFormWords,
    QuestionWords,
    RuleWords,
)
from flows.faults import ContentError, Fault, Path
from flows.grammar import (
    GRAMMAR,
    CertaintyLabel,
    Choice,
    Column,
    FormRule,
    NoForm,
    Question,
    TypologyRule,
)
from flows.reading import Document
from flows.shape import Mended, describe, mend

_ITEMS: tuple[tuple[str, type, type], ...] = (
    ("choix", ChoiceWords, Choice),
    ("colonnes", ColumnWords, Column),
)
_RULES: tuple[tuple[str, type, type], ...] = (
    ("formes", FormWords, FormRule),
    ("certitudes", RuleWords, CertaintyLabel),
    ("typologie", RuleWords, TypologyRule),
    ("aucun", NoFormWords, NoForm),
)


class Local(msgspec.Struct, frozen=True):
    """A local file, as near as it can be read.

    Attributes:
        document: the file; its data has the shape of the grammar, whatever is written.
        file: the same, as structs.
        mended: what had to be mended for that.
        faults: every fault of its shape; empty when it is exactly what is written.
    """

    document: Document
    file: LocalFlow
    mended: Mended[LocalFlow]
    faults: tuple[Fault, ...]


def local_file(document: Document) -> Local:
    """The content of a local file. Raises ContentError when a newer program is needed to read it."""
    data = document.data
    if isinstance(data.get("grammaire"), int) and data["grammaire"] > GRAMMAR:
        found, expected = f"grammaire {data['grammaire']}", f"{GRAMMAR} au plus"
        remedy = "Ce fichier demande une version plus récente de Repère."
        fault = document.fault("P030", ("grammaire",), "fichier", found, expected, remedy=remedy)
        raise ContentError([fault])
    shaped = copy.copy(document)
    shaped.data = copy.deepcopy(data)
    frozen = [_frozen(shaped, *each) for each in list(_frozen_keys(shaped.data))]
    mended = mend(shaped, LocalFlow)
    shaped.data = msgspec.json.decode(msgspec.json.encode(mended.value))
    return Local(shaped, mended.value, mended, (*frozen, *mended.faults))


def _frozen_keys(data: Any) -> Iterator[tuple[Path, str, list[str]]]:
    """Keys of the grammar under ``modifier`` that are not words: where, which, and those that are."""
    changes = data.get("modifier")
    for name, question in _groups(changes, "questions"):
        path: Path = ("modifier", "questions", name)
        yield from _beyond(question, path, QuestionWords, Question)
        for key, words, whole in _ITEMS:
            for code, item in _groups(question, key):
                yield from _beyond(item, (*path, key, code), words, whole)
    for key, words, whole in _RULES:
        for name, rule in _groups(changes, key):
            yield from _beyond(rule, ("modifier", key, name), words, whole)


def _groups(owner: Any, key: str) -> list[tuple[str, dict[str, Any]]]:
    found = owner.get(key) if isinstance(owner, dict) else None
    pairs = found.items() if isinstance(found, dict) else ()
    return [(name, each) for name, each in pairs if isinstance(each, dict)]


def _beyond(
    given: dict[str, Any], path: Path, words: type, whole: type
) -> Iterator[tuple[Path, str, list[str]]]:
    accepted = [each.encode_name for each in msgspec.structs.fields(words)]
    known = {each.encode_name for each in msgspec.structs.fields(whole)}
    for key in given:
        if key in known and key not in accepted:
            yield path, key, accepted


def _frozen(document: Document, path: Path, key: str, accepted: list[str]) -> Fault:
    """Tell the key, and take it out: the rest of the block is still looked at."""
    owner = document.data
    for step in path:
        owner = owner[step]
    del owner[key]
    return document.fault(
        "P087",
        (*path, key),
        describe(document.data, path),
        f"« {key} » ne se change pas dans un parcours local",
        ", ".join(accepted),
        remedy="Les mots changent, les codes et les règles restent ceux du parcours étendu.",
    )
