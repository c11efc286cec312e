"""One reader per kind of question: from lines typed to the raw answer given to the conversation."""

from __future__ import annotations

from collections.abc import Callable

from interview.engine.values import MAX_TEXT
from interview.line.asking import ANSWER, Asking, Raw, Reply, accepted, finishes_part
from interview.line.caution import keep_part
from interview.line.commands import Step
from interview.line.console import Leave
from interview.line.lookup import read_catalogue, read_household, read_link, read_organisms
from interview.line.matching import Refusal, means_unknown, numbered, one, several
from interview.line.rows import read_rows
from interview.views import Prompt
from templates.typography import french

LONGEST_PLAIN = 60
"""No number, amount or date is longer; Python refuses to read thousands of digits."""

Reader = Callable[[Asking, Prompt], Raw | Reply]


def read_choice(asking: Asking, prompt: Prompt) -> Raw | Reply:
    """One choice, or several, by number, code or beginning of a label."""
    choices = numbered(prompt.options)
    match = several if prompt.multiple else one
    while True:
        text = asking.line(ANSWER)
        if not text:
            reply = asking.empty(prompt)
            if reply is not None:
                return reply
        elif means_unknown(text, prompt.unknown):
            return prompt.unknown_value
        else:
            try:
                return match(text, choices)
            except Refusal as refusal:
                asking.console.say(str(refusal))


def read_plain(asking: Asking, prompt: Prompt) -> Raw | Reply:
    """A number, an amount, a month or a date, as the person writes it."""
    while True:
        text = asking.line(ANSWER)
        if not text:
            reply = asking.empty(prompt)
            if reply is not None:
                return reply
        elif _says_unknown(text, prompt):
            return prompt.unknown_value
        elif len(text) > LONGEST_PLAIN:
            asking.console.say(french(f"C’est trop long. {accepted(prompt)}"))
        elif prompt.kind == "date" and len(text) > 2 and "aujourd’hui".startswith(french(text.lower())):
            return asking.conversation.workplace.today().isoformat()
        else:
            return text


def _says_unknown(text: str, prompt: Prompt) -> bool:
    if prompt.kind == "montant" and text == "0":
        return False  # no euro at all is an amount: « écrivez 0 si l’aide a été refusée »
    return means_unknown(text, prompt.unknown)


def read_text(asking: Asking, prompt: Prompt) -> Raw | Reply:
    """Several lines, ended by a full stop alone."""
    first = asking.line(french("Texte : "))
    while first in ("", "."):
        reply = asking.empty(prompt)
        if reply is not None:
            return reply
        first = asking.line(french("Texte : "))
    lines = [str(prompt.value)] if first == "+" and prompt.value else [first]
    try:
        _following(asking, lines)
    except (Step, Leave) as interruption:
        if not finishes_part(interruption):
            keep_part(asking, "\n".join(lines), prompt.question)
            raise
    return "\n".join(lines)


def _following(asking: Asking, lines: list[str]) -> None:
    """The lines after the first; one too many is refused, those before are kept."""
    while (text := asking.line(french("Suite : "))) != ".":
        if len("\n".join([*lines, text])) > MAX_TEXT:
            asking.console.say(
                french(f"Le texte dépasserait {MAX_TEXT} caractères : cette ligne n’est pas gardée.")
            )
        else:
            lines.append(text)


READERS: dict[str, Reader] = {
    "choix": read_choice,
    "choix_multiple": read_choice,
    "catalogue": read_catalogue,
    "catalogue_multiple": read_organisms,
    "entier": read_plain,
    "montant": read_plain,
    "mois": read_plain,
    "date": read_plain,
    "lignes": read_rows,
    "texte": read_text,
    "menage": read_household,
    "lien": read_link,
}
