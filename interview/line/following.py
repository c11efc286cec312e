"""The follow-up of a situation in plain prompts: one number chooses, an empty line leaves or accepts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence

from flows.column_choices import proposed_choice
from flows.grammar import Column
from interview.conversation import Conversation
from interview.follow_up import (
    Act,
    Conclude,
    FollowError,
    Guarded,
    Remind,
    Request,
    Tell,
    action_choices,
    cancel,
    done,
    keep,
    outcome_choices,
    useful_choices,
)
from interview.guarding import Caution
from interview.line.asking import Asking
from interview.line.caution import watched
from interview.line.commands import Step
from interview.line.console import Console, Leave, terminal_input
from interview.line.rows import choices_of
from interview.line.spoken import tell_store_error
from interview.wording import capital, cell_in_words
from store import StoreError
from templates.typography import french, stopped

WIDTH = 80
DATE = french("Quand ? Entrée : aujourd’hui. ")
NOTHING_KEPT = french("Rien n’est gardé de cette saisie.")


def follow_line(
    held: Conversation,
    rank: int,
    say: Callable[[str], None],
    ask: Callable[[str], str] = terminal_input,
    width: int | None = None,
) -> None:
    """Note things about a situation until an empty line, the end of the input or Ctrl+C.

    Args:
        ask: shows a label and gives the line typed after it.
        say: prints one line.
        width: longest line printed; by default that of the terminal, 80 at most.
    """
    console = Console(ask, say, width or min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))
    following = _Following(console, held, rank)
    try:
        while following.next():
            pass
    except Leave:
        pass
    console.say(french("Tout ce qui est noté est enregistré."))


class _Following:
    """The menu, and what each of its lines asks."""

    def __init__(self, console: Console, held: Conversation, rank: int) -> None:
        self.console = console
        self.held = held
        self.rank = rank

    def next(self) -> bool:
        """One thing noted; False when there is nothing more to note."""
        entries: list[tuple[str, Callable[[], None]]] = [
            ("Ce que le service a fait", self._act),
            ("Ce qui s’est passé : une ligne de la chronologie", self._tell),
            ("Ce qu’il en est advenu", self._conclude),
            ("Quand relancer", self._remind),
            ("Annuler une ligne notée par erreur", self._cancel),
        ]
        self.console.say()
        chosen = self._choice("Que notez-vous ?", [title for title, _ in entries], "Entrée pour finir : ")
        if chosen is None:
            return False
        try:
            entries[chosen][1]()
        except FollowError as error:
            self.console.say(f"{error}")
            self.console.say(NOTHING_KEPT)
        except StoreError as error:
            tell_store_error(self.console, error)
        return True

    def _act(self) -> None:
        codes = action_choices(self.held.flow)
        chosen = self._choice("Quelle action ?", [label for _, label in codes], "Entrée pour revenir : ")
        if chosen is None:
            return
        date = self._line(DATE)
        minutes = self._line(french("Minutes passées ? Entrée : ne pas le dire. "))
        self._keep(Act(codes[chosen][0], date, minutes))

    def _tell(self) -> None:
        question = self.held.flow.questions.get("chronologie")
        columns = question.columns if question else ()
        for column in columns:
            if column.help:
                self.console.say(french(f"{column.label} : {stopped(column.help)}"))
        row: dict[str, str] = {}
        for each in columns:
            if each.kind == "choix":
                row[each.code] = self._event(each, row)
            else:
                row[each.code] = self._line(DATE if each.kind == "jour" else french(f"{each.label} : "))
        try:
            self._keep(Tell(row))
        except Guarded as guarded:
            self._watch(row, guarded.caution)

    def _event(self, column: Column, row: dict[str, str]) -> str:
        """What the step is: Enter takes what its words make likely, if anything."""
        self.console.say(french(f"{capital(choices_of(column))}."))
        usual = proposed_choice(column, row)
        told = f" (Entrée : {cell_in_words(column, usual)})" if usual else ""
        return self._line(french(f"{column.label}{told} : ")) or usual

    def _watch(self, row: dict[str, str], caution: Caution) -> None:
        """A step that may name somebody: masked, corrected or kept on purpose."""
        asking = Asking(self.console, self.held, self._line, lambda _: None)
        try:
            told, excused = watched(asking, row, caution.field, self.rank)
        except Step:
            self.console.say(NOTHING_KEPT)
            return
        self._keep(Tell(told), excused=excused)

    def _conclude(self) -> None:
        codes = outcome_choices()
        chosen = self._choice(
            "Qu’en est-il advenu ?", [label for _, label in codes], "Entrée pour revenir : "
        )
        if chosen is None:
            return
        code = codes[chosen][0]
        date = self._line(DATE)
        recovered = ""
        if code == "droit_ouvert":
            recovered = self._line(french("Euros récupérés ? Entrée : on ne sait pas. "))
        known = useful_choices()
        useful = self._choice(
            "Était-ce utile à la personne ?", [label for _, label in known], "Entrée : on ne sait pas. "
        )
        self._keep(Conclude(code, date, recovered, "inconnu" if useful is None else known[useful][0]))

    def _remind(self) -> None:
        text = self._line(
            french("Dans combien de jours ouvrés, à quelle date, ou « aucun » ? Entrée pour revenir : ")
        )
        if text:
            self._keep(Remind(text))

    def _cancel(self) -> None:
        lines = [each for each in done(self.held, self.rank) if each.cancelled is None]
        if not lines:
            self.console.say(french("Il n’y a rien à annuler."))
            return
        chosen = self._choice("Quelle ligne ?", [each.words for each in lines], "Entrée pour revenir : ")
        if chosen is not None:
            reason = self._line(french("Pourquoi l’annuler ? "))
            self.console.say(cancel(self.held, self.rank, lines[chosen].entry, reason))

    # ── asking ───────────────────────────────────────────────────────────────────────────────────

    def _keep(self, request: Request, excused: Caution | None = None) -> None:
        try:
            said = keep(self.held, self.rank, request, excused=excused)
        except Guarded:
            raise
        except FollowError as error:
            fields = {each.field for each in error.faults}
            if fields != {"date"} or "confirmez-la" not in str(error):
                raise
            self.console.say(str(error))
            if self._line(french("Garder cette date ? o : oui ; Entrée : non. ")).lower() not in ("o", "oui"):
                self.console.say(NOTHING_KEPT)
                return
            said = keep(self.held, self.rank, request, anyway=True, excused=excused)
        for each in said:
            self.console.say(each)

    def _choice(self, title: str, labels: Sequence[str], empty: str) -> int | None:
        """Rank (from 0) of the label chosen, None for an empty line."""
        self.console.say(french(title))
        for number, label in enumerate(labels, 1):
            self.console.item(french(label), f"{number}.")
        while True:
            text = self._line(french(f"Numéro, ou {empty}"))
            if not text:
                return None
            if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= len(labels):
                return int(text) - 1
            self.console.say(french(f"Tapez un numéro de 1 à {len(labels)}."))

    def _line(self, label: str) -> str:
        text = self.console.read(label).strip()
        if text in (":q", ":quitter"):
            raise Leave
        return text
