"""What every reader of an answer shares: the line asked, and what an empty one means."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeAlias

import msgspec

from interview.conversation import Conversation
from interview.effect import Effect
from interview.line.commands import Step
from interview.line.console import Console, Leave
from interview.views import Prompt
from templates.typography import french

ANSWER = french("Réponse : ")


class Reply(Enum):
    """What a reader gives when it is not an answer to be kept."""

    SKIP = "skip"
    KEEP = "keep"
    DONE = "done"
    """The reader has already kept everything itself."""


Raw: TypeAlias = Any


class Asking(msgspec.Struct, frozen=True):
    """What a reader may use.

    Attributes:
        line: asks one line; commands never come out of it.
        keep: makes a change and tells its refusal; None when it was refused.
    """

    console: Console
    conversation: Conversation
    line: Callable[[str], str]
    keep: Callable[[Callable[[], Effect]], Effect | None]

    def empty(self, prompt: Prompt) -> Raw | Reply | None:
        """What an empty line means; None when an answer is needed, and this has been said."""
        if has_value(prompt):
            return Reply.KEEP
        if prompt.proposed is not None:
            return prompt.proposed
        if prompt.skippable:
            return Reply.SKIP
        self.console.say(french(f"Il faut une réponse. {accepted(prompt)}"))
        return None

    def stay(self, prompt: Prompt) -> None:
        """Show *prompt* again next time: its answer was kept, but not finished."""
        self.keep(lambda: self.conversation.go_to(prompt.question, prompt.rank))


def has_value(prompt: Prompt) -> bool:
    """Whether the question already has an answer, skipped ones included."""
    return prompt.revisited and (prompt.value is not None or prompt.skippable)


def accepted(prompt: Prompt) -> str:
    """What the question takes, in one sentence."""
    if prompt.options:
        span = f"Tapez un numéro de 1 à {len(prompt.options)}"
        return french(f"{span}, ou 0 : {prompt.unknown.lower()}." if prompt.unknown else f"{span}.")
    sentence = {
        "catalogue": "Tapez un nom ou un sigle, même ancien. « * » donne toute la liste.",
        "catalogue_multiple": "Tapez un nom ou un sigle, un à la fois. « * » donne toute la liste.",
        "entier": f"Un nombre de {prompt.minimum} à {prompt.maximum}.",
        "montant": "Un montant en euros, par exemple 206,50.",
        "mois": "Un mois, par exemple 08/2025 ou août 2025.",
        "date": "Une date, par exemple 12/08/2025, ou « aujourd’hui ».",
        "texte": "Plusieurs lignes possibles, sans nom ni numéro. Un point seul sur une ligne termine.",
        "lignes": "Une ligne après l’autre ; une date vide termine.",
    }.get(prompt.kind, "")
    unknown = f" « ? » : {prompt.unknown.lower()}." if prompt.unknown else ""
    return french(sentence + unknown)


def finishes_part(interruption: Step | Leave) -> bool:
    """Whether a command given in the middle of a long answer only ends that answer."""
    return isinstance(interruption, Step) and interruption.command.name in ("passer", "section")
