"""A case rehearsed: the conversation of every interview, with the person’s own words before each question.

It is framed from its first question to its conclusion, and nothing of it knows the reference.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

import msgspec
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from flows.faults import ContentError
from interview.effect import Effect
from interview.rehearsal.alone.playing import Attempt, Practice
from interview.rehearsal.alone.setting import Heard, Spoken
from interview.tui import keys, sources
from interview.tui.framing import Rehearsed
from interview.tui.rehearsal_keys import REHEARSAL_KEYS
from interview.tui.screens import rehearsal_dialogs as dialogs
from interview.tui.screens.conversation import NEW_SITUATION, NOT_YET, ConversationScreen
from interview.tui.screens.dialogs import Reading, store_dialog
from interview.tui.screens.rehearsal_setting import setting_lines
from interview.tui.screens.rehearsal_verdict import NEXT, RETURN, PracticeVerdict, ending_of
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu
from interview.tui.widgets.panel import KnownPanel, known_lines
from interview.tui.widgets.person import PersonSays
from interview.tui.widgets.transcript import KEPT
from interview.tui.widgets.utterance import Telling, Utterance
from interview.views import Known, Option
from store import StoreError
from templates.typography import french

TakeUp = Callable[[], Practice]
"""Begins a rehearsal, or takes one up again. Raises ContentError, StoreError."""
Finished = Callable[[Attempt], None]

BEGUN = french("« {title} ». Ctrl+O relit le cadre et les papiers.")
BEGUN_ASKING = french("« {title} ». F7 demande autrement ; Ctrl+O relit le cadre et les papiers.")
TAKEN_UP = french("« {title} », là où vous en étiez : F2 change une réponse d’avant.")
INVENTED = "inventé"
"""In the panel, after « Ménage »: its code would be taken for that of a household of the base."""
QUALIFIED = french("Situation qualifiée")
NOTHING_MORE = french("Pas d’autre façon de demander ici : répondez avec ce que vous savez.")


class RehearsalScreen(Rehearsed, ConversationScreen):
    """One rehearsal.

    Args:
        take_up: begins it, or takes it up again.
        finished: what follows once it is over and this screen closed.
        ending: how the conclusion offers to be over.
    """

    BINDINGS: ClassVar[list[BindingType]] = REHEARSAL_KEYS

    held: Practice

    def __init__(self, take_up: TakeUp, finished: Finished, ending: Option = RETURN) -> None:
        super().__init__(lambda _: take_up())
        self._take_up = take_up
        self._finished = finished
        self._ending = ending
        self._person: PersonSays | None = None

    # ── opening ──────────────────────────────────────────────────────────────────────────────────

    def _try_to_begin(self) -> LookupError | StoreError | None:
        """No base is opened for it."""
        try:
            self.held = self._take_up()
        except ContentError as error:
            return LookupError(str(error))
        except LookupError:
            return LookupError(self.no_record)
        except StoreError as error:
            return error
        return None

    def _cannot_begin(self, failure: LookupError | StoreError) -> None:
        if isinstance(failure, StoreError):
            self.app.push_screen(store_dialog(failure), self._begin_again)
        else:
            self.app.notify(str(failure), markup=False)
            self.dismiss(None)

    def _begin_again(self, choice: str | None) -> None:
        if choice in ("reessayer", "quitter"):
            super()._begin_again(choice)
        else:
            self.dismiss(None)

    def _opening(self) -> list[Widget]:
        """Which case it is, and what has already been said in it, by both voices."""
        held = self.held
        answered = [row for row in held.review() if row.state != "parquee"][-KEPT // 2 :]
        told = TAKEN_UP if answered else BEGUN_ASKING if held.probes() else BEGUN
        lines: list[Widget] = [Telling(told.format(title=held.setting().title), "■")]
        if held.resumption.notice:
            lines.append(Telling(held.resumption.notice, "!"))
        heard = {each.question: each for each in held.said()}
        for row in answered:
            if row.question in heard and row.question != held.interview.place:
                lines.append(PersonSays(heard[row.question]))
            lines.append(Utterance(row.question, row.rank, row.short, sources.capital(row.answer)))
        return [*lines, *self._voice()]

    # ── what the person says ─────────────────────────────────────────────────────────────────────

    def _ask(self, *said: Widget) -> None:
        super()._ask(*said, *self._voice())

    def _next(self) -> Widget:
        """The question in hand; once the situation is qualified, what can be done."""
        if self.held.prompt() is not None:
            return super()._next()
        self._current = None
        return ending_of(self.held, self._ending)

    def _voice(self) -> list[Widget]:
        """The person, on the question in hand."""
        heard = self._heard()
        self._person = PersonSays(heard) if heard else None
        return [self._person] if self._person else []

    def _heard(self) -> Heard | None:
        if self.held.prompt() is None:
            return None
        place = self.held.interview.place
        return next((each for each in self.held.said() if each.question == place), None)

    def action_ask_again(self) -> None:
        """Bring the question up in other words."""
        probes = self.held.probes()
        if self._current is None or not probes:
            self.tell(NOTHING_MORE)
        elif self.app.screen is self:
            self.app.push_screen(dialogs.asking_again(self._current.prompt.text, probes), self._ask_again)

    def _ask_again(self, choice: str | None) -> None:
        if choice:
            self.attempt(partial(self.held.probe, dialogs.way_chosen(choice)), self._answered_again)

    def _answered_again(self, _: str) -> None:
        """The question stays as it is, with what is being typed in it."""
        heard = self._heard()
        if self._person is not None and heard is not None:
            self._person.hear(heard)
        self.tell("")
        self._refresh_bar()

    def action_read_again(self) -> None:
        """The setting, the papers, and what was said so far, over the conversation."""
        if self.app.screen is self:
            told = partial(setting_lines, self.held.setting(), said=self.held.said())
            self.app.push_screen(Reading(told, "ctrl+o,f11"))

    # ── the end of a situation ───────────────────────────────────────────────────────────────────

    def action_conclude(self) -> None:
        """What these answers give, once everything has been asked."""
        if self._complete:
            self.app.push_screen(PracticeVerdict(self.held, self._ending), self._follow)
        else:
            self.tell(NOT_YET)

    @property
    def _complete(self) -> bool:
        return self.held.qualified() and self.held.core_complete()

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self._follow(event.code)

    def _follow(self, choice: str | None) -> None:
        if choice == "conclusion":
            self.action_conclude()
        elif choice == "revoir":
            self.action_review()
        elif choice == NEXT.code:
            self.app.push_screen(dialogs.next_situation(self.held), self._linked)
        elif choice == self._ending.code:
            self.attempt(self.held.finish, self._over)

    def _linked(self, choice: str | None) -> None:
        scene = self.held.next_scene()

        def begun(_: Effect) -> None:
            rank = self.held.interview.active
            added = Heard(rank=rank, question="", short="", spoken=Spoken(scene), again=())
            self._ask(Telling(NEW_SITUATION.format(rank=rank), "■"), PersonSays(added))

        if choice:
            cause = None if choice == dialogs.NO_LINK else int(choice)
            self.attempt(lambda: self.held.go_on(cause), begun)

    def _over(self, attempt: Attempt) -> None:
        below = self.app.screen_stack[-2]  # what it opens must answer to a screen that is still there
        self.dismiss(None)
        below.call_next(self._finished, attempt)

    def action_sheet(self) -> None:
        """A rehearsal has no sheet: no key of this screen leads to one."""

    # ── leaving ──────────────────────────────────────────────────────────────────────────────────

    def action_leave(self) -> None:
        """Back to the cases, or the end."""

        def chosen(choice: str | None) -> None:
            if choice == dialogs.QUIT:
                self.house.leave()
            elif choice == dialogs.CASES:
                self.dismiss(None)

        told = dialogs.leaving(kept=self.held.kept, unsaved=self.unsaved)
        self.app.push_screen(told, chosen)

    @property
    def _invented(self) -> Known:
        """The panel, where the household is said to be invented."""
        return msgspec.structs.replace(self.held.known(), household=INVENTED)

    def action_known(self) -> None:
        """The panel, over the conversation."""
        if self.app.screen is self:
            self.app.push_screen(Reading(partial(known_lines, self._invented), "f3,ctrl+k"))

    def _refresh_known(self) -> None:
        super()._refresh_known()
        self.query_one(KnownPanel).show(self._invented)
        if self.held.prompt() is None:
            self.query_one("#progress", Static).update(QUALIFIED)

    def _refresh_bar(self) -> None:
        """The keys that serve now: asking again only where there is another way to."""
        prompt = self._current.prompt if self._current else None
        served = {
            "Pourquoi": prompt is not None,
            "Suite": prompt is not None and (prompt.skippable or prompt.revisited or prompt.kind != "choix"),
            "Relancer": prompt is not None and bool(self.held.probes()),
            "Conclusion": self._complete,
        }
        listed = [each for each in keys.shown(self.BINDINGS) if served.get(each[1], True)]
        bar = keys_content(listed, self.app.size.width - 2, last=True)
        if bar.plain != self._bar:
            self._bar = bar.plain
            self.query_one("#keys", Static).update(bar)
