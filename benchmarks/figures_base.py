"""A base of a million situations for the figures: its tables alone, written without the journal.

The same rows at every run, made once (about a minute) and kept in the user's cache. They have what years
would leave: interviews unfinished, without non-recours, qualified anew; links, follow-ups, texts.
"""

# ruff: noqa: RUF005 — a row is put together from pieces of several columns

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from benchmarks.populate import (
    _ACTIONS,
    _BENEFITS,
    _DOMAINS,
    _LEVELS,
    _PACE,
    _REASONS,
    _SERVICES,
    _START,
)
from store import Base
from store.opening import SCHEMA_VERSION

SITUATIONS = 1_000_000
_VERSION = 1  # to be raised when this module writes something else
_SEED = 2026
_BATCH = 20_000
_DRAWS = 4096
_DAY = 86_400_000
_CROWD = 9  # interviews come so many times as often: a million hold in seven years
_TEXT = (
    "La personne a déposé son dossier au guichet ; il est revenu deux fois pour des pièces qui avaient "
    "déjà été jointes. Le dernier courrier ne dit pas ce qui manque et le téléphone ne répond pas. "
)
_DETAILS = ("demarches_complexes", "injoignables", "page_vierge", "langue", "isolement", "lassitude")
_COLUMNS = {
    "interview": "row id reference household size concerned mode flow started_at touched_at state position "
    "service territory",
    "situation": "row interview rank reference nature prestation domaine certitude abandon depuis issue "
    "manque_mensuel manque_mois recuperable asf_demandee asf_montant minutes synthese accord core_complete "
    "suite suite_date recupere utile requalifie",
    "situation_form": "situation form proposed decided position",
    "situation_reason": "situation form reason position",
    "typology": "situation code position",
    "situation_organism": "situation code position",
    "situation_level": "situation code position",
    "situation_detail": "situation code position",
    "situation_action": "situation position code",
    "situation_link": "situation cause",
    "chronology": "situation position date acteur canal fait preuve",
    "follow_up": "situation position entry kind at author date code minutes recupere utile acteur canal fait "
    "preuve",
}
Rows = dict[str, list[tuple[Any, ...]]]


def figures_base(situations: int = SITUATIONS) -> Path:
    """The base, made now if the cache does not have it. It is only ever read."""
    folder = user_cache_path("repere-benchmarks", ensure_exists=True)
    path = folder / f"figures-{situations}-v{_VERSION}-s{SCHEMA_VERSION}.db"
    if not path.exists():
        making = path.with_suffix(".making")
        making.unlink(missing_ok=True)
        _make(making, situations)
        making.replace(path)
    return path


def _make(path: Path, situations: int) -> None:
    with Base.open(path) as base:
        flow = base.archive_flow("non-recours", "1", bytes(32), "# figures\n")
        connection = base.connection
        for setting in ("synchronous = OFF", "foreign_keys = OFF", "cache_size = -200000"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        for rows in _batches(situations, flow):
            for table, values in rows.items():
                names = _COLUMNS[table].split()
                connection.executemany(
                    f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
                    values,
                )
        connection.execute(
            "INSERT INTO household (id, size, concerned) SELECT household, max(size), max(concerned) "
            "FROM interview GROUP BY household"
        )
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _batches(situations: int, flow: int) -> Iterator[Rows]:
    """Rows by table, some thousands of interviews at a time."""
    draw = random.Random(_SEED)
    drawn = _Drawn(draw)
    rows: Rows = defaultdict(list)
    written = number = households = 0
    while written < situations:
        number += 1
        new = not households or draw.random() > 0.125
        households += new
        household = f"M-{households if new else draw.randint(1, households):06d}"
        begun = _START + number * _PACE // _CROWD + draw.randrange(_PACE)
        size = draw.randint(1, 6)
        told = None if draw.random() < 0.1 else size
        rows["interview"].append(
            (number, number.to_bytes(16, "big"), f"E-{number:07d}", household, told)
            + (draw.randint(1, size) if told else None, "entretien", flow, begun)
            + (begun + 1_200_000, "termine", "")
            + (draw.choice(_SERVICES), f"secteur_{draw.randint(1, 6)}")
        )
        for rank in range(1, min(drawn.several(), situations - written) + 1):
            written += 1
            _situation(rows, draw, drawn, written, (number, rank, begun))
        if number % _BATCH == 0:
            yield rows
            rows = defaultdict(list)
    yield rows


class _Drawn:
    """What a situation has several of, drawn beforehand: drawing a million times would take minutes."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._several = draw.choices((1, 2, 3), (85, 12, 3), k=_DRAWS)
        self._forms = [self._form_set(draw) for _ in range(_DRAWS)]
        self._actions = [draw.choices(_ACTIONS, k=draw.randint(0, 4)) for _ in range(_DRAWS)]
        self._levels = [draw.sample(_LEVELS, draw.randint(0, 2)) for _ in range(_DRAWS)]
        self._details = [draw.sample(_DETAILS, draw.choice((0, 0, 1, 2))) for _ in range(_DRAWS)]

    @staticmethod
    def _form_set(draw: random.Random) -> list[tuple[str, tuple[str, ...]]]:
        forms = draw.sample(tuple(_REASONS), draw.choices((1, 2), (80, 20))[0])
        return [(form, tuple(draw.sample(_REASONS[form], draw.choice((0, 1, 1, 2))))) for form in forms]

    def several(self) -> int:
        return self._several[self._draw.getrandbits(12)]

    def forms(self) -> Sequence[tuple[str, tuple[str, ...]]]:
        return self._forms[self._draw.getrandbits(12)]

    def codes(self) -> Iterator[tuple[str, Sequence[str]]]:
        """By table, what a situation has of it."""
        yield "situation_level", self._levels[self._draw.getrandbits(12)]
        yield "situation_detail", self._details[self._draw.getrandbits(12)]

    def actions(self) -> Sequence[str]:
        return self._actions[self._draw.getrandbits(12)]


def _situation(rows: Rows, draw: random.Random, drawn: _Drawn, row: int, place: tuple[int, int, int]) -> None:
    interview, rank, begun = place
    financial = draw.random() < 0.72
    benefit, organism = draw.choice(_BENEFITS)
    complete = draw.random() > 0.03
    none = complete and draw.random() < 0.04
    forms = drawn.forms() if complete and not none else ()
    issue = draw.choice(("en_cours", "en_cours", "regularisee", "droit_perdu", "inconnu"))
    suite = draw.choice(("droit_ouvert", "rejet", "perdu", "sans_nouvelles", *(None,) * 8))
    day = date(1970, 1, 1) + timedelta(days=begun // _DAY)
    due = financial and draw.random() < 0.5
    aid = draw.choice((0, 1, None))
    later = day + timedelta(days=draw.randint(1, 400))
    subject = ("financiere", benefit, None) if financial else ("non_financiere", None, draw.choice(_DOMAINS))
    lost = (
        draw.randint(20, 600) * 100,
        draw.randint(1, 24),
        draw.choice(("oui", "partie", "non", "inconnu")),
    )
    since = (day - timedelta(days=draw.randint(10, 700))).isoformat()[:7]
    rows["situation"].append(
        (row, interview, rank, f"E-{interview:07d}-{rank}", *subject, _certainty(draw, complete, none))
        + (draw.random() < 0.14, since, issue, *(lost if due else (None, None, None)), aid)
        + (draw.randint(50, 500) * 100 if aid and draw.random() < 0.9 else None, draw.randint(5, 90))
        + (_TEXT if draw.random() < 0.6 else None, "oui", complete, suite)
        + (later.isoformat() if suite else None, 12_300 if suite == "droit_ouvert" else None)
        + (draw.choice(("oui", "non", "inconnu")) if suite else None, _qualified_anew(draw, interview))
    )
    for position, (form, reasons) in enumerate(forms):
        rows["situation_form"].append((row, form, True, True, position))
        rows["situation_reason"] += [(row, form, reason, n) for n, reason in enumerate(reasons)]
    if forms:
        traits = (draw.choice(("primaire", "secondaire")), draw.choice(("partiel", "complet")))
        traits += ("temporaire",) if issue == "regularisee" else ()
        rows["typology"] += [(row, code, n) for n, code in enumerate(traits)]
    rows["situation_organism"] += [
        (row, code, n) for n, code in enumerate({organism: 0} | ({"ccas": 0} if draw.random() < 0.1 else {}))
    ]
    for table, codes in drawn.codes():
        rows[table] += [(row, code, n) for n, code in enumerate(codes)]
    rows["situation_action"] += [(row, n, code) for n, code in enumerate(drawn.actions())]
    if rank > 1 and draw.random() < 0.6:
        rows["situation_link"].append((row, f"E-{interview:07d}-{rank - 1}"))
    rows["chronology"] += [
        (row, n, (day - timedelta(days=90 - 20 * n)).isoformat(), organism, "courrier", _TEXT[:80], 1)
        for n in range(draw.randint(0, 3))
    ]
    _follow_up(rows, draw, row, (begun, later.isoformat(), suite))


def _qualified_anew(draw: random.Random, interview: int) -> str | None:
    if interview < 10 or draw.random() > 0.015:
        return None
    return f"E-{draw.randint(1, interview - 1):07d}-1"


def _certainty(draw: random.Random, complete: bool, none: bool) -> str | None:
    if not complete:
        return None
    return "aucun" if none else draw.choice(("avere", "potentiel"))


def _follow_up(rows: Rows, draw: random.Random, row: int, told: tuple[int, str, str | None]) -> None:
    begun, day, suite = told
    position = 0
    if draw.random() < 0.4:
        rows["follow_up"].append(
            (row, position, row.to_bytes(16, "big"), "action", begun, "a1", day, draw.choice(_ACTIONS))
            + (draw.choice((None, 10, 20)), None, None, "", "", "", None)
        )
        position = 1
    if suite:
        rows["follow_up"].append(
            (row, position, row.to_bytes(16, "little"), "suite", begun, "a1", day, suite)
            + (None, None, None, "", "", "", None)
        )
