"""The figures as they go out: whole they are the counts, shared they give away no small one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from interview.figures.as_json import as_json
from interview.figures.definitions import DEFINITIONS, HEADINGS, definition
from interview.figures.labels import Labels
from interview.figures.published import published
from interview.figures.secret import secret_of
from interview.figures.shown import Heading, Published
from store import Base
from store.figures import Figures, Scope, figures
from store.figures.counts import Amount, CodedAmount, Count, Tally
from tests.generated import fill
from tests.interview.figures.attacker import found_out
from tests.support import shipped_machine

LABELS = Labels(shipped_machine().flow)


@pytest.fixture(scope="module", params=[(60, 1), (160, 2)], ids=["60", "160"])
def counted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """The figures of a base of interviews drawn at random."""
    count, seed = request.param
    with Base.open(tmp_path_factory.mktemp("chiffres") / "base.db") as base:
        fill(base, count, seed)
        return figures(base.connection, Scope(today="2027-06-01"))


def numbers(said: Published) -> dict[str, int | None]:
    """Every count that is shown or hidden, by cell."""
    found: dict[str, int | None] = {}
    for heading in said.headings:
        for table in heading.tables:
            found |= {each.cell: each.n for each in table.lines} | {table.on_cell: table.on}
        for cross in heading.crosses:
            found |= {each.cell: each.n for row in cross.lines for each in row}
        found |= {each.on_cell: each.on for each in heading.measures if each.on_cell}
    return found


def test_whole_figures_are_the_counts_themselves(counted: Figures) -> None:
    """Nothing hidden, and the contract of the JSON holds what was counted."""
    said = as_json(published(counted, LABELS, "complet", few=1), {"du": "2026-01-01"})
    assert said["periode"] == {"du": "2026-01-01"}
    assert said["volume"]["situations"] == counted.volume.situations
    assert {code: each["n"] for code, each in said["formes"].items()} == dict(_pairs(counted.forms.forms))
    assert all(each["sur"] == counted.forms.forms.on for each in said["formes"].values())
    assert said["abandon"]["n"] == counted.forms.abandoned
    assert said["organismes"].keys() == {each.code for each in counted.objects.organisms.counts}
    assert sum(each["n"] for each in said["prestations"].values()) == counted.objects.benefits.on
    assert said["cumul"]["menages_2_et_plus"] == counted.cumulation.households
    assert said["actions"]["n"] == counted.actions.total
    assert said["cout"]["minutes"]["max"] == counted.cost.minutes.most
    assert said["cout"]["asf_total"] == counted.cost.aid.total / 100
    assert said["resolution"]["taux"] == pytest.approx(
        100 * counted.resolution.ended / counted.volume.situations
    )


def _pairs(tally: Tally) -> Iterator[tuple[str, int]]:
    return ((each.code, each.n) for each in tally.counts)


def test_what_is_shared_gives_no_small_count_to_a_reader_who_subtracts(counted: Figures) -> None:
    """The nine headings together, every tie between them known."""
    said = published(counted, LABELS, "partageable", secret=b"s")
    assert not said.exposed
    assert said.small > 0
    assert not found_out(said.release, said.threshold)


def test_what_is_shared_shows_no_number_that_is_hidden(counted: Figures) -> None:
    """Neither in a table, nor beside a share, nor in what rests on it."""
    said = published(counted, LABELS, "partageable", secret=b"s")
    hidden = said.release.hidden
    shown = numbers(said)
    assert all((shown[name] is None) == (name in hidden) for name in shown)
    for heading in said.headings:
        for measure in heading.measures:
            assert measure.masked == (not hidden.isdisjoint(measure.rests_on))
            assert not measure.masked or (measure.value, measure.pct) == (None, None)
        for table in heading.tables:
            assert all(each.pct is None for each in table.lines if {each.cell, table.on_cell} & hidden)
        for cross in heading.crosses:
            for link in cross.links:
                assert link.test is None or hidden.isdisjoint(link.rests_on)
        assert all(each.lasting is None or not each.lasting.steps for each in heading.delays)


def test_every_sum_that_a_reader_can_make_is_a_tie_that_is_guarded(counted: Figures) -> None:
    """Tables add up to what they are out of, benefits to their group, rows and columns to their margins."""
    said = published(counted, LABELS, "complet")
    ties = {(each.whole, frozenset(each.parts)) for each in said.release.relations if each.kind == "somme"}
    covered = {(each.whole, frozenset(each.parts)) for each in said.release.relations}
    values = {each.name: each.value for each in said.release.cells}
    for heading in said.headings:
        for table in heading.tables:
            cells = frozenset(each.cell for each in table.lines)
            if table.code == "prestations_detail":
                detailed = {each for each in cells if each.startswith("prestations_detail/")}
                assert detailed == {part for _, parts in ties for part in parts} & detailed
            elif sum(values[each] for each in cells) == table.on and cells != {table.on_cell}:
                assert (table.on_cell, cells) in covered, table.code
        for cross in heading.crosses:
            for column in zip(*cross.lines, strict=True):
                cells = frozenset(each.cell for each in column)
                assert any(parts == cells for _, parts in covered), cross.code
    assert ("situations", frozenset(("terminees", "ouvertes"))) in ties


def test_the_place_of_a_hidden_line_tells_nothing(counted: Figures) -> None:
    """What is hidden stands last, by code, except where the lines have an order of their own."""
    said = published(counted, LABELS, "partageable", secret=b"s")
    for heading in said.headings:
        for table in heading.tables:
            if table.ordered:
                continue
            masked = [each.masked for each in table.lines]
            assert masked == sorted(masked)
            codes = [each.code for each in table.lines if each.masked]
            assert codes == sorted(codes)


def test_a_second_edition_is_guarded_by_what_the_first_showed(tmp_path: Path) -> None:
    """The same base a little later: nothing small between the two can be found."""
    from interview.figures.tables import Earlier

    with Base.open(tmp_path / "base.db") as base:
        fill(base, 60, 5)
        first = published(figures(base.connection, Scope(today="2027-06-01")), LABELS, secret=b"s")
        fill(base, 4, 6)
        earlier = (Earlier(first.release, "meme"),)
        again = figures(base.connection, Scope(today="2027-06-01"))
        said = published(again, LABELS, already_published=earlier, secret=b"s", headings=("volume", "formes"))
    assert not found_out(said.release, 5, earlier)


def test_one_heading_alone_is_guarded_for_itself(counted: Figures) -> None:
    """A dossier takes what it needs, and no heading that it did not ask for."""
    for code in HEADINGS:
        said = published(counted, LABELS, headings=(code,), secret=b"s")
        assert [each.code for each in said.headings] == [code]
        assert not found_out(said.release, said.threshold)


def test_a_heading_that_does_not_exist_is_refused(counted: Figures) -> None:
    """With the names of those that do."""
    with pytest.raises(ValueError, match=r"rubrique inconnue : sommaire .*volume"):
        published(counted, LABELS, headings=("sommaire",))


def test_sums_of_a_service_are_hidden_with_its_count() -> None:
    """Two situations of one service: neither their minutes nor those of the one that would give them."""
    said = published(_two_services(), LABELS, headings=("cout",))
    cost = as_json(said)["cout"]["minutes"]
    assert {cost["par_service"][each]["total"] for each in ("a", "b")} == {None}
    assert cost["par_service"]["b"]["moyenne"] is None
    assert (cost["total"], cost["sur"]) == (900, 30)


def _two_services() -> Figures:
    empty = Figures()
    by_service = (CodedAmount("a", Amount(28, 880, 5, 90)), CodedAmount("b", Amount(2, 20, 8, 12)))
    return msgspec.structs.replace(
        empty,
        volume=msgspec.structs.replace(
            empty.volume,
            situations=30,
            households=30,
            interviews=30,
            services=Tally(30, (Count("a", 28), Count("b", 2))),
        ),
        cost=msgspec.structs.replace(
            empty.cost,
            minutes=Amount(30, 900, 5, 90),
            minutes_by_service=by_service,
            from_30_to_60=30,
        ),
        resolution=msgspec.structs.replace(empty.resolution, still_open=30),
    )


def test_an_empty_base_gives_empty_figures() -> None:
    """No division by nothing, in either mode."""
    for mode in ("complet", "partageable"):
        said = as_json(published(Figures(), LABELS, mode))  # type: ignore[arg-type]
        assert said["volume"]["situations"] == 0
        assert said["resolution"]["taux"] is None


def test_few_situations_give_no_percentage() -> None:
    """Under twenty, the count alone, and why."""
    volume = msgspec.structs.replace(
        Figures().volume, situations=12, services=Tally(12, (Count("a", 6), Count("b", 6)))
    )
    still = msgspec.structs.replace(Figures().resolution, still_open=12)
    few = msgspec.structs.replace(Figures(), volume=volume, resolution=still)
    table = _table(published(few, LABELS, "complet").heading("volume"), "services")
    assert [(each.n, each.pct) for each in table.lines] == [(6, None), (6, None)]
    assert table.warnings == ("Trop peu de situations pour donner des pourcentages.",)


def _table(heading: Heading | None, code: str) -> Any:
    assert heading is not None
    return heading.table(code)


def test_a_share_has_its_interval() -> None:
    """Wilson's, from the numbers that are shown."""
    line = _table(published(_two_services(), LABELS, "complet").heading("volume"), "services").lines[0]
    assert round(line.bounds.low, 3) == 0.787


def test_every_figure_has_its_definition(counted: Figures) -> None:
    """One sentence each, in French typography."""
    said = published(counted, LABELS, "complet")
    for heading in said.headings:
        for each in (*heading.measures, *heading.tables, *heading.crosses, *heading.delays):
            assert each.definition.endswith("."), each.code
    assert all(definition(code) for code in DEFINITIONS)


def test_the_json_is_plain(counted: Figures) -> None:
    """It can be written by any program."""
    for mode in ("complet", "partageable"):
        assert json.loads(json.dumps(as_json(published(counted, LABELS, mode))))["mode"] == mode  # type: ignore[arg-type]


def test_the_secret_of_a_base_is_drawn_once(tmp_path: Path) -> None:
    """Another base has another; the same one keeps its own when it is opened again."""
    with Base.open(tmp_path / "a.db") as base:
        drawn = secret_of(base)
        assert secret_of(base) == drawn
    with Base.open(tmp_path / "a.db") as base, Base.open(tmp_path / "b.db") as other:
        assert secret_of(base) == drawn != secret_of(other)
