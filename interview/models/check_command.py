"""``repere modeles verifier``."""

from __future__ import annotations

import click

from interview.cli_words import FrenchCommand, narrate, refuse


@click.command("verifier", cls=FrenchCommand)
@click.argument("noms", metavar="[NOM]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Les fautes en JSON.")
@click.pass_context
def command(context: click.Context, noms: tuple[str, ...], as_json: bool) -> None:
    """Vérifier vos modèles et votre en-tête : toutes les fautes, chacune avec son fichier et sa ligne.

    Sans NOM, tous. Chaque modèle est lu en entier, puis rempli d’exemples, avec et sans chaque champ. Le
    code d’une faute est expliqué dans docs/codes.md. Rend 1 s’il y a une faute.
    """
    import msgspec

    from interview.models.folder import UnknownModel, listed, named, settings_now
    from templates.checking import check
    from templates.typography import count, french

    settings = settings_now()
    folder = settings.templates_folder
    if folder is None:
        narrate(french("Vous n’avez ni modèle ni en-tête à vous : il n’y a rien à vérifier."))
        return
    try:
        asked = [named(each, letterhead=True) for each in noms]
    except UnknownModel as error:
        raise refuse(str(error)) from None
    own = [each.name for each in listed(settings) if each.path is not None]
    missing = [each for each in asked if each not in own]
    if missing:
        raise refuse(french(f"Vous n’avez pas de copie à vous de : {', '.join(missing)} (dans {folder})."))
    faults = check(folder, asked)
    if as_json:
        names = ("code", "file", "line", "field", "problem", "advice")
        rows = [{name: getattr(each, name) for name in names} for each in faults]
        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=2))
    else:
        for each in faults:
            click.echo(french(f"{each.code}  {each}"))
    seen = asked or own
    if not faults:
        listing = ", ".join(seen) or "rien dans ce dossier"
        narrate(
            french(
                f"Aucune faute ({listing}). Pour voir : « repere modeles apercu {(seen or ['fiche'])[0]} »."
            )
        )
        return
    narrate(
        french(f"{count(len(faults), 'faute')} dans {folder}. En attendant, les modèles de Repère servent.")
    )
    context.exit(1)
