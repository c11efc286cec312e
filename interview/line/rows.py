"""The chronology: row by row, cell by cell, each finished row kept at once."""

from __future__ import annotations

from flows.column_choices import NoSuchChoice, proposed_choice, typed_choice
from flows.grammar import Column
from interview.engine.values import day_of
from interview.guarding import answered
from interview.line.asking import Asking, Raw, Reply, finishes_part
from interview.line.caution import keep_masked, watched
from interview.line.commands import Step
from interview.line.console import Leave
from interview.line.spoken import row_in_words
from interview.views import Prompt
from interview.wording import capital, cell_in_words
from templates.typography import french, sentence, stopped

Row = dict[str, str]
LONGEST_DATE = 40


def choices_of(column: Column) -> str:
    """The choices of a column after their numbers, as one sentence to be heard."""
    return " ; ".join(
        [*(f"{rank} : {each.label}" for rank, each in enumerate(column.choices, 1)), "0 : rien de cela"]
    )


def read_rows(asking: Asking, prompt: Prompt) -> Raw | Reply:
    """Rows until an empty date. Finished rows are already kept when this returns or is interrupted."""
    table = _Table(asking, prompt)
    table.introduce()
    try:
        while table.next_row():
            pass
    except (Step, Leave) as interruption:
        if table.changed and not finishes_part(interruption):
            asking.stay(prompt)
        if not table.changed or not finishes_part(interruption):
            raise
    if table.changed:
        return Reply.DONE
    return Reply.KEEP if prompt.revisited else Reply.SKIP


class _Table:
    """The rows being entered."""

    def __init__(self, asking: Asking, prompt: Prompt) -> None:
        self.asking = asking
        self.prompt = prompt
        self.rows: list[Row] = [dict(each) for each in prompt.value or ()]
        self.changed = False

    def introduce(self) -> None:
        """The columns once, then the rows that are already there."""
        say = self.asking.console.say
        for column in self.prompt.columns:
            if column.help:
                say(french(f"{column.label} : {stopped(column.help)}"))
            if column.choices:
                say(french(f"{capital(choices_of(column))}."))
        for rank, row in enumerate(self.rows, 1):
            self.asking.console.item(row_in_words(self.prompt.columns, row), f"{rank}.")
        if self.rows:
            say(french("Un numéro corrige cette ligne ; « -1 » retire la première, « -2 » la deuxième."))

    def next_row(self) -> bool:
        """One row added, corrected or removed; False when there are no more."""
        first = self.prompt.columns[0]
        text = self.asking.line(french(f"Ligne {len(self.rows) + 1}. {first.label} : "))
        if not text:
            return False
        rank = int(text.lstrip("-")) if text.lstrip("-").isdecimal() and len(text) < 4 else 0
        try:
            if 1 <= rank <= len(self.rows):
                self._remove(rank) if text.startswith("-") else self._correct(rank)
            elif (cell := self._checked(first, text)) is not None:
                self._add(self._cells({first.code: cell}, {}))
        except Step as step:
            if step.command.name != "retour":
                self.asking.console.say("La ligne commencée n’est pas gardée.")
                raise
            self.asking.console.say("Ligne laissée.")
        return True

    def _add(self, row: Row) -> None:
        if self._kept([*self.rows, row]):
            self._tell(len(self.rows))

    def _correct(self, rank: int) -> None:
        self.asking.console.say("Entrée garde ce qui est écrit, un tiret seul l’efface.")
        row = self._cells({}, self.rows[rank - 1])
        if self._kept([*self.rows[: rank - 1], row, *self.rows[rank:]]):
            self._tell(rank)

    def _remove(self, rank: int) -> None:
        if self._kept([*self.rows[: rank - 1], *self.rows[rank:]]):
            self.asking.console.say(french(f"Ligne {rank} retirée."))

    def _tell(self, rank: int) -> None:
        row = self.rows[rank - 1]
        self.asking.console.say(french(f"Noté : {row_in_words(self.prompt.columns, row)}"))

    def _cells(self, given: Row, before: Row) -> Row:
        """The row, cell by cell; those of *given* are not asked, those of *before* are kept if unchanged."""
        row = dict(given)
        for column in self.prompt.columns:
            if column.code not in given:
                cell = self._cell(column, before.get(column.code, ""), row)
                if cell:
                    row[column.code] = cell
        return row

    def _choice(self, column: Column, before: str, row: Row) -> str:
        """One of the choices: Enter takes the one that is told, and nothing where none is."""
        usual = before or proposed_choice(column, row)
        told = f" (Entrée : {cell_in_words(column, usual)} ; 0 : rien de cela)" if usual else ""
        while True:
            text = self.asking.line(french(f"{column.label}{told} : "))
            try:
                return typed_choice(column, text) if text else usual
            except NoSuchChoice:
                self.asking.console.say(
                    french(f"« {text} » n’est pas proposé. {capital(choices_of(column))}.")
                )

    def _cell(self, column: Column, before: str, row: Row) -> str:
        if column.kind == "choix":
            return self._choice(column, before, row)
        shown = f" ({before})" if before else ""
        while True:
            text = self.asking.line(french(f"{column.label}{shown} : ")) or before
            if text == "-" and not column.required:
                return ""
            if not text and column.required:
                self.asking.console.say(french(f"Il faut « {column.label} »."))
                continue
            checked = self._checked(column, text)
            if checked is not None:
                return checked

    def _checked(self, column: Column, text: str) -> str | None:
        """The cell as it is kept, None when it is not a date and this has been said."""
        if column.kind != "jour":
            return text
        date = day_of(text) if len(text) <= LONGEST_DATE else None
        if date is None:
            shown = text if len(text) <= LONGEST_DATE else f"{text[:LONGEST_DATE]}…"
            self.asking.console.say(french(f"« {shown} » n’est pas une date. {sentence(column.help)}"))
        return date

    def _kept(self, rows: list[Row]) -> bool:
        """Keep those rows; none at all is the question left without an answer. Raises Step, Leave."""
        asking, question = self.asking, self.prompt.question
        if rows:
            try:
                rows, excused = watched(asking, rows, question)
            except Leave:
                keep_masked(asking, rows, question)
                raise
            effect = asking.keep(lambda: answered(asking.conversation, tuple(rows), question, excused))
        else:
            asking.stay(self.prompt)
            effect = asking.keep(asking.conversation.skip)
        if effect is not None:
            held = asking.conversation.interview.answers(self.prompt.rank).get(question)
            self.rows, self.changed = [dict(each) for each in held or ()], True
        return effect is not None
