"""``ajouter``: choices, questions, sections, facts, rules and catalogue entries of a team's own.

An added choice is read by every condition as the one it stands under (``sous``): what it concludes is
what that one concludes. An added question takes its place without changing where an interview goes on.
"""

from __future__ import annotations

from typing import Any

from flows.extending.merging import Item, Mention, Merging, named, rank_of
from flows.extending.placing import Placing, is_placed, lead
from flows.extending.removing import ALONE
from flows.faults import Path
from flows.grammar import UNKNOWN

_LAST = (UNKNOWN, ALONE, "autre")
"""Choices that close a list: an added one comes before them."""


def add(merging: Merging) -> None:
    """Put in the whole what the local file adds."""
    additions = merging.file.additions
    placing = Placing(merging)
    read_before = list(merging.mentions())
    _sections(merging)
    for rank, question in enumerate(additions.questions):
        path: Path = ("ajouter", "questions", rank)
        if merging.question(question.id) is not None and question.id not in merging.own:
            merging.taken((*path, "id"), "la question", question.id)
        else:
            placing.insert(path)
    for name in additions.exits:
        _exits(merging, name)
    _rules(merging)
    _append(merging, merging.data, "sources", "sources")
    if additions.catalogue is not None:
        _catalogue(merging)
    for name in additions.choices:
        _choices(merging, name, [each for each in read_before if each.question == name])


# ── choices ──────────────────────────────────────────────────────────────────────────────────────


def _choices(merging: Merging, name: str, read_before: list[Mention]) -> None:
    path: Path = ("ajouter", "choix", name)
    question = merging.question(name)
    with_choices = [each["id"] for each in merging.questions if each.get("choix")]
    if question is None or not question.get("choix"):
        merging.missing(path, "la question à choix", name, with_choices)
        return
    for rank in range(len(merging.given(path))):
        _choice(merging, question, (*path, rank), read_before)


def _choice(merging: Merging, question: Item, path: Path, read_before: list[Mention]) -> None:
    choice: Item = merging.adopted(path)
    choices: list[Item] = question["choix"]
    code, under = choice["code"], choice.get("sous") or ""
    if named(choices, "code", code) is not None:
        merging.taken((*path, "code"), "le choix", code)
        return
    if under:
        _read_as(merging, question["id"], under, code)
    else:
        _tell_alone(merging, question, path, read_before)
    choices.insert(_place_of(choices, choice), choice)


def _read_as(merging: Merging, question: str, under: str, code: str) -> None:
    """Every condition that names *under* names the added code too."""
    for mention in list(merging.mentions()):
        if mention.question != question or under not in mention.codes or code in mention.codes:
            continue
        condition = mention.condition
        if condition.get("est") is not None:
            condition["parmi"] = [condition.pop("est"), code]
        else:
            key = "parmi" if condition.get("parmi") is not None else "hors"
            condition[key].append(code)


def _tell_alone(merging: Merging, question: Item, path: Path, read_before: list[Mention]) -> None:
    """A choice that stands under none: refused where rules read the question, told where figures do."""
    name = question["id"]
    by_rules = any(each.path[0] == "regles" for each in read_before)
    codes = ", ".join(each["code"] for each in question["choix"])
    if by_rules or (question.get("requise") and read_before):
        found = f"les règles lisent « {name} », et ne connaîtraient pas ce choix"
        remedy = "Ajoutez « sous: … » : il aura les mêmes suites que ce choix-là."
        merging.refuse("P088", path, found, f"« sous: » et un choix de « {name} » : {codes}", remedy)
    elif any(form.get("raisons") == name for form in merging.rules["formes"]):
        found = "cette raison n’est comptée sous aucune autre"
        remedy = "Sans cela, vos chiffres ne se comparent plus à ceux des autres équipes."
        merging.advise("A083", path, found, f"« sous: » et une raison de « {name} » : {codes}", remedy)


def _place_of(choices: list[Item], choice: Item) -> int:
    """After the choice it stands under, else the last of its group, else before those that close the list."""
    if named(choices, "code", choice.get("sous") or "") is not None:
        return rank_of(choices, "code", choice["sous"]) + 1
    group = choice.get("groupe")
    alike = [rank for rank, each in enumerate(choices) if group and each.get("groupe") == group]
    if alike:
        return alike[-1] + 1
    place = len(choices)
    while place and choices[place - 1]["code"] in _LAST:
        place -= 1
    return place


# ── exits, sections, rules ───────────────────────────────────────────────────────────────────────


def _exits(merging: Merging, name: str) -> None:
    path: Path = ("ajouter", "suites", name)
    question = merging.question(name)
    if question is None:
        merging.missing(path, "la question", name, [each["id"] for each in merging.questions])
        return
    for rank in reversed(range(len(merging.given(path)))):
        lead(question, merging.adopted((*path, rank)))


def _sections(merging: Merging) -> None:
    sections: list[Item] = merging.data["sections"]
    for rank, section in enumerate(merging.file.additions.sections):
        path: Path = ("ajouter", "sections", rank)
        if named(sections, "id", section.id) is not None:
            merging.taken((*path, "id"), "la section", section.id)
            continue
        if not is_placed(merging, path, section.after, section.before, [each["id"] for each in sections]):
            continue
        added = merging.adopted(path)
        place = rank_of(sections, "id", section.after or section.before) + bool(section.after)
        added.pop("apres", None)
        added.pop("avant", None)
        sections.insert(place, added)


def _rules(merging: Merging) -> None:
    forms = {each["code"] for each in merging.rules["formes"]}
    for key, what in (("faits", "le fait"), ("typologie", "le trait")):
        _append(merging, merging.rules, key, key, what, forms if key == "faits" else set())
    sentences: list[Item] = merging.rules["aucun"]
    known = {each["code"] for each in sentences}
    added = []
    for rank, each in enumerate(merging.file.additions.no_form):
        path: Path = ("ajouter", "aucun", rank)
        if each.code in known:
            merging.taken((*path, "code"), "la phrase", each.code)
        else:
            added.append(merging.adopted(path))
    sentences[:0] = added


def _append(
    merging: Merging, owner: Item, key: str, added: str, what: str = "", others: set[str] | None = None
) -> None:
    """Put the items of ``ajouter.<added>`` at the end of the list *key* of *owner*."""
    items: list[Item] = owner.get(key) or []
    known = {str(each.get("code")) for each in items if what} | (others or set())
    given: list[Any] = (merging.local.data.get("ajouter") or {}).get(added) or []
    for rank, each in enumerate(given):
        path: Path = ("ajouter", added, rank)
        if what and each["code"] in known:
            merging.taken((*path, "code"), what, each["code"])
        else:
            items.append(merging.adopted(path))
    if items:
        owner[key] = items


def _catalogue(merging: Merging) -> None:
    """Entries of the town, after those of a flow in between."""
    path: Path = ("ajouter", "catalogue")
    whole: Item = merging.data.setdefault("catalogue_local", {})
    for key, entries in merging.given(path).items():
        if isinstance(entries, list):
            kept: list[Any] = whole.setdefault(key, [])
            kept.extend(merging.adopted((*path, key, rank)) for rank in range(len(entries)))
            continue
        known: Item = whole.setdefault(key, {})
        for name in entries or {}:
            if name in known:
                merging.taken((*path, key, name), "l’entrée", name)
            else:
                merging.whole.put(known, name, entries[name], merging.local, (*path, key, name))
