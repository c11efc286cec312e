"""Where an interview is written as a scenario: looked at before it begins, written once it is over."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from flows.endings import holds_content
from interview.cli_words import Refusal, refuse
from interview.conversation import Conversation
from interview.scenario_text import scenario_draft
from templates.typography import french


class ScenarioKeeper:
    """Writes the interview held on a face, once the face has been left.

    A face may open several: the last one that was led to its qualification is written.

    Args:
        path: the file to be written.
        texts: keep the free texts.
        case: write the draft of a case to rehearse, where no text is ever kept.

    Raises:
        Refusal: the file is there already, or cannot be written there.
    """

    def __init__(self, path: Path, *, texts: bool = False, case: bool = False) -> None:
        self._path = usable(path)
        self._texts = texts
        self._case = case
        self._opened: dict[UUID, Conversation] = {}

    def opened(self, held: Conversation) -> None:
        """An interview begins, or is taken up again."""
        self._opened.pop(held.heading.id, None)
        self._opened[held.heading.id] = held

    def write(self) -> tuple[str, ...]:
        """Write the file; gives what to say of it.

        Raises:
            Refusal: no interview was led to its qualification, or the file has appeared meanwhile.
            OSError: it cannot be written.
        """
        complete = [held for held in self._opened.values() if held.core_complete(1)]
        if not complete:
            raise refuse(french(self._why_not()))
        held = complete[-1]
        said = (
            write_case(held, self._path)
            if self._case
            else write_scenario(held, self._path, texts=self._texts)
        )
        if len(complete) == 1:
            return said
        return (*said, french(f"C’est l’entretien {held.reference} ; un seul est écrit."))

    def _why_not(self) -> str:
        """Why nothing is written, and what to do."""
        what = "Cas" if self._case else "Scénario"
        if not any(held.interview.current.path for held in self._opened.values()):
            return f"{what} non écrit : aucune réponse n’a été donnée."
        return (
            f"{what} non écrit : l’entretien n’est pas allé jusqu’à la qualification. Pour le reprendre : "
            "« repere entretien --simple », avec la même option."
        )


def targets(path: Path, names: Sequence[str]) -> list[Path]:
    """The file of each scenario of *names*: *path*, or one of the same name in the folder *path*.

    Raises:
        Refusal: several scenarios and no folder; a file that is there already, or cannot be written.
    """
    if len(names) == 1 and not path.is_dir():
        return [usable(path)]
    if not path.is_dir():
        raise refuse(
            french(f"Plusieurs scénarios : « {path} » doit être un dossier qui existe. Rien n’a été joué.")
        )
    files = [path / f"{Path(name).stem}.yaml" for name in names]
    twice = next((each for each in files if files.count(each) > 1), None)
    if twice is not None:
        raise refuse(french(f"Deux scénarios s’écriraient dans « {twice} ». Rien n’a été joué."))
    return [usable(each) for each in files]


def usable(path: Path) -> Path:
    """*path*, where a new file can be written. Raises Refusal."""
    if not holds_content(path):
        raise refuse(french(f"« {path} » : donnez un nom de fichier qui finit par .yaml."))
    if path.exists():
        raise refuse(french(f"« {path} » existe déjà, et n’est pas remplacé. Donnez un autre nom."))
    folder = path.absolute().parent
    if not folder.is_dir():
        raise refuse(french(f"Le dossier « {folder} » n’existe pas. Créez-le, ou donnez un autre nom."))
    if not os.access(folder, os.W_OK):
        raise refuse(french(f"Vous n’avez pas le droit d’écrire dans « {folder} ». Donnez un autre nom."))
    return path


def write_scenario(held: Conversation, path: Path, *, title: str = "", texts: bool) -> tuple[str, ...]:
    """Write *held* as a new scenario file; gives what to say of it.

    Raises:
        Unfinished: its first situation is not qualified.
        Refusal: the file has appeared meanwhile.
        OSError: it cannot be written; nothing is left of it.
    """
    draft = scenario_draft(held, title=title, texts=texts)
    write_new(path, draft.text)
    return (french(f"Scénario écrit : {path}"), *draft.notes)


def write_case(held: Conversation, path: Path) -> tuple[str, ...]:
    """Write *held* as the draft of a case, in a new file; gives what to say of it.

    Raises:
        Unfinished: its first situation is not qualified.
        Refusal: the file has appeared meanwhile.
        OSError: it cannot be written; nothing is left of it.
    """
    from interview.case_text import case_draft

    draft = case_draft(held)
    write_new(path, draft.text)
    typed = f'"{path}"' if " " in str(path) else path
    return (
        french(f"Ébauche d’un cas écrite : {path}"),
        *draft.notes,
        french("Ce qu’il reste à écrire : « repere parcours verifier {typed} ».").format(typed=typed),
    )


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet. Raises Refusal, OSError."""
    try:
        file = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError:
        raise refuse(french(f"« {path} » existe déjà, et n’est pas remplacé. Donnez un autre nom.")) from None
    try:
        with file:
            file.write(text)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error


__all__ = ["Refusal", "ScenarioKeeper", "targets", "usable", "write_case", "write_new", "write_scenario"]
