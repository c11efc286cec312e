"""A count in a sentence, a list of counts as bars and a table: never what is masked."""

from __future__ import annotations

from collections.abc import Callable

from interview.dossier.figuring import MASKED, Figured
from store.figures.counts import Tally
from templates.chart_context import Graphique, Serie, Tableau
from templates.typography import count, french, integer

SITUATIONS = "situations"
NOT_TOLD = "Non précisé"
NOTHING = "–"


def percent(part: int) -> str:
    """« 63 % »."""
    return f"{part}\u202f%"


def out_of(found: Figured, label: str, name: str, whole: str) -> str:
    """« Non-réception : 115 situations sur 182 (63 %) », "" where one of the two is masked."""
    number, total = found.shown(name), found.shown(whole)
    if number is None and found.words(name) != MASKED:
        return french(f"{label} : {found.words(name)} situations")
    if number is None or total is None:
        return ""
    part = found.share(name, whole)
    share = f" ({percent(part)})" if part is not None else ""
    return french(f"{label} : {count(number, 'situation')} sur {integer(total)}{share}")


class Listed:
    """Codes with their counts, out of a whole.

    Args:
        name: of the cells, without the code; whole: of the cell they are out of.
        label: the words of a code.
        title: what the drawing shows; head: the name of the first column.
    """

    def __init__(
        self,
        found: Figured,
        name: str,
        tally: Tally,
        label: Callable[[str], str],
        title: str,
        head: str,
        whole: str = "",
    ) -> None:
        self._found, self._name, self._whole = found, name, whole or name
        self._codes = found.order(name, (each.code for each in tally.counts))
        self._labels = tuple(label(code) if code else NOT_TOLD for code in self._codes)
        self._title, self._head = title, head

    @property
    def nothing(self) -> bool:
        """Whether none of it may be shown."""
        return all(self._found.words(f"{self._name}/{code}") in (MASKED, "0") for code in self._codes)

    def sentence(self) -> str:
        """The only code there is, as a sentence; "" when there are several."""
        if len(self._codes) != 1 or self.nothing:
            return ""
        return out_of(self._found, self._labels[0], f"{self._name}/{self._codes[0]}", self._whole)

    def chart(self) -> Graphique | None:
        """Bars with their table; None under two codes, or when none of it may be shown."""
        if len(self._codes) < 2 or self.nothing:
            return None
        return Graphique(
            titre=french(self._title),
            genre="barres",
            etiquettes=self._labels,
            series=(Serie(valeurs=tuple(self._found.shown(f"{self._name}/{code}") for code in self._codes)),),
            unite=SITUATIONS,
            masque=MASKED,
            tete=self._head,
            tableau=self._table(),
        )

    def _table(self) -> Tableau:
        rows = []
        for code, text in zip(self._codes, self._labels, strict=True):
            part = self._found.share(f"{self._name}/{code}", self._whole)
            rows.append(
                (text, self._found.words(f"{self._name}/{code}"), NOTHING if part is None else percent(part))
            )
        shares = any(row[2] != NOTHING for row in rows)
        width = 3 if shares else 2
        total = self._found.words(self._whole)
        out = "" if total == MASKED else f" (sur {total})"
        return Tableau(
            tete=(self._head, "Situations", "Part")[:width],
            lignes=tuple(row[:width] for row in rows),
            legende=french(f"{self._title}{out}"),
        )
