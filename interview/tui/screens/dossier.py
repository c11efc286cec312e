"""« Dossier »: composing an interpellation in six steps. Everything is kept as it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview.dossier.content import Composed, NotYet, composed, general_of
from interview.dossier.gathering import Candidate, candidates, gate_at, gather, held_at
from interview.dossier.general import UNSHOWN
from interview.dossier.saving import edition_of, hand, notice_of, write
from interview.dossier.service import Dossier
from interview.sheets.gate import Gate
from interview.tui import keys
from interview.tui.drawing import MUTED, READING_WIDTH, STRONG, hanging, wrapped
from interview.tui.keys import key
from interview.tui.screens import dossier_forms as forms
from interview.tui.screens import dossier_steps as steps
from interview.tui.screens.dialogs import Dialog, explanation
from interview.tui.screens.follow import FollowForm
from interview.tui.screens.housed import Housed
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option
from templates.faults import SheetFault
from templates.typography import count, french

TITLE = french("Dossier n° {number} · {title}")
WHAT = french(
    "Un dossier d’interpellation : ce qui revient, des situations qui l’illustrent, ce qui l’éviterait."
)
HOW = french(
    "← et → passent d’une étape à l’autre ; tout est gardé à mesure, et vous pouvez partir à tout moment. "
    "Les chiffres sont masqués dès qu’ils pourraient faire reconnaître quelqu’un. Une situation n’entre que "
    "si la personne est d’accord, ou si un motif est écrit."
)
FINDINGS = french("Ce que disent les chiffres")
TOO_NARROW = french(
    "Pour montrer des chiffres, élargissez la période ou le sujet (étape Sujet). Le dossier peut aussi s’en "
    "passer : les situations choisies parlent d’elles-mêmes."
)
NOTHING = french("Rien ici pour l’instant.")
NO_SITUATION = french(
    "Aucune situation sur ce sujet et cette période : revenez à l’étape Sujet pour l’élargir."
)
WRITTEN = french("✓ Dossier écrit : {path}")
NOT_WRITTEN = french("! Le dossier n’a pas été écrit : {reason}")
HANDED = french("✓ Édition n° {edition} gardée et écrite : {path}")
HANDED_ONLY = french("Édition n° {edition} gardée, mais pas écrite. Choisissez-la plus bas pour l’écrire. ")
GATHERED = french("✓ {count} de plus.")
WITHHELD = french(
    "! Proposition à relire avant de la prendre, elle pourrait nommer quelqu’un : {references}."
)
SURE = option("oui", "Remettre", "elle sera gardée telle qu’elle est")
LATER = option("non", "Pas maintenant")
HAND_TITLE = french("Remettre cette édition ?")
HAND_TOLD = french(
    "Ses chiffres seront tenus pour connus de votre interlocuteur : la suivante en tiendra compte."
)


class DossierScreen(Housed[None]):
    """One dossier being put together."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10", "close", "Retour", "Revient à l’écran d’avant ; tout est gardé."),
        key("etape", "right,tab", "go(1)", "Étape suivante", "Passe à l’étape suivante."),
        key("etape_avant", "left,shift+tab", "go(-1)", "Étape d’avant", "Revient à l’étape d’avant."),
        key("apercu", "f7", "preview", "Aperçu", "Montre le dossier tel qu’il serait remis aujourd’hui."),
        key("plus_haut", "plus", "move(-1)", "Plus haut", "Montre cette ligne plus tôt.", show=False),
        key("plus_bas", "minus", "move(1)", "Plus bas", "Montre cette ligne plus tard.", show=False),
        key("fiche", "v", "sheet", "Fiche", "Montre la fiche de la situation.", show=False),
        key("ecrire", "e", "reword", "Récrire", "Récrit la proposition.", show=False),
        key("joindre", "j", "join", "Joindre", "Joint cette proposition à une autre.", show=False),
        key("nouveau", "n", "new", "Nouveau", "Ajoute une proposition, ou un engagement.", show=False),
        key("oter", "x,delete", "drop", "Ôter", "Retire un engagement noté par erreur.", show=False),
        key("aide", "f1,question_mark,ctrl+p", "explain", "Aide", "Ce que montre cet écran, et ses touches."),
    ]

    def __init__(self, number: int, step: str = "sujet") -> None:
        super().__init__()
        self._number = number
        self._step = step
        self._found: tuple[Candidate, ...] = ()
        self._said = ""
        self._findings: tuple[str, ...] = ()

    dossier: Dossier

    def compose(self) -> ComposeResult:
        yield Static(id="progress", markup=False)
        yield Lines(self._heading, classes="title")
        with VerticalScroll(id="page", can_focus=False):
            yield Menu(())
            yield Lines(self._below)
        yield Static(id="said", markup=False)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Menu))
        self.attempt(partial(Dossier.open, self.house.workplace(), self._number), self._opened)

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    # ── moving ───────────────────────────────────────────────────────────────────────────────────

    def action_go(self, by: int) -> None:
        """Another step."""
        if hasattr(self, "dossier"):
            every = list(steps.STEPS)
            self._step = every[(every.index(self._step) + by) % len(every)]
            self._said = ""
            self._enter()

    def action_close(self) -> None:
        """Back to the list."""
        self.dismiss(None)

    def action_explain(self) -> None:
        """What this screen is for, and the keys."""
        listed = keys.told([*self.BINDINGS, *self.app.BINDINGS])
        parts = (("Comment s’y prendre", HOW), (steps.STEPS[self._step], french(steps.HOW[self._step])))
        self.app.push_screen(explanation(WHAT, parts, listed))

    def on_menu_moved(self, event: Menu.Moved) -> None:
        page = self.query_one("#page", VerticalScroll)
        if not page.scroll_offset.y <= event.line < page.scroll_offset.y + page.size.height:
            page.scroll_to(y=max(0, event.line - page.size.height // 2), animate=False)

    # ── choosing ─────────────────────────────────────────────────────────────────────────────────

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self._said = ""
        code = event.code
        event.menu.picker.point_at(code)  # a digit takes a line without going to it
        if self._step == "sujet":
            self._fill(forms.subject_form(self.dossier, code))
        elif self._step == "chiffres":
            shown = code not in self.dossier.state.left_out
            self._do(partial(self.dossier.show_part, code, shown=not shown), code)
        elif self._step == "situations":
            self._toggle(code)
        elif self._step == "propositions":
            place = steps.rank_of(code)
            kept = self.dossier.state.proposals[place].kept
            self._do(partial(self.dossier.keep_proposal, place, kept=not kept), code)
        elif self._step == "rencontre":
            self._meet(code)
        else:
            self._write(code)

    def _meet(self, code: str) -> None:
        if code == steps.ADD_PROMISE:
            self.action_new()
        elif code.startswith(steps.PROMISE):
            self._fill(forms.promise_state_form(self.dossier, steps.rank_of(code)))
        else:
            self._fill(forms.meeting_form(self.dossier, code))

    def _toggle(self, reference: str) -> None:
        chosen = self._candidate(reference)
        if chosen.taken:
            self._do(partial(self.dossier.leave, reference), reference)
            return
        place = self.dossier.place
        self.attempt(
            lambda: chosen.gate or gate_at(place, chosen.proposed.evidence), partial(self._take, chosen)
        )

    def _take(self, chosen: Candidate, gate: Gate) -> None:
        if not gate.open:
            from interview.tui.screens.gate import ask_at_the_gate

            found = chosen.proposed.evidence
            held = held_at(self.dossier.place, found)
            ask_at_the_gate(self, held, found.rank, gate, lambda opened: self._gate_answered(chosen, opened))
        elif chosen.proposed.negligence:
            self._fill(forms.knowingly_form(self.dossier, chosen.reference))
        else:
            self._do(partial(self.dossier.take, chosen.reference), chosen.reference)

    def _gate_answered(self, chosen: Candidate, opened: bool | None) -> None:
        if opened and chosen.proposed.negligence:
            self._fill(forms.knowingly_form(self.dossier, chosen.reference))
        elif opened:
            self._do(partial(self.dossier.take, chosen.reference), chosen.reference)
        else:
            self._enter(chosen.reference)

    # ── the other keys ───────────────────────────────────────────────────────────────────────────

    def action_move(self, by: int) -> None:
        """Earlier or later."""
        code = self._current
        if self._step == "situations" and code and self._candidate(code).taken:
            self._do(partial(self.dossier.move_sheet, code, by), code)
        elif self._step == "propositions" and code:
            last, place = len(self.dossier.state.proposals) - 1, steps.rank_of(code)
            reached = f"{steps.PROPOSAL}{max(0, min(last, place + by))}"
            self._do(partial(self.dossier.move_proposal, place, by), reached)

    def action_sheet(self) -> None:
        """The sheet of the highlighted situation."""
        if self._step == "situations" and self._current:
            found = self._candidate(self._current).proposed.evidence
            self.attempt(
                lambda: held_at(self.dossier.place, found),
                lambda held: self.house.show_sheet(held, found.rank, lambda: self._enter(found.reference)),
            )

    def action_reword(self) -> None:
        """The highlighted proposal, worded otherwise."""
        if self._step == "propositions" and self._current:
            self._fill(forms.proposal_form(self.dossier, steps.rank_of(self._current)))

    def action_join(self) -> None:
        """The highlighted proposal, joined to another."""
        if self._step == "propositions" and self._current and len(self.dossier.state.proposals) > 1:
            self._fill(forms.join_form(self.dossier, steps.rank_of(self._current)))

    def action_new(self) -> None:
        """Another proposal, or what was promised."""
        if self._step == "propositions":
            self._fill(forms.proposal_form(self.dossier, None))
        elif self._step == "rencontre":
            self._fill(forms.promise_form(self.dossier))

    def action_drop(self) -> None:
        """A promise noted by mistake."""
        code = self._current or ""
        if self._step == "rencontre" and code.startswith(steps.PROMISE) and code != steps.ADD_PROMISE:
            self._do(partial(self.dossier.drop_promise, steps.rank_of(code)), steps.ADD_PROMISE)

    # ── writing ──────────────────────────────────────────────────────────────────────────────────

    def action_preview(self) -> None:
        """The whole dossier as it would be handed today."""
        from interview.tui.screens.dossier_preview import PreviewScreen

        if hasattr(self, "dossier"):
            self._attempt_writing(
                lambda: self.app.push_screen(PreviewScreen(self.dossier.place, composed(self.dossier)))
            )

    def _write(self, code: str) -> None:
        what, _, which = code.partition(":")
        if what == "apercu":
            self.action_preview()
        elif what == "ecrire":
            self._attempt_writing(lambda: self._write_as(WRITTEN, composed(self.dossier), which))
        elif what == "edition":
            self._attempt_writing(
                lambda: self._write_as(WRITTEN, edition_of(self.dossier, int(which)), "pdf")
            )
        else:
            self.app.push_screen(Dialog(HAND_TITLE, [HAND_TOLD], (SURE, LATER)), self._sure)

    def _sure(self, choice: str | None) -> None:
        if choice == SURE.code:
            self._attempt_writing(self._hand)

    def _hand(self) -> None:
        made = hand(self.dossier)
        number = made.general.edition
        self._said = HANDED_ONLY.format(edition=number)
        self._show("remettre")
        self._write_as(HANDED, made, "pdf")

    def _write_as(self, told: str, made: Composed, format: str) -> None:
        """Write it, and say where; and what of the team's own templates could not serve."""
        path = write(self.dossier, made, format)
        said = told.format(edition=made.general.edition, path=path)
        notice = notice_of(self.dossier.place, made, format)
        self._tell("\n! ".join(each for each in (said, notice) if each))

    def _attempt_writing(self, act: Callable[[], object]) -> None:
        """Do it; say in full what keeps it from being done."""
        try:
            self.attempt(act, lambda _: None)
        except NotYet as refused:
            told = [french("Ce dossier ne peut pas encore sortir :"), *refused.reasons]
            self.app.push_screen(explanation(told[0], [("", each) for each in told[1:]], ()))
        except SheetFault as fault:
            self._tell(NOT_WRITTEN.format(reason=fault))
        except OSError as error:
            self._tell(self._said + NOT_WRITTEN.format(reason=error.strerror or error))

    # ── inside ───────────────────────────────────────────────────────────────────────────────────

    def _opened(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self._enter()

    def after_failure(self, choice: str | None) -> None:
        """What this very screen holds is older than the base: back to the list."""
        if choice == "liste":
            self.dismiss(None)

    def _enter(self, keep: str = "") -> None:
        """Read what the step shows, and show it."""
        self.attempt(partial(self._read, keep), lambda _: None)

    def _read(self, keep: str) -> None:
        if self._step == "situations":
            self._found = self._ordered(candidates(self.dossier))
        elif self._step == "propositions":
            self._gather()
        elif self._step == "chiffres":
            self._findings = general_of(self.dossier, self.dossier.editions()).words.findings()
        self._show(keep)

    def _gather(self) -> None:
        found = gather(self.dossier)
        told = [GATHERED.format(count=count(found.new, "proposition"))] if found.new else []
        told += [WITHHELD.format(references=", ".join(found.withheld))] if found.withheld else []
        self._said = " ".join(told) or self._said

    def _ordered(self, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Those taken in the order of the dossier, the others as they are proposed."""
        order = [each.reference for each in self.dossier.state.sheets]
        taken = sorted((each for each in found if each.taken), key=lambda each: order.index(each.reference))
        return (*taken, *(each for each in found if not each.taken))

    def _show(self, keep: str = "") -> None:
        title = TITLE.format(number=self.dossier.number, title=self.dossier.title)
        self.query_one("#progress", Static).update(title)
        menu = self.query_one(Menu)
        menu.offer(steps.rows(self.dossier, self._step, self._found), filtered=False)
        menu.picker.point_at(keep)
        menu.refresh(layout=True)
        for each in self.query(Lines):
            each.redraw()
        self._tell(self._said)

    def _below(self, width: int) -> list[Content]:
        """What the figures say, under their parts."""
        if self._step != "chiffres":
            return []
        lines = [Content(""), Content.styled(FINDINGS, STRONG)]
        for each in self._findings:
            lines += hanging("• ", Content(each), min(width, READING_WIDTH))
        if UNSHOWN in self._findings:
            lines += wrapped(Content.styled(TOO_NARROW, MUTED), min(width, READING_WIDTH))
        return lines

    def _heading(self, width: int) -> list[Content]:
        named = [
            (f"[{label}]" if code == self._step else f" {label} ", STRONG if code == self._step else MUTED)
            for code, label in steps.STEPS.items()
        ]
        lines = [
            Content.assemble(*named),
            *wrapped(Content.styled(french(steps.HOW[self._step]), MUTED), width),
        ]
        if hasattr(self, "dossier") and not self.query_one(Menu).picker.options:
            empty = NO_SITUATION if self._step == "situations" else NOTHING
            lines += [Content(""), *wrapped(empty, width)]
        return lines

    @property
    def _current(self) -> str:
        return self.query_one(Menu).picker.highlighted or ""

    def _candidate(self, reference: str) -> Candidate:
        return next(each for each in self._found if each.reference == reference)

    def _do(self, act: Callable[[], object], keep: str) -> None:
        """A change that the base keeps; then the step again."""
        self._said = ""
        self.attempt(act, lambda _: self._enter(keep))

    def _fill(self, form: FollowForm) -> None:
        keep = self._current
        self.app.push_screen(form, lambda told: self._enter(keep) if told else None)

    def _tell(self, sentence: str) -> None:
        self._said = sentence
        self.query_one("#said", Static).update(Content(sentence))
