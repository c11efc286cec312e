"""What a file that is being changed is told to say, look after look."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.workbench.watching import PATIENCE, Examined, Watch, chain_of, examined, shipped_file
from tests.support import shipped_flow

DAY = datetime.date(2026, 12, 1)
BROKEN = "questions: ["


@pytest.fixture
def flow_file(tmp_path: Path) -> Path:
    path = tmp_path / "essai.yaml"
    path.write_text(shipped_flow().source, encoding="utf-8")
    return path


def watching(path: Path) -> Watch:
    return Watch(path, lambda: examined(path, DAY))


def told(found: Examined | None) -> Examined:
    assert found is not None
    return found


def saved(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_the_first_look_tells_the_flow_and_the_next_ones_nothing(flow_file: Path) -> None:
    watch = watching(flow_file)
    assert told(watch.look()).flow is not None
    assert watch.look() is None
    assert watch.look() is None


def test_a_changed_word_is_told_at_the_next_look(flow_file: Path) -> None:
    watch = watching(flow_file)
    watch.look()
    saved(flow_file, shipped_flow().source.replace("Quelle prestation ?", "Quelle aide ?"))
    flow = told(watch.look()).flow
    assert flow is not None
    assert flow.questions["prestation"].text == "Quelle aide ?"


@pytest.mark.parametrize(
    "half", ["", shipped_flow().source[:20_000], BROKEN], ids=["empty", "half", "broken"]
)
def test_a_file_caught_while_it_is_being_written_is_not_told(flow_file: Path, half: str) -> None:
    watch = watching(flow_file)
    watch.look()
    saved(flow_file, half)
    assert watch.look() is None
    saved(flow_file, shipped_flow().source.replace("Quelle prestation ?", "Quelle aide ?"))
    assert told(watch.look()).flow is not None


def test_a_file_replaced_by_another_is_not_told_as_gone(flow_file: Path) -> None:
    """Many editors rename the old file away before they write the new one."""
    watch = watching(flow_file)
    watch.look()
    flow_file.rename(flow_file.with_suffix(".bak"))
    assert watch.look() is None
    saved(flow_file, shipped_flow().source)
    assert told(watch.look()).faults == ()


def test_a_file_that_stays_broken_is_told_after_a_few_looks_and_once(flow_file: Path) -> None:
    watch = watching(flow_file)
    watch.look()
    saved(flow_file, BROKEN)
    assert [watch.look() for _ in range(PATIENCE)] == [None] * PATIENCE
    found = told(watch.look())
    assert found.flow is None
    assert found.faults
    assert watch.look() is None


def test_a_file_broken_from_the_start_is_told_at_once(flow_file: Path) -> None:
    saved(flow_file, BROKEN)
    assert told(watching(flow_file).look()).faults


def test_a_change_made_during_the_examination_is_seen_at_the_next_look(flow_file: Path) -> None:
    after = shipped_flow().source.replace("Quelle prestation ?", "Quelle aide ?")
    changes: list[Callable[[], None]] = [lambda: saved(flow_file, after)]

    def examine() -> Examined:
        found = examined(flow_file, DAY)
        if changes:
            changes.pop()()
        return found

    watch = Watch(flow_file, examine)
    watch.look()
    flow = told(watch.look()).flow
    assert flow is not None
    assert flow.questions["prestation"].text == "Quelle aide ?"


def test_the_same_size_at_another_date_is_another_version(flow_file: Path) -> None:
    watch = watching(flow_file)
    watch.look()
    saved(flow_file, shipped_flow().source.replace("Quelle", "Queele"))
    os.utime(flow_file, ns=(1, 1))
    assert told(watch.look()).flow is not None


LOCAL = """\
grammaire: 1
parcours: {name}
version: "1"
titre: Essai de {name}
etend: {base}
etabli_sur: "1"
"""


def test_a_change_of_the_flow_it_extends_is_seen_too(tmp_path: Path) -> None:
    county, town = tmp_path / "departement.yaml", tmp_path / "commune.yaml"
    saved(county, LOCAL.format(name="departement", base="non-recours"))
    saved(town, LOCAL.format(name="commune", base="departement"))
    assert chain_of(town) == (town, county, shipped_file())
    watch = watching(town)
    assert told(watch.look()).flow is not None
    words = "modifier:\n  questions:\n    prestation: {texte: Quelle aide ?}\n"
    saved(county, LOCAL.format(name="departement", base="non-recours") + words)
    flow = told(watch.look()).flow
    assert flow is not None
    assert flow.questions["prestation"].text == "Quelle aide ?"


def test_the_flow_it_extends_is_waited_for_where_it_is_missing(tmp_path: Path) -> None:
    county, town = tmp_path / "departement.yaml", tmp_path / "commune.yaml"
    saved(town, LOCAL.format(name="commune", base="departement"))
    watch = watching(town)
    assert [each.code for each in told(watch.look()).faults] == ["P080"]
    saved(county, LOCAL.format(name="departement", base="non-recours"))
    assert told(watch.look()).flow is not None


def test_flows_that_extend_each_other_are_looked_at_once_each(tmp_path: Path) -> None:
    one, other = tmp_path / "un.yaml", tmp_path / "deux.yaml"
    saved(one, LOCAL.format(name="un", base="deux"))
    saved(other, LOCAL.format(name="deux", base="un"))
    assert chain_of(one) == (one, other)
    assert told(watching(one).look()).faults


def test_a_file_that_is_no_flow_says_so(tmp_path: Path) -> None:
    case = tmp_path / "cas.yaml"
    source = (shipped_file().parent / "cases" / "06-quatre-retours.yaml").read_text(encoding="utf-8")
    saved(case, source)
    found = told(watching(case).look())
    assert found.flow is None
    assert any("n’est pas un parcours" in each.found for each in found.faults)
