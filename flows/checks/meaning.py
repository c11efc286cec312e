"""What the codes of a flow meant in its older versions, and whether they still do.

Labels may be reworded, codes may not change meaning: records hold codes, and figures add them up over
the years. Where a program cannot tell (:mod:`flows.checks.likeness`), the meaning is refused until the
author states that it is the same: ``meme_sens: "2026.1"`` on the choice or the question settles it
against that version and all later ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from flows.checks.likeness import inverted, numbers_changed, plain, unrelated
from flows.faults import Fault, Path
from flows.grammar import Choice, FlowFile, Question
from flows.reading import Document
from flows.shape import describe


def meaning_faults(document: Document, file: FlowFile, older: Sequence[FlowFile]) -> Iterator[Fault]:
    """What changed meaning in *file* since any of the *older* versions of the same flow.

    The same fault found against several versions is told once, against the first of them; versions of
    other flows are not looked at.
    """
    told: set[tuple[str, int, str]] = set()
    for version in older:
        if version.id != file.id or version == file:
            continue
        for fault in _Comparison(document, file, version).faults():
            key = (fault.code, fault.line, fault.node if fault.code != "A091" else fault.found)
            if key not in told:
                told.add(key)
                yield fault


class _Comparison:
    """A flow against one older version of it."""

    def __init__(self, document: Document, file: FlowFile, older: FlowFile) -> None:
        self._document = document
        self._file = file
        self._older = older
        self._now = {each.id: each for each in file.questions}
        self._before = {each.id: each for each in older.questions}

    def faults(self) -> Iterator[Fault]:
        """Every change of meaning: of questions, of their answers, of forms and traits."""
        yield from self._names()
        for rank, question in enumerate(self._file.questions):
            before = self._before.get(question.id)
            if before is not None:
                path: Path = ("questions", rank)
                yield from self._kind(path, before, question)
                yield from self._bounds(path, before, question)
                yield from self._asked(path, before, question)
                yield from self._choices(path, before, question)
        now, then = self._file.rules, self._older.rules
        for name, rules, olds in (
            ("formes", now.forms, then.forms),
            ("typologie", now.typology, then.typology),
        ):
            labels = {each.code: each.label for each in rules}
            yield from self._list(("regles", name), labels, {each.code: each.label for each in olds})

    def _names(self) -> Iterator[Fault]:
        """Questions that disappeared, or changed their names."""
        moved = _moved(_texts(self._before), _texts(self._now))
        for name, question in self._before.items():
            if name in self._now:
                continue
            heir = moved.get(name, "")
            if heir and heir not in self._before:
                path: Path = ("questions", self._rank(heir), "id")
                found = f"la version {self._older.version} posait cette question sous le nom « {name} »"
                yield self._fault("P090", path, found, f"« id: {name} »")
            else:
                where = f"de la version {self._older.version}"
                found = f"la question « {question.short} » ({name}) {where} n’y est plus"
                yield self._fault("A090", ("questions",), found, "les questions de la version plus ancienne")

    def _kind(self, path: Path, before: Question, now: Question) -> Iterator[Fault]:
        changes = (
            ("type", before.kind, now.kind),
            ("portee", before.scope, now.scope),
            ("catalogue", before.catalogue, now.catalogue),
        )
        for key, old, new in changes:
            if old != new and (key == "type" or before.kind == now.kind):
                found = f"« {key} » vaut « {new} », et valait « {old} » dans la version {self._older.version}"
                yield self._fault("P092", (*path, key), found, f"« {key}: {old} »")
        if plain(before.unit).rstrip("s") != plain(now.unit).rstrip("s") and not self._stated(now):
            found = f"« {now.unit or 'sans unité'} », et « {before.unit or 'sans unité'} » dans la version "
            yield self._fault("P093", (*path, "unite"), f"{found}{self._older.version}", f"« {before.unit} »")

    def _bounds(self, path: Path, before: Question, now: Question) -> Iterator[Fault]:
        ceiling = now.maximum and (not before.maximum or now.maximum < before.maximum)
        if now.kind != before.kind or not (now.minimum > before.minimum or ceiling):
            return
        found = f"de {now.minimum} à {now.maximum or 'l’infini'}"
        expected = f"de {before.minimum} à {before.maximum or 'l’infini'}, comme dans la version "
        key = "minimum" if now.minimum > before.minimum else "maximum"
        yield self._fault("A092", (*path, key), found, f"{expected}{self._older.version}")

    def _asked(self, path: Path, before: Question, now: Question) -> Iterator[Fault]:
        """Whether a question still asks the same, under whatever words."""
        if before.text == now.text or self._stated(now):
            return
        code = _changed(before.text, now.text, f"{before.text} {before.short}", now.text)
        if code:
            yield self._said(code, (*path, "texte"), before.text, now.text)

    def _choices(self, path: Path, before: Question, now: Question) -> Iterator[Fault]:
        old = {each.code: each for each in before.choices}
        new = {each.code: each for each in now.choices}
        where = (*path, "choix")
        crossed = list(self._list(where, _labels(new), _labels(old), now.choices))
        yield from crossed
        moved = {fault.node for fault in crossed}
        for rank, choice in enumerate(now.choices):
            known = old.get(choice.code)
            place = (*where, rank)
            if known is None or self._stated(choice) or self._node((*place, "libelle")) in moved:
                continue
            yield from self._answer(place, known, choice)

    def _answer(self, path: Path, before: Choice, now: Choice) -> Iterator[Fault]:
        """Whether one code still means the same, from all that is written about it."""
        whole = " ".join((before.label, before.help, before.finding, before.supposition))
        shown = f"{now.label} {now.help}"
        written = (
            ("libelle", before.label, now.label),
            ("constat", before.finding, now.finding),
            ("hypothese", before.supposition, now.supposition),
        )
        for key, old, new in written:
            code = _changed(old, new, whole, shown) if old and new and plain(old) != plain(new) else ""
            if code:
                yield self._said(code, (*path, key), old, new)
                return

    def _list(
        self, path: Path, now: Mapping[str, str], before: Mapping[str, str], choices: Sequence[Choice] = ()
    ) -> Iterator[Fault]:
        """Codes that disappeared, or whose words went under another code."""
        moved = _moved(before, now)
        ranks = {code: rank for rank, code in enumerate(now)}
        stated = {each.code for each in choices if self._stated(each)}
        for code, label in before.items():
            heir = moved.get(code, "")
            if heir and heir not in before and code not in now:
                found = f"« {label} » était « {code} » dans la version {self._older.version}"
                yield self._fault("P090", (*path, ranks[heir], "code"), found, f"« code: {code} »")
            elif heir and heir in before and heir not in stated:
                found = f"« {now[heir]} » voulait dire « {code} » dans la version {self._older.version}"
                yield self._fault("P091", (*path, ranks[heir], "libelle"), found, f"« {before[heir]} »")
            elif code not in now:
                found = f"« {label} » ({code}) de la version {self._older.version} n’y est plus"
                yield self._fault("A091", path, found, f"« {code} », ou la certitude qu’il ne sert plus")

    def _said(self, code: str, path: Path, before: str, now: str) -> Fault:
        found = f"« {now} » ; la version {self._older.version} disait « {before} »"
        expected = "des mots de même sens, ou un code nouveau"
        remedy = f'Si le sens n’a pas changé, ajoutez « meme_sens: "{self._older.version}" ».'
        return self._fault(code, path, found, expected, remedy)

    def _stated(self, said: Choice | Question) -> bool:
        """Whether the author states that the meaning is the same as in the older version."""
        return bool(said.same_meaning) and _age(said.same_meaning) <= _age(self._older.version)

    def _rank(self, name: str) -> int:
        return next(rank for rank, each in enumerate(self._file.questions) if each.id == name)

    def _node(self, path: Path) -> str:
        return describe(self._document.data, path)

    def _fault(self, code: str, path: Path, found: str, expected: str, remedy: str = "") -> Fault:
        return self._document.fault(code, path, self._node(path), found, expected, remedy=remedy)


def _changed(before: str, now: str, all_before: str, all_now: str) -> str:
    """The code of what changed between two wordings, "" if the meaning can be the same.

    Args:
        all_before: the first, with all that explained it.
        all_now: the second, with what stands beside it when one has to choose.
    """
    if inverted(before, now):
        return "P094"
    if numbers_changed(before, now):
        return "P096"
    return "P095" if unrelated(all_before, now) and unrelated(before, all_now) else ""


def _moved(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """By old code whose words stand now under another code that had others, that other code."""
    bearers: dict[str, list[str]] = {}
    for code, words in now.items():
        bearers.setdefault(plain(words), []).append(code)
    found: dict[str, str] = {}
    for code, words in before.items():
        if plain(now.get(code, "")) == plain(words):
            continue
        others = (
            each for each in bearers.get(plain(words), ()) if plain(before.get(each, "")) != plain(words)
        )
        heir = next(others, "")
        if heir:
            found[code] = heir
    return found


def _texts(questions: Mapping[str, Question]) -> dict[str, str]:
    return {name: each.text for name, each in questions.items()}


def _labels(choices: Mapping[str, Choice]) -> dict[str, str]:
    return {code: each.label for code, each in choices.items()}


def _age(version: str) -> list[tuple[int, str]]:
    """A version as it is ordered: « 2026.9 » before « 2026.10 »."""
    return [
        (int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|[^\W\d_]+", version)
    ]
