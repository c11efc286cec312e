"""``repere bilan``: the nine headings, on screen, as JSON, or as a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate

if TYPE_CHECKING:
    from interview.bilan.out import Form
    from interview.bilan.service import Bilan
    from interview.conversation import Workplace
    from interview.figures.shown import Mode

FORMATS = ("texte", "html", "pdf", "docx", "xlsx", "json")
NARROWEST, WIDEST = 60, 120


@click.command(name="bilan", cls=FrenchCommand)
@click.option("--du", metavar="DATE", default="", help="Entretiens à partir de : jour, mois ou année.")
@click.option("--au", metavar="DATE", default="", help="Entretiens jusqu’à cette date comprise.")
@click.option("--service", metavar="CODE", default="", help="Un seul service.")
@click.option("--territoire", metavar="CODE", default="", help="Un seul territoire.")
@click.option("--organisme", metavar="NOM", default="", help="Un seul organisme : nom, sigle ou code.")
@click.option("--prestation", metavar="NOM", default="", help="Une prestation : nom, ancien nom ou code.")
@click.option("--domaine", metavar="CODE", default="", help="Un domaine, hors prestations d’argent.")
@click.option(
    "--comparer", metavar="DU AU", nargs=2, default=("", ""), help="Comparer avec une autre période."
)
@click.option("--rubrique", "only", metavar="N", multiple=True, help="À l’écran, seulement celle-ci (1 à 9).")
@click.option("--definitions", is_flag=True, help="Dire ce que compte chaque chiffre.")
@click.option("--json", "as_json", is_flag=True, help="Les chiffres en JSON.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="texte", help="Format (texte).")
@click.option(
    "--sortie", metavar="F", type=click.Path(dir_okay=False, path_type=Path), help="Fichier à écrire."
)
@click.option(
    "--partageable/--complet",
    "shareable",
    default=None,
    help="Masquer les petits nombres, ou non. Un fichier les masque, sauf --complet.",
)
@click.option(
    "--seuil", type=click.IntRange(3, 100), default=None, metavar="N", help="Masquer les nombres sous N (5)."
)
@with_base
@click.pass_context
def command(
    context: click.Context,
    du: str,
    au: str,
    service: str,
    territoire: str,
    organisme: str,
    prestation: str,
    domaine: str,
    comparer: tuple[str, str],
    only: tuple[str, ...],
    definitions: bool,
    as_json: bool,
    format_: Form,
    sortie: Path | None,
    shareable: bool | None,
    seuil: int | None,
) -> None:
    """Les chiffres du non-recours, en neuf rubriques.

    À l’écran, ils sont complets. Un fichier est fait pour être remis : les petits nombres, et ceux qui les
    feraient retrouver, y sont masqués. Avec --complet, le fichier dit tout, et reste dans le service.
    """
    from interview.bilan.out import mode_of
    from interview.bilan.service import asked, bilan_of
    from interview.bilan.waiting import telling
    from interview.dossier.subject import Typed
    from interview.figures.tables import THRESHOLD
    from interview.follow_up.requests import FollowError
    from interview.surroundings import open_base, workplace

    typed = Typed(
        organism=organisme,
        benefit=prestation,
        domain=domaine,
        since=du,
        until=au,
        service=service,
        territory=territoire,
    )
    shown = _headings(only)
    form: Form = "json" if as_json else format_
    if shown and (sortie is not None or form != "texte"):
        raise click.UsageError(
            "--rubrique ne vaut que pour le texte à l’écran : un fichier a les neuf rubriques."
        )
    mode = mode_of(form, sortie, _mode(shareable))
    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        try:
            subject, compared = asked(place.machine.flow, typed, *comparer)
        except FollowError as error:
            raise click.UsageError(str(error)) from None
        with telling("Comptage"):
            bilan = bilan_of(place, subject, mode=mode, compared=compared, threshold=seuil or THRESHOLD)
        _give(place, bilan, form, sortie, shown, explained=definitions)


def _mode(shareable: bool | None) -> Mode | None:
    if shareable is None:
        return None
    return "partageable" if shareable else "complet"


def _headings(only: tuple[str, ...]) -> tuple[str, ...]:
    from interview.figures.definitions import HEADINGS

    codes = list(HEADINGS)
    for each in only:
        if not (each.isdecimal() and 1 <= int(each) <= len(codes)) and each not in codes:
            known = ", ".join(f"{rank} ({title.lower()})" for rank, title in enumerate(HEADINGS.values(), 1))
            raise click.UsageError(f"--rubrique : « {each} » n’existe pas. Rubriques : {known}.")
    return tuple(codes[int(each) - 1] if each.isdecimal() else each for each in only)


def _give(
    place: Workplace,
    bilan: Bilan,
    form: Form,
    target: Path | None,
    only: tuple[str, ...],
    *,
    explained: bool,
) -> None:
    from interview.bilan import out

    if bilan.fictional:
        narrate(bilan.fictional)
    if target is None and form in out.ON_SCREEN:
        _show(place, bilan, form, only, explained=explained)
        return
    path = out.write(place, bilan, form, target)
    narrate(f"Bilan écrit : {path}")
    narrate(_warning(bilan))


def _show(place: Workplace, bilan: Bilan, form: Form, only: tuple[str, ...], *, explained: bool) -> None:
    """On the standard output: shareable figures leave as a file does; whole ones are for the agent's eyes."""
    from interview.bilan import out

    if bilan.figures.mode == "partageable" and (told := out.gone(place, bilan)):
        narrate(told)
    if form == "json":
        click.echo(out.rendered(place, bilan, form), nl=False)
        if bilan.figures.mode == "complet":
            narrate(_warning(bilan))
        return
    import shutil

    from interview.bilan.report import context_of
    from interview.bilan.text import text

    wide = max(NARROWEST, min(shutil.get_terminal_size((80, 24)).columns, WIDEST))
    click.echo(text(context_of(bilan, place.settings), only, wide=wide, explained=explained))


def _warning(bilan: Bilan) -> str:
    if bilan.figures.mode == "complet":
        return "Chiffres complets : à garder dans le service. Pour les remettre à quelqu’un : --partageable."
    return (
        "Les petits nombres y sont masqués. Repère se souvient de ce qui est sorti, pour que le prochain "
        "bilan ne les fasse pas retrouver."
    )
