"""The loop: the question on screen, the decision once qualified, then what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from flows.lookup import joined
from interview.conversation import Conversation
from interview.effect import Effect
from interview.engine import AnswerError, MoveError
from interview.guarding import answered
from interview.line import spoken
from interview.line.asking import Asking, Reply, accepted
from interview.line.caution import keep_masked, watched
from interview.line.commands import COMMANDS, TOLD_AT_ONCE, Command, Step, command_of, is_command
from interview.line.console import Console, Leave
from interview.line.decision import decide, decision_due
from interview.line.lookup import links
from interview.line.readers import READERS
from interview.line.remarks import tell_remarks
from interview.line.sheets import MakeSheet, SaveSheet, offer_sheet
from interview.remarks import TITLE, all_remarks_in_words, remarks_of
from interview.views import Prompt, ReviewRow, object_of
from interview.wording import capital, value_in_words
from store import StoreError
from templates.typography import french


class Session:
    """One interview held line by line.

    Attributes:
        commands: what may be typed after « : », and what it does; ``told_at_once``: those that only tell.
        unsaved: the base refused the last thing that was typed.
    """

    commands: ClassVar[Mapping[str, str]] = COMMANDS
    told_at_once: ClassVar[tuple[str, ...]] = TOLD_AT_ONCE

    def __init__(
        self, console: Console, conversation: Conversation, make_sheet: MakeSheet, save_sheet: SaveSheet
    ) -> None:
        self.console = console
        self.conversation = conversation
        self.sheets = (make_sheet, save_sheet)
        self.asking = Asking(console, conversation, self.line, self.keep)
        self.unsaved = False
        self._question: Prompt | None = None
        self._section = ""

    def run(self) -> None:
        """Until the interview is closed. Raises Leave when the person stops before."""
        waiting: Command | None = None
        while not self.conversation.interview.closed:
            command, waiting = waiting, None
            try:
                if command is None:
                    self._next()
                else:
                    self._carry_out(command)
            except Step as step:  # a command may be typed at a line that another command asks
                waiting = step.command

    def _next(self) -> None:
        prompt = self.conversation.prompt()
        self._question = None
        if decision_due(self.conversation):
            decide(self.asking)
            self._what_next()
        elif prompt is None:
            self._what_next()
        else:
            self._question = prompt
            self._ask(prompt)

    # ── one question ─────────────────────────────────────────────────────────────────────────────

    def _ask(self, prompt: Prompt) -> None:
        self._show(prompt)
        while True:
            reply = READERS[prompt.kind](self.asking, prompt)
            if reply is Reply.DONE or self._taken(prompt, reply):
                return

    def _taken(self, prompt: Prompt, reply: object) -> bool:
        """Keep what was replied, and say what was understood."""
        conversation = self.conversation
        if reply is Reply.KEEP:
            if self.keep(conversation.return_to_front) is None:
                return False
            self.console.say("Réponse gardée.")
            return True
        if reply is Reply.SKIP:
            kept, said = self.keep(conversation.skip), "Passée."
        else:
            try:
                raw, excused = watched(self.asking, reply, prompt.question)
            except (Step, Leave):
                keep_masked(self.asking, reply, prompt.question)
                raise
            kept, said = self.keep(lambda: answered(conversation, raw, prompt.question, excused)), ""
        if kept is None:
            return False
        self.console.say(said or self._noted(prompt))
        if kept.notice:
            self.console.say(kept.notice)
        return True

    def _noted(self, prompt: Prompt) -> str:
        if prompt.kind == "texte":
            return "Noté."
        rows = self.conversation.review(prompt.rank)
        answer = next((row.answer for row in rows if row.question == prompt.question), "")
        return french(f"Noté : {answer}.")

    def _show(self, prompt: Prompt) -> None:
        console = self.console
        console.say()
        if prompt.section != self._section or prompt.revisited:
            self._section = prompt.section
            console.say(spoken.aloud(prompt.progress))
            console.say()
        console.say(prompt.text)
        group = ""
        for rank, option in enumerate(prompt.options, 1):
            if option.group != group:
                group = option.group
                console.say(french(f"{group} :"))
            explained = f" ({option.help})" if option.help else ""
            console.item(f"{option.label}{explained}", f"{rank}.")
        if prompt.options and prompt.unknown:
            console.item(prompt.unknown, "0.")
        for rank, link in enumerate(links(self.asking) if prompt.kind == "lien" else (), 1):
            console.item(french(link.label), f"{rank}.")
        for hint in self._hints(prompt):
            console.say(hint)

    def _hints(self, prompt: Prompt) -> list[str]:
        hints = [] if prompt.options else [accepted(prompt)]
        if prompt.kind == "choix_multiple":
            hints.append(french("Plusieurs réponses possibles, par exemple : 1 3."))
        if prompt.kind == "texte" and prompt.revisited and prompt.value:
            hints.append(french("« + » pour écrire à la suite ; tout autre texte remplace."))
        flow = self.conversation.flow
        question = flow.questions[prompt.question]
        if prompt.revisited:
            answer = (
                str(prompt.value)
                if prompt.value and prompt.kind == "texte"
                else value_in_words(flow, question, prompt.value)
            )
            hints.append(french(f"Réponse actuelle : {answer.rstrip('.')}. Entrée pour la garder."))
        elif prompt.proposed is not None:
            words = (
                prompt.proposed
                if prompt.kind == "menage"
                else value_in_words(flow, question, prompt.proposed)
            )
            offered = "Nouveau ménage" if prompt.kind == "menage" else "Proposé"
            known = " Ou tapez le numéro d’un ménage déjà connu." if prompt.kind == "menage" else ""
            hints.append(french(f"{offered} : {words}. Entrée pour accepter.{known}"))
        elif prompt.skippable:
            hints.append(french("Entrée pour passer."))
        return [each for each in hints if each]

    # ── lines and changes ────────────────────────────────────────────────────────────────────────

    def line(self, label: str) -> str:
        """The next line that is not a command. Raises Step, Leave."""
        while True:
            text = self.console.read(label)
            if not is_command(text):
                return text
            command = command_of(text, self.commands)
            if isinstance(command, str):
                self.console.say(command)
            elif command.name == "quitter":
                raise Leave
            elif command.name in self.told_at_once:
                self._tell(command)
                if self._question is not None:
                    self.console.say()
                    self.console.say(self._question.text)
            else:
                raise Step(command)

    def keep(self, change: Callable[[], Effect]) -> Effect | None:
        """Make *change*; where the base refuses, the same change can be tried again by an empty line."""
        while True:
            try:
                effect = change()
            except AnswerError as error:
                self.console.say(french(error.reason))
                return None
            except MoveError as error:
                self.console.say(french(str(error)))
                return None
            except StoreError as error:
                self.unsaved = True
                spoken.tell_store_error(self.console, error)
                if self.line(
                    french("Entrée pour enregistrer à nouveau ; autre chose pour répondre autrement : ")
                ):
                    if self._question is not None:
                        self.console.say(self._question.text)
                    return None
            else:
                self.unsaved = False
                return effect

    # ── commands ─────────────────────────────────────────────────────────────────────────────────

    def _tell(self, command: Command) -> None:
        conversation, console = self.conversation, self.console
        if command.name == "aide":
            spoken.tell_help(console, self.commands)
        elif command.name == "pourquoi" and self._question is not None:
            spoken.tell_why(console, self._question)
        elif command.name == "pourquoi":
            console.say("Il n’y a pas de question en cours : c’est à vous de décider de la suite.")
        elif command.name == "sait":
            spoken.tell_known(console, conversation.known())
        elif command.name == "bilan":
            spoken.tell_verdict(console, conversation.verdict(), conversation.qualified())
        elif command.name == "recapitulatif":
            from interview.recap.prompting import offer_recap

            offer_recap(self.asking)
        else:
            offer_sheet(self.asking, self.sheets, command.argument)

    def _carry_out(self, command: Command) -> None:
        conversation, console = self.conversation, self.console
        if command.name == "retour":
            self.keep(conversation.back)
        elif command.name == "revoir":
            self._review(command.argument)
        elif command.name == "terminer":
            self._finish()
        elif self._question is None:
            console.say("Il n’y a pas de question à passer ici.")
        elif command.name == "passer":
            self._taken(self._question, Reply.SKIP)
        elif self.keep(conversation.skip_section) is not None:
            console.say("Section passée.")

    def _review(self, chosen: str) -> None:
        """All answers, numbered; the one whose number is given is asked again."""
        conversation, console = self.conversation, self.console
        self._question = None
        rows: list[ReviewRow] = []
        for situation in conversation.interview.situations:
            said = conversation.review(situation.rank)
            if not chosen:
                named = capital(object_of(conversation.interview, situation.rank)) or "objet encore inconnu"
                console.say(french(f"Situation n°\u00a0{situation.rank} : {named}."))
                spoken.tell_review(console, said, len(rows) + 1)
                tell_remarks(console, remarks_of(conversation, situation.rank), said, len(rows) + 1)
            rows += [row for row in said if row.state != "parquee"]
        text = chosen or self.line(french("Numéro de la réponse à changer, ou Entrée pour continuer : "))
        rank = int(text) if text.isdecimal() and len(text) < 4 else 0
        if 1 <= rank <= len(rows):
            row = rows[rank - 1]
            self.keep(lambda: conversation.go_to(row.question, row.rank))
        elif text:
            console.say(french(f"Il n’y a pas de réponse n°\u00a0{text[:12]}."))

    # ── the end ──────────────────────────────────────────────────────────────────────────────────

    def _finish(self) -> None:
        if not self.conversation.qualified():
            self.console.say(
                french("La qualification n’est pas finie. « :quitter » arrête ici, pour reprendre plus tard.")
            )
        elif decision_due(self.conversation):
            self.console.say("Votre décision est attendue d’abord.")
        else:
            self._question = None
            self._what_next()

    def _what_next(self) -> None:
        """A numbered list of what can be done now; an empty line takes the first."""
        entries = self._entries()
        while not self.conversation.interview.closed:
            self.console.say()
            self.console.say("Et maintenant ?")
            for rank, (title, _) in enumerate(entries, 1):
                self.console.item(french(title), f"{rank}.")
            text = self.line(french("Numéro, ou Entrée pour 1 : ")) or "1"
            rank = int(text) if text.isdecimal() and len(text) < 4 else 0
            if not 1 <= rank <= len(entries):
                self.console.say(french(f"Tapez un numéro de 1 à {len(entries)}."))
            elif entries[rank - 1][1]():
                return

    def _entries(self) -> list[tuple[str, Callable[[], bool]]]:
        """What can be done now: its title, and what does it and tells whether the list is left."""
        conversation = self.conversation
        interview, flow = conversation.interview, conversation.flow
        entries: list[tuple[str, Callable[[], bool]]] = []
        if conversation.prompt() is not None:
            entries.append(("Compléter la fiche : des questions facultatives", lambda: True))
        for each in interview.situations:
            if each.rank != interview.active and not flow.is_ending(each.place):
                title = (
                    f"Reprendre la situation n°\u00a0{each.rank} : {capital(object_of(interview, each.rank))}"
                )
                entries.append((title, self._going(each.place, each.rank)))
        sheet = ("Lire la fiche, et l’enregistrer si vous le voulez", self._sheet)
        more = ("Ajouter une autre situation du même ménage", self._another)
        end = ("Terminer l’entretien", self._end)
        return [*entries, sheet, more, end] if entries else [end, sheet, more]

    def _end(self) -> bool:
        """Close the interview, once what does not hold together has been told."""
        told = all_remarks_in_words(self.conversation)
        if told:
            self.console.items(french(f"{TITLE} :"), told)
            label = french("Entrée pour terminer quand même ; r pour revoir les réponses : ")
            if joined(self.line(label)).startswith("r"):
                raise Step(Command("revoir"))
        return self.keep(self.conversation.close) is not None

    def _going(self, place: str, rank: int) -> Callable[[], bool]:
        return lambda: self.keep(lambda: self.conversation.go_to(place, rank)) is not None

    def _sheet(self) -> bool:
        offer_sheet(self.asking, self.sheets, "")
        return False

    def _another(self) -> bool:
        label = french("Vient-elle de la situation dont on vient de parler ? 1 : oui ; 2, ou Entrée : non. ")
        while (text := joined(self.line(label))) not in ("", "1", "2", "o", "oui", "n", "non"):
            self.console.say(french("Tapez 1 (oui) ou 2 (non)."))
        cause = self.conversation.interview.active if text in ("1", "o", "oui") else None
        return self.keep(lambda: self.conversation.add_situation(cause)) is not None
