"""``repere importer``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse
from interview.handing.words import counted

if TYPE_CHECKING:
    from interview.grid.import_part import Options
    from interview.handing.handover import Brought, Kept
    from store import Base, Damage

UNKNOWN_KIND = (
    "« {path} » n’est pas un fichier que Repère sait reprendre. Rien n’a été modifié. Repère reprend un "
    "fichier de « repere exporter » (chiffré, « .repere »), ou une grille de situations (xlsx, ods ou csv)."
)
PLAIN_BASE = (
    "« {path} » est une base entière, pas un fichier fait par « repere exporter ». Rien n’a été modifié. "
    "Pour travailler sur elle : « repere --base {path} »."
)
UNSOUND = (
    "Rien n’a été repris, et votre base n’a pas changé. Demandez à votre collègue de refaire ce fichier."
)
SPOILT = "son contenu est abîmé"
TRIED = "Essai : rien n’a été gardé. Sans --essai, voici ce qui le serait."
FORKED = (
    "Ce qui a été noté de chaque côté est gardé. Là où une même réponse diffère, la plus récente est "
    "montrée, et l’autre reste dans l’historique. À relire ensemble."
)
ERASED = "Laissé de côté, {entries} de ménages effacés de cette base : ce qui est effacé ne revient pas."
DELETE_IT = "Vous pouvez supprimer {path} : ce qui en a été repris est dans votre base."


@click.command("importer", cls=FrenchCommand)
@click.argument(
    "path", metavar="FICHIER", required=False, type=click.Path(exists=False, dir_okay=False, path_type=Path)
)
@click.option("--essai", "dry", is_flag=True, help="Dire ce qui serait repris, sans rien garder.")
@click.option(
    "--partiel", "partly", is_flag=True, help="Grille : reprendre les lignes justes, dire les autres."
)
@click.option(
    "--remplacer",
    "replace",
    is_flag=True,
    help="Grille : remplacer les situations déjà reprises qui ont changé.",
)
@click.option(
    "--masquer",
    "masking",
    is_flag=True,
    help="Grille : masquer ce qui, dans les textes, dirait qui est la personne.",
)
@click.option("--feuille", "sheet", metavar="NOM", default="", help="Grille : la feuille du classeur à lire.")
@click.option(
    "--colonnes",
    "own",
    metavar="CARTE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Grille : vos en-têtes et vos valeurs, décrits dans un fichier YAML.",
)
@click.option(
    "--colonnes-modele",
    "sample",
    metavar="CARTE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Écrire une carte à compléter, d’après les en-têtes de FICHIER, et s’arrêter là.",
)
@with_base
@click.pass_context
def command(
    context: click.Context,
    /,
    path: Path | None,
    dry: bool,
    partly: bool,
    replace: bool,
    masking: bool,
    sheet: str,
    own: Path | None,
    sample: Path | None,
) -> None:
    """Reprendre dans la base un fichier reçu, ou une grille de situations.

    FICHIER vient de « repere exporter », ou c’est un tableau (xlsx, ods, csv) : une situation par ligne, une
    colonne par question. Repris deux fois, ou dans un autre ordre, cela revient au même.

    Une grille est reprise en entier ou pas du tout : toutes ses fautes sont dites en une fois, avec la
    feuille, la ligne, la colonne et les valeurs proches.
    """
    from interview.grid.import_part import Options, bring_grid, write_sample
    from interview.handing.kinds import kind_of

    if sample is not None:
        write_sample(sample, path, sheet)
        return
    if path is None:
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    kind = kind_of(path)
    options = Options(dry=dry, partly=partly, replace=replace, masking=masking, sheet=sheet, own=own)
    if kind == "grille":
        bring_grid(context, path, options)
    elif kind == "transmission":
        _only_for_a_grid(options)
        _handed_over(context, path, dry)
    else:
        raise refuse((PLAIN_BASE if kind == "base" else UNKNOWN_KIND).format(path=path))


def _only_for_a_grid(options: Options) -> None:
    asked = {
        "--partiel": options.partly,
        "--remplacer": options.replace,
        "--masquer": options.masking,
        "--feuille": options.sheet,
        "--colonnes": options.own,
    }
    if given := [name for name, value in asked.items() if value]:
        raise click.UsageError(f"{', '.join(given)} : seulement pour une grille (xlsx, ods, csv).")


def _handed_over(context: click.Context, path: Path, dry: bool) -> None:
    from flows.loader import load_catalogue
    from interview.handing.handover import HandoverRefused, Unsound, bring_in, opened
    from interview.handing.phrases import FILE_VARIABLE, NO_TERMINAL, terminal, unlock
    from interview.surroundings import open_base
    from store import BaseEncrypted, WrongPhrase

    try:
        unlock(path, ask=terminal(), variable=FILE_VARIABLE)
    except WrongPhrase:
        raise
    except BaseEncrypted:
        raise refuse(NO_TERMINAL.format(variable=FILE_VARIABLE)) from None
    with open_base(base_of(context)) as base:
        try:
            with opened(path) as source:
                made = bring_in(base, source, load_catalogue(), keep=not dry)
        except Unsound as error:
            told = "\n".join(dict.fromkeys(_damage(each) for each in error.damages))
            raise refuse(f"{error}\n{told}\n{UNSOUND}") from None
        except HandoverRefused as error:
            raise refuse(f"{error} Rien n’a été modifié.") from None
        _tell(made, base, path, dry)
    if made.left:
        context.exit(1)


def _damage(each: Damage) -> str:
    """One line: what SQLite says of a spoilt file is long, and helps nobody here."""
    return f"  {each.where} : {SPOILT if each.kind == 'fichier' else each.detail}"


def _tell(made: Brought, base: Base, path: Path, dry: bool) -> None:
    if dry:
        narrate(TRIED)
    for each in made.kept:
        click.echo(f"{each.reference}  ménage {each.household}  {_what(each)}")
    for left in made.left:
        click.echo(f"{left.reference}  non repris : {left.reason}")
    if any(each.forked for each in made.kept):
        narrate(FORKED)
    if made.erased:
        narrate(ERASED.format(entries=counted(made.erased, "entretien")))
    new = sum(each.is_new for each in made.kept)
    click.echo(
        f"Entretiens nouveaux : {new} · complétés : {len(made.kept) - new} · déjà là : {made.known} · "
        f"non repris : {len(made.left) + made.erased}"
    )
    if not dry:
        narrate(f"La base est {base.path}.")
        if not made.left:
            narrate(DELETE_IT.format(path=path))


def _what(kept: Kept) -> str:
    if kept.is_new:
        return "nouvel entretien"
    if kept.forked:
        here, there = counted(kept.here, "entrée"), counted(kept.new, "entrée")
        return f"continué des deux côtés : {here} ici, {there} dans le fichier"
    return f"complété, {counted(kept.new, 'entrée')} de plus"
