"""From the lines of a sheet to situations, with all that is wrong, line by line and in one run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from flows.flow import Flow
from interview.grid.cells import Cells, WrongCell, text_of
from interview.grid.columns import BY_NAME, COLUMNS, NAMES, Row, as_text
from interview.grid.faults import Fault
from interview.grid.likeness import likely
from interview.grid.mapping import AS_IT_IS, OwnWords
from interview.grid.reading import Sheet, Value, folded
from templates.typography import french

NONE = "aucun"
_UNREAD = object()
_NON_TAKE_UP = ("avere", "potentiel")


class Checked(msgspec.Struct, frozen=True):
    """One line: its situation, or what is wrong with it."""

    line: int
    row: Row | None
    faults: tuple[Fault, ...] = ()


class _Place(NamedTuple):
    """A column of the file that is read: its rank, its own heading, its reader."""

    at: int
    heading: str
    cells: Cells


class Checker:
    """Checks the lines of one sheet.

    Attributes:
        faults: what is wrong with the headings; with one of them, no line can be read.

    Args:
        today: ISO day; no date may be later.
        masking: passages of a text that may name somebody are masked, instead of being a fault.
    """

    def __init__(
        self, sheet: Sheet, flow: Flow, today: str, own: OwnWords = AS_IT_IS, *, masking: bool = False
    ) -> None:
        self._sheet = sheet
        self._flow = flow
        self._own = own
        self._masking = masking
        self._first: dict[str, int] = {}
        self.masked = 0
        self.faults: list[Fault] = []
        self._places = self._headings(today)
        self._by_name = {each.cells.column.name: each for each in self._places}
        self._aligned: list[tuple[str, dict[Value, Any], _Place] | None] = [None] * len(sheet.header)
        """What reads each cell of a line, in their order."""
        for each in self._places:
            self._aligned[each.at] = (each.cells.column.name, each.cells.memory, each)
        self._required = [each for each in self._places if each.cells.column.required]
        self._contradictions = [each for each in _CONTRADICTIONS if each[0] in self._by_name]

    def checked(self) -> Iterator[Checked]:
        """Every line that is not blank, in order."""
        for line, cells in self._sheet.lines:
            yield self._line(line, cells)

    # ── headings ─────────────────────────────────────────────────────────────────────────────────

    def _headings(self, today: str) -> list[_Place]:
        meant = {folded(each.label): each.name for each in COLUMNS} | {each: each for each in NAMES}
        meant |= dict(self._own.headings)
        places: dict[str, _Place] = {}
        for at, heading in enumerate(self._sheet.header):
            name = meant.get(folded(heading))
            if not heading or folded(heading) in self._own.ignored:
                continue
            if name is None:
                self._heading_fault(heading, _UNKNOWN, likely(heading))
            elif name in places:
                self._heading_fault(heading, f"la colonne {name} est déjà dans ce tableau : gardez-en une.")
            else:
                meanings = dict(self._own.meanings.get(name, {}))
                reader = Cells(BY_NAME[name], self._flow, today, self._own.separator, meanings)
                places[name] = _Place(at, heading, reader)
        for column in COLUMNS:
            if column.required and column.name not in places:
                self._heading_fault("", f"il manque la colonne « {column.name} » : {column.help.lower()}")
        return list(places.values())

    def _heading_fault(self, heading: str, reason: str, near: Sequence[str] = ()) -> None:
        line = self._sheet.header_line
        self.faults.append(Fault(self._sheet.name, line, heading, "", french(reason), tuple(near), True))

    # ── lines ────────────────────────────────────────────────────────────────────────────────────

    def _line(self, line: int, cells: Sequence[Value]) -> Checked:
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        unread: set[str] = set()
        for raw, aligned in zip(cells, self._aligned, strict=False):
            if raw is None or raw == "" or aligned is None:
                continue
            name, memory, place = aligned
            said = memory.get(raw, _UNREAD)
            if said is not _UNREAD:
                values[name] = said
                continue
            try:
                values[name] = place.cells.value(raw)
            except WrongCell as error:
                unread.add(name)
                part = error.part or text_of(raw)
                faults.append(self._fault(line, place.heading, part, str(error), error.near))
        for place in self._required:
            name = place.cells.column.name
            if values.get(name) is None and name not in unread:
                faults.append(self._fault(line, place.heading, "", "il manque."))
        if len(cells) > len(self._sheet.header) and any(
            text_of(each) for each in cells[len(self._sheet.header) :]
        ):
            faults.append(self._fault(line, "", "", _TOO_MANY))
        faults += self._together(line, values, unread)
        text = values.get("synthese")
        if text:
            values["synthese"] = self._guarded(line, text, faults)
        if faults:
            return Checked(line, None, tuple(faults))
        if "non_demande" not in values.get("formes", ()):
            values.pop("abandon", None)
        return Checked(line, Row(**values))

    def _together(self, line: int, values: dict[str, Any], unread: set[str]) -> Iterator[Fault]:
        """What does not hold together in one line; a cell that could not be read contradicts nothing."""
        for name, other, wrong, reason in self._contradictions:
            if name in values and values[name] is not None and other not in unread and wrong(values):
                yield self._named(line, name, values, reason)
        reference = values.get("reference")
        if reference is not None:
            first = self._first.setdefault(reference, line)
            if first != line:
                yield self._named(line, "reference", values, f"cette référence est déjà à la ligne {first}.")

    def _guarded(self, line: int, text: str, faults: list[Fault]) -> str:
        """The text, masked if it is wanted; a fault for each passage that may name somebody."""
        from interview.passages import LABELS, passages_in
        from store.privacy.guard import Finding, masked

        found = tuple(passages_in(self._flow, text))
        if not found:
            return text
        if self._masking:
            self.masked += len(found)
            return masked(text, [Finding(each.kind, each.start, each.end, each.masked) for each in found])  # type: ignore[arg-type]
        heading = self._by_name["synthese"].heading
        for each in found:
            reason = f"ce passage pourrait dire qui est la personne ({LABELS[each.kind]}). {_MASK_IT}"
            faults.append(self._fault(line, heading, each.excerpt, reason))
        return text

    def left_out(self) -> tuple[str, ...]:
        """The columns of the grid that the file does not have: it says nothing of them."""
        return tuple(each for each in NAMES if each not in self._by_name)

    def read(self, reference: str) -> bool:
        """Whether a line has that reference, right or wrong."""
        return reference in self._first

    def fault(self, line: int, name: str, value: str, reason: str) -> Fault:
        """What is wrong with the column *name* of a line, under the heading it has in the file."""
        place = self._by_name.get(name)
        return self._fault(line, place.heading if place else name, value, reason)

    def _named(self, line: int, name: str, values: dict[str, Any], reason: str) -> Fault:
        return self.fault(line, name, as_text(BY_NAME[name], values[name]), reason)

    def _fault(self, line: int, heading: str, value: str, reason: str, near: Sequence[str] = ()) -> Fault:
        return Fault(self._sheet.name, line, heading, value, french(reason), tuple(near))


_UNKNOWN = (
    "cette colonne n’est pas de la grille. Renommez-la, ou nommez-la dans « ignorees » d’une carte "
    "(--colonnes)."
)
_TOO_MANY = "cette ligne a plus de cellules que d’en-têtes : un séparateur est sans doute en trop."
_MASK_IT = "Corrigez-le, ou relancez avec --masquer."


def _other_forms(values: dict[str, Any]) -> bool:
    forms = values.get("formes", ())
    return any(form not in forms for form, _ in values["raisons"])


_CONTRADICTIONS: tuple[tuple[str, str, Any, str], ...] = (
    (
        "prestation",
        "nature",
        lambda values: values.get("nature") == "non_financiere",
        "une prestation va avec la nature « financiere » ; pour le reste, c’est un domaine.",
    ),
    (
        "domaine",
        "nature",
        lambda values: values.get("nature") == "financiere",
        "un domaine va avec la nature « non_financiere » ; pour de l’argent, c’est une prestation.",
    ),
    (
        "personnes_concernees",
        "taille_menage",
        lambda values: values["personnes_concernees"] > values.get("taille_menage", 1_000),
        "c’est plus que la taille du ménage.",
    ),
    (
        "formes",
        "certitude",
        lambda values: values["formes"] and values.get("certitude") == NONE,
        "avec la certitude « aucun », il n’y a pas de forme.",
    ),
    (
        "intensite",
        "certitude",
        lambda values: values.get("certitude") == NONE,
        "avec la certitude « aucun », il n’y a pas d’intensité.",
    ),
    (
        "abandon",
        "formes",
        lambda values: values["abandon"] and "non_demande" not in values.get("formes", ()),
        "un abandon va avec la forme « non_demande ».",
    ),
    (
        "raisons",
        "formes",
        _other_forms,
        "une de ces raisons est d’une forme qui n’est pas dans la colonne des formes.",
    ),
    (
        "asf_montant",
        "asf_demandee",
        lambda values: values["asf_montant"] and values.get("asf_demandee") is False,
        "un montant est accordé, et l’aide n’a pas été demandée.",
    ),
    (
        "manque_mensuel",
        "nature",
        lambda values: values.get("nature") == "non_financiere",
        "il ne manque de l’argent que si la nature est « financiere ».",
    ),
    ("suite_date", "suite", lambda values: values.get("suite") is None, "il y a une date, et pas de suite."),
    (
        "recupere",
        "suite",
        lambda values: values.get("suite") != "droit_ouvert",
        "un montant récupéré ne va qu’avec la suite « droit_ouvert ».",
    ),
    (
        "causee_par",
        "reference",
        lambda values: values["causee_par"] == values.get("reference"),
        "une situation ne peut pas être à l’origine d’elle-même.",
    ),
    (
        "causee_par",
        "menage",
        lambda values: values.get("menage") is None,
        "pour dire ce qui l’a causée, il faut le ménage : c’est une situation du même ménage.",
    ),
)
"""A column, the one it may contradict, when it does, and why."""
