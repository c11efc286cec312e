"""``repere suivre`` and ``repere requalifier``: what is done and learnt after the interview."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse, refuse_guarded

if TYPE_CHECKING:
    from interview.conversation import Conversation, Workplace
    from interview.follow_up import Request

OUTCOMES = ("droit_ouvert", "rejet", "perdu", "sans_nouvelles")
USEFUL = ("oui", "non", "inconnu")
NOTHING = "Rien n’est à relancer aujourd’hui."


@click.command(name="suivre", cls=FrenchCommand)
@click.argument("reference", metavar="[REF]", required=False)
@click.option("--action", metavar="CODE", help="Ce que le service a fait : courrier, recours…")
@click.option("--minutes", metavar="N", help="Temps passé à cette action, de 1 à 600.")
@click.option("--le", "date", metavar="DATE", default="", help="Quand (aujourd’hui) : 12/03/2026.")
@click.option("--fait", "fact", metavar="TEXTE", help="Ce qui s’est passé : une ligne de la chronologie.")
@click.option("--acteur", "actor", metavar="QUI", help="Qui : la personne, la CPAM… jamais un nom.")
@click.option("--canal", "channel", metavar="COMMENT", help="Comment : guichet, courrier, téléphone…")
@click.option("--preuve", "proof", metavar="PREUVE", help="Preuve de ce fait : oui, non, ou laquelle.")
@click.option("--evenement", "event", metavar="CODE", help="Ce qu’est ce fait : demande, notification…")
@click.option("--suite", "outcome", type=click.Choice(OUTCOMES), help="Ce qu’il en est advenu.")
@click.option("--recupere", "recovered", metavar="EUROS", help="Montant récupéré, avec droit_ouvert.")
@click.option("--utile", "useful", type=click.Choice(USEFUL), help="Était-ce utile à la personne ?")
@click.option("--rappel", "reminder", metavar="QUAND", help="Jours ouvrés, date, ou « aucun ».")
@click.option("--cause", metavar="REF", help="La situation à l’origine de celle-ci, ou « aucune ».")
@click.option("--annuler", "cancelled", metavar="N", type=int, help="Annuler la ligne N de la liste.")
@click.option("--motif", "reason", metavar="TEXTE", default="", help="Pourquoi, avec --annuler.")
@click.option("--date-sure", "anyway", is_flag=True, help="Garder une date d’avant la situation.")
@click.option("--garder-texte", "unmasked", is_flag=True, help="Garder un fait qui semble nommer quelqu’un.")
@with_base
@click.pass_context
def command(context: click.Context, /, reference: str | None, **given: Any) -> None:
    """Suivre une situation : ce qui a été fait, ce qu’il en est advenu, quand relancer.

    Sans référence, donne ce qui est à relancer. Avec une référence seule, donne ce qui a été fait, et
    propose de continuer. Tout ce qui est demandé à la fois est gardé ensemble, ou rien ne l’est.
    """
    from interview.lookup_reference import only_situation_of
    from interview.surroundings import open_base, workplace

    asked = {name: value for name, value in given.items() if value not in (None, "", False)}
    if reference is None and asked:
        raise click.UsageError("De quelle situation s’agit-il ? Donnez sa référence, par exemple 26-K7QX4-1.")
    _check_together(asked)
    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        if reference is None:
            _tell_what_waits(place)
            return
        held, rank = only_situation_of(place, reference)
        if not asked:
            _tell_and_go_on(held, rank)
            return
        for sentence in _kept(held, rank, asked):
            click.echo(sentence)


def _check_together(asked: dict[str, Any]) -> None:
    """Options that mean nothing alone, told at once."""
    needs = {
        "minutes": ("action",),
        "date": ("action", "fact", "outcome"),
        "actor": ("fact",),
        "channel": ("fact",),
        "proof": ("fact",),
        "event": ("fact",),
        "unmasked": ("fact",),
        "recovered": ("outcome",),
        "useful": ("outcome",),
        "reason": ("cancelled",),
        "anyway": ("date",),
    }
    names = {each.name: each.opts[0] for each in command.params}
    alone = [
        f"{names[each]} ne va qu’avec {' ou '.join(names[other] for other in others)}"
        for each, others in needs.items()
        if each in asked and not any(other in asked for other in others)
    ]
    if "cancelled" in asked and set(asked) - {"cancelled", "reason"}:
        alone.append("--annuler s’emploie seul, avec --motif")
    if "cause" in asked and set(asked) - {"cause"}:
        alone.append("--cause s’emploie seul")
    if alone:
        raise click.UsageError(" ; ".join(alone) + ".")


def _kept(held: Conversation, rank: int, asked: dict[str, Any]) -> tuple[str, ...]:
    """Keep what was asked; gives what to say. Raises Refusal with every reason."""
    from interview.follow_up import FollowError, Guarded, done, keep, link, unlink
    from interview.follow_up import cancel as cancel_entry

    try:
        if "cancelled" in asked:
            lines = {each.number: each for each in done(held, rank)}
            if asked["cancelled"] not in lines:
                raise refuse(f"Il n’y a pas de ligne {asked['cancelled']}. {_how_to_list(held, rank)}")
            return (cancel_entry(held, rank, lines[asked["cancelled"]].entry, asked.get("reason", "")),)
        if "cause" in asked:
            if asked["cause"].strip().lower() in ("aucune", "aucun"):
                return (unlink(held, rank),)
            return (link(held, rank, asked["cause"]),)
        requests, anyway = _requests(asked), "anyway" in asked
        try:
            return keep(held, rank, *requests, anyway=anyway)
        except Guarded as guarded:
            if "unmasked" not in asked:
                raise
            return keep(held, rank, *requests, anyway=anyway, excused=guarded.caution)
    except Guarded as error:
        raise refuse_guarded(error) from None
    except FollowError as error:
        raise refuse(f"{error}\nRien n’a été gardé ; tout ce qui l’était le reste.") from None


def _requests(asked: dict[str, Any]) -> list[Request]:
    from interview.follow_up import Act, Conclude, Remind, Tell

    date = asked.get("date", "")
    requests: list[Request] = []
    if "action" in asked:
        requests.append(Act(asked["action"], date, asked.get("minutes")))
    if "fact" in asked:
        cells = {"acteur": "actor", "canal": "channel", "fait": "fact", "preuve": "proof"}
        cells["evenement"] = "event"
        row = {code: asked[name] for code, name in cells.items() if name in asked}
        requests.append(Tell({"date": date, **row}))
    if "outcome" in asked:
        useful = asked.get("useful", "inconnu")
        requests.append(Conclude(asked["outcome"], date, asked.get("recovered"), useful))
    if "reminder" in asked:
        requests.append(Remind(asked["reminder"]))
    return requests


# ── what is said ─────────────────────────────────────────────────────────────────────────────────


def _tell_what_waits(place: Workplace) -> None:
    from interview.follow_up import a_relancer
    from templates.typography import french

    found = a_relancer(place)
    if not found.lines:
        narrate(french(NOTHING))
        return
    for each in found.lines:
        late = " · EN RETARD" if each.late else ""
        click.echo(french(f"{each.reference}  {each.object} · ménage {each.household}"))
        if each.deadline:
            click.echo(french(f"    délai : {each.deadline}"))
        if each.since or not each.deadline:
            click.echo(french(f"    à relancer {each.since}{late}"))
        click.echo(french(f"    {each.last or 'rien de noté depuis l’entretien'}"))
    if found.total > len(found.lines):
        narrate(french(f"… et {found.total - len(found.lines)} autres."))
    narrate(french(f"Pour en suivre une : « repere suivre {found.lines[0].reference} »."))


def _tell_and_go_on(held: Conversation, rank: int) -> None:
    """What was done, then, in a terminal, what to do next."""
    from interview.access import note
    from interview.follow_up.telling import state_lines

    for line in state_lines(held, rank):
        click.echo(line)
    if told := note(held.workplace, "consultation", held.situation_reference(rank)):
        narrate(told)
    if sys.stdin.isatty() and sys.stdout.isatty():
        from interview.line.following import follow_line

        follow_line(held, rank, click.echo)


def _how_to_list(held: Conversation, rank: int) -> str:
    return f"La liste : « repere suivre {held.situation_reference(rank)} »."
