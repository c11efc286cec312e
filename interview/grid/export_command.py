"""What ``repere exporter --format …`` takes, does and says: the grid, beside the hand-over of households."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from interview.base_option import base_of
from interview.cli_words import narrate, refuse
from interview.handing.words import counted

if TYPE_CHECKING:
    from interview.grid.export_texts import Naming
    from interview.grid.exporting import Asked, Exported, Format

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("xlsx", "csv", "json")
ALL_COLUMNS = "toutes"
TOLD = 8
EXISTS = (
    "Le fichier « {path} » existe déjà. Rien n’a été écrit. Choisissez un autre nom, ou supprimez-le d’abord."
)
PERSONAL = (
    "Ce tableau a une ligne par situation : ce sont des données sur des personnes, même sans leur nom. "
    "Gardez-le dans le service, ne le publiez pas, supprimez-le après usage. L’export est noté au journal "
    "des accès ; effacer un ménage supprimera ce fichier, s’il est encore là. Pour des chiffres à montrer : "
    "« repere bilan »."
)
TEXTS = (
    "Les récits y sont : ils en disent plus que des codes. Ne confiez ce fichier à personne sans nécessité."
)
NAMING = (
    "Ces passages pourraient dire qui est la personne. Rien n’a été écrit. Reprenez ces réponses dans "
    "l’entretien, ou retirez --avec-textes. Pour les écrire malgré cela, ajoutez --garder-textes : le "
    "journal des accès le dira."
)
NOT_BACK = (
    "Sans les colonnes « reference » et « date », ce tableau ne pourra pas être repris par "
    "« repere importer »."
)
NEEDS_TEXTS = "--colonnes : « synthese » est un texte libre ; pour l’écrire, ajoutez --avec-textes."
ONLY_FOR_TABLE = "{options} : seulement avec --format, pour écrire un tableau."
NOT_FOR_TABLE = (
    "{options} : pour confier des ménages, sans --format. Pour choisir ce que contient un tableau : "
    "--menage, --du, --au, --service, --organisme…"
)
NO_TARGET = "il manque --vers F, le fichier à écrire."
STOPPED = "Export arrêté : rien n’a été écrit."
KEPT_FOR_NOTHING = "--garder-textes ne sert qu’avec --avec-textes."

TABLE_OPTIONS = ("format_", "column_names", "labels", "with_texts")
"""Parameters of :func:`with_grid`, beside the criteria."""


def with_grid(command: F) -> F:
    """Accept the options of a grid on this command."""
    options = (
        click.option(
            "--format",
            "format_",
            type=click.Choice(FORMATS),
            help="Écrire un tableau : une ligne par situation.",
        ),
        click.option(
            "--colonnes",
            "column_names",
            metavar="A,B,C",
            help=f"Colonnes, dans cet ordre ; «\u00a0{ALL_COLUMNS}\u00a0» y met aussi le code de l’agent.",
        ),
        click.option("--libelles", "labels", is_flag=True, help="Des mots au lieu des codes."),
        click.option("--avec-textes", "with_texts", is_flag=True, help="Le récit aussi, une fois relu."),
        click.option(
            "--schema", is_flag=True, help="Montrer le schéma JSON d’une ligne, sans rien exporter."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def option_names(context: click.Context, given: Mapping[str, Any]) -> list[str]:
    """The options that were typed among *given*, as they are typed."""
    named = {each.name: each.opts[0] for each in context.command.params if isinstance(each, click.Option)}
    openness = {"ouvertes": "--ouverts", "closes": "--clos"}
    return [openness[value] if name == "openness" else named[name] for name, value in given.items() if value]


def print_schema(column_names: str | None) -> None:
    """The JSON Schema of a line, on the standard output. Raises click.UsageError."""
    import json

    from interview.grid.writing_json import schema

    names = columns_of(column_names, with_texts=True) if column_names else ()
    click.echo(json.dumps(schema(names), ensure_ascii=False, indent=2))


def run_grid(
    context: click.Context,
    target: Path,
    criteria: Mapping[str, Any],
    *,
    format_: Format,
    column_names: str | None,
    labels: bool,
    with_texts: bool,
    keep_texts: bool,
) -> None:
    """Write the grid and tell what was written. Raises click.UsageError and Refusal."""
    columns = columns_of(column_names, with_texts=with_texts)
    if keep_texts and not with_texts:
        raise click.UsageError(KEPT_FOR_NOTHING)
    from interview.files.criteria import filter_of
    from interview.grid.exporting import SUFFIXES, Asked
    from interview.surroundings import open_base, workplace
    from templates.typography import french

    target = target if target.suffix else target.with_suffix(SUFFIXES[format_])
    if target.exists():
        raise refuse(french(EXISTS.format(path=target)))
    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        asked = Asked(
            format=format_,
            wanted=filter_of(place, "", criteria),
            columns=columns,
            labels=labels,
            keep_texts=keep_texts,
        )
        made = _written(place, asked, target)
    click.echo(
        f"{counted(made.situations, 'situation')}, {counted(made.households, 'ménage')} dans {target}."
    )
    _tell(made, asked)


def _written(place: Any, asked: Asked, target: Path) -> Exported:
    from interview.grid.exporting import ExportRefused, TextsNameSomebody, export
    from interview.progress import Progress
    from templates.typography import french

    try:
        return export(place, asked, target, Progress("Lignes écrites"), Progress("Récits relus"))
    except KeyboardInterrupt:
        _say(STOPPED)
        raise
    except TextsNameSomebody as error:
        _tell_naming(error.found)
        raise refuse(french(NAMING)) from None
    except ExportRefused as error:
        raise refuse(french(str(error))) from None


def _say(sentence: str) -> None:
    from templates.typography import french

    narrate(french(sentence))


def _tell_naming(found: Sequence[Naming]) -> None:
    for each in found[:TOLD]:
        narrate(f"  {each.words}")
    if len(found) > TOLD:
        narrate(f"  … et {counted(len(found) - TOLD, 'autre')}.")


def _tell(made: Exported, asked: Asked) -> None:
    if made.unfinished:
        _say(
            _left(
                made.unfinished, "pas encore qualifiée jusqu’au bout", "pas encore qualifiées jusqu’au bout"
            )
        )
    if made.requalified:
        _say(
            _left(
                made.requalified,
                "requalifiée depuis : c’est la dernière qualification qui est écrite",
                "requalifiées depuis : c’est la dernière qualification qui est écrite",
            )
        )
    if made.causes_elsewhere and "causee_par" in asked.columns:
        _say(_elsewhere(made.causes_elsewhere))
    _say(PERSONAL)
    if "synthese" in asked.columns:
        _say(TEXTS)
    if asked.format != "json" and not {"reference", "date"} <= {*asked.columns}:
        _say(NOT_BACK)


def _left(count: int, one: str, several: str) -> str:
    return (
        f"Laissée de côté : 1 situation {one}."
        if count == 1
        else f"Laissées de côté : {count} situations {several}."
    )


def _elsewhere(count: int) -> str:
    if count == 1:
        return "La cause d’une situation n’est pas dans ce tableau : élargissez les filtres."
    return f"Les causes de {count} situations ne sont pas dans ce tableau : élargissez les filtres."


def columns_of(typed: str | None, *, with_texts: bool) -> tuple[str, ...]:
    """The columns that were asked for. Raises click.UsageError, every fault at once."""
    from flows.faults import by_nearness
    from interview.grid.columns import NAMES
    from interview.grid.exporting import PERSONAL as ASKED_FOR

    wanted = [each for each in (typed or "").replace(",", " ").split() if each]
    if typed is not None and not wanted:
        raise click.UsageError(f"--colonnes : il en faut au moins une. Colonnes : {', '.join(NAMES)}.")
    if not wanted or wanted == [ALL_COLUMNS]:
        asked_for = {"agent": bool(wanted), "synthese": with_texts}
        return tuple(each for each in NAMES if each not in ASKED_FOR or asked_for[each])
    faults = []
    for each in dict.fromkeys(wanted):
        if each not in NAMES:
            near = ", ".join(list(by_nearness(each, NAMES))[:3]) or ", ".join(NAMES)
            faults.append(f"--colonnes : « {each} » n’est pas une colonne. Voisines : {near}.")
        elif wanted.count(each) > 1:
            faults.append(f"--colonnes : « {each} » est demandée deux fois.")
    if "synthese" in wanted and not with_texts:
        faults.append(NEEDS_TEXTS)
    if faults:
        raise click.UsageError("\n".join(faults))
    return tuple(wanted)
