"""The sentences of a debrief. Kind, exact: what the answer changes, never what the agent is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flows.flow import Flow
from flows.foresight import Elsewhere
from flows.grammar import NoForm
from flows.qualification import Qualification
from interview.rehearsal.debrief.model import Concluded, Effect, Row, Standing
from interview.rehearsal.given import Outcome
from interview.wording import SKIPPED, capital, certainty_label, joined, outcome_in_words, value_in_words
from templates.typography import duration, french, stopped

ALIKE = french("Vous arrivez à la même qualification que la référence, réponse par réponse.")
BY_ANOTHER_WAY = french(
    "Vous arrivez à la même qualification que la référence, avec quelques réponses différentes."
)
AS_GOOD = french("Votre qualification n’est pas celle de la référence, mais elle se défend aussi bien.")
ELSEWHERE = french("Votre qualification n’est pas celle de la référence.")
OTHER_RIGHT_FOUND = french("Votre conclusion porte sur un autre droit que celle de la référence.")
ELSEWHERE_ON_ANOTHER_RIGHT = french(
    "Votre qualification n’est pas celle de la référence, et elle porte sur un autre droit."
)
OTHER_EXPLANATION_FOUND = french(
    "Comme la référence, vous ne concluez à aucun non-recours ; mais l’explication n’est pas la même."
)
OTHER_CERTAINTY = french("Vous arrivez à la même forme que la référence, avec une autre certitude.")
OTHER_CERTAINTY_OF_SEVERAL = french(
    "Vous arrivez aux mêmes formes que la référence, avec une autre certitude."
)
NOT_REACHED = french("Cette situation n’a pas été jouée.")
NOTHING_CHANGES = french("la qualification reste la même")
OTHER_REASONS = french("avec d’autres raisons")
NO_REASON = french("sans raison notée")
OTHER_EXPLANATION = french("il n’y aurait toujours pas de non-recours, mais pour une autre raison")
OTHER_RIGHT = french(
    "la conclusion porterait sur un autre droit, dont l’organisme et les démarches peuvent être différents"
)
GIVEN_UP = french("la demande passerait pour abandonnée")
NOT_GIVEN_UP = french("la fiche ne dirait plus que la demande a été abandonnée")
ABANDONED = french("La demande avait été commencée, puis laissée : c’est un abandon.")
EFFECTS: dict[Effect, str] = {
    "forms": "change la forme",
    "certainty": "change la certitude",
    "abandon": "change l’abandon",
    "object": "change le droit dont il s’agit",
    "reasons": "change les raisons",
    "nothing": "ne change pas la qualification",
    "": "",
}
"""What a difference alone changes, in a few words."""
FLOW_CHANGED_SINCE = french("Le parcours a changé depuis cet essai : ce retour suit celui d’alors.")
NO_MINUTE = "moins d’une minute"


def answer_in_words(flow: Flow, question: str, value: Any) -> str:
    """One answer, as it is read."""
    return capital(value_in_words(flow, flow.questions[question], value))


def quoted(words: str) -> str:
    """An answer inside a sentence; of a quotation in it, only the words."""
    bare = words.replace("«\u00a0", "").replace("\u00a0»", "")
    return f"“{bare}”"


def concluded_of(flow: Flow, found: Outcome, none: NoForm | None, about: str = "") -> Concluded:
    """What an outcome concludes.

    Args:
        none: why the answers give no form, None where they give one.
        about: the right it is about, where that has to be told.
    """
    label = certainty_label(flow, found.certainty)
    names = [flow.form(code).label for code in found.forms]
    named = joined([*names[:1], *(each.lower() for each in names[1:])])
    title = f"{named} — non-recours {label.lower()}" if names else label
    reasons = tuple(
        french(f"{flow.form(form).label} : {_labels(flow, form, codes)}.")
        for form, codes in found.reasons.items()
        if codes
    )
    if none is not None and not names:
        reasons = (french(none.sentence),)
    if about:
        reasons = (french(f"Il s’agit de : {stopped(about)}"), *reasons)
    return Concluded(french(title), reasons, ABANDONED if found.abandoned else "")


def consequence_of(flow: Flow, effect: Effect, now: Qualification, then: Qualification) -> str:
    """« ce serait la non-demande, et non plus la non-réception. »"""
    if effect in ("forms", "certainty"):
        words = outcome_in_words(flow, now, Elsewhere((), then.forms, then.certainty))
    elif effect == "abandon":
        words = GIVEN_UP if then.abandoned else NOT_GIVEN_UP
    elif effect == "reasons" and now.forms:
        words = _other_reasons(now, then)
    elif effect == "reasons":
        words = _other_explanation(then)
    else:
        words = _other_traits(flow, now, then) or NOTHING_CHANGES
    return french(f"{words}.")


def on_another_right(consequence: str, effect: Effect) -> str:
    """That the conclusion would be about another right, after what else changes."""
    if effect in ("", "nothing", "reasons"):
        return f"{OTHER_RIGHT}."
    return french(f"{consequence.removesuffix('.')} ; de plus, {OTHER_RIGHT}.")


def _other_explanation(then: Qualification) -> str:
    """« … mais pour une autre raison : « La personne a reçu tout ce qui lui était dû. » »"""
    if then.no_form is None:
        return OTHER_EXPLANATION
    told = then.no_form.sentence.split(". ")[0].rstrip(".")
    return f"{OTHER_EXPLANATION} : « {told} »"


def _other_reasons(now: Qualification, then: Qualification) -> str:
    """« la forme reste la même, avec d’autres raisons »."""
    kept = "les formes restent les mêmes" if len(now.forms) > 1 else "la forme reste la même"
    differ = [each for each in now.forms if set(now.reasons.get(each, ())) != set(then.reasons.get(each, ()))]
    emptied = all(not then.reasons.get(each) for each in differ)
    return f"{kept}, {NO_REASON if emptied else OTHER_REASONS}"


def _other_traits(flow: Flow, now: Qualification, then: Qualification) -> str:
    """« la forme et la certitude restent les mêmes, mais la typologie change : … »"""
    labels = {each.rule.code: f"« {each.rule.label} »" for each in flow.traits}
    added = joined(labels[each] for each in then.typology if each not in now.typology)
    gone = joined(labels[each] for each in now.typology if each not in then.typology)
    if not (added or gone):
        return ""
    told = f"{added} au lieu de {gone}" if added and gone else f"{added} en plus" if added else f"sans {gone}"
    return f"la forme et la certitude restent les mêmes, mais la typologie change : {told}"


def summary_of(
    standing: Standing, differs: bool, kept: Outcome, wanted: Outcome, *, right: bool, explained: bool
) -> str:
    """How the conclusion stands beside that of the reference.

    Args:
        standing: of the outcome alone.
        differs: some answer is not the same.
        right: whether it is about the same right, or one that the case holds as good.
        explained: whether the absence of non-take-up, if any, is explained as in the reference.
    """
    if not right:
        return ELSEWHERE_ON_ANOTHER_RIGHT if standing == "different" else OTHER_RIGHT_FOUND
    if not explained:
        return OTHER_EXPLANATION_FOUND
    if standing == "same":
        return BY_ANOTHER_WAY if differs else ALIKE
    if standing == "accepted":
        return AS_GOOD
    if not kept.forms or set(kept.forms) != set(wanted.forms) or kept.abandoned != wanted.abandoned:
        return ELSEWHERE
    return OTHER_CERTAINTY if len(kept.forms) == 1 else OTHER_CERTAINTY_OF_SEVERAL


def passed(row: Row) -> bool:
    """Whether the agent went past that question without an answer."""
    return row.yours == capital(SKIPPED)


def told(row: Row) -> str:
    """One difference in full: what was said, what the reference says, why, and what it changes."""
    if row.standing == "only_yours" and passed(row):
        return french("Vous avez passé cette question ; dans la référence, elle ne se posait pas.")
    if row.standing == "only_yours":
        return french(
            f"Vous avez noté {quoted(row.yours)} ; dans la référence, cette question ne se posait pas."
        )
    if row.standing == "only_reference":
        said = f"Cette question ne vous a pas été posée ; la référence y répond {quoted(row.reference)}."
        return french(" ".join(each for each in (said, row.why) if each))
    said = f"Vous avez noté {quoted(row.yours)} ; la référence dit {quoted(row.reference)}."
    if passed(row):
        said = f"Vous avez passé cette question ; la référence dit {quoted(row.reference)}."
    if row.reference == capital(SKIPPED):
        said = f"Vous avez noté {quoted(row.yours)} ; la référence passe cette question."
    consequence = f"Conséquence : {row.consequence}" if row.consequence else ""
    return french(" ".join(each for each in (said, row.why, row.why_not, consequence) if each))


def parting_words(row: Row, before: int) -> str:
    """The first parting; *before* is how many answers were alike until then."""
    since = ""
    if before:
        since = f"Jusque-là, {before} réponse{'s' if before > 1 else ''} comme la référence. "
    return french(f"{since}Sur « {row.short} » : {told(row)[:1].lower()}{told(row)[1:]}")


def leading_words(rows: Sequence[Row]) -> str:
    """What would have been enough."""
    if not rows:
        return ""
    named = [f"{quoted(each.reference)} à « {each.short} »" for each in rows]
    if len(rows) == 1:
        return french(f"Répondre {named[0]} aurait suffi.")
    return french(f"Il aurait fallu répondre {joined(named)}.")


def decided_words(flow: Flow, kept: Sequence[str], found: Outcome) -> str:
    """What the agent decided against what their answers gave."""
    forms = joined([flow.form(code).article for code in kept]) or "aucune forme"
    given = joined([flow.form(code).article for code in found.forms]) or "aucune forme"
    return french(f"Vos réponses donnaient {given} ; vous avez retenu {forms}. C’est ce que l’on compare.")


def cause_words(said: int | None, wanted: int | None) -> str:
    """What was said of where the situation comes from, where the reference says otherwise."""
    if said == wanted:
        return ""
    yours = f"qu’elle vient de la situation n°\u00a0{said}" if said else "qu’elle ne vient d’aucune autre"
    theirs = (
        f"qu’elle vient de la situation n°\u00a0{wanted}" if wanted else "qu’elle ne vient d’aucune autre"
    )
    return french(f"Vous avez dit {yours} ; la référence dit {theirs}.")


def time_words(seconds: int, minutes: int) -> str:
    """« 12 minutes ; le cas annonce 15 minutes »."""
    spent = duration(round(seconds / 60)) if seconds >= 60 else NO_MINUTE
    return french(f"{spent} ; le cas annonce {duration(minutes)}")


def whole(perfect: bool, summaries: Sequence[tuple[Standing, bool]]) -> str:
    """One sentence on the whole attempt; each situation as its standing, and whether it was reached."""
    if perfect:
        return ALIKE
    if len(summaries) == 1:
        return ""
    reached = [standing in ("same", "accepted") for standing, reached in summaries if reached]
    alike, missed = sum(reached), len(summaries) - len(reached)
    told = [f"{alike} qualifiée{'s' if alike > 1 else ''} comme la référence" if alike else ""]
    other = len(reached) - alike
    told.append(f"{other} qualifiée{'s' if other > 1 else ''} autrement" if other else "")
    told.append(f"{missed} pas jouée{'s' if missed > 1 else ''}" if missed else "")
    return french(f"{len(summaries)} situations : {', '.join(each for each in told if each)}.")


def since_words(flow: Flow, since: tuple[int, str] | None, several: bool) -> str:
    """« Rejoué à partir de « Demande ». »"""
    if since is None or since[1] not in flow.questions:
        return ""
    where = f", situation n°\u00a0{since[0]}" if several else ""
    return french(f"Rejoué à partir de « {flow.questions[since[1]].short} »{where}.")


def motif(reasons: Mapping[str, str], question: str) -> str:
    """Why the reference answers so, as a sentence."""
    said = reasons.get(question, "").strip()
    return french(stopped(said)) if said else ""


def _labels(flow: Flow, form: str, codes: Sequence[str]) -> str:
    return " ; ".join(flow.label(flow.form(form).reasons, code) for code in codes)
