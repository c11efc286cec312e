"""Composing a récapitulatif, and keeping it: what is written is read by the guard before it is kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

import msgspec

from interview.conversation import Conversation
from interview.engine.values import day_of
from interview.follow_up.requests import FollowError, FollowFault
from interview.follow_up.service import Guarded
from interview.following import FollowUp
from interview.guarding import RECAP, Caution, cautioned, keep_anyway
from interview.recap import words
from interview.recap.model import FRAME, KIND, Line, NextStep, Recap, guarded_of, recap_of, value_of
from interview.recap.phone import service_number
from interview.recap.proposing import TITLES, Part, Proposal, proposals
from templates.typography import french
from templates.typography import when as written_date

LONGEST_WHAT, LONGEST_CELL, MOST_STEPS = 200, 80, 12
_BY_PREFIX: tuple[Part, ...] = ("sujet", "fait", "etat")
_NO_YEAR = re.compile(r"(?:le )?\d{1,2}(?:er)?(?:\s*[/.-]\s*\d{1,2}| [^\W\d]{3,})", re.IGNORECASE)
_FIELDS = {"quoi": "Quoi", "qui": "Qui", "quand": "Pour quand"}


def kept(held: Conversation) -> Recap | None:
    """The récapitulatif that stands, None while there is none."""
    return recap_of(held.followed.recap) if held.followed.recap is not None else None


def begun(held: Conversation) -> Recap:
    """What one begins with: the one that stands, else the frame alone."""
    recap = kept(held)
    if recap is not None:
        return recap
    frame = [each for each in proposals(held) if each.code in FRAME]
    lines = tuple(Line(each.code, each.text) for each in frame)
    return Recap(held.workplace.today().isoformat(), lines)


def offered(held: Conversation, recap: Recap, ranks: Sequence[int] = ()) -> tuple[Proposal, ...]:
    """What may be ticked now, and what is ticked already, in reading order.

    A step that the agent has rewritten is offered as rewritten; a ticked sentence that the answers no longer
    give stays there, to be taken off or left.
    """
    found = {each.code: each for each in proposals(held, ranks)}
    every = {each.code: each for each in proposals(held)}
    for line in recap.lines:
        if line.code not in found:
            part = every[line.code].part if line.code in every else _part(line.code)
            found[line.code] = Proposal(code=line.code, part=part, text=line.text)
    for step in recap.steps:
        known = found.get(step.code) or every.get(step.code)
        found[step.code] = _of_step(step, known.caution if known is not None else "")
    order = list(TITLES)
    return tuple(sorted(found.values(), key=lambda each: order.index(each.part)))


def ticked(recap: Recap, proposal: Proposal) -> Recap:
    """*recap* with that line on it."""
    if recap.has(proposal.code):
        return recap
    if proposal.step is not None:
        return with_step(recap, proposal.step)
    return msgspec.structs.replace(recap, lines=(*recap.lines, Line(proposal.code, proposal.text)))


def without(recap: Recap, code: str) -> Recap:
    """*recap* without that line."""
    return msgspec.structs.replace(
        recap,
        lines=tuple(each for each in recap.lines if each.code != code),
        steps=tuple(each for each in recap.steps if each.code != code),
    )


def with_step(recap: Recap, step: NextStep) -> Recap:
    """*recap* with that step, in the place of the one of the same code; a step without a code is given one.

    Raises:
        FollowError: there would be too many for one page.
    """
    if not step.code:
        taken = {each.code for each in recap.steps}
        number = next(each for each in range(1, MOST_STEPS + 2) if f"etape-{each}" not in taken)
        step = msgspec.structs.replace(step, code=f"etape-{number}")
    if recap.has(step.code):
        steps = tuple(step if each.code == step.code else each for each in recap.steps)
    else:
        steps = (*recap.steps, step)
    if len(steps) > MOST_STEPS:
        raise FollowError(
            FollowFault("quoi", f"Pas plus de {MOST_STEPS} étapes : la feuille tient sur une page.")
        )
    return msgspec.structs.replace(recap, steps=steps)


def read_step(held: Conversation, cells: Mapping[str, str], code: str = "") -> NextStep:
    """A step as it was typed: « quoi », and if they are known « qui », « quand », « numero ».

    ``qui``: « vous » or « v », « nous » or « n », an organism by its code or sigle, or a few words.
    ``quand``: a date as people write it, or a few words.

    Raises:
        FollowError: everything that is wrong with it, at once.
    """
    typed = {name: french(" ".join(str(text).split())) for name, text in cells.items() if text}
    faults = [*_too_long(typed)]
    if not typed.get("quoi"):
        faults.append(FollowFault("quoi", "Dites en quelques mots ce qu’il y a à faire."))
    when = typed.get("quand", "")
    date = _coming(when, held.workplace.today())
    if date and date < held.workplace.today().isoformat()[: len(date)]:
        faults.append(FollowFault("quand", french(f"Cette date est passée : {when}.")))
    if "/" in when and not date:
        faults.append(FollowFault("quand", french(f"Ce jour n’existe pas : {when}. Par exemple 15/04.")))
    number = service_number(typed["numero"]) if typed.get("numero") else ""
    if number is None:
        faults.append(
            FollowFault(
                "numero", french("Écrivez un numéro de téléphone : 04 76 00 00 00, 3646… Rien d’autre.")
            )
        )
    if faults:
        raise FollowError(*faults)
    return NextStep(
        code=code,
        what=_inside(typed["quoi"]),
        who=_who(held, typed.get("qui", "")),
        when=_said(when, date),
        phone=number or "",
    )


def watch(held: Conversation, step: NextStep, excused: Caution | None = None) -> None:
    """Let the guard read one step. Raises Guarded for what may name somebody and is not in *excused*."""
    caution = cautioned(held, step.guarded, RECAP)
    if caution is not None and not _covered(caution, excused):
        raise Guarded(caution)


def keep(held: Conversation, recap: Recap, excused: Caution | None = None) -> Recap:
    """Keep it in the journal, dated today; the same as the one that stands is not kept twice.

    Args:
        excused: what may name somebody in it and is left on purpose.

    Raises:
        Guarded: a step may name somebody, and nobody said to keep it.
        StoreError: the base refuses; what was kept before stands.
    """
    before = kept(held)
    if before is not None and (before.lines, before.steps) == (recap.lines, recap.steps):
        return before
    caution = cautioned(held, guarded_of(recap), RECAP)
    if caution is not None and not _covered(caution, excused):
        raise Guarded(caution)
    recap = msgspec.structs.replace(recap, date=held.workplace.today().isoformat())
    held.follow(FollowUp(KIND, 0, value_of(recap)))
    if held.workplace.base is not None:
        held.excused = None
    if caution is not None:
        keep_anyway(held, caution)
    return recap


# ── inside ───────────────────────────────────────────────────────────────────────────────────────


def _covered(caution: Caution, excused: Caution | None) -> bool:
    wanted = {(each.kind, each.text) for each in excused.passages} if excused else set()
    return all((each.kind, each.text) in wanted for each in caution.passages)


def _of_step(step: NextStep, caution: str) -> Proposal:
    from interview.recap.model import step_in_words

    return Proposal(code=step.code, part="suite", text=step_in_words(step), step=step, caution=caution)


def _part(code: str) -> Part:
    return next((part for part in _BY_PREFIX if code.startswith(part)), "joindre")


def _coming(typed: str, today: datetime.date) -> str:
    """The ISO date that was typed, that of the coming one where it has no year; "" for other words."""
    if not re.search(r"\d", typed):
        return ""
    typed = re.sub("^avant ", "", typed, flags=re.IGNORECASE)
    if not _NO_YEAR.fullmatch(typed):
        return day_of(typed) or ""
    this, following = (day_of(f"{typed} {year}") or "" for year in (today.year, today.year + 1))
    return this if this >= today.isoformat() else following


def _said(typed: str, date: str) -> str:
    """What the journal keeps of « pour quand »: « avant » stays said."""
    before = date and typed.casefold().startswith("avant")
    return french(f"avant {written_date(date)}") if before else date or typed


def _too_long(typed: Mapping[str, str]) -> list[FollowFault]:
    most = {"quoi": LONGEST_WHAT, "qui": LONGEST_CELL, "quand": LONGEST_CELL}
    return [
        FollowFault(name, french(f"{_FIELDS[name]} : {most[name]} signes au plus, pour tenir sur une page."))
        for name, text in typed.items()
        if name in most and len(text) > most[name]
    ]


def _who(held: Conversation, typed: str) -> str:
    """Who does it, in words: what was typed, unless it is short for somebody known."""
    short = typed.casefold().strip(" .")
    if short in ("v", "vous", "la personne"):
        return words.YOU
    if short in ("n", "nous", "le service", "notre service"):
        return words.WE
    for each in held.flow.catalogue.organisms.values() if short else ():
        if each.code != "autre" and short in (
            each.code,
            each.acronym.casefold(),
            each.label.casefold(),
            each.named.casefold(),
        ):
            return french(each.named)
    return typed


def _inside(text: str) -> str:
    """Without the final stop that the sheet adds; a capital is lowered unless it begins a sigle."""
    text = text.rstrip(" .")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
