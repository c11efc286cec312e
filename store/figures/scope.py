"""Which situations the figures are about."""

from __future__ import annotations

from msgspec import Struct


class Scope(Struct, frozen=True, kw_only=True):
    """What to count; what is left empty does not narrow it. Several values of one field: any of them.

    A figure on households (several situations, persons) is then about the situations of the scope only.

    Attributes:
        today: day (ISO) up to which what has not ended has lasted: the only clock of the figures.
        since, until: instants of the beginning of the interview, in milliseconds, *until* excluded.
        services, territories: codes as interviews have them; ``""`` stands for « none said ».
        organisms: a situation that concerns several is kept by any of them, and counted once.
        benefits, domains: given together, a situation of either is kept: they never go together in one.
        nature: a code, ``""`` for all.
    """

    today: str
    since: int | None = None
    until: int | None = None
    services: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    organisms: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    nature: str = ""
