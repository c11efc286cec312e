"""A case rehearsed by keyboard, from its setting to its conclusion."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.faults import ContentError
from interview.line.rehearsal import play_line
from interview.rehearsal.alone.playing import Attempt, Practice
from interview.rehearsal.cases.collection import case_named
from interview.rehearsal.debrief.words import NOT_REACHED
from interview.tui.rehearsing import Rehearsing
from interview.tui.screens.debrief import DebriefScreen
from interview.tui.screens.formation import FormationScreen
from interview.tui.screens.rehearsal import RehearsalScreen
from interview.tui.screens.rehearsal_setting import SettingScreen
from interview.tui.screens.rehearsal_verdict import PracticeVerdict
from interview.tui.widgets.person import PersonSays
from store.errors import DiskFull
from store.rehearsals import RehearsalFile
from tests.interview.tui.conftest import Agent
from tests.interview.tui.rehearsal.support import (
    BEGIN_6,
    FIND_6,
    REFERENCE,
    SCENE,
    WRONG,
    Rehearse,
    hidden_in,
    opens,
    plain,
    rehearsal,
    told_in_6,
    two_scenes,
    ways_in_6,
)

TO_THE_REQUEST = (*BEGIN_6, *REFERENCE[:10])
HUGE = (120, 400)


def held(agent: Agent) -> Practice:
    return rehearsal(agent).held


def heard(agent: Agent) -> str:
    """The last words of the person, as they are drawn."""
    last = rehearsal(agent).query(PersonSays).last()
    return plain(" ".join(line.plain.strip("▎ ") for line in last.lines(200)))


async def test_the_setting_comes_first_then_the_person_speaks_at_each_question(rehearse: Rehearse) -> None:
    """Who comes, and the papers; then « La personne : » before the first question, and before a later one."""
    async with rehearse(*FIND_6) as agent:
        assert isinstance(agent.app.screen, SettingScreen)
        assert opens(case_named("06-quatre-retours").case.setting) in agent.sees
        assert "Lettre de la CPAM" in agent.sees
        await agent.types("enter")
        assert isinstance(agent.app.screen, RehearsalScreen)
        assert f"La personne : {told_in_6('nature')}" in agent.sees
        await agent.types(*REFERENCE[:6])
        assert held(agent).interview.place == "eligibilite"
        assert f"La personne : {told_in_6('eligibilite')}" in agent.sees


async def test_a_way_of_asking_joins_what_was_said_and_is_offered_once(rehearse: Rehearse) -> None:
    """What the agent asks and what the person answers stay above the question, which does not move."""
    async with rehearse(*TO_THE_REQUEST, "f7") as agent:
        ways = ways_in_6("demande")
        assert all(asked in agent.sees for asked, _ in ways)
        await agent.types("2")
        assert held(agent).interview.place == "demande"
        assert f"Vous : « {ways[1][0]}" in heard(agent)
        assert f"La personne : {ways[1][1]}" in heard(agent)
        await agent.types("f7")
        assert len(held(agent).probes()) == 1
        await agent.types("1", "f7")
        assert agent.app.screen is rehearsal(agent), "nothing is left to ask, and no empty window opens"
        assert "Pas d’autre façon de demander ici" in agent.sees
        assert held(agent).attempt().probes == ((1, "demande", 1), (1, "demande", 0))


async def test_going_back_and_forth_says_a_thing_once(rehearse: Rehearse) -> None:
    """A question shown again brings its words with it; they are not twice in the transcript."""
    async with rehearse(*TO_THE_REQUEST, "escape", "tab") as agent:
        assert held(agent).interview.place == "demande"
        said = [each.question for each in rehearsal(agent).query(PersonSays)]
        assert len(said) == len(set(said))
        assert said[-1] == "voix:demande"


async def test_what_is_ticked_survives_asking_again(rehearse: Rehearse) -> None:
    """The question in hand is not made anew when the person speaks."""
    async with rehearse(*TO_THE_REQUEST) as agent:
        before = agent.app.screen.query_one(".question")
        await agent.types("f7", "1")
        assert agent.app.screen.query_one(".question") is before


async def test_the_papers_are_read_again_at_any_question(rehearse: Rehearse) -> None:
    """The setting, the papers and the words so far, then back to the same question."""
    async with rehearse(*TO_THE_REQUEST, "f7", "2", size=HUGE) as agent:
        await agent.types("ctrl+o")
        case = case_named("06-quatre-retours").case
        papers = [opens(each.text) for each in case.papers]
        for told in (opens(case.setting), *papers, told_in_6("proposition"), ways_in_6("demande")[1][1]):
            assert told in agent.sees
        await agent.types("escape")
        assert agent.app.screen is rehearsal(agent)
        assert held(agent).interview.place == "demande"


async def test_nothing_of_the_reference_is_on_any_screen_before_the_end(rehearse: Rehearse) -> None:
    """At each question, with every window opened and every way of asking tried, no reason nor worth shows."""
    secrets = [plain(each) for each in hidden_in(case_named("06-quatre-retours"))]
    assert len(secrets) > 20
    seen: list[str] = []
    async with rehearse(*FIND_6, size=HUGE) as agent:
        seen.append(agent.sees)
        await agent.types("enter")
        for key in WRONG:
            for window in ("f1", "f2", "f3", "f7", "ctrl+o"):
                await agent.types(window)
                seen.append(agent.sees)
                await agent.types(*(["escape"] if agent.app.screen is not rehearsal(agent) else []))
            while held(agent).probes():
                await agent.types("f7", "1")
                seen.append(agent.sees)
            await agent.types(key)
            seen.append(agent.sees)
        assert isinstance(agent.app.screen, PracticeVerdict)
        await agent.types("3")
        seen.append(agent.sees)
        everything = "\n".join(seen)
        assert [each for each in secrets if each in everything] == []
        await agent.types("escape", "1")
        assert isinstance(agent.app.screen, DebriefScreen)
        assert any(each in agent.sees for each in secrets), "the search would find them"


async def test_no_key_of_a_rehearsal_leads_to_a_sheet(rehearse: Rehearse) -> None:
    """Neither the conclusion, nor the card after it, nor a key of this screen says « fiche »."""
    async with rehearse(*BEGIN_6, *REFERENCE, size=(120, 60)) as agent:
        assert isinstance(agent.app.screen, PracticeVerdict)
        assert "fiche" not in agent.sees
        await agent.types("escape")
        assert "Tout a été demandé" in agent.sees
        assert "fiche" not in agent.sees
        await agent.types("f7")
        assert agent.app.screen is rehearsal(agent)


async def test_an_answer_is_changed_from_the_conclusion(rehearse: Rehearse) -> None:
    """« Revoir mes réponses », then the new answer counts."""
    async with rehearse(*BEGIN_6, *REFERENCE, "2") as agent:
        await agent.types(*"quoi", "enter")
        assert held(agent).interview.cursor == "appui_eligibilite"
        await agent.types("3", "f6")
        assert held(agent).interview.answers(1)["appui_eligibilite"] == "personne"


async def test_leaving_keeps_the_rehearsal_where_it_stands(rehearse: Rehearse) -> None:
    """F10, then it waits at the top of the cases, with what was said and the way that was asked."""
    async with rehearse(*TO_THE_REQUEST, "f7", "2", "f10") as agent:
        assert "Vos réponses sont gardées" in agent.sees
        await agent.types("1")
        assert isinstance(agent.app.screen, FormationScreen)
        assert "À reprendre" in agent.sees
    async with rehearse("enter", size=(80, 40)) as agent:
        assert held(agent).interview.place == "demande"
        assert ways_in_6("demande")[1][1] in heard(agent)
        assert told_in_6("proposition") in agent.sees


async def test_a_setting_that_was_only_read_leaves_no_trace(
    rehearse: Rehearse, apart: Callable[[], Rehearsing]
) -> None:
    """Nothing is kept before the first answer."""
    async with rehearse(*BEGIN_6, "f10", "1") as agent:
        assert isinstance(agent.app.screen, FormationScreen)
        assert "À reprendre" not in agent.sees
    assert apart().shelf.alone() == []


async def test_the_second_situation_is_told_then_asked_where_it_comes_from(rehearse: Rehearse) -> None:
    """« Vient-elle de la première ? » is asked after what the person adds; both conclusions are compared."""
    async with rehearse("enter", *SCENE, case=two_scenes()) as agent:
        assert isinstance(agent.app.screen, PracticeVerdict)
        assert "La personne a autre chose à dire" in agent.sees
        await agent.types("1")
        assert "« Et puis il y a l’autre guichet. »" in agent.sees
        assert "Vient-elle de la première ?" in agent.sees
        await agent.types("1")
        assert held(agent).interview.active == 2
        assert held(agent).attempt().causes[1] == 1
        assert "La personne : « Encore un papier. »" in agent.sees
        await agent.types(*SCENE)
        assert "La personne a autre chose à dire" not in agent.sees
        await agent.types("1")
        assert isinstance(agent.app.screen, DebriefScreen)
        assert "réponse par réponse" in agent.sees


async def test_one_may_stop_before_the_last_situation(rehearse: Rehearse) -> None:
    """The return then says what was not heard."""
    async with rehearse("enter", *SCENE, "2", case=two_scenes(), size=(120, 60)) as agent:
        assert isinstance(agent.app.screen, DebriefScreen)
        assert plain(NOT_REACHED) in agent.sees


async def test_a_person_who_is_silent_is_said_to_be(rehearse: Rehearse) -> None:
    """The silence is told in words, and the first key after it is still an answer."""
    async with rehearse("enter", *SCENE[:6], case=two_scenes()) as agent:
        assert held(agent).interview.place == "demande"
        assert heard(agent).startswith("La personne se tait. La personne : « Euh")


async def test_a_full_disk_is_told_and_the_same_answer_counts_once(
    rehearse: Rehearse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is tried again from the window, and the next question comes."""
    append, full = RehearsalFile.append, [True]

    def refused(self: RehearsalFile, *given: object) -> None:
        if full.pop() if full else False:
            raise DiskFull(self.path, "ecriture")
        append(self, *given)  # type: ignore[arg-type]

    async with rehearse(*BEGIN_6) as agent:
        monkeypatch.setattr(RehearsalFile, "append", refused)
        await agent.types("1")
        assert held(agent).interview.place == "nature"
        await agent.types("1")
        assert held(agent).interview.place == "prestation"
        assert [each.kind for each in held(agent)._keeping.events].count("reponse") == 1


async def test_an_attempt_that_cannot_be_taken_up_leads_back_to_the_cases(
    rehearse: Rehearse, apart: Callable[[], Rehearsing], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Erased in another window, or unreadable: it is told, and nothing is left half open."""
    async with rehearse(*BEGIN_6, "1", "f10", "1") as agent:
        (waiting,) = apart().shelf.waiting()
        apart().forget(waiting.heading.id)
        await agent.types("home", "enter")
        assert "Cet essai n’est pas (ou n’est plus)" in agent.sees
        await agent.types("1")
        assert isinstance(agent.app.screen, FormationScreen)
        assert "À reprendre" not in agent.sees

    def unreadable(*_: object) -> None:
        raise ContentError([])

    async with rehearse(*BEGIN_6, "1", "f10", "1") as agent:
        monkeypatch.setattr(Practice, "take_up", unreadable)
        await agent.types("home", "enter")
        assert isinstance(agent.app.screen, FormationScreen)


# ── the plain face ───────────────────────────────────────────────────────────────────────────────


def essence(attempt: Attempt) -> tuple[object, ...]:
    """What an attempt says, without its times."""
    given = [(each.rank, each.answers, each.path, each.outcome, each.decided) for each in attempt.given]
    return attempt.case, attempt.case_text, given, attempt.probes


async def test_screen_and_plain_prompts_give_the_same_attempt(
    rehearse: Rehearse, apart: Callable[[], Rehearsing]
) -> None:
    """« Quatre retours » answered wrongly, one way of asking being tried, by keys and by lines."""
    async with rehearse(*BEGIN_6, *WRONG[:10], "f7", "2", *WRONG[10:], "1") as agent:
        screen = agent.app.screen
        assert isinstance(screen, DebriefScreen)
        on_screen = essence(screen.read.attempt)
    lines = iter(("1", "cmuc", "1", *"1111", ":relancer 2", "6", "1", "1", "1", "", "1"))
    place = apart()
    practice = place.begin(case_named("06-quatre-retours"))
    by_line = play_line(practice, ask=lambda _: next(lines), say=lambda _: None)
    assert by_line is not None
    assert essence(by_line) == on_screen


async def test_asking_again_is_in_the_bar_only_where_there_is_another_way(rehearse: Rehearse) -> None:
    """A key that would say that nothing can be done is not offered."""
    async with rehearse(*BEGIN_6, size=(120, 40)) as agent:
        screen = agent.app.screen
        assert isinstance(screen, RehearsalScreen)
        offered = {bool(screen.held.probes()): "Relancer" in agent.sees}
        for key in WRONG:
            await agent.types(key)
            if agent.app.screen is screen and screen.held.prompt() is not None:
                assert ("Relancer" in agent.sees) == bool(screen.held.probes())
                offered[bool(screen.held.probes())] = "Relancer" in agent.sees
        assert offered == {True: True, False: False}
