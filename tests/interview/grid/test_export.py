"""The grid that goes out says what the base holds, comes back in as it was, and leaves nothing half done."""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from interview.conversation import Conversation
from interview.following import FollowUp
from interview.grid.columns import COLUMNS, NAMES, Row, as_cell, as_text
from interview.grid.exporting import (
    USUAL,
    Asked,
    Exported,
    ExportRefused,
    Format,
    TextsNameSomebody,
    export,
)
from interview.grid.rows import row_of
from interview.grid.writing_csv import write_csv
from interview.grid.writing_json import schema
from interview.grid.writing_safely import as_it_was, safe_in_spreadsheet, safe_in_text
from interview.grid.writing_xlsx import TooLong, write_xlsx
from interview.privacy.erasing import erase_household
from store import Base, FictionalBase, Filter
from store.fictional import Run, drawing
from store.figures import Scope, figures
from store.privacy.access import consultations, files_of
from store.rows import picked
from tests.generated import fill
from tests.interview.grid.import_.support import brought, place_of
from tests.interview.grid.situations import recounted
from tests.interview.grid.situations import rows as any_rows
from tests.support import CASE_6, answer_all, make_workplace

ALL = Asked(format="csv", columns=NAMES, keep_texts=True)
FORMATS: tuple[Format, ...] = ("xlsx", "csv")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "base.db") as opened:
        opened.connection.execute("PRAGMA synchronous = OFF")
        yield opened


@pytest.fixture
def filled(base: Base) -> Base:
    fill(base, 40, 7)
    # What is recovered goes with a right that was opened: the program takes nothing else, `fill` does.
    base.connection.execute("UPDATE situation SET recupere = NULL WHERE suite IS NOT 'droit_ouvert'")
    return base


@pytest.fixture
def case(base: Base) -> Conversation:
    return case_6(base)


def case_6(base: Base, **changes: Any) -> Conversation:
    held = Conversation.start(make_workplace(base, author="A1", service="asf"))
    answer_all(held, CASE_6 | changes)
    held.close()
    return held


def exported(base: Base, path: Path, asked: Asked = ALL) -> Exported:
    return export(make_workplace(base), asked, path)


def taken_back(base: Base, grid: Path) -> tuple[int, list[str]]:
    """What a grid adds to the base it comes from, and what it is reproached with."""
    found = brought(base, grid)
    return found.added, [str(each) for each in found.faults]


def with_format(format: Format, asked: Asked = ALL) -> Asked:
    return msgspec.structs.replace(asked, format=format)


def lines_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


# ── what it says ─────────────────────────────────────────────────────────────────────────────────────


def test_a_row_read_in_the_stream_is_the_row_of_the_record(filled: Base) -> None:
    with picked(filled, Filter()) as found:
        read = list(found.rows())
    assert len(read) > 40
    for each in read:
        record = filled.record(each.interview)
        assert record is not None
        author = filled.entries(each.interview)[0].author
        whole = recounted(record, each.rank, author)
        streamed = row_of(each)
        assert msgspec.structs.replace(streamed, causee_par=None) == msgspec.structs.replace(
            whole, causee_par=None
        )
        assert whole.causee_par is None or streamed.causee_par is not None


def test_every_counted_situation_is_there_once_by_day_then_reference(filled: Base, tmp_path: Path) -> None:
    made = exported(filled, tmp_path / "g.csv")
    told = lines_of(tmp_path / "g.csv")
    counted = figures(filled.connection, Scope(today="2026-11-21"))
    kept = [each for each in told if each["certitude"] != "aucun"]
    assert len(kept) == counted.volume.situations
    assert made.situations == len(told) == len({each["reference"] for each in told})
    order = [(each["date"], each["reference"]) for each in told]
    assert order == sorted(order)
    assert made.unfinished and made.requalified


def test_what_was_qualified_anew_leaves_its_place_to_the_last_qualification(
    base: Base, tmp_path: Path
) -> None:
    first = case_6(base)
    household = first.interview.household
    caused = Conversation.start(make_workplace(base, seed=8, new_id=place_of(base, 8).new_id), household)
    answer_all(caused, CASE_6 | {"causee_par": first.situation_reference(1)})
    caused.close()
    anew = Conversation.start(make_workplace(base, seed=9, new_id=place_of(base, 9).new_id), household)
    answer_all(anew, CASE_6)
    anew.follow(FollowUp("requalification", 1, first.situation_reference(1)))
    anew.close()
    made = exported(base, tmp_path / "g.csv")
    told = {each["reference"]: each["causee_par"] for each in lines_of(tmp_path / "g.csv")}
    assert told == {
        caused.situation_reference(1): anew.situation_reference(1),
        anew.situation_reference(1): "",
    }
    assert (made.requalified, made.causes_elsewhere) == (1, 0)
    assert taken_back(base, tmp_path / "g.csv") == (0, [])


def test_what_had_caused_it_is_not_lost_when_it_is_qualified_anew(base: Base, tmp_path: Path) -> None:
    first = case_6(base)
    household = first.interview.household
    caused = Conversation.start(make_workplace(base, seed=8, new_id=place_of(base, 8).new_id), household)
    answer_all(caused, CASE_6 | {"causee_par": first.situation_reference(1)})
    anew = Conversation.start(make_workplace(base, seed=9, new_id=place_of(base, 9).new_id), household)
    answer_all(anew, CASE_6)
    anew.follow(FollowUp("requalification", 1, caused.situation_reference(1)))
    exported(base, tmp_path / "g.csv")
    told = {each["reference"]: each["causee_par"] for each in lines_of(tmp_path / "g.csv")}
    assert told == {
        first.situation_reference(1): "",
        anew.situation_reference(1): first.situation_reference(1),
    }
    assert taken_back(base, tmp_path / "g.csv") == (0, [])


def test_a_cause_that_the_filter_leaves_out_is_told(base: Base, tmp_path: Path) -> None:
    first = case_6(base)
    second = Conversation.start(
        make_workplace(base, seed=8, service="aines", new_id=place_of(base, 8).new_id),
        first.interview.household,
    )
    answer_all(second, CASE_6 | {"causee_par": first.situation_reference(1)})
    made = exported(base, tmp_path / "g.csv", msgspec.structs.replace(ALL, wanted=Filter(service="aines")))
    assert (made.situations, made.causes_elsewhere) == (1, 1)


def test_the_agent_and_the_story_are_there_only_when_asked_for(case: Conversation, tmp_path: Path) -> None:
    base = case.workplace.base
    assert base is not None
    exported(base, tmp_path / "g.csv", Asked(format="csv"))
    exported(base, tmp_path / "tout.csv")
    (usual,), (whole,) = lines_of(tmp_path / "g.csv"), lines_of(tmp_path / "tout.csv")
    assert tuple(usual) == USUAL and not {"agent", "synthese"} & {*usual}
    assert tuple(whole) == NAMES
    assert (whole["agent"], whole["synthese"]) == ("A1", CASE_6["synthese"])


def test_words_stand_for_codes_when_asked_for(case: Conversation, tmp_path: Path) -> None:
    base = case.workplace.base
    assert base is not None
    exported(base, tmp_path / "g.csv", msgspec.structs.replace(ALL, labels=True))
    (told,) = lines_of(tmp_path / "g.csv")
    assert [*told] == [each.label for each in COLUMNS]
    assert told["Formes"] == "Non-réception"
    assert told["Certitude"] == "Avéré"
    assert "non_reception" not in "".join(told.values())


def test_json_lines_follow_the_schema_that_is_published(filled: Base, tmp_path: Path) -> None:
    made = exported(filled, tmp_path / "g.jsonl", with_format("json"))
    validator = jsonschema.Draft202012Validator(schema(NAMES))
    told = [json.loads(line) for line in (tmp_path / "g.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(told) == made.situations
    for each in told:
        validator.validate(each)
    exported(filled, tmp_path / "g.csv")
    assert [each["reference"] for each in told] == [
        each["reference"] for each in lines_of(tmp_path / "g.csv")
    ]
    assert any(each["raisons"] for each in told) and any(each["asf_demandee"] is True for each in told)


def test_a_spreadsheet_holds_days_numbers_and_no_formula(base: Base, tmp_path: Path) -> None:
    case_6(base, synthese="=1+1", asf_demandee="oui", asf_montant="206,50")
    exported(base, tmp_path / "g.xlsx", with_format("xlsx"))
    with CalamineWorkbook.from_path(str(tmp_path / "g.xlsx")) as book:
        header, line = book.get_sheet_by_index(0).to_python()
    told = dict(zip(header, line, strict=True))
    assert told["date"] == datetime.date(2026, 3, 3)
    assert (told["minutes"], told["asf_montant"], told["synthese"]) == (45.0, 206.5, "=1+1")
    with zipfile.ZipFile(tmp_path / "g.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet and 'state="frozen"' in sheet and "<autoFilter" in sheet
        assert not [each for each in parts.namelist() if "vba" in each.lower()]
        assert 'quotePrefix="1"' in parts.read("xl/styles.xml").decode()


def test_a_text_that_no_cell_can_hold_is_refused_and_told(tmp_path: Path) -> None:
    with pytest.raises(TooLong, match="ligne 3, un texte dépasse"):
        write_xlsx(tmp_path / "g.xlsx", ["synthese"], ["texte"], [["court"], ["é" * 32_768]], 2)


# ── there and back ───────────────────────────────────────────────────────────────────────────────────

_TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\t\r\n=+-@'<>/r_x0123"),
    max_size=40,
)


@given(_TEXTS | st.sampled_from(("<r>a</r>", "'<r>a</r>", "''=1", "_x0041_", "=1", "＝1", "'", "")))
def test_a_text_made_safe_comes_back_and_a_formula_never_shows(text: str) -> None:
    assert as_it_was(safe_in_text(text)) == text
    assert as_it_was(safe_in_spreadsheet(text)) == text
    assert not safe_in_text(text).startswith(DANGEROUS)


@pytest.mark.parametrize("format", FORMATS)
@given(
    st.lists(any_rows(), min_size=1, max_size=6),
    st.lists(_TEXTS.map(str.strip).filter(bool), min_size=6, max_size=6),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_came_in_goes_out_as_it_was(format: Format, told: list[Row], texts: list[str]) -> None:
    """For a grid in its canonical order: export(import(F)) = F, to the byte for a csv."""
    rows = sorted(
        (
            msgspec.structs.replace(each, reference=f"A-{n}", menage=f"{n:04d}-{n:03d}", synthese=texts[n])
            for n, each in enumerate(told)
        ),
        key=lambda each: (each.date, each.reference),
    )
    rows = [msgspec.structs.replace(each, menage=None, causee_par=None) for each in rows]
    with tempfile.TemporaryDirectory() as folder, Base.open(Path(folder) / "base.db") as base:
        base.connection.execute("PRAGMA synchronous = OFF")
        first, second = Path(folder) / f"a.{format}", Path(folder) / f"b.{format}"
        write(first, format, rows)
        outcome = brought(base, first, masking=False)
        if any("nommer" in each.reason or "personne" in each.reason for each in outcome.faults):
            return
        assert not outcome.faults
        exported(base, second, with_format(format))
        assert read_back(second, format) == read_back(first, format)
        if format == "csv":
            assert second.read_bytes() == first.read_bytes()


def write(path: Path, format: Format, rows: list[Row]) -> None:
    if format == "csv":
        write_csv(path, NAMES, ([as_text(each, getattr(row, each.name)) for each in COLUMNS] for row in rows))
    else:
        cells = ([as_cell(each, getattr(row, each.name)) for each in COLUMNS] for row in rows)
        write_xlsx(path, NAMES, [each.kind for each in COLUMNS], cells, len(rows))


def read_back(path: Path, format: Format) -> list[Any]:
    if format == "csv":
        return list(lines_of(path))
    with CalamineWorkbook.from_path(str(path)) as book:
        return book.get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("format", FORMATS)
def test_a_base_taken_elsewhere_by_its_grid_counts_the_same(
    filled: Base, tmp_path: Path, format: Format
) -> None:
    exported(filled, tmp_path / f"a.{format}", with_format(format))
    with Base.open(tmp_path / "ailleurs.db") as other:
        outcome = brought(other, tmp_path / f"a.{format}")
        assert not outcome.faults, [str(each) for each in outcome.faults]
        exported(other, tmp_path / f"b.{format}", with_format(format))
        assert read_back(tmp_path / f"a.{format}", format) == read_back(tmp_path / f"b.{format}", format)
        scope = Scope(today="2026-11-21")
        here, there = figures(filled.connection, scope), figures(other.connection, scope)
    assert here.volume.situations == there.volume.situations
    assert here.volume.households == there.volume.households
    assert (here.forms.forms, here.forms.reasons) == (there.forms.forms, there.forms.reasons)
    assert here.forms.abandoned == there.forms.abandoned
    assert here.cost.shortfall.total == there.cost.shortfall.total
    assert here.cumulation == there.cumulation


@pytest.mark.parametrize("labels", [False, True])
def test_its_own_grid_brought_back_changes_nothing(filled: Base, tmp_path: Path, labels: bool) -> None:
    exported(filled, tmp_path / "g.csv", Asked(format="csv", labels=labels))
    before = filled.counts()
    outcome = brought(filled, tmp_path / "g.csv")
    assert not outcome.faults, [str(each) for each in outcome.faults][:5]
    assert (outcome.added, outcome.changed, filled.counts()) == (0, (), before)


# ── what it leaves behind ────────────────────────────────────────────────────────────────────────────


def test_it_is_remembered_and_noted_for_every_household(case: Conversation, tmp_path: Path) -> None:
    base, path = case.workplace.base, tmp_path / "g.csv"
    assert base is not None
    household = case.interview.household
    export(make_workplace(base, author="A2"), Asked(format="csv"), path)
    (file,) = files_of(base, household)
    assert (file.path, file.digest) == (path, hashlib.sha256(path.read_bytes()).digest())
    assert [(each.who, each.what) for each in consultations(base, household)] == [("A2", "grille")]
    erase_household(make_workplace(base), household, "demande de la personne")
    assert not path.exists()


def test_a_text_that_may_name_somebody_does_not_go_out(base: Base, tmp_path: Path) -> None:
    case = case_6(base, synthese="Elle vit au 06 12 34 56 78, à rappeler.")
    asked = msgspec.structs.replace(ALL, keep_texts=False)
    with pytest.raises(TextsNameSomebody) as caught:
        exported(base, tmp_path / "g.csv", asked)
    assert [each.reference for each in caught.value.found] == [case.situation_reference(1)]
    assert [*tmp_path.glob("g.*")] == []
    exported(base, tmp_path / "g.csv")
    noted = [each.what for each in consultations(base, case.interview.household)]
    assert noted == ["grille_textes_gardes"]


def test_a_text_kept_on_purpose_goes_out(base: Base, tmp_path: Path) -> None:
    from interview.guarding import cautioned, keep_anyway

    case = case_6(base, synthese="Elle vit au 06 12 34 56 78, à rappeler.")
    caution = cautioned(case, case.interview.answers(1)["synthese"], "synthese", 1)
    assert caution is not None
    keep_anyway(case, caution)
    exported(base, tmp_path / "g.csv", msgspec.structs.replace(ALL, keep_texts=False))
    assert [each.what for each in consultations(base, case.interview.household)] == ["grille_textes"]


@pytest.mark.parametrize("format", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("failure", [KeyboardInterrupt, OSError])
def test_an_interruption_leaves_no_half_file(
    filled: Base,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    format: Format,
    failure: type[BaseException],
) -> None:
    folder = tmp_path / "sortie"
    (tmp_path / "tmp").mkdir()
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))

    def stop(done: int, of: int) -> None:
        raise failure

    with pytest.raises(failure):
        export(make_workplace(filled), with_format(format), folder / "g", stop)
    assert [*folder.iterdir()] == [] == [*(tmp_path / "tmp").iterdir()]
    read: Callable[..., Any] = filled.connection.execute
    assert read("SELECT count(*) FROM written_file").fetchone() == (0,)
    assert read("SELECT count(*) FROM access_log WHERE what LIKE 'grille%'").fetchone() == (0,)
    exported(filled, folder / "g", with_format(format))


def test_nothing_to_write_is_told(base: Base, tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="Aucune situation"):
        exported(base, tmp_path / "g.csv")
    answer_all(Conversation.start(make_workplace(base)), CASE_6, until="proposition")
    with pytest.raises(ExportRefused, match="qualifiée jusqu’au bout"):
        exported(base, tmp_path / "g.csv")


def test_invented_people_never_go_where_real_ones_are(base: Base, tmp_path: Path) -> None:
    run = Run(
        seed=1, since="2026-01-01", until="2026-02-01", situations=1, today="2026-03-01", services=("a",)
    )
    with drawing(base, run):
        pass
    with pytest.raises(FictionalBase):
        exported(base, tmp_path / "g.csv")
