"""What is done and learnt after the interview: checked, kept at once or not at all, told in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from interview.conversation import Conversation
from interview.follow_up import (
    Act,
    Conclude,
    FollowError,
    Remind,
    Tell,
    a_relancer,
    act,
    cancel,
    conclude,
    done,
    keep,
    link,
    remind,
    tell,
    unlink,
)
from interview.rebuilding import Rebuilder
from interview.sheets.content import sheet_of
from store import Base, SituationRecord
from templates import render_fiche
from tests.support import CASE_6, START, answer_all, make_workplace, ticking_clock

CASE_6_MINUTES = int(CASE_6["minutes"])
DAY = 24 * 3600 * 1000


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with Base.open(tmp_path / "repere.db") as opened:
        yield opened


@pytest.fixture
def held(base: Base) -> Conversation:
    """Case 6, closed on Tuesday 3 March 2026 with a non-réception that waits for an answer."""
    conversation = Conversation.start(make_workplace(base))
    answer_all(conversation, CASE_6)
    conversation.close()
    return conversation


def read_on(held: Conversation, days: int) -> Conversation:
    """The same interview, read *days* days after 3 March 2026."""
    base = held.workplace.base
    fresh = iter(range(1_000_000 + days * 1000, 2_000_000))
    place = make_workplace(
        base,
        now=ticking_clock(START + days * DAY),
        new_id=lambda: type(held.heading.id)(int=(0x0190 << 112) | (7 << 76) | (2 << 62) | next(fresh)),
    )
    return Conversation.read(place, held.heading.id, place.machine.flow.catalogue)


def situation(held: Conversation, rank: int = 1) -> SituationRecord:
    base = held.workplace.base
    record = base.record(held.heading.id) if base else None
    assert record is not None
    return record.situations[rank - 1]


def faults(error: pytest.ExceptionInfo[FollowError]) -> list[str]:
    return [each.field for each in error.value.faults]


def test_an_action_is_kept_with_its_minutes_and_says_when_to_come_back(held: Conversation) -> None:
    """A letter sent on Thursday 12 March 2026 is to be chased up three working days later."""
    later = read_on(held, 9)
    said = act(later, 1, "courrier", minutes=20)
    assert said == "Noté\u00a0: Courrier ou courriel, le 12 mars 2026, 20 minutes. " + (
        "À relancer à partir du mardi 17 mars."
    )
    (kept,) = situation(held).suivis
    assert (kept.kind, kept.code, kept.date, kept.minutes) == ("action", "courrier", "2026-03-12", 20)
    assert (situation(held).relance_le, situation(held).retard_le) == ("2026-03-17", "2026-04-02")


def test_an_action_that_expects_no_answer_leaves_the_reminder(held: Conversation) -> None:
    """Explaining something to the person does not make the institution answer."""
    act(read_on(held, 9), 1, "information_orientation")
    assert situation(held).relance_le == "2026-03-06"


def test_an_action_told_late_never_brings_a_reminder_forward(held: Conversation) -> None:
    """What the agent set for June stays in June."""
    later = read_on(held, 9)
    remind(later, 1, "15/06/2026")
    act(later, 1, "courrier", "04/03/2026")
    assert situation(held).relance_le == "2026-06-15"


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (Act("courier"), "action"),
        (Act("courrier", minutes=0), "minutes"),
        (Act("courrier", minutes="601"), "minutes"),
        (Act("courrier", minutes="vingt"), "minutes"),
        (Act("courrier", "14/03/2026"), "date"),
        (Act("courrier", "03/2026"), "date"),
        (Act("courrier", "12/03/2024"), "date"),
        (Act("courrier", "le mois prochain"), "date"),
        (Tell({"date": "12/03/2026"}), "fait"),
        (Tell({"date": "12/03/2062", "fait": "Réponse."}), "date"),
        (Tell({"date": "12/03/2026", "fait": "Réponse.", "humeur": "bonne"}), "fait"),
        (Conclude("gagne"), "suite"),
        (Conclude("droit_ouvert", useful="peut-être"), "utile"),
        (Conclude("rejet", recovered="120"), "recupere"),
        (Conclude("droit_ouvert", recovered="beaucoup"), "recupere"),
        (Conclude("droit_ouvert", "2027"), "date"),
        (Remind("0"), "rappel"),
        (Remind("251"), "rappel"),
        (Remind("01/03/2026"), "rappel"),
        (Remind("avril"), "rappel"),
        (Remind("12/04/2062"), "rappel"),
    ],
)
def test_what_is_wrong_is_refused_by_name_and_nothing_is_kept(
    held: Conversation, asked: Any, field: str
) -> None:
    """The reason names the field, and the journal is as it was."""
    later = read_on(held, 9)
    before = situation(held)
    with pytest.raises(FollowError) as error:
        keep(later, 1, asked)
    assert faults(error) == [field]
    assert situation(held) == before


def test_several_things_are_kept_together_or_not_at_all(held: Conversation) -> None:
    """One wrong amount keeps the letter out too, and all that is wrong is said at once."""
    later = read_on(held, 9)
    before = situation(held)
    with pytest.raises(FollowError) as error:
        keep(later, 1, Act("courrier"), Act("lettre"), Conclude("droit_ouvert", recovered="beaucoup"))
    assert faults(error) == ["action", "recupere"]
    assert situation(held) == before
    keep(later, 1, Act("courrier"), Tell({"fait": "Réponse reçue."}), Conclude("droit_ouvert"))
    assert [each.kind for each in situation(held).suivis] == ["action", "fait", "suite"]
    assert situation(held).relance_le is None


def test_a_date_before_the_situation_began_is_kept_once_confirmed(held: Conversation) -> None:
    """The situation began in 2025: 2024 is more often a slip than a fact."""
    later = read_on(held, 9)
    with pytest.raises(FollowError, match="avant 2025"):
        act(later, 1, "courrier", "12/03/2024")
    act(later, 1, "courrier", "12/03/2024", anyway=True)
    assert situation(held).suivis[0].date == "2024-03-12"


def test_a_step_keeps_the_very_proof_that_is_held(held: Conversation) -> None:
    """« Accusé de réception » is a proof, and its name is worth keeping."""
    said = tell(
        read_on(held, 9),
        1,
        {"date": "hier", "acteur": "la CPAM", "canal": "courrier", "fait": "Refus.", "preuve": "courriel"},
    )
    (kept,) = situation(held).suivis
    assert (kept.date, kept.fait, kept.preuve) == ("2026-03-11", "Refus (preuve : courriel).", True)
    assert said.startswith(
        "Noté\u00a0: 11 mars 2026, la CPAM, courrier\u00a0: Refus (preuve\u00a0: courriel)."
    )
    step = sheet_of(read_on(held, 10), 1).chronologie[-1]
    assert (step.fait, step.preuve, step.preuve_texte) == ("Refus.", True, "courriel")


def test_an_outcome_says_what_it_replaces_and_ends_the_reminder(held: Conversation) -> None:
    """The last one counts; the first stays in the journal."""
    later = read_on(held, 60)
    assert conclude(later, 1, "sans_nouvelles").endswith("À relancer depuis le vendredi 6 mars, en retard.")
    said = conclude(later, 1, "droit_ouvert", "04/2026", "1 206,50", "oui")
    assert said.split(" Cela remplace")[0] == (
        "Noté\u00a0: Droit ouvert, en avril 2026, 1\u202f206,50\u202f€ récupérés, utile à la personne."
    )
    assert said.endswith("Il n’y a plus rien à relancer.")
    kept = situation(held)
    assert (kept.suite, kept.suite_date, kept.recupere, kept.utile) == (
        "droit_ouvert",
        "2026-04",
        120650,
        "oui",
    )


def test_a_reminder_is_a_number_of_working_days_a_day_or_none(held: Conversation) -> None:
    """Good Friday is worked in most of France, Easter Monday nowhere."""
    later = read_on(held, 30)  # Thursday 2 April 2026
    assert remind(later, 1, 3) == "À relancer à partir du mercredi 8 avril."
    assert remind(later, 1, "05/05/2026") == "À relancer à partir du mardi 5 mai."
    assert remind(later, 1, "aucun") == "Aucun rappel n’est posé."
    assert situation(held).relance_le is None


def test_cancelling_brings_back_the_reminder_before(held: Conversation) -> None:
    """A letter that was never sent must not put off the day to chase it up."""
    later = read_on(held, 9)
    act(later, 1, "courrier")
    assert situation(held).relance_le == "2026-03-17"
    (line,) = done(later, 1)
    said = cancel(later, 1, line.entry, "courrier jamais parti")
    assert situation(held).relance_le == "2026-03-06"
    assert situation(held).suivis == ()
    assert said.endswith("À relancer depuis le vendredi 6 mars.")
    with pytest.raises(FollowError):
        cancel(later, 1, line.entry, "une seconde fois")


def test_cancelling_an_outcome_makes_the_situation_wait_again(held: Conversation) -> None:
    """Nothing was opened after all: it is to be chased up as before."""
    later = read_on(held, 9)
    conclude(later, 1, "rejet")
    assert situation(held).relance_le is None
    cancel(later, 1, done(later, 1)[0].entry, "autre dossier")
    assert (situation(held).suite, situation(held).relance_le) == (None, "2026-03-06")


def test_numbers_never_change_and_what_was_cancelled_says_why(held: Conversation) -> None:
    """Number 2 is the same line before and after number 1 is cancelled."""
    later = read_on(held, 9)
    keep(later, 1, Act("courrier"), Act("recours"))
    first, second = done(later, 1)
    cancel(later, 1, first.entry, "en double")
    again = done(later, 1)
    assert [each.number for each in again] == [1, 2]
    assert again[1] == second
    assert again[0].cancelled == "en double"


def test_a_reason_is_needed_to_cancel(held: Conversation) -> None:
    """Whoever reads the history later must understand."""
    later = read_on(held, 9)
    act(later, 1, "courrier")
    with pytest.raises(FollowError) as error:
        cancel(later, 1, done(later, 1)[0].entry, "  ")
    assert faults(error) == ["motif"]


def test_the_journal_alone_gives_the_same_follow_up(held: Conversation, base: Base) -> None:
    """What the tables say of it can be made again."""
    later = read_on(held, 9)
    keep(later, 1, Act("courrier"), Tell({"fait": "Appel reçu."}))
    conclude(later, 1, "sans_nouvelles")
    cancel(later, 1, done(later, 1)[0].entry, "en double")
    catalogue = later.flow.catalogue
    assert list(Rebuilder(base, catalogue).differences()) == []


def test_the_sheet_tells_what_was_done_since_as_one_story(held: Conversation) -> None:
    """Steps by dates whenever they were noted, minutes in total, what came of it instead of « en cours »."""
    later = read_on(held, 60)
    keep(later, 1, Act("recours", "12/03/2026", 40), Act("courrier", "04/03/2026"))
    tell(later, 1, {"date": "10/2025", "acteur": "la CPAM", "fait": "Premier refus.", "preuve": "oui"})
    tell(later, 1, {"date": "20/03/2026", "fait": "Accord reçu."})
    conclude(later, 1, "droit_ouvert", "21/03/2026", "120", "oui")
    sheet = sheet_of(later, 1)
    dates = ["2025-08", "2025-10", "2025-12-01", "2026-03-20"]
    assert [each.date for each in sheet.chronologie] == dates
    assert [(each.libelle, each.date) for each in sheet.suivis] == [
        ("Courrier ou courriel", "2026-03-04"),
        ("Recours", "2026-03-12"),
    ]
    assert sheet.minutes == CASE_6_MINUTES + 40
    text = str(render_fiche(sheet, "texte")).replace("\u00a0", " ").replace("\u202f", " ")
    assert "Situation : Droit ouvert, le 21 mars 2026, montant récupéré : 120 €, utile à" in text
    assert "en cours" not in text.lower()
    assert "Temps passé : 1 h 25" in text


# ── to chase up ──────────────────────────────────────────────────────────────────────────────────


def test_what_waits_comes_late_first_with_what_was_last_done(base: Base) -> None:
    """The oldest silence is on top; what is not due yet is not there."""
    for seed, days in ((1, 0), (2, 20), (3, 27)):
        place = make_workplace(base, seed=seed, now=ticking_clock(START + days * DAY), new_id=_ids(seed))
        held = Conversation.start(place)
        answer_all(held, CASE_6)
        held.close()
        if seed == 2:
            act(held, 1, "contact_telephonique")
    today = make_workplace(base, now=ticking_clock(START + 28 * DAY))  # Tuesday 31 March
    found = a_relancer(today)
    assert [(each.late, each.since) for each in found.lines] == [
        (True, "depuis 25 jours (vendredi 6 mars)"),
        (False, "depuis 5 jours (jeudi 26 mars)"),
    ]
    assert [each.last for each in found.lines] == ["", "Appel à l’organisme, le 23 mars 2026"]
    assert found.total == 2
    assert found.lines[0].object.startswith("Complémentaire santé solidaire")


def _ids(seed: int) -> Any:
    from uuid import UUID

    ranks = iter(range(seed * 100_000, (seed + 1) * 100_000))
    return lambda: UUID(int=(0x018F << 112) | (7 << 76) | (2 << 62) | next(ranks))


# ── links ────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def two(base: Base) -> Conversation:
    """Two situations of one household in one closed interview, not linked."""
    held = Conversation.start(make_workplace(base))
    answer_all(held, CASE_6)
    held.add_situation()
    answer_all(held, CASE_6)
    held.close()
    return held


def test_a_link_told_later_is_kept_and_taken_back(two: Conversation) -> None:
    """Either way round, whatever was entered first."""
    first, second = two.situation_reference(1), two.situation_reference(2)
    before = (two.interview.active, two.interview.place, two.interview.closed)
    link(two, 2, first)
    assert situation(two, 2).causee_par == first
    assert (two.interview.active, two.interview.place, two.interview.closed) == before
    unlink(two, 2)
    assert situation(two, 2).causee_par is None
    link(two, 1, second.lower())
    assert situation(two, 1).causee_par == second


def test_a_circle_of_causes_is_refused_with_its_names(two: Conversation) -> None:
    """Nothing is at its own origin, even by way of another."""
    first, second = two.situation_reference(1), two.situation_reference(2)
    link(two, 2, first)
    with pytest.raises(FollowError, match=f"{first} → {second} → {first}"):
        link(two, 1, second)
    with pytest.raises(FollowError, match=f"{first} → {first}"):
        link(two, 1, first)
    assert situation(two, 1).causee_par is None


def test_a_cause_in_another_household_is_refused(two: Conversation, base: Base) -> None:
    """A cascade belongs to one household."""
    place = make_workplace(base, seed=9, new_id=_ids(9))
    other = Conversation.start(place)
    answer_all(other, CASE_6)
    other.close()
    with pytest.raises(FollowError, match="n’est pas une situation du ménage"):
        link(two, 1, other.situation_reference(1))
    with pytest.raises(FollowError):
        link(two, 1, "26-XXXXX-1")
