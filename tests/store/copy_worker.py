"""Run by the tests of the copies, to be killed: make one copy, or put one back.

Usage: copy_worker.py save|restore BASE FOLDER
"""

import sys
from pathlib import Path

from store import Base, backup, restoring
from store.privacy.erasing import Order

NOW = 1_772_528_400_000


def main(what: str, base_path: str, folder_path: str) -> None:
    path, folder = Path(base_path), Path(folder_path)
    print("prêt", flush=True)
    if what == "save":
        with Base.open(path, create=False) as base:
            backup.save(base, folder, NOW)
        return
    order = Order("effacement", "", "restauration", NOW)
    with (
        restoring.readied(folder / "a-remettre.db", folder, path.stem) as copy,
        restoring.held_alone(path) as base,
    ):
        restoring.replace(base, copy, folder, order)


if __name__ == "__main__":
    main(*sys.argv[1:])
