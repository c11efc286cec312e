"""A flow as a document: whole, its texts only, or its sources only.

Each content is one pure function from a flow and the day to the context of its template
(:mod:`templates.flow_context`); :func:`printed` writes one of them in one format.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from flows.conditions import questions_of
from flows.flow import Flow
from flows.grammar import Condition, Question, TypologyRule
from interview.wording import capital, column_help, plural
from interview.workbench.condition_words import ALWAYS, after_if, asked_when, clauses, form_named, in_words
from interview.workbench.flow_pages import KINDS
from interview.workbench.printed_references import references_context
from interview.workbench.printed_texts import texts_context
from templates import ParcoursContext, ReferencesContext, TextesContext
from templates.flow_context import (
    ChoixImprime,
    ColonneImprimee,
    QuestionImprimee,
    RegleImprimee,
    SectionImprimee,
    SourceImprimee,
)
from templates.own import written

CONTENTS = ("complet", "textes", "references")
_FINGERPRINT_SHOWN = 12
_CONTEXTS = {
    "plusieurs_situations": "le ménage a plusieurs situations",
    "lien_causal": "une situation du ménage en cause une autre",
}
"""What each fact of the household is, after « si »."""


def printed(
    flow: Flow, content: str, format: str, today: datetime.date, folder: Path | None = None
) -> str | bytes:
    """One content of *flow* in one format: text, or bytes for pdf and docx.

    Args:
        content: one of :data:`CONTENTS`.
        format: a format of :data:`templates.FORMATS`.
        folder: the team's own templates.

    Raises:
        SheetFault: the document cannot be written.
    """
    return written(context_of(flow, content, today), format, folder).content


def context_of(
    flow: Flow, content: str, today: datetime.date
) -> ParcoursContext | TextesContext | ReferencesContext:
    """What the template of that content takes."""
    if content == "textes":
        return texts_context(flow, today)
    if content == "references":
        return references_context(flow, today)
    return flow_context(flow, today)


def flow_context(flow: Flow, today: datetime.date) -> ParcoursContext:
    """The whole flow: every question with its answers, every rule in words."""
    file, rules = flow.file, flow.file.rules
    return ParcoursContext(
        titre=file.title,
        identifiant=file.id,
        version=file.version,
        issu_de=" ; ".join(f"{each.id}, version {each.version}" for each in file.ancestors),
        empreinte=flow.fingerprint.hex()[:_FINGERPRINT_SHOWN],
        date=today,
        nombres=_counts(flow),
        sources=tuple(
            SourceImprimee(
                titre=each.title, lu_le=each.read_on, valable_jusqu_a=each.valid_until, note=each.note
            )
            for each in file.sources
        ),
        sections=tuple(
            SectionImprimee(
                titre=section.title,
                qualifie=section.qualifies,
                questions=tuple(_question(flow, q) for q in file.questions if q.section == section.id),
            )
            for section in file.sections
        ),
        formes=tuple(
            RegleImprimee(
                code=form.code,
                libelle=form.label,
                texte=form.definition,
                conditions=clauses(flow, form.when),
                note=_form_note(flow, form.reasons, active=form.active),
            )
            for form in rules.forms
        ),
        avere=clauses(flow, rules.established),
        abandon=clauses(flow, rules.abandoned),
        certitudes=tuple(
            RegleImprimee(code=each.code, libelle=each.label, texte=each.meaning)
            for each in rules.certainties
        ),
        faits=tuple(
            RegleImprimee(code=each.code, libelle=each.label, conditions=_in_one(flow, each.when))
            for each in rules.facts
        ),
        typologie=tuple(_trait(flow, each) for each in rules.typology),
        aucun=tuple(
            RegleImprimee(
                code=each.code,
                libelle=each.sentence,
                texte=each.next_step,
                conditions=_in_one(flow, each.when),
            )
            for each in rules.no_form
        ),
        fins=tuple(RegleImprimee(code=each.id, libelle=each.label) for each in file.endings),
    )


def _counts(flow: Flow) -> str:
    questions, core = len(flow.questions), len(flow.core)
    forms = len(flow.forms)
    said = f"{questions} {_agreed('question', questions)}, dont {core} dans le noyau ; "
    return said + f"{forms} {_agreed('forme', forms)} de non-recours"


def _agreed(noun: str, number: int) -> str:
    return plural(noun) if number > 1 else noun


def _question(flow: Flow, asked: Question) -> QuestionImprimee:
    return QuestionImprimee(
        numero=number_of(flow, asked.id),
        code=asked.id,
        bref=asked.short,
        texte=asked.text,
        genre=_kind(flow, asked),
        pourquoi=asked.why,
        aborder=asked.approach,
        si_doute=asked.in_doubt,
        posee=asked_when(flow, asked.id),
        ensuite=tuple(_exits(flow, asked)),
        compte_pour=tuple(_read_by(flow, asked.id)),
        choix=tuple(
            ChoixImprime(
                code=each.code,
                libelle=each.label,
                aide=each.help,
                constat=each.finding,
                groupe=_family(flow, each.group),
                sous=flow.label(asked.id, each.under) if each.under else "",
            )
            for each in asked.choices
        ),
        colonnes=tuple(
            ColonneImprimee(code=each.code, libelle=each.label, requise=each.required, aide=column_help(each))
            for each in asked.columns
        ),
    )


def number_of(flow: Flow, question: str) -> int:
    """The number of a question in the document, from 1."""
    return flow.order[question] + 1


def _kind(flow: Flow, asked: Question) -> str:
    """« question du noyau ; une réponse parmi des choix »."""
    parts = ["question du noyau" if asked.required else "question facultative", KINDS[asked.kind]]
    if asked.maximum:
        unit = f" {_agreed(asked.unit, asked.maximum)}" if asked.unit else ""
        parts.append(f"de {asked.minimum} à {asked.maximum}{unit}")
    elif asked.unit:
        parts.append(f"en {asked.unit}")
    if asked.catalogue:
        parts.append(f"{len(flow.catalogue.codes(asked.catalogue))} {asked.catalogue} dans la liste")
    if asked.unknown and not asked.choices:
        parts.append(f"« {flow.file.unknown_label} » est accepté")
    if asked.scope == "entretien":
        parts.append("posée une fois par entretien")
    if asked.at_most:
        parts.append(f"au plus la réponse à {_named(flow, asked.at_most)}")
    if asked.prefilled:
        parts.append(f"proposée d’après {_named(flow, asked.prefilled)}")
    return " ; ".join(parts)


def _named(flow: Flow, place: str) -> str:
    """« question 8, « Ce qui a été reçu » », or the end of the path."""
    if flow.is_ending(place):
        return f"fin, « {flow.endings[place]} »"
    return f"question {number_of(flow, place)}, « {flow.questions[place].short} »"


def _exits(flow: Flow, asked: Question) -> Iterator[str]:
    """Where the answers lead, first match first; the last one takes all that is left."""
    ways = [(way.to, way.when) for way in asked.exits]
    if not ways or ways[-1][1] is not None:
        ways.append((flow.follower(asked.id), None))
    for rank, (to, when) in enumerate(ways):
        if when is not None:
            yield f"{capital(after_if(in_words(flow, when, here=asked.id)))} : {_named(flow, to)}"
        else:
            yield f"Sinon : {_named(flow, to)}" if rank else capital(_named(flow, to))


def _read_by(flow: Flow, question: str) -> Iterator[str]:
    """The conclusions that read a question, in words."""
    for form in flow.forms:
        if question in questions_of(form.when):
            yield form_named(form.rule)
    if question in questions_of(flow.established):
        yield "la certitude"
    if any(question in questions_of(each.when) for each in flow.traits):
        yield "la typologie"


def _family(flow: Flow, code: str) -> str:
    """The label of a family of choices: a choice of some question, else the code itself."""
    found = (each.choice(code) for each in flow.file.questions) if code else ()
    return next((choice.label for choice in found if choice), code)


def _form_note(flow: Flow, reasons: str, *, active: bool) -> str:
    notes = [] if active else ["Cette forme est désactivée : elle n’est jamais retenue."]
    if reasons:
        notes.append(f"Ses raisons sont demandées à la {_named(flow, reasons)}.")
    return " ".join(notes)


def _trait(flow: Flow, rule: TypologyRule) -> RegleImprimee:
    household = (_CONTEXTS[rule.context],) if rule.context else ()
    return RegleImprimee(
        code=rule.code,
        libelle=rule.label,
        texte=rule.meaning,
        conditions=(*household, *_in_one(flow, rule.when)),
    )


def _in_one(flow: Flow, condition: Condition | None) -> tuple[str, ...]:
    """A condition told in one sentence."""
    words = in_words(flow, condition)
    return () if words == ALWAYS else (words,)
