"""Strict YAML: what a trainer wrote is what the program reads.

YAML 1.2 booleans only (``non``, ``no``, ``on``, ``oui`` stay text), dates and numbers with a leading
zero stay text, duplicate keys and aliases are refused, tags are refused. Every value keeps its line,
found again from the parsed nodes only when a fault has to be told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Any

import yaml

from flows.faults import ContentError, Fault, Path

MAX_BYTES = 5_000_000
MAX_DEPTH = 40

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("null", "bool", "int", "float", "str", "timestamp", "seq", "map", "merge", "value")
)
"""Kinds that plain YAML gives by itself; anything else was asked for with « ! »."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document:
    """A parsed file: plain data, and the line of anything in it."""

    def __init__(self, file: str, source: str, data: Any, root: yaml.Node | None) -> None:
        self.file = file
        self.source = source
        self.data = data
        self._root = root

    def line(self, path: Path) -> int:
        """Line (from 1) of the key or the item at *path*, or of its nearest existing parent."""
        node, line = self._root, 1
        if node is not None and not path:
            return node.start_mark.line + 1
        for step in path:
            mark, node = _child(node, step)
            if mark is None:
                break
            line = mark.line + 1
        return line

    def fault(self, code: str, path: Path, node: str, found: str, expected: str, **more: str) -> Fault:
        """A fault about the value at *path*."""
        return Fault(
            code=code, file=self.file, line=self.line(path), node=node, found=found, expected=expected, **more
        )


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Mark | None, yaml.Node | None]:
    """Where a step of a path is written, and what it leads to."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    return None, None


def read_file(path: FilePath, name: str | None = None) -> Document:
    """Read and parse *path*. Raises ContentError with every fault of the text itself."""
    shown = name or str(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise _refusal("P001", shown, 1, "ce fichier n’existe pas", "", "Vérifiez le chemin.") from error
    except OSError as error:
        expected = "un fichier, et le droit de le lire"
        raise _refusal("P001", shown, 1, "ce fichier ne peut pas être lu", expected, "") from error
    return read_text(_decode(raw, shown), shown)


def _decode(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise _refusal(
            "P002",
            name,
            1,
            f"fichier de {len(raw) // 1_000_000} Mo",
            f"{MAX_BYTES // 1_000_000} Mo au plus",
            "Ce n’est sans doute pas un fichier de parcours.",
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _refusal(
            "P003",
            name,
            line,
            "caractères qui ne sont pas en UTF-8",
            "un fichier enregistré en UTF-8",
            "Dans l’éditeur : « Enregistrer sous », encodage UTF-8.",
        ) from error


def read_text(source: str, name: str) -> Document:
    """Parse *source*. Raises ContentError with every fault of the text itself."""
    try:
        root = yaml.compose(source, Loader=_Loader)
    except yaml.YAMLError as error:
        raise _syntax(error, source, name) from error
    if root is None:
        raise _refusal("P005", name, 1, "fichier vide", "un contenu", "")
    faults: list[Fault] = []
    seen: set[int] = set()

    def complain(code: str, node: yaml.Node, found: str, expected: str, remedy: str) -> None:
        line = node.start_mark.line + 1
        faults.append(
            Fault(
                code=code,
                file=name,
                line=line,
                node="texte",
                found=found,
                expected=expected,
                remedy=remedy,
            )
        )

    data = _plain(root, complain, seen, 0)
    if faults:
        raise ContentError(faults)
    return Document(name, source, data, root)


def _plain(node: yaml.Node, complain: Callable[..., None], seen: set[int], depth: int) -> Any:
    if id(node) in seen:
        complain("P007", node, "renvoi « * » vers un autre passage", "le texte en toutes lettres", "")
        return None
    seen.add(id(node))
    if node.tag not in _TAGS:
        complain("P010", node, f"étiquette « {node.tag} »", "aucune étiquette « ! »", "Retirez-la.")
        return None
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if depth > MAX_DEPTH:
        complain("P008", node, "trop de niveaux imbriqués", f"{MAX_DEPTH} au plus", "")
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, complain, seen, depth + 1) for child in node.value]
    return _mapping(node, complain, seen, depth)


def _mapping(node: yaml.Node, complain: Callable[..., None], seen: set[int], depth: int) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            complain("P009", key, "clé composée", "un mot", "")
            continue
        if key.value in result:
            complain("P006", key, f"clé « {key.value} » écrite deux fois", "une seule fois", "Gardez-en une.")
        result[key.value] = _plain(value, complain, seen, depth + 1)
    return result


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


def _syntax(error: yaml.YAMLError, source: str, name: str) -> ContentError:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark is not None else 1
    problem = str(getattr(error, "problem", None) or error)
    found, expected = "écriture que YAML ne comprend pas", "une clé, deux-points, une espace, une valeur"
    rows = source.splitlines()
    if line <= len(rows) and "\t" in rows[line - 1][: len(rows[line - 1]) - len(rows[line - 1].lstrip())]:
        found, expected = "tabulation en début de ligne", "des espaces"
    elif "alias" in problem:
        found, expected = "renvoi « * » vers un autre passage", "le texte en toutes lettres"
    remedy = "Souvent : des guillemets manquent autour d’un texte qui contient « : » ou « # »."
    return _refusal("P004", name, line, f"{found} ({problem})", expected, remedy)


def _refusal(code: str, name: str, line: int, found: str, expected: str, remedy: str) -> ContentError:
    return ContentError(
        [
            Fault(
                code=code, file=name, line=line, node="fichier", found=found, expected=expected, remedy=remedy
            )
        ]
    )
