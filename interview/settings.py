"""What a team sets once: its service, its delays, its folders. One TOML file, every key checked.

Nothing has to be set: without a file, everything has its usual value.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, field

from flows.faults import ContentError, Fault
from flows.faults import Path as Place
from flows.reading import Document
from flows.shape import describe, fit
from interview.working_days import ZONES

FILE_NAME = "reglages.toml"
CODE_PATTERN = r"^([a-z][a-z0-9_]*)?$"
LONGEST_RETENTION = 36

Theme = Literal["sombre", "clair"]


def _told(description: str) -> Meta:
    return Meta(description=description)


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Retention(_Part, frozen=True):
    """How long things are kept, in months."""

    months: Annotated[int, _told("mois de conservation d’un ménage après le dernier contact (1 à 36)")] = (
        field(name="mois", default=24)
    )
    access_months: Annotated[int, _told("mois de conservation du journal des accès (6 à 12)")] = field(
        name="acces_mois", default=12
    )


class Reminders(_Part, frozen=True):
    """When a situation that waits for an answer comes back, in working days."""

    days: Annotated[tuple[int, ...], _told("jours ouvrés avant « à relancer », puis avant « en retard »")] = (
        field(name="jours", default=(3, 15))
    )
    zone: Annotated[str, _told("lieu, pour les jours fériés")] = "Métropole"


class Backups(_Part, frozen=True):
    """Copies of the base made by the program itself."""

    automatic: Annotated[bool, _told("une copie par jour, faite au démarrage (true ou false)")] = field(
        name="automatiques", default=True
    )
    folder: Annotated[str, _told("dossier des copies (vide : à côté de la base)")] = field(
        name="dossier", default=""
    )
    days: Annotated[int, _told("jours pendant lesquels une copie est gardée (1 à 90)")] = field(
        name="garder_jours", default=30
    )


class Encryption(_Part, frozen=True):
    """How an encrypted base is opened."""

    keyring: Annotated[
        bool, _told("chercher la phrase de passe dans le trousseau du système (true ou false)")
    ] = field(name="trousseau", default=False)


class Settings(_Part, frozen=True):
    """All the settings, with their usual values."""

    service: Annotated[
        str, Meta(pattern=CODE_PATTERN, description="code du service, repris dans les chiffres")
    ] = ""
    service_name: Annotated[str, _told("nom du service, tel qu’il s’écrit sur les fiches")] = field(
        name="nom_service", default=""
    )
    territory: Annotated[str, Meta(pattern=CODE_PATTERN, description="code du territoire")] = field(
        name="territoire", default=""
    )
    agent: Annotated[str, Meta(pattern=CODE_PATTERN, description="code court de l’agent, jamais un nom")] = ""
    theme: Annotated[Theme, _told("couleurs de l’écran : sombre ou clair")] = "sombre"
    flow: Annotated[str, _told("parcours suivi par défaut")] = field(name="parcours", default="non-recours")
    templates: Annotated[str, _told("dossier de vos modèles de fiche (vide : ceux de Repère)")] = field(
        name="modeles", default=""
    )
    retention: Retention = field(name="conservation", default=Retention())
    reminders: Reminders = field(name="relances", default=Reminders())
    backups: Backups = field(name="sauvegardes", default=Backups())
    encryption: Encryption = field(name="chiffrement", default=Encryption())


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


def settings_path() -> Path:
    """Where the settings are."""
    from platformdirs import user_config_path

    return user_config_path("repere", appauthor=False) / FILE_NAME


def read_settings(path: Path | None = None) -> Settings:
    """The settings of *path*, the usual ones where there is no file.

    Raises:
        ContentError: every fault of the file, with its line and the nearest key.
    """
    path = path or settings_path()
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Settings()
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
    ):
        if not least <= value <= most:
            told.append((place, f"« {value} »", f"un nombre de {least} à {most}"))
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
