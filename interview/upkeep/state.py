"""What a base holds and how it is looked after."""

from __future__ import annotations

import datetime

from msgspec import Struct

from interview.fictional_banner import BANNER
from interview.privacy.copies import copy_folder
from interview.settings import Backups
from interview.upkeep.words import age, held, moment, size
from store import Base, backup
from templates.typography import count, day, french


class State(Struct, frozen=True):
    """The state of a base, as ``etat --json`` gives it. Days and instants are ISO 8601, local."""

    base: str
    octets: int
    format: int
    chiffree: bool
    fictive: bool
    """Whether its interviews were invented."""
    menages: int
    entretiens: int
    inacheves: int
    situations: int
    a_relancer: int
    premier: str | None
    """Day of the first interview."""
    dernier: str | None
    """Day of the last thing said."""
    sauvegarde: str | None
    """Instant of the last copy."""
    sauvegardes: int
    dossier_sauvegardes: str
    verification: str | None
    """Instant at which the base was last verified and found sound."""


def state_of(base: Base, settings: Backups, today: datetime.date) -> State:
    """Read it. Raises StoreError."""
    counts = base.counts()
    first, last = base.period()
    folder = copy_folder(base.path, settings)
    copies = backup.copies_of(base, folder)
    return State(
        base=str(base.path),
        octets=base.path.stat().st_size,
        format=base.schema_version(),
        chiffree=base.key is not None,
        fictive=base.fictional,
        menages=counts.households,
        entretiens=counts.interviews,
        inacheves=counts.unfinished,
        situations=counts.situations,
        a_relancer=base.to_chase_up(today.isoformat()),
        premier=_day(first),
        dernier=_day(last),
        sauvegarde=_instant(copies[0].at) if copies else None,
        sauvegardes=len(copies),
        dossier_sauvegardes=str(folder),
        verification=_instant(base.upkeep("verification")),
    )


def told(state: State, now: int) -> list[str]:
    """The lines of ``etat``. *now* is in milliseconds."""
    period = ""
    if state.premier and state.dernier:
        period = f", du {day(state.premier)} au {day(state.dernier)}"
    lines = [
        f"Base : {state.base}",
        f"Fichier : {size(state.octets)}, format {state.format}, "
        + ("chiffré" if state.chiffree else "non chiffré"),
        f"Contenu : {held(state.entretiens, state.situations)}, {count(state.menages, 'ménage')}{period}",
        f"Entretiens inachevés : {state.inacheves}",
        f"Situations à relancer : {state.a_relancer}",
        f"Dernière sauvegarde : {_since(state.sauvegarde, now, 'aucune')}"
        + (f", parmi {state.sauvegardes} dans {state.dossier_sauvegardes}" if state.sauvegardes else ""),
        f"Dernière vérification : {_since(state.verification, now, 'jamais')}",
    ]
    if state.fictive:
        lines.insert(0, BANNER)
    if not state.sauvegardes and state.entretiens:
        lines.append("À faire : « repere base sauvegarder ».")
    return [french(line) for line in lines]


def _since(instant: str | None, now: int, never: str) -> str:
    if instant is None:
        return never
    at = int(datetime.datetime.fromisoformat(instant).timestamp() * 1000)
    return f"{moment(at)} ({age(at, now)})"


def _day(instant: int | None) -> str | None:
    return None if instant is None else datetime.datetime.fromtimestamp(instant / 1000).date().isoformat()


def _instant(instant: int | None) -> str | None:
    if instant is None:
        return None
    return datetime.datetime.fromtimestamp(instant / 1000).isoformat(timespec="seconds")
