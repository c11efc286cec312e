"""Settings read from their file, every key checked; loaded only where there is a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.faults import ContentError, Fault
from flows.faults import Path as Place
from flows.reading import Document
from flows.shape import describe, fit
from interview.recap.phone import service_number
from interview.settings import LONGEST_RETENTION, Settings
from interview.working_days import ZONES


class TomlDocument(Document):
    """A TOML text, with the line of its keys."""

    def line(self, path: Place) -> int:
        """Line (from 1) of the last key of *path*, or of the table it stands in."""
        table = "".join(f"[{step}]" for step in path[:-1][:1])
        found, inside = 1, not table
        for number, text in enumerate(self.source.splitlines(), 1):
            bare = text.strip()
            if bare.startswith("["):
                inside = bare == table
                found = number if inside else found
            elif inside and path and bare.partition("=")[0].strip() == str(path[-1]):
                return number
        return found


def settings_in(path: Path) -> Settings:
    """The settings of the file at *path*. Raises ContentError with every fault, OSError."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(
            path, "P003", 1, "caractères qui ne sont pas en UTF-8", "un fichier en UTF-8"
        ) from error
    return parse_settings(text, str(path))


def parse_settings(text: str, name: str) -> Settings:
    """The settings written in *text*. Raises ContentError with every fault."""
    import tomllib

    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = int(str(error).partition("at line ")[2].partition(",")[0] or 1)
        raise _refusal(
            Path(name), "P004", line, "écriture que TOML ne comprend pas", 'cle = "valeur"'
        ) from error
    document = TomlDocument(name, text, data, None)
    settings = fit(document, Settings)
    faults = [
        document.fault("P023", place, describe(data, place), found, expected)
        for place, found, expected in _out_of_bounds(settings)
    ]
    if faults:
        raise ContentError(faults)
    return settings


def _out_of_bounds(settings: Settings) -> list[tuple[Place, str, str]]:
    kept, reminders, backups = settings.retention, settings.reminders, settings.backups
    told: list[tuple[Place, str, str]] = []
    for place, value, least, most in (
        (("conservation", "mois"), kept.months, 1, LONGEST_RETENTION),
        (("conservation", "acces_mois"), kept.access_months, 6, 12),
        (("sauvegardes", "garder_jours"), backups.days, 1, 90),
        (("relances", "echeance_jours"), reminders.deadline_days, 1, 90),
    ):
        if not least <= value <= most:
            told.append((place, f"« {value} »", f"un nombre de {least} à {most}"))
    if settings.service_phone and service_number(settings.service_phone) is None:
        told.append((("telephone_service",), f"« {settings.service_phone} »", "un numéro : 04 76 00 00 00"))
    days = reminders.days
    if len(days) != 2 or not 0 < days[0] < days[-1] <= 250:
        shown = ", ".join(str(each) for each in days)
        told.append(
            (("relances", "jours"), f"« {shown} »", "deux nombres de jours, le plus petit d’abord : [3, 15]")
        )
    if reminders.zone not in ZONES:
        told.append((("relances", "zone"), f"« {reminders.zone} »", "un de : " + ", ".join(ZONES)))
    return told


def _refusal(path: Path, code: str, line: int, found: str, expected: str) -> ContentError:
    return ContentError(
        [Fault(code=code, file=str(path), line=line, node="réglages", found=found, expected=expected)]
    )
