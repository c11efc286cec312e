"""``modifier``: other words under the same codes."""

from __future__ import annotations

from typing import Any

from flows.extending.merging import Item, Merging, named
from flows.faults import Path

INSTEAD = "au_lieu_de"

_RULES = (
    ("formes", ("regles", "formes"), "code", "la forme"),
    ("certitudes", ("regles", "certitudes"), "code", "la certitude"),
    ("typologie", ("regles", "typologie"), "code", "le trait"),
    ("aucun", ("regles", "aucun"), "code", "la phrase"),
)
"""Under ``modifier``, a key; where it stands in a whole flow, what names its items, and what they are."""

_TITLES = (
    ("sections", ("sections",), "id", "titre", "la section"),
    ("fins", ("fins",), "id", "libelle", "la fin"),
    ("faits", ("regles", "faits"), "code", "libelle", "le fait"),
)
"""The same for what has one label only."""


def reword(merging: Merging) -> None:
    """Put the words of the local file in the whole."""
    changes = merging.local.data.get("modifier") or {}
    for name in changes.get("questions") or {}:
        path: Path = ("modifier", "questions", name)
        question = merging.question(name)
        if question is None:
            known = [each["id"] for each in merging.questions]
            merging.missing(path, "la question", name, known)
            continue
        _write(merging, question, path)
        for key, kind in (("choix", "le choix"), ("colonnes", "la colonne")):
            _inner(merging, question, name, (*path, key), kind)
    for key, where, identity, kind in _RULES:
        for place, item in _bearers(merging, ("modifier", key), where, identity, kind):
            _write(merging, item, place)
    for key, title_at, identity, label, kind in _TITLES:
        for place, item in _bearers(merging, ("modifier", key), title_at, identity, kind):
            _put(merging, item, label, place)


def _inner(merging: Merging, question: Item, name: str, path: Path, what: str) -> None:
    """Words of the choices or of the columns of one question."""
    items: list[Item] = question.get(str(path[-1])) or []
    for code in _at(merging, path):
        item = named(items, "code", code)
        if item is None:
            merging.missing((*path, code), what, code, [each["code"] for each in items], name)
        else:
            _write(merging, item, (*path, code))


def _bearers(merging: Merging, path: Path, where: Path, identity: str, what: str) -> list[tuple[Path, Item]]:
    items: Any = merging.data
    for step in where:
        items = items.get(step) or []
    found: list[tuple[Path, Item]] = []
    for name in _at(merging, path):
        item = named(items, identity, name)
        if item is None:
            merging.missing((*path, name), what, name, [each[identity] for each in items])
        else:
            found.append(((*path, name), item))
    return found


def _at(merging: Merging, path: Path) -> Item:
    value: Any = merging.local.data
    for step in path:
        value = (value or {}).get(step)
    found: Item = value or {}
    return found


def _write(merging: Merging, item: Item, path: Path) -> None:
    """Every word of one block, over those of *item*."""
    words = _at(merging, path)
    replaced = words.get(INSTEAD) or {}
    for key, before in replaced.items():
        _compare(merging, item, (*path, INSTEAD, key), key, before, words)
    for key, value in words.items():
        if isinstance(value, str) and key != INSTEAD:
            _put(merging, item, key, (*path, key))


def _put(merging: Merging, item: Item, key: str, path: Path) -> None:
    value = merging.given(path)
    if item.get(key, "") == value:
        found = "le parcours étendu dit déjà exactement cela"
        merging.advise("A082", path, found, "un texte différent", "Retirez cette ligne.")
    merging.whole.put(item, key, value, merging.local, path)


def _compare(merging: Merging, item: Item, path: Path, key: str, before: str, words: Item) -> None:
    """Tell when the words that were replaced are no longer those of the flow that is extended."""
    if not isinstance(words.get(key), str):
        expected = ", ".join(each for each, value in words.items() if isinstance(value, str))
        found = f"« {key} » n’est pas récrit ici"
        merging.refuse("P087", path, found, expected, f"Écrivez aussi « {key} : … », ou retirez cette ligne.")
        return
    now = str(item.get(key, ""))
    if _flat(now) != _flat(before):
        found = f"le parcours « {merging.base_id} », version {merging.base_version}, dit maintenant : {now}"
        remedy = f"Relisez votre « {key} », puis recopiez ce texte sous « {INSTEAD} »."
        merging.advise("A081", path, found, f"le texte remplacé, tel que vous l’aviez lu : {before}", remedy)


def _flat(text: str) -> str:
    """A text whatever its spaces: only its words count."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
