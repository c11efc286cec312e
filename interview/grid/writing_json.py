"""The grid as json lines, one object per situation, and the schema that each of them follows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from interview.grid.columns import BY_NAME, COLUMNS, Column, Kind, as_cell

_CODE: dict[str, Any] = {"type": "string", "minLength": 1}
_TYPES: dict[Kind, dict[str, Any]] = {
    "reference": _CODE,
    "jour": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "date": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "libre": _CODE,
    "menage": _CODE,
    "code": _CODE,
    "codes": {"type": "array", "items": _CODE},
    "raisons": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"forme": _CODE, "raison": _CODE},
            "required": ["forme", "raison"],
            "additionalProperties": False,
        },
    },
    "oui_non": {"type": "boolean"},
    "entier": {"type": "integer", "minimum": 0},
    "montant": {"type": "number", "minimum": 0},
    "texte": {"type": "string"},
}
_ABSENT = "null, ou une liste vide : ce n’est pas renseigné. Rien n’y est supposé."


def json_value(column: Column, value: Any) -> Any:
    """What one line holds for a value of a :class:`~interview.grid.columns.Row`; amounts are in euros."""
    if column.kind == "codes":
        return list(value)
    if column.kind == "raisons":
        return [{"forme": form, "raison": reason} for form, reason in value]
    if column.kind == "oui_non":
        return value
    cell = as_cell(column, value)
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def write_json(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write *path*, one object a line, UTF-8. Raises OSError."""
    encoder = msgspec.json.Encoder()
    with path.open("wb") as file:
        for row in rows:
            file.write(encoder.encode(dict(zip(names, row, strict=True))) + b"\n")


def schema(names: Sequence[str] = ()) -> dict[str, Any]:
    """The JSON Schema of one line; of all the columns, or of those of these names."""
    columns = [BY_NAME[each] for each in names] or list(COLUMNS)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Une situation de la grille",
        "description": f"Une ligne par situation, une ligne par objet. {_ABSENT}",
        "type": "object",
        "properties": {each.name: _property(each) for each in columns},
        "required": [each.name for each in columns],
        "additionalProperties": False,
    }


def _property(column: Column) -> dict[str, Any]:
    told = dict(_TYPES[column.kind])
    if column.codes:
        told["enum"] = [*column.codes]
    if not column.required and told["type"] != "array":
        told["type"] = [told["type"], "null"]
        if "enum" in told:
            told["enum"].append(None)
    return {"title": column.label, "description": column.help, **told}
