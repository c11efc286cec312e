"""What a failure says to the person in front of it: a sentence, never a traceback.

A traceback shows what variables held, and they may hold what someone said in confidence.
"""

from __future__ import annotations

import errno
import traceback
from pathlib import Path

_SYSTEM = {
    errno.ENOENT: "il n’existe pas, ou son dossier n’existe pas",
    errno.EACCES: "vous n’en avez pas le droit",
    errno.EPERM: "vous n’en avez pas le droit",
    errno.EROFS: "ce disque est en lecture seule",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "un des dossiers du chemin n’en est pas un",
    errno.ENOSPC: "il n’y a plus de place sur le disque",
}


def failure_words(error: Exception) -> str:
    """What a failure of the three grounds, of the system or of the program itself says."""
    from flows.faults import ContentError
    from store import StoreError
    from templates.faults import SheetFault

    if isinstance(error, ContentError):
        count = len(error.faults)
        heading = "1 faute" if count == 1 else f"{count} fautes"
        return f"{heading} dans les fichiers ; rien n’a été fait.\n{error}"
    if isinstance(error, StoreError | SheetFault):
        return str(error)
    if isinstance(error, OSError):
        target = f" « {error.filename} »" if error.filename else ""
        reason = _SYSTEM.get(error.errno or 0, error.strerror or str(error))
        return f"Le fichier{target} ne peut pas être lu ou écrit : {reason}."
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__}, {Path(frame.filename).name}, ligne {frame.lineno}"
    return (
        f"Repère a rencontré un défaut qui vient de lui ({where}). Ce qui était enregistré le reste. "
        "Relancez la commande ; si cela se répète, signalez cette phrase."
    )
