"""``repere parcours dessiner``."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse
from interview.flow_argument import FLOW

if TYPE_CHECKING:
    from flows.flow import Flow
    from templates.diagram import Diagram
    from templates.diagram import Path as Way

FORMATS = ("arbre", "mermaid", "svg")
BY_SUFFIX = {".svg": "svg", ".mmd": "mermaid", ".mermaid": "mermaid", ".md": "mermaid"}
"""The format meant by the name of a file, when none is asked for."""
WIDEST = 140


@click.command("dessiner", cls=FrenchCommand)
@click.argument("fichier", metavar="[FICHIER]", required=False, type=FLOW)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="arbre (pour le terminal, par défaut), mermaid, ou svg (une page à imprimer).",
)
@click.option(
    "--sortie", metavar="F", type=click.Path(dir_okay=False, path_type=Path), help="Fichier à écrire."
)
@click.option("--section", metavar="S", default="", help="Ne dessiner que cette section.")
@click.option("--detail", is_flag=True, help="Montrer aussi les réponses proposées (arbre et svg).")
@click.option("--situation", metavar="REF", help="Dessiner le chemin de cette situation de la base.")
@click.option("--scenario", metavar="F", help="Dessiner le chemin de ce scénario (fichier ou cas livré).")
@click.option(
    "--rang", metavar="N", type=int, default=1, help="Situation du scénario à dessiner (sinon la première)."
)
@with_base
@click.pass_context
def command(
    context: click.Context,
    fichier: Path | None,
    format_: str | None,
    sortie: Path | None,
    section: str,
    detail: bool,
    situation: str | None,
    scenario: str | None,
    rang: int,
) -> None:
    """Dessiner le parcours : sections, questions, où mène chaque réponse.

    Sans FICHIER, le parcours livré. Avec --situation ou --scenario, le chemin suivi est montré par-dessus,
    réponses comprises ; une situation est dessinée sur le parcours avec lequel elle a été dite.
    """
    from interview.surroundings import write_whole

    _only_one(context, situation, scenario)
    if situation is not None:
        flow, way = _situation_way(base_of(context), situation)
    elif scenario is not None:
        flow, way = _scenario_way(fichier, _is_given(context, "fichier"), scenario, rang)
    else:
        flow, way = _flow(fichier), None
    diagram = _diagram(context, flow, way, section)
    format_ = format_ or (BY_SUFFIX.get(sortie.suffix.lower(), "arbre") if sortie else "arbre")
    drawn = _drawn(diagram, format_, detail, fenced=sortie is not None and sortie.suffix.lower() == ".md")
    if sortie is None:
        click.echo(drawn, nl=not drawn.endswith("\n"))
        return
    path = write_whole(sortie, drawn if drawn.endswith("\n") else f"{drawn}\n")
    narrate(f"Dessin écrit\u00a0: {path}{_sheet(diagram, format_, detail)}")


def _is_given(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT


def _only_one(context: click.Context, situation: str | None, scenario: str | None) -> None:
    if situation is None:
        if scenario is None and _is_given(context, "rang"):
            raise click.UsageError("--rang ne sert qu’avec --scenario.")
        return
    if scenario is not None:
        raise click.UsageError("--situation ou --scenario, pas les deux.")
    if _is_given(context, "fichier"):
        raise click.UsageError(
            "une situation est dessinée sur le parcours avec lequel elle a été dite : sans FICHIER."
        )
    if _is_given(context, "rang"):
        raise click.UsageError("--rang ne sert qu’avec --scenario.")


def _flow(path: Path | None) -> Flow:
    from flows.loader import load_flow

    return load_flow(path)


def _situation_way(base_path: str | None, reference: str) -> tuple[Flow, Way]:
    from interview.lookup_reference import situation_of
    from interview.surroundings import open_base, workplace
    from interview.workbench.drawing import path_of

    with open_base(base_path, create=False) as base:
        place = workplace(base)
        held, rank = situation_of(place, reference)
        if held.flow.fingerprint != place.machine.flow.fingerprint:
            narrate(
                f"Cette situation a été dite avec le parcours «\u00a0{held.flow.id}\u00a0», version "
                f"{held.flow.version}, gardé dans la base\u00a0: c’est lui qui est dessiné."
            )
        title = f"Chemin de la situation {held.situation_reference(rank)}"
        return held.flow, path_of(held.interview, rank, title)


def _scenario_way(path: Path | None, given: bool, name: str, rank: int) -> tuple[Flow, Way]:
    from interview.replay import run
    from interview.scenarios import Workplaces, find_scenario
    from interview.surroundings import workplace
    from interview.workbench.drawing import path_of

    scenario = find_scenario(name)
    place = workplace(None, path)
    held = run(scenario, place if given else Workplaces(place).of(scenario)).conversation
    count = len(held.interview.situations)
    if not 1 <= rank <= count:
        raise refuse(f"Ce scénario n’a que {count} situation{'s' if count > 1 else ''}\u202f; rang {rank}.")
    told = scenario.file.title or name
    title = f"Chemin du scénario «\u00a0{told}\u00a0»"
    return held.flow, path_of(held.interview, rank, f"{title}, situation {rank}" if count > 1 else title)


def _diagram(context: click.Context, flow: Flow, way: Way | None, section: str) -> Diagram:
    from interview.workbench.drawing import UnknownSection, drawing_of

    try:
        return drawing_of(flow, section=section, path=way)
    except UnknownSection as error:
        near = f" Vouliez-vous dire «\u00a0{error.nearest}\u00a0»\u202f?" if error.nearest else ""
        known = ", ".join(error.known)
        raise click.UsageError(
            f"aucune section «\u00a0{error.asked}\u00a0».{near} Sections\u00a0: {known}.", context
        ) from None


def _drawn(diagram: Diagram, format_: str, detail: bool, *, fenced: bool) -> str:
    from templates.diagram import mermaid, svg, tree

    if format_ == "svg":
        return svg(diagram, detail=detail)
    if format_ == "mermaid":
        text = mermaid(diagram)
        return f"```mermaid\n{text}```\n" if fenced else text
    return tree(diagram, min(shutil.get_terminal_size().columns, WIDEST), detail=detail)


def _sheet(diagram: Diagram, format_: str, detail: bool) -> str:
    if format_ != "svg":
        return ""
    from templates.diagram import sheet_of

    sheet = sheet_of(diagram, detail=detail)
    if not sheet:
        return ". C’est plus grand qu’une feuille A0\u00a0: dessinez une section à la fois, avec --section."
    return f" (à imprimer en portrait, format {sheet})"
