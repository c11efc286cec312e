"""``repere parcours nouveau``."""

from __future__ import annotations

from pathlib import Path

import click

from interview.cli_words import FrenchCommand, narrate, refuse


@click.command("nouveau", cls=FrenchCommand)
@click.argument("id_", metavar="ID")
@click.option("--titre", metavar="T", default="", help="Titre, tel qu’on le lira.")
@click.option(
    "--sortie",
    metavar="F",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Fichier à écrire (sinon ID.yaml, ici).",
)
@click.option("--cas", "case", is_flag=True, help="Plutôt les réponses d’un cas de formation.")
def command(id_: str, titre: str, sortie: Path | None, case: bool) -> None:
    """Commencer un parcours local, à partir du parcours livré ; ou, avec --cas, un cas de formation.

    ID est le nom du nouveau parcours, en minuscules et sans accent : ccas-exemple. Le fichier écrit est
    valable tel quel, et explique chaque chose qu’il peut changer. Un fichier qui existe n’est jamais
    remplacé.
    """
    from flows.loader import load_flow
    from interview.workbench.known_flows import flows_folder
    from interview.workbench.starting import BadName, local_flow_text, write_new
    from interview.workbench.starting_case import answers_text

    path = sortie or Path(f"{id_}.yaml")
    try:
        text = (answers_text if case else local_flow_text)(id_, titre, load_flow())
        write_new(path, text)
    except BadName as error:
        raise click.BadParameter(str(error)) from None
    except FileExistsError:
        raise refuse(
            f"« {path} » existe déjà ; il reste tel qu’il est. Choisissez un autre nom avec « --sortie »."
        ) from None
    click.echo(path)
    typed = f'"{path}"' if " " in str(path) else path
    if case:
        narrate(
            f"Réponses du cas « {id_} » commencées. À ouvrir dans un éditeur de texte, puis :\n"
            f"  repere parcours verifier {typed}\n"
            f"  repere rejouer {typed} --sans-enregistrer --vers-cas {id_}-cas.yaml"
        )
        return
    narrate(
        f"Parcours « {id_} » commencé. À ouvrir dans un éditeur de texte, puis :\n"
        f"  repere parcours verifier {typed}\n"
        f"  repere entretien --parcours {typed}\n"
        f"Rangé dans ce dossier, il se nomme simplement « --parcours {id_} » :\n"
        f"  {flows_folder()}"
    )
