"""Plain data against a struct: every mismatch of a file at once.

msgspec stops at the first mismatch, which is what we want when a file is right (one fast pass). When
it is wrong, the same struct description is walked here and every fault is told with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from flows.faults import ContentError, Fault, Path, nearest
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


def fit(document: Document, struct: type[T]) -> T:
    """The document as *struct*. Raises ContentError with every mismatch."""
    try:
        return msgspec.convert(document.data, struct)
    except msgspec.ValidationError as error:
        faults = list(_faults(document, inspect.type_info(struct), document.data, ()))
        if not faults:
            faults = [document.fault("P099", (), "fichier", str(error), "la forme décrite dans le guide")]
        raise ContentError(faults) from error


def describe(data: Any, path: Path) -> str:
    """A place in the file in words: « questions › connaissance › choix 2 »."""
    words: list[str] = []
    for step in path:
        data = _step(data, step)
        if isinstance(step, str):
            words.append(step)
            continue
        named = data.get("id") or data.get("code") if isinstance(data, dict) else None
        words.append(str(named) if named else f"n° {step + 1}")
    return " › ".join(words) or "fichier"


def _step(data: Any, step: str | int) -> Any:
    if isinstance(data, dict) and isinstance(step, str):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return None


def _faults(document: Document, kind: inspect.Type, value: Any, path: Path) -> Iterator[Fault]:
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    if value is None and any(isinstance(each, inspect.NoneType) for each in kinds):
        return
    kind = next((each for each in kinds if not isinstance(each, inspect.NoneType)), kind)
    if isinstance(kind, inspect.Metadata):
        kind = kind.type
    if isinstance(kind, inspect.StructType):
        yield from _struct_faults(document, kind, value, path)
    elif isinstance(kind, inspect.VarTupleType | inspect.ListType):
        yield from _list_faults(document, kind, value, path)
    elif isinstance(kind, inspect.DictType):
        yield from _dict_faults(document, kind, value, path)
    elif isinstance(kind, inspect.AnyType):
        return
    else:
        yield from _scalar_faults(document, kind, value, path)


def _struct_faults(document: Document, kind: inspect.StructType, value: Any, path: Path) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield _wrong_type(document, value, path, "un groupe de clés")
        return
    fields = {each.encode_name: each for each in kind.fields}
    for key, item in value.items():
        if key in fields:
            yield from _faults(document, fields[key].type, item, (*path, key))
        else:
            yield document.fault(
                "P020",
                (*path, key),
                describe(document.data, path),
                f"clé inconnue « {key} »",
                "une de : " + ", ".join(fields),
                nearest=nearest(key, fields),
            )
    for name, each in fields.items():
        if each.required and name not in value:
            yield document.fault(
                "P021",
                path,
                describe(document.data, path),
                f"la clé « {name} » manque",
                f"« {name} : … »",
            )


def _list_faults(
    document: Document, kind: inspect.VarTupleType | inspect.ListType, value: Any, path: Path
) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield _wrong_type(document, value, path, "une liste")
        return
    for index, item in enumerate(value):
        yield from _faults(document, kind.item_type, item, (*path, index))


def _dict_faults(document: Document, kind: inspect.DictType, value: Any, path: Path) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield _wrong_type(document, value, path, "un groupe de clés")
        return
    for key, item in value.items():
        yield from _faults(document, kind.value_type, item, (*path, key))


def _scalar_faults(document: Document, kind: inspect.Type, value: Any, path: Path) -> Iterator[Fault]:
    place = describe(document.data, path)
    if isinstance(kind, inspect.LiteralType):
        if value not in kind.values:
            words = [str(each) for each in kind.values if each != ""]
            yield document.fault(
                "P023",
                path,
                place,
                f"« {value} »",
                "un de : " + ", ".join(words),
                nearest=nearest(str(value), words),
            )
    elif isinstance(kind, inspect.StrType):
        if not isinstance(value, str):
            yield _wrong_type(document, value, path, "un texte (entre guillemets au besoin)")
        elif kind.pattern and not re.search(kind.pattern, value):
            yield document.fault("P024", path, place, f"« {value} »", "minuscules, chiffres et « _ »")
    elif isinstance(kind, inspect.BoolType):
        if not isinstance(value, bool):
            yield _wrong_type(document, value, path, "true ou false")
    elif isinstance(kind, inspect.IntType) and (not isinstance(value, int) or isinstance(value, bool)):
        yield _wrong_type(document, value, path, "un nombre entier")


def _wrong_type(document: Document, value: Any, path: Path, expected: str) -> Fault:
    kind = next((name for each, name in _KINDS if isinstance(value, each)), "autre chose")
    shown = f"{kind} (« {value} »)" if isinstance(value, str | int | float) else kind
    return document.fault("P022", path, describe(document.data, path), shown, expected)
