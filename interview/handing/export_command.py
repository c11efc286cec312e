"""``repere exporter``."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse
from interview.handing.words import counted

if TYPE_CHECKING:
    from uuid import UUID

    from interview.access import What
    from interview.conversation import Workplace

WHAT = (
    "Ce fichier ne s’ouvrira qu’avec une phrase de passe. Donnez-la à votre collègue de vive voix ou par "
    "téléphone, jamais avec le fichier."
)
EXISTS = (
    "Le fichier « {path} » existe déjà. Rien n’a été écrit. Choisissez un autre nom, ou supprimez-le d’abord."
)
TOLD = 8
NAMING = (
    "Ces passages pourraient dire qui est la personne. Rien n’a été écrit. Reprenez ces réponses dans "
    "l’entretien pour les masquer ; le journal garde pourtant ce qui a été écrit d’abord : pour confier le "
    "tout malgré cela, ajoutez --garder-textes. Le journal des accès le dira."
)
ALL_OR_SOME = "Dites quels ménages : leurs numéros avec --menages, ou --tout."
SINCE_ALL = "--depuis ne sert qu’avec --tout."
NEXT = (
    "Il contient leurs entretiens et leur suivi, sans nom ni journal des accès. Votre base n’a pas changé. "
    "Votre collègue le reprend par « repere importer {name} » ; supprimez-le ensuite."
)


@click.command("exporter", cls=FrenchCommand)
@click.argument("others", nargs=-1, metavar="[MENAGE]…")
@click.option("--menages", "codes", multiple=True, metavar="MENAGE…", help="Numéros des ménages à confier.")
@click.option("--tout", "everything", is_flag=True, help="Tous les ménages de la base.")
@click.option(
    "--depuis",
    "since",
    metavar="J",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    help="Avec --tout : ceux qui ont été vus ou suivis depuis ce jour.",
)
@click.option(
    "--garder-textes",
    "keep_texts",
    is_flag=True,
    help="Confier aussi des textes qui semblent nommer quelqu’un.",
)
@click.option(
    "--vers", "target", required=True, metavar="F", type=click.Path(path_type=Path), help="Fichier à écrire."
)
@with_base
@click.pass_context
def command(
    context: click.Context,
    /,
    others: tuple[str, ...],
    codes: tuple[str, ...],
    everything: bool,
    since: datetime.datetime | None,
    keep_texts: bool,
    target: Path,
) -> None:
    """Confier des ménages à un collègue : un fichier chiffré, à reprendre sur son poste.

    La phrase de passe du fichier est demandée deux fois.
    """
    named = [each for told in (*codes, *others) for each in told.replace(",", " ").split()]
    if bool(named) == everything:
        raise click.UsageError(ALL_OR_SOME)
    if since and not everything:
        raise click.UsageError(SINCE_ALL)
    from interview.handing.handover import SUFFIX, HandoverRefused, chosen, hand_over
    from interview.handing.phrases import FILE_VARIABLE, PhraseRefused, new_phrase, terminal
    from interview.surroundings import now, open_base, workplace

    target = target if target.suffix else target.with_suffix(SUFFIX)
    if target.exists():
        raise refuse(EXISTS.format(path=target))
    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        try:
            households = chosen(
                base, None if everything else named, int(since.timestamp() * 1000) if since else 0
            )
            _look_for_names(place, households, keep_texts)
            narrate(WHAT)
            phrase = new_phrase(target.name, terminal(), FILE_VARIABLE)
        except (HandoverRefused, PhraseRefused) as error:
            raise refuse(f"{error}\nRien n’a été écrit.") from None
        slip = hand_over(base, households, target, phrase, now())
        _remember(place, target, households, "export_textes_gardes" if keep_texts else "export")
    told = f"{counted(slip.households, 'ménage')} et {counted(slip.interviews, 'entretien')}"
    click.echo(f"{told} dans {target}, chiffré.")
    narrate(NEXT.format(name=target.name))


def _look_for_names(place: Workplace, households: dict[str, list[UUID]], keep: bool) -> None:
    """Tell what would say who a person is; refuses unless it is to be kept: the access log then says so."""
    from interview.handing.names import naming_passages

    base = place.base
    if base is None:
        return
    interviews = [each for several in households.values() for each in several]
    found = list(naming_passages(base, interviews, place.machine.flow.catalogue))
    for line in found[:TOLD]:
        narrate(f"  {line}")
    if len(found) > TOLD:
        narrate(f"  … et {len(found) - TOLD} autres.")
    if found and not keep:
        raise refuse(NAMING)


def _remember(place: Workplace, target: Path, households: dict[str, list[UUID]], what: What) -> None:
    """The access log, and the register of what was written: erasing a household reaches this file too."""
    from interview.access import note, remember

    try:
        subjects = tuple((code, code) for code in households)
        remember(place, target.absolute(), target.read_bytes(), subjects)
    except Exception:
        target.unlink(missing_ok=True)
        raise
    for code in households:
        if told := note(place, what, code):
            narrate(told)
            return
