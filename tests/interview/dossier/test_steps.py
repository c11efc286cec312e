"""What the screen says at each step of a dossier."""

from __future__ import annotations

from collections.abc import Callable

from interview.dossier.changes import changes
from interview.dossier.saving import hand
from interview.dossier.service import Dossier
from interview.dossier.state import Promise, Subject
from interview.tui.screens.dossier_steps import rows

from .conftest import Clock, Hold


def told(dossier: Dossier, step: str, code: str) -> str:
    found = next(each for each in rows(dossier, step) if each.code == code)
    return found.help.replace("\u00a0", " ").replace("\u202f", " ")


def test_no_benefit_chosen_is_said_in_the_feminine(dossier: Callable[..., Dossier]) -> None:
    assert told(dossier(), "sujet", "benefit") == "toutes"
    assert told(dossier(), "sujet", "domain") == "tous"


def test_a_later_edition_over_the_same_old_period_says_so_before_it_is_written(
    dossier: Callable[..., Dossier], hold: Hold, clock: Clock
) -> None:
    hold()
    begun = dossier(Subject(organism="cpam", until="2026-03-31"))
    assert "période" not in told(begun, "ecrire", "apercu")
    hand(begun)
    assert "période" not in told(begun, "ecrire", "apercu")
    clock.days(60)
    assert "sa période s’arrête toujours au 31 mars 2026 ; l’étape Sujet" in told(
        begun, "ecrire", "apercu"
    ).replace(" : l’étape", " ; l’étape")


def test_promises_none_of_which_is_kept_are_not_counted_as_zero(dossier: Callable[..., Dossier]) -> None:
    place = dossier().place
    made = changes(1, "2026-01-01", {}, {}, (Promise(what="Un reçu", due="2026-02"),), place.today())
    assert [each.replace("\u00a0", " ") for each in made.phrases][-1].endswith("engagement : 1 en retard")
