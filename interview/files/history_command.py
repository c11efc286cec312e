"""``repere dossiers historique REF``."""

from __future__ import annotations

import click

from interview.base_option import base_of, with_base
from interview.cli_words import FrenchCommand, narrate, refuse


@click.command("historique", cls=FrenchCommand)
@click.argument("reference", metavar="REF")
@click.option("--recent", "newest", is_flag=True, help="Le plus récent d’abord.")
@click.option("--json", "as_json", is_flag=True, help="Résultat en JSON sur la sortie standard.")
@with_base
@click.pass_context
def command(context: click.Context, reference: str, newest: bool, as_json: bool) -> None:
    """Qui a changé quoi, quand, de quoi à quoi, et pourquoi : rien n’est jamais effacé du journal.

    REF est la référence d’un entretien (26-K7QX4 : tout) ou de l’une de ses situations (26-K7QX4-1).
    """
    import msgspec

    from interview.access import note
    from interview.files.history import history
    from interview.files.text import history_text
    from interview.files.width import width
    from interview.surroundings import open_base, workplace

    with open_base(base_of(context), create=False) as base:
        place = workplace(base)
        interview = base.interview_of(reference)
        record = base.record(interview) if interview else None
        if interview is None or record is None:
            raise refuse(f"Aucun entretien et aucune situation n’ont la référence « {reference} ».")
        ranks = [each.rank for each in record.situations if each.reference == reference.strip().upper()]
        changes = history(place, interview, ranks[0] if ranks else 0, newest_first=newest)
        told = note(place, "consultation", reference.strip().upper())
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(changes), indent=2))
        return
    click.echo(history_text(changes, width(), several=len(record.situations) > 1 and not ranks))
    if told:
        narrate(told)
    if any(each.branch for each in changes):
        narrate(
            "Cet entretien a continué sur deux postes avant d’être réuni : les deux suites sont gardées, "
            "et chacune a été écrite sans connaître l’autre."
        )
