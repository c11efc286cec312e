"""Rehearsing alone, line by line: choosing a case or taking one up again, then its debrief."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

from interview.conversation import Workplace
from interview.line.commands import Command, command_of, is_command
from interview.line.console import Console, Leave, Unreadable, terminal_input
from interview.line.rehearsal import BAND, play_line
from interview.line.start import WIDTH
from interview.rehearsal.alone.attempts import Attempt, short_id
from interview.rehearsal.alone.kept import Shelf, open_rehearsals
from interview.rehearsal.alone.playing import Practice
from interview.rehearsal.cases.collection import TrainingCase, shipped_training_cases
from interview.rehearsal.cases.listing import by_level, quoted
from interview.rehearsal.debrief.saving import debrief_read, rendered, save_debrief
from interview.surroundings import workplace
from store.rehearsal_records import KeptAttempt
from store.rehearsals import RehearsalFile, digest
from templates import FORMATS
from templates.faults import SheetFault
from templates.typography import day, french

CHOOSE = french("Numéro du cas, ou Entrée pour arrêter : ")
WAITING = french("Entrée pour reprendre cet essai ; n pour en commencer un autre : ")
CASE_CHANGED = french("Le cas a été modifié depuis : cet essai garde le texte d’alors.")
ENTER_OR_NO = "Tapez Entrée ou n."
ONLY_COMMAND = french("Ici, la seule commande est « :quitter », qui arrête.")
READ_AGAIN = french("Essai n°\u00a0{number}, gardé. À relire : « repere formation retour{where} ».")
FORMAT = french("Format (pdf, html, docx, texte), ou Entrée pour revenir : ")


class _Alone:
    """What one sitting uses; ``where``: how a command finds its file again."""

    def __init__(self, console: Console, place: Workplace, keep: RehearsalFile, where: str) -> None:
        self.console = console
        self.place = place
        self.keep = keep
        self.where = where
        self.shelf = Shelf(keep, place.machine.flow)


def play_alone(
    case: TrainingCase | None,
    file: Path | str | None,
    *,
    ask: Callable[[str], str] = terminal_input,
    say: Callable[[str], None],
    width: int | None = None,
    place: Workplace | None = None,
    typed: str = "",
) -> int:
    """Rehearse one case, then its debrief; gives the exit code.

    Args:
        case: the one to rehearse, None to choose.
        file: where attempts are kept, None for the usual place.
        ask, say, width: as ``interview.line.run_line`` takes them.
        place: where it is held, by default that of the settings.
        typed: how the case was named, to be told again; by default its name.

    Raises:
        StoreError, ContentError: the file or the case cannot be used.
    """
    console = Console(ask, say, width or min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))
    where = f" --fichier {quoted(file)}" if file else ""
    with open_rehearsals(file) as keep:
        alone = _Alone(console, place or workplace(None), keep, where)
        try:
            practice = _practice(alone, case)
        except (Leave, Unreadable):
            console.say("Au revoir.")
            return 0
        while practice is not None:
            command = f"repere formation jouer {quoted(typed or practice.case.name)} --simple{where}"
            attempt = play_line(practice, ask=ask, say=say, width=width, again=command)
            practice = _debriefed(alone, attempt) if attempt is not None else None
    return 0


# ── beginning ────────────────────────────────────────────────────────────────────────────────────


def _practice(alone: _Alone, case: TrainingCase | None) -> Practice | None:
    chosen = case or _chosen(alone.console)
    if chosen is None:
        alone.console.say("Au revoir.")
        return None
    waiting = next(iter(alone.shelf.waiting(chosen.name)), None)
    if waiting is not None and _taken_up(alone.console, waiting, chosen):
        return Practice.take_up(alone.place, alone.keep, waiting.heading.id)
    return Practice.begin(alone.place, chosen, alone.keep)


def _chosen(console: Console) -> TrainingCase | None:
    """A shipped case, by its number."""
    listed: list[TrainingCase] = []
    console.say(french(f"{BAND} Les cas à jouer."))
    for level, found in by_level(shipped_training_cases()):
        console.say(french(f"{level} :"))
        for each in found:
            listed.append(each)
            console.item(
                french(f"{each.title} ({each.case.minutes} minutes). {each.case.trains}"), f"{len(listed)}."
            )
    while True:
        text = _line(console, CHOOSE)
        if not text:
            return None
        number = int(text) if text.isdecimal() and len(text) < 4 else 0
        if 1 <= number <= len(listed):
            return listed[number - 1]
        console.say(french(f"Tapez un numéro de 1 à {len(listed)}."))


def _taken_up(console: Console, waiting: KeptAttempt, case: TrainingCase) -> bool:
    begun = day(datetime.datetime.fromtimestamp(waiting.heading.started_at / 1000).date())
    console.say(french(f"{BAND} Un essai de ce cas attend, commencé le {begun}."))
    if waiting.heading.told != digest(case.text):
        console.say(CASE_CHANGED)
    text = _line(console, WAITING).casefold()
    while text not in ("", "o", "oui", "n", "non"):
        console.say(ENTER_OR_NO)
        text = _line(console, WAITING).casefold()
    return not text.startswith("n")


def _line(console: Console, label: str) -> str:
    """The next line that is not a command. Raises Leave for the only one there is here, Unreadable."""
    while True:
        text = console.read(label)
        if not is_command(text):
            return text
        if isinstance(command_of(text, {"quitter": ""}), Command):
            raise Leave
        console.say(ONLY_COMMAND)


# ── the debrief ──────────────────────────────────────────────────────────────────────────────────


def _debriefed(alone: _Alone, attempt: Attempt) -> Practice | None:
    """The debrief, then what may be done of it; the attempt to rehearse next, None to stop."""
    console = alone.console
    read = alone.shelf.read(attempt.id)
    debrief = debrief_read(read)
    console.say()
    console.raw(str(rendered(alone.place, read, "texte")))
    console.say()
    console.say(READ_AGAIN.format(number=short_id(attempt.id), where=alone.where))
    parting = next((row for scene in debrief.scenes for row in scene.missed), None)
    entries: list[tuple[str, str]] = [("arreter", "Arrêter là")]
    if parting is not None:
        entries.append(("rejouer", f"Rejouer à partir de « {parting.short} »"))
    entries += [
        ("recommencer", "Rejouer ce cas depuis le début"),
        ("ecrire", "Écrire ce retour dans un fichier"),
    ]
    while True:
        choice = _asked(console, entries)
        if choice == "ecrire":
            try:
                _written(alone, attempt)
            except (Leave, Unreadable):
                return None
        elif choice == "rejouer" and parting is not None:
            return Practice.again_from(alone.place, alone.keep, attempt, parting.question, parting.rank)
        elif choice == "recommencer":
            return Practice.begin(alone.place, read.case, alone.keep)
        else:
            return None


def _asked(console: Console, entries: list[tuple[str, str]]) -> str:
    console.say()
    console.say("Et maintenant ?")
    for number, (_, title) in enumerate(entries, 1):
        console.item(french(title), f"{number}.")
    while True:
        try:
            text = _line(console, french("Numéro, ou Entrée pour 1 : ")) or "1"
        except (Leave, Unreadable):
            return "arreter"
        number = int(text) if text.isdecimal() and len(text) < 3 else 0
        if 1 <= number <= len(entries):
            return entries[number - 1][0]
        console.say(french(f"Tapez un numéro de 1 à {len(entries)}."))


def _written(alone: _Alone, attempt: Attempt) -> None:
    try:
        format_ = _line(alone.console, FORMAT).casefold()
        if not format_:
            return
        if format_ not in FORMATS:
            alone.console.say(french(f"« {format_[:20]} » n’est pas un format : pdf, html, docx, texte."))
            return
        path = save_debrief(alone.place, alone.shelf.read(attempt.id), format_)
    except (SheetFault, OSError) as error:
        from interview.failures import failure_words

        alone.console.say(french(failure_words(error)))
    else:
        alone.console.say(french(f"Retour écrit : {path}"))
