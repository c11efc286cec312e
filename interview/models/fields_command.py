"""``repere modeles champs``."""

from __future__ import annotations

import click

from interview.cli_words import FrenchCommand, refuse


@click.command("champs", cls=FrenchCommand)
@click.argument("nom", metavar="NOM")
@click.option("--json", "as_json", is_flag=True, help="Les champs en JSON.")
def command(nom: str, as_json: bool) -> None:
    """Ce que le modèle d’un document peut dire : chaque champ, puis les filtres.

    Un champ « a[].b » est le champ b de chaque élément de la liste a : {% for x in a %}{{ x.b }}{% endfor %}.
    """
    import msgspec

    from interview.models.folder import UnknownModel, named
    from templates.checking import models
    from templates.fields import described
    from templates.filter_help import ACCEPTS, FILTER_HELP
    from templates.typography import french

    try:
        model = models()[named(nom)]
    except UnknownModel as error:
        raise refuse(str(error)) from None
    fields = described(model.struct)
    if as_json:
        rows = [
            {
                "champ": each.path,
                "sorte": each.kind.in_words(),
                "facultatif": each.optional,
                "aide": each.help,
            }
            for each in fields
        ]
        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=2))
        return
    click.echo(french(f"{model.template} : {model.label}\n"))
    for each in fields:
        optional = ", ou rien" if each.optional else ""
        click.echo(f"{each.path} ({each.kind.in_words()}{optional})\n    {each.help}")
    click.echo("\nFiltres")
    for name, told in FILTER_HELP.items():
        taken = " ou ".join(dict.fromkeys(kind.lower() for kind in ACCEPTS[name]))
        click.echo(french(f"{name} (pour : {taken})\n    {told}"))
