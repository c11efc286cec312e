"""What can go wrong when a sheet is written, as typed errors with a French message.

SheetFault
├── TemplateFault     the template (often a team's own copy) cannot be rendered
├── UnknownFormat     the format asked for does not exist
└── WriterFault       the tree is sound, but a writer could not produce its file
"""

from __future__ import annotations


class SheetFault(Exception):
    """Any fault of this room."""


class TemplateFault(SheetFault):
    """A template that cannot be rendered: where, what, and what to do; `code` is one of `templates.codes`."""

    def __init__(
        self, *, file: str, line: int | None, field: str | None, problem: str, advice: str, code: str = ""
    ) -> None:
        self.code = code
        self.file = file
        self.line = line
        self.field = field
        self.problem = problem
        self.advice = advice
        super().__init__(str(self))

    def __str__(self) -> str:
        where = f"{self.file}, ligne {self.line}" if self.line else self.file
        return f"{where}\u00a0: {self.problem} {self.advice}"


class UnknownFormat(SheetFault):
    """A format nobody registered."""

    def __init__(self, asked: str, known: tuple[str, ...]) -> None:
        self.asked = asked
        self.known = known
        super().__init__(
            f"Format «\u00a0{asked}\u00a0» inconnu. Formats possibles\u00a0: {', '.join(known)}."
        )


class WriterFault(SheetFault):
    """A file that could not be produced from a sound tree."""
