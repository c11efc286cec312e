"""Other words proposed where a question divides: a local flow that extends the one of the session.

What the group decided on a question joins its « si_doute »; what nobody decided stays a comment to be
written. Only words are touched: codes, exits and rules are those of the flow it extends, so nothing concludes
otherwise.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator

from flows.flow import Flow
from flows.grammar import Question
from interview.rehearsal.session.counting.dividing import Divided
from interview.rehearsal.session.counting.figures import SessionFigures
from interview.rehearsal.session.folder.files import Note
from interview.rehearsal.session.folder.gathering import Session
from interview.rehearsal.session.reporting.report_questions import WORTH_TELLING
from templates.typography import NARROW, NBSP, clean, count, day, french

WIDE = 108
HEAD = (
    "Les réponses de chaque cas sont comptées au-dessus de la question ; personne n’y est nommé.",
    "Rien n’est changé tant que ce fichier n’est pas votre parcours. Ne sont touchés que des mots : aucun "
    "code, aucune suite, aucune règle. Relisez, corrigez, puis essayez :",
)
COMMANDS = (
    "repere parcours verifier {file}",
    "repere parcours prouver {file}",
    "repere parcours tester --parcours {file}",
)
TO_WRITE = "À écrire : rien n’a été décidé sur cette question. Ôtez les « # » et complétez."
EMPTY = (
    "# Pour proposer d’autres mots, remplacez « modifier: {} » par ces deux lignes, sans leur « # » :",
    "# modifier:",
    "#   questions:",
)
NOTHING = "Aucune question ne partage assez le groupe pour proposer d’autres mots, et rien n’a été décidé."


def proposal(session: Session, figures: SessionFigures, file: str) -> str:
    """The text of the local flow; *file* is the name it will have, told in its commands."""
    lines = [
        *_comment(f"Propositions de la séance « {session.sheet.title} », du {day(session.sheet.day)}."),
        *(line for each in HEAD for line in _comment(each)),
        *(f"#   {each.format(file=file)}" for each in COMMANDS),
        "",
        "grammaire: 1",
        f"parcours: {flow_id(session)}",
        'version: "1"',
        f"titre: {_quoted(f'{session.flow.file.title}, mots proposés le {day(session.sheet.day)}')}",
        f"etend: {session.flow.id}",
        f"etabli_sur: {_quoted(session.flow.version)}",
        "",
    ]
    told = [(each, decisions(session, each)) for each in divided_questions(session, figures)]
    blocks = [_block(session, figures, question, decided) for question, decided in told]
    written = any(decided for _, decided in told)
    lines += ["modifier:", "  questions:"] if written else ["modifier: {}", *(EMPTY if blocks else ())]
    lines += [line for block in blocks for line in block] or [f"    {each}" for each in _comment(NOTHING)]
    return "\n".join(lines) + "\n"


def flow_id(session: Session) -> str:
    """« propositions-2026-03-03 »: never that of the flow it extends."""
    return f"propositions-{session.sheet.day}"


def divided_questions(session: Session, figures: SessionFigures) -> tuple[str, ...]:
    """Questions that divide in a case at least, or on which something was decided, the most divided first."""
    found = [each.question for each in figures.dividing if each.apart >= WORTH_TELLING]
    noted = [each.question for each in session.notes if each.kind == "decision" and each.question]
    held = dict.fromkeys([*found, *sorted(noted, key=lambda each: session.flow.order[each])])
    return tuple(held)


def decisions(session: Session, question: str) -> tuple[str, ...]:
    """What the group decided on that question."""
    return tuple(each.text for each in session.notes if (each.kind, each.question) == ("decision", question))


def _block(session: Session, figures: SessionFigures, name: str, decided: tuple[str, ...]) -> list[str]:
    question = session.flow.questions[name]
    told = [f"    {each}" for fact in _facts(session, figures, question) for each in _comment(fact, WIDE - 4)]
    lines = ["", f"    # ── {question.short} ──", *told]
    if not decided:
        return [*lines, *_to_write(session.flow, figures, question)]
    said = " ".join(_sentence(each) for each in (question.in_doubt, *decided) if each)
    lines.append(f"    {name}:")
    if question.in_doubt:
        lines.append(f"      au_lieu_de: {{si_doute: {_quoted(question.in_doubt)}}}")
    return [*lines, f"      si_doute: {_quoted(said)}"]


def _facts(session: Session, figures: SessionFigures, question: Question) -> Iterator[str]:
    """What was answered, in which cases, what was confused, and what was written of it."""
    yield f"« {question.text} »"
    for each in figures.dividing:
        if each.question == question.id:
            yield f"{each.unit.title} : {_spread(each)} ({each.answered} réponses sur {each.present})."
    for confused in figures.confusions:
        if confused.question == question.id and confused.second:
            where = " ; ".join(place.unit.title for place in confused.places)
            yield (
                f"Prises l’une pour l’autre : « {confused.first_label} » et « {confused.second_label} » "
                f"({count(confused.pairs, 'paire')} de participants : {where})."
            )
    for note in session.notes:
        if note.question == question.id:
            yield f"{_said_by(note)} : {note.text}"


def _said_by(note: Note) -> str:
    where = f" (cas {note.case})" if note.case else ""
    return f"{'Décidé par le groupe' if note.kind == 'decision' else 'Laissé ouvert'}{where}"


def _spread(each: Divided) -> str:
    given = sorted((one for one in each.answers if one.count), key=lambda one: -one.count)
    return " ; ".join(f"{one.count} « {one.label} »" for one in given)


def _to_write(flow: Flow, figures: SessionFigures, question: Question) -> list[str]:
    """What is left to be written, as comments that become the file once the signs are taken off."""
    lines = [f"    {each}" for each in _comment(TO_WRITE, WIDE - 4)]
    lines.append(f"    # {question.id}:")
    if question.in_doubt:
        lines.append(f"    #   au_lieu_de: {{si_doute: {_quoted(question.in_doubt)}}}")
    lines.append(f"    #   si_doute: {_quoted(f'{question.in_doubt} À écrire : '.lstrip() + '…')}")
    pair = next((each for each in figures.confusions if each.question == question.id and each.second), None)
    if pair is not None and question.choices:
        lines.append("    #   choix:")
        for code in (pair.first, pair.second):
            choice = flow.questions[question.id].choice(code)
            lines.append(
                f"    #     {code}: {{aide: {_quoted((choice.help if choice else '') or 'À écrire…')}}}"
            )
    return lines


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────


def _plain(text: str) -> str:
    """One line, in the spaces that a person types: the program sets the narrow ones."""
    return _typed(" ".join(clean(text).split()))


def _typed(text: str) -> str:
    return text.replace(NBSP, " ").replace(NARROW, " ")


def _comment(text: str, wide: int = WIDE) -> list[str]:
    """Folded where no quotation mark is left alone at the end of a line."""
    folded = textwrap.wrap(french(_plain(text)), wide - 2, break_on_hyphens=False)
    return [f"# {_typed(each)}" for each in folded]


def _quoted(text: str) -> str:
    """A text between double quotes, where YAML reads nothing but letters."""
    return json.dumps(_plain(text), ensure_ascii=False)


def _sentence(text: str) -> str:
    said = _plain(text)
    return said if re.search(r"[.!?…](\s*»)?$", said) else f"{said}."
