"""A new session: cases ticked in a list, then its title, how many people are awaited, and its folder."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from flows.faults import ContentError
from interview.failures import failure_words
from interview.follow_up import FollowError, FollowFault
from interview.guarding import Caution
from interview.rehearsal.alone.setting import LEVELS
from interview.rehearsal.cases.collection import NotACase, TrainingCase, case_named, shipped_training_cases
from interview.rehearsal.session.folder.files import SessionFault
from interview.rehearsal.session.folder.preparing import TITLE as USUAL_TITLE
from interview.rehearsal.session.folder.preparing import cases_of, prepared
from interview.rehearsal.session.folder.recent import RecentSessions
from interview.tui import keys
from interview.tui.drawing import MUTED, READING_WIDTH, STRONG, wrapped
from interview.tui.framing import Rehearsed
from interview.tui.keys import key
from interview.tui.picking import Picker
from interview.tui.screens.conversation import BREAKPOINTS
from interview.tui.screens.dialogs import explanation
from interview.tui.screens.follow import FollowForm, Given, Step
from interview.tui.screens.housed import Housed
from interview.tui.screens.session_acts import check_number, path_of
from interview.tui.widgets.drawn import Lines
from interview.tui.widgets.keybar import keys_content
from interview.tui.widgets.menu import Menu, option
from interview.views import Option
from templates.typography import count, day, french

TITLE = french("Séance de groupe : choisir les cas")
HOW = french(
    "Espace coche ou décoche ; des lettres réduisent la liste ; Entrée continue avec les cas cochés."
)
EXPLAINED = french(
    "Deux ou trois cas suffisent pour une demi-journée : dix minutes à jouer, vingt à en parler. Prenez-en "
    "au moins un facile, et deux qui se ressemblent à un fait près."
)
NONE_TAKEN = french("Aucun cas coché : Espace coche la ligne surlignée.")
TAKEN = french("{cases} · environ {minutes} minutes à jouer")
TRAINS = french("Ce qu’il exerce : {told}")
FOLLOWS = french("À jouer après « {title} ».")
NEAR = french("À un fait près : « {title} ».")
OWN = french("Vos cas")
OWN_TITLE = french("Ajouter un cas écrit par vous")
OWN_LABEL = french("Le fichier du cas")
NOT_A_CASE = french("Ce scénario n’est pas un cas : il n’a pas de clé « formation ».")
FORM_TITLE = french("La séance : {cases}, {minutes} minutes environ")
TITLE_LABEL = french("Son titre, sans nom de personne")
PEOPLE_LABEL = french("Combien serez-vous ?")
PEOPLE_USUAL = french("je ne sais pas encore")
FOLDER_LABEL = french("Le dossier à créer")
FOLDER_HOW = french("« seance.json » y est écrit ; les réponses viendront à côté.")
READY = french("✓ Séance prête.")
WIDE = 140


class NewSessionScreen(Rehearsed, Housed[Path | None]):
    """Gives the folder of the session, None when nothing was prepared."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        key("retour", "escape,f10", "close", "Retour", "Revient aux séances ; rien n’est écrit."),
        key("cocher", "space", "nothing", "Cocher", "Coche ou décoche le cas surligné."),
        key("continuer", "enter", "nothing", "Continuer", "Continue avec les cas cochés."),
        key("ajouter", "f2", "add", "Un cas à vous", "Ajoute un cas que vous avez écrit."),
        key("aide", "f1", "explain", "Aide", "Comment choisir, et les touches."),
    ]

    def __init__(self, recent: RecentSessions) -> None:
        super().__init__()
        self._recent = recent
        self._cases: dict[str, TrainingCase] = {}
        self._own: list[str] = []  # files, by the path that was given

    def compose(self) -> ComposeResult:
        yield Static(TITLE, id="progress", markup=False)
        yield Lines(
            lambda width: wrapped(Content.styled(HOW, MUTED), min(width, READING_WIDTH)), classes="title"
        )
        with VerticalScroll(id="page", can_focus=False):
            yield Menu((), multiple=True, airy=True)
        yield Lines(self._about, classes="about")
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.set_focus(self.query_one(Menu))
        self.attempt(shipped_training_cases, self._show)

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(keys_content(keys.shown(self.BINDINGS), self.size.width - 2))
        self._offer()

    def _show(self, cases: tuple[TrainingCase, ...]) -> None:
        self._cases = {
            each.name: each for level in LEVELS for each in cases if each.case.level == level
        } | self._cases
        self._offer()

    def _offer(self) -> None:
        """The list, what is ticked staying so; what each case trains where there is room for it."""
        menu = self.query_one(Menu)
        before = menu.picker
        roomy = self.size.width >= WIDE
        options = [
            _line(code, each, own=code in self._own, roomy=roomy) for code, each in self._cases.items()
        ]
        menu.picker = Picker(options, multiple=True, taken=before.taken)
        menu.picker.cursor = 0 if options else None
        if before.highlighted:
            menu.picker.point_at(before.highlighted)
        self._changed()

    def _changed(self) -> None:
        self.query_one(Menu).refresh(layout=True)
        self.query(Lines).last().redraw()

    @property
    def _taken(self) -> tuple[TrainingCase, ...]:
        return tuple(self._cases[each] for each in self.query_one(Menu).picker.taken)

    def _about(self, width: int) -> list[Content]:
        """How many are ticked, how long it takes, and what the highlighted one trains."""
        taken = self._taken
        told = TAKEN.format(**_told(taken)) if taken else NONE_TAKEN
        here = self._cases.get(self.query_one(Menu).picker.highlighted or "")
        trains = " ".join([TRAINS.format(told=french(here.case.trains)), *self._beside(here)]) if here else ""
        room = min(width, READING_WIDTH)
        return [*wrapped(Content.styled(told, STRONG), room), *wrapped(Content.styled(trains, MUTED), room)]

    def _beside(self, case: TrainingCase) -> list[str]:
        """The cases that go with it; the fact that changes between two is left for the group to find."""
        near = [
            each.title
            for each in self._cases.values()
            if each.name == case.case.near or each.case.near == case.name
        ]
        before = [each.title for each in self._cases.values() if each.name == case.case.follows]
        told = [FOLLOWS.format(title=french(each)) for each in before]
        return told + [NEAR.format(title=french(each)) for each in near]

    # ── events ───────────────────────────────────────────────────────────────────────────────────

    def on_menu_moved(self, event: Menu.Moved) -> None:
        self.query(Lines).last().redraw()
        page = self.query_one("#page", VerticalScroll)
        if not page.scroll_offset.y <= event.line < page.scroll_offset.y + page.size.height - 1:
            page.scroll_to(y=max(0, event.line - page.size.height // 2), animate=False)

    def on_menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        self._ask()

    # ── preparing ────────────────────────────────────────────────────────────────────────────────

    def _ask(self) -> None:
        place = self.house.rehearsing().place
        today = place.today().isoformat()
        steps = (
            Step(field="titre", label=TITLE_LABEL, start=french(USUAL_TITLE.format(day=day(today)))),
            Step(field="combien", label=PEOPLE_LABEL, usual=PEOPLE_USUAL, check=_check_people),
            Step(field="dossier", label=FOLDER_LABEL, start=str(_free(today)), how=FOLDER_HOW),
        )
        made: list[Path] = []

        def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
            del anyway, excused
            made.append(self._prepare(given, today))
            return READY

        form = FollowForm(FORM_TITLE.format(**_told(self._taken)), lambda _: steps, keep)

        def done(told: str | None) -> None:
            if told:
                self.dismiss(made[-1])

        self.app.push_screen(form, done)

    def _prepare(self, given: Given, today: str) -> Path:
        """The session written. Raises FollowError."""
        place = self.house.rehearsing().place
        folder = path_of(given["dossier"]).absolute()
        names = self.query_one(Menu).picker.taken
        try:
            cases, flow = cases_of(names, place)
            prepared(folder, cases, flow, title=given["titre"], today=today, id=place.new_id().hex)
        except SessionFault as error:
            field = "dossier" if (folder / "seance.json").exists() else "titre"
            raise FollowError(*(FollowFault(field, each) for each in error.faults)) from None
        except (ContentError, OSError) as error:
            raise FollowError(FollowFault("dossier", french(failure_words(error)))) from None
        self._recent.remember(folder, given["titre"], place.now(), int(given["combien"] or 0))
        return folder

    # ── actions ──────────────────────────────────────────────────────────────────────────────────

    def action_add(self) -> None:
        """A case of the trainer's own."""
        step = Step(field="chemin", label=OWN_LABEL, hint="/home/moi/mon-cas.yaml")

        def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
            del anyway, excused
            path = str(path_of(given["chemin"]).absolute())
            try:
                case = case_named(path)
            except NotACase:
                raise FollowError(FollowFault("chemin", NOT_A_CASE)) from None
            except (ContentError, OSError) as error:
                raise FollowError(FollowFault("chemin", french(failure_words(error)))) from None
            self._own.append(path)
            self._cases = {path: case, **self._cases}
            return path

        def added(path: str | None) -> None:
            if path:
                self._offer()
                self.query_one(Menu).picker.toggle(path)
                self.query_one(Menu).picker.point_at(path)
                self._changed()

        self.app.push_screen(FollowForm(OWN_TITLE, lambda _: (step,), keep), added)

    def action_nothing(self) -> None:
        """The list itself does it."""

    def action_explain(self) -> None:
        """How to choose, and the keys."""
        listed = keys.told([*self.BINDINGS, *self.app.BINDINGS])
        self.app.push_screen(explanation(HOW, (("Combien de cas", EXPLAINED),), listed))

    def action_close(self) -> None:
        """Nothing is prepared."""
        self.dismiss(None)


def _line(code: str, case: TrainingCase, *, own: bool, roomy: bool) -> Option:
    told = f"{case.case.minutes} min"
    if roomy:
        told += f" · {case.case.trains}"
    return option(code, case.title, told, OWN if own else LEVELS[case.case.level])


def _told(cases: tuple[TrainingCase, ...]) -> dict[str, str]:
    return {
        "cases": french(count(len(cases), "cas")),
        "minutes": str(sum(each.case.minutes for each in cases)),
    }


def _check_people(typed: str) -> None:
    if typed:
        check_number(typed)


def _free(today: str) -> Path:
    """A folder that is not there yet, where the program was started."""
    names = (f"seance-{today}{f'-{rank}' if rank > 1 else ''}" for rank in range(1, 1_000))
    return next(each for each in (Path.cwd() / name for name in names) if not each.exists())
