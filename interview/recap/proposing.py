"""What may be ticked: plain sentences drawn from the answers, each with a word of caution where it needs one.

Pure: an interview, its follow-up, the settings and the day. Nothing here is ticked but the frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import msgspec

from flows.catalogue_file import Organism
from flows.grammar import UNKNOWN
from interview.conversation import Conversation
from interview.following import outcome
from interview.recap import words
from interview.recap.acronyms import spelled_out
from interview.recap.model import NextStep, step_in_words
from interview.recap.phone import service_number
from interview.sheets.ways import ways_of
from interview.wording import capital
from templates.typography import day, french

Part: TypeAlias = Literal["cadre", "suite", "sujet", "fait", "etat", "joindre"]
TITLES: Mapping[Part, str] = {
    "suite": "La suite",
    "sujet": "De quoi nous avons parlé",
    "fait": "Ce que nous avons fait",
    "etat": "Où cela en est",
    "joindre": "Pour nous joindre",
    "cadre": "Date et lieu",
}


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One line that may be ticked.

    Attributes:
        text: the sentence as it will be read.
        step: what comes next, for those of the part « suite »; its words are those of ``text``.
        caution: what to think of before ticking it, "" when nothing.
    """

    code: str
    part: Part
    text: str
    step: NextStep | None = None
    caution: str = ""


def proposals(held: Conversation, ranks: Sequence[int] = ()) -> tuple[Proposal, ...]:
    """Everything that may be ticked for these situations, by default all of them, in reading order."""
    chosen = [each.rank for each in held.interview.situations if not ranks or each.rank in ranks]
    told = [each for rank in chosen for each in _Situation(held, rank, alone=len(chosen) == 1).told()]
    topics = [each for each in told if each.part == "sujet"]
    discreet = [Proposal(code="sujet-discret", part="sujet", text=words.DISCREET)] if topics else []
    listed = [*told, *_of_everybody(held), *discreet, *_reaching(held), *_frame(held)]
    order = list(TITLES)
    once = {(each.part, each.text): each for each in reversed(listed)}
    kept = [each for each in listed if once[each.part, each.text] is each]
    return tuple(sorted(kept, key=lambda each: order.index(each.part)))


def _frame(held: Conversation) -> Iterator[Proposal]:
    yield Proposal(code="date", part="cadre", text=capital(f"le {day(held.workplace.today())}"))
    yield Proposal(code="lieu", part="cadre", text="Dans notre service")


def _reaching(held: Conversation) -> Iterator[Proposal]:
    settings = held.workplace.settings
    if settings.service_name:
        yield Proposal(
            code="service", part="joindre", text=french(settings.service_name), caution=words.NAMES_US
        )
    if number := service_number(settings.service_phone):
        yield Proposal(code="telephone", part="joindre", text=number, caution=words.NAMES_US)
    yield Proposal(code="reference", part="joindre", text=held.reference, caution=words.LINKS_US)


def _of_everybody(held: Conversation) -> Iterator[Proposal]:
    """Two steps that serve whatever the situation."""
    yield _step("suite-courriers", words.YOU, words.KEEP_LETTERS)
    number = service_number(held.workplace.settings.service_phone) or ""
    yield _step("suite-reponse", words.YOU, words.TELL_US, phone=number)


class _Situation:
    """What may be said of one situation."""

    def __init__(self, held: Conversation, rank: int, *, alone: bool) -> None:
        self._held = held
        self._rank = rank
        self._alone = alone
        self._answers = held.interview.answers(rank)
        self._records = held.followed.records.get(rank, ())
        self._benefit = held.flow.catalogue.benefit(self._code("prestation"))
        self._organism = self._only_organism()

    def told(self) -> Iterator[Proposal]:
        """Every line of it."""
        yield from self._steps()
        if topic := self._topic():
            yield Proposal(code=f"sujet-{self._rank}", part="sujet", text=topic, caution=self._caution())
        yield from self._done()
        if state := self._state():
            caution = "" if self._alone else self._caution()
            yield Proposal(code=f"etat-{self._rank}", part="etat", text=state, caution=caution)

    # ── what was talked about ────────────────────────────────────────────────────────────────────

    def _named(self) -> str:
        """The object inside a sentence: « la complémentaire santé solidaire (C2S) », « vos papiers »."""
        if self._benefit is not None:
            named = spelled_out(self._held.flow.catalogue, self._benefit.named)
            return "une aide" if self._benefit.code == "autre" else named
        code = self._code("domaine")
        if not code:
            return ""
        return words.TOPICS.get(code) or self._held.flow.label("domaine", code).lower()

    def _topic(self) -> str:
        plain = words.PLAIN_BENEFITS.get(self._benefit.code, "") if self._benefit is not None else ""
        named = self._named()
        return french(f"{capital(named)}. {plain}".strip()) if named else ""

    def _caution(self, *, organism: bool = False) -> str:
        abouts = [
            words.SENSITIVE_BENEFITS.get(self._code("prestation"), ""),
            words.SENSITIVE_TOPICS.get(self._code("domaine"), ""),
        ]
        if organism:
            abouts = [words.SENSITIVE_ORGANISMS.get(self._organism.code, "") if self._organism else ""]
        about = next((each for each in abouts if each), "")
        return french(words.CAUTION.format(about=about)) if about else ""

    # ── what was done ────────────────────────────────────────────────────────────────────────────

    def _done(self) -> Iterator[Proposal]:
        """The actions of the interview, and those noted today."""
        today = self._held.workplace.today().isoformat()
        since = [each.code for each in self._records if each.kind == "action" and each.date == today]
        for code in dict.fromkeys((*self._codes("actions"), *since)):
            sentence = words.ACTIONS.get(code, words.ACTIONS["autre"])
            about = words.SENSITIVE_ACTIONS.get(code, "")
            caution = words.CAUTION.format(about=about) if about else ""
            caution = caution or (self._caution(organism=True) if "organism" in sentence else "")
            text = self._with_organism(sentence)
            yield Proposal(code=f"fait-{self._rank}-{code}", part="fait", text=text, caution=french(caution))

    def _state(self) -> str:
        last = outcome(self._records)
        sentence = words.STATES.get(last.code if last else self._code("issue"), "")
        if not sentence or self._alone:
            return french(sentence)
        return french(f"{capital(self._named())} : {sentence[:1].lower()}{sentence[1:]}")

    # ── what comes next ──────────────────────────────────────────────────────────────────────────

    def _steps(self) -> Iterator[Proposal]:
        rank, last = self._rank, outcome(self._records)
        if last is not None and last.code in ("droit_ouvert", "perdu"):
            return
        told = [
            ("demande", words.BY_REQUEST.get(self._code("demande"))),
            ("blocage", words.BY_BLOCKAGE.get(self._code("blocage"))),
            ("droit", words.CHECK_RIGHT if self._code("eligibilite") in ("probable", UNKNOWN) else None),
        ]
        if self._code("issue") in ("en_cours", UNKNOWN):
            for name, known in told:
                if known is not None:
                    yield self._own_step(name, known[0], known[1])
        yield from self._deadlines()
        asked = self._code("demande_individuelle")
        if asked and asked != UNKNOWN:
            said = asked[:1].lower() + asked[1:].rstrip(". ")
            what = words.ASK_FOR.format(to_organism=words.to(self._name()), text=said)
            cautions = (words.OWN_WORDS, self._caution(organism=True))
            caution = " ; ".join(each for each in cautions if each)
            yield _step(f"suite-{rank}-demande_ecrite", words.WE, what, caution=caution)
        reminder = self._held.followed.reminders.get(rank)
        if reminder is not None or self._code("issue") == "en_cours":
            coming = reminder is not None and reminder[0] >= self._held.workplace.today().isoformat()
            when = reminder[0] if reminder is not None and coming else ""
            yield _step(f"suite-{rank}-rappel", words.WE, words.FOLLOW_UP, when=when)

    def _deadlines(self) -> Iterator[Proposal]:
        """The next day to act by, and the day by which an answer is owed, where they are known to the day."""
        ahead = sorted(
            (each for each in ways_of(self._held, self._rank).deadlines if each.day and not each.passed),
            key=lambda each: each.day,
        )
        for to_act, name, (who, what), limit in (
            (True, "delai", words.ASK_AGAIN, words.AT_THE_LATEST),
            (False, "reponse_due", (self._name(), words.ANSWER_YOU), words.BEFORE),
        ):
            first = next((each for each in ahead if each.to_act is to_act), None)
            if first is not None:
                caution = "" if to_act else self._caution(organism=True)
                when = limit.format(day=day(first.day))
                yield _step(f"suite-{self._rank}-{name}", who, what, when=when, caution=caution)

    def _own_step(self, name: str, who: str, what: str) -> Proposal:
        caution = self._caution(organism=True) if "organism" in what else ""
        return _step(f"suite-{self._rank}-{name}", who, self._with_organism(what), caution=caution)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────

    def _with_organism(self, sentence: str) -> str:
        named = self._name()
        return french(sentence.format(organism=named, to_organism=words.to(named)))

    def _name(self) -> str:
        return self._organism.named if self._organism is not None else words.ANY_ORGANISM

    def _only_organism(self) -> Organism | None:
        """The organism when there is only one: « l’organisme » says nothing false of several."""
        codes = self._codes("organismes") or (self._benefit.organisms[:1] if self._benefit else ())
        found = self._held.flow.catalogue.organism(codes[0]) if len(codes) == 1 else None
        return found if found is not None and found.code != "autre" else None

    def _code(self, question: str) -> str:
        value: Any = self._answers.get(question)
        return value if isinstance(value, str) else ""

    def _codes(self, question: str) -> tuple[str, ...]:
        value: Any = self._answers.get(question)
        return tuple(value) if isinstance(value, list | tuple) else ()


def _step(code: str, who: str, what: str, *, when: str = "", phone: str = "", caution: str = "") -> Proposal:
    step = NextStep(code=code, what=french(what), who=who, when=when, phone=phone)
    return Proposal(
        code=code, part="suite", text=french(step_in_words(step)), step=step, caution=french(caution)
    )
