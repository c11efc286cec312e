"""Conditions that are always or never true in themselves; conclusions that nothing reaches."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from flows.checks.reasoned import Reasoned, conditions_of
from flows.faults import Fault, Path
from flows.grammar import Condition
from flows.proof.ends import Ends
from flows.proof.logic import TRUE, Number
from flows.proof.possible import Possible
from flows.proof.results import Unreached
from flows.proof.targets import Targets


def condition_faults(reasoned: Reasoned) -> Iterator[Fault]:
    """Conditions that contradict themselves or say nothing, at their smallest such part.

    What uses a fact that is such is settled with it, and not told again.
    """
    alone = _Alone(reasoned)
    for path, condition in conditions_of(reasoned.flow.file):
        yield from alone.faults(condition, path)
        if alone.fixed(condition):
            reasoned.settled.add(path)


class _Alone:
    """Conditions looked at by themselves, whatever the path of an interview."""

    def __init__(self, reasoned: Reasoned) -> None:
        self._reasoned = reasoned
        self._possible = Possible(reasoned.plan, reasoned.meter)

    def fixed(self, condition: Condition) -> bool:
        """Whether it is always true, or never."""
        number = self._reasoned.number(condition)
        if condition.question is not None:
            return number <= TRUE
        return not (self._possible.true(number) and self._possible.false(number))

    def faults(self, condition: Condition, path: Path) -> Iterator[Fault]:
        """The faults of its smallest parts; a fact is told where it is written."""
        if condition.fact is not None or not self._any_fixed(condition):
            return
        key = "tous" if condition.every is not None else "un_de"
        parts = condition.every if condition.every is not None else condition.some or ()
        if any(self._any_fixed(part) for part in parts):
            for rank, part in enumerate(parts):
                yield from self.faults(part, (*path, key, rank))
        else:
            yield self._fault(condition, path)

    def _any_fixed(self, condition: Condition) -> bool:
        parts = condition.every if condition.every is not None else condition.some or ()
        return self.fixed(condition) or any(self._any_fixed(part) for part in parts)

    def _fault(self, condition: Condition, path: Path) -> Fault:
        if self._possible.true(self._reasoned.number(condition)):
            found = "cette condition est vraie quelle que soit la réponse, et même sans réponse"
            return self._reasoned.fault("A032", path, found, "une condition qui peut être fausse")
        found = "cette condition se contredit : aucune réponse ne peut la rendre vraie"
        return self._reasoned.fault("P101", path, found, "une condition qui peut être vraie")


def conclusion_faults(reasoned: Reasoned) -> Iterator[Fault]:
    """Forms, certainty, abandonment, traits and explanations that no interview reaches, or all do."""
    conclusions = _Conclusions(reasoned)
    yield from conclusions.forms()
    if conclusions.any_form.true:
        yield from conclusions.certainties()
        yield from conclusions.others()
        yield from conclusions.together()


class _Conclusions:
    """What the rules conclude, over all complete interviews.

    Attributes:
        any_form: whether some form holds.
    """

    def __init__(self, reasoned: Reasoned) -> None:
        self._reasoned = reasoned
        self._flow = reasoned.flow
        self._logic = reasoned.plan.logic
        self._targets = Targets(reasoned.flow, self._logic)
        self._seen: dict[Number, Ends] = {}
        self.any_form = self._over(self._targets.any_form)

    def forms(self) -> Iterator[Fault]:
        """Forms never concluded, or always."""
        for rank, rule in enumerate(self._flow.file.rules.forms):
            path: Path = ("regles", "formes", rank, "si")
            if not rule.active or self._reasoned.told(path, rule.when):
                continue
            seen = self._over(self._targets.forms[rule.code])
            if not seen.true:
                why = "les réponses qu’elle demande ne se rencontrent jamais ensemble"
                found = f"aucun entretien complet ne conclut « {rule.label} » : {why}"
                yield self._fault("P102", path, found, "au moins un entretien qui la conclue")
            elif not seen.false:
                found = f"chaque entretien complet conclut « {rule.label} », quelles que soient les réponses"
                yield self._fault("A030", path, found, "au moins un entretien qui ne la conclue pas")

    def certainties(self) -> Iterator[Fault]:
        """« Avéré » never reached, or « potentiel »."""
        path: Path = ("regles", "avere")
        if self._reasoned.told(path, self._flow.file.rules.established):
            return
        doubtful = self._logic.every([self._targets.any_form, self._logic.no(self._targets.established)])
        for code, number in (("avere", self._targets.established), ("potentiel", doubtful)):
            if not self._over(number).true:
                words: dict[str, str] = {each.code: each.label for each in self._flow.file.rules.certainties}
                found = f"aucun entretien complet ne donne la certitude « {words.get(code, code)} »"
                yield self._fault("A033", path, found, "au moins un entretien pour chaque certitude")

    def others(self) -> Iterator[Fault]:
        """Abandonment, traits and explanations never told, or told with every form."""
        for conclusion, number in self._targets.others():
            path, when, words = self._place(conclusion)
            if when is None or self._reasoned.told(path, when):
                continue
            if not self._over(number).true:
                why = self._hindrance(conclusion, self._reasoned.number(when))
                yield self._fault("A033", path, f"{words} : {why}", "au moins un entretien qui y mène")
            elif conclusion.kind == "typologie" and not self._over(self._without(when)).true:
                found = f"{words} : accompagne chaque forme de non-recours, quelles que soient les réponses"
                yield self._fault("A030", path, found, "une forme au moins qui ne l’ait pas")

    def together(self) -> Iterator[Fault]:
        """Forms, or traits, that every interview concludes together or not at all."""
        rules = self._flow.file.rules
        forms = [
            (("regles", "formes", rank, "si"), each.label, self._targets.forms[each.code], each.when)
            for rank, each in enumerate(rules.forms)
            if each.active
        ]
        traits = [
            (("regles", "typologie", rank, "si"), each.label, self._reasoned.number(each.when), each.when)
            for rank, each in enumerate(rules.typology)
            if each.when is not None
        ]
        for group in (forms, traits):
            told: set[Path] = set()
            kept = [each for each in group if not self._reasoned.told(each[0], each[3])]
            for (_, label, one, _), (path, other_label, other, _) in combinations(kept, 2):
                if path not in told and self._same(one, other):
                    told.add(path)
                    found = (
                        f"« {label} » et « {other_label} » vont toujours ensemble, jamais l’un sans l’autre"
                    )
                    yield self._fault("A034", path, found, "une condition différente")

    def _same(self, one: Number, other: Number) -> bool:
        """Whether two conclusions, each reached and missed by some, go together in all interviews."""
        logic, form = self._logic, self._targets.any_form
        either = logic.every([form, logic.some([one, other]), logic.no(logic.every([one, other]))])
        if one != other and self._over(either).true:
            return False
        known = (self._over(logic.every([form, each])) for each in (one, other))
        return all(seen.true and seen.false for seen in known)

    def _without(self, when: Condition) -> Number:
        number = self._reasoned.number(when)
        return self._logic.every([self._targets.any_form, self._logic.no(number)])

    def _hindrance(self, conclusion: Unreached, when: Number) -> str:
        """Why a conclusion is never reached, its condition being *when*."""
        if not self._over(when).true:
            return "la condition n’est vraie d’aucun entretien complet"
        if conclusion.kind != "aucun":
            return "la condition n’est jamais vraie quand une forme est conclue"
        free = self._logic.every([self._logic.no(self._targets.any_form), when])
        if not self._over(free).true:
            return "une forme est conclue chaque fois que la condition est vraie"
        return "une explication placée plus haut est toujours donnée avant elle"

    def _place(self, conclusion: Unreached) -> tuple[Path, Condition | None, str]:
        rules = self._flow.file.rules
        if conclusion.kind == "abandon":
            return ("regles", "abandon"), rules.abandoned, "l’abandon d’une demande"
        if conclusion.kind == "typologie":
            rank = [each.code for each in rules.typology].index(conclusion.code)
            trait = rules.typology[rank]
            return ("regles", "typologie", rank, "si"), trait.when, f"le caractère « {trait.label} »"
        rank = [each.code for each in rules.no_form].index(conclusion.code)
        why = rules.no_form[rank]
        return ("regles", "aucun", rank, "si"), why.when, f"l’explication « {why.sentence} »"

    def _over(self, number: Number) -> Ends:
        seen = self._seen.get(number)
        if seen is None:
            seen = self._seen[number] = self._reasoned.seen(number)
        return seen

    def _fault(self, code: str, path: Path, found: str, expected: str) -> Fault:
        return self._reasoned.fault(code, path, found, expected)
