"""What is to be reread when the extended flow is no longer the version the local file was made on."""

from __future__ import annotations

from collections.abc import Iterator

from flows.extending.merging import Merging

_WORDS = (
    ("questions", "question"),
    ("sections", "section"),
    ("fins", "fin"),
    ("faits", "fait"),
    ("formes", "forme"),
    ("certitudes", "certitude"),
    ("typologie", "trait"),
    ("aucun", "phrase"),
)


def review(merging: Merging) -> None:
    """Tell the version, and what the local file touches, where the two have parted."""
    file = merging.file
    if file.reviewed == merging.base_version:
        return
    now = f"« {merging.base_id} » est maintenant en version {merging.base_version}"
    found = f"établi sur la version {file.reviewed} ; le parcours {now}"
    touched = list(_touched(merging))
    remedy = f"Relisez ce que ce fichier touche : {' ; '.join(touched)}." if touched else ""
    expected = f'« etabli_sur: "{merging.base_version}" », une fois relu'
    merging.advise("A080", ("etabli_sur",), found, expected, remedy)


def _touched(merging: Merging) -> Iterator[str]:
    """What the local file changes of the flow it extends, in words."""
    changes = merging.local.data.get("modifier") or {}
    for key, what in _WORDS:
        names = list(changes.get(key) or {})
        if names:
            yield f"{what}{'s' if len(names) > 1 else ''} {_and(names)} (mots)"
    additions, removals = merging.file.additions, merging.file.removals
    for name, choices in additions.choices.items():
        yield f"{name} (choix {_and([each.code for each in choices])} en plus)"
    for each in additions.questions:
        place = f"après {each.after}" if each.after else f"avant {each.before}"
        yield f"question {each.id}, {place}"
    if additions.exits:
        yield f"sorties de {_and(list(additions.exits))}"
    for name, codes in removals.choices.items():
        yield f"{name} (choix {_and(list(codes))} en moins)"
    if removals.questions:
        plural = "s" if len(removals.questions) > 1 else ""
        yield f"question{plural} {_and(list(removals.questions))}, retirée{plural}"


def _and(names: list[str]) -> str:
    return " et ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
