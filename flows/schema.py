"""The JSON Schema (2020-12) of each content file, so that an editor completes and checks as one types.

Generated from the structs that read the files, so it accepts what they accept; what the structs cannot
say is added here: French words (:mod:`flows.schema_words`), the meaning of closed values, the one shape
of a condition, dates, objects to begin with. Names that must exist elsewhere in the file (a question, a
section, a fact) are beyond a schema: ``repere parcours verifier`` tells those.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal, TypeAlias, get_args

import msgspec
from msgspec import inspect

from flows import catalogue_file as catalogue
from flows import grammar, scenario
from flows.extending.grammar import LocalFlow
from flows.schema_words import DATE, WORDS, Words

Schema: TypeAlias = dict[str, Any]
Kind: TypeAlias = Literal["parcours", "parcours-local", "catalogue", "scenario"]

KINDS: tuple[Kind, ...] = get_args(Kind)
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ROOTS: dict[Kind, type[msgspec.Struct]] = {
    "parcours": grammar.FlowFile,
    "parcours-local": LocalFlow,
    "catalogue": catalogue.CatalogueFile,
    "scenario": scenario.ScenarioFile,
}
_SHAPES = (("question", "est"), ("question", "parmi"), ("question", "hors"), ("fait",), ("tous",), ("un_de",))
_SHAPE_FAULT = (
    "Une condition a une seule forme : « question » avec « est », « parmi » ou « hors » ; ou « fait » ; ou "
    "« tous » ; ou « un_de »."
)
_CODE_FAULT = "Minuscules, chiffres et « _ », une lettre d’abord, sans accent."
_DATE_FAULT = "Écrire 2026, 2026-11 ou 2026-11-21."


def schema_of(kind: Kind) -> Schema:
    """The schema of that kind of file, as plain data."""
    root = _ROOTS[kind]
    structs = tuple(structs_of(root))
    references, definitions = msgspec.json.schema_components(structs, ref_template="#/$defs/{name}")
    for struct, reference in zip(structs, references, strict=True):
        _complete(definitions[reference["$ref"].rpartition("/")[2]], struct)
    words = WORDS[root]
    top = {"$schema": DIALECT, "title": words.title, "description": words.about}
    return {**top, "$ref": references[0]["$ref"], "$defs": dict(definitions)}


def schema_text(kind: Kind) -> str:
    """The schema as the text of a file, the same bytes each time."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


def file_name(kind: Kind) -> str:
    """The name a schema is written under."""
    return f"repere-{kind}.schema.json"


def structs_of(root: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    """The struct *root*, then every struct it may hold, each once."""
    waiting, seen = [root], {root}
    while waiting:
        struct = waiting.pop(0)
        yield struct
        for each in msgspec.structs.fields(struct):
            for held in _structs_in(inspect.type_info(each.type)):
                if held not in seen:
                    seen.add(held)
                    waiting.append(held)


def _structs_in(kind: inspect.Type) -> Iterator[type[msgspec.Struct]]:
    if isinstance(kind, inspect.Metadata):
        yield from _structs_in(kind.type)
    elif isinstance(kind, inspect.StructType):
        yield kind.cls
    elif isinstance(kind, inspect.UnionType):
        for each in kind.types:
            yield from _structs_in(each)
    elif isinstance(kind, inspect.VarTupleType | inspect.ListType):
        yield from _structs_in(kind.item_type)
    elif isinstance(kind, inspect.DictType):
        yield from _structs_in(kind.value_type)


def _complete(definition: Schema, struct: type[msgspec.Struct]) -> None:
    words = WORDS[struct]
    definition["title"], definition["description"] = words.title, words.about
    for key, each in definition["properties"].items():
        _complete_key(each, key, words)
    if "grammaire" in definition["properties"]:
        definition["properties"]["grammaire"]["const"] = grammar.GRAMMAR
    if struct is grammar.Condition:
        definition["oneOf"] = [_shape(keys, set(definition["properties"])) for keys in _SHAPES]
        for key in ("parmi", "hors", "tous", "un_de"):
            definition["properties"][key]["anyOf"][0]["minItems"] = 1
        definition["errorMessage"] = _SHAPE_FAULT
        definition["defaultSnippets"] = _condition_starts()
    elif words.start:
        label = f"{words.title} : un modèle à remplir"
        definition["defaultSnippets"] = [{"label": label, "description": words.about, "body": words.start}]


def _complete_key(property_: Schema, key: str, words: Words) -> None:
    property_["description"] = words.keys[key]
    optional = "default" in property_
    if optional and not property_["default"]:
        del property_["default"]  # an editor would write it in the file
    if key in words.values:
        _name_values(property_, words.values[key])
    if key in words.dates:
        property_["pattern"] = f"^$|{DATE}" if optional else DATE
        property_["patternErrorMessage"] = _DATE_FAULT
    elif "pattern" in property_:
        property_["patternErrorMessage"] = _CODE_FAULT


def _name_values(property_: Schema, meanings: dict[str, str]) -> None:
    """Say what each value means, in the order of the words rather than of the alphabet."""
    holder = next((each for each in property_.get("anyOf", ()) if "enum" in each), property_)
    holder["enum"] = sorted(holder["enum"], key=list(meanings).index)
    holder["enumDescriptions"] = [meanings[value] for value in holder["enum"]]


def _shape(keys: tuple[str, ...], every: set[str]) -> Schema:
    """These keys and no other; said in the way that lets an editor tell it in our own words."""
    others = dict.fromkeys(sorted(every - set(keys)), False)
    return {"required": list(keys), "properties": others, "errorMessage": _SHAPE_FAULT}


def _condition_starts() -> list[Schema]:
    question = "${1:question}"
    bodies: tuple[tuple[str, str, Schema], ...] = (
        ("est", "la réponse est ce code", {"question": question, "est": "${2:code}"}),
        ("parmi", "la réponse est l’un de ces codes", {"question": question, "parmi": ["${2:code}"]}),
        ("hors", "la réponse n’est aucun de ces codes", {"question": question, "hors": ["${2:code}"]}),
        ("fait", "un fait nommé dans « regles »", {"fait": "${1:fait}"}),
        ("tous", "toutes ces conditions", {"tous": [{"fait": "${1:fait}"}, {"fait": "${2:fait}"}]}),
        ("un_de", "l’une de ces conditions", {"un_de": [{"fait": "${1:fait}"}, {"fait": "${2:fait}"}]}),
    )
    return [
        {"label": f"Condition « {name} »", "description": meaning, "body": body}
        for name, meaning, body in bodies
    ]
