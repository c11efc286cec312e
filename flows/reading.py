"""Strict YAML: what a trainer wrote is what the program reads.

YAML 1.2 booleans only (``non``, ``no``, ``on``, ``oui`` stay text), dates and numbers with a leading
zero stay text, duplicate keys and aliases are refused, tags are refused. The events of the parser are
turned into plain data in one pass, with the line of each value beside it: nothing is resolved,
constructed or called on behalf of a file, and its size, depth and number of values are bounded.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path as FilePath
from typing import Any, TypeAlias

import yaml

from flows.faults import MAX_FAULTS, ContentError, Fault, Path, in_order, shortened
from flows.slips import syntax_fault

MAX_BYTES = 5_000_000
MAX_DEPTH = 40
MAX_VALUES = 500_000
"""Keys, values and brackets of one file; the flow of two thousand questions has some 100,000."""

_HOPELESS_DEPTH = 10 * MAX_DEPTH
_LONGEST_NUMBER = 18
_NUMBER_STARTS = frozenset("-+0123456789")
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Lines: TypeAlias = "dict[str, Mark] | list[Mark] | None"
"""The lines of what a value holds: by key, by rank, or nothing for a word."""
Mark: TypeAlias = tuple[int, Lines]
"""Line (from 1) of a key or an item, and the lines of what it holds."""


class Document:
    """A parsed file: plain data, and the line of anything in it."""

    def __init__(self, file: str, source: str, data: Any, mark: Mark | None) -> None:
        self.file = file
        self.source = source
        self.data = data
        self._mark = mark

    def line(self, path: Path) -> int:
        """Line (from 1) of the key or the item at *path*, or of its nearest existing parent."""
        if self._mark is None:
            return 1
        line, lines = self._mark if not path else (1, self._mark[1])
        for step in path:
            mark = _child(lines, step)
            if mark is None:
                break
            line, lines = mark
        return line

    def file_of(self, path: Path) -> str:  # noqa: ARG002 — a single file says it all
        """The file that says what stands at *path*."""
        return self.file

    def fault(self, code: str, path: Path, node: str, found: str, expected: str, **more: str) -> Fault:
        """A fault about the value at *path*."""
        return Fault(
            code=code, file=self.file, line=self.line(path), node=node, found=found, expected=expected, **more
        )


def _child(lines: Lines, step: str | int) -> Mark | None:
    """Where a step of a path is written, and what it leads to."""
    if isinstance(lines, dict):
        found: Mark | None = lines.get(step) if isinstance(step, str) else None
        return found
    if isinstance(lines, list) and isinstance(step, int) and step < len(lines):
        item: Mark = lines[step]
        return item
    return None


def read_file(path: FilePath, name: str | None = None) -> Document:
    """Read and parse *path*. Raises ContentError with every fault of the text itself."""
    shown = name or str(path)
    return read_text(_decode(_bytes(path, shown), shown), shown)


def _bytes(path: FilePath, name: str) -> bytes:
    """The bytes of a plain file: what never ends, or is far too large, is refused before it is read."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise _refusal("P001", name, 1, "c’est un dossier", "un fichier", "")
        if not stat.S_ISREG(about.st_mode):
            raise _refusal("P001", name, 1, "ce n’est pas un fichier ordinaire", "un fichier", "")
        if about.st_size > MAX_BYTES:
            raise _too_large(name, about.st_size)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise _refusal("P001", name, 1, "ce fichier n’existe pas", "", "Vérifiez le chemin.") from error
    except (OSError, ValueError) as error:
        expected = "un fichier, et le droit de le lire"
        raise _refusal("P001", name, 1, "ce fichier ne peut pas être lu", expected, "") from error


def _too_large(name: str, size: int) -> ContentError:
    limit = f"{MAX_BYTES // 1_000_000} Mo au plus"
    remedy = "Ce n’est sans doute pas un fichier de parcours."
    return _refusal("P002", name, 1, f"fichier de {max(size // 1_000_000, 1)} Mo", limit, remedy)


def _decode(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise _too_large(name, len(raw))
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
    builder = _Builder(name)
    cause: yaml.YAMLError | None = None
    try:
        _read(source, builder)
    except yaml.YAMLError as error:
        cause = error
        builder.faults.append(syntax_fault(error, source, name))
    if not builder.faults and not builder.root.data:
        raise _refusal("P005", name, 1, "fichier vide", "un contenu", "")
    if builder.faults:
        raise ContentError(in_order(builder.faults)) from cause
    return Document(name, source, builder.root.data[0], builder.root.lines[0])


def _read(source: str, builder: _Builder) -> None:
    parser = _Loader(source)
    try:
        builder.take(parser)
    finally:
        parser.dispose()


class _Open:
    """A list or a group of keys whose end has not come yet."""

    __slots__ = ("awaits_key", "data", "is_key", "key", "key_line", "line", "lines", "list")

    def __init__(self, is_list: bool, line: int, is_key: bool) -> None:
        self.list = is_list
        self.line = line
        self.is_key = is_key
        self.data: Any = [] if is_list else {}
        self.lines: Any = [] if is_list else {}
        self.awaits_key = not is_list
        self.key: str | None = None
        self.key_line = 0

    def put(self, value: Any, line: int, lines: Lines) -> None:
        """Take a value that begins at *line* and holds *lines*; that of a key is told where its key is."""
        if self.list:
            self.data.append(value)
            self.lines.append((line, lines))
            return
        if self.key is not None:
            self.data[self.key] = value
            self.lines[self.key] = (self.key_line, lines)
            self.key = None
        self.awaits_key = True


class _Builder:
    """Plain data and lines from the events of the parser; faults beside.

    Attributes:
        root: holds the one value of the file, once it has come.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.root = _Open(is_list=True, line=1, is_key=False)
        self._open = [self.root]
        self._documents = 0

    def take(self, parser: Any) -> None:
        """Read the events of *parser* to their end, or until a bound is passed."""
        get_event, scalar = parser.get_event, yaml.ScalarEvent
        event: Any = None
        for _ in range(MAX_VALUES):
            event = get_event()
            if type(event) is scalar:
                self._scalar(event)
            elif self._last(event):
                return
        self._complain("P011", event, "trop de valeurs dans un seul fichier", f"{MAX_VALUES} au plus", "")

    def _scalar(self, event: Any) -> None:
        if event.tag is not None:
            self._tag(event)
        holder, text = self._open[-1], event.value
        line = event.start_mark.line + 1
        if not holder.awaits_key:
            holder.put(text if event.style else _plain(text), line, None)
            return
        if text in holder.data:
            found = f"clé « {shortened(text)} » écrite deux fois"
            self._complain("P006", event, found, "une seule fois", "Gardez-en une.")
        holder.key, holder.key_line = text, line
        holder.awaits_key = False

    def _last(self, event: Any) -> bool:
        """Take what is not a word; whether nothing more is to be read, at the end or for too many faults."""
        kind = type(event)
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._start(event, kind is yaml.SequenceStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._end()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)
        hopeless = len(self._open) > _HOPELESS_DEPTH or len(self.faults) > MAX_FAULTS or self._documents > 1
        return hopeless or kind is yaml.StreamEndEvent

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            found = "un second document commence ici (« --- »)"
            self._complain("P004", event, found, "un seul document par fichier", "Retirez cette ligne.")

    def _start(self, event: Any, is_list: bool) -> None:
        if event.tag is not None:
            self._tag(event)
        is_key = self._open[-1].awaits_key
        if is_key:
            self._complain("P009", event, "clé composée", "un mot", "")
        if len(self._open) == MAX_DEPTH + 2:
            self._complain("P008", event, "trop de niveaux imbriqués", f"{MAX_DEPTH} au plus", "")
        self._open.append(_Open(is_list, event.start_mark.line + 1, is_key))

    def _end(self) -> None:
        ended = self._open.pop()
        if ended.is_key:
            self._open[-1].awaits_key = False
        else:
            self._open[-1].put(ended.data, ended.line, ended.lines)

    def _alias(self, event: Any) -> None:
        self._complain("P007", event, "renvoi « * » vers un autre passage", "le texte en toutes lettres", "")
        holder = self._open[-1]
        if holder.awaits_key:
            holder.awaits_key = False
        else:
            holder.put(None, event.start_mark.line + 1, None)

    def _tag(self, event: Any) -> None:
        found = f"étiquette « {shortened(event.tag)} »"
        self._complain("P010", event, found, "aucune étiquette « ! »", "Retirez-la.")

    def _complain(self, code: str, event: Any, found: str, expected: str, remedy: str) -> None:
        line = event.start_mark.line + 1
        self.faults.append(
            Fault(
                code=code,
                file=self.name,
                line=line,
                node="texte",
                found=found,
                expected=expected,
                remedy=remedy,
            )
        )


def _plain(text: str) -> Any:
    """What a word without quotation marks means."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS or len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


def _refusal(code: str, name: str, line: int, found: str, expected: str, remedy: str) -> ContentError:
    return ContentError(
        [
            Fault(
                code=code, file=name, line=line, node="fichier", found=found, expected=expected, remedy=remedy
            )
        ]
    )
