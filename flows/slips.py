"""What a file that YAML does not understand most often means, for whoever wrote it: where, and what to do."""

from __future__ import annotations

import re

import yaml

from flows.faults import Fault

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLONS = "mapping values are not allowed"
_INDENT = ("expected key", "expected '-'", "could not find expected ':'")
_BRACKETS = {
    "expected ',' or ']'": ("crochet « [ » ouvert", "]"),
    "expected ',' or '}'": ("accolade « { » ouverte", "}"),
}
_OTHERS: tuple[tuple[str, str], ...] = (
    ("node content", "valeur inachevée"),
    ("cannot start any token", "valeur qui commence par un signe réservé"),
    ("expected ':'", "une clé n’est pas suivie de deux-points"),
)
_EXPECTED = "une clé, deux-points, une espace, une valeur"
_QUOTES = "Souvent : des guillemets manquent autour d’un texte qui contient « : » ou « # »."


def syntax_fault(error: yaml.YAMLError, source: str, name: str) -> Fault:
    """The fault of a text that cannot be parsed, at the line where the hand slipped if it can be known."""
    line, found, expected, remedy = _slip(error, source)
    return Fault(
        code="P004", file=name, line=line, node="fichier", found=found, expected=expected, remedy=remedy
    )


def _slip(error: yaml.YAMLError, source: str) -> tuple[int, str, str, str]:
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or "")
    rows = source.splitlines()
    if mark is None:
        return _forbidden(source)
    line: int = mark.line + 1
    row = rows[line - 1] if line <= len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        found = "tabulation en début de ligne"
        return line, found, "des espaces", "Remplacez chaque tabulation par deux espaces."
    if "end of stream" in problem and context is not None:
        found = "guillemets ouverts sur cette ligne, jamais refermés"
        return context.line + 1, found, "des guillemets à chaque bout", "Refermez-les à la fin du texte."
    for said, (opened, closing) in _BRACKETS.items():
        if said in problem and context is not None:
            found = f"{opened} sur cette ligne : virgule oubliée, ou pas de fin"
            expected = f"des valeurs séparées par des virgules, puis « {closing} »"
            return context.line + 1, found, expected, "Ajoutez la virgule, ou le signe qui ferme."
    if _COLONS in problem or any(said in problem for said in _INDENT):
        shift = _shift(rows, line)
        if shift:
            return (
                line,
                f"écriture que YAML ne comprend pas ({shift})",
                "le retrait des lignes voisines",
                ("Alignez cette ligne sur celles du même groupe : le même nombre d’espaces au début."),
            )
    meant = "deux-points au milieu d’un texte" if _COLONS in problem else ""
    meant = meant or next((words for said, words in _OTHERS if said in problem), "")
    return line, "écriture que YAML ne comprend pas" + (f" ({meant})" if meant else ""), _EXPECTED, _QUOTES


def _forbidden(source: str) -> tuple[int, str, str, str]:
    character = _FORBIDDEN.search(source)
    if character is None:
        return 1, "écriture que YAML ne comprend pas", _EXPECTED, _QUOTES
    line = source.count("\n", 0, character.start()) + 1
    remedy = "Ce n’est peut-être pas un fichier de texte ; sinon, effacez ce caractère."
    return line, f"caractère interdit (U+{ord(character[0]):04X})", "du texte", remedy


def _shift(rows: list[str], line: int) -> str:
    """How the line stands out of the one above, "" if it does not, or if that one opens a group."""
    above = next((each for each in reversed(rows[: line - 1]) if each.strip()[:1] not in ("", "#")), "")
    if line > len(rows) or not above or above.rstrip().endswith((":", "|", ">", ">-", "|-")):
        return ""
    here, there = (len(each) - len(each.lstrip(" ")) for each in (rows[line - 1], above))
    if here == there:
        return ""
    return f"{_spaces(here)} au début de cette ligne, {_spaces(there)} au début de la précédente"


def _spaces(number: int) -> str:
    return f"{number} espace{'s' if number > 1 else ''}" if number else "aucun espace"
