"""The schemas say of a file what the program says of it, and explain every key in French."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.catalogue_file import CatalogueFile
from flows.extending.grammar import LocalFlow
from flows.grammar import Condition, FlowFile
from flows.reading import read_file, read_text
from flows.scenario import ScenarioFile
from flows.schema import KINDS, Kind, file_name, schema_of, schema_text, structs_of
from flows.schema_words import WORDS

HERE = Path(__file__).parent
FLOWS = HERE.parents[1] / "flows"
ROOTS: dict[Kind, type[msgspec.Struct]] = {
    "parcours": FlowFile,
    "parcours-local": LocalFlow,
    "catalogue": CatalogueFile,
    "scenario": ScenarioFile,
}
SHIPPED: list[tuple[Kind, Path]] = [
    ("parcours", FLOWS / "non-recours.yaml"),
    ("parcours", HERE / "data" / "petit.yaml"),
    ("catalogue", FLOWS / "catalogue.yaml"),
    *(("scenario", each) for each in sorted((FLOWS / "cases").glob("*.yaml"))),
]
SHAPE = {"P020", "P021", "P022", "P023", "P024", "P050"}
"""Codes of the faults that a schema tells: keys, types, closed values, codes, the shape of a condition."""
NAMES = {"P031", "P032", "P037", "P038", "P040", "P051", "P052", "P053", "P054", "P055"}
"""Codes of faults that no schema can tell: names and what they lead to."""
LOCAL = """
grammaire: 1
parcours: ccas-exemple
version: "2026.1"
titre: Non-recours, à Exemple-sur-Rive
etend: non-recours
etabli_sur: "2026.1"
modifier:
  questions:
    connaissance: {texte: "Connaissait-elle cette aide ?", choix: {partielle: {libelle: Un peu}}}
ajouter:
  choix:
    raisons_non_demande: [{code: trajet_trop_long, libelle: Trop loin, sous: manque_capacites}]
  questions:
    - {apres: demande, id: aide_mairie, section: demarche, type: texte, bref: Mairie, texte: La mairie ?}
retirer: {choix: {domaine: [loisirs_vacances_culture]}}
"""


def validator(kind: Kind) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema_of(kind))


def refused(kind: Kind, data: Any) -> bool:
    return not validator(kind).is_valid(data)


def codes_of(path: Path) -> set[str]:
    return set(re.findall(r"^# expect ([PA]\d{3}) ", path.read_text("utf-8"), re.MULTILINE))


def broken(codes: set[str], *, only: bool) -> Iterator[Path]:
    """Broken files that announce one of these codes, or nothing else."""
    for path in sorted((HERE / "broken").glob("*.yaml")):
        found = codes_of(path)
        if "etend:" not in path.read_text("utf-8") and (found and found <= codes if only else found & codes):
            yield path


def flow_data() -> dict[str, Any]:
    data: dict[str, Any] = read_file(HERE / "data" / "petit.yaml").data
    return data


def each_schema(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from each_schema(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from each_schema(value)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_one(kind: Kind) -> None:
    """It is a valid schema of 2020-12, refers to nothing outside itself, and is the same each time."""
    schema = schema_of(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    references = [each["$ref"] for each in each_schema(schema) if "$ref" in each]
    assert references
    assert all(each.startswith("#/$defs/") and each[8:] in schema["$defs"] for each in references)
    assert schema_text(kind) == schema_text(kind)
    assert json.loads(schema_text(kind)) == schema
    assert file_name(kind) == f"repere-{kind}.schema.json"


@pytest.mark.parametrize(("kind", "path"), SHIPPED, ids=[path.name for _, path in SHIPPED])
def test_what_ships_is_accepted(kind: Kind, path: Path) -> None:
    """The flow, the catalogue and every case: an editor underlines nothing in them."""
    assert [each.message for each in validator(kind).iter_errors(read_file(path).data)] == []


def test_a_local_flow_is_accepted_and_its_slips_are_not() -> None:
    """A local flow has a schema of its own: what it may change, and nothing else."""
    data = read_text(LOCAL, "local.yaml").data
    assert not refused("parcours-local", data)
    assert refused("parcours", data)
    data["modifier"]["questions"]["connaissance"]["type"] = "texte"
    assert refused("parcours-local", data)


@pytest.mark.parametrize("path", broken(SHAPE, only=False), ids=lambda path: path.stem)
def test_a_fault_of_shape_is_underlined(path: Path) -> None:
    """A key, a type, a value, a code or a condition written wrong is told while one types."""
    assert refused("parcours", read_file(path).data)


@pytest.mark.parametrize("path", broken(NAMES, only=True), ids=lambda path: path.stem)
def test_a_fault_of_names_is_left_to_the_command(path: Path) -> None:
    """A schema does not know the names of a file: it must not underline what is well written."""
    assert not refused("parcours", read_file(path).data)


@pytest.mark.parametrize(
    ("condition", "accepted"),
    [
        ({"question": "a", "est": "oui"}, True),
        ({"question": "a", "parmi": ["oui", "non"]}, True),
        ({"question": "a", "hors": ["oui"]}, True),
        ({"fait": "a"}, True),
        ({"tous": [{"fait": "a"}, {"un_de": [{"fait": "b"}]}]}, True),
        ({}, False),
        ({"question": "a"}, False),
        ({"est": "oui"}, False),
        ({"question": "a", "est": "oui", "hors": ["non"]}, False),
        ({"fait": "a", "tous": [{"fait": "b"}]}, False),
        ({"question": "a", "est": "oui", "fait": "b"}, False),
        ({"tous": [{"fait": "a"}, {"question": "b"}]}, False),
        ({"question": "a", "est": True}, False),
        ({"question": "a", "parmi": []}, False),
        ({"un_de": []}, False),
        ({"question": "a", "fait": "b"}, False),
        ({"fait": "b", "parmi": ["oui"]}, False),
    ],
)
def test_a_condition_has_exactly_one_shape(condition: dict[str, Any], accepted: bool) -> None:
    """One question with one operator, or a fact, or « tous », or « un_de », at any depth."""
    data = flow_data()
    data["regles"]["abandon"] = condition
    assert refused("parcours", data) is not accepted


def test_a_grammar_of_another_version_is_refused() -> None:
    """A schema speaks of one grammar: a file for a newer one needs a newer schema."""
    for kind, path in SHIPPED[:3]:
        data = dict(read_file(path).data)
        assert not refused(kind, data)
        assert refused(kind, {**data, "grammaire": 2})


# ── the same answer as the structs ───────────────────────────────────────────────────────────────

JUNK = st.sampled_from([None, True, 3, "x", "", "Réponse", [], {}, ["x"], {"cle_inconnue": 1}, 2.5])


def places(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    keys = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in keys:
        yield from places(data[key], (*at, key))


PLACES = [each for each in places(flow_data()) if each]


def changed(place: tuple[Any, ...], value: Any, drop: bool) -> Any:
    data = copy.deepcopy(flow_data())
    holder = data
    for key in place[:-1]:
        holder = holder[key]
    if drop:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    return data


def fits(data: Any) -> bool:
    """Whether the structs take it, every condition having one shape: said without the schema."""
    try:
        file = msgspec.convert(data, FlowFile)
    except msgspec.ValidationError:
        return False
    dates = [each.read_on for each in file.sources]
    whole = all(one_shape(each) for each in conditions(file))
    return file.grammar == 1 and whole and all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", each) for each in dates)


def conditions(held: Any) -> Iterator[Condition]:
    if isinstance(held, Condition):
        yield held
    if isinstance(held, msgspec.Struct):
        for name in held.__struct_fields__:
            yield from conditions(getattr(held, name))
    elif isinstance(held, tuple):
        for each in held:
            yield from conditions(each)


def one_shape(told: Condition) -> bool:
    written = {name for name in told.__struct_fields__ if getattr(told, name) is not None}
    if any(getattr(told, name) == () for name in written):
        return False
    alone = written in ({"fact"}, {"every"}, {"some"})
    return alone or (written - {"question"} in ({"equals"}, {"among"}, {"outside"}) and "question" in written)


def with_nothing(data: Any) -> bool:
    """Whether a condition has a key with nothing after it, which says the same as no key."""
    keys = {"question", "est", "parmi", "hors", "fait", "tous", "un_de"}
    return any(None in each.values() and keys & set(each) for each in dicts(data))


def dicts(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from dicts(each)


@settings(max_examples=150, deadline=None, database=None)
@given(place=st.sampled_from(PLACES), value=JUNK, drop=st.booleans())
def test_the_schema_and_the_structs_agree(place: tuple[Any, ...], value: Any, drop: bool) -> None:
    """Whatever one value becomes, or if it goes: accepted by both or refused by both."""
    data = changed(place, value, drop)
    if not with_nothing(data):
        assert refused("parcours", data) is not fits(data)


# ── words ────────────────────────────────────────────────────────────────────────────────────────

STRUCTS = sorted({each for root in ROOTS.values() for each in structs_of(root)}, key=str)


def test_the_words_are_of_structs_that_files_hold() -> None:
    """No struct is left without words, and no words outlive their struct."""
    assert set(WORDS) == set(STRUCTS)


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda each: f"{each.__module__}.{each.__name__}")
def test_every_key_is_explained_and_no_explanation_is_stale(struct: type[msgspec.Struct]) -> None:
    """The words of a struct are those of its keys, of its closed values and of its dates, no more no less."""
    words = WORDS[struct]
    fields = {each.encode_name: each for each in msgspec.structs.fields(struct)}
    assert set(words.keys) == set(fields)
    closed = {name: set(values) for name, each in fields.items() if (values := closed_values(each.type))}
    assert {name: set(each) for name, each in words.values.items()} == closed
    assert set(words.dates) <= set(fields)


def closed_values(kind: Any) -> tuple[Any, ...]:
    told = msgspec.inspect.type_info(kind)
    options = told.types if isinstance(told, msgspec.inspect.UnionType) else (told,)
    return tuple(v for each in options if isinstance(each, msgspec.inspect.LiteralType) for v in each.values)


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda each: f"{each.__module__}.{each.__name__}")
def test_explanations_are_sentences(struct: type[msgspec.Struct]) -> None:
    """Each begins like a sentence, ends like one, and is typed in French."""
    words = WORDS[struct]
    for said in (words.about, *words.keys.values()):
        assert said[0].isupper() or said.startswith(("true", "false", "«", "situation", "officiel"))
        assert said.rstrip(" »").endswith((".", "…", "?", "]", "_", ")")), said
        assert "'" not in said
        assert '"' not in said


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_shows_french_beside_every_key(kind: Kind) -> None:
    """No key without its explanation, and none of the developers' own notes."""
    for definition in schema_of(kind)["$defs"].values():
        assert definition["additionalProperties"] is False
        words = [each for each in WORDS.values() if each.title == definition["title"]]
        assert definition["description"] in [each.about for each in words]
        for key, each in definition["properties"].items():
            assert each["description"] in [one.keys.get(key) for one in words]


@pytest.mark.parametrize("struct", [each for each in STRUCTS if WORDS[each].start], ids=lambda e: e.__name__)
def test_an_object_to_begin_with_is_itself_right(struct: type[msgspec.Struct]) -> None:
    """Once its blanks are filled with what they suggest, it is accepted."""
    kind = next(kind for kind, root in ROOTS.items() if struct in set(structs_of(root)))
    schema = schema_of(kind)
    words = WORDS[struct]
    filled = json.loads(re.sub(r"\$\{\d:([^}]*)\}", r"\1", json.dumps(words.start, ensure_ascii=False)))
    name = next(name for name, each in schema["$defs"].items() if each["description"] == words.about)
    assert (
        list(jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"}).iter_errors(filled)) == []
    )
    for start in schema["$defs"][name]["defaultSnippets"]:
        assert start["body"] == words.start
