"""Who has answered: counts and numbers only; and the list of the sessions last held."""

from __future__ import annotations

from pathlib import Path

from interview.rehearsal.session.folder.arriving import Arrived, arrivals_in_words, arrivals_of, signature_of
from interview.rehearsal.session.folder.recent import MOST, RecentSessions
from interview.rehearsal.session.reporting.report import report_of
from interview.rehearsal.session.reporting.showing import shown

from .simulated import GUICHET, RENONCE, answers, fifteen, prepared_in, with_answers


def test_arrivals_count_whole_cases(tmp_path: Path) -> None:
    """One has played all four, one half, one again after: each is said as it is."""
    session = prepared_in(tmp_path / "s")
    assert arrivals_in_words(session, 3) == ("Aucune réponse sur 3 attendues.",)
    session = with_answers(
        session,
        answers(session, 1),
        answers(session, 2, only=[GUICHET, RENONCE]),
        answers(session, 1, moment="apres", only=[GUICHET]),
    )
    assert arrivals_of(session) == (
        Arrived(1, "avant", 4, 4),
        Arrived(1, "apres", 1, 1),
        Arrived(2, "avant", 2, 4),
    )
    assert arrivals_in_words(session, 3) == (
        "2 sur 3 ont répondu.",
        "1 n’a pas fini tous les cas.",
        "Après la discussion\u00a0: 1 a répondu à nouveau.",
    )


def test_the_signature_changes_with_any_file_of_the_session(tmp_path: Path) -> None:
    """A file more, a note, a text changed: seen; a file of another kind: not."""
    session = prepared_in(tmp_path / "s")
    seen = {signature_of(session.place)}
    with_answers(session, answers(session, 1))
    seen.add(signature_of(session.place))
    (session.place / "notes.json").write_text("{}", "utf-8")
    seen.add(signature_of(session.place))
    assert len(seen) == 3
    (session.place / "compte-rendu.pdf").write_bytes(b"pdf")
    assert signature_of(session.place) in seen
    assert signature_of(tmp_path / "absent") == ()


def test_only_the_references_that_were_shown_are_counted_with(tmp_path: Path) -> None:
    """Without any, the figures are those of a report without reference; with all, those with it."""
    session = fifteen(tmp_path / "s")
    every = [each.name for each in session.cases]
    assert shown(session).figures == report_of(session, reference=False).figures
    assert shown(session, every).figures == report_of(session).figures
    one = shown(session, [GUICHET]).figures
    assert {each.unit.case for each in one.outcomes if each.reference_label} == {GUICHET}
    assert {each.unit.case for each in one.partings} == {GUICHET}
    assert {place.unit.case for each in one.missed for place in each.places} <= {GUICHET}


def test_the_list_is_a_convenience_that_never_fails(tmp_path: Path) -> None:
    """The last opened first, so many at most; gone folders and a broken file are passed over."""
    held = RecentSessions(tmp_path / "x" / "seances.json")
    assert held.all() == ()
    for number in range(MOST + 3):
        (tmp_path / str(number)).mkdir()
        held.remember(tmp_path / str(number), f"Séance {number}", number, expected=number)
    held.remember(tmp_path / "9", "Séance 9", 99)
    assert [each.title for each in held.all()][:2] == ["Séance 9", f"Séance {MOST + 2}"]
    assert len(held.all()) == MOST
    assert held.expected(tmp_path / "9") == 9
    (tmp_path / "9").rmdir()
    assert held.all()[0].title == f"Séance {MOST + 2}"
    held.path.write_text("[{", "utf-8")
    assert held.all() == ()
    held.path.unlink()
    held.path.mkdir()
    held.remember(tmp_path / "1", "Séance", 1)
    assert held.all() == ()
