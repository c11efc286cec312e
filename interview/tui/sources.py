"""What a search offers, in one shape: benefits, organisms, households, earlier situations."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from flows.catalogue import Benefit, Match, Organism
from flows.flow import Flow
from interview import wording
from interview.conversation import Conversation
from interview.engine import NO_LINK
from interview.views import Option, Prompt, object_of
from interview.wording import SKIPPED, link_in_words, value_in_words
from store import Base, HouseholdSummary
from templates.typography import french

SHOWN = 6
"""How many results a search shows: few enough to be read at a glance at 80×24."""
NEW_HOUSEHOLD = "Nouveau ménage"
NO_CAUSE = "Aucune : elle ne vient pas d’une autre"


class Candidate(msgspec.Struct, frozen=True):
    """One result. ``said`` tells what the name that was typed is today, or what is known of it."""

    value: str
    label: str
    said: str = ""


def catalogue_candidates(held: Conversation, kind: str, typed: str) -> list[Candidate]:
    """Benefits or organisms that answer what is typed, best first."""
    catalogue = held.flow.catalogue
    if kind == "prestations":
        return [_from_match(each) for each in catalogue.search_benefits(typed, SHOWN)]
    return [_from_match(each) for each in catalogue.search_organisms(typed, SHOWN)]


def household_candidates(held: Conversation, prompt: Prompt, typed: str) -> list[Candidate]:
    """The pseudonym proposed, then the known households whose name begins as typed."""
    proposed = str(prompt.value or prompt.proposed)
    if not typed.strip():
        return [Candidate(proposed, proposed, NEW_HOUSEHOLD if prompt.value is None else "")]
    return [each for each in known_households(held.workplace.base, typed) if each.value != proposed]


def known_households(base: Base | None, typed: str) -> list[Candidate]:
    """The households of the base whose name begins as typed, however it is spaced or cased."""
    plain = "".join(each for each in typed.upper() if each.isalnum())
    prefix = plain if len(plain) < 5 else f"{plain[:4]}-{plain[4:]}"
    return [household_candidate(each) for each in base.households(prefix, SHOWN)] if base else []


def household_candidate(household: HouseholdSummary) -> Candidate:
    """A known household: how many people and situations."""
    parts = [_counted(household.situations, "situation")]
    if household.size:
        parts.insert(0, _counted(household.size, "personne"))
    return Candidate(household.id, household.id, french(" · ".join(parts)))


def labels_of(held: Conversation, prompt: Prompt, codes: tuple[str, ...]) -> dict[str, str]:
    """The words for codes already taken."""
    return {code: capital(french(held.flow.label(prompt.question, code))) for code in codes}


def links_within(held: Conversation) -> list[Candidate]:
    """Situations of this interview that may have caused the current one."""
    return [
        Candidate(str(rank), object_of(held.interview, rank), held.situation_reference(rank))
        for rank in range(1, held.interview.active)
    ]


def links_of_the_base(held: Conversation) -> list[Candidate]:
    """Situations of the household kept by other interviews. Raises StoreError."""
    base = held.workplace.base
    known = base.situations_of(held.interview.household) if base else []
    return [
        Candidate(each.reference, object_in_words(held.flow, each.prestation, each.domaine), each.reference)
        for each in known
        if each.interview != held.heading.id
    ]


def link_options(causes: Iterable[Candidate]) -> tuple[Option, ...]:
    """« Aucune » first, then each possible cause."""
    none = Candidate(NO_LINK, NO_CAUSE)
    return tuple(
        Option(each.value, capital(french(each.label or each.said)), french(each.said), "", "")
        for each in (none, *causes)
    )


def object_in_words(flow: Flow, prestation: str | None, domaine: str | None) -> str:
    """The benefit or the domain, in words; "" while neither is known."""
    for question, code in (("prestation", prestation), ("domaine", domaine)):
        if code and question in flow.questions:
            return capital(french(flow.label(question, code)))
    return ""


def answer_in_words(held: Conversation, question: str) -> str:
    """What was answered to a question of the current situation, in words; "" when it was not."""
    interview = held.interview
    given = {**interview.shared, **interview.current.given}
    if question not in given:
        return ""
    asked = held.flow.questions[question]
    if asked.kind == "lien" and given[question] not in (None, NO_LINK):
        return link_in_words(given[question])
    return capital(value_in_words(held.flow, asked, given[question]))


def _from_match(match: Match[Benefit] | Match[Organism]) -> Candidate:
    said = " — ".join(each for each in (match.said, match.note) if each)
    return Candidate(match.entry.code, capital(french(match.entry.title)), french(said))


def capital(text: str) -> str:
    """*text* as it begins a line; « passée » is not an answer and stays small."""
    return text if text == SKIPPED else wording.capital(text)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"
