"""Where a team keeps its own templates and letterhead, and what stands there."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import msgspec

from interview.settings import Settings, read_settings, settings_path
from templates.checking import SUFFIX, Model, models
from templates.letterhead import FILES
from templates.typography import french

FOLDER = "modeles"
SETTING = "modeles"
LETTERHEADS = {name.removesuffix(".md"): name for name in FILES}
"""The letterhead and its foot, by the names they are typed with."""
ABOUT = {"en-tete": "en haut de vos documents", "pied": "en bas de vos documents"}


class AlreadyThere(FileExistsError):
    """The team's own copy stands already: it is never written over."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            french(
                f"{path} existe déjà : il n’est jamais écrasé. Pour repartir du modèle de Repère, "
                "renommez-le ou ôtez-le d’abord."
            )
        )


class UnknownModel(LookupError):
    """No document has that name; the message names those that exist, the nearest first."""

    def __init__(self, typed: str, known: tuple[str, ...]) -> None:
        from flows.faults import by_nearness

        names = ", ".join(dict.fromkeys([*by_nearness(typed, known), *known]))
        super().__init__(french(f"Aucun document ne s’appelle « {typed} ». Documents : {names}."))


class Own(msgspec.Struct, frozen=True):
    """One document, or part of the letterhead, and the team's own file where there is one.

    Attributes:
        state: ``repere``, ``copie`` (the very text of the shipped one) or ``modifie``.
    """

    name: str
    label: str
    path: Path | None
    state: str


def usual_folder() -> Path:
    """Where own templates go when no setting says it."""
    return settings_path().parent / FOLDER


def listed(settings: Settings) -> list[Own]:
    """Every document, then the letterhead and its foot."""
    folder = settings.templates_folder
    found = [_own(each, folder) for each in models().values()]
    for name, file in LETTERHEADS.items():
        path = folder / file if folder is not None and (folder / file).exists() else None
        found.append(Own(name, ABOUT[name], path, "modifie" if path else "aucun"))
    return found


def named(typed: str, *, letterhead: bool = False) -> str:
    """The name meant by *typed*, with or without the end of its file. Raises UnknownModel."""
    known = (*models(), *(LETTERHEADS if letterhead else ()))
    name = typed.strip().lower().removesuffix(SUFFIX).removesuffix(".md")
    if name not in known:
        raise UnknownModel(typed, known)
    return name


def copied(name: str, settings: Settings) -> Path:
    """Copy what Repère ships under that name into the team's folder; gives the new file.

    The letterhead has nothing shipped: it begins with what the settings say of the service.

    Raises:
        AlreadyThere: a copy stands there.
        OSError: it cannot be written.
    """
    folder = settings.templates_folder or usual_folder()
    path = folder / (LETTERHEADS.get(name) or models()[name].template)
    folder.mkdir(parents=True, exist_ok=True)
    text = _letterhead(name, settings) if name in LETTERHEADS else shipped_text(name)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise AlreadyThere(path) from None
    return path


def use_folder(folder: Path) -> Path:
    """Write in the settings that own templates are there; gives the settings file. Raises OSError."""
    from interview.settings_file import changed, write

    path = settings_path()
    text = path.read_text("utf-8-sig") if path.exists() else ""
    write(path, changed(text, SETTING, str(folder), str(path)))
    return path


def shipped_text(name: str) -> str:
    """The shipped template of that document."""
    return files("templates").joinpath(models()[name].template).read_text("utf-8")


def settings_now() -> Settings:
    """The settings. Raises ContentError."""
    return read_settings()


def _own(model: Model, folder: Path | None) -> Own:
    path = folder / model.template if folder is not None else None
    if path is None or not path.exists():
        return Own(model.name, model.label, None, "repere")
    try:
        same = path.read_text("utf-8") == shipped_text(model.name)
    except (OSError, UnicodeDecodeError):
        same = False
    return Own(model.name, model.label, path, "copie" if same else "modifie")


def _letterhead(name: str, settings: Settings) -> str:
    service = settings.service_name or "Nom de votre service"
    phone = f"Téléphone : {settings.service_phone}\n" if settings.service_phone else ""
    if name == "pied":
        return french(f"{service}\n{phone}")
    return french(f"**{service}**\n{phone}")
