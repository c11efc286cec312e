"""What a team sets once: its service, its delays, its folders. One TOML file, every key checked.

Nothing has to be set: without a file, everything has its usual value.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, field

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
    deadline_days: Annotated[
        int, _told("jours avant la fin d’un délai de recours où la situation revient (1 à 90)")
    ] = field(name="echeance_jours", default=15)


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
    service_phone: Annotated[str, _told("téléphone du service, pour le récapitulatif")] = field(
        name="telephone_service", default=""
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

    @property
    def templates_folder(self) -> Path | None:
        """The team's own templates, None for those of the program."""
        return Path(self.templates).expanduser() if self.templates else None


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
    if not path.exists():
        return Settings()
    from interview.settings_reading import settings_in

    return settings_in(path)
