"""What makes a poor case to rehearse: nothing to hear, nothing to learn, nothing to talk over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from flows.case import Case, Voice
from flows.checks.cases import training_texts
from flows.conditions import questions_of
from flows.faults import Fault, Path, by_nearness, listed, nearest, shortened
from flows.flow import Flow
from flows.grammar import UNKNOWN, Choice
from flows.qualification import qualify
from flows.reference import reference_of
from flows.scenario import Scenario
from flows.shape import describe
from flows.single_change import decisive, on_path, outcome, single_changes

MOST_WORDS = 90
"""A setting longer than that is no longer read aloud: some thirty-five seconds at 150 words a minute."""
MOST_DIFFERENCES = 2
"""Decisive answers that one fact may change between two near cases: what she knew, and who had told her."""
TO_WRITE = "À écrire"
"""How a draft marks what is still to be written."""
_LABEL_WORDS = 3
"""A label of fewer words is everyday speech: « Oui », « Une partie »."""

Find = Callable[[str], Scenario | None]


def case_advice(scenario: Scenario, flow: Flow, *, sound: bool = True) -> Iterator[Fault]:
    """Every advice on a case, in no order; nothing on a scenario that is not a case.

    Args:
        sound: the flow takes every answer of the scenario; where it does not, its path is not judged.
    """
    case = scenario.file.case
    if case is None:
        return
    yield from _still_to_write(scenario)
    yield from _told_before(scenario, case, flow)
    yield from _probes(scenario)
    for rank in range(1, len(scenario.file.situations) + 1):
        yield from _incomplete(scenario, rank)
        if sound:
            reference = reference_of(flow, scenario.file, rank)
            yield from _unheard(scenario, flow, rank, reference)
            yield from _unexplained(scenario, flow, rank)
            yield from _telling_voices(scenario, flow, rank, reference)


def link_faults(scenario: Scenario, flow: Flow, find: Find, names: Iterable[str]) -> Iterator[Fault]:
    """What is wrong, or poor, in the cases that a case names.

    Args:
        find: the case of a name, None where there is none.
        names: the names that can be given.
    """
    case = scenario.file.case
    if case is None:
        return
    known = list(names)
    for key, name in (("suite_de", case.follows), ("proche_de", case.near)):
        if name.strip() and find(name) is None:
            path: Path = ("formation", key)
            found = f"« {shortened(name)} » n’est le nom d’aucun autre cas"
            expected = listed(by_nearness(name, known))
            yield _fault(scenario, "P076", path, found, expected, nearest=nearest(name, known))
    near = find(case.near) if case.near.strip() else None
    if near is not None and near.file.flow == scenario.file.flow:
        yield from _near_miss(scenario, near, case, flow)


def decided(flow: Flow, reference: Mapping[str, Any]) -> tuple[str, ...]:
    """The questions on the path of which a case says why: those that the rules read, and the reasons."""
    of_reasons = {form.rule.reasons for form in flow.forms}
    return tuple(
        each for each in reference if each in flow.rule_questions or (each in of_reasons and reference[each])
    )


def voiced(flow: Flow, reference: Mapping[str, Any]) -> tuple[str, ...]:
    """The questions on the path that a case lets hear: the first one, and all that qualify."""
    of_traits = {question for trait in flow.traits for question in questions_of(trait.when)}
    wanted = {flow.first, *of_traits, *decided(flow, reference)}
    return tuple(each for each in reference if each in wanted and reference[each] is not None)


def unexplained(scenario: Scenario, flow: Flow, rank: int) -> dict[str, list[str]]:
    """Answers that would change nothing and of which the case says nothing, by question."""
    answers = reference_of(flow, scenario.file, rank)
    said = {
        (each.question, code)
        for each in scenario.file.situations[rank - 1].variances
        for code in each.answers
    }
    silent: dict[str, list[str]] = {}
    for change in single_changes(flow, answers):
        if change.alike and (change.question, change.code) not in said:
            silent.setdefault(change.question, []).append(change.code)
    return silent


def _unheard(scenario: Scenario, flow: Flow, rank: int, reference: Mapping[str, Any]) -> Iterator[Fault]:
    situation = scenario.file.situations[rank - 1]
    for code, key, wanted, written in (
        ("A070", "voix", voiced(flow, reference), set(situation.voices)),
        ("A071", "motifs", decided(flow, reference), set(situation.reasons)),
    ):
        for question in wanted:
            if question not in written:
                path = _answer_path(scenario, rank, question)
                yield _fault(scenario, code, path, f"rien dans « {key} »", f"« {question} » dans « {key} »")


def _unexplained(scenario: Scenario, flow: Flow, rank: int) -> Iterator[Fault]:
    for question, codes in unexplained(scenario, flow, rank).items():
        found = f"répondre {_quoted(codes)} ne changerait rien à la conclusion, et rien ne dit pourquoi"
        expected = f"« ecarts » avec « question: {question} » et « reponses: [{', '.join(codes)}] »"
        yield _fault(scenario, "A072", _answer_path(scenario, rank, question), found, expected)


def _answer_path(scenario: Scenario, rank: int, question: str) -> Path:
    """Where the answer is written, or the answers where the file leaves it out."""
    base: Path = ("situations", rank - 1, "reponses")
    return (*base, question) if question in scenario.file.situations[rank - 1].answers else base


def _quoted(codes: list[str]) -> str:
    quoted = [f"« {each} »" for each in codes]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} ou {quoted[-1]}"


def _told_before(scenario: Scenario, case: Case, flow: Flow) -> Iterator[Fault]:
    """What is read before, and what is talked over after."""
    if not case.discussion:
        yield _fault(scenario, "A073", ("formation",), "rien dans « discussion »", "deux à quatre questions")
    words = len(re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", case.setting))
    if words > MOST_WORDS:
        expected = f"{MOST_WORDS} mots au plus"
        yield _fault(scenario, "A075", ("formation", "cadre"), f"{words} mots", expected)
    form = _form_in(flow, case.setting)
    if form:
        yield _fault(
            scenario, "A074", ("formation", "cadre"), f"« {form} »", "ce que voit l’agent, sans conclusion"
        )


def _still_to_write(scenario: Scenario) -> Iterator[Fault]:
    texts = [(("titre",), scenario.file.title), *training_texts(scenario)]
    for path, text in texts:
        if TO_WRITE in text:
            yield _fault(scenario, "A077", path, shortened(text.strip()), "")


def _probes(scenario: Scenario) -> Iterator[Fault]:
    """Ways of asking again that leave nothing to choose, or of which nothing is said."""
    voices = [
        (("situations", rank, "voix", question, "relances"), voice)
        for rank, situation in enumerate(scenario.file.situations)
        for question, voice in situation.voices.items()
        if voice.probes
    ]
    if not voices:
        yield _fault(
            scenario, "A078", ("situations",), "aucune relance", "au moins deux questions à relances"
        )
    for path, voice in voices:
        yield from _probe_advice(scenario, path, voice)


def _probe_advice(scenario: Scenario, path: Path, voice: Voice) -> Iterator[Fault]:
    if all(each.helps for each in voice.probes):
        expected = "aussi une façon de demander qui n’aide pas"
        yield _fault(scenario, "A078", path, "toutes les relances aident", expected)
    for place, probe in enumerate(voice.probes):
        if not probe.why:
            found, expected = "une relance sans « pourquoi »", "ce qui la rend bonne ou mauvaise"
            yield _fault(scenario, "A078", (*path, place), found, expected)


def _incomplete(scenario: Scenario, rank: int) -> Iterator[Fault]:
    """A situation that nothing checks, or that begins without a word."""
    situation = scenario.file.situations[rank - 1]
    path: Path = ("situations", rank - 1)
    expected = situation.expected
    if expected is None or expected.certainty is None or expected.forms is None:
        yield _fault(
            scenario,
            "A079",
            path,
            "rien ne dit ce qu’elle doit donner",
            "« attendu » avec « certitude » et « formes »",
        )
    if rank > 1 and not situation.scene:
        yield _fault(scenario, "A079", path, "elle commence sans un mot", "« scene »")


def _telling_voices(
    scenario: Scenario, flow: Flow, rank: int, reference: Mapping[str, Any]
) -> Iterator[Fault]:
    """What a person never says: the code or the words of the answer, the name of a form."""
    for question, voice in scenario.file.situations[rank - 1].voices.items():
        base: Path = ("situations", rank - 1, "voix", question)
        said = [((*base, "dit"), voice.says)]
        said += [((*base, "relances", at, "dit"), each.says) for at, each in enumerate(voice.probes)]
        for path, text in said:
            if TO_WRITE in text:
                continue
            word = _form_in(flow, text) or _answer_in(flow, question, reference.get(question), text)
            if word:
                yield _fault(
                    scenario, "A074", path, f"« {word} »", "ce que dirait la personne, avec ses mots"
                )


def _form_in(flow: Flow, text: str) -> str:
    """The name of a form said as we say it; a name of everyday words is not looked for."""
    lowered = text.casefold()
    labels = [form.rule.label for form in flow.forms if "-" in form.rule.label]
    return next((each for each in labels if each.casefold() in lowered), "")


def _answer_in(flow: Flow, question: str, value: Any, text: str) -> str:
    """The code or the label of the answer, as it is found in what the person says; "" otherwise."""
    asked = flow.questions.get(question)
    if asked is None or question == flow.first:
        return ""
    words = _words(text)
    for code in value if isinstance(value, list | tuple) else (value,):
        choice = asked.choice(str(code))
        if choice is None or code == UNKNOWN:
            continue
        label = _words(choice.label)
        if "_" in choice.code and choice.code in text:
            return choice.code
        if len(label) >= _LABEL_WORDS and _holds(words, label):
            return choice.label
        if "_" not in choice.code and choice.code in words and choice.code not in _usual(choice):
            return choice.code
    return ""


def _usual(choice: Choice) -> set[str]:
    """Words that the flow itself uses for this answer: a code among them is an everyday word."""
    return set(_words(f"{choice.label} {choice.help} {choice.finding}"))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _holds(words: list[str], part: list[str]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))


def _near_miss(scenario: Scenario, near: Scenario, case: Case, flow: Flow) -> Iterator[Fault]:
    """Two near cases differ by one fact, which is said, and which changes what is concluded."""
    path: Path = ("formation", "proche_de")
    if not case.fact.strip():
        yield _fault(scenario, "A076", path, "rien dans « fait_qui_change »", "ce fait, en une phrase")
    mine, theirs = (on_path(flow, reference_of(flow, each.file, 1)) for each in (scenario, near))
    both = [each for each in decisive(flow, mine) if each in theirs]
    changed = [each for each in both if mine[each] != theirs[each]]
    if len(changed) > MOST_DIFFERENCES:
        found = f"{len(changed)} réponses qui décident diffèrent : {listed(changed)}"
        yield _fault(scenario, "A076", path, found, f"{MOST_DIFFERENCES} au plus")
    said, other = qualify(flow, mine), qualify(flow, theirs)
    if (outcome(said), said.reasons, said.no_form) == (outcome(other), other.reasons, other.no_form):
        yield _fault(
            scenario, "A076", path, "les deux cas donnent la même chose", "une conclusion qui change"
        )


def _fault(scenario: Scenario, code: str, path: Path, found: str, expected: str, **more: str) -> Fault:
    document = scenario.document
    return document.fault(code, path, describe(document.data, path), found, expected, **more)
