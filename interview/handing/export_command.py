"""``repere exporter``."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse
from interview.files.criteria import with_criteria
from interview.grid.export_command import (
    NO_TARGET,
    NOT_FOR_TABLE,
    ONLY_FOR_TABLE,
    option_names,
    print_schema,
    run_grid,
    with_grid,
)
from interview.handing.words import counted

if TYPE_CHECKING:
    from uuid import UUID

    from interview.access import What
    from interview.conversation import Workplace
    from interview.grid.exporting import Format

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
ALL_OR_SOME = (
    "Dites quels ménages confier : leurs numéros avec --menages, ou --tout. Pour un tableau : --format xlsx."
)
SINCE_ALL = "--depuis ne sert qu’avec --tout."
NEXT = (
    "Il contient leurs entretiens et leur suivi, sans nom ni journal des accès. Votre base n’a pas changé. "
    "Votre collègue le reprend par « repere importer {name} » ; supprimez-le ensuite."
)


class _ExportCommand(FrenchCommand):
    """Its help tells apart the two things that it does."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of each, then those of both."""
        told: dict[str, list[tuple[str, str]]] = {SEVERAL: [], TABLE: [], BOTH: []}
        for each in self.get_params(ctx):
            if isinstance(each, click.Option) and (record := each.get_help_record(ctx)):
                named = SEVERAL if each.opts[0] in _HANDING else BOTH if each.opts[0] in _SHARED else TABLE
                told[named].append(record)
        for heading, records in told.items():
            with formatter.section(f"{heading}\u00a0"):
                formatter.write_dl(records)


SEVERAL, TABLE, BOTH = "Pour confier des ménages", "Pour un tableau", "Dans les deux cas"
_HANDING = ("--menages", "--tout", "--depuis")
_SHARED = ("--vers", "--garder-textes", "--base", "--help")


@click.command("exporter", cls=_ExportCommand)
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
@with_grid
@with_criteria
@click.option(
    "--garder-textes",
    "keep_texts",
    is_flag=True,
    help="Écrire aussi des textes qui semblent nommer quelqu’un.",
)
@click.option("--vers", "target", metavar="F", type=click.Path(path_type=Path), help="Fichier à écrire.")
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
    target: Path | None,
    format_: Format | None,
    column_names: str | None,
    labels: bool,
    with_texts: bool,
    schema: bool,
    **criteria: Any,
) -> None:
    """Confier des ménages à un collègue, ou écrire des situations dans un tableau.

    Sans --format : un fichier chiffré, à reprendre sur le poste d’un collègue ; sa phrase de passe est
    demandée deux fois. Avec --format : un tableau, une ligne par situation qualifiée, que « repere importer »
    sait reprendre.
    """
    if schema:
        print_schema(column_names)
        return
    named = [each for told in (*codes, *others) for each in told.replace(",", " ").split()]
    handing = {"codes": named, "everything": everything, "since": since}
    table = {"column_names": column_names, "labels": labels, "with_texts": with_texts, **criteria}
    wrong, reason = (handing, NOT_FOR_TABLE) if format_ else (table, ONLY_FOR_TABLE)
    if any(wrong.values()):
        raise click.UsageError(reason.format(options=", ".join(option_names(context, wrong))))
    if not format_ and bool(named) == everything:
        raise click.UsageError(ALL_OR_SOME)
    if since and not everything:
        raise click.UsageError(SINCE_ALL)
    if target is None:
        raise click.UsageError(NO_TARGET)
    if format_:
        texts = {"with_texts": with_texts, "keep_texts": keep_texts}
        run_grid(
            context, target, criteria, format_=format_, column_names=column_names, labels=labels, **texts
        )
        return
    _hand_over(context, named, everything, since, keep_texts, target)


def _hand_over(
    context: click.Context,
    named: list[str],
    everything: bool,
    since: datetime.datetime | None,
    keep_texts: bool,
    target: Path,
) -> None:
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
