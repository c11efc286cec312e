"""The conversation: what has been said above, the question in hand below, what is known beside."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from interview.conversation import Conversation, Workplace
from interview.effect import Effect
from interview.engine import AnswerError
from interview.tui import keys, sources
from interview.tui.conversation_keys import CHOOSING_TOLD, CONVERSATION_KEYS
from interview.tui.screens import leaving
from interview.tui.screens.dialogs import Reading, explanation, store_dialog
from interview.tui.screens.housed import NO_RECORD, Housed
from interview.tui.widgets.asking import question_widget
from interview.tui.widgets.ending import Ending
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu
from interview.tui.widgets.panel import KnownPanel, known_line, known_lines
from interview.tui.widgets.question import Question
from interview.tui.widgets.transcript import KEPT, Transcript
from interview.tui.widgets.utterance import Telling, Utterance
from store import StoreError
from templates.typography import french

Begin = Callable[[Workplace], Conversation]

WIDE = 100
BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (WIDE, "-wide"), (140, "-large")]
WHY = "Pourquoi cette question"
APPROACH = "Comment l’aborder avec la personne"
IN_DOUBT = "En cas de doute"
KNOWN_KEY = french("F3 On sait  ")
EARLIER = french("Les réponses plus anciennes sont dans « Revoir » (F2).")
OPENED = french("Entretien {reference}. Tout est enregistré à mesure.")
RESUMED = french("Entretien {reference} repris là où il en était.")
NEW_SITUATION = french("Situation n° {rank} du même ménage.")
NOT_YET = "Il reste des questions du noyau avant la conclusion."
CHANGED = french("La conclusion est maintenant : {title}. F6 la montre.")
WAITING = french("{count} à reprendre : Échap, à la première question, ouvre l’accueil.")
AGREEMENT_KEPT = french("L’accord de la personne a été noté depuis la fiche.")
DRAFT_KEPT = "Ce que vous aviez tapé est gardé : vous le retrouverez en revenant à cette question."


class ConversationScreen(Housed[None]):
    """One interview. ``begin`` opens it: a new one, or one taken up again."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = CONVERSATION_KEYS

    held: Conversation

    def __init__(self, begin: Begin) -> None:
        super().__init__()
        self._begin = begin
        self._current: Question | None = None
        self._drafts: dict[tuple[int, str], Any] = {}
        self._bar = ""
        self._before = ""
        self._failure: LookupError | StoreError | None = None

    # ── opening ──────────────────────────────────────────────────────────────────────────────────

    def compose(self) -> ComposeResult:
        # The first question is there before anything is laid out: the first painting shows it.
        failure = self._try_to_begin()
        yield Static(id="progress")
        with Horizontal(id="body"):
            yield Transcript(*([] if failure else [*self._opening(), self._next()]))
            with VerticalScroll(id="side", can_focus=False):
                yield KnownPanel()
        yield Static(id="notice")
        yield Static(id="summary")
        yield Static(id="keys")
        self._failure = failure

    def on_mount(self) -> None:
        self._transcript = self.query_one(Transcript)
        if self._failure is None:
            self._begun()
        else:
            self._cannot_begin(self._failure)

    def _try_to_begin(self) -> LookupError | StoreError | None:
        try:
            self.held = self._begin(self.house.workplace())
        except (LookupError, StoreError) as error:
            return error
        return None

    def _cannot_begin(self, failure: LookupError | StoreError) -> None:
        """Without an interview there is nothing to do here but try again, or leave."""
        if isinstance(failure, StoreError):
            self.app.push_screen(store_dialog(failure, opening=True), self._begin_again)
        else:
            self.house.go_home()
            self.app.notify(NO_RECORD, markup=False)

    def _begin_again(self, choice: str | None) -> None:
        if choice != "reessayer":
            self.house.leave()
            return
        failure = self._try_to_begin()
        if failure is None:
            self._ask(*self._opening())
            self._begun()
        else:
            self._cannot_begin(failure)

    def _begun(self) -> None:
        self._refresh_known()
        if self.held.interview.closed:
            self.attempt(self.held.reopen, lambda _: None)
        if self.house.screen_stack[0] is self:
            self.call_after_refresh(self._tell_waiting)

    def _opening(self) -> list[Widget]:
        """Which interview this is, and what has already been said in it."""
        held = self.held
        told = RESUMED if held.interview.current.path else OPENED
        lines: list[Widget] = [Telling(told.format(reference=held.reference))]
        if held.resumption.notice:
            lines.append(Telling(held.resumption.notice, "!"))
        rows = [row for row in held.review() if row.state != "parquee"]
        if len(rows) > KEPT:
            lines.append(Telling(EARLIER))
        lines += [
            Utterance(row.question, row.rank, row.short, sources.capital(row.answer)) for row in rows[-KEPT:]
        ]
        return lines

    def _tell_waiting(self) -> None:
        """Other interviews wait, and this screen was opened without passing by the first one."""
        base = self.held.workplace.base
        count = 0
        with suppress(StoreError):
            count = base.counts().unfinished if base else 0
        if count > 0 and not self._answered_anything():
            self.tell(WAITING.format(count=f"{count} entretien{'s' if count > 1 else ''}"))

    # ── asking ───────────────────────────────────────────────────────────────────────────────────

    def _ask(self, *said: Widget) -> None:
        """Show what was said, the question in hand, and everything that goes with it."""
        asked = self._next()
        self.tell("")
        self.set_focus(None)
        self._transcript.go_on(said, asked)
        self._refresh_known()

    def _next(self) -> Widget:
        """The widget of the question in hand, with what had been typed in it."""
        prompt = self.held.prompt()
        if prompt is None:
            self._current = None
            return Ending(self.held.verdict().no_form)
        self._current = question_widget(self.held, prompt)
        draft = self._drafts.pop((prompt.rank, prompt.question), None)
        if draft is not None:
            self._current.restore(draft)
        return self._current

    def tell(self, sentence: str) -> None:
        """A remark under the conversation, which hides none of it, until the next question."""
        notice = self.query_one("#notice", Static)
        notice.update(Content(f"! {french(sentence)}" if sentence else ""))
        notice.display = bool(sentence)

    def _refresh_known(self) -> None:
        held = self.held
        known = held.known()
        self.query_one("#progress", Static).update(known.remaining)
        if self.app.size.width >= WIDE:
            self.query_one(KnownPanel).show(known)
        else:
            self.query_one("#summary", Static).update(KNOWN_KEY + known_line(known))
        self._refresh_bar()

    def _refresh_bar(self) -> None:
        prompt = self._current.prompt if self._current else None
        going = "Passer" if prompt and prompt.skippable and prompt.value is None else "Suite"
        listed = [
            (name, going if label == "Suite" else label)
            for name, label in keys.shown(self.BINDINGS)
            if (label != "Conclusion" or self._complete) and (label != "Suite" or prompt)
        ]
        bar = keys_content(listed, self.app.size.width - 2)
        if bar.plain != self._bar:
            self._bar = bar.plain
            self.query_one("#keys", Static).update(bar)

    @property
    def _complete(self) -> bool:
        return self.held.core_complete()

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def on_key(self, event: Key) -> None:
        if self._current is not None and self._current.press(event.key, event.character):
            event.stop()
            event.prevent_default()

    def on_resize(self) -> None:
        if hasattr(self, "held"):
            self._bar = ""
            self._refresh_known()

    def on_question_answered(self, event: Question.Answered) -> None:
        event.stop()
        if self._asks(event.question):
            self._before = self._conclusion()
            self._guard(event, self._said)

    def on_question_passed(self, event: Question.Passed) -> None:
        event.stop()
        asked = self._current
        if asked is None:
            return
        if asked.prompt.revisited and asked.prompt.value is not None and not event.erase:
            self._do(self.held.return_to_front, self._told)
        else:
            self._do(self.held.skip, self._said)

    def on_rows_question_kept(self, event: Any) -> None:
        """A row is recorded at once; the question stays in hand."""
        event.stop()
        if self._asks(event.question) and event.raw:
            self._guard(event)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        leaving.follow(self, event.code)

    def _asks(self, question: str) -> bool:
        return self._current is not None and self._current.prompt.question == question

    def _guard(self, event: Any, said: Callable[[Effect], None] | None = None) -> None:
        """Keep what was typed, once the agent has seen what in it may name somebody."""
        from interview.tui.screens.caution import guard_answer

        if self._current is not None:
            guard_answer(self.held, self._current, event.raw, self._do, said)

    def _do(self, act: Callable[[], Effect], done: Callable[[Effect], None]) -> None:
        try:
            self.attempt(act, done)
        except AnswerError as error:
            if self._current is not None:
                self._current.refuse(error.reason)

    def _said(self, effect: Effect) -> None:
        """An answer was kept: it becomes an utterance, and the next question is asked."""
        asked = self._current
        if asked is None:
            return
        prompt = asked.prompt
        words = sources.answer_in_words(self.held, prompt.question)
        said = Utterance(prompt.question, prompt.rank, prompt.short, words)
        told = [effect.notice, self._changed()] if prompt.revisited else [effect.notice]
        self._ask(said, *(Telling(each, "!") for each in told if each))
        if effect.set_aside or effect.restored:
            aside = [row.question for row in self.held.review() if row.state == "parquee"]
            self._transcript.mark(self.held.interview.active, aside)
        if effect.qualified:
            self.action_conclude()

    def _conclusion(self) -> str:
        """The conclusion in force, "" before there is one or while it cannot change."""
        revisited = self._current is not None and self._current.prompt.revisited
        return self.held.verdict().title if revisited and self._complete else ""

    def _changed(self) -> str:
        """What the conclusion has become, when an earlier answer has just changed it."""
        if not self._before or not self._complete:
            return ""
        title = self.held.verdict().title
        return CHANGED.format(title=title) if title != self._before else ""

    def _told(self, effect: Effect, *said: Widget) -> None:
        """The question in hand changed without an answer."""
        self._ask(*said, *([Telling(effect.notice, "!")] if effect.notice else []))

    # ── actions ──────────────────────────────────────────────────────────────────────────────────

    def action_go_on(self) -> None:
        """Give what is typed, or pass the question."""
        if self._current is not None:
            self._current.go_on()

    def action_back(self) -> None:
        """Undo inside the question, or show the one before."""
        if self._current is not None and self._current.step_back():
            return
        if not self._answered_anything():
            self.action_leave()
            return
        self._leave_question(self.held.back)

    def action_pass_section(self) -> None:
        """Leave the rest of the section."""
        self._leave_question(self.held.skip_section)

    def action_explain(self) -> None:
        """Why this question, how to bring it up, and the keys."""
        prompt = self._current.prompt if self._current else None
        parts = (
            [(WHY, prompt.why), (APPROACH, prompt.approach), (IN_DOUBT, prompt.in_doubt)] if prompt else []
        )
        title = prompt.text if prompt else french("Toutes les questions ont été vues")
        listed = [*CHOOSING_TOLD, *keys.told([*self.BINDINGS, *self.app.BINDINGS])]
        self.app.push_screen(explanation(title, parts, listed))

    def action_known(self) -> None:
        """The panel, over the conversation."""
        if self.app.screen is self:
            self.app.push_screen(Reading(partial(known_lines, self.held.known()), "f3,ctrl+k"))

    def action_review(self) -> None:
        """All the answers."""
        from interview.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self.held), self._go_to)

    def action_conclude(self) -> None:
        """The conclusion, as soon as the core is complete."""
        if not self._complete:
            self.tell(NOT_YET)
            return
        from interview.tui.screens.verdict import VerdictScreen

        self.app.push_screen(VerdictScreen(self.held), partial(leaving.follow, self))

    def action_sheet(self) -> None:
        """The sheet, as soon as the core is complete."""
        if self._complete:
            self.house.show_sheet(self.held, self.held.interview.active, self.sheet_closed)
        else:
            self.tell(NOT_YET)

    def sheet_closed(self) -> None:
        """The agreement may have been recorded there, and its question be behind now."""
        prompt, asked = self.held.prompt(), self._current.prompt if self._current else None
        if (prompt and prompt.question) != (asked and asked.question):
            self._ask(Telling(AGREEMENT_KEPT))

    def action_leave(self) -> None:
        """Home, or the end."""
        leaving.ask(self)

    @property
    def unsaved(self) -> bool:
        """Whether something is typed that no answer holds yet."""
        return self._current is not None and self._current.draft is not None

    def _answered_anything(self) -> bool:
        interview = self.held.interview
        return interview.active > 1 or bool(interview.current.path)

    def _leave_question(self, act: Callable[[], Effect]) -> None:
        """Go elsewhere; what is typed is put aside, and comes back with its question."""
        prompt = self._current.prompt if self._current else None
        draft = self._current.draft if self._current else None
        # Rows are kept one by one: a chronology that is left has an answer without having been given.
        words = sources.answer_in_words(self.held, prompt.question) if prompt and not prompt.revisited else ""

        def left(effect: Effect) -> None:
            if prompt is not None and draft is not None:
                self._drafts[(prompt.rank, prompt.question)] = draft
            said = [Utterance(prompt.question, prompt.rank, prompt.short, words)] if prompt and words else []
            self._told(effect, *said)
            if draft is not None:
                self.tell(DRAFT_KEPT)

        self._do(act, left)

    def _go_to(self, target: tuple[str, int] | None) -> None:
        if target is not None:
            self._leave_question(lambda: self.held.go_to(*target))

    def add_situation(self, cause: int | None) -> None:
        """Another situation of the household, linked or not to the one in hand."""

        def added(_: Effect) -> None:
            rank = self.held.interview.active
            self._ask(Telling(NEW_SITUATION.format(rank=rank), "■"))

        self._do(lambda: self.held.add_situation(cause), added)
