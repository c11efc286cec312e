"""A drawing as a PNG, for word processors: drawn by Typst, with the fonts inside its wheel only."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from templates.faults import WriterFault

if TYPE_CHECKING:
    import typst

    from templates.charts.drawing import Drawing

_DENSITY = 230
"""Points an inch: more than twice what a screen shows, and what an office printer can tell apart."""


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    import typst

    source = Path(str(files("templates").joinpath("charts", "drawing.typ")))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return typst.Compiler(source, root=source.parent, font_paths=fonts)


def png(drawing: Drawing, width_mm: float) -> bytes:
    """The drawing, to be shown *width_mm* millimetres wide.

    Raises:
        WriterFault: the engine could not draw it.
    """
    import typst

    given = {"drawing": drawing.svg, "width": str(width_mm)}
    try:
        made = _compiler().compile(format="png", ppi=_DENSITY, sys_inputs=given)
    except typst.TypstError as error:
        raise WriterFault(f"Le graphique n’a pas pu être dessiné\u00a0: {error.message}") from error
    if not isinstance(made, bytes):
        raise WriterFault("Le graphique n’a pas pu être dessiné\u00a0: le moteur n’a rien rendu.")
    return made
