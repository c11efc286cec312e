"""The conclusion: what is proposed, on what it rests, and what the agent decides."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview.conversation import Conversation
from interview.effect import Effect
from interview.guarding import Caution, decided
from interview.tui import keys
from interview.tui.drawing import MUTED, STRONG, hanging, wrapped
from interview.tui.keys import key
from interview.tui.screens.decision import Decided, DecisionScreen
from interview.tui.screens.housed import Housed
from interview.tui.sources import capital
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option
from interview.views import Option, Verdict
from templates.typography import french

CERTAIN = french("Certitude : ")
RESTS_ON = french("Repose sur")
REASONS = french("Raisons : ")
ABANDON = "La demande a été commencée, puis laissée (abandon)."
TYPOLOGY = "Typologie"
TO_CHECK = "À vérifier"
ELSEWHERE = "Ce qui aurait conduit ailleurs"
DECIDED = french("Vous avez retenu : ")
NONE_KEPT = "aucune forme"
BECAUSE = french("Parce que : ")
BLANK = Content("")
PROPOSED = french("L’outil propose, vous décidez.")

AGREE = option("accord", "Je suis d’accord")
OTHERWISE = option("autrement", "Décider autrement", "en disant pourquoi")
CHECK = option("revoir", "Revoir une réponse")
COMPLETE = option("continuer", "Compléter la fiche", "des questions facultatives : chacune se passe avec Tab")
SHEET = option("fiche", "Aperçu de la fiche")
OTHER = option("autre", "Autre situation du même ménage")
FINISH = option("terminer", "Terminer l’entretien")
CHANGE = option("autrement", "Changer la décision")
TAKE_UP = option("reprendre", "Reprendre cet entretien", "le compléter, changer une réponse")
BACK_HOME = option("", "Revenir à l’accueil")


class VerdictScreen(Housed[str]):
    """The qualification of one situation; returns what the agent wants next.

    Args:
        consulting: the record is only read, under the flow it was made with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f6", "close", "Retour", "Revient à l’écran d’avant."),
        key("descendre", "pagedown", "read(1)", "Lire la suite", "Fait défiler vers le bas.", priority=True),
        key("monter", "pageup", "read(-1)", "Remonter", "Fait défiler vers le haut.", priority=True),
    ]

    def __init__(self, held: Conversation, rank: int = 0, *, consulting: bool = False) -> None:
        super().__init__()
        self.held = held
        self.rank = rank or held.interview.active
        self.consulting = consulting

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="page", can_focus=False):
            yield Lines(self._told)
        yield Static(PROPOSED, id="ask")
        yield Menu(())
        yield Static(id="keys")

    def on_mount(self) -> None:
        self._show()
        self.set_focus(self.query_one(Menu))

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        if event.code == "accord":
            proposed = tuple(each.code for each in self.held.verdict(self.rank).forms)
            self._decide(proposed, "")
        elif event.code == "autrement":
            self.app.push_screen(DecisionScreen(self.held, self.rank), self._decided)
        else:
            self.dismiss(event.code)

    def action_read(self, pages: int) -> None:
        """Read on, or back."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=pages * max(page.size.height - 2, 1), animate=False)

    def action_close(self) -> None:
        """Back to the conversation."""
        self.dismiss("")

    def _decided(self, decision: Decided | None) -> None:
        if decision is not None:
            self._decide(*decision)

    def _decide(self, forms: tuple[str, ...], reason: str, excused: Caution | None = None) -> None:
        def done(_: Effect) -> None:
            self._show()

        self.attempt(lambda: decided(self.held, forms, reason, self.rank, excused), done)

    def _show(self) -> None:
        self.query_one(Lines).redraw()
        options = self._options()
        menu = self.query_one(Menu)
        menu.offer(options)
        self.query_one("#ask", Static).display = options[0] is AGREE

    def _told(self, width: int) -> list[Content]:
        return verdict_lines(self.held.verdict(self.rank), self._has_decided, width)

    @property
    def _has_decided(self) -> bool:
        return self.held.interview.situations[self.rank - 1].decision is not None

    def _options(self) -> list[Option]:
        if self.consulting:
            return [SHEET, CHECK, TAKE_UP, BACK_HOME]
        if not self._has_decided:
            return [AGREE, OTHERWISE, CHECK]
        ahead = [COMPLETE] if self.held.prompt() is not None else []
        return [*ahead, SHEET, OTHER, FINISH, CHANGE]


def verdict_lines(verdict: Verdict, decided: bool, width: int) -> list[Content]:
    """The whole conclusion, from the most to the least important."""
    lines: list[Content] = []
    if verdict.object:
        lines += wrapped(Content.styled(capital(verdict.object), STRONG), width)
    lines += wrapped(Content.styled(verdict.title, "bold $primary"), width)
    if verdict.no_form:
        for sentence in (verdict.no_form, verdict.next_step):
            lines += [BLANK, *wrapped(sentence, width)]
    else:
        certainty = Content.assemble((verdict.certainty_label, STRONG), f" — {verdict.certainty_reason}")
        lines += hanging(CERTAIN, certainty, width)
    if decided:
        lines += _decision(verdict, width)
    lines += _forms(verdict, width)
    lines += _more(verdict, width)
    return lines


def _decision(verdict: Verdict, width: int) -> list[Content]:
    kept = " ; ".join(verdict.decided) or NONE_KEPT
    lines: list[Content] = [BLANK, *hanging(f"✓ {DECIDED}", Content.styled(french(kept), STRONG), width)]
    if verdict.decision_reason:
        lines += hanging(f"  {BECAUSE}", Content(verdict.decision_reason), width)
    return lines


def _forms(verdict: Verdict, width: int) -> list[Content]:
    lines: list[Content] = []
    for form in verdict.forms:
        lines += [BLANK, Content.styled(f"● {form.label}", STRONG)]
        lines += hanging("  ", Content.styled(form.definition, MUTED), width)
        if form.reasons:
            lines += hanging(f"  {REASONS}", Content(french(" ; ".join(form.reasons))), width)
        if form.grounds:
            lines.append(Content.styled(f"  {RESTS_ON}", MUTED))
        for ground in form.grounds:
            lines += hanging("    • ", Content(ground), width)
    return lines


def _more(verdict: Verdict, width: int) -> list[Content]:
    lines: list[Content] = [BLANK, *wrapped(ABANDON, width)] if verdict.abandoned else []
    if verdict.typology:
        lines += [BLANK, Content.styled(TYPOLOGY, STRONG)]
        for label, meaning in verdict.typology:
            lines += hanging("  • ", Content.assemble((label, STRONG), (f" — {meaning}", MUTED)), width)
    for title, items in ((TO_CHECK, verdict.to_check), (ELSEWHERE, verdict.elsewhere)):
        if items:
            lines += [BLANK, Content.styled(title, STRONG)]
            lines += [line for each in items for line in hanging("  • ", Content(each), width)]
    return lines
