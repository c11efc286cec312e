"""The forms of the follow-up: an action, a step, what came of it, a reminder, a correction, a link."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flows.column_choices import proposed_choice
from flows.grammar import Column
from interview import follow_up as service
from interview.conversation import Conversation
from interview.follow_up import NO_REMINDER
from interview.follow_words import weekday
from interview.guarding import Caution
from interview.tui.screens.follow import FollowForm, Given, Step
from interview.tui.widgets.menu import option
from interview.wording import capital
from interview.working_days import after_working_days
from store import FollowUpRecord, SituationSummary
from templates.typography import count, french, stopped

TODAY = "aujourd’hui"
DATE_HOW = french("Un jour : 12/03/2026, « hier »…")
OTHER = "autre"
NO_LINK = "aucun"
Other = tuple[SituationSummary, str]
"""Another situation of the household, and what it is about."""
NOTHING_OF_IT = option("", "Rien de cela")
PROOF = (option("oui", "Oui"), option("non", "Non"), option("", "On ne sait pas", "rien n’est noté"))


def action_form(held: Conversation, rank: int) -> FollowForm:
    """What the service did: the last action used comes first to hand."""
    options = tuple(option(*each) for each in service.action_choices(held.flow))
    steps = (
        Step(field="action", label="Qu’avez-vous fait ?", options=options, start=_last_action(held, rank)),
        _date(held, "Quand ?"),
        Step(field="minutes", label="Combien de minutes ?", hint="par exemple 15", usual="sans le dire"),
    )

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del excused
        return service.act(held, rank, given["action"], given["date"], given["minutes"], anyway=anyway)

    return FollowForm("Une action du service", lambda _: steps, keep)


def step_form(held: Conversation, rank: int) -> FollowForm:
    """What happened since: the columns of the chronology of the flow."""
    asked = held.flow.questions.get("chronologie")
    columns = asked.columns if asked else ()

    def steps(given: Given) -> Sequence[Step]:
        return [_cell(held, each, given) for each in columns]

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway
        return service.tell(held, rank, given, excused)

    return FollowForm("Ce qui s’est passé depuis", steps, keep)


def _cell(held: Conversation, column: Column, given: Given) -> Step:
    label = french(column.label)
    if column.code == "date":
        return _date(held, label, french(stopped(capital(column.help))))
    if column.kind == "preuve":
        return Step(field=column.code, label=label, options=PROOF, start="")
    if column.kind == "choix":
        choices = tuple(option(each.code, french(each.label)) for each in column.choices)
        likely = proposed_choice(column, given)
        return Step(field=column.code, label=label, options=(*choices, NOTHING_OF_IT), start=likely)
    usual = "" if column.required else "sans le dire"
    return Step(field=column.code, label=label, hint=french(column.help), usual=usual)


def outcome_form(held: Conversation, rank: int) -> FollowForm:
    """What came of the situation; an amount is asked only of a right that was opened."""
    outcomes = tuple(option(*each) for each in service.outcome_choices())
    useful = tuple(option(*each) for each in service.useful_choices())
    first = Step(field="suite", label="Qu’est devenue la situation ?", options=outcomes)
    date = _date(held, "Depuis quand ?", french("Un jour, un mois ou une année : 12/03/2026, 03/2026, 2026."))
    recovered = Step(
        field="recupere",
        label="Combien la personne a-t-elle récupéré, en euros ?",
        hint="par exemple 206,50",
        usual="on ne sait pas",
    )
    last = Step(field="utile", label="Cela a-t-il été utile à la personne ?", options=useful, start="inconnu")

    def steps(given: Given) -> Sequence[Step]:
        opened = given.get("suite") == "droit_ouvert"
        return (first, date, *((recovered,) if opened else ()), last)

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del excused
        amount = given.get("recupere", "")
        return service.conclude(
            held, rank, given["suite"], given["date"], amount, given["utile"], anyway=anyway
        )

    return FollowForm("La suite", steps, keep)


def reminder_form(held: Conversation, rank: int) -> FollowForm:
    """When to come back to it: the delays of the team first."""
    settings, today = held.workplace.settings.reminders, held.workplace.today()
    delays = [
        option(
            str(days),
            f"Dans {count(days, 'jour')} {'ouvrés' if days > 1 else 'ouvré'}",
            weekday(after_working_days(today, days, settings.zone).isoformat(), today),
        )
        for days in settings.days
    ]
    options = (*delays, option(OTHER, "Un autre jour, un autre délai"), option(NO_REMINDER, "Aucun rappel"))
    when = Step(field="delai", label="Quand y revenir ?", options=options, start=str(settings.days[0]))
    other = Step(
        field="rappel",
        label="Quel jour, ou dans combien de jours ouvrés ?",
        hint="12/04/2026, ou 10",
    )

    def steps(given: Given) -> Sequence[Step]:
        return (when, other) if given.get("delai") == OTHER else (when,)

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway, excused
        chosen = given["rappel"] if given["delai"] == OTHER else given["delai"]
        return service.remind(held, rank, chosen)

    return FollowForm("Rappel", steps, keep)


def cancel_form(held: Conversation, rank: int) -> FollowForm | None:
    """Taking back what was noted by mistake; None when nothing stands."""
    standing = [each for each in service.done(held, rank) if each.cancelled is None]
    if not standing:
        return None
    options = tuple(option(str(each.entry), each.words) for each in reversed(standing))
    steps = (
        Step(field="annuler", label="Que faut-il annuler ?", options=options),
        Step(
            field="motif",
            label="Pourquoi ? En quelques mots, sans nom.",
            hint="par exemple : saisi deux fois",
        ),
    )

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway, excused
        return service.cancel(held, rank, UUID(given["annuler"]), given["motif"])

    return FollowForm("Annuler ce qui a été noté par erreur", lambda _: steps, keep)


def link_form(held: Conversation, rank: int, others: Sequence[Other], now: str) -> FollowForm:
    """Which of the *others* this one comes from; *now*, the one it is said to come from, "" if none."""
    options = [option(each.reference, about, each.reference) for each, about in others]
    options.append(option(NO_LINK, "Aucune : elle ne vient pas d’une autre"))
    steps = (
        Step(field="cause", label="De quelle situation vient-elle ?", options=tuple(options), start=now),
    )

    def keep(given: Given, anyway: bool, excused: Caution | None) -> str:
        del anyway, excused
        chosen = given["cause"]
        return service.unlink(held, rank) if chosen == NO_LINK else service.link(held, rank, chosen)

    return FollowForm("Lien avec une autre situation du ménage", lambda _: steps, keep)


def _date(held: Conversation, label: str, how: str = DATE_HOW) -> Step:
    today = held.workplace.today()
    return Step(field="date", label=label, hint=f"{today:%d/%m/%Y}", usual=TODAY, recorded=True, how=how)


def _last_action(held: Conversation, rank: int) -> str:
    """The action noted last about this situation, else about another of the interview."""
    records = held.followed.records
    noted: list[FollowUpRecord] = [
        each for rows in records.values() for each in rows if each.kind == "action"
    ]
    own = [each for each in records.get(rank, ()) if each.kind == "action"]
    latest = own or sorted(noted, key=lambda each: each.at)
    return latest[-1].code if latest else ""
