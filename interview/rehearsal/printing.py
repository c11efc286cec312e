"""A case on paper: the side of the person, of the agent, of the trainer."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from flows.case import Voice
from flows.flow import Flow
from flows.reference import reference_of
from flows.scenario import ScenarioSituation
from interview.conversation import Workplace
from interview.engine import AnswerError, parse
from interview.rehearsal.library import TrainingCase, shipped_training_cases
from interview.replay import run
from interview.scenarios import Workplaces
from interview.surroundings import write_whole
from interview.views import Verdict
from interview.wording import capital, joined, value_in_words
from interview.workbench.condition_words import ALWAYS, asked_when
from templates import FORMATS
from templates.case_context import (
    CasContext,
    EcartDuCas,
    FaconDeDemander,
    PapierDuCas,
    Parole,
    QuestionACocher,
    ReponseDeReference,
    SituationDuCas,
)
from templates.own import written
from templates.typography import french

Side = Literal["personne", "agent", "formateur"]
SIDES: tuple[Side, ...] = ("personne", "agent", "formateur")
LEVELS = {"premier": "pour commencer", "confirme": "confirmé", "delicat": "délicat"}
MANNERS = {
    "clair": "",
    "a_cote": "vous répondez à côté",
    "contradictoire": "vous vous contredisez, ou vous contredisez un papier",
    "se_tait": "vous ne répondez pas vraiment",
}
"""How the person answers, told to whoever plays them."""
NO_FORM = "aucun"


def write_cases(
    cases: Sequence[TrainingCase], sides: Sequence[str], format: str, folder: Path, place: Workplace
) -> Iterator[Path]:
    """Write one file a case and a side, as ``06-quatre-retours-agent.pdf``; gives each as it is written.

    Each case is printed under the flow it names.

    Raises:
        ContentError: a flow that a case names cannot be used.
        SheetFault, OSError: a file cannot be made, or written.
    """
    titles = {each.name: each.title for each in (*shipped_training_cases(), *cases)}
    places, own = Workplaces(place), place.settings.templates_folder
    for case in cases:
        here = places.of(case.scenario)
        for side in SIDES:
            if side in sides:
                context = printed_case(here.machine.flow, case, side, here, titles, place.today())
                path = folder / f"{case.name}-{side}{FORMATS[format].extension}"
                yield write_whole(path, written(context, format, own).content)


def printed_case(
    flow: Flow,
    case: TrainingCase,
    side: Side,
    place: Workplace,
    titles: dict[str, str],
    today: datetime.date,
) -> CasContext:
    """One side of *case*; what this side must not know is left out.

    Args:
        place: where the reference is replayed; its base is not used.
        titles: titles of the other cases, by name.
    """
    told = case.case
    led, asks = side == "formateur", side == "agent"
    return CasContext(
        titre=case.title,
        date=today,
        cote=side,
        cadre=told.setting,
        niveau=LEVELS[told.level] if led else "",
        exerce=told.trains if led else "",
        minutes=told.minutes if led or asks else 0,
        apres=titles.get(told.follows, "") if told.follows else "",
        proche=_near(case, titles) if led else "",
        documents=()
        if asks
        else tuple(PapierDuCas(titre=each.title, texte=each.text) for each in told.papers),
        questions=tuple(_questions(flow)) if asks else (),
        formes=tuple(f"{each.rule.label} : {each.rule.definition}" for each in flow.forms) if asks else (),
        certitudes=tuple(each.label for each in flow.file.rules.certainties if each.code != NO_FORM)
        if asks
        else (),
        situations=_situations(flow, case, side, place),
        discussion=told.discussion if led else (),
    )


def _near(case: TrainingCase, titles: dict[str, str]) -> str:
    told = case.case
    if not told.near:
        return ""
    return french(f"« {titles.get(told.near, told.near)} ». Ce qui change : {told.fact}")


def _situations(flow: Flow, case: TrainingCase, side: Side, place: Workplace) -> tuple[SituationDuCas, ...]:
    written = case.scenario.file.situations
    if side == "agent":
        return tuple(SituationDuCas(scene="") for _ in written)
    if side == "personne":
        return tuple(SituationDuCas(scene=each.scene, paroles=tuple(_said(flow, each))) for each in written)
    held = run(case.scenario, place).conversation
    return tuple(
        SituationDuCas(
            scene=each.scene,
            paroles=tuple(_said(flow, each)),
            references=tuple(_references(flow, case, rank)),
            conclusion=_conclusion(held.verdict(rank)),
        )
        for rank, each in enumerate(written, 1)
    )


def _said(flow: Flow, situation: ScenarioSituation) -> Iterator[Parole]:
    """What the person says, in the order of the flow."""
    for name in sorted(situation.voices, key=lambda each: flow.order.get(each, len(flow.order))):
        asked = flow.questions.get(name)
        yield _speech(asked.short if asked else name, situation.voices[name])


def _speech(subject: str, voice: Voice) -> Parole:
    return Parole(
        sujet=subject,
        dit=voice.says,
        maniere=MANNERS[voice.manner],
        facons=tuple(
            FaconDeDemander(demander=each.ask, dit=each.says, aide=each.helps, pourquoi=each.why)
            for each in voice.probes
        ),
    )


def _questions(flow: Flow) -> Iterator[QuestionACocher]:
    """The questions that qualify, each with when it is asked."""
    kept = [each for each in flow.file.questions if each.section in flow.qualifying_sections]
    for number, each in enumerate(kept, 1):
        when = asked_when(flow, each.id)
        yield QuestionACocher(
            numero=number,
            bref=each.short,
            texte=each.text,
            posee="" if when.startswith(ALWAYS) else when,
            aborder=each.approach,
            plusieurs=each.kind == "choix_multiple",
            reponses=tuple(_answers(flow, each.id)),
        )


def _answers(flow: Flow, question: str) -> list[str]:
    asked = flow.questions[question]
    labels = [choice.label for choice in asked.choices]
    unknown = flow.file.unknown_label
    return [*labels, *([unknown] if labels and asked.unknown and unknown not in labels else [])]


def _references(flow: Flow, case: TrainingCase, rank: int) -> Iterator[ReponseDeReference]:
    """The answers that qualify, each with why, and what its neighbours are worth."""
    situation = case.scenario.file.situations[rank - 1]
    for name, raw in reference_of(flow, case.scenario.file, rank).items():
        asked = flow.questions[name]
        if asked.section not in flow.qualifying_sections or raw is None:
            continue
        yield ReponseDeReference(
            question=asked.short,
            reponse=capital(value_in_words(flow, asked, _value(flow, name, raw, rank))),
            motif=situation.reasons.get(name, ""),
            ecarts=tuple(
                EcartDuCas(
                    reponses=_either(flow, name, each.answers),
                    admis=each.accepted,
                    pourquoi=each.why,
                )
                for each in situation.variances
                if each.question == name
            ),
        )


def _either(flow: Flow, question: str, codes: Sequence[str]) -> str:
    """« Oui », « Non » ou « En partie »."""
    quoted = [f"« {flow.label(question, code)} »" for code in codes]
    return " ou ".join(each for each in (", ".join(quoted[:-1]), quoted[-1]) if each)


def _value(flow: Flow, name: str, raw: Any, rank: int) -> Any:
    try:
        return parse(flow, flow.questions[name], raw, {}, rank)
    except AnswerError:
        return raw


def _conclusion(verdict: Verdict) -> str:
    """« Non-réception (pièces manquantes). Avéré. »"""
    if not verdict.forms:
        return verdict.no_form
    forms = [f"{each.label}{f' ({joined(each.reasons)})' if each.reasons else ''}" for each in verdict.forms]
    return french(f"{' ; '.join(forms)}. {verdict.certainty_label}.")
