"""The first screen: what to do next."""

from __future__ import annotations

import datetime
from contextlib import suppress
from functools import partial
from typing import ClassVar
from uuid import UUID

import msgspec
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interview import access
from interview.conversation import Conversation, Workplace, unfinished
from interview.follow_up.chasing import ChaseLine, ToChase, a_relancer
from interview.tui import keys, sources
from interview.tui.drawing import MUTED, READING_WIDTH, wrapped
from interview.tui.keys import key
from interview.tui.screens.dialogs import FindHousehold, explanation, store_dialog
from interview.tui.screens.housed import Housed
from interview.tui.screens.verdict import VerdictScreen
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option
from interview.views import Option
from store import InterviewSummary, SituationSummary, StoreError
from templates.typography import french

TITLE = "Repère"
WHAT = "Qualifier une situation de non-recours, et garder une fiche mémoire."
FIRST = french(
    "Une dizaine de questions simples, posées à vous ; l’outil propose une conclusion, vous décidez. "
    "Aucun nom, aucun numéro : un ménage n’est connu que par un code tiré au hasard."
)
BASE = french("Base : {path}")
NEW = option("nouveau", "Nouvel entretien", "Entrée suffit")
TRAINING = option("formation", "Formation", "répéter un cas, comparer ; rien n’entre dans la base", "Atelier")
FLOW = option("parcours", "Voir le parcours", "ses questions, ses règles ; l’essayer", "Atelier")
FILES = "Dossiers"
ALL_FILES = option("dossiers", "Tous les dossiers", "chercher, suivre, relire : F2", "Dernières situations")
TO_CHASE = "À relancer"
ALL_TO_CHASE = "Les voir toutes"
LATE = "! en retard, "
CHASED = 3
"""Situations to chase up that the first screen names."""
KNOWN = option("connu", "Ménage déjà connu", "une nouvelle situation pour lui")
TO_RESUME = "Reprendre"
LATEST = "Dernières situations"
NO_OBJECT = "Objet pas encore dit"
HOUSEHOLD = "ménage {household}"
AT_END = "toutes les questions ont été vues"
SHOWN = 30


class Offer(msgspec.Struct, frozen=True):
    """What the home screen has read of the base."""

    waiting: tuple[InterviewSummary, ...] = ()
    latest: tuple[SituationSummary, ...] = ()
    to_chase: ToChase = ToChase()
    first_time: bool = True
    path: str = ""


class HomeScreen(Housed[None]):
    """New interview, those that wait, a known household, the last situations."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("aide", "f1,question_mark,ctrl+p", "explain", "Aide", "Ce qu’est Repère, et ses touches."),
        key("dossiers", "f2", "show_files", "Dossiers", "Chercher une situation, la relire, noter la suite."),
        key(
            *(
                "parcours",
                "f4",
                "show_flow",
                "Parcours",
                "Le parcours : ses questions, ses règles, un essai.",
            ),
            show=False,
        ),
        key("interpeller", "f6", "show_dossiers", "Interpeller", "Préparer une interpellation, chiffrée."),
        key("formation", "f7", "show_training", "Formation", "Répéter un cas, puis comparer à la référence."),
        key("bilan", "f8", "show_bilan", "Bilan", "Les chiffres du service, en neuf rubriques."),
        key("quitter", "f10,escape", "leave", "Quitter", "Quitte Repère."),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._offer = Offer()
        self._due = ""

    def compose(self) -> ComposeResult:
        yield Lines(self._title_lines, classes="title")
        with VerticalScroll(id="page", can_focus=False):
            yield Menu((NEW,), start=NEW.code, airy=True)
        yield Static(id="base", markup=False)
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Menu))
        self._read()

    def on_screen_resume(self) -> None:
        if self.house.opened:
            self._read()

    def on_resize(self) -> None:
        shown = [*keys.shown(self.BINDINGS), *keys.shown(self.app.BINDINGS)]
        self.query_one("#keys", Static).update(keys_content(shown, self.size.width - 2))

    # ── reading ──────────────────────────────────────────────────────────────────────────────────

    def _read(self) -> None:
        try:
            place = self.house.workplace()
            self._show(place, _offer_of(place))
        except StoreError as error:
            self.app.push_screen(store_dialog(error, opening=True), self._read_again)

    def _read_again(self, choice: str | None) -> None:
        if choice == "quitter":
            self.house.leave()
        else:
            self._read()

    def _show(self, place: Workplace, offer: Offer) -> None:
        self._offer = offer
        now = datetime.datetime.fromtimestamp(place.now() / 1000)
        options = [NEW, *([] if offer.first_time else [KNOWN])]
        options += [_waiting(place, each, now) for each in offer.waiting]
        options += _chased(offer.to_chase)
        options += [*(_latest(place, each) for each in offer.latest)]
        options += [*([] if offer.first_time else [ALL_FILES]), TRAINING, FLOW]
        menu = self.query_one(Menu)
        menu.offer(options, filtered=False)
        self.query_one(Lines).redraw()
        self.tell_base()
        self.call_after_refresh(self._look_for_due, place)

    def _look_for_due(self, place: Workplace) -> None:
        """Once the screen is painted: what has been kept long enough."""
        from interview.privacy.erasing import due_notice

        if not self.house.opened:
            return
        with suppress(StoreError):  # what is wrong with the base is told by the next thing done with it
            self._due = due_notice(place)
            self.tell_base()

    def tell_base(self) -> None:
        """Which base it is, what its copy of the day has to say, what has been kept long enough."""
        base = BASE.format(path=self._offer.path) if self._offer.path else ""
        told = (self.house.warning, self._due, base)
        self.query_one("#base", Static).update("\n".join(each for each in told if each))

    def _title_lines(self, width: int) -> list[Content]:
        lines = [Content.assemble((TITLE, "bold $primary"), (f"  {WHAT}", MUTED))]
        if self._offer.first_time:
            lines += [Content(""), *wrapped(FIRST, min(width, READING_WIDTH))]
        return lines

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        what, _, which = event.code.partition(":")
        if what == "nouveau":
            self.house.converse(Conversation.start)
        elif what == "connu":
            self._find_household()
        elif what == "parcours":
            self.action_show_flow()
        elif what == "formation":
            self.action_show_training()
        elif what == "dossiers":
            self.action_show_files()
        elif what == "relances":
            self._show_files({"relance": "a_relancer"})
        elif what == "relancer":
            self._chase(which)
        elif what == "reprendre":
            self.house.converse(partial(access.resumed, interview=UUID(which)))
        else:
            self._open(which)

    def on_menu_moved(self, event: Menu.Moved) -> None:
        page = self.query_one("#page", VerticalScroll)
        if not page.scroll_offset.y <= event.line < page.scroll_offset.y + page.size.height:
            page.scroll_to(y=max(0, event.line - page.size.height // 2), animate=False)

    def action_explain(self) -> None:
        """What the program is, and the keys."""
        listed = keys.told([*self.BINDINGS, *self.app.BINDINGS])
        self.app.push_screen(explanation(WHAT, (("Comment cela se passe", FIRST),), listed))

    def action_show_flow(self) -> None:
        """The flow that is shipped, to be read, checked and tried."""
        from interview.tui.screens.flow_bench import FlowBenchScreen

        self.app.push_screen(FlowBenchScreen())

    def action_show_training(self) -> None:
        """The cases to rehearse."""
        from interview.tui.screens.formation import FormationScreen

        self.app.push_screen(FormationScreen())

    def action_show_files(self) -> None:
        """Every situation of the base."""
        self._show_files({})

    def action_show_dossiers(self) -> None:
        """The dossiers d'interpellation."""
        from interview.tui.screens.dossier_list import DossierListScreen

        self.app.push_screen(DossierListScreen())

    def action_show_bilan(self) -> None:
        """The figures."""
        from interview.tui.screens.bilan import BilanScreen

        def show(_: Workplace) -> None:
            self.app.push_screen(BilanScreen())

        self.attempt(self.house.workplace, show)

    def action_leave(self) -> None:
        """The end."""
        self.house.leave()

    # ── what is opened ───────────────────────────────────────────────────────────────────────────

    def _find_household(self) -> None:
        def chosen(household: str | None) -> None:
            if household:
                self.house.converse(partial(Conversation.start, household=household))

        base = self.house.workplace().base
        self.app.push_screen(FindHousehold(partial(sources.known_households, base)), chosen)

    def _show_files(self, chosen: dict[str, str]) -> None:
        from interview.tui.screens.files import FilesScreen

        self.app.push_screen(FilesScreen(chosen))

    def _chase(self, reference: str) -> None:
        from interview.tui.screens.files_situation import SituationScreen

        found = next(each for each in self._offer.to_chase.lines if each.reference == reference)
        self.app.push_screen(SituationScreen(found.interview, found.rank))

    def _open(self, reference: str) -> None:
        found = next(each for each in self._offer.latest if each.reference == reference)
        place = self.house.workplace()
        catalogue = place.machine.flow.catalogue
        self.attempt(
            lambda: Conversation.read(place, found.interview, catalogue),
            lambda held: self._consult_noted(held, found.rank),
        )

    def _consult_noted(self, held: Conversation, rank: int) -> None:
        if told := access.opened(held, rank):
            self.notify(told)
        self._consult(held, rank)

    def _consult(self, held: Conversation, rank: int) -> None:
        def chosen(choice: str | None) -> None:
            if choice == "fiche":
                self.house.show_sheet(held, rank, lambda: self._consult(held, rank))
            elif choice == "revoir":
                self._consult_review(held, rank)
            elif choice == "reprendre":
                self.house.converse(partial(access.resumed, interview=held.heading.id))

        self.app.push_screen(VerdictScreen(held, rank, consulting=True), chosen)

    def _consult_review(self, held: Conversation, rank: int) -> None:
        from interview.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(held, rank, consulting=True), lambda _: self._consult(held, rank))


def _offer_of(place: Workplace) -> Offer:
    base = place.base
    if base is None:
        return Offer()
    waiting = tuple(unfinished(base)[:SHOWN])
    latest = tuple(each for each in base.recent(SHOWN) if each.core_complete)
    return Offer(
        waiting,
        latest[:10],
        a_relancer(place, CHASED),
        first_time=base.counts().interviews == 0,
        path=str(base.path),
    )


def _waiting(place: Workplace, each: InterviewSummary, now: datetime.datetime) -> Option:
    flow = place.machine.flow
    about = sources.object_in_words(flow, each.prestation, each.domaine) or NO_OBJECT
    stands = flow.questions[each.position].short if each.position in flow.questions else AT_END
    when = when_in_words(datetime.datetime.fromtimestamp(each.touched_at / 1000), now)
    told = " · ".join((stands, when, HOUSEHOLD.format(household=each.household)))
    return option(f"reprendre:{each.id}", about, told, TO_RESUME)


def _chased(to_chase: ToChase) -> list[Option]:
    """The first of those to chase up, late first, then how to see the others."""
    group = french(f"{TO_CHASE} : {to_chase.total}")
    lines = [_chase_line(each, group) for each in to_chase.lines]
    more = to_chase.total > len(lines)
    return [*lines, *([option("relances", ALL_TO_CHASE, "", group)] if more else [])]


def _chase_line(each: ChaseLine, group: str) -> Option:
    parts = (each.deadline_short, each.since, "" if each.deadline else each.last)
    told = (LATE if each.late else "") + " · ".join(part for part in parts if part)
    return option(f"relancer:{each.reference}", each.object or each.reference, told, group)


def _latest(place: Workplace, each: SituationSummary) -> Option:
    flow = place.machine.flow
    about = sources.object_in_words(flow, each.prestation, each.domaine) or NO_OBJECT
    forms = ", ".join(flow.form(code).label for code in each.formes) or "pas de non-recours"
    return option(f"situation:{each.reference}", about, f"{forms} · {each.reference}", LATEST)


def when_in_words(moment: datetime.datetime, now: datetime.datetime) -> str:
    """« aujourd’hui à 14 h 05 », « hier à 9 h 30 », « le 12/08/2025 »."""
    days = (now.date() - moment.date()).days
    hour = f"{moment.hour}\u00a0h\u00a0{moment.minute:02d}"
    if days == 0:
        return f"aujourd’hui à {hour}"
    return f"hier à {hour}" if days == 1 else f"le {moment:%d/%m/%Y}"
