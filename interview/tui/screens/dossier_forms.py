"""The short forms of a dossier: its subject, a proposal, a line of the meeting, a promise."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from interview.dossier.service import LINES, Dossier
from interview.dossier.state import PROMISE_STATES
from interview.dossier.subject import Typed, as_typed, changed, check_typed
from interview.guarding import Caution
from interview.tui.screens.dossier_steps import MEETING, PROPOSAL, SUBJECT, rank_of
from interview.tui.screens.follow import FollowForm, Given, Step
from interview.tui.widgets.menu import option
from templates.typography import french

if TYPE_CHECKING:
    from flows.flow import Flow

HINTS = {
    "organism": "caf, CPAM, préfecture…",
    "benefit": "C2S, RSA, un ancien nom…",
    "domain": "santé, logement, numérique…",
    "since": "2026, 03/2026 ou 12/03/2026",
    "until": "2026, 03/2026 ou 12/03/2026",
    "service": "code du service",
    "territory": "code du territoire",
}
ALL = "tous"
USUAL = {"since": "sans limite", "until": "sans limite", "benefit": "toutes"}
HOW_LIST = french("Séparez par un point-virgule. ")
PROFESSIONAL = french("Une fonction, des coordonnées professionnelles seulement. ")
DATE_HINT = "12/08/2026 ou 08/2026"
KEPT = "Enregistré."


def typed_of(dossier: Dossier) -> dict[str, str]:
    """The subject as one would type it again."""
    about = dossier.state.subject
    days = {name: "/".join(reversed(getattr(about, name).split("-"))) for name in ("since", "until")}
    return {
        "organism": about.organism,
        "benefit": about.benefits[0] if len(about.benefits) == 1 else "",
        "domain": about.domain,
        "service": about.service,
        "territory": about.territory,
        **days,
    }


def new_form(flow: Flow, start: Typed, begin: Callable[[Typed], object]) -> FollowForm:
    """A new dossier: an organism, a benefit, a domain, and a period.

    Args:
        begin: called with what was typed; may raise FollowError.
    """
    asked = ("organism", "benefit", "domain", "since", "until")
    steps = tuple(_step(flow, each, getattr(start, each)) for each in asked)

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway, excused
        begin(Typed(service=start.service, territory=start.territory, **given))
        return KEPT

    return FollowForm("Un nouveau dossier d’interpellation", lambda _: steps, keep)


def subject_form(dossier: Dossier, field: str) -> FollowForm:
    """One line of the subject."""
    flow = dossier.place.machine.flow
    steps = (_step(flow, field, typed_of(dossier)[field]),)

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway, excused
        dossier.set_subject(changed(flow, dossier.state.subject, field, given[field]))
        return KEPT

    return FollowForm("De qui et de quoi parle ce dossier", lambda _: steps, keep)


def proposal_form(dossier: Dossier, place: int | None) -> FollowForm:
    """A proposal to word otherwise, or a new one."""
    start = "" if place is None else dossier.state.proposals[place].words
    steps = (Step(field="words", label="La proposition, en une phrase", start=start, hint="sans nom"),)

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway
        if place is None:
            dossier.add_proposal(given["words"], excused)
        else:
            dossier.reword(place, given["words"], excused)
        return KEPT

    return FollowForm("Ce qui l’éviterait", lambda _: steps, keep)


def join_form(dossier: Dossier, place: int) -> FollowForm:
    """Which other proposal says the same."""
    others = [
        option(f"{PROPOSAL}{rank}", each.words)
        for rank, each in enumerate(dossier.state.proposals)
        if rank != place
    ]
    steps = (Step(field="into", label="À quelle autre la joindre ?", options=tuple(others)),)

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway, excused
        dossier.merge(place, rank_of(given["into"]))
        return KEPT

    return FollowForm("Deux propositions qui disent la même chose", lambda _: steps, keep)


def meeting_form(dossier: Dossier, field: str) -> FollowForm:
    """One line of the meeting."""
    value = getattr(dossier.state.meeting, field)
    if field == "date":
        start, hint, how = "/".join(reversed(value.split("-"))), DATE_HINT, ""
    elif field in LINES:
        start, hint = " ; ".join(value), "un point ; un autre point"
        how = HOW_LIST + (PROFESSIONAL if field == "participants" else "")
    else:
        start, hint, how = value, "", PROFESSIONAL if field == "contact" else ""
    steps = (Step(field=field, label=MEETING[field], start=start, hint=hint, usual="rien", how=how),)

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway
        dossier.set_meeting(field, given[field], excused)
        return KEPT

    return FollowForm("La rencontre", lambda _: steps, keep)


def promise_form(dossier: Dossier) -> FollowForm:
    """What somebody said they would do."""
    steps = (
        Step(field="what", label="Qu’a-t-il été promis ?", hint="par une fonction, sans nom"),
        Step(field="due", label="Pour quand ?", hint=DATE_HINT, usual="sans date"),
    )

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway
        dossier.add_promise(given["what"], given["due"], excused)
        return KEPT

    return FollowForm("Un engagement", lambda _: steps, keep)


def promise_state_form(dossier: Dossier, place: int) -> FollowForm:
    """Where a promise stands."""
    promise = dossier.state.meeting.promises[place]
    options = tuple(option(code, label) for code, label in PROMISE_STATES.items())
    steps = (Step(field="state", label=promise.what, options=options, start=promise.state),)

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway, excused
        dossier.set_promise(place, given["state"])  # type: ignore[arg-type]
        return KEPT

    return FollowForm("Où en est cet engagement ?", lambda _: steps, keep)


def knowingly_form(dossier: Dossier, reference: str) -> FollowForm:
    """Why a situation is in although its only reasons are the person's own oversight."""
    steps = (
        Step(
            field="knowingly",
            label="Ses seules raisons tiennent à la personne. Pourquoi la mettre quand même ?",
            hint="en quelques mots, sans nom",
            how=french("Ce sera écrit dans le dossier. "),
        ),
    )

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway
        dossier.take(reference, given["knowingly"], excused)
        return KEPT

    return FollowForm("Mettre cette situation en connaissance de cause", lambda _: steps, keep)


def _step(flow: Flow, field: str, start: str) -> Step:
    return Step(
        field=field,
        label=SUBJECT[field],
        start=as_typed(flow, field, start),
        hint=HINTS[field],
        usual=USUAL.get(field, ALL),
        check=partial(check_typed, flow, field),
    )
