"""A grid of 182 situations that carries every total published in 2015, built by construction.

The situations are invented: only their totals are those of the report. Rows 1 to 69 are of the service that
grants the discretionary aid (``asf``), rows 70 to 182 of the public writers (``ecrivains_publics``).
"""

from __future__ import annotations

import csv
import datetime
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import msgspec

from interview.grid.columns import COLUMNS, Row, as_cell, as_text
from interview.grid.writing_safely import safe_in_spreadsheet, safe_in_text

SITUATIONS, ASF = 182, 69
FORMS = {"non_connaissance": 57, "non_proposition": 4, "non_reception": 115, "non_demande": 68}
ABANDONED = 25
FINANCIAL, NATURE_RECORDED = 130, 180
"""72.2 % of the situations whose nature was recorded."""
HOUSEHOLDS, CROWDED = 148, 25
CROWDED_SITUATIONS, CUMULATIVE, CUMULATIVE_HOUSEHOLDS, COMPLETE = 59, 36, 16, 48
ACTIONS = 361
AIDED, AID_CENTS = 61, 12_578_00
MINUTES_MEAN, MINUTES_LEAST, MINUTES_MOST = 33, 10, 90

_FIRST_DAY = datetime.date(2015, 1, 5)
_BENEFITS = ("rsa", "c2s", "puma", "aspa", "aah", "aides_logement", "retraite", "reversion", "rsa", "ame")
_DOMAINS = ("etat_civil_sejour", "sante", "logement_hebergement", "domiciliation", "documents_attestations")
_ACTIONS = ("examen_approfondi", "information_orientation", "contact_telephonique", "courrier")
_REASONS = {
    "non_connaissance": ("manque_information", "maitrise_insuffisante"),
    "non_proposition": ("non_connaissance_agent", "fin_de_ressources"),
    "non_reception": ("lenteur_administrative", "erreur_administrative"),
    "non_demande": ("cout_avantage", "manque_capacites"),
}


def rows() -> list[Row]:
    """The 182 situations."""
    return [_row(at) for at in range(SITUATIONS)]


def _sizes() -> list[int]:
    """Situations of each of the 25 households that have several: 16 of two, 9 of three, 59 in all."""
    return [2] * 16 + [3] * 9


def _household(at: int) -> tuple[int, int]:
    """The household of a situation and its place in it; crowded households come first."""
    for household, size in enumerate(_sizes()):
        if at < size:
            return household, at
        at -= size
    return CROWDED + at, 0


def _cause(at: int) -> int | None:
    """In 16 households, what caused the situation: 12 pairs and 4 chains of three, 36 cumulative in all."""
    household, place = _household(at)
    chained = household < 12 or 16 <= household < 20
    return at - 1 if chained and place else None


def _forms(at: int) -> tuple[str, ...]:
    """115 + 4 + 57 + 68 = 244 forms over 182 situations: the first 62 have two."""
    first = [
        "non_reception" if each < 115 else "non_demande" if each < 115 + 67 else ""
        for each in range(SITUATIONS)
    ]
    second = ["non_connaissance"] * 57 + ["non_proposition"] * 4 + ["non_demande"]
    told = {first[at], second[at] if at < len(second) else ""} - {""}
    return tuple(each for each in FORMS if each in told)


def _row(at: int) -> Row:
    household, _ = _household(at)
    forms, asf, financial = _forms(at), at % SITUATIONS < ASF, at < FINANCIAL
    demands = [each for each in range(SITUATIONS) if "non_demande" in _forms(each)]
    cause = _cause(at)
    return Row(
        reference=f"2015-{at + 1:03d}",
        date=(_FIRST_DAY + datetime.timedelta(days=at * 2 - at // 8)).isoformat(),
        service="asf" if asf else "ecrivains_publics",
        agent=f"A{at % 5 + 1}",
        menage=f"M{household + 1:03d}",
        taille_menage=household % 5 + 1,
        personnes_concernees=household % 3 % (household % 5 + 1) + 1,
        nature=None if at >= NATURE_RECORDED else "financiere" if financial else "non_financiere",
        prestation=_BENEFITS[at % len(_BENEFITS)] if financial else None,
        domaine=_DOMAINS[at % len(_DOMAINS)] if FINANCIAL <= at < NATURE_RECORDED else None,
        organismes=(("caf", "cpam", "carsat", "prefecture")[at % 4],) if at % 9 else (),
        formes=forms,
        abandon=at in demands[:ABANDONED] if "non_demande" in forms else None,
        raisons=tuple((form, reason) for form in forms for reason in _REASONS[form][: at % 3]),
        intensite=_intensity(at),
        certitude=None if at % 7 == 0 else "avere" if at % 2 else "potentiel",
        causee_par=None if cause is None else f"2015-{cause + 1:03d}",
        actions=_done(at),
        minutes=_minutes(at),
        asf_demandee=at < AIDED + 4 if asf else None,
        asf_montant=_aid(at),
        manque_mensuel=21_550 if financial and at % 4 == 0 else None,
        manque_mois=3 if financial and at % 4 == 0 else None,
        issue=("en_cours", "regularisee", "droit_perdu", None)[at % 4],
        suite="droit_ouvert" if at % 11 == 0 else None,
        suite_date="2016-02" if at % 11 == 0 else None,
        recupere=45_000 if at % 22 == 0 else None,
        synthese="Dossier renvoyé deux fois, pièces dites manquantes." if at % 13 == 0 else None,
    )


def _intensity(at: int) -> str | None:
    """Of the 59 situations of households that have several, 48 are complete."""
    if at < CROWDED_SITUATIONS:
        return "complet" if at < COMPLETE else "partiel"
    return ("complet", "partiel", None)[at % 3]


def _done(at: int) -> tuple[str, ...]:
    """361 actions: two for most, the first the same one twice, one for the last three."""
    count = 2 if at < ACTIONS - SITUATIONS else 1
    return _ACTIONS[at % 3 : at % 3 + count] if at else _ACTIONS[:1] * count


def _minutes(at: int) -> int:
    """From 10 to 90 minutes, 33 on average: 182 × 33 in all."""
    if at < 2:
        return (MINUTES_LEAST, MINUTES_MOST)[at]
    others = SITUATIONS - 2
    whole, more = divmod(SITUATIONS * MINUTES_MEAN - MINUTES_LEAST - MINUTES_MOST, others)
    return whole + (at - 2 < more)


def _aid(at: int) -> int | None:
    """61 aids, 12,578 € in all; four were asked for and refused."""
    if at >= AIDED:
        return 0 if at < AIDED + 4 else None
    whole, more = divmod(AID_CENTS // 100, AIDED)
    return (whole + (at < more)) * 100


# ── written as a file ────────────────────────────────────────────────────────────────────────────


def write_csv(path: Path, told: Sequence[Row], separator: str = ";", encoding: str = "utf-8-sig") -> Path:
    """The rows as a text."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow([each.name for each in COLUMNS])
        writer.writerows(
            [safe_in_text(as_text(each, getattr(row, each.name))) for each in COLUMNS] for row in told
        )
    return path


def write_xlsx(path: Path, told: Sequence[Row]) -> Path:
    """The rows as a spreadsheet, with real days and numbers."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Situations")
        sheet.write_row(0, 0, [each.name for each in COLUMNS])
        for at, row in enumerate(told, 1):
            for place, column in enumerate(COLUMNS):
                _write(sheet, at, place, as_cell(column, getattr(row, column.name)))
    return path


def _write(sheet: Any, at: int, place: int, cell: Any) -> None:
    if isinstance(cell, datetime.date):
        sheet.write_datetime(at, place, datetime.datetime.combine(cell, datetime.time()))
    elif isinstance(cell, int | float):
        sheet.write_number(at, place, cell)
    elif cell is not None:
        sheet.write_string(at, place, safe_in_spreadsheet(cell))


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>
<office:spreadsheet><table:table table:name="Situations">{}</table:table></office:spreadsheet>
</office:body></office:document-content>"""
_ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_MANIFEST = (
    '<?xml version="1.0"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_KIND}"/></manifest:manifest>'
)


def write_ods(path: Path, told: Sequence[Row]) -> Path:
    """The rows as an OpenDocument spreadsheet, the smallest that can be read."""
    header: list[Any] = [each.name for each in COLUMNS]
    lines = [header, *([as_cell(each, getattr(row, each.name)) for each in COLUMNS] for row in told)]
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, line))}</table:table-row>" for line in lines)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", _ODS_KIND)
        archive.writestr("META-INF/manifest.xml", _ODS_MANIFEST)
        archive.writestr("content.xml", _ODS.format(body))
    return path


def _ods_cell(cell: Any) -> str:
    if cell is None:
        return "<table:table-cell/>"
    kind = (
        "float" if isinstance(cell, int | float) else "date" if isinstance(cell, datetime.date) else "string"
    )
    held = {"float": f' office:value="{cell}"', "date": f' office:date-value="{cell}"', "string": ""}[kind]
    return (
        f'<table:table-cell office:value-type="{kind}"{held}><text:p>{escape(str(cell))}</text:p>'
        "</table:table-cell>"
    )


def changed(row: Row, **changes: Any) -> Row:
    """The row, some of its columns said otherwise."""
    return msgspec.structs.replace(row, **changes)
