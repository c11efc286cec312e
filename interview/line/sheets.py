"""The fiche mémoire, read in the terminal as plain text, then saved if it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from flows.lookup import joined
from interview.conversation import Conversation
from interview.line.asking import Asking
from store import StoreError
from templates import FORMATS, FicheContext, render_fiche
from templates.faults import SheetFault
from templates.typography import french

MakeSheet: TypeAlias = Callable[[Conversation, int], FicheContext]
SaveSheet: TypeAlias = Callable[[Conversation, int, str, Path | None], Path]


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
            own = conversation.workplace.settings.templates_folder
            console.raw(str(render_fiche(make(conversation, rank), "texte", overrides=own)))
        chosen = _format(asking, wanted)
        if chosen:
            console.say(french(f"Fiche enregistrée : {save(conversation, rank, chosen, None)}"))
    except StoreError as error:
        console.say(french(f"{error.what} {error.safe} {error.do}"))
    except SheetFault as fault:
        console.say(french(f"La fiche n’a pas pu être écrite. {fault}"))
    except OSError as error:
        console.say(
            french(
                f"La fiche n’a pas pu être enregistrée ({error.strerror or error}). L’entretien, lui, l’est."
            )
        )


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
