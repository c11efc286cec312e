"""From one cell to the value of a :class:`~interview.grid.columns.Row`, or what is wrong with it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any

from flows.faults import by_nearness
from flows.flow import Flow
from interview.engine.values import MAX_AMOUNT, MAX_TEXT, accepted_codes, amount_of, day_of
from interview.grid.columns import OF, Column
from interview.grid.reading import Value, folded
from interview.grid.writing_safely import as_it_was
from interview.identifiers import PseudonymError, read_pseudonym

NEAR = 3
MAX_MINUTES = 10_000
"""Over a whole situation: an interview and all that followed."""
_YES = frozenset(("oui", "o", "yes", "y", "vrai", "true", "1", "x"))
_NO = frozenset(("non", "n", "no", "faux", "false", "0"))
_CODE = re.compile(r"[\w./-]{1,32}")
_REFERENCE = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9._/-]{0,31}")
_PSEUDONYM = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{3}")
_OWN_HOUSEHOLD = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9._/-]{0,11}")
_NOT_THAT_SHAPE = "Pour un code à vous, évitez la forme 7K3Q-2P6."
_LONG = re.compile(r"(?:\d\D*){9}")
_NUMBER_OF_A_BODY = re.compile(r"\d{7,}")


class WrongCell(ValueError):
    """The cell cannot be kept. ``part``: of the cell, "" for all of it; ``near``: what would do."""

    def __init__(self, reason: str, near: Iterable[str] = (), part: str = "") -> None:
        self.near = tuple(near)
        self.part = part
        super().__init__(reason)


def text_of(raw: Value) -> str:
    """What a cell says, as text: « 12 » for 12.0, an ISO day for a date, no blank around."""
    if isinstance(raw, str):
        return as_it_was(raw.strip())
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "oui" if raw else "non"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime.datetime):
        return raw.date().isoformat()
    return raw.isoformat() if isinstance(raw, datetime.date) else str(raw)


class Cells:
    """Reads the cells of one column; the same cell is read once.

    Args:
        separator: between several values of one cell.
        meanings: what the team writes, folded, and the code it means.
    """

    _REMEMBERED = 20_000

    def __init__(
        self, column: Column, flow: Flow, today: str, separator: str, meanings: dict[str, str]
    ) -> None:
        self.column = column
        self._flow = flow
        self._today = today
        self._separator = separator.strip() or separator
        self._allowed = _accepted(column, flow)
        self._known = {**_words(column, flow, self._allowed), **meanings}
        self._reasons = _Reasons(flow, meanings) if column.kind == "raisons" else None
        self._repeats = column.kind not in ("reference", "menage", "texte")
        self._read: Callable[[str, Value], Any] = getattr(self, f"_{column.kind}")
        self.memory: dict[Value, Any] = {}
        """What texts already read mean."""

    def value(self, raw: Value) -> Any:
        """The value of a cell; None (or an empty tuple) where it is empty. Raises WrongCell."""
        text = text_of(raw)
        value = self._read(text, raw) if text else (() if self.column.kind in ("codes", "raisons") else None)
        if isinstance(raw, str) and self._repeats and len(self.memory) < self._REMEMBERED:
            self.memory[raw] = value
        return value

    # ── kinds ────────────────────────────────────────────────────────────────────────────────────

    def _reference(self, text: str, _: Value) -> str:
        reference = text.upper()
        if not _REFERENCE.fullmatch(reference):
            raise WrongCell(
                "une référence a au moins un chiffre, 32 signes au plus, sans espace : « 2015-012 »."
            )
        _refuse_numbers(reference)
        return reference

    def _menage(self, text: str, _: Value) -> str:
        code = text.upper()
        if _PSEUDONYM.fullmatch(code):
            try:
                return read_pseudonym(code)
            except PseudonymError as error:
                raise WrongCell(f"{error} {_NOT_THAT_SHAPE}") from None
        if not _OWN_HOUSEHOLD.fullmatch(code):
            raise WrongCell(
                "le code d’un ménage a au moins un chiffre, 12 signes au plus, sans espace : « M012 ». "
                "Jamais un nom."
            )
        if _NUMBER_OF_A_BODY.search(code):
            raise WrongCell(
                "cela ressemble au numéro d’une caisse ou d’un dossier. Donnez au ménage un code de votre "
                "choix, « M012 » par exemple, tiré de rien."
            )
        return code

    def _libre(self, text: str, _: Value) -> str:
        code = self._known.get(folded(text), text)
        if not _CODE.fullmatch(code):
            raise WrongCell(
                "c’est un code, sans espace, 32 signes au plus : « centre_ville ». Jamais un nom."
            )
        _refuse_numbers(code)
        return code

    def _jour(self, text: str, raw: Value) -> str:
        day = self._date(text, raw)
        if len(day) < 10:
            raise WrongCell("il faut le jour : 12/08/2015 ou 2015-08-12.")
        return day

    def _date(self, text: str, raw: Value) -> str:
        if isinstance(raw, int | float):
            raise WrongCell("c’est un nombre : donnez à cette colonne le format d’une date dans le tableur.")
        day = day_of(text[:10] if re.match(r"\d{4}-\d\d-\d\dT", text) else text)
        if day is None:
            raise WrongCell("ce n’est pas une date : 12/08/2015 ou 2015-08-12, l’année en quatre chiffres.")
        if day > self._today[: len(day)]:
            raise WrongCell("cette date est à venir.")
        return day

    def _oui_non(self, text: str, _: Value) -> bool:
        word = folded(text)
        word = folded(self._known.get(word, word))
        if word in _YES or word in _NO:
            return word in _YES
        raise WrongCell("il faut oui ou non.", ("oui", "non"))

    def _entier(self, text: str, _: Value) -> int:
        plain = re.sub(r"[\s]", "", text)
        if not re.fullmatch(r"\d{1,7}([.,]0+)?", plain):
            raise WrongCell("il faut un nombre entier, en chiffres.")
        number = int(re.split("[.,]", plain)[0])
        asked = self._flow.questions.get(self.column.question)
        least, most = (asked.minimum, asked.maximum) if asked else (0, MAX_MINUTES)
        if self.column.name == "minutes":
            least, most = 1, MAX_MINUTES
        if number < least or (most and number > most):
            raise WrongCell(f"il faut un nombre de {least} à {most}.")
        return number

    def _montant(self, text: str, raw: Value) -> int:
        cents = round(raw * 100) if isinstance(raw, float) and not isinstance(raw, bool) else amount_of(text)
        if cents is None or cents < 0 or (isinstance(raw, float) and abs(raw * 100 - cents) > 1e-4):
            raise WrongCell("il faut un montant en euros, au centime près : 206,50.")
        if cents > MAX_AMOUNT:
            raise WrongCell("ce montant dépasse un million d’euros : vérifiez-le.")
        return cents

    def _code(self, text: str, _: Value) -> str:
        return self._one(text)

    def _codes(self, text: str, _: Value) -> tuple[str, ...]:
        codes = [self._one(each) for each in _parts(text, self._separator)]
        if self.column.name == "actions":
            return tuple(codes)
        if self.column.name == "formes":
            return tuple(each for each in self._allowed if each in codes)
        return tuple(dict.fromkeys(codes))

    def _raisons(self, text: str, _: Value) -> tuple[tuple[str, str], ...]:
        if self._reasons is None:
            raise TypeError(self.column.name)
        pairs = [self._reasons.pair(each) for each in _parts(text, self._separator)]
        return tuple(sorted(dict.fromkeys(pairs), key=self._reasons.place))

    def _texte(self, text: str, _: Value) -> str:
        if len(text) > MAX_TEXT:
            raise WrongCell(f"ce texte dépasse {MAX_TEXT} caractères : raccourcissez-le.")
        return text

    def _one(self, text: str) -> str:
        code = self._known.get(folded(text))
        if code is None:
            raise WrongCell("ce n’est pas une valeur de cette colonne.", self._nearest(text), text)
        return code

    def _nearest(self, text: str) -> tuple[str, ...]:
        asked = self._flow.questions.get(self.column.question)
        near: list[str] = []
        if asked is not None and asked.catalogue == "prestations":
            near = self._flow.catalogue.nearest_benefit_codes(text)
        elif asked is not None and asked.catalogue == "organismes":
            near = self._flow.catalogue.nearest_organism_codes(text)
        words = {folded(each): each for each in self._allowed}
        close = [words[each] for each in by_nearness(folded(text), words)]
        return tuple(dict.fromkeys([*near, *close]))[:NEAR]


class _Reasons:
    """Pairs « forme:raison »."""

    def __init__(self, flow: Flow, meanings: dict[str, str]) -> None:
        self._forms = {each.code: flow.questions.get(each.reasons) for each in flow.file.rules.forms}
        self._words: dict[str, dict[str, str]] = {}
        self._order = {form: place for place, form in enumerate(self._forms)}
        self._meanings = meanings
        self._named = {folded(each.code): each.code for each in flow.file.rules.forms}
        self._named |= {folded(each.label): each.code for each in flow.file.rules.forms}
        for form, asked in self._forms.items():
            choices = asked.choices if asked else ()
            self._words[form] = {folded(each.label): each.code for each in choices}
            self._words[form] |= {folded(each.code): each.code for each in choices}

    def pair(self, text: str) -> tuple[str, str]:
        """The form and the reason of one part of a cell. Raises WrongCell."""
        said = self._meanings.get(folded(text), text)
        form_text, colon, reason_text = said.partition(OF)
        form = self._named.get(folded(form_text))
        if not colon or form is None:
            near = by_nearness(folded(form_text), list(self._forms))[:NEAR]
            raise WrongCell("il faut « forme:raison ».", [f"{each}{OF}…" for each in near], text)
        reason = self._words[form].get(folded(self._meanings.get(folded(reason_text), reason_text)))
        if reason is None:
            near = by_nearness(folded(reason_text), dict.fromkeys(self._words[form].values()))[:NEAR]
            accepted = [f"{form}{OF}{each}" for each in near]
            raise WrongCell("ce n’est pas une raison de cette forme.", accepted, text)
        return form, reason

    def place(self, pair: tuple[str, str]) -> int:
        """The place of its form in the flow: the reasons of one form stay as they were told."""
        return self._order[pair[0]]


def _accepted(column: Column, flow: Flow) -> tuple[str, ...]:
    """Codes that the column takes, in their order."""
    if column.codes:
        return column.codes
    if column.name == "formes":
        return tuple(each.code for each in flow.file.rules.forms)
    if column.name == "certitude":
        return tuple(each.code for each in flow.file.rules.certainties)
    asked = flow.questions.get(column.question)
    return tuple(accepted_codes(flow, asked)) if asked and column.kind in ("code", "codes") else ()


def _words(column: Column, flow: Flow, codes: tuple[str, ...]) -> dict[str, str]:
    """Codes and labels, folded, and the code of each."""
    return {folded(label_of(column, flow, each)): each for each in codes} | {
        folded(each): each for each in codes
    }


def label_of(column: Column, flow: Flow, code: str) -> str:
    """The words of one code of a column; the code itself where there are none."""
    from interview.follow_words import OUTCOME_LABELS

    rules = flow.file.rules
    if column.name == "suite":
        return OUTCOME_LABELS.get(code, code)
    if column.name == "formes":
        return next((each.label for each in rules.forms if each.code == code), code)
    if column.name == "certitude":
        return next((each.label for each in rules.certainties if each.code == code), code)
    if column.name == "intensite":
        return next((each.label for each in rules.typology if each.code == code), code)
    return flow.label(column.question, code) if column.question in flow.questions else code


def _parts(text: str, separator: str) -> list[str]:
    return [part for each in text.split(separator) if (part := each.strip())]


def _refuse_numbers(text: str) -> None:
    """Raise WrongCell for what looks like the number of somebody; none has fewer than nine digits."""
    if not _LONG.search(text):
        return
    from store.privacy.guard_numbers import ibans, nirs, phones

    if any(True for seeker in (nirs, ibans, phones) for _ in seeker(text)):
        raise WrongCell("cela ressemble au numéro d’une personne : mettez-en un autre.")
