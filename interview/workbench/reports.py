"""What an examination found, for people, as JSON, and as SARIF for the tools that show faults in place.

``--json`` writes one object::

    {"fichiers": ["…"],
     "fautes": [{"code", "gravite": "faute" | "conseil", "fichier", "ligne", "noeud",
                 "trouve", "attendu", "proche", "remede"}],
     "erreurs": 0, "conseils": 0}

``ligne`` counts from 1; a text that has nothing to say is empty.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

import msgspec

from flows.codes import FAMILIES, code_named
from flows.faults import Fault
from interview.workbench.verify import Report
from templates.typography import french

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
CODES_PAGE = "docs/codes.md"
WIDEST = 100


class FaultRow(msgspec.Struct, frozen=True):
    """One fault under the names of the JSON contract."""

    code: str
    gravite: str
    fichier: str
    ligne: int
    noeud: str
    trouve: str
    attendu: str
    proche: str
    remede: str


class ReportRow(msgspec.Struct, frozen=True):
    """A whole report under the names of the JSON contract."""

    fichiers: tuple[str, ...]
    fautes: tuple[FaultRow, ...]
    erreurs: int
    conseils: int


def remedy_of(fault: Fault) -> str:
    """What to do: what the fault says itself, else what is said of all those of its code."""
    return fault.remedy or code_named(fault.code).remedy


def as_json(report: Report) -> str:
    """The report under the contract above."""
    row = ReportRow(
        tuple(str(each) for each in report.files),
        tuple(row_of(each) for each in report.faults),
        len(report.errors),
        len(report.advice),
    )
    return msgspec.json.format(msgspec.json.encode(row), indent=2).decode()


def row_of(fault: Fault) -> FaultRow:
    """One fault under the names of the JSON contract."""
    return FaultRow(
        code=fault.code,
        gravite="conseil" if fault.advice else "faute",
        fichier=fault.file,
        ligne=fault.line,
        noeud=fault.node,
        trouve=fault.found,
        attendu=fault.expected,
        proche=fault.nearest,
        remede=remedy_of(fault),
    )


def as_text(report: Report, width: int | None) -> str:
    """The report for people, file by file. *width*: columns to wrap at; None: lines are not cut."""
    parts = [
        "\n".join([name, *(line for fault in faults for line in _told(fault, width))])
        for name, faults in groupby(report.faults, key=lambda each: each.file)
    ]
    closing = [cut for line in ending(report).splitlines() for cut in _wrapped(line, "", width)]
    return "\n\n".join([*parts, "\n".join(closing)])


def _told(fault: Fault, width: int | None) -> list[str]:
    kind = "conseil" if fault.advice else "faute"
    near = f"Vouliez-vous dire « {fault.nearest} » ?" if fault.nearest else ""
    said = [
        fault.found[:1].upper() + fault.found[1:],
        f"Attendu : {fault.expected}" if fault.expected else "",
        near,
        f"À faire : {remedy_of(fault)}",
    ]
    lines = _wrapped(f"  ligne {fault.line} · {kind} {fault.code} · {fault.node}", "      ", width)
    for each in said:
        if each:
            lines += _wrapped(f"    {set_in_french(each)}", "      ", width)
    return lines


def set_in_french(text: str) -> str:
    """French typography, but for what is to be typed as it stands: « active: false », « "2026.1" »."""
    kept = text.replace('"', _STRAIGHT)
    return french(_KEY.sub(_AFTER_KEY, kept)).replace(_STRAIGHT, '"').replace(_AFTER_KEY, ": ")


def _wrapped(text: str, margin: str, width: int | None) -> list[str]:
    """Lines of *text*, never cut at a no-break space, nor inside a word that fits on a line."""
    if width is None:
        return [text]
    indent = text[: len(text) - len(text.lstrip(" "))]
    cut = textwrap.wrap(
        text.strip(" ").translate(_KEEP),
        min(width, WIDEST),
        initial_indent=indent,
        subsequent_indent=margin,
        break_on_hyphens=False,
    )
    return [each.translate(_BACK) for each in cut]


_KEEP = str.maketrans({"\u00a0": "\ue000", "\u202f": "\ue001"})
_STRAIGHT = "\ue002"
_AFTER_KEY = "\ue003"
_KEY = re.compile(r"(?<=[a-z_]): ")
_BACK = str.maketrans({"\ue000": "\u00a0", "\ue001": "\u202f"})


def ending(report: Report) -> str:
    """How many faults there are, and what to do next."""
    errors, advice, files = len(report.errors), len(report.advice), len(report.files)
    examined = f"{files} fichier{_s(files)} lu{_s(files)}."
    if not report.faults:
        return french(f"Aucune faute. {examined}")
    counted = [_counted(errors, "faute")] if errors else []
    counted += [_counted(advice, "conseil")] if advice else []
    if errors:
        after = "Corrigez de haut en bas, puis vérifiez de nouveau : une faute peut en cacher d’autres."
    else:
        after = "Rien n’empêche de s’en servir ; les conseils disent ce qui peut être mieux."
    return french(f"{', '.join(counted)}. {examined}\n{after}")


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{_s(number)}"


def _s(number: int) -> str:
    return "s" if number > 1 else ""


def as_sarif(report: Report, version: str, base: Path | None = None) -> str:
    """The report as SARIF 2.1.0. *base*: the folder that the paths of files are given from."""
    used = {each.code for each in report.faults}
    rules = [each for _, codes in FAMILIES for each in codes if each.code in used]
    ranks = {each.code: rank for rank, each in enumerate(rules)}
    driver = {
        "name": "Repère",
        "version": version,
        "language": "fr-FR",
        "rules": [_rule(each.code) for each in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, ranks[each.code], base) for each in report.faults],
    }
    document = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def _rule(code: str) -> dict[str, Any]:
    about = code_named(code)
    return {
        "id": code,
        "name": code,
        "shortDescription": {"text": about.title},
        "fullDescription": {"text": about.meaning},
        "help": {"text": about.remedy},
        "helpUri": f"{CODES_PAGE}#{code.lower()}",
        "defaultConfiguration": {"level": _level(code)},
    }


def _level(code: str) -> str:
    return "note" if code.startswith("A") else "error"


def _result(fault: Fault, rule: int, base: Path | None) -> dict[str, Any]:
    said = [fault.found, f"attendu : {fault.expected}" if fault.expected else ""]
    said += [f"vouliez-vous dire « {fault.nearest} » ?" if fault.nearest else "", remedy_of(fault)]
    place = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(fault.file, base)},
            "region": {"startLine": fault.line},
        },
        "logicalLocations": [{"fullyQualifiedName": fault.node}],
    }
    return {
        "ruleId": fault.code,
        "ruleIndex": rule,
        "level": _level(fault.code),
        "message": {"text": " — ".join(each for each in said if each)},
        "locations": [place],
    }


def _uri(name: str, base: Path | None) -> str:
    """A relative address where the file is below *base*, with « / » on every system."""
    path = PurePath(name)
    if base is not None and path.is_absolute():
        try:
            path = path.relative_to(base)
        except ValueError:
            return Path(path).as_uri()
    return quote(path.as_posix())


def without_advice(report: Report) -> Report:
    """The same report, faults only."""
    return msgspec.structs.replace(report, faults=report.errors)


def refused(faults: Iterable[Fault], strict: bool) -> bool:
    """Whether the command fails: for any fault, and for any advice where *strict*."""
    return any(strict or not each.advice for each in faults)
