"""The page of one node of a flow: a question, an exit, a rule, an ending, in words.

Pure: made from the flow when a node is selected, as frozen values that the screen lays out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from flows.conditions import Formula, formula, outlook, questions_of
from flows.flow import Flow
from flows.grammar import Choice, Condition, Question, Source
from interview.wording import capital, column_help, plural
from interview.workbench.condition_words import after_if, asked_when, clauses, in_words
from interview.workbench.fault_places import ENDINGS, ROOT, RULES
from interview.workbench.flow_view import GROUP_LABELS, place_label
from templates.typography import day, french

KINDS = {
    "choix": "une réponse parmi des choix",
    "choix_multiple": "plusieurs réponses possibles",
    "catalogue": "une entrée du catalogue",
    "catalogue_multiple": "plusieurs entrées du catalogue",
    "entier": "un nombre",
    "montant": "un montant",
    "mois": "un mois",
    "date": "une date",
    "lignes": "des lignes à remplir",
    "texte": "un texte",
    "menage": "le numéro d’un ménage",
    "lien": "une autre situation du ménage",
}
"""What each kind of question takes, in words."""
IF_ASKED = " (si elle est posée)"
BULLET = "•"


class Line(msgspec.Struct, frozen=True):
    """One line of a page: what it hangs on (a code, « • »), its text, a quieter note, where it leads."""

    text: str
    mark: str = ""
    note: str = ""
    leads: str = ""


class Part(msgspec.Struct, frozen=True):
    """Lines under a heading, "" for the lines that come first."""

    heading: str
    lines: tuple[Line, ...]


class Page(msgspec.Struct, frozen=True):
    """What is told of one node; parts without a line are left out."""

    over: str
    title: str
    parts: tuple[Part, ...]


def page_of(flow: Flow, key: str) -> Page:
    """The page of the node of that key. Raises KeyError if the flow has no such node."""
    kind, _, name = key.partition(":")
    page = _PAGES[kind](flow, name)
    kept = tuple(each for each in page.parts if each.lines)
    return Page(french(page.over), french(page.title), kept)


# ── the file, sections, endings ──────────────────────────────────────────────────────────────────────


def _file(flow: Flow, _: str) -> Page:
    file = flow.file
    counted = (
        _counted(len(file.questions), "question"),
        f"dont {len(flow.core)} dans le noyau",
        _counted(len(flow.forms), "forme") + " de non-recours",
    )
    facts = _lines(", ".join(counted) + ".")
    return Page(
        f"{file.id} · version {file.version}",
        file.title,
        (Part("", facts), Part("Sources", tuple(_source(each) for each in file.sources))),
    )


def _source(source: Source) -> Line:
    told = f"date de lecture : {_dated(source.read_on)}" if source.read_on else "sans date de lecture"
    until = f"fin de validité : {_dated(source.valid_until)}" if source.valid_until else ""
    note = ", ".join(each for each in (told, until, source.note) if each)
    return _line(source.title, BULLET, note)


def _dated(text: str) -> str:
    """A date in words; as it is written where it is not one."""
    try:
        return day(text)
    except ValueError:
        return text


def _section(flow: Flow, name: str) -> Page:
    section = flow.sections[name]
    asked = [each for each in flow.file.questions if each.section == name]
    closing = "La conclusion est montrée après cette section." if section.qualifies else ""
    listed = tuple(_line(each.text, BULLET, _when_short(flow, each)) for each in asked)
    told = _lines(*(each for each in (closing,) if each))
    return Page(f"Section · {name}", section.title, (Part("", told), Part("Questions", listed)))


def _ending(flow: Flow, name: str) -> Page:
    from_ = [
        _line(question.short, BULLET, _if(flow, way.when, question.id, first=rank == 0))
        for question in flow.file.questions
        for rank, way in enumerate(question.exits)
        if way.to == name
    ]
    if name == flow.file.endings[-1].id:
        from_.append(_line("La fin du fichier, après la dernière question.", BULLET))
    return Page(f"Fin · {name}", flow.endings[name], (Part("Où l’on en vient", tuple(from_)),))


def _endings(flow: Flow, _: str) -> Page:
    listed = tuple(_line(each.label, each.id) for each in flow.file.endings)
    return Page("Fins du parcours", "Fins", (Part("", listed),))


# ── a question and its exits ─────────────────────────────────────────────────────────────────────────


def _question(flow: Flow, name: str) -> Page:
    asked = flow.questions[name]
    place = "question du noyau" if asked.required else "question facultative"
    parts = (
        Part("", _lines(_answered_by(flow, asked))),
        Part("Pourquoi cette question", _lines(asked.why)),
        Part("Comment l’aborder avec la personne", _lines(asked.approach)),
        Part("En cas de doute", _lines(asked.in_doubt)),
        Part("Réponses", _choices(flow, asked)),
        Part("Colonnes", tuple(_line(each.label, each.code, column_help(each)) for each in asked.columns)),
        Part("Quand elle est posée", _lines(asked_when(flow, name))),
        Part("Où elle mène", tuple(_exits(flow, asked))),
        Part("Ce qui lit cette réponse", tuple(_readers(flow, name))),
    )
    return Page(f"{name} · {place}", asked.text, parts)


def _answered_by(flow: Flow, asked: Question) -> str:
    told = [
        f"Réponse attendue : {KINDS[asked.kind]}" + (f" des {asked.catalogue}" if asked.catalogue else "")
    ]
    if asked.minimum or asked.maximum:
        told.append(f"de {asked.minimum} à {asked.maximum} {plural(asked.unit)}".rstrip())
    elif asked.unit:
        told.append(f"en {plural(asked.unit)}")
    if asked.at_most:
        told.append(f"jamais plus que « {flow.questions[asked.at_most].short} »")
    if asked.prefilled:
        told.append(f"proposée d’après « {flow.questions[asked.prefilled].short} »")
    if asked.scope == "entretien":
        told.append("demandée une seule fois par entretien")
    return ", ".join(told) + "."


def _choices(flow: Flow, asked: Question) -> tuple[Line, ...]:
    """Each choice, with where it leads where they do not all lead to the same place."""
    single = () if asked.multiple else asked.choices
    leads = {each.code: _destinations(flow, asked.id, {asked.id: each.code}) for each in single}
    differ = len({tuple(each) for each in leads.values()}) > 1
    return tuple(_choice(flow, asked, each, leads[each.code] if differ else []) for each in asked.choices)


def _choice(flow: Flow, asked: Question, choice: Choice, leads: list[str]) -> Line:
    notes = [choice.help] if choice.help else []
    if choice.under:
        notes.append(f"compté avec « {flow.label(asked.id, choice.under)} »")
    return Line(french(choice.label), choice.code, french(" · ".join(notes)), french(" ou ".join(leads)))


def _destinations(flow: Flow, question: str, answers: dict[str, Any]) -> list[str]:
    """Where the question may lead, in words, when only its own answer is known."""
    others = set(flow.questions) - set(answers)
    found: list[str] = []
    for way in flow.ways[question]:
        taken = outlook(way.when, answers, others)
        if taken is not False:
            found.append(place_label(flow, way.to) + _perhaps(flow, way.to, answers, others))
        if taken is True:
            break
    return list(dict.fromkeys(found))


def _perhaps(flow: Flow, place: str, answers: dict[str, Any], others: set[str]) -> str:
    """« (si elle est posée) » of a question that what is known does not suffice to ask."""
    asked = flow.is_ending(place) or outlook(flow.guards[place], answers, others) is True
    return "" if asked else IF_ASKED


def _exits(flow: Flow, asked: Question) -> Iterator[Line]:
    for rank, way in enumerate(asked.exits):
        yield _line(place_label(flow, way.to), "→", _if(flow, way.when, asked.id, first=rank == 0))
    if not asked.exits or asked.exits[-1].when is not None:
        follower = flow.follower(asked.id)
        guard = _perhaps(flow, follower, {}, set(flow.questions))
        told = "la fin" if flow.is_ending(follower) else "la question du dessous"
        yield _line(place_label(flow, follower), "→", ("sinon, " if asked.exits else "") + told + guard)


def _exit(flow: Flow, name: str) -> Page:
    question, _, rank = name.rpartition(":")
    asked, place = flow.questions[question], int(rank)
    way = asked.exits[place]
    others = tuple(each for at, each in enumerate(_exits(flow, asked)) if at != place)
    above = "aucune sortie au-dessus ne l’est"
    if way.when is None:
        when = Part("", _lines(f"Prise quand {above}." if place else "Toujours prise."))
    else:
        heading = f"Prise quand {above}, et que" if place else "Prise quand"
        when = Part(heading, tuple(_line(each, BULLET) for each in clauses(flow, way.when, question)))
    return Page(
        f"Sortie n° {place + 1} · {question}",
        f"{asked.short} → {place_label(flow, way.to)}",
        (when, Part("Les autres sorties", others)),
    )


def _readers(flow: Flow, question: str) -> Iterator[Line]:
    """Everything whose outcome the answer to a question may change, one line a kind of thing."""
    read: dict[str, list[str]] = {}
    for kind, label, when in _rules_with_formulas(flow):
        if question in questions_of(when):
            read.setdefault(kind, []).append(label)
    for form in flow.file.rules.forms:
        if form.reasons == question:
            read.setdefault("Dit les raisons de", []).append(form.label)
    for each in flow.file.questions:
        for told in _reads(flow, each, question):
            read.setdefault(told, []).append(each.short)
    for kind, labels in read.items():
        yield _line(f"{kind} : {' ; '.join(labels)}", BULLET)


def _reads(flow: Flow, asked: Question, question: str) -> Iterator[str]:
    """What *asked* does with the answer to *question*, as the beginning of a line."""
    if question in questions_of(flow.guards[asked.id]):
        yield "Posées ou non selon elle"
    if asked.id != question and any(question in questions_of(way.when) for way in flow.ways[asked.id]):
        yield "Mènent ailleurs selon elle"
    if asked.prefilled == question:
        yield "Réponse proposée d’après elle"
    if asked.at_most == question:
        yield "Ne la dépassent pas"


def _rules_with_formulas(flow: Flow) -> Iterator[tuple[str, str, Formula]]:
    rules = flow.file.rules
    conditions = {each.code: each.when for each in rules.facts}
    conditions |= {each.code: each.when for each in rules.forms}
    for form in flow.forms:
        yield "Formes", form.rule.label, form.when
    yield "Certitude", "ce qui rend une situation avérée", flow.established
    yield "Certitude", "abandon d’une demande", flow.abandoned
    for trait in flow.traits:
        yield "Typologie", trait.rule.label, trait.when
    for rank, why in enumerate(flow.explanations, 1):
        yield "Pas de non-recours", f"phrase n° {rank}", why.when
    for fact in rules.facts:
        yield "Faits nommés", fact.label, formula(fact.when, conditions)


# ── rules ────────────────────────────────────────────────────────────────────────────────────────────


def _rules(flow: Flow, name: str) -> Page:
    if not name:
        told = "Ce que les réponses permettent de conclure. Chaque règle est dite avec les mots du parcours."
        return Page("", "Règles", (Part("", _lines(told)),))
    rules = flow.file.rules
    listed: dict[str, Iterable[Line]] = {
        "faits": (_line(each.label, BULLET) for each in rules.facts),
        "formes": (_line(each.label, BULLET, each.definition) for each in rules.forms),
        "certitudes": (_line(each.label, BULLET, each.meaning) for each in rules.certainties),
        "typologie": (_line(each.label, BULLET, each.meaning) for each in rules.typology),
        "aucun": (_line(each.sentence, f"{rank}.") for rank, each in enumerate(rules.no_form, 1)),
    }
    told = {
        "faits": "Des conditions qui ont un nom, pour être citées dans les questions et les règles.",
        "aucun": "Quand aucune forme n’est retenue : la première phrase dont la condition est vraie.",
    }.get(name, "")
    return Page("Règles", GROUP_LABELS[name], (Part("", _lines(told)), Part("", tuple(listed[name]))))


def _fact(flow: Flow, name: str) -> Page:
    fact = next(each for each in flow.file.rules.facts if each.code == name)
    return Page(f"Fait · {name}", capital(fact.label), (_when("Vrai quand", flow, fact.when),))


def _form(flow: Flow, name: str) -> Page:
    form = flow.form(name)
    off = "Cette forme est éteinte : elle n’est jamais conclue." if not form.active else ""
    reasons = flow.questions[form.reasons].text if form.reasons else ""
    parts = (
        Part("", _lines(form.definition, off)),
        _when("Retenue quand", flow, form.when),
        Part("Ses raisons sont demandées par la question", _lines(reasons)),
    )
    return Page(f"Forme · {name}", form.label, parts)


def _certainty(flow: Flow, name: str) -> Page:
    rules = flow.file.rules
    if name == "abandon":
        when = _when("Retenu quand", flow, rules.abandoned)
        return Page("Règle · abandon", "Abandon d’une demande", (when,))
    level = next(each for each in rules.certainties if each.code == name)
    when = _when("Le droit est établi quand", flow, rules.established)
    parts = (Part("", _lines(level.meaning)), *((when,) if name == "avere" else ()))
    return Page(f"Certitude · {name}", level.label, parts)


def _trait(flow: Flow, name: str) -> Page:
    rule = next(each for each in flow.file.rules.typology if each.code == name)
    contexts = {
        "plusieurs_situations": "Retenu quand le ménage connaît au moins deux situations.",
        "lien_causal": "Retenu quand la situation en cause une autre, ou vient d’une autre.",
    }
    context = contexts.get(rule.context, "")
    when = () if context else (_when("Retenu quand", flow, rule.when),)
    return Page(f"Typologie · {name}", rule.label, (Part("", _lines(rule.meaning, context)), *when))


def _no_form(flow: Flow, name: str) -> Page:
    sentences = flow.file.rules.no_form
    rank = next(rank for rank, each in enumerate(sentences) if each.code == name)
    rule = sentences[rank]
    above = "qu’aucune phrase au-dessus ne convient"
    alone = f"Dite quand aucune forme n’est retenue{f' et {above}' if rank else ''}."
    if rule.when is None:
        when = Part("", _lines(alone))
    else:
        heading = f"Dite quand aucune forme n’est retenue{f', {above}' if rank else ''}, et que"
        when = Part(heading, tuple(_line(each, BULLET) for each in clauses(flow, rule.when)))
    parts = (Part("Et ensuite", _lines(rule.next_step)), when)
    return Page(f"Pas de non-recours · {name}", rule.sentence, parts)


def _when(heading: str, flow: Flow, condition: Condition | None) -> Part:
    told = tuple(_line(each, BULLET) for each in clauses(flow, condition)) or _lines("toujours")
    return Part(f"{heading}, tout ensemble" if len(told) > 1 else heading, told)


# ── words ────────────────────────────────────────────────────────────────────────────────────────────


def _if(flow: Flow, condition: Condition | None, here: str, *, first: bool) -> str:
    if condition is None:
        return "toujours" if first else "dans tous les autres cas"
    return after_if(in_words(flow, condition, here))


def _when_short(flow: Flow, asked: Question) -> str:
    return "" if asked.when is None and not asked.follows else f"posée {asked_when(flow, asked.id)}"


def _line(text: str, mark: str = "", note: str = "") -> Line:
    return Line(french(text), mark, french(note))


def _lines(*texts: str) -> tuple[Line, ...]:
    return tuple(_line(each) for each in texts if each)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


_PAGES: dict[str, Callable[[Flow, str], Page]] = {
    ROOT: _file,
    "section": _section,
    "question": _question,
    "sortie": _exit,
    RULES: _rules,
    "fait": _fact,
    "forme": _form,
    "certitude": _certainty,
    "trait": _trait,
    "aucun": _no_form,
    ENDINGS: _endings,
    "fin": _ending,
}
