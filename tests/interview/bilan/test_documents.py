"""The documents: read by a screen reader, opened by a spreadsheet, compared, said to be fictional."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from interview.bilan.parts import rubriques
from interview.bilan.report import context_of
from interview.bilan.service import asked, bilan_of, year_before
from interview.bilan.text import text
from interview.bilan.workbook import MEANINGS, SUMMARY, workbook
from interview.dossier.state import Subject
from interview.dossier.subject import Typed
from interview.fictional_banner import BANNER
from interview.settings import Settings
from store import Base
from store.fictional import Run as Drawing
from store.fictional import drawing
from templates import render_document
from tests.support import make_workplace
from tests.templates.axe import browser, violations
from tests.templates.reading import pdf_structure

from .conftest import Run

IN_CHROMIUM = pytest.mark.skipif(
    browser() is None,
    reason="NO CHROMIUM HERE: axe-core was NOT run, the report is NOT known to be accessible",
)


def html_of(path: Path, mode: Any, compared: Subject | None = None) -> str:
    with Base.open(path) as base:
        bilan = bilan_of(make_workplace(base), Subject(), mode=mode, compared=compared)
    return str(render_document(context_of(bilan, Settings()), "html"))


@IN_CHROMIUM
@pytest.mark.parametrize("mode", ["complet", "partageable"])
def test_axe_finds_nothing_wrong_with_the_report(mode: str, of_2015: Path, tmp_path: Path) -> None:
    assert violations(html_of(of_2015, mode), tmp_path) == []


@IN_CHROMIUM
def test_axe_finds_nothing_wrong_with_a_comparison(drawn: Path, tmp_path: Path) -> None:
    assert violations(html_of(drawn, "complet", Subject(since="2026-03", until="2026-06")), tmp_path) == []


def test_every_drawing_of_the_pdf_has_words_and_every_table_its_heads(of_2015: Path) -> None:
    with Base.open(of_2015) as base:
        bilan = bilan_of(make_workplace(base), Subject())
    written = render_document(context_of(bilan, Settings()), "pdf")
    assert isinstance(written, bytes)
    structure = pdf_structure(written)
    drawn = sum(part.graphique is not None for rubrique in rubriques(bilan) for part in rubrique.parties)
    assert structure.count("Figure") == drawn > 15
    assert structure.count("Table") > 25
    assert "Column" in structure.scopes()


# ── the spreadsheet ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def book(of_2015: Path) -> bytes:
    with Base.open(of_2015) as base:
        return workbook(bilan_of(make_workplace(base), Subject()))


def rows_of(book: bytes, sheet: int) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(sheet).to_python()


def test_the_spreadsheet_has_a_sheet_per_heading_between_a_summary_and_the_definitions(book: bytes) -> None:
    names = CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names
    assert [names[0], names[-1]] == [SUMMARY, MEANINGS]
    assert [each[:2] for each in names[1:-1]] == [f"{rank}." for rank in range(1, 10)]


def test_the_numbers_of_the_spreadsheet_are_numbers(book: bytes) -> None:
    rows = {(row[0], row[1]): row for row in rows_of(book, 2)}
    reception = rows["Formes", "Non-réception"]
    assert (reception[2], reception[4]) == (115, 182)
    assert reception[5] == pytest.approx(115 / 182)
    assert reception[6] < reception[5] < reception[7]
    cost = {row[1]: row[2] for row in rows_of(book, 8)}
    assert cost["Somme accordée"] == 12_578


def test_every_head_is_frozen_charts_are_native_and_nothing_is_a_formula(book: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(book)) as made:
        sheets = [each for each in made.namelist() if each.startswith("xl/worksheets/sheet")]
        said = {each: made.read(each).decode() for each in sheets}
        charts = [each for each in made.namelist() if each.startswith("xl/charts/chart")]
        drawings = [made.read(e).decode() for e in made.namelist() if e.startswith("xl/drawings/drawing")]
    assert sum('state="frozen"' in each for each in said.values()) == len(sheets) - 1
    assert not any("<f>" in each for each in said.values())
    assert len(charts) > 10
    assert sum(each.count('descr="Diagramme') for each in drawings) == len(charts)


def test_a_masked_number_of_the_spreadsheet_is_a_word(of_2015: Path) -> None:
    with Base.open(of_2015) as base:
        made = workbook(bilan_of(make_workplace(base), Subject(), mode="partageable"))
    row = next(row for row in rows_of(made, 2) if row[1] == "Non-proposition")
    assert row[2] == "masqué"
    assert row[5] in ("", None)


# ── comparison ───────────────────────────────────────────────────────────────────────────────────────


def test_two_periods_stand_beside_each_other_and_add_up(of_2015: Path) -> None:
    with Base.open(of_2015) as base:
        place = make_workplace(base)
        typed = Typed(since="2015-01", until="2015-06")
        subject, compared = asked(place.machine.flow, typed, "07/2015", "12/2015")
        bilan = bilan_of(place, subject, compared=compared)
    table = rubriques(bilan)[1].parties[1].tableau
    assert table is not None
    assert table.tete[1] == "Situations, janv.–juin\u00a02015"
    assert table.tete[2] == "Situations, juil.–déc.\u00a02015"
    told = {row[0]: int(row[1]) + int(row[2]) for row in table.lignes}
    assert told == {"Non-réception": 115, "Non-demande": 68, "Non-connaissance": 57, "Non-proposition": 4}
    said = " ".join(rubriques(bilan)[0].phrases)
    assert "contre" in said
    assert said.endswith("pour juil.–déc.\u00a02015.")


def test_the_spreadsheet_has_what_only_the_other_period_has(of_2015: Path) -> None:
    with Base.open(of_2015) as base:
        place = make_workplace(base)
        typed = Typed(since="2015-07", until="2015-12")
        subject, compared = asked(place.machine.flow, typed, "2015-01", "2015-06")
        made = workbook(bilan_of(place, subject, compared=compared))
    row = next(row for row in rows_of(made, 2) if row[1] == "Non-connaissance")
    assert (row[2], row[8]) == (0, 57)


def test_the_json_has_the_other_period_whole(of_2015: Path, run: Run) -> None:
    code, out, _ = run(of_2015, "--du", "2015", "--au", "2015", "--comparer", "2014", "2014", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["periode"]["libelle"] == "en 2015"
    assert told["volume"]["situations"] == 182
    assert told["comparaison"]["periode"] == {"du": "2014", "au": "2014", "libelle": "en 2014"}
    assert told["comparaison"]["volume"]["situations"] == 0


def test_a_year_earlier_is_the_same_days() -> None:
    assert year_before(Subject(since="2026-03", until="2026-06", service="asf")) == Subject(
        since="2025-03", until="2025-06", service="asf"
    )
    assert year_before(Subject(since="2024-02-29", until="2024-03")) == Subject(
        since="2023-02-28", until="2023-03"
    )
    assert year_before(Subject(since="2026")) is None


# ── on screen ────────────────────────────────────────────────────────────────────────────────────────


def test_one_heading_alone_and_its_definitions(of_2015: Path, run: Run) -> None:
    code, out, _ = run(of_2015, "--rubrique", "2", "--definitions")
    assert code == 0
    assert "2. Formes de non-recours et raisons" in out
    assert "1. Volume" not in out
    assert "> Situations par forme de non-recours retenue" in out


def test_the_bars_are_as_long_as_the_numbers(of_2015: Path, run: Run) -> None:
    _, out, _ = run(of_2015, "--rubrique", "formes")
    lengths = {
        name: line.count("█")
        for line in out.splitlines()
        for name in ("Non-réception", "Non-demande")
        if line.strip().startswith(name) and "%" in line
    }
    assert lengths["Non-réception"] == 24
    assert lengths["Non-demande"] == 24 * 68 // 115


def test_wrong_usage_is_told_whole(of_2015: Path, run: Run) -> None:
    code, out, told = run(of_2015, "--organisme", "zzzz", "--du", "hier", "--au", "45")
    assert (code, out) == (2, "")
    for each in ("« zzzz » est inconnu", "« hier » n’est pas une date", "« 45 » n’est pas une date"):
        assert each in " ".join(told.replace("\u00a0", " ").split())
    code, _, told = run(of_2015, "--rubrique", "12")
    assert code == 2
    assert "1 (volume), 2 (formes" in told
    code, _, told = run(of_2015, "--rubrique", "2", "--format", "html")
    assert code == 2
    assert "neuf rubriques" in told


def test_a_base_that_is_not_there_is_a_reason(run: Run, tmp_path: Path) -> None:
    code, out, told = run(tmp_path / "rien.db")
    assert (code, out) == (1, "")
    assert told


def test_an_empty_base_says_so_in_every_format(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "vide.db"
    Base.open(path).close()
    _, out, _ = run(path)
    assert "Aucune situation de non-recours" in " ".join(out.split())
    for each in ("html", "pdf", "docx", "xlsx", "texte", "json"):
        assert run(path, "--format", each, "--sortie", str(tmp_path / "f"))[0] == 0


def test_a_base_of_invented_people_says_so_everywhere(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "fictive.db"
    with Base.open(path) as base:
        told = Drawing(
            seed=1, since="2026-01-01", until="2026-12-31", situations=0, today="2027-01-01", services=()
        )
        with drawing(base, told):
            pass
        bilan = bilan_of(make_workplace(base), Subject())
        context = context_of(bilan, Settings())
    assert BANNER.rstrip(".") in text(context)
    for each in ("html", "texte"):
        assert str(render_document(context, each)).replace("&nbsp;", "\u00a0").count(BANNER) == 1
    assert BANNER in rows_of(workbook(bilan), 0)[1]
    _, out, err = run(path, "--json")
    assert json.loads(out)["fictive"] is True
    assert BANNER in err


def test_no_word_is_wider_than_the_column_of_a_compared_table(drawn: Path) -> None:
    """A word of thirteen letters over a period ran into its neighbour, on paper."""
    with Base.open(drawn) as base:
        subject, other = Subject(since="2026", until="2026"), Subject(since="2025", until="2025")
        bilan = bilan_of(make_workplace(base), subject, compared=other)
    heads = [
        cell
        for rubrique in rubriques(bilan)
        for part in rubrique.parties
        if part.tableau is not None and part.code == "enchainements"
        for cell in part.tableau.tete[1:3]
    ]
    assert heads
    assert all(len(word) <= 12 for cell in heads for word in cell.split())
