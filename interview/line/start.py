"""Beginning an interview or taking one up again, and leaving with everything kept."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from uuid import UUID

from interview.access import resumed
from interview.conversation import Conversation, Workplace, unfinished
from interview.fictional_banner import banner_of
from interview.line.commands import Command, command_of, is_command
from interview.line.console import Console, Leave, Unreadable, terminal_input
from interview.line.session import Session
from interview.line.sheets import MakeSheet, SaveSheet
from interview.line.spoken import tell_help, tell_store_error
from interview.wording import capital
from store import Base, InterviewSummary, StoreError
from templates.typography import day, french

WIDTH = 80
OFFERED = 9


def run_line(
    workplace: Workplace,
    *,
    resume: UUID | None = None,
    begin: Callable[[Workplace], Conversation] | None = None,
    make_sheet: MakeSheet,
    save_sheet: SaveSheet,
    ask: Callable[[str], str] = terminal_input,
    say: Callable[[str], None],
    width: int | None = None,
    opened: Callable[[Conversation], None] = lambda _: None,
) -> int:
    """Hold one interview in plain lines; gives the exit code.

    Args:
        resume: interview to take up again; without it, those that wait are offered.
        begin: gives the interview to hold, whatever waits.
        make_sheet: the sheet of one situation of a conversation.
        save_sheet: writes that sheet in a format, and gives the file written.
        ask: shows a label and gives the line typed after it.
        say: prints one line.
        width: longest line printed; by default that of the terminal, 80 at most.
        opened: told of the interview, before its first question.
    """
    console = Console(ask, say, width or min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))
    session: Session | None = None
    try:
        conversation = _opened(console, workplace, resume, begin)
        if conversation is None:
            return 1
        opened(conversation)
        session = Session(console, conversation, make_sheet, save_sheet)
        session.run()
        _tell_finished(console, conversation)
        return 0
    except (Leave, KeyboardInterrupt):
        return _farewell(console, session)
    except Unreadable:
        console.say(french("La ligne reçue n’est pas un texte en UTF-8 : l’entretien s’arrête avant elle."))
        _farewell(console, session)
        return 1


# ── beginning ────────────────────────────────────────────────────────────────────────────────────


def _opened(
    console: Console,
    workplace: Workplace,
    resume: UUID | None,
    begin: Callable[[Workplace], Conversation] | None,
) -> Conversation | None:
    """The interview to hold; None when it cannot be, and this has been said."""
    while True:
        try:
            if begin is not None:
                return _begun(console, begin(workplace))
            chosen = resume or _chosen(console, workplace)
            if chosen is None:
                return _begun(console, Conversation.start(workplace))
            return _taken_up(console, workplace, chosen)
        except LookupError:
            console.say("Cet entretien n’est pas dans la base.")
            return None
        except StoreError as error:
            tell_store_error(console, error)
            try:
                _line(console, french("Entrée pour réessayer, « :quitter » pour arrêter : "))
            except Leave:
                return None


def _begun(console: Console, conversation: Conversation) -> Conversation:
    base = conversation.workplace.base
    known = base is not None and base.interview_of(conversation.reference) is not None
    _tell_fictional(console, base)
    console.say(french(f"Reprise de l’entretien {conversation.reference}.") if known else "Nouvel entretien.")
    console.say(french("Répondez par un numéro, puis Entrée ; 0 veut dire « on ne sait pas »."))
    console.say(french("« :aide » donne les commandes ; « :quitter » arrête sans rien perdre."))
    if conversation.resumption.notice:
        console.say(conversation.resumption.notice)
    if base is None:
        console.say("Rien ne sera enregistré de cet entretien.")
    return conversation


def _tell_fictional(console: Console, base: Base | None) -> None:
    if told := banner_of(base):
        console.say(french(told))


def _taken_up(console: Console, workplace: Workplace, interview: UUID) -> Conversation:
    conversation = resumed(workplace, interview)
    _tell_fictional(console, workplace.base)
    console.say(french(f"Reprise de l’entretien {conversation.reference}. « :aide » donne les commandes."))
    if conversation.resumption.notice:
        console.say(conversation.resumption.notice)
    if conversation.interview.closed:
        conversation.reopen()
        console.say("Il était terminé : il est ouvert à nouveau.")
    return conversation


def _chosen(console: Console, workplace: Workplace) -> UUID | None:
    """An interview that waits, or None for a new one."""
    waiting = unfinished(workplace.base)
    if not waiting:
        return None
    plural = "s" if len(waiting) > 1 else ""
    console.say(french(f"{len(waiting)} entretien{plural} à reprendre :"))
    for rank, each in enumerate(waiting[:OFFERED], 1):
        console.item(_in_words(workplace, each), f"{rank}.")
    if len(waiting) > OFFERED:
        console.say("Les autres se reprennent par leur référence.")
    while True:
        text = _line(console, french("Numéro ou référence, ou Entrée pour un nouvel entretien : "))
        if not text:
            return None
        if text.isdecimal() and len(text) < 3 and 1 <= int(text) <= min(len(waiting), OFFERED):
            return waiting[int(text) - 1].id
        named = [each.id for each in waiting if each.reference.casefold() == text.casefold()]
        if named:
            return named[0]
        console.say(
            french(
                f"« {text[:20]} » n’est ni un numéro de la liste, ni la référence d’un entretien à reprendre."
            )
        )


def _in_words(workplace: Workplace, each: InterviewSummary) -> str:
    flow = workplace.machine.flow
    about = "objet encore inconnu"
    for question, code in (("prestation", each.prestation), ("domaine", each.domaine)):
        if code and question in flow.questions:
            about = flow.label(question, code)
    asked = flow.questions.get(each.position)
    where = f", arrêté à « {asked.short} »" if asked else ""
    touched = datetime.datetime.fromtimestamp(each.touched_at / 1000).date()
    return french(
        f"{capital(about)}{where}, le {day(touched)}. Entretien {each.reference}, ménage {each.household}."
    )


def _line(console: Console, label: str) -> str:
    """One line before any interview is open: help and leaving are the only commands."""
    while True:
        text = console.read(label)
        if not is_command(text):
            return text
        command = command_of(text)
        if command == Command("quitter"):
            raise Leave
        if isinstance(command, str):
            console.say(command)
        elif command.name == "aide":
            tell_help(console)
        else:
            console.say("L’entretien n’est pas encore ouvert : choisissez d’abord.")


# ── leaving ──────────────────────────────────────────────────────────────────────────────────────


def _farewell(console: Console, session: Session | None) -> int:
    """What is kept and how to take it up again; the exit code."""
    if session is None:
        console.say("Au revoir.")
        return 0
    conversation = session.conversation
    interview = conversation.interview
    if conversation.workplace.base is None:
        console.say("Entretien arrêté. Rien n’en est enregistré.")
        return 0
    again = f"Pour reprendre l’entretien {conversation.reference} : « repere entretien --simple »."
    if session.unsaved:
        console.say(
            french(f"La dernière saisie n’a pas pu être enregistrée ; tout ce qui précède l’est. {again}")
        )
        return 1
    if not interview.shared and not any(each.given for each in interview.situations):
        console.say(french("Aucune réponse n’avait été donnée : il n’y a rien à reprendre."))
        return 0
    console.say(french(f"Tout est enregistré. {again}"))
    return 0


def _tell_finished(console: Console, conversation: Conversation) -> None:
    console.say()
    console.say(french(f"Entretien {conversation.reference} terminé."))
    for each in conversation.interview.situations:
        verdict, reference = conversation.verdict(each.rank), conversation.situation_reference(each.rank)
        decided = " ; ".join(verdict.decided) or "pas de non-recours"
        console.item(french(f"{capital(verdict.object)} : {decided}. Fiche : « repere fiche {reference} »."))
