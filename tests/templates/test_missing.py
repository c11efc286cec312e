"""What was not recorded makes a shorter sheet, never an empty heading nor a word of the machine."""

import datetime
import re
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from templates import (
    Accord,
    Action,
    Certitude,
    Consequences,
    Decision,
    Etape,
    FicheContext,
    Forme,
    Sortie,
    Suite,
    Suivi,
    Trait,
    Voie,
    document_of,
    render_fiche,
)
from templates.context import PARTS
from templates.document import Fields, Heading, Items, Paragraph, Table, plain
from tests.templates.contexts import BARE, LONG

WORDS = st.sampled_from(["", " ", "un fait", "Une phrase.", "août 2025"])
LINES = st.lists(WORDS, max_size=3).map(tuple)
CENTS = st.none() | st.integers(0, 2_000_000)


def lists(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(of, max_size=2).map(tuple)


def part(struct: type[msgspec.Struct], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(struct, **fields)


CONTEXTS = st.builds(
    FicheContext,
    reference=st.just("S-0000"),
    date=st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)),
    objet=st.just("Aides au logement"),
    service=WORDS,
    organismes=LINES,
    organisme_a_confirmer=st.booleans(),
    certitude=st.none() | part(Certitude, code=st.just("avere"), libelle=st.just("avéré"), phrase=WORDS),
    formes=lists(
        part(
            Forme,
            libelle=st.just("Non-réception"),
            definition=WORDS,
            raisons=LINES,
            appuis=LINES,
            abandon=st.booleans(),
        )
    ),
    aucun=WORDS,
    typologie=lists(part(Trait, libelle=st.just("partiel"), explication=WORDS)),
    decision=st.none() | part(Decision, proposees=LINES, retenues=LINES, raison=WORDS),
    niveaux=LINES,
    details=LINES,
    depuis=st.sampled_from(["", "2025", "2025-08", "2025-08-01", "été 2025"]),
    issue=WORDS,
    a_verifier=LINES,
    autrement=LINES,
    chronologie=lists(
        part(
            Etape,
            date=WORDS,
            acteur=WORDS,
            canal=WORDS,
            fait=st.just("un fait"),
            preuve=st.none() | st.booleans(),
            preuve_texte=WORDS,
        )
    ),
    consequences=st.none()
    | part(
        Consequences,
        taille_menage=st.none() | st.integers(1, 20),
        personnes_concernees=st.none() | st.integers(1, 20),
        manque_mensuel=CENTS,
        manque_mois=st.none() | st.integers(1, 36),
        manque_total=CENTS,
        recuperable=CENTS,
        perdu=CENTS,
        recuperable_libelle=WORDS,
        asf_demandee=st.none() | st.booleans(),
        asf_montant=CENTS,
        droits_en_cascade=LINES,
        causee_par=WORDS,
    ),
    actions=lists(part(Action, libelle=st.just("courrier"), n=st.integers(1, 3))),
    suivis=lists(
        part(Suivi, libelle=st.just("courrier"), date=WORDS, minutes=st.none() | st.integers(1, 600))
    ),
    minutes=st.none() | st.integers(1, 600),
    suite=st.none() | part(Suite, libelle=st.just("rejet"), date=WORDS, recupere=CENTS, utile=WORDS),
    requalifie=WORDS,
    requalifiee_par=WORDS,
    demande_individuelle=WORDS,
    proposition_institution=WORDS,
    accord=st.none() | part(Accord, libelle=st.just("oui"), date=WORDS, portee=WORDS),
    sortie=st.none() | part(Sortie, libelle=st.just("Transmise sans accord recueilli"), motif=WORDS),
    voies=lists(part(Voie, texte=st.just("Une voie"), source=WORDS, lu_le=WORDS)),
    rappel_voies=WORDS,
    abrege=WORDS,
    synthese=WORDS,
)


@settings(max_examples=300, deadline=None)
@given(CONTEXTS)
def test_any_sheet_with_holes_has_no_empty_part_and_no_word_of_the_machine(context: FicheContext) -> None:
    document = document_of(context)
    assert not re.search(r"\b(None|True|False|Undefined)\b", document.source)
    blocks = document.blocks
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, Heading):
            assert plain(block.runs).strip()
            assert after is not None
            assert not (isinstance(after, Heading) and after.level <= block.level), "a heading over nothing"
        elif isinstance(block, Paragraph):
            assert plain(block.runs).strip(" \u00a0:;,.()")
        elif isinstance(block, Fields):
            assert all(plain(field.value).strip(" \u00a0:;,.()") for field in block.fields)
        elif isinstance(block, Items):
            assert all(block.items)
        elif isinstance(block, Table):
            assert block.rows
    assert not re.search(r"\(\s*\)|\*\*\*\*|,\s*,|:\s*;|\s\.|\.\.(?!\.)| ,|;\s*\)|\(\s*;", document.source)


@settings(max_examples=200, deadline=None)
@given(CONTEXTS, st.sampled_from(["texte", "aplus", "md"]))
def test_any_sheet_with_holes_reads_right_in_plain_text(context: FicheContext, format: str) -> None:
    """No double space, no orphan punctuation, no title over nothing, no word of the machine."""
    written = render_fiche(context, format)
    assert isinstance(written, str)
    blank = r"\s:\s[.]{10,}$|\*…+\*|^\|[-|]+\|$"  # a line to fill by hand, the rule of a table
    said = [re.sub(blank, "", line.strip()) for line in written.split("\n")]
    for line, after in zip(said, [*said[1:], ""], strict=True):
        assert "  " not in re.sub(r"\|  (?=\|)", "| ", line), line
        assert not re.search(r"\(\s*\)|,\s*,|\s[.,]|\.\.(?!\.)|^[;:,.]|[:;]\s*[.;,]", line), line
        assert not re.search(r"\b(None|True|False)\b", line)
        if format != "md" and line.isupper() and not line.startswith("-"):
            assert after, f"{line}: a title over nothing"


def test_with_nothing_but_its_three_required_fields_a_sheet_is_five_lines() -> None:
    text = render_fiche(BARE, "texte")
    assert isinstance(text, str)
    said = [line for line in text.splitlines() if line]
    assert said[:4] == [
        "Fiche mémoire S-0000",
        "Date\u00a0: 1er mars 2026",
        "Objet\u00a0: Aides au logement",
        "LA PERSONNE",
    ]
    assert len(said) == 5


def test_every_field_alone_makes_a_sheet_in_every_text_format() -> None:
    for name in FicheContext.__struct_fields__:
        alone = msgspec.structs.replace(BARE, **{name: getattr(LONG, name)})
        for format in ("md", "html", "texte"):
            assert render_fiche(alone, format)


def test_columns_of_the_chronology_nobody_filled_are_left_out() -> None:
    context = msgspec.structs.replace(
        BARE, chronologie=(Etape(date="2025", fait="Un courrier", preuve=True),)
    )
    tables = [block for block in document_of(context).blocks if isinstance(block, Table)]
    assert [plain(cell) for cell in tables[0].head] == ["Date", "Fait", "Preuve"]
    assert [plain(cell) for cell in tables[0].rows[0]] == ["2025", "Un courrier", "oui"]


def test_an_unknown_proof_is_said_so() -> None:
    context = msgspec.structs.replace(BARE, chronologie=(Etape(fait="Un appel"),))
    tables = [block for block in document_of(context).blocks if isinstance(block, Table)]
    assert [plain(cell) for cell in tables[0].rows[0]] == ["sans date", "Un appel", "on ne sait pas"]


def test_the_parts_of_the_context_are_those_that_hold_a_structure() -> None:
    for name, (struct, several) in PARTS.items():
        value = getattr(LONG, name)
        assert isinstance(value[0] if several else value, struct)


def test_what_may_be_recovered_alone_begins_its_line() -> None:
    context = msgspec.structs.replace(
        BARE, consequences=Consequences(recuperable_libelle="en partie récupérable")
    )
    assert "Manque\u00a0: (en partie récupérable)" in str(render_fiche(context, "texte"))
