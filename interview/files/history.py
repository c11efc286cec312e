"""Who changed what, when, from what to what, why: read from the journal, where nothing is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from flows.flow import Flow
from interview.conversation import Workplace
from interview.engine import Decision
from interview.engine.imported import answers_in, imported_in
from interview.files.known_flows import KnownFlows
from interview.files.phrases import finding_in_words, time_of_instant
from interview.follow_words import DESPITE_LABELS, departure_words, record_in_words
from interview.following import as_record
from interview.guarding import FIELD_NAMES
from interview.passages import LABELS
from interview.wording import joined, link_in_words, value_in_words
from store import Entry
from templates.typography import day, french


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One change, in words.

    Attributes:
        entry: the journal entry it is.
        at: when, in milliseconds since 1970 UTC; ``when``: the same, in words.
        who: code of the agent, possibly empty.
        rank: the situation it is about, 0 for the whole interview.
        what: what was changed (« Demande »), or what was done.
        before, after: from what to what; both empty where there is only what was done.
        why: the reason that was given, "" if none.
        branch: 0, or the number of the computer's line of work when the same interview went on in two
            bases that were brought together: those of other numbers were done without knowing of it.
    """

    entry: UUID
    at: int
    when: str
    who: str
    rank: int
    what: str
    before: str = ""
    after: str = ""
    why: str = ""
    branch: int = 0

    @property
    def sentence(self) -> str:
        """« Demande : Non → Oui, déposée »."""
        if self.before:
            return french(f"{self.what} : {self.before} → {self.after}")
        return french(f"{self.what} : {self.after}" if self.after else self.what)


class _Told(msgspec.Struct, frozen=True):
    """What one entry changed: what, from what, to what, why."""

    what: str
    before: str = ""
    after: str = ""
    why: str = ""


def history(
    place: Workplace, interview: UUID, rank: int = 0, *, newest_first: bool = False
) -> tuple[Change, ...]:
    """Every change of an interview, or of one of its situations when *rank* is given.

    Moving about in the questions changes nothing and is left out. What concerns the whole interview is
    there whatever the rank.

    Raises:
        StoreError: the base cannot be read.
    """
    base = place.base
    if base is None:
        return ()
    entries = base.entries(interview)
    branches = base.branches(interview)
    reader = _Reader(KnownFlows(place), entries)
    changes: list[Change] = []
    for entry in entries:
        told = reader.told(entry)
        if told is None or (rank and entry.situation not in (0, rank)):
            continue
        changes.append(
            Change(
                entry=entry.id,
                at=entry.at,
                when=time_of_instant(entry.at),
                who=entry.author,
                rank=entry.situation,
                what=french(told.what),
                before=french(told.before),
                after=french(told.after),
                why=french(told.why),
                branch=branches.get(entry.id, 0),
            )
        )
    return tuple(reversed(changes)) if newest_first else tuple(changes)


class _Reader:
    """Reads the journal in order, remembering what stood before each entry."""

    def __init__(self, flows: KnownFlows, entries: Sequence[Entry]) -> None:
        self._flows = flows
        self._by_id = {each.id: each for each in entries}
        self._answers: dict[tuple[int, str], str] = {}
        self._decisions: dict[int, str] = {}
        self._reminders: dict[int, str] = {}

    def told(self, entry: Entry) -> _Told | None:
        """What the entry changed; None for a move that changes nothing."""
        reads = _READS.get(entry.kind)
        return reads(self, entry, self._flows.at(entry.flow)) if reads else _Told(entry.kind)

    def _opening(self, entry: Entry, _: Flow) -> _Told:
        value = entry.value
        household = value["menage"] if isinstance(value, Mapping) else value
        return _Told("Entretien ouvert", after=f"ménage {household}" if household else "")

    def _answer(self, entry: Entry, flow: Flow) -> _Told | None:
        asked = flow.questions.get(entry.question)
        shared = asked is not None and asked.scope == "entretien"
        key = (0 if shared else entry.situation, entry.question)
        value = tuple(entry.value) if isinstance(entry.value, list) else entry.value
        after = _value(flow, entry.question, value)
        before = self._answers.get(key, "")
        self._answers[key] = after
        if before == after or (not before and value is None):
            return None
        return _Told(asked.short if asked else entry.question, before, after)

    def _situation(self, entry: Entry, _: Flow) -> _Told:
        cause = entry.value
        why = f"causée par {_lower(link_in_words(cause))}" if cause not in (None, "", "aucune") else ""
        return _Told(f"Situation n° {entry.situation} ajoutée", after=why)

    def _withdrawal(self, entry: Entry, _: Flow) -> _Told:
        return _Told(f"Situation n° {entry.situation}, encore vide, retirée")

    def _decision(self, entry: Entry, flow: Flow) -> _Told:
        made = msgspec.convert(entry.value, Decision) if entry.value is not None else None
        after = "comme il est proposé"
        if made is not None:
            after = finding_in_words(flow, made.forms, made.certainty, complete=True)
        before = self._decisions.get(entry.situation, "")
        self._decisions[entry.situation] = after
        return _Told("Décision de l’agent", before, after, made.reason if made else "")

    def _imported(self, entry: Entry, flow: Flow) -> _Told:
        said = imported_in(entry.value)
        for question, value in answers_in(entry.value).items():
            asked = flow.questions.get(question)
            rank = 0 if asked is not None and asked.scope == "entretien" else entry.situation
            self._answers[rank, question] = _value(flow, question, value)
        found = finding_in_words(flow, said.forms, said.certainty, complete=True)
        on = f"le {day(entry.value['le'])}, " if entry.value.get("le") else ""
        return _Told("Qualifiée hors de Repère, reprise d’une grille", after=f"{on}{_lower(found)}")

    def _closing(self, entry: Entry, _: Flow) -> _Told:
        return _Told("Entretien abandonné" if entry.value == "abandonne" else "Entretien terminé")

    def _reopening(self, _: Entry, __: Flow) -> _Told:
        return _Told("Entretien rouvert")

    def _resumption(self, _: Entry, flow: Flow) -> _Told:
        return _Told(
            "Entretien repris sous un parcours modifié",
            after=f"version {flow.version} ; les réponses qui n’y ont plus de sens ne comptent plus",
        )

    def _followed(self, entry: Entry, flow: Flow) -> _Told:
        title = {"action": "Action du service", "fait": "Étape ajoutée", "suite": "Suite"}[entry.kind]
        return _Told(title, after=record_in_words(flow, as_record(entry)).removesuffix("."))

    def _reminder(self, entry: Entry, _: Flow) -> _Told | None:
        after = "aucun"
        if entry.value is not None:
            after = f"à partir du {day(entry.value[0])}, en retard le {day(entry.value[1])}"
        before = self._reminders.get(entry.situation, "")
        self._reminders[entry.situation] = after
        return None if before == after else _Told("Rappel", before, after)

    def _cancellation(self, entry: Entry, flow: Flow) -> _Told:
        wrong = self._by_id.get(UUID(entry.value["entree"]))
        named = self._of_cancelled(wrong, flow) if wrong is not None else ""
        return _Told("Annulé", after=named, why=str(entry.value.get("motif") or ""))

    def _of_cancelled(self, wrong: Entry, flow: Flow) -> str:
        if wrong.kind in ("action", "fait", "suite"):
            return record_in_words(flow, as_record(wrong)).removesuffix(".")
        return wrong.kind

    def _requalification(self, entry: Entry, _: Flow) -> _Told:
        return _Told("Requalifie une situation plus ancienne", after=str(entry.value))

    def _recap(self, entry: Entry, _: Flow) -> _Told:
        from interview.recap.model import in_words, recap_of

        said = " ; ".join(each.removesuffix(".") for each in in_words(recap_of(entry.value)))
        return _Told("Récapitulatif préparé pour la personne", after=said)

    def _departure(self, entry: Entry, _: Flow) -> _Told:
        despite = str(entry.value.get("malgre") or "")
        return _Told(
            departure_words(despite), after=DESPITE_LABELS.get(despite, ""), why=entry.value["motif"]
        )

    def _override(self, entry: Entry, flow: Flow) -> _Told:
        field = str(entry.value.get("champ") or "")
        asked = flow.questions.get(field)
        label = asked.short if asked else FIELD_NAMES.get(field, field)
        found = joined(LABELS.get(each, str(each)) for each in entry.value.get("motifs") or ())
        return _Told(
            "Texte gardé malgré l’alerte sur l’identité", after=f"{label} ({found})" if found else label
        )

    def _move(self, _: Entry, __: Flow) -> None:
        return None


_READS: dict[str, Callable[[_Reader, Entry, Flow], _Told | None]] = {
    "ouverture": _Reader._opening,
    "reponse": _Reader._answer,
    "retour": _Reader._move,
    "situation": _Reader._situation,
    "retrait": _Reader._withdrawal,
    "decision": _Reader._decision,
    "grille": _Reader._imported,
    "cloture": _Reader._closing,
    "reouverture": _Reader._reopening,
    "reprise": _Reader._resumption,
    "action": _Reader._followed,
    "fait": _Reader._followed,
    "suite": _Reader._followed,
    "rappel": _Reader._reminder,
    "annulation": _Reader._cancellation,
    "requalification": _Reader._requalification,
    "derogation": _Reader._override,
    "recapitulatif": _Reader._recap,
    "sortie": _Reader._departure,
}


def _value(flow: Flow, question: str, value: Any) -> str:
    """The answer in words; rows and texts are told whole, so that what changed in them shows."""
    asked = flow.questions.get(question)
    if asked is None or value is None:
        return "passée" if value is None else str(value)
    if asked.kind == "lignes":
        return " ; ".join(_row(each) for each in value) or "aucune ligne"
    if asked.kind in ("texte", "menage"):
        return french(str(value))
    return value_in_words(flow, asked, value)


def _row(row: Mapping[str, str]) -> str:
    parts = [day(row.get("date", "")), row.get("acteur", ""), row.get("canal", ""), row.get("fait", "")]
    return ", ".join(each for each in parts if each).removesuffix(".")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
