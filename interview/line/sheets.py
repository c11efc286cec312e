"""The fiche mémoire, read in the terminal as plain text, then saved if it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from flows.lookup import joined
from interview.conversation import Conversation
from interview.line.asking import Asking
from interview.line.gate import pass_the_gate
from interview.line.spoken import tell_store_error
from interview.models.own import told_of
from interview.remarks import TITLE, remarks_of
from interview.sheets.gate import GateClosed, gate_of
from interview.sheets.saving import notice_of, own_folder
from store import StoreError
from templates import FORMATS, FicheContext
from templates.faults import SheetFault
from templates.own import written
from templates.typography import french

MakeSheet: TypeAlias = Callable[[Conversation, int], FicheContext]
SaveSheet: TypeAlias = Callable[[Conversation, int, str, Path | None], Path]

KEPT_IN = french("La fiche n’est pas sortie : rien n’a été écrit.")


def offer_sheet(asking: Asking, sheets: tuple[MakeSheet, SaveSheet], wanted: str) -> None:
    """Tell the sheet of the current situation, then ask under which format to save it."""
    make, save = sheets
    conversation, console = asking.conversation, asking.console
    rank = conversation.interview.active
    if not conversation.interview.answers(rank):
        console.say("La fiche attend une première réponse.")
        return
    if not conversation.qualified():
        console.say(french("La qualification n’est pas finie : cette fiche est provisoire."))
    try:
        if not wanted:
            console.say()
            shown = written(make(conversation, rank), "texte", own_folder(conversation))
            console.raw(str(shown.content))
            if told := told_of(shown.faults):
                console.say(told)
        chosen = _format(asking, wanted)
        if chosen:
            _save(asking, save, rank, chosen)
    except StoreError as error:
        tell_store_error(console, error)
    except SheetFault as fault:
        console.say(french(f"La fiche n’a pas pu être écrite. {fault}"))
    except OSError as error:
        console.say(
            french(
                f"La fiche n’a pas pu être enregistrée ({error.strerror or error}). L’entretien, lui, l’est."
            )
        )


def _save(asking: Asking, save: SaveSheet, rank: int, format: str) -> None:
    """Write the sheet; at the gate, ask what may open it, once."""
    conversation, console = asking.conversation, asking.console
    try:
        path = save(conversation, rank, format, None)
    except GateClosed as closed:
        if not pass_the_gate(asking, rank, closed.gate):
            console.say(KEPT_IN)
            return
        path = save(conversation, rank, format, None)
    console.say(french(f"Fiche enregistrée : {path}"))
    if told := notice_of(conversation, rank, format):
        console.say(told)
    gate = gate_of(conversation, rank)
    if gate.scope:
        console.say(french(f"Son accord vaut pour : {gate.scope}"))
    if gate.remark:
        console.say(gate.remark)
    console.items(french(f"{TITLE} :"), (each.sentence for each in remarks_of(conversation, rank)))


def _format(asking: Asking, wanted: str) -> str:
    """The name of a format, "" for none."""
    formats = list(FORMATS.values())
    while True:
        if not wanted:
            asking.console.say("Enregistrer cette fiche ?")
            for rank, each in enumerate(formats, 1):
                asking.console.item(f"{each.label} ({each.name})", f"{rank}.")
            wanted = asking.line(french("Numéro du format, ou Entrée pour ne pas enregistrer : "))
        if not wanted:
            return ""
        if wanted.isdecimal() and len(wanted) < 4 and 1 <= int(wanted) <= len(formats):
            return formats[int(wanted) - 1].name
        meant = [each.name for each in formats if joined(each.name).startswith(joined(wanted))]
        if len(meant) == 1:
            return meant[0]
        names = ", ".join(each.name for each in formats)
        asking.console.say(french(f"« {wanted[:20]} » n’est pas un format : {names}."))
        wanted = ""
