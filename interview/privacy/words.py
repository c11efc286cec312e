"""What the commands of protection say in common: how many, to whom, and the word that confirms."""

from __future__ import annotations

import datetime
import shutil
import sys
from typing import TYPE_CHECKING

import click

from interview.cli_words import narrate, refuse
from interview.identifiers import PseudonymError, read_pseudonym
from templates.typography import count, day, french

if TYPE_CHECKING:
    from store import Base
    from store.privacy.erasing import Erased
    from store.privacy.retention import Held

WORD = "effacer"
PROOF = "Il en reste une ligne de preuve dans la base : la date, le motif, combien. Elle ne désigne personne."
LEFT = (
    "Ces fichiers ne sont plus tels que Repère les a écrits, ou n’ont pas pu être supprimés : "
    "voyez-les vous-même."
)
OUT_OF_REACH = (
    "Repère n’atteint pas ce qui est sorti d’ici : fiches envoyées ou imprimées, copies de la base faites "
    "dans un autre dossier. Si l’une de ces copies est restaurée ou importée, ce qui vient d’être effacé "
    "n’en reviendra pas."
)


def household_meant(base: Base, text: str) -> str:
    """The household whose code, or one of whose references, is *text*.

    Raises:
        Refusal: it is neither.
    """
    interview = base.interview_of(text)
    record = base.record(interview) if interview else None
    if record is not None and record.household:
        return record.household
    plain = text.strip().upper()
    if base.household_exists(plain):
        return plain
    try:
        return read_pseudonym(text)
    except PseudonymError as error:
        raise refuse(
            french(f"« {text} » n’est ni un ménage ni une référence de cette base. {error}")
        ) from None


def date_of(instant: int) -> str:
    """The day of an instant (milliseconds), in words."""
    return day(datetime.datetime.fromtimestamp(instant / 1000).date())


def amount(households: int, situations: int, files: int) -> str:
    """« 2 ménages, 3 situations, 1 fiche »."""
    parts = [count(households, "ménage"), count(situations, "situation")]
    if files:
        parts.append(count(files, "document"))
    return ", ".join(parts)


def held_line(held: Held) -> str:
    """One household in a list."""
    files = f", {count(held.files, 'document')}" if held.files else ""
    told = ", ".join(held.references) or "aucune situation"
    return french(f"  {held.household}  dernier contact le {date_of(held.last_contact)} : {told}{files}")


def confirm(question: str, agreed: bool) -> None:
    """Have the word typed, unless *agreed* beforehand.

    Raises:
        Refusal: another word was typed, or there is nobody to type it.
    """
    if agreed:
        return
    if not _at_a_terminal():
        raise refuse(
            french("Rien n’a été effacé : sans terminal pour confirmer, ajoutez --oui à la même commande.")
        )
    _say(question)
    typed = click.prompt(
        french(f"Tapez « {WORD} » pour confirmer"), "", show_default=False, prompt_suffix="\u00a0: "
    )
    if typed.strip().lower().strip("«» ") != WORD:
        raise refuse(french("Rien n’a été effacé : ce n’est pas le mot demandé."))


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()


def tell_erased(erased: Erased) -> None:
    """What was done, what was not, what is out of reach."""
    done = amount(erased.households, erased.situations, len(erased.files))
    click.echo(french(f"Effacé : {done}."))
    if erased.copies:
        click.echo(french(_gone_through(len(erased.copies))))
    _say(PROOF)
    if erased.left:
        _say(LEFT)
        for path in erased.left:
            narrate(f"  {path}")
    _say(OUT_OF_REACH)


def _say(text: str) -> None:
    """One paragraph, broken between words."""
    width = min(shutil.get_terminal_size().columns, 100)
    narrate(click.wrap_text(french(text), width))


def _gone_through(copies: int) -> str:
    if copies == 1:
        return "Une copie de la base le contenait : elle ne le contient plus."
    return f"{copies} copies de la base le contenaient : elles ne le contiennent plus."
