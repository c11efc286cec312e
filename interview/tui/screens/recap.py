"""The récapitulatif for the person: each line ticked with her, steps written, then read and printed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

import msgspec
from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from interview.conversation import Conversation
from interview.guarding import RECAP, Caution
from interview.models.own import told_of
from interview.recap import words
from interview.recap.content import context_of, notice_of, save_recap
from interview.recap.keeping import begun, keep, offered, read_step, ticked, watch, with_step, without
from interview.recap.model import COLUMNS, NextStep, step_of
from interview.recap.plain import remarks
from interview.recap.proposing import TITLES, Proposal
from interview.tui import keys
from interview.tui.drawing import MUTED
from interview.tui.keys import key
from interview.tui.picking import Picker
from interview.tui.screens.caution import guard
from interview.tui.screens.dialogs import CLOSE_READING, TO_CLOSE, explanation
from interview.tui.screens.follow import FollowForm, Given, Step
from interview.tui.screens.housed import Housed
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option
from interview.views import Option
from store import StoreError
from templates.faults import SheetFault
from templates.typography import day, french

TITLE = french("Récapitulatif pour la personne · entretien {reference}")
TO_TICK = french("Espace coche. Rien d’autre n’entre : un proche peut lire cette feuille.")
WHAT = french("La feuille que la personne emporte : une page, en grand, sans rien de la qualification.")
HOW = french(
    "Regardez chaque ligne avec elle. Une remarque à côté d’une ligne dit ce qu’elle apprendrait à quelqu’un "
    "d’autre. Ce qui est coché et écrit est gardé en quittant cet écran : la feuille se réimprime."
)
KEPT, WRITTEN = french("✓ Gardé."), french("✓ Récapitulatif enregistré : {path}")
NOT_WRITTEN = french("! Le récapitulatif n’a pas pu être enregistré : {reason}. Rien d’autre n’est perdu.")
NOT_SHOWN = french("! La feuille ne peut pas être montrée : {reason}")
ALONE = french("Cet entretien n’a qu’une situation.")
ALL, ONE = french("Toutes les situations de l’entretien."), french("La situation n° {rank} seule.")
NO_STEP = french("! Placez-vous sur une ligne de « La suite » pour l’écrire autrement.")
ADD, CHANGE = "Une étape de plus", "Cette étape, autrement"
SOMEBODY = "quelqu’un d’autre…"


class RecapScreen(Housed[None]):
    """The lines that may go on the sheet of an interview, and the keys that print it.

    Args:
        rank: the situation it is opened from; 0 for all of the interview.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape", "close", "Retour", "Garde ce qui est coché, et revient à l’écran d’avant."),
        key("relire", "enter,v", "preview", "Relire", "Montre la feuille comme elle sera lue."),
        key("ajouter", "a", "add", "Ajouter", "Écrit une étape : quoi, qui, pour quand, quel numéro."),
        key("corriger", "e", "change", "Corriger", "Écrit autrement l’étape où l’on est."),
        key("pdf", "p", "save('pdf')", "PDF", "Écrit la feuille en PDF, à imprimer."),
        key("html", "h", "save('html')", "HTML", "Écrit la feuille en page web."),
        key("texte", "t", "save('texte')", "Texte", "Écrit la feuille en texte, à coller dans un message."),
        key("aide", "f1,question_mark", "explain", "Aide", "Ce que montre cet écran, et ses touches."),
        key("toutes", "s", "widen", "Situations", "Cette situation seule, ou toutes celles de l’entretien."),
    ]

    def __init__(self, held: Conversation, rank: int = 0) -> None:
        super().__init__()
        self.held = held
        self._opened_from = (rank,) if rank else ()
        self._ranks = self._opened_from
        self._excused: Caution | None = None
        self.recap = begun(held)

    def compose(self) -> ComposeResult:
        yield Static(TITLE.format(reference=self.held.reference), id="progress", markup=False)
        with VerticalScroll(id="page", can_focus=False):
            yield Menu((), multiple=True)
        yield Static(Content.styled(TO_TICK, MUTED), id="said")
        yield Static(id="keys")

    def on_mount(self) -> None:
        self._offer()
        self.set_focus(self.query_one(Menu))

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    # ── ticking ──────────────────────────────────────────────────────────────────────────────────

    def on_menu_moved(self, event: Menu.Moved) -> None:
        """A line was highlighted, ticked or let go of."""
        event.stop()
        self.query_one("#page").scroll_to(y=max(0, event.line - 6), animate=False)
        taken = set(self.query_one(Menu).picker.taken)
        for each in self._proposals:
            if each.code in taken and not self.recap.has(each.code):
                self._tick(each)
            elif each.code not in taken and self.recap.has(each.code):
                self.recap = without(self.recap, each.code)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self.action_preview()

    def _tick(self, proposal: Proposal) -> None:
        """Put a line on the sheet; a step whose words may name somebody is looked at first."""
        if proposal.step is None:
            self.recap = ticked(self.recap, proposal)
            return
        step = proposal.step

        def kept(cells: Mapping[str, str], excused: Caution | None) -> None:
            self._excuse(excused)
            self.recap = with_step(self.recap, step_of({**step.cells, **cells}, step.code))
            self._offer(step.code)

        guard(self.app, self.held, step.guarded, RECAP, keep=kept, correct=lambda _: self._correct(step))

    def _correct(self, step: NextStep) -> None:
        self._offer(step.code)
        self._write(step, CHANGE)

    def action_widen(self) -> None:
        """The lines of every situation of the interview, or again those of one."""
        if len(self.held.interview.situations) < 2:
            self._say(ALONE)
            return
        self._ranks = () if self._ranks else self._opened_from or (self.held.interview.active,)
        self._offer()
        self._say(ONE.format(rank=self._ranks[0]) if self._ranks else ALL)

    # ── writing ──────────────────────────────────────────────────────────────────────────────────

    def action_add(self) -> None:
        """One more step."""
        self._write(None, ADD)

    def action_change(self) -> None:
        """The step that is highlighted, in other words."""
        code = self.query_one(Menu).picker.highlighted
        step = next((each.step for each in self._proposals if each.code == code), None)
        if step is None:
            self._say(NO_STEP)
        else:
            self._write(step, CHANGE)

    def _write(self, step: NextStep | None, title: str) -> None:
        form = FollowForm(title, partial(_cells, self.held, step), partial(self._keep_step, step))
        self.app.push_screen(form, lambda _: self.set_focus(self.query_one(Menu)))

    def _keep_step(self, before: NextStep | None, given: Given, _: bool, excused: Caution | None) -> str:
        """A step that was written goes on the sheet at once. Raises FollowError, Guarded."""
        cells = {**(before.cells if before is not None else {}), **_as_typed(given)}
        step = read_step(self.held, cells, before.code if before is not None else "")
        watch(self.held, step, excused)
        self._excuse(excused)
        self.recap = with_step(self.recap, step)
        self._offer(step.code or self.recap.steps[-1].code)
        return KEPT

    def _excuse(self, caution: Caution | None) -> None:
        if caution is not None:
            before = self._excused.passages if self._excused is not None else ()
            self._excused = msgspec.structs.replace(caution, passages=(*before, *caution.passages))

    # ── reading and printing ─────────────────────────────────────────────────────────────────────

    def action_preview(self) -> None:
        """The sheet as it will be read, with what would make it hard to read."""
        try:
            self._keep()
            context = context_of(self.held, self.recap)
            from templates.own import drawn
            from templates.terminal import renderable

            made = drawn(context, self.held.workplace.settings.templates_folder)
            shown = renderable(made.document)
        except (SheetFault, StoreError) as fault:
            self._say(NOT_SHOWN.format(reason=fault))
            return
        told = remarks(self.held.flow.catalogue, self.recap, context)
        if notice := told_of(made.faults):
            told = (notice, *told)
        self.app.push_screen(_Sheet(shown, told))

    def action_save(self, format: str) -> None:
        """Keep what is ticked, write the sheet, and say where."""
        try:
            self._keep()
            path = save_recap(self.held, self.recap, format)
        except SheetFault as fault:
            self._say(NOT_WRITTEN.format(reason=str(fault).rstrip(".")))
        except StoreError as error:
            self._say(NOT_WRITTEN.format(reason=error.what.rstrip(".")))
        except OSError as error:
            self._say(NOT_WRITTEN.format(reason=error.strerror or str(error)))
        else:
            notice = notice_of(self.held, self.recap, format)
            self._say("\n! ".join(each for each in (WRITTEN.format(path=path), notice) if each))

    def action_explain(self) -> None:
        """What this screen is for, and its keys."""
        listed = keys.told([*self.BINDINGS, *self.app.BINDINGS])
        self.app.push_screen(explanation(WHAT, (("Cocher", HOW),), listed))

    def action_close(self) -> None:
        """Keep what is ticked, and go back; nothing is kept of a sheet that was only looked at."""
        self.attempt(self._keep, self._leave)

    def _leave(self, _: None) -> None:
        self.dismiss(None)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────

    def _keep(self) -> None:
        if self.recap != begun(self.held):
            self.recap = keep(self.held, self.recap, self._excused)

    def _offer(self, at: str = "") -> None:
        """Draw the list anew, as it is ticked."""
        self._proposals = offered(self.held, self.recap, self._ranks)
        menu = self.query_one(Menu)
        pointed = at or menu.picker.highlighted or self._proposals[0].code
        menu.picker = Picker(
            [_line(each) for each in self._proposals], multiple=True, taken=self.recap.codes, filtered=False
        )
        menu.picker.point_at(pointed)
        menu.refresh(layout=True)

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(Content(text))


class _Sheet(ModalScreen[None]):
    """The sheet in words, to be read before it is printed."""

    BINDINGS: ClassVar[list[BindingType]] = [CLOSE_READING]

    def __init__(self, drawn: object, told: tuple[str, ...]) -> None:
        super().__init__()
        self._drawn: RenderableType = drawn  # type: ignore[assignment]
        self._told = told

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="window reading") as window:
            window.border_subtitle = TO_CLOSE
            for each in self._told:
                yield Static(Content.styled(f"! {each}", "bold $text-warning"), classes="told")
            yield Static(self._drawn, markup=False, classes="told")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(VerticalScroll))

    def action_close(self) -> None:
        """Back to the ticks."""
        self.dismiss(None)


def _line(each: Proposal) -> Option:
    return option(each.code, each.text, each.caution, TITLES[each.part])


def _cells(held: Conversation, step: NextStep | None, given: Given) -> list[Step]:
    """The four short questions of a step; those of who are one digit."""
    before = step.cells if step is not None else dict.fromkeys(COLUMNS, "")
    who = _people(held, before["qui"])
    asked = [
        Step(field="quoi", label="Que faut-il faire, en quelques mots ?", start=before["quoi"]),
        Step(field="qui", label="Qui le fait ?", options=who, start=before["qui"] or words.YOU),
    ]
    if given.get("qui") == SOMEBODY:
        asked.append(Step(field="autre", label="Qui ? Un organisme, un service, jamais un nom.", start=""))
    usual = "rien"
    when = day(before["quand"]) if before["quand"] else ""
    return [
        *asked,
        Step(field="quand", label="Pour quand ? Une date, ou quelques mots.", start=when, usual=usual),
        Step(field="numero", label="Quel numéro appeler ?", start=before["numero"], usual="aucun"),
    ]


def _people(held: Conversation, before: str) -> tuple[Option, ...]:
    """The person, us, the organisms of the interview, who was said before, somebody else."""
    named = [words.YOU, words.WE]
    for each in held.interview.situations:
        for code in held.interview.answers(each.rank).get("organismes") or ():
            organism = held.flow.catalogue.organism(code)
            if organism is not None and code != "autre":
                named.append(french(organism.named))
    named += [before] if before else []
    listed = [option(each, each) for each in dict.fromkeys(named)]
    return (*listed, option(SOMEBODY, SOMEBODY))


def _as_typed(given: Given) -> dict[str, str]:
    cells = {name: given.get(name, "") for name in COLUMNS}
    if cells["qui"] == SOMEBODY:
        cells["qui"] = given.get("autre", "")
    return cells
