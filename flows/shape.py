"""Plain data against a struct: every mismatch of a file at once.

msgspec stops at the first mismatch, which is what we want when a file is right (one fast pass). When
it is wrong, the same struct description is walked here: every fault is told with its line, and what is
wrong is mended just enough for the rest of the file to be checked. What was mended is remembered, so
that nothing is said that only follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import inspect

from flows.faults import ContentError, Fault, Path, in_order, nearest, shortened
from flows.reading import Document

T = TypeVar("T")

_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "vrai ou faux"),
    (int, "un nombre"),
    (float, "un nombre"),
    (str, "un texte"),
    (list, "une liste"),
    (dict, "un groupe de clés"),
    (type(None), "rien"),
)


class Mended(msgspec.Struct, Generic[T], frozen=True):
    """A document as a struct, as near as it can be told.

    Attributes:
        value: the struct; where the document is wrong, what was most likely meant, or something empty.
        faults: every mismatch; empty when *value* is exactly what is written.
        guessed: places whose value is not known.
        dropped: groups of keys that hold a key of no known name: something may be missing there.
        renamed: misspelt keys read as the one they are near to, by the place they should have.
    """

    value: T
    faults: tuple[Fault, ...] = ()
    guessed: frozenset[Path] = frozenset()
    dropped: frozenset[Path] = frozenset()
    renamed: dict[Path, str] = {}

    def written(self, path: Path) -> Path:
        """Where what is at *path* in the struct is written in the document."""
        if not self.renamed:
            return path
        return tuple(self.renamed.get(path[: rank + 1], step) for rank, step in enumerate(path))

    def sure(self, path: Path) -> bool:
        """Whether what is at *path* is what the trainer wrote."""
        return not any(path[:length] in self.guessed for length in range(len(path) + 1))

    def whole(self, path: Path) -> bool:
        """Whether everything at *path* and below is what the trainer wrote, and nothing was dropped."""
        if not self.faults:
            return True
        below = any(each[: len(path)] == path for each in (*self.guessed, *self.dropped))
        return self.sure(path) and not below

    def complete(self, path: Path, key: str) -> bool:
        """Whether the list at *path* is all there, with the *key* of each of its items."""
        if not self.faults:
            return True
        if not self.sure(path) or path[:-1] in self.dropped:
            return False
        return not any(
            each[: len(path)] == path
            and (len(each) == len(path) + 1 or (len(each) == len(path) + 2 and each[-1] == key))
            for each in self.guessed
        )


def fit(document: Document, struct: type[T]) -> T:
    """The document as *struct*. Raises ContentError with every mismatch."""
    mended = mend(document, struct)
    if mended.faults:
        raise ContentError(in_order(mended.faults))
    return mended.value


def mend(document: Document, struct: type[T]) -> Mended[T]:
    """The document as *struct*, whatever it holds, and every mismatch."""
    try:
        return Mended(msgspec.convert(document.data, struct))
    except msgspec.ValidationError as error:
        mender = _Mender(document)
        kind = inspect.type_info(struct)
        value = mender.value(kind, document.data, ())
        if len(mender.faults) >= _ENOUGH:
            return Mended(mender.empty(kind), tuple(mender.faults), frozenset([()]))
        if not mender.faults:
            found, expected = shortened(error), "la forme décrite dans le guide"
            mender.faults.append(document.fault("P025", (), "fichier", found, expected))
        return Mended(
            value,
            tuple(mender.faults),
            frozenset(mender.guessed),
            frozenset(mender.dropped),
            mender.renamed,
        )


def describe(data: Any, path: Path) -> str:
    """A place in the file in words: « questions › connaissance › choix 2 »."""
    words: list[str] = []
    for step in path:
        data = _step(data, step)
        if isinstance(step, str):
            words.append(shortened(step))
            continue
        named = data.get("id") or data.get("code") if isinstance(data, dict) else None
        usable = isinstance(named, str | int) and not isinstance(named, bool)
        words.append(shortened(named) if named and usable else f"n° {step + 1}")
    return " › ".join(words) or "fichier"


def _step(data: Any, step: str | int) -> Any:
    if isinstance(data, dict) and isinstance(step, str):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return None


class _Mender:
    """One walk over a document that does not fit."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.faults: list[Fault] = []
        self.guessed: set[Path] = set()
        self.dropped: set[Path] = set()
        self.renamed: dict[Path, str] = {}

    def value(self, kind: inspect.Type, value: Any, path: Path) -> Any:
        """*value* as *kind*, mended where it is wrong."""
        kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
        if value is None and any(isinstance(each, inspect.NoneType) for each in kinds):
            return None
        real = [each.type if isinstance(each, inspect.Metadata) else each for each in kinds]
        real = [each for each in real if not isinstance(each, inspect.NoneType)]
        return self._one(_suited(real, value), value, path)

    def _one(self, kind: inspect.Type, value: Any, path: Path) -> Any:
        if isinstance(kind, inspect.StructType):
            return self._struct(kind, value, path)
        if isinstance(kind, inspect.VarTupleType | inspect.ListType):
            return self._list(kind, value, path)
        if isinstance(kind, inspect.DictType):
            return self._dict(kind, value, path)
        return value if isinstance(kind, inspect.AnyType) else self._scalar(kind, value, path)

    def _struct(self, kind: inspect.StructType, value: Any, path: Path) -> Any:
        fields = {each.encode_name: each for each in kind.fields}
        if not isinstance(value, dict):
            self._wrong_type(value, path, "un groupe de clés")
            name = next((each for each in ("id", "code") if each in fields), "")
            if not (name and isinstance(value, str)):
                self.guessed.add(path)
                return self.empty(kind)
            self.dropped.add(path)
            return self._built(kind, {name: value}, path)
        return self._built(kind, self._known_keys(fields, value, path), path, missing=True)

    def _known_keys(
        self, fields: dict[str, inspect.Field], value: dict[str, Any], path: Path
    ) -> dict[str, Any]:
        """The keys of *value* under the names of the grammar; the others are told."""
        known = {key: item for key, item in value.items() if key in fields}
        for key, item in value.items():
            if key in fields:
                continue
            near = nearest(key, fields) if len(self.faults) < _ENOUGH else ""
            found, expected = f"clé inconnue « {shortened(key)} »", "une de : " + ", ".join(fields)
            self._tell("P020", (*path, key), found, expected, near, about=path)
            if near and near not in known:
                known[near] = item
                self.renamed[(*path, near)] = key
            else:
                self.dropped.add(path)
        return known

    def _built(
        self, kind: inspect.StructType, value: dict[str, Any], path: Path, *, missing: bool = False
    ) -> Any:
        """The struct from its known keys; where *missing*, the required ones not there are told."""
        given: dict[str, Any] = {}
        for each in kind.fields:
            key = each.encode_name
            if key in value:
                given[each.name] = self.value(each.type, value[key], (*path, key))
            elif each.required:
                given[each.name] = self.empty(each.type)
                self.guessed.add((*path, key))
                if missing:
                    self._tell("P021", path, f"la clé « {key} » manque", f"« {key} : … »")
        return kind.cls(**given)

    def _list(self, kind: inspect.VarTupleType | inspect.ListType, value: Any, path: Path) -> Any:
        if not isinstance(value, list):
            self._wrong_type(value, path, "une liste")
            if not isinstance(kind.item_type, inspect.StrType) or not isinstance(value, str):
                self.guessed.add(path)
                return ()
            value = [value]
        items: list[Any] = []
        for rank, item in enumerate(value):
            if len(self.faults) >= _ENOUGH:
                break
            items.append(self.value(kind.item_type, item, (*path, rank)))
        return tuple(items)

    def _dict(self, kind: inspect.DictType, value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            self._wrong_type(value, path, "un groupe de clés")
            self.guessed.add(path)
            return {}
        return {key: self.value(kind.value_type, item, (*path, key)) for key, item in value.items()}

    def _scalar(self, kind: inspect.Type, value: Any, path: Path) -> Any:
        if isinstance(kind, inspect.LiteralType):
            return self._literal(kind, value, path)
        if isinstance(kind, inspect.StrType):
            return self._text(kind, value, path)
        if isinstance(kind, inspect.BoolType) and not isinstance(value, bool):
            return self._guess(value, path, "true ou false", kind)
        if isinstance(kind, inspect.IntType) and (not isinstance(value, int) or isinstance(value, bool)):
            return self._guess(value, path, "un nombre entier", kind)
        return value

    def _literal(self, kind: inspect.LiteralType, value: Any, path: Path) -> Any:
        if isinstance(value, str) and value in kind.values:
            return value
        words = [str(each) for each in kind.values if each != ""]
        near = nearest(str(value), words)
        self._tell("P023", path, f"« {shortened(value)} »", "un de : " + ", ".join(words), near)
        self.guessed.add(path)
        return near or kind.values[0]

    def _text(self, kind: inspect.StrType, value: Any, path: Path) -> Any:
        if not isinstance(value, str):
            self._wrong_type(value, path, "un texte (entre guillemets au besoin)")
            self.guessed.add(path)
            if isinstance(value, bool):
                return str(value).lower()
            return str(value) if isinstance(value, int | float) else ""
        if kind.pattern and not re.search(kind.pattern, value):
            self._tell("P024", path, f"« {shortened(value)} »", _spelling(kind.pattern))
        return value

    def _guess(self, value: Any, path: Path, expected: str, kind: inspect.Type) -> Any:
        self._wrong_type(value, path, expected)
        self.guessed.add(path)
        return self.empty(kind)

    def empty(self, kind: inspect.Type) -> Any:
        """Something of that kind that says nothing."""
        if isinstance(kind, inspect.UnionType):
            optional = any(isinstance(each, inspect.NoneType) for each in kind.types)
            return None if optional else self.empty(kind.types[0])
        if isinstance(kind, inspect.Metadata):
            return self.empty(kind.type)
        if isinstance(kind, inspect.StructType):
            return kind.cls(**{each.name: self.empty(each.type) for each in kind.fields if each.required})
        if isinstance(kind, inspect.LiteralType):
            return kind.values[0]
        return _EMPTY.get(type(kind))

    def _written(self, path: Path) -> Path:
        return tuple(self.renamed.get(path[: rank + 1], step) for rank, step in enumerate(path))

    def _wrong_type(self, value: Any, path: Path, expected: str) -> None:
        kind = next((name for each, name in _KINDS if isinstance(value, each)), "autre chose")
        shown = f"{kind} (« {shortened(value)} »)" if isinstance(value, str | int | float) else kind
        self._tell("P022", path, shown, expected)

    def _tell(
        self, code: str, path: Path, found: str, expected: str, near: str = "", about: Path | None = None
    ) -> None:
        if len(self.faults) < _ENOUGH:
            where = self._written(path)
            place = describe(self.document.data, where if about is None else self._written(about))
            self.faults.append(self.document.fault(code, where, place, found, expected, nearest=near))


_ENOUGH = 1_000
"""Past so many mismatches, the rest of the file is not worth mending: far fewer are told."""
_EMPTY: dict[type, Any] = {
    inspect.StrType: "",
    inspect.IntType: 0,
    inspect.BoolType: False,
    inspect.VarTupleType: (),
    inspect.DictType: {},
}


def _suited(kinds: Iterable[inspect.Type], value: Any) -> inspect.Type:
    """Of several accepted kinds, the one *value* is of; else the first."""
    accepted = list(kinds)
    for each in accepted:
        if isinstance(each, inspect.IntType) and isinstance(value, int) and not isinstance(value, bool):
            return each
        if isinstance(each, inspect.StrType) and isinstance(value, str):
            return each
    return accepted[0]


def _spelling(pattern: str) -> str:
    sign = "« - »" if "-" in pattern.replace("a-z", "").replace("0-9", "") else "« _ »"
    return f"minuscules, chiffres et {sign}"
