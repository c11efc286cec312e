"""What a proof found, as a text for the trainer who wrote the flow: briefly, or the whole of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from flows.flow import Flow
from flows.proof import LARGEST_SET, Answer, Deciding, Declined, Interview, Proof, Verdict
from flows.proof_words import (
    BULLET,
    code_in_words,
    conclusion_in_words,
    filled,
    joined,
    listed,
    number_in_words,
    outcome_in_words,
    set_in_words,
    set_right,
    short,
    side_by_side,
    unreached_in_words,
    value_in_words,
)

_COUNTED = " Une réponse libre (un texte, un nombre, une entrée du catalogue) y compte pour une seule."

Same: TypeAlias = tuple[Verdict, Deciding, list[Any]]
"""Answers to one question that decide the same, of which the first is shown."""


def briefly(flow: Flow, found: Proof | Declined) -> str:
    """The verdict and what shows it, in lines of 80 columns at most, for one screen."""
    if isinstance(found, Declined):
        return _declined(flow, found)
    if not found.holds:
        return _parts(_verdict(found), *_failures(flow, found))
    return _parts(_held(found), _deciding(flow, found), _also(flow, found))


def in_words(flow: Flow, found: Proof | Declined) -> str:
    """The whole of what was found, in lines of 80 columns at most."""
    if isinstance(found, Declined):
        return _declined(flow, found)
    return _parts(
        _verdict(found),
        _counts(found, _COUNTED),
        *_failures(flow, found),
        _deciding(flow, found),
        _unreached(flow, found),
        _inert(flow, found),
        _order(flow, found),
        _tied(flow, found),
    )


def _parts(*parts: str) -> str:
    return set_right("\n\n".join(part for part in parts if part))


def _verdict(proof: Proof) -> str:
    if proof.holds:
        return filled(
            "Prouvé : aucune réponse ne décide à elle seule d’une forme de non-recours, ni de sa certitude. "
            "Cela vaut pour tous les entretiens complets, sans exception."
        )
    number = sum(len(same) for *_, same in _failing(proof))
    many = (
        f"{number} réponses décident chacune à elle seule"
        if number > 1
        else "une réponse décide à elle seule"
    )
    return filled(f"Refusé : {many} de la conclusion. Il faut toujours deux faits au moins.")


def _held(proof: Proof) -> str:
    """The verdict and over how many interviews it holds, in one sentence."""
    if proof.interviews is None or proof.core_interviews is None:
        return f"{_verdict(proof)}\n{_counts(proof, '')}"
    core, every = number_in_words(proof.core_interviews), number_in_words(proof.interviews)
    return filled(
        f"Prouvé : aucune réponse ne décide à elle seule d’une forme de non-recours, ni de sa certitude. "
        f"Cela vaut pour les {core} entretiens complets ({every} avec les questions facultatives)."
    )


def _counts(proof: Proof, counted: str) -> str:
    core, every = number_in_words(proof.core_interviews), number_in_words(proof.interviews)
    return filled(f"Entretiens complets : {every} ; {core} si l’on passe tout ce qui peut l’être.{counted}")


def _failing(proof: Proof) -> list[Same]:
    """What decides alone; answers shown by the same two interviews stand together.

    An answer that decides a form is not told again for the form with a certainty.
    """
    told: set[tuple[str, str, str]] = set()
    found: dict[tuple[Any, ...], Same] = {}
    for verdict in proof.verdicts:
        for each in verdict.deciding:
            name = (verdict.form, each.question, repr(each.value))
            if name in told:
                continue
            told.add(name)
            rest = tuple(pair for pair in each.concluding if pair[0] != each.question)
            key = (verdict.form, verdict.certainty, each.question, repr(rest), repr(each.without))
            found.setdefault(key, (verdict, each, []))[2].append(each.value)
    return list(found.values())


def _failures(flow: Flow, proof: Proof) -> Iterator[str]:
    for verdict, shown, values in _failing(proof):
        conclusion = conclusion_in_words(flow, verdict.form, verdict.certainty)
        labels = [f"« {value_in_words(flow, shown.question, each)} »" for each in values]
        codes = ", ".join(code_in_words(each) for each in values)
        which = "chacune de ces réponses" if len(values) > 1 else "la réponse"
        decides = (
            f"{which} décide à elle seule" if len(values) > 1 else f"{which} {labels[0]} décide à elle seule"
        )
        named = f" : {joined(labels, 'et')}" if len(values) > 1 else ""
        asked = f"à la question « {short(flow, shown.question)} »"
        text = f"{conclusion} : {asked}, {decides}{named} ({shown.question} = {codes})."
        if shown.without is None:
            yield filled(f"{text} Tous les entretiens concluent ainsi, quelles que soient les réponses.")
            continue
        also = values if len(values) > 1 else ()
        shows = "Deux entretiens le montrent ; « ≠ » marque ce qui les sépare."
        remedy = filled(f"À faire : que la règle de {conclusion} lise un autre fait encore.")
        yield f"{filled(text)}\n{filled(shows)}\n\n{side_by_side(flow, shown, also)}\n\n{remedy}"


def _deciding(flow: Flow, proof: Proof) -> str:
    lines = [filled("Ce qui suffit à conclure, quel que soit le reste (un seul « • » suffit) :")]
    for verdict in proof.verdicts:
        if not verdict.certainty and verdict.reached:
            lines += _sets(flow, verdict)
    return "\n".join(lines)


def _sets(flow: Flow, verdict: Verdict) -> Iterator[str]:
    """The smallest sets of one form; what all of them have in common is said once."""
    title = conclusion_in_words(flow, verdict.form)
    common = _common(verdict.sets)
    if not verdict.sets:
        yield filled(f"{title} : aucune réunion de {verdict.sets_up_to} réponses ou moins n’y suffit")
        return
    if common and len(verdict.sets) > 1:
        yield filled(f"{title} — {set_in_words(flow, common)}, et :")
    elif len(verdict.sets) > 1:
        yield filled(f"{title} :")
    else:
        yield filled(f"{title} — {set_in_words(flow, verdict.sets[0])}")
        return
    for answers in verdict.sets:
        yield filled(set_in_words(flow, [each for each in answers if each not in common]), BULLET)
    if verdict.sets_up_to < LARGEST_SET:
        beyond = f"les réunions de plus de {verdict.sets_up_to} réponses n’ont pas été cherchées"
        yield filled(beyond, BULLET)


def _common(sets: Sequence[tuple[Answer, ...]]) -> list[Answer]:
    return [each for each in sets[0] if all(each in answers for answers in sets)] if sets else []


def _also(flow: Flow, proof: Proof) -> str:
    """How much more the whole report says."""
    core = sum(flow.questions[name].required for name in proof.inert)
    counted = (
        (len(_never(proof)), "conclusion jamais atteinte", "conclusions jamais atteintes"),
        (core, "question du noyau sans effet", "questions du noyau sans effet"),
        (
            len(proof.order),
            "paire de questions dont l’ordre compte",
            "paires de questions dont l’ordre compte",
        ),
    )
    said = [f"{number} {one if number == 1 else many}" for number, one, many in counted if number]
    return filled(f"Avec --details : {joined(said, 'et')}.") if said else ""


def _never(proof: Proof) -> list[str]:
    return [each.code for each in proof.unreached]


def _unreached(flow: Flow, proof: Proof) -> str:
    return listed(
        "Ce qu’aucun entretien ne conclut jamais :",
        [unreached_in_words(flow, each) for each in proof.unreached],
    )


def _inert(flow: Flow, proof: Proof) -> str:
    core = [name for name in proof.inert if flow.questions[name].required]
    shown = [f"« {short(flow, name)} »" for name in core]
    others = len(proof.inert) - len(core)
    if others:
        shown.append("une question facultative" if others == 1 else f"{others} questions facultatives")
    if not shown:
        return ""
    return filled(f"Questions qui ne changent jamais ni une forme ni la certitude : {joined(shown, 'et')}.")


def _order(flow: Flow, proof: Proof) -> str:
    lines = [
        f"« {short(flow, each.first)} », puis « {short(flow, each.second)} » : "
        f"{_change(flow, each.written, each.exchanged)}"
        for each in proof.order
    ]
    title = "Questions voisines dont l’ordre compte, si on les échange sans rien changer d’autre :"
    text = listed(title, lines)
    unknown = len(proof.order_unknown)
    if not unknown:
        return text
    left = filled(
        f"Paires de questions voisines dont l’ordre n’a pas été étudié, faute de place : {unknown}."
    )
    return f"{text}\n{left}" if text else left


def _change(flow: Flow, written: Interview, exchanged: Interview) -> str:
    return f"{outcome_in_words(flow, written)} deviendrait par exemple {outcome_in_words(flow, exchanged)}"


def _tied(flow: Flow, proof: Proof) -> str:
    lines = [
        f"« {short(flow, each.second)} » a besoin de « {short(flow, each.first)} »"
        if each.because == "lit"
        else f"« {short(flow, each.first)} » mène à « {short(flow, each.second)} »"
        for each in proof.tied
    ]
    return listed("Questions voisines qui ne peuvent pas être échangées :", lines)


def _declined(flow: Flow, declined: Declined) -> str:
    bound = declined.bound
    limit = {
        "etats": f"il faudrait suivre plus de {number_in_words(bound.together)} états à la fois, "
        f"ou {number_in_words(bound.states)} en tout",
        "temps": f"il faudrait plus de {bound.seconds:g} secondes",
        "reponses": "les conditions distinguent trop d’ensembles de réponses à une seule question",
    }[declined.reason]
    return filled(
        f"La preuve n’a pas été faite : {limit}. Rien n’est donc affirmé de ce parcours, ni en bien ni en "
        f"mal. Le travail s’est arrêté sur « {_about(flow, declined.about)} »."
    )


def _about(flow: Flow, code: str) -> str:
    if code in flow.questions:
        return short(flow, code)
    return next((form.rule.label for form in flow.forms if form.rule.code == code), code)
