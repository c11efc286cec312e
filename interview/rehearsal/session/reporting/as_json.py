"""The results of a session as one JSON object, under French names; each share has its denominator."""

from __future__ import annotations

from typing import Any

import msgspec

from interview.rehearsal.session.counting.agreement import Agreement, Estimate
from interview.rehearsal.session.counting.agreement_rows import Unit
from interview.rehearsal.session.counting.confusions import Confusion, Missed
from interview.rehearsal.session.counting.dividing import Counted, QuestionFigures, Round
from interview.rehearsal.session.counting.figures import OutcomeFigures
from interview.rehearsal.session.counting.shift import QuestionShift
from interview.rehearsal.session.counting.tree import Node
from interview.rehearsal.session.reporting.report import Report


def written(report: Report) -> str:
    """The object, as indented text."""
    return msgspec.json.format(msgspec.json.encode(as_dict(report)), indent=2).decode()


def as_dict(report: Report) -> dict[str, Any]:
    """The same as plain values: counts, shares between 0 and 1, codes and their words; nobody."""
    session, figures = report.session, report.figures
    return {
        "seance": {
            "titre": session.sheet.title,
            "jour": session.sheet.day,
            "parcours": {"id": session.flow.id, "version": session.flow.version},
            "cas": [{"nom": each.name, "titre": each.title} for each in session.cases],
            "participants": dict(zip(figures.moments, figures.by_moment, strict=True)),
            "reference_montree": report.reference,
        },
        "accord": [_agreement(each) for each in figures.overall],
        "questions_qui_partagent": [
            {
                "rang": each.place,
                **_unit(each.unit),
                "question": each.question,
                "ont_repondu": each.answered,
                "sur": each.present,
                "paires_d_accord": _rounded(each.alike),
                "paires_separees": _rounded(each.weight.parted),
                "change_seule": each.weight.change,
                "poids": _rounded(each.weight.heft),
                "peu_atteinte": each.few,
            }
            for each in figures.dividing
        ],
        "questions_du_parcours": [
            {
                "rang": each.place,
                "question": each.question,
                "desaccord_moyen": _rounded(each.apart),
                "comparee_dans": each.asked_in,
                "divise_dans": each.divided_in,
            }
            for each in figures.across
        ],
        "conclusions": [_outcome(each) for each in figures.outcomes],
        "questions": [_question(each) for each in figures.questions],
        "confusions": [_confusion(each) for each in figures.confusions],
        "ecarts_a_la_reference": [_missed(each) for each in figures.missed],
        "premiers_ecarts": [
            {
                **_unit(each.unit),
                "moment": each.moment,
                "sans_ecart": each.never,
                "sur": each.present,
                "a": [{"question": one.question, "n": one.count} for one in each.at],
            }
            for each in figures.partings
        ],
        "chemins": [
            {**_unit(each.unit), "moment": each.moment, **_node(each.root)} for each in figures.trees
        ],
        "avant_apres": {
            "accord": [
                {
                    "sur_quoi": each.item,
                    "avant": _agreement(each.before),
                    "apres": _agreement(each.after),
                    "ecart_des_paires_d_accord": _estimate(each.percent),
                }
                for each in figures.agreement_shifts
            ],
            "questions": [_shift(each) for each in figures.question_shifts],
        },
        "notes": [
            {"genre": each.kind, "texte": each.text, "question": each.question, "cas": each.case}
            for each in session.notes
        ],
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {"cas": unit.case, "situation": unit.rank}


def _rounded(value: float | None) -> float | None:
    """Four decimals; never -0.0."""
    return None if value is None else round(value, 4) + 0.0


def _estimate(held: Estimate | None) -> dict[str, Any] | None:
    if held is None:
        return None
    low_high = None if held.interval is None else [_rounded(held.interval.low), _rounded(held.interval.high)]
    return {"valeur": _rounded(held.value), "intervalle_95": low_high, "sans_objet": held.undefined}


def _agreement(each: Agreement) -> dict[str, Any]:
    return {
        "sur_quoi": each.item,
        "moment": each.moment,
        "situations": each.units,
        "participants": each.raters,
        "reponses": each.answers,
        "paires_d_accord": _estimate(each.percent),
        "kappa_fleiss": _estimate(each.kappa),
        "alpha": _estimate(each.alpha),
        "alpha_masi": _estimate(each.masi),
        "alpha_jaccard": _estimate(each.jaccard),
        "confiance": each.trust,
        "lecture": each.reading,
    }


def _counted(each: Counted) -> dict[str, Any]:
    return {"reponse": each.answer, "libelle": each.label, "n": each.count, "par_rapport": each.standing}


def _round(each: Round) -> dict[str, Any]:
    return {
        "moment": each.moment,
        "presents": each.present,
        "posee_a": each.asked,
        "ont_repondu": each.answered,
        "reponses": [_counted(one) for one in each.answers],
        "coches": [_counted(one) for one in each.ticks],
        "paires_d_accord": _rounded(each.alike),
        "comme_la_reference": each.as_reference,
        "admises": each.accepted,
    }


def _question(each: QuestionFigures) -> dict[str, Any]:
    return {
        **_unit(each.unit),
        "question": each.question,
        "titre": each.title,
        "plusieurs": each.multiple,
        "decide": each.decides,
        "reference": each.reference,
        "moments": [_round(one) for one in each.rounds],
    }


def _outcome(each: OutcomeFigures) -> dict[str, Any]:
    return {
        **_unit(each.unit),
        "reference": each.reference_label,
        "moments": [
            {
                "moment": found.moment,
                "sur": found.present,
                "conclusions": [
                    {
                        "formes": one.forms,
                        "certitude": one.certainty,
                        "libelle": one.label,
                        "n": one.count,
                        "est_la_reference": one.reference,
                    }
                    for one in found.outcomes
                ],
                "comme_la_reference": found.as_reference,
                "admises": found.accepted,
            }
            for found in each.rounds
        ],
    }


def _confusion(each: Confusion) -> dict[str, Any]:
    return {
        "question": each.question,
        "reponses": [each.first, each.second],
        "libelles": [each.first_label, each.second_label],
        "paires": each.pairs,
        "ou": [{**_unit(place.unit), "paires": place.count} for place in each.places],
    }


def _missed(each: Missed) -> dict[str, Any]:
    return {
        "question": each.question,
        "reference": each.expected,
        "donnee": each.given,
        "par_rapport": each.standing,
        "n": each.count,
        "ou": [{**_unit(place.unit), "n": place.count} for place in each.places],
    }


def _shift(each: QuestionShift) -> dict[str, Any]:
    return {
        **_unit(each.unit),
        "question": each.question,
        "aux_deux_moments": each.both,
        "ont_change": each.changed,
        "vers_la_reference": each.towards,
        "en_s_eloignant": each.away,
        "paires_d_accord": {"avant": _rounded(each.alike_before), "apres": _rounded(each.alike_after)},
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "n": node.count,
        "ensemble": [{"question": each.question, "reponse": each.answer} for each in node.together],
        "question": node.question,
        "branches": [{"reponse": each.answer, **_node(each.then)} for each in node.branches],
        "conclusions": [
            {
                "formes": each.forms,
                "certitude": each.certainty,
                "decide_autrement": each.otherwise,
                "n": each.count,
            }
            for each in node.ends
        ],
    }
