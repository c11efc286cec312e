"""The product's side of every row: the only module here that knows how the product is called.

`NotMeasured` says plainly what is not there.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.baselines import textual_chat
from benchmarks.conversations import Conversation, Step, mark
from benchmarks.measure import NotMeasured
from benchmarks.pty_driver import python_command

if TYPE_CHECKING:
    from interview.engine import FlowMachine


def bare_conversation(answers: int) -> Conversation:
    """The bare Textual chat, as many answers long."""
    numbers = range(2, answers + 2)
    steps = tuple(
        Step("1", (mark(textual_chat.title_of(n)), textual_chat.choices_of(n)[-1])) for n in numbers
    )
    first = (mark(textual_chat.title_of(1)), textual_chat.choices_of(1)[-1])
    command = python_command("benchmarks.baselines.textual_chat", "main", str(answers + 2))
    return Conversation(command, first, steps)


def conversation(base: Path) -> Conversation:
    """`repere entretien` on that base, along the case of the four returned files."""
    _need("interview.cli")
    _need("interview.tui.app")
    first, steps = _case()
    return Conversation([command(), "entretien", "--base", str(base)], first, steps)


def command() -> str:
    """The installed command, beside the interpreter that runs the bench."""
    found = shutil.which("repere", path=str(Path(sys.executable).parent))
    if found is None:
        raise NotMeasured("the command repere is not installed in this environment")
    return found


# The answers of the conversation that is timed: what is typed, then the key that gives the answer.
_ANSWERS: tuple[tuple[str, str, str], ...] = (
    ("nature", "", "1"),
    ("prestation", "c2s", "\r"),
    ("eligibilite", "", "1"),
    ("appui_eligibilite", "", "1"),
    ("connaissance", "", "1"),
    ("proposition", "", "1"),
    ("demande", "", "1"),
    ("reception", "", "1"),
    ("regularite", "", "1"),
    ("issue", "", "1"),
)


def _case() -> tuple[tuple[str, ...], tuple[Step, ...]]:
    """The first question, and the steps from each answer of the case to the question that follows it."""
    from flows.loader import load_flow

    questions = {question.id: question for question in load_flow().file.questions}
    texts = [_painted(questions[name]) for name, _, _ in _ANSWERS]
    steps = tuple(
        Step(key, then, typed) for (_, typed, key), then in zip(_ANSWERS[:-1], texts[1:], strict=True)
    )
    return texts[0], steps


def _painted(question: object) -> tuple[str, ...]:
    """What shows that a question is on the screen: its text, and its last choice when it has a few."""
    choices: Sequence[object] = getattr(question, "choices", None) or ()
    last = (mark(getattr(choices[-1], "label", "")),) if 0 < len(choices) <= 9 else ()
    return (mark(getattr(question, "text", "")), *last)


# The same case, as the engine takes it. What is not here is left out where the flow allows it.
_CASE = {
    "mode": "entretien",
    "nature": "financiere",
    "prestation": "c2s",
    "eligibilite": "oui",
    "appui_eligibilite": "verifie",
    "connaissance": "oui",
    "proposition": "oui",
    "demande": "deposee",
    "reception": "rien",
    "regularite": "anormal",
    "blocage": "dossier_renvoye",
    "raisons_non_reception": ("pieces_manquantes", "erreur_administrative"),
    "niveaux": ("pratiques_institutionnelles",),
    "issue": "en_cours",
}


def play_engine(interviews: int) -> tuple[list[float], list[float]]:
    """Seconds per answer of whole interviews: to the next question, and to all that is shown with it."""
    from flows.loader import load_flow
    from interview.engine import FlowMachine

    machine = FlowMachine(load_flow())
    question: list[float] = []
    shown: list[float] = []
    for _ in range(interviews):
        _play_once(machine, question, shown)
    return question, shown


def _play_once(machine: FlowMachine, question: list[float], shown: list[float]) -> None:
    from interview.engine import begin, knowledge, moves

    interview = begin(machine, "M-000001")
    answers = dict(_CASE)
    while answers and not machine.flow.is_ending(interview.place):
        if interview.place not in answers:
            interview = interview.apply(moves.skip(interview))
            continue
        raw = answers.pop(interview.place)
        started = time.perf_counter()
        interview = interview.apply(moves.answer(interview, raw))
        asked = time.perf_counter()
        knowledge.forms_outlook(interview)
        knowledge.progress(interview)
        ended = time.perf_counter()
        question.append(asked - started)
        shown.append(ended - started)
    if answers:
        raise NotMeasured(f"the flow never asks {', '.join(answers)}")


def record_cases(base: Path) -> None:
    """Leave in that base what the shipped cases say, as `repere rejouer` writes it."""
    from flows.loader import shipped_cases

    _need("interview.cli")
    cases = [str(case) for case in shipped_cases()]
    if not cases:
        raise NotMeasured("no case is shipped")
    asked = [command(), "rejouer", *cases, "--json", "--base", str(base)]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        told = done.stderr.strip().splitlines()
        raise NotMeasured(f"rejouer stopped ({told[-1] if told else done.returncode})")


def _need(module: str) -> None:
    try:
        found = importlib.util.find_spec(module)
    except ModuleNotFoundError:
        found = None
    if found is None:
        raise NotMeasured(f"{module} is not there")
