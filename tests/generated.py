"""A base of real interviews, drawn from a seed: answered, corrected, linked, followed up, left unfinished.

Everything goes through ``Conversation``, so the journal is one that the program writes. Nothing in it
comes from anyone: texts are assembled from a few words.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from itertools import count as count_from
from typing import Any
from uuid import UUID

import msgspec

from flows.deadlines import EVENTS
from flows.grammar import UNKNOWN, Question
from interview.conversation import Conversation, Workplace
from interview.engine import AnswerError, MoveError, accepts_unknown
from interview.engine.values import NOT_ESTABLISHED
from interview.following import OUTCOMES, USEFUL, FollowUp
from store import Base
from tests.support import START, make_workplace

SERVICES = ("polyvalence", "aines", "logement")
_VERSION_7 = (0x018F << 112) | (7 << 76) | (2 << 62)
_DAY = 86_400_000
_WORDS = ("dossier", "renvoyé", "à compléter", "guichet", "délai", "pièce", "courrier", "rappel", "élève")
_PEOPLE = ("la personne", "la caisse", "le service", "la mairie")
_CHANNELS = ("guichet", "courrier", "téléphone", "en ligne")


def fill(base: Base, count: int, seed: int = 4) -> None:
    """Hold *count* more interviews. The same seed writes the same journal; another one, another beside it."""
    base.connection.execute("PRAGMA synchronous = OFF")  # this base has nothing to lose
    rng = random.Random(seed)
    clock = _Clock()
    ids = (UUID(int=_VERSION_7 | (seed << 40) | rank) for rank in count_from(1))
    place = make_workplace(base, seed=seed, now=clock, new_id=lambda: next(ids))
    households: list[str] = []
    for _ in range(count):
        clock.later(rng.randrange(3 * _DAY))
        known = rng.choice(households) if households and rng.random() < 0.3 else ""
        service = rng.choice(SERVICES)
        held = _held(msgspec.structs.replace(place, service=service), rng, known)
        if held.interview.household not in households:
            households.append(held.interview.household)
        _revisit(place, rng, clock)
    base.connection.execute("PRAGMA synchronous = FULL")


class _Clock:
    """One second at each look; days pass when told."""

    def __init__(self) -> None:
        self.instant = START

    def __call__(self) -> int:
        self.instant += 1000
        return self.instant

    def later(self, milliseconds: int) -> None:
        self.instant += milliseconds


def _held(place: Workplace, rng: random.Random, household: str) -> Conversation:
    held = Conversation.start(place, household)
    _answer(held, rng, stop=0.05)
    while rng.random() < 0.25 and held.prompt() is None:
        cause = rng.choice((None, 1))
        with suppress(MoveError):
            held.add_situation(cause)
        _answer(held, rng, stop=0.02)
    _change_mind(held, rng)
    if rng.random() < 0.8 and held.core_complete():
        held.close("termine" if rng.random() < 0.9 else "abandonne")
    if held.core_complete() and rng.random() < 0.6:
        _follow(held, rng)
        _hand_over(held)
    return held


def _answer(held: Conversation, rng: random.Random, stop: float) -> None:
    """Answer to the end of the path; sometimes the agent is called away in the middle."""
    rank = rng.randrange(1, 30) if rng.random() < stop else -1
    while (prompt := held.prompt()) is not None and rank != 0:
        rank -= 1
        if prompt.skippable and rng.random() < 0.3:
            held.skip()
        else:
            _answer_one(held, held.flow.questions[prompt.question], rng)
        if rng.random() < 0.03:
            with suppress(MoveError):
                held.back()


def _answer_one(held: Conversation, question: Question, rng: random.Random) -> None:
    for _ in range(50):
        try:
            held.answer(_drawn(held, question, rng), question.id)
        except AnswerError:
            continue
        return
    raise AssertionError(f"nothing drawn is accepted by {question.id}")


def _change_mind(held: Conversation, rng: random.Random) -> None:
    """Edits of past answers, and a decision that is not the proposal."""
    path = [each for each in held.interview.current.path if each in held.flow.questions]
    for question in rng.sample(path, min(len(path), rng.choice((0, 0, 1, 2)))):
        with suppress(MoveError):
            held.go_to(question)
            _answer_one(held, held.flow.questions[question], rng)
            held.return_to_front()
    if held.core_complete() and rng.random() < 0.2:
        forms = [each.code for each in held.flow.file.rules.forms]
        with suppress(MoveError):
            held.decide(rng.sample(forms, rng.randrange(2)), "Vu autrement avec la personne.")


def _follow(held: Conversation, rng: random.Random) -> None:
    for _ in range(rng.randrange(1, 4)):
        held.follow(_FOLLOWS[rng.randrange(len(_FOLLOWS))](rng))
    if held.followed.records and rng.random() < 0.2:
        entry = held.followed.records[1][-1].entry
        held.follow(FollowUp("annulation", 1, {"entree": str(entry), "motif": "erreur de saisie"}))


def _hand_over(held: Conversation) -> None:
    """One interview in four ends with a sheet for the person; drawn apart, so as to move no other draw."""
    rng = random.Random(held.reference)
    if rng.random() < 0.25:
        step = {"code": "etape-1", "quoi": _text(rng), "qui": rng.choice(_PEOPLE), "quand": "", "numero": ""}
        lines = [{"code": "lieu", "texte": "Dans notre service"}]
        held.follow(FollowUp("recapitulatif", 0, {"date": _day(rng), "lignes": lines, "etapes": [step]}))


def _revisit(place: Workplace, rng: random.Random, clock: _Clock) -> None:
    """Weeks later, an interview is taken up again, or one of its situations followed up."""
    assert place.base is not None
    if rng.random() > 0.3:
        return
    chosen = rng.choice(place.base.recent(20) or [None])
    if chosen is None:
        return
    clock.later(rng.randrange(20 * _DAY))
    held = Conversation.resume(place, chosen.interview)
    if held.interview.closed:
        if held.core_complete(1):
            _follow(held, rng)
        if rng.random() < 0.3:
            held.follow(FollowUp("requalification", 1, chosen.reference))
    else:
        _answer(held, rng, stop=0.2)


_FOLLOWS: tuple[Callable[[random.Random], FollowUp], ...] = (
    lambda rng: FollowUp("action", 1, {"code": "courrier", "date": _day(rng), "minutes": rng.randrange(90)}),
    lambda rng: FollowUp("fait", 1, {**_step(rng), "preuve": rng.choice((None, True, False))}),
    lambda rng: FollowUp(
        "suite",
        1,
        {
            "code": rng.choice(OUTCOMES),
            "date": _day(rng),
            "recupere": rng.choice((None, rng.randrange(500_000))),
            "utile": rng.choice(USEFUL),
        },
    ),
    lambda rng: FollowUp(
        "sortie", 1, {"malgre": rng.choice(("", "", "danger")), "motif": "Elle est injoignable."}
    ),
    lambda rng: FollowUp("rappel", 1, rng.choice((None, ("2026-09-01", "2026-09-18")))),
)


def _drawn(held: Conversation, question: Question, rng: random.Random) -> Any:
    if accepts_unknown(question) and rng.random() < 0.08:
        return UNKNOWN
    catalogue = held.flow.catalogue
    codes = list(catalogue.codes(question.catalogue)) if question.catalogue else list(question.codes)
    if question.kind in ("choix", "catalogue"):
        return rng.choice(codes)
    if question.multiple:
        listed = [each for each in codes if each != NOT_ESTABLISHED]
        return rng.sample(listed, min(len(listed), rng.randrange(1, 4)))
    if question.kind == "lien":
        return "aucune"
    return _OF_KIND[question.kind](question, rng)


_OF_KIND: dict[str, Callable[[Question, random.Random], Any]] = {
    "entier": lambda question, rng: str(rng.randint(question.minimum, min(question.maximum, 120))),
    "montant": lambda _, rng: f"{rng.randrange(5000)},{rng.randrange(100):02d}",
    "mois": lambda _, rng: f"{rng.randrange(2023, 2026)}-{rng.randrange(1, 13):02d}",
    "date": lambda _, rng: f"2026-0{rng.randrange(1, 3)}-{rng.randrange(1, 28):02d}",
    "texte": lambda _, rng: _text(rng),
    "menage": lambda _, rng: "0123-45Z",
    "lignes": lambda _, rng: [_step(rng) for _ in range(rng.randrange(1, 4))],
}


def _step(rng: random.Random) -> dict[str, Any]:
    step: dict[str, Any] = {"date": _day(rng), "fait": _text(rng)}
    if rng.random() < 0.7:
        step |= {"acteur": rng.choice(_PEOPLE), "canal": rng.choice(_CHANNELS)}
    if rng.random() < 0.5:
        step["preuve"] = rng.choice(("oui", "non"))
    if rng.random() < 0.6:
        step["evenement"] = rng.choice(EVENTS)
    return step


def _day(rng: random.Random) -> str:
    return f"2025-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"


def _text(rng: random.Random) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(rng.randrange(2, 12))).capitalize() + "."


def contents(base: Base) -> dict[str, list[tuple[Any, ...]]]:
    """Every projection, row by row, each known by what names it rather than by its place in the file."""
    read = base.connection.execute
    interviews = dict(read("SELECT row, reference FROM interview"))
    situations = dict(read("SELECT row, reference FROM situation"))
    found: dict[str, list[tuple[Any, ...]]] = {}
    for (name,) in read(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%situation%' "
        "AND name NOT IN ('journal', 'erasure') OR name IN ('household', 'interview') ORDER BY name"
    ).fetchall():
        columns = [each[1] for each in read(f"PRAGMA table_info({name})")]
        rows = []
        for row in read(f"SELECT * FROM {name}"):
            named = dict(zip(columns, row, strict=True))
            named.pop("row", None)
            if "situation" in named:
                named["situation"] = situations[named["situation"]]
            if "interview" in named:
                named["interview"] = interviews[named["interview"]]
            rows.append(tuple(named.values()))
        found[name] = sorted(rows, key=repr)
    found["search"] = sorted(
        (situations.get(row), text) for row, text in read("SELECT rowid, text FROM search")
    )
    return found
