"""The verdict is proposed; the agent decides, and says why when it is otherwise."""

from __future__ import annotations

from flows.lookup import joined
from interview.conversation import Conversation
from interview.engine import knowledge
from interview.guarding import DECISION, decided
from interview.line.asking import Asking
from interview.line.caution import watched
from interview.line.commands import Step
from interview.line.matching import Numbered, Refusal, several
from interview.line.spoken import tell_verdict
from interview.views import Verdict
from templates.typography import french

NO_FORM = "Aucune forme : ce n’est pas un non-recours"


def decision_due(conversation: Conversation) -> bool:
    """Whether the situation is qualified, and nothing has been decided of what is proposed now."""
    interview = conversation.interview
    if interview.cursor or not conversation.qualified():
        return False
    decision = interview.current.decision
    if decision is None:
        return True
    proposed = knowledge.qualification(interview, interview.active, conversation.known_situations).forms
    return set(decision.forms) != set(proposed) and not decision.reason


def decide(asking: Asking) -> None:
    """Tell the verdict, until the agent has agreed or decided otherwise. Raises Step, Leave."""
    conversation, console = asking.conversation, asking.console
    verdict = conversation.verdict()
    console.say()
    if conversation.interview.current.decision is not None:
        console.say(french("Vos réponses ont changé ; la qualification proposée aussi."))
    tell_verdict(console, verdict, reached=True)
    console.say("C’est une proposition : la décision vous revient.")
    while True:
        text = joined(asking.line(french("D’accord ? 1, ou Entrée : oui ; 2 : décider autrement. ")))
        if text in ("", "1", "o", "oui"):
            codes = [each.code for each in verdict.forms]
            if asking.keep(lambda codes=codes: conversation.decide(codes)) is not None:  # type: ignore[misc]
                console.say("Décision enregistrée.")
                return
        elif text in ("2", "n", "non"):
            if _otherwise(asking, verdict):
                return
        else:
            console.say(
                french(
                    "1, ou Entrée, pour oui ; 2 pour décider autrement ; « :retour » revient aux questions."
                )
            )


def _otherwise(asking: Asking, verdict: Verdict) -> bool:
    """The forms the agent keeps, and why; False when they go back to the proposal."""
    try:
        forms = _forms(asking)
        differs = set(forms) != {each.code for each in verdict.forms}
        reason, excused = watched(asking, _reason(asking) if differs else "", DECISION)
    except Step as step:
        if step.command.name != "retour":
            raise
        return False
    if asking.keep(lambda: decided(asking.conversation, forms, reason, excused=excused)) is None:
        return False
    with_reason = asking.conversation.workplace.base is not None
    told = "Décision enregistrée, avec sa raison." if with_reason else "Décision enregistrée."
    asking.console.say(told if differs else french("C’est ce qui était proposé : enregistré."))
    return True


def _forms(asking: Asking) -> list[str]:
    choices = [Numbered(each.rule.code, each.rule.label) for each in asking.conversation.flow.forms]
    asking.console.say("Quelles formes retenez-vous ?")
    for rank, each in enumerate(choices, 1):
        asking.console.item(french(each.label), f"{rank}.")
    asking.console.item(french(NO_FORM), "0.")
    while True:
        text = asking.line(french("Une ou plusieurs, par exemple 1 3 : "))
        if text == "0":
            return []
        try:
            chosen = several(text, choices)
        except Refusal as refusal:
            asking.console.say(str(refusal))
            continue
        if chosen:
            return chosen
        asking.console.say(
            french(f"Tapez un numéro de 1 à {len(choices)}, ou 0. « :retour » revient à la proposition.")
        )


def _reason(asking: Asking) -> str:
    while True:
        reason = asking.line(french("Vous décidez autrement. Pourquoi, en quelques mots : "))
        if reason:
            return reason
        asking.console.say("Il faut une raison : elle reste à côté de ce qui était proposé.")
