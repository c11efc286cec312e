"""Whichever way a record is opened, the access log says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from interview.access import opened, resumed
from interview.cli import cli
from store import Base
from store.privacy import access
from tests.privacy.marked import marked_interview
from tests.support import make_workplace


@pytest.mark.parametrize(
    ("words", "what", "reference"),
    [
        (("fiche", "{situation}"), "fiche", "{situation}"),
        (("base", "acces", "{household}"), "acces", "{household}"),
        (("dossiers", "voir", "{situation}"), "consultation", "{situation}"),
        (("dossiers", "menage", "{household}"), "consultation", "{household}"),
        (("dossiers", "historique", "{situation}"), "consultation", "{situation}"),
    ],
)
def test_a_command_that_shows_a_record_is_noted(
    tmp_path: Path, words: tuple[str, ...], what: str, reference: str
) -> None:
    with Base.open(tmp_path / "repere.db") as base:
        held = marked_interview(make_workplace(base))
        names = {"situation": held.situation_reference(1), "household": held.interview.household}
        result = CliRunner().invoke(
            cli, [*(each.format(**names) for each in words), "--base", str(base.path)]
        )
        assert result.exit_code == 0, result.output
        (line,) = access.consultations(base, names["household"])
        assert (line.what, line.reference) == (what, reference.format(**names))


def test_an_interview_taken_up_again_is_noted(tmp_path: Path) -> None:
    with Base.open(tmp_path / "repere.db") as base:
        held = marked_interview(make_workplace(base))
        again = resumed(held.workplace, held.heading.id)
        assert opened(again, 1) == ""
        lines = access.consultations(base, held.interview.household)
        assert [each.reference for each in lines] == [held.reference, held.situation_reference(1)]
