"""Local flows for tests, written over the shipped flow or over a copy of it that a test may change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flows.extending import Merged, complete
from flows.extending.document import text_of
from flows.extending.shelf import Shelf
from flows.faults import ContentError
from flows.flow import Flow
from flows.loader import load_flow, shipped_document
from flows.reading import read_file
from tests.support import shipped_flow

HEAD: dict[str, Any] = {
    "grammaire": 1,
    "parcours": "ccas-exemple",
    "version": "1",
    "titre": "Non-recours, à Exemple-sur-Rive",
    "etend": "non-recours",
    "etabli_sur": "2026.1",
}

SOURCE = {
    "deliberation": {
        "titre": "Délibération",
        "ou": "à la mairie",
        "lu_le": "2026-10",
        "statut": "officiel",
    }
}

BENEFIT = {
    "code": "cheque_rentree",
    "libelle": "chèque de rentrée",
    "article": "le",
    "groupe": "cheque_rentree",
    "nature": "financiere",
    "organismes": ["ccas"],
    "definition": "Aide de la commune pour la rentrée.",
    "sources": ["deliberation"],
}

QUESTION = {
    "id": "quartier",
    "section": "demarche",
    "type": "choix",
    "bref": "Quartier",
    "texte": "Dans quel quartier ?",
    "pourquoi": "Pour savoir où aller vers les personnes.",
    "aborder": "« Vous habitez de quel côté ? »",
    "choix": [{"code": "centre", "libelle": "Centre"}, {"code": "gare", "libelle": "Gare"}],
}


def written(folder: Path, name: str = "ccas-exemple", text: str | None = None, **keys: Any) -> Path:
    """A local file of that id in *folder*, from *keys* over the usual heading, or from *text*."""
    path = folder / f"{name}.yaml"
    data = {**HEAD, "parcours": name, **keys}
    shown = text if text is not None else text_of(data)
    path.write_text(shown, encoding="utf-8")
    return path


def base_copy(
    folder: Path, *replacements: tuple[str, str], name: str = "base", version: str = "2026.1"
) -> Path:
    """The shipped flow under another id, with passages of its text replaced."""
    text = shipped_flow().source
    heading = ("parcours: non-recours\n", f"parcours: {name}\n"), ('"2026.1"', f'"{version}"')
    for before, after in (*heading, *replacements):
        assert before in text, before
        text = text.replace(before, after)
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def local_flow(folder: Path, **keys: Any) -> Flow:
    """The flow made by a local file of those keys."""
    return load_flow(written(folder, **keys))


def merged(path: Path) -> Merged:
    """The document that a local file makes."""
    return complete(read_file(path), Shelf(path, shipped_document))


def told(path: Path) -> list[tuple[str, str, int]]:
    """Code, name of the file and line of every fault of a file that is refused."""
    try:
        load_flow(path)
    except ContentError as error:
        return [(each.code, Path(each.file).name, each.line) for each in error.faults]
    return []


def codes(path: Path) -> list[str]:
    """The codes of the faults of a file, in the order in which they are told."""
    return [code for code, _, _ in told(path)]


def advice(path: Path) -> list[str]:
    """The codes of the advice on a file."""
    return [each.code for each in merged(path).advice]


def line_of(path: Path, words: str) -> int:
    """The line of the only place where a file says *words*."""
    lines = [rank for rank, line in enumerate(path.read_text("utf-8").splitlines(), 1) if words in line]
    assert len(lines) == 1, (words, lines)
    return lines[0]


def quoted(text: str) -> str:
    """A text as a value of a file."""
    return json.dumps(text, ensure_ascii=False)
