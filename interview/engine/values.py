"""From what was typed or written in a scenario to the value that is kept.

Canonical values: a code; a tuple of codes; an integer; an amount in cents; ``YYYY-MM``;
``YYYY-MM-DD``; a text; a tuple of rows (dictionaries); ``inconnu`` for « on ne sait pas »; None for a
question that was skipped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from flows.column_choices import NoSuchChoice, typed_choice
from flows.faults import by_nearness, listed
from flows.flow import Flow
from flows.grammar import UNKNOWN, Column, Question

NO_LINK = "aucune"
NOT_ESTABLISHED = "non_etablie"
MAX_TEXT = 4_000
MAX_ROWS = 60
MAX_AMOUNT = 100_000_000
_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_BESIDE = {"le", "er", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}


class AnswerError(ValueError):
    """An answer that the question does not take.

    Attributes:
        question: id of the question.
        reason: what is wrong, one French sentence for the person at the keyboard.
        accepted: accepted codes, the nearest first; empty where the answer is not a code.
    """

    def __init__(self, question: str, reason: str, accepted: list[str] | None = None) -> None:
        self.question = question
        self.reason = reason
        self.accepted = accepted or []
        codes = f" Réponses acceptées : {listed(self.accepted)}." if self.accepted else ""
        super().__init__(f"{question} : {reason}{codes}")


def accepts_unknown(question: Question) -> bool:
    """Whether « on ne sait pas » may be answered: where it is listed, and wherever one may skip."""
    if question.kind in ("texte", "lignes", "menage", "lien"):
        return False
    return question.unknown or not question.required


def unknown_value(question: Question) -> Any:
    """What « on ne sait pas » is recorded as: a list of reasons has a code of its own for it."""
    if question.kind == "choix_multiple" and NOT_ESTABLISHED in question.codes:
        return (NOT_ESTABLISHED,)
    return UNKNOWN


def parse(flow: Flow, question: Question, raw: Any, answers: Mapping[str, Any], rank: int = 1) -> Any:
    """The value to keep for *raw*.

    Args:
        raw: what was typed (a text) or written in a scenario (a YAML value).
        answers: earlier answers, for a ceiling set by another question.
        rank: rank of the situation, for a link to an earlier one.

    Raises:
        AnswerError: the question does not take it.
    """
    if raw == UNKNOWN and (accepts_unknown(question) or UNKNOWN in question.codes):
        return unknown_value(question)
    if raw is None or raw in ("", [], ()):
        raise AnswerError(question.id, "Il manque une réponse.", list(question.codes))
    if question.kind == "lien":
        return _link(question, raw, rank)
    if question.kind == "entier":
        return _integer(question, raw, answers)
    if question.kind in ("choix", "catalogue"):
        return _code(flow, question, raw)
    if question.multiple:
        return _codes(flow, question, raw)
    return _READERS[question.kind](question, raw)


def accepted_codes(flow: Flow, question: Question) -> list[str]:
    """Every code the question takes."""
    if question.catalogue:
        return flow.catalogue.codes(question.catalogue)
    return list(question.codes)


def _code(flow: Flow, question: Question, raw: Any) -> str:
    code = _text_of(raw)
    codes = accepted_codes(flow, question)
    if code not in codes:
        reason = f"« {code} » n’est pas une réponse possible."
        raise AnswerError(question.id, reason, _nearest_first(flow, question, code, codes))
    return code


def _nearest_first(flow: Flow, question: Question, code: str, codes: list[str]) -> list[str]:
    """Accepted codes, those meant by an old name or an acronym first."""
    near = by_nearness(code, codes)
    if question.catalogue == "prestations":
        near = flow.catalogue.nearest_benefit_codes(code) + near
    elif question.catalogue == "organismes":
        near = flow.catalogue.nearest_organism_codes(code) + near
    return list(dict.fromkeys(near))


def _codes(flow: Flow, question: Question, raw: Any) -> tuple[str, ...]:
    items = raw if isinstance(raw, list | tuple) else [part.strip() for part in str(raw).split("|")]
    codes = tuple(dict.fromkeys(_code(flow, question, item) for item in items))
    if NOT_ESTABLISHED in codes and len(codes) > 1:
        raise AnswerError(question.id, "« Raison non établie » ne va pas avec une autre raison.")
    return codes


def _text_of(raw: Any) -> str:
    if isinstance(raw, bool):
        return "oui" if raw else "non"
    return str(raw).strip()


def _integer(question: Question, raw: Any, answers: Mapping[str, Any]) -> int:
    try:
        number = int(_text_of(raw))
    except ValueError:
        raise AnswerError(question.id, "Écrivez un nombre entier, en chiffres.") from None
    ceiling = question.maximum
    limit = answers.get(question.at_most) if question.at_most else None
    if isinstance(limit, int) and number > limit:
        raise AnswerError(question.id, f"{limit} au plus : c’est la taille du ménage.")
    if number < question.minimum or (ceiling and number > ceiling):
        raise AnswerError(question.id, f"Un nombre de {question.minimum} à {ceiling}.")
    return number


def _amount(question: Question, raw: Any) -> int:
    amount = amount_of(str(raw))
    if amount is None:
        raise AnswerError(question.id, "Écrivez un montant en euros, par exemple 206,50.")
    if amount > MAX_AMOUNT:
        raise AnswerError(question.id, "Ce montant dépasse un million d’euros : vérifiez-le.")
    return amount


def amount_of(text: str) -> int | None:
    """Cents from an amount in euros as people write it; None if it is not one."""
    plain = re.sub(r"[\s\u00a0\u202f€]|euros?$", "", text.strip().lower()).replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", plain):
        return None
    euros, _, cents = plain.partition(".")
    return int(euros) * 100 + int(cents.ljust(2, "0") or 0)


def _month(question: Question, raw: Any) -> str:
    value = day_of(_text_of(raw))
    if value is None or len(value) != 7:
        raise AnswerError(question.id, "Écrivez un mois, par exemple 08/2025 ou août 2025.")
    return value


def _date(question: Question, raw: Any) -> str:
    value = day_of(_text_of(raw))
    if value is None or len(value) != 10:
        raise AnswerError(question.id, "Écrivez une date, par exemple 12/08/2025.")
    return value


def day_of(text: str) -> str | None:
    """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` from what people write; None if it is not a date."""
    plain = unicodedata.normalize("NFD", text.strip().lower())
    words = re.findall(r"[a-z]+|\d+", "".join(each for each in plain if not unicodedata.combining(each)))
    words = [each for each in words if each not in _BESIDE]
    if any(each.isalpha() and at != len(words) - 2 for at, each in enumerate(words)):
        return None
    numbers = [_month_number(each) if each.isalpha() else each for each in words]
    if not numbers or None in numbers or len(numbers) > 3:
        return None
    parts = [str(each) for each in numbers]
    if any(len(part) > 4 for part in parts):
        return None
    if len(parts[0]) == 4:
        parts.reverse()
    return _iso(parts)


def _iso(parts: list[str]) -> str | None:
    """Day, month, year (any of the first two missing) as an ISO date."""
    year = int(parts[-1])
    month = int(parts[-2]) if len(parts) > 1 else 1
    day = int(parts[0]) if len(parts) == 3 else 1
    lengths = (31, 29 if _leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= lengths[month - 1]):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"[: (4, 7, 10)[len(parts) - 1]]


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_number(word: str) -> int | None:
    """The month that *word* begins, if it is the only one."""
    ranks = [rank for rank, month in enumerate(_MONTHS, 1) if len(word) >= 3 and month.startswith(word)]
    return ranks[0] if len(ranks) == 1 else None


def _free_text(question: Question, raw: Any) -> str:
    text = str(raw).strip()
    if not text:
        raise AnswerError(question.id, "Il manque une réponse.")
    if len(text) > MAX_TEXT:
        raise AnswerError(question.id, f"Ce texte dépasse {MAX_TEXT} caractères : raccourcissez-le.")
    return text


def _rows(question: Question, raw: Any) -> tuple[dict[str, str], ...]:
    if not isinstance(raw, list | tuple) or not all(isinstance(row, Mapping) for row in raw):
        raise AnswerError(question.id, "Il faut une liste de lignes.")
    if len(raw) > MAX_ROWS:
        raise AnswerError(question.id, f"{MAX_ROWS} lignes au plus.")
    return tuple(_row(question, row) for row in raw)


def _row(question: Question, row: Mapping[str, Any]) -> dict[str, str]:
    names = [column.code for column in question.columns]
    for name in row:
        if name not in names:
            raise AnswerError(
                question.id, f"La colonne « {name} » n’existe pas.", by_nearness(str(name), names)
            )
    result: dict[str, str] = {}
    for column in question.columns:
        value = row.get(column.code)
        if value is None or value == "":
            if column.required:
                raise AnswerError(question.id, f"Dans chaque ligne, il faut « {column.label} ».")
            continue
        if cell := _cell(question, column, value):
            result[column.code] = cell
    return result


def _cell(question: Question, column: Column, raw: Any) -> str:
    text = _text_of(raw)
    if column.kind == "jour":
        day = day_of(text)
        if day is None:
            raise AnswerError(question.id, f"« {text} » n’est pas une date : 12/08/2025, 08/2025 ou 2025.")
        return day
    if column.kind == "choix":
        try:
            return typed_choice(column, text)
        except NoSuchChoice:
            codes = [each.code for each in column.choices]
            reason = f"« {text} » n’est pas un choix de « {column.label} »."
            raise AnswerError(question.id, reason, by_nearness(text, codes)) from None
    if column.kind == "preuve" and text.casefold() in ("oui", "non", "o", "n"):
        return "oui" if text[0] in "oO" else "non"
    if len(text) > MAX_TEXT:
        raise AnswerError(question.id, f"« {column.label} » dépasse {MAX_TEXT} caractères : raccourcissez.")
    return text


def _link(question: Question, raw: Any, rank: int) -> int | str:
    text = _text_of(raw)
    if text == NO_LINK:
        return NO_LINK
    if re.fullmatch(r"(?=.*\d)\w+(-\w+)+", text):
        return text.upper()
    if not re.fullmatch("[0-9]{1,3}", text):
        raise AnswerError(
            question.id, f"« {text} » n’est pas une situation connue ; « {NO_LINK} » s’il n’y en a pas."
        )
    if not 1 <= int(text) < rank:
        raise AnswerError(question.id, "Seule une situation déjà saisie peut être la cause de celle-ci.")
    return int(text)


_READERS: dict[str, Callable[[Question, Any], Any]] = {
    "montant": _amount,
    "mois": _month,
    "date": _date,
    "texte": _free_text,
    "menage": _free_text,
    "lignes": _rows,
}
