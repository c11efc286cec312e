"""An interview written as a scenario file: what was answered and what it gives, nothing of the person.

Left out, whatever is asked: the number of the household, the references, what the agent decided and
why, the answers that were set aside, a link to a situation of another interview. Free texts and rows
are left out unless they are wanted; where the path or the result depends on one, a placeholder stands
for it. Days become the first of their month; amounts are rounded to ten euros, and only zero is
written zero. Codes, months, and the other numbers (household, minutes) are kept: they are what the
case is about, and none of them names anybody.

What the file expects is what the file itself gives when it is replayed alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import yaml

from flows.conditions import questions_of
from flows.flow import Flow
from flows.grammar import UNKNOWN, Question
from flows.reference import HOUSEHOLD
from flows.scenario import scenario_from_text
from interview.conversation import Conversation
from interview.engine import NO_LINK, Interview, knowledge, moves
from interview.replay import ScenarioResult, SituationResult, run
from interview.views import object_of
from interview.wording import capital, joined
from templates.typography import french

REMOVED = "Texte retiré."
ROUNDED_TO = 1_000
"""Amounts are written to the nearest ten euros (in cents)."""
WRITTEN = "l’entretien qui vient d’être écrit"

_LEFT_OUT = "Textes libres non repris"
_KEPT_BY = "L’option --avec-textes les garde."
_HEADER = """\
# Écrit par Repère d’après un entretien. Ni numéro de ménage, ni référence.
# {texts}.
# Jours ramenés au premier du mois ; montants arrondis à la dizaine d’euros.
# « null » : la question a été passée. « attendu » : ce que donnent ces réponses.
# Pour le vérifier : « repere parcours tester », suivi du nom de ce fichier.
"""


class Unfinished(ValueError):
    """The first situation has not all it takes to be qualified: there is nothing to write."""


class Draft(msgspec.Struct, frozen=True):
    """A scenario ready to be written.

    Attributes:
        text: the whole file.
        notes: what the agent must know of it, one French sentence each.
    """

    text: str
    notes: tuple[str, ...]


def scenario_draft(held: Conversation, *, title: str = "", texts: bool = False) -> Draft:
    """The interview as a scenario that gives it again.

    Args:
        title: title of the file; by default what the first situation is about, and its forms.
        texts: keep the free texts and the rows.

    Raises:
        Unfinished: the first situation is not qualified yet.
    """
    data, notes = scenario_data(held, title=title or _title(held), texts=texts)
    header = _HEADER.format(texts="Textes libres gardés" if texts else "Textes libres retirés")
    if not texts:
        notes = [f"{each} {_KEPT_BY}" if each.startswith(_LEFT_OUT) else each for each in notes]
    return Draft(f"{header}\n{dump(data)}", tuple(french(note) for note in notes))


def scenario_data(held: Conversation, *, title: str, texts: bool) -> tuple[dict[str, Any], list[str]]:
    """The content of a scenario that gives the interview again, and what was left out, in sentences.

    Raises:
        Unfinished: the first situation is not qualified yet.
    """
    whole, ranks = _seen_through(held.interview)
    if not ranks:
        raise Unfinished(held.reference)
    writer = _Writer(whole, texts)
    data: dict[str, Any] = {"parcours": whole.flow.id, "titre": title}
    data |= writer.heading()
    data["situations"] = [writer.situation(rank) for rank in ranks]
    alone = msgspec.structs.replace(held.workplace, base=None)
    given = run(scenario_from_text(dump(data), WRITTEN), alone).result
    for situation, result in zip(data["situations"], given.situations, strict=True):
        situation["attendu"] = _expected(result)
    return data, [*writer.notes(ranks), *_notes(held, given)]


def _seen_through(interview: Interview) -> tuple[Interview, tuple[int, ...]]:
    """The interview with every question that was left to ask skipped, and the ranks to be written.

    An interview may be left as soon as its core is complete; a replay goes to the end. Of a situation
    qualified elsewhere there is a conclusion, and no answers that give it.
    """
    ranks: list[int] = []
    for situation in interview.situations:
        if situation.imported is not None or not knowledge.core_complete(interview, situation.rank):
            break
        ranks.append(situation.rank)
        interview = interview.apply(moves.resume(interview, situation.rank))
        while not interview.flow.is_ending(interview.place):
            interview = interview.apply(moves.skip(interview))
    return interview, tuple(ranks)


class _Writer:
    """Writes the answers of one interview, and remembers what it left out."""

    def __init__(self, interview: Interview, texts: bool) -> None:
        self.interview = interview
        self.flow = interview.flow
        self.texts = texts
        self._read = _questions_read(self.flow)
        self._free_texts: list[str] = []
        self._unlinked = False
        named = {key: interview.household_answer(name) for key, name in HOUSEHOLD.items()}
        self._household = {key: value for key, value in named.items() if isinstance(value, int)}
        mode = interview.household_answer("mode")
        self._mode = mode if isinstance(mode, str) else ""

    def heading(self) -> dict[str, Any]:
        """What the head of the file says of the household."""
        data: dict[str, Any] = {"mode": self._mode} if self._mode else {}
        if self._household:
            data["menage"] = self._household
        return data

    def situation(self, rank: int) -> dict[str, Any]:
        """One situation: what caused it, and its answers in the order of the path."""
        situation = self.interview.situations[rank - 1]
        known = {**self.interview.shared, **situation.given}
        in_heading = {HOUSEHOLD[key] for key in self._household} | ({"mode"} if self._mode else set())
        written: dict[str, Any] = {}
        answers: dict[str, Any] = {}
        for name in situation.path:
            question, value = self.flow.questions[name], known[name]
            if question.kind == "menage" or name in in_heading:
                continue
            if question.kind == "lien" and isinstance(value, int):
                written["causee_par"] = value
                continue
            value = self._value(question, value)
            # A question that is left out would be answered by « on ne sait pas » where it lists it.
            if value is not None or question.unknown:
                answers[name] = value
        return {**written, "reponses": answers}

    def _value(self, question: Question, value: Any) -> Any:
        if value is None or value == UNKNOWN:
            return value
        if question.kind in ("texte", "lignes"):
            return self._free(question, value)
        if question.kind == "lien" and value != NO_LINK:
            self._unlinked = True
            return None
        if question.kind == "montant":
            return _rounded(value)
        if question.kind == "date":
            return f"{value[:7]}-01"
        return list(value) if isinstance(value, tuple) else value

    def _free(self, question: Question, value: Any) -> Any:
        """A text or rows: kept, left out, or replaced where something depends on them."""
        if question.short not in self._free_texts:
            self._free_texts.append(question.short)
        if self.texts:
            return value if isinstance(value, str) else [_row(question, each) for each in value]
        if not question.required and question.id not in self._read:
            return None
        if question.kind == "texte":
            return REMOVED
        kinds = {each.code: each.kind for each in question.columns if each.required}
        return [
            {code: row[code][:4] if kind == "jour" else REMOVED for code, kind in kinds.items()}
            for row in value
        ]

    def notes(self, ranks: tuple[int, ...]) -> Iterator[str]:
        """What was not written, in sentences."""
        if self._free_texts:
            named = ", ".join(self._free_texts)
            yield (
                f"Textes libres repris : {named}. Relisez-les avant de donner ce fichier."
                if self.texts
                else f"{_LEFT_OUT} : {named}."
            )
        if self._unlinked:
            yield "Le lien avec la situation d’un autre entretien n’est pas repris."
        aside = [each for rank in ranks for each in knowledge.parked(self.interview, rank)]
        if aside:
            named = ", ".join(self.flow.questions[each].short for each in dict.fromkeys(aside))
            yield f"Réponses mises de côté, non reprises : {named}."
        left = len(self.interview.situations) - len(ranks)
        if left:
            yield f"La situation n°\u00a0{len(ranks) + 1} n’est pas encore qualifiée, ni reprise."


def _questions_read(flow: Flow) -> frozenset[str]:
    """Every question that a guard, an exit or a rule reads."""
    formulas = [*flow.guards.values(), flow.established, flow.abandoned]
    formulas += [way.when for ways in flow.ways.values() for way in ways]
    for rules in (flow.forms, flow.traits, flow.explanations):
        formulas += [each.when for each in rules]
    return frozenset(question for each in formulas for question in questions_of(each))


def _row(question: Question, row: Mapping[str, Any]) -> dict[str, Any]:
    """One row, its days reduced to months."""
    kinds = {each.code: each.kind for each in question.columns}
    return {code: cell[:7] if kinds[code] == "jour" else cell for code, cell in row.items()}


def _rounded(cents: int) -> int:
    """Whole euros, to the nearest ten; what is not zero stays so."""
    nearest = (cents + ROUNDED_TO // 2) // ROUNDED_TO * 10
    return max(nearest, 10) if cents else 0


def _title(held: Conversation) -> str:
    said = knowledge.qualification(held.interview, 1)
    forms = joined(held.flow.form(code).label.lower() for code in said.forms) or "pas de non-recours"
    return capital(f"{object_of(held.interview, 1)}, {forms}".lstrip(", "))


def _expected(result: SituationResult) -> dict[str, Any]:
    expected: dict[str, Any] = {
        "certitude": result.certitude,
        "formes": list(result.formes),
        "abandon": result.abandon,
        "typologie": list(result.typologie),
        "raisons": {form: list(codes) for form, codes in result.raisons.items() if codes},
        "a_verifier": list(result.a_verifier),
    }
    return {key: value for key, value in expected.items() if key != "raisons" or value}


def _notes(held: Conversation, given: ScenarioResult) -> Iterator[str]:
    """Where the interview says something that the file alone does not give."""
    traits = {each.rule.code: each.rule.label for each in held.flow.traits}
    for rank, result in enumerate(given.situations, 1):
        said = knowledge.qualification(held.interview, rank, held.known_situations)
        beyond = [traits[code] for code in said.typology if code not in result.typologie]
        if beyond:
            yield (
                f"Situation n°\u00a0{rank} : « {joined(beyond)} » tient à ce que le fichier ne reprend pas ; "
                "il ne l’attend pas."
            )
        decision = knowledge.decision(held.interview, rank, said)
        if set(decision.forms) != set(said.forms):
            yield f"Situation n°\u00a0{rank} : l’agent a décidé autrement ; le fichier attend la proposition."


class _Line(list[Any]):
    """A list written on one line."""


class _Dumper(yaml.SafeDumper):
    """Lists of codes on one line, everything else on lines of its own."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 — PyYAML’s signature
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002
        return super().increase_indent(flow, False)


_Dumper.add_representer(
    _Line, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)


def dump(data: Mapping[str, Any]) -> str:
    """The text of a scenario: lists of codes on one line, keys in the order given."""
    return yaml.dump(_lined(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def _lined(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _lined(each) for key, each in value.items()}
    if isinstance(value, list):
        scalars = all(not isinstance(each, Mapping | list) and " " not in str(each) for each in value)
        return _Line(value) if scalars else [_lined(each) for each in value]
    return value
