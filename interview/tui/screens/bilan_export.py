"""Choosing how the figures leave: a format; masked, unless it is asked otherwise in so many words."""

from __future__ import annotations

from collections.abc import Callable

from interview.bilan.out import FORMS, Form
from interview.figures.shown import Mode
from interview.figures.tables import THRESHOLD
from interview.tui.screens.dialogs import Dialog
from interview.tui.screens.housed import Housed
from interview.tui.widgets.menu import option
from interview.views import Option
from templates.typography import french

TITLE = french("Écrire ces chiffres dans un fichier")
MASKED = french(
    f"Les nombres de 1 à {THRESHOLD - 1}, et ceux qui les feraient retrouver, y sont masqués : ce fichier "
    "peut être remis à des élus, à un partenaire."
)
WHOLE_TITLE = french("Écrire les chiffres complets")
WHOLE = french(
    "! Rien n’y est masqué : un petit nombre peut désigner quelqu’un. Ce fichier reste dans le service, et "
    "sa sortie est notée au journal des accès."
)
EVERYTHING = option("complet", "Sans rien masquer…", "à garder dans le service")
_FORMATS: dict[Form, tuple[str, str]] = {
    "html": ("Page web", "s’ouvre partout, lisible par tous"),
    "pdf": ("PDF", "à imprimer, à joindre à un rapport"),
    "docx": ("Word", "à reprendre et à compléter"),
    "xlsx": ("Tableur", "une feuille par rubrique, pour Excel ou LibreOffice"),
    "texte": ("Texte", "à coller ailleurs"),
    "json": ("JSON", "pour un autre logiciel"),
}


def ask_export(screen: Housed[None], chosen: Callable[[Form, Mode], None]) -> None:
    """Ask for a format; *chosen* is told it, and whether small numbers are masked."""

    def shareable(code: str | None) -> None:
        if code == EVERYTHING.code:
            screen.app.push_screen(Dialog(WHOLE_TITLE, [WHOLE], _options()), whole)
        elif code in FORMS:
            chosen(code, "partageable")

    def whole(code: str | None) -> None:
        if code in FORMS:
            chosen(code, "complet")

    screen.app.push_screen(Dialog(TITLE, [MASKED], (*_options(), EVERYTHING)), shareable)


def _options() -> tuple[Option, ...]:
    return tuple(option(code, *words) for code, words in _FORMATS.items())
