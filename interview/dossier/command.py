"""``repere dossier``: the dossier d'interpellation, and those already begun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, FrenchGroup, narrate, refuse

if TYPE_CHECKING:
    from interview.dossier.content import Composed
    from interview.dossier.service import Dossier

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("html", "pdf", "docx", "texte", "md")
FILE_FORMATS = ("pdf", "docx")
NEXT = "suivante"


def _with_output(command: F) -> F:
    """Accept ``--format`` and ``--sortie``."""
    format_ = click.option(
        "--format", "format_", type=click.Choice(FORMATS), default="texte", help="Format du dossier (texte)."
    )
    target = click.option(
        "--sortie", metavar="F", type=click.Path(dir_okay=False, path_type=Path), help="Fichier à écrire."
    )
    return format_(target(command))


@click.group(name="dossier", cls=FrenchGroup, invoke_without_command=True, no_args_is_help=True)
@click.option("--organisme", metavar="NOM", default="", help="Organisme : nom, sigle ou code.")
@click.option("--prestation", metavar="NOM", default="", help="Prestation : nom, ancien nom ou code.")
@click.option("--domaine", "--theme", metavar="CODE", default="", help="Domaine, hors prestations d’argent.")
@click.option("--du", metavar="DATE", default="", help="Entretiens à partir de : jour, mois ou année.")
@click.option("--au", metavar="DATE", default="", help="Entretiens jusqu’à cette date comprise.")
@click.option("--service", metavar="CODE", default="", help="Un seul service.")
@click.option("--territoire", metavar="CODE", default="", help="Un seul territoire.")
@_with_output
@with_base
@click.pass_context
def command(
    context: click.Context,
    organisme: str,
    prestation: str,
    domaine: str,
    du: str,
    au: str,
    service: str,
    territoire: str,
    format_: str,
    sortie: Path | None,
) -> None:
    """Préparer une interpellation : les chiffres, des situations, des propositions, la rencontre.

    Le dossier est gardé dans la base : la même commande le retrouve, et l’écran Dossier (« repere », F6) sert
    à choisir les situations, récrire les propositions et préparer la rencontre.
    """
    if context.invoked_subcommand is not None:
        return
    from interview.dossier.content import composed
    from interview.dossier.saving import found_or_begun
    from interview.dossier.subject import Typed, subject_of
    from interview.follow_up.requests import FollowError
    from interview.surroundings import open_base, workplace

    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        typed = Typed(
            organism=organisme,
            benefit=prestation,
            domain=domaine,
            since=du,
            until=au,
            service=service,
            territory=territoire,
        )
        try:
            subject = subject_of(place.machine.flow, typed)
        except FollowError as error:
            raise click.UsageError(str(error)) from None
        dossier, new = found_or_begun(place, subject)
        _tell_begun(dossier, new=new)
        _give(dossier, composed(dossier), format_, sortie)


@command.command(cls=FrenchCommand)
@with_base
@click.pass_context
def liste(context: click.Context) -> None:
    """Les dossiers commencés, le dernier modifié d’abord."""
    from interview.dossier.lines import lines_of
    from interview.surroundings import open_base, workplace

    with open_base(base_of(context), create=False) as base:
        found = lines_of(workplace(base))
        if not found:
            narrate("Aucun dossier n’est commencé. Exemple : « repere dossier --organisme cpam --du 2026 ».")
        for each in found:
            click.echo(each.sentence)


@command.command(cls=FrenchCommand)
@click.argument("number", metavar="N", type=int)
@click.option(
    "--edition",
    metavar="N",
    default="",
    help="Une édition déjà remise, ou « suivante » pour remettre celle que l’on prépare.",
)
@_with_output
@with_base
@click.pass_context
def ouvrir(context: click.Context, number: int, edition: str, format_: str, sortie: Path | None) -> None:
    """Écrire le dossier n° N : tel qu’il se prépare, ou une édition.

    « --edition suivante » le garde tel qu’il est remis ; le prochain dira ce qui a changé depuis.
    """
    from interview.dossier.content import composed
    from interview.dossier.saving import NoEdition, edition_of, hand
    from interview.dossier.service import Dossier
    from interview.surroundings import open_base, workplace

    if edition not in ("", NEXT) and not edition.isdecimal():
        raise click.UsageError(f"--edition : « {edition} » n’est ni un numéro, ni « {NEXT} ».")
    with open_base(base_of(context), create=False) as base:
        dossier = Dossier.open(workplace(base), number)
        try:
            made = edition_of(dossier, int(edition)) if edition.isdecimal() else None
        except NoEdition as error:
            raise refuse(str(error)) from None
        if edition == NEXT:
            made = hand(dossier)
            narrate(f"Édition n° {made.general.edition} gardée. Vous la retrouverez avec --edition.")
        _give(dossier, made or composed(dossier), format_, sortie)


@command.command(cls=FrenchCommand)
@click.argument("number", metavar="N", type=int)
@click.option("--vraiment", "really", is_flag=True, help="Le faire ; sans cette option, seulement dire quoi.")
@with_base
@click.pass_context
def supprimer(context: click.Context, number: int, really: bool) -> None:
    """Ôter de la base le dossier n° N et ses éditions ; les fichiers déjà écrits restent."""
    from interview.dossier.service import Dossier
    from interview.surroundings import open_base, workplace

    with open_base(base_of(context), create=False) as base:
        dossier = Dossier.open(workplace(base), number)
        if not really:
            narrate(
                f"Ce serait : {dossier.title} (éditions : {dossier.kept.editions}). Pour l’ôter : --vraiment."
            )
            return
        dossier.remove()
        narrate(f"Le dossier n° {number} n’est plus dans la base. Les situations, elles, y sont toujours.")


def _tell_begun(dossier: Dossier, *, new: bool) -> None:
    number, sheets = dossier.number, len(dossier.state.sheets)
    if not new:
        narrate(f"Dossier n° {number}, déjà commencé. Pour le modifier : « repere », F6.")
        return
    chosen = "aucune situation" if not sheets else f"{sheets} situation{'s' if sheets > 1 else ''}"
    narrate(
        f"Dossier n° {number} commencé et gardé, avec {chosen} parmi celles qui peuvent sortir du service. "
        "Pour choisir, récrire, préparer la rencontre : « repere », F6."
    )


def _give(dossier: Dossier, made: Composed, format_: str, target: Path | None) -> None:
    from interview.dossier.saving import note, notice_of, rendered, write

    if notice := notice_of(dossier.place, made, format_):
        narrate(notice)
    if target is None and format_ not in FILE_FORMATS:
        click.echo(rendered(dossier.place, made, format_))
        if told := note(dossier.place, made):
            narrate(told)
        return
    narrate(f"Dossier écrit : {write(dossier, made, format_, target)}")
