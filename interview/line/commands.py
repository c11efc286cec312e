"""What begins with « : » : a command, whatever the question."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from flows.faults import by_nearness
from flows.lookup import joined
from templates.typography import french

COMMANDS: dict[str, str] = {
    "retour": "revenir à la question précédente",
    "revoir": "relire vos réponses, et en changer une",
    "pourquoi": "le sens de cette question, et comment l’aborder avec la personne",
    "sait": "entendre ce que l’on sait à ce stade",
    "passer": "passer cette question, si elle est facultative",
    "section": "passer le reste de la section",
    "bilan": "entendre la qualification dans son état actuel",
    "fiche": "lire la fiche mémoire, et l’enregistrer si vous le voulez",
    "recapitulatif": "préparer la feuille remise à la personne",
    "terminer": "finir l’entretien, ou ouvrir une autre situation du ménage",
    "aide": "cette liste",
    "quitter": "arrêter ici ; vous reprendrez à la même question",
}
TOLD_AT_ONCE = ("pourquoi", "sait", "bilan", "fiche", "recapitulatif", "aide")
"""Commands that only tell something: the same line is asked again after them."""


class Command(msgspec.Struct, frozen=True):
    """A command that was understood, and what follows its name."""

    name: str
    argument: str = ""


class Step(Exception):
    """A command that leaves the line being asked: the loop carries it out."""

    def __init__(self, command: Command) -> None:
        super().__init__(command.name)
        self.command = command


def is_command(text: str) -> bool:
    """Whether the line is a command."""
    return text.startswith(":")


def command_of(text: str, known: Mapping[str, str] = COMMANDS) -> Command | str:
    """The command of *known* meant by *text*, or the sentence that says why there is none."""
    name, _, argument = text[1:].strip().partition(" ")
    typed = joined(name)
    if typed in known:
        return Command(typed, argument.strip())
    meant = [each for each in known if typed and each.startswith(typed)]
    if len(meant) == 1:
        return Command(meant[0], argument.strip())
    if meant:
        return french(f"« :{name} » peut vouloir dire {_listed(meant)}. Ajoutez une lettre.")
    if not typed:
        return french(f"Après « : », il faut un mot : {_listed(list(known))}.")
    nearest = by_nearness(typed, known)
    return french(f"« :{name} » n’existe pas. Les commandes, la plus proche d’abord : {_listed(nearest)}.")


def _listed(names: list[str]) -> str:
    return ", ".join(f":{each}" for each in names)
