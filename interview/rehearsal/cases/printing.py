"""A case on paper: a sheet for each who has a part in it, and two that serve for all cases."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from flows.case import Voice
from flows.faults import ContentError, Fault
from flows.flow import Flow
from flows.reference import reference_of
from flows.scenario import ScenarioSituation
from interview.conversation import Workplace
from interview.engine import AnswerError, parse
from interview.rehearsal.alone.setting import LEVELS
from interview.rehearsal.cases.collection import TrainingCase, shipped_training_cases
from interview.replay import run
from interview.scenarios import Workplaces
from interview.surroundings import write_whole
from interview.views import Verdict
from interview.wording import capital, joined, value_in_words
from interview.workbench.condition_words import ABSENT, ALWAYS, asked_when
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

Side = Literal["personne", "papiers", "agent", "formateur"]
SIDES: tuple[Side, ...] = ("personne", "papiers", "agent", "formateur")
"""One sheet each for every case; « papiers » only where the person has some."""
ForAll = Literal["observateur", "depouillement"]
FOR_ALL: dict[ForAll, str] = {
    "observateur": "Feuille de l’observateur",
    "depouillement": "Feuille de dépouillement",
}
"""Sheets that are the same whatever the case, and their titles."""
MANNERS = {
    "clair": "",
    "a_cote": "vous répondez à côté",
    "contradictoire": "vous vous contredisez, ou vous contredisez un papier",
    "se_tait": "vous ne répondez pas vraiment",
}
"""How the person answers, told to whoever plays them."""
NO_FORM = "aucun"


def write_sheets(
    cases: Sequence[TrainingCase], sides: Sequence[str], format: str, folder: Path, place: Workplace
) -> Iterator[Path]:
    """Write one file a case and a side, as ``06-quatre-retours-agent.pdf``; gives each as it is written.

    Each case is printed under the flow it names; a sheet for all cases is ``observateur.pdf``, under the flow
    of *place*. *folder* is made if need be.

    Raises:
        ContentError: every fault of the cases, and of the flows they name; nothing was written.
        SheetFault, OSError: a file cannot be made, or written.
    """
    sheets = _sheets(cases, sides, place)
    own, suffix = place.settings.templates_folder, FORMATS[format].extension
    folder.mkdir(parents=True, exist_ok=True)
    for stem, context in sheets:
        yield write_whole(folder / f"{stem}{suffix}", written(context, format, own).content)


def _sheets(
    cases: Sequence[TrainingCase], sides: Sequence[str], place: Workplace
) -> list[tuple[str, CasContext]]:
    """The name and the content of each sheet. Raises ContentError, with every fault."""
    titles = {each.name: each.title for each in (*shipped_training_cases(), *cases)}
    places, today = Workplaces(place), place.today()
    sheets: list[tuple[str, CasContext]] = []
    faults: list[Fault] = []
    for case in cases:
        chosen = [each for each in SIDES if each in sides and (each != "papiers" or case.case.papers)]
        try:
            here = places.of(case.scenario)
            for side in chosen:
                context = printed_case(here.machine.flow, case, side, here, titles, today)
                sheets.append((f"{case.name}-{side}", context))
        except ContentError as error:
            faults += [each for each in error.faults if each not in faults]
    if faults:
        raise ContentError(faults)
    shared = [each for each in FOR_ALL if each in sides]
    return [*sheets, *((each, for_all(place.machine.flow, each, today)) for each in shared)]


def for_all(flow: Flow, side: ForAll, today: datetime.date) -> CasContext:
    """The sheet of whoever observes, or the one where the answers of a group are counted by hand."""
    counted = side == "depouillement"
    return CasContext(
        titre=FOR_ALL[side],
        date=today,
        cote=side,
        questions=tuple(_questions(flow)) if counted else (),
        formes=tuple(each.rule.label for each in flow.forms) if counted else (),
        certitudes=_certainties(flow) if counted else (),
    )


def printed_case(
    flow: Flow,
    case: TrainingCase,
    side: Side,
    place: Workplace,
    titles: dict[str, str],
    today: datetime.date,
) -> CasContext:
    """One side of *case*; what this side must not know is left out.

    The agent's side holds one situation, whatever the case: how many there are is theirs to hear.

    Args:
        place: where the reference is replayed; its base is not used.
        titles: titles of the other cases, by name.
    """
    told = case.case
    led, asks, papers = side == "formateur", side == "agent", side == "papiers"
    return CasContext(
        titre=case.title,
        date=today,
        cote=side,
        cadre="" if papers else told.setting,
        niveau=LEVELS[told.level] if led else "",
        exerce=told.trains if led else "",
        minutes=told.minutes if led or asks else 0,
        feuilles=len(case.scenario.file.situations) if led else 1,
        apres=titles.get(told.follows, "") if told.follows and not papers else "",
        proche=_near(case, titles) if led else "",
        documents=()
        if asks
        else tuple(PapierDuCas(titre=each.title, texte=each.text if papers else "") for each in told.papers),
        questions=tuple(_questions(flow)) if asks else (),
        formes=tuple(f"{each.rule.label} : {each.rule.definition}" for each in flow.forms) if asks else (),
        certitudes=_certainties(flow) if asks else (),
        situations=_situations(flow, case, side, place),
        sources=case.scenario.file.sources if led else (),
        discussion=told.discussion if led else (),
    )


def _certainties(flow: Flow) -> tuple[str, ...]:
    return tuple(each.label for each in flow.file.rules.certainties if each.code != NO_FORM)


def _near(case: TrainingCase, titles: dict[str, str]) -> str:
    told = case.case
    if not told.near:
        return ""
    return french(f"« {titles.get(told.near, told.near)} ». Ce qui change : {told.fact}")


def _situations(flow: Flow, case: TrainingCase, side: Side, place: Workplace) -> tuple[SituationDuCas, ...]:
    written = case.scenario.file.situations
    if side in ("agent", "papiers"):
        return ()
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
    numbers = {each.short: number for number, each in enumerate(kept, 1)}
    for number, each in enumerate(kept, 1):
        when = by_number(asked_when(flow, each.id), numbers)
        yield QuestionACocher(
            numero=number,
            bref=each.short,
            texte=each.text,
            posee="" if when.startswith(ALWAYS) else when,
            aborder=each.approach,
            plusieurs=each.kind == "choix_multiple",
            derniere=bool(each.exits) and all(way.to in flow.endings for way in each.exits),
            reponses=tuple(_answers(flow, each.id)),
        )


def by_number(when: str, numbers: dict[str, int]) -> str:
    """« à « Demande » » becomes « à la question 9 »: on paper, one looks for a number."""

    def numbered(found: re.Match[str]) -> str:
        number = numbers.get(found[1].strip())
        return f"à la question {number}" if number else found[0]

    plain = re.sub(r"à «\s([^»]+)\s»", numbered, when)
    return plain.replace(f" ({ABSENT})", "")


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
