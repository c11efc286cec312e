"""``retirer``: optional questions that the team never asks, choices that it no longer offers.

What qualifies stays: a required question, and every answer that a rule or a guard reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows.extending.merging import Item, Merging, named, rank_of
from flows.faults import Path
from flows.grammar import UNKNOWN
from flows.shape import describe

ALONE = "non_etablie"
"""The « on ne sait pas » of a list of reasons."""

_REFERENCES = ("si_repondu", "au_plus", "prerempli_par")
"""Keys of a question that name another."""


def remove(merging: Merging) -> None:
    """Take out of the whole what the local file does not want."""
    _questions(merging)
    for name, codes in merging.file.removals.choices.items():
        path: Path = ("retirer", "choix", name)
        question = merging.question(name)
        if question is None:
            merging.missing(path, "la question", name, [each["id"] for each in merging.questions])
            continue
        for rank, code in enumerate(codes):
            _choice(merging, question, code, (*path, rank))


# ── questions ────────────────────────────────────────────────────────────────────────────────────


def _questions(merging: Merging) -> None:
    wanted = {}
    for rank, name in enumerate(merging.file.removals.questions):
        path: Path = ("retirer", "questions", rank)
        if merging.question(name) is None:
            merging.missing(path, "la question", name, [each["id"] for each in merging.questions])
        else:
            wanted[name] = path
    removable = [name for name, path in wanted.items() if _removable(merging, name, path, wanted)]
    for name in removable:
        _leave_out(merging, name)


def _removable(merging: Merging, name: str, path: Path, wanted: dict[str, Path]) -> bool:
    question = merging.question(name) or {}
    reason, remedy = "", "Retirez cette ligne."
    if question.get("requise"):
        reason = f"« {name} » est une question du noyau : elle qualifie la situation"
    elif question.get("type") == "menage":
        reason = f"« {name} » relie les situations d’un même ménage"
    else:
        readers = list(dict.fromkeys(_readers(merging, name, wanted)))
        if readers:
            reason = f"« {name} » est lue ailleurs : {' ; '.join(readers)}"
            remedy = "Retirez aussi ce qui la lit, si ce sont des questions facultatives ; sinon, gardez-la."
    if reason:
        merging.refuse("P086", path, reason, "une question facultative, que rien d’autre ne lit", remedy)
    return not reason


def _readers(merging: Merging, name: str, wanted: dict[str, Path]) -> Iterator[str]:
    """What reads a question, in words, but for the questions that are to go with it."""
    for mention in merging.mentions():
        if mention.question == name and _owner(merging, mention.path) not in (*wanted, name):
            yield describe(merging.data, mention.path)
    for rank, question in enumerate(merging.questions):
        if question["id"] not in wanted:
            for key in _REFERENCES:
                if question.get(key) == name:
                    yield describe(merging.data, ("questions", rank, key))
    for rank, form in enumerate(merging.rules["formes"]):
        if form.get("raisons") == name:
            yield describe(merging.data, ("regles", "formes", rank, "raisons"))


def _owner(merging: Merging, path: Path) -> str:
    """The question a condition belongs to, or an empty text."""
    if path[0] != "questions" or not isinstance(path[1], int):
        return ""
    return str(merging.questions[path[1]]["id"])


def _leave_out(merging: Merging, name: str) -> None:
    """Without the question, every way to it leads to the one below, as when its guard does not hold."""
    questions = merging.questions
    rank = rank_of(questions, "id", name)
    below = questions[rank + 1]["id"] if rank + 1 < len(questions) else merging.data["fins"][-1]["id"]
    for question in questions:
        for way in question.get("suite") or ():
            if way["vers"] == name:
                way["vers"] = below
    del questions[rank]


# ── choices ──────────────────────────────────────────────────────────────────────────────────────


def _choice(merging: Merging, question: Item, code: str, path: Path) -> None:
    choices: list[Item] = question.get("choix") or []
    if named(choices, "code", code) is None:
        merging.missing(path, "le choix", code, [each["code"] for each in choices], question["id"])
        return
    reason = _why_not(merging, question, code, len(choices))
    if reason:
        expected = "un choix qu’aucune règle ne lit"
        merging.refuse(
            "P086", path, reason, expected, "Retirez cette ligne ; vous pouvez récrire son libellé."
        )
        return
    del choices[rank_of(choices, "code", code)]


def _why_not(merging: Merging, question: Item, code: str, count: int) -> str:
    """Why a choice must stay, or an empty text."""
    name = question["id"]
    if code in (UNKNOWN, ALONE):
        return f"« {code} » doit rester : ne pas savoir est une vraie réponse"
    mentions = [each for each in merging.mentions() if each.question == name]
    if question.get("requise") and any(each.path[0] == "regles" for each in mentions):
        return f"« {name} » est une question du noyau, que les règles lisent : elle garde tous ses choix"
    readers = [describe(merging.data, each.path) for each in mentions if code in each.codes]
    for rank, each in enumerate(merging.questions):
        kept = [choice for choice in each.get("choix") or () if choice is not None]
        if any(choice.get("groupe") == code for choice in kept):
            readers.append(f"{describe(merging.data, ('questions', rank))} (groupe)")
        if each is question and any(choice.get("sous") == code for choice in kept):
            readers.append(f"{describe(merging.data, ('questions', rank))} (sous)")
    if readers:
        return f"« {code} » est lu ailleurs : {' ; '.join(dict.fromkeys(readers))}"
    return f"« {name} » n’aurait plus qu’un choix" if count <= 2 else ""
