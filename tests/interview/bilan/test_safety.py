"""What leaves says no more than it may: masked beside what left before, noted, and told as what it is."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from interview.bilan.as_json import written
from interview.bilan.out import file_name, mode_of
from interview.bilan.parts import rubriques
from interview.bilan.releases import earlier, keep
from interview.bilan.report import context_of
from interview.bilan.service import Bilan, bilan_of
from interview.bilan.text import text
from interview.bilan.told import WORK_YEAR_HOURS
from interview.cli import cli
from interview.cli_words import speak_french
from interview.conversation import Conversation
from interview.dossier.state import Subject
from interview.figures.shown import MASKED, Heading
from interview.figures.tables import Release
from interview.settings import Settings
from store import Base
from tests.generated import fill
from tests.support import CASE_6, answer_all, make_workplace

from .conftest import Run

_NUMBER = re.compile(r"\d+(?:[\u202f\u00a0]\d{3})*(?:,\d+)?")
_RULES = {"1996", str(WORK_YEAR_HOURS), "1\u202f607", "100", "1\u202f000", "0,1", "5"}
"""Numbers of the words themselves: a year, a rule of reading."""


def shared(path: Path, subject: Subject | None = None) -> Bilan:
    with Base.open(path) as base:
        return bilan_of(make_workplace(base), subject or Subject(), mode="partageable")


def numbers_in(*texts: str) -> set[str]:
    return {each for text in texts for each in _NUMBER.findall(text)}


def test_a_masked_count_is_in_no_table_no_drawing_and_no_share(drawn: Path) -> None:
    bilan = shared(drawn)
    hidden = 0
    for heading, rubrique in zip(bilan.figures.headings, rubriques(bilan), strict=True):
        parts = {each.code: each for each in rubrique.parties}
        for table in heading.tables:
            part = parts[table.code]
            for line, row in zip(table.lines, part.tableau.lignes if part.tableau else (), strict=False):
                if not line.masked or table.code == "mois":
                    continue
                hidden += 1
                assert row[0] == line.label
                assert row[1] == MASKED
                assert set(row[2:]) <= {"—"}
                if part.graphique is not None and line.label in part.graphique.etiquettes:
                    at = part.graphique.etiquettes.index(line.label)
                    assert part.graphique.series[0].valeurs[at] is None
    assert hidden > 10


def test_a_report_says_how_many_are_hidden_and_never_how_many_of_them_are_small(drawn: Path) -> None:
    """Two hidden of a total of 6, one of them small, are 1 and 5: only the number of both may be told."""
    bilan = shared(drawn)
    one = replace(bilan, figures=replace(bilan.figures, small=1, further=3))
    other = replace(bilan, figures=replace(bilan.figures, small=4, further=0))
    assert "4\u00a0nombres" in text(context_of(one, Settings())).replace(" nombres", "\u00a0nombres")
    assert text(context_of(one, Settings())) == text(context_of(other, Settings()))
    assert written(one) == written(other)


@pytest.mark.parametrize("mode", ["complet", "partageable"])
def test_a_sentence_says_no_number_that_no_table_shows(drawn: Path, mode: Any) -> None:
    """What comments the figures is made of them, and of nothing else."""
    with Base.open(drawn) as base:
        bilan = bilan_of(make_workplace(base), Subject(), mode=mode)
    for rubrique in rubriques(bilan):
        tables = [each.tableau for each in rubrique.parties if each.tableau is not None]
        shown = numbers_in(*(each.legende for each in tables))
        shown |= numbers_in(*(cell for each in tables for row in each.lignes for cell in row))
        shown |= numbers_in(*(cell for each in tables for cell in each.tete))
        minutes = [each for each in bilan.figures.headings if each.code == rubrique.code]
        said = numbers_in(*rubrique.phrases) - _RULES - rounded(minutes[0])
        assert said <= shown, (rubrique.code, said - shown)


def rounded(heading: Heading) -> set[str]:
    """Means that a sentence rounds to one decimal where the table gives two."""
    known = (each.value for each in heading.measures if each.value is not None)
    return {f"{each:.1f}".replace(".", ",") for each in known}


def test_two_files_in_a_row_never_differ_by_a_small_number(tmp_path: Path, run: Run) -> None:
    """Somebody who holds both cannot subtract one from the other."""
    path = tmp_path / "base.db"
    with Base.open(path) as base:
        fill(base, 60, 5)
    told = []
    for seed, count in ((0, 0), (7, 2), (8, 3)):
        if count:
            with Base.open(path) as base:
                fill(base, count, seed)
        assert run(path, "--format", "json", "--sortie", str(tmp_path / "b.json"))[0] == 0
        told.append(counts(json.loads((tmp_path / "b.json").read_text("utf-8"))))
    assert told[0]
    for before, after in ((0, 1), (1, 2), (0, 2)):
        for name in told[before].keys() & told[after].keys():
            assert abs(told[after][name] - told[before][name]) not in range(1, 5), name


QUARTERS = [Subject(since=f"2025-{first:02d}", until=f"2025-{first + 2:02d}") for first in (1, 4, 7, 10)]
SERVICES = [Subject(since="2025", until="2025", service=each) for each in ("accueil", "ccas", "pimms")]
YEAR = Subject(since="2025", until="2025")


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year of invented interviews, in three services."""
    path = tmp_path_factory.mktemp("annee") / "fictive.db"
    asked = ["--situations", "160", "--du", "2025-01-01", "--au", "2025-12-31"]
    for each in SERVICES:
        asked += ["--service", each.service]
    assert speak_french(cli, ["formation", "base-fictive", str(path), *asked]) == 0
    return path


def handed_out(path: Path, several: list[Subject]) -> dict[Subject, Release]:
    """What each report holds, one handed out after the other."""
    found = {}
    with Base.open(path) as base:
        place = make_workplace(base)
        for each in several:
            bilan = bilan_of(place, each, mode="partageable")
            keep(base, bilan.leaving, place.now())
            found[each] = bilan.figures.release
    return found


@pytest.mark.parametrize("parts", [QUARTERS, SERVICES], ids=["trimestres", "services"])
@pytest.mark.parametrize("whole_at", [0, 2, None], ids=["annee-d-abord", "annee-au-milieu", "annee-a-la-fin"])
def test_reports_that_make_up_a_year_do_not_add_up_to_a_small_count(
    invented: Path, tmp_path: Path, parts: list[Subject], whole_at: int | None
) -> None:
    """Whoever holds the four quarters and the year, or each service and the whole, subtracts."""
    order = [*parts]
    order.insert(len(order) if whole_at is None else whole_at, YEAR)
    told = handed_out(Path(shutil.copy(invented, tmp_path / "base.db")), order)
    hidden = 0
    for cell in told[YEAR].cells:
        values = [value_in(told[each], cell.name) for each in parts]
        if sum(values) != cell.value:
            continue  # a household of two quarters: nothing exact to take away
        unknown = [each for each in order if cell.name in told[each].hidden]
        hidden += bool(unknown)
        assert not (len(unknown) == 1 and 0 < value_in(told[unknown[0]], cell.name) < 5), cell.name
    assert hidden > 10


def value_in(release: Release, name: str) -> int:
    return next((each.value for each in release.cells if each.name == name), 0)


def counts(value: Any, name: str = "") -> dict[str, int]:
    """Every count of situations that is shown, by its path."""
    if not isinstance(value, dict):
        return {}
    found = {}
    if isinstance(value.get("n"), int):
        found[name] = value["n"]
    for key, each in value.items():
        if name == "/volume" and key in ("situations", "menages", "entretiens") and isinstance(each, int):
            found[f"{name}/{key}"] = each
        found |= counts(each, f"{name}/{key}")
    return found


def test_what_left_is_kept_once_and_what_stays_is_not(copy_drawn: Path, run: Run, tmp_path: Path) -> None:
    run(copy_drawn, "--json")
    run(copy_drawn, "--format", "xlsx", "--complet")
    with Base.open(copy_drawn) as base:
        assert earlier(base, Subject(), make_workplace(base).now() + 10**12) == ()
    for _ in range(2):
        run(copy_drawn, "--format", "html")
    with Base.open(copy_drawn) as base:
        kept = base.connection.execute("SELECT count(*) FROM figures_release").fetchone()[0]
    assert kept == 1


def test_every_file_is_noted_in_the_access_log_by_what_it_holds(copy_drawn: Path, run: Run) -> None:
    run(copy_drawn)
    run(copy_drawn, "--format", "html")
    run(copy_drawn, "--format", "html", "--complet")
    run(copy_drawn, "--partageable")
    with Base.open(copy_drawn) as base:
        noted = base.connection.execute("SELECT what, reference FROM access_log ORDER BY seq").fetchall()
    assert noted == [("bilan", "bilan"), ("bilan_complet", "bilan"), ("bilan", "bilan")]


@pytest.mark.parametrize(
    ("form", "target", "expected"),
    [
        ("texte", None, "complet"),
        ("json", None, "complet"),
        ("texte", Path("a.txt"), "partageable"),
        ("json", Path("a.json"), "partageable"),
        ("html", None, "partageable"),
        ("xlsx", Path("a.xlsx"), "partageable"),
    ],
)
def test_what_becomes_a_file_is_masked_unless_said_otherwise(
    form: Any, target: Path | None, expected: str
) -> None:
    assert mode_of(form, target, None) == expected
    assert mode_of(form, target, "complet") == "complet"
    assert mode_of(form, target, "partageable") == "partageable"


def test_a_whole_file_says_so_in_its_name_and_in_itself(copy_drawn: Path, run: Run, tmp_path: Path) -> None:
    _, _, told = run(copy_drawn, "--format", "html", "--complet", "--du", "2026")
    assert "à garder dans le service" in told
    written = (tmp_path / "bilan-2026-complet.html").read_text("utf-8")
    assert "à garder dans le service" in written
    bilan = shared(copy_drawn, Subject(since="2026-01", until="2026-06", organism="caf"))
    assert file_name(bilan, "pdf") == "bilan-2026-01-2026-06-caf.pdf"


def test_no_figure_is_of_an_agent(tmp_path: Path) -> None:
    """Nothing that is counted or said is named after who held the interview."""
    with Base.open(tmp_path / "base.db") as base:
        place = make_workplace(base, author="zq7", service="accueil")
        for _ in range(3):
            held = Conversation.start(place)
            answer_all(held, CASE_6)
            held.close()
        bilan = bilan_of(place, Subject())
    assert base_authors(tmp_path / "base.db") == {"zq7"}
    assert bilan.figures.release.cells[0].value == 3
    assert "zq7" not in written(bilan)
    assert "zq7" not in text(context_of(bilan, Settings()), explained=True)


def base_authors(path: Path) -> set[str]:
    with Base.open(path) as base:
        return {row[0] for row in base.connection.execute("SELECT DISTINCT author FROM journal")}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(since=st.integers(1, 12), months=st.integers(0, 8), organism=st.sampled_from(["", "caf", "cpam"]))
def test_any_period_and_scope_makes_a_report(drawn: Path, since: int, months: int, organism: str) -> None:
    """An empty one too, and it says so."""
    subject = Subject(since=f"2026-{since:02d}", until=f"2027-{months + 1:02d}", organism=organism)
    with Base.open(drawn) as base:
        bilan = bilan_of(make_workplace(base), subject, mode="partageable")
    context = context_of(bilan, Settings())
    assert len(context.rubriques) == 9
    if bilan.figures.release.cells[0].value == 0:
        assert "Aucune situation" in context.rubriques[0].phrases[0]
