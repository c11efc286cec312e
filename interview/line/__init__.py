"""The plain face: one line asked, one line answered. For screen readers, braille, ssh and pipes.

No cursor movement, no colour, no drawing: what is printed is what is read aloud, in that order. It
drives the same conversation as the screen and holds no rule of its own.

- ``session``: the loop: question, decision, what next; ``start``: beginning or taking up again
- ``asking``: one reader per kind of question; ``matching``: from what was typed to what it means
- ``console``: lines out, lines in; ``commands``: what begins with « : »
- ``spoken``: what is known, the review, the verdict, as lines to be read
"""

from interview.line.start import run_line

__all__ = ["run_line"]
