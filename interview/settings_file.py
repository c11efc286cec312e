"""The settings for people: shown with what each is for, changed one by one, the comments kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from flows.faults import by_nearness
from interview.settings import Settings
from interview.settings_reading import parse_settings

CODES = ("service", "territoire", "agent")
"""Settings that are codes: capitals are only a way of typing them."""


class Setting(msgspec.Struct, frozen=True):
    """One setting: its key as one types it (« relances.jours »), its value, what it is for."""

    key: str
    value: Any
    usual: Any
    description: str


class UnknownSetting(ValueError):
    """No setting has that name; the message names those that exist, the nearest first."""


def listed(settings: Settings) -> list[Setting]:
    """Every setting, in the order of the file."""
    return list(_listed(msgspec.to_builtins(settings), msgspec.to_builtins(Settings()), Settings, ""))


def changed(text: str, key: str, typed: str, name: str) -> str:
    """The text of the file with one setting changed; ``""`` gives it back its usual value.

    Raises:
        UnknownSetting: no such key.
        ContentError: the file was wrong, or the new value is not accepted.
    """
    import tomlkit

    known = {each.key: each for each in listed(Settings())}
    if key not in known:
        names = ", ".join(by_nearness(key, known))
        raise UnknownSetting(f"Aucun réglage ne s’appelle « {key} ». Réglages : {names}.")
    parse_settings(text, name)
    document = tomlkit.parse(text)
    *tables, last = key.split(".")
    part: Any = document
    for table in tables:
        if table not in part:
            part[table] = tomlkit.table()
        part = part[table]
    if typed == "":
        part.pop(last, None)
    else:
        part[last] = _value(typed.strip().lower() if key in CODES else typed, known[key].usual)
    after = tomlkit.dumps(document)
    parse_settings(after, name)
    return after


def write(path: Path, text: str) -> None:
    """Put *text* in place of the file, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _value(typed: str, usual: Any) -> Any:
    """What was typed, of the kind of the usual value; left as text where it cannot be."""
    if isinstance(usual, bool):
        return {"oui": True, "non": False, "true": True, "false": False}.get(typed.casefold(), typed)
    if isinstance(usual, int):
        return int(typed) if typed.isdecimal() else typed
    if isinstance(usual, list | tuple):
        parts = [each.strip() for each in typed.strip("[]").replace(";", ",").split(",")]
        return [int(each) if each.isdecimal() else each for each in parts]
    return typed


def _listed(values: Any, usual: Any, struct: type[msgspec.Struct], prefix: str) -> Iterator[Setting]:
    told = inspect.type_info(struct)
    assert isinstance(told, inspect.StructType)  # noqa: S101 — narrows the type
    for each in told.fields:
        name = each.encode_name
        if isinstance(each.type, inspect.StructType):
            yield from _listed(values[name], usual[name], each.type.cls, f"{prefix}{name}.")
        else:
            extra = each.type.extra_json_schema if isinstance(each.type, inspect.Metadata) else {}
            description = (extra or {}).get("description", "")
            yield Setting(f"{prefix}{name}", values[name], usual[name], description)
