"""What the trainer does from the screen of a session: shows the reference, notes, writes, brings files in."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from pathlib import Path

from textual.message import Message

from interview.failures import failure_words
from interview.follow_up import FollowError
from interview.rehearsal.given import Moment
from interview.rehearsal.session.answers.answering import Round
from interview.rehearsal.session.answers.sitting import Sitting
from interview.rehearsal.session.folder.files import SessionFault
from interview.rehearsal.session.folder.recent import RecentSessions
from interview.rehearsal.session.reporting.saving import save_proposal, save_report
from interview.tui.framing import Rehearsed
from interview.tui.screens import session_acts as acts
from interview.tui.screens.dialogs import Dialog
from interview.tui.screens.housed import Housed
from interview.tui.screens.session_follow import Follower, Looked
from interview.tui.screens.session_slides import Slide, View
from interview.tui.widgets.menu import option
from store import StoreError
from templates.faults import SheetFault
from templates.typography import french

TALL = 40
"""Lines of the screen from which bars are two lines thick."""
BY_CASE = ("reponses", "chemins")
"""Views that look at one case; the others look at all of them."""
ALL_TITLE = french("Montrer la référence de tous les cas ?")
ALL_TOLD = french("Ici, tous les cas sont ensemble. Dans « Réponses », R la montre pour un cas seulement.")
ALL = (option("non", "Pas encore"), option("oui", "La montrer pour tous"))
WRITING = french("J’écris le fichier…")
WRITTEN = french("✓ Écrit : {path}")
PROPOSED = french("✓ Écrit : {path}. À relire, puis : repere parcours verifier.")
NOT_WRITTEN = french("! Rien n’a été écrit. {reason}")
NO_NOTE_HERE = french("Suppr retire une note : elles sont dans « Notes » (7).")
REMOVED = french("✓ Note retirée.")


class Acting(Rehearsed, Housed[None]):
    """What the keys of the screen of a session do; the screen itself says what is looked at.

    Args:
        place: the folder of the session, or its exchange file.
        recent: where it is remembered.
    """

    class Written(Message):
        """A file was written, or could not be."""

        def __init__(self, told: str) -> None:
            super().__init__()
            self.told = told

    def __init__(self, place: Path, recent: RecentSessions) -> None:
        super().__init__()
        self.place = place
        self._recent = recent
        self._expected = recent.expected(place)
        self._looked: Looked | None = None
        self._revealed: frozenset[str] = frozenset()
        self._case = 0
        self._follower: Follower | None = None

    @property
    @abstractmethod
    def name_of_view(self) -> str:
        """The view in hand."""

    @property
    @abstractmethod
    def slide(self) -> Slide | None:
        """The slide in hand."""

    @abstractmethod
    def open_view(self, view: int) -> None:
        """Look at another view."""

    @abstractmethod
    def redraw(self) -> None:
        """Show what has changed."""

    @abstractmethod
    def say(self, told: str) -> None:
        """A remark that stays above the keys."""

    @property
    def view(self) -> View | None:
        """What is looked at, once it was read."""
        if self._looked is None:
            return None
        return View(self._looked, self._case, self._expected, 2 if self.size.height >= TALL else 1)

    def _wake(self) -> None:
        if self._follower is not None:
            self._follower.wake()

    # ── showing, noting ───────────────────────────────────────────────────────────────────────────────────

    def action_reveal(self) -> None:
        """The reference of the case in hand, or of all where all are looked at; again hides it."""
        view = self.view
        if view is None or self.name_of_view == "suivi":
            return
        every = frozenset(each.name for each in view.session.cases)
        if self.name_of_view in BY_CASE:
            self._reveal(self._revealed ^ {view.case_name})
        elif self._revealed == every:
            self._reveal(frozenset())
        else:
            told = partial(self._reveal, every)
            self.app.push_screen(
                Dialog(ALL_TITLE, [ALL_TOLD], ALL), lambda choice: told() if choice == "oui" else None
            )

    def _reveal(self, revealed: frozenset[str]) -> None:
        """What is hidden again leaves the screen at once; what is shown comes once it is counted."""
        hiding = not self._revealed <= revealed
        self._revealed = revealed
        if hiding:
            self._looked = None
            self.redraw()
        if self._follower is not None:
            self._follower.show(revealed)

    def action_note(self) -> None:
        """A decision, or a question left open, on what is looked at."""
        view = self.view
        if view is not None:
            self.app.push_screen(acts.note_form(self.place, self._about(view)), self._after)

    def _about(self, view: View) -> list[tuple[str, str, str]]:
        """What a note may be about, the question in hand first."""
        found: list[tuple[str, str, str]] = []
        question = (self.slide.code if self.slide else "").split(":")[-1]
        case = view.session.cases[self._case_in_hand(view)]
        title = f"« {case.title} »"
        asked = view.session.flow.questions.get(question)
        if asked is not None:
            found.append((question, case.name, f"« {asked.short} », dans {title}"))
            found.append((question, "", f"« {asked.short} », dans tous les cas"))
        if asked is not None or self.name_of_view in BY_CASE:
            found.append(("", case.name, f"le cas {title}"))
        return [*found, ("", "", acts.WHOLE)]

    def _case_in_hand(self, view: View) -> int:
        """Rank of the case that is looked at: that of the question, where questions of all cases are."""
        named = (self.slide.code if self.slide else "").split(":")[0]
        ranks = [rank for rank, each in enumerate(view.session.cases) if each.name == named]
        return ranks[0] if self.name_of_view == "divise" and ranks else self._case

    def action_remove(self) -> None:
        """The note in hand, once it is confirmed."""
        slide = self.slide
        if self.name_of_view != "notes" or slide is None or not slide.code.isdecimal():
            self.say(NO_NOTE_HERE)
            return
        number = int(slide.code)

        def chosen(choice: str | None) -> None:
            if choice == "oui":
                try:
                    acts.remove_note(self.place, number)
                except FollowError as error:
                    self.say("! " + " ".join(each.sentence for each in error.faults))
                else:
                    self._after(REMOVED)

        self.app.push_screen(Dialog(acts.REMOVE_TITLE, [slide.name], acts.REMOVE), chosen)

    def action_bring(self) -> None:
        """Files from elsewhere."""
        self.app.push_screen(acts.bring_form(self.place, self._expected), self._after)

    def action_expect(self) -> None:
        """How many people there are."""
        self.app.push_screen(acts.expected_form(self._expected, self._expect), self._after)

    def _expect(self, number: int) -> None:
        self._expected = number
        if self._looked is not None:
            title = self._looked.report.session.sheet.title
            self._recent.remember(self.place, title, self.house.rehearsing().place.now(), number)

    def _after(self, told: str | None) -> None:
        self._wake()
        if told:
            self.redraw()
            self.say(told)

    # ── answering ────────────────────────────────────────────────────────────────────────────────

    def action_answer_here(self) -> None:
        """The next participant, on this machine."""
        self._turn("avant", "")

    def action_second(self) -> None:
        """The case in hand again, after the discussion."""
        view = self.view
        if view is None:
            return
        rank = self._case_in_hand(view)

        def chosen(choice: str | None) -> None:
            if choice == "ici":
                self._turn("apres", view.session.cases[rank].name)

        self.app.push_screen(acts.second_dialog(view.session, rank), chosen)

    def _turn(self, moment: Moment, case: str) -> None:
        found: list[tuple[Sitting, Round]] = []

        def begin(told: str | None) -> None:
            if told:
                self.app.push_screen(acts.TurnScreen(*found[-1]), self._given_back)

        try:
            form = acts.turn_form(self.place, self.house.rehearsing(), moment, case, found.append)
        except (SessionFault, StoreError, OSError) as error:
            self.say("! " + french(str(error) if isinstance(error, SessionFault) else failure_words(error)))
        else:
            self.app.push_screen(form, begin)

    def _given_back(self, _: None) -> None:
        """Nobody who has just answered sees what the others did: only who has answered is shown."""
        self.open_view(0)
        self._wake()

    # ── writing ──────────────────────────────────────────────────────────────────────────────────

    def action_write(self) -> None:
        """The report, or other words proposed."""
        if self._looked is not None:
            self.app.push_screen(acts.write_dialog(), self._write)

    def _write(self, choice: str | None) -> None:
        if choice and self._looked is not None:
            self.say(WRITING)
            self.run_worker(partial(self._written, choice), thread=True)

    def _written(self, choice: str) -> None:
        """On another thread: it ends with a message."""
        looked = self._looked
        if looked is None:
            return
        session = looked.report.session
        form, _, without = choice.partition(":")
        try:
            if form == "propositions":
                told = PROPOSED.format(path=save_proposal(session))
            else:
                told = WRITTEN.format(path=save_report(session, form, reference=not without))
        except (OSError, SheetFault) as error:
            told = NOT_WRITTEN.format(reason=french(failure_words(error)))
        self.post_message(self.Written(told))

    def on_acting_written(self, event: Written) -> None:
        """Where it is, or why it is not."""
        self.say(event.told)
