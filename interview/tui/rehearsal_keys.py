"""The keys of a rehearsal: those of the conversation, two more, and none that leads to a sheet."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from interview.tui.conversation_keys import CONVERSATION_KEYS
from interview.tui.keys import key

_LEAVE = key("quitter", "f10", "leave", "Quitter", "Revient aux cas ; la répétition est gardée.")
_CONCLUDE = key(
    *("conclusion", "f6", "conclude", "Conclusion"), "Ce que donnent vos réponses, dès que tout est demandé."
)
_OWN: list[BindingType] = [
    key("relancer", "f7,ctrl+t", "ask_again", "Relancer", "Demande autrement ; la personne répond."),
    key("relire", "ctrl+o,f11", "read_again", "Relire", "Le cadre, les papiers, et tout ce qui a été dit."),
]


def _rehearsal_keys() -> list[BindingType]:
    replaced = {"quitter": _LEAVE, "conclusion": _CONCLUDE}
    kept: list[BindingType] = []
    for each in CONVERSATION_KEYS:
        name = each.id if isinstance(each, Binding) and each.id else ""
        if name == "revoir":
            kept += _OWN
        if name != "fiche":
            kept.append(replaced.get(name, each))
    return kept


REHEARSAL_KEYS = _rehearsal_keys()
