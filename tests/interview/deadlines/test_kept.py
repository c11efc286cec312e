"""Deadlines of a situation: in its record, and in what is to be chased up."""

from __future__ import annotations

import datetime

import pytest

from interview.conversation import Conversation
from interview.files.finding import listing
from interview.follow_up import FollowError, a_relancer, cancel, conclude, done, remind
from interview.rebuilding import Rebuilder
from interview.sheets.content import sheet_of
from store import Base, DeadlineRecord, Filter
from templates import render_fiche
from tests.generated import fill
from tests.interview.deadlines.support import at, happens, kept, plain
from tests.support import CASE_6, answer_all, make_workplace

# ── what is kept ─────────────────────────────────────────────────────────────────────────────────


def test_a_notification_is_kept_as_a_day_that_rests_on_the_journal_alone(
    base: Base, held: Conversation
) -> None:
    """The day as the rule gives it, whatever the day it is read; a rebuild finds it again."""
    happens(held, "2026-03-02", "notification")
    expected = (DeadlineRecord("2026-05-02", "agir", "cra", False, "notification", "2026-03-02"),)
    assert kept(base, held) == expected
    rebuilder = Rebuilder(base, held.flow.catalogue)
    assert list(rebuilder.differences()) == []
    base.connection.execute("DELETE FROM deadline")
    rebuilder.rebuild()
    assert kept(base, held) == expected


def test_an_appeal_takes_the_way_and_an_outcome_ends_it(base: Base, held: Conversation) -> None:
    happens(held, "2026-03-01", "notification")
    happens(held, "2026-03-02", "recours")
    days = [(each.kind, each.day, each.sequel) for each in kept(base, held)]
    assert days == [("silence", "2026-05-02", False), ("agir", "2026-07-02", True)]
    conclude(held, 1, "droit_ouvert")
    assert kept(base, held) == ()


def test_what_had_passed_before_the_interview_is_no_reminder_but_the_sheet_tells_it(
    base: Base, held: Conversation
) -> None:
    happens(held, "2025-06-02", "notification")
    assert kept(base, held) == ()
    told = plain(render_fiche(sheet_of(held, 1), "texte"))
    assert "délai passé depuis le 4 août 2025" in told  # 2 August was a Saturday


def test_an_unknown_event_is_refused_with_the_nearest(held: Conversation) -> None:
    with pytest.raises(FollowError, match="notification"):
        happens(held, "2026-03-02", "notificatio")


def test_cancelling_the_step_takes_its_deadline_back(base: Base, held: Conversation) -> None:
    happens(held, "2026-03-02", "notification")
    (line,) = done(held, 1)
    assert "décision notifiée" in line.words
    cancel(held, 1, line.entry, "autre dossier")
    assert kept(base, held) == ()


# ── what is to be chased up ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("days", "said", "late"),
    [
        (44, "", False),
        (45, "au plus tard le samedi 2 mai 2026 (jour fermé, reporté au lundi 4 mai 2026)", False),
        (62, "c’est aujourd’hui", False),
        (63, "délai passé depuis le 4 mai 2026", True),
    ],
)
def test_a_deadline_comes_back_before_its_day_first_and_with_its_reasons(
    base: Base, held: Conversation, days: int, said: str, late: bool
) -> None:
    """Fifteen days before, as the settings say; on the day after the carried one it has passed."""
    happens(held, "2026-03-02", "notification")
    remind(held, 1, "30")
    deadlines = [each.deadline for each in a_relancer(at(base, days)).lines if each.deadline]
    assert len(deadlines) == bool(said)
    assert all(
        said in plain(each) and "Décision notifiée le 2 mars 2026" in plain(each) for each in deadlines
    )
    assert not late or a_relancer(at(base, days)).lines[0].late


def test_a_situation_without_reminder_comes_back_for_its_deadline_alone(
    base: Base, held: Conversation
) -> None:
    happens(held, "2026-03-02", "notification")
    remind(held, 1, "aucun")
    assert a_relancer(at(base, 44)).total == 0
    found = a_relancer(at(base, 45))
    assert (found.total, found.lines[0].since) == (1, "")
    wanted = Filter(to_chase_on=at(base, 45).today().isoformat())
    (row,) = listing(at(base, 45), wanted).lines
    assert plain(row.due) == "Délai : 2 mai 2026"
    earlier = Filter(to_chase_on=at(base, 44).today().isoformat())
    assert listing(at(base, 44), earlier).lines == ()


def test_silence_comes_back_on_its_day(base: Base, held: Conversation) -> None:
    happens(held, "2026-03-01", "notification")
    happens(held, "2026-03-02", "recours")
    later = [a_relancer(at(base, days)).lines[0].deadline for days in (59, 60, 121)]
    assert [bool(each) for each in later] == [False, True, True]
    assert "rejet implicite depuis le 2 mai 2026" in plain(later[1])
    assert "saisir le pôle social du tribunal judiciaire" in plain(later[2])


def test_deadlines_come_before_what_is_late_nearest_first(base: Base) -> None:
    place = make_workplace(base)

    def one(notified: str) -> str:
        held = Conversation.start(place)
        answer_all(held, {name: each for name, each in CASE_6.items() if name != "chronologie"})
        held.close()
        if notified:
            happens(held, notified, "notification")
        return held.situation_reference(1)

    late, passed, second, first = one(""), one("2026-02-10"), one("2026-03-01"), one("2026-02-28")
    lines = a_relancer(at(base, 50)).lines
    assert [each.reference for each in lines] == [first, second, passed, late]
    assert [each.reference for each in a_relancer(at(base, 50), 2).lines] == [first, second]
    assert a_relancer(at(base, 50), 2).total == 4


def test_what_is_counted_is_what_is_listed_whatever_was_followed_and_requalified(base: Base) -> None:
    """Over real interviews at random, on days before and after their deadlines."""
    fill(base, 25, 3)
    for days in (-400, 0, 40, 90, 200, 900):
        day = at(base, days).today()
        ahead = day + datetime.timedelta(days=15)
        asked = (day.isoformat(), ahead.isoformat())
        listed = base.chase_list(asked[0], 10_000, asked[1])
        found = base.find(Filter(to_chase_on=asked[0], deadline_until=asked[1]), limit=10_000)
        assert base.to_chase_up(*asked) == len(listed) == len(found.rows)
        assert {each.reference for each in listed} == {each.reference for each in found.rows}
