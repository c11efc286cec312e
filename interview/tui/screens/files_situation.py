"""One situation, whole: what was found, what was done, and the keys that note what comes next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from flows.faults import ContentError
from interview import access
from interview.conversation import Conversation
from interview.files.situation_view import SituationView, situation_view
from interview.follow_up import FollowError, begin_anew
from interview.tui import keys, sources
from interview.tui.drawing import MUTED
from interview.tui.keys import key
from interview.tui.screens import follow_forms
from interview.tui.screens.dialogs import explanation
from interview.tui.screens.follow import FollowForm
from interview.tui.screens.housed import NO_RECORD, Housed
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.situation_page import history_lines, situation_lines
from templates.typography import french

KEPT = "✓ "
REFUSED = "! "
WHAT = french("Une situation : ce qui a été conclu, ce qui s’est passé, ce qui a été fait depuis.")
HOW = french(
    "Rien ici ne change l’entretien d’origine : une action, une étape, une suite ou un rappel s’ajoutent à "
    "côté, à leur date. Une erreur s’annule en disant pourquoi, et l’historique garde tout."
)
NOTHING_TO_CANCEL = "Rien n’a été noté depuis l’entretien : il n’y a rien à annuler."
ALONE = "Le ménage n’a pas d’autre situation."
NOT_QUALIFIED = french("Cette situation n’est pas encore qualifiée : reprenez d’abord son entretien (e).")
UNREADABLE = french("Cette situation ne peut pas être montrée : {reason}")
HISTORY_SHOWN = french("h revient à la situation.")


NOTING: list[BindingType] = [
    key("retour", "escape,f10", "close", "Retour", "Revient de l’historique, puis à l’écran d’avant."),
    key("action", "a", "note('action')", "Action", "Note ce que le service a fait, et le temps passé."),
    key("etape", "f", "note('step')", "Fait", "Ajoute une étape : ce qui s’est passé, et quand."),
    key("suite", "s", "note('outcome')", "Suite", "Dit ce qui en est sorti : droit ouvert, rejet…"),
    key("rappel", "r", "note('reminder')", "Rappel", "Dit quand y revenir, ou ne plus y revenir."),
    key("annuler", "x", "cancel", "Annuler", "Annule ce qui a été noté par erreur, en disant pourquoi."),
    key("lien", "l", "link", "Lien", "Dit de quelle situation du ménage celle-ci vient."),
]
"""The keys that note something, shown on a line of their own."""
READING: list[BindingType] = [
    key("menage", "m", "household", "Ménage", "Tout ce que l’on sait du ménage, tous services confondus."),
    key("historique", "h", "history", "Historique", "Qui a changé quoi, quand et pourquoi."),
    key("fiche", "v,f7", "sheet", "Fiche", "Montre la fiche mémoire, et l’écrit dans un fichier."),
    key("recapitulatif", "p", "recap", "Récap", "Prépare la feuille remise à la personne."),
    key("entretien", "e", "resume", "Entretien", "Reprend l’entretien, pour le compléter ou le corriger."),
    key("requalifier", "q", "requalify", "Requalifier", "Qualifie à nouveau, à côté de la première fois."),
    key("aide", "f1,question_mark,ctrl+p", "explain", "Aide", "Ce que montre cet écran, et ses touches."),
]
"""The keys that show something else."""


class SituationScreen(Housed[None]):
    """One situation of the base."""

    BINDINGS: ClassVar[list[BindingType]] = [*NOTING, *READING]

    held: Conversation
    view: SituationView

    def __init__(self, interview: UUID, rank: int) -> None:
        super().__init__()
        self._interview = interview
        self._rank = rank
        self._in_history = False

    def compose(self) -> ComposeResult:
        yield Static(id="progress", markup=False)
        with VerticalScroll(id="page"):
            yield Lines(self._lines)
        yield Static(id="said", markup=False)
        yield Static(id="noting")
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#page"))
        self._read()

    def on_resize(self) -> None:
        for place, listed in (("#noting", NOTING), ("#keys", READING)):
            self.query_one(place, Static).update(keys_content(keys.shown(listed), self.size.width - 2))

    # ── noting ───────────────────────────────────────────────────────────────────────────────────

    def action_note(self, what: str) -> None:
        """An action, a step, what came of it, a reminder."""
        if not hasattr(self, "view"):
            return
        if what == "outcome" and not self.held.core_complete(self._rank):
            self._say(REFUSED + NOT_QUALIFIED)
            return
        forms: dict[str, Callable[[Conversation, int], FollowForm]] = {
            "action": follow_forms.action_form,
            "step": follow_forms.step_form,
            "outcome": follow_forms.outcome_form,
            "reminder": follow_forms.reminder_form,
        }
        self._open(forms[what](self.held, self._rank))

    def action_cancel(self) -> None:
        """Take back something noted by mistake."""
        if hasattr(self, "view"):
            self.attempt(lambda: follow_forms.cancel_form(self.held, self._rank), self._open_if_any)

    def action_link(self) -> None:
        """The situation that caused this one."""
        if hasattr(self, "view"):
            self.attempt(self._others, self._ask_link)

    def _others(self) -> list[follow_forms.Other]:
        place = self.house.workplace()
        known = place.base.situations_of(self.view.household) if place.base else []
        flow = place.machine.flow
        return [
            (each, sources.object_in_words(flow, each.prestation, each.domaine) or each.reference)
            for each in known
            if each.reference != self.view.reference
        ]

    def _ask_link(self, others: list[follow_forms.Other]) -> None:
        cause = self.view.cause
        if others:
            self._open(
                follow_forms.link_form(self.held, self._rank, others, cause.reference if cause else "")
            )
        else:
            self._say(REFUSED + ALONE)

    def _open_if_any(self, form: FollowForm | None) -> None:
        if form is None:
            self._say(REFUSED + NOTHING_TO_CANCEL)
        else:
            self._open(form)

    def _open(self, form: FollowForm) -> None:
        self._say("")
        self.app.push_screen(form, self._noted)

    def _noted(self, told: str | None) -> None:
        if told:
            self._say(KEPT + told)
            self._read()

    # ── elsewhere ────────────────────────────────────────────────────────────────────────────────

    def action_household(self) -> None:
        """Every visit of the household."""
        if hasattr(self, "view"):
            from interview.tui.screens.files_household import HouseholdScreen

            self.app.push_screen(HouseholdScreen(self.view.household), lambda _: self._read())

    def action_requalify(self) -> None:
        """Another interview of the household, that qualifies this situation anew."""
        if not hasattr(self, "view"):
            return
        try:
            self.attempt(
                partial(begin_anew, self.house.workplace(), self.view.reference),
                lambda begun: self.house.converse(lambda _: begun.held),
            )
        except FollowError as error:
            self._say(REFUSED + str(error).replace("\n", " "))

    def action_sheet(self) -> None:
        """The sheet of this situation."""
        if not hasattr(self, "view"):
            return
        if self.held.core_complete(self._rank):
            self.house.show_sheet(self.held, self._rank)
        else:
            self._say(REFUSED + NOT_QUALIFIED)

    def action_recap(self) -> None:
        """The sheet handed to the person."""
        if hasattr(self, "view"):
            from interview.tui.screens.recap import RecapScreen

            self.app.push_screen(RecapScreen(self.held, self._rank), lambda _: self._read())

    def action_resume(self) -> None:
        """The interview it comes from."""
        self.house.converse(partial(access.resumed, interview=self._interview))

    def action_history(self) -> None:
        """Who changed what; or back to the situation."""
        self._in_history = not self._in_history
        self._say("")
        self._show()
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def action_explain(self) -> None:
        """What this screen shows, and the keys."""
        listed = keys.told([*self.BINDINGS, *self.app.BINDINGS])
        self.app.push_screen(explanation(WHAT, (("Ce qui s’ajoute", HOW),), listed))

    def action_close(self) -> None:
        """Back to where it was opened."""
        if self._in_history:
            self.action_history()
        else:
            self.dismiss(None)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────

    def _read(self) -> None:
        self.attempt(self._look, lambda _: self._show())

    def _look(self) -> None:
        place = self.house.workplace()
        first = not hasattr(self, "view")
        try:
            self.held = Conversation.read(place, self._interview, place.machine.flow.catalogue)
            self.view = situation_view(place, self._interview, self._rank)
        except LookupError:
            self._say(REFUSED + NO_RECORD)
            return
        except ContentError as error:
            self._say(REFUSED + UNREADABLE.format(reason=error))
            return
        if first and (told := access.opened(self.held, self._rank)):
            self.notify(told)

    def _show(self) -> None:
        if not hasattr(self, "view"):
            return
        title = french(f"Situation {self.view.reference} · ménage {self.view.household}")
        self.query_one("#progress", Static).update(title)
        self.query_one(Lines).redraw()

    def _lines(self, width: int) -> list[Content]:
        if not hasattr(self, "view"):
            return []
        if self._in_history:
            return [*history_lines(self.view, width), Content(""), Content.styled(HISTORY_SHOWN, MUTED)]
        return situation_lines(self.view, min(width, 110))

    def _say(self, sentence: str) -> None:
        self.query_one("#said", Static).update(Content(sentence))
