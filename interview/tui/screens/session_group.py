"""A session on the screen of the trainer: who has answered, then what the group answered, case by case.

Files are looked at on another thread, which only posts messages. What is being read stays in place when
others come in. The reference of a case is not in the figures before the trainer asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widgets import Static

from interview.failures import failure_words
from interview.rehearsal.session.folder.arriving import arrivals_in_words
from interview.rehearsal.session.folder.files import SessionFault
from interview.rehearsal.session.folder.recent import RecentSessions
from interview.tui import keys
from interview.tui.drawing import CURRENT, MUTED, POINTER, STRONG, hanging, wrapped
from interview.tui.keys import key
from interview.tui.screens.conversation import BREAKPOINTS
from interview.tui.screens.dialogs import explanation
from interview.tui.screens.session_doing import BY_CASE, Acting
from interview.tui.screens.session_follow import Follower, Looked
from interview.tui.screens.session_slides import Deck, Slide, View, answers_deck, paths_deck, standing_deck
from interview.tui.screens.session_whole import agreement_deck, dividing_deck, notes_deck, shift_deck
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from templates.typography import bounded, french

Decks = tuple[str, str, Callable[[View], Deck]]
VIEWS: tuple[Decks, ...] = (
    ("suivi", "Suivi", standing_deck),
    ("reponses", "Réponses", answers_deck),
    ("accord", "Accord", agreement_deck),
    ("divise", "Ce qui divise", dividing_deck),
    ("chemins", "Chemins", paths_deck),
    ("avant_apres", "Avant/après", shift_deck),
    ("notes", "Notes", notes_deck),
)

READING = french("Je lis la séance…")
CASE = french("Cas {rank} sur {of} · {title}")
PLACE = french("{rank} sur {of}")
CASES, HERE = french("Les cas (← →)"), french("Dans ce cas (↑ ↓)")
HIDDEN, SHOWN = french("référence cachée"), french("référence montrée")
CANNOT = french("! Cette séance ne peut pas être lue ; rien n’y a été changé :")
CANNOT_NOW = french("! Un fichier ne peut pas être lu ; ce qui est montré date d’avant : {told}")
WHAT = french("Ce que le groupe a répondu, en nombres. Personne n’est nommé, personne n’est classé.")
HOW = french(
    "Un chiffre ou Tab change de vue. ↑ et ↓ passent d’une question à l’autre. ← et → passent d’un cas à "
    "l’autre dans « Réponses » et « Chemins » ; ailleurs, d’une page à l’autre. Page suiv. fait défiler ce "
    "qui dépasse."
)
WHEN_SHOWN = french(
    "La référence n’est sur aucun écran avant la touche R, cas par cas. Faites d’abord parler le groupe : "
    "« Comment en êtes-vous venus à cette réponse ? »"
)
_STANDING = ("ici", "rassembler", "attendus")
_LOOKING = ("reference", "second", "noter")


class GroupScreen(Acting):
    """One session.

    Args:
        place: its folder, or its exchange file.
        recent: where it is remembered.
    """

    class Read(Message):
        """The session as it now stands."""

        def __init__(self, looked: Looked) -> None:
            super().__init__()
            self.looked = looked

    class Failed(Message):
        """It could not be read."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10", "close", "Retour", "Revient aux séances ; tout est dans les fichiers."),
        key("ici", "i", "answer_here", "Répondre ici", "Fait répondre le participant suivant, ici."),
        key("rassembler", "g", "bring", "Rassembler", "Ajoute des réponses rapportées : fichier ou dossier."),
        key("attendus", "a", "expect", "Attendus", "Dit combien de participants sont attendus."),
        key("reference", "r", "reveal", "Référence", "Montre la référence du cas, ou la cache."),
        key("noter", "n", "note", "Noter", "Garde une décision du groupe, ou une question ouverte."),
        key("second", "s", "second", "Second tour", "Fait répondre à nouveau au cas, après la discussion."),
        key("ecrire", "e", "write", "Écrire", "Écrit le compte rendu, ou propose d’autres mots."),
        key("retirer", "delete", "remove", "Retirer", "Retire la note désignée.", show=False),
        key("aide", "f1,question_mark,ctrl+p", "explain", "Aide", "Ce que montre cet écran, et ses touches."),
        key("vue", "tab", "turn(1)", "Vue", "La vue d’après.", show=False),
        key("vue-avant", "shift+tab", "turn(-1)", "Vue", "La vue d’avant.", show=False),
        key("cas", "right", "across(1)", "Cas", "Le cas d’après.", show=False),
        key("cas-avant", "left", "across(-1)", "Cas", "Le cas d’avant.", show=False),
        key("descendre", "down", "move(1)", "Descendre", "La question d’après.", show=False),
        key("monter", "up", "move(-1)", "Monter", "La question d’avant.", show=False),
        key("page-apres", "pagedown,space", "read(1)", "Page", "Une page plus bas.", show=False),
        key("page-avant", "pageup", "read(-1)", "Page", "Une page plus haut.", show=False),
    ]

    def __init__(self, place: Path, recent: RecentSessions) -> None:
        super().__init__(place, recent)
        self._trouble: tuple[str, ...] = ()
        self._begun = False
        self._view = 0
        self._at: dict[str, str] = {}  # the slide in hand, by view
        self._deck: Deck = ()

    def compose(self) -> ComposeResult:
        yield Static(id="progress", markup=False)
        yield Static(id="views", markup=False)
        with Horizontal(id="body"):
            with VerticalScroll(id="branches", can_focus=False):
                yield Lines(self._listed)
            with VerticalScroll(id="leaf", can_focus=False):
                yield Lines(self._drawn)
        yield Static(id="said", markup=False)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.say("")
        self.redraw()
        self._follower = Follower(self.place, self._post_read, self._post_failed)

    def on_unmount(self) -> None:
        if self._follower is not None:
            self._follower.stop()

    def on_resize(self) -> None:
        self.redraw()

    # ── reading ──────────────────────────────────────────────────────────────────────────────────

    def _post_read(self, looked: Looked) -> None:
        """From the other thread: a message, and nothing else."""
        self.post_message(self.Read(looked))

    def _post_failed(self, error: Exception) -> None:
        """From the other thread: a message, and nothing else."""
        self.post_message(self.Failed(error))

    def on_group_screen_read(self, event: Read) -> None:
        """The session, on the view, the case and the question that were in hand."""
        if not event.looked.revealed <= self._revealed:
            return  # a reference that was hidden again meanwhile
        self._looked = event.looked
        if self._trouble:
            self._trouble = ()
            self.say("")
        if not self._begun:
            self._begun = True
            session = event.looked.report.session
            self._recent.remember(self.place, session.sheet.title, self.house.rehearsing().place.now())
            self._view = 1 if session.answers else 0
        self.redraw()

    def on_group_screen_failed(self, event: Failed) -> None:
        """Why; what was read before stays."""
        error = event.error
        if not isinstance(error, SessionFault | OSError):
            raise error
        self._trouble = error.faults if isinstance(error, SessionFault) else (french(failure_words(error)),)
        if self._looked is not None:
            self.say(CANNOT_NOW.format(told=" ".join(self._trouble)))
        self.redraw()

    # ── what is shown ────────────────────────────────────────────────────────────────────────────

    @property
    def name_of_view(self) -> str:
        return VIEWS[self._view][0]

    @property
    def slide(self) -> Slide | None:
        """The slide in hand: that of the same code where there still is one."""
        code = self._at.get(self._spot, "")
        found = [each for each in self._deck if each.code == code]
        return next(iter((*found, *self._deck)), None)

    @property
    def _spot(self) -> str:
        return f"{self.name_of_view}:{self._case}" if self.name_of_view in BY_CASE else self.name_of_view

    def redraw(self) -> None:
        view = self.view
        self._deck = VIEWS[self._view][2](view) if view is not None else ()
        self.query_one("#progress", Static).update(self._title())
        self.query_one("#views", Static).update(self._views())
        self.query_one("#keys", Static).update(keys_content(self._served(), self.size.width - 2))
        for each in self.query(Lines):
            each.redraw()

    def _title(self) -> str:
        if self._looked is None:
            return READING
        session = self._looked.report.session
        arrived = arrivals_in_words(session, self._expected)[0].rstrip(".")
        return bounded(f"{session.sheet.title} · {arrived}", max(self.size.width - 2, 20))

    def _views(self) -> Content:
        parts: list[tuple[str, str]] = []
        for rank, (_, name, _) in enumerate(VIEWS):
            here = rank == self._view
            told = f"[{rank + 1} {name}]" if here else f"{rank + 1} {name}"
            parts += [(" ", "") if parts else ("", ""), (told, CURRENT if here else MUTED)]
        return Content.assemble(*parts)

    def _served(self) -> list[tuple[str, str]]:
        """The keys that serve in this view."""
        left_out = _LOOKING if self.name_of_view == "suivi" else _STANDING
        held = [each for each in self.BINDINGS if isinstance(each, Binding) and each.id not in left_out]
        told = keys.shown(held)
        return [*told, ("Suppr", "Retirer")] if self.name_of_view == "notes" else told

    def _drawn(self, width: int) -> list[Content]:
        """Where one is, then the slide."""
        view, slide = self.view, self.slide
        if view is None or slide is None:
            faults = [line for each in self._trouble for line in hanging("– ", Content(each), width)]
            return (
                [*wrapped(Content.styled(CANNOT, STRONG), width), *faults] if faults else [Content(READING)]
            )
        head = [] if self.name_of_view == "notes" else [*self._where(view, slide, width), Content("")]
        return [*head, *slide.write(width)]

    def _where(self, view: View, slide: Slide, width: int) -> list[Content]:
        rank = PLACE.format(rank=self._deck.index(slide) + 1, of=len(self._deck))
        lines = []
        if self.name_of_view in BY_CASE:
            cases = view.session.cases
            title = french(cases[self._case].title)
            where = CASE.format(rank=self._case + 1, of=len(cases), title=title)
            told = SHOWN if view.case_name in view.looked.revealed else HIDDEN
            lines = wrapped(Content.assemble((f"‹ {where} ›", STRONG), (f"  {told}", MUTED)), width)
        name = Content.assemble((slide.name, CURRENT), (f"  {rank}", MUTED))
        return [*lines, *wrapped(name, width)]

    def _listed(self, width: int) -> list[Content]:
        """Cases and slides, those in hand pointed at: there is room for them on a wide screen."""
        view, slide = self.view, self.slide
        names = [(each.name, each is slide) for each in self._deck]
        if view is None or self.name_of_view not in BY_CASE:
            return _pointed(names, width)
        cases = [(french(each.title), rank == self._case) for rank, each in enumerate(view.session.cases)]
        heading = Content.styled(CASES, MUTED)
        return [
            heading,
            *_pointed(cases, width),
            Content(""),
            Content.styled(HERE, MUTED),
            *_pointed(names, width),
        ]

    # ── moving ───────────────────────────────────────────────────────────────────────────────────

    def on_key(self, event: Key) -> None:
        if event.character and event.character in "1234567":
            event.stop()
            event.prevent_default()
            self.open_view(int(event.character) - 1)

    def action_turn(self, step: int) -> None:
        """The view before or after."""
        self.open_view((self._view + step) % len(VIEWS))

    def action_across(self, step: int) -> None:
        """The case before or after, where one case is looked at; otherwise the slide."""
        if self._looked is None:
            return
        if self.name_of_view not in BY_CASE:
            self.action_move(step)
            return
        self._case = (self._case + step) % len(self._looked.report.session.cases)
        self._turned()

    def action_move(self, step: int) -> None:
        """The slide before or after."""
        slide = self.slide
        if slide is not None:
            rank = self._deck.index(slide) + step
            if 0 <= rank < len(self._deck):
                self._at[self._spot] = self._deck[rank].code
                self._turned()

    def action_read(self, pages: int) -> None:
        """Read on, or back."""
        page = self.query_one("#leaf", VerticalScroll)
        page.scroll_relative(y=pages * max(page.size.height - 2, 1), animate=False)

    def open_view(self, view: int) -> None:
        self._view = view
        self._turned()

    def _turned(self) -> None:
        self.say("")
        self.redraw()
        self.query_one("#leaf", VerticalScroll).scroll_home(animate=False)

    # ── the rest ─────────────────────────────────────────────────────────────────────────────────

    def action_explain(self) -> None:
        """What the screen shows, and the keys."""
        parts = (("Comment s’y prendre", HOW), ("La référence", WHEN_SHOWN))
        self.app.push_screen(explanation(WHAT, parts, keys.told([*self.BINDINGS, *self.app.BINDINGS])))

    def action_close(self) -> None:
        """Back to the sessions."""
        self.dismiss(None)

    def say(self, told: str) -> None:
        """A remark that stays above the keys."""
        said = self.query_one("#said", Static)
        said.update(told)
        said.display = bool(told)


def _pointed(names: list[tuple[str, bool]], width: int) -> list[Content]:
    lines: list[Content] = []
    for name, here in names:
        head = Content.styled(f"{POINTER if here else ' '} ", CURRENT)
        lines += hanging(head, Content.styled(name, STRONG if here else ""), width)
    return lines
