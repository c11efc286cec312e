"""A path of questions as a drawing: Mermaid, SVG, a tree for the terminal.

What is drawn is a neutral :class:`Diagram` (groups of places, arrows, perhaps one path over them); each
writer is one pure function from it to a text. Whoever has a flow makes the diagram.
"""

from __future__ import annotations

from templates.diagram.mermaid import mermaid
from templates.diagram.model import Arrow, Diagram, Group, Path, Place, Stop
from templates.diagram.svg import sheet_of, svg
from templates.diagram.tree import tree

__all__ = ["Arrow", "Diagram", "Group", "Path", "Place", "Stop", "mermaid", "sheet_of", "svg", "tree"]
