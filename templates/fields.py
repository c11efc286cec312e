"""What a template may use, read from the contract of its document: each field, its kind, its help."""

from __future__ import annotations

import datetime
import types
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta


class Kind(msgspec.Struct, frozen=True):
    """What a field holds.

    Attributes:
        word: ``texte``, ``nombre``, ``oui ou non``, ``date``, ``liste``, ``groupe``, or "" when not known.
        of: what a list holds.
        struct: the fields of a group.
    """

    word: str = ""
    of: Kind | None = None
    struct: type[msgspec.Struct] | None = None

    def in_words(self) -> str:
        """« liste de textes », « groupe »."""
        if self.of is None:
            return self.word
        inner = {"oui ou non": "oui ou non"}.get(self.of.word, f"{self.of.word}s")
        return f"{self.word} de {inner}"


ANY = Kind()
TEXT, NUMBER, YES_NO, DAY = Kind("texte"), Kind("nombre"), Kind("oui ou non"), Kind("date")
_PLAIN: dict[type, Kind] = {str: TEXT, int: NUMBER, float: NUMBER, bool: YES_NO, datetime.date: DAY}


class FieldHelp(msgspec.Struct, frozen=True):
    """One field: its dotted path (`formes[].raisons`), its kind, whether it may be missing, its help."""

    path: str
    kind: Kind
    optional: bool
    help: str


def fields_of(struct: type[msgspec.Struct]) -> dict[str, FieldHelp]:
    """The fields of one structure, those of its parts left out, by name."""
    hints: dict[str, Any] = get_type_hints(struct, include_extras=True)
    found: dict[str, FieldHelp] = {}
    for name in struct.__struct_fields__:
        bare, help_ = _bare(hints[name])
        kind, optional = kind_of(bare)
        found[name] = FieldHelp(name, kind, optional, help_)
    return found


def described(struct: type[msgspec.Struct], before: str = "") -> list[FieldHelp]:
    """Every field of a document, those of its parts after each, in the order of the contract."""
    found: list[FieldHelp] = []
    for name, each in fields_of(struct).items():
        several = each.kind.of is not None
        path = f"{before}{name}"
        found.append(msgspec.structs.replace(each, path=path))
        part = each.kind.of.struct if each.kind.of is not None else each.kind.struct
        if part is not None:
            found += described(part, f"{path}[]." if several else f"{path}.")
    return found


def kind_of(hint: Any) -> tuple[Kind, bool]:
    """The kind a type hint means, and whether it may be None."""
    hint, _ = _bare(hint)
    if get_origin(hint) in (Union, types.UnionType):
        inner = [each for each in get_args(hint) if each is not type(None)]
        kinds = {kind_of(each)[0] for each in inner}
        return (kinds.pop() if len(kinds) == 1 else ANY), len(inner) < len(get_args(hint))
    if get_origin(hint) is Literal:
        return TEXT, False
    if get_origin(hint) is tuple:
        return Kind("liste", of=kind_of(get_args(hint)[0])[0]), False
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return Kind("groupe", struct=hint), False
    return _PLAIN.get(hint, ANY), False


def _bare(hint: Any) -> tuple[Any, str]:
    """The hint without its annotations, and its help."""
    help_ = ""
    while hasattr(hint, "__metadata__"):
        metas = [each for each in hint.__metadata__ if isinstance(each, Meta)]
        help_ = next((each.description for each in metas if each.description), help_)
        hint = hint.__origin__
    return hint, help_


# ── contexts filled for a trial ──────────────────────────────────────────────────────────────────

S = TypeVar("S", bound=msgspec.Struct)
A_DAY = datetime.date(2026, 3, 3)


def filled(struct: type[S], *, several: int = 2) -> S:
    """A document where every field says something; each text is the help of its own field."""
    return struct(**{name: _value(each, several) for name, each in fields_of(struct).items()})


def _value(field: FieldHelp, several: int, kind: Kind | None = None) -> Any:
    kind = kind or field.kind
    if kind.of is not None:
        return tuple(_value(field, several, kind.of) for _ in range(several))
    if kind.struct is not None:
        from templates.chart_context import Graphique, Serie, Tableau

        if kind.struct is Graphique:
            return Graphique(
                titre="Situations par mois",
                etiquettes=("janvier", "février"),
                series=(Serie(valeurs=(7, 12)),),
                unite="situations",
            )
        if kind.struct is Tableau:
            return Tableau(tete=("Mois", "Situations"), lignes=(("janvier", "7"), ("février", "12")))
        return filled(kind.struct, several=several)
    if "AAAA-MM" in field.help or field.path in ("date", "depuis", "lu_le"):
        return A_DAY if kind == DAY else A_DAY.isoformat()
    values: dict[Kind, Any] = {NUMBER: 1250, YES_NO: True, DAY: A_DAY}
    return values.get(kind, field.help.rstrip("."))


def emptied(whole: S) -> list[tuple[str, S]]:
    """The document with nothing but what it must have, then with each other field missing, and its path."""
    bare = type(whole)(**{name: getattr(whole, name) for name in _required(type(whole))})
    return [("", bare), *_less(whole)]


def _less(whole: S, before: str = "") -> list[tuple[str, S]]:
    """The same with one field less, at every depth, and the path of that field."""
    found: list[tuple[str, S]] = []
    usual = {each.name: each for each in msgspec.structs.fields(type(whole))}
    for name, field in usual.items():
        held = getattr(whole, name)
        if not field.required:
            empty = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
            found.append((f"{before}{name}", msgspec.structs.replace(whole, **{name: empty})))
        first = held[0] if isinstance(held, tuple) and held else held
        if isinstance(first, msgspec.Struct) and type(first).__module__ != "templates.chart_context":
            for path, less in _less(first, f"{before}{name}."):
                value = (less, *held[1:]) if isinstance(held, tuple) else less
                found.append((path, msgspec.structs.replace(whole, **{name: value})))
    return found


def _required(struct: type[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(each.name for each in msgspec.structs.fields(struct) if each.required)
