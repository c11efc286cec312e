"""Readers that look something up: the catalogue, the households, the situations of a household."""

from __future__ import annotations

from flows.catalogue import Benefit, Match, Organism
from interview.engine import NO_LINK
from interview.line.asking import ANSWER, Asking, Raw, Reply
from interview.line.matching import Numbered, Refusal, means_unknown, one, several
from interview.views import Prompt, object_of
from interview.wording import capital
from store import Base, SituationSummary, StoreError
from templates.typography import french

WHOLE_LIST = "*"
FOUND = 8

Found = Match[Benefit] | Match[Organism]


def read_catalogue(asking: Asking, prompt: Prompt) -> Raw | Reply:
    """One entry of the catalogue: words are typed, what answers is numbered, a number chooses."""
    found: list[Numbered] = []
    while True:
        text = asking.line(ANSWER)
        if not text and found:
            return found[0].code
        if not text:
            reply = asking.empty(prompt)
            if reply is not None:
                return reply
        elif means_unknown(text, prompt.unknown):
            return prompt.unknown_value
        else:
            code = _code(asking, prompt, text, found)
            if code:
                return code


def read_organisms(asking: Asking, prompt: Prompt) -> Raw | Reply:
    """Several entries: each is looked up in turn, an empty line ends."""
    chosen: list[str] = []
    found: list[Numbered] = []
    while True:
        text = asking.line(ANSWER)
        if not text and chosen and not found:
            return chosen
        if not text and found:
            codes = [found[0].code]
        elif not text:
            reply = asking.empty(prompt)
            if reply is not None:
                return reply
            continue
        elif means_unknown(text, prompt.unknown) and not chosen:
            return prompt.unknown_value
        else:
            codes = _codes(asking, prompt, text, found)
        if codes:
            chosen += [each for each in codes if each not in chosen]
            found.clear()
            named = [asking.conversation.flow.label(prompt.question, each) for each in chosen]
            asking.console.say(french(f"Choisi : {' ; '.join(named)}. Un autre ? Entrée pour finir."))


def _codes(asking: Asking, prompt: Prompt, text: str, found: list[Numbered]) -> list[str]:
    """Codes meant by numbers of the list shown, or by names separated by commas."""
    if found and text.replace(",", " ").replace(" ", "").isdecimal():
        try:
            return several(text, found)
        except Refusal as refusal:
            asking.console.say(str(refusal))
            return []
    parts = [part.strip() for part in text.split(",") if part.strip()]
    known = asking.conversation.flow.catalogue.codes(prompt.catalogue)
    if len(parts) > 1 and all(part.casefold() in known for part in parts):
        return [part.casefold() for part in parts]
    code = _code(asking, prompt, text, found)
    return [code] if code else []


def _code(asking: Asking, prompt: Prompt, text: str, found: list[Numbered]) -> str:
    """The code meant, or "" once what answers has been listed in *found* and told."""
    if text.casefold() in asking.conversation.flow.catalogue.codes(prompt.catalogue):
        return text.casefold()
    if found and text.isdecimal():
        try:
            return one(text, found)
        except Refusal as refusal:
            asking.console.say(str(refusal))
            return ""
    matches = _matches(asking, prompt, text)
    found[:] = [Numbered(each.entry.code, french(each.entry.title)) for each in matches]
    _tell_matches(asking, matches, text)
    return ""


def _matches(asking: Asking, prompt: Prompt, text: str) -> list[Found]:
    catalogue = asking.conversation.flow.catalogue
    query, limit = ("", 1_000) if text == WHOLE_LIST else (text[:100], FOUND)
    if prompt.catalogue == "prestations":
        return [*catalogue.search_benefits(query, limit)]
    return [*catalogue.search_organisms(query, limit)]


def _tell_matches(asking: Asking, matches: list[Found], text: str) -> None:
    console = asking.console
    if not matches:
        console.say(
            french(
                f"Rien ne répond à « {text[:40]} ». Essayez un autre mot, un sigle, ou « * » pour la liste."
            )
        )
        return
    for rank, match in enumerate(matches, 1):
        told = f" — {match.said}" if match.said else ""
        note = f". {match.note}" if match.note else ""
        console.item(french(f"{capital(match.entry.title)}{told}{note}"), f"{rank}.")
    if len(matches) == 1:
        console.say("Entrée pour choisir cette réponse, ou tapez un autre mot.")
    else:
        console.say("Le numéro pour choisir, Entrée pour la première, ou un autre mot.")


def read_household(asking: Asking, prompt: Prompt) -> Raw | Reply:
    """The new pseudonym, accepted by an empty line, or one already known, even half typed."""
    base = asking.conversation.workplace.base
    found: list[Numbered] = []
    while True:
        text = asking.line(french("Numéro de ménage : "))
        if not text:
            reply = asking.empty(prompt)
            if reply is not None:
                return reply
        elif found and text.isdecimal() and len(text) < 3:
            try:
                return one(text, found)
            except Refusal as refusal:
                asking.console.say(str(refusal))
        else:
            plain = "".join(each for each in text.upper() if each.isalnum())
            if base is None or len(plain) >= 7:
                return text
            found = _households(asking, base, plain)


def _households(asking: Asking, base: Base, plain: str) -> list[Numbered]:
    """Known households whose number begins so, told and numbered."""
    beginning = plain if len(plain) <= 4 else f"{plain[:4]}-{plain[4:]}"
    try:
        found = base.households(beginning, 9)
    except StoreError as error:
        asking.console.say(french(f"{error.what} {error.do}"))
        return []
    if not found:
        asking.console.say(french(f"Aucun ménage connu ne commence par « {beginning} »."))
    for rank, each in enumerate(found, 1):
        size = f", {each.size} personnes" if each.size and each.size > 1 else ""
        plural = "s" if each.situations > 1 else ""
        asking.console.item(french(f"{each.id}{size}, {each.situations} situation{plural}"), f"{rank}.")
    return [Numbered(each.id, each.id) for each in found]


def read_link(asking: Asking, prompt: Prompt) -> Raw | Reply:
    """An earlier situation of the household, or none."""
    choices = links(asking)
    while True:
        text = asking.line(ANSWER)
        if not text:
            reply = asking.empty(prompt)
            if reply is not None:
                return reply
        else:
            try:
                return one(text, choices)
            except Refusal as refusal:
                asking.console.say(str(refusal))


def links(asking: Asking) -> list[Numbered]:
    """What the situation may come from: nothing, or an earlier situation of the household."""
    conversation = asking.conversation
    interview, base = conversation.interview, conversation.workplace.base
    here = [
        Numbered(str(each.rank), f"{capital(object_of(interview, each.rank))} (cet entretien)")
        for each in interview.situations
        if each.rank < interview.active
    ]
    try:
        kept = base.situations_of(interview.household) if base else []
    except StoreError as error:
        asking.console.say(french(f"{error.what} {error.do}"))
        kept = []
    others = [each for each in kept if each.interview != conversation.heading.id]
    known = [Numbered(each.reference, _named(asking, each)) for each in others]
    return [Numbered(NO_LINK, "Aucune"), *here, *known]


def _named(asking: Asking, situation: SituationSummary) -> str:
    flow = asking.conversation.flow
    for question, code in (("prestation", situation.prestation), ("domaine", situation.domaine)):
        if code and question in flow.questions:
            return f"{capital(flow.label(question, code))} ({situation.reference})"
    return situation.reference
