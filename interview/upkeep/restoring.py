"""Putting a copy back, with what the person must be told and asked on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from interview.surroundings import now
from interview.upkeep.words import moment
from store import Base, BaseCorrupted, BaseEncrypted, BaseMissing, NotABase, fictional, restoring
from store.checkup import Progress
from store.cipher import Key
from store.privacy.erasing import Order
from store.restoring import Lacking, Restored
from templates.typography import count, french

DAMAGED = french(
    "La base actuelle est abîmée ({detail}). Ce qu’elle dit de plus que la sauvegarde ne peut pas être "
    "compté ; elle sera gardée telle quelle, à part."
)
RENAME = french(
    "Si c’est bien votre base, abîmée : renommez ce fichier, gardez-le, puis relancez la même commande."
)
Agree = Callable[[str], None]
"""Told in words what would leave the base; raises to refuse it."""


class Restorer:
    """One copy to be put in the place of one base.

    Args:
        path: the base; there may be none.
        folder: where the base is put aside.
        author: code of the agent, for the proof line of what is erased again.
        unlock: finds the phrase of an encrypted base or copy.
    """

    def __init__(
        self, path: Path, copy: Path, folder: Path, author: str, say: Progress, unlock: Callable[[Path], None]
    ) -> None:
        self._path = path
        self._copy = copy
        self._folder = folder
        self._author = author
        self._say = say
        self._unlock = unlock

    def run(self, agree: Agree) -> Restored:
        """Put it back. What *agree* raises leaves everything as it was.

        Raises:
            StoreError: the copy or the base cannot be used; the base is as it was.
        """
        try:
            with restoring.readied(self._copy, self._folder, self._path.stem, self._say, self._key()) as copy:
                return self._put_back(copy, agree)
        except NotABase as other:
            if other.path == self._path:
                other.do = RENAME
            raise

    def _put_back(self, copy: Base, agree: Agree) -> Restored:
        try:
            return self._over(copy, agree)
        except BaseMissing:
            return restoring.put_back(self._path, copy, self._say)
        except BaseCorrupted as damage:
            if damage.path != self._path:
                raise
            agree(DAMAGED.format(detail=damage.detail))
            return restoring.replace_damaged(self._path, copy, self._folder, now(), self._say)

    def _key(self) -> Key | None:
        """What the base must be encrypted with: as it is now or, when it is lost, as the copy is."""
        own = self._unlocked(self._copy)
        try:
            return self._unlocked(self._path)
        except (BaseMissing, BaseCorrupted):
            return own

    def _unlocked(self, path: Path) -> Key | None:
        try:
            return restoring.key_of(path)
        except BaseEncrypted:
            self._unlock(path)
            return restoring.key_of(path)

    def _over(self, copy: Base, agree: Agree) -> Restored:
        with restoring.held_alone(self._path) as base:
            fictional.refuse_to_replace(base, copy)
            lost = restoring.lacking(base, copy)
            if lost.entries:
                agree(_loss(lost))
            order = Order("effacement", self._author, "restauration", now())
            return restoring.replace(base, copy, self._folder, order, self._say)


def _loss(lost: Lacking) -> str:
    interviews = count(lost.interviews, "entretien")
    first, last = moment(lost.first or 0), moment(lost.last or 0)
    when = f"le {first}" if first == last else f"du {first} au {last}"
    return french(
        f"La base est plus récente que cette sauvegarde : {count(lost.entries, 'enregistrement')} "
        f"({interviews}), {when}, n’y sont pas. Ils quitteraient la base, qui serait gardée à part."
    )
