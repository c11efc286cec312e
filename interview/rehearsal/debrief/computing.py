"""From an attempt to its debrief: the agent’s path beside that of the reference. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from flows.case import Probe, Voice
from flows.conditions import Answers, support, tests_of
from flows.flow import Flow
from flows.grammar import NoForm
from flows.qualification import Qualification
from flows.scenario import ScenarioSituation
from flows.single_change import outcome
from interview.engine import FlowMachine, Interview
from interview.rehearsal.alone.attempts import Attempt, cause_of, given_of, held_reference
from interview.rehearsal.alone.setting import MANNERS
from interview.rehearsal.cases.collection import TrainingCase
from interview.rehearsal.debrief import words
from interview.rehearsal.debrief.leading import leading, meant
from interview.rehearsal.debrief.model import Debrief, Effect, Row, SceneDebrief, Standing, Way
from interview.rehearsal.debrief.standings import (
    OBJECT,
    effect_of,
    other_codes,
    standing_of,
    told_of,
    with_this_alone,
)
from interview.rehearsal.given import Given, Outcome
from interview.wording import finding
from templates.typography import french, stopped


class _Beside(msgspec.Struct, frozen=True):
    """One situation: what the agent gave, what the reference gives, and what the case says of it."""

    flow: Flow
    scene: ScenarioSituation
    yours: Given
    reference: Given
    probes: tuple[tuple[str, int], ...]

    @property
    def meant(self) -> Qualification:
        """What the reference means."""
        return meant(self.flow, self.reference.answers)

    @property
    def paths(self) -> tuple[Answers, Answers]:
        """The answers of each, to the questions of their own path."""
        told = (self.yours, self.reference)
        yours, reference = ({each: said.answers.get(each) for each in said.path} for said in told)
        return yours, reference

    @property
    def none(self) -> tuple[NoForm | None, NoForm | None]:
        """Why the answers of each give no form, None where they give one."""
        return meant(self.flow, self.yours.answers).no_form, self.meant.no_form

    def standing(self, question: str) -> Standing:
        """What the answer to *question* is beside that of the reference."""
        return standing_of(
            self.scene.variances,
            question,
            self.yours.answers,
            self.reference.answers,
            (self.yours.path, self.reference.path),
        )


def debrief_of(
    flow: Flow, case: TrainingCase, attempt: Attempt, reference: Interview | None = None
) -> Debrief:
    """What is to be said of *attempt*.

    Args:
        flow, case: those it was rehearsed under.
        reference: the reference held as an interview, where it is at hand.

    Raises:
        ContentError: the reference does not fit the flow (an attempt is never begun then).
    """
    interview = reference or held_reference(case, FlowMachine(flow))
    scenes = []
    for rank, scene in enumerate(case.scenario.file.situations, 1):
        wanted = given_of(interview, rank, case.name)
        if rank > len(attempt.given):
            scenes.append(_not_reached(flow, scene, wanted))
            continue
        probes = tuple((question, index) for at, question, index in attempt.probes if at == rank)
        beside = _Beside(flow, scene, attempt.given[rank - 1], wanted, probes)
        said = attempt.causes[rank - 1] if attempt.causes else None
        cause = words.cause_words(said, cause_of(interview, rank)) if rank > 1 else ""
        scenes.append(_scene(beside, cause))
    several = len(scenes) > 1
    standings = [(each.standing, each.reached) for each in scenes]
    perfect = all(each.alike for each in scenes)
    return Debrief(
        case=case.name,
        title=french(case.title),
        summary=words.whole(perfect, standings) or scenes[0].summary,
        scenes=tuple(scenes),
        time=words.time_words(attempt.seconds, case.case.minutes),
        since=words.since_words(flow, attempt.since, several),
        discussion=tuple(french(stopped(each.strip())) for each in case.case.discussion),
        played_at=attempt.started_at,
    )


def _not_reached(flow: Flow, scene: ScenarioSituation, reference: Given) -> SceneDebrief:
    return SceneDebrief(
        rank=reference.rank,
        about=about(flow, reference),
        reached=False,
        standing="different",
        summary=words.NOT_REACHED,
        yours=None,
        reference=words.concluded_of(flow, reference.outcome, meant(flow, reference.answers).no_form),
        spoken=french(scene.scene.strip()),
    )


def _scene(beside: _Beside, cause: str) -> SceneDebrief:
    flow, yours, reference = beside.flow, beside.yours, beside.reference
    rows = tuple(_rows(beside))
    kept = _kept(yours)
    outcome_standing = _conclusion(beside, rows, kept)
    right = not any(each.parts and each.question in OBJECT for each in rows)
    standing: Standing = outcome_standing if right else "different"
    parting = _parting(rows)
    led = _leading(beside, rows, outcome_standing)
    differs = any(each.standing != "same" for each in rows)
    named = ["" if right else about(flow, each) for each in (yours, reference)]
    return SceneDebrief(
        rank=reference.rank,
        about=about(flow, reference),
        reached=True,
        standing=standing,
        summary=words.summary_of(
            outcome_standing,
            differs,
            kept,
            reference.outcome,
            right=right,
            explained=_explained(beside, rows, kept),
        ),
        yours=words.concluded_of(flow, kept, beside.none[0], named[0]),
        reference=words.concluded_of(flow, reference.outcome, beside.none[1], named[1]),
        decided=words.decided_words(flow, kept.forms, yours.outcome) if kept != yours.outcome else "",
        rows=rows,
        parting=parting,
        parting_words=words.parting_words(rows[parting], _alike(rows[:parting]))
        if parting is not None
        else "",
        leading=led,
        leading_words=words.leading_words([rows[each] for each in led]),
        grounds=tuple(_grounds(beside)),
        cause=cause,
    )


def about(flow: Flow, given: Given) -> str:
    """The benefit or the domain it is about, in words."""
    for question in ("prestation", "domaine"):
        if question in given.answers and question in flow.questions:
            return french(flow.label(question, given.answers[question]))
    return ""


# ── row by row ───────────────────────────────────────────────────────────────────────────────────


def _rows(beside: _Beside) -> Iterator[Row]:
    """A path only goes down the file: the two are told in one order."""
    flow = beside.flow
    for question in sorted({*beside.yours.path, *beside.reference.path}, key=flow.order.__getitem__):
        if flow.questions[question].kind != "menage":
            yield _row(beside, question)


def _row(beside: _Beside, question: str) -> Row:
    flow, yours, reference = beside.flow, beside.yours, beside.reference
    standing = beside.standing(question)
    voice = beside.scene.voices.get(question)
    own = voice or _lent(beside, question)
    value, wanted = yours.answers.get(question), reference.answers.get(question)
    differs = standing in ("accepted", "different")
    then = with_this_alone(flow, beside.paths, question, value) if differs else None
    effect: Effect = effect_of(beside.meant, then) if then else ""
    consequence = words.consequence_of(flow, effect, beside.meant, then) if then else ""
    if standing == "different" and question in OBJECT:
        consequence = words.on_another_right(consequence, effect)
        effect = "object" if effect in ("", "nothing", "reasons") else effect
    return Row(
        rank=reference.rank,
        question=question,
        short=french(flow.questions[question].short),
        standing=standing,
        yours=words.answer_in_words(flow, question, value) if question in yours.path else "",
        reference=words.answer_in_words(flow, question, wanted) if question in reference.path else "",
        why=words.motif(beside.scene.reasons, question) if question in reference.path else "",
        why_not=_worth(beside, question, value, wanted) if differs else "",
        effect=effect,
        consequence=consequence,
        decides=question in _decisive(beside),
        spoken=french(voice.says.strip()) if voice else "",
        manner=MANNERS[voice.manner] if voice else "",
        tried=tuple(_way(each) for each in _tried(beside, question, voice)),
        better=_better(beside, question, own) if standing == "different" else (),
        seconds=yours.seconds.get(question, 0),
    )


def _worth(beside: _Beside, question: str, value: Any, wanted: Any) -> str:
    """What the case says of that answer; of several that differ, which one each sentence is about."""
    codes = other_codes(value, wanted)
    told = told_of(beside.scene.variances, question, codes)
    if len(codes) < 2:
        return french(" ".join(stopped(each.why.strip()) for each in told))
    labels = [
        words.quoted(" ; ".join(beside.flow.label(question, code) for code in each.answers if code in codes))
        for each in told
    ]
    pairs = zip(labels, told, strict=True)
    return french(" ".join(f"{label} : {stopped(each.why.strip())}" for label, each in pairs))


def _lent(beside: _Beside, question: str) -> Voice | None:
    """The words said just before, in the same section, for a question that has none of its own."""
    flow, path = beside.flow, beside.yours.path
    before = path[: path.index(question)] if question in path else ()
    section = flow.questions[question].section
    near = [each for each in before if flow.questions[each].section == section]
    return beside.scene.voices.get(near[-1]) if near else None


def _tried(beside: _Beside, question: str, voice: Voice | None) -> list[Probe]:
    asked = [index for at, index in beside.probes if at == question]
    return [voice.probes[each] for each in asked if each < len(voice.probes)] if voice else []


def _better(beside: _Beside, question: str, voice: Voice | None) -> tuple[Way, ...]:
    """Ways that would have helped, untried: on the question itself, or on the words it rests on."""
    if voice is None:
        return ()
    at = next((each for each, held in beside.scene.voices.items() if held is voice), question)
    tried = {index for asked, index in beside.probes if asked == at}
    return tuple(_way(each) for index, each in enumerate(voice.probes) if each.helps and index not in tried)


def _way(probe: Probe) -> Way:
    why = french(stopped(probe.why.strip())) if probe.why else ""
    return Way(french(probe.ask.strip()), french(probe.says.strip()), probe.helps, why)


def _parting(rows: Sequence[Row]) -> int | None:
    """The first answer that parts; a question that was passed only where nothing else parts."""
    parts = [index for index, each in enumerate(rows) if each.parts]
    return next((each for each in parts if not words.passed(rows[each])), parts[0] if parts else None)


def _alike(rows: Sequence[Row]) -> int:
    return sum(1 for each in rows if each.standing == "same")


# ── the conclusion ───────────────────────────────────────────────────────────────────────────────


def _kept(yours: Given) -> Outcome:
    """What the agent concludes: what they decided, where they decided otherwise than their answers say."""
    if yours.decided is None or set(yours.decided) == set(yours.outcome.forms):
        return yours.outcome
    certainty = yours.outcome.certainty if set(yours.decided) <= set(yours.outcome.forms) else "potentiel"
    reasons = {form: codes for form, codes in yours.outcome.reasons.items() if form in yours.decided}
    abandoned = yours.outcome.abandoned and "non_demande" in yours.decided
    return Outcome(yours.decided, certainty if yours.decided else "aucun", abandoned, reasons)


def _conclusion(beside: _Beside, rows: Sequence[Row], kept: Outcome) -> Standing:
    found = (frozenset(kept.forms), kept.certainty, kept.abandoned)
    if found == outcome(beside.meant):
        return "same"
    return "accepted" if found in _as_good(beside, rows) else "different"


def _as_good(beside: _Beside, rows: Sequence[Row]) -> set[Any]:
    """The outcomes held as right."""
    return {outcome(each) for each in _held_right(beside, rows)}


def _explained(beside: _Beside, rows: Sequence[Row], kept: Outcome) -> bool:
    """Whether no form is kept for a reason that is held as right; where one is kept, it is not the matter."""
    given = beside.none[0]
    if kept.forms or given is None or beside.meant.forms:
        return True
    held = [each.no_form for each in _held_right(beside, rows)]
    return given.code in {each.code for each in held if each is not None}


def _held_right(beside: _Beside, rows: Sequence[Row]) -> tuple[Qualification, Qualification]:
    """What the reference means, and what the accepted answers lead to."""
    yours, reference = beside.yours.answers, dict(beside.reference.answers)
    held = {each.question: yours.get(each.question) for each in rows if each.standing == "accepted"}
    opened = {each: value for each, value in yours.items() if each not in reference} if held else {}
    return beside.meant, meant(beside.flow, {**opened, **reference, **held})


def _leading(beside: _Beside, rows: Sequence[Row], standing: Standing) -> tuple[int, ...]:
    """What would have led to the reference: to its right, then to its outcome where *standing* is not it."""
    other = any(each.parts and each.question in OBJECT for each in rows)
    wrong = ("different", "only_reference")
    taken = {each.question for each in rows if other and each.question in OBJECT and each.standing in wrong}
    if standing == "different":
        parted = [each.question for each in rows if each.parts and each.question not in taken]
        wanted = _as_good(beside, rows)
        taken |= {*leading(beside.flow, beside.yours.answers, beside.reference.answers, parted, wanted)}
    return tuple(index for index, each in enumerate(rows) if each.question in taken)


def _grounds(beside: _Beside) -> Iterator[tuple[str, bool]]:
    """The facts that the conclusion of the reference rests on, and whether the agent has them, or as good."""
    yours = beside.yours.answers
    for question, value in _decisive(beside).items():
        held = yours.get(question) == value or beside.standing(question) == "accepted"
        yield finding(beside.flow, question, value), held


def _decisive(beside: _Beside) -> Mapping[str, Any]:
    """The answers that the conclusion of the reference rests on, in the order of the path."""
    flow, answers = beside.flow, beside.reference.answers
    held = dict(_support(flow, beside.meant, answers))
    return {each: held[each] for each in beside.reference.path if each in held}


def _support(flow: Flow, said: Qualification, answers: Answers) -> Iterator[tuple[str, Any]]:
    for each in said.conclusions:
        yield from each.support
    if said.conclusions:
        tests = tests_of(flow.established)
        yield from ((test.question, answers[test.question]) for test in tests if test.question in answers)
    elif said.no_form is not None:
        when = next(each.when for each in flow.explanations if each.rule == said.no_form)
        yield from support(when, answers)
