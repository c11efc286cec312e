"""What changed since the edition before: figures as each showed them, promises, new situations. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from interview.dossier.figuring import MASKED, Move
from interview.dossier.illustrating import engagements_of, is_late
from interview.dossier.state import Promise
from templates.chart_context import Tableau
from templates.dossier_context import Changements
from templates.typography import count, euros, french, integer

LESS = french(
    "Les chiffres des deux éditions ne portent pas tout à fait sur les mêmes situations : l’une d’elles a "
    "été corrigée, requalifiée ou effacée entre-temps"
)


def changes(
    edition: int,
    day: datetime.date,
    before: Mapping[str, Move],
    now: Mapping[str, Move],
    promises: Sequence[Promise],
    today: datetime.date,
) -> Changements:
    """What to say to whoever was at the meeting before.

    Args:
        edition, day: of the edition before.
        before, now: the figures that each edition compares, as it showed them.
        promises: those made up to that meeting included.
    """
    told = [_new_situations(before.get("situations"), now.get("situations")), *_promised(promises, today)]
    rows = tuple(_row(before[name], each) for name, each in now.items() if name in before)
    moved = any(row[1] != row[2] for row in rows)
    return Changements(
        edition=edition,
        depuis=day,
        phrases=tuple(each for each in told if each),
        chiffres=Tableau(
            tete=("Chiffre", f"Édition n°\u00a0{edition}", "Aujourd’hui", "Écart"),
            lignes=rows,
            legende=french(f"Ce qui a bougé depuis l’édition n° {edition}"),
        )
        if rows and moved
        else None,
        engagements=engagements_of(promises, today),
    )


def _new_situations(before: Move | None, now: Move | None) -> str:
    if before is None or now is None or before.value is None or now.value is None:
        return ""
    new = now.value - before.value
    if new < 0:
        return LESS
    if new == 0:
        return "Aucune situation de plus n’a été enregistrée"
    return french(
        f"{count(new, 'situation')} de plus : {integer(now.value)} en tout, au lieu de {before.text}"
    )


def _promised(promises: Sequence[Promise], today: datetime.date) -> list[str]:
    if not promises:
        return []
    kept = sum(each.state == "tenu" for each in promises)
    broken = sum(each.state == "non_tenu" for each in promises)
    late = sum(is_late(each, today) for each in promises)
    parts = [f"{kept} tenu{'s' if kept > 1 else ''}"] if kept else []
    parts += [f"{broken} non tenu{'s' if broken > 1 else ''}"] if broken else []
    parts += [f"{late} en retard"] if late else []
    waiting = len(promises) - kept - broken - late
    parts += [f"{waiting} en attente"] if waiting else []
    return [french(f"{count(len(promises), 'engagement')} : {', '.join(parts)}")]


def _row(before: Move, now: Move) -> tuple[str, str, str, str]:
    return now.label, before.text, now.text, _gap(before, now)


def _gap(before: Move, now: Move) -> str:
    if before.value is None or now.value is None or MASKED in (before.text, now.text):
        return "–"
    gap = now.value - before.value
    if gap == 0:
        return "="
    sign = "+" if gap > 0 else "−"
    return f"{sign}\u202f{euros(abs(gap)) if '€' in now.text + before.text else integer(abs(gap))}"
