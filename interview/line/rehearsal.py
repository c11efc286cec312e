"""A case rehearsed line by line: what the person says before each question, and asking again.

The loop is that of every interview; its frame is said at the beginning and before each question. Nothing of
the reference is told here: the debrief comes once the attempt is over.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from typing import ClassVar, NoReturn

from interview.line.commands import COMMANDS, TOLD_AT_ONCE, Command, Step
from interview.line.console import Console, Leave, Unreadable, terminal_input
from interview.line.session import Session
from interview.line.spoken import tell_store_error
from interview.line.start import WIDTH
from interview.rehearsal.alone.narration import introduced
from interview.rehearsal.alone.playing import Attempt, Practice
from interview.rehearsal.alone.setting import FRAME, NOTHING_KEPT, Spoken
from interview.views import Prompt
from store import StoreError
from templates.typography import french, stopped

BAND = f"[{FRAME}]"
_LEFT_OUT = ("fiche", "recapitulatif", "bilan", "sait")
PERSON = "La personne : "
NO_PAPER = french("La personne n’a apporté aucun papier.")
NO_OTHER_WAY = french("Pour cette question, il n’y a pas (ou plus) d’autre façon de demander.")
OTHER_WAYS = french("Vous pouvez demander autrement :")
NUMBERED = french("Numéro, ou Entrée pour revenir à la question : ")
FROM_WHICH = french("Vient-elle de la situation dont on vient de parler ? 1 : oui ; 2, ou Entrée : non. ")
TO_COME_BACK = french(" Pour le reprendre : « {again} ».")
NOT_KEPT = french("Si vous décidez autrement que ce qui sera proposé, la raison n’est pas gardée.")


class RehearsalSession(Session):
    """One attempt held line by line."""

    commands: ClassVar[Mapping[str, str]] = {
        "relancer": "demander autrement à la personne",
        "documents": "relire le cadre et les papiers",
        **{name: meaning for name, meaning in COMMANDS.items() if name not in _LEFT_OUT},
        "terminer": "finir l’essai, ou passer à la situation suivante du cas",
    }
    told_at_once: ClassVar[tuple[str, ...]] = (*TOLD_AT_ONCE, "relancer", "documents")

    def __init__(self, console: Console, practice: Practice) -> None:
        super().__init__(console, practice, _no_sheet, _no_sheet)
        self.practice = practice

    def _show(self, prompt: Prompt) -> None:
        console = self.console
        console.say()
        console.say(french(f"{BAND} {stopped(self.practice.setting().title)}"))
        voice = self.practice.voice()
        if voice is not None:
            _tell(console, voice)
            self._tell_ways()
        super()._show(prompt)

    def _tell_ways(self) -> None:
        """What was already asked again here, and that more can be."""
        here = [each for each in self.practice.said() if each.question == self.practice.interview.place]
        for heard in here:
            for asked, says in heard.again:
                self.console.say(french(f"Vous : {asked}"))
                _tell(self.console, Spoken(says))
        self._tell_ways_left()

    def _tell_ways_left(self) -> None:
        ways = len(self.practice.probes())
        if ways:
            plural = "s" if ways > 1 else ""
            self.console.say(french(f"« :relancer » : {ways} autre{plural} façon{plural} de demander."))

    def _tell(self, command: Command) -> None:
        if command.name == "documents":
            tell_setting(self.console, self.practice)
        elif command.name == "relancer":
            self._ask_again(command.argument)
        else:
            super()._tell(command)

    def _ask_again(self, chosen: str) -> None:
        """The ways left, numbered; then what the person says. The question is asked again after it."""
        ways = self.practice.probes()
        if not ways or self._question is None:
            self.console.say(NO_OTHER_WAY)
            return
        if not chosen:
            self.console.say(OTHER_WAYS)
            for number, each in enumerate(ways, 1):
                self.console.item(each.ask, f"{number}.")
            chosen = self.line(NUMBERED)
        number = int(chosen) if chosen.isdecimal() and len(chosen) < 3 else 0
        if 1 <= number <= len(ways):
            self._hear(ways[number - 1].index)
        elif chosen:
            self.console.say(french(f"Il n’y a pas de façon n°\u00a0{chosen[:12]}."))

    def _hear(self, index: int) -> None:
        """Ask in that way; where it cannot be kept, this is told and it can be asked again."""
        try:
            says = self.practice.probe(index)
        except StoreError as error:
            self.unsaved = True
            tell_store_error(self.console, error)
        else:
            self.unsaved = False
            _tell(self.console, Spoken(says))
            self._tell_ways_left()

    # ── the end ──────────────────────────────────────────────────────────────────────────────────

    def _entries(self) -> list[tuple[str, Callable[[], bool]]]:
        review = (french("Revoir vos réponses"), self._again)
        if self.practice.has_next:
            return [(french("Passer à la situation suivante du cas"), self._another), review, self._ending()]
        return [self._ending(), review]

    def _ending(self) -> tuple[str, Callable[[], bool]]:
        return french("Terminer l’essai (vous ne pourrez plus changer vos réponses)"), self._end

    def _again(self) -> bool:
        raise Step(Command("revoir"))

    def _end(self) -> bool:
        return self.keep(self.practice.close) is not None

    def _another(self) -> bool:
        self.console.say()
        self.console.say(BAND)
        _tell(self.console, Spoken(self.practice.next_scene()))
        text = self.line(FROM_WHICH).casefold()
        while text not in ("", "1", "2", "o", "oui", "n", "non"):
            self.console.say(french("Tapez 1 (oui) ou 2 (non)."))
            text = self.line(FROM_WHICH).casefold()
        cause = self.practice.interview.active if text in ("1", "o", "oui") else None
        return self.keep(lambda: self.practice.go_on(cause)) is not None


def play_line(
    practice: Practice,
    *,
    ask: Callable[[str], str] = terminal_input,
    say: Callable[[str], None],
    width: int | None = None,
    again: str = "",
) -> Attempt | None:
    """Rehearse one case in plain lines; the attempt once it is over, None when it was left before.

    Args:
        ask, say, width: as ``interview.line.run_line`` takes them.
        again: the command that takes it up again, told when it is left.
    """
    console = Console(ask, say, width or min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))
    session = RehearsalSession(console, practice)
    try:
        _begin(console, practice)
        session.run()
        return practice.finish()
    except (Leave, KeyboardInterrupt):
        _farewell(console, session, again)
    except Unreadable:
        console.say(french("La ligne reçue n’est pas un texte en UTF-8 : l’essai s’arrête avant elle."))
        _farewell(console, session, again)
    return None


def tell_setting(console: Console, practice: Practice) -> None:
    """Who comes, where, for what, and the papers."""
    told = practice.setting()
    console.say(told.setting)
    if told.follows:
        console.say(french(f"C’est une nouvelle visite : le cas « {told.follows} » l’a précédée."))
    if not told.papers:
        console.say(NO_PAPER)
    for number, paper in enumerate(told.papers, 1):
        console.say(french(f"Papier n°\u00a0{number} : {stopped(paper.title)} {paper.text}"))


def _begin(console: Console, practice: Practice) -> None:
    told = practice.setting()
    console.say(french(f"{BAND} {stopped(told.title)} {told.level}, environ {told.minutes} minutes."))
    console.say(NOTHING_KEPT)
    if practice.kept:
        console.say(french("Reprise de cet essai, là où il en était."))
    if practice.resumption.notice:
        console.say(practice.resumption.notice)
    console.say(french(f"Ce que ce cas exerce : {told.trains}"))
    console.say()
    tell_setting(console, practice)
    console.say()
    console.say(french("Les questions vous sont posées, à vous ; la personne parle avant chacune."))
    console.say(french("Répondez par un numéro, puis Entrée ; 0 veut dire « on ne sait pas »."))
    console.say(
        french("« :relancer » demande autrement, là où c’est proposé ; « :aide » donne les autres commandes.")
    )
    console.say(NOT_KEPT)


def _tell(console: Console, voice: Spoken) -> None:
    if voice.manner:
        console.say(voice.manner)
    if voice.text:
        console.say(introduced(voice.text, PERSON))


def _farewell(console: Console, session: RehearsalSession, again: str) -> None:
    if not session.practice.kept:
        console.say(french("Essai arrêté. Rien n’en est gardé."))
        return
    last = "Votre dernière réponse n’a pas pu être gardée ; " if session.unsaved else ""
    told = f"{last}{'tout ce qui précède l’est' if last else 'Essai gardé, là où il en est'}."
    console.say(french(told) + (TO_COME_BACK.format(again=again) if again else ""))


def _no_sheet(*_: object) -> NoReturn:
    raise AssertionError("a rehearsal writes no sheet")
