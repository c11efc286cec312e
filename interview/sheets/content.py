"""From an interview to the context of its fiche mémoire. Words only: the sheet looks nothing up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from flows.flow import Flow
from flows.grammar import UNKNOWN
from interview.agreement import ASKED, agreement_of
from interview.engine import knowledge
from interview.fictional_banner import banner_of
from interview.follow_words import (
    OUTCOME_LABELS,
    action_label,
    departure_reason,
    departure_words,
    proof_apart,
    useful_in_words,
)
from interview.following import outcome
from interview.requalification import requalified_by
from interview.sheets.gate import gate_of
from interview.sheets.ways import ways_of
from interview.views import Verdict, object_of
from interview.wording import YES_NO, capital, certainty_label, proof_held, value_in_words
from templates import (
    Accord,
    Action,
    Certitude,
    Consequences,
    Decision,
    Etape,
    FicheContext,
    Forme,
    Sortie,
    Suite,
    Suivi,
    Trait,
)

if TYPE_CHECKING:
    from interview.conversation import Conversation
    from store import FollowUpRecord

    Since: TypeAlias = Sequence[FollowUpRecord]

MAX_ELSEWHERE = 2
"""A reader of the sheet needs to know what it hinges on, not every way it could have gone."""

FILLED_BY: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("objet", "prestation", ("catalogue",)),
    ("objet", "domaine", ("choix",)),
    ("organismes", "organismes", ("catalogue_multiple",)),
    ("niveaux", "niveaux", ("choix_multiple",)),
    ("details", "details", ("choix_multiple",)),
    ("depuis", "depuis", ("mois", "date")),
    ("issue", "issue", ("choix",)),
    ("chronologie", "chronologie", ("lignes",)),
    ("taille_menage", "taille_menage", ("entier",)),
    ("personnes_concernees", "personnes_concernees", ("entier",)),
    ("manque_mensuel", "manque_mensuel", ("montant",)),
    ("manque_mois", "manque_mois", ("entier",)),
    ("recuperable", "recuperable", ("choix",)),
    ("asf_demandee", "asf_demandee", ("choix",)),
    ("asf_montant", "asf_montant", ("montant",)),
    ("causee_par", "causee_par", ("lien",)),
    ("actions", "actions", ("choix_multiple",)),
    ("minutes", "minutes", ("entier",)),
    ("demande_individuelle", "demande_individuelle", ("texte",)),
    ("proposition_institution", "proposition_institution", ("texte",)),
    ("accord", "accord", ("choix",)),
    ("accord_date", "accord_date", ("date",)),
    ("accord_portee", "accord_portee", ("texte",)),
    ("synthese", "synthese", ("texte",)),
)
"""Fields of the sheet, the question that fills each, and the kinds of answer it can hold."""


def sheet_of(held: Conversation, rank: int) -> FicheContext:
    """The sheet of situation *rank*, as of today, on two pages at most; `abrege` tells what that left out.

    Raises:
        NamesSomebody: one of its texts may name somebody, and nobody said to keep it.
    """
    from interview.sheets.fitting import fitted

    return fitted(whole_sheet_of(held, rank), held.workplace.settings.templates_folder)


def whole_sheet_of(held: Conversation, rank: int) -> FicheContext:
    """All that the sheet of situation *rank* could say, however long. Raises NamesSomebody."""
    from interview.guarding import refuse_names

    refuse_names(held, rank)
    flow, answers = held.flow, held.interview.answers(rank)
    verdict, since = held.verdict(rank), held.followed.records.get(rank, ())
    ways = ways_of(held, rank)
    organisms = _codes(answers, "organismes")
    benefit = flow.catalogue.benefit(answers.get("prestation") or "")
    supposed = not organisms and benefit is not None
    if supposed and benefit is not None:
        organisms = benefit.organisms[:1]
    return FicheContext(
        reference=held.situation_reference(rank),
        date=held.workplace.today(),
        fictive=banner_of(held.workplace.base),
        service=_service(held),
        objet=capital(object_of(held.interview, rank)),
        organismes=tuple(_organism(flow, code) for code in organisms),
        organisme_a_confirmer=supposed,
        certitude=Certitude(
            code=verdict.decided_certainty,
            libelle=_inside(certainty_label(flow, verdict.decided_certainty)),
            phrase="" if verdict.decided_otherwise else verdict.certainty_reason,
        ),
        formes=_forms(flow, verdict),
        aucun=_no_form(verdict),
        typologie=tuple(
            Trait(libelle=label, explication=_inside(meaning)) for label, meaning in verdict.typology
        ),
        decision=_decision(verdict),
        niveaux=_labels(flow, answers, "niveaux"),
        details=_labels(flow, answers, "details"),
        depuis=_known(answers, "depuis"),
        issue=_label(flow, answers, "issue"),
        a_verifier=verdict.to_check,
        autrement=verdict.elsewhere[:MAX_ELSEWHERE],
        chronologie=_chronology(answers, since),
        consequences=_consequences(held, rank, answers),
        actions=tuple(Action(libelle=label) for label in _labels(flow, answers, "actions")),
        suivis=_actions_since(flow, since),
        minutes=_minutes(answers, since),
        suite=_outcome(since),
        requalifie=held.followed.requalified.get(rank, ""),
        requalifiee_par=requalified_by(
            held.workplace.base, held.interview.household, held.situation_reference(rank)
        ),
        demande_individuelle=_known(answers, "demande_individuelle"),
        proposition_institution=_known(answers, "proposition_institution"),
        accord=_agreement(held, rank),
        sortie=_departure(held, rank),
        voies=ways.ways,
        rappel_voies=ways.reminder,
        synthese=_known(answers, "synthese"),
    )


def _service(held: Conversation) -> str:
    """The name of the service that held the interview, its code where the settings are of another."""
    settings = held.workplace.settings
    same = held.heading.service in ("", settings.service)
    return settings.service_name if same and settings.service_name else held.heading.service


def _forms(flow: Flow, verdict: Verdict) -> tuple[Forme, ...]:
    """The forms the agent kept: those proposed come with their grounds, the others by name."""
    proposed = {form.label: form for form in verdict.forms}
    definitions = {rule.label: rule.definition for rule in flow.file.rules.forms}
    kept: list[Forme] = []
    for label in verdict.decided:
        form = proposed.get(label)
        if form is None:
            kept.append(Forme(libelle=label, definition=_inside(definitions.get(label, ""))))
            continue
        kept.append(
            Forme(
                libelle=form.label,
                definition=_inside(form.definition),
                raisons=form.reasons,
                appuis=form.grounds,
                abandon=verdict.abandoned and form.code == "non_demande",
            )
        )
    return tuple(kept)


def _no_form(verdict: Verdict) -> str:
    if verdict.decided:
        return ""
    return verdict.no_form or "L’agent n’a retenu aucune forme de non-recours."


def _decision(verdict: Verdict) -> Decision | None:
    if not verdict.decided_otherwise:
        return None
    return Decision(
        proposees=tuple(form.label for form in verdict.forms),
        retenues=verdict.decided,
        raison=verdict.decision_reason,
    )


def _consequences(held: Conversation, rank: int, answers: Mapping[str, Any]) -> Consequences | None:
    interview = held.interview
    monthly, months = _number(answers, "manque_mensuel"), _number(answers, "manque_mois")
    total = monthly * months if monthly is not None and months is not None else None
    recoverable = answers.get("recuperable")
    caused = tuple(
        capital(object_of(interview, each.rank))
        for each in interview.situations
        if knowledge.cause_of(interview, each.rank) == rank
    )
    shared = {name: interview.household_answer(name) for name in ("taille_menage", "personnes_concernees")}
    found = Consequences(
        taille_menage=_number(shared, "taille_menage"),
        personnes_concernees=_number(shared, "personnes_concernees"),
        manque_mensuel=monthly,
        manque_mois=months,
        manque_total=total,
        recuperable=total if recoverable == "oui" else None,
        perdu=total if recoverable == "non" else None,
        recuperable_libelle="en partie récupérable" if recoverable == "partie" else "",
        asf_demandee=YES_NO.get(answers.get("asf_demandee")),
        asf_montant=_number(answers, "asf_montant"),
        droits_en_cascade=caused,
        causee_par=_cause(held, rank),
    )
    return found if found != Consequences() else None


def _cause(held: Conversation, rank: int) -> str:
    cause = knowledge.cause_of(held.interview, rank)
    if cause is None:
        return ""
    if isinstance(cause, int):
        return f"{object_of(held.interview, cause)} ({held.situation_reference(cause)})"
    return f"situation {cause}"


def _chronology(answers: Mapping[str, Any], since: Since) -> tuple[Etape, ...]:
    """What was said of it, and what happened since, as one story: by dates, as precise as they are known."""
    steps = [_step(row) for row in answers.get("chronologie") or ()]
    steps += [_step_since(each) for each in since if each.kind == "fait"]
    return tuple(sorted(steps, key=lambda step: step.date))


def _step_since(told: FollowUpRecord) -> Etape:
    fact, proof = proof_apart(told.fait)
    return Etape(
        date=told.date,
        acteur=told.acteur,
        canal=told.canal,
        fait=fact,
        preuve=told.preuve,
        preuve_texte=proof,
    )


def _actions_since(flow: Flow, since: Since) -> tuple[Suivi, ...]:
    done = sorted((each for each in since if each.kind == "action"), key=lambda each: each.date)
    return tuple(
        Suivi(libelle=action_label(flow, each.code), date=each.date, minutes=each.minutes) for each in done
    )


def _minutes(answers: Mapping[str, Any], since: Since) -> int | None:
    """All the time spent, None while none was ever recorded."""
    known = [each.minutes for each in since if each.minutes is not None]
    first = _number(answers, "minutes")
    known += [first] if first is not None else []
    return sum(known) if known else None


def _outcome(since: Since) -> Suite | None:
    last = outcome(since)
    if last is None:
        return None
    return Suite(
        libelle=OUTCOME_LABELS.get(last.code, last.code),
        date=last.date,
        recupere=last.recupere,
        utile=useful_in_words(last.utile),
    )


def _agreement(held: Conversation, rank: int) -> Accord | None:
    said = agreement_of(held.interview, rank)
    if not said.code:
        return None
    return Accord(libelle=_inside(held.flow.label(ASKED, said.code)), date=said.date, portee=said.scope)


def _departure(held: Conversation, rank: int) -> Sortie | None:
    """Why it leaves without her agreement; nothing once she has agreed, nor while it may not leave."""
    departure = gate_of(held, rank).departure
    if departure is None:
        return None
    return Sortie(libelle=departure_words(departure.despite), motif=departure_reason(departure))


def _step(row: Mapping[str, str]) -> Etape:
    proof = row.get("preuve", "")
    return Etape(
        date=row.get("date", ""),
        acteur=row.get("acteur", ""),
        canal=row.get("canal", ""),
        fait=row.get("fait", ""),
        preuve=proof_held(proof),
        preuve_texte="" if proof in YES_NO else proof,
    )


def _organism(flow: Flow, code: str) -> str:
    entry = flow.catalogue.organism(code)
    return capital(entry.title) if entry else code


def _label(flow: Flow, answers: Mapping[str, Any], question: str) -> str:
    value = answers.get(question)
    if value in (None, UNKNOWN):
        return ""
    return value_in_words(flow, flow.questions[question], value)


def _labels(flow: Flow, answers: Mapping[str, Any], question: str) -> tuple[str, ...]:
    return tuple(flow.label(question, code) for code in _codes(answers, question))


def _codes(answers: Mapping[str, Any], question: str) -> tuple[str, ...]:
    value = answers.get(question)
    return tuple(value) if isinstance(value, tuple | list) else ()


def _known(answers: Mapping[str, Any], question: str) -> str:
    value = answers.get(question)
    return value if isinstance(value, str) and value != UNKNOWN else ""


def _number(answers: Mapping[str, Any], question: str) -> int | None:
    value = answers.get(question)
    return value if isinstance(value, int) else None


def _inside(sentence: str) -> str:
    """A sentence as part of another: no capital, no final stop."""
    return sentence[:1].lower() + sentence[1:].removesuffix(".")
