"""A text that may name somebody, told line by line: mask, correct, or keep it as it is."""

from __future__ import annotations

from flows.lookup import joined
from interview.guarding import TITLE, Caution, answered, cautioned
from interview.line.asking import Asking, Raw
from interview.line.commands import Step
from interview.line.console import Leave
from templates.typography import french

WAYS = french("m : masquer ; c : corriger ; g : garder tel quel. ")
AGAIN = french("Tapez m, c ou g. Tant que vous n’avez pas choisi, ce texte n’est pas enregistré.")
INSTEAD = "À la place de « {passage} » (Entrée le masque) : "
MASKED = "Masqué."
KEPT = french("Gardé tel quel ; le journal retiendra que vous l’avez voulu, sans le texte.")
MASKED_ON_LEAVING = french("Sans réponse de votre part, ces passages ont été masqués avant l’enregistrement.")


def watched(asking: Asking, raw: Raw, field: str, rank: int = 0) -> tuple[Raw, Caution | None]:
    """What to keep of *raw*, and the caution whose passages are kept on purpose. Raises Step, Leave."""
    while (caution := cautioned(asking.conversation, raw, field, rank)) is not None:
        _tell(asking, caution)
        way = _way(asking)
        if way == "g":
            asking.console.say(KEPT)
            return raw, caution
        if way == "m":
            asking.console.say(MASKED)
            raw = caution.masked
        else:
            raw = _corrected(asking, caution)
    return raw, None


def keep_part(asking: Asking, raw: Raw, question: str) -> None:
    """Keep an unfinished answer, and stay on its question."""
    try:
        raw, excused = watched(asking, raw, question)
    except (Step, Leave):
        keep_masked(asking, raw, question)
    else:
        asking.keep(lambda: answered(asking.conversation, raw, question, excused, stay=True))


def keep_masked(asking: Asking, raw: Raw, question: str) -> None:
    """The person left without saying what becomes of a passage: it is masked, and this is told."""
    caution = cautioned(asking.conversation, raw, question)
    if caution is not None:
        raw = caution.masked
        asking.console.say(MASKED_ON_LEAVING)
    asking.keep(lambda: answered(asking.conversation, raw, question, stay=True))


def _tell(asking: Asking, caution: Caution) -> None:
    asking.console.say(french(f"Attention. {TITLE}. Rien n’en est encore enregistré."))
    for each in caution.passages:
        asking.console.item(french(f"{each.label} : {each.excerpt}"))


def _way(asking: Asking) -> str:
    while True:
        text = joined(asking.line(WAYS))
        for way in ("masquer", "corriger", "garder"):
            if text and way.startswith(text):
                return way[0]
        asking.console.say(AGAIN)


def _corrected(asking: Asking, caution: Caution) -> Raw:
    """The answer with what is typed for each passage, in the order they are read."""
    instead = [
        asking.line(french(INSTEAD.format(passage=each.text))) or each.masked for each in caution.passages
    ]
    return caution.replaced(instead)
