"""The récapitulatif in plain prompts: numbers tick, « + » adds a step, an empty line is the end."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence

from interview.conversation import Conversation
from interview.follow_up.requests import FollowError
from interview.guarding import RECAP
from interview.line.asking import Asking
from interview.line.caution import watched
from interview.line.commands import Step
from interview.line.console import Console, Leave, terminal_input
from interview.line.following import NOTHING_KEPT, WIDTH
from interview.line.matching import Numbered, Refusal, several
from interview.line.spoken import tell_store_error
from interview.recap.content import context_of, notice_of, save_recap, written
from interview.recap.keeping import begun, keep, offered, read_step, ticked, with_step, without
from interview.recap.model import Recap, step_of
from interview.recap.plain import remarks
from interview.recap.proposing import TITLES, Proposal
from store import StoreError
from templates.faults import SheetFault
from templates.typography import french

INTRO = french(
    "Cette feuille est pour la personne. D’autres peuvent la lire chez elle : rien n’y entre sans être "
    "coché. Regardez chaque ligne avec elle."
)
HOW = french(
    "Numéros à cocher ou décocher (1 3 5) ; « + » écrit une étape ; « ? » relit la liste ; "
    "Entrée pour finir : "
)
TOO_EARLY = "Le récapitulatif attend une première réponse."
FORMAT = french("Enregistrer cette feuille : html, pdf, docx ou texte ? Entrée pour ne pas enregistrer : ")
FORMATS = ("html", "pdf", "docx", "texte")
WHO = french("Qui le fait : v (vous), n (nous), ou un organisme ? Entrée : ne pas le dire. ")
WHEN = french("Pour quand : une date, ou quelques mots ? Entrée : ne pas le dire. ")
PHONE = french("Numéro à appeler, celui d’un service ? Entrée : aucun. ")


def compose_line(
    held: Conversation,
    recap: Recap,
    ranks: Sequence[int],
    say: Callable[[str], None],
    ask: Callable[[str], str] = terminal_input,
    width: int | None = None,
) -> Recap:
    """Tick and write until an empty line, the end of the input or Ctrl+C; what stands then is kept.

    Args:
        ask: shows a label and gives the line typed after it.
        say: prints one line.
        width: longest line printed; by default that of the terminal, 80 at most.
    """
    console = Console(ask, say, width or min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))
    composing = _Composing(console, held, recap, ranks)
    console.say(INTRO)
    composing.show()
    try:
        while composing.next():
            pass
    except Leave:
        pass
    return composing.recap


def offer_recap(asking: Asking) -> None:
    """During an interview: tick and write, hear the sheet, then say under which format to save it."""
    held, console = asking.conversation, asking.console
    if not any(held.interview.answers(each.rank) for each in held.interview.situations):
        console.say(TOO_EARLY)
        return
    composing = _Composing(console, held, begun(held), (), asking.line)
    console.say(INTRO)
    composing.show()
    while composing.next():
        pass
    console.say()
    try:
        for each in remarks(held.flow.catalogue, composing.recap, context_of(held, composing.recap)):
            console.say(french(f"Attention : {each}"))
        console.raw(str(written(held, composing.recap, "texte")))
        if told := notice_of(held, composing.recap):
            console.say(told)
        format_ = asking.line(FORMAT).strip().lower()
        while format_ and format_ not in FORMATS:
            format_ = asking.line(FORMAT).strip().lower()
        if format_:
            path = save_recap(held, composing.recap, format_)
            console.say(french(f"Récapitulatif enregistré : {path}"))
    except StoreError as error:
        tell_store_error(console, error)
    except SheetFault as fault:
        console.say(french(f"Le récapitulatif n’a pas pu être écrit. {fault}"))
    except OSError as error:
        console.say(french(f"Le récapitulatif n’a pas pu être enregistré ({error.strerror or error})."))


class _Composing:
    """The list, and what a line typed does to it. Each change is kept at once."""

    def __init__(
        self,
        console: Console,
        held: Conversation,
        recap: Recap,
        ranks: Sequence[int],
        line: Callable[[str], str] | None = None,
    ) -> None:
        self.console = console
        self.held = held
        self.recap = recap
        self._ranks = ranks
        self._read = line or self._typed

    def next(self) -> bool:
        """One line carried out; False when it is over."""
        text = self._line(HOW)
        if not text:
            return False
        if text == "?":
            self.show()
        elif text == "+":
            self._add()
        else:
            self._toggle(text)
        return True

    def show(self) -> None:
        """Every line: its number, whether it is ticked, its words, its caution."""
        part = ""
        for number, each in enumerate(self._offered(), 1):
            if each.part != part:
                part = each.part
                self.console.say()
                self.console.say(french(f"{TITLES[each.part]} :"))
            state = "cochée" if self.recap.has(each.code) else "non cochée"
            caution = f" Attention, {each.caution}" if each.caution else ""
            self.console.item(french(f"{state} : {each.text}{caution}"), f"{number}.")
        self.console.say()

    def _offered(self) -> tuple[Proposal, ...]:
        return offered(self.held, self.recap, self._ranks)

    def _toggle(self, text: str) -> None:
        lines = self._offered()
        by_code = {each.code: each for each in lines}
        try:
            chosen = several(text, [Numbered(each.code, each.text) for each in lines])
        except Refusal as refused:
            self.console.say(str(refused))
            return
        recap = self.recap
        try:
            for code in chosen:
                recap = without(recap, code) if recap.has(code) else ticked(recap, by_code[code])
        except FollowError as error:
            self.console.say(str(error))
            return
        self._keep(recap)
        for code in chosen:
            state = "Cochée" if self.recap.has(code) else "Pas sur la feuille"
            self.console.say(french(f"{state} : {by_code[code].text}"))

    def _add(self) -> None:
        what = self._line(french("Que faut-il faire, en quelques mots ? Entrée pour revenir : "))
        if not what:
            return
        cells = {"quoi": what, "qui": self._line(WHO), "quand": self._line(WHEN), "numero": self._line(PHONE)}
        try:
            self._keep(with_step(self.recap, read_step(self.held, cells)))
        except FollowError as error:
            self.console.say(str(error))
            self.console.say(NOTHING_KEPT)

    def _keep(self, recap: Recap) -> None:
        """Keep it, after asking what becomes of what may name somebody."""
        asking = Asking(self.console, self.held, self._line, lambda _: None)
        rows = [each.guarded for each in recap.steps]
        try:
            told, excused = watched(asking, rows, RECAP)
        except Step:
            self.console.say(NOTHING_KEPT)
            return
        steps = tuple(
            step_of({**step.cells, **row}, step.code) for step, row in zip(recap.steps, told, strict=True)
        )
        try:
            self.recap = keep(self.held, Recap(recap.date, recap.lines, steps), excused)
        except StoreError as error:
            tell_store_error(self.console, error)
        else:
            self.console.say("Noté.")

    def _line(self, label: str) -> str:
        return self._read(label).strip()

    def _typed(self, label: str) -> str:
        text = self.console.read(label).strip()
        if text in (":q", ":quitter"):
            raise Leave
        return text
