"""What was tried, said to a trainer: differences first, then what no scenario exercises.

Short by default: the totals, and what is missing in the core and among the rules. Nothing longer than
the width asked for; no-break spaces are those of French typography.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from flows.faults import Fault, in_order, listed
from flows.flow import Flow
from interview.workbench.coverage import Coverage, Share
from interview.workbench.items import ABANDONED, FORM, NO_FORM, TRAIT, Item, Kind, items
from interview.workbench.misses import Ground, Miss
from interview.workbench.proposing import Proposal
from interview.workbench.reports import as_text
from interview.workbench.trying import Trial, Tried
from interview.workbench.verify import Report
from templates.typography import french

WIDTH = 80
_STEP = "  "
_TITLES: tuple[tuple[Kind, str], ...] = (
    ("question", "Questions posées"),
    ("choix", "Choix donnés"),
    ("regle", "Règles atteintes"),
    ("condition", "Conditions (vraies, fausses)"),
    ("suite", "Suites prises"),
)
_OF_THE_CORE = "dont les choix du noyau"
_KINDS: dict[Kind, tuple[str, str]] = {
    "question": ("question", "questions"),
    "choix": ("choix", "choix"),
    "condition": ("condition", "conditions"),
    "suite": ("suite", "suites"),
    "regle": ("règle", "règles"),
}


def in_words(tried: Tried, *, details: bool = False, width: int = WIDTH) -> str:
    """The whole of it, as lines of *width* columns at most."""
    parts = ["\n".join(_wrapped(_outcome(tried), 0, width))]
    parts += ["\n".join(_failure(each, width)) for each in tried.trials if each.misses]
    parts += ["\n".join(_coverage(each, details, width)) for each in tried.coverages]
    if tried.coverages and not details:
        parts.append(french("Tout ce qui manque, avec les libellés : ajoutez --details."))
    return "\n\n".join(parts)


def faults_in_words(faults: Iterable[Fault], width: int | None) -> str:
    """The faults of the files that could not be tried; lines are not cut where *width* is None."""
    told = tuple(in_order(faults))
    files = tuple(Path(name) for name in dict.fromkeys(each.file for each in told))
    heading = "Ce qui suit n’a pas pu être joué :"
    return french(heading) + "\n\n" + as_text(Report(files, told), width)


def below(found: Coverage, threshold: int) -> str:
    """The core is less covered than was asked."""
    share = found.share("choix", core=True)
    return french(
        f"Parcours {found.flow.id} : {share.percent} % des choix du noyau, sous le seuil de {threshold} %."
    )


def proposed(made: Proposal | None, path: str) -> str:
    """The draft that was written, or why there is none."""
    if made is None:
        return "Aucun brouillon : il ne manque aucun choix, ou aucun entretien n’y mène."
    count = "un choix" if made.gain == 1 else f"{made.gain} choix"
    return french(f"Brouillon écrit : {path}. Il donne {count} de plus, dont {made.question} : {made.code}.")


def _outcome(tried: Tried) -> str:
    trials = tried.trials
    situations = sum(len(each.replayed.result.situations) for each in trials)
    failing = sum(1 for each in trials if each.misses)
    silent = sum(1 for each in trials if each.replayed.result.attendu_respecte is None)
    said = f"{_number(len(trials), 'scénario joué', 'scénarios joués')}, {_number(situations, 'situation')}"
    if failing:
        verb = "ne donne pas ce qu’il attend" if failing == 1 else "ne donnent pas ce qu’ils attendent"
        said += f" : {failing} {verb}."
    elif len(trials) > silent:
        said += " : tout est comme attendu."
    else:
        said += "."
    if silent:
        said += f" {_number(silent, 'n’attend rien', 'n’attendent rien')} (sans « attendu »)."
    return said


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count} {(many or f'{one}s') if count > 1 else one}"


# ── what differs ─────────────────────────────────────────────────────────────────────────────────────


def _failure(trial: Trial, width: int) -> Iterator[str]:
    result = trial.replayed.result
    yield from _wrapped(f"✗ {result.scenario} · {result.titre}".rstrip(" ·"), 0, width)
    rank = 0
    for miss in trial.misses:
        if miss.rank != rank:
            rank = miss.rank
            yield from _wrapped(
                f"Situation n°\u00a0{rank}{f' ({miss.object})' if miss.object else ''}", 1, width
            )
        yield from _difference(miss, width)


def _difference(miss: Miss, width: int) -> Iterator[str]:
    yield from _wrapped(miss.about, 2, width)
    yield from _wrapped(f"attendu : {miss.expected}", 3, width)
    yield from _wrapped(f"obtenu : {miss.found}", 3, width)
    for ground in miss.because:
        yield from _ground(ground, width)


def _ground(ground: Ground, width: int) -> Iterator[str]:
    yield from _wrapped(ground.sentence, 3, width)
    for question, code, fact in ground.answers:
        yield from _wrapped(f"• {question} : {code} — {fact}", 4, width)


# ── what is covered ──────────────────────────────────────────────────────────────────────────────────


def _coverage(found: Coverage, details: bool, width: int) -> Iterator[str]:
    flow = found.flow
    yield from _wrapped(f"Couverture de « {flow.file.title} » ({flow.id}, version {flow.version})", 0, width)
    yield from _totals(found)
    yield from _notes(found, details, width)
    core = list(_nodes(found, core=True, details=details, width=width))
    rules = list(_rules(found, details, width))
    beside = list(_nodes(found, core=False, details=details, width=width))
    if not (core or rules or beside):
        yield ""
        yield "Il ne manque rien."
        return
    yield ""
    yield "Ce qu’aucun scénario ne joue"
    for title, lines in (("Le noyau", core), ("Les règles", rules), ("Hors du noyau", beside)):
        if not lines:
            continue
        if title == "Hors du noyau" and not details:
            yield from _wrapped(f"{title} : {_counted(found)}.", 1, width)
            continue
        yield f"{_STEP}{title}"
        yield from lines


def _totals(found: Coverage) -> Iterator[str]:
    rows: list[tuple[str, Share]] = []
    for kind, title in _TITLES:
        rows.append((title, found.share(kind)))
        if kind == "choix":
            rows.append((f"{_STEP}{_OF_THE_CORE}", found.share(kind, core=True)))
    questions = found.flow.questions
    rows += [(f"Catalogue ({questions[each].short})", found.catalogue(each)) for each in found.entries]
    longest = max(len(title) for title, _ in rows)
    for title, share in rows:
        if share.total:
            yield french(
                f"{_STEP}{title:<{longest}}  {share.seen:>4} sur {share.total:>4}  {share.percent:>3} %"
            )


def _notes(found: Coverage, details: bool, width: int) -> Iterator[str]:
    """What the totals leave out, and why."""
    if found.beyond is None:
        text = (
            "Ce parcours est trop grand pour dire ce qu’aucun entretien ne peut atteindre : tout est compté."
        )
        yield from _wrapped(text, 1, width)
    elif found.beyond:
        count = len(found.beyond)
        text = (
            "1 point qu’aucun entretien ne peut atteindre n’est pas compté."
            if count == 1
            else f"{count} points qu’aucun entretien ne peut atteindre ne sont pas comptés."
        )
        yield from _wrapped(text, 1, width)
        for each in items(found.flow) if details else ():
            if each in found.beyond:
                yield from _wrapped(_beyond(found.flow, each), 2, width)


def _beyond(flow: Flow, item: Item) -> str:
    """One thing that no interview can exercise."""
    if item.kind == "regle":
        return f"{item.node} : {_rule(flow, item, True) or 'jamais conclu'}"
    words = {
        "question": "ne peut pas être posée",
        "choix": f"choix {item.value}",
        "condition": "sa condition ne peut pas être " + item.value,
        "suite": f"suite {item.value} jamais prise",
    }
    return f"{item.node} : {words[item.kind]}"


def _counted(found: Coverage) -> str:
    """« 1 question, 47 choix, 6 conditions »."""
    counts = {
        kind: sum(1 for each in found.missing(kind) if each.node not in found.flow.core)
        for kind, _ in _TITLES
        if kind != "regle"
    }
    return ", ".join(_number(count, *_KINDS[kind]) for kind, count in counts.items() if count)


def _nodes(found: Coverage, *, core: bool, details: bool, width: int) -> Iterator[str]:
    """What is missing of the questions, by section, in the order of the file."""
    flow = found.flow
    missing: dict[str, list[Item]] = {}
    for kind, _ in _TITLES:
        for item in found.missing(kind):
            if kind != "regle":
                missing.setdefault(item.node, []).append(item)
    for section in flow.file.sections:
        nodes = [
            each.id
            for each in flow.file.questions
            if each.section == section.id and each.id in missing and (each.id in flow.core) is core
        ]
        if nodes:
            yield f"{_STEP * 2}{section.title}"
        for node in nodes:
            yield from _node(flow, node, missing[node], details, width)


def _node(flow: Flow, node: str, missing: list[Item], details: bool, width: int) -> Iterator[str]:
    by_kind: dict[str, list[str]] = {}
    for item in missing:
        by_kind.setdefault(item.kind, []).append(item.value)
    codes = by_kind.get("choix", [])
    never = "question" in by_kind
    told = ["jamais posée"] if never else []
    if codes and not details and not never:
        told.append(listed(codes))
    told += [] if never else _seen_one_way(by_kind.get("condition", []))
    exits = [] if never else by_kind.get("suite", [])
    told += [f"suite {rank} jamais prise ({_to(flow, node, rank)})" for rank in exits]
    named = f"{node} ({flow.questions[node].short})"
    yield from _wrapped(f"{named} : {' ; '.join(told)}".removesuffix(" : "), 3, width)
    if details:
        for code in codes:
            yield from _wrapped(f"{code} — {flow.label(node, code)}", 4, width)


def _seen_one_way(values: Iterable[str]) -> list[str]:
    """A guard that was not seen both ways."""
    words = {"vraie": "sa condition n’a jamais été vraie", "fausse": "sa condition a toujours été vraie"}
    return [words[each] for each in values]


def _to(flow: Flow, question: str, rank: str) -> str:
    return f"vers {flow.ways[question][int(rank) - 1].to}"


def _rules(found: Coverage, details: bool, width: int) -> Iterator[str]:
    """What is missing of the rules, a line a family."""
    families: dict[str, list[str]] = {}
    for item in found.missing("regle"):
        families.setdefault(item.node, []).append(_rule(found.flow, item, details))
    titles = {
        FORM: "Formes",
        ABANDONED: "Abandon",
        TRAIT: "Typologie",
        NO_FORM: "Explications",
    }
    for family, title in titles.items():
        named = families.get(family, [])
        if family == ABANDONED and named:
            yield from _wrapped("Abandon : jamais conclu", 2, width)
        elif details and named:
            yield f"{_STEP * 2}{title}"
            for each in named:
                yield from _wrapped(each, 3, width)
        elif named:
            yield from _wrapped(f"{title} : {', '.join(named)}", 2, width)


def _rule(flow: Flow, item: Item, details: bool) -> str:
    if item.node == FORM:
        form, _, certainty = item.value.partition("/")
        labels: dict[str, str] = {each.code: each.label for each in flow.file.rules.certainties}
        return f"{flow.form(form).label} ({labels.get(certainty, certainty).lower()})"
    if not details:
        return item.value
    if item.node == TRAIT:
        rule = next(each.rule for each in flow.traits if each.rule.code == item.value)
        return f"{rule.code} — {rule.label} : {rule.meaning}"
    sentences = {each.rule.code: each.rule.sentence for each in flow.explanations}
    return f"{item.value} — {sentences[item.value]}" if item.value in sentences else ""


def _wrapped(text: str, depth: int, width: int) -> list[str]:
    """One line or several, those after the first a step further in."""
    indent = _STEP * depth
    return textwrap.wrap(
        french(text),
        max(width, 40),
        initial_indent=indent,
        subsequent_indent=f"{indent}{_STEP}",
        break_long_words=False,
        break_on_hyphens=False,
    )
