"""At the gate, line by line: what the person answered, or why the sheet leaves without her agreement."""

from __future__ import annotations

from interview.conversation import Conversation
from interview.follow_words import DESPITE_LABELS
from interview.guarding import DEPARTURE
from interview.line.asking import Asking
from interview.line.caution import watched
from interview.sheets.gate import Gate, can_be_asked
from interview.sheets.leave import let_out, motif_fault, record_answer
from interview.wording import capital
from templates.typography import french

AGREES, REFUSES, MOTIF = "oui", "non", "motif"
AGREES_LABEL = french("Elle est d’accord : c’est noté, à la date d’aujourd’hui")
CHANGED_LABEL = french("Elle a changé d’avis, elle est d’accord : c’est noté, à la date d’aujourd’hui")
REFUSES_LABEL = french("Elle refuse : c’est noté, et la fiche ne sort pas")
MOTIF_LABEL = french("Écrire un motif : la fiche sort sans son accord, et le dit")
OTHER_REASON = "Une autre raison, aussi forte"
HOW = french("Numéro, ou Entrée : pas maintenant. ")
ASK_MOTIF = french("Le motif, sans nom : il sera lu sur la fiche. Entrée seule pour renoncer : ")
ASK_MORE = french("Précisez si vous le voulez, sans nom : ce sera lu sur la fiche. ")
REFUSAL_KEPT = "Son refus est noté."
AGREEMENT_KEPT = "Son accord est noté, à la date d’aujourd’hui."


def pass_the_gate(asking: Asking, rank: int, gate: Gate) -> bool:
    """Whether the sheet may leave now. Raises Step, Leave, StoreError."""
    console, held = asking.console, asking.conversation
    console.say(gate.why)
    if gate.remark:
        console.say(gate.remark)
    ways = _ways(held, gate)
    for number, (_, label) in enumerate(ways, 1):
        console.item(label, f"{number}.")
    while text := asking.line(HOW):
        if text.isdecimal() and len(text) < 3 and 1 <= int(text) <= len(ways):
            return _taken(asking, rank, ways[int(text) - 1][0])
        console.say(french(f"Tapez un numéro de 1 à {len(ways)}, ou Entrée."))
    return False


def _ways(held: Conversation, gate: Gate) -> list[tuple[str, str]]:
    """What may open the gate: a code, and its words."""
    asking = can_be_asked(held)
    if gate.agreement.refused:
        despite = [(code, french(capital(label) or OTHER_REASON)) for code, label in DESPITE_LABELS.items()]
        return [*despite, (AGREES, CHANGED_LABEL)] if asking else despite
    asked = [(AGREES, AGREES_LABEL), (MOTIF, MOTIF_LABEL), (REFUSES, REFUSES_LABEL)]
    return asked if asking else [(MOTIF, MOTIF_LABEL)]


def _taken(asking: Asking, rank: int, way: str) -> bool:
    console, held = asking.console, asking.conversation
    if way in (AGREES, REFUSES):
        record_answer(held, rank, way)
        console.say(AGREEMENT_KEPT if way == AGREES else REFUSAL_KEPT)
        return way == AGREES
    return _motif_kept(asking, rank, "" if way == MOTIF else way)


def _motif_kept(asking: Asking, rank: int, despite: str) -> bool:
    """Ask for the reason until it can be kept; an empty line gives up, where one is needed."""
    held = asking.conversation
    optional = bool(DESPITE_LABELS.get(despite))
    while True:
        typed = " ".join(asking.line(ASK_MORE if optional else ASK_MOTIF).split())
        if not typed and not optional:
            return False
        fault = motif_fault(held, rank, typed, despite)
        if not fault:
            break
        asking.console.say(fault)
    motif, excused = watched(asking, typed, DEPARTURE, rank)
    let_out(held, rank, motif, despite, excused)
    return True
