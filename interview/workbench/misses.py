"""What a scenario was to give and did not, in words, with the answers that made it so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from flows.conditions import ALWAYS, Formula, Support, objection, support
from flows.flow import Flow, Trait
from flows.qualification import Qualification
from interview.engine import knowledge
from interview.replay import Difference, Replayed
from interview.views import object_of
from interview.wording import capital, certainty_reason, finding, joined
from interview.workbench.condition_words import in_words
from templates.typography import french

NOTHING = "rien"


class Ground(msgspec.Struct, frozen=True):
    """Why something was given, or was not: a sentence, then the answers it rests on.

    Attributes:
        answers: question, code as a scenario writes it, and the fact behind it, for each answer.
    """

    sentence: str
    answers: tuple[tuple[str, str, str], ...] = ()


class Miss(msgspec.Struct, frozen=True):
    """One thing that differs.

    Attributes:
        rank, object: the situation, and what it is about in words.
        about: what differs (« Formes », « Certitude »…).
        expected, found: in words.
        because: what made it so.
    """

    rank: int
    object: str
    about: str
    expected: str
    found: str
    because: tuple[Ground, ...]


def misses(replayed: Replayed) -> tuple[Miss, ...]:
    """Everything that differs from what the scenario expects, situation by situation, forms first."""
    told = sorted(replayed.differences, key=lambda each: (each.rank, each.key != "formes"))
    return tuple(_miss(replayed, each) for each in told)


def _miss(replayed: Replayed, difference: Difference) -> Miss:
    teller = _Teller(replayed, difference.rank)
    about, words, because = teller.telling(difference)
    return Miss(
        rank=difference.rank,
        object=capital(object_of(replayed.conversation.interview, difference.rank)),
        about=french(about),
        expected=french(words(difference.wanted)),
        found=french(words(difference.found)),
        because=tuple(because),
    )


_Words = Callable[[Any], str]


class _Teller:
    """Tells what differs in one situation."""

    def __init__(self, replayed: Replayed, rank: int) -> None:
        held = replayed.conversation
        self.flow: Flow = held.flow
        self.answers = held.interview.answers(rank)
        self.said: Qualification = knowledge.qualification(held.interview, rank, held.known_situations)

    def telling(self, difference: Difference) -> tuple[str, _Words, Iterable[Ground]]:
        """What it is about, how its values are said, and why."""
        wanted, found = difference.wanted, difference.found
        if difference.key == "formes":
            return "Formes", self._forms, self._why_forms(wanted, found)
        if difference.key == "certitude":
            labels: dict[str, str] = {each.code: each.label for each in self.flow.file.rules.certainties}
            return "Certitude", lambda code: labels.get(code, str(code)), self._why_certainty(found)
        if difference.key == "abandon":
            verb = "est conclu" if found else "n’est pas conclu"
            because = self._why(self.flow.abandoned, f"L’abandon {verb}", held=found)
            return "Abandon", lambda value: "oui" if value else "non", because
        if difference.key == "typologie":
            return "Typologie", self._traits, self._why_traits(wanted, found)
        if difference.key == "raisons":
            return self._reasons(difference.form)
        if difference.key == "chemin":
            return "Questions posées", self._names, self._first_parting(wanted, found)
        titles = {"a_verifier": "À vérifier", "parquees": "Réponses jamais demandées"}
        return titles[difference.key], self._shorts, ()

    # ── how values are said ──────────────────────────────────────────────────────────────────────

    def _forms(self, codes: Iterable[str]) -> str:
        return joined(self.flow.form(code).label for code in codes) or "aucune"

    def _traits(self, codes: Iterable[str]) -> str:
        labels = {each.rule.code: each.rule.label for each in self.flow.traits}
        return ", ".join(labels[code] for code in codes) or NOTHING

    def _names(self, questions: Iterable[str]) -> str:
        return ", ".join(questions) or NOTHING

    def _shorts(self, questions: Iterable[str]) -> str:
        return ", ".join(f"{self.flow.questions[each].short} ({each})" for each in questions) or NOTHING

    def _article(self, code: str) -> str:
        form = self.flow.form(code)
        return capital(form.article or f"la forme « {form.label} »")

    # ── why ──────────────────────────────────────────────────────────────────────────────────────

    def _why_forms(self, wanted: Iterable[str], found: Iterable[str]) -> Iterator[Ground]:
        active = {each.rule.code: each.when for each in self.flow.forms}
        for code in found:
            if code not in wanted:
                yield from self._why(active[code], f"{self._article(code)} est retenue", held=True)
        for code in wanted:
            if code in found:
                continue
            if code not in active:
                yield Ground(french(f"{self._article(code)} est éteinte dans ce parcours."))
                continue
            yield from self._why(active[code], f"{self._article(code)} n’est pas retenue", held=False)
        if not found and self.said.no_form is not None:
            yield Ground(french(self.said.no_form.sentence))

    def _why_certainty(self, found: str) -> Iterator[Ground]:
        if found == "aucun" and self.said.no_form is not None:
            yield Ground(french(self.said.no_form.sentence))
        elif found == "avere":
            yield Ground(
                french("Le droit est établi :"), self._told(support(self.flow.established, self.answers))
            )
        elif found == "potentiel":
            yield Ground(
                french(f"Ce qui reste à établir : {certainty_reason(self.flow, self.said, self.answers)}")
            )

    def _why_traits(self, wanted: Iterable[str], found: Iterable[str]) -> Iterator[Ground]:
        for trait in self.flow.traits:
            held = trait.rule.code in found
            if held is (trait.rule.code in wanted):
                continue
            verb = "vaut" if held else "ne vaut pas"
            yield Ground(french(f"« {trait.rule.label} » {verb} : {self._why_trait(trait, held)}"))

    def _why_trait(self, trait: Trait, held: bool) -> str:
        """Shorter than for a form: a situation has several traits."""
        if not self.said.forms:
            return "aucune forme n’est retenue."
        grounds = () if trait.rule.context else self._grounds(trait.when, held)
        return ", ".join(f"{name} : {_code(value)}" for name, value in grounds) or trait.rule.meaning

    def _reasons(self, form: str) -> tuple[str, _Words, Iterable[Ground]]:
        question = self.flow.form(form).reasons
        title = f"Raisons ({self.flow.form(form).label.lower()})"

        def words(codes: Iterable[str]) -> str:
            named = (f"{self.flow.label(question, each)} ({each})" if question else each for each in codes)
            return " ; ".join(named) or "aucune"

        if form not in self.said.forms:
            return (
                title,
                words,
                (Ground(french("Cette forme n’est pas retenue, ses raisons ne sont pas lues.")),),
            )
        return title, words, ()

    def _why(self, when: Formula, sentence: str, *, held: bool) -> Iterator[Ground]:
        """The answers that make *when* what it is; where none does by itself, what it would take."""
        told = self._told(self._grounds(when, held))
        if told:
            yield Ground(french(f"{sentence} :"), told)
        elif when != ALWAYS and not held:
            yield Ground(french(f"{sentence}. La règle : {in_words(self.flow, when)}."))

    def _grounds(self, when: Formula, held: bool) -> Support:
        return support(when, self.answers) if held else objection(when, self.answers, frozenset())

    def _told(self, grounds: Support) -> tuple[tuple[str, str, str], ...]:
        return tuple((name, _code(value), finding(self.flow, name, value)) for name, value in grounds)

    def _first_parting(self, wanted: tuple[str, ...], found: tuple[str, ...]) -> Iterator[Ground]:
        """Where the two paths part."""
        shared = 0
        while shared < min(len(wanted), len(found)) and wanted[shared] == found[shared]:
            shared += 1
        after = f"Après « {wanted[shared - 1]} »" if shared else "Au début"
        awaited = f"« {wanted[shared]} »" if shared < len(wanted) else "la fin"
        came = f"« {found[shared]} »" if shared < len(found) else "la fin"
        yield Ground(french(capital(f"{after}, on attendait {awaited} ; vient {came}.")))


def _code(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else str(value)
